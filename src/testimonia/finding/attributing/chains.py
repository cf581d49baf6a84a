"""Chains: which report stands inside which, and through which outlets each came.

A report is the child of the smallest report whose content holds it. Its outlets are those of the chain above
it, nearest first; where the chain names none, those of the citation that supports it: one that names its
source, one that closes its quotation, or one that closes the run of reporting sentences it stands in.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from testimonia.finding.attributing.drafts import Draft
from testimonia.language.doc import Doc
from testimonia.model import Citation, Span

#: How many earlier drafts are tried as parents; a parent that is farther away would be a page long.
_NEAR = 120


def nest(drafts: list[Draft]) -> None:
    """Set ``parent`` of every draft to the smallest draft whose content holds it, if any."""
    order = sorted(range(len(drafts)), key=lambda n: (_place(drafts[n])[0], -_place(drafts[n])[1], n))
    starts = sorted((piece[0], piece[1], n) for n, draft in enumerate(drafts) for piece in draft.content)
    firsts = [start for start, _, _ in starts]
    for number in order:
        draft = drafts[number]
        if draft.parent is not None:
            continue
        at, end = _place(draft)
        best: tuple[int, int] | None = None
        place = bisect_right(firsts, at)
        for start, stop, other in starts[max(0, place - _NEAR) : place]:
            if other == number or stop + 3 < end or not _holds(drafts[other], draft, (start, stop)):
                continue
            size = stop - start
            if (
                best is None
                or size < best[0]
                or (size == best[0] and drafts[other].parent is drafts[best[1]])
            ):
                best = (size, other)
        if best is not None:
            draft.parent = drafts[best[1]]
    _without_circles(drafts)


def _place(draft: Draft) -> Span:
    places = [draft.content[0], *draft.cue[:1]]
    return (min(start for start, _ in places), max(end for _, end in places))


def _holds(outer: Draft, inner: Draft, piece: Span) -> bool:
    start, stop = piece
    if inner.cue and not (start <= inner.cue[0][0] and inner.cue[0][1] <= stop + 1):
        return False
    first = inner.content[0]
    if not (start <= first[0] and first[1] <= stop + 3):
        return False
    if not inner.cue and first == piece:
        return False
    return not any(start <= cue[0] and cue[1] <= stop and _inside(cue, inner) for cue in outer.cue)


def _inside(cue: Span, inner: Draft) -> bool:
    return any(start <= cue[0] and cue[1] <= end for start, end in inner.content)


def _without_circles(drafts: list[Draft]) -> None:
    """Cut every chain of parents that comes back to itself. Linear: each draft is walked once."""
    safe: set[int] = set()
    for draft in drafts:
        walked: set[int] = set()
        at: Draft | None = draft
        below: Draft | None = None
        while at is not None and id(at) not in safe:
            if id(at) in walked:
                if below is not None:
                    below.parent = None
                break
            walked.add(id(at))
            below, at = at, at.parent
        safe |= walked


def cite(doc: Doc, drafts: list[Draft], citations: list[Citation], citation_levels: list[int]) -> None:
    """Set ``cited`` (an index into ``citations``) of every draft that a citation supports directly."""
    inline = [(c.span, n) for n, c in enumerate(citations) if c.form != "parenthetical"]
    for draft in drafts:
        if draft.cited < 0:
            draft.cited = _named(doc, draft, inline)
    _share(doc, drafts)
    tops = sorted((draft for draft in drafts if draft.parent is None), key=lambda draft: draft.start)
    starts = [draft.start for draft in tops]
    previous = 0
    for number, citation in enumerate(citations):
        if citation.form != "parenthetical":
            continue
        paragraph = doc.paragraph_at(citation.span[0])
        lowest = max(previous, paragraph.start if paragraph else 0)
        previous = citation.span[1]
        if citation_levels[number] == -1:
            _support(doc, tops, starts, citations, number, lowest)


def _share(doc: Doc, drafts: list[Draft]) -> None:
    """Give a report whose subject is that of the one before in its sentence the citation of that one.

    "In a statement to Reuters, the firm said it was sorry and promised to pay": both came through Reuters.
    """
    ordered = sorted((draft for draft in drafts if draft.cue), key=lambda draft: draft.cue[0])
    for before, draft in pairwise(ordered):
        if draft.cited >= 0 or before.cited < 0 or not draft.elided or draft.inside != before.inside:
            continue
        sentence = doc.sentence_at(draft.cue[0][0])
        if sentence is not None and sentence[0] <= before.cue[0][0]:
            draft.cited = before.cited


def _named(doc: Doc, draft: Draft, inline: list[tuple[Span, int]]) -> int:
    """Return the inline citation of a draft, or -1.

    It lies in the source ("Reuters reported"), between cue and content ("told Reuters that"), or right before
    the report ("In an interview with Reuters, he said").
    """
    if not draft.cue:
        return -1
    first, last = draft.start, max(draft.cue[-1][1], draft.source[1] if draft.source else 0)
    after = draft.content[0][0] if draft.content[0][0] >= last else last
    place = bisect_left(inline, ((after, after), 0))
    near = inline[max(0, place - 3) : place]
    for (start, end), number in near:
        if draft.source and draft.source[0] < end and start < draft.source[1]:
            return number
        if start <= draft.cue[0][0] < end:
            return number
    for (start, end), number in reversed(near):
        if first <= start and end <= after + 1:
            return number
        before = doc.text[end : min(first, end + 4)] if start < first else "x"
        if end <= first and len(before) < 4 and not any(letter.isalnum() for letter in before):
            return number if "," in before else -1
    return -1


def _support(
    doc: Doc, tops: list[Draft], starts: list[int], citations: list[Citation], number: int, lowest: int
) -> None:
    """Give a closing citation to the run of reporting sentences before it."""
    citation = citations[number]
    place = bisect_left(starts, citation.span[0])
    run = [draft for draft in tops[max(0, place - 40) : place] if draft.start >= lowest]
    quoted = next((draft for draft in run if draft.cited == number), None)
    if quoted is not None:
        for draft in run:
            introduces = draft.end <= quoted.start and not _ends_sentence(doc, draft.end, quoted.start)
            if introduces and draft.cited < 0:
                draft.cited = number
        return
    _complete(run, citations, number)
    at = citation.span[0]
    while run:
        sentence = _sentence_before(doc, at)
        if sentence is None or sentence[1] <= lowest:
            return
        here = [
            draft
            for draft in run
            if sentence[0] <= draft.start < sentence[1] or draft.start < sentence[0] < draft.end
        ]
        if not here:
            return
        for draft in here:
            if draft.cited < 0:
                draft.cited = number
        at = min(sentence[0], *(draft.start for draft in here))
        run = [draft for draft in run if draft.start < at]


def _complete(run: list[Draft], citations: list[Citation], number: int) -> None:
    """Let a dated closing citation date the reports before it that name the same outlet without a date."""
    names = {outlet.name for outlet in citations[number].outlets}
    for draft in run:
        undated = draft.cited >= 0 and draft.cited != number and citations[draft.cited].date is None
        if undated and names & {outlet.name for outlet in citations[draft.cited].outlets}:
            draft.cited = number


def _ends_sentence(doc: Doc, start: int, end: int) -> bool:
    gap = doc.text[start:end]
    return any(mark in gap for mark in ".!?…") or len(gap) > 40


def _sentence_before(doc: Doc, position: int) -> Span | None:
    while position > 0 and not doc.text[position - 1].isalnum():
        position -= 1
    return doc.sentence_at(position - 1) if position else None


def trace_outlets(drafts: list[Draft], citations: list[Citation], is_outlet: dict[str, bool]) -> None:
    """Set ``outlets`` (nearest first), their spans and ``outlet_date`` of every draft, down the chain."""
    done: set[int] = set()
    for draft in drafts:
        line = [draft]
        while line[-1].parent is not None and id(line[-1].parent) not in done:
            line.append(line[-1].parent)
        for one in reversed(line):
            if id(one) not in done:
                _trace(one, citations, is_outlet)
                done.add(id(one))


def _is_outlet(draft: Draft, is_outlet: dict[str, bool]) -> bool:
    return bool(draft.speaker) and all(is_outlet.get(name) for name in draft.speaker)


def _trace(draft: Draft, citations: list[Citation], is_outlet: dict[str, bool]) -> None:
    outlets: list[str] = []
    spans: list[Span] = []
    date: str | None = None
    parent = draft.parent
    if parent is not None and parent.rule != "turn of a transcript":
        outlets = [name for name in parent.speaker if is_outlet.get(name)]
        outlets += [name for name in parent.outlets if name not in outlets]
        spans, date = list(parent.outlet_spans), parent.outlet_date
    if draft.cited >= 0:
        citation = citations[draft.cited]
        if not outlets and not _is_outlet(draft, is_outlet):
            outlets = [outlet.name for outlet in citation.outlets]
        if not spans:
            spans = [outlet.span for outlet in citation.outlets]
        date = date or citation.date or next((o.date for o in citation.outlets if o.date), None)
    if not outlets and _is_outlet(draft, is_outlet):
        outlets = list(draft.speaker)
    draft.outlets = tuple(dict.fromkeys(outlets))
    draft.outlet_spans = tuple(spans)
    draft.outlet_date = date
