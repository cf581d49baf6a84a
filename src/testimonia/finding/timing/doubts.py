"""Doubts about dates that only show when they are laid side by side."""

from __future__ import annotations

import re
from collections.abc import Set

from testimonia.finding import calendars
from testimonia.finding.timing.context import Text
from testimonia.finding.timing.readings import Reading, day_number_of

# what may stand between the two halves of a dual date
_JOINTS = (
    "", ",", "m", "h", "corresponding to", ", corresponding to", "i.e.", "i.e", "that is", "equivalent to",
    "which is", "ce", "ah", "coinciding with", ", coinciding with", "corresponding",
    "الموافق", "الموافق ل", "الموافق لـ",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NEXT_DAY = re.compile(r"the\s+(?:very\s+)?(?:next|following)\s+day", re.I)


def mark_doubts(text: Text, readings: list[Reading], reported: Set[str]) -> None:
    """Add the issues that follow from neighbours: weekday, Hijri twin, "the next day".

    ``reported`` are the days of cited reports: "the next day" after such a date is counted from the report,
    not from an event, and its anchor is therefore doubtful.
    """
    for at, found in enumerate(readings):
        _weekday(found)
        if at and found.rule == "weekday":
            _apposition(text, readings[at - 1], found)
        if found.rule == "deictic_unit" and _NEXT_DAY.match(text.text, found.span[0]):
            _next_day(text, readings, at, reported)
    _compare_calendars(text, readings)


def _compare_calendars(text: Text, readings: list[Reading]) -> None:
    """Compare each Hijri date with its twin: the Gregorian date that follows it, else the one before it."""
    paired: set[int] = set()
    for step in (1, -1):
        for at, found in enumerate(readings):
            other = at + step
            if found.calendar != "hijri" or not 0 <= other < len(readings) or {at, other} & paired:
                continue
            if _are_twins(text, readings[min(at, other)], readings[max(at, other)]):
                paired |= {at, other}
                _twins(found, readings[other])


def _weekday(found: Reading) -> None:
    number = day_number_of(found.value)
    if found.weekday is None or number is None or found.type != "DATE":
        return
    actual = calendars.weekday(number)
    if actual == found.weekday:
        return
    off = min((actual - found.weekday) % 7, (found.weekday - actual) % 7)
    if found.calendar == "hijri" and off == 1:
        # a sighting a day apart from the calendar: the weekday is the better witness
        shift = 1 if (found.weekday - actual) % 7 == 1 else -1
        found.value = calendars.iso(calendars.from_day_number(number + shift))
        found.why = "the weekday moves the calendar's day by one"
        return
    found.issues.insert(0, "weekday_mismatch")
    reason = f"{found.value} was a {_WEEKDAYS[actual - 1]}"
    found.why = reason if found.why in ("", "dmy", "mdy", "ymd") else f"{found.why}; {reason}"


def _apposition(text: Text, day: Reading, weekday: Reading) -> None:
    """Read "today, Wednesday" as one day; doubt it where the day is another weekday."""
    between = text.text[day.span[1] : weekday.span[0]]
    named, number = day_number_of(weekday.value), day_number_of(day.value)
    if day.rule not in ("day_part", "this_part") or between.strip() not in ("", ",") or len(between) > 2:
        return
    if number is None or named is None or weekday.type != "DATE":
        return
    step = (named - number) % 7
    if step:
        weekday.issues.insert(0, "weekday_mismatch")
        weekday.why = f"the day beside it, {day.value}, was a {_WEEKDAYS[calendars.weekday(number) - 1]}"
    weekday.value = calendars.iso(calendars.from_day_number(number + (step if step <= 3 else step - 7)))


def _are_twins(text: Text, first: Reading, second: Reading) -> bool:
    """Return whether two dates are one day printed in two calendars: side by side, or joined by words."""
    if first.calendar == second.calendar or first.relative or second.relative:
        return False
    a, b = day_number_of(first.value), day_number_of(second.value)
    if a is None or b is None or not first.type == second.type == "DATE":
        return False
    between = text.text[first.span[1] : second.span[0]]
    joined = between.strip(" \t\r\n:()/–-|=،").rstrip(".").lower()
    if len(between) > 40 or ";" in between or ")" in between or joined not in _JOINTS:
        return False
    return joined != "," or abs(a - b) <= 60  # else a list of dates, not one date twice


def _twins(lunar: Reading, common: Reading) -> None:
    """Note how far a Hijri date lies from its Gregorian twin."""
    a, b = day_number_of(lunar.value) or 0, day_number_of(common.value) or 0
    gap = abs(a - b)
    if common.alternatives and gap > 2:
        other = day_number_of(common.alternatives[0])
        if other is not None and abs(other - a) <= 2:
            common.printed, common.value, common.alternatives = (
                common.value,
                common.alternatives[0],
                (common.value,),
            )
            common.issues = ["dm_conflict" if issue == "dm_ambiguous" else issue for issue in common.issues]
            return
    if lunar.hijri is not None and not "1343" <= lunar.hijri[:4] <= "1500":
        gap -= gap > 0  # outside its tables the calendar itself is good to a day
    if gap == 1:
        _add(common, "hijri_offset_1")
    elif gap > 1:
        _add(lunar, "hijri_mismatch")
        _add(common, "hijri_mismatch")


def _next_day(text: Text, readings: list[Reading], at: int, reported: Set[str]) -> None:
    """Compare "the next day" with the printed date before it and the one that follows in its sentences."""
    found = readings[at]
    before = next(
        (other for other in reversed(readings[max(0, at - 30) : at]) if other.day and not other.relative),
        None,
    )
    after = readings[at + 1] if at + 1 < len(readings) else None
    if before is None:
        return
    if after is not None and after.day and not after.relative and after.span[0] - found.span[1] < 250:
        here, there = day_number_of(before.value), day_number_of(after.value)
        if here is not None and there is not None and there <= here and found.span[0] - before.span[1] < 800:
            found.alternatives, found.value = (found.value,), after.value[:10]
            found.issues = ["order_conflict", "unanchored"]
            found.why = f"not the day after {before.value}: the report it opens is of {after.value}"
            found.confidence = 0.4
            _add(before, "order_conflict")
            _add(after, "order_conflict")
            return
    if before.value[:10] in reported and "unanchored" not in found.issues:
        found.issues.append("unanchored")
        found.confidence = 0.5


def _add(found: Reading, issue: str) -> None:
    if issue not in found.issues:
        found.issues.append(issue)
