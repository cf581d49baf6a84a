"""Feasts by name (``tables/holidays.tsv``): fixed days, Easter, counted weekdays, Hijri days."""

from __future__ import annotations

import re
from functools import cache

from testimonia.finding import calendars
from testimonia.finding.calendars import Day
from testimonia.finding.timing.context import Context
from testimonia.finding.timing.readings import Reading
from testimonia.finding.timing.tables import rows


@cache
def _table() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(row["pattern"] + r"(?![^\W\d_])"), row["day"]) for row in rows("holidays")]


_YEAR = re.compile(r",?\s+(\d{4})(?!\d)")


def easter(year: int) -> int:
    """Return the day number of Western Easter (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return calendars.day_number(year, month, day + 1)


def feast(rule: str, year: int) -> Day | None:
    """Return the day of a feast in a year of the common era, or None where it falls on none."""
    if rule.startswith("easter"):
        return calendars.from_day_number(easter(year) + int(rule[6:]))
    if rule == "election":
        first = calendars.day_number(year, 11, 1)
        return calendars.from_day_number(first + (1 - calendars.weekday(first)) % 7 + 1)
    if rule.startswith("nth"):
        month, weekday, which = map(int, rule.split()[1:])
        first = calendars.day_number(year, month, 1)
        number = first + (weekday - calendars.weekday(first)) % 7
        if which > 0:
            return calendars.from_day_number(number + 7 * (which - 1))
        last = first + calendars.month_length(year, month) - 1
        return calendars.from_day_number(number + (last - number) // 7 * 7)
    if rule.startswith("hijri"):
        month, day = map(int, rule[6:].split("-"))
        start = calendars.ce_to_hijri(year, 1, 1)
        for hijri_year in (start[0], start[0] + 1) if start else ():
            found = calendars.hijri_to_ce(hijri_year, month, day)
            if found is not None and found[0] == year:
                return found
        return None
    month, day = map(int, rule.split("-"))
    return year, month, day


def holiday(c: Context, first: int, end: int) -> Reading | None:
    """Read a feast: of the year that follows it, or of the one "last" and "next" say, or the nearest."""
    at = end - 1
    start = c.text.spans[at][0]
    for pattern, rule in _table():
        match = pattern.match(c.text.text, start, min(len(c.text.text), start + 60))
        if match is not None:
            return _resolved(c, rule, first, at, match.end())
    return None


def _resolved(c: Context, rule: str, first: int, at: int, stop: int) -> Reading:
    begin = c.text.spans[first][0]
    year = _YEAR.match(c.text.text, stop)
    if year is not None:
        day = feast(rule, int(year.group(1)))
        found = Reading("DATE", calendars.iso(day) if day else year.group(1))
        found.span = (begin, year.end())
        return found
    direction = c.text.word(first) if first < at else ""
    found = Reading("DATE", "XXXX-XX-XX", None, ["no_year"], True, span=(begin, stop))
    years = (c.year - 1, c.year, c.year + 1) if c.year is not None else ()
    days = [day for year_near in years if (day := feast(rule, year_near)) is not None]
    if c.number is None or not days:
        day = feast(rule, c.year) if c.year is not None else None
        found.value = calendars.iso(day) if day is not None else found.value
        return found
    numbers = [calendars.day_number(*day) for day in days]
    here = c.number
    if direction == "last":
        best = max([number for number in numbers if number < here], default=numbers[0])
    elif direction == "next":
        best = min([number for number in numbers if number > here], default=numbers[-1])
    else:
        best = min(numbers, key=lambda number: abs(number - here))
    found.value = c.iso(best)
    return found
