"""The words of a reference text, laid out so that a stretch of another text is found in it.

:class:`ArabicIndex` holds the Qur'an as one row of folded words (77,430), the verse each belongs to, and
every run of three words with its places: from such a run a match is stretched as far as the words agree.
A word that stands in the text in Uthmani spelling is known by its everyday spelling and by its own
letters. Building it takes a third of a second and some 40 MB.

:class:`FoldedText` holds any other text (translations, the Bible, hadith) as one folded string; places
are looked up by plain substring search, which is fast enough for the few quotations that are checked so."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, pairwise
from math import log2

from testimonia.finding.scripture_files import ScriptureText
from testimonia.finding.scripture_folding import fold, spell, usual, words, words_at

# What Uthmani spelling leaves after its small alefs are written out, and the everyday spelling of it.
_UTHMANI = {
    "ولايك": "وليك",  # أولٰئك
    "هاذ": "هذ",  # هٰذه
    "هاولا": "هولا",  # هٰؤلاء
    "اسرايل": "اسراييل",  # إسرٰءيل
    "ربواا": "ربا",  # الربوٰا
    "بياي": "باي",  # بـَٔايٰتنا
}
_WHOLE = {
    "اليل": "الليل",
    "واليل": "والليل",
    "باليل": "بالليل",
    "الاه": "اله",
    "الاها": "الها",
    "الاهكم": "الهكم",
}
_FINAL = re.compile("ىٰ(?=[\u064b-\u0653\u06d6-\u06ed]*$)")
_WEAK = str.maketrans("", "", "اوي")


def everyday(word: str) -> str:
    """Return the folded everyday spelling of a word in Uthmani or everyday spelling."""
    folded = plain(_written_out(word))
    for written, wanted in _UTHMANI.items():
        if written in folded:
            folded = folded.replace(written, wanted)
    return _WHOLE.get(folded, folded)


def _written_out(word: str) -> str:
    """Return a word with the small letters of Uthmani spelling written out."""
    if "\u0670" in word or "ـٔ" in word or "ۧ" in word:
        word = word.replace("وٰة", "اة").replace("ـٔ", "ئ").replace("ۧ", "ي")
        word = _FINAL.sub("ى", word).replace("ىٰ", "ا").replace("ٰ", "ا")
    return word


def plain(word: str) -> str:
    """Return the folded letters of one word, as :func:`words` has them."""
    return usual(fold(word).replace(" ", ""))


def skeleton(folded: str) -> str:
    """Return a folded word without its weak letters, in which all spellings of a word meet."""
    return folded.translate(_WEAK)


class ArabicIndex:
    """The Qur'an as a row of words; positions are indexes into it."""

    def __init__(self, text: ScriptureText) -> None:
        self.text = text
        self.words: list[str] = []
        self.shown: list[str] = []
        self.second: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.starts: list[int] = []
        self._everyday: dict[str, str] = {}
        self._forms: dict[str, tuple[str, str]] = {}
        for number, (place, verse) in enumerate(text.verses):
            surah, _, ayah = place.partition(":")
            self.places.append((int(surah), int(ayah)))
            self.starts.append(len(self.words))
            self._add(verse, text.second[number] if number < len(text.second) else "")
        self.starts.append(len(self.words))
        self._everyday_only = bool(text.second) or "\u0670" not in " ".join(v for _, v in text.verses[:50])
        self._index()

    def _add(self, verse: str, second: str) -> None:
        shown = [verse[start:end] for _, start, end in words_at(verse)]
        other = second.split()
        self.shown += shown
        known = self._everyday
        for word in shown:
            if word not in known:
                known[word] = everyday(word)
            self.words.append(known[word])
        self.second += other if len(other) == len(shown) else shown

    def _index(self) -> None:
        self.vocabulary: dict[str, int] = {}
        for word in self.words:
            self.vocabulary.setdefault(word, len(self.vocabulary))
        self.ids = [self.vocabulary[word] for word in self.words]
        for raw, word in dict(zip(self.second, self.words, strict=True)).items():
            self.vocabulary.setdefault(plain(raw), self.vocabulary[word])
        self.runs: dict[tuple[int, int, int], list[int]] = {}
        self._surahs = self._surah_ends()
        ids = self.ids
        for surah_start, surah_end in self._surahs:
            for at in range(surah_start, surah_end - 2):
                self.runs.setdefault((ids[at], ids[at + 1], ids[at + 2]), []).append(at)

    def _surah_ends(self) -> list[tuple[int, int]]:
        out: list[tuple[int, int]] = []
        before = 0
        for (surah, _), (start, end) in zip(self.places, pairwise(self.starts), strict=True):
            if surah == before:
                out[-1] = (out[-1][0], end)
            else:
                out.append((start, end))
            before = surah
        return out

    @cached_property
    def verse_starts(self) -> frozenset[int]:
        """Positions at which a verse begins, and the one behind the last word."""
        return frozenset(self.starts)

    @cached_property
    def surah_starts(self) -> frozenset[int]:
        """Positions at which a surah begins."""
        return frozenset(start for start, _ in self._surahs)

    @cached_property
    def occurrences(self) -> dict[int, list[int]]:
        """Positions of every word by its number."""
        out: dict[int, list[int]] = {}
        for at, word in enumerate(self.ids):
            out.setdefault(word, []).append(at)
        return out

    @cached_property
    def bits(self) -> dict[int, float]:
        """How much a word tells, in bits: rare words much, "من" little."""
        total = len(self.ids)
        return {word: log2(total / len(at)) for word, at in self.occurrences.items()}

    @cached_property
    def bits_until(self) -> list[float]:
        """How much all words before a position tell, in bits."""
        bits = self.bits
        return [0.0, *accumulate(bits[word] for word in self.ids)]

    @cached_property
    def verse_numbers(self) -> dict[tuple[int, int], int]:
        """Index of a verse by surah and verse."""
        return {place: number for number, place in enumerate(self.places)}

    def verse_at(self, position: int) -> int:
        """Return the index of the verse that a position belongs to."""
        return bisect_right(self.starts, position) - 1

    def surah_range(self, position: int) -> tuple[int, int]:
        """Return the positions ``[first, last)`` of the surah that a position belongs to."""
        return self._surahs[bisect_right(self._surahs, (position, len(self.words) + 1)) - 1]

    def range_of(self, surah: int, first: int, last: int) -> tuple[int, int] | None:
        """Return the positions ``[a, b)`` of verses, or None where the text lacks them."""
        begin = self.verse_numbers.get((surah, first))
        end = self.verse_numbers.get((surah, last))
        return (
            None
            if begin is None or end is None or end < begin
            else (self.starts[begin], self.starts[end + 1])
        )

    def number(self, word: str) -> int:
        """Return the number of a folded word, -1 for one that the text does not have."""
        return self.vocabulary.get(word, -1)

    def same(self, word: str, position: int) -> bool:
        """Tell whether a folded word is the word at a position, in its everyday or its Uthmani spelling."""
        here = self.words[position]
        if word == here:
            return True
        if not self._everyday_only and skeleton(word) == skeleton(here):
            return True
        raw = self.second[position]
        forms = self._forms.get(raw)
        if forms is None:
            forms = self._forms[raw] = (plain(raw), everyday(raw))
        return word in forms


def spellings(shown: str, second: str) -> tuple[str, ...]:
    """Return the letters of a word as the text writes them, everyday and Uthmani."""
    letters = [spell(word).replace(" ", "") for word in (shown, second, _written_out(second))]
    return (*letters, letters[2].replace("ءا", "آ").replace("اى", "ى"))


class FoldedText:
    """A text as one folded string with the beginning of every verse."""

    def __init__(self, text: ScriptureText) -> None:
        self.text = text
        parts: list[str] = []
        self.starts: list[int] = []
        length = 1
        for _, verse in text.verses:
            self.starts.append(length)
            piece = " ".join(words(verse))
            parts.append(piece)
            length += len(piece) + 1
        self.joined = " " + " ".join(parts) + " "

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Index of a verse by its place."""
        return {place: number for number, (place, _) in enumerate(self.text.verses)}

    def locate(self, quoted: list[str], size: int = 4) -> list[int]:
        """Return the verses that hold runs of ``size`` quoted words, the one with most runs first."""
        votes: dict[int, int] = {}
        last = max(1, len(quoted) - size + 1)
        step = max(1, last // 24)
        for at in range(0, last, step):
            needle = f" {' '.join(quoted[at : at + size])} "
            position = self.joined.find(needle)
            for _ in range(8):
                if position < 0:
                    break
                verse = bisect_right(self.starts, position + 1) - 1
                votes[verse] = votes.get(verse, 0) + 1
                position = self.joined.find(needle, position + 1)
        return sorted(votes, key=lambda verse: (-votes[verse], verse))
