"""What the words of a quotation are against a reference text: the same, spelt otherwise, or not the same.

The quoted words are laid along the words of the verse (:func:`align`: Needleman and Wunsch 1970, the ends
of the verse free, so that a part of it may be quoted), and every stretch that does not agree is named:
``spelling``, ``vowels``, ``spacing`` and ``gloss`` leave the words what they are (verdict *variant*);
``omission``, ``addition``, ``wording``, ``garbled`` do not (*corrupted*), and a lost or added negation or
exception is named before all others (``negation_lost``, ``negation_added``, ``exception_lost``,
``exception_added``). Cost: quoted words times words of the verse, at most :data:`LONGEST` squared. Where
it fails: "ما" is not counted a negation, since it is more often "what"; a quotation of several verses out
of order is laid along the first of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from testimonia.finding.scripture_alignment import LONGEST, Step, align, edits
from testimonia.finding.scripture_folding import fold, spell, usual, words
from testimonia.finding.scripture_index import ArabicIndex, spellings
from testimonia.finding.scripture_polarity import EXCEPTIONS, NEGATIONS
from testimonia.model import Difference, Record, Span, Verdict

ROOM = 160  # words of the Qur'an that a quotation is laid along beyond its own length
Word = tuple[str, int, int]

MILD = frozenset({"spelling", "vowels", "spacing", "gloss"})


def classify(found: Sequence[str], expected: Sequence[str], language: str) -> str:
    """Return the kind of a difference between folded words found and folded words expected."""
    if "".join(found) == "".join(expected):
        return "spacing"
    for name, table in (("negation", NEGATIONS[language]), ("exception", EXCEPTIONS[language])):
        lost = sum(word in table for word in expected) - sum(word in table for word in found)
        if lost:
            return f"{name}_lost" if lost > 0 else f"{name}_added"
    if not found:
        return "omission"
    if not expected:
        return "addition"
    a, b = "".join(found), "".join(expected)
    return "garbled" if edits(a, b, max(len(a), len(b)) // 3 + 1) * 3 <= max(len(a), len(b)) else "wording"


class Judged(Record, frozen=True):
    """The verdict on a quotation, which begins at position ``first`` of the text and ends with ``last``."""

    verdict: Verdict
    differences: tuple[Difference, ...]
    first: int
    last: int
    agreeing: int
    share: float


def judge_arabic(
    text: str, quoted: Sequence[Word], index: ArabicIndex, begin: int, end: int
) -> Judged | None:
    """Compare quoted words with the positions ``[begin, end)`` of the Qur'an; None where nothing agrees."""
    found = [word for word, _, _ in quoted]
    verse = index.words[begin:end]
    if len(found) > LONGEST and found != verse:
        found = found[:LONGEST]
    if len(found) <= LONGEST:
        verse = verse[: LONGEST + ROOM]

    def same(i: int, j: int) -> bool:
        return found[i] == verse[j] or index.same(found[i], begin + j)

    steps = _whole(found, verse, same) or _with_joined_first(align(found, verse, same), found, verse)
    agreeing = sum(step.i2 - step.i for step in steps if step.same or step.joining)
    if not agreeing:
        return None
    inside = _inside(steps)
    differences: list[Difference] = []
    for step in inside:
        if step.same:
            differences += _spellings(text, quoted, step, index, begin)
        else:
            differences.append(_difference(text, quoted, step, index.shown[begin:end], verse, "ar"))
    touched = [step for step in inside if step.j2 > step.j]
    first, last = begin + touched[0].j, begin + touched[-1].j2 - 1
    return Judged(
        verdict=verdict_of(differences),
        differences=tuple(differences),
        first=first,
        last=last,
        agreeing=agreeing,
        share=agreeing / max(len(found), last - first + 1),
    )


def _whole(found: list[str], verse: list[str], same: Callable[[int, int], bool]) -> list[Step]:
    """Return the steps of a quotation whose head and tail stand in the verse, or nothing.

    Most quotations do so, and what is between the two is short or empty; only that needs an alignment.
    """
    size = len(found)
    at = _at(found, verse)
    if at >= 0:
        return [Step(i=0, i2=size, j=at, j2=at + size, same=True)]
    begin, head = max(
        ((j, _run(j, size, len(verse), same)) for j in range(len(verse))),
        key=lambda r: (r[1], -r[0]),
        default=(0, 0),
    )
    if head == size:
        return [Step(i=0, i2=size, j=begin, j2=begin + size, same=True)]
    if head < 2 or size - head < 2:
        return []
    end, tail = 0, 0
    for j in range(begin + head, min(len(verse), begin + size + 8)):
        length = 0
        while length < size - head and j - length >= begin + head and same(size - 1 - length, j - length):
            length += 1
        if length > tail:
            end, tail = j, length
    if tail < 2:
        return []
    middle, between = found[head : size - tail], verse[begin + head : end + 1 - tail]
    if len(between) > len(middle) + 8:
        return []
    inner = align(middle, between, lambda i, j: same(head + i, begin + head + j), free=False)
    moved = [
        Step(
            i=s.i + head,
            i2=s.i2 + head,
            j=s.j + begin + head,
            j2=s.j2 + begin + head,
            same=s.same,
            joining=s.joining,
        )
        for s in inner
    ]
    return [
        Step(i=0, i2=head, j=begin, j2=begin + head, same=True),
        *moved,
        Step(i=size - tail, i2=size, j=end + 1 - tail, j2=end + 1, same=True),
    ]


def _at(found: list[str], verse: list[str]) -> int:
    """Return where the quoted words stand in the verse word for word, -1 where they do not."""
    at, size = -1, len(found)
    while True:
        try:
            at = verse.index(found[0], at + 1)
        except ValueError:
            return -1
        if verse[at : at + size] == found:
            return at


def _run(j: int, size: int, room: int, same: Callable[[int, int], bool]) -> int:
    """Return how many words agree from the first quoted word and word ``j`` of the verse on."""
    length = 0
    while length < size and j + length < room and same(length, j + length):
        length += 1
    return length


def verdict_of(differences: Sequence[Difference]) -> Verdict:
    """Return the verdict that differences amount to."""
    if not differences:
        return "exact"
    return "variant" if all(d.kind in MILD for d in differences) else "corrupted"


def _inside(steps: list[Step]) -> list[Step]:
    """Return the steps without words of the verse that only stand before or after the quotation."""
    out = list(steps)
    while out and out[0].i2 == out[0].i:
        out.pop(0)
    while out and out[-1].i2 == out[-1].i:
        out.pop()
    return out


def _with_joined_first(steps: list[Step], found: list[str], verse: list[str]) -> list[Step]:
    """Count a first word as the verse's own where it only lacks the "and" that the verse has."""
    if not steps or steps[0].same or steps[0].i2 - steps[0].i < 1 or steps[0].j2 - steps[0].j < 1:
        return steps
    step = steps[0]
    if step.i2 - step.i != step.j2 - step.j:
        return steps
    if verse[step.j] in ("و" + found[step.i], "ف" + found[step.i]):
        head = Step(i=step.i, i2=step.i + 1, j=step.j, j2=step.j + 1, same=True)
        rest = Step(i=step.i + 1, i2=step.i2, j=step.j + 1, j2=step.j2, same=False)
        return [head, *([rest] if rest.i2 > rest.i else []), *steps[1:]]
    return steps


def _place(quoted: Sequence[Word], i: int, i2: int) -> Span:
    """Return where quoted words stand, or the empty place at which words are missing."""
    if i2 > i:
        return quoted[i][1], quoted[i2 - 1][2]
    at = quoted[i - 1][2] if i > 0 else quoted[0][1]
    return at, at


def _difference(
    text: str, quoted: Sequence[Word], step: Step, shown: Sequence[str], verse: Sequence[str], language: str
) -> Difference:
    span = _place(quoted, step.i, step.i2)
    kind = classify([w for w, _, _ in quoted[step.i : step.i2]], verse[step.j : step.j2], language)
    return Difference(
        kind=kind,
        span=span,
        found=text[span[0] : span[1]],
        expected=" ".join(shown[step.j : step.j2]).strip(" .,;:!?"),
    )


def _spellings(
    text: str, quoted: Sequence[Word], step: Step, index: ArabicIndex, begin: int
) -> list[Difference]:
    """Return the words that agree but are written otherwise: forms of alef and ya, vowels that contradict."""
    out: list[Difference] = []
    own_way: bool | None = None
    shown, second = index.shown, index.second
    for offset in range(step.i2 - step.i):
        _, start, end = quoted[step.i + offset]
        position = begin + step.j + offset
        raw = text[start:end]
        if raw == second[position] or (raw == shown[position] and raw.isalpha()):
            continue  # the very letters, without vowels that could contradict
        spelt, contradicts = _written_otherwise(raw, shown[position], second[position])
        if not spelt and not contradicts:
            continue
        if own_way is None:
            own_way = not _UNCHECKED.isdisjoint(text[quoted[0][1] : quoted[-1][2]])
        first = step.i + offset == 0
        if spelt and not own_way and not (first and spelt == "lacks its first letter"):
            out.append(Difference(kind="spelling", span=(start, end), found=raw, expected=shown[position]))
        elif contradicts:
            out.append(Difference(kind="vowels", span=(start, end), found=raw, expected=second[position]))
    return out


@lru_cache(maxsize=50_000)
def _written_otherwise(raw: str, shown: str, second: str) -> tuple[str, bool]:
    """Return how the letters of a word differ from the text's, "" if not, and whether vowels contradict."""
    letters = spell(raw).replace(" ", "")
    known = spellings(shown, second)
    spelt = ""
    if usual(letters) not in [usual(k) for k in known]:
        spelt = "lacks its first letter" if known[0][1:] == letters else "spelt otherwise"
    return spelt, contradicting_vowels(raw, second)


# Letters of Persian keyboards, which do not tell final from medial ya, and signs of Uthmani spelling, which
# uses hamza and ya in its own way: of a quotation with these the folded letters alone are compared.
_UNCHECKED = frozenset("یکہھۀٱ\u0670\u06e1\u06e5\u06e6\u06e7\u08f0\u08f1\u08f2\u06df")
_SHORT = {"َ": "a", "ُ": "u", "ِ": "i"}
_CARRIERS = frozenset("اويءىأإآٱؤئ")


def contradicting_vowels(a: str, b: str) -> bool:
    """Tell whether two vowelled spellings of a word put different short vowels on the same consonant."""
    first, second = _vowelled(a), _vowelled(b)
    if [c for c, _ in first] != [c for c, _ in second]:
        return False
    return any(x and y and x != y for (_, x), (_, y) in zip(first, second, strict=True))


def _vowelled(word: str) -> list[tuple[str, str]]:
    """Return the consonants of a word, each with its short vowel, without the letters of long vowels."""
    out: list[tuple[str, str]] = []
    carrier = False
    for character in word:
        if character in _SHORT:
            if out and not carrier:
                out[-1] = (out[-1][0], out[-1][1] or _SHORT[character])
        elif character.isalpha() and character != "\u0640":
            carrier = character in _CARRIERS
            if not carrier:
                out.append((fold(character), ""))
    return out


# Old forms of English that a modern edition of the same translation prints otherwise.
_MODERN = {
    "thou": "you", "thee": "you", "ye": "you", "thy": "your", "thine": "your", "be": "is", "art": "are",
    "hath": "has", "hast": "have", "doth": "does", "dost": "do", "shalt": "shall", "wilt": "will",
    "saith": "says", "sayeth": "says", "unto": "to", "wast": "were", "didst": "did", "spake": "spoke",
    "begat": "begot", "yea": "yes", "shall": "will", "which": "who", "amongst": "among",
}  # fmt: skip


def modern(word: str) -> str:
    """Return the modern form of an old English word, folded: "hath" → "has", "cometh" → "comes"."""
    word = _MODERN.get(word, word)
    word = _MODERN.get(word, word)
    return word[:-3] + "s" if len(word) > 5 and word.endswith("eth") else word


_BRACKETED = re.compile(r"[\[(][^\[\]()]*[\])]")


def judge_translation(text: str, quoted: Sequence[Word], verse: str, language: str) -> Judged | None:
    """Compare quoted words with the words of one or several verses of a translation (or of any other text).

    Words in brackets, which translators add, may be left out or stand (``gloss``).
    """
    glosses = {w for piece in _BRACKETED.findall(verse) for w in words(piece)}
    own_glosses = {
        w for piece in _BRACKETED.findall(text[quoted[0][1] : quoted[-1][2]]) for w in words(piece)
    }
    shown = verse.split()
    expected = [word for token in shown for word in words(token)]
    labels = [token for token in shown for _ in words(token)]
    found = [word for word, _, _ in quoted][:LONGEST]
    expected, labels = expected[: LONGEST * 2], labels[: LONGEST * 2]
    if not found or not expected:
        return None
    old, new = [modern(w) for w in expected], [modern(w) for w in found]
    steps = _inside(align(found, expected, lambda i, j: new[i] == old[j]))
    agreeing = sum(step.i2 - step.i for step in steps if step.same or step.joining)
    if not agreeing:
        return None
    differences = []
    for step in steps:
        if step.same:
            differences += [
                Difference(kind="spelling", span=(start, end), found=text[start:end], expected=labels[j])
                for (word, start, end), j in zip(
                    quoted[step.i : step.i2], range(step.j, step.j2), strict=True
                )
                if word != expected[j]
            ]
        else:
            one = _difference(
                text, quoted, step, labels, expected, language if language in NEGATIONS else "en"
            )
            missing, added = expected[step.j : step.j2], found[step.i : step.i2]
            if all(w in glosses for w in missing) and all(w in own_glosses for w in added):
                one = Difference(kind="gloss", span=one.span, found=one.found, expected=one.expected)
            differences.append(one)
    touched = [step for step in steps if step.j2 > step.j]
    first, last = touched[0].j, touched[-1].j2 - 1
    return Judged(
        verdict=verdict_of(differences),
        differences=tuple(differences),
        first=first,
        last=last,
        agreeing=agreeing,
        share=agreeing / max(len(found), last - first + 1),
    )
