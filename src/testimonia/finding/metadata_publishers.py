"""Who publishes a document: the office, outlet or holder of the copyright that its edges name.

Tried in this order: the office a contribution is written for; a line that names an office, or says from whom
the text is; the owner of a series or the body a title says to speak ("Statement by the Harbour Council");
an outlet in the lines over the text or after the headline; the agency in the dateline; the body that the
closing lines speak of as their own. A line of the title is never a publisher as a whole, nor is a person.
"""

from __future__ import annotations

import re

from testimonia.finding import edges, outlets
from testimonia.finding.datelines import agency, opening
from testimonia.finding.edges import Line, Printed, clean
from testimonia.finding.headings import outlet_after
from testimonia.language.doc import Doc
from testimonia.model import Span

Title = tuple[str, Span]
_OFFICE_NAME = re.compile(r"(?:[Tt]he\s+)?(.+?)(?:,?\s+[Bb]y\W*)?\Z")
_ROLE_OF = re.compile(
    r"[\W_]*(?:\w+\s+)?(?:Spokes\w+|President|Director|Secretary|Chair\w*|Head|Editor)(?:,|\s+of|\s+for)\s+(?:the\s+)?"
)
# Persons named beside an office: "Ministry of Ports and The Rt Hon Ada Marsh MP".
_AND_PERSON = re.compile(
    r"\s+(?:and|&)\s+(?:The\s+)?(?:Rt\.?\s+Hon|Right\s+Hon|Hon\b|Sir\s|Dame\s|Lord\s|Baroness\s|Mr\b|Mrs\b|Ms\b|Dr\b|Prof\b).*\Z"
)
_BODY = (
    r"(?:Party|Movement|Front|Union|Council|Ministry|Department|Army|Forces?|Government|Committee|Association|League|Alliance|"
    r"Brigades?|Command|Staff|Commission|Assembly|Parliament|Office|Agency|Authority|Federation|Organi[sz]ation|Coalition|"
    r"Secretariat|Bureau|Directorate|Embassy|Mission|Foundation|Institute|Group|Network|Congress|Administration)"
)
_NAME = r"[A-Z][\w’'-]*(?:\s(?:[A-Z][\w’'-]*|of|for|the|and|al|ut))*"
_SAYING = (
    r"(?:statement|communiqu[eé]|declaration|commentary|comment|bulletin|message|appeal|resolution|announcement|briefing|review|"
    r"press\s+release|report)"
)
# A title or the line of a series that says whose words follow, up to what they are about.
_SAID_BY = re.compile(
    rf"\W*(?:[\w-]+\s){{0,2}}{_SAYING}(?:\s+no\.?\s*\d+)?\s+(?:by|of|from|issued\s+by)\s+(?:the\s+)?"
    rf"(?P<name>[^\n]{{3,120}}?)(?:\s+(?:on|regarding|concerning|about|following|to|at|as|after)\s[^\n]*|,[^\n]*|:[^\n]*)?\W*\Z",
    re.I,
)
_LAZY_NAME = r"[A-Z][\w’'-]*(?:\s(?:[A-Z][\w’'-]*|of|for|the|and|al|ut))*?"
_SPOKESPERSON = re.compile(
    rf"(?P<name>{_LAZY_NAME})(?:\s(?:Spokes(?:man|woman|person)\b|Press\sStatement\b)|\s[Ss]tatement\s(?:on|about)\b)"
)
_ISSUE_OF = re.compile(
    rf"(?P<name>{_NAME})\s[–—-]\s(?:[\w-]+\s){{0,2}}(?:bulletin|newsletter|circular)\b", re.I
)
_DESK = re.compile(
    r",\s*(?P<name>(?:[A-Z][\w.&’'-]*\s){0,5}(?:Service|Agency|Affairs|Press|Office|News))\s*\Z"
)
# "By Radio Kestrel's Vesnian Service", "Notes by Ada Marsh for The Quay Letter"
_HOUSE = re.compile(
    r"(?P<name>[A-Z][^\n’']{2,50})[’']s\s(?:[A-Z][\w-]*\s){0,3}(?:Service|Bureau|Desk|Unit|Staff|Newsroom)\s*\Z|"
    r"(?P<house>[A-Z][^\n’']{2,50}?)\s(?:[Ss]taff|[Nn]ewsroom|[Cc]orrespondents?|[Rr]eporters?)\s*\Z"
)
_FOR = re.compile(r"\bfor\s(?P<name>(?:The\s)?[A-Z][\w’'-]*(?:\s(?:[A-Z][\w’'-]*|of|the))*)\s*\Z")
# "Harbour Watch, report summary"
_OWN = re.compile(
    rf"(?P<name>{_NAME}),\s(?:report|statement|briefing|news\s+release|press\s+release|corporate)\b[^.!?]*\Z"
)
_COMPANY = re.compile(rf"(?P<name>{_NAME})\s(?:plc|PLC|Inc|Ltd|LLC|GmbH|AG|SA|Corp|Limited)\.?\s*\Z")
_MORE = re.compile(
    rf"\b[Ff]or more (?P<name>{_NAME}) (?:reporting|coverage|news|reports|information) (?:on|about)\b"
)
_ABOUT = re.compile(rf"\nAbout\s(?:the\s)?(?P<name>{_NAME})\s*\n")
_SOURCE = re.compile(rf"\W*Source\s*:\s*(?P<name>{_NAME})\s*(?:\||\Z)")
_TODAY = re.compile(
    rf"\((?:[A-Z][\w’'.-]*\s?){{1,4}}(?:,[^()\n]{{3,30}})?\)\s[–—-]{{1,2}}\s[^\n]{{10,500}}?,\s"
    rf"(?P<name>{_NAME}) said (?:today|in a)"
)
_WE = re.compile(
    r"\b(?:[Ww]e|[Oo]ur\s+party|[Oo]ur\s+movement),?\s+(?:in|at|of|the|as)\s+(?:the\s+)?"
    r"((?:[A-Z][\w'’-]+)(?:[ -](?:[A-Z][\w'’-]+|ut|of|for|al)){0,5})"
)
_ORGAN = re.compile(
    r"\b(?:Party|Hizb|Movement|Front|Union|Council|Ministry|Army|Forces|Government|Committee|Association|League|Alliance|Brigades?)\b"
)
_VERIFY = re.compile(
    r"(?:\A|[.”\"]\s|\n)(?P<name>[A-Z][\w/’'-]*(?:\s[A-Z][\w/’'-]*){0,3})\s(?:could not|"
    r"cannot|was (?:not able|unable) to|has not been able to|is unable to) "
    r"(?:independently )?(?:verify|confirm)\b"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|[Cc]opyright)\s*(?:©\s*)?(?:\d{4}(?:\s?[-–]\s?\d{4})?)?,?\s*((?:[A-Z][\w'’&.-]*)(?:\s+(?:[A-Z][\w'’&.-]*|of|the|and)){0,6})"
)


def find_publisher(
    doc: Doc, lead: list[Line], end: list[Line], title: Title | None, hints: dict[str, str]
) -> tuple[Printed | None, str | None, str]:
    """Return the printed publisher, the inferred one, and the reason of the latter."""
    found = (
        _written_for(doc, [*lead, *end])
        or _office(doc, [*lead, *end], title)
        or _speaking_body(doc, lead)
        or _outlet(doc, lead, title)
        or _agency(doc, lead, hints)
        or _closing(doc)
    )
    if found is not None:
        return found, None, ""
    return (None, *_inferred(doc, lead, hints))


def _written_for(doc: Doc, lines: list[Line]) -> Printed | None:
    """Return the office of "Written for the Press Office of Kor by …"."""
    for line in lines:
        match = edges.WRITTEN_FOR.match(doc.cut(line.span))
        if match:
            group = "office" if match["office"] else "office_ar"
            name = _OFFICE_NAME.match(match[group])
            start = line.span[0] + match.start(group)
            if name is not None:
                return clean(doc, (start + name.start(1), start + name.end(1)))
    return None


def _in_title(line: Line, title: Title | None) -> bool:
    return title is not None and line.span[0] < title[1][1] and title[1][0] < line.span[1]


def _office(doc: Doc, lines: list[Line], title: Title | None) -> Printed | None:
    """Return the office a line of its own names, without the person beside it and the role before it."""
    for line in lines:
        if line.kind != "office" or _in_title(line, title):
            continue
        label = edges.FROM.match(doc.text, *line.span)
        start = label.end() if label else line.span[0]
        role = _ROLE_OF.match(doc.text, start, line.span[1])
        start = role.end() if role else start
        person = _AND_PERSON.search(doc.text, start, line.span[1])
        stop = person.start() if person else line.span[1]
        comma = doc.text.find(",", start, stop)
        found = clean(doc, (start, comma if comma > 0 else stop))
        if found is not None:
            return found
    return None


def _speaking_body(doc: Doc, lead: list[Line]) -> Printed | None:
    """Return the body that a title, or the line of a series, says to speak."""
    for line in lead:
        for pattern in (_SAID_BY, _ISSUE_OF, _SPOKESPERSON, _OWN, _COMPANY):
            match = pattern.match(doc.text, *line.span)
            if match is None:
                continue
            start, stop = match.span("name")
            role = _ROLE_OF.match(doc.text, start, stop)
            start = role.end() if role else start
            if pattern in (_OWN, _COMPANY) or re.search(rf"\b{_BODY}\b", doc.text[start:stop], re.I):
                return clean(doc, (start, stop))
    return None


def _outlet(doc: Doc, lead: list[Line], title: Title | None) -> Printed | None:
    """Return the outlet named over the text: in a byline, beside the day, on a line of its own."""
    for line in lead:
        if _in_title(line, title):
            span = outlet_after(doc, line.span)
            if span is not None:
                return clean(doc, span)
            continue
        if line.kind in ("release", "noise", "formula") or doc.cut(line.span).endswith((".", "?", "!")):
            continue
        if line.kind == "byline":
            by = edges.byline(doc.cut(line.span))
            low = line.span[0] + (by.start("name") if by else 0)
            desk = _HOUSE.match(doc.text, low, line.span[1]) or _DESK.search(doc.text, *line.span)
            desk = desk or _FOR.search(doc.text, *line.span)
            if desk is not None:
                return clean(doc, desk.span("name") if desk["name"] else desk.span("house"))
        source = _SOURCE.match(doc.text, *line.span)
        if source is not None:
            return clean(doc, source.span("name"))
        named = [name for name in outlets.names_between(doc, line.span) if not _goes_on(doc, name.span)]
        if named and len(doc.cut(line.span).split()) <= 14:
            return clean(doc, named[-1].span)
    return None


def _goes_on(doc: Doc, span: Span) -> bool:
    """Tell "Coast Press Team": a capital after what looks like an outlet makes another name of it."""
    return re.match(r" [A-Z]", doc.text[span[1] : span[1] + 2]) is not None


def _agency(doc: Doc, lead: list[Line], hints: dict[str, str]) -> Printed | None:
    """Return the agency of the dateline, unless the container tells who reprints it."""
    span = agency(doc, lead)
    hint = hints.get("publisher", "").strip()
    return clean(doc, span) if span and hint in ("", doc.cut(span)) else None


def _closing(doc: Doc) -> Printed | None:
    low = max(0, len(doc.text) - 600)
    match = _COPYRIGHT.search(doc.text, low)
    if match:
        name = match[1].rstrip(".")
        return Printed(text=" ".join(name.split()), span=(match.start(1), match.start(1) + len(name)))
    more = _MORE.search(doc.text, low) or _ABOUT.search(doc.text, max(0, len(doc.text) - 1500))
    return clean(doc, more.span("name")) if more else None


def _inferred(doc: Doc, lead: list[Line], hints: dict[str, str]) -> tuple[str | None, str]:
    hint = hints.get("publisher", "").strip()
    if hint:
        return hint, "hint of the container: publisher"
    today = _TODAY.match(doc.text, opening(doc, lead)[0])
    if today is not None:
        return today["name"], f"a dateline and “{today['name']} said today”"
    high = min(len(doc.text), 200_000)
    house = _VERIFY.search(doc.text, 0, high)
    if house is not None:
        return house["name"], f"the text speaks of its own house: “{' '.join(house.group().split())}”"
    for match in _WE.finditer(doc.text, 0, high):
        if _ORGAN.search(match[1]):
            return match[1], f"the text speaks as “{' '.join(match.group().split())}”"
    return None, ""
