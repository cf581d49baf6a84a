"""Formulas: words of scripture that stand at the head of a text by custom, above all the basmala.

They are named (``work`` "formula") so that nobody takes them for a quotation, and left out where they are
part of one. The formulas are rows of ``tables/scripture_cues.tsv`` with the role ``formula``."""

from __future__ import annotations

import re
from functools import cache

from testimonia.finding.scripture_folding import ARABIC, words, words_at
from testimonia.finding.scripture_quotations import Found
from testimonia.model import Span
from testimonia.tables import read_table

_LINE = re.compile(r"[^\n]{1,50000}")
_ARABIC_HINT = re.compile("ب[\u064b-\u065f]*س[\u064b-\u065f\u06e1]*م")
_ENGLISH_HINT = re.compile(r"[Ii]n [Tt]he [Nn]ame [Oo]f (?:[Aa]llah|[Gg]od)|IN THE NAME OF (?:ALLAH|GOD)")


@cache
def _formulas() -> tuple[frozenset[str], re.Pattern[str]]:
    rows = [r["text"] for r in read_table("scripture_cues.tsv") if r["role"] == "formula"]
    arabic = frozenset(" ".join(words(t)) for t in rows if ARABIC.search(t))
    english = sorted((t for t in rows if not ARABIC.search(t)), key=lambda t: (-len(t), t))
    pattern = "|".join(r"[\s,]+".join(re.escape(word) for word in t.split()) for t in english)
    return arabic, re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", re.IGNORECASE)


@cache
def _said_around(role: str) -> tuple[tuple[str, ...], ...]:
    rows = [r["text"] for r in read_table("scripture_cues.tsv") if r["role"] == role]
    return tuple(sorted((tuple(words(t)) for t in rows), key=lambda t: (-len(t), t)))


def without_frame(text: str, span: Span) -> Span:
    """Return a span without what is said round a recitation: "صدق الله العظيم", "أعوذ بالله …"."""
    start, end = span
    if "صدق" not in text[max(start, end - 60) : end] and "الرجيم" not in text[start : start + 120]:
        return span
    found = words_at(text, start, end)
    plain = tuple(word for word, _, _ in found)
    closing = next((t for t in _said_around("closing") if plain[-len(t) :] == t), ())
    opening = next((t for t in _said_around("opening") if plain[: len(t)] == t), ())
    kept = found[len(opening) : len(found) - len(closing)]
    if len(kept) == len(found) or not kept:
        return span
    return (kept[0][1] if opening else start), (kept[-1][2] if closing else end)


def is_formula(text: str) -> bool:
    """Tell whether a stretch is nothing but a formula."""
    arabic, english = _formulas()
    return " ".join(words(text)) in arabic or english.fullmatch(text.strip()) is not None


def find_formulas(text: str) -> list[Found]:
    """Return the formulas of a text in text order of each language."""
    out: list[Found] = []
    arabic, english = _formulas()
    if "ب" in text or "\ufdfd" in text:
        for line in _LINE.finditer(text):
            if "\ufdfd" in line.group():
                at = line.start() + line.group().index("\ufdfd")
                out.append(_found(at, at + 1))
            elif _ARABIC_HINT.search(line.group()):
                out += _arabic(text, line.start(), line.end(), arabic)
    if _ENGLISH_HINT.search(text):
        out += [_found(*match.span()) for match in english.finditer(text)]
    return out


def _arabic(text: str, start: int, end: int, formulas: frozenset[str]) -> list[Found]:
    found = words_at(text, start, end)
    out = []
    for at, (word, _, _) in enumerate(found):
        if word == "بسم" and " ".join(w for w, _, _ in found[at : at + 4]) in formulas:
            out.append(_found(found[at][1], found[at + 3][2]))
    return out


def _found(start: int, end: int) -> Found:
    return Found(
        span=(start, end), outer=(start, end), work="formula", why="formula", marked=False, claimed=False
    )
