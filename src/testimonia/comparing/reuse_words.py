"""Texts as numbered words: what every later step of the search for recycled passages works on.

A word is compared in its *folded* form: compatibility forms and ligatures resolved, lower case, marks
(accents, Arabic vowel signs), tatweel, apostrophes and invisible characters dropped, the forms of alef,
ya and ta marbuta made equal, all decimal digits written 0 to 9. A hyphen at a line end joins the two
halves of a word; a comma before exactly three digits is no part of a number, any other comma or point
between digits is. Scripts without spaces (Chinese, Japanese, Thai) give one word a character.

Folded words are hashed to 62 bits while the code points are read, once, from left to right, and the
hashes are numbered. Two different words meet in one hash with a chance of about 10⁻⁷ in a vocabulary of
a million. Cost: some 10 ns a character compiled; memory: 12 bytes a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from testimonia.comparing.reuse_kernels import Kernels
from testimonia.comparing.reuse_kernels.constants import (
    APOSTROPHE,
    COMMA,
    HYPHEN,
    IGNORED,
    LINE,
    POINT,
    SEPARATOR,
    SINGLE,
    SPACE,
    STOP,
    TAG,
    UPPER,
)

#: Letters that count as one letter although Unicode does not decompose them.
EQUAL_LETTERS = {
    "ى": "ي",  # على = علي: alef maqsura for ya
    "ة": "ه",  # حلبة = حلبه: ta marbuta for ha
    "ٱ": "ا",  # ٱلله = الله: alef wasla
    "ک": "ك",  # Persian kaf in Arabic text
    "ی": "ي",  # Persian ya in Arabic text
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
}
APOSTROPHES = frozenset("'’‘ʼ`´ʾʿ")
HYPHENS = frozenset("-‐‑")
POINTS = frozenset(".٫")
COMMAS = frozenset(",٬")
STOPS = frozenset("?!…؟。！？۔")
#: Scripts written without spaces: first and last code point.
UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x4DBF),  # Chinese, extension A
    (0x4E00, 0x9FFF),  # Chinese
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0x20000, 0x3FFFF),  # further planes of ideographs
)
MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
#: Code points folded ahead of time when the kernels are compiled; the others are folded when met.
FOLDED_AHEAD = 0x3000


def fold(code: int) -> int:
    """Return the folded form of a code point as the kernels read it.

    Up to three folded letters stand in 20 bits each, with the flags ``UPPER`` and ``SINGLE``; what is no
    letter is one of the negative classes of :mod:`reuse_kernels.constants`.
    """
    char = chr(code)
    for members, value in (
        (APOSTROPHES, APOSTROPHE),
        (HYPHENS, HYPHEN),
        (POINTS, POINT),
        (COMMAS, COMMA),
        (STOPS, STOP),
    ):
        if char in members:
            return value
    if char in "\n\r\u2028\u2029":
        return LINE
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf") or char == "ـ":
        return IGNORED
    if category[0] not in "LNM":
        return SPACE if category == "Zs" or char == "\t" else SEPARATOR
    digit = unicodedata.decimal(char, -1)
    if digit >= 0:
        return 48 + digit
    value = 0
    letters = [c for c in unicodedata.normalize("NFKD", char.casefold()) if unicodedata.category(c) != "Mn"]
    for place, letter in enumerate("".join(EQUAL_LETTERS.get(c, c) for c in letters)[:3]):
        value |= (ord(letter) & 0xFFFFF) << (20 * place)
    if char.isupper() or char.istitle():
        value |= UPPER
    if any(low <= code <= high for low, high in UNSPACED):
        value |= SINGLE
    return value or IGNORED


class FoldTable(dict[int, int]):
    """Folded forms by code point, each computed when first met."""

    def __missing__(self, code: int) -> int:
        value = self[code] = fold(code)
        return value


@dataclass
class Words:
    """The words of all documents, one document after the other.

    One entry a word: ``ids`` (word numbers), ``starts`` and ``ends`` (code points in the word's own
    document), ``marks`` (CAPITAL, OPENS a sentence, NUMBER, within a markup TAG); document ``d`` has the
    words ``first[d]`` to ``first[d + 1]``. One entry a word number: ``hashes``, ``counts``, ``lower`` (how
    often it begins in lower case) and ``signs`` (a set of its letter pairs in 61 bits).
    """

    ids: Any
    starts: Any
    ends: Any
    marks: Any
    first: Any
    hashes: Any
    counts: Any
    lower: Any
    signs: Any

    def __len__(self) -> int:
        return len(self.ids)


class Reader:
    """Reads texts into :class:`Words`; the vocabulary grows as they come."""

    def __init__(self, kernels: Kernels, characters: int) -> None:
        import numpy as np

        self.np = np
        self.kernels = kernels
        self.room = max(16, characters // 2 + 16)
        self.ids, self.starts, self.ends = (np.empty(self.room, np.int32) for _ in range(3))
        self.marks = np.empty(self.room, np.uint8)
        self.first = [0]
        self.table = np.zeros(1 << 12, np.int32)
        self.vocabulary = [np.zeros(1 << 11, np.int64) for _ in range(4)]
        self.size = 0
        self.longest = 0
        self.fold: Any = FoldTable()
        if kernels.compiled:
            self.lazy = self.fold
            self.fold = np.zeros(0x110000, np.int64)
            self.fold[:FOLDED_AHEAD] = [self.lazy[code] for code in range(FOLDED_AHEAD)]
            self.known = np.zeros(0x110000, np.bool_)
            self.known[:FOLDED_AHEAD] = True

    def know(self, hashes: Any, signs: Any, counts: Any, lower: Any) -> None:
        """Begin with a vocabulary: its words keep their numbers and counts."""
        self.size = 0
        self._make_vocabulary_room(len(hashes))
        for column, known in zip(self.vocabulary, (hashes, signs, counts, lower), strict=True):
            column[: len(known)] = known
        self.size = len(hashes)
        self.kernels.renumber(self.vocabulary[0], self.size, self.table)

    def add(self, text: str) -> None:
        """Read one document."""
        np = self.np
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        self._make_room(len(text))
        if self.kernels.compiled:
            self._fold_new(codes)
        else:
            codes = codes.tolist()
        at = self.first[-1]
        count = self.kernels.read_words(
            codes,
            len(codes),
            self.fold,
            self.starts[at:],
            self.ends[at:],
            self.hashes,
            self.signs,
            self.marks[at:],
        )
        self._make_vocabulary_room(count)
        self.size = self.kernels.number_words(
            self.hashes,
            self.signs,
            self.marks[at:],
            count,
            self.table,
            *self.vocabulary,
            self.size,
            self.ids[at:],
        )
        if "<" in text:
            self._mark_tags(text, at, at + count)
        self.first.append(at + count)

    def finish(self) -> Words:
        """Return all words read."""
        np, n, v = self.np, self.first[-1], self.size
        hashes, signs, counts, lower = (column[:v] for column in self.vocabulary)
        return Words(
            ids=self.ids[:n],
            starts=self.starts[:n],
            ends=self.ends[:n],
            marks=self.marks[:n],
            first=np.array(self.first, np.int64),
            hashes=hashes.copy(),
            counts=counts.copy(),
            lower=lower.copy(),
            signs=signs.copy(),
        )

    def _mark_tags(self, text: str, first: int, end: int) -> None:
        """Mark the words that stand within tags which were left in a text, as in ``<a href="…">``."""
        starts = self.starts[first:end]
        for tag in MARKUP.finditer(text):
            low, high = self.np.searchsorted(starts, tag.span())
            self.marks[first + low : first + high] |= TAG

    def _make_room(self, characters: int) -> None:
        np = self.np
        if characters > self.longest or not self.longest:
            self.longest = max(characters, 1024)
            self.hashes, self.signs = np.empty(self.longest, np.int64), np.empty(self.longest, np.int64)
        while self.first[-1] + characters > self.room:
            self.room = self.room + self.room // 2 + characters
            for name in ("ids", "starts", "ends", "marks"):
                bigger = np.empty(self.room, getattr(self, name).dtype)
                bigger[: self.first[-1]] = getattr(self, name)[: self.first[-1]]
                setattr(self, name, bigger)

    def _make_vocabulary_room(self, words: int) -> None:
        np = self.np
        if self.size + words <= len(self.vocabulary[0]):
            return
        room = 2 * (self.size + words)
        self.vocabulary = [
            np.concatenate([c[: self.size], np.zeros(room - self.size, np.int64)]) for c in self.vocabulary
        ]
        self.table = np.zeros(1 << (2 * room - 1).bit_length(), np.int32)
        self.kernels.renumber(self.vocabulary[0], self.size, self.table)

    def _fold_new(self, codes: Any) -> None:
        if not len(codes) or codes.max() < FOLDED_AHEAD:
            return
        for code in self.np.unique(codes[~self.known[codes]]).tolist():
            self.fold[code] = self.lazy[code]
            self.known[code] = True


def read_words(texts: Sequence[str], kernels: Kernels) -> Words:
    """Return the numbered words of some texts."""
    reader = Reader(kernels, sum(map(len, texts)) // 2)
    for text in texts:
        reader.add(text)
    return reader.finish()
