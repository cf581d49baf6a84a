"""``testimonia decide``: what people decide, into the log of the case."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from testimonia.cli.faults import NOTHING_MATCHED, Stop

if TYPE_CHECKING:
    from testimonia.case import Case

_ACTIONS = ("accept", "reject", "correct", "merge", "split", "note", "undo")


@click.command(
    "decide", short_help="Accept, reject, correct, merge, split: the log that outranks the program."
)
@click.argument("case")
@click.argument("action", type=click.Choice(_ACTIONS))
@click.argument("ref")
@click.argument("values", nargs=-1)
@click.option("--by", default=None, help="Who decides; by default the name you are logged in under.")
@click.option("--note", default="", help="Why.")
@click.pass_context
def decide_command(
    ctx: click.Context,
    case: str,
    action: str,
    ref: str,
    values: tuple[str, ...],
    by: str | None,
    note: str,
) -> None:
    """Decide about the row that REF names. Decisions are only ever added; the last one stands.

    A rejected row is left out of lists and exports, a corrected one is written as corrected. A later run
    keeps all decisions; `testimonia check` tells where it reads otherwise.

    \b
    testimonia decide my.case accept attribution:3f2a
    testimonia decide my.case reject attribution:3f2a --note "a scare quote"
    testimonia decide my.case correct attribution:3f2a speaker="Mara Teel"
    testimonia decide my.case merge "Ilan Vos" "Ilan Voss"     the first becomes the second
    testimonia decide my.case split "Ilan Voss" "Voss"         this spelling is somebody else
    testimonia decide my.case undo decision:07d1               takes a decision back
    testimonia decide my.case undo batch:5e21                  all that were made in one step with it
    """
    ctx.obj = case
    from testimonia import pipeline
    from testimonia.case import open_case
    from testimonia.case.deciding import DecisionRefused, decide, undo_batch

    with open_case(case, write=True) as opened:
        whole = action == "undo" and ref.startswith("batch:")
        finds = _batch if whole else _decision if action == "undo" else _row
        target = finds(opened, ref)
        author = by or _user()
        given = _values(opened, action, target, values)
        try:
            if whole:
                undo_batch(opened, target, by=author, note=note)
            else:
                decide(opened, action, target, by=author, values=given, note=note)
        except DecisionRefused as error:
            raise Stop(str(error), error.remedy) from error
        pipeline.settle_decisions(opened)
    click.echo(f"noted: {action} {target} by {author}", err=True)


def _values(case: Case, action: str, target: str, values: Sequence[str]) -> dict[str, str]:
    """Return what a decision holds: the corrected fields, or the other actor or spelling."""
    from testimonia.case.decisions import CORRECTABLE, layer_of

    layer = layer_of(target)
    if action == "correct":
        fields = CORRECTABLE.get(layer, {})
        pairs = [value.partition("=") for value in values]
        for field, equals, _ in pairs:
            if not equals or field not in fields:
                there = ", ".join(fields) or "nothing"
                raise Stop(
                    f"{field!r} cannot be corrected in this row", f"write FIELD=VALUE; there is {there}"
                )
        if not pairs:
            raise Stop("nothing to correct was given", f"write FIELD=VALUE; there is {', '.join(fields)}")
        return {field: value for field, _, value in pairs}
    if action in ("merge", "split"):
        if layer != "actor" or len(values) != 1:
            raise Stop(f"{action} takes an actor and one name", f"testimonia decide CASE {action} NAME NAME")
        if action == "split":
            return {"text": values[0]}
        into_layer, into = _resolve(case, values[0])
        if into_layer != "actor":
            raise Stop(f"{values[0]!r} is not an actor", "testimonia list actors shows their names")
        return {"into": into}
    if values:
        raise Stop(f"{action} takes no further values", 'a reason goes into --note "…"')
    return {}


def _resolve(case: Case, ref: str) -> tuple[str, str]:
    from testimonia.case.refs import RefError, resolve

    try:
        return resolve(case.connection, ref)
    except RefError as error:
        raise Stop(str(error), "testimonia said CASE --json shows ids", NOTHING_MATCHED) from error


def _row(case: Case, ref: str) -> str:
    return _resolve(case, ref)[1]


def _decision(case: Case, ref: str) -> str:
    """Return the id of the one decision that begins so."""
    return _only([decision.id for decision in case.decisions()], ref)


def _batch(case: Case, ref: str) -> str:
    """Return the id of the one batch of decisions that begins so."""
    from testimonia.case.decisions import value_of

    return _only({value_of(decision).get("batch", "") for decision in case.decisions()}, ref)


def _only(ids: Iterable[str], ref: str) -> str:
    found = [id for id in ids if ref and id.startswith(ref)]
    if len(found) != 1:
        told = "no decision begins" if not found else f"{len(found)} decisions begin"
        raise Stop(f"{told} with {ref!r}", "testimonia list decisions CASE shows them", NOTHING_MATCHED)
    return found[0]


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
