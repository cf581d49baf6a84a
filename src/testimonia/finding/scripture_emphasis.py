"""Words set off by asterisks, underscores or grave accents, as plain text marks bold and italic type.

Chat programs and wikis set verses so. A run of asterisks opens where white space or punctuation stands
before it and none behind it, and closes the other way round; an asterisk between two spaces, which parts
verses, does neither. Opening and closing run are of one length and in one paragraph."""

from __future__ import annotations

import re

from testimonia.model import Span

SIGNS = "*_`"
LONGEST = 4000  # characters between an opening run and its closing one
_OPENS = re.compile(r"(?:(?<![\w*_`])|(?<=\s[وف])|(?<=\s[بكل]ـ))([*_`]{1,3})(?![\s*_`.,:;،؛!؟?)\]}»”])")
_CLOSES = re.compile(r"(?<![\s*_`(\[{«“])([*_`]{1,3})(?![\w*_`])")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")


def emphasis_after(text: str, at: int) -> tuple[Span, Span] | None:
    """Return (outer, inner) of the emphasis whose opening run begins at a position, or None."""
    opening = _OPENS.match(text, at)
    if not opening:
        return None
    end = min(len(text), at + LONGEST)
    for closing in _CLOSES.finditer(text, opening.end(), end):
        if closing.group(1) == opening.group(1):
            if _PARAGRAPH.search(text, at, closing.start()):
                return None
            return (at, closing.end()), (opening.end(), closing.start())
    return None


def emphasis_before(text: str, end: int) -> tuple[Span, Span] | None:
    """Return (outer, inner) of the emphasis whose closing run ends at a position, or None."""
    start = end
    while start > 0 and end - start < 3 and text[start - 1] in SIGNS:
        start -= 1
    run = text[start:end]
    if not run or not _CLOSES.match(text, start):
        return None
    at, floor = start, max(0, start - LONGEST)
    while (at := text.rfind(run, floor, at)) >= 0:
        opening = _OPENS.match(text, at)
        if opening and opening.group(1) == run:
            if _PARAGRAPH.search(text, at, start):
                return None
            return (at, end), (opening.end(), start)
    return None


def opens(text: str, at: int) -> bool:
    """Tell whether a run that begins at a position opens emphasis."""
    return _OPENS.match(text, at) is not None


def closes(text: str, at: int) -> bool:
    """Tell whether a run that begins at a position closes emphasis."""
    return _CLOSES.match(text, at) is not None
