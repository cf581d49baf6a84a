"""Kernels that tell what sort of words the two sides of a passage share, and which they do not."""

# mypy: disallow-untyped-defs=False
# mypy: disallow-untyped-calls=False
# mypy: disallow-incomplete-defs=False
from __future__ import annotations

from testimonia.comparing.reuse_kernels.constants import CAPITAL, NUMBER, OPENS, TAG


def count_data(start, end, ids, marks, lower, counts):
    """Count the numbers, and the words taken for names, from one word to another.

    A name has a capital and is never seen in lower case; at the start of a sentence it must be seen three
    times.
    """
    numbers = 0
    names = 0
    for k in range(start, end):
        if marks[k] & NUMBER:
            numbers += 1
        elif marks[k] & CAPITAL and lower[ids[k]] == 0 and (not marks[k] & OPENS or counts[ids[k]] >= 3):
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
