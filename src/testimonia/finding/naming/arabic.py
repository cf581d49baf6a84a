"""Names in Arabic script: those of the tables, with one-letter prefixes and the article set aside."""

from __future__ import annotations

import re

from testimonia.finding.naming.lexicon import Entry, arabic_names, fold_arabic
from testimonia.finding.naming.lookup import Name

_WORD = re.compile(r"[\u0621-\u064a\u0671][\u0621-\u065f\u0670\u0671\u06d6-\u06ed]*")
_PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "لل")
_LONGEST = 5


def find_arabic(text: str) -> list[Name]:
    """Return the names of the tables that stand in Arabic script; spans leave prefixes out."""
    if not re.search(r"[\u0621-\u064a]", text):
        return []
    table = arabic_names()
    firsts = {key.split()[0] for key in table}
    spans = [match.span() for match in _WORD.finditer(text)]
    folded = [fold_arabic(text[start:end]) for start, end in spans]
    out: list[Name] = []
    i = 0
    while i < len(spans):
        entry, last, cut = _match(text, table, firsts, spans, folded, i)
        if entry:
            start = spans[i][0] + cut
            out.append(
                Name(
                    -1,
                    -1,
                    start,
                    spans[last][1],
                    entry.type,
                    "name",
                    entry.name,
                    f"table {entry.table}, Arabic",
                )
            )
            i = last
        i += 1
    return out


def _match(
    text: str,
    table: dict[str, Entry],
    firsts: set[str],
    spans: list[tuple[int, int]],
    folded: list[str],
    i: int,
) -> tuple[Entry | None, int, int]:
    word = folded[i]
    for prefix in _PREFIXES:
        if not word.startswith(prefix):
            continue
        stem = "ال" + word[2:] if prefix == "لل" else word[len(prefix) :]
        if stem not in firsts:
            continue
        for size in range(min(_LONGEST, len(spans) - i), 0, -1):
            if (
                size > 1
                and not text[spans[i][1] : spans[i + size - 1][0]].replace(" ", "").isalpha()
                and size == 2
                and text[spans[i][1] : spans[i + 1][0]].strip()
            ):
                continue
            key = " ".join([stem, *folded[i + 1 : i + size]])
            if key in table:
                cut = _length(text, spans[i][0], len(prefix) if prefix != "لل" else 0)
                return table[key], i + size - 1, cut
    return None, i, 0


def _length(text: str, start: int, letters: int) -> int:
    """Return how many code points the first letters take, vowel signs included."""
    at, seen = start, 0
    while at < len(text) and seen < letters:
        at += 1
        while at < len(text) and ("\u064b" <= text[at] <= "\u065f" or text[at] == "\u0670"):
            at += 1
        seen += 1
    return at - start
