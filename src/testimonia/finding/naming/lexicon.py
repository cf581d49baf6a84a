"""The tables of names, made ready for look-up.

A name is looked up by its **parts**: words without diacritics, apostrophes, hyphens and Arabic articles, in
lower case ("Jabhat an-Nusra" → ``jabhat nusra``). Entries hang on their first part, longest first.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

from testimonia.model import MentionForm, MentionType
from testimonia.tables import read_table

ARTICLES = frozenset(
    ["al", "el", "as", "ash", "an", "ar", "ad", "at", "az", "adh", "ath", "ul", "ut", "ud", "ur", "us"]
)
_MARKS = str.maketrans(dict.fromkeys("'’‘ʼ`´ʿʾ") | dict.fromkeys("-‐‑–_.", " "))
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "ß": "ss", "œ": "oe", "ð": "d", "þ": "th"}
)


class Entry(NamedTuple):
    """One way of writing a name of the tables; ``exact`` is set where only this very spelling counts."""

    parts: tuple[str, ...]
    type: MentionType
    form: MentionForm
    name: str
    table: str
    capital_of: str = ""
    exact: str = ""


def _cells(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]


def plain(word: str) -> str:
    """Return a word in lower case without diacritics and apostrophes, hyphens as spaces."""
    low = word.translate(_MARKS).lower()
    if low.isascii():
        return low
    low = low.translate(_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


def parts_of(word: str) -> tuple[str, ...]:
    """Return the parts of one word or of a phrase: hyphens split it, Arabic articles are left out.

    >>> parts_of("Deir Az-Zor")
    ('deir', 'zor')
    """
    if "." in word and len(word) <= 8 and word.replace(".", "").isupper():
        return (word.replace(".", "").lower(),)
    found = plain(word).split()
    if len(found) < 2:
        return tuple(found)
    kept = tuple(p for i, p in enumerate(found) if p not in ARTICLES or (i == 0 and not _attached(word, p)))
    return kept or tuple(found)


def _attached(word: str, article: str) -> bool:
    """Tell whether a first word is an article in front of a name: "Al-Bab", "al Qaeda", not "As Russia"."""
    return word[len(article) : len(article) + 1] in "-‐‑–" or article in ("al", "el")


def _short(text: str) -> bool:
    letters = text.replace(".", "")
    return (
        len(letters) <= 6
        and sum(c.isupper() for c in letters) >= 2
        and " " not in text
        and "-" not in text[1:]
    )


def _entry(text: str, type: MentionType, name: str, table: str, form: MentionForm = "name") -> Entry:
    exact = text.replace(".", "") if _short(text) else ""
    return Entry(parts_of(text), type, form, name, table, "", exact)


def _state_entries() -> list[Entry]:
    out: list[Entry] = []
    for row in read_table("states.tsv"):
        name = row["name"]
        out += [_entry(text, "state", name, "states") for text in [name, *_cells(row["variants"])]]
        for text in _cells(row["adjectives"]):
            plural = (text.endswith("s") and text[:-1] in _cells(row["adjectives"])) or text.endswith("men")
            out.append(_entry(text, "state", name, "states", "name" if plural else "adjective"))
        capitals = _cells(row["capitals"])
        for text in capitals:
            entry = _entry(text, "place", text, "states")
            out.append(entry._replace(capital_of=name))
    return out


def _simple_entries(table: str, type: MentionType) -> list[Entry]:
    out: list[Entry] = []
    for row in read_table(f"{table}.tsv"):
        texts = [row["name"], *_cells(row["variants"])]
        out += [_entry(text, type, row["name"], table) for text in texts]
    return out


@cache
def gazetteer() -> dict[str, tuple[Entry, ...]]:
    """Return all entries by first part, longest first; of equal parts, the first table wins."""
    found: dict[tuple[tuple[str, ...], str], Entry] = {}
    entries = _simple_entries("groups", "armed_group") + _state_entries()
    entries += _simple_entries("organisations", "organisation")
    entries += _simple_entries("persons", "person") + _simple_entries("places", "place")
    for entry in entries:
        if entry.parts:
            found.setdefault((entry.parts, entry.exact), entry)
    by_first: dict[str, list[Entry]] = {}
    for entry in found.values():
        by_first.setdefault(entry.parts[0], []).append(entry)
    return {
        first: tuple(sorted(group, key=lambda e: (-len(e.parts), not e.exact, e.name)))
        for first, group in by_first.items()
    }


@cache
def arabic_names() -> dict[str, Entry]:
    """Return the names written in Arabic script, folded by :func:`fold_arabic`."""
    out: dict[str, Entry] = {}
    for table, kind in (("states", "state"), ("groups", "armed_group"), ("organisations", "organisation")):
        for row in read_table(f"{table}.tsv"):
            for text in _cells(row["arabic"]):
                folded = fold_arabic(text)
                parts = tuple(folded.split())
                entry = Entry(parts, kind, "name", row["name"], table)  # type: ignore[arg-type]  # as above
                out.setdefault(folded, entry)
    for row in read_table("places.tsv"):
        for text in _cells(row["arabic"]):
            out.setdefault(
                fold_arabic(text), Entry(tuple(text.split()), "place", "name", row["name"], "places")
            )
    return out


_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})


def fold_arabic(text: str) -> str:
    """Return Arabic text without vowel signs and tatweel, the forms of alef, ya and ta marbuta made one."""
    return "".join(c for c in text.translate(_ARABIC) if not unicodedata.combining(c))


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of one kind from ``name_words.tsv``: ``title``, ``role``, ``speech``, ``stop`` …"""
    return frozenset(row["word"] for row in read_table("name_words.tsv") if row["kind"] == kind)


@cache
def heads() -> dict[str, tuple[MentionType, str]]:
    """Return the words that make a name of what stands beside them: word → type and side.

    ``side`` is ``after`` ("Security Council"), ``before`` ("Jabhat …"), ``both`` ("Ministry of …").
    """
    rows = read_table("name_heads.tsv")
    return {row["word"]: (row["type"], row["side"]) for row in rows}  # type: ignore[misc]  # types of a table


@cache
def given_names() -> frozenset[str]:
    """Return given names in lower case without diacritics."""
    return frozenset(plain(name) for row in read_table("given_names.tsv") for name in row["names"].split())


@cache
def common_words() -> frozenset[str]:
    """Return ordinary English words that may begin a sentence or stand capitalised in a heading."""
    return frozenset(plain(word) for row in read_table("common_words.tsv") for word in row["words"].split())


_SHORT = ("s", "es", "ed", "d", "ing")
_ENDINGS = (
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "ly",
    "er",
    "ers",
    "or",
    "ors",
    "ion",
    "ions",
    "ment",
    "ments",
    "ness",
    "al",
    "able",
)


def is_common(key: str) -> bool:
    """Tell whether a word, or the word it is inflected from, is an ordinary English word."""
    known = common_words()
    if key in known:
        return True
    if " " in key:
        return all(is_common(part) for part in key.split())
    for ending in _ENDINGS:
        if key.endswith(ending):
            stem = key[: -len(ending)]
            if len(stem) > (2 if ending in _SHORT else 3) and (
                stem in known or stem + "e" in known or (stem[-1] == stem[-2] and stem[:-1] in known)
            ):
                return True
            if stem.endswith("i") and stem[:-1] + "y" in known:
                return True
    return False


@cache
def adjectives() -> dict[str, str]:
    """Return the adjective of nationality by name of the state."""
    out = {}
    for row in read_table("states.tsv"):
        found = _cells(row["adjectives"])
        out[row["name"]] = found[0] if found else row["name"]
    out["United States"] = "US"
    return out


@cache
def country_of() -> dict[str, str]:
    """Return the state that a person of the tables stands for."""
    return {row["name"]: row["country"] for row in read_table("persons.tsv") if row["country"]}
