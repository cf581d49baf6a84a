"""What people decided, and what follows from it.

Decisions are only ever added; the last one about a row stands. ``reject`` leaves a row out of every list
and export, ``accept`` confirms it, ``correct`` changes one of its fields, ``merge`` and ``split`` change
which names are one actor, ``undo`` takes an earlier decision back. The value of a decision is a JSON
object: what was decided, and under ``read`` what the program read at that time, so that a later reading
that differs can be told.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from testimonia.case.load import load_decisions
from testimonia.case.values import to_json
from testimonia.model import (
    Actor,
    ActorVariant,
    Attribution,
    Citation,
    CitedOutlet,
    Decision,
    DecisionAction,
    Metadata,
    Record,
    Scripture,
    TimeExpression,
    annotation_id,
)

_Row = TypeVar("_Row", Attribution, Citation, TimeExpression, Scripture, Metadata)


class Standing(Record, frozen=True):
    """What holds for one row after all decisions about it: its verdict and its corrected fields."""

    verdict: str = ""
    corrections: dict[str, str] = {}  # noqa: RUF012 (msgspec copies it)


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(";") if name.strip())


def _or_none(value: str) -> str | None:
    return value or None


# Which fields of which layer a person may correct, and how the written value becomes the field's.
CORRECTABLE: dict[str, dict[str, Callable[[str], Any]]] = {
    "attribution": {
        "speaker": _names,  # "Ilan Voss; Mara Teel"
        "outlets": _names,  # nearest first
        "outlet_date": _or_none,  # 2031-05-04
        "kind": str,  # direct, indirect, mixed
    },
    "citation": {"outlets": _names, "date": _or_none, "date_probable": _or_none},
    "time": {"value": str, "type": str},
    "scripture": {"reference": _or_none, "verdict": str},
    "actor": {"name": str, "type": str},
    "document": dict.fromkeys(("title", "date", "date_probable", "hijri", "publisher", "author"), _or_none)
    | {"genre": str},
}


def layer_of(target: str) -> str:
    """Return the layer of an id; an id without one is a document's."""
    return target.partition(":")[0] if ":" in target else "document"


def timestamp() -> str:
    """Return the time as the log writes it, in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def make_decision(
    action: DecisionAction, target: str, *, by: str, value: dict[str, str] | None = None, note: str = ""
) -> Decision:
    """Return a decision made now."""
    at = timestamp()
    written = to_json(value) if value else ""
    digest = hashlib.sha256(f"{at}\x1f{by}\x1f{action}\x1f{target}\x1f{written}".encode()).hexdigest()
    return Decision(
        id=f"decision:{digest[:16]}", at=at, by=by, action=action, target=target, value=written, note=note
    )


def add_decision(connection: sqlite3.Connection, decision: Decision) -> None:
    """Add a decision to the log."""
    connection.execute(
        'INSERT INTO decisions (id, at, "by", action, target, value, note) VALUES (?, ?, ?, ?, ?, ?, ?)',
        (
            decision.id,
            decision.at,
            decision.by,
            decision.action,
            decision.target,
            decision.value,
            decision.note,
        ),
    )


def value_of(decision: Decision) -> dict[str, str]:
    """Return the value of a decision as a dictionary; a plain value stands under ``value``."""
    try:
        return msgspec.json.decode(decision.value or "{}", type=dict[str, str])
    except (msgspec.ValidationError, msgspec.DecodeError):
        return {"value": decision.value}


def standing_decisions(connection: sqlite3.Connection) -> dict[str, Standing]:
    """Return what holds for every row that was decided about, by its id."""
    return standing(load_decisions(connection))


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Return decisions, given in their order, without those taken back and what took them back."""
    log = list(decisions)
    undone = {value_of(decision).get("undo", "") for decision in log if decision.action == "undo"}
    return [decision for decision in log if decision.action != "undo" and decision.id not in undone]


def standing(decisions: Iterable[Decision]) -> dict[str, Standing]:
    """Return what holds after decisions, given in their order."""
    out: dict[str, Standing] = {}
    for decision in in_force(decisions):
        before = out.get(decision.target, Standing())
        if decision.action in ("accept", "reject"):
            out[decision.target] = replace(before, verdict=decision.action)
        elif decision.action == "correct":
            value = value_of(decision)
            changed = before.corrections | {value.get("field", ""): value.get("value", "")}
            out[decision.target] = Standing(verdict="correct", corrections=changed)
    return out


def corrected(row: _Row, decided: Standing | None, layer: str) -> _Row:
    """Return a row with its corrections."""
    if decided is None or not decided.corrections:
        return row
    changes: dict[str, Any] = {}
    for field, value in decided.corrections.items():
        convert = CORRECTABLE.get(layer, {}).get(field)
        if convert is None:
            continue
        converted = convert(value)
        if layer == "citation" and field == "outlets" and isinstance(row, Citation):
            converted = _cited(row, converted)
        changes[field] = converted
    return replace(row, **changes) if changes else row


def _cited(row: Citation, names: Sequence[str]) -> tuple[CitedOutlet, ...]:
    """Return the outlets of a citation under other names, at the places of the old ones."""
    places = [outlet.span for outlet in row.outlets] or [row.span]
    return tuple(
        CitedOutlet(name=name, span=places[min(at, len(places) - 1)], date=row.date)
        for at, name in enumerate(names)
    )


def decided_actors(
    actors: Sequence[Actor], texts: dict[str, str], decisions: Iterable[Decision]
) -> tuple[list[Actor], list[str]]:
    """Return the actors after merges, splits and corrections, and the ids of decisions without a target.

    ``texts`` gives the text of every mention by its id. A merge moves all mentions of its target to the
    actor named in its value; a split makes an actor of its own of one spelling.
    """
    by_id = {actor.id: actor for actor in actors}
    moved: dict[str, str] = {}
    lost = []

    def now(id: str) -> str:
        while id in moved:
            id = moved[id]
        return id

    for decision in in_force(decisions):
        if layer_of(decision.target) != "actor" or decision.action not in ("merge", "split", "correct"):
            continue
        target, value = now(decision.target), value_of(decision)
        actor = by_id.get(target)
        if actor is None:
            lost.append(decision.id)
        elif decision.action == "merge":
            into = by_id.get(now(value.get("into", "")))
            if into is None:
                lost.append(decision.id)
            elif into.id != actor.id:
                by_id[into.id] = _merged(into, actor, f"merged by {decision.by}")
                del by_id[actor.id]
                moved[actor.id] = into.id
        elif decision.action == "split":
            parts = _split(actor, value.get("text", ""), texts, f"split by {decision.by}")
            if not parts:
                lost.append(decision.id)
            for part in parts:
                by_id[part.id] = part
        elif value.get("field") in CORRECTABLE["actor"]:
            by_id[actor.id] = replace(actor, **{value["field"]: value.get("value", "")})
    return list(by_id.values()), lost


def _merged(into: Actor, actor: Actor, why: str) -> Actor:
    return replace(
        into,
        mentions=(*into.mentions, *actor.mentions),
        variants=(*into.variants, *actor.variants),
        why=(*into.why, f"{why}: {actor.name}"),
    )


def _split(actor: Actor, text: str, texts: dict[str, str], why: str) -> list[Actor]:
    """Return an actor without one spelling and an actor of that spelling alone; empty if it has none such."""
    apart = tuple(id for id in actor.mentions if texts.get(id) == text)
    rest = tuple(id for id in actor.mentions if texts.get(id) != text)
    if not apart or not rest:
        return []
    own = Actor(
        id=annotation_id("", "actor", (), f"{text}\x1f{actor.type}\x1f{actor.id}"),
        name=text,
        type=actor.type,
        variants=(ActorVariant(text=text, form="name", count=len(apart)),),
        mentions=apart,
        why=(f"{why}: from {actor.name}",),
    )
    variants = tuple(variant for variant in actor.variants if variant.text != text)
    return [replace(actor, mentions=rest, variants=variants), own]
