"""Ends of passages whose last words were changed.

An alignment ends at its last equal word, and where most words were exchanged it may end early. Beyond an end
of such a passage (less than 65 % of its words kept) the next 30 words are aligned once more, with a low price
for different words; what carries 14 bits and lies about as far from the end on both sides is taken in. Then
ends are moved out to the ends of their sentences where these are near.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from testimonia.comparing.reuse_join import Found
from testimonia.comparing.reuse_kernels import Kernels
from testimonia.comparing.reuse_kernels.constants import BIT
from testimonia.comparing.reuse_search import Alignments
from testimonia.comparing.reuse_stretches import align_stretches, appended
from testimonia.comparing.reuse_words import Words

LAST = 8  # changed words before the end of a sentence
BEYOND = 30  # words beyond an end that are aligned once more
UNEVEN = 4  # words by which one side may be farther from the end
LEAST = 14 * BIT
FEW = 2


def reach_on(
    found: Found, alignments: Alignments, words: Words, kernels: Kernels
) -> tuple[Found, Alignments]:
    """Return passages and alignments with what much edited passages have beyond their ends."""
    for before in (True, False):
        found, alignments = _reach(found, alignments, words, kernels, before)
    return found, alignments


def _reach(
    found: Found, alignments: Alignments, words: Words, kernels: Kernels, before: bool
) -> tuple[Found, Alignments]:
    import numpy as np

    at = np.flatnonzero(20 * found.equal < 13 * np.maximum(found.a1 - found.a0, found.b1 - found.b0))
    da, db = found.key[at] // alignments.documents, found.key[at] % alignments.documents
    if before:
        x1, y1 = found.a0[at], found.b0[at]
        x0 = np.maximum(words.first[da], x1 - BEYOND)
        y0 = np.maximum(np.where(da == db, found.a1[at], words.first[db]), y1 - BEYOND)
    else:
        x0, y0 = found.a1[at], found.b1[at]
        x1 = np.minimum(np.where(da == db, found.b0[at], words.first[da + 1]), x0 + BEYOND)
        y1 = np.minimum(words.first[db + 1], y0 + BEYOND)
    pair, pieces = align_stretches((x0, x1, y0, y1), (LEAST, FEW, 1), words, alignments, kernels)
    owner = at[pair]
    if before:
        out_a, out_b = found.a0[owner] - pieces.a1, found.b0[owner] - pieces.b1
    else:
        out_a, out_b = pieces.a0 - found.a1[owner], pieces.b0 - found.b1[owner]
    fits = np.flatnonzero((abs(out_a - out_b) <= UNEVEN) & (pieces.own >= LEAST))
    return with_pieces(found, owner[fits], fits, pieces, alignments)


def with_pieces(
    found: Found, owner: Any, fits: Any, pieces: Alignments, alignments: Alignments
) -> tuple[Found, Alignments]:
    """Return passages with a further piece each: ``pieces[fits]`` go to the passages ``owner``, sorted."""
    import numpy as np

    if not len(fits):
        return found, alignments
    columns = {
        name: getattr(found, name).copy() for name in ("a0", "a1", "b0", "b1", "score", "own", "equal")
    }
    for name, column in columns.items():
        piece = getattr(pieces, name)[fits]
        if name in ("a0", "b0"):
            column[owner] = np.minimum(column[owner], piece)
        elif name in ("a1", "b1"):
            column[owner] = np.maximum(column[owner], piece)
        else:
            column[owner] += piece
    numbers = np.insert(found.pieces, found.begin[owner + 1], fits + len(alignments))
    more = np.zeros(len(found), np.int64)
    more[owner] = 1
    begin = found.begin + np.concatenate([[0], np.cumsum(more)])
    return replace(found, begin=begin, pieces=numbers, **columns), appended(alignments, pieces)


def to_sentence_ends(found: Found, words: Words) -> Found:
    """Return passages whose ends are moved out to the ends of their sentences where these are near.

    An alignment ends at its last equal word. Where both witnesses go on to the end of a sentence within two
    words (four, if less than 70 % of the words are kept, eight, if less than 65 %), the last words were
    changed: they belong to it.
    """
    import numpy as np

    begins = np.append(words.marks & 2 > 0, True)
    a0, a1, b0, b1 = (column.copy() for column in (found.a0, found.a1, found.b0, found.b1))
    longer = np.maximum(a1 - a0, b1 - b0)
    edited, most = 10 * found.equal < 7 * longer, np.where(20 * found.equal < 13 * longer, LAST, 4)
    for x, y, step in ((a0, b0, -1), (a1, b1, 1)):
        from_x, from_y = (_steps(column, step, begins) for column in (x, y))
        near = (np.minimum(from_x, from_y) >= 1) & (np.maximum(from_x, from_y) <= np.where(edited, most, 2))
        near &= abs(from_x - from_y) <= np.where(edited, 2, 1)
        x += (step * np.where(near, from_x, 0)).astype(x.dtype)
        y += (step * np.where(near, from_y, 0)).astype(y.dtype)
    apart = a1 <= b0
    a0, a1, b0, b1 = (
        np.where(apart, moved, column)
        for moved, column in ((a0, found.a0), (a1, found.a1), (b0, found.b0), (b1, found.b1))
    )
    return replace(found, a0=a0, a1=a1, b0=b0, b1=b1)


def _steps(at: Any, step: int, begins: Any) -> Any:
    """Return how many words lie between places and the next sentence boundary, or one more than LAST."""
    import numpy as np

    steps = np.full(len(at), LAST + 1)
    for k in range(LAST, -1, -1):
        place = np.clip(at + step * k, 0, len(begins) - 1)
        steps = np.where(begins[place], k, steps)
    return steps
