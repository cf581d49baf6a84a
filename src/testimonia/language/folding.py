"""Folding: one plain form for the many spellings of the same letters, for search and comparison.

What is folded away: case, diacritics, Arabic vowel signs and Koranic marks, tatweel, the forms of alef
(``أ إ آ ٱ``), of ya (``ى ی ئ``), of waw with hamza, ta marbuta against ha, Persian kaf, presentation
forms and ligatures, digits of any script, quotation marks, dashes and white space of any kind,
invisible marks. What stays: every letter and its order. White space is not collapsed.

The method is one table from a character to its folded string, filled on first use from Unicode's
decomposition and the exceptions below, so that ``fold(a + b) == fold(a) + fold(b)`` and an offset map costs
nothing to make. It is for copies that are searched, never for a document's own text. Cost: linear,
some 20 million characters a second.
"""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose, or not into what a reader would type: character → folded form.
_LETTERS = {
    "ٱ": "ا",  # ٱلله → الله
    "ى": "ي",  # على → علي
    "ی": "ي",  # Persian ya
    "ې": "ي",
    "ة": "ه",  # مدينة → مدينه
    "ۀ": "ه",
    "ە": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ک": "ك",  # Persian kaf
    "ڪ": "ك",
    "ı": "i",  # Yıldırım → yildirim
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ł": "l",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "\ufdfd": "بسم الله الرحمن الرحيم",  # the basmala as one sign
}
_QUOTES = dict.fromkeys("“”„‟«»‹›″〝〞＂﴾﴿", '"') | dict.fromkeys("‘’‚‛′`´ʼʻʾʿ＇", "'")
_DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
_EXCEPTIONS = _LETTERS | _QUOTES | _DASHES
# Tatweel, small waw and ya of Koranic spelling, and honorifics written as one sign (ﷺ): dropped.
_DROPPED = frozenset("\u0640\u06e5\u06e6\ufdfa\ufdfb")


def _fold_character(character: str) -> str:
    """Return the folded form of one character; empty where nothing of it remains."""
    if character in _DROPPED:
        return ""
    if character.isspace():
        return " "
    out = []
    for part in unicodedata.normalize("NFKD", _EXCEPTIONS.get(character, character)):
        category = unicodedata.category(part)
        if category in ("Mn", "Me", "Cf"):
            continue
        if category == "Nd":
            out.append(str(unicodedata.decimal(part)))
        elif category in ("Cc", "Zs", "Zl", "Zp"):
            out.append(" ")
        else:
            lower = part.casefold()
            out.append(_EXCEPTIONS.get(lower, lower))
    return "".join(out)


class _Table(dict[int, str]):
    """A table for ``str.translate`` that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        """Fold a character that is met for the first time."""
        folded = _fold_character(chr(code))
        while (again := "".join(map(_fold_character, folded))) != folded:
            folded = again
        self[code] = folded
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """Return the folded form of a text; its length may differ."""
    return text.translate(_TABLE)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the folded form and, for each of its characters, the code point of ``text`` it came from.

    The list has one entry more than the folded text: the last is ``len(text)``, so that the folded stretch
    ``[a, b)`` lies within ``[offsets[a], offsets[b - 1] + 1)`` of the text.
    """
    parts: list[str] = []
    offsets: list[int] = []
    table = _TABLE
    for position, character in enumerate(text):
        folded = table[ord(character)]
        parts.append(folded)
        if len(folded) == 1:
            offsets.append(position)
        else:
            offsets.extend([position] * len(folded))
    offsets.append(len(text))
    return "".join(parts), offsets
