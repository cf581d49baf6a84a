"""Commands over a single text, without a case."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from testimonia.cli.faults import NOTHING_MATCHED, SOME_UNREADABLE, Stop
from testimonia.cli.output import emit, output_options


@click.command("times", short_help="The time expressions of a text, resolved.")
@click.argument("files", nargs=-1, required=True, metavar="FILE|-...")
@click.option(
    "--written", metavar="DATE", help="When the text was written (2016-12-18): relative times count from it."
)
@output_options
@click.pass_context
def times_command(
    ctx: click.Context, files: tuple[str, ...], written: str | None, as_json: bool | None
) -> None:
    """Show every time expression of a text with its TIMEX3 type and value.

    \b
    testimonia times letter.txt --written 2031-05-04
    echo "They met last Tuesday." | testimonia times - --written 2031-05-04
    """
    unread: list[str] = []
    rows = _rows(files, written, unread)
    try:
        emit(
            rows,
            ("document", "text", "type", "value", "mod", "calendar", "anchor", "issues"),
            as_json=as_json,
            nothing="no time expression was found",
        )
    except Stop as stop:
        if stop.exit_code != NOTHING_MATCHED or not unread:
            raise
    for message in unread:
        click.echo(f"testimonia: {message}", err=True)
    if unread:
        ctx.exit(SOME_UNREADABLE)


def _rows(files: tuple[str, ...], written: str | None, unread: list[str]) -> Iterator[dict[str, Any]]:
    from testimonia import pipeline
    from testimonia.model import Unread
    from testimonia.reading import read_bytes, read_path
    from testimonia.writing.interchange import time_rows

    for name in files:
        documents = (
            read_bytes("standard-input.txt", sys.stdin.buffer.read()) if name == "-" else read_path(name)
        )
        for document in documents:
            if isinstance(document, Unread):
                unread.append(f"{document.path}: {document.reason}")
            else:
                found = pipeline.find_times(document, written=written)
                yield from time_rows(document.name, document.text, found)
