"""The edges of contents: what belongs to the report around them is cut off."""

from __future__ import annotations

from bisect import bisect_left

from testimonia.finding.attributing.drafts import Draft
from testimonia.language.doc import Doc
from testimonia.model import Span

#: Rules whose contents are set apart as speech and keep their full stop.
_WHOLE = ("scripture", "turn of a transcript", "block quotation", "bracketed speech")
_OUTER = " \t\r\n\u00a0"
_PAIRS = {"“": "”", '"': '"', "«": "»", "‘": "’", "(": ")", "[": "]", "„": "“", "﴿": "﴾"}
_CLOSERS = {closing: opening for opening, closing in _PAIRS.items() if closing != opening}


def trim(doc: Doc, draft: Draft, brackets: list[Span]) -> bool:
    """Trim the contents of a draft in place; return False where nothing is left.

    ``brackets`` are the bracketed citations of the document, in text order.
    """
    quoted = draft.quotation >= 0
    pieces = []
    for span in draft.content:
        piece = _without_citation(span, brackets)
        piece = _stripped(doc.text, piece, "" if quoted else ",;:–—")
        if not quoted and draft.rule not in _WHOLE:
            piece = _unwrapped(doc.text, piece)
            piece = _without_stop(doc.text, piece)
            piece = _unwrapped(doc.text, piece)
            piece = _stripped(doc.text, piece, ",;:–—")
        if piece[1] > piece[0] and any(letter.isalnum() for letter in doc.text[piece[0] : piece[1]]):
            pieces.append(piece)
    draft.content = pieces
    draft.whole = len(pieces) == 1 and is_wrapped(doc.text, pieces[0])
    return bool(pieces)


def is_wrapped(text: str, span: Span) -> bool:
    """Tell whether quotation marks stand right around a content: all of it is quoted."""
    start, end = span
    if not 0 < start < end < len(text):
        return False
    return (
        text[start - 1] in '“"«„'
        and text[end if text[end] not in ".," else min(end + 1, len(text) - 1)] in '”"»“'
    )


def _without_citation(span: Span, brackets: list[Span]) -> Span:
    start, end = span
    lo, hi = bisect_left(brackets, (start - 400, 0)), bisect_left(brackets, (end, 0))
    for opened, closed in brackets[lo:hi]:
        if start < opened and opened < end and end <= closed + 3:
            end = opened
        elif opened <= start < closed < end:
            start = closed
    return (start, end)


def _stripped(text: str, span: Span, marks: str) -> Span:
    start, end = span
    while start < end and (text[start] in _OUTER or text[start] in marks):
        start += 1
    while end > start and (text[end - 1] in _OUTER or text[end - 1] in marks):
        end -= 1
    return (start, end)


def _without_stop(text: str, span: Span) -> Span:
    start, end = span
    if end > start and text[end - 1] == "." and text[end - 3 : end] != "...":
        tail = text[max(start, end - 4) : end - 1]
        if not (len(tail) >= 2 and tail[-1].isupper() and tail[-2] == "."):
            end -= 1
    return (start, end)


def _unwrapped(text: str, span: Span) -> Span:
    """Drop marks that wrap the whole, and single marks whose partner stands outside."""
    for _ in range(3):
        start, end = _stripped(text, span, "")
        if end - start < 2:
            return (start, end)
        opening, closing = text[start], text[end - 1]
        inner = text[start + 1 : end - 1]
        if opening in _PAIRS and closing == _PAIRS[opening] and closing not in inner and opening not in inner:
            span = (start + 1, end - 1)
        elif opening in _PAIRS and opening not in "(['‘" and _PAIRS[opening] not in text[start + 1 : end]:
            span = (start + 1, end)
        elif (closing in _CLOSERS and _CLOSERS[closing] not in text[start : end - 1] and closing != "’") or (
            closing == '"' and text.count('"', start, end) % 2 == 1
        ):
            span = (start, end - 1)
        else:
            return (start, end)
    return span
