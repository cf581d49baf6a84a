"""Kernels that align two documents from the pairs of places they share."""

# mypy: disallow-untyped-defs=False
# mypy: disallow-untyped-calls=False
# mypy: disallow-incomplete-defs=False
from __future__ import annotations

from testimonia.comparing.reuse_kernels.extension import (
    extend,
    write_runs,
)


def has_second(firsts, seconds, s, e, t):
    """Tell whether another pair of the same documents lies near the diagonal of pair ``t``."""
    i = firsts[t]
    diagonal = seconds[t] - i
    for u in range(s, min(e, s + 2000)):
        if u != t and abs(firsts[u] - i) <= 80 and abs(seconds[u] - firsts[u] - diagonal) <= 12:
            return True
    return False


def known(a0, a1, b0, b1, begin, count, i, i_end, j, j_end):
    """Tell whether one of the alignments ``begin`` to ``count`` covers half of both stretches."""
    for t in range(max(begin, count - 200), count):
        over_a = min(a1[t], i_end) - max(a0[t], i)
        over_b = min(b1[t], j_end) - max(b0[t], j)
        if 2 * over_a > i_end - i and 2 * over_b > j_end - j:
            return True
    return False


def beside(a0, a1, b0, b1, begin, count, i, i_end, j, j_end):
    """Tell whether one of the alignments ``begin`` to ``count`` lies within 60 words on both sides.

    120 words on one side are near enough where the other has no more than five.
    """
    for t in range(max(begin, count - 200), count):
        gap_a = max(0, a0[t] - i_end, i - a1[t])
        gap_b = max(0, b0[t] - j_end, j - b1[t])
        if max(gap_a, gap_b) <= 60 or (min(gap_a, gap_b) <= 5 and max(gap_a, gap_b) <= 120):
            return True
    return False


def align_pairs(
    keys, firsts, seconds, runs, gains, scores, n, s, documents, ids, first, info, signs,
    strong, weak, faint, sure, together, limit,
    cells, row_cells, row_first, old, new, out_i, out_j,
    a0, a1, b0, b1, points, equal, begins, run_i, run_j, run_n,
):  # fmt: skip
    """Align the documents that share pairs, from pair ``s`` on; return alignments, runs and the next pair.

    Pairs come sorted by documents, then best first. One is extended if it is strong by itself or has a
    second one near its diagonal. Alignments of at least ``weak`` are written for documents that have a
    ``sure`` one, or several that have ``together`` enough; in a second round those of at least ``faint``
    beside a written one.
    """
    count = 0
    written = 0
    while s < n:
        e = s + 1
        while e < n and keys[e] == keys[s]:
            e += 1
        begin = count
        first_run = written
        full = False
        best = 0
        da = keys[s] // documents
        db = keys[s] % documents
        for turn in range(2 * (e - s)):
            if count - begin >= limit or (turn == e - s and best < sure):
                break
            t = s + turn % (e - s)
            second = turn >= e - s
            i = firsts[t]
            j = seconds[t]
            length = runs[t]
            if known(a0, a1, b0, b1, begin, count, i, i + length, j, j + length):
                continue
            if second:
                if not beside(a0, a1, b0, b1, begin, count, i, i + length, j, j + length):
                    continue
            elif scores[t] < strong and not has_second(firsts, seconds, s, e, t):
                continue
            if count >= len(a0) or written + 2 * len(out_i) + 1 > len(run_i):
                full = True
                break
            a_stop = first[da + 1]
            b_stop = first[db]
            if da == db:
                a_stop = (i + length + j) // 2
                b_stop = a_stop
            score, matched = extend(
                ids, info, signs, i - 1, j - 1, i - first[da], j - b_stop, -1,
                cells, row_cells, row_first, old, new, out_i, out_j,
            )  # fmt: skip
            head = written
            written = write_runs(out_i, out_j, matched, False, run_i, run_j, run_n, written, head)
            total = gains[t] + score
            words = length + matched
            if (
                written > head
                and run_i[written - 1] + run_n[written - 1] == i
                and run_j[written - 1] + run_n[written - 1] == j
            ):
                run_n[written - 1] += length
            else:
                run_i[written] = i
                run_j[written] = j
                run_n[written] = length
                written += 1
            score, matched = extend(
                ids, info, signs, i + length, j + length, a_stop - i - length, first[db + 1] - j - length, 1,
                cells, row_cells, row_first, old, new, out_i, out_j,
            )  # fmt: skip
            written = write_runs(out_i, out_j, matched, True, run_i, run_j, run_n, written, head)
            total += score
            words += matched
            i = run_i[head]
            j = run_j[head]
            i_end = run_i[written - 1] + run_n[written - 1]
            j_end = run_j[written - 1] + run_n[written - 1]
            if total < (faint if second else weak) or known(a0, a1, b0, b1, begin, count, i, i_end, j, j_end):
                written = head
                continue
            a0[count] = i
            a1[count] = i_end
            b0[count] = j
            b1[count] = j_end
            points[count] = total
            equal[count] = words
            begins[count] = head
            best = max(best, total)
            count += 1
        if full:
            count = begin
            written = first_run
            break
        total = 0
        for t in range(begin, count):
            total += points[t]
        if best < sure and (count - begin < 2 or total < together):
            count = begin
            written = first_run
        s = e
    return count, written, s
