"""Kernels that compare two witnesses of one family, stretch against stretch."""

# mypy: disallow-untyped-defs=False
# mypy: disallow-untyped-calls=False
# mypy: disallow-incomplete-defs=False
from __future__ import annotations

from testimonia.comparing.reuse_kernels.constants import BIT, LOOSE, NEAR
from testimonia.comparing.reuse_kernels.extension import count_bits, write_runs


def align_stretches(
    ids, info, signs, x0, y0, rows, columns, taken_x, taken_y, old, new, cells, out_i, out_j
):  # fmt: skip
    """Align two stretches of words locally; return the score and the number of equal words.

    A different or a missing word costs LOOSE. Words that are taken are not aligned, nor skipped. The places
    of equal words stand in ``out_i`` and ``out_j``, the last first. Of equally good ways the first.
    """
    best = 0
    best_row = 0
    best_column = 0
    for c in range(columns + 1):
        old[c] = 0
    for r in range(1, rows + 1):
        word = ids[x0 + r - 1]
        gain = min(info[word], 9 * BIT)
        sign = signs[word]
        mass = count_bits(sign)
        at = (r - 1) * columns
        new[0] = 0
        for c in range(1, columns + 1):
            value = 0
            way = 3
            if not taken_x[r - 1] and not taken_y[c - 1]:
                other = ids[y0 + c - 1]
                near = -LOOSE
                if other == word:
                    near = gain
                elif mass > 3:
                    common = count_bits(sign & signs[other])
                    if 5 * common >= 3 * max(mass, count_bits(signs[other])):
                        near = NEAR
                if old[c - 1] + near > value:
                    value = old[c - 1] + near
                    way = 0
                if old[c] - LOOSE > value:
                    value = old[c] - LOOSE
                    way = 1
                if new[c - 1] - LOOSE > value:
                    value = new[c - 1] - LOOSE
                    way = 2
                if value > best and other == word:
                    best = value
                    best_row = r
                    best_column = c
            new[c] = value
            cells[at + c - 1] = way
        old, new = new, old
    count = 0
    r = best_row
    c = best_column
    while r > 0 and c > 0:
        way = cells[(r - 1) * columns + c - 1]
        if way == 3:
            break
        if way != 2:
            r -= 1
        if way != 1:
            c -= 1
        if way == 0 and ids[x0 + r] == ids[y0 + c]:
            out_i[count] = x0 + r
            out_j[count] = y0 + c
            count += 1
    return best, count


def align_families(
    x0, x1, y0, y1, n, s, ids, info, signs, least, few, most_pieces,
    taken_x, taken_y, old, new, cells, out_i, out_j,
    pair, a0, a1, b0, b1, points, equal, begins, run_i, run_j, run_n,
):  # fmt: skip
    """Align pairs of stretches from pair ``s`` on; return alignments, runs and the next pair.

    Each pair gives up to ``most_pieces`` alignments of ``least`` and ``few`` equal words, best first, none of
    whose words is another one's: sentences that were moved. Pairs too long for ``cells`` give none.
    """
    count = 0
    written = 0
    while s < n:
        rows = x1[s] - x0[s]
        columns = y1[s] - y0[s]
        if rows * columns > len(cells) or max(rows, columns) >= len(out_i):
            s += 1
            continue
        if count + most_pieces > len(a0) or written + most_pieces * (rows + 1) > len(run_i):
            break
        for r in range(rows):
            taken_x[r] = 0
        for c in range(columns):
            taken_y[c] = 0
        for _turn in range(most_pieces):
            score, matched = align_stretches(
                ids, info, signs, x0[s], y0[s], rows, columns, taken_x, taken_y, old, new, cells, out_i, out_j
            )  # fmt: skip
            if score < least or matched < few:
                break
            head = written
            written = write_runs(out_i, out_j, matched, True, run_i, run_j, run_n, written, head)
            pair[count] = s
            a0[count] = run_i[head]
            b0[count] = run_j[head]
            a1[count] = run_i[written - 1] + run_n[written - 1]
            b1[count] = run_j[written - 1] + run_n[written - 1]
            points[count] = score
            equal[count] = matched
            begins[count] = head
            for i in range(a0[count], a1[count]):
                taken_x[i - x0[s]] = 1
            for j in range(b0[count], b1[count]):
                taken_y[j - y0[s]] = 1
            count += 1
        s += 1
    return count, written, s
