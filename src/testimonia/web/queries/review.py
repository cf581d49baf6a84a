"""The queue of readings to be reviewed: those first whose doubt, times what depends on them, is greatest.

The doubt of a reading is 1 - its confidence; its reach is how many rows depend on it, itself among them
(the statements inside a statement, those that a citation stands for, those that a time dates). Both are kept
by the case (``doubts``), so that a page of the queue costs the same in any case.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from testimonia.case import Case
from testimonia.case.load import load_text, select
from testimonia.case.values import pack, unpack
from testimonia.model import Record, Span
from testimonia.web.marks import Mark, Pieces
from testimonia.web.queries.anchors import anchor
from testimonia.web.queries.cards import Card, card_of

LAYERS = {"attribution": "Statements", "citation": "Citations", "time": "Dates", "scripture": "Scripture"}
MOST_LIKE = 50  # that are decided together
_LOOKED_THROUGH = 5_000
_AROUND = 140
_LONGEST = 700
_UNDECIDED = "NOT IN (SELECT target FROM verdicts)"
_DEPENDING = {
    "attribution": ("statement stands inside it", "statements stand inside it"),
    "citation": ("statement rests on it", "statements rest on it"),
    "time": ("statement is dated by it", "statements are dated by it"),
}

Key = tuple[float, str]  # weight and id of a reading


@dataclass(frozen=True)
class Asked:
    """What the queue is narrowed to: a layer, the beginning of a document's id; "" for all."""

    layer: str = ""
    document: str = ""

    def pairs(self, **changed: str) -> list[tuple[str, str]]:
        """Return it as pairs of an address."""
        pairs = {"layer": self.layer, "document": self.document} | changed
        return [(key, value) for key, value in pairs.items() if value]


class Reading(Record, frozen=True):
    """A reading as the queue shows it; ``html`` is its place in the words around it, all escaped."""

    card: Card
    html: str
    doubt: float
    reach: int

    @property
    def anchor(self) -> str:
        """The anchor of the reading in a page."""
        return anchor(self.card.id)

    @property
    def depending(self) -> str:
        """What depends on the reading, in words."""
        others = self.reach - 1
        if not others:
            return "nothing else depends on it"
        one, many = _DEPENDING.get(self.card.layer, ("row depends on it", "rows depend on it"))
        return f"{others:,} {one if others == 1 else many}"


class Queue(Record, frozen=True):
    """A page of the queue; ``later`` is the key after which the next page begins, None for the last."""

    readings: tuple[Reading, ...]
    later: Key | None


def queue(case: Case, asked: Asked, *, size: int, after: Key | None = None) -> Queue:
    """Return a page of the readings that nobody decided about yet."""
    where, values = _where(asked)
    if after is not None:
        where += " AND (weight, target) < (?, ?)"
        values += after
    rows = case.connection.execute(
        f"SELECT target, doubt, reach, weight FROM doubts WHERE {where} AND target {_UNDECIDED}"
        " ORDER BY weight DESC, target DESC LIMIT ?",
        (*values, size + 1),
    ).fetchall()
    later = (rows[size - 1][3], rows[size - 1][0]) if len(rows) > size else None
    return Queue(readings=tuple(readings(case, [row[0] for row in rows[:size]])), later=later)


def _where(asked: Asked) -> tuple[str, list[Any]]:
    where, values = ["1"], []
    if asked.layer:
        where.append("layer = ?")
        values.append(asked.layer)
    if asked.document:
        where.append("document IN (SELECT number FROM documents WHERE id >= ? AND id < ? || 'g')")
        values += [asked.document, asked.document]
    return " AND ".join(where), values


def counts(case: Case, asked: Asked) -> dict[str, int]:
    """Return how many readings of each layer are open in the case, or in one document."""
    where, values = _where(Asked(document=asked.document))
    all_of = dict(
        case.connection.execute(f"SELECT layer, count(*) FROM doubts WHERE {where} GROUP BY layer", values)
    )
    decided = dict(
        case.connection.execute(
            f"SELECT layer, count(*) FROM doubts WHERE {where} AND target IN (SELECT target FROM verdicts)"
            " GROUP BY layer",
            values,
        )
    )
    return {layer: all_of[layer] - decided.get(layer, 0) for layer in LAYERS if layer in all_of}


def readings(case: Case, ids: Sequence[str]) -> list[Reading]:
    """Return readings in the order of their ids; ids that are none are left out."""
    weights = {
        row["target"]: row
        for row in select(
            case.connection,
            "SELECT target, doubt, reach FROM doubts WHERE target IN (SELECT value FROM json_each(?))",
            json.dumps(list(ids)),
        )
    }
    texts: dict[int, str] = {}
    out = []
    for id in ids:
        card = card_of(case, id) if id in weights else None
        if card is None:
            continue
        number = card.document.number
        if number not in texts:
            texts[number] = load_text(case.connection, number)
        row = weights[id]
        out.append(
            Reading(
                card=card, html=excerpt(case, card, texts[number]), doubt=row["doubt"], reach=row["reach"]
            )
        )
    return out


_CLASSES = {"content": "said", "cue": "cue", "source": "source", "outlet": "cited", "date": "when"}
_WHOLE = {"citation": "cited", "time": "when", "scripture": "verse"}


def excerpt(case: Case, card: Card, text: str) -> str:
    """Return the place of a reading in the words around it, with its parts marked, as HTML."""
    marks: list[tuple[Span, str]] = [
        ((row["start"], row["end"]), _CLASSES[row["role"]])
        for row in select(
            case.connection, "SELECT role, start, end FROM spans WHERE annotation = ? ORDER BY start", card.id
        )
        if row["role"] in _CLASSES
    ]
    if card.layer in _WHOLE:
        marks.append(((card.start, card.end), _WHOLE[card.layer]))
    if not marks:
        marks = [((card.start, card.end), "said")]
    first = min(start for (start, _), _ in marks)
    begin, end = max(0, first - _AROUND), min(len(text), max(end for (_, end), _ in marks) + _AROUND)
    end = min(end, begin + _AROUND + _LONGEST)
    while 0 < begin < first and not text[begin - 1].isspace():
        begin += 1
    last = max(min(stop, end) for (_, stop), _ in marks)
    while last < end < len(text) and not text[end].isspace():
        end -= 1
    around = text[begin:end].replace("\n", " ")
    placed = [
        Mark(start - begin, min(stop, end) - begin, layer) for (start, stop), layer in marks if start < end
    ]
    html = Pieces(around, placed).html(0, len(around))
    return ("… " if begin else "") + html + (" …" if end < len(text) else "")


def like(case: Case, id: str, *, most: int = MOST_LIKE) -> tuple[list[str], bool]:
    """Return the open readings that were read like this one, and whether there are more.

    Alike are readings of the same layer with the same reason and the same words (of a statement: the same
    cue, or the same speaker through the same outlet). In a large case the first few thousand candidates
    are looked at.
    """
    card = card_of(case, id)
    if card is None:
        return [], False
    found: dict[str, None] = {}
    for query, values in _alike(case, card):
        rows = case.connection.execute(
            f"SELECT id FROM ({query} LIMIT {_LOOKED_THROUGH}) WHERE why = ? AND id <> ? AND id {_UNDECIDED}"
            " ORDER BY id LIMIT ?",
            (*values, pack(card.why), id, most + 1),
        )
        found |= dict.fromkeys(row[0] for row in rows)
    ids = sorted(found)
    return ids[:most], len(ids) > most


def _alike(case: Case, card: Card) -> list[tuple[str, list[Any]]]:
    """Return queries for candidates, as columns id and why, each with its values."""
    one = case.connection.execute
    if card.layer == "attribution":
        out: list[tuple[str, list[Any]]] = []
        cue = one(
            "SELECT text FROM spans WHERE annotation = ? AND role = 'cue' ORDER BY ordinal LIMIT 1",
            (card.id,),
        ).fetchone()
        if cue:
            out.append(
                (
                    "SELECT a.id, a.why FROM spans AS s JOIN attributions AS a ON a.id = s.annotation"
                    " WHERE s.role = 'cue' AND s.text = ?",
                    [cue[0]],
                )
            )
        pair = one(
            "SELECT s.name, o.name FROM speakers AS s LEFT JOIN attribution_outlets AS o"
            " ON o.attribution = s.attribution AND o.ordinal = 0"
            " WHERE s.attribution = ? AND s.ordinal = 0 AND s.name <> ''",
            (card.id,),
        ).fetchone()
        if pair:
            out.append(
                (
                    "SELECT a.id, a.why FROM speakers AS s JOIN attributions AS a ON a.id = s.attribution"
                    " LEFT JOIN attribution_outlets AS o ON o.attribution = a.id AND o.ordinal = 0"
                    " WHERE s.name = ? AND s.ordinal = 0 AND o.name IS ?",
                    list(pair),
                )
            )
        return out
    if card.layer == "time":
        return [("SELECT id, why FROM times WHERE why = ? AND text = ?", [pack(card.why), pack(card.words)])]
    if card.layer == "citation":
        return [
            (
                "SELECT c.id, c.why FROM citations AS c JOIN citation_outlets AS o ON o.citation = c.id"
                " WHERE c.why = ? AND o.ordinal = 0 AND o.name ="
                " (SELECT name FROM citation_outlets WHERE citation = ? AND ordinal = 0)",
                [pack(card.why), card.id],
            )
        ]
    return [
        (
            "SELECT id, why FROM scripture WHERE why = ?"
            " AND verdict = (SELECT verdict FROM scripture WHERE id = ?)",
            [pack(card.why), card.id],
        )
    ]


class Namesake(Record, frozen=True):
    """The actor that a statement's speaker is, and other actors it may be merged into."""

    id: str
    name: str
    others: tuple[str, ...]


def namesake(case: Case, card: Card) -> Namesake | None:
    """Return the actor of a statement's first speaker with the actors whose names share a word with it."""
    row = case.connection.execute(
        "SELECT a.id, a.name FROM speakers AS s JOIN actors AS a ON a.name = s.name"
        " WHERE s.attribution = ? AND s.ordinal = 0 ORDER BY a.number LIMIT 1",
        (card.id,),
    ).fetchone()
    if row is None:
        return None
    words = [word for word in str(unpack(row[1])).split() if len(word) > 2][:4]
    others = [
        name
        for word in words
        for (name,) in case.connection.execute(
            "SELECT name FROM actors WHERE name LIKE '%' || ? || '%' AND id <> ? LIMIT 8",
            (pack(word), row[0]),
        )
    ]
    names = tuple(dict.fromkeys(str(unpack(name)) for name in others))
    return Namesake(id=row[0], name=str(unpack(row[1])), others=names[:12])


def actor_called(case: Case, name: str) -> str | None:
    """Return the id of the one actor of a name, None if there is none or more than one."""
    rows = case.connection.execute("SELECT id FROM actors WHERE name = ? LIMIT 2", (name,)).fetchall()
    return str(rows[0][0]) if len(rows) == 1 else None
