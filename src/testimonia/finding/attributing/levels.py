"""Which words stand inside which quotation.

A cue is read within its own level: what stands inside a deeper quotation is opaque to it, and nothing outside
its own quotation belongs to it. Scare quotes (a few words that are no clause) make no level.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from testimonia.finding.attributing.turns import find_turns
from testimonia.language.doc import Doc
from testimonia.language.quotations import Quotation
from testimonia.model import Span

#: A quotation of fewer words is a level only when a cue claims it.
SHORTEST_SPEECH = 5
#: No cue looks farther than this many tokens; it keeps a text without full stops linear.
_LOOK_BACK = 200
_LOOK_AHEAD = 300


class Levels:
    """The quotations of a document that hold speech, and the innermost one around every token."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.quotations = [q for q in doc.quotations if self._words(doc, q) >= SHORTEST_SPEECH]
        self.scare = [q for q in doc.quotations if 0 < self._words(doc, q) < SHORTEST_SPEECH]
        self.parents, self.inside = self._sweep()
        self.sentence_starts = [start for start, _ in doc.sentences]
        self.brackets = [b for b in doc.marks.brackets if doc.text[b[0]] == "(" and self._many_words(b)]
        self.bracket_starts = [start for start, _ in self.brackets]
        self.turns = find_turns(doc)
        self.turn_starts = [turn.span[0] for turn in self.turns]

    @staticmethod
    def _words(doc: Doc, quotation: Quotation) -> int:
        lo, hi = doc.token_range(quotation.inner)
        return sum(1 for at in range(lo, min(hi, lo + 40)) if doc.words[at][0].isalnum())

    def in_turn(self, at: int) -> bool:
        """Tell whether a token stands in a turn of a transcript."""
        position = self.doc.tokens[at][0]
        place = bisect_right(self.turn_starts, position) - 1
        return place >= 0 and position < self.turns[place].span[1]

    def _many_words(self, bracket: Span) -> bool:
        lo, hi = self.doc.token_range(bracket)
        return hi - lo >= SHORTEST_SPEECH + 4

    def _within_bracket(self, position: int, start: int, end: int) -> Span:
        """Clip a stretch to the bracket that holds a position: a report set off by brackets ends with
        them."""
        at = bisect_right(self.bracket_starts, position) - 1
        for opened, closed in reversed(self.brackets[max(0, at - 2) : at + 1]):
            if opened < position < closed:
                return max(start, opened + 1), min(end, closed - 1)
        return start, end

    def _sweep(self) -> tuple[list[int], list[int]]:
        parents: list[int] = []
        inside = [-1] * len(self.doc.tokens)
        stack: list[int] = []
        for number, quotation in enumerate(self.quotations):
            while stack and self.quotations[stack[-1]].span[1] <= quotation.span[0]:
                stack.pop()
            parents.append(stack[-1] if stack else -1)
            stack.append(number)
            lo, hi = self.doc.token_range(quotation.inner)
            inside[lo:hi] = [number] * (hi - lo)
        return parents, inside

    def within(self, inner: int, outer: int) -> bool:
        """Tell whether quotation ``inner`` lies inside quotation ``outer`` (-1 is the document)."""
        while inner != -1 and inner != outer:
            inner = self.parents[inner]
        return inner == outer

    def bounds(self, at: int) -> tuple[int, int]:
        """Return the stretch of tokens that a cue at token ``at`` may draw on: its sentence at its own level.

        The sentence is prolonged where it ends within a quotation that it opened.
        """
        level = self.inside[at]
        sentences = self.doc.sentences
        number = max(0, bisect_right(self.sentence_starts, self.doc.tokens[at][0]) - 1)
        start, end = sentences[number]
        for _ in range(40):
            last = bisect_left(self.doc.starts, end) - 1
            deep = self.inside[last] if 0 <= last < len(self.inside) else -1
            deep = self._below(deep, level)
            if deep == -1 or self.quotations[deep].span[1] <= end:
                break
            number = max(
                number + 1, bisect_right(self.sentence_starts, self.quotations[deep].span[1] - 1) - 1
            )
            if number >= len(sentences):
                break
            end = max(end, sentences[number][1])
        start, end = self._within_bracket(self.doc.tokens[at][0], start, end)
        if level != -1:
            inner = self.quotations[level].inner
            start, end = max(start, inner[0]), min(end, inner[1])
        lo, hi = bisect_left(self.doc.starts, start), bisect_left(self.doc.starts, end)
        return max(lo, at - _LOOK_BACK), min(hi, at + _LOOK_AHEAD)

    def _below(self, deep: int, level: int) -> int:
        """Return the quotation just below ``level`` that holds quotation ``deep``, or -1."""
        while deep != -1 and self.parents[deep] != level:
            deep = self.parents[deep]
        return deep
