"""The log as people read it: who decided what about which words, when, and whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from testimonia.case import Case
from testimonia.case.deciding import BATCH
from testimonia.case.decisions import layer_of, value_of
from testimonia.case.load import select
from testimonia.case.values import unpack
from testimonia.model import Decision, Record

ACTIONS = ("accept", "reject", "correct", "merge", "split", "note", "undo")
_PAST = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "merge": "merged",
    "split": "split",
    "note": "noted",
    "undo": "taken back",
}


@dataclass(frozen=True)
class Asked:
    """What the log is narrowed to; "" for all."""

    by: str = ""
    action: str = ""

    def pairs(self, **changed: str) -> list[tuple[str, str]]:
        """Return it as pairs of an address."""
        pairs = {"by": self.by, "action": self.action} | changed
        return [(key, value) for key, value in pairs.items() if value]


class Entry(Record, frozen=True):
    """A line of the log.

    ``said`` is the decision in words, ``about`` what it is about, ``href`` where that is shown; ``undone``
    tells that it was taken back; ``batch`` and ``together`` name and count what was decided in one step.
    """

    number: int
    decision: Decision
    said: str
    about: str
    href: str = ""
    undone: bool = False
    batch: str = ""
    together: int = 0


def log(case: Case, asked: Asked, *, size: int, before: int | None = None) -> list[Entry]:
    """Return decisions, the last first, from before a number in the log."""
    where, values = ["1"], []
    for column, value in (('"by"', asked.by), ("action", asked.action)):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if before is not None:
        where.append("number < ?")
        values.append(str(before))
    rows = select(
        case.connection,
        f'SELECT number, id, at, "by", action, target, value, note, {BATCH} AS batch,'
        f" id IN (SELECT id FROM undone) AS undone FROM decisions WHERE {' AND '.join(where)}"
        " ORDER BY number DESC LIMIT ?",
        *values,
        size,
    )
    return [_entry(case, row) for row in rows]


def history(case: Case, target: str) -> list[Entry]:
    """Return the decisions about one row, in their order."""
    rows = select(
        case.connection,
        f'SELECT number, id, at, "by", action, target, value, note, {BATCH} AS batch,'
        " id IN (SELECT id FROM undone) AS undone FROM decisions WHERE target = ? ORDER BY number",
        target,
    )
    return [_entry(case, row) for row in rows]


def people(case: Case) -> list[str]:
    """Return who decided in this case."""
    return [str(unpack(row[0])) for row in case.connection.execute('SELECT DISTINCT "by" FROM decisions')]


def last_of(case: Case, by: str) -> Entry | None:
    """Return the last decision of somebody that still holds."""
    rows = select(
        case.connection,
        f'SELECT number, id, at, "by", action, target, value, note, {BATCH} AS batch, 0 AS undone'
        " FROM decisions WHERE \"by\" = ? AND action <> 'undo' AND id NOT IN (SELECT id FROM undone)"
        " ORDER BY number DESC LIMIT 1",
        by,
    )
    return next((_entry(case, row) for row in rows), None)


def entry_of(case: Case, id: str) -> Entry | None:
    """Return one decision, None if there is none of that id."""
    rows = select(
        case.connection,
        f'SELECT number, id, at, "by", action, target, value, note, {BATCH} AS batch,'
        " id IN (SELECT id FROM undone) AS undone FROM decisions WHERE id = ?",
        id,
    )
    return next((_entry(case, row) for row in rows), None)


def _entry(case: Case, row: dict[str, Any]) -> Entry:
    number, batch, undone = row.pop("number"), row.pop("batch") or "", bool(row.pop("undone"))
    decision = Decision(**row)
    about, href = _about(case, decision.target)
    together = 0
    if batch:
        (together,) = case.connection.execute(
            f"SELECT count(*) FROM decisions WHERE {BATCH} = ?", (batch,)
        ).fetchone()
    return Entry(
        number=number,
        decision=decision,
        said=in_words(case, decision),
        about=about,
        href=href,
        undone=undone,
        batch=batch,
        together=together,
    )


def in_words(case: Case, decision: Decision) -> str:
    """Return what was decided, in words."""
    value = value_of(decision)
    said = _PAST.get(decision.action, decision.action)
    if decision.action == "correct":
        return f"{value.get('field', '').replace('_', ' ')} is “{value.get('value', '')}”"
    if decision.action == "merge":
        return f"merged into {_actor(case, value.get('into', ''))}"
    if decision.action == "split":
        return f"“{value.get('text', '')}” is somebody else"
    if decision.action == "note" and "opinion" in value:
        changed = "; ".join(
            f"{key[3:].replace('_', ' ')} is “{text}”" for key, text in value.items() if key.startswith("to_")
        )
        return f"second opinion: {changed or _PAST.get(value['opinion'], value['opinion'])}"
    if decision.action == "undo":
        row = case.connection.execute(
            'SELECT action, "by" FROM decisions WHERE id = ?', (value.get("undo", ""),)
        ).fetchone()
        return f"took back “{_PAST.get(row[0], row[0])}” by {unpack(row[1])}" if row else said
    return said


def _actor(case: Case, id: str) -> str:
    row = case.connection.execute("SELECT name FROM actors WHERE id = ?", (id,)).fetchone()
    return str(unpack(row[0])) if row else id


_WORDS = {
    "attribution": "SELECT text FROM spans WHERE annotation = ? AND role = 'content'"
    " ORDER BY ordinal LIMIT 1",
    "citation": "SELECT text FROM citations WHERE id = ?",
    "time": "SELECT text FROM times WHERE id = ?",
    "mention": "SELECT text FROM mentions WHERE id = ?",
    "scripture": "SELECT text FROM scripture WHERE id = ?",
    "check": "SELECT message FROM checks WHERE id = ?",
    "actor": "SELECT name FROM actors WHERE id = ?",
    "passage": "SELECT a_text FROM passages WHERE id = ?",
    "document": "SELECT name FROM documents WHERE id = ?",
}
_CARDS = ("attribution", "citation", "time", "mention", "scripture", "check")


def _about(case: Case, target: str) -> tuple[str, str]:
    """Return the words that a decision is about, and where they are shown; its merged actor has gone."""
    layer = layer_of(target)
    row = case.connection.execute(_WORDS[layer], (target,)).fetchone() if layer in _WORDS else None
    if row is None:
        read = case.connection.execute(
            "SELECT CASE WHEN json_valid(value) THEN json_extract(value, '$.read') END FROM decisions"
            " WHERE target = ? ORDER BY number LIMIT 1",
            (target,),
        ).fetchone()
        return (str(unpack(read[0])) if read and read[0] else target), ""
    href = f"/card/{target}" if layer in _CARDS else f"/d/{target[:16]}" if layer == "document" else ""
    return str(unpack(row[0])), href
