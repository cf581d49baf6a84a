"""Kernels of formulae: phrases that turn up in unlike surroundings."""

# mypy: disallow-untyped-defs=False
# mypy: disallow-untyped-calls=False
# mypy: disallow-incomplete-defs=False
from __future__ import annotations

from testimonia.comparing.reuse_kernels.constants import (
    BIT,
)
from testimonia.comparing.reuse_kernels.seeds import (
    document_of,
)


def shared_bits(ids, info, i, i_end, j, j_end):
    """Return the information of the words of one stretch that stand in the other too."""
    bits = 0
    for x in range(i, i_end):
        for y in range(j, j_end):
            if ids[x] == ids[y]:
                bits += min(info[ids[x]], 9 * BIT)
                break
    return bits


def equal_run(ids, info, i, j, i_stop, j_stop, step):
    """Return length and bits of the run of equal words from ``(i, j)``, at most 40 words."""
    n = 0
    bits = 0
    while n < 40 and i != i_stop and j != j_stop and ids[i] == ids[j]:
        bits += min(info[ids[i]], 9 * BIT)
        n += 1
        i += step
        j += step
    return n, bits


def mark_formulae(
    seeds, n, shift, ids, first, documents, info, bits, longest, same, places_of, docs, formula, heads
):  # fmt: skip
    """Mark the words of seeds that turn up in several unlike surroundings; return how many seeds there are.

    Of at most ``len(places_of)`` places all are compared with all. Two of them stand in one text if the
    words equal around them carry ``same`` bits; otherwise the nine words before and the nine after the
    equal ones are their surroundings, alike if they share 14 bits. The seed is a formula if its places
    count as three different surroundings or more (inverse Simpson index), before it and after it.
    ``heads`` receives the first of the entries of each such seed.
    """
    places = (1 << shift) - 1
    sample = len(places_of)
    found = 0
    s = 0
    while s < n:
        e = s + 1
        while e < n and seeds[e] >> shift == seeds[s] >> shift:
            e += 1
        g = e - s
        m = min(g, sample)
        if m >= 4:
            for t in range(m):
                places_of[t] = seeds[s + t * g // m] & places
                docs[t] = document_of(first, documents, places_of[t])
            length = 2
            carried = info[ids[places_of[0]]] + info[ids[places_of[0] + 1]]
            while carried < bits and length < longest:
                carried += info[ids[places_of[0] + length]]
                length += 1
            before = m
            after = m
            for t in range(1, m):
                j = places_of[t]
                for u in range(t):
                    i = places_of[u]
                    i_first = first[docs[u]]
                    j_first = first[docs[t]]
                    i_stop = first[docs[u] + 1]
                    j_stop = first[docs[t] + 1]
                    back, bits_back = equal_run(ids, info, i - 1, j - 1, i_first - 1, j_first - 1, -1)
                    ahead, bits_ahead = equal_run(ids, info, i, j, i_stop, j_stop, 1)
                    if bits_back + bits_ahead >= same:
                        before += 2
                        after += 2
                        continue
                    begin_i = max(i_first, i - back - 10)
                    begin_j = max(j_first, j - back - 10)
                    if shared_bits(ids, info, begin_i, i - back - 1, begin_j, j - back - 1) >= 14 * BIT:
                        before += 2
                    end_i = min(i_stop, i + ahead + 10)
                    end_j = min(j_stop, j + ahead + 10)
                    if shared_bits(ids, info, i + ahead + 1, end_i, j + ahead + 1, end_j) >= 14 * BIT:
                        after += 2
            if m * m >= 3 * max(before, after):
                heads[found] = seeds[s]
                found += 1
                for t in range(s, e):
                    i = seeds[t] & places
                    for k in range(length):
                        formula[i + k] = 1
        s = e
    return found


def mark_known(seeds, n, shift, ids, info, bits, longest, heads, known, formula):
    """Mark the words of seeds that are known as formulae; ``heads`` are their sorted hashes."""
    places = (1 << shift) - 1
    for s in range(n):
        h = seeds[s] >> shift
        low = 0
        high = known
        while low < high:
            middle = (low + high) >> 1
            if heads[middle] < h:
                low = middle + 1
            else:
                high = middle
        if low < known and heads[low] == h:
            i = seeds[s] & places
            carried = 0
            length = 0
            while length < longest and (length < 2 or carried < bits):
                carried += info[ids[i + length]]
                formula[i + length] = 1
                length += 1


def own_bits(begin, n, run_i, run_n, score, ids, info, formula, own):
    """Write the score of each alignment with every formula in it counted as one word of 9 bits."""
    for t in range(n):
        bits = score[t]
        inside = False
        for r in range(begin[t], begin[t + 1]):
            for i in range(run_i[r], run_i[r] + run_n[r]):
                if formula[i]:
                    bits -= min(info[ids[i]], 9 * BIT)
                    if not inside:
                        bits += 9 * BIT
                    inside = True
                else:
                    inside = False
            inside = False
        own[t] = bits
