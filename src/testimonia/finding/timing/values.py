"""TIMEX3 values: whether they are well formed, which days they cover, how EDTF writes them."""

from __future__ import annotations

import re

from testimonia.finding import calendars

_PART = r"(?:MO|MI|AF|EV|NI|DT|DU)"
_CLOCK = r"(?:[0-2]\d(?::[0-5]\d(?::[0-5]\d)?)?(?:Z|[+-]\d\d:?\d\d)?)"
VALID = re.compile(
    rf"(?:PRESENT_REF|PAST_REF|FUTURE_REF"
    rf"|(?:BC)?\d{{4}}|(?:BC)?\d{{2}}|\d{{3}}|X{{2,4}}|\d{{2}}XX"
    rf"|(?:\d{{4}}|XXXX|BC\d{{4}})-(?:\d\d|XX|Q[1-4X]|H[12]|SP|SU|FA|WI|W\d\d(?:-(?:WE|[1-7]))?|WXX(?:-(?:WE|[1-7]))?(?:T{_PART})?)"
    rf"|(?:\d{{4}}|XXXX)-(?:\d\d|XX)-(?:\d\d|XX)(?:T(?:{_PART}|{_CLOCK}))?"
    rf"|P(?:(?:\d+(?:\.\d+)?|X)(?:WE|NI|[YMWDQECLX]))+(?:T(?:(?:\d+(?:\.\d+)?|X)[HMS])+)?|PXX|PT(?:(?:\d+(?:\.\d+)?|X)[HMS])+|PX)"
)
"""A full match is a well formed TIMEX3 value of the kinds this layer writes."""

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_EDTF_SEASON = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-(WE|[1-7]))?")


def interval(value: str) -> tuple[str, str] | None:
    """Return the earliest and the latest day a dated value covers (ISO), or None where it names none."""
    week = _WEEK.fullmatch(value)
    if week:
        return _week(int(week.group(1)), int(week.group(2)), week.group(3))
    if (
        len(value) >= 10
        and value[4] == "-"
        and value[:4].isdecimal()
        and value[5:7].isdecimal()
        and value[8:10].isdecimal()
    ):
        return value[:10], value[:10]
    if not value[:2].isdecimal():
        return None
    if len(value) == 2:
        return f"{value}00-01-01", f"{value}99-12-31"
    if len(value) == 3 and value.isdecimal():
        return f"{value}0-01-01", f"{value}9-12-31"
    if len(value) == 4 and value.isdecimal():
        return f"{value}-01-01", f"{value}-12-31"
    if len(value) == 7 and value[4] == "-" and value[:4].isdecimal():
        return _part_of_year(int(value[:4]), value[5:])
    return None


def _part_of_year(year: int, part: str) -> tuple[str, str] | None:
    if part.isdecimal():
        first = last = int(part)
    elif part[0] == "Q" and part[1].isdecimal():
        first, last = int(part[1]) * 3 - 2, int(part[1]) * 3
    elif part[0] == "H" and part[1].isdecimal():
        first, last = int(part[1]) * 6 - 5, int(part[1]) * 6
    elif part in _SEASONS:
        first, last = _SEASONS[part]
    else:
        return None
    if not 1 <= first <= 12:
        return None
    end_year, end_month = (year, last) if last <= 12 else (year + 1, last - 12)
    return (
        f"{year:04d}-{first:02d}-01",
        f"{end_year:04d}-{end_month:02d}-{calendars.month_length(end_year, end_month):02d}",
    )


def _week(year: int, week: int, day: str | None) -> tuple[str, str]:
    monday = calendars.week_start(year, week)
    first, last = {None: (0, 6), "WE": (5, 6)}.get(
        day, (int(day) - 1, int(day) - 1) if day and day.isdecimal() else (0, 6)
    )
    return calendars.iso(calendars.from_day_number(monday + first)), calendars.iso(
        calendars.from_day_number(monday + last)
    )


def edtf(value: str, mod: str | None, bounds: tuple[str, str] | None) -> str | None:
    """Return a dated value in EDTF (ISO 8601-2): ``2016-12``, ``198X``, ``2016-22``, ``2016-11/2016-12``."""
    mark = "~" if mod == "APPROX" else ""
    if bounds is None or value.startswith("P"):
        return None
    if len(value) == 2:
        return f"{value}XX{mark}"
    if len(value) == 3:
        return f"{value}X{mark}"
    if len(value) in (4, 10) and value.replace("-", "").isdecimal():
        return value + mark
    if len(value) == 7:
        part = value[5:]
        if part.isdecimal():
            return value + mark
        if part in _EDTF_SEASON:
            return f"{value[:5]}{_EDTF_SEASON[part]}{mark}"
        if part[0] == "Q":
            return f"{value[:5]}{32 + int(part[1])}{mark}"
        return f"{value[:5]}{39 + int(part[1])}{mark}"
    if "T" in value[10:11]:
        clock = value[11:]
        return f"{value}:00" if len(clock) == 5 and clock < "24" else value[:10] + mark
    return f"{bounds[0]}/{bounds[1]}"
