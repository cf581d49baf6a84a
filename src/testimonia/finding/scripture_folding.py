"""Words of scripture in one plain spelling, with their places in the text.

:mod:`testimonia.language.folding` folds for search and keeps every mark; comparing scripture needs words
alone, and for Arabic a spelling in which the everyday and the Uthmani way of writing meet. Two folds,
both letter by letter:

* ``spell`` keeps the letters as they are written and drops what a copyist may leave out: vowel signs,
  tatweel, Koranic marks, invisible characters. Presentation forms and Persian letters become the plain
  ones (ﻻ → لا, ی → ي).
* ``fold`` also joins the forms of one letter: alefs (أإآٱ → ا), ya (ى ئ → ي), waw (ؤ → و), ta marbuta (ة
  → ه), and drops the bare hamza; Latin letters lose case and accents.

Everything that is no letter is a space: digits, brackets, verse numbers and honorific signs (ﷺ) never
stand in the way of a match. A word is cut off from the next by such a character; particles that are
written on their own or joined to the next word ("يا أيها", "و إياك") count as joined (:data:`JOINED`).
Linear, about 10 million characters a second."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from testimonia.model import Span

ARABIC = re.compile(
    r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06fc\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf2\ufe70-\ufefc]"
)

# One of these letters is in almost every Arabic word; to look for a single letter is the quickest search.
_FREQUENT = "الويمنبرتهسدكعفق"


def has_arabic(text: str) -> bool:
    """Tell whether a text holds an Arabic letter."""
    return any(letter in text for letter in _FREQUENT) or (
        not text.isascii() and ARABIC.search(text) is not None
    )


# Letters that Unicode does not decompose into the plain Arabic ones: Persian and Urdu keyboards.
_PLAIN = {
    "ی": "ى",
    "ې": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ۀ": "ه",
    "ٱ": "ا",
    "ٲ": "أ",
    "ٳ": "إ",
}
_FORMS = {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ء": ""}

# One word in two everyday spellings, folded: the left is made the right wherever it stands in a word.
SPELLINGS = {
    "سموات": "سماوات",  # السموات, السماوات
    "صلوه": "صلاه",  # الصلوة, الصلاة
    "زكوه": "زكاه",  # الزكوة, الزكاة
    "حيوه": "حياه",  # الحيوة, الحياة
    "رحمان": "رحمن",  # الرحمان, الرحمن
    "داوود": "داود",
    "اسحق": "اسحاق",
    "اسمعيل": "اسماعيل",
    "ابرهيم": "ابراهيم",
    "ابرهم": "ابراهيم",
    "لاكن": "لكن",
    "هاذا": "هذا",
    "ذالك": "ذلك",
}
# Signs that fold to nothing though they are no vowel signs: small Koranic letters, tatweel, apostrophes.
_INVISIBLE = frozenset("\u0640\u06e5\u06e6'’‘ʼʻʿʾ`\u200b\u200c\u200d\u200e\u200f\ufeff")
# Particles that some print sets apart from the word they belong to: "يا أيها", "يأيها".
JOINED = frozenset({"يا", "و", "ها", "ا"})


def _spell_character(character: str) -> str:
    """Return the plain letters of one character: none for a mark, a space for what is no letter."""
    if character in _INVISIBLE:
        return ""
    category = unicodedata.category(character)
    if category[0] == "M" or category == "Cf":
        return ""
    if category[0] != "L":
        return " "
    if "\ufdf0" <= character <= "\ufdff" and character not in "\ufdf2":
        return " "
    out = []
    for part in unicodedata.normalize("NFKC", _PLAIN.get(character, character)):
        part = _PLAIN.get(part, part)
        if "\u0600" <= part <= "\u06ff":
            out.append(part if unicodedata.category(part)[0] == "L" else "")
        else:
            out.append("".join(c for c in unicodedata.normalize("NFKD", part.casefold()) if c.isalpha()))
    return "".join(out)


class _Spell(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = out = _spell_character(chr(code))
        return out


class _Fold(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = out = "".join(_FORMS.get(c, c) for c in _SPELL[code])
        return out


_SPELL = _Spell()
_FOLD = _Fold()


def spell(text: str) -> str:
    """Return the letters as they are written, without vowel signs; a space for whatever is no letter."""
    return text.translate(_SPELL)


def fold(text: str) -> str:
    """Return the letters in one spelling; a space for whatever is no letter."""
    return text.translate(_FOLD)


def usual(folded: str) -> str:
    """Return folded letters with the spellings that everyday print varies made one: السموات, السماوات."""
    for written, everyday in SPELLINGS.items():
        if written in folded:
            folded = folded.replace(written, everyday)
    return folded


def words(text: str) -> list[str]:
    """Return the folded words of a text, particles joined to the word they stand before."""
    found = usual(fold(text)).split()
    return found if JOINED.isdisjoint(found) else [word for word, _, _ in _join([(w, 0, 0) for w in found])]


def words_at(
    text: str, start: int = 0, end: int | None = None, most: int | None = None
) -> list[tuple[str, int, int]]:
    """Return the same words as :func:`words` with the places ``[start, end)`` they were read from.

    With ``most`` at least that many from the beginning, where there are so many.
    """
    end = len(text) if end is None else end
    if most is None and end - start <= REMEMBERED:
        known = _known_words(text[start:end])
        return [(word, a + start, z + start) for word, a, z in known] if start else list(known)
    return _words_at(text, start, end, most)


REMEMBERED = 1000  # characters of a stretch whose words are remembered: each step looks at the same ones


@lru_cache(maxsize=4096)
def _known_words(piece: str) -> tuple[tuple[str, int, int], ...]:
    return tuple(_words_at(piece, 0, len(piece)))


def _words_at(text: str, start: int, end: int, most: int | None = None) -> list[tuple[str, int, int]]:
    out: list[tuple[str, int, int]] = []
    joined = JOINED
    join = False
    for match in _TOKEN.finditer(text, start, end):
        at = match.start()
        for word, a, z in _known_token(match.group()):
            out.append((word, at + a, at + z))
            join = join or word in joined
        if most is not None and len(out) >= 2 * most:
            break
    return _join(out) if join else out


_TOKEN = re.compile(r"\S{1,200}")


@lru_cache(maxsize=50_000)
def _known_token(token: str) -> tuple[tuple[str, int, int], ...]:
    """Return the words of a stretch without white space; the same stretches come again and again."""
    folded = token.translate(_FOLD)
    if folded and " " not in folded and token[0].isalpha() and token[-1] not in _INVISIBLE:
        return ((usual(folded), 0, len(token)),)
    return tuple((usual(word), start, end) for word, start, end in _split(token, 0))


def _split(token: str, at: int) -> list[tuple[str, int, int]]:
    """Return the words of a stretch without white space, character by character."""
    out: list[tuple[str, int, int]] = []
    parts: list[str] = []
    first = last = -1
    for index, character in enumerate(token + " "):
        folded = _FOLD[ord(character)]
        if folded == " ":
            if word := "".join(parts):
                out.append((usual(word), at + first, at + last))
            parts, first = [], -1
            continue
        parts.append(folded)
        if first < 0 and folded:
            first = index
        if first >= 0 and (_SPELL[ord(character)] + _marks(character) or character in "\u06e5\u06e6"):
            last = index + 1
    return out


def _marks(character: str) -> str:
    """Return the character itself where it is a vowel sign, which belongs to the word it stands on."""
    return character if unicodedata.category(character)[0] == "M" else ""


def _join(found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Join particles that stand alone to the word after them."""
    out: list[tuple[str, int, int]] = []
    for word, start, end in found:
        if out and out[-1][0] in JOINED and word[0] > "z":
            before = out.pop()
            out.append((before[0] + word, before[1], end))
        else:
            out.append((word, start, end))
    return out


def trim(text: str, span: Span) -> Span:
    """Return a span without white space and marks at its edges; vowel signs stay with their letters."""
    start, end = span
    while start < end and not text[start].isalnum() and text[start] not in "[(":
        start += 1
    while (
        end > start
        and not text[end - 1].isalnum()
        and not _marks(text[end - 1])
        and text[end - 1] not in ".!?])؟…"
    ):
        end -= 1
    return start, end
