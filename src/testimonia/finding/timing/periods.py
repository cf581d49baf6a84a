"""Handlers of the periods that firms and offices report on: quarters, halves, fiscal years, "the year".

In a financial report "a year ago" is the same quarter of the year before, and "the quarter" the quarter
that is reported: the last one the text named (``Context.reported``).
"""

from __future__ import annotations

from testimonia.finding import calendars
from testimonia.finding.timing import absolute
from testimonia.finding.timing.classes import value as word_value
from testimonia.finding.timing.context import Context
from testimonia.finding.timing.lengths import amount
from testimonia.finding.timing.readings import Reading, day_number_of
from testimonia.finding.timing.relative import DIRECTIONS, ordinal_unit, unit_value
from testimonia.finding.timing.years import full_year


def _ordinal(token: str) -> int:
    digits = token.lower().rstrip("thsndr")
    found = digits if digits.isdecimal() else word_value(token)
    return int(found) if found.isdecimal() else 0


_AFTER_HALF = ("results", "earnings", "profit", "sales", "net", ",", ".")


def quarter(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the third quarter of 1998``, ``third-quarter``, ``this year's first half``."""
    text = c.text
    ordinal = 0
    code = ""
    mod = None
    year: int | None = None
    code_at = start = first
    for at in range(first, end):
        if not ordinal and text.is_class(at, "ordinal", "small_th", "second"):
            ordinal = _ordinal(text.tokens[at])
        elif text.is_class(at, "year"):
            year = int(text.tokens[at])
        elif text.is_class(at, "short_year"):
            year = full_year(text.tokens[at][1:], c.year)
        elif text.is_class(at, "this", "last", "next", "previous", "current"):
            year = c.year + DIRECTIONS[text.word(at)] if c.year is not None else None
        elif ordinal and not code and text.is_class(at, "unit", "half"):
            code, code_at = "H" if text.is_class(at, "half") else word_value(text.tokens[at]), at
        elif text.is_class(at, "early", "edge"):
            mod = word_value(text.tokens[at])
    if code == "C":
        return ordinal_unit(c, first, end)
    if not 1 <= ordinal <= {"Q": 4, "H": 2, "S": 2}.get(code, 0):
        return None
    if code != "Q" and year is None and text.word(end) not in _AFTER_HALF:
        return None
    if text.is_class(code_at - 1, "hyphen") and text.is_class(first, "the"):
        start = first + 1
    stated = year is not None
    if year is None:
        year = _quarter_year(c, ordinal, 4 if code == "Q" else 2)
    name = f"{year:04d}" if year is not None else "XXXX"
    letter = "Q" if code == "Q" else "H"
    issues = [] if stated else ["no_year"]
    return Reading("DATE", f"{name}-{letter}{ordinal}", mod, issues, not stated, first=start)


def _quarter_year(c: Context, ordinal: int, parts: int) -> int | None:
    """Return the year of a quarter without one: nearest to the quarter that has just ended."""
    if c.year is None:
        return None
    year = c.year
    position = ((c.month or 7) - 1) * parts / 12 + 1
    late = ordinal + 1 - position
    return min((year - 1, year, year + 1), key=lambda other: abs((other - year) * parts + late))


def last_of_month(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the last day of April``, ``the last week of April 2016``."""
    text = c.text
    unit = next(at for at in range(first, end) if text.is_class(at, "unit"))
    inner = absolute.date(c, unit + 2, end)
    code = word_value(text.tokens[unit])
    if inner is None or code not in ("D", "W", "WE") or not inner.value[:4].isdecimal():
        return None
    inner.first, inner.mod = first, "END"
    if code == "D":
        year, month = int(inner.value[:4]), int(inner.value[5:7])
        inner.value, inner.mod = f"{inner.value}-{calendars.month_length(year, month):02d}", None
    return inner


def last_quarter(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the last quarter of 2014``; ``the last day of 2014`` is a day of that year."""
    text = c.text
    unit = next(at for at in range(first, end) if text.is_class(at, "unit"))
    code = word_value(text.tokens[unit])
    year = full_year(text.tokens[end - 1].lstrip("'’‘"), c.year)
    values = {"Q": f"{year:04d}-Q4", "M": f"{year:04d}-12", "D": f"{year:04d}-12-31"}
    return Reading("DATE", values[code]) if code in values else None


def quarter_code(c: Context, first: int, end: int) -> Reading | None:
    """Read ``Q3 2014``, ``H1 2015``."""
    year = full_year(c.text.tokens[end - 1].lstrip("'’‘"), c.year)
    return Reading("DATE", f"{year:04d}-{word_value(c.text.tokens[first])}")


def quarter_of_year(c: Context, first: int, end: int) -> Reading | None:
    """Read ``last year's quarter``: the reported quarter of that year."""
    text = c.text
    if word_value(text.tokens[end - 1]) != "Q":
        return None
    shift = next((DIRECTIONS[text.word(at)] for at in range(first, end) if text.word(at) in DIRECTIONS), 0)
    reported = c.reported(first)
    if c.year is None or reported is None:
        return None
    return Reading("DATE", f"{c.year + shift:04d}-Q{reported[-1]}", None, ["deictic"], True)


def quarter_ago(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the quarter a year ago``."""
    reported = c.reported(first)
    if reported is None or word_value(c.text.tokens[first + 1]) != "Q":
        return None
    return Reading("DATE", f"{int(reported[:4]) - 1}{reported[4:]}", None, [], True)


def year_earlier(c: Context, first: int, end: int) -> Reading | None:
    """Read ``year-earlier``, ``the year-ago quarter``, ``the year-earlier nine months``."""
    text = c.text
    unit = next(
        at for at in range(first, end) if text.is_class(at, "unit") and text.is_class(at + 1, "hyphen")
    )
    code = word_value(text.tokens[unit])
    if code not in ("Y", "M", "W", "D"):
        return None
    bare = end == unit + 3
    start, reported = (unit if bare or text.is_class(first, "article") else first), c.reported(first)
    if text.is_class(end - 1, "units"):
        length = f"P{_count(c, unit + 3, end)}{word_value(text.tokens[end - 1])}"
        return Reading("DURATION", length, first=start)
    at = next((at for at in range(unit, end) if text.is_class(at, "ordinal", "second")), None)
    named = 0 if at is None else _ordinal(text.tokens[at])
    if named and c.year is not None:
        year = _quarter_year(c, named, 4)
        return Reading("DATE", f"{(year or c.year) - 1:04d}-Q{named}", first=start, relative=True)
    if code == "Y" and reported is not None:
        return Reading("DATE", f"{int(reported[:4]) - 1}{reported[4:]}", first=start, relative=True)
    return Reading("DATE", unit_value(c, code, -1), first=start, relative=True)


def _count(c: Context, first: int, end: int) -> int:
    size = amount(c, first, end)
    return int(size[0]) if size and size[0] else 1


def year_end(c: Context, first: int, end: int) -> Reading | None:
    """Read ``year-end``, ``year's end``."""
    text = c.text
    unit = next(at for at in range(first, end) if text.is_class(at, "unit"))
    code, edge = word_value(text.tokens[unit]), word_value(text.tokens[end - 1])
    joined = text.is_class(unit + 1, "hyphen", "possessive")
    if code not in ("Y", "M", "W", "Q") or not (joined or edge == "END"):
        return None
    if text.is_class(first - 1, "article", "number"):
        return None
    value = unit_value(c, code, 0)
    if code == "Y" and value.isdecimal() and text.is_class(unit + 1, "hyphen"):
        return Reading("DATE", f"{value}-12-31" if edge == "END" else f"{value}-01-01", edge, [], True)
    return Reading("DATE", value, edge, [], True)


def the_unit(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the end of the year``, ``earlier in the year``, ``the beginning of the month``."""
    text = c.text
    code = word_value(text.tokens[end - 1])
    mod = next(
        (word_value(text.tokens[at]) for at in range(first, end) if text.is_class(at, "early", "edge")), None
    )
    relative = text.is_class(first, "earlier", "later")
    if code in ("TS", "TM", "TH", "X", "D", "NI") or (mod is None and not relative):
        return None
    if text.is_class(first, "early") and not text.is_class(first + 1, "hyphen", "in"):
        return None
    if relative and not text.is_class(first + 1, "in"):
        return None
    return Reading("DATE", unit_value(c, code, 0), mod, [], True)


def fiscal(c: Context, first: int, end: int) -> Reading | None:
    """Read ``fiscal 1989``, ``the fiscal year``, ``FY 1998``."""
    text = c.text
    for at in range(first, end):
        if text.is_class(at, "year"):
            return Reading("DATE", text.tokens[at])
        if text.is_class(at, "short_year"):
            return Reading("DATE", f"{full_year(text.tokens[at][1:], c.year):04d}")
    return Reading("DURATION", "P1Y") if word_value(text.tokens[end - 1]) == "Y" else None


def day_of_month(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the fourth of this month``, ``the 9th of last month``."""
    text = c.text
    at = next(at for at in range(first, end) if text.is_class(at, "small", "small_th", "ordinal", "second"))
    day = _ordinal(text.tokens[at])
    words = [text.word(i) for i in range(at, end)]
    if word_value(words[-1]) != "M":
        return None
    shift = next((DIRECTIONS[word] for word in words if word in DIRECTIONS), 0)
    month = unit_value(c, "M", shift)
    if (
        month[:4].isdecimal()
        and month[5:].isdecimal()
        and not calendars.valid(int(month[:4]), int(month[5:]), day)
    ):
        return Reading("DATE", "", issues=["impossible_date"], confidence=0.5)
    return Reading("DATE", f"{month}-{day:02d}", None, ["deictic"], True)


def half_of_month(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the second half of January 2032``."""
    text = c.text
    half = next(at for at in range(first, end) if text.is_class(at, "half"))
    which = _ordinal(text.tokens[half - 1])
    inner = absolute.date(c, half + 2, end)
    if inner is None or which not in (1, 2):
        return None
    inner.first, inner.mod = first, "START" if which == 1 else "END"
    return inner


def week_of(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the week of March 6``."""
    code = word_value(c.text.tokens[first + 1])
    inner = absolute.date(c, first + 3, end)
    number = day_number_of(inner.value) if inner else None
    if code == "M" or inner is None or number is None or code != "W":
        if inner is not None:
            inner.first = first + 3
        return inner
    year, week = calendars.iso_week(number)
    return Reading("DATE", f"{year:04d}-W{week:02d}", None, inner.issues, inner.relative)


def alone(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the quarter``, ``the year``, ``the weekend``, ``the latest period``, ``the 1988 period``."""
    text = c.text
    if text.word(first - 1) == "of" or text.word(end) in ("of", "when", "that", "-"):
        return None
    noun = text.word(end - 1)
    code = word_value(noun)
    if text.word(end) in ("before", "after"):
        return None
    year = next((text.tokens[at] for at in range(first, end) if text.is_class(at, "year")), None)
    reported = c.reported(first)
    if year is not None:
        if code not in ("Q", "X") or noun not in ("quarter", "period"):
            return None
        return Reading("DATE", f"{year}{reported[4:]}" if reported else year)
    if code == "Q" or (noun == "period" and reported and text.is_class(end - 2, "latest", "the")):
        return Reading("DATE", reported or unit_value(c, "Q", -1), relative=True)
    if code == "Y":
        if text.word(end) in ("ended", "ending", "to", "through"):
            return Reading("DURATION", "P1Y")
        return Reading("DATE", unit_value(c, "Y", 0), relative=True)
    if code == "W":
        return Reading("DATE", unit_value(c, code, 0), relative=True)
    if code == "WE":
        return weekend(c, first, end)
    return None


def weekend(c: Context, first: int, end: int) -> Reading:
    """Read ``the weekend``: the last one, or with a verb in the future the next."""
    value = unit_value(c, "WE", 0)
    if c.number is not None and calendars.weekday(c.number) < 5 and c.text.tense(first, end) != "future":
        value = unit_value(c, "WE", -1)
    return Reading("DATE", value, None, ["deictic"], True)
