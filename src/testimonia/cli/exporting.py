"""``testimonia export`` and ``report``: a case as files."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import click

from testimonia.cli.faults import CASE_FAULT, Stop
from testimonia.cli.output import confidence_option, tell_left_out
from testimonia.writing import FORMATS, writer

_NAMES = [format.name for format in FORMATS if format.name != "report"]


@click.command("export", short_help="Write a case as jsonl or csv; the JSON Schema of the rows.")
@click.argument("format", type=click.Choice([*_NAMES, "schema"]), metavar="FORMAT")
@click.argument("case", required=False)
@click.option(
    "-o", "--output", metavar="OUT", help="A file, or for csv a folder or a .zip; else standard output."
)
@click.option("--layer", "layers", multiple=True, metavar="LAYER", help="Only this layer (may be repeated).")
@confidence_option
@click.option("--bom", is_flag=True, help="csv: begin with a byte-order mark, as spreadsheets like it.")
@click.pass_context
def export_command(
    ctx: click.Context,
    format: str,
    case: str | None,
    output: str | None,
    layers: tuple[str, ...],
    min_confidence: float,
    bom: bool,
) -> None:
    """Write a case as FORMAT: jsonl (interchange rows), csv (one table a layer), or schema (the JSON
    Schema of the rows; takes no case).

    The same case gives the same bytes. Cells of csv that would begin a formula are given an apostrophe.

    \b
    testimonia export jsonl my.case -o my.jsonl
    testimonia export csv my.case -o tables.zip --bom
    testimonia export csv my.case --layer said > said.csv
    testimonia export jsonl my.case --min-confidence 0.8 -o sure.jsonl
    testimonia export schema > interchange.schema.json
    """
    ctx.obj = case
    if format == "schema":
        from testimonia.writing.interchange import schema_text

        with text_file(output) as out:
            out.write(schema_text())
        return
    if case is None:
        raise click.MissingParameter(ctx=ctx, param_type="argument", param_hint="CASE")
    from testimonia.case import open_case

    options: dict[str, Any] = {"layers": list(layers) or None}
    if format == "csv":
        options["bom"] = bom
    with open_case(case, min_confidence=min_confidence) as opened:
        try:
            if next(entry.one_file for entry in FORMATS if entry.name == format):
                with text_file(output) as out:
                    writer(format)(opened, out, **options)
            elif output is None or output == "-":
                _one_table(opened, layers, bom)
            else:
                with _target_named(output):
                    writer(format)(opened, Path(output), **options)
        except ValueError as error:
            raise Stop(str(error)) from error
        if min_confidence:
            written = _layers(format, layers, output is None or output == "-")
            tell_left_out(sum(opened.left_out(written).values()), min_confidence)


def _layers(format: str, asked: tuple[str, ...], one_table: bool) -> list[str] | None:
    """Return the layers that were written, given as layers or as tables of csv; None for all."""
    from testimonia.writing.csv import TABLES

    if format not in ("jsonl", "csv"):
        return ["passage"]
    if format == "csv" and one_table and not asked:
        return ["attribution"]
    if not asked:
        return None
    return [TABLES[name][0] if name in TABLES else name.removesuffix("s") for name in asked] + list(asked)


def _one_table(case: Any, layers: tuple[str, ...], bom: bool) -> None:
    from testimonia.writing.csv import write_table

    if len(layers) > 1:
        raise Stop("standard output takes one table", "name a folder or a .zip with -o, or one --layer")
    write_table(case, layers[0] if layers else "said", sys.stdout, bom=bom)


@click.command("report", short_help="Write one self-contained HTML page to look at and to send.")
@click.argument("case")
@click.option("-o", "--output", metavar="OUT.html", required=True)
@confidence_option
@click.option(
    "--max-mb",
    type=click.FloatRange(min=0, min_open=True),
    default=25.0,
    show_default=True,
    metavar="N",
    help="About how large the page may get: the first documents that fit, by name, are in it.",
)
@click.pass_context
def report_command(ctx: click.Context, case: str, output: str, min_confidence: float, max_mb: float) -> None:
    """Write CASE as one HTML page that needs no network and no other file.

    It holds the lists, the timeline and the texts as the workbench shows them, with a card for every reading.
    Of a large case it holds the first documents, and says which are left out.

    \b
    testimonia report my.case -o my.html
    testimonia report my.case -o my.html --max-mb 100 --min-confidence 0.8
    """
    ctx.obj = case
    write_report(case, output, min_confidence, max_mb)
    click.echo(f"wrote {output}", err=True)


def write_report(case: str, output: str, min_confidence: float = 0.0, max_mb: float = 25.0) -> None:
    """Write the report of a case to a file, without rows of less confidence; tell what is not in it."""
    from testimonia.case import open_case

    with open_case(case, min_confidence=min_confidence) as opened, text_file(output) as out:
        written = writer("report")(opened, out, megabytes=max_mb)
        if written.left_out:
            click.echo(
                f"the page holds {written.documents:,} documents; {len(written.left_out):,} are left out to"
                f" keep it near {max_mb:g} MB (raise --max-mb, or read fewer documents into a case)",
                err=True,
            )
        if min_confidence:
            tell_left_out(sum(opened.left_out().values()), min_confidence)


@contextlib.contextmanager
def text_file(output: str | None) -> Iterator[TextIO]:
    """Open a file to write UTF-8 to, or standard output; the file is there whole or not at all."""
    if output is None or output == "-":
        yield sys.stdout
        return
    target = Path(output)
    with _target_named(output):
        if target.exists() and not target.is_file():  # /dev/stdout, a pipe
            with target.open("w", encoding="utf-8", newline="\n") as out:
                yield out
            return
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as out:  # noqa: PTH123 (a handle)
                yield out
            with contextlib.suppress(OSError):
                Path(name).chmod(0o666 & ~_umask())
            os.replace(name, target)  # noqa: PTH105 (both are strings)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


@contextlib.contextmanager
def _target_named(output: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Stop(
            f"{output} cannot be written: {error.strerror or error}", "name another place with -o", CASE_FAULT
        ) from error


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
