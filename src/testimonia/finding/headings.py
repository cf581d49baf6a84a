"""The title of a document: its first line that is a heading, as printed.

A heading is short, begins with a capital and does not end like a sentence of running prose; headlines in
title case may end in a full stop. A mark-up of headings (``#``, a line underlined with ``=``, bold) is proof
by itself. Labels, dates, bylines, invocations and markers of sections are passed over; running prose ends
the search.
"""

from __future__ import annotations

import re

from testimonia.finding.edges import Line
from testimonia.language.doc import Doc
from testimonia.model import Span

_MARKDOWN = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"[=\-~]{3,}\s*\Z")
_SECTION = re.compile(
    r"[*_#\s]*(?:question|answer|news|comment|q|a|السؤال|الجواب|الخبر|التعليق)\s*\d{0,3}[*_]*\s*:", re.I
)
# Lines over the title that name a series, each only where another heading follows.
_KICKER = re.compile(
    r"[\W_]*(?:series\s+of\b.*|news\s+(?:and|&)\s+comments?|questions?\s+(?:and|&)\s+answers?|Q\s?&\s?A|leaflet|headlines?|"
    r"(?:latest\s+|breaking\s+)?news|(?:political\s+)?(?:comment|analysis|concepts)|opinion|editorial|exclusive|speech(?:es)?|"
    r"statements?|خبر\s+وتعليق|سلسلة\s+أجوبة.*|جواب\s+سؤال)[\W_]*\Z",
    re.I,
)
_LABELLED = re.compile(r"(?:title|subject|headline|re)\s*:\s*(?=\S)", re.I)
_DATELINE = re.compile(r"[A-Z][\w .,'’/-]{1,50}(?:\([A-Z][\w /]+\))?\s*(?:–|—|--)\s")
_SMALL = frozenset(
    re.findall(
        r"\w+", "a an the of in on at to for and or but by with from as is its his her their be not no"
    )
)


def find_title(doc: Doc, top: list[Line]) -> tuple[str, Span] | None:
    """Return the title as printed and its span, or None for a text that starts directly with prose."""
    fallback: Line | None = None
    lines = [line for line in top if line.kind not in ("date", "posting", "formula", "noise")]
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
        kicker = line.kind == "office" or _KICKER.match(text) is not None
        if kicker and _better_follows(doc, lines[n + 1 :]):
            continue
        if _SECTION.match(text):
            break
        return " ".join(doc.cut(span).split()), span
    if fallback is not None and not re.match(r"\W*(?:no|ref|nr|number|رقم)\b", doc.cut(fallback.span), re.I):
        return " ".join(doc.cut(fallback.span).split()), fallback.span
    return None


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
