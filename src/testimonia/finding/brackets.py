"""Brackets that cite media: taken apart into outlets, dates and the rest.

"(Elara, 16/12/2016, Kor News, 16/12/2016)" is a citation, and so are "(Source: Kor News)" and, with a date
and nothing else, "(Tell Voice, 3/2/2014)". References to scripture, abbreviations after the name they
shorten, years, numbers, glosses and picture credits are not.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from testimonia.finding import outlets
from testimonia.finding.citation_cues import citation_words
from testimonia.finding.cited_dates import CitedDate, dates_between, undated
from testimonia.finding.outlets import OutletName
from testimonia.language.doc import Doc
from testimonia.model import Record, Span, TimeExpression


class Bracket(Record, frozen=True):
    """A bracket that cites: its names and dates in order.

    ``dateline`` is the span of place and bracket at the head of wire copy.
    """

    span: Span
    names: tuple[OutletName, ...]
    dates: tuple[CitedDate, ...] = ()
    written: Span | None = None
    dateline: Span | None = None
    confidence: float = 1.0
    why: str = ""


_BRACKET = re.compile(r"[(\[（]([^()\[\]（）\n]{2,220})[)\]）]")
_SLASHES = re.compile(r"(?<=[.\d] )/([A-Z][A-Za-z ]{2,20})/")  # "MOSCOW, December 16. /TASS/."

# Words that may stand in a citing bracket beside names and dates.
_LINKS = citation_words("link")
# One of these makes the bracket something else.
_BLOCKERS = re.compile(
    r"\b(?:photo|photos|photograph|image|images|picture|file\s+photo|credit|getty|caption|formerly|also\s+known|owned|"
    r"founded|born|died|aged|killed|parent|affiliate[ds]?|disclosure|subscription|i\.e|e\.g|namely|not|"
    r"verse|surah|sura|ayah|hadith|narrated|bukhari|muslim|tirmidhi|ahmad|nasa'?i|art|article\s+\d|section|chapter|"
    r"para|paragraph|figure|table|chart|NASDAQ|NYSE)\b",
    re.I,
)
_LINK_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_SCRIPTURE = re.compile(
    r"[A-Z][\w'’‘`ʿ-]*(?:[ -][A-Z][\w'’‘`-]*){0,3}[\s:,]+\d{1,3}(?:\s*[:–,-]\s*\d{1,3})*\s*\Z"
)
_SPLIT = re.compile(r"[,;/|–—:]|\s-\s|\band\b")
_PHRASE = re.compile(
    r"[A-Z\u0600-\u06ff][\w.'’&-]*(?:\s+(?:[A-Z\u0600-\u06ff][\w.'’&-]*|of|al|el|de|la|and|the|for)){0,6}\Z"
)
_PERSON = citation_words("person")
_PLACES = citation_words("place")
_CALENDAR = re.compile(
    r"(?:AH|AD|CE|BC|BCE|Hijri|Muharram|Safar|Rabi\w*|Jumad\w*|Rajab|Sha\w?ban|Ramadan|Shawwal|Dhu\w*|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\Z",
    re.I,
)


def find_brackets(doc: Doc, printed: list[TimeExpression]) -> list[Bracket]:
    """Return the brackets that cite media, in text order."""
    out = []
    names = outlets.find_names(doc)
    for match in _BRACKET.finditer(doc.text):
        found = _read(doc, match.span(), match.span(1), printed, names)
        if found is not None:
            out.append(found)
    for match in _SLASHES.finditer(doc.text):
        inner = outlets.names_between(doc, match.span(1))
        if inner and inner[0].known:
            out.append(
                _as_dateline(doc, Bracket(span=match.span(), names=tuple(inner), why="dateline"), printed)
            )
    return sorted(out, key=lambda b: b.span)


def _read(
    doc: Doc, span: Span, inner: Span, printed: list[TimeExpression], names: list[OutletName]
) -> Bracket | None:
    text = doc.text[inner[0] : inner[1]]
    if _BLOCKERS.search(text) or not any(c.isupper() or c > "\u05ff" or c == "." for c in text[:60]):
        return None
    dates = dates_between(doc, inner[0], inner[1], printed)
    known = outlets.names_between(doc, inner)
    if not known and not dates:
        return _unknown_wire(doc, span, inner, printed)
    if not known and _SCRIPTURE.match(text):
        return None
    if known and not dates:
        dates = dates_between(doc, inner[0], inner[1], printed, years=True)
    rest = _rest(doc, inner, [n.span for n in known] + [d.span for d in dates])
    if known:
        return _with_names(doc, span, inner, known, dates, rest, names, printed)
    return _unknown(doc, span, inner, dates)


def _rest(doc: Doc, inner: Span, taken: list[Span]) -> list[str]:
    """Return the words of a bracket that are neither names, nor dates, nor links."""
    out = []
    at = inner[0]
    for start, end in [*sorted(taken), (inner[1], inner[1])]:
        if start > at:
            out += [word for word in _LINK_WORD.findall(doc.text[at:start]) if word.lower() not in _LINKS]
        at = max(at, end)
    return out


def _with_names(
    doc: Doc,
    span: Span,
    inner: Span,
    known: list[OutletName],
    dates: list[CitedDate],
    rest: list[str],
    names: list[OutletName],
    printed: list[TimeExpression],
) -> Bracket | None:
    small = sum(1 for word in rest if word[0].islower() and word.isascii())
    owner = _owner(doc, inner, known)
    if owner is not None:
        known, rest, small = owner, [], 0
    written = None if dates else undated(doc.text, inner[0], inner[1])
    if dates or written:
        if small > 2 or len(rest) > 10 or (not any(n.known for n in known) and small > 1):
            return None
    else:
        if rest or not (any(n.known for n in known) or _closes(doc, span)) or _shortens(doc, span, names):
            return None
    found = Bracket(
        span=span,
        names=tuple(known),
        dates=tuple(dates),
        written=written,
        confidence=0.95 if dates else 0.8,
        why="bracket: outlet and date" if dates else "bracket: outlet alone",
    )
    return _as_dateline(doc, found, printed)


def _owner(doc: Doc, inner: Span, known: list[OutletName]) -> list[OutletName] | None:
    """Return "X (Twitter)" for a bracket that names a social network and whose page it is."""
    networks = [name for name in known if name.kind == "social"]
    if len(networks) != 1 or any(name.known and name.kind != "social" for name in known):
        return None
    network = networks[0]
    head = re.match(r"\s*(?:[Tt]he\s+)?", doc.text[inner[0] : network.span[0]])
    start = inner[0] + (head.end() if head else 0)
    owner = _PAGE_OF.match(doc.text, start, network.span[0])
    if owner is None:
        tail = _OWNED.match(doc.text, network.span[1], inner[1])
        if tail is None:
            return None
        name = f"{tail[1]} ({network.name})"
        return [OutletName(name=name, span=(network.span[0], tail.end(1)), known=True, kind="social")]
    name = f"{owner[1]} ({network.name})"
    return [OutletName(name=name, span=(start, network.span[1]), known=True, kind="social")]


_CAPS = r"([A-Z][\w.&-]*(?:\s(?:[A-Z][\w.&-]*|of|for|and|the)){0,6}?)"
_PAGE_OF = re.compile(
    _CAPS
    + r"(?:['’]s?)?(?:[\s,:]+(?:official|verified|site|website|page|account|on|feed|the|web|[–-]))*[\s,:]+\Z"
)
_OWNED = re.compile(
    r"(?:\s+(?:page|account|channel|feed|site))?\s+of\s+(?:the\s+)?([A-Z][\w.&-]*(?:\s(?:[A-Z][\w.&-]*|of|for|and)){0,6})"
)


def _unknown(doc: Doc, span: Span, inner: Span, dates: list[CitedDate]) -> Bracket | None:
    """Return the citation of a bracket that holds a date and phrases of no known outlet, or None."""
    names = []
    at = inner[0]
    for start, end in [*(d.span for d in dates), (inner[1], inner[1])]:
        piece = doc.text[at:start]
        base = at
        at = end
        offset = 0
        for part in _SPLIT.split(piece):
            begin = piece.index(part, offset)
            offset = begin + len(part)
            words = part.strip()
            words = re.sub(
                r"(?:\s+(?:on|in|dated|of|from|newspaper|website|site|channel|agency))+\Z", "", words
            )
            lead = re.match(
                r"(?:(?:[Ss]ources?|[Ff]rom|[Vv]ia|[Ss]ee|[Tt]he|[Qq]uoted|[Bb]y|[Oo]n|[Cc]iting)\b:?\s*)*",
                words,
            )
            words = words[lead.end() :] if lead else words
            if not words or _CALENDAR.match(words):
                continue
            if not _PHRASE.match(words) or not _may_be_outlet(words):
                return None
            place = base + begin + part.index(words)
            names.append(
                OutletName(
                    name=outlets.tidy(words), span=(place, place + len(words)), known=False, kind="site"
                )
            )
    if not names or len(names) > 3 or not _closes(doc, span):
        return None
    return Bracket(
        span=span,
        names=tuple(names),
        dates=tuple(dates),
        confidence=0.6,
        why="bracket: name and date close a sentence",
    )


def _may_be_outlet(words: str) -> bool:
    parts = [outlets.fold(w) for w in _LINK_WORD.findall(words)]
    if (
        not parts
        or parts[0] in _PERSON
        or parts[0] in ("article", "resolution", "res", "law", "decree", "case", "act")
    ):
        return False
    if all(p in _PLACES for p in parts):
        return False
    return not (len(words) < 3)


def _closes(doc: Doc, span: Span) -> bool:
    """Tell whether a bracket stands where a source is given: after a sentence or a quotation."""
    text = doc.text
    at = span[0] - 1
    while at >= 0 and text[at] in " \t\u00a0":
        at -= 1
    if at < 0 or text[at] in ".!?…”\"»’'؟\n)﴾:]":
        return True
    after = text[span[1] : span[1] + 2]
    return (
        not after
        or after[0] in '.\n;”"»؟'
        or (after[:1].isspace() and (after[1:2].isupper() or not after[1:2].strip()))
    )


def _shortens(doc: Doc, span: Span, names: list[OutletName]) -> bool:
    """Tell whether an undated bracket only shortens the name before it: "Kor News Agency (KNA)"."""
    text = doc.text
    at = span[0]
    while at > 0 and text[at - 1] in " \t\u00a0":
        at -= 1
    n = bisect_right(names, at, key=lambda name: name.span[0]) - 1
    if n >= 0 and names[n].span[0] < at <= names[n].span[1] + 1:
        return True
    inner = text[span[0] + 1 : span[1] - 1]
    if inner.isupper():
        heads = [w[0] for w in re.findall(r"[A-Z][\w'-]*|of|the|for", text[max(0, at - 70) : at])]
        caps = "".join(h for h in heads if h.isupper())
        if len(inner) > 1 and caps.endswith(inner.replace(".", "")):
            return True
    match = re.search(r"([A-Za-z][\w'’-]*)\Z", text[max(0, at - 30) : at])
    following = text[span[1] : span[1] + 1]
    wire = re.match(r"\s*(?:–|—|--|-\s|:)", text[span[1] : span[1] + 4])
    return bool(match and match[1][0].isupper() and following not in (".", ";", "\n", "") and not wire)


_WIRE = re.compile(
    r"(?:[“\"]?)((?:[A-Z][\w.'’/-]*(?:[ ,]{1,2}[A-Z][\w.'’/-]*){0,5}[ ,]{0,3})?"
    r"(?:[\d., ]{1,12}(?:[A-Z]\w+)?[\d. ,]{0,8})?)\Z"
)
_DASH = re.compile(r"[.\s]{0,3}(?:–|—|--|-|:)")


def _unknown_wire(doc: Doc, span: Span, inner: Span, printed: list[TimeExpression]) -> Bracket | None:
    """Return the dateline of an agency that the table lacks: "KOR, 9 December (Meridian) - The …"."""
    paragraph = doc.paragraph_at(span[0])
    if paragraph is None or not 2 < span[0] - paragraph.start <= 70 or inner[1] - inner[0] > 40:
        return None
    words, head = doc.cut(inner), doc.text[paragraph.start : span[0]]
    place = re.match(r"[“\"]?([A-Z]{3,}(?:[ -][A-Z]+)*)\b", head)
    if not place or not _PHRASE.match(words) or not _may_be_outlet(words) or words.isupper():
        return None
    name = OutletName(name=outlets.tidy(words), span=inner, known=False, kind="agency")
    found = _as_dateline(doc, Bracket(span=span, names=(name,), confidence=0.6, why="dateline"), printed)
    return found if found.dateline else None


def _as_dateline(doc: Doc, found: Bracket, printed: list[TimeExpression]) -> Bracket:
    """Return the bracket as a dateline where it stands at the head of a paragraph before a dash."""
    paragraph = doc.paragraph_at(found.span[0])
    if paragraph is None or found.span[0] - paragraph.start > 70:
        return found
    slashed = doc.text[found.span[0]] == "/"
    if not slashed and not _DASH.match(doc.text, found.span[1], found.span[1] + 5):
        return found
    head = doc.text[paragraph.start : found.span[0]]
    if not _WIRE.match(head):
        return found
    start = paragraph.start + (1 if head[:1] in ("“", '"') else 0)
    dates = found.dates or tuple(dates_between(doc, start, found.span[0], printed))[:1]
    return Bracket(
        span=found.span,
        names=found.names,
        dates=dates,
        written=None if dates else undated(doc.text, start, found.span[0]),
        dateline=(start, found.span[1]),
        confidence=0.95,
        why="dateline: outlet in a bracket at the head",
    )
