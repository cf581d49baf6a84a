"""Moved sentences: what an alignment skipped on one side may stand beside the passage on the other.

"A B C" copied as "A C B" aligns A with A and C with C and skips B on one side; the copy of B then lies right
after the passage on the other. The skipped words are aligned with the 80 words before and after the passage
there. A piece of 20 bits, each formula counting as one word, and four equal words that adjoins the passage
(two words) becomes part of it.

Cost: skipped words times 160, for passages that skip five words or more.
"""

from __future__ import annotations

from typing import Any

from testimonia.comparing.reuse_ends import with_pieces
from testimonia.comparing.reuse_join import Found
from testimonia.comparing.reuse_kernels import Kernels
from testimonia.comparing.reuse_kernels.constants import BIT
from testimonia.comparing.reuse_search import Alignments
from testimonia.comparing.reuse_stretches import align_stretches
from testimonia.comparing.reuse_words import Words

SKIPPED = 5  # words skipped on one side, more than on the other
LONGEST = 120  # words skipped
BESIDE = 80  # words beside the passage that are looked at
TOUCH = 2  # words between a moved piece and the passage
LEAST = 20 * BIT
FEW = 4


def join_moved(
    found: Found, alignments: Alignments, words: Words, kernels: Kernels
) -> tuple[Found, Alignments]:
    """Return passages and alignments with the moved pieces that adjoin their passages."""
    import numpy as np

    passage, on_a, stretches = _beside(found, alignments, words)
    pair, pieces = align_stretches(stretches, (LEAST, FEW, 1), words, alignments, kernels)
    if not len(pieces):
        return found, alignments
    owner, side_a = passage[pair], on_a[pair]
    near = np.where(
        side_a,
        np.minimum(abs(pieces.b1 - found.b0[owner]), abs(pieces.b0 - found.b1[owner])),
        np.minimum(abs(pieces.a1 - found.a0[owner]), abs(pieces.a0 - found.a1[owner])),
    )
    fits = np.flatnonzero((near <= TOUCH) & (pieces.own >= LEAST))
    fits = fits[np.lexsort((fits, -pieces.score[fits], owner[fits]))]
    fits = fits[np.diff(owner[fits], prepend=-1) != 0]
    owner = owner[fits]
    low, high = np.minimum(found.b0[owner], pieces.b0[fits]), np.maximum(found.a1[owner], pieces.a1[fits])
    apart = high <= low
    return with_pieces(found, owner[apart], fits[apart], pieces, alignments)


def _beside(found: Found, alignments: Alignments, words: Words) -> tuple[Any, Any, tuple[Any, ...]]:
    """Return stretches that were skipped and those beside the passage on the other side.

    The first array numbers the passage, the second tells whether side a has the skipped words.
    """
    import numpy as np

    al = alignments
    counts = al.begin[found.pieces + 1] - al.begin[found.pieces]
    owner = np.repeat(np.repeat(np.arange(len(found)), np.diff(found.begin)), counts)
    start = np.repeat(al.begin[found.pieces], counts)
    run = start + np.arange(len(start)) - np.repeat(np.cumsum(counts) - counts, counts)
    filled = al.run_n[run] > 0
    run, owner, start = run[filled], owner[filled], start[filled]
    same = start[1:] == start[:-1]
    end_a, end_b = (al.run_i + al.run_n)[run[:-1]], (al.run_j + al.run_n)[run[:-1]]
    next_a, next_b = al.run_i[run[1:]], al.run_j[run[1:]]
    over = (next_a - end_a) - (next_b - end_b)
    parts: list[tuple[Any, ...]] = []
    for on_a, gap, low, high, other in (
        (True, over, end_a, next_a, (found.b0, found.b1)),
        (False, -over, end_b, next_b, (found.a0, found.a1)),
    ):
        at = np.flatnonzero(same & (gap >= SKIPPED) & (high - low <= LONGEST))
        of = owner[:-1][at]
        document = found.key[of] % al.documents if on_a else found.key[of] // al.documents
        head, tail = words.first[document], words.first[document + 1]
        for y0, y1 in (
            (np.maximum(head, other[0][of] - BESIDE), other[0][of]),
            (other[1][of], np.minimum(tail, other[1][of] + BESIDE)),
        ):
            sides = (low[at], high[at], y0, y1) if on_a else (y0, y1, low[at], high[at])
            parts.append((of, np.full(len(of), on_a), *sides))
    passage, side, *stretches = (np.concatenate(column) for column in zip(*parts, strict=True))
    return passage, side, tuple(stretches)
