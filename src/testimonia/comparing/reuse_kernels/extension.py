"""Kernels of alignment: banded X-drop extension in log-odds bits, and the trimming of its ends."""

# mypy: disallow-untyped-defs=False
# mypy: disallow-untyped-calls=False
# mypy: disallow-incomplete-defs=False
from __future__ import annotations

from testimonia.comparing.reuse_kernels.constants import (
    BIT,
    DROP,
    GAP,
    NEAR,
    WIDEST,
)


def count_bits(x):
    """Return how many bits are set in a number of at most 63 bits."""
    x = x - ((x >> 1) & 0x5555555555555555)
    x = (x & 0x3333333333333333) + ((x >> 2) & 0x3333333333333333)
    x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0F
    x = x + (x >> 8)
    x = x + (x >> 16)
    x = x + (x >> 32)
    return x & 0x7F


def extend(
    ids, info, signs, i0, j0, rows, columns, step, cells, row_cells, row_first, old, new, out_i, out_j
):
    """Align words from ``(i0, j0)`` on in the direction ``step`` until the score falls DROP below its best.

    Return the best score and the number of equal words; their places stand in ``out_i`` and ``out_j``,
    the farthest first. Rows are words of the first side, columns those of the second; a row holds the
    cells within DROP of the best score so far. ``cells`` keeps the way to each cell: 0 both sides, 1 a
    word of the first side alone, 2 a word of the second alone; of equally good ways the smallest.
    """
    dead = -(1 << 30)
    best = 0
    best_row = 0
    best_column = 0
    low = 0
    high = min(columns, DROP // GAP) + 1
    for c in range(high):
        old[c] = -GAP * c
    base = 0
    used = 0
    r = 0
    while r < rows and low < high and used + WIDEST < len(cells) and r + 1 < len(row_cells):
        word = ids[i0 + step * r]
        gain = min(info[word], 9 * BIT)
        sign = signs[word]
        mass = count_bits(sign)
        r += 1
        row_cells[r] = used
        row_first[r] = low
        left = dead
        next_low = -1
        next_high = low
        c = low
        while c <= columns and c - low < WIDEST and (c <= high or left > dead):
            value = dead
            way = 0
            if low < c <= high and old[c - 1 - base] > dead:
                other = ids[j0 + step * (c - 1)]
                value = old[c - 1 - base]
                if other == word:
                    value += gain
                else:
                    common = count_bits(sign & signs[other])
                    if mass > 3 and 5 * common >= 3 * max(mass, count_bits(signs[other])):
                        value += NEAR
                    else:
                        value -= GAP
            if c < high and old[c - base] > dead and old[c - base] - GAP > value:
                value = old[c - base] - GAP
                way = 1
            if left > dead and left - GAP > value:
                value = left - GAP
                way = 2
            if value < best - DROP:
                value = dead
            elif value > best:
                best = value
                best_row = r
                best_column = c
            new[c - low] = value
            cells[used] = way
            used += 1
            left = value
            if value > dead:
                if next_low < 0:
                    next_low = c
                next_high = c + 1
            c += 1
        base = low
        low = max(next_low, 0)
        high = next_high if next_low >= 0 else low
        old, new = new, old
    count = 0
    r = best_row
    c = best_column
    while r > 0:
        way = cells[row_cells[r] + c - row_first[r]]
        if way != 2:
            r -= 1
        if way != 1:
            c -= 1
        if way == 0 and ids[i0 + step * r] == ids[j0 + step * c]:
            out_i[count] = i0 + step * r
            out_j[count] = j0 + step * c
            count += 1
    return best, count


def write_runs(out_i, out_j, count, backwards, run_i, run_j, run_n, runs, start):
    """Append matched words as runs of equal words; ``start`` is the first run that may grow."""
    for t in range(count):
        k = count - 1 - t if backwards else t
        i = out_i[k]
        j = out_j[k]
        if runs > start and run_i[runs - 1] + run_n[runs - 1] == i and run_j[runs - 1] + run_n[runs - 1] == j:
            run_n[runs - 1] += 1
        else:
            run_i[runs] = i
            run_j[runs] = j
            run_n[runs] = 1
            runs += 1
    return runs


def trim_ends(begin, n, a0, a1, b0, b1, score, equal, run_i, run_j, run_n, ids, info, marks):
    """Cut off a first or last run of less than 9 bits that stands in another sentence than its neighbour.

    Such a run is a function word met by chance beyond the end of what was copied. Cut runs have no words.
    """
    for t in range(n):
        low = begin[t]
        high = begin[t + 1] - 1
        for side in range(2):
            while low < high:
                r = low if side == 0 else high
                bits = 0
                for i in range(run_i[r], run_i[r] + run_n[r]):
                    bits += min(info[ids[i]], 9 * BIT)
                left = low if side == 0 else high - 1
                parted = False
                for i in range(run_i[left] + run_n[left], run_i[left + 1] + 1):
                    parted = parted or marks[i] & 2 != 0
                for j in range(run_j[left] + run_n[left], run_j[left + 1] + 1):
                    parted = parted or marks[j] & 2 != 0
                if bits >= 9 * BIT or not parted:
                    break
                score[t] -= bits
                equal[t] -= run_n[r]
                run_n[r] = 0
                if side == 0:
                    low += 1
                else:
                    high -= 1
        a0[t] = run_i[low]
        b0[t] = run_j[low]
        a1[t] = run_i[high] + run_n[high]
        b1[t] = run_j[high] + run_n[high]
