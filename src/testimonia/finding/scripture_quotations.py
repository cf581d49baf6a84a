"""Where scripture is quoted: by marks, by a reference, by announcing words.

Four things point at a quotation, strongest first: ornate brackets ﴿…﴾ (also reversed or unclosed); a
printed reference with a quotation right before it or, after a colon, right behind it; announcing words
("Allah says", قال تعالى, "the Messenger of Allah ﷺ said", in ``tables/scripture_cues.tsv``) with a
quotation behind them; and the same verse in the other language standing next to it. What is quoted has
marks, is a run of Arabic letters, or fills the place between the announcing colon and the reference.
Nothing is scripture only because it is Arabic.

A mark is looked for at most :data:`REACH` characters away, so the cost is linear however the marks are
nested."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from testimonia.finding.scripture_emphasis import SIGNS, emphasis_after, emphasis_before
from testimonia.finding.scripture_folding import ARABIC, trim, words, words_at
from testimonia.finding.scripture_reference import Reference
from testimonia.model import Span, Work

REACH = 4000  # characters between an opening and its closing mark
UNCLOSED = 600  # characters that a mark without a closing one reaches on its line
FARTHEST = 32  # characters between announcing words and a quotation without a colon before it
DEEPEST = 12  # marks of one kind inside each other
# Each opening mark with the marks that close it, each closing mark with those that open it: ornate brackets
# are often turned round, curly marks mixed with straight ones.
OPENING = {
    "“": '”"',
    "«": "»",
    "‘": "’",
    "﴿": "﴾﴿",
    "﴾": "﴿﴾",
    "{": "}",
    "(": ")",
    "[": "]",
    "„": "“”",
    "‹": "›",
    "<": ">",
}
OPENING |= {'"': '"”', "”": "”", "'": "'"}
CLOSING = {
    "”": '“„”"',
    "»": "«",
    "’": "‘",
    "﴾": "﴿﴾",
    "﴿": "﴾﴿",
    "}": "{",
    ")": "(",
    "]": "[",
    "›": "‹",
    ">": "<",
}
CLOSING |= {">": "<", '"': '"“', "“": "„", "'": "'"}


@dataclass
class Found:
    """A stretch that is quoted as scripture, before its words are compared with a text."""

    span: Span
    outer: Span
    work: Work
    why: str
    reference: Reference | None = None
    marked: bool = True
    claimed: bool = True
    qudsi: bool = False
    said: bool = True
    transmitters: tuple[str, ...] = ()
    collection: Reference | None = None


def is_arabic(text: str) -> bool:
    """Tell whether most letters of a stretch are Arabic."""
    return _mostly_arabic(text[:600])


_ARABIC_RUN = re.compile(f"{ARABIC.pattern}+")


@lru_cache(maxsize=4096)
def _mostly_arabic(sample: str) -> bool:
    arabic = sum(map(len, _ARABIC_RUN.findall(sample)))
    if arabic * 2 >= len(sample):
        return arabic > 0
    return arabic > 0 and arabic * 2 >= sum(c.isalpha() for c in sample)


def quotation_before(text: str, at: int) -> tuple[Span, Span] | None:
    """Return (outer, inner) of the quotation whose closing mark stands right before a position."""
    end = _skip_back(text, at)
    if end <= 0:
        return None
    if text[end - 1] not in CLOSING:
        return _emphasised_before(text, end, at)
    close = text[end - 1]
    openers = CLOSING[close]
    depth = 0
    for index in range(end - 2, max(-1, end - 2 - REACH), -1):
        character = text[index]
        if character == close and close not in openers:
            depth += 1
            if depth > DEEPEST:
                return None
        elif character in openers:
            if depth == 0:
                return _checked(text, (index, end), (index + 1, end - 1))
            depth -= 1
        elif character == "\n" and close in "\"'" and text[index - 1] == "\n":
            return None
    return None


def quotation_after(text: str, at: int) -> tuple[Span, Span] | None:
    """Return (outer, inner) of the quotation whose opening mark stands right behind a position."""
    start = at
    while start < len(text) and start - at < 8 and text[start] in " \t\n\r\xa0\u200e\u200f:،,-–—…":
        start += 1
    if start >= len(text):
        return None
    if text[start] in SIGNS:
        return emphasised(text, emphasis_after(text, start))
    if text[start] not in OPENING or _closes_here(text, start):
        return None
    opener = text[start]
    closers = OPENING[opener]
    depth = 0
    limit = min(len(text), start + 1 + REACH)
    for mark in _marks_of(opener).finditer(text, start + 1, limit):
        index = mark.start()
        if text[index] == opener and opener not in closers:
            depth += 1
            if depth > DEEPEST:
                return None
        elif text[index] in "’'" and text[index + 1 : index + 2].isalpha():
            continue
        elif (
            opener == text[index] == '"'
            and text[index - 1].isspace()
            and text[index + 1 : index + 2].isalpha()
        ):
            return None  # another opens: this one was never closed
        elif depth == 0:
            return _checked(text, (start, index + 1), (start + 1, index))
        else:
            depth -= 1
    line = text.find("\n", start, start + UNCLOSED)
    end = line if line > 0 else min(limit, start + UNCLOSED)
    return _checked(text, (start, end), (start + 1, end))


def emphasised(text: str, pair: tuple[Span, Span] | None) -> tuple[Span, Span] | None:
    """Return emphasised words as a quotation, without the marks that stand inside the emphasis."""
    if pair is None:
        return None
    outer, inner = pair
    start, end = trim(text, inner)
    if (start < end and text[start] in "([") or text[inner[0]] in OPENING:
        marked = quotation_after(text, inner[0])
        if marked is None or len(words_at(text, marked[0][1], inner[1])) > 0:
            return None
        return outer, marked[1]
    return _checked(text, outer, inner)


def _emphasised_before(text: str, end: int, at: int) -> tuple[Span, Span] | None:
    """Return the emphasised words whose closing run stands right behind a position, before another."""
    while end < at and text[end] in ".،,؛!؟":
        end += 1
    while end < at and text[end] in SIGNS:
        end += 1
    return emphasised(text, emphasis_before(text, end)) if text[end - 1] in SIGNS else None


def _closes_here(text: str, at: int) -> bool:
    """Tell whether a mark that may open or close stands right behind a word, where it closes."""
    if text[at] not in "”\"'" or at == 0:
        return False
    behind = text[at + 1 : at + 2]
    before = text[at - 1]
    return (before.isalnum() or before in ".!?؟،,…" or unicodedata.category(before) == "Mn") and not (
        behind.isalnum() or behind in "([{﴿«"
    )


@cache
def _marks_of(opener: str) -> re.Pattern[str]:
    """Return the pattern of an opening mark and of those that close it."""
    return re.compile(f"[{re.escape(opener + OPENING[opener])}]")


def _checked(text: str, outer: Span, inner: Span) -> tuple[Span, Span] | None:
    """Return the pair with its inner span trimmed, or None where fewer than two words stand inside."""
    inner = trim(text, inner)
    while inner[1] - inner[0] > 2 and OPENING.get(text[inner[0]], " ") == text[inner[1] - 1] in ")]":
        inner = trim(text, (inner[0] + 1, inner[1] - 1))
    return (outer, inner) if len(words(text[inner[0] : inner[1]][:80])) >= 2 else None


def _skip_back(text: str, at: int) -> int:
    limit = max(0, at - 12)
    while at > limit and text[at - 1] in " \t\n\r\xa0\u200e\u200f.،,;–—-:*_`":
        at -= 1
    return at


def arabic_before(text: str, at: int) -> Span | None:
    """Return the run of Arabic that ends right before a position, back to a colon, a mark or a line break."""
    end = _skip_back(text, at)
    start = end
    limit = max(0, end - 1500)
    while start > limit and text[start - 1] not in '\n:“”"«»﴿﴾()[]{}' and not ("A" <= text[start - 1] <= "z"):
        start -= 1
    return _arabic_span(text, start, end)


def arabic_after(text: str, at: int) -> Span | None:
    """Return the run of Arabic that begins right behind a position, up to a mark or a line break."""
    start = at
    while start < len(text) and start - at < 8 and text[start] in " \t\n\r\xa0\u200e\u200f:-–—":
        start += 1
    run = _RUN.match(text, start)
    return _arabic_span(text, start, run.end()) if run else None


# Arabic without marks goes on to a mark, a colon, the end of a sentence or of a line, or Latin letters.
_RUN = re.compile(r'(?:[^\n“”"«»﴿﴾()\[\]{}A-Za-z:.]|\.(?!\s)){0,1500}')


def _arabic_span(text: str, start: int, end: int) -> Span | None:
    span = trim(text, (start, end))
    piece = text[span[0] : span[1]]
    return span if piece and is_arabic(piece) and len(words(piece[:120])) >= 3 else None
