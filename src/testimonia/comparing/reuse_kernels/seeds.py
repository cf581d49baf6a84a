"""Kernels of seeds: the shortest n-grams that carry enough information, and how often they stand."""

# mypy: disallow-untyped-defs=False
# mypy: disallow-untyped-calls=False
# mypy: disallow-incomplete-defs=False
from __future__ import annotations

from testimonia.comparing.reuse_kernels.constants import (
    LANE,
    PRIME_A,
    PRIME_B,
    SEED_A,
    SEED_B,
)


def seed_at(ids, i, stop, info, bits, longest):
    """Return the hash of the shortest n-gram from word ``i`` that carries ``bits``, or 0."""
    carried = 0
    h = SEED_A
    g = SEED_B
    n = 0
    while n < longest and i + n < stop:
        word = ids[i + n]
        carried += info[word]
        h = ((h ^ (word + 1)) * PRIME_A) & LANE
        h ^= h >> 15
        g = ((g ^ (word + 1)) * PRIME_B) & LANE
        g ^= g >> 13
        n += 1
        if n >= 2 and carried >= bits:
            return ((h << 31) | g) + 1
    return 0


def mark_seeds(ids, first, documents, info, bits, longest, once, twice, mask):
    """Mark the seeds that stand once, and those that stand more often, in two bitmaps."""
    for d in range(documents):
        stop = first[d + 1]
        for i in range(first[d], stop):
            h = seed_at(ids, i, stop, info, bits, longest)
            if h:
                byte = (h & mask) >> 3
                bit = 1 << (h & 7)
                if once[byte] & bit:
                    twice[byte] |= bit
                else:
                    once[byte] |= bit


def collect_seeds(ids, first, documents, info, bits, longest, twice, mask, shift, levels, level, out):
    """Write hash and place of every seed that may recur into ``out``; return how many there are."""
    count = 0
    kept = (1 << (62 - shift)) - 1
    for d in range(documents):
        stop = first[d + 1]
        for i in range(first[d], stop):
            if levels[i] != level:
                continue
            h = seed_at(ids, i, stop, info, bits, longest)
            if h and (level > 0 or twice[(h & mask) >> 3] & (1 << (h & 7))):
                out[count] = ((h & kept) << shift) | i
                count += 1
    return count


def mark_heavy(seeds, n, shift, most, levels, level):
    """Raise the level of the places whose seed stands more than ``most`` times; return how many there are."""
    places = (1 << shift) - 1
    heavy = 0
    s = 0
    while s < n:
        e = s + 1
        while e < n and seeds[e] >> shift == seeds[s] >> shift:
            e += 1
        if e - s > most:
            for t in range(s, e):
                levels[seeds[t] & places] = level + 1
            heavy += e - s
        s = e
    return heavy


def document_of(first, documents, i):
    """Return the document that holds word ``i``."""
    low = 0
    high = documents
    while high - low > 1:
        middle = (low + high) >> 1
        if first[middle] <= i:
            low = middle
        else:
            high = middle
    return low
