"""The handlers: from a matched rule to a reading.

A handler gets the context and the token range of its match and returns a :class:`Reading`, or None where the
words are no time after all. Each subject has its module: numeral dates, dates with a month by name, years,
dates reckoned from an anchor, clock times, periods of report, feasts, lengths and repetitions.
"""

from __future__ import annotations

from collections.abc import Callable

from testimonia.finding.timing import (
    absolute,
    clock,
    holidays,
    lengths,
    numeral_dates,
    periods,
    relative,
    years,
)
from testimonia.finding.timing.context import Context
from testimonia.finding.timing.readings import Reading

Handler = Callable[[Context, int, int], Reading | None]

HANDLERS: dict[str, Handler] = {
    "iso": numeral_dates.iso,
    "numeric": numeral_dates.numeric,
    "arabic": absolute.arabic,
    "hijri": absolute.hijri,
    "hijri_year": years.hijri_year,
    "date": absolute.date,
    "year": years.year,
    "pair": absolute.pair,
    "bare_day": absolute.bare_day,
    "range_end": absolute.range_end,
    "part_of": clock.part_of,
    "day_of_month": periods.day_of_month,
    "half_of_month": periods.half_of_month,
    "day_month": numeral_dates.day_month,
    "rumi": absolute.rumi,
    "spelled_year": years.spelled_year,
    "decade": years.decade,
    "clock": clock.clock,
    "weekday": relative.weekday,
    "day": relative.day,
    "part": relative.part,
    "season": relative.season,
    "quarter": periods.quarter,
    "ago": relative.ago,
    "shift": relative.shift,
    "before_span": relative.before_span,
    "year_earlier": periods.year_earlier,
    "year_end": periods.year_end,
    "deictic_unit": relative.deictic_unit,
    "the_unit": periods.the_unit,
    "fiscal": periods.fiscal,
    "holiday": holidays.holiday,
    "alone": periods.alone,
    "quarter_of_year": periods.quarter_of_year,
    "last_of_month": periods.last_of_month,
    "last_quarter": periods.last_quarter,
    "quarter_code": periods.quarter_code,
    "military": clock.military,
    "quarter_ago": periods.quarter_ago,
    "week_of": periods.week_of,
    "near_term": relative.near_term,
    "clock_first": clock.clock_first,
    "the_count": lengths.the_count,
    "ref": relative.ref,
    "bare": relative.bare,
    "rolling": lengths.rolling,
    "rolling_units": lengths.rolling_units,
    "bare_units": lengths.bare_units,
    "duration": lengths.duration,
    "stretch": lengths.stretch,
    "set": lengths.repeated,
    "often": lengths.often,
}
ABSOLUTE = frozenset({"iso", "numeric", "arabic", "hijri", "date", "rumi"})
"""Handlers whose readings can be whole without a document date."""
NARRATED = frozenset(
    {
        "date",
        "weekday",
        "season",
        "holiday",
        "quarter",
        "day_month",
        "pair",
        "the_unit",
        "alone",
        "year_end",
        "clock",
        "military",
        "part_of",
        "last_of_month",
        "week_of",
        "half_of_month",
    }
)
"""Handlers that in a narrative go by the date last told of."""
