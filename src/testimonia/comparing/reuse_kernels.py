"""The inner loops of the search for recycled passages, written so that they run twice.

Every function here is plain Python over flat sequences of integers. For small inputs it runs as it
stands, over lists, without waiting for a compiler; for large inputs numba compiles the same source. Both
give the same numbers: all arithmetic is on integers of fewer than 63 bits.

Scores are integers, 16 a bit (:data:`BIT`).
"""

# mypy: disallow-untyped-defs=False
# mypy: disallow-untyped-calls=False
# mypy: disallow-incomplete-defs=False
from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

BIT = 16

# Folded code points: up to three letters of 20 bits, and flags; what is no letter is a negative class.
LETTERS = (1 << 60) - 1
UPPER = 1 << 60
SINGLE = 1 << 61
SEPARATOR, IGNORED, APOSTROPHE, HYPHEN, POINT, LINE, SPACE, STOP, COMMA = -1, -2, -3, -4, -5, -6, -7, -8, -9

# A hash is two lanes of 31 bits, so that no product exceeds 62.
LANE = (1 << 31) - 1
PRIME_A, PRIME_B = 0x5BD1E995, 0x1B873593
SEED_A, SEED_B = 0x2545F491, 0x4F6CDD1D

# Alignment, in sixteenths of a bit.
GAP = 40  # 2.5 bits for a word missing on one side, or for two different words
NEAR = 32  # 2 bits for two spellings that share most of their letter pairs
DROP = 28 * BIT
WIDEST = 160  # cells of a row of the alignment


def read_words(codes, n, fold, starts, ends, hashes, signs, marks):
    """Cut code points into folded words; return how many there are.

    ``marks`` tells of each word whether it begins with a capital (1) and begins a sentence (2).
    """
    k = 0
    i = 0
    sentence = 2
    while i < n:
        v = fold[codes[i]]
        if v < 0:
            if v in (POINT, STOP, LINE):
                sentence = 2
            i += 1
            continue
        starts[k] = i
        marks[k] = sentence + (1 if v & UPPER else 0)
        sentence = 0
        h = SEED_A
        g = SEED_B
        sign = 0
        last = 0
        going = True
        while going:
            letters = v & LETTERS
            while letters:
                c = letters & 0xFFFFF
                letters >>= 20
                h = ((h ^ c) * PRIME_A) & LANE
                h ^= h >> 15
                g = ((g ^ c) * PRIME_B) & LANE
                g ^= g >> 13
                sign |= 1 << ((last * 29 + c * 13 + 5) % 61)
                last = c
            i += 1
            while i < n and fold[codes[i]] == IGNORED:
                i += 1
            ends[k] = i
            if v & SINGLE:
                break
            going = False
            if i < n:
                w = fold[codes[i]]
                if w >= 0:
                    if not w & SINGLE:
                        v = w
                        going = True
                elif w == APOSTROPHE:
                    if i + 1 < n and fold[codes[i + 1]] >= 0:
                        i += 1
                        v = fold[codes[i]]
                        going = not v & SINGLE
                elif w in (POINT, COMMA):
                    if 48 <= last <= 57 and i + 1 < n and 48 <= fold[codes[i + 1]] <= 57:
                        thousands = (
                            w == COMMA
                            and i + 3 < n
                            and 48 <= fold[codes[i + 2]] <= 57
                            and 48 <= fold[codes[i + 3]] <= 57
                            and not (i + 4 < n and 48 <= fold[codes[i + 4]] <= 57)
                        )
                        if not thousands:
                            h = ((h ^ 46) * PRIME_A) & LANE
                            g = ((g ^ 46) * PRIME_B) & LANE
                        i += 1
                        v = fold[codes[i]]
                        going = True
                elif w == HYPHEN:
                    j = i + 1
                    while j < n and j < i + 80 and fold[codes[j]] == SPACE:
                        j += 1
                    if j < n and fold[codes[j]] == LINE:
                        while j < n and j < i + 80 and (fold[codes[j]] == SPACE or fold[codes[j]] == LINE):
                            j += 1
                        if j < n and fold[codes[j]] >= 0 and not fold[codes[j]] & (UPPER | SINGLE):
                            i = j
                            v = fold[codes[i]]
                            going = True
        last = (last * 29 + 11) % 61
        hashes[k] = (h << 31) | g
        signs[k] = sign | (1 << last)
        k += 1
    return k


def number_words(hashes, signs, marks, n, table, vhash, vsign, vcount, vlower, size, ids):
    """Give every hash its number; return the size of the vocabulary."""
    mask = len(table) - 1
    for k in range(n):
        h = hashes[k]
        slot = h & mask
        while table[slot] != 0 and vhash[table[slot] - 1] != h:
            slot = (slot + 1) & mask
        if table[slot] == 0:
            vhash[size] = h
            vsign[size] = signs[k]
            size += 1
            table[slot] = size
        word = table[slot] - 1
        vcount[word] += 1
        if not marks[k] & 1:
            vlower[word] += 1
        ids[k] = word
    return size


def renumber(vhash, size, table):
    """Fill an empty table with the numbers of the vocabulary."""
    mask = len(table) - 1
    for word in range(size):
        slot = vhash[word] & mask
        while table[slot] != 0:
            slot = (slot + 1) & mask
        table[slot] = word + 1


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


class Kernels:
    """The functions of this module: plain, or compiled by numba when first called.

    Compiled code is kept between runs beside the module or in the user's cache folder; where neither can
    be written it is compiled anew.
    """

    read_words: Callable[..., int]
    number_words: Callable[..., int]
    renumber: Callable[..., None]
    mark_seeds: Callable[..., None]
    collect_seeds: Callable[..., int]
    mark_heavy: Callable[..., int]
    mark_formulae: Callable[..., int]
    mark_known: Callable[..., None]
    own_bits: Callable[..., None]
    trim_ends: Callable[..., None]
    pair_places: Callable[..., tuple[int, int]]
    align_pairs: Callable[..., tuple[int, int, int]]

    def __init__(self, compiled: bool) -> None:
        self.compiled = compiled
        functions = {name: f for name, f in globals().items() if isinstance(f, types.FunctionType)}
        for name, function in (_compile(functions) if compiled else functions).items():
            setattr(self, name, function)

    def room(self, size: int, kind: str) -> Any:
        """Return ``size`` empty places (zeros) for the kernels: an array, or a list or bytearray."""
        if self.compiled:
            import numpy as np

            return np.zeros(size, kind)
        return bytearray(size) if kind == "u1" else [0] * size

    def given(self, array: Any) -> Any:
        """Return an array as the kernels like it: as it is, or as a list."""
        return array if self.compiled else array.tolist()


def _compile(functions: dict[str, Any]) -> dict[str, Any]:
    """Return compiled twins of the functions that call each other, not the plain ones."""
    from numba import njit

    scope = dict(globals())
    for name, function in functions.items():
        if not name.startswith("_"):
            twin = types.FunctionType(function.__code__, scope, name)
            twin.__qualname__ = name
            twin.__module__ = __name__
            try:
                scope[name] = njit(twin, cache=True)
            except RuntimeError:  # no folder for the cache
                scope[name] = njit(twin)
    return {name: scope[name] for name in functions if not name.startswith("_")}
