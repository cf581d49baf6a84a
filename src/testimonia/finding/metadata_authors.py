"""The author a document names: a byline, a name that the last lines introduce, a signature, a hint."""

from __future__ import annotations

import re

from testimonia.finding import edges
from testimonia.finding.edges import Line, Printed, clean
from testimonia.language.doc import Doc

_AFTER_NAME = re.compile(
    r"\s*(?:[|•·–—]|,\s*(?:[A-Z][\w]*\s+)?(?:[Ss]taff|[Ee]ditor|[Cc]orrespondent|[Rr]eporter|[Ff]or\b|in\s)|\s-\s|\(|\bfor\s+(?:the\s+)?[A-Z]|\bin\s+[A-Z]).*\Z"
)
_PERSON = re.compile(
    r"(?:[A-Z‘'’][\w.'’‘`-]*|(?:al|el|as|ash|ar|at|an|ad|az|ul)-[\w'’‘-]+|\b(?:al|bin|ibn|abu|von|van|de|la|el|and|ul|ut|of)\b)"
    r"(?:,?\s+(?:[A-Z‘'’&][\w.'’‘`-]*|(?:al|el|as|ash|ar|at|an|ad|az|ul)-[\w'’‘-]+|\b(?:al|bin|ibn|abu|von|van|de|la|el|and|ul|ut)\b)){0,9}\Z"
)


def find_author(
    doc: Doc, lead: list[Line], end: list[Line], hints: dict[str, str]
) -> tuple[Printed | None, str | None, str]:
    """Return the printed author, the inferred one, and the reason of the latter."""
    for line in [*lead, *end]:
        found = _byline(doc, line)
        if found is not None:
            return found, None, ""
    for line in lead:
        text = doc.cut(line.span).strip(" *_")
        if line.kind == "signature" and 1 < len(text.split()) < 5 and _signed_off(doc, text):
            return clean(doc, line.span), None, ""
    reporter = _REPORTING.search(doc.text, max(0, len(doc.text) - 400))
    if reporter is not None:
        return Printed(text=reporter[1], span=reporter.span(1)), None, ""
    signed = _signature(doc, end)
    if signed is not None:
        return signed, None, ""
    hint = hints.get("author", "").strip()
    if hint:
        at = doc.text.find(hint, 0, 600)
        head_end = lead[-1].span[1] if lead else 0
        if 0 <= at < head_end:
            return Printed(text=hint, span=(at, at + len(hint))), None, ""
        return None, hint, "hint of the container: author"
    return None, None, ""


def _byline(doc: Doc, line: Line) -> Printed | None:
    """Return the person of a byline: "By Ada Marsh, staff writer", "Written for … by Ada Marsh"."""
    text = doc.cut(line.span)
    match = edges.WRITTEN_FOR.match(text)
    if match:
        if match["name"]:
            return clean(doc, (line.span[0] + match.start("name"), line.span[0] + match.end("name")))
        return _next_line(doc, line)
    if line.kind not in ("byline", "date", "posting"):
        return None
    match = edges.BYLINE.match(text) or _BY_WITHIN.match(text)
    if match is None:
        return None
    name = _AFTER_NAME.sub("", match["name"])
    if " and " not in name:
        name = name.split(",", 1)[0]
    start = line.span[0] + match.start("name")
    found = clean(doc, (start, start + len(name)))
    if found is None or not (_PERSON.match(found.text) or not found.text[:1].isascii()):
        return None
    return found


def _signed_off(doc: Doc, name: str) -> bool:
    """Tell whether the last lines introduce a name as the author's: "Ada Marsh is a member of …"."""
    return (
        re.search(rf"\b{re.escape(name)} (?:is|was|works|teaches|writes|has)\b", doc.text[-500:]) is not None
    )


_REPORTING = re.compile(
    r"\((?:[Rr]eporting|[Ww]ritten|[Rr]eported) by ([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3})"
)
_BY_WITHIN = re.compile(r"[^\n]{0,60}?\b[Bb]y\s+(?P<name>[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,3})")


def _next_line(doc: Doc, line: Line) -> Printed | None:
    paragraph = doc.paragraph_at(line.span[0])
    at = doc.paragraphs.index(paragraph) if paragraph else -1
    if 0 <= at < len(doc.paragraphs) - 1:
        following = doc.paragraphs[at + 1]
        text = doc.text[following.start : following.end]
        by = edges.BYLINE.match(text)
        if by:
            return clean(doc, (following.start + by.start("name"), following.end))
        if len(text) <= 90 and _PERSON.match(text.strip(" *_–—-.,")):
            return clean(doc, (following.start, following.end))
    return None


def _signature(doc: Doc, end: list[Line]) -> Printed | None:
    """Return the person who signs at the end; the signature under quoted words is not the author's."""
    if not end:
        return None
    before = doc.text[: end[0].span[0]].rstrip()[-1:]
    for line in end:
        text = doc.cut(line.span)
        if line.kind != "signature":
            continue
        if before in ("”", '"', "»", "]", "’") and line is end[0]:
            return None
        bare = text.strip(" *_–—-")
        person = re.split(r"\s[–—-]\s|,\s", bare, maxsplit=1)[0]
        signed = any(other.kind in ("date", "office") for other in end) or edges.has_role(text)
        if signed and _PERSON.match(person) and 1 < len(person.split()) <= 9:
            start = line.span[0] + text.index(person)
            return clean(doc, (start, start + len(person)))
    return None
