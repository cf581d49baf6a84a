"""Aligning given stretches of words with one another, where there is a reason to compare just these two."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from testimonia.comparing.reuse_kernels import Kernels
from testimonia.comparing.reuse_search import Alignments
from testimonia.comparing.reuse_words import Words

CELLS = 1 << 20  # words of one stretch times words of the other; longer ones are left out
REACH = 1 << 14  # words of a stretch
WORK = (
    ("u1", REACH),
    ("u1", REACH),
    ("i8", REACH),
    ("i8", REACH),
    ("u1", CELLS),
    ("i4", REACH),
    ("i4", REACH),
)
COLUMNS = ("i8", "i4", "i4", "i4", "i4", "i8", "i4", "i8")


def align_stretches(
    stretches: tuple[Any, Any, Any, Any],
    least: tuple[int, int, int],
    words: Words,
    alignments: Alignments,
    kernels: Kernels,
) -> tuple[Any, Alignments]:
    """Return local alignments of pairs of stretches, and of each the number of its pair.

    ``stretches`` are first and last words of side a and of side b; ``least`` are the bits and the equal
    words of an alignment, and how many there may be of one pair. ``alignments`` tell what words
    weigh and which are formulae.
    """
    import numpy as np

    n = len(stretches[0])
    ids, info = kernels.given(words.ids), kernels.given(alignments.info)
    place = (n, ids, info, kernels.given(words.signs), *least)
    given = [kernels.given(column) for column in stretches]
    work = [kernels.room(size, kind) for kind, size in WORK] if n else []
    room, runs = (1 << 15, 1 << 19) if kernels.compiled else (1 << 12, 1 << 17)
    parts: list[list[Any]] = [[np.zeros(0, kind) for kind in (*COLUMNS, "i4", "i4", "i4")]]
    at = offset = 0
    while at < n:
        columns = [kernels.room(room, kind) for kind in COLUMNS]
        run = [kernels.room(runs, "i4") for _ in range(3)]
        made, written, at = kernels.align_families(*given, place[0], at, *place[1:], *work, *columns, *run)
        part = [np.array(column[:made], kind) for column, kind in zip(columns, COLUMNS, strict=True)]
        part[7] += offset
        parts.append(part + [np.array(column[:written], np.int32) for column in run])
        offset += written
    pair, a0, a1, b0, b1, score, equal, begin, run_i, run_j, run_n = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    begin, own = np.append(begin, offset), kernels.room(len(a0), "i8")
    flags = [kernels.given(column) for column in (begin, run_i, run_n, score, alignments.formula)]
    kernels.own_bits(flags[0], len(a0), *flags[1:4], ids, info, flags[4], own)
    da, db = (np.searchsorted(words.first, column, "right") - 1 for column in (a0, b0))
    key = da * alignments.documents + db
    return pair, Alignments(
        alignments.documents, key, a0, a1, b0, b1, score, np.asarray(own, np.int64), equal, begin,
        run_i, run_j, run_n, alignments.info, alignments.formula,
    )  # fmt: skip


def appended(first: Alignments, second: Alignments) -> Alignments:
    """Return the alignments of both, those of the second after those of the first."""
    import numpy as np

    names = ("key", "a0", "a1", "b0", "b1", "score", "own", "equal", "run_i", "run_j", "run_n")
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(first, name), getattr(second, name)]) for name in names
    }
    begin = np.concatenate([first.begin[:-1], second.begin + first.begin[-1]])
    return replace(first, begin=begin, **columns)
