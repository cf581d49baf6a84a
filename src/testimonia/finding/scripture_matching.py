"""Arabic that stands in the Qur'an: found by its words, marked as a quotation or not.

Method. The text is folded and cut into words, block by block; runs of three words that stand in the
Qur'an are stretched and chained (``scripture_anchors``), so that an altered verse is found too, cut where
one quotation ends and the next begins (``scripture_parting``) and stretched beyond differences at their ends
(``scripture_reaching``).

A match without marks or announcing words counts as a quotation only if it tells enough: the sum of its
words' bits (rare words tell more than "من") must reach :data:`ENOUGH`, and it must not be a turn of
everyday speech (see ``scripture_everyday``). Cost: about half a microsecond a word where nothing
matches. Where it fails: a changed word at the edge of an unmarked quotation is left outside; two words
alone are not seen."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import repeat, zip_longest
from typing import NamedTuple

import msgspec

from testimonia.finding.scripture_anchors import Anchor, Places, find_anchors, find_chains
from testimonia.finding.scripture_everyday import without_turns
from testimonia.finding.scripture_folding import has_arabic, words, words_at
from testimonia.finding.scripture_index import ArabicIndex, everyday
from testimonia.finding.scripture_parting import cut, is_whole
from testimonia.finding.scripture_reaching import reached, room, with_garbled, with_last
from testimonia.model import Record, Span

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
        every = list(find_chains(find_anchors(numbers, index), index))
        block: _Block | None = None
        taken = 0
        for chain, behind in zip_longest(every, every[1:]):
            told = _told(chain, found, index, least)
            if told[0] >= least:
                block = block or _Block(words_at(text, start, end), found, numbers)
                if len(block.places) != len(found):
                    break
                between = taken, behind[0].at if behind else len(numbers)
                for match, last in _grown(text, block, chain, told, between, index):
                    _keep(out, match)
                    taken = last
            else:
                taken = chain[-1].at + chain[-1].size
    return out


class _Block(NamedTuple):
    """The words of a block: their places in the text, folded, and as numbers of the index."""

    places: Places
    found: list[str]
    numbers: list[int]


def _grown(
    text: str, block: _Block, chain: list[Anchor], told: tuple[float, bool], between: Span, index: ArabicIndex
) -> Iterator[tuple[Match, int]]:
    """Yield the matches of a chain, one for each quotation it goes through, and the word behind each."""
    pieces = cut(text, block.places, chain, index)
    for number, piece in enumerate(pieces):
        bits, custom = told if len(pieces) == 1 else _told(piece, block.found, index, 0.0)
        whole = len(pieces) > 1 and is_whole(piece, index)
        if whole and not told[1]:
            bits, custom = told
        elif sum(a.size for a in piece) < 3:
            continue
        low = between[0] if number == 0 else pieces[number - 1][-1].at + pieces[number - 1][-1].size
        high = between[1] if number + 1 == len(pieces) else pieces[number + 1][0].at
        limits = room(text, block.places, piece, low, high)
        piece = reached(piece, block.numbers, index, bits, limits)
        piece = with_last(text, block.places, block.numbers, piece, index, bits, limits)
        piece = with_garbled(piece, block.found, index, bits, limits)
        match = _match(text, piece, block.places, bits, custom)
        yield (msgspec.structs.replace(match, whole=True) if whole else match), piece[-1].at + piece[-1].size


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


def _speaks(claims: Sequence[Span], start: int, end: int) -> bool:
    """Tell whether one of the claims touches a stretch."""
    near = bisect_left(claims, (start, start))
    return (near > 0 and claims[near - 1][1] >= start) or (near < len(claims) and claims[near][0] <= end)


def _told(chain: list[Anchor], found: list[str], index: ArabicIndex, least: float) -> tuple[float, bool]:
    """Return how much a chain tells, in bits, and whether it is nothing but a turn of everyday speech."""
    until = index.bits_until
    told = sum(until[a.positions[0] + a.size] - until[a.positions[0]] for a in chain)
    if told < least:
        return told, False
    return without_turns(found, chain[0].at, chain[-1].at + chain[-1].size - chain[0].at, told, index)


def _match(text: str, chain: list[Anchor], places: Places, bits: float, custom: bool) -> Match:
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
_JOINT = re.compile(r"(?:و|يا|ها|ا|[بكل]ـ)[\s:]*[‘“”\"«‹<﴿﴾{(\[*_`]+\s*")
_SENTENCE_END = re.compile(r"[.؟!?؛:](?=[\s\u200e\u200f])|[\n(){}\[\]«»“”\"﴿﴾]")
_COMMA = re.compile(r"[،,]")


def tells_enough(match: Match) -> bool:
    """Tell whether a match is a quotation by its words alone, without marks or announcing words."""
    return not match.everyday and (match.size >= 3 or match.whole) and match.bits >= ENOUGH
