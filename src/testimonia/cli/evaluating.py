"""``testimonia evaluate``: how well a reader reads, on annotated documents of one's own."""

from __future__ import annotations

import sys

import click

from testimonia.cli.exporting import text_file
from testimonia.cli.faults import SOME_UNREADABLE, USAGE, Stop
from testimonia.cli.output import output_options, printable
from testimonia.cli.reading import options_given, reader_stop

_SHOWN = 20


@click.command("evaluate", short_help="Measure a reader of attributions on annotated documents.")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...")
@click.option("--texts", metavar="FOLDER", help="Where the texts of interchange rows lie; else beside them.")
@click.option("--reader", default=None, metavar="NAME", help="What is measured: rules, trained, endpoint …")
@click.option(
    "--reader-option", "reader_options", multiple=True, metavar="KEY=VALUE", help="An option of the reader."
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="TYPE=ROLE",
    help="What a type of a brat file stands for: Source, Cue, Content, or - for nothing.",
)
@click.option(
    "--outermost/--nested",
    "outermost",
    default=None,
    help="Leave out what stands inside other attributions, or keep it; by default as GOLD does.",
)
@click.option("--by", type=click.Choice(["publisher", "document"]), help="Figures of each as well.")
@click.option(
    "--errors", metavar="FILE", help="Write every row that is wrong to FILE (.csv, else JSON Lines)."
)
@click.option(
    "--resamples", type=click.IntRange(0), default=1000, show_default=True, help="For the intervals."
)
@click.option("--seed", type=int, default=0, show_default=True, help="For the intervals.")
@click.option(
    "--workers", type=click.IntRange(1), help="Processes; by default one a core, 1 for few documents."
)
@output_options
@click.pass_context
def evaluate_command(
    ctx: click.Context,
    gold: tuple[str, ...],
    texts: str | None,
    reader: str | None,
    reader_options: tuple[str, ...],
    mapping: tuple[str, ...],
    outermost: bool | None,
    by: str | None,
    errors: str | None,
    resamples: int,
    seed: int,
    workers: int | None,
    as_json: bool | None,
) -> None:
    """Read the documents of GOLD and compare what is read with what is marked there.

    GOLD are files or folders: interchange rows (.jsonl) with their texts, documents with annotation, one a
    line (.jsonl), or brat files (.ann beside .txt) with the types Source, Cue and Content.

    \b
    testimonia evaluate examples/truth.jsonl --texts examples/marsa-zayn
    testimonia evaluate annotated/ --reader trained --errors wrong.csv
    testimonia evaluate brat/ --map Speaker=Source --map Quote=Content --map Comment=-
    testimonia evaluate dev.jsonl --by publisher --json | jq .figures
    """
    from testimonia.evaluating.gold import GoldError, load
    from testimonia.evaluating.running import evaluate
    from testimonia.evaluating.showing import as_json as written
    from testimonia.evaluating.showing import lines, write_wrong
    from testimonia.finding import readers

    choice = readers.Choice(name=reader or readers.DEFAULT, options=options_given(reader_options) or {})
    try:
        if notice := readers.notice_of(readers.make(choice)):
            click.echo(f"note: {printable(notice)}", err=True)
        report, wrong = evaluate(
            load(gold, texts=texts, mapping=_mapping(mapping)),
            choice,
            outermost=outermost,
            by=by,
            resamples=resamples,
            seed=seed,
            workers=workers,
            progress=_progress if sys.stderr.isatty() else None,
        )
    except (readers.ReaderError, readers.ReaderMissing) as error:
        raise reader_stop(error) from error
    except GoldError as error:
        raise Stop(printable(str(error)), error.remedy, USAGE) from error
    if as_json is None:
        as_json = not sys.stdout.isatty()
    for line in [written(report)] if as_json else lines(report):
        click.echo(printable(line))
    if errors is not None:
        with text_file(errors) as out:
            count = write_wrong(wrong, out, as_csv=errors.endswith(".csv"))
        click.echo(f"{count:,} rows that are wrong in {errors}", err=True)
    for fault in report.failed[:_SHOWN]:
        click.echo(f"  not read, counted as missed: {printable(fault)}", err=True)
    if report.failed:
        ctx.exit(SOME_UNREADABLE)


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    """Return ``Speaker=Source`` pairs as a dictionary."""
    from testimonia.evaluating.gold_brat import PASSED_OVER, ROLES

    out = {}
    for pair in pairs:
        type, _, role = pair.partition("=")
        role = role.strip().capitalize()
        if not type.strip() or role not in (*ROLES, PASSED_OVER):
            raise Stop(
                f"--map {pair!r} is not TYPE=ROLE",
                f"roles are {', '.join(ROLES)}, and - for what is passed over",
            )
        out[type.strip()] = role
    return out


def _progress(done: int, total: int) -> None:
    end = "\n" if done == total else ""
    if done == total or done % 5 == 0:
        click.echo(f"\r{done}/{total} documents{end}", err=True, nl=False)
