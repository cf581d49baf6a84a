"""An evaluation as tables of text, and the rows that are wrong as a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

import msgspec

from testimonia.evaluating.running import Figure, Report, Wrong
from testimonia.writing.csv import safe_cell


def as_json(report: Report) -> str:
    """Return a report as one line of JSON."""
    return json.dumps(msgspec.to_builtins(report))


def lines(report: Report) -> Iterator[str]:
    """Yield a report as lines of text."""
    documents = "1 document" if report.documents == 1 else f"{report.documents} documents"
    cost = ""
    if report.words >= 1000:
        cost = f", {1000 * report.seconds / report.words:.2f} s of processor time for 1,000 words"
    yield f"reader {report.reader}: {documents}, {report.words:,} words{cost}"
    if report.outermost:
        yield "outermost attributions only: what stands inside another one is left out"
    yield ""
    yield from _table("", report.figures)
    yield ""
    yield from _table("attributed, by kind", report.kinds)
    yield ""
    yield from _table("", report.roles)
    for share in report.shares:
        yield f"{share.name}: {_percent(share.right / share.of)} of {share.of}"
    if report.reliability.bins:
        yield ""
        yield from _reliability(report)
    for group in report.groups:
        yield ""
        yield from _table(f"{group.name} ({group.documents})", group.figures)


def _table(title: str, figures: Sequence[Figure]) -> Iterator[str]:
    width = max([len(title), *(len(figure.name) for figure in figures)])
    yield f"{title:{width}}  marked   found      P      R     F1  95 % interval of F1"
    for figure in figures:
        spread = "" if figure.interval is None else "  {} to {}".format(*map(_percent, figure.interval))
        yield (
            f"{figure.name:{width}}  {figure.gold:6} {figure.found:7}"
            f" {_percent(figure.precision):>6} {_percent(figure.recall):>6} {_percent(figure.f1):>6}{spread}"
        )


def _reliability(report: Report) -> Iterator[str]:
    yield "confidence     rows   mean  attributed right"
    for one in report.reliability.bins:
        mean, right = _percent(one.confidence), _percent(one.right)
        yield f"{one.low:.1f} to {one.high:.1f} {one.rows:8} {mean:>6} {right:>6}"
    yield f"expected calibration error: {_percent(report.reliability.error)}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def write_wrong(rows: Iterable[Wrong], out: TextIO, *, as_csv: bool) -> int:
    """Write the rows that are wrong, as a table for a spreadsheet or as JSON Lines; return how many."""
    count = 0
    names = Wrong.__struct_fields__
    table = csv.writer(out, lineterminator="\n")
    if as_csv:
        table.writerow(names)
    for row in rows:
        cells = {name: getattr(row, name) for name in names}
        if as_csv:
            table.writerow(safe_cell(cell) if isinstance(cell, str) else cell for cell in cells.values())
        else:
            out.write(_line(cells) + "\n")
        count += 1
    return count


def _line(cells: dict[str, object]) -> str:
    written = json.dumps(cells, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:  # half characters of a damaged text
        return json.dumps(cells)
    return written
