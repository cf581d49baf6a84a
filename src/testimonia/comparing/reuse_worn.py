"""Worn phrases: what many documents say in the same three words, whoever copies whom.

"Use of a private email server while secretary of state" stands in dozens of reports, each time within
other words: no formula of the search, whose places must agree for longer. A phrase is three words in a row,
worn if three documents more have it than the family of the passage. A passage between two documents of
which fewer than eight equal words are left without such phrases is a way of speaking.

Cost: one look at every word of all documents, 20 ns each.
"""

from __future__ import annotations

from typing import Any

from testimonia.comparing.reuse_join import Found
from testimonia.comparing.reuse_kernels import Kernels
from testimonia.comparing.reuse_search import Alignments
from testimonia.comparing.reuse_words import Words

LONGEST = 30  # equal words of a passage that is looked at
LEFT = 8  # equal words that must be left
MORE = 3  # documents beyond the witnesses that have a worn phrase


def is_worn(
    found: Found, alignments: Alignments, words: Words, candidates: Any, witnesses: Any, kernels: Kernels
) -> Any:
    """Flag passages of which little is left without worn phrases.

    Looked at are the ``candidates``; ``witnesses`` counts the documents of the family of every passage.
    """
    import numpy as np

    al = alignments
    short = np.flatnonzero(candidates & (found.equal <= LONGEST))
    pieces, owner = _within(found.pieces, found.begin, short)
    run, of_piece = _within(np.arange(len(al.run_n)), al.begin, pieces)
    owner = owner[of_piece]
    sizes = np.maximum(0, al.run_n[run] - 2).astype(np.int64)
    of = np.repeat(np.arange(len(run)), sizes)
    at = al.run_i[run][of] + np.arange(len(of)) - (np.cumsum(sizes) - sizes)[of]
    worn = documents_with(at, words, kernels) >= witnesses[short[owner[of]]] + MORE
    room = len(words) + 1
    code = of[worn] * room + at[worn]
    covered = np.unique(np.concatenate([code, code + 1, code + 2])) // room
    left = found.equal[short] - np.bincount(owner[covered], minlength=len(short))
    flags = np.zeros(len(found), np.bool_)
    flags[short] = left < LEFT
    return flags


def _within(values: Any, begin: Any, which: Any) -> tuple[Any, Any]:
    """Return the values of some groups, one group after the other, and of each the place of its group."""
    import numpy as np

    sizes = (begin[which + 1] - begin[which]).astype(np.int64)
    of = np.repeat(np.arange(len(which)), sizes)
    return values[begin[which][of] + np.arange(len(of)) - (np.cumsum(sizes) - sizes)[of]], of


def documents_with(at: Any, words: Words, kernels: Kernels) -> Any:
    """Return how many documents have the phrases that begin at some words."""
    import numpy as np

    n = len(at)
    ids = kernels.given(words.ids)
    table = kernels.room(1 << (4 * n + 1).bit_length(), "i4")
    keys, counts, last, numbers = (kernels.room(n, kind) for kind in ("i8", "i4", "i4", "i8"))
    kernels.number_phrases(ids, kernels.given(at), n, table, keys, numbers)
    kernels.count_phrases(ids, kernels.given(words.first), len(words.first) - 1, table, keys, counts, last)
    return np.asarray(counts, np.int64)[np.asarray(numbers, np.int64)]
