"""Variants: the differences between two witnesses of a passage, classed as collation editions class them.

Given the runs of equal words of an alignment, whatever stands between two runs is a place of variation.
Its words are paired (near-equal spellings with each other, numbers with numbers, names with names), and
the place is cut so that a change of one kind stands by itself: a negation that is there and not there, a
number, a date, a name, a modal; what is left is wording, an omission or an addition.

Whether a difference alters the meaning is a claim of its own. ``alters`` flags, it never decides: ``yes``
for negations, numbers, dates, other names and clauses left out; ``maybe`` for modals, tenses, single
content words and spellings of names; ``no`` for function words, inflections and spellings. The reason stands
in ``why`` and names the rule. Words are classed by ``tables/variant_words.tsv``, in the language whose
function words the passage holds most of.

Cost: some 10 µs a place of variation. Where it fails: names at the beginning of sentences, common words
written large, ironical quotation marks, synonyms (always ``maybe``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from testimonia.comparing.reuse_words import fold
from testimonia.model import Alters, Span, Variant, VariantKind

Run = tuple[int, int, int]  # word of side a, word of side b, number of equal words

#: Rules of paired and single words: name → kind, alters, example.
RULES: dict[str, tuple[VariantKind, Alters, str]] = {
    "negation on one side": ("negation", "yes", "they are able / they are not able"),
    "another negation": ("negation", "maybe", "never came / did not come"),
    "another number": ("number", "yes", "15 trucks / 50 trucks"),
    "number on one side": ("number", "yes", "three villages / villages"),
    "another date": ("date", "yes", "on Monday / on Tuesday"),
    "date on one side": ("date", "maybe", "on Monday he left / he left"),
    "another name": ("name", "yes", "Arvela agreed / Benno agreed"),
    "name or word": ("name", "maybe", "Arvela agreed / he agreed"),
    "near name": ("name", "maybe", "Tayep / Tayyip"),
    "another modal": ("modality", "yes", "may withdraw / must withdraw"),
    "modal on one side": ("modality", "maybe", "withdrew / may withdraw"),
    "another tense": ("modality", "maybe", "they do not / they did not"),
    "tense on one side": ("wording", "no", "was seen / seen"),
    "quantifier": ("wording", "maybe", "all villages / some villages"),
    "inflection": ("wording", "no", "throat / throats"),
    "spelling": ("spelling", "no", "organise / organize"),
    "near words": ("wording", "maybe", "alliances / allies"),
    "function words": ("wording", "no", "victory of a coward / victory of the coward"),
    "other words": ("wording", "maybe", "gates / doors"),
    "words added": ("addition", "maybe", "warships / warships and launchers"),
    "words left out": ("omission", "maybe", "a great victory / a victory"),
    "clause added": ("addition", "yes", "four content words or more more than the other side"),
    "clause left out": ("omission", "yes", "four content words or more less than the other side"),
    "moved": ("order", "no", "sentences in another order"),
}
CLAUSE = 4  # content words that make an omission a clause
WIDEST = 400  # cells of words compared with words inside one place of variation


@dataclass(frozen=True)
class Witness:
    """One side of a passage: its document's text and its words (first and last code point, proper name?)."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    proper: Sequence[bool]

    def word(self, k: int) -> str:
        """Return word ``k`` as it stands in the text."""
        return self.text[self.starts[k] : self.ends[k]]

    def span(self, k: int, end: int) -> Span:
        """Return the place of words ``k`` to ``end``; an empty one stands before word ``k``."""
        if k < end:
            return self.starts[k], self.ends[end - 1]
        if k < len(self.starts):
            return self.starts[k], self.starts[k]
        at = self.ends[k - 1] if k else 0
        return at, at


Word = tuple[str, str]  # folded form, class


def find_variants(a: Witness, b: Witness, pieces: Sequence[Sequence[Run]]) -> list[Variant]:
    """Return the variants of a passage, in the order of side a.

    ``pieces`` are the runs of equal words of each piece of the passage, in the order of side a; runs count
    words from the beginning of the witnesses. A piece that stands elsewhere on side b is a variant of order.
    """
    language = _language(a)
    variants: list[Variant] = []
    chain, moved = _in_order(pieces)
    begin = [min(_extent(p, side)[0] for p in pieces) for side in (0, 1)]
    end = [max(_extent(p, side)[1] for p in pieces) for side in (0, 1)]
    variants += _place(a, b, (0, begin[0]), (0, begin[1]), language)
    variants += _place(a, b, (end[0], len(a.starts)), (end[1], len(b.starts)), language)
    for piece in chain + moved:
        for (i, j, n), (i_next, j_next, _) in pairwise(piece):
            variants += _place(a, b, (i + n, i_next), (j + n, j_next), language)
    for piece in moved:
        variants.append(_variant("moved", a.span(*_extent(piece, 0)), b.span(*_extent(piece, 1))))
    for left, right in pairwise(chain):
        open_a = _uncovered((_extent(left, 0)[1], _extent(right, 0)[0]), [_extent(p, 0) for p in moved])
        open_b = _uncovered((_extent(left, 1)[1], _extent(right, 1)[0]), [_extent(p, 1) for p in moved])
        for k in range(max(len(open_a), len(open_b))):
            at_a = open_a[k] if k < len(open_a) else (_extent(right, 0)[0],) * 2
            at_b = open_b[k] if k < len(open_b) else (_extent(right, 1)[0],) * 2
            variants += _place(a, b, at_a, at_b, language)
    return sorted(variants, key=lambda v: (v.a, v.b, v.kind))


def _extent(piece: Sequence[Run], side: int) -> Span:
    return piece[0][side], piece[-1][side] + piece[-1][2]


def _uncovered(stretch: Span, others: list[Span]) -> list[Span]:
    start, end = stretch
    found = []
    for low, high in sorted(others):
        if low < end and high > start:
            if low > start:
                found.append((start, low))
            start = max(start, high)
    if start < end:
        found.append((start, end))
    return found


def _in_order(pieces: Sequence[Sequence[Run]]) -> tuple[list[Sequence[Run]], list[Sequence[Run]]]:
    """Return the heaviest chain of pieces in the same order on both sides, and the pieces outside it."""
    if len(pieces) == 1:
        return list(pieces), []
    weights = [sum(n for _, _, n in piece) for piece in pieces]
    best: list[tuple[int, int]] = []
    for k, piece in enumerate(pieces):
        before = [
            (best[m][0], -m)
            for m in range(k)
            if _extent(pieces[m], 1)[1] <= _extent(piece, 1)[0]
            and _extent(pieces[m], 0)[1] <= _extent(piece, 0)[0]
        ]
        weight, previous = max(before, default=(0, 1))
        best.append((weight + weights[k], -previous))
    at = max(range(len(pieces)), key=lambda k: (best[k][0], -k))
    chain = []
    while at >= 0:
        chain.append(at)
        at = best[at][1]
    return [pieces[k] for k in reversed(chain)], [p for k, p in enumerate(pieces) if k not in chain]


def _place(a: Witness, b: Witness, at_a: Span, at_b: Span, language: str) -> list[Variant]:
    """Return the variants of one place of variation (words of side a, words of side b)."""
    if at_a[0] >= at_a[1] and at_b[0] >= at_b[1]:
        return []
    words_a, words_b = _words(a, at_a, language), _words(b, at_b, language)
    return [
        _variant(rule, a.span(at_a[0] + i, at_a[0] + i_end), b.span(at_b[0] + j, at_b[0] + j_end))
        for rule, i, i_end, j, j_end in _cut(words_a, words_b)
    ]


def _variant(rule: str, a: Span, b: Span) -> Variant:
    kind, alters, _ = RULES[rule]
    return Variant(kind=kind, alters=alters, a=a, b=b, why=rule)


def _words(side: Witness, at: Span, language: str) -> tuple[Word, ...]:
    """Return folded form and class of some words."""
    classes = _classes(language)
    found = []
    for k in range(*at):
        folded = folded_word(side.word(k))
        kind = classes.get(folded, "")
        if not kind:
            kind = "number" if any(c.isdigit() for c in folded) else "name" if side.proper[k] else "content"
        if kind in ("month", "weekday") or (kind == "number" and _beside_month(side, k, classes)):
            kind = "date"
        found.append((folded, kind))
    return tuple(found)


def _beside_month(side: Witness, k: int, classes: dict[str, str]) -> bool:
    return any(
        0 <= n < len(side.starts) and classes.get(folded_word(side.word(n))) == "month"
        for n in (k - 1, k + 1)
    )


@lru_cache(maxsize=1 << 16)
def folded_word(word: str) -> str:
    """Return a word as it is compared: see :mod:`reuse_words`; points and commas inside numbers stay."""
    letters = []
    for char in word:
        value = fold(ord(char))
        if value < 0:
            letters.append(char if char in ".," else "")
            continue
        value &= (1 << 60) - 1
        while value:
            letters.append(chr(value & 0xFFFFF))
            value >>= 20
    return "".join(letters)


@lru_cache(maxsize=1 << 15)
def _cut(a: tuple[Word, ...], b: tuple[Word, ...]) -> tuple[tuple[str, int, int, int, int], ...]:
    """Return the parts of a place of variation: rule, words of side a, words of side b."""
    found: list[tuple[str, int, int, int, int]] = []
    plain: list[tuple[int | None, int | None]] = []
    i = j = 0

    def flush() -> None:
        if plain:
            n, m = sum(x is not None for x, _ in plain), sum(y is not None for _, y in plain)
            found.append((_plain_rule(a[i - n : i], b[j - m : j]), i - n, i, j - m, j))
            plain.clear()

    for x, y in _paired(a, b):
        rule = _rule(a[x] if x is not None else None, b[y] if y is not None else None)
        if rule:
            flush()
            if rule != "equal":
                found.append((rule, i, i + (x is not None), j, j + (y is not None)))
        else:
            plain.append((x, y))
        i += x is not None
        j += y is not None
    flush()
    return tuple(found)


def _rule(x: Word | None, y: Word | None) -> str:
    """Return the rule for a pair of words that makes a variant of its own, or ''."""
    kinds = {x[1] if x else "", y[1] if y else ""}
    if "negation" in kinds:
        return "another negation" if len(kinds) == 1 else "negation on one side"
    if "date" in kinds:
        return "another date" if len(kinds) == 1 or "number" in kinds else "date on one side"
    if "number" in kinds:
        return "another number" if len(kinds) == 1 else "number on one side"
    if x and y and x[0] == y[0]:
        return "equal"
    if x and y and kinds & {"content", "name"} and near(x[0], y[0], 0.6):
        if _inflected(x[0], y[0]):
            return "inflection"
        if "name" in kinds:
            return "near name"
        return "spelling" if near(x[0], y[0], 0.75) else "near words"
    if "modal" in kinds:
        return "another modal" if len(kinds) == 1 else "modal on one side"
    if kinds == {"tense"}:
        return "another tense"
    if "name" in kinds and x and y:
        return "another name" if len(kinds) == 1 else "name or word" if kinds == {"name", "content"} else ""
    return ""


def _plain_rule(a: tuple[Word, ...], b: tuple[Word, ...]) -> str:
    """Return the rule for words that are left when numbers, names and the like are taken out."""
    heavy_a, heavy_b = (sum(kind in ("content", "name") for _, kind in side) for side in (a, b))
    if heavy_a >= heavy_b + CLAUSE:
        return "clause left out"
    if heavy_b >= heavy_a + CLAUSE:
        return "clause added"
    if not heavy_a and not heavy_b:
        if any(kind == "quantifier" for _, kind in a + b):
            return "quantifier"
        return "tense on one side" if any(kind == "tense" for _, kind in a + b) else "function words"
    if heavy_a and not heavy_b:
        return "words left out"
    if heavy_b and not heavy_a:
        return "words added"
    return "other words"


def _paired(a: tuple[Word, ...], b: tuple[Word, ...]) -> list[tuple[int | None, int | None]]:
    """Return the words of two sides as columns, like beside like, in order."""
    n, m = len(a), len(b)
    if not n or not m or n * m > WIDEST:
        return [(i, None) for i in range(n)] + [(None, j) for j in range(m)]
    best = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            best[i][j] = max(best[i + 1][j + 1] + _likeness(a[i], b[j]), best[i + 1][j], best[i][j + 1])
    columns: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < n and j < m:
        if best[i][j] == best[i + 1][j + 1] + _likeness(a[i], b[j]):
            columns.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            columns.append((i, None))
            i += 1
        else:
            columns.append((None, j))
            j += 1
    return columns + [(k, None) for k in range(i, n)] + [(None, k) for k in range(j, m)]


def _likeness(x: Word, y: Word) -> int:
    if x[1] in ("number", "date") or y[1] in ("number", "date"):
        return 8 if x[1] == y[1] else 2 if {x[1], y[1]} == {"number", "date"} else 0
    if near(x[0], y[0]):
        return 9
    if x[1] == y[1]:
        return 3 if x[1] in ("content", "function") else 6
    return 2 if {x[1], y[1]} == {"name", "content"} else 1 if "negation" not in (x[1], y[1]) else 0


@lru_cache(maxsize=1 << 16)
def near(x: str, y: str, share: float = 0.6) -> bool:
    """Tell whether two folded words share their letter pairs, ends included (Dice's coefficient)."""
    if x == y:
        return True
    if len(x) < 3 or len(y) < 3:
        return False
    pairs_x, pairs_y = ({f"^{w}$"[k : k + 2] for k in range(len(w) + 1)} for w in (x, y))
    return 2 * len(pairs_x & pairs_y) >= share * (len(pairs_x) + len(pairs_y))


def _inflected(x: str, y: str) -> bool:
    """Tell whether two words differ only in up to three letters at the end."""
    common = 0
    while common < min(len(x), len(y)) and x[common] == y[common]:
        common += 1
    if x[-1] == y[-1] and common < min(len(x), len(y)):
        return False  # organise, organize
    return common >= 3 and max(len(x), len(y)) - common <= 3 and 10 * common >= 6 * max(len(x), len(y))


@cache
def _table() -> dict[str, dict[str, str]]:
    """Return class by folded word, by language; numbers and months of every language in each."""
    rows = []
    text = files("testimonia.tables").joinpath("variant_words.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith(("#", "class\t")):
            kind, language, words, _ = line.split("\t")
            rows.append((kind, language, words.split()))
    languages = sorted({language for _, language, _ in rows})
    found: dict[str, dict[str, str]] = {language: {} for language in languages}
    for kind, language, listed in rows:
        for word in listed:
            found[language].setdefault(folded_word(word), kind)
    return found


@cache
def _classes(language: str) -> dict[str, str]:
    return _table()[language]


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for language, words in _table().items():
        for word, kind in words.items():
            if kind in ("function", "tense", "negation"):
                found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}


def _language(side: Witness) -> str:
    """Return the language whose function words stand most often among the first words; English if none."""
    counts = dict.fromkeys(_table(), 0)
    words = _function_words()
    for k in range(min(80, len(side.starts))):
        for language in words.get(folded_word(side.word(k)), ()):
            counts[language] += 1
    return max(counts, key=lambda language: (counts[language], language == "en", language))
