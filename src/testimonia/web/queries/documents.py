"""Documents as the views name them, and the list of them with its filters."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from testimonia.case import Case
from testimonia.case.load import select
from testimonia.case.search import find_documents
from testimonia.case.values import from_json
from testimonia.model import Record

_COLUMNS = (
    "number, id, name, title, date, date_probable, date_why, genre, publisher, publisher_inferred,"
    " languages, words"
)
# Issues of a date that contradict it or leave it open; the others only tell how it is written.
DOUBTS = (
    "dm_ambiguous", "dm_conflict", "hijri_mismatch", "impossible_date", "order_conflict", "weekday_mismatch",
)  # fmt: skip
DOUBTFUL = " OR ".join(f"issues LIKE '%\"{issue}\"%'" for issue in DOUBTS)

# What a list of documents can be narrowed to: key → (label, condition).
CONDITIONS: dict[str, tuple[str, str]] = {
    "undated": ("undated", "d.date IS NULL AND d.date_probable IS NULL"),
    "probable": ("date inferred", "d.date IS NULL AND d.date_probable IS NOT NULL"),
    "doubtful": (
        "with doubtful dates",
        f"d.number IN (SELECT document FROM times WHERE {DOUBTFUL}"
        " UNION SELECT document FROM citations WHERE date_probable IS NOT NULL)",
    ),
    "garbled": (
        "with scripture that departs from its text",
        "d.number IN (SELECT document FROM scripture WHERE verdict IN ('corrupted', 'wrong_reference'))",
    ),
    "copies": (
        "with copies that differ in sense",
        "d.number IN (SELECT p.a_document FROM passages AS p JOIN variants AS v ON v.passage = p.id"
        " WHERE v.alters = 'yes' UNION SELECT p.b_document FROM passages AS p"
        " JOIN variants AS v ON v.passage = p.id WHERE v.alters = 'yes')",
    ),
    "unnamed": (
        "with speakers left open",
        "d.number IN (SELECT document FROM attributions WHERE speaker_class IN ('unnamed', 'unspecified'))",
    ),
    "failed": (
        "that could not be analysed whole",
        "d.number IN (SELECT document FROM faults) OR d.analysed_by IS NULL",
    ),
}


class DocumentLine(Record, frozen=True):
    """A document in one line."""

    number: int
    id: str
    name: str
    title: str | None = None
    date: str | None = None
    date_probable: str | None = None
    date_why: str = ""
    genre: str = "other"
    publisher: str | None = None
    publisher_inferred: str | None = None
    languages: tuple[str, ...] = ()
    words: int = 0


def _line(row: dict[str, Any]) -> DocumentLine:
    return DocumentLine(**row | {"languages": tuple(from_json(row["languages"]))})


def find_document(case: Case, start_of_id: str) -> DocumentLine | None:
    """Return the document whose id begins so, None if there is none or more than one."""
    if not 8 <= len(start_of_id) <= 64 or not start_of_id.isalnum() or not start_of_id.isascii():
        return None
    rows = list(
        select(
            case.connection,
            f"SELECT {_COLUMNS} FROM documents WHERE id >= ? AND id < ? LIMIT 2",
            start_of_id,
            start_of_id + "g",
        )
    )
    return _line(rows[0]) if len(rows) == 1 else None


def lines_of(case: Case, numbers: Iterable[int]) -> dict[int, DocumentLine]:
    """Return documents by their numbers in this file."""
    rows = select(
        case.connection,
        f"SELECT {_COLUMNS} FROM documents WHERE number IN (SELECT value FROM json_each(?))",
        json.dumps(sorted(set(numbers))),
    )
    return {row["number"]: _line(row) for row in rows}


def list_documents(
    case: Case, asked: dict[str, str], *, after: tuple[str, int] | None = None, size: int = 50
) -> tuple[list[DocumentLine], int]:
    """Return a page of the documents by name, and how many there are in all.

    ``asked`` may hold ``q`` (words of the text), ``genre``, ``publisher``, ``language``, ``check`` (a kind of
    problem), ``since`` and ``until`` (dates), ``only`` (a key of CONDITIONS).
    """
    where, values = ["d.id NOT IN (SELECT target FROM rejected)"], []
    for key, condition in (
        ("genre", "d.genre = ?"),
        ("publisher", "coalesce(d.publisher, d.publisher_inferred) = ?"),
        ("language", "EXISTS (SELECT 1 FROM json_each(d.languages) WHERE value = ?)"),
        ("check", "d.number IN (SELECT document FROM checks WHERE kind = ?)"),
        ("since", "coalesce(d.date, d.date_probable) >= ?"),
        ("until", "coalesce(d.date, d.date_probable) < ? || '~'"),
    ):
        if asked.get(key):
            where.append(condition)
            values.append(asked[key])
    if asked.get("only") in CONDITIONS:
        where.append(f"({CONDITIONS[asked['only']][1]})")
    if asked.get("q"):
        where.append("d.number IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(find_documents(case.connection, asked["q"])))
    condition = " AND ".join(where)
    (total,) = case.connection.execute(
        f"SELECT count(*) FROM documents AS d WHERE {condition}", values
    ).fetchone()
    if after is not None:
        condition += " AND (d.name, d.number) > (?, ?)"
        values += list(after)  # type: ignore[arg-type]  # text and number
    columns = ", ".join(f"d.{name}" for name in _COLUMNS.split(", "))
    rows = select(
        case.connection,
        f"SELECT {columns} FROM documents AS d WHERE {condition} ORDER BY d.name, d.number LIMIT ?",
        *values,
        size,
    )
    return [_line(row) for row in rows], total
