"""A match stretched to words beyond a difference at its ends, which no run of three words shows.

Two words or more that text and Qur'an have alike a few words on, a garbled word right at the end, and the one
word that ends a line or marks where words before it were lost. A match must tell :data:`FIRM` bits, and
grows neither over a mark or a full stop nor into its neighbours."""

from __future__ import annotations

import re

from testimonia.finding.scripture_alignment import alike
from testimonia.finding.scripture_anchors import Anchor, Places
from testimonia.finding.scripture_index import ArabicIndex
from testimonia.model import Span

_BOUNDARY = re.compile(r"[.؟!?:(){}\[\]«»“”\"﴿﴾‹›<>]|(?<=\S)[*_`]|[*_`](?=\S)")
REACH = 4  # words on either side between a match and the two words beyond a difference
FIRM = 36.0  # bits from which a match is looked beyond
PAIR = 9.0  # bits that the two words must tell


def room(text: str, places: Places, chain: list[Anchor], floor: int, ceiling: int) -> tuple[int, int]:
    """Return the words ``[first, last)`` that a chain may grow to: to its neighbours, a mark, a full stop."""
    first, last = chain[0].at, chain[-1].at + chain[-1].size
    low, high = first, last
    while low > max(floor, first - 3 * REACH) and not _BOUNDARY.search(
        text, places[low - 1][2], places[low][1]
    ):
        low -= 1
    # a word that particle and mark make one, و«إن, ends the room too
    while high < min(ceiling, last + 3 * REACH) and not _BOUNDARY.search(
        text, places[high - 1][2], places[high][2]
    ):
        high += 1
    return low, high


def reached(
    chain: list[Anchor], numbers: list[int], index: ArabicIndex, told: float, room: Span
) -> list[Anchor]:
    """Return a chain with the pairs of words beyond a difference at its ends, which no run of three shows."""
    if told < FIRM or sum(a.size for a in chain) < 4:
        return chain
    last = chain[-1]
    after = _pair(numbers, index, last.at + last.size, last.positions[0] + last.size, 1, room[1])
    first = chain[0]
    before = _pair(numbers, index, first.at - 1, first.positions[0] - 1, -1, room[0])
    return [*([before] if before else []), *chain, *([after] if after else [])]


def with_garbled(
    chain: list[Anchor], found: list[str], index: ArabicIndex, told: float, room: Span
) -> list[Anchor]:
    """Return a chain with a garbled word right before and behind it, which no anchor can hold."""
    if told < FIRM:
        return chain
    first, last = chain[0], chain[-1]
    out = list(chain)
    at, position = last.at + last.size, last.positions[0] + last.size
    if at < room[1] and position < len(index.words) and alike(found[at], index.words[position]):
        out.append(Anchor(at=at, size=1, positions=(position,)))
    at, position = first.at - 1, first.positions[0] - 1
    if at >= room[0] and position >= 0 and alike(found[at], index.words[position]):
        out.insert(0, Anchor(at=at, size=1, positions=(position,)))
    return out


def with_last(
    text: str,
    places: Places,
    numbers: list[int],
    chain: list[Anchor],
    index: ArabicIndex,
    told: float,
    room: Span,
) -> list[Anchor]:
    """Return a chain with the one word that ends its line or marks, where words before it were lost.

    "إن شانئك [هو] الأبتر": no pair of words can show it. It must be the verse's within :data:`REACH` words.
    """
    if told < FIRM:
        return chain
    last = chain[-1]
    at, position = last.at + last.size, last.positions[0] + last.size
    if at >= room[1] or (at + 1 < len(numbers) and not _ends(text, places, at)):
        return chain
    end = min(position + REACH, index.surah_range(last.positions[0])[1])
    for p in range(position, end):
        if index.ids[p] == numbers[at] and index.bits[index.ids[p]] >= PAIR:
            return [*chain, Anchor(at=at, size=1, positions=(p,))]
    return chain


_ENDS = re.compile(r"\s*(?:$|[\n.؟!?؛(){}\[\]«»“”\"﴿﴾‹›<>*_`|'’])")


def _ends(text: str, places: Places, at: int) -> bool:
    """Tell whether a line, a sentence or marks end behind a word."""
    return _ENDS.match(text, places[at][2]) is not None


def _pair(
    numbers: list[int], index: ArabicIndex, at: int, position: int, step: int, edge: int
) -> Anchor | None:
    """Return the nearest two words or more in one direction that text and Qur'an have alike, or None."""
    if at >= edge if step > 0 else at < edge:
        return None
    verse_start, verse_end = index.surah_range(min(max(position, 0), len(index.ids) - 1))
    for far in range(1, 2 * REACH + 1):
        for i in range(max(0, far - REACH), min(far, REACH) + 1):
            a, p = at + step * i, position + step * (far - i)
            size = 0
            while (
                (a < edge if step > 0 else a >= edge)
                and verse_start <= p < verse_end
                and numbers[a] == index.ids[p]
            ):
                size, a, p = size + 1, a + step, p + step
            if size >= 2:
                first, place = (a - size, p - size) if step > 0 else (a + 1, p + 1)
                if far == i and (position if step > 0 else position + 1) in index.verse_starts:
                    continue  # the next verse behind words of the writer
                if sum(index.bits[index.ids[place + k]] for k in range(size)) >= PAIR:
                    return Anchor(at=first, size=size, positions=(place,))
    return None
