"""The list of problems: what a careful reader should look at, where it stands, and what became of it.

A problem is *open* until a person decides about it: ``accept`` says that it was looked at and is done with,
``reject`` that it is none. A page is found by keyset over document and row, in the order of the index
``checks_document``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from testimonia.case import Case
from testimonia.case.deciding import last_decision
from testimonia.case.decisions import in_force
from testimonia.case.load import load_text, select
from testimonia.case.values import from_json, unpack
from testimonia.model import Decision, Record, Span, Spans
from testimonia.web.queries.documents import DocumentLine, lines_of
from testimonia.web.queries.excerpts import Piece, excerpt
from testimonia.web.queries.narrowing import Narrowed, facet_values
from testimonia.web.queries.paging import Slice, every_page, slice_of

STATES = {  # key → (label, the condition on a check)
    "open": ("Open", "c.id NOT IN (SELECT target FROM verdicts)"),
    "done": ("Done", "c.id IN (SELECT target FROM verdicts WHERE verdict = 'accept')"),
    "dismissed": ("Not a problem", "c.id IN (SELECT target FROM verdicts WHERE verdict = 'reject')"),
    "noted": (
        "With a note",
        "c.id IN (SELECT target FROM decisions WHERE note <> '' AND id NOT IN (SELECT id FROM undone))",
    ),
    "all": ("All", "1"),
}
FACETS = {"kind": "Kind", "document": "Document"}
FACET_ROWS = 12
_AMONG = "IN (SELECT value FROM json_each(?))"
_HAVING = {
    "kind": f"c.kind {{no}}{_AMONG}",
    "document": f"c.document {{no}}IN (SELECT number FROM documents WHERE name {_AMONG})",
}


class Asked(Narrowed, frozen=True):
    """What the list is narrowed to: one state, values of the facets wanted and unwanted."""

    state: str = "open"
    only: str = ""  # the id of one problem, shown whatever its state

    @property
    def narrowed(self) -> bool:
        """Whether anything but the state leaves something out."""
        return bool(self.only or self.wanted or self.unwanted)

    def pairs(self, *, state: str | None = None) -> list[tuple[str, str]]:
        """Return it as the pairs of an address, for the same state or another."""
        state = state or self.state
        out = [("state", state)] if state != "open" else []
        if self.only:
            out.append(("only", self.only))
        return out + self.facet_pairs(FACETS)


def asked_by(pairs: Sequence[tuple[str, str]]) -> Asked:
    """Return what the pairs of an address ask for; what is not understood counts as not given."""
    state, only = "open", ""
    for key, value in pairs:
        if key == "state" and value in STATES:
            state = value
        elif key == "only" and value.startswith("check:"):
            only = value
    wanted, unwanted = facet_values(pairs, FACETS)
    return Asked(
        state=state,
        only=only,
        wanted=wanted,
        unwanted=unwanted,
    )


def _where(asked: Asked, *, state: str | None = None) -> tuple[str, list[Any]]:
    if asked.only:
        return "c.id = ?", [asked.only]
    where, values = [STATES[state or asked.state][1]], []
    for facets, no in ((asked.wanted, ""), (asked.unwanted, "NOT ")):
        for facet, chosen in facets.items():
            where.append(_HAVING[facet].format(no=no))
            values.append(json.dumps(chosen))
    return " AND ".join(where), values


Key = tuple[int, int]  # number of the document, number of the row


def page_of(
    case: Case, asked: Asked, *, size: int, after: Key | None = None, before: Key | None = None
) -> Slice[Key]:
    """Return the page that begins after a key, or ends before one."""
    condition, values = _where(asked)
    at, back = (after, False) if before is None else (before, True)
    if at is not None:
        condition += f" AND (c.document, c.rowid) {'<' if back else '>'} (?, ?)"
        values += at
    way = "DESC" if back else "ASC"
    rows = case.connection.execute(
        f"SELECT c.id, c.document, c.rowid FROM checks AS c WHERE {condition}"
        f" ORDER BY c.document {way}, c.rowid {way} LIMIT ?",
        (*values, size + 1),
    ).fetchall()
    return slice_of(rows, lambda row: (row[1], row[2]), size=size, begun=at is not None, back=back)


def every(case: Case, asked: Asked) -> Iterator[tuple[str, ...]]:
    """Yield the ids of the whole list, a few hundred at a time."""
    yield from every_page(lambda size, after: page_of(case, asked, size=size, after=after))


class Counts(Record, frozen=True):
    """How many problems there are in each state, and in the state shown by the values of each facet."""

    states: dict[str, int]
    facets: dict[str, tuple[tuple[str, int], ...]]


def counts_of(case: Case, asked: Asked) -> Counts:
    """Count a list."""
    states = {}
    for state in STATES:
        condition, values = _where(asked, state=state)
        query = f"SELECT count(*) FROM checks AS c WHERE {condition}"
        states[state] = int(case.connection.execute(query, values).fetchone()[0])
    condition, values = _where(asked)
    queries = {
        "kind": f"SELECT c.kind, count(*) FROM checks AS c WHERE {condition}",
        "document": "SELECT d.name, count(*) FROM checks AS c JOIN documents AS d ON d.number = c.document"
        f" WHERE {condition}",
    }
    return Counts(
        states=states,
        facets={
            facet: tuple(
                (str(unpack(name)), int(number))
                for name, number in case.connection.execute(
                    f"{query} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {FACET_ROWS}", values
                )
            )
            for facet, query in queries.items()
        },
    )


class Problem(Record, frozen=True):
    """A problem as the list shows it. ``related`` are the ids of the readings it rests on."""

    id: str
    kind: str
    message: str
    document: DocumentLine
    spans: Spans
    words: tuple[str, ...]
    pieces: tuple[Piece, ...]
    related: tuple[str, ...] = ()
    state: str = "open"
    decisions: tuple[Decision, ...] = ()
    seen: int = 0


_STATE_OF = {"accept": "done", "reject": "dismissed"}


def problems(case: Case, ids: Sequence[str]) -> list[Problem]:
    """Return problems in the order of their ids; ids that are none are left out."""
    wanted = json.dumps(list(ids))
    rows = {
        row["id"]: row for row in select(case.connection, f"SELECT * FROM checks WHERE id {_AMONG}", wanted)
    }
    spans: dict[str, list[Span]] = defaultdict(list)
    words: dict[str, list[str]] = defaultdict(list)
    for place in select(
        case.connection,
        "SELECT annotation, start, end, text FROM spans"
        f" WHERE annotation {_AMONG} AND role = 'place' ORDER BY annotation, ordinal",
        wanted,
    ):
        spans[place["annotation"]].append((place["start"], place["end"]))
        words[place["annotation"]].append(place["text"])
    lines = lines_of(case, (row["document"] for row in rows.values()))
    texts = {number: load_text(case.connection, number) for number in lines}
    decided: dict[str, list[Decision]] = defaultdict(list)
    if any(id in rows for id in {decision.target for decision in case.decisions()}):
        for decision in in_force(case.decisions()):
            decided[decision.target].append(decision)
    out = []
    for id in ids:
        if id in rows:
            row, standing = rows[id], case.standing.get(id)
            out.append(
                Problem(
                    id=id,
                    kind=row["kind"],
                    message=row["message"],
                    document=lines[row["document"]],
                    spans=tuple(spans[id]),
                    words=tuple(words[id]),
                    pieces=excerpt(texts[row["document"]], spans[id]),
                    related=tuple(from_json(row["related"])),
                    state=_STATE_OF.get(standing.verdict, "open") if standing else "open",
                    decisions=tuple(decided[id]),
                    seen=last_decision(case, id),
                )
            )
    return out


def lately(case: Case, size: int = 5) -> list[tuple[Decision, str]]:
    """Return the last decisions about problems that were not taken back, newest first, with their message."""
    return [
        (
            Decision(**{key: row[key] for key in ("id", "at", "by", "action", "target", "value", "note")}),
            row["message"],
        )
        for row in select(
            case.connection,
            'SELECT d.id, d.at, d."by", d.action, d.target, d.value, d.note, c.message FROM decisions AS d'
            " JOIN checks AS c ON c.id = d.target"
            " WHERE d.action <> 'undo' AND d.id NOT IN (SELECT id FROM undone)"
            " ORDER BY d.number DESC LIMIT ?",
            size,
        )
    ]
