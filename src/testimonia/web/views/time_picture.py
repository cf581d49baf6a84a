"""The picture of the timeline: positions of marks, bars, ticks, as numbers that a template writes into SVG.

The picture is WIDTH units wide. A mark is drawn with a gradient where its end is uncertain; what the picture
says stands in words in the table below it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from testimonia.finding import calendars
from testimonia.model import Record
from testimonia.web.queries.time import Asked, LaneCount
from testimonia.web.queries.time_intervals import HIJRI_MONTHS, Interval, interval_of, iso_of
from testimonia.web.queries.time_marks import Mark
from testimonia.web.shown import month_name

WIDTH, EDGE = 1000, 16
LABEL, ROW, GAP = 22, 13, 12  # heights: of a lane's name, of a row of marks, between lanes
BARS = 34  # height of the bars of a lane
HIGH = 54  # height of the overview
NARROWEST = 6.0
OPEN_TAIL = 60.0  # how far an open beginning is drawn to the left
MOST_BINS = 80
NEAR_END, LONGEST_LABEL = 920, 80  # from where on labels stand left of their lines; how wide they are
Window = tuple[int, int]  # first and last day, as Julian day numbers


class Scale(Record, frozen=True):
    """Days laid along the picture."""

    first: int
    last: int

    def x(self, day: float) -> float:
        """Return where the morning of a day stands."""
        span = self.last + 1 - self.first
        return round(EDGE + (day - self.first) / span * (WIDTH - 2 * EDGE), 2)


class Tick(Record, frozen=True):
    """A line of the axis with its words."""

    x: float
    label: str


class Drawn(Record, frozen=True):
    """A mark as it is drawn: a group of marks of one interval, the same in all that can be seen."""

    x: float
    y: float
    width: float
    fill: str  # hard, soft, soft-start, soft-end
    marks: tuple[Mark, ...]
    interval: Interval
    anchor_x: float | None = None


class Bar(Record, frozen=True):
    """The count of one stretch of time: ``period`` is its ISO date, ``until`` that of its end."""

    x: float
    y: float
    width: float
    height: float
    count: int
    period: str
    until: str
    label: str


class DrawnLane(Record, frozen=True):
    """A lane: where it stands, and its marks or its bars."""

    key: str
    label: str
    count: int
    y: float
    height: float
    marks: tuple[Drawn, ...] = ()
    bars: tuple[Bar, ...] = ()
    spread: tuple[Mark, ...] = ()  # marks that the window cuts off


class Picture(Record, frozen=True):
    """All that the template draws."""

    height: float
    lanes: tuple[DrawnLane, ...]
    ticks: tuple[Tick, ...]
    hijri: tuple[Tick, ...]
    single: bool  # marks one by one, not counts
    unit: str = ""


class Overview(Record, frozen=True):
    """The strip of the whole time with the window in it."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    x: float
    width: float
    first: int
    last: int
    since: int
    until: int


def bounds_of(days: Counter[str]) -> Window | None:
    """Return the first and the last day that hold anything; None where none does."""
    found = [interval for day in days if (interval := interval_of(day[:10])) is not None]
    if not found:
        return None
    return min(item.first for item in found), max(item.last for item in found)


def window_of(asked: Asked, days: Counter[str], bounds: Window) -> tuple[Window, int]:
    """Return the days that are shown and how many marks lie outside them.

    Without bounds asked for it is the whole time; where a few marks lie so far off that the others would be
    pressed together, it is the time of the others.
    """
    since, until = interval_of(asked.since), interval_of(asked.until)
    if since or until:
        first = since.first if since else bounds[0]
        last = until.last if until else bounds[1]
        return (min(first, last), max(first, last)), 0
    placed = sorted(
        (interval.first, interval.last, count)
        for day, count in days.items()
        if (interval := interval_of(day[:10])) is not None
    )
    total = sum(count for _, _, count in placed)
    spare = max(3, total // 50)
    low, high = _trimmed(placed, spare), _trimmed(placed[::-1], spare)
    first, last = placed[low][0], max(item[1] for item in placed[: len(placed) - high])
    if last > first and (last - first) * 3 < bounds[1] - bounds[0]:
        margin = max(3, (last - first) // 20)
        window = (first - margin, last + margin)
        return window, sum(c for a, b, c in placed if b < window[0] or a > window[1])
    return bounds, 0


def _trimmed(placed: Sequence[tuple[int, int, int]], spare: int) -> int:
    """Return how many of the outermost days can go, no more than ``spare`` marks with them."""
    gone = 0
    for at, (_, _, count) in enumerate(placed):
        gone += count
        if gone > spare:
            return at
    return 0


def draw_marks(
    asked: Asked,
    window: Window,
    lanes: Sequence[LaneCount],
    labels: Mapping[str, str],
    content: Mapping[str, Sequence[Mark]],
) -> Picture:
    """Return the picture with every mark."""
    scale = Scale(first=window[0], last=window[1])
    y, out = 0.0, []
    for lane in lanes:
        drawn, rows = _packed(scale, content[lane.key], y + LABEL)
        height = LABEL + ROW * max(rows, 1) + GAP
        out.append(
            DrawnLane(
                key=lane.key, label=labels[lane.key], count=lane.count, y=y, height=height, marks=tuple(drawn)
            )
        )
        y += height
    return Picture(
        height=y, lanes=tuple(out), ticks=ticks_of(scale), hijri=hijri_ticks_of(scale), single=True
    )


def _packed(scale: Scale, marks: Sequence[Mark], top: float) -> tuple[list[Drawn], int]:
    """Return marks in rows so that none covers another, and how many rows; equal intervals are one mark."""
    groups: dict[Interval, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.interval is not None:
            groups[mark.interval].append(mark)
    ends: list[float] = []
    out = []
    for interval, group in sorted(groups.items(), key=lambda item: (item[0].first, item[0].last)):
        x, width, fill = _extent(scale, interval)
        right = x + width + (4 + 8 * len(str(len(group))) if len(group) > 1 else 3)
        row = next((at for at, end in enumerate(ends) if end <= x), len(ends))
        if row == len(ends):
            ends.append(right)
        ends[row] = right
        anchors = {mark.anchor for mark in group}
        anchor = interval_of(next(iter(anchors))) if len(anchors) == 1 else None
        near = anchor is not None and scale.first <= anchor.first <= scale.last
        out.append(
            Drawn(
                x=x,
                y=top + ROW * row,
                width=width,
                fill=fill,
                marks=tuple(group),
                interval=interval,
                anchor_x=scale.x(anchor.first + 0.5) if anchor is not None and near else None,
            )
        )
    return out, len(ends)


def _extent(scale: Scale, interval: Interval) -> tuple[float, float, str]:
    """Return left edge, width and fill of an interval, cut at the edges of the window."""
    left = scale.x(max(interval.first, scale.first))
    right = scale.x(min(interval.last, scale.last) + 1)
    if interval.open_start:
        left = max(0.0, min(left, right - NARROWEST) - OPEN_TAIL)
    if right - left < NARROWEST:
        middle = (left + right) / 2
        left, right = middle - NARROWEST / 2, middle + NARROWEST / 2
    soft_start = interval.soft_start or interval.first < scale.first
    soft_end = interval.soft_end or interval.last > scale.last
    fill = {(True, True): "soft", (True, False): "soft-start", (False, True): "soft-end"}
    return round(left, 2), round(right - left, 2), fill.get((soft_start, soft_end), "hard")


def draw_counts(
    asked: Asked,
    window: Window,
    lanes: Sequence[LaneCount],
    labels: Mapping[str, str],
    counts: Mapping[str, Counter[str]],
) -> Picture:
    """Return the picture with counts by day, month, year or decade, whichever can be told apart."""
    scale = Scale(first=window[0], last=window[1])
    unit = unit_of(window)
    by_lane = {lane.key: _binned(counts[lane.key], unit) for lane in lanes}
    top = max((count for bins in by_lane.values() for count in bins.values()), default=1)
    y, out = 0.0, []
    for lane in lanes:
        bars = [
            _bar(scale, period, count, top, y + LABEL, BARS) for period, count in by_lane[lane.key].items()
        ]
        height = LABEL + BARS + GAP
        out.append(
            DrawnLane(
                key=lane.key, label=labels[lane.key], count=lane.count, y=y, height=height, bars=tuple(bars)
            )
        )
        y += height
    return Picture(
        height=y,
        lanes=tuple(out),
        ticks=ticks_of(scale),
        hijri=hijri_ticks_of(scale),
        single=False,
        unit=unit,
    )


UNITS = {"day": (10, 1), "month": (7, 30), "year": (4, 365), "decade": (3, 3_652), "century": (2, 36_525)}


def unit_of(window: Window) -> str:
    """Return the finest unit of which the window holds no more than MOST_BINS."""
    days = window[1] + 1 - window[0]
    return next((unit for unit, (_, size) in UNITS.items() if days / size <= MOST_BINS), "century")


def _binned(days: Counter[str], unit: str) -> dict[str, int]:
    """Return counts by the beginnings of ISO dates; a year stays a year among months."""
    length = UNITS[unit][0]
    out: Counter[str] = Counter()
    for day, count in days.items():
        if interval_of(day[:10]) is not None:
            out[day[: min(length, 10)]] += count
    return dict(sorted(out.items()))


def _bar(scale: Scale, period: str, count: int, top: int, y: float, high: float) -> Bar:
    since, until = _ends(period)
    first, last = interval_of(since), interval_of(until)
    assert first is not None and last is not None
    left, right = scale.x(max(first.first, scale.first)), scale.x(min(last.last, scale.last) + 1)
    height = round(max(2.0, high * count / top), 2)
    width = round(max(1.5, (right - left) - min(1.5, (right - left) * 0.15)), 2)
    return Bar(
        x=left,
        y=round(y + high - height, 2),
        width=width,
        height=height,
        count=count,
        period=since,
        until=until,
        label=_period_name(period),
    )


def _ends(period: str) -> tuple[str, str]:
    """Return the first and the last date of a period, decades and centuries as years."""
    missing = 4 - len(period)
    if missing <= 0:
        return period, period
    first = period + "0" * missing
    return first if int(first) else "0001", period + "9" * missing


def _period_name(period: str) -> str:
    if len(period) < 4:
        return " to ".join(_ends(period))
    parts = period.split("-")
    named = [parts[0]]
    if len(parts) > 1:
        named.insert(0, month_name(int(parts[1])))
    if len(parts) > 2:
        named.insert(0, str(int(parts[2])))
    return " ".join(named)


def draw_overview(days: Counter[str], bounds: Window, window: Window) -> Overview:
    """Return the strip of the whole time."""
    low, high = min(bounds[0], window[0]), max(bounds[1], window[1])
    scale = Scale(first=low, last=high)
    bins = _binned(days, unit_of((low, high)))
    top = max(bins.values(), default=1)
    left, right = scale.x(window[0]), scale.x(window[1] + 1)
    return Overview(
        bars=tuple(_bar(scale, period, count, top, 0, HIGH) for period, count in bins.items()),
        ticks=ticks_of(scale),
        x=left,
        width=round(max(2.0, right - left), 2),
        first=low,
        last=high,
        since=window[0],
        until=window[1],
    )


def ticks_of(scale: Scale) -> tuple[Tick, ...]:
    """Return the lines of the axis in the common era: days, months or years, eight or so."""
    span = scale.last + 1 - scale.first
    first = calendars.from_day_number(scale.first)
    out: list[tuple[int, str]] = []
    if span <= 62:
        step = 1 if span <= 9 else 2 if span <= 18 else 7
        start = scale.first + (-scale.first % 7 if step == 7 else 0)  # weeks begin on Mondays
        out += [(day, _period_name(iso_of(day))) for day in range(start, scale.last + 1, step)]
    elif span <= 366 * 4:
        step = 1 if span <= 300 else 3 if span <= 900 else 6
        year, month = first[0], first[1]
        while (day := calendars.day_number(year, month, 1)) <= scale.last:
            if (month - 1) % step == 0 and day >= scale.first:
                out.append((day, f"{month_name(month)} {year}"))
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    else:
        step = _round_step(span / 365.25 / 8)
        last = calendars.from_day_number(scale.last)[0]
        years = [year for year in range(first[0] - first[0] % step, last + 1, step) if year > 0]
        starts = [(calendars.day_number(year, 1, 1), str(year)) for year in years]
        out += [start for start in starts if start[0] >= scale.first]
    ticks = [Tick(x=scale.x(day), label=label) for day, label in out]
    if len(ticks) > 1 and ticks[-1].x >= NEAR_END and ticks[-1].x - ticks[-2].x < 2 * LONGEST_LABEL:
        ticks[-1] = replace(
            ticks[-1], label=""
        )  # set to the left of its line, it would lie on the one before
    return tuple(ticks)


def hijri_ticks_of(scale: Scale) -> tuple[Tick, ...]:
    """Return the beginnings of Hijri months or years along the axis; none before the era."""
    first = calendars.ce_to_hijri(*calendars.from_day_number(scale.first))
    last = calendars.ce_to_hijri(*calendars.from_day_number(scale.last))
    if first is None or last is None:
        return ()
    months = 12 * (last[0] - first[0]) + last[1] - first[1] + 1
    step = 1 if months <= 10 else 3 if months <= 30 else 12 * _round_step(months / 12 / 8)
    out = []
    month = 12 * first[0] + first[1] - 1
    month += -month % step
    while month <= 12 * last[0] + last[1] - 1:
        year, index = divmod(month, 12)
        start = calendars.hijri_day_number(year, index + 1, 1)
        if start is not None and start >= scale.first:
            label = f"{year} AH" if step >= 12 else f"{HIJRI_MONTHS[index]} {year}"
            out.append(Tick(x=scale.x(start), label=label))
        month += step
    return tuple(out)


def _round_step(years: float) -> int:
    return next((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if step >= years), 1_000)
