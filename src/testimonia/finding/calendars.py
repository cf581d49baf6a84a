"""Calendars: days counted in one line, and the Hijri and Rumi years laid along it.

Every calendar here maps ``(year, month, day)`` to a day number (the Julian day number) and back:

* **common era** as historians print it: Gregorian from 15 October 1582, Julian before. Dates that a text
  prints are therefore kept as printed, and Hijri dates come out as the books have them
  (20 Jumada I 857 is 29 May 1453);
* **Hijri**: inside its range (1343 to 1500 AH) the Umm al-Qura calendar of the ``hijridate`` package, outside
  the arithmetical ("tabular", civil) calendar with leap years 2 5 7 10 13 16 18 21 24 26 29 of each cycle of
  thirty (Dershowitz and Reingold, *Calendrical Calculations*). Local sightings differ from either by a day,
  rarely two: whoever compares must allow for it;
* **Rumi**, the Ottoman fiscal year: Julian days until 28 February 1917, Gregorian ones from 1 March 1917
  (1 Mart 1333), the year beginning in March until 1917 and in January from 1918.

Impossible days give None, never an exception.
"""

from __future__ import annotations

from functools import lru_cache

Day = tuple[int, int, int]
"""Year, month and day."""

_REFORM = 2299161  # day number of 15 October 1582
_HIJRI_EPOCH = 1948440  # 1 Muharram 1 in the civil reckoning: Friday, 16 July 622 (Julian)
_UMM_AL_QURA_FIRST, _UMM_AL_QURA_LAST = 1343, 1500


def is_leap(year: int) -> bool:
    """Return whether a year of the common era has a 29 February (Julian rule up to 1582)."""
    if year <= 1582:
        return year % 4 == 0
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month of the common era."""
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def valid(year: int, month: int, day: int) -> bool:
    """Return whether a day of the common era exists."""
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)


def _julian_number(year: int, month: int, day: int) -> int:
    a = (14 - month) // 12
    y, m = year + 4800 - a, month + 12 * a - 3
    return day + (153 * m + 2) // 5 + 365 * y + y // 4 - 32083


def day_number(year: int, month: int, day: int) -> int:
    """Return the Julian day number of a day of the common era (Gregorian from 15 October 1582)."""
    a = (14 - month) // 12
    y, m = year + 4800 - a, month + 12 * a - 3
    if (year, month, day) >= (1582, 10, 15):
        return day + (153 * m + 2) // 5 + 365 * y + y // 4 - y // 100 + y // 400 - 32045
    return day + (153 * m + 2) // 5 + 365 * y + y // 4 - 32083


def from_day_number(number: int) -> Day:
    """Return the day of the common era that has a Julian day number (Fliegel and Van Flandern)."""
    if number >= _REFORM:
        a = number + 32044
        b = (4 * a + 3) // 146097
        c = a - 146097 * b // 4
    else:
        b, c = 0, number + 32082
    d = (4 * c + 3) // 1461
    e = c - 1461 * d // 4
    m = (5 * e + 2) // 153
    return 100 * b + d - 4800 + m // 10, m + 3 - 12 * (m // 10), e - (153 * m + 2) // 5 + 1


def iso(day: Day) -> str:
    """Return a day as ``YYYY-MM-DD``."""
    return f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}"


def weekday(number: int) -> int:
    """Return the ISO weekday (Monday 1 … Sunday 7) of a day number."""
    return number % 7 + 1


def iso_week(number: int) -> tuple[int, int]:
    """Return the ISO year and week of a day number."""
    thursday = number - number % 7 + 3
    year = from_day_number(thursday)[0]
    return year, (thursday - day_number(year, 1, 1)) // 7 + 1


def week_start(year: int, week: int) -> int:
    """Return the day number of the Monday of an ISO week."""
    fourth = day_number(year, 1, 4)
    return fourth - fourth % 7 + 7 * (week - 1)


def _tabular_number(year: int, month: int, day: int) -> int:
    return day + (59 * (month - 1) + 1) // 2 + 354 * (year - 1) + (3 + 11 * year) // 30 + _HIJRI_EPOCH - 1


@lru_cache(maxsize=4096)
def _month_start(year: int, month: int) -> int:
    """Return the day number of the first day of a Hijri month."""
    if _UMM_AL_QURA_FIRST <= year <= _UMM_AL_QURA_LAST:
        from hijridate import Hijri

        first = Hijri(year, month, 1).to_gregorian()
        return day_number(first.year, first.month, first.day)
    return _tabular_number(year, month, 1)


def hijri_month_length(year: int, month: int) -> int:
    """Return the length of a Hijri month: 29 or 30 days."""
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    if year in (_UMM_AL_QURA_FIRST - 1, _UMM_AL_QURA_LAST) and month == 12:
        return 30  # the calendars meet here with a gap or an overlap of a day or two
    return _month_start(*following) - _month_start(year, month)


def hijri_day_number(year: int, month: int, day: int) -> int | None:
    """Return the day number of a Hijri date, or None where there is no such day.

    A thirtieth is accepted in every month: local sightings make 30 days of what a calendar gives 29.
    """
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    return _month_start(year, month) + day - 1


def hijri_to_ce(year: int, month: int, day: int) -> Day | None:
    """Return the day of the common era of a Hijri date, or None where there is no such day."""
    number = hijri_day_number(year, month, day)
    return None if number is None else from_day_number(number)


def ce_to_hijri(year: int, month: int, day: int) -> Day | None:
    """Return the Hijri date of a day of the common era, or None before the era or for an impossible day."""
    if not valid(year, month, day):
        return None
    number = day_number(year, month, day)
    if number < _HIJRI_EPOCH:
        return None
    estimate = (30 * (number - _HIJRI_EPOCH) + 10646) // 10631
    index = 12 * (estimate + 1)
    while _month_start(index // 12, index % 12 + 1) > number:
        index -= 1
    return index // 12, index % 12 + 1, number - _month_start(index // 12, index % 12 + 1) + 1


def rumi_to_ce(year: int, month: int, day: int) -> Day | None:
    """Return the day of the common era of an Ottoman fiscal (Rumi) date; months are numbered from January.

    31 Mart 1325 is 13 April 1909. Only 1256 to 1341 (1840 to 1925) are read, when the calendar was in use.
    """
    if not 1256 <= year <= 1341:
        return None
    common = year + 584 if year >= 1334 or month >= 3 else year + 585
    if not valid(common, month, day):
        return None
    if (common, month) >= (1917, 3):
        return common, month, day
    return from_day_number(_julian_number(common, month, day))
