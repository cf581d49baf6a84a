"""Tokens for scoring, and which of them stand between quotation marks.

These are not the tokens that a reader reads by: figures must stay comparable when a reader is changed. A
token is a word (with its hyphens), a stem before "n't", a clitic, an abbreviation with its stop, a number,
a row of dots or dashes, or a single mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from testimonia.model import Span

_TITLES = (
    "Mr Mrs Ms Dr Gov Sen Rep Gen Lt Sgt Col Jr Sr St No vs Rev Prof"
    " Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec Inc Corp Co"
)
_FORMS = (
    r"[^\W\d_]+(?=n[’']t\b)",  # "did" of didn't
    r"n[’']t\b",
    r"[’'](?:s|S|re|ve|ll|d|m|t)\b",
    r"(?:[A-Za-z]\.){2,}",  # U.S.
    rf"(?:{'|'.join(_TITLES.split())})\.",
    r"\d+(?:[.,:/]\d+)*",  # 3.5, 10:30, 4/5/2031
    r"\w+(?:-\w+)*",
    r"\.\.\.+|…|--+|—|–",
    r"[^\w\s]",
)
_TOKEN = re.compile("|".join(_FORMS))
_OPENING, _CLOSING, _STRAIGHT = "“„«‟", "”»", '"'
#: Marks that the edge of a span may hold or not without being another span.
EDGE = frozenset(" \t\r\n\"'“”‘’«»„.,;:!?…()[]—–-*")


class Page:
    """A text as tokens. ``tokens`` are spans in text order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [match.span() for match in _TOKEN.finditer(text)]
        self._starts = [start for start, _ in self.tokens]

    def numbers(self, spans: Iterable[Span]) -> frozenset[int]:
        """Return the tokens of which the spans hold a letter at least."""
        out: set[int] = set()
        for start, end in spans:
            first = bisect_left(self._starts, start)
            if first and self.tokens[first - 1][1] > start:
                first -= 1
            out.update(range(first, bisect_left(self._starts, end)))
        return frozenset(out)

    def first_letter(self, number: int) -> str:
        """Return the letter with which a token begins."""
        return self.text[self._starts[number]]

    @cached_property
    def quoted(self) -> list[bool]:
        """For every token, whether it stands between double quotation marks, the marks among it.

        A mark that is not closed holds to the end of its line, as in speeches of several paragraphs.
        """
        out: list[bool] = []
        depth, straight, before = 0, False, 0
        for start, end in self.tokens:
            if "\n" in self.text[before:start]:
                depth, straight = 0, False
            before = end
            mark = self.text[start:end]
            if mark in _OPENING:
                depth += 1
            out.append(mark == _STRAIGHT or mark in _CLOSING or depth > 0 or straight)
            if mark == _STRAIGHT:
                straight = not straight
            elif mark in _CLOSING and depth:
                depth -= 1
            elif mark in _CLOSING:
                straight = False
        return out

    def kind(self, spans: Iterable[Span]) -> str:
        """Return whether all words of a content are quoted (direct), some (mixed) or none (indirect).

        A content without any word is indirect; without any span it has no kind, "none".
        """
        held = list(spans)
        if not held:
            return "none"
        inside = {
            number
            for start, end in held
            for number in range(bisect_left(self._starts, start), bisect_left(self._starts, end))
            if self.tokens[number][1] <= end and self.first_letter(number).isalnum()
        }
        words = [self.quoted[number] for number in inside]
        return "indirect" if not any(words) else "direct" if all(words) else "mixed"
