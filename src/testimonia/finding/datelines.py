"""The dateline that opens the text: "VESNA, 16 December 2016 – …", "KOR, Dec 5 (Agency) - …".

It names a place, often a day, often the agency that sends the text, and is set off by a dash or a colon.
"""

from __future__ import annotations

import re

from testimonia.finding import edges
from testimonia.finding.edges import Line
from testimonia.language.doc import Doc
from testimonia.model import Span, TimeExpression

_DATELINE = re.compile(r"[^.!?\n]{0,75}?(?:\s[–—-]{1,2}\s|\)\s*[–—:-]|--)")
WIRE = re.compile(
    r"[“\"]?(?:[A-Z][\w.'’/-]*(?:[ ,]{1,2}[A-Z][\w.'’/-]*){0,5})?"
    r"[^.!?\n(]{0,24}\((?P<agency>[A-Z][A-Za-z /]{1,24})\)\s*(?:–|—|--?|:)"
)
# An agency between dashes, "KOR CITY, 3 May 2032 - KNA - …", or with its editors' signs at the end of the
# text, "KNA/ek/lr".
_BETWEEN = re.compile(r"[A-Z][^.!?\n]{2,60}?\s[–—-]{1,2}\s(?P<agency>[A-Z][A-Z0-9]{1,6})\s[–—-]{1,2}\s")
# "KOR, May 3. /VASS/. The harbour …"
_BARRED = re.compile(r"[A-Z][\w .,'’-]{2,40}\s/(?P<agency>[A-Z][A-Za-z]{2,11})/")
_INITIALLED = re.compile(r"\n\W*(?P<agency>[A-Z]{2,7})(?:/[a-z]{2,3}){1,4}\W*\Z")


def opening(doc: Doc, lead: list[Line]) -> Span:
    """Return where the body begins and how far a dateline may reach."""
    start = lead[-1].span[1] if lead else 0
    while start < len(doc.text) and doc.text[start].isspace():
        start += 1
    return start, min(len(doc.text), start + 160)


def agency(doc: Doc, lead: list[Line]) -> Span | None:
    """Return where the dateline, or the last line, names the agency that sends the text."""
    start, end = opening(doc, lead)
    match = WIRE.match(doc.text, start, end)
    if match is not None and match.start("agency") - start < 2:
        match = None  # "(Kor) – Guards beat …": a place alone
    match = match or _BETWEEN.match(doc.text, start, end) or _BARRED.match(doc.text, start, end)
    match = match or _INITIALLED.search(doc.text, max(0, len(doc.text) - 40))
    if match is None:
        return None
    low, high = match.span("agency")
    return low, low + len(doc.text[low:high].rstrip())


_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")


def day(time: TimeExpression) -> str | None:
    """Return the printed day or month of a time in ISO form, None for anything vaguer."""
    value = time.value_printed or time.value
    match = _FULL.match(value)
    return match.group() if match else value if re.fullmatch(r"\d{4}-\d{2}", value) else None


def dated(doc: Doc, lead: list[Line], printed: list[TimeExpression]) -> TimeExpression | None:
    """Return the full date in the dateline of the first paragraph: "VESNA, 16 December 2016 – The …"."""
    start, end = opening(doc, lead)
    for time in edges.times_in((start, end), printed):
        match = _DATELINE.match(doc.text, time.span[1], end)
        if time.span[0] - start <= 60 and match and day(time) and "." not in doc.text[start : time.span[0]]:
            return time if match.end() - time.span[1] <= 40 else None
    return None
