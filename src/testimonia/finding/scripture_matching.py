"""Arabic that stands in the Qur'an: found by its words, marked as a quotation or not.

Method. The text is folded and cut into words, block by block; every run of three words is looked up in
the index. From a hit the match is stretched word by word over all its places in the Qur'an at once, and
the places that agree longest stay. Neighbouring matches that lie on one line of the Qur'an, at most
:data:`GAP` words apart in either, are one quotation with a difference in it (a word changed, lost or
added), so that an altered verse is found too.

A match without marks or announcing words counts as a quotation only if it tells enough: the sum of its
words' bits (rare words tell more than "من") must reach :data:`ENOUGH`, and it must not be a turn of
everyday speech (see ``scripture_everyday``). Cost: about half a microsecond a word
where nothing matches. Where it fails: a changed word at the edge of an unmarked quotation is left
outside; two words alone are not seen."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat, zip_longest
from typing import NamedTuple

import msgspec

from testimonia.finding.scripture_alignment import alike
from testimonia.finding.scripture_everyday import without_turns
from testimonia.finding.scripture_folding import has_arabic, words, words_at
from testimonia.finding.scripture_index import ArabicIndex, everyday
from testimonia.finding.scripture_parting import parts_quotations
from testimonia.model import Record, Span

GAP = 4
ENOUGH = 24.0
_BLOCK = re.compile(r"(?:[^\n]|\n(?![ \t\r\xa0]*\n)){1,65536}")


class Match(Record, frozen=True):
    """A stretch that stands in the Qur'an at ``position``; ``size`` words agree, telling ``bits``.

    ``everyday``: nothing but a turn of speech. ``whole``: verses from end to end in a row with others.
    """

    span: Span
    position: int
    size: int
    bits: float
    everyday: bool = False
    whole: bool = False


class _Anchor(Record, frozen=True):
    """``size`` words from word ``at`` of the block on that stand in the Qur'an at each of ``positions``."""

    at: int
    size: int
    positions: tuple[int, ...]


def find_matches(text: str, index: ArabicIndex, claims: Sequence[Span] = ()) -> list[Match]:
    """Return the stretches of a text that stand in the Qur'an, in text order, apart from each other.

    ``claims`` are the places, in order, where something else speaks of scripture; in a paragraph without any,
    a stretch that does not tell enough by itself is passed over.
    """
    out: list[Match] = []
    if not has_arabic(text):
        return out
    for start, end in _blocks(text):
        found = (
            words(text[start:end]) if "\u0670" not in text[start:end] else _everyday_words(text, start, end)
        )
        if len(found) < 3:
            continue
        numbers = list(map(index.vocabulary.get, found, repeat(-1)))
        least = 0.0 if _speaks(claims, start, end) else ENOUGH
        every = list(_chains(_anchors(numbers, index), index))
        block: _Block | None = None
        taken = 0
        for chain, behind in zip_longest(every, every[1:]):
            told = _told(chain, found, index, least)
            if told[0] >= least:
                block = block or _Block(words_at(text, start, end), found, numbers)
                if len(block.places) != len(found):
                    break
                room = taken, behind[0].at if behind else len(numbers)
                for match, last in _grown(text, block, chain, told, room, index):
                    _keep(out, match)
                    taken = last
            else:
                taken = chain[-1].at + chain[-1].size
    return out


class _Block(NamedTuple):
    """The words of a block: their places in the text, folded, and as numbers of the index."""

    places: list[tuple[str, int, int]]
    found: list[str]
    numbers: list[int]


def _grown(
    text: str, block: _Block, chain: list[_Anchor], told: tuple[float, bool], room: Span, index: ArabicIndex
) -> Iterator[tuple[Match, int]]:
    """Yield the matches of a chain, one for each quotation it goes through, and the word behind each."""
    pieces = _apart(text, block.places, chain)
    for number, piece in enumerate(pieces):
        bits, custom = told if len(pieces) == 1 else _told(piece, block.found, index, 0.0)
        whole = len(pieces) > 1 and _is_whole(piece, index)
        if whole and not told[1]:
            bits, custom = told
        elif sum(a.size for a in piece) < 3:
            continue
        low = room[0] if number == 0 else pieces[number - 1][-1].at + pieces[number - 1][-1].size
        high = room[1] if number + 1 == len(pieces) else pieces[number + 1][0].at
        low, high = _room(text, block.places, piece, low, high)
        piece = _reached(piece, block.numbers, index, bits, (low, high))
        piece = _with_last(text, block, piece, index, bits, (low, high))
        piece = _with_garbled(piece, block.found, index, bits, (low, high))
        match = _match(text, piece, block.places, bits, custom)
        yield (msgspec.structs.replace(match, whole=True) if whole else match), piece[-1].at + piece[-1].size


def _apart(text: str, places: list[tuple[str, int, int]], chain: list[_Anchor]) -> list[list[_Anchor]]:
    """Return a chain cut where one quotation ends and the next begins."""
    pieces: list[list[_Anchor]] = [[]]
    for anchor in chain:
        before = pieces[-1][-1] if pieces[-1] else None
        if before and parts_quotations(text, places[before.at + before.size - 1][2], places[anchor.at][1]):
            pieces.append([])
        begin = 0
        for k in range(1, anchor.size):
            at = anchor.at + k
            if places[at][1] - places[at - 1][2] > 1 and parts_quotations(
                text, places[at - 1][2], places[at][1]
            ):
                pieces[-1].append(_part(anchor, begin, k))
                pieces.append([])
                begin = k
        pieces[-1].append(_part(anchor, begin, anchor.size) if begin else anchor)
    return pieces


def _part(anchor: _Anchor, begin: int, end: int) -> _Anchor:
    return _Anchor(at=anchor.at + begin, size=end - begin, positions=(anchor.positions[0] + begin,))


def _is_whole(piece: list[_Anchor], index: ArabicIndex) -> bool:
    """Tell whether a piece is verses from end to end, no word lost or added."""
    first, end = piece[0].positions[0], piece[-1].positions[0] + piece[-1].size
    return (
        sum(a.size for a in piece) == end - first
        and first in index.verse_starts
        and end in index.verse_starts
    )


def _keep(out: list[Match], match: Match) -> None:
    """Add a match; of two that share words the one that tells more stays."""
    while out and match.span[0] < out[-1].span[1]:
        if out[-1].bits >= match.bits:
            return
        out.pop()
    out.append(match)


def _everyday_words(text: str, start: int, end: int) -> list[str]:
    """Return the words of a stretch in Uthmani spelling as everyday spelling has them."""
    return [
        everyday(text[a:z]) if "\u0670" in text[a:z] else word for word, a, z in words_at(text, start, end)
    ]


def _blocks(text: str) -> Iterator[Span]:
    """Yield the paragraphs that hold Arabic; a longer one is cut at white space."""
    position = 0
    while True:
        match = _BLOCK.search(text, position)
        if match is None:
            return
        start, end = match.span()
        if end - start == 65536 and end < len(text):
            cut = max(text.rfind(" ", start + 32768, end), text.rfind("\n", start + 32768, end))
            end = cut if cut > 0 else end
        position = end
        if has_arabic(text[start:end]):
            yield start, end


def _anchors(numbers: list[int], index: ArabicIndex) -> Iterator[_Anchor]:
    """Yield the longest agreements in text order; each may share two words with the one before."""
    runs, ids = index.runs, index.ids
    after = 0
    triples = zip(numbers, numbers[1:], numbers[2:], strict=False)
    for at, run in [(at, run) for at, run in enumerate(triples) if run in runs]:
        if at < after:
            continue
        positions = runs[run]
        size = 3
        while at + size < len(numbers):
            word = numbers[at + size]
            if word < 0:
                break
            longer = [p for p in positions if p + size < len(ids) and ids[p + size] == word]
            if not longer:
                break
            positions, size = longer, size + 1
        after = at + size - 2
        yield _Anchor(at=at, size=size, positions=tuple(positions))


def _chains(anchors: Iterable[_Anchor], index: ArabicIndex) -> Iterator[list[_Anchor]]:
    """Yield runs of anchors that lie on one line of the Qur'an, each with a single position."""
    chain: list[_Anchor] = []
    for anchor in anchors:
        linked = _linked(chain[-1], anchor, index) if chain else None
        if linked is None:
            if chain:
                yield _settled(chain)
            chain = [anchor]
        else:
            chain[-1], anchor = linked
            chain.append(anchor)
    if chain:
        yield _settled(chain)


def _linked(a: _Anchor, b: _Anchor, index: ArabicIndex) -> tuple[_Anchor, _Anchor] | None:
    """Return both anchors with the positions at which the second goes on where the first stops, or None."""
    end = a.at + a.size
    if b.at - end > GAP:
        return None
    ends = {p + a.size: p for p in a.positions}
    if len(a.positions) > 200 and len(b.positions) > 200:
        return None
    for position in b.positions:
        for stop in range(position - GAP, position + max(1, end - b.at) + 1):
            p = ends.get(stop)
            if p is None or index.places[index.verse_at(p)][0] != index.places[index.verse_at(position)][0]:
                continue
            overlap = max(0, end - b.at, stop - position)
            if b.size <= overlap:
                continue
            first = _Anchor(at=a.at, size=a.size, positions=(p,))
            return first, _Anchor(at=b.at + overlap, size=b.size - overlap, positions=(position + overlap,))
    return None


def _settled(chain: list[_Anchor]) -> list[_Anchor]:
    return [_Anchor(at=a.at, size=a.size, positions=a.positions[:1]) for a in chain]


def _speaks(claims: Sequence[Span], start: int, end: int) -> bool:
    """Tell whether one of the claims touches a stretch."""
    near = bisect_left(claims, (start, start))
    return (near > 0 and claims[near - 1][1] >= start) or (near < len(claims) and claims[near][0] <= end)


def _told(chain: list[_Anchor], found: list[str], index: ArabicIndex, least: float) -> tuple[float, bool]:
    """Return how much a chain tells, in bits, and whether it is nothing but a turn of everyday speech."""
    told = sum(index.bits[index.ids[a.positions[0] + k]] for a in chain for k in range(a.size))
    if told < least:
        return told, False
    return without_turns(found, chain[0].at, chain[-1].at + chain[-1].size - chain[0].at, told, index)


# --- words beyond a difference --------------------------------------------------------------------

_BOUNDARY = re.compile(r"[.؟!?:(){}\[\]«»“”\"﴿﴾]|(?<=\S)\*|\*(?=\S)")
REACH = 4  # words on either side between a match and the two words beyond a difference
FIRM = 36.0  # bits from which a match is looked beyond
PAIR = 9.0  # bits that the two words must tell


def _room(
    text: str, places: list[tuple[str, int, int]], chain: list[_Anchor], floor: int, ceiling: int
) -> tuple[int, int]:
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


def _reached(
    chain: list[_Anchor], numbers: list[int], index: ArabicIndex, told: float, room: Span
) -> list[_Anchor]:
    """Return a chain with the pairs of words beyond a difference at its ends, which no run of three shows."""
    if told < FIRM or sum(a.size for a in chain) < 4:
        return chain
    last = chain[-1]
    after = _pair(numbers, index, last.at + last.size, last.positions[0] + last.size, 1, room[1])
    first = chain[0]
    before = _pair(numbers, index, first.at - 1, first.positions[0] - 1, -1, room[0])
    return [*([before] if before else []), *chain, *([after] if after else [])]


def _with_garbled(
    chain: list[_Anchor], found: list[str], index: ArabicIndex, told: float, room: Span
) -> list[_Anchor]:
    """Return a chain with a garbled word right before and behind it, which no anchor can hold."""
    if told < FIRM:
        return chain
    first, last = chain[0], chain[-1]
    out = list(chain)
    at, position = last.at + last.size, last.positions[0] + last.size
    if at < room[1] and position < len(index.words) and alike(found[at], index.words[position]):
        out.append(_Anchor(at=at, size=1, positions=(position,)))
    at, position = first.at - 1, first.positions[0] - 1
    if at >= room[0] and position >= 0 and alike(found[at], index.words[position]):
        out.insert(0, _Anchor(at=at, size=1, positions=(position,)))
    return out


def _with_last(
    text: str, block: _Block, chain: list[_Anchor], index: ArabicIndex, told: float, room: Span
) -> list[_Anchor]:
    """Return a chain with the one word that ends its line or marks, where words before it were lost.

    "إن شانئك [هو] الأبتر": no pair of words can show it. It must be the verse's within :data:`REACH` words.
    """
    if told < FIRM:
        return chain
    last = chain[-1]
    at, position = last.at + last.size, last.positions[0] + last.size
    if at >= room[1] or (at + 1 < len(block.numbers) and not _ends(text, block.places, at)):
        return chain
    end = min(position + REACH, index.surah_range(last.positions[0])[1])
    for p in range(position, end):
        if index.ids[p] == block.numbers[at] and index.bits[index.ids[p]] >= PAIR:
            return [*chain, _Anchor(at=at, size=1, positions=(p,))]
    return chain


_ENDS = re.compile(r"\s*(?:$|[\n.؟!?؛(){}\[\]«»“”\"﴿﴾*|'’])")


def _ends(text: str, places: list[tuple[str, int, int]], at: int) -> bool:
    """Tell whether a line, a sentence or marks end behind a word."""
    return _ENDS.match(text, places[at][2]) is not None


def _pair(
    numbers: list[int], index: ArabicIndex, at: int, position: int, step: int, edge: int
) -> _Anchor | None:
    """Return the nearest two words or more in one direction that text and Qur'an have alike, or None."""
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
                if sum(index.bits[index.ids[place + k]] for k in range(size)) >= PAIR:
                    return _Anchor(at=first, size=size, positions=(place,))
    return None


def _match(
    text: str, chain: list[_Anchor], places: list[tuple[str, int, int]], bits: float, custom: bool
) -> Match:
    first, last = chain[0], chain[-1]
    start, end = places[first.at][1], places[last.at + last.size - 1][2]
    joint = _JOINT.match(text, start, places[first.at][2])
    span = (joint.end() if joint else start), end
    size = sum(a.size for a in chain)
    broken = (size <= 4 and _SENTENCE_END.search(text, *span)) or (size == 3 and _COMMA.search(text, *span))
    return Match(
        span=span, position=first.positions[0], size=size, bits=0.0 if broken else bits, everyday=custom
    )


# A particle and the mark behind it, written as one: و«إن …».
_JOINT = re.compile(r"(?:و|يا|ها|ا)[\s:]*[“”\"«﴿﴾{(\[*]+\s*")
_SENTENCE_END = re.compile(r"[.؟!?؛:](?=[\s\u200e\u200f])|[\n(){}\[\]«»“”\"﴿﴾]")
_COMMA = re.compile(r"[،,]")


def tells_enough(match: Match) -> bool:
    """Tell whether a match is a quotation by its words alone, without marks or announcing words."""
    return not match.everyday and (match.size >= 3 or match.whole) and match.bits >= ENOUGH
