"""Deciding: one door into the log for everybody who decides, on the command line or on a page.

A decision and what follows from it in the tables are one transaction: either both are there or neither.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import get_args

from testimonia.case.case import Case
from testimonia.case.decisions import (
    CORRECTABLE,
    Standing,
    add_decision,
    layer_of,
    make_decision,
    standing_decisions,
    timestamp,
)
from testimonia.case.names import correct_names, restore_names
from testimonia.case.proof import exists, reading_of
from testimonia.case.values import pack
from testimonia.model import Decision, DecisionAction

#: The batch that a decision belongs to, as an expression over the table of decisions.
BATCH = "CASE WHEN json_valid(value) THEN json_extract(value, '$.batch') END"

Settle = Callable[[Case], None]  # has a case follow decisions about its actors


class DecisionRefused(ValueError):
    """A decision that cannot be made, with what to do instead."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class DecidedMeanwhile(DecisionRefused):
    """Somebody else decided about the row since it was looked at."""


def last_decision(case: Case, target: str) -> int:
    """Return the number of the last decision about a row, 0 if there is none."""
    row = case.connection.execute("SELECT max(number) FROM decisions WHERE target = ?", (target,)).fetchone()
    return int(row[0] or 0)


def decide(
    case: Case,
    action: str,
    target: str,
    *,
    by: str,
    values: Mapping[str, str] | None = None,
    note: str = "",
    seen: int | None = None,
) -> list[Decision]:
    """Add decisions about a row to the log of a case opened for writing, and return them.

    ``values`` are the corrected fields of ``correct`` (one decision each), ``into`` (an actor's id) of
    ``merge``, ``text`` (a spelling) of ``split``; the target of ``undo`` is a decision's id. ``seen`` is
    the number of the last decision that was known when this one was made (:func:`last_decision`). Speakers
    and outlets follow at once; after decisions about actors the case must be settled.

    Raises:
        DecisionRefused: the action, the row or a value does not fit.
        DecidedMeanwhile: the log holds a later decision than ``seen``.
    """
    with written(case) as connection:
        if action == "undo":
            made = [_undo(connection, target, by=by, note=note)]
        else:
            made = _made(case, action, target, by=by, values=values or {}, note=note, seen=seen)
        for decision in made:
            add_decision(connection, decision)
        _follow(connection, made)
    return made


def decide_alike(
    case: Case,
    action: str,
    targets: Mapping[str, int | None],
    *,
    by: str,
    values: Mapping[str, str] | None = None,
    note: str = "",
) -> list[Decision]:
    """Add the same decision about several rows, all of them or none, and return them.

    ``targets`` gives for every row the last decision that was known. The decisions carry one id of a batch in
    their values, by which :func:`undo_batch` takes them back together.

    Raises:
        DecisionRefused: as for :func:`decide`, or there is no row.
        DecidedMeanwhile: somebody decided about one of the rows meanwhile; nothing is written.
    """
    if not targets:
        raise DecisionRefused("no row was chosen")
    batch = (
        f"batch:{hashlib.sha256(chr(31).join((by, timestamp(), action, *targets)).encode()).hexdigest()[:16]}"
    )
    made: list[Decision] = []
    with written(case) as connection:
        for target, seen in targets.items():
            made += _made(
                case, action, target, by=by, values=values or {}, note=note, seen=seen, batch={"batch": batch}
            )
        for decision in made:
            add_decision(connection, decision)
        _follow(connection, made)
    return made


def undo_batch(case: Case, batch: str, *, by: str, note: str = "") -> list[Decision]:
    """Take back all decisions of a batch that still hold, in one step, and return what does so.

    Raises DecisionRefused if none of them holds.
    """
    with written(case) as connection:
        ids = connection.execute(
            f"SELECT id FROM decisions WHERE {BATCH} = ? AND action <> 'undo'"
            " AND id NOT IN (SELECT id FROM undone) ORDER BY number",
            (batch,),
        ).fetchall()
        if not ids:
            raise DecisionRefused("nothing of this holds any more", "the log shows what became of it")
        made = [_undo(connection, id, by=by, note=note) for (id,) in ids]
        for decision in made:
            add_decision(connection, decision)
        _follow(connection, made)
    return made


@contextlib.contextmanager
def written(case: Case) -> Iterator[sqlite3.Connection]:
    """Do what is in the block in one transaction; nothing of it is there if it ends with a fault."""
    connection = case.connection
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    case.forget()


def _made(
    case: Case,
    action: str,
    target: str,
    *,
    by: str,
    values: Mapping[str, str],
    note: str,
    seen: int | None,
    batch: Mapping[str, str] | None = None,
) -> list[Decision]:
    """Return decisions about a row that may be decided about, not written yet."""
    if not exists(case.connection, target):
        raise DecisionRefused("there is no such row in the case", "it may have gone with a later run")
    if seen is not None and last_decision(case, target) > seen:
        raise DecidedMeanwhile("this was decided about in the meantime", "look at it again")
    return [
        make_decision(known, target, by=by, value=value | dict(batch or {}), note=note)
        for known, value in _each(case, action, target, values)
    ]


def _follow(connection: sqlite3.Connection, made: Sequence[Decision]) -> None:
    """Have the names of rows follow decisions about them; note that decided actors are to be settled."""
    if any(layer_of(decision.target) == "actor" and decision.action != "note" for decision in made):
        connection.execute(
            "UPDATE settings SET value = 'un' || value WHERE key = 'settled' AND value LIKE 'settled%'"
        )
    changed = [decision for decision in made if decision.action in ("correct", "undo")]
    standing = standing_decisions(connection) if changed else {}
    for decision in changed:
        if decision.action == "undo":
            restore_names(connection, decision.target)
        correct_names(connection, decision.target, standing.get(decision.target, Standing()))


def _undo(connection: sqlite3.Connection, id: str, *, by: str, note: str) -> Decision:
    """Return the decision that takes another back; its target is the other's."""
    row = connection.execute("SELECT action, target FROM decisions WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise DecisionRefused("there is no such decision in the log", "testimonia list decisions shows them")
    if row[0] == "undo":
        raise DecisionRefused("what was taken back cannot be put back", "decide anew")
    if connection.execute("SELECT 1 FROM undone WHERE id = ?", (id,)).fetchone():
        raise DecisionRefused("this was taken back already")
    return make_decision("undo", row[1], by=by, value={"undo": id}, note=note)


def _each(
    case: Case, action: str, target: str, values: Mapping[str, str]
) -> list[tuple[DecisionAction, dict[str, str]]]:
    """Return the value of each decision to be made: one for every corrected field, one for anything else."""
    layer = layer_of(target)
    read = {"read": reading_of(case.connection, target) or ""}
    if action == "correct":
        fields = CORRECTABLE.get(layer, {})
        if not values or not set(values) <= set(fields):
            there = ", ".join(fields) or "nothing"
            raise DecisionRefused("no field was given that can be corrected in this row", f"there is {there}")
        return [("correct", read | {"field": field, "value": value}) for field, value in values.items()]
    if action == "merge":
        into = values.get("into", "")
        if layer != "actor" or layer_of(into) != "actor" or not exists(case.connection, into):
            raise DecisionRefused("an actor can be merged into another actor only")
        if into == target:
            raise DecisionRefused("an actor cannot be merged into itself")
        return [("merge", read | {"into": into})]
    if action == "split":
        if layer != "actor" or not values.get("text"):
            raise DecisionRefused("a spelling can be split from an actor only")
        _must_part(case.connection, target, values["text"])
        return [("split", read | {"text": values["text"]})]
    if action == "undo":
        raise DecisionRefused(
            "decisions are taken back by their own ids", "testimonia list decisions shows them"
        )
    for known in get_args(DecisionAction):
        if known == action:
            return [(known, read)]
    raise DecisionRefused(f"{action!r} is no decision", f"there is {', '.join(get_args(DecisionAction))}")


def _must_part(connection: sqlite3.Connection, actor: str, text: str) -> None:
    """Refuse a split that leaves nothing on one side."""
    apart, rest = connection.execute(
        "SELECT count(*) FILTER (WHERE text = ?1), count(*) FILTER (WHERE text <> ?1) FROM mentions"
        " WHERE actor = (SELECT number FROM actors WHERE id = ?2)",
        (pack(text), actor),
    ).fetchone()
    if not apart:
        raise DecisionRefused(
            f"the actor is nowhere called {text!r}", "name one of its spellings as it stands"
        )
    if not rest:
        raise DecisionRefused(f"the actor is called {text!r} only", "a split needs another spelling to stay")
