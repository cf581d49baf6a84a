"""Commands over reference texts of scripture: add one, list them, check the quotations of a text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from testimonia.cli.faults import NOTHING_MATCHED, SOME_UNREADABLE, Stop
from testimonia.cli.output import emit, output_options

_INSTALL = "pip install 'testimonia[quran]' brings the Qur'an, 'testimonia[bible]' the King James Version"


@click.group("scripture", short_help="Reference texts of scripture: add, list, check.")
def scripture_command() -> None:
    """Reference texts that quotations of scripture are compared with.

    No text is part of testimonia. The packages of the extras bring some, files of your own the others.

    \b
    testimonia scripture add quran-simple.txt --name "Tanzil simple"
    testimonia scripture list
    testimonia scripture check statement.txt
    """


@scripture_command.command("add", short_help="Keep a text for comparison.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", help="What to call the text; else the name of the file.")
@click.option("--work", type=click.Choice(["quran", "bible", "hadith"]), default="quran", show_default=True)
@click.option("--language", help="ISO 639-1 code; else by its letters, Arabic or English.")
@click.option("--edition", default="", help="Version or edition, kept with the text.")
@click.option("--notice", default="", help="Licence notice; else the one that the file holds.")
@click.option("--partial", is_flag=True, help="Take a Qur'an that is not whole.")
def add_command(
    file: Path, name: str | None, work: Any, language: str | None, edition: str, notice: str, partial: bool
) -> None:
    """Read a FILE of verses and keep it: lines "surah|ayah|text", CSV, XML or JSON, in Arabic or translated.

    A Qur'an is checked for its 114 surahs and 6,236 verses. Lines of a Bible are "book|chapter|verse|text",
    of a collection of hadith "collection|number|text".
    """
    from testimonia.finding.scripture_files import TextError, read_text_file
    from testimonia.finding.scripture_texts import add_text

    try:
        text = read_text_file(
            file.read_bytes(),
            name or file.stem,
            work=work,
            language=language,
            version=edition,
            notice=notice,
            partial=partial,
        )
        path = add_text(text)
    except TextError as error:
        raise Stop(
            f"{file}: {error}", "--partial takes it as it is" if "whole" in str(error) else ""
        ) from error
    except OSError as error:
        raise Stop(
            f"cannot keep the text: {error}", "set TESTIMONIA_DATA to a folder that you may write to"
        ) from error
    click.echo(f"{text.name}: {len(text.verses):,} verses, kept in {path}", err=True)


@scripture_command.command("list", short_help="The texts at hand.")
@output_options
def list_texts_command(as_json: bool | None) -> None:
    """Show the texts that are at hand, with version, licence notice and digest."""
    from testimonia.finding.scripture_texts import installed_texts

    rows = (
        {
            "name": text.name,
            "work": text.work,
            "language": text.language,
            "verses": len(text.verses),
            "version": text.version,
            "digest": text.digest,
            "notice": text.notice,
        }
        for text in installed_texts()
    )
    columns = ("name", "work", "language", "verses", "version", "notice")
    try:
        emit(rows, columns, as_json=as_json, nothing="no reference text is at hand")
    except Stop as stop:
        stop.remedy = _INSTALL
        raise


@scripture_command.command("check", short_help="The quotations of a text, compared.")
@click.argument("files", nargs=-1, required=True, metavar="FILE|-...")
@output_options
@click.pass_context
def check_quotations_command(ctx: click.Context, files: tuple[str, ...], as_json: bool | None) -> None:
    """Show every quotation of scripture in a text with its verdict, beside the reference text."""
    from testimonia.case.notices import Notice
    from testimonia.finding.scripture_library import installed_library

    library = installed_library()
    if not library.texts:
        click.echo("testimonia: no reference text is at hand, so no verdicts", err=True)
        click.echo(f"  → {_INSTALL}", err=True)
    unread: list[str] = []
    columns = ("document", "reference", "verdict", "differs", "text")
    if as_json is None and sys.stdout.isatty():
        shown = sum(_show(row) for row in _rows(files, unread))
        if not shown:
            raise Stop("no quotation of scripture was found", code=NOTHING_MATCHED)
    else:
        emit(_rows(files, unread), columns, as_json=as_json, nothing="no quotation of scripture was found")
    for text in library.texts:
        notice = Notice(name=text.name, notice=text.notice).in_short()
        click.echo(f"text: {text.name}: {notice} (SHA-256 {text.digest[:12]})", err=True)
    for message in unread:
        click.echo(f"testimonia: {message}", err=True)
    if unread:
        ctx.exit(SOME_UNREADABLE)


def _rows(files: tuple[str, ...], unread: list[str]) -> Iterator[dict[str, Any]]:
    from testimonia.finding import scripture
    from testimonia.finding.scripture_showing import lines
    from testimonia.language.doc import Doc
    from testimonia.model import Unread
    from testimonia.reading import read_bytes, read_path

    for name in files:
        documents = (
            read_bytes("standard-input.txt", sys.stdin.buffer.read()) if name == "-" else read_path(name)
        )
        for document in documents:
            if isinstance(document, Unread):
                unread.append(f"{document.path}: {document.reason}")
                continue
            for record in scripture.find(Doc.of(document)):
                found = record.differences
                yield {
                    "document": document.name,
                    "reference": record.reference,
                    "true_reference": record.true_reference,
                    "verdict": record.verdict,
                    "differs": [f"{d.kind}: {d.found or '—'} / {d.expected or '—'}" for d in found],
                    "text": document.text[record.span[0] : record.span[1]],
                    "span": list(record.span),
                    "lines": lines(document.text, record),
                }


def _show(row: dict[str, Any]) -> int:
    click.secho(f"{row['document']}  {row['reference'] or 'no reference'}  {row['verdict']}", bold=True)
    for line in row["lines"]:
        click.echo(f"  {line}")
    return 1
