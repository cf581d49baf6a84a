"""What a report shows, gathered from a case file: records with short anchors and finished chains."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from testimonia.case import Case, DocumentEntry
from testimonia.case.case import RATED
from testimonia.model import (
    Actor,
    Annotations,
    Attribution,
    Check,
    Document,
    Metadata,
    Passage,
    Place,
    Span,
    Unread,
)

LONGEST_CHAIN = 20


@dataclass
class Link:
    """One member of a chain: who passed the words on; ``date`` beside the outlet that it dates."""

    name: str
    nameless: bool = False
    date: str | None = None


@dataclass
class Sheet:
    """One document of a report: ``key`` is its anchor (``d3``), ``anchors`` those of its rows."""

    key: str
    document: Document
    found: Annotations
    entry: DocumentEntry
    anchors: dict[str, str] = field(default_factory=dict)
    passages: dict[str, Span] = field(default_factory=dict)
    mentions: dict[str, Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.said = {row.id: row for row in self.found.attributions}

    @property
    def about(self) -> Metadata:
        """What the document says about itself."""
        return self.found.metadata

    @property
    def name(self) -> str:
        """The document's file name."""
        return self.document.name

    def cut(self, span: Span) -> str:
        """Return the words of a span."""
        return self.document.text[span[0] : span[1]]


@dataclass
class Gathered:
    """All that a report shows, and what it leaves out."""

    sheets: list[Sheet]
    left_out: list[str]
    passages: list[Passage]
    actors: list[Actor]
    unread: list[Unread]
    faults: list[tuple[str, str, str]]
    rejected: int
    doubted: dict[str, int]
    min_confidence: float
    totals: dict[str, int]

    def __post_init__(self) -> None:
        self.by_id = {sheet.document.id: sheet for sheet in self.sheets}
        self.first_named = _first_named(self.sheets, self.actors)

    @property
    def actors_shown(self) -> list[Actor]:
        """The actors that are named in a document of the report."""
        return [actor for actor in self.actors if actor.id in self.first_named]


def gather(case: Case, max_documents: int) -> Gathered:
    """Read the first documents of a case, by name, and everything that concerns them."""
    entries = case.documents()
    sheets = [
        _sheet(f"d{at}", case.document(entry.number), case.annotations(entry.number), entry)
        for at, entry in enumerate(entries[:max_documents], 1)
    ]
    shown = {sheet.document.id for sheet in sheets}
    doubted = case.left_out() if case.min_confidence else {}
    gathered = Gathered(
        sheets=sheets,
        left_out=[entry.name for entry in entries[max_documents:]],
        passages=[
            passage
            for passage in case.passages()
            if passage.a.document in shown and passage.b.document in shown
        ],
        actors=case.actors(),
        unread=case.unread(),
        totals=_totals(case, doubted),
        doubted=doubted,
        min_confidence=case.min_confidence,
        rejected=len(case.query("SELECT target FROM rejected")),
        faults=[
            (str(row["name"]), str(row["layer"]), str(row["reason"]))
            for row in case.query(
                "SELECT d.name, f.layer, f.reason FROM faults AS f"
                " JOIN documents AS d ON d.number = f.document ORDER BY d.name, f.number"
            )
        ],
    )
    _anchor_passages(gathered)
    return gathered


def _totals(case: Case, doubted: dict[str, int]) -> dict[str, int]:
    """Return how many rows each layer holds, without those left out for their confidence."""
    totals = case.counts()
    for layer, count in doubted.items():
        totals[RATED[layer]] -= count
    return totals


def _sheet(key: str, document: Document, found: Annotations, entry: DocumentEntry) -> Sheet:
    sheet = Sheet(key, document, found, entry)
    layers = {
        "a": [row.id for row in found.attributions],
        "c": [row.id for row in found.citations],
        "t": [row.id for row in found.times],
        "s": [row.id for row in found.scripture],
        "k": [row.id for row in found.checks],
    }
    for letter, ids in layers.items():
        sheet.anchors.update((id, f"{key}-{letter}{at}") for at, id in enumerate(ids, 1))
    return sheet


def _first_named(sheets: list[Sheet], actors: list[Actor]) -> dict[str, list[tuple[Sheet, str]]]:
    """Return, for each actor, the documents that name it and the anchor of its first mention there."""
    owner = {mention: actor.id for actor in actors for mention in actor.mentions}
    out: dict[str, list[tuple[Sheet, str]]] = {}
    for sheet in sheets:
        seen: set[str] = set()
        for mention in sheet.found.mentions:
            actor = owner.get(mention.id)
            if actor is not None and actor not in seen:
                seen.add(actor)
                anchor = f"{sheet.key}-m{mention.span[0]}-{mention.span[1]}"
                sheet.mentions[anchor] = mention.span
                out.setdefault(actor, []).append((sheet, anchor))
    return out


def _anchor_passages(gathered: Gathered) -> None:
    """Give each place of a recycled passage its anchor; the same place in many pairs has one."""
    for passage in gathered.passages:
        for place in (passage.a, passage.b):
            sheet = gathered.by_id[place.document]
            span = (place.start, place.end)
            anchor = place_anchor(sheet, place)
            sheet.passages[anchor] = span


def place_anchor(sheet: Sheet, place: Place) -> str:
    """Return the anchor of a place of a recycled passage."""
    return f"{sheet.key}-p{place.start}-{place.end}"


def chain(sheet: Sheet, said: Attribution) -> list[Link]:
    """Return who passed the words on, outermost first and the speaker last; the document itself is not in it.

    Outlets come from citations and from the statements around this one; a name stands once.
    """
    above: list[Attribution] = []
    parent = sheet.said.get(said.parent or "")
    while parent is not None and len(above) < LONGEST_CHAIN:
        above.append(parent)
        parent = sheet.said.get(parent.parent or "")
    links = [Link(name) for name in reversed(said.outlets)]
    if links:
        links[0].date = said.outlet_date
    known = {link.name.casefold() for link in links}
    for row in (*reversed(above), said):
        names = [name for name in row.speaker if row is said or name.casefold() not in known]
        if row is said and all(name.casefold() in known for name in names):
            continue
        if names:
            known.update(name.casefold() for name in names)
            links.append(Link("; ".join(names), row.speaker_class in ("unnamed", "unspecified")))
    return links


def speakers(sheets: list[Sheet]) -> Counter[str]:
    """Count the statements by speaker."""
    return Counter(name for sheet in sheets for row in sheet.found.attributions for name in row.speaker)


def checks_by_kind(sheets: list[Sheet]) -> dict[str, list[tuple[Sheet, Check]]]:
    """Return the problems by kind, the kinds by name."""
    kinds: dict[str, list[tuple[Sheet, Check]]] = defaultdict(list)
    for sheet in sheets:
        for row in sheet.found.checks:
            kinds[row.kind].append((sheet, row))
    return dict(sorted(kinds.items()))


def clusters(passages: list[Passage]) -> list[list[Passage]]:
    """Return the passages by family, the largest family first."""
    families: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        families[passage.cluster or passage.id].append(passage)
    return sorted(families.values(), key=lambda family: (-len(family), family[0].id))
