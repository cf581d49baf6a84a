"""Hijri dates in Latin and Arabic letters, and Gregorian dates in Arabic letters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from testimonia.finding import calendars
from testimonia.finding.timing.arabic import match_date
from testimonia.finding.timing.classes import value as word_value
from testimonia.finding.timing.context import Context
from testimonia.finding.timing.readings import Reading
from testimonia.finding.timing.tables import rows


def fold(text: str) -> str:
    """Return a text with diacritics off and apostrophes made one, character for character."""
    out = []
    for char in text:
        base = unicodedata.normalize("NFD", char)[0].lower()
        out.append("'" if base in "’‘`´ʿʾʻʼ′" else base if len(base) == 1 else char)
    return "".join(out)


@cache
def _latin() -> re.Pattern[str]:
    months = "|".join(f"(?P<m{row['number']}>{row['pattern']})" for row in rows("hijri_months"))
    weekday = r"(?:(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day),?\s+(?:the\s+)?)?"
    day = r"(?:(?:the\s+)?(?P<day>\d{1,2}|[a-z]{5,13}(?:-[a-z]{5,6})?)(?:st|nd|rd|th)?"
    day += r"(?:\s+of)?[\s,\-]{1,3}(?:the\s+(?:month\s+of\s+)?)?)?"
    after = r"(?(day)|(?:(?:\s+|,\s*)(?P<after>\d{1,2})(?:st|nd|rd|th)?(?=[\s,]))?)"
    year = r"(?:[\s,\-]{1,3}(?:of\s+)?(?P<year>\d{1,4})(?!\d|[/.]\d))?"
    era = r"(?:\s*(?P<era>a\.h\.|ah\b|h\b|hijri\b|hijra\b|هـ|ه))?"
    return re.compile(rf"{weekday}{day}(?:{months})(?![^\W\d_]){after}{year}{era}")


def read_hijri(c: Context, first: int) -> Reading | None:
    """Read a Hijri date that begins at token ``first``."""
    start = c.text.spans[first][0]
    window = fold(c.text.text[start : start + 90])
    match = _latin().match(window)
    if match is None:
        return None
    month = next(int(name[1:]) for name, found in match.groupdict().items() if name[0] == "m" and found)
    year = match.group("year")
    day = match.group("day") or match.group("after")
    era = match.group("era")
    surface = c.text.text[start : start + match.end()]
    if match.group("day") and not match.group("day").isdecimal() and _day(day) is None:
        return None
    if not surface[match.start(f"m{month}")].isupper():
        return None
    if year and not era and len(year) < 3:
        return None
    if match.group("day") is None and match.group("after") is None and year is None and month != 9:
        return None
    found = hijri_reading(c, int(year) if year else None, month, _day(day), bool(era))
    if found is not None:
        found.span = (start, start + len(surface.rstrip(" ,-")))
        name = match.group("weekday")
        found.weekday = int(word_value(name)) if name else None
    return found


def _day(word: str | None) -> int | None:
    if word is None:
        return None
    if word.isdecimal():
        return int(word)
    found = word_value(word)
    return int(found) if found.isdecimal() and int(found) <= 30 else None


def hijri_reading(c: Context, year: int | None, month: int, day: int | None, signed: bool) -> Reading | None:
    """Return the reading of a Hijri date: the Gregorian day, month or year most of it lies in."""
    issues = ["hijri"]
    relative = False
    if year is not None and year > 1600:
        return _ramadan_of_common_year(year, month)
    if year is None:
        if c.number is None:
            return Reading(
                "DATE",
                "XXXX-XX-XX" if day else "XXXX-XX",
                issues=["hijri", "no_year"],
                calendar="hijri",
                confidence=0.6,
            )
        year = _nearest_hijri_year(c.number, month, day)
        issues.append("no_year")
        relative = True
    if day is None:
        first = calendars.hijri_to_ce(year, month, 1)
        if first is None:
            return None
        number = calendars.day_number(*first)
        last = number + calendars.hijri_month_length(year, month) - 1
        middle = calendars.from_day_number(number + 14)
        bounds = (calendars.iso(first), calendars.iso(calendars.from_day_number(last)))
        return Reading(
            "DATE",
            f"{middle[0]:04d}-{middle[1]:02d}",
            None,
            issues,
            relative,
            "hijri",
            f"{year:04d}-{month:02d}",
            bounds=bounds,
        )
    common = calendars.hijri_to_ce(year, month, day)
    if common is None:
        return Reading("DATE", "", issues=[*issues, "impossible_date"], calendar="hijri", confidence=0.5)
    return Reading(
        "DATE",
        calendars.iso(common),
        None,
        issues,
        relative,
        "hijri",
        f"{year:04d}-{month:02d}-{day:02d}",
        confidence=0.95 if signed else 0.9,
    )


def _nearest_hijri_year(number: int, month: int, day: int | None) -> int:
    here = calendars.ce_to_hijri(*calendars.from_day_number(number))
    base = here[0] if here else 1

    def gap(year: int) -> int:
        found = calendars.hijri_day_number(year, month, day or 15)
        return abs(found - number) if found is not None else 10**9

    return min((base, base - 1, base + 1), key=gap)


def _ramadan_of_common_year(year: int, month: int) -> Reading | None:
    """Read "Ramadan 2016": the Hijri month that begins in that year of the common era."""
    start = calendars.ce_to_hijri(year, 1, 1)
    if start is None:
        return None
    for hijri_year in (start[0], start[0] + 1):
        first = calendars.hijri_to_ce(hijri_year, month, 1)
        if first is not None and first[0] == year:
            number = calendars.day_number(*first)
            last = calendars.from_day_number(number + calendars.hijri_month_length(hijri_year, month) - 1)
            middle = calendars.from_day_number(number + 14)
            return Reading(
                "DATE",
                f"{middle[0]:04d}-{middle[1]:02d}",
                None,
                ["hijri"],
                False,
                "hijri",
                f"{hijri_year:04d}-{month:02d}",
                bounds=(calendars.iso(first), calendars.iso(last)),
            )
    return None


def read_arabic(c: Context, first: int) -> Reading | None:
    """Read a date in Arabic letters that begins at token ``first``."""
    start = c.text.spans[first][0]
    written = match_date(c.text.text[start : start + 70])
    if written is None:
        return None
    if written.calendar == "hijri":
        found = hijri_reading(c, written.year, written.month, written.day, written.signed)
    elif written.year is not None:
        day = (written.year, written.month, written.day)
        found = Reading("DATE", calendars.iso(day)) if calendars.valid(*day) else None
    elif c.year is not None and calendars.valid(c.year, written.month, written.day):
        day = (c.year, written.month, written.day)
        found = Reading("DATE", calendars.iso(day), None, ["no_year"], True)
    else:
        found = None
    if found is not None:
        found.span = (start, start + written.length)
        found.weekday = written.weekday
    return found
