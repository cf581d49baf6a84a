"""The title of a document: its first line that is a heading, as printed.

A heading is short, begins with a capital and does not end like a sentence of running prose; headlines in
title case may end in a full stop. A mark-up of headings (``#``, a line underlined with ``=``, bold) is proof
by itself. Labels, dates, bylines, invocations and markers of sections are passed over; running prose ends
the search.
"""

from __future__ import annotations

import re

from testimonia.finding import outlets
from testimonia.finding.edges import Line
from testimonia.finding.naming.lexicon import is_common, plain
from testimonia.language.doc import Doc
from testimonia.model import Span

_MARKDOWN = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"[=\-~]{3,}\s*\Z")
_SECTION = re.compile(
    r"[*_#\s]*(?:question|answer|news|comment|q|a|السؤال|الجواب|الخبر|التعليق)\s*\d{0,3}[*_]*\s*:", re.I
)
_PAGE_TITLE = re.compile(
    r"(?:[^\s|]+\s+){3,}(?P<mark>[|–—-])\s+(?P<outlet>[A-Z][\w’'.&-]*(?:\s[A-Z&][\w’'.&-]*|\sof|\sthe){0,5})"
)
# "Strike Bulletin No. 7", "Press Commentary of the Harbour Front": the number or the owner of a series.
_ISSUE = re.compile(
    r"\b(?:bulletin|newsletter|circular|letter|gazette)\s+(?:no\.?|nr\.?|number|issue)\s*\d+\W*\Z|"
    r"\A\W*(?:press|political|weekly|daily)\s+(?:comment(?:ary)?|review|letter|service)\s+(?:of|by|from)\s+the\s",
    re.I,
)
# Lines over the title that name a series, each only where another heading follows.
_KICKER = re.compile(
    r"[\W_]*(?:series\s+of\b.*|news\s+(?:and|&)\s+comments?|questions?\s+(?:and|&)\s+answers?|Q\s?&\s?A|leaflet|headlines?|"
    r"(?:latest\s+|breaking\s+)?news|(?:political\s+)?(?:comment|analysis|concepts)|opinion|editorial|exclusive|speech(?:es)?|"
    r"statements?|خبر\s+وتعليق|سلسلة\s+أجوبة.*|جواب\s+سؤال)[\W_]*\Z",
    re.I,
)
_LABELLED = re.compile(r"(?:title|subject|headline|re)\s*:\s*(?=\S)", re.I)
_DATELINE = re.compile(
    r"[A-Z][\w .,'’/-]{1,50}(?:\([A-Z][\w /]+\))?\s*(?:–|—|--)\s(?=.*[.!?…][”\"’'»)]*\s*\Z)"
)
# What a line names that is no mere date though it ends in one: "Daily Press Briefing – 3 May 2032".
_NAMED_DAY = re.compile(
    r"\b(?:briefing|conference|remarks|statement|hearing|transcript|interview|communiqu[eé]|readout|report|bulletin|speech|"
    r"address|review|summary|update|minutes|debate|questions)\b",
    re.I,
)
_LEFT_OUT = ("date", "posting", "formula", "noise")

_SMALL = frozenset(
    re.findall(
        r"\w+", "a an the of in on at to for and or but by with from as is its his her their be not no"
    )
)


def find_title(doc: Doc, top: list[Line]) -> tuple[str, Span] | None:
    """Return the title as printed and its span, or None for a text that starts directly with prose."""
    fallback: Line | None = None
    lines = [
        line
        for n, line in enumerate(top)
        if line.kind not in _LEFT_OUT or (n == 0 and line.kind == "date" and names_a_day(doc.cut(line.span)))
    ]
    for n, line in enumerate(lines):
        text = doc.cut(line.span)
        if line.kind == "byline":
            continue
        if line.kind == "release":
            fallback = fallback or line
            continue
        span = _heading(doc, line, only=len(doc.paragraphs) == 1, underlined=_underlined(doc, line))
        if span is None:
            break
        kicker = line.kind == "office" or _KICKER.match(text) is not None or _ISSUE.search(text) is not None
        if kicker and _better_follows(doc, lines[n + 1 :]):
            continue
        if _SECTION.match(text):
            break
        span = _without_outlet(doc, _with_second_line(doc, span, lines[n + 1 : n + 2]))
        return " ".join(doc.cut(span).split()), span
    if fallback is not None and not re.match(
        r"\W*(?:(?:\w+\s){0,2}(?:no|number)|ref|nr|رقم)\b", doc.cut(fallback.span), re.I
    ):
        return " ".join(doc.cut(fallback.span).split()), fallback.span
    return None


def names_a_day(text: str) -> bool:
    """Tell a title that names what was said on a day, "Press Briefing – 3 May 2032", from a bare date."""
    return _NAMED_DAY.search(text) is not None


def outlet_after(doc: Doc, line: Span) -> Span | None:
    """Return where a page's title names its outlet: "Harbour Reopens at Last | Kor Times"."""
    match = _PAGE_TITLE.fullmatch(doc.text, *line)
    if match is None:
        return None
    span = match.span("outlet")
    if match["mark"] == "|" or any(name.span == span for name in outlets.names_between(doc, span)):
        return span
    return None


def _without_outlet(doc: Doc, title: Span) -> Span:
    outlet = outlet_after(doc, title)
    return (
        title
        if outlet is None
        else (title[0], title[0] + len(doc.text[title[0] : outlet[0]].rstrip(" |–—-")))
    )


def _with_second_line(doc: Doc, title: Span, following: list[Line]) -> Span:
    """Return the span of a title with the line right below it that goes on in the same dress.

    Reports of organisations print a second headline, also in title case, under the first; a blank line
    after both sets them off from the text.
    """
    if not following or following[0].kind not in ("text", "signature"):
        return title
    start, end = following[0].span
    second = doc.cut(following[0].span)
    gaps = doc.text[title[1] : start], doc.text[end : end + 2]
    if gaps[0].count("\n") != 1 or gaps[1].count("\n") != 2 or second[-1:] in ".:" or "|" in second:
        return title
    keys = [plain(word) for word in re.findall(r"[^\W\d_][\w’'-]*", second)]
    plainly = sum(is_common(key) for key in keys) >= 0.8 * len(keys)
    if len(keys) >= 4 and plainly and _title_case(second) and _title_case(doc.cut(title)):
        return title[0], end
    return title


def _better_follows(doc: Doc, lines: list[Line]) -> bool:
    """Tell whether a heading other than an office or a release label comes before the prose."""
    for line in lines:
        if line.kind in ("release", "office", "byline"):
            continue
        return _heading(doc, line, only=False, underlined=False) is not None and not _SECTION.match(
            doc.cut(line.span)
        )
    return False


def _underlined(doc: Doc, line: Line) -> bool:
    stop = doc.text.find("\n", line.span[1] + 1)
    below = doc.text[line.span[1] : stop if stop >= 0 else len(doc.text)][:80].strip()
    return bool(below) and _UNDERLINE.fullmatch(below) is not None


def _heading(doc: Doc, line: Line, *, only: bool, underlined: bool) -> Span | None:
    """Return the span of a heading without its mark-up, or None if the line is none."""
    start, end = line.span
    text = doc.cut(line.span)
    marked = _MARKDOWN.match(text)
    if marked:
        start += marked.end()
        end = start + len(doc.text[start:end].rstrip(" #"))
    label = _LABELLED.match(doc.text, start, end)
    if label:
        start = label.end()
    while end - start > 4 and doc.text[start] in "*_" and doc.text[end - 1] in "*_":
        start, end = start + 1, end - 1
    inner = doc.text[start:end]
    if marked or underlined:
        return (start, end) if inner.strip() else None
    if only or len(inner) > 220 or len(inner.split()) > 30 or not inner:
        return None
    first = inner.lstrip("“\"‘'«([#¿¡…")[:1]
    if not first or first.islower() or _DATELINE.match(inner):
        return None
    last = inner.rstrip("”\"’'») ")[-1:]
    if last in ",;":
        return None
    dotted = last == "." and not inner.endswith(("...", "U.S.", "U.N.", "U.K."))
    if dotted and not _title_case(inner) and not _headline(doc, line, inner):
        return None
    return start, end


def _headline(doc: Doc, line: Line, text: str) -> bool:
    """Tell whether a short sentence that opens a document is a headline with a full stop.

    Headlines leave articles and pronouns out at their beginning and stand over a longer paragraph.
    """
    words = text.split()
    if len(words) > 14 or len(words) < 3 or ". " in text or _OPENING.match(text):
        return False
    if doc.paragraphs[0].start != line.span[0]:
        return False
    following = doc.paragraphs[1]
    return following.end - following.start > max(100, 1.5 * len(text))


_OPENING = re.compile(
    r"(?:The(?!\s+\w+:)|An?|This|That|These|Those|It|Its|He|She|We|They|I|You|There|Here|In|On|At|As|By|For|From|With|After|Before|"
    r"When|While|If|Since|Because|Our|My|His|Her|Their|Your|Some|Many|All|No|One|Today|Yesterday|Recently|Last)\b"
)


def _title_case(text: str) -> bool:
    words = [w for w in re.findall(r"[^\W\d_][\w'’-]*", text) if w.lower() not in _SMALL]
    return len(words) >= 3 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)
