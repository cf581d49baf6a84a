"""Who publishes a document: the office, outlet or holder of the copyright that its edges name."""

from __future__ import annotations

import re

from testimonia.finding import edges, outlets
from testimonia.finding.datelines import WIRE, opening
from testimonia.finding.edges import Line, Printed, clean
from testimonia.language.doc import Doc
from testimonia.model import Span

_OFFICE_NAME = re.compile(r"(?:[Tt]he\s+)?(.+?)(?:,?\s+[Bb]y\W*)?\Z")
_ROLE_OF = re.compile(
    r"[\W_]*(?:\w+\s+)?(?:Spokes\w+|President|Director|Secretary|Chair\w*|Head|Editor)(?:,|\s+of|\s+for)\s+(?:the\s+)?"
)
_WE = re.compile(
    r"\b(?:[Ww]e|[Oo]ur\s+party|[Oo]ur\s+movement),?\s+(?:in|at|of|the|as)\s+(?:the\s+)?"
    r"((?:[A-Z][\w'’-]+)(?:[ -](?:[A-Z][\w'’-]+|ut|of|for|al)){0,5})"
)
_ORGAN = re.compile(
    r"\b(?:Party|Hizb|Movement|Front|Union|Council|Ministry|Army|Forces|Government|Committee|Association|League|Alliance|Brigades?)\b"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|[Cc]opyright)\s*(?:©\s*)?(?:\d{4}(?:\s?[-–]\s?\d{4})?)?,?\s*((?:[A-Z][\w'’&.-]*)(?:\s+(?:[A-Z][\w'’&.-]*|of|the|and)){0,6})"
)


def find_publisher(
    doc: Doc, lead: list[Line], end: list[Line], title: tuple[str, Span] | None, hints: dict[str, str]
) -> tuple[Printed | None, str | None, str]:
    """Return the printed publisher, the inferred one, and the reason of the latter."""
    for line in [*lead, *end]:
        text = doc.cut(line.span)
        match = edges.WRITTEN_FOR.match(text)
        if match:
            group = "office" if match["office"] else "office_ar"
            name = _OFFICE_NAME.match(match[group])
            start = line.span[0] + match.start(group)
            if name is not None:
                return clean(doc, (start + name.start(1), start + name.end(1))), None, ""
    for line in [*lead, *end]:
        if line.kind == "office" and not (title and line.span[0] <= title[1][0] < line.span[1]):
            role = _ROLE_OF.match(doc.text, *line.span)
            start = role.end() if role else line.span[0]
            comma = doc.text.find(",", start, line.span[1])
            found = clean(doc, (start, comma if comma > 0 else line.span[1]))
            if found is not None:
                return found, None, ""
    for line in lead:
        if line.kind in ("date", "byline") and line.dates:
            named = outlets.names_between(doc, line.span)
            if named:
                return clean(doc, named[0].span), None, ""
    match = _COPYRIGHT.search(doc.text, max(0, len(doc.text) - 600))
    if match:
        return (
            Printed(
                text=match[1].rstrip("."), span=(match.start(1), match.start(1) + len(match[1].rstrip(".")))
            ),
            None,
            "",
        )
    return (None, *_publisher_inferred(doc, lead, title, hints))


def _publisher_inferred(
    doc: Doc, lead: list[Line], title: tuple[str, Span] | None, hints: dict[str, str]
) -> tuple[str | None, str]:
    wire = WIRE.match(doc.text, *opening(doc, lead))
    if wire:
        return wire["agency"].strip(), f"agency in the dateline: “{wire['agency'].strip()}”"
    hint = hints.get("publisher", "").strip()
    if hint:
        return hint, "hint of the container: publisher"
    for match in _WE.finditer(doc.text, 0, min(len(doc.text), 200_000)):
        if _ORGAN.search(match[1]):
            return match[1], f"the text speaks as “{' '.join(match.group().split())}”"
    return None, ""
