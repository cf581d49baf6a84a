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


@click.group("scripture", short_help="The texts that quoted scripture is compared with.")
def scripture_command() -> None:
    """Add a text of scripture to compare quotations with, or list those that are at hand.

    None is part of the program. Besides added files, `pip install 'testimonia[quran]'` and
    `'testimonia[bible]'` bring one.

    \b
    testimonia scripture add quran-simple.txt --notice "Tanzil Quran Text, CC BY 3.0"
    testimonia scripture list
    """


@scripture_command.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--work", type=click.Choice(["quran", "hadith", "bible"]), default="quran", show_default=True)
@click.option("--language", metavar="CODE", help="ar, en …; by default what its letters tell.")
@click.option("--name", help="What the text is called; by default its file's name.")
@click.option("--version", default="", help="Its version.")
@click.option("--notice", default="", help="Its licence notice, shown wherever its words are shown.")
@click.option("--partial", is_flag=True, help="Take a Qur'an that is not whole.")
def add_text_command(
    file: str, work: str, language: str | None, name: str | None, version: str, notice: str, partial: bool
) -> None:
    """Add FILE: lines surah|ayah|text, bare lines, CSV, XML or JSON."""
    from pathlib import Path

    from testimonia.finding.scripture_texts import add_text, read_text_file

    try:
        text = read_text_file(
            Path(file).read_bytes(),
            name or Path(file).stem,
            work=work,  # type: ignore[arg-type]
            language=language,
            version=version,
            notice=notice,
            partial=partial,
        )
        place = add_text(text)
    except (OSError, ValueError) as error:
        raise Stop(f"{file}: {error}", "see: testimonia scripture add --help") from error
    click.echo(f"added {text.name}: {len(text.verses)} verses ({text.language}), kept at {place}", err=True)


@scripture_command.command("list")
@output_options
def list_texts_command(as_json: bool | None) -> None:
    """List the texts that are at hand."""
    from testimonia.finding.scripture_texts import installed_texts

    rows = (
        {
            "name": text.name,
            "work": text.work,
            "language": text.language,
            "verses": len(text.verses),
            "version": text.version,
            "notice": text.notice,
            "digest": text.digest,
        }
        for text in installed_texts()
    )
    emit(
        rows,
        ("name", "work", "language", "verses", "version", "notice"),
        as_json=as_json,
        nothing="no text is at hand: pip install 'testimonia[quran]', or testimonia scripture add FILE",
    )
