"""What the handlers pass on: one reading of one match, and the surroundings it is read in."""

from __future__ import annotations

from dataclasses import dataclass, field

from testimonia.finding import calendars
from testimonia.finding.calendars import Day
from testimonia.model import Calendar, Span, TimexType


@dataclass(slots=True)
class Reading:
    """A time expression before it becomes a record.

    ``day`` is the day it names, where it names one; ``relative`` tells that ``value`` depends on the anchor;
    ``first`` and ``end`` are token numbers, set where the handler reads less or more than the rule matched.
    """

    type: TimexType
    value: str
    mod: str | None = None
    issues: list[str] = field(default_factory=list)
    relative: bool = False
    calendar: Calendar = "gregorian"
    hijri: str | None = None
    printed: str | None = None
    alternatives: tuple[str, ...] = ()
    bounds: tuple[str, str] | None = None
    first: int = -1
    end: int = -1
    rule: str = ""
    why: str = ""
    confidence: float = 0.9
    weekday: int | None = None
    span: Span = (0, 0)
    anchor: str | None = None
    anchor_kind: str = "none"

    @property
    def day(self) -> Day | None:
        """The day of a DATE or TIME that names one."""
        value = self.value
        if len(value) < 10 or value[4] != "-" or value[7] != "-":
            return None
        parts = (value[:4], value[5:7], value[8:10])
        return (int(parts[0]), int(parts[1]), int(parts[2])) if all(map(str.isdecimal, parts)) else None


def day_number_of(value: str | None) -> int | None:
    """Return the day number of an ISO day, or None for anything less precise."""
    if value is None or len(value) < 10:
        return None
    try:
        year, month, day = int(value[:4]), int(value[5:7]), int(value[8:10])
    except ValueError:
        return None
    return calendars.day_number(year, month, day) if calendars.valid(year, month, day) else None
