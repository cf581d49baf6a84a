"""``testimonia show`` and ``compare``: one thing in its context, two documents side by side."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from testimonia.cli.faults import NOTHING_MATCHED, Stop
from testimonia.cli.output import cell, emit, output_options, printable

if TYPE_CHECKING:
    from testimonia.case import Case

# What stands in the places above already.
_NOT_SHOWN = ("id", "text", "content", "cue", "source", "span", "spans", "start", "end", "a", "b", "cue_text")


@click.command("show", short_help="One thing in its context, with its why.")
@click.argument("case")
@click.argument("ref")
@click.option(
    "--context", type=click.IntRange(min=0), default=200, show_default=True, help="Characters on each side."
)
@output_options
@click.pass_context
def show_command(ctx: click.Context, case: str, ref: str, context: int, as_json: bool | None) -> None:
    """Show what REF names: any id or its beginning, the name of a document, the name of an actor.

    The place stands in its text between ⟦ and ⟧; below it are the reason it was read so, for a statement
    the chain it came through, and for a recycled passage its witnesses aligned, with an apparatus of all
    witnesses where there are three or more.

    \b
    testimonia show my.case 001.txt
    testimonia show my.case attribution:3f2a
    testimonia show my.case passage:9c1b
    """
    ctx.obj = case
    from testimonia.case import open_case
    from testimonia.case.refs import RefError
    from testimonia.writing.showing import found

    with open_case(case) as opened:
        try:
            row = found(opened, ref, context=context)
        except RefError as error:
            raise Stop(
                str(error), "testimonia list documents shows what there is", NOTHING_MATCHED
            ) from error
    if as_json if as_json is not None else not sys.stdout.isatty():
        emit([row], (), as_json=True)
    else:
        _print(row)


def _print(row: dict[str, Any]) -> None:
    """Print a row for a reader: its places in context, then its fields, then its chain."""
    row = dict(row)
    click.secho(f"{row.pop('layer')}  {row.get('id', '')}", bold=True)
    context, chain, beside = row.pop("context", []), row.pop("chain", []), row.pop("beside", [])
    critical = row.pop("apparatus", [])
    for place in context:
        before, inside, after = (printable(place[key]) for key in ("before", "inside", "after"))
        head = f"{printable(place['document'])} {place['start']}–{place['end']}"
        click.echo(f"\n{head}\n  …{before}⟦" + click.style(inside, bold=True) + f"⟧{after}…")
    click.echo()
    for line in beside:
        click.echo(f"  {printable(line)}")
    if beside:
        click.echo()
    for key, value in row.items():
        shown = cell(value)
        if shown and key not in _NOT_SHOWN:
            click.echo(f"  {key:15} {shown}")
    if critical:
        click.echo("\n  apparatus")
        for line in critical:
            click.echo(f"    {printable(line)}")
    if chain:
        click.echo(f"  {'chain':15} {' ← '.join(printable(name) for name in chain)}")


@click.command("compare", short_help="What two documents share: passages, citations, dates.")
@click.argument("case")
@click.argument("a")
@click.argument("b")
@output_options
@click.pass_context
def compare_command(ctx: click.Context, case: str, a: str, b: str, as_json: bool | None) -> None:
    """Show what the documents A and B share: recycled passages, reports they both cite, actors.

    \b
    testimonia compare my.case 001.txt 004.txt
    """
    ctx.obj = case
    from testimonia.case import open_case
    from testimonia.writing.showing import shared

    with open_case(case) as opened:
        first, second = _document(opened, a), _document(opened, b)
        emit(
            shared(opened, first, second),
            ("kind", "what", "in_a", "in_b"),
            as_json=as_json,
            nothing="the two documents share nothing that was found",
        )


def _document(case: Case, query: str) -> int:
    from testimonia.case.ask import documents_called

    numbers = documents_called(case, query)
    if len(numbers) != 1:
        what = "no document is" if not numbers else f"{len(numbers)} documents are"
        raise Stop(f"{what} called {query!r}", "testimonia list documents shows the names", NOTHING_MATCHED)
    return numbers[0]
