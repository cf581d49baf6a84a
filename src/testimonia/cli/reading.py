"""``testimonia read``: files into a case."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimonia.cli.faults import NOTHING_MATCHED, PART_MISSING, SOME_UNREADABLE, USAGE, Stop
from testimonia.cli.output import printable

if TYPE_CHECKING:
    from testimonia.jobs import Summary

_SHOWN = 20


@click.command("read", short_help="Read and analyse files and folders into a case.")
@click.argument("inputs", nargs=-1, required=True, metavar="FOLDER|FILE|-...")
@click.option(
    "-o", "--output", "case", required=True, metavar="CASE", help="The case file; made if it is new."
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column of a csv or jsonl corpus holds what: text=body, date=published, title=headline …",
)
@click.option("--aliases", metavar="CSV", help="Names of your own: alias,canonical,kind; kept in the case.")
@click.option("--quran", metavar="FILE", help="A text of the Qur'an to judge quotations by, for this run.")
@click.option(
    "--reader", metavar="NAME", help="What reads the attributions: rules, trained …; kept in the case."
)
@click.option(
    "--reader-option", "reader_options", multiple=True, metavar="KEY=VALUE", help="An option of the reader."
)
@click.option("--workers", type=click.IntRange(1), help="Processes; by default one a core, 1 for few files.")
@click.option("--report", metavar="OUT.html", help="Write the report when all is read.")
@click.option(
    "--name", default="standard-input.txt", show_default=True, help="What standard input is called."
)
@click.option("--prune", is_flag=True, help="Take out files that are gone from the folders.")
@click.option("--again", is_flag=True, help="Read all anew, unchanged files too.")
@click.option("--no-passages", is_flag=True, help="Do not look for recycled passages.")
@click.option("--take-over", is_flag=True, help="Go on although a run on another machine holds the case.")
@click.pass_context
def read_command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    case: str,
    mapping: tuple[str, ...],
    aliases: str | None,
    quran: str | None,
    reader: str | None,
    reader_options: tuple[str, ...],
    workers: int | None,
    report: str | None,
    name: str,
    prune: bool,
    again: bool,
    no_passages: bool,
    take_over: bool,
) -> None:
    """Read files and folders, find who said what in them, and store it in CASE.

    Incremental and safe to stop: what is there already is not read again, and a run that was stopped goes
    on where it was. A file that cannot be read is named with its reason; the rest goes on (exit code 3).
    Files and folders whose name begins with a full stop are left out, unless named here by themselves.
    A case keeps its reader; another one reads only the attributions again, of all documents of the case.

    \b
    testimonia read examples -o my.case
    testimonia read statements/ news.zip letter.pdf -o my.case --report my.html
    testimonia read corpus.jsonl --map text=body --map date=published -o my.case
    testimonia read statements/ -o my.case --reader trained
    curl -s URL | testimonia read - --name page.html -o my.case
    """
    ctx.obj = case
    from testimonia import pipeline
    from testimonia.finding.readers import ReaderError, ReaderMissing

    paths = [path for path in inputs if path != "-"]
    missing = [path for path in paths if not Path(path).exists()]
    if missing:
        raise Stop(f"there is no file or folder {missing[0]}", "check the spelling of the path")
    if quran is not None:
        _use_scripture(quran)
    standard_input = (name, sys.stdin.buffer.read()) if "-" in inputs else None
    bar = _Bar() if sys.stderr.isatty() else None
    try:
        summary = pipeline.read(
            paths,
            case,
            mapping=_mapping(mapping),
            aliases=aliases,
            workers=workers,
            standard_input=standard_input,
            prune=prune,
            again=again,
            passages=not no_passages,
            take_over=take_over,
            reader=reader,
            reader_options=options_given(reader_options),
            tell=lambda text: click.echo(f"note: {printable(text)}", err=True),
            progress=bar,
        )
    except (ReaderError, ReaderMissing) as error:
        raise reader_stop(error) from error
    except ValueError as error:
        raise Stop(str(error), code=USAGE) from error
    finally:
        if bar is not None:
            bar.close()
    if report is not None:
        from testimonia.cli.exporting import write_report

        write_report(case, report)
    _tell(summary, case, report)
    if not summary.documents and not summary.skipped:
        raise Stop("no file was found in what was named", "name a folder with documents", NOTHING_MATCHED)
    if summary.skipped or summary.faults:
        ctx.exit(SOME_UNREADABLE)


def _use_scripture(file: str) -> None:
    """Have a text of scripture judged by, in this process and its workers."""
    import os

    from testimonia.finding.scripture_files import read_text_file

    try:
        read_text_file(Path(file).read_bytes(), Path(file).stem, partial=True)
    except (OSError, ValueError) as error:
        raise Stop(f"{file}: {error}", "name a text with a line 'surah|ayah|text' for each verse") from error
    os.environ["TESTIMONIA_SCRIPTURE"] = str(Path(file).absolute())


def _mapping(pairs: tuple[str, ...]) -> dict[str, str] | None:
    """Return ``text=body`` pairs, given singly or with commas between them, as a dictionary."""
    mapping = {}
    for pair in (part for pairs_given in pairs for part in pairs_given.split(",")):
        field, equals, column = pair.partition("=")
        if not equals or not field.strip() or not column.strip():
            raise Stop(f"--map {pair!r} is not FIELD=COLUMN", "write it like: --map text=body")
        mapping[field.strip()] = column.strip()
    return mapping or None


def options_given(pairs: tuple[str, ...]) -> dict[str, str] | None:
    """Return ``KEY=VALUE`` pairs as a dictionary, None without any."""
    options = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise Stop(
                f"--reader-option {pair!r} is not KEY=VALUE", "write it like: --reader-option model=NAME"
            )
        options[key.strip()] = value.strip()
    return options or None


def reader_stop(error: Exception) -> Stop:
    """Return what ends a command whose reader cannot be had."""
    code = PART_MISSING if isinstance(error, ModuleNotFoundError) else USAGE
    return Stop(str(error), getattr(error, "remedy", ""), code)


def _tell(summary: Summary, case: str, report: str | None) -> None:
    """Say on standard error what was done and what may be done next."""

    def say(text: str = "") -> None:
        click.echo(printable(text), err=True)

    parts = [f"{summary.files_read} read", f"{summary.files_unchanged} unchanged"]
    if summary.copies:
        parts.append(f"{summary.copies} with a text that another file has too")
    if summary.reread:
        documents = _counted(summary.reread, "documents")
        parts.append(f"attributions of {documents} read again by {summary.reader}")
    if summary.pruned:
        parts.append(f"{summary.pruned} taken out")
    if summary.skipped:
        parts.append(f"{len(summary.skipped)} skipped")
    say(f"{', '.join(parts)}; {summary.seconds:.1f} s")
    for unread in summary.skipped[:_SHOWN]:
        remedy = f"\n    → {unread.remedy}" if unread.remedy else ""
        say(f"  skipped {_near(unread.path)}: {unread.reason}{remedy}")
    if len(summary.skipped) > _SHOWN:
        say(f"  … and {len(summary.skipped) - _SHOWN} more: testimonia list unread {case}")
    for fault in summary.faults[:_SHOWN]:
        say(f"  {fault}")
    if len(summary.faults) > _SHOWN:
        say(f"  … and {len(summary.faults) - _SHOWN} more: testimonia list faults {case}")
    if summary.refused:
        say(f"  {summary.refused} rows were refused as ungrounded: testimonia list faults {case}")
    if summary.gone:
        say(f"  {len(summary.gone)} files are gone and stay in the case; --prune takes them out")
    for notice in summary.notices:
        say(f"note: {notice}")
    layers = ", ".join(_counted(count, layer) for layer, count in summary.counts.items())
    everything = f"{_counted(summary.documents, 'documents')}, {_counted(summary.words, 'words')}; {layers}"
    say(f"in the case: {everything}")
    say("next:")
    say(f"  testimonia said {case} --by NAME     who said what")
    say(f"  testimonia list actors {case}        names and their spellings")
    if report is None:
        say(f"  testimonia report {case} -o OUT.html one page to look at and to send")
    else:
        say(f"  open {report}")


def _counted(count: int, things: str) -> str:
    """Return a number with what it counts, in the singular for one."""
    return f"{count:,} {things.removesuffix('s') if count == 1 else things}"


def _near(path: str) -> str:
    """Return a path as seen from here, where that is shorter."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path


class _Bar:
    """A line on the terminal: how far, how fast, how long yet."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.drawn = 0.0

    def __call__(self, done: int, total: int, name: str) -> None:
        """Draw the line anew, ten times a second at most."""
        now = time.monotonic()
        if now - self.drawn < 0.1 and done < total:
            return
        self.drawn = now
        rate = done / max(now - self.began, 0.001)
        rest = int((total - done) / rate) if rate else 0
        filled = 24 * done // max(total, 1)
        bar = "█" * filled + "░" * (24 - filled)
        line = f"{bar} {done}/{total}  {rate:.1f}/s  {rest // 60}:{rest % 60:02} left"
        click.echo(f"\r{line}  {printable(Path(name).name)[:40]}\x1b[K", err=True, nl=False)

    def close(self) -> None:
        """Clear the line."""
        if self.drawn:
            click.echo("\r\x1b[K", err=True, nl=False)
