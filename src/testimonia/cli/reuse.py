"""``testimonia reuse``: recycled passages of some files, without a case."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from testimonia.cli.exporting import text_file
from testimonia.cli.faults import NOTHING_MATCHED, PART_MISSING, SOME_UNREADABLE, Stop
from testimonia.cli.output import emit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from testimonia.comparing.reuse import Aligner
    from testimonia.model import Passage

_FORMATS = ("table", "jsonl", "passim", "tei", "html")
_COLUMNS = ("kind", "a", "b", "equal_words", "variants", "alters", "text")


@click.command("reuse", short_help="The passages that recur in some files, without a case.")
@click.argument("inputs", nargs=-1, required=True, metavar="FOLDER|FILE|-...")
@click.option(
    "--format",
    "format",
    type=click.Choice(_FORMATS),
    help="By default a table on a terminal, jsonl in a pipe; passim: families; tei, html: collated.",
)
@click.option("-o", "--output", metavar="OUT", help="A file; else standard output.")
@click.option(
    "--words",
    "minimum_words",
    type=click.IntRange(5),
    default=15,
    show_default=True,
    help="Shortest passage, in words of its longer side.",
)
@click.option(
    "--engine",
    type=click.Choice(("local", "spark")),
    default="local",
    show_default=True,
    help="spark: on Apache Spark, with the same result.",
)
@click.option("--master", metavar="URL", help="Where Spark runs: local[4], spark://host:7077, yarn.")
@click.option("--all", "everything", is_flag=True, help="Formulae, templates and boilerplate too.")
@click.pass_context
def reuse_command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    format: str | None,
    output: str | None,
    minimum_words: int,
    engine: str,
    master: str | None,
    everything: bool,
) -> None:
    """Find every passage that recurs within or between files, and what differs between its witnesses.

    Every difference is classed (number, date, name, negation, wording …) and flagged where it alters the
    meaning, or may. Formulae, templates and boilerplate are left out, unless --all is given. Any format that
    `read` reads will do; a file that cannot be read is named, the rest goes on (exit code 3).

    \b
    testimonia reuse examples/marsa-zayn
    testimonia reuse a.txt b.pdf corpus.jsonl --format jsonl > passages.jsonl
    testimonia reuse statements/ --format html -o passages.html
    testimonia reuse statements/ --engine spark --master 'local[4]'
    """
    if master and engine != "spark":
        raise Stop("--master is for Spark", "add --engine spark")
    texts, unread = _texts(inputs)
    passages = _passages(list(texts.items()), minimum_words, _aligner(engine, master))
    kept = passages if everything else _no_convention(passages)
    for message in unread:
        click.echo(f"testimonia: {message}", err=True)
    if not texts:
        raise Stop("no file was found in what was named", "name files or a folder", NOTHING_MATCHED)
    if not kept:
        more = f"; {len(passages)} formulae, templates or boilerplate: --all" if passages else ""
        if not unread:
            raise Stop(f"no passage recurs in {len(texts)} documents{more}", code=NOTHING_MATCHED)
        click.echo(f"testimonia: no passage recurs in {len(texts)} documents{more}", err=True)
    else:
        _write(kept, texts, format, output)
        _tell(kept, texts)
    if unread:
        ctx.exit(SOME_UNREADABLE)


def _texts(inputs: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return text by name, and what could not be read; of documents of one name all but one go by path."""
    from testimonia.model import Unread, visible_name
    from testimonia.reading import read_bytes, read_path, walk

    texts: dict[str, str] = {}
    unread: list[str] = []
    for item in (*walk(Path(name) for name in inputs if name != "-"), *(("-",) if "-" in inputs else ())):
        if isinstance(item, Unread):
            unread.append(f"{item.path}: {item.reason}")
            continue
        found = (
            read_bytes("standard-input.txt", sys.stdin.buffer.read())
            if isinstance(item, str)
            else read_path(item)
        )
        for document in found:
            if isinstance(document, Unread):
                unread.append(f"{document.path}: {document.reason}")
                continue
            name, number = document.name, 1
            if name in texts:
                name = visible_name(document.path)
            while name in texts:
                number += 1
                name = f"{visible_name(document.path)} ({number})"
            texts[name] = document.text
    return texts, unread


def _aligner(engine: str, master: str | None) -> Aligner | None:
    if engine == "local":
        return None
    from testimonia.comparing.reuse import MissingExtra, need_extra

    try:
        need_extra()
        from testimonia.engines.spark import MissingSpark, session, spark_search

        return spark_search(session(master))
    except MissingExtra as error:
        raise Stop(str(error).partition(":")[0], error.install, PART_MISSING) from error
    except MissingSpark as error:
        raise Stop(str(error), error.install, PART_MISSING) from error


def _passages(
    documents: list[tuple[str, str]], minimum_words: int, align_with: Aligner | None
) -> list[Passage]:
    from testimonia.comparing.reuse import MissingExtra, find_passages

    try:
        return find_passages(documents, minimum_words=minimum_words, align_with=align_with)
    except MissingExtra as error:
        raise Stop(str(error).partition(":")[0], error.install, PART_MISSING) from error


def _no_convention(passages: Sequence[Passage]) -> list[Passage]:
    from testimonia.writing.interchange import CONVENTIONAL

    return [passage for passage in passages if passage.kind not in CONVENTIONAL]


def _write(passages: list[Passage], texts: dict[str, str], format: str | None, output: str | None) -> None:
    to_terminal = output in (None, "-") and sys.stdout.isatty()
    format = format or ("table" if to_terminal else "jsonl")
    if format == "table":
        if output not in (None, "-"):
            raise Stop("a table is for the terminal", "choose another --format for a file")
        emit((_row(passage, texts) for passage in passages), _COLUMNS, as_json=False)
        return
    with text_file(output) as out:
        out.write(_written(passages, texts, format))


def _written(passages: list[Passage], texts: dict[str, str], format: str) -> str:
    from testimonia.writing.collation import page
    from testimonia.writing.interchange import passage_row
    from testimonia.writing.jsonl import line
    from testimonia.writing.passim_jsonl import passim_lines
    from testimonia.writing.tei import tei

    names = {name: name for name in texts}
    if format == "tei":
        return tei(passages, texts)
    if format == "html":
        return page(passages, texts, names)
    if format == "passim":
        return "".join(f"{row}\n" for row in passim_lines(passages, texts))
    return "".join(f"{line(passage_row(passage, names))}\n" for passage in passages)


def _row(passage: Passage, texts: dict[str, str]) -> dict[str, Any]:
    a, b = passage.a, passage.b
    return {
        "kind": passage.kind,
        "a": f"{a.document} {a.start}–{a.end}",
        "b": f"{b.document} {b.start}–{b.end}",
        "equal_words": passage.equal_words,
        "variants": len(passage.variants),
        "alters": sum(variant.alters == "yes" for variant in passage.variants),
        "text": texts[a.document][a.start : min(a.end, a.start + 200)],
    }


def _tell(passages: list[Passage], texts: dict[str, str]) -> None:
    kinds = Counter(passage.kind for passage in passages)
    families = len({passage.cluster for passage in passages})
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    click.echo(f"{len(texts)} documents; {told}; {families} families", err=True)
