"""Quoted words laid along the words of a verse.

Needleman and Wunsch 1970, the ends of the verse free, so that a part of it may be quoted. Two words written
as one, and one written as two, are a step of their own; misread words count as half alike. Cost: quoted words
times words of the verse, at most :data:`LONGEST` squared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from testimonia.model import Record

LONGEST = 240


class Step(Record, frozen=True):
    """One step of an alignment: quoted words ``[i, i2)`` beside words ``[j, j2)`` of the verse."""

    i: int
    i2: int
    j: int
    j2: int
    same: bool
    joining: bool = False


def align(
    quoted: Sequence[str], verse: Sequence[str], same: Callable[[int, int], bool], *, free: bool = True
) -> list[Step]:
    """Lay quoted words along a verse and return the steps; its ends are free, or all of it counts.

    ``same(i, j)`` tells whether quoted word i is word j of the verse. Two words that make one, or one that
    makes two, are a step of their own. Both are a few hundred words long at most.
    """
    rows, columns = len(quoted), len(verse)
    score = [[0] * (columns + 1) if free else [-2 * j for j in range(columns + 1)]]
    for i in range(1, rows + 1):
        above = score[-1]
        row = [-2 * i]
        word = quoted[i - 1]
        pair = quoted[i - 2] + word if i > 1 else ""
        for j in range(1, columns + 1):
            best = max(
                above[j] - 2, row[j - 1] - 2, above[j - 1] + _gain(word, verse[j - 1], same(i - 1, j - 1))
            )
            if pair and pair == verse[j - 1]:
                best = max(best, score[i - 2][j - 1] + _JOIN)
            elif j > 1 and len(word) > 3 and word == verse[j - 2] + verse[j - 1]:
                best = max(best, above[j - 2] + _JOIN)
            row.append(best)
        score.append(row)
    return _steps(score, quoted, verse, same, free)


_JOIN = 5


def _gain(word: str, other: str, same: bool) -> int:
    if same:
        return 4
    return 1 if alike(word, other) else -2


def _steps(
    score: list[list[int]],
    quoted: Sequence[str],
    verse: Sequence[str],
    same: Callable[[int, int], bool],
    free: bool,
) -> list[Step]:
    """Trace the best alignment back; runs of equal kind are one step."""
    i, j = len(quoted), len(verse)
    if free:
        j = max(range(len(verse) + 1), key=lambda column: (score[i][column], -column))
        if j < len(verse) and score[i][j + 1] == score[i][j]:
            j += 1  # a last word that is another one, rather than one too many
    back: list[tuple[int, int, bool]] = []
    while i > 0 or (j > 0 and not free):
        di, dj, equal = _backward(score, quoted, verse, same, i, j) if i > 0 else (0, 1, False)
        back.append((di, dj, equal))
        i, j = i - di, j - dj
    out: list[Step] = []
    for di, dj, equal in reversed(back):
        joining = di + dj == 3
        if out and out[-1].same == equal and not joining and not out[-1].joining:
            last = out[-1]
            out[-1] = Step(i=last.i, i2=last.i2 + di, j=last.j, j2=last.j2 + dj, same=equal)
        else:
            out.append(Step(i=i, i2=i + di, j=j, j2=j + dj, same=equal, joining=joining))
        i, j = i + di, j + dj
    return out


def _backward(
    score: list[list[int]],
    quoted: Sequence[str],
    verse: Sequence[str],
    same: Callable[[int, int], bool],
    i: int,
    j: int,
) -> tuple[int, int, bool]:
    """Return the step the best score at (i, j) came by: words quoted, words of the verse, whether equal."""
    here = score[i][j]
    if j > 0:
        equal = same(i - 1, j - 1)
        if here == score[i - 1][j - 1] + _gain(quoted[i - 1], verse[j - 1], equal):
            return 1, 1, equal
        if i > 1 and quoted[i - 2] + quoted[i - 1] == verse[j - 1] and here == score[i - 2][j - 1] + _JOIN:
            return 2, 1, False
        if j > 1 and quoted[i - 1] == verse[j - 2] + verse[j - 1] and here == score[i - 1][j - 2] + _JOIN:
            return 1, 2, False
    return (1, 0, False) if here == score[i - 1][j] - 2 else (0, 1, False)


@lru_cache(maxsize=100_000)
def alike(a: str, b: str) -> bool:
    """Tell whether two words share most of their letters, as a misread word and the right one do."""
    if abs(len(a) - len(b)) > 2 or not a or not b or (a[0] != b[0] and a[-1] != b[-1]):
        return False
    return edits(a, b, 2) * 3 <= max(len(a), len(b))


def edits(a: str, b: str, most: int = 99) -> int:
    """Return the letters to change, add or drop between two words (Levenshtein), at most ``most`` + 1."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
        if min(row) > most:
            return most + 1
    return row[-1]
