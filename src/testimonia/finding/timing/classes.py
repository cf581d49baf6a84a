"""The class of a token: one character that says what a word can do in a time expression.

A text becomes a string with one character a token (``_`` for plain words), and the rules of
:mod:`testimonia.finding.timing.rules` are regular expressions over that string, written with the names below.
What a word is stands in ``tables/time_words.tsv``; numerals get their class from their shape. Case decides
where it must ("may", "march", "august", "sat" are no time words; "May", "March", "Sat" are).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import cache

from testimonia.finding.timing.tables import rows
from testimonia.model import Span

_WORDS = [
    "month", "month_short", "weekday", "weekday_short", "unit", "units", "number", "scale", "vague",
    "group", "ordinal", "second", "decade", "article", "the", "this", "that", "same", "these", "last",
    "past", "latest", "current", "previous", "next", "coming", "following", "ago", "earlier", "later",
    "before", "after", "early", "edge", "season", "daypart", "dayparts", "day", "tonight", "ref", "recent",
    "future", "each", "often", "meridiem", "zone", "oclock", "in", "of", "and", "or", "to", "on", "at",
    "for", "about", "more", "than", "least", "up", "full", "fiscal", "half", "stretch", "once", "year_word",
    "hijri_month", "era", "calendar_name", "holiday", "near", "right", "times",
    "quarter_code", "alternate",
]  # fmt: skip
_SHAPES = [
    # numerals by their shape: 1 to 31, other whole numbers to 999, years, everything else
    "small", "middle", "year", "other",
    # 16th; 1990s and '90s; '96; 26/11/2016; 2016-11-26; 10:30; 1/2
    "small_th", "decade_digits", "short_year", "numeric", "iso", "clock", "fraction",
    # a word in Arabic letters that opens an Arabic date; marks; a blank line, the end of a line
    "arabic", "possessive", "comma", "dot", "hyphen", "break", "line",
]  # fmt: skip
CHARS = {name: chr(0xC0 + at) for at, name in enumerate(_WORDS + _SHAPES)}
"""Class name → the character that stands for it in a class string."""
PLAIN = "_"

MARKS = {",": "comma", "،": "comma", ".": "dot", "-": "hyphen", "‐": "hyphen", "‑": "hyphen", "–": "hyphen"}

_MARK = r"\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
TOKEN = re.compile(
    # most words: those whose first letter opens nothing below
    rf"[b-nq-zD-GI-NR-Z][^\W\d_]*+(?:[{_MARK}]++[^\W\d_]*+)*+"
    r"|(?=\d)(?:"
    r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)"
    r"|\d{1,4}[ ]?[/.\-][ ]?\d{1,2}[ ]?[/.\-][ ]?\d{1,4}(?![\d/]|[.,]\d)"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
    r"|\d{1,2}/\d{1,2}(?![\d/])"
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th|s|ST|ND|RD|TH)?(?![^\W\d_])"
    r"|\d+(?:[.,]\d+)*)"
    r"|['’‘]\d0s\b|['’‘]\d\d\b|['’]s\b"
    r"|[aApP]\.\s?[mM]\b\.?|B\.C\.(?:E\.)?|A\.[DH]\.|C\.E\."
    r"|[oO]['’‘`][cC]lock\b|[QH][1-4]\b"
    rf"|[^\W\d_]++(?:[{_MARK}]++[^\W\d_]*+)*+"
    r"|\n\s*"
    r"|[^\s]"
)
_CASED = {
    "may",
    "march",
    "mar",
    "sat",
    "sun",
    "mart",
    "mon",
    "wed",
    "fri",
    "ad",
    "am",
    "ekim",
    "sep",
    "dec",
    "jan",
}
_CASED_OTHERWISE = {
    "CE": "era",
    "BCE": "era",
    "AH": "era",
    "AD": "era",
    "BC": "era",
    "ce": "",
    "ah": "",
    "bc": "",
}
_DATE_SHAPE = re.compile(r"\d{1,4}[ ]?[/.\-][ ]?\d{1,2}[ ]?[/.\-][ ]?\d{1,4}")


@cache
def vocabulary() -> dict[str, tuple[str, str]]:
    """Return lower-case word → class name and value, from ``tables/time_words.tsv``."""
    return {row["word"]: (row["class"], row["value"]) for row in rows("time_words")}


def value(word: str) -> str:
    """Return the value of a word in the table, or an empty string."""
    return vocabulary().get(word.lower().replace("’", "'"), ("", ""))[1]


def _numeral_class(token: str) -> str:
    if "T" in token or (len(token) == 10 and token[4] == "-" and token[7] == "-"):
        return "iso"
    if _DATE_SHAPE.fullmatch(token):
        return "numeric"
    if ":" in token:
        return "clock"
    if "/" in token:
        return "fraction"
    if token[-1] == "s":
        return (
            "decade_digits"
            if token[:-1].isdecimal() and len(token) in (3, 5) and token[-2] == "0"
            else "other"
        )
    if token[-2:].lower() in ("st", "nd", "rd", "th"):
        return "small_th" if token[:-2].isdecimal() else "other"
    if not token.isdecimal():
        return "other"
    if len(token) <= 2:
        return "small" if 1 <= int(token) <= 31 else "middle"
    if len(token) == 4 and 1000 <= int(token) <= 2199:
        return "year"
    return "middle" if len(token) == 3 else "other"


def _plain(word: str) -> str:
    """Return a transliterated word in plain letters: "rabīʿ" as "rabi"."""
    return "".join(base for char in word if (base := unicodedata.normalize("NFD", char)[0]).isascii())


def _is_arabic(token: str) -> bool:
    return "\u0600" <= token[0] <= "\u06ff"


def _class_of(token: str) -> str:
    first = token[0]
    if first.isdecimal():
        if _is_arabic(token) and not _DATE_SHAPE.fullmatch(token):
            return "arabic"
        return _numeral_class(token)
    if first == "\n":
        return "break" if token.count("\n") > 1 else "line"
    if first in "'’‘" and len(token) > 1:
        if token[1:] in ("s", "S"):
            return "possessive"
        return "decade_digits" if token[-1] == "s" else "short_year"
    if token in MARKS:
        return MARKS[token]
    if token in ("هـ", "ه", "م"):
        return "era"
    if _is_arabic(token):
        from testimonia.finding.timing.arabic import opens_date

        return "arabic" if opens_date(token) else ""
    if token in _CASED_OTHERWISE:
        return _CASED_OTHERWISE[token]
    lower = token.lower().replace("’", "'").replace("‘", "'").replace("`", "'")
    name = vocabulary().get(lower, ("", ""))[0]
    if not name and not token.isascii() and vocabulary().get(_plain(lower), ("", ""))[0] == "hijri_month":
        return "hijri_month"
    if name == "quarter_code" and not first.isupper():
        return ""
    if lower in _CASED and token[0] == lower[0] and name != "meridiem":
        return ""
    return name


class _Classes(dict[str, str]):
    """Token → class character, filled as tokens are met (bounded: long tails are not kept)."""

    def __missing__(self, token: str) -> str:
        name = _class_of(token)
        char = CHARS[name] if name else PLAIN
        if len(self) < 100_000 and len(token) < 40:
            self[token] = char
        return char


_CLASSES = _Classes()


class Spans:
    """The spans of the tokens: only their beginnings are stored, four bytes a token."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = array("I")

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, at: int) -> Span:
        match = TOKEN.match(self.text, self.starts[at])
        return match.span() if match else (self.starts[at], self.starts[at])


class Words:
    """The tokens as strings, cut from the text when asked for."""

    def __init__(self, text: str, spans: Spans) -> None:
        self.text = text
        self.spans = spans

    def __len__(self) -> int:
        return len(self.spans)

    def __getitem__(self, at: int) -> str:
        match = TOKEN.match(self.text, self.spans.starts[at])
        return match.group() if match else ""

    def cut(self, first: int, end: int) -> list[str]:
        """Return the tokens from ``first`` up to ``end``."""
        return [self[at] for at in range(first, end)]


def classify(text: str) -> tuple[Spans, str]:
    """Return the spans of the tokens of a text and its class string, one character a token."""
    spans = Spans(text)
    add_start = spans.starts.append
    classes: list[str] = []
    add_class, class_of, line = classes.append, _CLASSES.__getitem__, CHARS["line"]
    for match in TOKEN.finditer(text):
        char = class_of(match.group())
        if char == line and _wrapped(text, match.start(), match.end()):
            continue
        add_start(match.start())
        add_class(char)
    return spans, "".join(classes)


def _wrapped(text: str, start: int, end: int) -> bool:
    """Return whether a line break only wraps a long line: the sentence goes on behind it."""
    if end - start > 2 or end >= len(text) or start == 0 or "\n" in text[start + 1 : end]:
        return False
    line = start - text.rfind("\n", max(0, start - 120), start)
    after, before = text[end], text[start - 1]
    return 50 < line <= 100 and (after.islower() or after.isdecimal()) and before not in '.!?:;”"'
