"""The pairs of a family of passages with what people decided about each: whether it is a copy at all."""

from __future__ import annotations

import json

from testimonia.case import Case
from testimonia.case.load import select
from testimonia.model import Place, Record
from testimonia.web.queries.documents import DocumentLine, lines_of

MOST_PAIRS = 200


class Pair(Record, frozen=True):
    """Two places that were found to hold one text, why, and what holds about that now.

    ``decision`` is the id of the verdict that stands ("" for none), ``seen`` the number of the last decision.
    """

    id: str
    a: Place
    b: Place
    documents: tuple[DocumentLine, DocumentLine]
    equal_words: int
    why: str
    verdict: str = ""
    by: str = ""
    note: str = ""
    decision: str = ""
    seen: int = 0


def pairs(case: Case, family: str) -> tuple[Pair, ...]:
    """Return the pairs of a family by their likeness, the rejected ones last; MOST_PAIRS and one at most."""
    rows = list(
        select(
            case.connection,
            "SELECT * FROM passages WHERE (cluster = ?1 OR (id = ?1 AND cluster = ''))"
            " ORDER BY id IN (SELECT target FROM rejected), equal_words DESC, id LIMIT ?2",
            family,
            MOST_PAIRS + 1,
        )
    )
    lines = lines_of(case, [row[side] for row in rows for side in ("a_document", "b_document")])
    wanted = json.dumps([row["id"] for row in rows])
    seen: dict[str, int] = {}
    stands: dict[str, dict[str, str]] = {}
    for row in select(
        case.connection,
        'SELECT number, id, target, action, "by", note, id IN (SELECT id FROM undone) AS undone'
        " FROM decisions WHERE target IN (SELECT value FROM json_each(?)) ORDER BY number",
        wanted,
    ):
        seen[row["target"]] = row["number"]
        if row["action"] in ("accept", "reject") and not row["undone"]:
            stands[row["target"]] = row
    out = []
    for row in rows:
        stand = stands.get(row["id"], {})
        a, b = lines[row["a_document"]], lines[row["b_document"]]
        out.append(
            Pair(
                id=row["id"],
                a=Place(document=a.id, start=row["a_start"], end=row["a_end"]),
                b=Place(document=b.id, start=row["b_start"], end=row["b_end"]),
                documents=(a, b),
                equal_words=row["equal_words"],
                why=row["why"],
                verdict=stand.get("action", ""),
                by=stand.get("by", ""),
                note=stand.get("note", ""),
                decision=stand.get("id", ""),
                seen=seen.get(row["id"], 0),
            )
        )
    return tuple(out)


def is_decision_about(case: Case, decision: str, passage: str) -> bool:
    """Tell whether a decision was made about a passage."""
    row = case.connection.execute(
        "SELECT 1 FROM decisions WHERE id = ? AND target = ?", (decision, passage)
    ).fetchone()
    return row is not None
