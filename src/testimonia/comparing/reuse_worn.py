"""Worn phrases: what many documents say in the same three words, whoever copies whom.

"Use of a private email server while secretary of state" stands in dozens of reports, each time within
other words: no formula of the search, whose places must agree for longer. A phrase is three words in a row,
worn if three documents more have it than the family of the passage. A passage between two documents of
which fewer than eight equal words are left without such phrases is a way of speaking.

Cost: one look at every word of all documents, 20 ns each, in blocks of a million.
"""

from __future__ import annotations

from typing import Any

from testimonia.comparing.reuse_join import Found
from testimonia.comparing.reuse_search import Alignments
from testimonia.comparing.reuse_words import Words

LONGEST = 60  # equal words of a passage that is looked at
LEFT = 8  # equal words that must be left
MORE = 3  # documents beyond the witnesses that have a worn phrase
BLOCK = 1 << 20  # words looked at together
PRIMES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)


def is_worn(found: Found, alignments: Alignments, words: Words, witnesses: Any) -> Any:
    """Flag passages of which little is left without worn phrases; ``witnesses`` counts their documents."""
    import numpy as np

    al = alignments
    short = np.flatnonzero(found.equal <= LONGEST)
    pieces = [found.pieces[found.begin[k] : found.begin[k + 1]].tolist() for k in short.tolist()]
    runs = [[run for p in part for run in range(al.begin[p], al.begin[p + 1])] for part in pieces]
    run = np.array([number for part in runs for number in part], np.int64)
    owner = np.repeat(short, [len(part) for part in runs])
    sizes = np.maximum(0, al.run_n[run] - 2).astype(np.int64)
    of = np.repeat(np.arange(len(run)), sizes)
    at = al.run_i[run][of] + np.arange(len(of)) - (np.cumsum(sizes) - sizes)[of]
    phrases, which = np.unique(phrases_at(words.ids, at), return_inverse=True)
    worn = documents_with(phrases, words)[which] >= witnesses[owner[of]] + MORE
    room = len(words) + 1
    code = of[worn] * room + at[worn]
    covered = np.unique(np.concatenate([code, code + 1, code + 2])) // room
    left = found.equal - np.bincount(owner[covered], minlength=len(found))
    flags = np.zeros(len(found), np.bool_)
    flags[short] = left[short] < LEFT
    return flags


def phrases_at(ids: Any, at: Any) -> Any:
    """Return the phrases of three words that begin at some places, as numbers."""
    import numpy as np

    first, second, third = (ids[at + k].astype("u8") for k in range(3))
    return (first * np.uint64(PRIMES[0]) + second) * np.uint64(PRIMES[1]) + third


def documents_with(phrases: Any, words: Words) -> Any:
    """Return how many documents have each of some sorted phrases."""
    import numpy as np

    size = 1 << max(12, (16 * len(phrases)).bit_length())
    wanted = np.zeros(size, np.bool_)
    wanted[phrases & np.uint64(size - 1)] = True
    met = [np.zeros(0, np.int64)]
    for start in range(0, max(0, len(words) - 2), BLOCK):
        at = np.arange(start, min(start + BLOCK, len(words) - 2))
        here = phrases_at(words.ids, at)
        hit = np.flatnonzero(wanted[here & np.uint64(size - 1)])
        which = np.searchsorted(phrases, here[hit])
        same = phrases[np.minimum(which, len(phrases) - 1)] == here[hit]
        document = np.searchsorted(words.first, at[hit[same]], "right") - 1
        whole = at[hit[same]] + 2 < words.first[document + 1]
        met.append(np.unique(which[same][whole] * len(words.first) + document[whole]))
    return np.bincount(np.unique(np.concatenate(met)) // len(words.first), minlength=len(phrases))
