"""Words set off by asterisks, underscores or grave accents, as plain text marks bold and italic type.

Chat programs and wikis set verses so. A run of asterisks opens where white space or punctuation stands
before it and none behind it, and closes the other way round; an asterisk between two spaces, which parts
verses, does neither. Opening and closing run are of one length and in one paragraph."""

from __future__ import annotations

import re

from testimonia.model import Span

SIGNS = "*_`"
LONGEST = 4000  # characters between an opening run and its closing one
DEEPEST = 12  # runs of one length that neither close nor are closed
_OPENS = re.compile(r"(?:(?<![\w*_`])|(?<=\s[وف])|(?<=\s[بكل]ـ))([*_`]{1,3})(?![\s*_`.,:;،؛!؟?)\]}»”])")
_CLOSES = re.compile(r"(?<![\s*_`(\[{«“])([*_`]{1,3})(?![\w*_`])")
_RUN = re.compile(r"[*_`]+")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")


def emphasis_after(text: str, at: int) -> tuple[Span, Span] | None:
    """Return (outer, inner) of the emphasis whose opening run begins at a position, or None."""
    opening = _OPENS.match(text, at)
    if not opening:
        return None
    run, others = opening.group(1), 0
    for match in _RUN.finditer(text, opening.end(), min(len(text), at + LONGEST)):
        if match.group() != run:
            continue
        if closes(text, match.start()):
            return _pair(text, at, opening.end(), match.start(), match.end())
        others += 1
        if others > DEEPEST:
            return None
    return None


def emphasis_before(text: str, end: int) -> tuple[Span, Span] | None:
    """Return (outer, inner) of the emphasis whose closing run ends at a position, or None."""
    start = end
    while start > 0 and end - start < 3 and text[start - 1] in SIGNS:
        start -= 1
    run = text[start:end]
    if not run or not closes(text, start):
        return None
    at, floor = start, max(0, start - LONGEST)
    for _ in range(DEEPEST):
        at = text.rfind(run, floor, at)
        if at < 0:
            return None
        opening = _OPENS.match(text, at)
        if opening and opening.group(1) == run:
            return _pair(text, at, opening.end(), start, end)
    return None


def _pair(text: str, outer: int, first: int, last: int, end: int) -> tuple[Span, Span] | None:
    """Return the spans of an emphasis that lies in one paragraph, or None."""
    return None if _PARAGRAPH.search(text, outer, last) else ((outer, end), (first, last))


def opens(text: str, at: int) -> bool:
    """Tell whether a run that begins at a position opens emphasis."""
    return _OPENS.match(text, at) is not None


def closes(text: str, at: int) -> bool:
    """Tell whether a run that begins at a position closes emphasis."""
    return _CLOSES.match(text, at) is not None
