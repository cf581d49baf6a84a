"""Runs of words that a text has in common with the Qur'an, and chains of them.

Every run of three words is looked up in the index; from a hit it is stretched word by word over all its
places at once, and the places that agree longest stay: an anchor. Neighbouring anchors that lie on one line
of the Qur'an, at most :data:`GAP` words apart in either, are a chain: a quotation with differences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from testimonia.finding.scripture_index import ArabicIndex
from testimonia.model import Record

Places = list[tuple[str, int, int]]  # folded words with their places in the text
GAP = 4


class Anchor(Record, frozen=True):
    """``size`` words from word ``at`` of the block on that stand in the Qur'an at each of ``positions``."""

    at: int
    size: int
    positions: tuple[int, ...]


def find_anchors(numbers: list[int], index: ArabicIndex) -> Iterator[Anchor]:
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
        yield Anchor(at=at, size=size, positions=tuple(positions))


def find_chains(anchors: Iterable[Anchor], index: ArabicIndex) -> Iterator[list[Anchor]]:
    """Yield runs of anchors that lie on one line of the Qur'an, each with a single position."""
    chain: list[Anchor] = []
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


def _linked(a: Anchor, b: Anchor, index: ArabicIndex) -> tuple[Anchor, Anchor] | None:
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
            first = Anchor(at=a.at, size=a.size, positions=(p,))
            return first, Anchor(at=b.at + overlap, size=b.size - overlap, positions=(position + overlap,))
    return None


def _settled(chain: list[Anchor]) -> list[Anchor]:
    return [Anchor(at=a.at, size=a.size, positions=a.positions[:1]) for a in chain]
