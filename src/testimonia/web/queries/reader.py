"""A document set for reading: its lines with all marks, and beside each line who is made to speak in it.

Linear in text and marks together. A very long text is read in parts of LONGEST_PART characters, cut at line
ends.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from testimonia.case import Case
from testimonia.case.load import select
from testimonia.model import Annotations, Attribution, Passage, Record, Span
from testimonia.web.marks import Mark, Pieces, is_arabic, lines
from testimonia.web.queries.anchors import anchor
from testimonia.web.queries.documents import DocumentLine
from testimonia.web.queries.statements import Step, chain

LONGEST_PART = 200_000
# Layers as the legend shows them: class → label. Keys 1 to 8 switch them.
LAYERS = {
    "said": "Statements",
    "source": "Speakers",
    "cited": "Citations",
    "when": "Dates",
    "named": "Names",
    "check": "Problems",
    "verse": "Scripture",
    "copy": "Recycled",
}


class Beside(Record, frozen=True):
    """What the margin says beside a line: a statement's number on the page, its id and its chain."""

    number: int
    id: str
    chain: tuple[Step, ...]
    verdict: str = ""


class Leading:
    """Where the marks of a text lead. A report, which holds many texts and no program, has another.

    ``places`` are stretches of the text to which something else leads: their anchors, starts and ends.
    """

    places: Sequence[tuple[str, int, int]] = ()

    def card(self, id: str) -> str:
        """Return the address of the card of a statement, which its number leads to."""
        return f"?card={id}#{anchor(id)}"

    def named(self, mention: str) -> str:
        """Return the row that a name belongs to."""
        return anchor(mention)

    def copied(self, passage: str) -> str:
        """Return the row that a recycled passage belongs to."""
        return anchor(passage)


class Line(Record, frozen=True):
    """A line of a text: where it begins (code points), its HTML with marks, what stands beside it."""

    start: int
    html: str
    arabic: bool
    beside: tuple[Beside, ...] = ()


class Part(Record, frozen=True):
    """One part of a long text: which one of how many, and its lines."""

    number: int
    count: int
    lines: tuple[Line, ...]


def parts(text: str) -> list[Span]:
    """Return the parts of a text, cut at line ends where there are any."""
    out, start = [], 0
    while len(text) - start > LONGEST_PART:
        end = text.rfind("\n", start + LONGEST_PART // 2, start + LONGEST_PART) + 1
        end = end or start + LONGEST_PART
        out.append((start, end))
        start = end
    return [*out, (start, len(text))]


def part_at(spans: Sequence[Span], position: int) -> int:
    """Return which part holds a position."""
    return max(0, bisect.bisect_right([start for start, _ in spans], position) - 1)


def read(
    case: Case,
    document: DocumentLine,
    text: str,
    found: Annotations,
    *,
    part: int = 0,
    hits: Sequence[Span] = (),
    chosen: Span | None = None,
    leading: Leading | None = None,
) -> Part:
    """Return one part of a document for reading, with what was searched for and chosen marked in it.

    ``leading`` says where the marks lead, by default on the page of the document.
    """
    leading = leading or Leading()
    spans = parts(text)
    part = min(part, len(spans) - 1)
    begin, end = spans[part]
    numbers = {row.id: at for at, row in enumerate(found.attributions, 1)}
    marks = [
        clipped
        for mark in _marks(case, document, found, numbers, hits, chosen, leading)
        if (clipped := _clip(mark, begin, end)) is not None
    ]
    beside = _beside(case, found.attributions, numbers)
    pieces = Pieces(text[begin:end], marks)
    starts = sorted(beside)
    at = bisect.bisect_left(starts, begin)
    out = []
    for start, stop in lines(text[begin:end]):
        here: list[Beside] = []
        while at < len(starts) and starts[at] < begin + stop:
            here += beside[starts[at]]
            at += 1
        out.append(
            Line(
                start=begin + start,
                html=pieces.html(start, stop),
                arabic=is_arabic(text[begin + start : begin + stop]),
                beside=tuple(here),
            )
        )
    return Part(number=part, count=len(spans), lines=tuple(out))


def _clip(mark: Mark, begin: int, end: int) -> Mark | None:
    """Return a mark within a part of the text, counted from its beginning."""
    start, stop = max(mark.start, begin), min(mark.end, end)
    if start > stop or (start == stop and mark.start < mark.end) or mark.start >= max(end, begin + 1):
        return None
    return mark._replace(start=start - begin, end=stop - begin)


def _beside(case: Case, rows: Sequence[Attribution], numbers: dict[str, int]) -> dict[int, list[Beside]]:
    """Return what the margin says, by the place where each statement begins."""
    known = {row.id: row for row in rows}
    out: dict[int, list[Beside]] = defaultdict(list)
    for row in rows:
        if row.content:
            decided = case.standing.get(row.id)
            out[row.content[0][0]].append(
                Beside(
                    number=numbers[row.id],
                    id=row.id,
                    chain=chain(case, row, known),
                    verdict=decided.verdict if decided else "",
                )
            )
    return out


def _marks(
    case: Case,
    document: DocumentLine,
    found: Annotations,
    numbers: dict[str, int],
    hits: Sequence[Span],
    chosen: Span | None,
    leading: Leading,
) -> Iterator[Mark]:
    """Yield every mark of a text."""
    for row in found.attributions:
        key, last = anchor(row.id), len(row.content) - 1
        href = leading.card(row.id)
        for at, (start, end) in enumerate(row.content):
            note = str(numbers[row.id]) if at == last else ""
            yield Mark(start, end, "said", key, key if at == 0 else "", note, href)
        for span in row.cue:
            yield Mark(*span, "cue", key)
        for span in row.source:
            yield Mark(*span, "source", key)
    for layer, rows in (("cited", found.citations), ("when", found.times)):
        for mark in rows:
            yield Mark(*mark.span, layer, anchor(mark.id), anchor(mark.id))
    for mention in found.mentions:
        yield Mark(*mention.span, "named", leading.named(mention.id), anchor(mention.id))
    for verse in found.scripture:
        yield Mark(*verse.span, "verse", anchor(verse.id), anchor(verse.id))
    for check in found.checks:
        for at, span in enumerate(check.spans):
            yield Mark(*span, "check", anchor(check.id), anchor(check.id) if at == 0 else "")
    for passage in passages_of(case, document):
        place = passage.a if passage.a.document == document.id else passage.b
        copied = leading.copied(passage.id)
        yield Mark(place.start, place.end, "copy", copied, copied)
    for key, start, end in leading.places:
        yield Mark(start, end, "copy", "", key)
    for at, (start, end) in enumerate(hits, 1):
        yield Mark(start, end, "hit", "", f"hit-{at}")
    if chosen is not None:
        yield Mark(*chosen, "chosen", "", "c")


def passages_of(case: Case, document: DocumentLine) -> list[Passage]:
    """Return the recycled passages that a document is a witness of."""
    from testimonia.case.load import load_passages

    found = load_passages(
        case.connection, "WHERE p.a_document = ? OR p.b_document = ?", document.number, document.number
    )
    return [passage for passage in found if not case.rejected(passage.id)]


def files_of(case: Case, document: DocumentLine) -> list[dict[str, Any]]:
    """Return the files that a document was read from."""
    return list(
        select(case.connection, "SELECT * FROM files WHERE document = ? ORDER BY name, path", document.number)
    )
