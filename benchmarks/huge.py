"""Time and memory of the whole command on one document that is one endless line of prose.

    python benchmarks/huge.py 1 2 4          # sizes in million characters

Each size is read into a fresh case in a process of its own; the last column is CPU seconds per million
characters and stays level while the work is linear.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

from testimonia import pipeline

_PLACES = "Dorn Vessa Karel Ostrand Mirow Talsi Undal Peree Iskan Norrby".split()
_PEOPLE = "Ilan Marek,Tova Brandt,Samir Oduya,Petra Lind,Jonas Hale".split(",")


def prose(size: int) -> str:
    """Return one line of reports, quotations and dates about invented places, ``size`` characters long."""
    parts, length, number = [], 0, 0
    while length < size:
        place, who = _PLACES[number % len(_PLACES)], _PEOPLE[number * 7 % len(_PEOPLE)]
        part = (
            f"{who} said that convoy {number} had left {place} on {number % 28 + 1} May 2031. "
            f"“Nobody will stop the {number % 97} lorries before the bridge,” the mayor of {place} told "
            f"reporters, while the harbour office counted {number % 613} people on the road. "
        )
        parts.append(part)
        length += len(part)
        number += 1
    return "".join(parts)[:size]


def _measure(size: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "line.txt"
        path.write_text(prose(size), encoding="utf-8")
        begin = time.process_time()
        pipeline.read([path], Path(folder) / "huge.case", workers=1, passages=False)
        return time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("millions", nargs="*", type=float, default=[1.0, 2.0])
    context = multiprocessing.get_context("spawn")
    print("million characters  CPU s  peak GiB  CPU s per million")
    for millions in parser.parse_args().millions:
        with context.Pool(1) as pool:
            seconds, peak = pool.apply(_measure, (int(millions * 1e6),))
        print(f"{millions:18.1f}  {seconds:5.1f}  {peak:8.2f}  {seconds / millions:17.2f}", flush=True)


if __name__ == "__main__":
    main()
