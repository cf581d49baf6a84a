"""Words of a text as names see them, and what the document itself tells about their capitals.

A **unit** is a word with its inner hyphens and apostrophes ("Ash-Sha'ar", "Deir", "Az-Zor", "U.S."),
without a possessive ending. Its **zone** says how much a capital means there: ``TEXT``, ``HEADING``
(ordinary words are capitalised too) or ``CAPITALS`` (everything is).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from testimonia.finding.naming import lexicon

TEXT, HEADING, CAPITALS = 0, 1, 2
_LONGEST = 100  # letters: what is longer is no name

_UNIT = re.compile(
    r"(?<![^\W_])(?:(?:[A-Z]\.){2,}|[A-Z](?:\.[A-Z])+(?![^\W_]))"
    r"|[^\W\d_][^\W_\u0600-\u06ff]*(?:[-‐‑'’ʼ`´][^\W_\u0600-\u06ff]+)*"
)
_POSSESSIVE = re.compile(r"['’ʼ`´](?:s|S)?$")
_ABBREVIATED = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "gen",
        "col",
        "lt",
        "maj",
        "capt",
        "sgt",
        "sen",
        "rep",
        "gov",
        "hon",
        "rev",
        "jr",
        "sr",
        "no",
        "vs",
    ]
)
_OPENING = frozenset("\"'“”„«‘([{—–•*#>")
_ENDING = frozenset(".!?…:;؟")
_ARTICLE_LOWER = re.compile(r"(?:al|el|as|ash|an|ar|ad|at|az|adh|ul|ut|ud|ur|us|d|l)[-‐‑'’]")


@lru_cache(maxsize=1 << 16)
def _known_common(key: str) -> bool:
    return lexicon.is_common(key)


def _analysed(written: str) -> tuple[str, str, bool, bool]:
    """Return a word without a possessive ending, its key, and whether it is capitalised, possessive."""
    word, possessive = written, False
    if word[-1] in "sS'’ʼ`´":
        ending = _POSSESSIVE.search(word)
        if ending and ending.start() > 0:
            word, possessive = word[: ending.start()], True
    cap = word[0].isupper() and len(word) < _LONGEST
    if not cap and ("-" in word or "’" in word or "'" in word):
        inner = _ARTICLE_LOWER.match(word)
        cap = bool(inner and word[inner.end() : inner.end() + 1].isupper()) and len(word) < _LONGEST
    key = word.lower() if word.isascii() and word.isalpha() else lexicon.plain(word)
    return word, key, cap, possessive


class Units:
    """The units of a text as parallel lists: ``start``, ``end``, ``text``, ``key``, ``cap``, ``zone`` …

    ``cap`` is a capital (also "al-Assad"), ``first`` whether the unit opens a sentence, a line or a
    quotation, ``joined`` whether only a space (or the dot of an abbreviation) parts it from the unit
    before, ``poss`` whether a possessive ending follows. One pass over the text: linear.
    """

    def __init__(self, text: str) -> None:
        self.source = text
        self.start: list[int] = []
        self.end: list[int] = []
        self.text: list[str] = []
        self.key: list[str] = []
        self.cap: list[bool] = []
        self.first: list[bool] = []
        self.joined: list[bool] = []
        self.poss: list[bool] = []
        self.zone: list[int] = []
        self.line: list[int] = []
        self._scan(text)
        self._zones()
        self._evidence()

    def __len__(self) -> int:
        return len(self.start)

    def _scan(self, text: str) -> None:
        last, line = 0, 0
        known: dict[str, tuple[str, str, bool, bool]] = {}
        for match in _UNIT.finditer(text):
            start, written = match.start(), match.group()
            found = known.get(written)
            if found is None:
                found = known[written] = _analysed(written)
            word, key, cap, possessive = found
            gap = text[last:start]
            if gap == " ":
                first, joined = False, not (self.poss and self.poss[-1])
            else:
                line += gap.count("\n")
                first, joined = self._gap(gap)
            self.start.append(start)
            self.end.append(start + len(word))
            self.text.append(word)
            self.key.append(key)
            self.cap.append(cap)
            self.first.append(first or last == 0)
            self.joined.append(joined)
            self.poss.append(possessive)
            self.line.append(line)
            last = start + len(written)

    def _gap(self, gap: str) -> tuple[bool, bool]:
        """Return whether a gap opens a sentence, and whether it joins two units of a name."""
        if not self.start:
            return True, False
        if not gap:
            return False, False
        if gap.isspace():
            opens = "\n" in gap or "\r" in gap or "\u2028" in gap
            return opens, not opens and len(gap) < 4 and not self.poss[-1]
        last = self.text[-1]
        if gap[0] in "'’" and last[-1] in "sS" and gap[1:].isspace():
            self.poss[-1] = True
            return False, False
        if gap[0] == "." and gap[1:].strip(" \u00a0") == "" and len(gap) < 4:
            short = len(last) == 1 or self.key[-1] in _ABBREVIATED
            return (False, True) if short and self.cap[-1] else (True, False)
        if gap in (" ‘", " '", " & ", " ’"):
            return False, True
        return any(c in _OPENING or c in _ENDING or c in "\n\r" for c in gap), False

    def _zones(self) -> None:
        """Find headings and lines in capitals by their long words."""
        self.zone = [TEXT] * len(self.start)
        at, size = 0, len(self.start)
        while at < size:
            stop = at
            while stop < size and self.line[stop] == self.line[at]:
                stop += 1
            kind = self._line_zone(at, stop)
            if kind:
                self.zone[at:stop] = [kind] * (stop - at)
            at = stop

    def _line_zone(self, at: int, stop: int) -> int:
        words = [self.text[i] for i in range(at, stop)]
        if sum(len(w) for w in words if len(w) > 1 and w.isupper()) * 10 > 6 * sum(map(len, words)) and (
            len(words) > 3 or len(words[0]) > 6
        ):
            return CAPITALS
        if not 3 <= len(words) <= 30:
            return TEXT
        tail = self.source[self.end[stop - 1] : self.end[stop - 1] + 2].strip()
        long_words = [w for w in words[1:] if len(w) > 3]
        capitals = sum(w[0].isupper() for w in long_words)
        ordinary = sum(w[0].isupper() and _known_common(w.lower()) for w in long_words)
        if (
            capitals * 10 >= 7 * len(long_words)
            and ordinary
            and not (tail.startswith(".") and len(long_words) < 6)
        ):
            return HEADING
        return TEXT

    def _evidence(self) -> None:
        """Count in running text, for each word, capitals inside sentences and small letters."""
        self.inside: Counter[str] = Counter()
        self.small: Counter[str] = Counter()
        zone, key = self.zone, self.key
        self.inside.update(
            [key[i] for i, cap in enumerate(self.cap) if cap and not self.first[i] and not zone[i]]
        )
        self.small.update([key[i] for i, cap in enumerate(self.cap) if not cap])

    def ordinary(self, i: int) -> bool:
        """Tell whether a capitalised unit may be an ordinary word that only opens a sentence or a heading."""
        key = self.key[i]
        common = _known_common(key) or self.small[key] > 0
        if not common:
            return False
        if self.first[i] or self.zone[i]:
            return self.inside[key] <= self.small[key] or _known_common(key)
        return common

    def common(self, i: int) -> bool:
        """Tell whether a unit is an ordinary English word by itself."""
        return _known_common(self.key[i])

    def before(self, i: int) -> str:
        """Return the key of the unit before, if nothing but space lies between; else the empty string."""
        if i > 0 and self.line[i - 1] == self.line[i]:
            gap = self.source[self.end[i - 1] : self.start[i]]
            if gap.isspace() or self.poss[i - 1]:
                return self.key[i - 1]
        return ""

    def after(self, i: int) -> str:
        """Return the key of the unit after, if nothing but space (and a possessive) lies between."""
        if i + 1 < len(self.start) and self.line[i + 1] == self.line[i]:
            gap = self.source[self.end[i] : self.start[i + 1]]
            if gap.isspace() or gap[:2] in ("'s", "’s"):
                return self.key[i + 1]
        return ""

    def between(self, i: int, j: int) -> str:
        """Return the text between the end of one unit and the start of a later one."""
        return self.source[self.end[i] : self.start[j]]
