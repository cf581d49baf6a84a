"""Handlers of dates in numerals: ``2016-11-26``, ``26/11/2016``, ``11/3/1440 AH``, ``26/11``."""

from __future__ import annotations

import re

from testimonia.finding import calendars
from testimonia.finding.timing.classes import value as word_value
from testimonia.finding.timing.context import Context
from testimonia.finding.timing.hijri import hijri_reading
from testimonia.finding.timing.readings import Reading
from testimonia.finding.timing.years import full_year, nearest_year

_NUMBERS = re.compile(r"\d+")


def iso(c: Context, first: int, end: int) -> Reading | None:
    """Read ``2016-11-26`` and ``2016-11-26T10:30``."""
    token = c.text.tokens[first]
    year, month, day = int(token[:4]), int(token[5:7]), int(token[8:10])
    if not calendars.valid(year, month, day):
        return Reading("DATE", "", issues=["impossible_date"], confidence=0.5)
    if len(token) > 10:
        return Reading("TIME", token[:16])
    return Reading("DATE", token[:10])


def numeric_readings(token: str, near: int | None) -> dict[str, calendars.Day]:
    """Return the days a numeral date can mean: ``dmy`` and ``mdy`` where they exist, or ``ymd``."""
    parts = _NUMBERS.findall(token)
    if not numeric_shape(token):
        return {}
    if len(parts[0]) == 4:
        year, month, day = int(parts[0]), int(parts[1]), int(parts[2])
        return {"ymd": (year, month, day)} if calendars.valid(year, month, day) and len(parts[2]) <= 2 else {}
    if len(parts[2]) == 4 and not 600 <= int(parts[2]) <= 2200:
        return {}
    year, a, b = full_year(parts[2], near), int(parts[0]), int(parts[1])
    found = {}
    if calendars.valid(year, b, a):
        found["dmy"] = (year, b, a)
    if calendars.valid(year, a, b):
        found["mdy"] = (year, a, b)
    return found


def numeric_shape(token: str) -> bool:
    """Return whether a numeral looks like a date at all, though the day may not exist."""
    parts = _NUMBERS.findall(token)
    separators = set(re.sub(r"[\d ]", "", token))
    if len(parts) != 3 or len(separators) != 1:
        return False
    lengths = [len(part) for part in parts]
    if lengths[0] == 4:
        return lengths[2] <= 2 and 600 <= int(parts[0]) <= 2200
    if lengths[0] > 2 or lengths[2] in (1, 3):
        return False
    if lengths[2] == 4:
        return 600 <= int(parts[2]) <= 2200
    # two-digit years: "3-2-10" is a score, "1.2.10" a section; a slash or two full pairs are a date
    return "/" in separators or (lengths == [2, 2, 2] and bool(separators & {".", "-"}))


def numeric(c: Context, first: int, end: int) -> Reading | None:
    """Read ``26/11/2016``, ``30 / 11/2016``, ``16.12.2016``, ``19/11/2018 CE``, ``Monday, 19/11/2018``."""
    at = next(i for i in range(first, end) if c.text.is_class(i, "numeric"))
    token = c.text.tokens[at]
    if not numeric_shape(token):
        return None
    readings = numeric_readings(token, c.year)
    found = Reading("DATE", "", confidence=0.98)
    if " " in token:
        found.issues.append("spaced_numeral")
    if c.text.glued(at):
        if len(_NUMBERS.findall(token)[2]) < 4:
            return None
        found.issues.append("glued_numeral")
    if first < at:
        found.weekday = int(word_value(c.text.tokens[first]) or 0) or None
    if not readings:
        lunar = numeric_hijri(c, token, text_of_era(c, at + 1, end))
        if lunar is not None:
            return lunar
        parts = sorted(int(part) for part in _NUMBERS.findall(token))
        if not (1 <= parts[0] <= 19 and parts[1] <= 39 and parts[0] + parts[1] <= 52 and parts[2] > 99):
            return None  # not even a slip of the pen
        found.issues.append("impossible_date")
        found.confidence = 0.5
        return found
    era = text_of_era(c, at + 1, end)
    lunar = numeric_hijri(c, token, era)
    if lunar is not None:
        lunar.weekday = found.weekday
        return lunar
    order = c.order if c.order in readings else min(readings)
    found.value, found.why = calendars.iso(readings[order]), order
    if len(readings) == 2 and readings["dmy"] == readings["mdy"]:
        found.why = ""  # 5/5/2031 tells nothing of the order
    elif len(readings) == 2:
        other = readings["mdy" if order == "dmy" else "dmy"]
        found.alternatives = (calendars.iso(other),)
        found.issues.append("dm_ambiguous")
        found.confidence = 0.9
    return found


def text_of_era(c: Context, at: int, end: int) -> str:
    """Return ``AH``, ``CE`` or an empty string for the era written at token ``at``."""
    if not at < end:
        return ""
    sign = c.text.tokens[at].upper().replace(".", "")
    return "AH" if sign in ("AH", "HIJRI", "HIJRA", "هـ", "ه") else "CE"


def numeric_hijri(c: Context, token: str, era: str) -> Reading | None:
    """Read ``11/3/1440 AH`` and ``1440/3/11``: a numeral in the Hijri calendar, by its sign or its year."""
    parts = [int(part) for part in _NUMBERS.findall(token)]
    if len(parts) != 3 or era == "CE":
        return None
    if parts[0] > 31:
        parts.reverse()
    day, month, hijri_year = parts
    if era != "AH" and not (1300 <= hijri_year <= 1480 and c.year is not None and c.year > 1880):
        return None
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    found = hijri_reading(c, hijri_year, month, day, era == "AH")
    if found is not None and " " in token:
        found.issues.append("spaced_numeral")
    return found


_BEFORE_DAY_MONTH = ("on", "since", "until", "till", "dated", "before", "after", "and", "to", "from")


def day_month(c: Context, first: int, end: int) -> Reading | None:
    """Read ``26/11`` after a preposition or a weekday: in the document's order, in the nearest year."""
    text = c.text
    named = end - first > 1
    if not named and text.word(first - 1) not in _BEFORE_DAY_MONTH:
        return None
    a, b = (int(part) for part in text.tokens[end - 1].split("/"))
    orders = {"dmy": (b, a), "mdy": (a, b)}
    fits = {name: found for name, found in orders.items() if calendars.valid(2016, *found)}
    if not fits or text.is_class(end, "units", "unit", "of") or (a, b) == (9, 11):
        return None
    month, day = fits.get(c.order) or next(iter(fits.values()))
    near = nearest_year(c, month, day, text.tense(first, end))
    issues = ["no_year"] + (["dm_ambiguous"] if len(fits) == 2 and a != b else [])
    name = "XXXX" if near is None else f"{near:04d}"
    weekday = int(word_value(text.tokens[first])) if named else None
    return Reading(
        "DATE", f"{name}-{month:02d}-{day:02d}", None, issues, True, confidence=0.6, weekday=weekday
    )
