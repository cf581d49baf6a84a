"""Handlers of years, decades and eras standing alone, and the year of a date that prints none."""

from __future__ import annotations

import re

from testimonia.finding import calendars
from testimonia.finding.timing.classes import value as word_value
from testimonia.finding.timing.context import Context
from testimonia.finding.timing.readings import Reading

_NUMBERS = re.compile(r"\d+")


def full_year(digits: str, near: int | None) -> int:
    """Return the year meant by two or four digits; two lie from 80 years before to 19 after ``near``."""
    year = int(digits)
    if len(digits) > 2:
        return year
    near = 2016 if near is None else near
    year += near - near % 100
    if year > near + 19:
        return year - 100
    return year + 100 if year <= near - 81 else year


def nearest_year(c: Context, month: int, day: int | None, tense: str) -> int | None:
    """Return the year that puts a month (and day) nearest to the anchor; the tense tips near balances."""
    if c.year is None:
        return None
    if c.month is None:
        return c.year
    narrated = c.anchor_kind == "narrative"
    best: tuple[float, int] | None = None
    for year in (c.year - 1, c.year, c.year + 1):
        gap = (year - c.year) * 365 + (month - c.month) * 30.4 + ((day or 15) - (c.day or 15) if day else 0)
        cost = abs(gap)
        if narrated:
            cost *= 2.0 if gap < -20 else 1.0
        elif gap > 20 and tense != "future":
            cost *= 6.0 if tense == "past" else 1.5
        elif gap < -20 and tense == "future":
            cost *= 1.5
        if best is None or cost < best[0]:
            best = (cost, year)
    return best[1] if best else None


def hijri_year(c: Context, first: int, end: int) -> Reading | None:
    """Read ``1438 AH``; ``1438 CE`` is left to the year rule, with its era."""
    at = first if c.text.is_class(end - 1, "era") else end - 1
    sign = c.text.tokens[end - 1 if at == first else first].upper().replace(".", "")
    digits = c.text.tokens[at]
    if (at != first and sign not in ("AD", "CE")) or len(digits) < 2:
        return None
    if sign in ("CE", "AD"):
        return Reading("DATE", f"{int(digits):04d}", issues=["year_only"])
    if sign in ("BC", "BCE"):
        return Reading("DATE", f"BC{int(digits):04d}", issues=["year_only"])
    return _hijri_year(digits)


def _hijri_year(digits: str) -> Reading | None:
    """Return a Hijri year: the year of the common era in which most of it lies, with its true bounds."""
    begin = calendars.hijri_to_ce(int(digits), 1, 1)
    last = calendars.hijri_to_ce(int(digits) + 1, 1, 1)
    if begin is None or last is None:
        return None
    number = calendars.day_number(*last) - 1
    middle = calendars.from_day_number(calendars.day_number(*begin) + 177)
    bounds = (calendars.iso(begin), calendars.iso(calendars.from_day_number(number)))
    return Reading(
        "DATE",
        f"{middle[0]:04d}",
        issues=["hijri", "year_only"],
        calendar="hijri",
        hijri=f"{int(digits):04d}",
        bounds=bounds,
    )


_BEFORE_YEAR = {
    "in", "since", "of", "from", "until", "till", "by", "during", "before", "after", "to", "through",
    "between", "and", "year", "around", "circa", "early", "late", "mid", "into", "for", "the", "-", "–",
    "(", "[", ",", "than", "or", "/", "—", "c.", "about",
}  # fmt: skip


_AFTER_YEAR_NOT = {
    "people", "men", "dollars", "percent", "%", "points", "million", "billion", "thousand", "troops",
    "soldiers", "miles", "km", "kilometers", "kilometres", "meters", "metres", "feet", "times", "copies",
    "members", "shares", "jobs", "employees", "tons", "tonnes", "degrees", "km²", "cases", "families",
    "civilians", "fighters", "prisoners", "homes", "houses", "workers", "square", "hours", "francs",
    "pounds", "euros", "yen", "cubic", "cc", "mm", "gmt", "hrs",
}  # fmt: skip


_BEFORE_YEAR_NOT = {
    "$",
    "£",
    "€",
    "#",
    "no",
    "nos",
    "room",
    "flight",
    "page",
    "article",
    "resolution",
    "rs",
    "route",
    "highway",
    "p",
    "pp",
}


def year(c: Context, first: int, end: int) -> Reading | None:
    """Read a year standing alone; numerals before 1900 need a word that calls for a year."""
    text = c.text
    at = end - 1
    token = text.tokens[at]
    mod = None
    for i in range(first, at):
        if text.is_class(i, "early", "edge"):
            mod = word_value(text.tokens[i])
    named = text.is_class(first, "unit") or text.is_class(first + 1, "unit")
    if text.is_class(at, "short_year"):
        if text.word(at - 1) not in _BEFORE_YEAR and first == at:
            return None
        return Reading("DATE", f"{full_year(token[1:], c.year):04d}", mod, ["year_only"])
    if not text.is_class(at, "year"):
        number = spelled(text.tokens.cut(first, end))
        return Reading("DATE", f"{number:04d}", mod, ["year_only"]) if number else None
    lunar = text.word(first - 1) in ("hijri", "hijra")
    if lunar or text.is_class(end, "era"):
        found = hijri_year(c, at, end + 1) if not lunar else _hijri_year(token)
        if found is not None:
            found.first, found.end = first, end if lunar else end + 1
        return found
    if not named and first == at and (text.glued(at) or not _calls_for_year(c, at, int(token))):
        return None
    return Reading("DATE", token, mod, ["year_only"])


def _calls_for_year(c: Context, at: int, number: int) -> bool:
    text = c.text
    before, after = text.word(at - 1), text.word(at + 1)
    start, end = text.spans[at]
    if after in _AFTER_YEAR_NOT or before in _BEFORE_YEAR_NOT:
        return False
    if before == "." and text.word(at - 2) in _BEFORE_YEAR_NOT and start - text.spans[at - 1][1] <= 1:
        return False
    left, right = text.text[start - 1 : start], text.text[end : end + 1]
    if (right and right in "%°") or (left and left in "$£€#+=&_@:\\"):
        return False
    if text.is_class(at + 1, "units", "era") and text.word(at + 1) not in ("ad", "ce"):
        return False
    if 1900 <= number <= 2050:
        return not (
            before in ("-", "/")
            and at > 1
            and text.tokens[at - 2].isalpha()
            and start - text.spans[at - 1][1] == 0
            and text.tokens[at - 2].isupper()
        )
    if before not in _BEFORE_YEAR or before in (
        ",",
        "the",
        "than",
        "for",
        "/",
        "and",
        "or",
        "to",
        "about",
        "around",
        "of",
    ):
        return False
    return not (
        after.isalpha() and after.endswith("s") and after not in ("was", "is", "as", "has", "this", "his")
    )


def spelled(tokens: list[str]) -> int | None:
    """Return the year spelled in words: nineteen ninety-six, two thousand."""
    numbers = [int(word_value(token)) for token in tokens if word_value(token).isdecimal()]
    if not numbers:
        return None
    if numbers[:2] == [2, 1000]:
        return 2000 + sum(numbers[2:])
    if numbers[0] in (17, 18, 19, 20) and len(numbers) > 1 and numbers[1] >= 10:
        rest = numbers[1] + (
            numbers[2] if len(numbers) > 2 and numbers[1] % 10 == 0 and numbers[2] < 10 else 0
        )
        return numbers[0] * 100 + rest if rest < 100 else None
    return None


def spelled_year(c: Context, first: int, end: int) -> Reading | None:
    """Read ``nineteen ninety-six``."""
    number = spelled(c.text.tokens.cut(first, end))
    return Reading("DATE", f"{number:04d}", issues=["year_only"]) if number else None


def decade(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the late 1970s``, ``the '90s``, ``the nineties``."""
    text = c.text
    if text.word(first - 1) in ("my", "your", "his", "her", "its", "our", "their", "whose"):
        return None  # "in her late 40s" is an age
    mod = None
    century = None
    tens = None
    for at in range(first, end):
        if text.is_class(at, "early", "edge"):
            mod = word_value(text.tokens[at])
        elif text.is_class(at, "number"):
            century = int(word_value(text.tokens[at]))
        elif text.is_class(at, "decade"):
            tens = int(word_value(text.tokens[at])) // 10
        elif text.is_class(at, "decade_digits"):
            digits = "".join(_NUMBERS.findall(text.tokens[at]))
            if len(digits) == 4:
                century, tens = int(digits[:2]), int(digits[2])
            else:
                tens = int(digits[0])
    if tens is None:
        return None
    if century is None:
        if not text.is_class(first, "the") and mod is None and text.word(first - 1) not in ("'", "’"):
            return None
        near = c.year or 2016
        century = near // 100 if tens * 10 <= near % 100 else near // 100 - 1
    return Reading("DATE", f"{century:02d}{tens}", mod)
