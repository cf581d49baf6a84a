"""Rows to people and to programs: an aligned table on a terminal, JSON Lines into a pipe."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from testimonia.cli.faults import NOTHING_MATCHED, Stop
from testimonia.model import visible_name

Row = dict[str, Any]
F = TypeVar("F", bound=Callable[..., Any])

_SAMPLE = 200  # rows that decide the widths of a table
_LEAST = 6
_HALF = re.compile("[\ud800-\udfff]")  # of a path with bytes that are no UTF-8


def output_options(command: F) -> F:
    """Add ``--json`` and ``--table`` to a command, given to it as ``as_json``."""
    return click.option(
        "--json/--table", "as_json", default=None, help="JSON Lines or a table, whatever the output is."
    )(command)


def confidence_option(command: F) -> F:
    """Add ``--min-confidence`` to a command; rows below it are left out of what it shows, not of the case."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="0…1",
        help="Leave out rows with less, except those a person accepted or corrected; their number is said.",
    )(command)


def tell_left_out(count: int, least: float) -> None:
    """Say on standard error how many rows were left out for their confidence."""
    if count:
        rows = "row" if count == 1 else "rows"
        click.echo(f"{count:,} {rows} with a confidence below {least:g} left out", err=True)


def emit(
    rows: Iterable[Row],
    columns: Sequence[str],
    *,
    as_json: bool | None = None,
    nothing: str = "nothing matched",
    limit: int | None = None,
) -> int:
    """Write rows to standard output and return how many; with none, end with exit code 6.

    ``columns`` are those of the table, cut to the width of the terminal; JSON has all keys.
    """
    rows = iter(rows) if limit is None else itertools.islice(rows, limit)
    first = next(rows, None)
    if first is None:
        raise Stop(nothing, code=NOTHING_MATCHED)
    rows = itertools.chain([first], rows)
    if as_json is None:
        as_json = not sys.stdout.isatty()
    return _json(rows) if as_json else _table(rows, columns)


def _json(rows: Iterable[Row]) -> int:
    count = 0
    for row in rows:
        written = json.dumps(row, ensure_ascii=False)
        click.echo(_HALF.sub(lambda half: json.dumps(visible_name(half[0]))[1:-1], written))
        count += 1
    return count


def _table(rows: Iterable[Row], columns: Sequence[str]) -> int:
    rows = iter(rows)
    sample = list(itertools.islice(rows, _SAMPLE))
    cells = [[cell(row.get(column)) for column in columns] for row in sample]
    widths = _widths(columns, cells)
    click.secho(_line(list(columns), widths), bold=True)
    count = 0
    for row in itertools.chain(sample, rows):
        click.echo(_line([cell(row.get(column)) for column in columns], widths))
        count += 1
    return count


def _widths(columns: Sequence[str], cells: list[list[str]]) -> list[int]:
    """Return the widths of the columns: what they need, cut down to the terminal from the widest on."""
    room = shutil.get_terminal_size((100, 24)).columns - 2 * (len(columns) - 1)
    widths = [max(map(width, each)) for each in zip(columns, *cells, strict=True)]
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda at: (widths[at], at))
        if widths[widest] <= _LEAST:
            break
        widths[widest] -= max(1, min(sum(widths) - room, widths[widest] // 8))
    return widths


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(fit(text, room) for text, room in zip(cells, widths, strict=True)).rstrip()


def cell(value: Any) -> str:
    """Return a value as one line of plain text: no control characters reach the terminal."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, list | tuple):
        return ", ".join(map(cell, value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {cell(item)}" for key, item in value.items())
    return printable(" ".join(str(value).split()))


def printable(text: str) -> str:
    """Return a text without control characters, line breaks aside."""
    return "".join(
        letter if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cs") else "\ufffd"
        for letter in text
    )


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def fit(text: str, room: int) -> str:
    """Return a text cut or filled to a width."""
    taken = width(text)
    if taken <= room:
        return text + " " * (room - taken)
    out, used = [], 0
    for letter in text:
        used += _columns(letter)
        if used > room - 1:
            break
        out.append(letter)
    short = "".join(out)
    return short + "…" + " " * (room - 1 - width(short))
