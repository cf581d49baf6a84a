"""One family of recycled passages: its witnesses set against a base, the apparatus, the earliest of them.

The collation is that of ``comparing/collation.py``. Variants are read only of the pairs that the base is a
side of, and only the first MOST_WITNESSES of them: a family of thousands costs what a large one does.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from testimonia.case import Case
from testimonia.case.load import load_passages, select
from testimonia.comparing.collation import Apparatus, apparatus, base_of, parts, siglum, witnesses_of
from testimonia.model import Passage, Place, Record, Span
from testimonia.web.queries.documents import DocumentLine, lines_of
from testimonia.web.queries.passages import origins
from testimonia.web.queries.statements import Statement, statements

MOST_WITNESSES = 60
MOST_SPEAKERS = 4
LONGEST_WITNESS = 12_000
GRAVITY = {"yes": 2, "maybe": 1, "no": 0}
_ID = re.compile(r"(?:cluster|passage):[0-9a-f]{1,64}")
_GOES_ON = re.compile(r"[/.,:٫٬-]\d")
_KEY = re.compile(r"([0-9a-f]{8,64})-(\d{1,9})-(\d{1,9})")


class Part(Record, frozen=True):
    """A stretch of a witness; ``entry`` is the number of the place where it differs, None for none.

    ``joined`` where it is a part of a number or date that goes on after it: a sign set between would have
    the parts change places in a line from right to left.
    """

    text: str
    joined: bool = False
    entry: int | None = None
    alters: str = ""
    note: str = ""


class Witness(Record, frozen=True):
    """One witness: its letter, its place, its text in parts, who is made to say it there.

    ``compared`` is the pair in which it was set against the base, "" for the base itself and for witnesses
    that the search did not pair with it.
    """

    siglum: str
    key: str
    place: Place
    document: DocumentLine
    parts: tuple[Part, ...]
    compared: str = ""
    is_base: bool = False
    is_earliest: bool = False
    counts: dict[str, int] = {}  # noqa: RUF012 (msgspec copies it)
    left_out: int = 0
    said: tuple[Statement, ...] = ()


class Reading(Record, frozen=True):
    """What some witnesses read where the base has a lemma."""

    text: str
    sigla: tuple[str, ...]
    kind: str
    alters: str
    why: str


class Entry(Record, frozen=True):
    """An entry of the apparatus: its number, the words of the base, the other readings."""

    number: int
    span: Span
    lemma: str
    readings: tuple[Reading, ...]

    @property
    def alters(self) -> str:
        """The gravest of its readings."""
        return max((reading.alters for reading in self.readings), key=GRAVITY.__getitem__)


class Earliest(Record, frozen=True):
    """The documents that are earliest by date, by number (empty where the dates do not tell), and why."""

    documents: tuple[int, ...]
    why: str


class Shown(Record, frozen=True):
    """A family as its page shows it."""

    id: str
    kind: str
    pairs: int
    places: int
    documents: int
    origins: int
    equal_words: int
    witnesses: tuple[Witness, ...]
    entries: tuple[Entry, ...]
    earliest: Earliest
    apart: tuple[tuple[Place, DocumentLine, str], ...] = ()  # witnesses not shown, with their keys


def is_key(text: str) -> bool:
    """Tell whether a text may be the key of a witness."""
    return _KEY.fullmatch(text) is not None


def family_id(case: Case, id: str) -> str:
    """Return the id of the family that a passage is in; what is no passage of the case is given back."""
    row = None
    if _ID.fullmatch(id):
        row = case.connection.execute("SELECT cluster FROM passages WHERE id = ?", (id,)).fetchone()
    return str(row[0]) if row and row[0] else id


def members(case: Case, id: str) -> tuple[str, list[Passage]]:
    """Return the id of the family that a family or a passage is (in), and its pairs without their variants.

    An id that is none gives no pairs.
    """
    if not _ID.fullmatch(id):
        return id, []
    id = family_id(case, id)
    condition = "p.id = ?" if id.startswith("passage:") else "p.cluster = ?"
    rows = select(
        case.connection,
        "SELECT p.id, p.kind, p.cluster, p.equal_words, p.earlier, da.id AS a, p.a_start, p.a_end,"
        " db.id AS b, p.b_start, p.b_end FROM passages AS p JOIN documents AS da ON da.number = p.a_document"
        f" JOIN documents AS db ON db.number = p.b_document WHERE {condition} ORDER BY p.id",
        id,
    )
    found = [
        Passage(
            id=row["id"],
            a=Place(document=row["a"], start=row["a_start"], end=row["a_end"]),
            b=Place(document=row["b"], start=row["b_start"], end=row["b_end"]),
            kind=row["kind"],
            cluster=row["cluster"],
            equal_words=row["equal_words"],
            earlier=row["earlier"],
        )
        for row in rows
    ]
    return id, [passage for passage in found if not case.rejected(passage.id)]


def key_of(place: Place) -> str:
    """Return what an address calls a witness."""
    return f"{place.document[:16]}-{place.start}-{place.end}"


def shown(case: Case, id: str, base: str = "") -> Shown | None:
    """Return a family against its base, which ``base`` (the key of a witness) chooses; None for no family."""
    id, family = members(case, id)
    if not family:
        return None
    one = witnesses_of(family)
    places = sorted(set(one.values()), key=lambda place: (place.document, place.start))
    chosen = next((place for place in places if key_of(place) == base), None) or base_of(family, one)
    lines = _lines(case, {place.document for place in places})
    first = earliest([lines[document] for document in sorted({place.document for place in places})])

    def order(place: Place) -> tuple[Any, ...]:
        line = lines[place.document]
        return (place != chosen, line.date or line.date_probable or "~", line.name, place.start)

    places.sort(key=order)
    kept, apart = places[:MOST_WITNESSES], places[MOST_WITNESSES:]
    texts = {document: case.text(lines[document].number) for document in {place.document for place in kept}}
    collated, against = _collated(case, family, one, chosen, frozenset(kept), texts)
    sigla = {place: siglum(number) for number, place in enumerate(kept)}
    entries = _entries(collated, sigla)
    said = _said(case, kept, lines)
    numbers = {entry.span: entry.number for entry in entries}
    witnesses = tuple(
        _witness(place, chosen, texts, lines, sigla, against.get(place), entries, numbers, first, said)
        for place in kept
    )
    return Shown(
        id=id,
        kind=family[0].kind,
        pairs=len(family),
        places=len(places),
        documents=len({place.document for place in places}),
        origins=origins([_numbered(passage, lines) for passage in family]),
        equal_words=max(passage.equal_words for passage in family),
        witnesses=witnesses,
        entries=entries,
        earliest=first,
        apart=tuple((place, lines[place.document], key_of(place)) for place in apart),
    )


def _lines(case: Case, ids: Iterable[str]) -> dict[str, DocumentLine]:
    numbers = [
        row[0]
        for row in case.connection.execute(
            "SELECT number FROM documents WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(ids)),),
        )
    ]
    return {line.id: line for line in lines_of(case, numbers).values()}


def _numbered(passage: Passage, lines: Mapping[str, DocumentLine]) -> Any:
    return tuple((lines[p.document].number, p.start, p.end) for p in (passage.a, passage.b))


def _collated(
    case: Case,
    family: Sequence[Passage],
    one: Mapping[Place, Place],
    base: Place,
    kept: frozenset[Place],
    texts: Mapping[str, str],
) -> tuple[Apparatus | None, dict[Place, tuple[Passage, bool]]]:
    """Return the apparatus of the witnesses kept, and the pair in which each was set against the base.

    The flag tells whether the base is the second side of the pair.
    """
    against: dict[Place, tuple[str, bool]] = {}
    for passage in sorted(family, key=lambda p: (-p.equal_words, p.id)):
        a, b = one[passage.a], one[passage.b]
        other = b if a == base else a
        if base in (a, b) and other != base and other in kept:
            against.setdefault(other, (passage.id, a != base))
    full = {
        passage.id: passage
        for passage in load_passages(
            case.connection,
            "WHERE p.id IN (SELECT value FROM json_each(?))",
            json.dumps(sorted(id for id, _ in against.values())),
        )
    }
    rest = [passage for passage in family if passage.id not in full]  # they tell the witnesses apart
    return (
        apparatus([*full.values(), *rest], texts, base),
        {place: (full[id], turned) for place, (id, turned) in against.items()},
    )


def _entries(collated: Apparatus | None, sigla: Mapping[Place, str]) -> tuple[Entry, ...]:
    out = []
    for number, entry in enumerate(collated.entries if collated else (), 1):
        readings: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
        for one in entry.readings:
            key = (" ".join(one.text.split()), one.kind, one.alters, one.why)
            readings[key].append(sigla.get(one.witness, "?"))
        out.append(
            Entry(
                number=number,
                span=entry.span,
                lemma=" ".join(entry.lemma.split()),
                readings=tuple(
                    Reading(
                        text=text,
                        sigla=tuple(sorted(who, key=lambda w: (w[1:], w))),
                        kind=kind,
                        alters=alters,
                        why=why,
                    )
                    for (text, kind, alters, why), who in readings.items()
                ),
            )
        )
    return tuple(out)


def _witness(
    place: Place,
    base: Place,
    texts: Mapping[str, str],
    lines: Mapping[str, DocumentLine],
    sigla: Mapping[Place, str],
    compared: tuple[Passage, bool] | None,
    entries: Sequence[Entry],
    numbers: Mapping[Span, int],
    first: Earliest,
    said: Mapping[Place, tuple[Statement, ...]],
) -> Witness:
    counts: dict[str, int] = defaultdict(int)
    marks: list[tuple[Span, int, str, str]] = []
    if place == base:
        marks = [
            (entry.span, entry.number, entry.alters, "; ".join(r.kind for r in entry.readings))
            for entry in entries
            if any(reading.kind != "order" for reading in entry.readings)
        ]
    elif compared is not None:
        pair, turned = compared
        for variant in pair.variants:
            here, there = (variant.a, variant.b) if turned else (variant.b, variant.a)
            counts[variant.alters] += 1
            if variant.kind != "order":
                note = f"{variant.kind}: {variant.why}" if variant.why else variant.kind
                marks.append((here, numbers.get(there, 0), variant.alters, note))
    end = min(place.end, place.start + LONGEST_WITNESS)
    line = lines[place.document]
    return Witness(
        siglum=sigla[place],
        key=key_of(place),
        place=place,
        document=line,
        parts=tuple(parts_of(texts[place.document], place, end, marks)),
        compared=compared[0].id if compared else "",
        is_base=place == base,
        is_earliest=line.number in first.documents,
        counts=dict(counts),
        left_out=place.end - end,
        said=said.get(place, ()),
    )


def parts_of(
    text: str, place: Place, end: int, marks: Sequence[tuple[Span, int, str, str]]
) -> Iterable[Part]:
    """Yield a place of a text up to an end, cut at its marks: their span, entry, gravity and note."""
    within = [mark for mark in marks if place.start <= mark[0][0] and mark[0][1] <= end]
    cut = Place(document=place.document, start=place.start, end=end)
    for words, at in parts(text, cut, [mark[0] for mark in within]):
        if at is None:
            yield Part(text=words)
        else:
            _, number, alters, note = within[at]
            rest = text[within[at][0][1] : within[at][0][1] + 2]
            joined = words[-1:].isdigit() and _GOES_ON.match(rest) is not None
            yield Part(text=words, joined=joined, entry=number, alters=alters, note=note)


def _said(
    case: Case, places: Sequence[Place], lines: Mapping[str, DocumentLine]
) -> dict[Place, tuple[Statement, ...]]:
    """Return who is made to say the passage, or some of it, in each witness."""
    found: dict[Place, list[str]] = {}
    for place in places:
        found[place] = [
            row[0]
            for row in case.connection.execute(
                "SELECT DISTINCT s.annotation FROM spans AS s JOIN attributions AS a ON a.id = s.annotation"
                " WHERE s.document = ? AND s.role = 'content' AND s.start < ? AND s.end > ?"
                " AND s.annotation NOT IN (SELECT target FROM rejected) ORDER BY s.start, s.annotation"
                " LIMIT ?",
                (lines[place.document].number, place.end, place.start, MOST_SPEAKERS),
            )
        ]
    every = {one.row.id: one for one in statements(case, [id for ids in found.values() for id in ids])}
    return {place: tuple(every[id] for id in ids if id in every) for place, ids in found.items()}


def earliest(documents: Sequence[DocumentLine]) -> Earliest:
    """Return which documents are earliest by their dates, and the reason in words.

    Dates of different precision that may be the same (2031-12, 2031-12-09) put neither first.
    """
    dated = [(line.date or line.date_probable or "", line) for line in documents]
    undated = [line for day, line in dated if not day]
    dated = sorted(((day, line) for day, line in dated if day), key=lambda item: (item[0], item[1].name))
    left = f"; {len(undated)} without a date may be earlier" if undated else ""
    if not dated:
        return Earliest(documents=(), why="no witness has a date")
    if len(dated) == 1 and undated:
        return Earliest(documents=(), why="only one witness has a date")
    day, line = dated[0]
    rivals = [other for other, _ in dated[1:] if other.startswith(day) or day.startswith(other)]
    if rivals:
        same = len(rivals) + 1
        return Earliest(documents=(), why=f"{same} share the earliest date, {day}{left}")
    how = "printed" if line.date else f"inferred: {line.date_why}" if line.date_why else "inferred"
    then = f", before {dated[1][0]}" if len(dated) > 1 else ""
    return Earliest(documents=(line.number,), why=f"its date, {day} ({how}){then}{left}")
