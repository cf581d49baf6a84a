"""What a document says about itself: title, genre, publisher, author, dates, sections.

How it works: the lines of the head and of the closing block are classed (``edges``); the printed fields are
read off their classes with their spans. The document's date is its dateline: the date line of the closing
block, a labelled or plain date line of the head, or the date in a wire's dateline, in this order; a line
with a clock time or with "Posted" is a posting date and becomes the document's date only where there is no
other. What is not printed is inferred into its own field with the reason: the container's hints, an agency
in the dateline, "we, the … party", a date converted from the Hijri one, the month of the latest date
mentioned.

Fails where a signature looks like a heading in mid-text, where a title runs over several lines, and where a
date line at the end belongs to an appendix.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from testimonia.finding import edges, outlets, sections
from testimonia.finding.edges import Line
from testimonia.finding.genres import find_genre
from testimonia.finding.headings import find_title
from testimonia.finding.hijri_lines import with_arabic_hijri
from testimonia.language.doc import Doc
from testimonia.language.paragraphs import document_languages
from testimonia.model import Document, Metadata, Record, Span, TimeExpression


class _Printed(Record, frozen=True):
    text: str
    span: Span


class _Dates(Record, frozen=True):
    date: str | None = None
    span: Span | None = None
    probable: str | None = None
    why: str = ""
    posting: str | None = None
    posting_span: Span | None = None
    hijri: str | None = None
    hijri_span: Span | None = None


def find(doc: Doc, document: Document, printed: list[TimeExpression]) -> Metadata:
    """Return what the document says about itself."""
    if not doc.paragraphs:
        return Metadata(document=document.id)
    printed = with_arabic_hijri(doc, printed)
    top, end = edges.head(doc, printed), edges.tail(doc, printed)
    title = find_title(doc, top)
    body_end = end[0].span[0] if end else len(doc.text)
    found = sections.find(doc, body_end)
    lead = _lead(top, title)
    dates = _dates(doc, top, lead, end, printed, document.hints)
    author, author_inferred, author_why = _author(doc, lead, end, document.hints)
    publisher, publisher_inferred, publisher_why = _publisher(doc, lead, end, title, document.hints)
    wire = _WIRE.match(doc.text, *_body(doc, lead, title))
    genre, genre_why = find_genre(
        title[0] if title else "",
        "\n".join(doc.cut(line.span) for line in lead),
        "\n".join(doc.cut(line.span) for line in end),
        doc.text[:3000] + "\n" + doc.text[-1500:],
        found,
        wire=wire is not None or dates.why.startswith("dateline"),
        byline=author is not None and author.span[0] < len(doc.text) // 2,
    )
    return Metadata(
        document=document.id,
        title=title[0] if title else None,
        title_span=title[1] if title else None,
        genre=genre,
        genre_why=genre_why,
        publisher=publisher.text if publisher else None,
        publisher_span=publisher.span if publisher else None,
        publisher_inferred=publisher_inferred,
        publisher_why=publisher_why,
        author=author.text if author else None,
        author_span=author.span if author else None,
        author_inferred=author_inferred,
        author_why=author_why,
        date=dates.date,
        date_span=dates.span,
        date_probable=dates.probable,
        date_why=dates.why,
        posting_date=dates.posting,
        posting_date_span=dates.posting_span,
        hijri=dates.hijri,
        hijri_span=dates.hijri_span,
        languages=document_languages(doc.paragraphs),
        sections=found,
    )


def _lead(top: list[Line], title: tuple[str, Span] | None) -> list[Line]:
    """Return the lines before the body: those up to the first line of text that is not the title."""
    out = []
    for line in top:
        inside = title is not None and line.span[0] <= title[1][0] < line.span[1]
        if line.kind == "text" and not inside:
            break
        out.append(line)
    return out


def _body(doc: Doc, lead: list[Line], title: tuple[str, Span] | None) -> Span:
    start = lead[-1].span[1] if lead else 0
    while start < len(doc.text) and doc.text[start].isspace():
        start += 1
    return start, min(len(doc.text), start + 160)


# ---------------------------------------------------------------- dates

_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATELINE = re.compile(r"[^.!?\n]{0,75}?(?:\s[–—-]{1,2}\s|\)\s*[–—:-]|--)")
_WIRE = re.compile(
    r"[“\"]?(?:[A-Z][\w.'’/-]*(?:[ ,]{1,2}[A-Z][\w.'’/-]*){0,5})?"
    r"[^.!?\n(]{0,24}\((?P<agency>[A-Z][A-Za-z /]{1,24})\)\s*(?:–|—|--?|:)"
)


def _day(time: TimeExpression) -> str | None:
    value = time.value_printed or time.value
    match = _FULL.match(value)
    return match.group() if match else value if re.fullmatch(r"\d{4}-\d{2}", value) else None


def _gregorian(line: Line) -> TimeExpression | None:
    return next((t for t in line.dates if t.calendar == "gregorian" and _day(t)), None)


def _hijri(lines: list[Line]) -> TimeExpression | None:
    return next(
        (t for line in lines for t in line.dates if t.calendar == "hijri" and len(t.hijri or "") == 10), None
    )


def _dates(
    doc: Doc,
    top: list[Line],
    lead: list[Line],
    end: list[Line],
    printed: list[TimeExpression],
    hints: dict[str, str],
) -> _Dates:
    """Return dateline, posting date and Hijri date, each with its span, or what is probable."""
    lines = [(line, "closing date line") for line in reversed(end)]
    lines += [(line, "date line at the head") for line in lead if line.kind != "text"]
    hijri = _hijri(end) or _hijri([line for line in lead if line.kind != "text"])
    paired = [pair for pair in lines if any(t.calendar == "hijri" for t in pair[0].dates)]
    chosen, why = None, ""
    for line, reason in paired + lines:
        if line.kind in ("date", "release", "byline", "office", "signature"):
            chosen = _gregorian(line)
            if chosen:
                why = reason
                break
    if chosen is None:
        chosen = _in_dateline(doc, lead, printed)
        why = "dateline of the first paragraph" if chosen else ""
    if chosen is None:
        chosen = next((t for line in top if line.kind == "date" and (t := _gregorian(line))), None)
        why = "date line under the first lines" if chosen else ""
    posted = next((t for line, _ in lines if line.kind == "posting" and (t := _gregorian(line))), None)
    if chosen is not None and posted is None:
        posted = next(
            (
                t
                for line in lead
                if line.kind == "date"
                and (t := _gregorian(line))
                and t != chosen
                and why.startswith("closing")
            ),
            None,
        )
    if chosen is None and posted is not None:
        chosen, why = posted, "posting date; the text has no dateline"
    out = _Dates(
        date=_day(chosen) if chosen else None,
        span=chosen.span if chosen else None,
        why=why,
        posting=_day(posted) if posted else None,
        posting_span=posted.span if posted else None,
        hijri=hijri.hijri if hijri else None,
        hijri_span=hijri.span if hijri else None,
    )
    return out if chosen else _probable(out, hijri, hints)


def _in_dateline(doc: Doc, lead: list[Line], printed: list[TimeExpression]) -> TimeExpression | None:
    """Return the full date in the dateline of the first paragraph: "VESNA, 16 December 2016 – The …"."""
    start, end = _body(doc, lead, None)
    for time in edges.times_in((start, end), printed):
        match = _DATELINE.match(doc.text, time.span[1], end)
        if time.span[0] - start <= 60 and match and _day(time) and "." not in doc.text[start : time.span[0]]:
            return time if match.end() - time.span[1] <= 40 else None
    return None


def _probable(out: _Dates, hijri: TimeExpression | None, hints: dict[str, str]) -> _Dates:
    """Return dates with a probable one where none is printed, and the reason."""
    if hijri is not None and _FULL.match(hijri.value):
        return replace(out, probable=hijri.value[:10], why="converted from the printed Hijri date")
    hint = _FULL.search(hints.get("date", ""))
    if hint:
        return replace(out, probable=hint.group(), why=f"hint of the container: date “{hints['date'][:40]}”")
    return out


# ---------------------------------------------------------------- author and publisher

_AFTER_NAME = re.compile(
    r"\s*(?:[|•·–—]|,\s*(?:[A-Z][\w]*\s+)?(?:[Ss]taff|[Ee]ditor|[Cc]orrespondent|[Rr]eporter|[Ff]or\b|in\s)|\s-\s|\(|\bfor\s+(?:the\s+)?[A-Z]|\bin\s+[A-Z]).*\Z"
)
_PERSON = re.compile(
    r"(?:[A-Z‘'’][\w.'’‘`-]*|(?:al|el|as|ash|ar|at|an|ad|az|ul)-[\w'’‘-]+|\b(?:al|bin|ibn|abu|von|van|de|la|el|and|ul|ut|of)\b)"
    r"(?:,?\s+(?:[A-Z‘'’&][\w.'’‘`-]*|(?:al|el|as|ash|ar|at|an|ad|az|ul)-[\w'’‘-]+|\b(?:al|bin|ibn|abu|von|van|de|la|el|and|ul|ut)\b)){0,9}\Z"
)


def _clean(doc: Doc, span: Span) -> _Printed | None:
    text = doc.cut(span)
    start = span[0] + len(text) - len(text.lstrip(" *_–—-:"))
    end = span[0] + len(text.rstrip(" *_.,;:"))
    return _Printed(text=" ".join(doc.text[start:end].split()), span=(start, end)) if start < end else None


def _author(
    doc: Doc, lead: list[Line], end: list[Line], hints: dict[str, str]
) -> tuple[_Printed | None, str | None, str]:
    """Return the printed author, the inferred one, and the reason of the latter."""
    for line in [*lead, *end]:
        found = _byline(doc, line)
        if found is not None:
            return found, None, ""
    for line in lead:
        text = doc.cut(line.span).strip(" *_")
        if line.kind == "signature" and 1 < len(text.split()) < 5 and _signed_off(doc, text):
            return _clean(doc, line.span), None, ""
    reporter = _REPORTING.search(doc.text, max(0, len(doc.text) - 400))
    if reporter is not None:
        return _Printed(text=reporter[1], span=reporter.span(1)), None, ""
    signed = _signature(doc, end)
    if signed is not None:
        return signed, None, ""
    hint = hints.get("author", "").strip()
    if hint:
        at = doc.text.find(hint, 0, 600)
        head_end = lead[-1].span[1] if lead else 0
        if 0 <= at < head_end:
            return _Printed(text=hint, span=(at, at + len(hint))), None, ""
        return None, hint, "hint of the container: author"
    return None, None, ""


def _byline(doc: Doc, line: Line) -> _Printed | None:
    """Return the person of a byline: "By Ada Marsh, staff writer", "Written for … by Ada Marsh"."""
    text = doc.cut(line.span)
    match = edges.WRITTEN_FOR.match(text)
    if match:
        if match["name"]:
            return _clean(doc, (line.span[0] + match.start("name"), line.span[0] + match.end("name")))
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
    found = _clean(doc, (start, start + len(name)))
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


def _next_line(doc: Doc, line: Line) -> _Printed | None:
    paragraph = doc.paragraph_at(line.span[0])
    at = doc.paragraphs.index(paragraph) if paragraph else -1
    if 0 <= at < len(doc.paragraphs) - 1:
        following = doc.paragraphs[at + 1]
        text = doc.text[following.start : following.end]
        by = edges.BYLINE.match(text)
        if by:
            return _clean(doc, (following.start + by.start("name"), following.end))
        if len(text) <= 90 and _PERSON.match(text.strip(" *_–—-.,")):
            return _clean(doc, (following.start, following.end))
    return None


def _signature(doc: Doc, end: list[Line]) -> _Printed | None:
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
            return _clean(doc, (start, start + len(person)))
    return None


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


def _publisher(
    doc: Doc, lead: list[Line], end: list[Line], title: tuple[str, Span] | None, hints: dict[str, str]
) -> tuple[_Printed | None, str | None, str]:
    """Return the printed publisher, the inferred one, and the reason of the latter."""
    for line in [*lead, *end]:
        text = doc.cut(line.span)
        match = edges.WRITTEN_FOR.match(text)
        if match:
            group = "office" if match["office"] else "office_ar"
            name = _OFFICE_NAME.match(match[group])
            start = line.span[0] + match.start(group)
            if name is not None:
                return _clean(doc, (start + name.start(1), start + name.end(1))), None, ""
    for line in [*lead, *end]:
        if line.kind == "office" and not (title and line.span[0] <= title[1][0] < line.span[1]):
            role = _ROLE_OF.match(doc.text, *line.span)
            start = role.end() if role else line.span[0]
            comma = doc.text.find(",", start, line.span[1])
            found = _clean(doc, (start, comma if comma > 0 else line.span[1]))
            if found is not None:
                return found, None, ""
    for line in lead:
        if line.kind in ("date", "byline") and line.dates:
            named = outlets.names_between(doc, line.span)
            if named:
                return _clean(doc, named[0].span), None, ""
    match = _COPYRIGHT.search(doc.text, max(0, len(doc.text) - 600))
    if match:
        return (
            _Printed(
                text=match[1].rstrip("."), span=(match.start(1), match.start(1) + len(match[1].rstrip(".")))
            ),
            None,
            "",
        )
    return (None, *_publisher_inferred(doc, lead, title, hints))


def _publisher_inferred(
    doc: Doc, lead: list[Line], title: tuple[str, Span] | None, hints: dict[str, str]
) -> tuple[str | None, str]:
    wire = _WIRE.match(doc.text, *_body(doc, lead, title))
    if wire:
        return wire["agency"].strip(), f"agency in the dateline: “{wire['agency'].strip()}”"
    hint = hints.get("publisher", "").strip()
    if hint:
        return hint, "hint of the container: publisher"
    for match in _WE.finditer(doc.text, 0, min(len(doc.text), 200_000)):
        if _ORGAN.search(match[1]):
            return match[1], f"the text speaks as “{' '.join(match.group().split())}”"
    return None, ""
