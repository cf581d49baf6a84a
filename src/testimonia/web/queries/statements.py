"""Statements with their words, their chain and what people decided: for the ledger, the reader and cards."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from testimonia.case import Case
from testimonia.case.decisions import corrected
from testimonia.case.load import select
from testimonia.model import Attribution, Record, Spans
from testimonia.web.queries.documents import DocumentLine, lines_of

LONGEST_CHAIN = 20
_NAMELESS = ("unnamed", "unspecified")


class Step(Record, frozen=True):
    """One member of a chain: who passed the words on; ``date`` beside the outlet that it dates."""

    name: str
    kind: str  # outlet, speaker
    nameless: bool = False
    date: str | None = None


class Statement(Record, frozen=True):
    """A statement as the views show it; ``verdict`` is what a person decided, "" for nothing."""

    row: Attribution
    number: int
    document: DocumentLine
    content: str
    cue: str
    source: str
    chain: tuple[Step, ...]
    verdict: str = ""

    @property
    def day(self) -> str:
        """The date of the report, else of the document, "" where neither is known."""
        return self.row.outlet_date or self.document.date or self.document.date_probable or ""

    @property
    def speaker(self) -> str:
        """The names of the speakers; "" where none is named."""
        return "; ".join(self.row.speaker)

    @property
    def start(self) -> int:
        """Where its first content begins, in code points of the document."""
        return self.row.content[0][0] if self.row.content else 0


def statements(case: Case, ids: Sequence[str]) -> list[Statement]:
    """Return statements in the order of their ids; ids that are none are left out."""
    records, numbers, documents, words = _load(case, ids)
    above = _with_parents(case, records)
    lines = lines_of(case, documents.values())
    out = []
    for id in ids:
        if id in records and documents[id] in lines:
            decided = case.standing.get(id)
            out.append(
                Statement(
                    row=records[id],
                    number=numbers[id],
                    document=lines[documents[id]],
                    content=" … ".join(words[id, "content"]),
                    cue=" … ".join(words[id, "cue"]),
                    source=" … ".join(words[id, "source"]),
                    chain=chain(case, records[id], above),
                    verdict=decided.verdict if decided else "",
                )
            )
    return out


def _with_parents(case: Case, records: Mapping[str, Attribution]) -> dict[str, Attribution]:
    """Return statements and all that they stand inside."""
    known = dict(records)
    wanted = {row.parent for row in records.values() if row.parent} - known.keys()
    for _ in range(LONGEST_CHAIN):
        if not wanted:
            break
        found = _load(case, sorted(wanted))[0]
        known |= found
        wanted = {row.parent for row in found.values() if row.parent} - known.keys()
    return known


def chain(case: Case, said: Attribution, known: Mapping[str, Attribution]) -> tuple[Step, ...]:
    """Return who passed the words on, outermost first and the speaker last; a name stands once."""
    above: list[Attribution] = []
    parent = known.get(said.parent or "")
    while parent is not None and len(above) < LONGEST_CHAIN:
        if not case.rejected(parent.id):
            above.append(parent)
        parent = known.get(parent.parent or "")
    steps = [Step(name=name, kind="outlet") for name in reversed(said.outlets)]
    if steps and said.outlet_date:
        steps[0] = Step(name=steps[0].name, kind="outlet", date=said.outlet_date)
    seen = {step.name.casefold() for step in steps}
    for row in (*reversed(above), said):
        nameless = row.speaker_class in _NAMELESS
        for name in row.speaker:
            if name.casefold() not in seen:
                seen.add(name.casefold())
                steps.append(Step(name=name, kind="speaker", nameless=nameless))
    return tuple(steps)


Loaded = tuple[dict[str, Attribution], dict[str, int], dict[str, int], dict[tuple[str, str], list[str]]]


def _load(case: Case, ids: Iterable[str]) -> Loaded:
    """Return records, their numbers, their documents and the words of their spans, by id."""
    connection, wanted = case.connection, json.dumps(list(dict.fromkeys(ids)))
    among = "IN (SELECT value FROM json_each(?))"
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for table in ("speakers", "attribution_outlets"):
        for row in select(
            connection,
            f"SELECT attribution, name FROM {table} WHERE attribution {among} ORDER BY attribution, ordinal",
            wanted,
        ):
            if row["name"]:
                names[row["attribution"], table].append(row["name"])
    places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in select(
        connection,
        "SELECT annotation, role, start, end, text FROM spans WHERE annotation"
        f" {among} ORDER BY annotation, role, ordinal",
        wanted,
    ):
        key = row["annotation"], row["role"]
        places[key].append((row["start"], row["end"]))
        words[key].append(row["text"])
    records, numbers, documents = {}, {}, {}

    def spans(id: str, role: str) -> Spans:
        return tuple(places[id, role])

    for row in select(
        connection,
        "SELECT a.*, d.id AS document_id FROM attributions AS a JOIN documents AS d ON d.number = a.document"
        f" WHERE a.id {among}",
        wanted,
    ):
        id = row["id"]
        record = Attribution(
            id=id,
            document=row["document_id"],
            content=spans(id, "content"),
            cue=spans(id, "cue"),
            source=spans(id, "source"),
            speaker=tuple(names[id, "speakers"]),
            speaker_class=row["speaker_class"],
            kind=row["kind"],
            negated=bool(row["negated"]),
            outlets=tuple(names[id, "attribution_outlets"]),
            outlet_spans=spans(id, "outlet"),
            outlet_date=row["outlet_date"],
            parent=row["parent"],
            confidence=row["confidence"],
            why=row["why"],
        )
        records[id] = corrected(record, case.standing.get(id), "attribution")
        numbers[id], documents[id] = row["number"], row["document"]
    return records, numbers, documents, words
