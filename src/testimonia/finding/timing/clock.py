"""Handlers of clock times and of parts of named days."""

from __future__ import annotations

from testimonia.finding.timing import lengths
from testimonia.finding.timing.absolute import date
from testimonia.finding.timing.classes import value as word_value
from testimonia.finding.timing.context import Context
from testimonia.finding.timing.numeral_dates import numeric
from testimonia.finding.timing.readings import Reading
from testimonia.finding.timing.relative import day, unit_value, weekday

_HOURS = {"12:00": 12, "24:00": 24}


_DAY_CLASSES = ("weekday", "weekday_short", "month", "month_short", "day", "this", "tonight", "numeric")


def part_of(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the evening of Tuesday 9/12/2031``, ``the night of May 5``."""
    text = c.text
    at = next(at for at in range(first, end) if text.is_class(at, "daypart"))
    code = word_value(text.tokens[at])
    if any(text.is_class(i, "numeric") for i in range(at, end)):
        inner = numeric(c, at + 2, end)
    elif any(text.is_class(i, "month", "month_short") for i in range(at, end)):
        inner = date(c, at + 2, end)
    elif text.is_class(at + 2, "day"):
        inner = day(c, at + 2, end)
    else:
        inner = weekday(c, at + 2, end)
    if inner is None or inner.day is None:
        return inner
    inner.type, inner.first, inner.end = "TIME", first, end
    inner.value = f"{inner.value[:10]}T{code}"
    return inner


def clock(c: Context, first: int, end: int) -> Reading | None:
    """Read clock times, with or without their day: ``10:30 p.m.``, ``9 a.m. EDT Thursday``."""
    text = c.text
    hour: int | None = None
    minute: int | None = None
    meridiem = ""
    part_of_day = ""
    day_from: int | None = None
    for at in range(first, end):
        token = text.tokens[at]
        if text.is_class(at, "clock"):
            pieces = token.split(":")
            hour, minute = int(pieces[0]), int(pieces[1])
        elif (
            hour is None
            and text.is_class(at, "small", "number", "middle", "year", "other")
            and not _of_month(c, at)
        ):
            hour, minute = _hour(token, text.is_class(at + 1, "zone"))
        elif text.is_class(at, "meridiem"):
            meridiem = word_value(token.rstrip(".")) or word_value(token)
        elif text.is_class(at, "daypart"):
            part_of_day = word_value(token)
        if (
            text.is_class(
                at, "weekday", "weekday_short", "month", "month_short", "day", "this", "tonight", "numeric"
            )
            and day_from is None
        ):
            day_from = at
    if hour is None and part_of_day in _HOURS:
        hour = _HOURS[part_of_day]
    base, based_on_anchor = _clock_day(c, day_from, first, end, part_of_day)
    if hour is None:
        return (
            Reading("TIME", f"{base}T{part_of_day}", None, ["weekday_only"], based_on_anchor)
            if part_of_day
            else None
        )
    if hour > 24 or (minute or 0) > 59 or (meridiem and hour > 12):
        return None
    if meridiem == "PM" or (not meridiem and part_of_day in ("AF", "EV", "NI") and hour < 12):
        hour = hour % 12 + 12
    elif meridiem == "AM":
        hour %= 12
    if not (meridiem or part_of_day or day_from is not None) and not _clock_sure(c, first, end):
        return None
    return Reading("TIME", f"{base}T{hour:02d}:{minute or 0:02d}", None, [], based_on_anchor)


def _of_month(c: Context, at: int) -> bool:
    """Return whether a number belongs to a month beside it: it is a day or a year, not an hour."""
    text = c.text
    before = at - 2 if text.is_class(at - 1, "dot", "comma", "small") else at - 1
    after = at + 2 if text.is_class(at + 1, "of") else at + 1
    return text.is_class(before, "month", "month_short") or text.is_class(after, "month", "month_short")


def _hour(token: str, zoned: bool) -> tuple[int | None, int | None]:
    if token.isdecimal():
        if len(token) in (3, 4) and zoned:
            return int(token) // 100, int(token) % 100
        return (int(token), 0) if len(token) < 3 else (99, 0)
    if "." in token and token.replace(".", "").isdecimal():
        pieces = token.split(".")
        return (int(pieces[0]), int(pieces[1])) if len(pieces) == 2 and len(pieces[1]) == 2 else (99, 0)
    found = word_value(token)
    return (int(found), 0) if found.isdecimal() else (None, None)


def _clock_sure(c: Context, first: int, end: int) -> bool:
    """Return whether a bare ``10:30`` is a clock time: not a verse, a score or a ratio."""
    text = c.text
    if any(text.is_class(at, "zone", "oclock") for at in range(first, end)):
        return True
    return text.word(first - 1) in (
        "at",
        "by",
        "around",
        "from",
        "until",
        "till",
        "about",
        "after",
        "before",
        "to",
        "-",
        "–",
    ) and not (text.capitalised(first - 2) and text.word(first - 1) in ("-", "–"))


def _clock_day(c: Context, at: int | None, first: int, end: int, part: str) -> tuple[str, bool]:
    text = c.text
    if at is not None:
        if text.is_class(at, "day"):
            found = day(c, at, at + 1)
        elif text.is_class(at, "this", "tonight"):
            return unit_value(c, "D", 0), True
        elif text.is_class(at, "numeric"):
            found = numeric(c, at, at + 1)
        else:
            stop = end
            start = at
            while (
                start > first
                and text.is_class(start - 1, "small", "small_th", "of", "the")
                and not text.is_class(start - 1, "meridiem")
            ):
                start -= 1
            while stop > at + 1 and (
                text.is_class(stop - 1, "clock", "meridiem", "at", "zone", "comma", "oclock", "daypart", "in")
            ):
                stop -= 1
            has_month = any(text.is_class(i, "month", "month_short") for i in range(start, stop))
            found = date(c, start, stop) if has_month else weekday(c, at, at + 1)
        if found is not None and found.day is not None:
            return found.value[:10], found.relative
    told = c.last_day if c.narrative else c.last
    if part and c.last_part is not None and c.last_part.value[10:].endswith(part):
        told = c.last_part
    if told is not None and told.day is not None:
        return told.value[:10], False
    return unit_value(c, "D", 0), True


def military(c: Context, first: int, end: int) -> Reading | None:
    """Read ``0600 hours`` and ``1430 local time``, with the day that follows."""
    text = c.text
    token, noun = text.tokens[first], text.word(first + 1)
    if len(token) != 4 or not token.isdecimal() or int(token[:2]) > 24 or int(token[2:]) > 59:
        return lengths.duration(c, first, first + 2) if text.is_class(first + 1, "units") else None
    stop = first + 2 if text.is_class(first + 1, "units") else first + 3
    if noun not in ("hours", "hrs") and not (noun == "local" and text.word(first + 2) == "time"):
        return lengths.duration(c, first, first + 2) if text.is_class(first + 1, "units") else None
    days = [at for at in range(stop, end) if text.is_class(at, *_DAY_CLASSES)]
    base, relative = _clock_day(c, days[0] if days else None, stop, end, "")
    return Reading("TIME", f"{base}T{token[:2]}:{token[2:]}", None, [], relative)


def clock_first(c: Context, first: int, end: int) -> Reading | None:
    """Read the first of two clock times with one sign: ``five`` in "between five and seven o'clock"."""
    if c.text.word(first - 1) not in ("between", "from"):
        return None
    hour, minute = _hour(c.text.tokens[first].split(":")[0], False)
    later = clock(c, first + 2, _clock_end(c, first + 2))
    if hour is None or later is None or "T" not in later.value:
        return None
    if int(later.value[11:13]) >= 12 and hour < 12:
        hour += 12
    return Reading("TIME", f"{later.value[:10]}T{hour:02d}:{minute or 0:02d}", None, [], later.relative)


def _clock_end(c: Context, at: int) -> int:
    """Return where a clock time that begins at token ``at`` ends."""
    text = c.text
    end = at + 1
    while text.is_class(end, "oclock", "meridiem", "in", "the", "daypart", "zone"):
        end += 1
    return end
