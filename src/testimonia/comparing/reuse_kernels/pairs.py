"""Kernels that pair the places of one seed."""

# mypy: disallow-untyped-defs=False
# mypy: disallow-untyped-calls=False
# mypy: disallow-incomplete-defs=False
from __future__ import annotations

from testimonia.comparing.reuse_kernels.constants import (
    BIT,
    GAP,
)
from testimonia.comparing.reuse_kernels.seeds import (
    document_of,
    seed_at,
)


def ungapped(ids, info, formula, i, j, i_stop, j_stop, step):
    """Return the best score of a gapless extension from ``(i, j)`` of at most 60 words.

    It ends 12 bits below its best; words of formulae count nothing.
    """
    best = 0
    score = 0
    n = 0
    while n < 60 and i != i_stop and j != j_stop:
        n += 1
        if ids[i] == ids[j]:
            if not formula[i]:
                score += min(info[ids[i]], 9 * BIT)
                best = max(best, score)
        else:
            score -= GAP
            if score < best - 12 * BIT:
                break
        i += step
        j += step
    return best


def run_of(ids, info, formula, first, i, j, di, dj, longest):
    """Return the run of equal words from ``(i, j)`` on: its words, its bits, and those outside formulae."""
    most = min(longest, first[di + 1] - i, first[dj + 1] - j)
    if di == dj:
        most = min(most, j - i)
    n = 0
    bits = 0
    common = 0
    while n < most and ids[i + n] == ids[j + n]:
        gain = min(info[ids[i + n]], 9 * BIT)
        bits += gain
        if formula[i + n]:
            common += gain
        n += 1
    return n, bits, bits - common + min(common, 9 * BIT)


def pair_places(
    seeds, n, s, shift, most, ids, first, documents, info, formula, bits, longest,
    levels, level, last, before, docs, wanted,
    keys, firsts, seconds, runs, gains, scores, room, least,
):  # fmt: skip
    """Pair the places of each seed from ``seeds[s]`` on; return the pairs written and the next seed.

    A pair whose preceding words are equal and begin a seed of the same level is left out: its run of
    equal words has been paired at the run's beginning. A seed that stands too often even at its longest
    is paired only with its first place and with its neighbour. ``gains`` are the bits of the run,
    ``scores`` those of its gapless extension, a formula counting as one word; pairs below ``least`` are
    left out, and pairs of documents of which neither is ``wanted``.
    """
    places = (1 << shift) - 1
    count = 0
    while s < n:
        e = s + 1
        while e < n and seeds[e] >> shift == seeds[s] >> shift:
            e += 1
        g = e - s
        heavy = g > most
        if g < 2 or (heavy and not last):
            s = e
            continue
        if count + (2 * g if heavy else g * (g - 1) // 2) > room:
            break
        # Long runs are cut; some 4,096 words apart one seed, told by its hash, begins a new one.
        anchor = (seeds[s] >> shift) % 4096 == 0
        if not heavy:
            for t in range(g):
                i = seeds[s + t] & places
                d = document_of(first, documents, i)
                docs[t] = d
                before[t] = -1 - i
                if (
                    i > first[d]
                    and not anchor
                    and levels[i - 1] == level
                    and seed_at(ids, i - 1, first[d + 1], info, bits, longest) != 0
                ):
                    before[t] = ids[i - 1]
        for t in range(1, g):
            j = seeds[s + t] & places
            dj = document_of(first, documents, j) if heavy else docs[t]
            for u in range(min(t, 2) if heavy else t):
                w = u
                if heavy:
                    w = t - 1 if u == 0 else 0
                elif before[u] == before[t]:
                    continue
                i = seeds[s + w] & places
                di = document_of(first, documents, i) if heavy else docs[w]
                if not wanted[di] and not wanted[dj]:
                    continue
                run, gain, score = run_of(ids, info, formula, first, i, j, di, dj, 64 if heavy else 8192)
                if run < 2:
                    continue
                stop = j if di == dj else first[di + 1]
                score += ungapped(ids, info, formula, i + run, j + run, stop, first[dj + 1], 1)
                score += ungapped(ids, info, formula, i - 1, j - 1, first[di] - 1, first[dj] - 1, -1)
                if score < least:
                    continue
                keys[count] = di * documents + dj
                firsts[count] = i
                seconds[count] = j
                runs[count] = run
                gains[count] = gain
                scores[count] = score
                count += 1
        s = e
    return count, s
