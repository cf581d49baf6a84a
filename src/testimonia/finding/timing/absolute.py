"""Handlers of dates with a month by name: Gregorian, Turkish, Arabic, Hijri, Ottoman."""

from __future__ import annotations

import re

from testimonia.finding import calendars
from testimonia.finding.timing.classes import value as word_value
from testimonia.finding.timing.context import Context
from testimonia.finding.timing.hijri import read_arabic, read_hijri
from testimonia.finding.timing.readings import Reading
from testimonia.finding.timing.years import full_year, nearest_year, spelled

_NUMBERS = re.compile(r"\d+")


def _ordinal(word: str) -> int | None:
    digits = _NUMBERS.match(word)
    if digits:
        return int(digits.group())
    found = word_value(word)
    return int(found) if found.isdecimal() else None


_NOT_MONTH_AFTER = {
    "be",
    "have",
    "not",
    "i",
    "we",
    "you",
    "he",
    "she",
    "they",
    "god",
    "allah",
    "peace",
    "also",
    "well",
}


def date(c: Context, first: int, end: int) -> Reading | None:
    """Read a month with or without day and year: ``Friday, 2 December 2016``, ``Nov. 5``, ``last August``."""
    text = c.text
    month = day = weekday = None
    digits = ""
    mod = part = None
    direction = None
    month_at = -1
    for at in range(first, end):
        if text.is_class(at, "month", "month_short"):
            month, month_at = int(word_value(text.tokens[at])), at
        elif text.is_class(at, "weekday", "weekday_short"):
            weekday = int(word_value(text.tokens[at]))
        elif text.is_class(at, "year", "middle"):
            digits = text.tokens[at]
        elif text.is_class(at, "short_year"):
            digits = text.tokens[at][1:]
        elif text.is_class(at, "number") and not digits:
            digits = str(spelled(text.tokens.cut(at, end)) or "")
        elif text.is_class(at, "small", "small_th", "ordinal", "second"):
            day = _ordinal(text.tokens[at])
        elif text.is_class(at, "early", "edge"):
            mod = word_value(text.tokens[at])
        elif text.is_class(at, "daypart"):
            part = word_value(text.tokens[at])
        elif text.is_class(
            at, "this", "last", "next", "coming", "same", "that", "following", "previous", "current"
        ):
            direction = text.word(at)
    if not digits and month is not None and direction is None:
        digits = _year_of_range(c, month, end)
    if month is None or not _is_month(c, first, end, month_at, bool(digits or day)):
        return None
    issues: list[str] = []
    relative = not digits
    if digits:
        year: int | None = full_year(digits, c.year)
    else:
        year = _year_of_direction(c, month, day, direction, first, end)
        if day is not None and weekday is not None and year is not None and not direction:
            year = _year_by_weekday(c, year, month, day, weekday)
        issues.append("no_year")
    if direction and not digits:
        issues.insert(0, "deictic")
    name = "XXXX" if year is None else f"{year:04d}"
    value = f"{name}-{month:02d}" if day is None else f"{name}-{month:02d}-{day:02d}"
    if day is not None and not calendars.valid(year if year else 2016, month, day):
        return Reading("DATE", "", issues=["impossible_date"], confidence=0.5, weekday=weekday)
    start = first
    if text.is_class(first, "the") and (
        text.is_class(first + 2, "hyphen") or text.is_class(first + 1, "small")
    ):
        start += not text.is_class(first + 2, "of")  # "the 25 January accord"
    found = Reading("DATE", value, mod, issues, relative, weekday=weekday, first=start)
    if part and day is not None and len(part) == 2:
        found.type, found.value = "TIME", f"{value}T{part}"
    return found


def _year_by_weekday(c: Context, year: int, month: int, day: int, weekday: int) -> int:
    """Return the year, of the nearest and its two neighbours, in which a day has its weekday."""

    def fits(other: int) -> bool:
        known = calendars.valid(other, month, day)
        return known and calendars.weekday(calendars.day_number(other, month, day)) == weekday

    if fits(year) or c.number is None or not calendars.valid(year, month, day):
        return year
    if abs(calendars.day_number(year, month, day) - c.number) < 60:
        return year  # near the anchor a wrong weekday is a slip
    return next((other for other in (year - 1, year + 1) if fits(other)), year)


def _year_of_range(c: Context, month: int, end: int) -> str:
    """Return the year that closes a range which opens here.

    That is 2016 for ``May 5`` in "May 5-7, 2016" and for ``March`` in "between March and June 2016"; a range
    that runs backwards ("from November to March 2016") has another year at its beginning.
    """
    text = c.text
    if not text.is_class(end, "hyphen", "and", "to"):
        return ""
    at, later = end + 1, month
    while at < end + 7 and text.is_class(
        at, "the", "small", "small_th", "of", "month", "month_short", "dot", "comma"
    ):
        if text.is_class(at, "month", "month_short"):
            later = int(word_value(text.tokens[at]))
        at += 1
    if not text.is_class(at, "year"):
        return ""
    year = int(text.tokens[at])
    return str(year if later >= month else year - 1)


def bare_day(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the 14th`` after a preposition: a day of the month last told of, else of the anchor's."""
    text = c.text
    word = text.word(end)
    if text.word(first - 1) not in ("on", "by", "until", "since", "from", "before", "after"):
        return None
    if word.isalpha() and word not in _AFTER_DAY:
        return None
    day = _ordinal(text.tokens[end - 1])
    told = c.last.value if c.last is not None and c.narrative else (c.anchor or "")
    if len(told) < 7 or not (told[:4] + told[5:7]).isdecimal() or day is None:
        return None
    year, month = int(told[:4]), int(told[5:7])
    if not calendars.valid(year, month, day):
        return None
    return Reading("DATE", calendars.iso((year, month, day)), None, ["no_year"], True, confidence=0.6)


_AFTER_DAY = (
    "and",
    "to",
    "he",
    "she",
    "they",
    "it",
    "the",
    "a",
    "at",
    "in",
    "when",
    "but",
    "with",
    "we",
    "i",
    "there",
)


def range_end(c: Context, first: int, end: int) -> Reading | None:
    """Read the last day of a range: ``7`` and ``7, 2016`` in "May 5-7, 2016"."""
    text = c.text
    begun = c.last
    if begun is None or begun.end != first or begun.day is None or begun.type != "DATE":
        return None
    year, month, day = begun.day
    last = int(text.tokens[first + 1])
    if not day < last <= calendars.month_length(year, month) or begun.rule not in ("date", "month_deixis"):
        return None
    stop = end if text.is_class(end - 1, "year") and text.tokens[end - 1] == f"{year:04d}" else first + 2
    value = calendars.iso((year, month, last))
    return Reading("DATE", value, None, list(begun.issues), begun.relative, first=first + 1, end=stop)


def pair(c: Context, first: int, end: int) -> Reading | None:
    """Read the first of two days of one month: ``5`` in "5-7 May 2016" and in "5 and 6 December"."""
    text = c.text
    day = _ordinal(text.tokens[first])
    stop = end + 2
    while stop < len(text.classes) and text.is_class(
        stop, "of", "month", "month_short", "dot", "comma", "year"
    ):
        stop += 1
        if text.is_class(stop - 1, "year"):
            break
    whole = date(c, end + 1, stop)
    if (
        day is None
        or whole is None
        or whole.day is None
        or not calendars.valid(whole.day[0], whole.day[1], day)
    ):
        return None
    value = calendars.iso((whole.day[0], whole.day[1], day))
    return Reading("DATE", value, None, list(whole.issues), whole.relative)


def _is_month(c: Context, first: int, end: int, at: int, dated: bool) -> bool:
    """Return whether a month word standing alone is a month: not "May God", not "March on Rome"."""
    text = c.text
    word = text.word(at)
    if dated or first < at:
        return True
    if text.is_class(at, "month_short") and not text.is_class(at + 1, "dot"):
        return False
    if (
        word == "march"
        and text.word(at + 1) in ("of", "for", "on", "to", "against")
        and not _asked(text.word(at - 1))
    ):
        return False
    if word in ("may", "march", "mart", "august"):
        if text.sentence_start(at) and not text.is_class(end, "comma"):
            return False
        if text.capitalised(at + 1) or text.word(at + 1) in _NOT_MONTH_AFTER:
            return False
    if word in ("april", "june", "may", "august", "jan", "ocak", "mart", "kasım", "ekim"):
        before = text.tokens[at - 1] if at else ""
        if (before[:1].isupper() and not text.sentence_start(at - 1) and before.isalpha()) or text.word(
            at + 1
        ) in ("'s", "’s"):
            return False
    return True


def _asked(before: str) -> bool:
    """Return whether a preposition asks for a month."""
    return before in (
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "during",
        "through",
        "of",
        "and",
        "to",
        "before",
        "after",
    )


def _year_of_direction(
    c: Context, month: int, day: int | None, direction: str | None, first: int, end: int
) -> int | None:
    """Return the year of a month without one: by "last", "this", "next", else the nearest."""
    if c.year is None:
        return None
    own = c.month if c.month is not None else month
    units = any(c.text.is_class(at, "unit") for at in range(first, end))
    if direction in ("last", "previous", "past"):
        return c.year - 1 if units or month >= own else c.year
    if direction in ("next", "coming", "upcoming", "following"):
        return c.year + 1 if units or month <= own else c.year
    if direction == "this":
        return c.year
    if direction in ("that", "same") and c.last is not None and c.last.value[:4].isdecimal():
        return int(c.last.value[:4])
    printed = c.explicit.get((month, day)) if day is not None else None
    return printed if printed is not None else nearest_year(c, month, day, c.text.tense(first, end))


def rumi(c: Context, first: int, end: int) -> Reading | None:
    """Read an Ottoman fiscal date named as such: ``31 Mart 1325 (Rumi)``."""
    names = [at for at in range(first, end) if c.text.is_class(at, "calendar_name")]
    if not names or c.text.word(names[0]) != "rumi":
        return None
    found = date(c, first, end)
    if found is None or found.day is None:
        return None
    if c.text.word(names[0] - 1) == "(" and c.text.word(end) == ")":
        found.end = end + 1
    day = calendars.rumi_to_ce(*found.day)
    if day is None:
        return None
    found.printed, found.value, found.issues, found.relative = found.value, calendars.iso(day), [], False
    found.why = "Ottoman fiscal (Rumi) calendar"
    return found


def arabic(c: Context, first: int, end: int) -> Reading | None:
    """Read a date in Arabic letters or digits."""
    return read_arabic(c, first)


def hijri(c: Context, first: int, end: int) -> Reading | None:
    """Read a Hijri date in Latin letters."""
    return read_hijri(c, first)
