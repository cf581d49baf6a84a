"""Kernels that tell what sort of words the two sides of a passage share, and how common these are."""

# mypy: disallow-untyped-defs=False
# mypy: disallow-untyped-calls=False
# mypy: disallow-incomplete-defs=False
from __future__ import annotations

from testimonia.comparing.reuse_kernels.constants import (
    CAPITAL,
    LANE,
    NUMBER,
    OPENS,
    PRIME_A,
    PRIME_B,
    SEED_A,
    SEED_B,
    TAG,
)


def is_name(k, ids, marks, lower, counts):
    """Tell whether word ``k`` is taken for a name: a capital, and never seen in lower case.

    At the start of a sentence it must be seen three times.
    """
    if not marks[k] & CAPITAL or lower[ids[k]] != 0:
        return False
    return not marks[k] & OPENS or counts[ids[k]] >= 3


def count_data(start, end, ids, marks, lower, counts):
    """Count the numbers, and the words taken for names, from one word to another."""
    numbers = 0
    names = 0
    for k in range(start, end):
        if marks[k] & NUMBER:
            numbers += 1
        elif is_name(k, ids, marks, lower, counts):
            names += 1
    return numbers, names


def measure_passages(
    pieces, begin, runs, run_i, run_j, run_n, n, ids, marks, lower, counts, places, slots, names, tagged
):  # fmt: skip
    """Count of every passage its ``places`` where words differ, and of these the ``slots`` for data.

    Numbers on either side and names on both are slots, each a place by itself. ``names`` counts the equal
    words that have a capital, within a sentence or never seen without; ``tagged`` those within markup.
    """
    for k in range(n):
        for p in range(begin[k], begin[k + 1]):
            i = -1
            j = -1
            for r in range(runs[pieces[p]], runs[pieces[p] + 1]):
                if run_n[r] == 0:
                    continue
                if i >= 0 and (run_i[r] > i or run_j[r] > j):
                    numbers, names_a = count_data(i, run_i[r], ids, marks, lower, counts)
                    others, names_b = count_data(j, run_j[r], ids, marks, lower, counts)
                    data = max(numbers, others) + min(names_a, names_b)
                    slots[k] += data
                    places[k] += max(1, data)
                for w in range(run_n[r]):
                    both = marks[run_i[r] + w] | marks[run_j[r] + w]
                    if both & CAPITAL and (not both & OPENS or lower[ids[run_i[r] + w]] == 0):
                        names[k] += 1
                    if both & TAG:
                        tagged[k] += 1
                i = run_i[r] + run_n[r]
                j = run_j[r] + run_n[r]


def mixed(h, g, value):
    """Return the two lanes of a hash with a further value."""
    h = ((h ^ value) * PRIME_A) & LANE
    g = ((g ^ value) * PRIME_B) & LANE
    return h ^ (h >> 15), g ^ (g >> 13)


def phrase(ids, k):
    """Return three words in a row as a number of 62 bits."""
    h = SEED_A
    g = SEED_B
    for w in range(k, k + 3):
        h, g = mixed(h, g, ids[w])
    return (h << 31) | g


def number_phrases(ids, at, n, table, keys, numbers):
    """Number the phrases that begin at some words; return how many there are."""
    mask = len(table) - 1
    size = 0
    for k in range(n):
        key = phrase(ids, at[k])
        slot = key & mask
        while table[slot] != 0 and keys[table[slot] - 1] != key:
            slot = (slot + 1) & mask
        if table[slot] == 0:
            keys[size] = key
            size += 1
            table[slot] = size
        numbers[k] = table[slot] - 1
    return size


def count_phrases(ids, first, documents, table, keys, counts, last):
    """Count the documents that have each of some phrases; ``last`` is work space."""
    mask = len(table) - 1
    for d in range(documents):
        for k in range(first[d], first[d + 1] - 2):
            key = phrase(ids, k)
            slot = key & mask
            while table[slot] != 0 and keys[table[slot] - 1] != key:
                slot = (slot + 1) & mask
            number = table[slot] - 1
            if number >= 0 and last[number] != d + 1:
                last[number] = d + 1
                counts[number] += 1


def trace_passages(
    pieces, begin, runs, run_i, run_j, run_n, a0, a1, b0, b1, n, ids, marks, lower, counts, out
):  # fmt: skip
    """Write of every passage a number of 62 bits for its equal words and for the words taken for names."""
    for k in range(n):
        h = SEED_A
        g = SEED_B
        for p in range(begin[k], begin[k + 1]):
            h, g = mixed(h, g, runs[pieces[p]] - runs[pieces[p] + 1])
            for r in range(runs[pieces[p]], runs[pieces[p] + 1]):
                if run_n[r]:
                    h, g = mixed(h, g, run_i[r] - a0[k])
                    h, g = mixed(h, g, run_j[r] - b0[k])
                    h, g = mixed(h, g, run_n[r])
        for w in range(a0[k], a1[k]):
            h, g = mixed(h, g, 1 if is_name(w, ids, marks, lower, counts) else 2)
        for w in range(b0[k], b1[k]):
            h, g = mixed(h, g, 1 if is_name(w, ids, marks, lower, counts) else 2)
        out[k] = (h << 31) | g
