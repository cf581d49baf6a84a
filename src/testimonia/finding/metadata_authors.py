"""The author a document names: a byline, a name that the last lines introduce, a signature, a hint."""

from __future__ import annotations

import re

from testimonia.finding import edges
from testimonia.finding.edges import Line, Printed, clean
from testimonia.finding.naming.lexicon import gazetteer, given_names, heads, is_common, plain
from testimonia.language.doc import Doc
from testimonia.model import Span

_AFTER_NAME = re.compile(
    r"\s*(?:[|•·–—]|,\s*(?:[A-Z][\w]*\s+)?(?:[Ss]taff|[Ee]ditor|[Cc]orrespondent|[Rr]eporter|[Ff]or\b|in\s)|\s-\s|\(|\bfor\s+(?:the\s+)?[A-Z]|\bin\s+[A-Z]).*\Z"
)
_PERSON = re.compile(
    r"(?:[A-Z‘'’][\w.'’‘`-]*|(?:al|el|as|ash|ar|at|an|ad|az|ul)-[\w'’‘-]+|\b(?:al|bin|ibn|abu|von|van|de|la|el|and|ul|ut|of)\b)"
    r"(?:,?\s+(?:[A-Z‘'’&][\w.'’‘`-]*|(?:al|el|as|ash|ar|at|an|ad|az|ul)-[\w'’‘-]+|\b(?:al|bin|ibn|abu|von|van|de|la|el|and|ul|ut)\b)){0,9}\Z"
)


def find_author(
    doc: Doc, lead: list[Line], end: list[Line], title: tuple[str, Span] | None, hints: dict[str, str]
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
    named = _named_under_title(doc, lead, title) if title else None
    if named is not None:
        return named, None, ""
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
    parts = [(line.span[0], text)]
    if "|" in text or "•" in text or "·" in text:
        parts = [(part[0], doc.cut(part)) for part in edges.segments(doc, line.span)]
    found = [(at, match) for at, part in parts if (match := edges.byline(part) or _BY_WITHIN.match(part))]
    if not found:
        return None
    at, match = found[0]
    name = _AFTER_NAME.sub("", match["name"])
    if " and " not in name:
        name = name.split(",", 1)[0]
    rank = _RANK.match(name)
    start = at + match.start("name") + (rank.end() if rank else 0)
    name = name[rank.end() :] if rank else name
    return _person(doc, (start, start + len(name)))


def _person(doc: Doc, span: Span) -> Printed | None:
    found = clean(doc, span)
    if found is None or not (_PERSON.match(found.text) or not found.text[:1].isascii()):
        return None
    return found


_SPOKEN = re.compile(r"\b(?:briefing|conference|transcript|interview|hearing|debate|readout)\b", re.I)
_BARE_NAME = re.compile(
    r"[A-Z][a-z’'-]+(?:\s[A-Z]\.|\s(?:van|von|de|la|al|bin|ibn|ben|di|da|du))*(?:\s[A-Z][\w’'-]+){1,2}"
)
_BARE_NAMES = re.compile(rf"{_BARE_NAME.pattern}(?:(?:,| &| and) {_BARE_NAME.pattern})*")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b")


def _named_under_title(doc: Doc, lead: list[Line], title: tuple[str, Span]) -> Printed | None:
    """Return the person whose name stands under the title without "by".

    "Ada Marsh, Secretary of State" over a statement, the post beside the name or below it, but not over the
    record of a briefing; and bare names beside the time stamp of a page, or beside the day if they begin with
    a known given name or are two. "Opinion | Ada Marsh" is read part by part.
    """
    spoken = any(_SPOKEN.search(doc.cut(line.span)) for line in lead)
    for n, line in enumerate(lead):
        if line.span[0] < title[1][1] or line.kind not in ("text", "signature", "office"):
            continue
        for part in edges.segments(doc, line.span)[-1:]:
            match = _BARE_NAMES.match(doc.cut(part).strip())
            if match is None or not _may_be_person(match[0]):
                continue
            at = doc.text.index(match[0], *part)
            rest = doc.text[at + len(match[0]) : part[1]].strip()
            barred = part[0] > line.span[0]
            if rest.startswith(","):
                fits = not spoken and edges.has_role(rest)
            else:
                beside = [*lead[max(0, n - 1) : n], *lead[n + 1 : n + 2]]
                fits = not rest and (
                    barred
                    or any(_dates_a_name(doc, other, match[0]) for other in beside)
                    or (not spoken and _post_below(doc, lead[n + 1 : n + 3]))
                )
            if fits:
                return _person(doc, (at, at + len(match[0])))
    return None


def _post_below(doc: Doc, lines: list[Line]) -> bool:
    """Tell whether a line with nothing but a post stands below a name, and another line after it."""
    text = doc.cut(lines[0].span) if lines else ""
    return len(lines) > 1 and len(text.split()) <= 6 and edges.has_role(text) and lines[0].kind != "text"


def _dates_a_name(doc: Doc, line: Line, name: str) -> bool:
    """Tell whether the line beside a bare name makes a byline of it."""
    if line.kind not in ("date", "posting"):
        return False
    several = " & " in name or " and " in name
    known = several or plain(name.split()[0]) in given_names()
    return known or _CLOCK.search(doc.cut(line.span)) is not None


def _may_be_person(name: str) -> bool:
    """Tell a person's name from a place or a body ("Kor City", "Harbour Council")."""
    keys = [plain(word) for word in name.split()]
    if any(key in heads() for key in keys) or any(
        entry.parts == tuple(keys) and entry.type != "person" for entry in gazetteer().get(keys[0], ())
    ):
        return False
    return keys[0] in given_names() or not any(is_common(key) for key in keys)


def _signed_off(doc: Doc, name: str) -> bool:
    """Tell whether the last lines introduce a name as the author's: "Ada Marsh is a member of …"."""
    return (
        re.search(rf"\b{re.escape(name)} (?:is|was|works|teaches|writes|has)\b", doc.text[-500:]) is not None
    )


# Ranks before a reporter's name: "Sgt. 1st Class Ada Marsh"; the name keeps two words.
_RANK = re.compile(
    r"(?:(?:(?:1st|2nd|3rd|First|Class|Staff|Master|Senior|Chief|Petty|Officer|Warrant|Lance|Tech|Technical|Army|Navy|Air|Force|"
    r"Marine|Corps|Sergeant|Corporal|Private|Specialist|Lieutenant|Captain|Major|Colonel|Airman|Seaman|Mass|Communication)|"
    r"(?:Sgt|Cpl|Pfc|Pvt|Spc|Lt|Capt|Maj|Col|Gen|Cmdr|Cdr|Adm)\.?)\s+)+(?=[A-Z][\w.’'-]*\s+[A-Z])"
)
_NAMES = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}"
_REPORTING = re.compile(
    rf"\((?:[Rr]eporting|[Ww]ritten|[Rr]eported) by ({_NAMES}(?:(?:, | and ){_NAMES}(?! in ))*)"
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
        name = re.split(r"\s[–—-]\s", text, maxsplit=1)[0]
        if len(text) <= 90 and _PERSON.match(name.strip(" *_–—-.,")):
            return clean(doc, (following.start, following.start + len(name)))
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
