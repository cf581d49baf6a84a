"""The citation beside a quotation: a bracket at either end, a dateline that opens it, a source inside it."""

from __future__ import annotations

from bisect import bisect_left

from testimonia.language.doc import Doc
from testimonia.language.quotations import Quotation
from testimonia.model import Citation, Span

#: How far a bracketed citation may stand from the quotation that it introduces.
_WIDEST_GAP = 40


class QuoteSources:
    """Finds the citations beside the quotations of one document."""

    def __init__(self, doc: Doc, citations: list[Citation]) -> None:
        self.doc = doc
        self.citations = citations
        self.bracketed = [(n, c) for n, c in enumerate(citations) if c.form == "parenthetical"]
        self.bracket_starts = [c.span[0] for _, c in self.bracketed]
        self.citation_starts = [citation.span[0] for citation in citations]

    def after(self, quotation: Quotation) -> int:
        """Return the index of the bracketed citation right after a quotation, or -1."""
        place = bisect_left(self.bracket_starts, quotation.inner[1])
        if place < len(self.bracketed):
            number, citation = self.bracketed[place]
            gap = (
                self.doc.text[quotation.span[1] : min(citation.span[0], quotation.span[1] + 7)]
                if citation.span[0] >= quotation.span[1]
                else ""
            )
            if len(gap) <= 6 and not any(letter.isalnum() for letter in gap):
                return number
        return -1

    def inside(self, quotation: Quotation) -> int:
        """Return the index of a citation that closes a quotation from within, or of a dateline that
        opens it, or -1."""
        start, end = quotation.inner
        found = -1
        for number, citation in self._within(start, end):
            if citation.span[1] >= end - 2 and citation.span[0] > start and citation.form != "dateline":
                return number
            if citation.form == "dateline" and start <= citation.span[0] <= start + 3:
                found = number
        return found

    def before(self, quotation: Quotation) -> int:
        """Return the index of the bracketed citation right before a quotation ("(Reuters, 3 May): “…”"),
        or -1."""
        place = bisect_left(self.bracket_starts, quotation.span[0]) - 1
        if place >= 0:
            number, citation = self.bracketed[place]
            end, start = citation.span[1], quotation.span[0]
            if start - end < _WIDEST_GAP and self.doc.text[end:start].strip() == ":":
                return number
        return -1

    def _within(self, start: int, end: int) -> list[tuple[int, Citation]]:
        """Return the citations that begin within a stretch, with their numbers."""
        lo, hi = bisect_left(self.citation_starts, start), bisect_left(self.citation_starts, end)
        return [(number, self.citations[number]) for number in range(lo, hi)]

    def dateline(self, quotation: Quotation) -> Span | None:
        """Return the outlet named by the dateline that opens a quotation, if one does."""
        start = quotation.inner[0]
        for _, citation in self._within(start, start + 4):
            if citation.form == "dateline" and start <= citation.span[0] <= start + 3 and citation.outlets:
                return citation.outlets[0].span
        return None

    def without_source(self, quotation: Quotation) -> Span:
        """Return the inside of a quotation without a dateline before it and a citation at its end."""
        start, end = quotation.inner
        text = self.doc.text
        for _, citation in self._within(start, end):
            if (
                citation.form == "dateline"
                and start <= citation.span[0] <= start + 3
                and citation.span[1] < end
            ):
                start = citation.span[1]
                while start < end and (text[start].isspace() or text[start] in "–—-:)"):
                    start += 1
            elif start < citation.span[0] and end - 2 <= citation.span[1] <= end + 1:
                end = citation.span[0]
        return (start, end)
