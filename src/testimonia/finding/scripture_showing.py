"""A quotation beside the reference text, with the differences marked, for the terminal and the page.

:func:`pieces` gives both sides as stretches of plain and of differing words, from which HTML or any other
form is made; :func:`lines` sets them for a terminal. Arabic is set between isolating direction marks
(U+2067 … U+2069), so that it stays in order inside a line of another direction and marks keep their
places."""

from __future__ import annotations

from testimonia.model import Record, Scripture

_RIGHT_TO_LEFT, _POP = "\u2067", "\u2069"


class Piece(Record, frozen=True):
    """A stretch of one side: ``kind`` is empty where both sides agree, else the kind of the difference."""

    text: str
    kind: str = ""
    expected: str = ""


def pieces(text: str, record: Scripture) -> list[Piece]:
    """Return the quoted words of a record in order, differing ones with what the reference text has."""
    out: list[Piece] = []
    at, end = record.span
    for difference in sorted(record.differences, key=lambda d: (d.span, d.kind)):
        start, stop = difference.span
        if difference.kind in ("unknown", "impossible_reference") or start < at or stop > end:
            continue
        if start > at:
            out.append(Piece(text=text[at:start]))
        out.append(Piece(text=text[start:stop], kind=difference.kind, expected=difference.expected))
        at = stop
    if at < end:
        out.append(Piece(text=text[at:end]))
    return out


def lines(text: str, record: Scripture) -> list[str]:
    """Return a quotation and what the reference text has, each on a line, differing words in brackets."""
    found = expected = ""
    for piece in pieces(text, record):
        if not piece.kind:
            found, expected = found + piece.text, expected + piece.text
        elif piece.text:
            found, expected = f"{found}[{piece.text}]", f"{expected}[{piece.expected or '…'}]"
        else:
            found, expected = f"{found} […] ", f"{expected} [{piece.expected}] "
    out = [_set(record, "quoted", " ".join(found.split()))]
    if record.text_name and any(d.kind != "unknown" for d in record.differences):
        out.append(_set(record, record.text_name, " ".join(expected.split())))
    if record.before:
        out.append(_set(record, "before it", record.before))
    if record.after:
        out.append(_set(record, "after it", record.after))
    if record.true_reference:
        out.append(f"the words stand in {record.true_reference}")
    return out


def _set(record: Scripture, label: str, words: str) -> str:
    """Return a labelled line, Arabic set from right to left within it."""
    if record.language == "ar":
        words = f"{_RIGHT_TO_LEFT}{words}{_POP}"
    return f"{label}: {words}"
