"""A chain of words cut where one quotation ends and the next begins.

Verses that follow each other in the Qur'an are often quoted one by one: in marks of their own ("…" ثم قال:
"…"), each with its reference, each on a line of a list or in a cell of a table, or with a few words of the
writer between them. And words of the writer right before or behind marks may go on as the verse does: قال
ربكم «ادعوني». What stands between verses of one quotation (numbers, ornaments, line breaks) parts nothing,
nor do marks round a word or two of a verse."""

from __future__ import annotations

import re

from testimonia.finding.scripture_anchors import Anchor, Places
from testimonia.finding.scripture_emphasis import closes, opens
from testimonia.finding.scripture_index import ArabicIndex

SHORT = 3  # words in marks that are stressed in a verse rather than quoted

# A verse number, in brackets or not, and an ornament between white space.
_NUMBER = re.compile(r"[﴿﴾(\[{۝]\s?[\d٠-٩۰-۹]{1,3}\s?[﴿﴾)\]}]|۝\s?[\d٠-٩۰-۹]{0,3}")
_LISTED = re.compile(r"\n[ \t]*(?:[\d٠-٩۰-۹]{1,3}\s?[.)\-–][ \t]|[-•*+>#|]+[ \t])|\|")
_REFERENCE = re.compile(
    r"[(\[{][^()\[\]{}\n\d٠-٩۰-۹]*\w{2}[^()\[\]{}\n\d٠-٩۰-۹]*[\d٠-٩۰-۹][^()\[\]{}\n]*[)\]}]"
)
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[.؟!?]\s")
# One of these stands wherever a run of words is parted.
_PARTING = re.compile(r"[\n.؟!?|'‘’“”„\"«»‹›<>﴿﴾{}()\[\]*_`]")
_MARK = re.compile(r"['‘’“”„\"«»‹›<>﴿﴾{}()\[\]]|[*_`]{1,3}")
_OPEN, _CLOSED = frozenset("‘“„«‹<{(["), frozenset("’»›>})]")
# Before a mark that opens: white space, a direction mark, an opening bracket or a particle written on to it,
# و"…".
_OPENING = re.compile(r"(?:[\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069:،({\[\-–—]|(?:^|\s)[وفبكل]ـ?)$")


def cut(text: str, places: Places, chain: list[Anchor], index: ArabicIndex) -> list[list[Anchor]]:
    """Return the pieces of a chain, each within one quotation; ``places`` are the words of its block."""
    first, last = chain[0], chain[-1]
    if len(chain) == 1 and not _PARTING.search(text, places[first.at][1], places[last.at + last.size - 1][2]):
        end = first.positions[0] + first.size
        if index.surah_range(first.positions[0])[1] >= end:
            return [chain]
    seams = _seams(text, places, chain, index)
    if not seams:
        return [chain]
    pieces: list[list[Anchor]] = [[]]
    for anchor in chain:
        begin = 0
        for k in range(anchor.size):
            if anchor.at + k in seams:
                if k > begin:
                    pieces[-1].append(_part(anchor, begin, k))
                pieces.append([])
                begin = k
        pieces[-1].append(_part(anchor, begin, anchor.size) if begin else anchor)
    return [piece for piece in pieces if piece]


def _part(anchor: Anchor, begin: int, end: int) -> Anchor:
    return Anchor(at=anchor.at + begin, size=end - begin, positions=(anchor.positions[0] + begin,))


def is_whole(piece: list[Anchor], index: ArabicIndex) -> bool:
    """Tell whether a piece is verses from end to end, no word lost or added."""
    first, end = piece[0].positions[0], piece[-1].positions[0] + piece[-1].size
    whole = sum(a.size for a in piece) == end - first
    return whole and first in index.verse_starts and end in index.verse_starts


def _seams(text: str, places: Places, chain: list[Anchor], index: ArabicIndex) -> set[int]:
    """Return the words of a chain before which a new quotation begins, or the writer goes on."""
    out: set[int] = set()
    opened: list[int] = []  # words before which marks open that are not closed yet
    before: Anchor | None = None
    for anchor in chain:
        for at in range(anchor.at, anchor.at + anchor.size):
            behind = before.at + before.size - 1 if before and at == anchor.at else at - 1
            if behind < chain[0].at:
                continue
            if anchor.positions[0] + at - anchor.at in index.surah_starts:
                out.update((at, *opened))
                opened = []
                continue
            start, end = places[behind][2], places[at][1]
            if end - start < 2:
                continue
            apart = at - behind > 1 and before is not None
            if (apart and before and _meet(before, anchor, index) and _said(text[start:end])) or _parts(
                text, start, end
            ):
                out.update((at, *opened))
                opened = []
                continue
            ends, begins = _marks(text, start, end)
            if ends and opened:
                word = opened.pop()
                if at - word > SHORT:
                    out.update((word, at))
            elif ends:
                out.add(at)
            opened += [at] * begins
        before = anchor
    out.update(opened)
    return out


def _meet(a: Anchor, b: Anchor, index: ArabicIndex) -> bool:
    """Tell whether a verse ends where one anchor ends and the next verse begins with the other."""
    end = a.positions[0] + a.size
    return end == b.positions[0] and end in index.verse_starts


def _said(between: str) -> bool:
    """Tell whether words stand between two verses that are no gloss in brackets."""
    return any(c.isalpha() for c in _BRACKETED.sub("", between))


_BRACKETED = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")


def _parts(text: str, start: int, end: int) -> bool:
    """Tell whether what stands between two words is a new line of a list, a reference, a sentence."""
    between = text[start:end]
    if _LISTED.search(between) or (_DIGIT.search(between) and _REFERENCE.search(between)):
        return True
    stop = _SENTENCE_END.search(between)
    return stop is not None and any(c.isalpha() for c in between[stop.end() :])


def _marks(text: str, start: int, end: int) -> tuple[bool, int]:
    """Return whether marks close between two words that did not open there, and how many open.

    Marks that close and open again count as closing.
    """
    between = _NUMBER.sub(lambda m: " " * len(m.group()), text[start:end])
    ends, open_now = False, 0
    for mark in _MARK.finditer(between):
        way = _way(text, start, between, mark)
        if way < 0 and open_now:
            open_now -= 1
        elif way < 0:
            ends = True
        elif way > 0:
            open_now += 1
    return ends, open_now


def _way(text: str, start: int, between: str, mark: re.Match[str]) -> int:
    """Return 1 for a mark that opens, -1 for one that closes, 0 for a sign that does neither."""
    shape = mark.group()
    if shape[0] in "*_`":
        at = start + mark.start()
        return 1 if opens(text, at) else -1 if closes(text, at) else 0
    if shape in _OPEN:
        return 1
    return -1 if shape in _CLOSED or not may_open(between, mark.start(), behind=False) else 1


def may_open(text: str, at: int, *, behind: bool = True) -> bool:
    """Tell whether a mark that opens or closes stands where marks open, by what is before it.

    ``behind``: whether one at the very beginning opens, as at the head of a text, or closes what is before.
    """
    return _OPENING.search(text, max(0, at - 4), at) is not None if at else behind
