"""Excerpts: places of a text in the words around them, with the characters themselves marked."""

from __future__ import annotations

from collections.abc import Sequence

from testimonia.model import Record, Span


class Piece(Record, frozen=True):
    """A stretch of an excerpt: words of the text, marked or not, or a gap where some are left out."""

    text: str
    kind: str = "text"  # text, mark, gap


GAP = Piece(text="…", kind="gap")


def excerpt(text: str, spans: Sequence[Span], *, around: int = 90) -> tuple[Piece, ...]:
    """Return places of a text with at most ``around`` code points before and after each.

    The pieces but the gaps are literally in the text, in its order. Places may touch or overlap; those that
    do not lie in the text are left out.
    """
    places = _merged([span for span in spans if 0 <= span[0] < span[1] <= len(text)])
    out: list[Piece] = []
    at = 0
    for number, (start, end) in enumerate(places):
        begin = max(at, _word_start(text, start - around, start))
        if begin > at:
            out.append(GAP)
        if begin < start:
            out.append(Piece(text=text[begin:start]))
        out.append(Piece(text=text[start:end], kind="mark"))
        following = places[number + 1][0] if number + 1 < len(places) else len(text)
        at = min(following, _word_end(text, end, end + around))
        if end < at:
            out.append(Piece(text=text[end:at]))
    if places and at < len(text):
        out.append(GAP)
    return tuple(out)


def _merged(spans: Sequence[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _word_start(text: str, wanted: int, before: int) -> int:
    """Return where the first whole word at or after a position begins, or the position in a long word."""
    if wanted <= 0:
        return 0
    while wanted < before and not text[wanted - 1].isspace():
        wanted += 1
    return wanted


def _word_end(text: str, after: int, wanted: int) -> int:
    if wanted >= len(text):
        return len(text)
    while wanted > after and not text[wanted].isspace():
        wanted -= 1
    return wanted
