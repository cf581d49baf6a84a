"""Kernels that read texts: code points become numbered words."""

# mypy: disallow-untyped-defs=False
# mypy: disallow-untyped-calls=False
# mypy: disallow-incomplete-defs=False
from __future__ import annotations

from testimonia.comparing.reuse_kernels.constants import (
    APOSTROPHE,
    CAPITAL,
    COMMA,
    HYPHEN,
    IGNORED,
    LANE,
    LETTERS,
    LINE,
    NUMBER,
    OPENS,
    POINT,
    PRIME_A,
    PRIME_B,
    SEED_A,
    SEED_B,
    SINGLE,
    SPACE,
    STOP,
    UPPER,
)


def read_words(codes, n, fold, starts, ends, hashes, signs, marks):
    """Cut code points into folded words; return how many there are.

    ``marks`` tells of each word whether it begins with a capital, a sentence, or a digit.
    """
    k = 0
    i = 0
    sentence = OPENS
    while i < n:
        v = fold[codes[i]]
        if v < 0:
            if v in (POINT, STOP, LINE):
                sentence = OPENS
            i += 1
            continue
        starts[k] = i
        marks[k] = sentence + (CAPITAL if v & UPPER else 0)
        if 48 <= v <= 57:
            marks[k] += NUMBER
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
        if not marks[k] & CAPITAL:
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
