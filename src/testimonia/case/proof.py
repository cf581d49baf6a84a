"""The proof of a case: every stored span equals its text, every row leads somewhere, the file is sound."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

import msgspec

from testimonia.case.decisions import layer_of, value_of
from testimonia.case.load import load_decisions, load_text
from testimonia.case.values import unpack
from testimonia.model import Record, document_id


class Problem(Record, frozen=True):
    """Something that does not hold; ``fatal`` tells a failure from what is merely worth knowing."""

    kind: str
    row: str
    message: str
    fatal: bool = True


# Every place in the case where a span stands beside its text: a query for id, role, start, end, text.
_PLACES = (
    "SELECT annotation, role, start, end, text FROM spans WHERE document = ?",
    "SELECT id, 'citation', start, end, text FROM citations WHERE document = ?",
    "SELECT citation, 'outlet', start, end, text FROM citation_outlets WHERE document = ?",
    "SELECT id, 'time', start, end, text FROM times WHERE document = ?",
    "SELECT id, 'mention', start, end, text FROM mentions WHERE document = ?",
    "SELECT id, 'scripture', start, end, text FROM scripture WHERE document = ?",
    "SELECT scripture, 'difference', start, end, text FROM differences WHERE document = ?",
    "SELECT id, 'a', a_start, a_end, a_text FROM passages WHERE a_document = ?",
    "SELECT id, 'b', b_start, b_end, b_text FROM passages WHERE b_document = ?",
    "SELECT v.passage, 'variant a', v.a_start, v.a_end, v.a_text FROM variants AS v"
    " JOIN passages AS p ON p.id = v.passage WHERE p.a_document = ?",
    "SELECT v.passage, 'variant b', v.b_start, v.b_end, v.b_text FROM variants AS v"
    " JOIN passages AS p ON p.id = v.passage WHERE p.b_document = ?",
    "SELECT 'section', voice, heading_start, heading_end, heading FROM sections"
    " WHERE document = ? AND heading IS NOT NULL",
)


def prove(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield whatever does not hold in a case; nothing if all is well."""
    yield from _integrity(connection)
    for number, id, name in connection.execute(
        "SELECT number, id, name FROM documents ORDER BY id"
    ).fetchall():
        yield from _document(connection, number, id, str(unpack(name)))
    yield from _faults(connection)
    yield from _decisions(connection)


def count_spans(connection: sqlite3.Connection) -> int:
    """Return how many spans a proof looks at."""
    total = 0
    for query in _PLACES:
        whole = re.sub(r"\S*document = \?", "1", query)
        total += connection.execute(f"SELECT count(*) FROM ({whole})").fetchone()[0]
    return total


def _integrity(connection: sqlite3.Connection) -> Iterator[Problem]:
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Problem(kind="damaged", row="", message=message)
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Problem(kind="dangling", row=f"{table} {row}", message=f"leads to no row of {parent}")


def _document(connection: sqlite3.Connection, number: int, id: str, name: str) -> Iterator[Problem]:
    text = load_text(connection, number)
    if document_id(text) != id:
        yield Problem(kind="text changed", row=name, message="its text is not the one its id was made from")
    for query in _PLACES:
        for row, role, start, end, stored in connection.execute(query, (number,)):
            if not 0 <= start <= end <= len(text):
                message = f"{role} {start}–{end} is not within {name}"
                yield Problem(kind="ungrounded", row=row, message=message)
            elif text[start:end] != unpack(stored):
                message = f"{role} {start}–{end} does not hold its text in {name}"
                yield Problem(kind="ungrounded", row=row, message=message)
    for start, end in connection.execute("SELECT start, end FROM sections WHERE document = ?", (number,)):
        if not 0 <= start <= end <= len(text):
            message = f"a section {start}–{end} is not within {name}"
            yield Problem(kind="ungrounded", row=id, message=message)


def _faults(connection: sqlite3.Connection) -> Iterator[Problem]:
    for name, layer, row, reason in connection.execute(
        "SELECT d.name, f.layer, f.row, f.reason FROM faults AS f"
        " JOIN documents AS d ON d.number = f.document ORDER BY d.name, f.number"
    ):
        yield Problem(
            kind="not stored",
            row=unpack(row),
            message=f"{unpack(name)}, {layer}: {unpack(reason)}",
            fatal=False,
        )


def _decisions(connection: sqlite3.Connection) -> Iterator[Problem]:
    row = connection.execute("SELECT value FROM settings WHERE key = 'decisions_lost'").fetchone()
    lost = set(msgspec.json.decode(row[0])) if row else set()
    for decision in load_decisions(connection):
        about = f"{decision.action} by {decision.by} on {decision.at[:10]}"
        actors = layer_of(decision.target) == "actor"
        if decision.id in lost or (not actors and not exists(connection, decision.target)):
            yield Problem(
                kind="decision lost",
                row=decision.target,
                message=f"{about}: what it is about is no longer in the case",
            )
            continue
        then, now = value_of(decision).get("read"), reading_of(connection, decision.target)
        decided = value_of(decision).get("value")
        if then is not None and now is not None and now not in (then, decided):
            yield Problem(
                kind="decision disagrees",
                row=decision.target,
                message=f"{about}: it was read as “{then}” then and is read as “{now}” now",
                fatal=False,
            )


def exists(connection: sqlite3.Connection, target: str) -> bool:
    """Tell whether an id is that of a row in the case."""
    layer = layer_of(target)
    table = TABLES.get(layer)
    if table is None:
        return False
    return connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (target,)).fetchone() is not None


TABLES = {
    "document": "documents",
    "attribution": "attributions",
    "citation": "citations",
    "time": "times",
    "mention": "mentions",
    "scripture": "scripture",
    "actor": "actors",
    "passage": "passages",
    "check": "checks",
}

# What a row says in one line, as the program read it: what a decision is compared with after a later run.
_READINGS = {
    "document": "SELECT coalesce(title, '') FROM documents WHERE id = ?",
    "attribution": "SELECT CAST(group_concat(read, '; ') AS BLOB) FROM"
    " (SELECT read FROM speakers WHERE attribution = ? AND read <> '' ORDER BY ordinal)",
    "citation": "SELECT CAST(group_concat(read, '; ') AS BLOB) FROM"
    " (SELECT read FROM citation_outlets WHERE citation = ? ORDER BY ordinal)",
    "time": "SELECT value FROM times WHERE id = ?",
    "mention": "SELECT name FROM mentions WHERE id = ?",
    "scripture": "SELECT coalesce(reference, '') || ' ' || verdict FROM scripture WHERE id = ?",
    "actor": "SELECT name FROM actors WHERE id = ?",
    "check": "SELECT kind FROM checks WHERE id = ?",
    "passage": "SELECT kind FROM passages WHERE id = ?",
}


def reading_of(connection: sqlite3.Connection, target: str) -> str | None:
    """Return what a row says as the program read it, or None if there is no such row.

    Lone surrogates come as U+FFFD, as they do in the value of a decision.
    """
    query = _READINGS.get(layer_of(target))
    if query is None:
        return None
    row = connection.execute(query, (target,)).fetchone()
    if row is None or row[0] is None:
        return None
    return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in str(unpack(row[0])))
