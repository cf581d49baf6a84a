"""Right-to-left lines of a page put back into reading order.

A page holds glyphs at places, not text: Arabic comes out of a browser's PDF in pieces, some of them
backwards, with ligatures split the wrong way round. So the order in which they come is not used. Every line
is rebuilt from the boxes of its characters:

1. Characters drawn as one glyph (one origin) are a *unit*, put in order inside by their boxes; where they
   share one box, the ligature was turned round and is turned back, unless it is the spelling out of one
   presentation form. A combining mark joins the letter it stands over.
2. Units are sorted from left to right by their origins, and words are told by the gaps between them.
3. This visual order is turned into reading order by the reverse of the Unicode bidirectional algorithm
   (UAX 9) with two levels: in a right-to-left line all is turned round but numbers and foreign words; in
   a left-to-right line only the right-to-left words are. Brackets beside right-to-left letters are set by
   balance, since makers of PDF differ in whether they mirror them.
4. Presentation forms become letters (NFKC), except the ornate parentheses ﴿ ﴾ and ligatures of honour (ﷺ).

It fails where a number stands beside a foreign word in a right-to-left line (their order cannot be seen), in
fonts that slope or stack whole words (Nastaliq), and it cannot bring back a joiner that left no mark on the
page (U+200C). In vowelled text some fonts hide the boxes of letters behind those of their marks: there about
one gap between words in twenty is guessed wrong.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_RTL_LETTER = re.compile(
    "[\u0590-\u0603\u0608\u060b\u060d\u061b-\u064a\u066d-\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u08ff"
    "\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_DIGIT = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9]")
_SHADDA = "\u0651"
# Gaps between words, in ems: at least WORD_GAP, less where white space came between the two in the file.
WORD_GAP = 0.18
HINTED_GAP = 0.05
# The same where an edge is only guessed, and where the letters themselves say that a word ends.
_GAPS = {(False, False): WORD_GAP, (True, False): HINTED_GAP, (False, True): 0.2, (True, True): 0.09}
MET_GAP = 0.06
# What stands at the end of a word and nowhere else.
_CLOSES_WORD = frozenset("،؛:.؟!ىة")
_NUNATION = frozenset("\u064b\u064c\u064d")
# Letters and half their usual width in ems, where a box is narrower than LEAST_WIDTH: the mark's, not theirs.
LEAST_WIDTH = 0.45
_HALF_WIDTHS = (("اأإآٱل", 0.16), ("بتثنيئ", 0.18), ("ءدذرزو", 0.22), ("سشصض", 0.4))
_KEPT_FORMS = re.compile("[\ufd3e\ufd3f\ufd40-\ufd4f\ufdcf\ufdfa\ufdfb\ufdfd-\ufdff\ufeff]")
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefe]")
_HONOURS = {unicodedata.normalize("NFKC", c).replace(" ", ""): c for c in "\ufdfa\ufdfb"}
_MARKS = "".join(chr(code) for code in range(0x0590, 0x0700) if unicodedata.combining(chr(code)))
_SPELT_OUT = frozenset(
    unicodedata.normalize("NFKC", chr(code)).strip()
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF))
    if len(unicodedata.normalize("NFKC", chr(code)).strip()) > 1
)
_OPENING = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_CLOSING = {close: open for open, close in _OPENING.items()}
_MIRRORED = {**_OPENING, **_CLOSING, "<": ">", ">": "<"}
# Between two numbers these keep them one number, in an Arabic line (common separators) or a Hebrew one.
_JOINS_ARABIC = frozenset(",./:٫٬\u00a0")
_SIGNS = frozenset("%‰$€£₪#+°")
_JOINS_OTHER = frozenset(",./:-+٫٬\u00a0")


class Glyph(NamedTuple):
    """A character of a page with its box and origin, in points from the lower left corner.

    ``place`` counts the characters in the order in which they came, ``spaced`` tells that white space came
    before this one; ``pen_left`` and ``pen_right`` are the edges of its advance, where the font tells it.
    """

    char: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    size: float
    place: int
    spaced: bool = False
    pen_left: float = math.inf
    pen_right: float = -math.inf

    @property
    def middle(self) -> float:
        """The middle of the box, across."""
        return (self.left + self.right) / 2


class Unit(NamedTuple):
    """Characters that move together, in reading order, with their extent across."""

    text: str
    left: float
    right: float
    first: int = -1
    last: int = -1
    spaced: bool = False
    floating: bool = False


def is_rtl(text: str) -> bool:
    """Tell whether a text holds any right-to-left letter."""
    return _RTL_LETTER.search(text) is not None


def plain_forms(text: str) -> str:
    """Return a text with Arabic presentation forms as letters; ornaments and ligatures of honour stay."""
    if not _FORMS.search(text):
        return text
    return _FORMS.sub(_plain_form, text)


def _plain_form(match: re.Match[str]) -> str:
    char = match.group()
    return char if _KEPT_FORMS.match(char) else unicodedata.normalize("NFKC", char).strip() or char


def to_units(glyphs: Sequence[Glyph]) -> list[Unit]:
    """Return the units of a line, from left to right."""
    groups: dict[tuple[float, float], list[Glyph]] = {}
    for glyph in glyphs:
        groups.setdefault((round(glyph.x, 2), round(glyph.y, 2)), []).append(glyph)
    bases: list[list[Glyph]] = []
    marks: list[Glyph] = []
    for group in groups.values():
        if all(unicodedata.combining(glyph.char) for glyph in group):
            marks += group
        else:
            bases.append(group)
    bases.sort(key=lambda group: (group[0].x, _middle(group)))
    attached: list[list[Glyph]] = [[] for _ in bases]
    for mark in marks:
        if bases:
            attached[_nearest(bases, mark)].append(mark)
    units = []
    for group, over in zip(bases, attached, strict=True):
        text = _in_order(group) + "".join(glyph.char for glyph in sorted(over, key=lambda g: g.place))
        left, right, floating = _extent(group)
        first, last = min(g.place for g in group), max(g.place for g in group)
        spaced = any(g.spaced for g in group)
        units.append(Unit(_order_marks(text), left, right, first, last, spaced, floating))
    return _without_repeats(units, glyphs[0].size) if marks or any(unit.floating for unit in units) else units


def _without_repeats(units: list[Unit], size: float) -> list[Unit]:
    """Return units without repeats: a ligature with several marks may give its text for each of them."""
    out: list[Unit] = []
    for unit in units:
        near = (
            i
            for i in range(len(out) - 1, max(-1, len(out) - 5), -1)
            if out[i].text == unit.text and abs(out[i].right - unit.right) < 0.25 * size
        )
        repeated = unit.floating and any(out[i].floating and len(out) - i <= 3 for i in near)
        if not repeated:
            out.append(unit)
    return out


def _extent(group: list[Glyph]) -> tuple[float, float, bool]:
    """Return the edges of a unit, box and advance together, and whether they are a guess.

    A letter whose text is tied to the small mark over it has the mark's box; its own is taken to be
    :data:`LEAST_WIDTH` ems wide around it.
    """
    left = min(min(g.left, g.pen_left) for g in group)
    right = max(max(g.right, g.pen_right) for g in group)
    origin, size = group[0].x, group[0].size
    marked = any(unicodedata.combining(g.char) for g in group)
    if marked and right - left < LEAST_WIDTH * size:
        middle = (left + right) / 2
        half = max(_half_width(group) * size, min(middle - origin, 0.5 * size))
        return middle - half, middle + half, True
    return min(left, max(origin, left - 0.3 * size)), right, False


def _half_width(group: list[Glyph]) -> float:
    """Return half the usual width of a unit's letters, in ems."""
    solid = [g.char for g in group if not unicodedata.combining(g.char)]
    halves = (next((half for letters, half in _HALF_WIDTHS if char in letters), 0.25) for char in solid)
    return min(0.5, sum(halves))


def _middle(group: list[Glyph]) -> float:
    left = min(glyph.left for glyph in group)
    return (left + max(glyph.right for glyph in group)) / 2


def _nearest(bases: list[list[Glyph]], mark: Glyph) -> int:
    """Return the letter a mark stands over: the one whose box is nearest to the middle of the mark."""
    from bisect import bisect_left

    at = bisect_left(bases, mark.middle, key=lambda group: group[0].x)
    near = range(max(0, at - 3), min(len(bases), at + 3))

    def distance(number: int) -> tuple[float, float]:
        left = min(glyph.left for glyph in bases[number])
        right = max(glyph.right for glyph in bases[number])
        outside = max(left - mark.middle, mark.middle - right, 0.0)
        return outside, abs(_middle(bases[number]) - mark.middle)

    return min(near, key=distance)


def _in_order(group: list[Glyph]) -> str:
    """Return the characters of one glyph in reading order."""
    if len(group) == 1:
        return group[0].char
    group = sorted(group, key=lambda glyph: glyph.place)
    if not any(is_rtl(glyph.char) for glyph in group):
        return "".join(glyph.char for glyph in group)
    if any(abs(glyph.middle - group[0].middle) > 0.01 for glyph in group):
        text = "".join(glyph.char for glyph in sorted(group, key=lambda glyph: -glyph.middle))
        marks = len(text) - len(text.lstrip(_MARKS))
        return text[marks : marks + 1] + text[:marks] + text[marks + 1 :]
    text = "".join(glyph.char for glyph in group)
    for way in (text, text[::-1]):
        if way in _HONOURS:
            return _HONOURS[way]
    return text if text in _SPELT_OUT else text[::-1]


def _order_marks(text: str) -> str:
    """Return a unit with shadda before the vowel it carries, as it is written."""
    if _SHADDA not in text:
        return text
    out: list[str] = []
    for char in text:
        if char == _SHADDA:
            at = len(out)
            while at and unicodedata.combining(out[at - 1]):
                at -= 1
            out.insert(at, char)
        else:
            out.append(char)
    return "".join(out)


def words_apart(units: Sequence[Unit], size: float) -> list[Unit]:
    """Return units from left to right with a blank between words.

    Words are apart by :data:`WORD_GAP` ems; by less where white space came between the two in the file, by
    more where an edge is only guessed.
    """
    out: list[Unit] = []
    reached = -math.inf
    for unit in units:
        if out:
            before = out[-1]
            hinted = (unit.first == before.last + 1 and unit.spaced) or (
                before.first == unit.last + 1 and before.spaced
            )
            guessed = unit.floating or before.floating
            least = MET_GAP if guessed and _ends_word(unit.text, before.text) else _GAPS[hinted, guessed]
            if unit.left - reached > least * size:
                out.append(Unit(" ", reached, unit.left))
        out.append(unit)
        reached = max(reached, unit.right)
    return out


def _ends_word(text: str, following: str) -> bool:
    """Tell by the letters whether a word ends between two units that follow each other in reading."""
    if text[0] in _CLOSES_WORD or (text == "ا" and following[0] in "أإآ"):
        return True
    return text[-1] in _NUNATION and following[0] not in "اى"


def reading_order(units: Sequence[Unit], base_rtl: bool) -> str:
    """Return the text of a line from its units in visual order, brackets beside RTL letters mirrored."""
    kinds = _kinds([unit.text for unit in units])
    if base_rtl:
        kinds = _fill(kinds, "L", outer="R")
        runs = _runs(kinds)[::-1]
    else:
        kinds = _fill(kinds, "R", outer="L")
        runs = _runs(kinds)
    out = []
    for kind, start, end in runs:
        texts = [unit.text for unit in units[start:end]]
        if kind == "R":
            out += _turned(texts)
        else:
            out += texts
    return plain_forms("".join(out))


def _kinds(texts: list[str]) -> list[str]:
    """Return L, R, D (digit) or N (neutral) for every unit."""
    kinds = []
    for text in texts:
        if _RTL_LETTER.search(text):
            kinds.append("R")
        elif _DIGIT.search(text):
            kinds.append("D")
        elif any(char.isalpha() for char in text):
            kinds.append("L")
        else:
            kinds.append("N")
    return kinds


def _fill(kinds: list[str], inner: str, outer: str) -> list[str]:
    """Give neutrals and digits between two units of ``inner`` its direction, all others that of ``outer``.

    Digits at the edge of an inner left-to-right run belong to it when they touch it ("F16" and "16F").
    """
    out = [outer] * len(kinds)
    last = -1
    for at, kind in enumerate(kinds):
        if kind == inner:
            start = last if last >= 0 else at
            out[start : at + 1] = [inner] * (at + 1 - start)
            last = at
        elif kind == outer:
            last = -1
    if inner == "L":
        for step in (1, -1):
            order = range(len(kinds)) if step == 1 else range(len(kinds) - 1, -1, -1)
            for at in order:
                if kinds[at] == "D" and 0 <= at - step < len(kinds) and out[at - step] == "L":
                    out[at] = "L"
    return out


def _runs(kinds: list[str]) -> list[tuple[str, int, int]]:
    """Return stretches of one direction as (direction, start, end)."""
    runs: list[tuple[str, int, int]] = []
    for at, kind in enumerate(kinds):
        if runs and runs[-1][0] == kind:
            runs[-1] = (kind, runs[-1][1], at + 1)
        else:
            runs.append((kind, at, at + 1))
    return runs


def _turned(texts: list[str]) -> list[str]:
    """Return a right-to-left run turned round, its numbers kept and its brackets mirrored.

    After Arabic letters a sign like % stands outside the number (class AN of UAX 9), after Hebrew ones it
    belongs to it (class EN).
    """
    arabic = any("\u0600" <= c <= "\u06ff" for text in texts for c in text)
    joins = _JOINS_ARABIC if arabic else _JOINS_OTHER
    ends = frozenset() if arabic else _SIGNS
    out: list[str] = []
    at = len(texts)
    while at:
        at -= 1
        if not _DIGIT.search(texts[at]) and not (at and texts[at] in ends and _DIGIT.search(texts[at - 1])):
            out.append(_MIRRORED.get(texts[at], texts[at]))
            continue
        end = at + 1
        while at and (_DIGIT.search(texts[at - 1]) or _joins(texts, at - 1, joins)):
            at -= 1
        if at and texts[at - 1] in ends:
            at -= 1
        out += texts[at:end]
    return out


def _joins(texts: list[str], at: int, joins: frozenset[str]) -> bool:
    """Tell a single separator with a digit on either side."""
    return texts[at] in joins and 0 < at < len(texts) - 1 and bool(_DIGIT.search(texts[at - 1]))


def balance_brackets(text: str) -> str:
    """Set brackets and guillemets that touch right-to-left letters by balance: what is open is closed next.

    A doubled bracket follows its neighbour, since ((…)) is a quotation mark of the Arabic press.
    """
    if not is_rtl(text):
        return text
    out = list(text)
    depth: dict[str, int] = {}
    for at, char in enumerate(out):
        if char not in _OPENING and char not in _CLOSING:
            continue
        opening = char if char in _OPENING else _CLOSING[char]
        closes = char in _CLOSING
        if at and out[at - 1] in (opening, _OPENING[opening]):
            closes = out[at - 1] in _CLOSING
        elif _beside_rtl(text, at):
            closes = depth.get(opening, 0) > 0
        out[at] = _OPENING[opening] if closes else opening
        depth[opening] = max(0, depth.get(opening, 0) + (-1 if closes else 1))
    return "".join(out)


def _beside_rtl(text: str, at: int) -> bool:
    """Tell whether one of the neighbours of a character is a right-to-left letter or its mark."""
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return any(_RTL_LETTER.match(c) or "\u064b" <= c <= "\u065f" for c in beside)
