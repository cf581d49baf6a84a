"""The signature query: who said what, through whom, about what, when, where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from testimonia.case.case import Case
from testimonia.case.decisions import layer_of
from testimonia.case.load import select
from testimonia.case.search import find_attributions, name_matches
from testimonia.language.folding import fold


def said(
    case: Case,
    *,
    by: str | None = None,
    via: str | None = None,
    about: str | None = None,
    on: str | None = None,
    document: str | None = None,
    kind: str | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield the statements that fit all that is asked, by document and place in it.

    ``by`` and ``via`` fit a name all of whose words they share, or any other spelling of that actor;
    ``on`` is a date, the beginning of one, or two with ``..`` between them; ``document`` a name, a part
    of one, or an id. What the case leaves out for its confidence is left out.
    """
    where, values = _conditions(case, by, via, about, on, document, kind)
    query = (
        "SELECT said.*,"
        " (SELECT min(start) FROM spans WHERE annotation = said.id AND role = 'content') AS start,"
        " (SELECT max(end) FROM spans WHERE annotation = said.id AND role = 'content') AS end"
        f" FROM said WHERE {where} ORDER BY document, start, end, id"
    )
    for row in select(case.connection, query, *values):
        if case.doubted(row["id"], row["confidence"]):
            continue
        del row["attribution_number"], row["document_number"]
        row["via"] = row["via"].split(" < ") if row["via"] else []
        row["negated"] = bool(row["negated"])
        if row["id"] in case.standing:
            for field, value in case.standing[row["id"]].corrections.items():
                if field in ("kind", "outlet_date") and layer_of(row["id"]) == "attribution":
                    row[field] = value
        yield row


def unsaid(
    case: Case,
    *,
    by: str | None = None,
    via: str | None = None,
    about: str | None = None,
    on: str | None = None,
    document: str | None = None,
    kind: str | None = None,
) -> int:
    """Return how many statements fit all that is asked and are left out for their confidence."""
    where, values = _conditions(case, by, via, about, on, document, kind)
    query = f"SELECT id, confidence FROM said WHERE confidence < ? AND {where}"
    return sum(case.doubted(*row) for row in case.connection.execute(query, (case.min_confidence, *values)))


def _conditions(
    case: Case,
    by: str | None,
    via: str | None,
    about: str | None,
    on: str | None,
    document: str | None,
    kind: str | None,
) -> tuple[str, list[Any]]:
    """Return what is asked as a condition of SQL with its values."""
    where: list[str] = ["1"]
    values: list[Any] = []
    if by is not None:
        where.append(
            "id IN (SELECT attribution FROM speakers WHERE name IN (SELECT value FROM json_each(?)))"
        )
        values.append(json.dumps(_names(case, "speakers", by)))
    if via is not None:
        where.append(
            "id IN (SELECT attribution FROM attribution_outlets"
            " WHERE name IN (SELECT value FROM json_each(?)))"
        )
        values.append(json.dumps(_names(case, "attribution_outlets", via)))
    if about is not None:
        where.append("attribution_number IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(find_attributions(case.connection, about)))
    if document is not None:
        where.append("document_number IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(documents_called(case, document)))
    if kind is not None:
        where.append("kind = ?")
        values.append(kind)
    if on is not None:
        first, dots, last = on.partition("..")
        where.append("date >= ? AND date <= ?" if dots else "date >= ? AND date < ?")
        values += [first, (last or "9999") + "~" if dots else first + "~"]
    return " AND ".join(where), values


def _names(case: Case, table: str, query: str) -> list[str]:
    """Return the names in a table that a query fits, by themselves or by a spelling of their actor."""
    names = [str(row[0]) for row in case.connection.execute(f"SELECT DISTINCT name FROM {table}") if row[0]]
    spellings = case.connection.execute(
        "SELECT DISTINCT a.name, m.text FROM mentions AS m JOIN actors AS a ON a.number = m.actor"
    )
    actors = {str(row[0]) for row in spellings if name_matches(query, str(row[1]))}
    return sorted(name for name in names if name in actors or name_matches(query, name))


def documents_called(case: Case, query: str) -> list[int]:
    """Return the numbers of the documents that a name, a part of one, or the beginning of an id fits."""
    rows = list(select(case.connection, "SELECT number, id, name FROM documents ORDER BY name, id"))
    exact = [row["number"] for row in rows if row["name"] == query or row["id"] == query]
    if exact:
        return exact
    folded = fold(query)
    found = [row["number"] for row in rows if folded and folded in fold(row["name"])]
    return found or [row["number"] for row in rows if len(query) >= 6 and row["id"].startswith(query.lower())]
