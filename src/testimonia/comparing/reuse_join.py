"""Joining: alignments of two documents that are pieces of one passage.

A passage whose sentences were reordered, or that took up a foreign block, comes out of the alignment in
pieces. Pieces belong together when on one side they lie next to each other (at most 20 words apart) and
the stretch they span together is mostly theirs: at least half of it on both sides, or nearly all of it
on one side while the other took up at most 120 foreign words. A piece that would be too weak by itself
(30 bits) counts when it joins a sure one; pieces without a sure one must add up to 75 bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from testimonia.comparing.reuse_kernels.constants import BIT
from testimonia.comparing.reuse_search import SURE, TOGETHER, Alignments

NEXT = 20  # words between neighbours
APART = 8  # the same, where both could stand alone
FAINT_NEXT = 5  # the same of faint pieces, which may have a foreign block on the other side
FAR = 400  # words between neighbours on the side where they were moved apart
BLOCK = 120  # foreign words taken up on one side
OWN = 52 * BIT  # bits of a passage when each formula in it counts as one word
OWN_BETWEEN = 64 * BIT  # the same between documents, of a passage with no more than 11 equal words
OWN_PIECE = 26 * BIT  # the same of a piece
OWN_FAINT = 17 * BIT  # the same of a piece right beside another one
OWN_BEYOND = 38 * BIT  # the same of a piece beyond a foreign block
OWN_RIGHT_BEYOND = 24 * BIT  # the same, where nothing is missing between the pieces on the other side
FEW = 4  # equal words of a piece
BEYOND = 5  # equal words of a piece beyond a foreign block
ADJOINING = 2  # words between pieces of a chain that has foreign blocks on one side and the other
WINDOW = 60  # pieces compared with one another in text order


@dataclass
class Found:
    """Passages between documents, as arrays with one entry a passage.

    Words ``a0`` to ``a1`` and ``b0`` to ``b1``; ``pieces[begin[k]:begin[k + 1]]`` are the alignments of
    passage ``k`` in the order of side a.
    """

    key: Any
    a0: Any
    a1: Any
    b0: Any
    b1: Any
    score: Any
    own: Any
    equal: Any
    begin: Any
    pieces: Any

    def __len__(self) -> int:
        return len(self.a0)


def selected(found: Found, which: Any) -> Found:
    """Return some passages: those flagged, or those numbered in the order given."""
    import numpy as np

    sizes = np.diff(found.begin)[which]
    begin = np.concatenate([[0], np.cumsum(sizes)])
    pieces = np.repeat(found.begin[:-1][which] - begin[:-1], sizes) + np.arange(begin[-1])
    names = ("key", "a0", "a1", "b0", "b1", "score", "own", "equal")
    columns = {name: getattr(found, name)[which] for name in names}
    return Found(begin=begin, pieces=found.pieces[pieces], **columns)


Piece = tuple[int, int, int, int, int, int, int, int]  # a0 a1 b0 b1 score equal own number


def join(alignments: Alignments, minimum_words: int) -> Found:
    """Return the passages of at least ``minimum_words`` words (on their longer side), sorted by place."""
    import numpy as np

    key = alignments.key
    least = least_equal(minimum_words)
    al = alignments
    columns = (al.a0, al.a1, al.b0, al.b1, al.score, al.equal, al.own)
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    ends = np.append(starts[1:], len(key))[: len(starts)]
    alone = starts[(ends - starts) == 1]
    alone = alone[
        (alignments.score[alone] >= SURE)
        & (alignments.equal[alone] >= least)
        & (alignments.own[alone] >= OWN)
    ]
    groups: list[list[Piece]] = []
    many = (ends - starts) > 1
    for start, end in zip(starts[many].tolist(), ends[many].tolist(), strict=True):
        rows = zip(*(c[start:end].tolist() for c in columns), range(start, end), strict=True)
        groups += [g for g in _groups(list(rows)) if _holds(g, least, OWN)]
    pieces = np.concatenate([alone, np.array([p[7] for g in groups for p in g], np.int64)])
    sizes = np.concatenate([np.ones(len(alone), np.int64), np.array([len(g) for g in groups], np.int64)])
    begin = np.concatenate([[0], np.cumsum(sizes)])
    return _sorted(alignments, begin, pieces, minimum_words)


def least_equal(minimum_words: int) -> int:
    """Return how many equal words a passage needs: 11 of 15, fewer for shorter ones, never more."""
    return max(4, min(11, -(-11 * minimum_words // 15)))


def _sorted(alignments: Alignments, begin: Any, pieces: Any, minimum_words: int) -> Found:
    """Return hulls and sums of grouped alignments, long enough ones only, sorted by place."""
    import numpy as np

    if not len(pieces):
        empty = np.zeros(0, np.int64)
        return Found(empty, empty, empty, empty, empty, empty, empty, empty, np.zeros(1, np.int64), empty)
    at = begin[:-1]
    a0, b0 = (np.minimum.reduceat(c[pieces], at) for c in (alignments.a0, alignments.b0))
    a1, b1 = (np.maximum.reduceat(c[pieces], at) for c in (alignments.a1, alignments.b1))
    score, own, equal = (
        np.add.reduceat(c[pieces].astype(np.int64), at)
        for c in (alignments.score, alignments.own, alignments.equal)
    )
    key = alignments.key[pieces[at]]
    order = np.lexsort((b1, a1, b0, a0, key))
    fits = (np.maximum(a1 - a0, b1 - b0) >= minimum_words) & (a1 <= b0)
    within = key % (alignments.documents + 1) == 0
    fits &= within | (equal > 11) | (own >= OWN_BETWEEN * min(15, minimum_words) // 15)
    fits &= ~_covered(key, a0, a1, b0, b1, score, fits)
    order = order[fits[order]]
    sizes = np.diff(begin)[order]
    first = np.concatenate([[0], np.cumsum(sizes)])
    flat = np.repeat(begin[:-1][order] - first[:-1], sizes) + np.arange(first[-1])
    columns = (key, a0, a1, b0, b1, score, own, equal)
    key, a0, a1, b0, b1, score, own, equal = (column[order] for column in columns)
    return Found(key, a0, a1, b0, b1, score, own, equal, first, pieces[flat])


def _covered(key: Any, a0: Any, a1: Any, b0: Any, b1: Any, score: Any, fits: Any) -> Any:
    """Flag passages of which four fifths lie on both sides within a better one of the same documents."""
    import numpy as np

    flags = np.zeros(len(key), np.bool_)
    order = np.lexsort((b0, a0, -score, key))
    order = order[fits[order]]
    keys = key[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    ends = np.append(starts[1:], len(keys))[: len(starts)]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        kept: list[int] = []
        for k in order[start:end].tolist() if end - start > 1 else ():
            low_a, high_a, low_b, high_b = int(a0[k]), int(a1[k]), int(b0[k]), int(b1[k])
            flags[k] = any(
                5 * (min(high_a, int(a1[m])) - max(low_a, int(a0[m]))) >= 4 * (high_a - low_a)
                and 5 * (min(high_b, int(b1[m])) - max(low_b, int(b0[m]))) >= 4 * (high_b - low_b)
                for m in kept[:WINDOW]
            )
            if not flags[k]:
                kept.append(k)
    return flags


def _holds(group: list[Piece], least: int, own: int) -> bool:
    score = sum(p[4] for p in group)
    sure = any(p[4] >= SURE and p[5] >= least for p in group)
    if sum(p[5] for p in group) < least or sum(p[6] for p in group) < own:
        return False
    return sure or (len(group) > 1 and score >= TOGETHER)


def _groups(rows: list[Piece]) -> list[list[Piece]]:
    """Return the pieces of one document pair as groups that form a passage each."""
    rows = [row for row in rows if row[6] >= OWN_FAINT and row[5] >= FEW]
    rows = _without_conflicts(sorted(rows, key=lambda p: (-p[4], p[0], p[2])))
    groups = []
    for component in _components(rows):
        if _dense(component):
            groups.append(component)
        else:
            groups += _grown(component)
    return groups


def _without_conflicts(rows: list[Piece]) -> list[Piece]:
    """Drop a piece that lies within a better one on one side and far from its partner there.

    A sentence that stands once here and twice there gives two pieces; both stay if they are sure.
    """
    kept: list[Piece] = []
    for row in rows:
        if row[4] >= SURE or not any(
            2 * (min(row[1], p[1]) - max(row[0], p[0])) > row[1] - row[0]
            or 2 * (min(row[3], p[3]) - max(row[2], p[2])) > row[3] - row[2]
            for p in kept[:WINDOW]
        ):
            kept.append(row)
    return kept


def _gap(start: int, end: int, other_start: int, other_end: int) -> int:
    return max(0, other_start - end, start - other_end)


def _overlap(p: Piece, q: Piece) -> bool:
    """Tell whether two pieces share much of one side: they cannot be pieces of one passage."""
    over_a, over_b = min(p[1], q[1]) - max(p[0], q[0]), min(p[3], q[3]) - max(p[2], q[2])
    return 2 * over_a > min(p[1] - p[0], q[1] - q[0]) or 2 * over_b > min(p[3] - p[2], q[3] - q[2])


def _next(p: Piece, q: Piece) -> bool:
    """Tell whether two pieces are neighbours on one side."""
    gap_a, gap_b = _gap(p[0], p[1], q[0], q[1]), _gap(p[2], p[3], q[2], q[3])
    weaker = min(p[6], q[6])
    near, far = (FAINT_NEXT, BLOCK) if weaker < OWN_PIECE else (APART if weaker >= SURE else NEXT, FAR)
    return min(gap_a, gap_b) <= near and max(gap_a, gap_b) <= far and not _overlap(p, q)


def _joins(piece: Piece, group: list[Piece]) -> bool:
    """Tell whether a piece is the neighbour of one of a group and overlaps none."""
    return any(_next(piece, q) for q in group) and not any(_overlap(piece, q) for q in group)


def roots(n: int, left: list[int], right: list[int]) -> list[int]:
    """Return for every node the number of the component it is in."""
    parent = list(range(n))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    for x, y in zip(left, right, strict=True):
        x, y = root(x), root(y)
        if x != y:
            parent[max(x, y)] = min(x, y)
    return [root(k) for k in range(n)]


def _components(rows: list[Piece]) -> list[list[Piece]]:
    """Return the pieces connected by being neighbours on one side, each component in order of side a."""
    rows = sorted(rows)
    near = [
        (k, m)
        for k, p in enumerate(rows)
        for m in range(k + 1, min(len(rows), k + WINDOW))
        if _next(p, rows[m])
    ]
    found: dict[int, list[Piece]] = {}
    for root, row in zip(roots(len(rows), [k for k, _ in near], [m for _, m in near]), rows, strict=True):
        found.setdefault(root, []).append(row)
    return list(found.values())


def _dense(group: list[Piece]) -> bool:
    """Tell whether the stretch that pieces span is mostly theirs.

    Pieces may have a foreign block between them on one side; moved ones only if none of them is faint.
    """
    own_a, own_b = sum(p[1] - p[0] for p in group), sum(p[3] - p[2] for p in group)
    all_a = max(p[1] for p in group) - min(p[0] for p in group)
    all_b = max(p[3] for p in group) - min(p[2] for p in group)
    if 10 * own_a > 13 * all_a or 10 * own_b > 13 * all_b:  # pieces that cover one another
        return False
    group = sorted(group)
    moved = any(q[2] < p[3] - 2 for p, q in pairwise(group))
    if not moved and any(_beyond(p, q) and not _held_beyond(p, q) for p, q in pairwise(group)):
        return False
    if not moved and all(_adjoin(p, q) for p, q in pairwise(group)):
        return True
    if 100 * min(own_a * all_b, own_b * all_a) >= (65 if moved else 50) * all_a * all_b:
        return True
    if moved and any(p[6] < OWN_BEYOND or p[5] < BEYOND for p in group):
        return False
    return (10 * own_a >= 8 * all_a and all_b - own_b <= BLOCK) or (
        10 * own_b >= 8 * all_b and all_a - own_a <= BLOCK
    )


def _adjoin(p: Piece, q: Piece) -> bool:
    """Tell whether two pieces follow each other on one side, with at most one block between on the other."""
    gaps = (q[0] - p[1], q[2] - p[3])
    return min(gaps) <= ADJOINING and max(gaps) <= BLOCK


def _beyond(p: Piece, q: Piece) -> bool:
    """Tell whether a foreign block stands between two pieces on one side."""
    return max(q[0] - p[1], q[2] - p[3]) > NEXT


def _held_beyond(p: Piece, q: Piece) -> bool:
    """Tell whether two pieces are strong enough to belong together across a foreign block.

    Right after the other piece is one place, not hundreds: a meeting there is less likely by chance.
    """
    right_beyond = min(q[0] - p[1], q[2] - p[3]) <= 1
    least = OWN_RIGHT_BEYOND if right_beyond else OWN_BEYOND
    return min(p[6], q[6]) >= least and min(p[5], q[5]) >= BEYOND


def _grown(component: list[Piece]) -> list[list[Piece]]:
    """Return groups grown from the best piece outwards, each as far as it stays dense."""
    left = sorted(component, key=lambda p: (-p[4], p[0], p[2]))
    groups = []
    while left:
        group = [left.pop(0)]
        growing = len(left) <= 4 * WINDOW
        while growing:
            growing = False
            near = sorted(
                left,
                key=lambda p: (
                    min(max(_gap(p[0], p[1], q[0], q[1]), _gap(p[2], p[3], q[2], q[3])) for q in group),
                    p,
                ),
            )
            for piece in near[:WINDOW]:
                if _joins(piece, group) and _dense([*group, piece]):
                    group.append(piece)
                    left.remove(piece)
                    growing = True
                    break
        groups.append(sorted(group))
    return groups
