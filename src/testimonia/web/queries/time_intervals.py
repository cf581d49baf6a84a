"""Dates as intervals of days, with the ends that are uncertain, and in words of both calendars.

Days are Julian day numbers (see ``finding/calendars.py``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from testimonia.finding import calendars
from testimonia.model import Record
from testimonia.web.shown import common_day

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
HIJRI_MONTHS = (
    "Muharram", "Safar", "Rabiʿ I", "Rabiʿ II", "Jumada I", "Jumada II", "Rajab", "Shaʿban", "Ramadan",
    "Shawwal", "Dhu al-Qaʿda", "Dhu al-Hijja",
)  # fmt: skip
_LATEST = calendars.day_number(9999, 12, 31)


class Interval(Record, frozen=True):
    """Days from ``first`` to ``last``; a ``soft`` end may lie elsewhere, an ``open`` start anywhere."""

    first: int
    last: int
    soft_start: bool = False
    soft_end: bool = False
    open_start: bool = False


def interval_of(iso: str | None, until: str | None = None) -> Interval | None:
    """Return the days of a year, a month or a day, or of two of them; None for what is no date.

    >>> interval_of("2031-12") == Interval(first=2463203, last=2463233, soft_start=True, soft_end=True)
    True
    """
    begin, end = _days(iso or ""), _days(until or iso or "")
    if begin is None or end is None:
        return None
    first, last = begin[0], max(end[1], begin[0])
    soft = last > first
    return Interval(first=first, last=last, soft_start=soft, soft_end=soft)


@lru_cache(maxsize=1 << 16)  # a case has few days and many dates
def _days(iso: str) -> tuple[int, int] | None:
    found = _ISO.fullmatch(iso)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if not year or (found[2] and not 1 <= month <= 12):
        return None
    if found[3]:
        if not calendars.valid(year, month, day):
            return None
        number = calendars.day_number(year, month, day)
        return number, number
    last_month = month or 12
    last_day = calendars.month_length(year, last_month)
    return calendars.day_number(year, month or 1, 1), calendars.day_number(year, last_month, last_day)


def iso_of(day: int) -> str:
    """Return a day as ``YYYY-MM-DD``, kept within the years 1 to 9999."""
    return calendars.iso(calendars.from_day_number(min(max(day, 1_721_424), _LATEST)))


def hijri(day: int) -> str:
    """Return a day of the Hijri calendar as a reader writes it, "" before the era."""
    found = calendars.ce_to_hijri(*calendars.from_day_number(day))
    return f"{found[2]} {HIJRI_MONTHS[found[1] - 1]} {found[0]} AH" if found else ""


def in_words(interval: Interval) -> str:
    """Return when, with what is uncertain said in words: this is what the soft ends of the picture say."""
    first, last = common_day(interval.first), common_day(interval.last)
    if interval.open_start:
        return f"on or before {last}"
    if interval.first == interval.last:
        return f"about {first}" if interval.soft_start or interval.soft_end else first
    if interval.soft_start and interval.soft_end:
        return f"some time between {first} and {last}"
    if interval.soft_start:
        return f"until {last}, from about {first}"
    if interval.soft_end:
        return f"from {first}, until about {last}"
    return f"{first} to {last}"


def in_hijri(interval: Interval) -> str:
    """Return the same days in the Hijri calendar."""
    first, last = hijri(interval.first), hijri(interval.last)
    if interval.open_start or first == last:
        return last
    return f"{first} to {last}"
