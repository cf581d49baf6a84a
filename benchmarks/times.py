"""Score the time layer against annotated corpora, and time it.

Run ``python benchmarks/times.py FILE.jsonl …``. Each line of a file is one document: ``id``, ``text``,
``dct`` (the day it was written, may be empty) and ``timexes`` with ``start``, ``end``, ``type``, ``value``
(and, where the corpus has them, ``alt`` values that are right too, and ``optional``). Prints one line a
corpus: F1 of relaxed and strict extent, of type and of value, as TempEval-3 counts them (micro averages; a
type or a value is right only on a paired mention), and documents and words a second of processor time on
one core, tokens included.

``--megabytes 1 10`` joins the texts of the first corpus, over and over, to texts of that size and times one
reading of each. ``--errors N`` prints N disagreements of each corpus, ``--half 0`` or ``--half 1`` takes
every other document (to see whether a rule serves documents it was not written on).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from testimonia.finding import times
from testimonia.language.doc import Doc
from testimonia.model import Metadata

Row = dict[str, Any]


def read_corpus(path: Path, half: int | None) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        rows = sorted((json.loads(line) for line in lines if line.strip()), key=lambda row: str(row["id"]))
    return [row for at, row in enumerate(rows) if half is None or at % 2 == half]


def annotate(row: Row) -> list[Row]:
    written = (row.get("dct") or "")[:10] or None
    found = times.find(Doc(row["text"], str(row["id"])), [], Metadata(document="", date=written), [])
    return [
        {"start": t.span[0], "end": t.span[1], "type": t.type, "value": t.value, "text": t.text}
        for t in found
    ]


def pairs(gold: list[Row], found: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Pair mentions from left to right, one to one, where they share a character."""
    gold, found = (sorted(side, key=lambda t: (t["start"], -t["end"])) for side in (gold, found))
    i = j = 0
    while i < len(gold) and j < len(found):
        a, b = gold[i], found[j]
        if a["end"] <= b["start"]:
            i += 1
        elif b["end"] <= a["start"]:
            j += 1
        else:
            yield a, b
            i, j = i + 1, j + 1


def f1(hits: int, expected: int, found: int) -> float:
    return 200 * hits / (expected + found) if expected + found else 0.0


def measure(rows: list[Row], shown: int) -> dict[str, float]:
    for row in rows[:5]:
        annotate(row)  # tables and rules are loaded once
    begin = time.process_time()
    answers = [annotate(row) for row in rows]
    seconds = time.process_time() - begin
    counts = dict.fromkeys(("gold", "found", "relaxed", "strict", "type", "value"), 0)
    for row, found in zip(rows, answers, strict=True):
        paired = list(pairs(row["timexes"], found))
        kept = [(a, b) for a, b in paired if not a.get("optional")]
        counts["gold"] += sum(not a.get("optional") for a in row["timexes"])
        counts["found"] += len(found) - (len(paired) - len(kept))
        counts["relaxed"] += len(kept)
        for a, b in kept:
            right = b["value"] in [a["value"], *a.get("alt", [])]
            counts["strict"] += (a["start"], a["end"]) == (b["start"], b["end"])
            counts["type"] += a["type"] == b["type"]
            counts["value"] += right
            if not right and shown > 0:
                shown -= 1
                print(f"  {row['id']}: {a['text']!r} {a['value']}, found {b['text']!r} {b['value']}")
    words = sum(len(row["text"].split()) for row in rows)
    total = {
        name: f1(counts[name], counts["gold"], counts["found"])
        for name in ("relaxed", "strict", "type", "value")
    }
    return {**total, "documents/s": len(rows) / seconds, "words/s": words / seconds}


def time_lengths(path: Path, sizes: list[int]) -> None:
    if sizes:
        print("\n| characters | seconds |\n|---|---|")
    joined = "\n".join(row["text"] for row in read_corpus(path, None)) if sizes else ""
    for size in sizes:
        text = (joined * (size * 1_000_000 // len(joined) + 1))[: size * 1_000_000]
        begin = time.process_time()
        annotate({"id": "length", "text": text, "dct": "1998-01-01"})
        print(f"| {size},000,000 | {time.process_time() - begin:.1f} |")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--megabytes", type=int, nargs="+", default=[], metavar="MB")
    options = parser.parse_args()
    print("| corpus | documents | relaxed F1 | strict F1 | type F1 | value F1 | documents/s | words/s |")
    print("|---|---|---|---|---|---|---|---|")
    for path in options.files:
        rows = read_corpus(path, options.half)
        got = measure(rows, options.errors)
        figures = " | ".join(f"{got[name]:.2f}" for name in ("relaxed", "strict", "type", "value"))
        print(f"| {path.stem} | {len(rows)} | {figures} | {got['documents/s']:.0f} | {got['words/s']:.0f} |")
    time_lengths(options.files[0], options.megabytes)


if __name__ == "__main__":
    main()
