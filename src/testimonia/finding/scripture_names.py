"""Names of surahs, of books of the Bible and of collections of hadith, in their many spellings.

Facts and spellings stand in ``tables/surahs.tsv``, ``tables/bible_books.tsv`` and
``tables/hadith_collections.tsv``. A Latin name is compared by a key: article, accents, apostrophes and
hyphens off, doubled letters single, long vowels short (oo, ou → u; ee, ei → i), q → k, th → t, dh, z → d,
a final h after a off. So "Al-Baqarah", "al Baqara" and "Al-Bakara" have one key, while Ash-Shura and
Ash-Shu'ara, As-Saff and As-Saffat keep theirs. What the key does not reach ("Bara'ah" for At-Tawbah) is a
row in the table; a single wrong letter in a name of five letters or more is forgiven where only one surah
is that near."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from testimonia.finding.scripture_folding import fold
from testimonia.model import Record
from testimonia.tables import read_table


class Surah(Record, frozen=True):
    """A surah: its number, its verses, its usual name in Latin and Arabic letters."""

    number: int
    verses: int
    name: str
    arabic: str
    personal: bool


class Book(Record, frozen=True):
    """A book of the Bible: its name and the number of verses of each chapter."""

    name: str
    verses: tuple[int, ...]
    personal: bool


# Surahs whose names are taken for each other: the verse number, then the quoted words decide.
TWINS = {
    42: (26,),  # Ash-Shura, Ash-Shu'ara
    26: (42,),
    61: (37,),  # As-Saff, As-Saffat
    37: (61,),
    40: (23,),  # Al-Mu'min, Al-Mu'minun
    23: (40,),
    41: (32,),  # Ha Mim As-Sajda, As-Sajda
    32: (41,),
    110: (114,),  # An-Nasr, An-Nas
    114: (110,),
    15: (22,),  # Al-Hijr, Al-Hajj
    22: (15,),
    27: (16,),  # An-Naml, An-Nahl
    16: (27,),
    59: (22,),
}
ARTICLES = frozenset(
    """al an as ash at ath ad adh az ar el ul us en es il the
    surah surat sura sourat soorah suratul suratu suratal""".split()
)
_GLUED = re.compile(r"^(?:al|an|ash|as|ath|at|adh|ad|az|ar|el)-?(?=[a-z]{3})")
_KEY_STEPS = (
    ("dh", "d"), ("th", "t"), ("ee", "i"), ("ei", "i"), ("oo", "u"), ("ou", "u"),
    ("q", "k"), ("z", "d"), ("o", "u"), ("e", "i"), ("y", "i"), ("w", "u"), ("v", "u"),
)  # fmt: skip


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.lower())
    return "".join(c if c.isalnum() else " " if c.isspace() or c in "-‐‑–" else "" for c in decomposed)


def _reduce(letters: str) -> str:
    for old, new in _KEY_STEPS:
        letters = letters.replace(old, new)
    letters = re.sub(r"(.)\1+", r"\1", letters)
    return letters[:-1] if len(letters) > 3 and letters.endswith("ah") else letters


def latin_key(name: str) -> str:
    """Return the key of a name in Latin letters; "Al-Baqarah" and "al bakara" have the same."""
    parts = _plain(name).split()
    while len(parts) > 1 and parts[0] in ARTICLES:
        parts = parts[1:]
    return _reduce("".join(p for i, p in enumerate(parts) if i == 0 or p not in ("al", "as", "e", "i")))


def arabic_key(name: str) -> str:
    """Return the key of a name in Arabic letters: folded, without "surah", spaces and the article."""
    parts = fold(name).split()
    while len(parts) > 1 and parts[0] in ("سوره", "سورت", "السوره"):
        parts = parts[1:]
    joined = "".join(parts)
    return joined[2:] if joined.startswith("ال") and len(joined) > 4 and parts[0] != "ال" else joined


@cache
def surahs() -> dict[int, Surah]:
    """Return the 114 surahs by number."""
    out = {}
    for row in read_table("surahs.tsv"):
        number = int(row["number"])
        out[number] = Surah(
            number=number,
            verses=int(row["verses"]),
            name=row["name"],
            arabic=row["arabic"],
            personal=row["personal"] == "yes",
        )
    return out


@cache
def _surah_keys() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    latin: dict[str, int] = {}
    arabic: dict[str, int] = {}
    titles: dict[str, int] = {}
    for row in read_table("surahs.tsv"):
        number = int(row["number"])
        for name in [row["name"], *row["others"].split(";")]:
            name = name.strip()
            if name and name.isascii():
                latin.setdefault(latin_key(name), number)
            elif name:
                arabic.setdefault(arabic_key(name), number)
        arabic[arabic_key(row["arabic"])] = number
        for title in row["title"].split(";"):
            if title.strip():
                titles.setdefault(" ".join(_plain(title).split()), number)
    return latin, arabic, titles


def surah_of(name: str, titles: bool = False) -> int | None:
    """Return the number of the surah a name stands for, or None; ``titles`` also reads "The Cow"."""
    latin, arabic, english = _surah_keys()
    if any("\u0600" <= c <= "\u06ff" for c in name):
        return arabic.get(arabic_key(name)) or _near(arabic_key(name), arabic)
    key = latin_key(name)
    if not key:
        return None
    found = latin.get(key)
    if found is None:
        found = latin.get(_reduce(_GLUED.sub("", "".join(_plain(name).split()))))
    if found is None and titles:
        found = english.get(" ".join(_plain(name).split()))
    return found or _near(key, latin)


def _one_off(a: str, b: str) -> bool:
    """Tell whether two strings differ by one letter changed, added or lost."""
    if abs(len(a) - len(b)) > 1:
        return False
    at = 0
    while at < min(len(a), len(b)) and a[at] == b[at]:
        at += 1
    return a[at + 1 :] == b[at + 1 :] or a[at:] == b[at + 1 :] or a[at + 1 :] == b[at:]


def _near(key: str, names: dict[str, int]) -> int | None:
    """Return the only surah whose key differs by one letter from a key of five letters or more."""
    if len(key) < 5:
        return None
    near = {number for name, number in names.items() if len(name) >= 5 and _one_off(key, name)}
    return near.pop() if len(near) == 1 else None


@cache
def books() -> dict[str, Book]:
    """Return the books of the Bible by key of name and of every abbreviation ("1 cor", "psalm")."""
    out: dict[str, Book] = {}
    for row in read_table("bible_books.tsv"):
        verses = tuple(int(n) for n in row["verses"].split(","))
        book = Book(name=row["name"], verses=verses, personal=row["personal"] == "yes")
        for name in [row["name"], *row["abbreviations"].split(";")]:
            out[book_key(name)] = book
        for name in row["arabic"].split(";"):
            if name.strip():
                out[arabic_key(name)] = book
    return out


def book_key(name: str) -> str:
    """Return the key of a book's name: lower case, no full stops, single spaces."""
    return " ".join(name.lower().replace(".", " ").split())


@cache
def collections() -> dict[str, tuple[str, bool]]:
    """Return the collections of hadith: key of each spelling → (short name, may it stand alone)."""
    out: dict[str, tuple[str, bool]] = {}
    for row in read_table("hadith_collections.tsv"):
        value = (row["key"], row["bare"] == "yes")
        for name in row["names"].split(";"):
            out[latin_key(name)] = value
        for name in row["arabic"].split(";"):
            out[arabic_key(name)] = value
    return out
