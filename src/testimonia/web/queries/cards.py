"""A card: one reading with its place, its reason, what else it might be, and what people decided about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from testimonia.case import Case
from testimonia.case.deciding import last_decision
from testimonia.case.decisions import CORRECTABLE, layer_of
from testimonia.case.load import select
from testimonia.case.proof import TABLES
from testimonia.case.values import from_json
from testimonia.model import Decision, Record
from testimonia.web.queries.documents import DocumentLine, lines_of
from testimonia.web.queries.review_log import history
from testimonia.web.queries.statements import Statement, Step, statements

LAYERS = ("attribution", "citation", "time", "mention", "scripture", "check")


class Correctable(Record, frozen=True):
    """A field that a person may correct: what it holds now, and what it may be."""

    field: str
    value: str
    choices: tuple[str, ...] = ()


class Card(Record, frozen=True):
    """One reading. ``words`` are what stands in the text at ``start`` to ``end``, in code points."""

    id: str
    layer: str
    document: DocumentLine
    words: str
    start: int
    end: int
    facts: tuple[tuple[str, str], ...] = ()
    chain: tuple[Step, ...] = ()
    why: str = ""
    confidence: float | None = None
    alternatives: tuple[str, ...] = ()
    correctable: tuple[Correctable, ...] = ()
    verdict: str = ""
    decisions: tuple[tuple[Decision, str], ...] = ()  # each with what it says in words
    seen: int = 0


_CHOICES = {
    ("attribution", "kind"): ("direct", "indirect", "mixed"),
    ("time", "type"): ("DATE", "TIME", "DURATION", "SET"),
    ("scripture", "verdict"): ("exact", "variant", "corrupted", "wrong_reference", "unverified"),
}


def card_of(case: Case, id: str) -> Card | None:
    """Return the card of a row, None if there is no such row; a rejected one has its card still."""
    layer = layer_of(id)
    if layer not in LAYERS:
        return None
    rows = list(select(case.connection, f"SELECT * FROM {TABLES[layer]} WHERE id = ?", id))
    if not rows:
        return None
    document = lines_of(case, [rows[0]["document"]])[rows[0]["document"]]
    said = statements(case, [id])[0] if layer == "attribution" else None
    return _card(case, layer, rows[0], document, said, _history(case, id), last_decision(case, id))


def cards_in(case: Case, document: DocumentLine, layers: Sequence[str], ids: Collection[str]) -> list[Card]:
    """Return the cards of rows of a document, layer by layer in the order of the text."""
    decided = {decision.target for decision in case.decisions()} & set(ids)
    out = []
    for layer in layers:
        rows = [
            row
            for row in select(
                case.connection,
                f"SELECT * FROM {TABLES[layer]} WHERE document = ? ORDER BY rowid",
                document.number,
            )
            if row["id"] in ids
        ]
        said = dict[str, Statement]()
        if layer == "attribution":
            said = {one.row.id: one for one in statements(case, [row["id"] for row in rows])}
        for row in rows:
            told = _history(case, row["id"]) if row["id"] in decided else []
            out.append(_card(case, layer, row, document, said.get(row["id"]), told))
    return out


def _card(
    case: Case,
    layer: str,
    row: dict[str, Any],
    document: DocumentLine,
    said: Statement | None,
    decisions: Sequence[tuple[Decision, str]],
    seen: int = 0,
) -> Card:
    """Return the card of a row of a layer's table; ``said`` is the row as a statement if it is one."""
    id = row["id"]
    decided = case.standing.get(id)
    fixed = decided.corrections if decided else {}
    made = _plain(case, layer, row) if said is None else _attribution(said)
    fields = {field: fixed.get(field, _now(made, row, field)) for field in CORRECTABLE.get(layer, {})}
    return Card(
        id=id,
        layer=layer,
        document=document,
        words=made["words"],
        start=made["start"],
        end=made["end"],
        facts=tuple((label, str(value)) for label, value in made["facts"] if value),
        chain=made.get("chain", ()),
        why=row.get("why", ""),
        confidence=row.get("confidence"),
        alternatives=tuple(from_json(row["alternatives"])) if "alternatives" in row else (),
        correctable=tuple(
            Correctable(field=field, value=value, choices=_CHOICES.get((layer, field), ()))
            for field, value in fields.items()
        ),
        verdict=decided.verdict if decided else "",
        decisions=tuple(decisions),
        seen=seen,
    )


def _now(made: dict[str, Any], row: dict[str, Any], field: str) -> str:
    return str(made.get("fields", {}).get(field) or row.get(field) or "")


def _attribution(said: Statement) -> dict[str, Any]:
    row = said.row
    return {
        "words": said.content,
        "start": said.start,
        "end": row.content[-1][1] if row.content else said.start,
        "chain": said.chain,
        "fields": {"speaker": "; ".join(row.speaker), "outlets": "; ".join(row.outlets)},
        "facts": [
            ("Speaker", said.speaker or "not named"),
            ("Kind of speaker", row.speaker_class),
            ("Read from", said.source),
            ("Cue", said.cue),
            ("Through", " ‹ ".join(row.outlets)),
            ("Date of the report", row.outlet_date),
            ("Wording", row.kind),
            ("Negated", "yes" if row.negated else ""),
        ],
    }


_FACTS: dict[str, tuple[tuple[str, str], ...]] = {
    "citation": (
        ("Form", "form"),
        ("Date as written", "date_written"),
        ("Date", "date"),
        ("Probable date", "date_probable"),
    ),
    "time": (
        ("Value", "value"),
        ("As printed", "value_printed"),
        ("Type", "type"),
        ("Calendar", "calendar"),
        ("Hijri", "hijri"),
        ("From", "earliest"),
        ("Until", "latest"),
        ("Counted from", "anchor"),
        ("What gave that date", "anchor_kind"),
        ("Role", "role"),
    ),
    "mention": (("Stands for", "name"), ("Type", "type"), ("Form", "form")),
    "scripture": (
        ("Work", "work"),
        ("Verdict", "verdict"),
        ("Reference as written", "reference_written"),
        ("Reference", "reference"),
        ("Found at", "true_reference"),
        ("Compared with", "text_name"),
        ("Left out before", "before"),
        ("Left out after", "after"),
        ("Repair", "repair"),
    ),
    "check": (("Kind", "kind"), ("What to look at", "message")),
}


def _plain(case: Case, layer: str, row: dict[str, Any]) -> dict[str, Any]:
    facts = [(label, row[column]) for label, column in _FACTS[layer]]
    fields: dict[str, str] = {}
    if layer == "citation":
        outlets = [
            item["name"]
            for item in select(
                case.connection,
                "SELECT name FROM citation_outlets WHERE citation = ? ORDER BY ordinal",
                row["id"],
            )
        ]
        fields["outlets"] = "; ".join(filter(None, outlets))
        facts.insert(0, ("Outlets", fields["outlets"]))
    if layer == "time":
        facts.append(("Doubts", ", ".join(from_json(row["issues"]))))
    if layer == "mention" and row["actor"] is not None:
        for item in select(case.connection, "SELECT name FROM actors WHERE number = ?", row["actor"]):
            facts += [("Actor in the case", item["name"])]
    place = row
    if layer == "check":
        found = list(
            select(
                case.connection,
                "SELECT start, end, text FROM spans WHERE annotation = ? AND role = 'place'"
                " ORDER BY ordinal LIMIT 1",
                row["id"],
            )
        )
        place = found[0] if found else {"start": 0, "end": 0, "text": ""}
    return {
        "words": place["text"],
        "start": place["start"],
        "end": place["end"],
        "facts": facts,
        "fields": fields,
    }


def _history(case: Case, id: str) -> list[tuple[Decision, str]]:
    return [
        (entry.decision, entry.said + (", taken back" if entry.undone else "")) for entry in history(case, id)
    ]
