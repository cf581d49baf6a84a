"""Which date governs a place of a text: the document's own, or that of a report it cites.

A citation in brackets, "(Outlet, d/m/y)", dates the quotation, or else the sentence, that it closes;
"Outlet reported on d/m/y:" dates the quotation or the rest of the sentence that it opens; a date that is the
last word of a quotation dates that quotation. In a chronicle, lines that hold a date alone head the sections
below them.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from testimonia.model import Citation, Span

_MARKS = re.compile(r'[“”"«»\n]')
_REPORT = re.compile(
    r"\b(?:report(?:ed|s)|sa(?:id|ys)|published|wrote|quoted|stated|announced|mentioned|broadcast|aired|posted|carried|"
    r"revealed|confirmed|noted|added|released|cited)\b[^.“”\"()\n]{0,60}$"
)
_NAME = re.compile(r"[A-Z][^\W_]*")
_SENTENCE_END = re.compile(r"[.!?…](?=[\s”\"’)\]]|$)|\n")

_BULLET = re.compile(r"\s*(?:[-–—•*●▪◦]|\d{1,2}[.)]|[a-z]\))")

Report = tuple[int, int, str]


def quotation_pairs(text: str) -> tuple[dict[int, int], dict[int, int]]:
    """Return opening → closing and closing → opening positions of the double quotation marks."""
    opened: dict[int, int] = {}
    closed: dict[int, int] = {}
    stack: list[int] = []
    straight = -1
    for match in _MARKS.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            straight = -1
        elif mark in "“«":
            stack.append(at)
            del stack[:-8]
        elif mark in "”»":
            if stack:
                begin = stack.pop()
                opened[begin], closed[at] = at, begin
        elif straight < 0:
            straight = at
        else:
            opened[straight], closed[at] = at, straight
            straight = -1
    return opened, closed


def find_reports(text: str, dates: list[tuple[Span, str]], citations: list[Citation]) -> list[Report]:
    """Return the stretches that a cited report's date governs, as (start, end, ISO day), in text order.

    ``dates`` are the printed dates that name a day, ``citations`` what the citation layer found, if it ran.
    """
    if not dates and not citations:
        return []
    opened, closed = quotation_pairs(text)
    found: list[Report] = []
    for (start, end), day in dates:
        bracket = _bracket_before(text, start, end)
        if bracket is not None:
            found.append((*_closed_by(text, bracket, closed), day))
            continue
        stop = _skip(text, end, " \t:,–-")
        if stop < len(text) and text[stop] in '“"«':
            # a quotation that never closes is taken to reach the end of its paragraph
            found.append((stop, opened.get(stop, _line_end(text, stop)), day))
        elif text[end : end + 2].strip(" .")[:1] in ("”", '"', "»"):
            close = next((at for at in range(end, end + 3) if at in closed), None)
            if close is not None:
                found.append((closed[close], close, day))
        elif _REPORT.search(text, max(0, start - 90), start):
            until = _SENTENCE_END.search(text, end, end + 3000)
            found.append((end, until.start() if until else min(len(text), end + 3000), day))
    known = {at for at, _, _ in found}
    for citation in citations:
        day = citation.date_probable or citation.date or ""
        if citation.form == "parenthetical" and len(day) == 10:
            begin, stop = _closed_by(text, citation.span[0], closed)
            if begin not in known:
                found.append((begin, stop, day))
    return sorted(set(found))


def _skip(text: str, at: int, signs: str) -> int:
    while at < len(text) and text[at] in signs:
        at += 1
    return at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at, at + 5000)
    return end if end >= 0 else min(len(text), at + 5000)


def _bracket_before(text: str, start: int, end: int) -> int | None:
    """Return where a citation bracket opens that holds a date and the name of an outlet, or None."""
    at = max(text.rfind("(", max(0, start - 100), start), text.rfind("[", max(0, start - 100), start))
    if at < 0 or any(sign in text[at + 1 : start] for sign in ")]\n"):
        return None
    close = end
    while close < len(text) and close < end + 80 and text[close] not in ")]\n":
        close += 1
    if close >= len(text) or text[close] not in ")]":
        return None
    names = _NAME.findall(text, at + 1, start)
    words = text[at + 1 : start].split()
    return at if names and len(names) * 2 >= len([word for word in words if word[0].isalpha()]) else None


def _closed_by(text: str, bracket: int, closed: dict[int, int]) -> Span:
    """Return the stretch a citation bracket closes.

    That is the list item it ends, else the quotation before it, else the paragraph it ends as far as the
    bracket before, else the two sentences before it.
    """
    at = bracket - 1
    while at > 0 and text[at] in " \t\n.,;:":
        at -= 1
    line = max(text.rfind("\n", max(0, bracket - 5000), bracket) + 1, bracket - 5000, 0)
    earlier = text.rfind("/", line, bracket)  # the numerals of an earlier citation in this paragraph
    before = max(text.find(")", earlier, bracket) + 1, line) if earlier > line else line
    close = min(
        (
            end
            for end in (text.find(")", bracket, bracket + 300), text.find("]", bracket, bracket + 300))
            if end >= 0
        ),
        default=bracket,
    )
    ends_line = not text[close + 1 : _line_end(text, close)].strip(' .,;”"')
    if ends_line and _BULLET.match(text, line):
        return before, bracket
    if at in closed:
        return closed[at], bracket
    if ends_line and bracket - before < 2500:
        return before, bracket
    ends = [match.end() for match in _SENTENCE_END.finditer(text, before, max(before, at - 1))]
    return (ends[-2] if len(ends) > 1 else before), bracket


def find_sections(text: str, dates: list[tuple[Span, str]]) -> list[tuple[int, str]]:
    """Return where the sections of a chronicle begin, and the day each is headed by, in text order.

    A heading is a line that holds a date and nothing else. Three of them, running in one direction, make a
    chronicle; fewer are datelines.
    """
    headings = []
    for (start, end), day in dates:
        line = text[max(0, start - 40) : start].rpartition("\n")
        rest = text[end : end + 40].partition("\n")[0]
        whole = bool(line[1]) or start < 40
        if whole and not line[2].strip(" \t*#•-–—([") and not rest.strip(" \t*:.,-–—)]"):
            headings.append((end, day))
    days = [day for _, day in headings]
    if len(set(days)) < 3 or (days != sorted(days) and days != sorted(days, reverse=True)):
        return []
    return headings


class Anchors:
    """The anchor of a position: the innermost report that holds it, its section, or the document's date."""

    def __init__(self, reports: list[Report], sections: list[tuple[int, str]], document: str | None) -> None:
        self.reports = reports
        self.starts = [start for start, _, _ in reports]
        self.dates = frozenset(day for _, _, day in reports)
        self.sections = sections
        self.section_starts = [start for start, _ in sections]
        self.document = document

    def at(self, position: int) -> tuple[str | None, str]:
        """Return the date that governs a position, and what gave it."""
        at = bisect_right(self.starts, position) - 1
        for back in range(at, max(-1, at - 12), -1):
            start, end, day = self.reports[back]
            if start <= position < end:
                return day, "report"
        at = bisect_right(self.section_starts, position) - 1
        if at >= 0:
            return self.sections[at][1], "section"
        return self.document, "document" if self.document else "none"
