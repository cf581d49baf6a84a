"""Printed dates inside citations, read in the document's own order of day and month, and doubts about them.

Numerals like 12/01/2016 say nothing about their order; the dates of the same document that can be read in
one way only (19/11/2018) vote. A date is doubted in two cases only: its numerals, read in the document's
order, lie far from all its other dates while the swapped reading lies among them; or the text goes on "The
next day" to a report that bears an earlier date. Both are doubts, never corrections: the printed reading
stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date, timedelta

from testimonia.language.doc import Doc
from testimonia.model import Record, Span, TimeExpression


class CitedDate(Record, frozen=True):
    """A printed date: ``value`` in the document's order, ``swapped`` the other reading of its numerals."""

    span: Span
    value: str
    swapped: str | None = None
    probable: str | None = None
    why: str = ""


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan يناير كانون_الثاني janvier",
            "february feb febr فبراير شباط",
            "march mar مارس آذار",
            "april apr أبريل ابريل نيسان",
            "may مايو أيار ايار",
            "june jun يونيو حزيران",
            "july jul يوليو تموز",
            "august aug أغسطس اغسطس آب",
            "september sep sept سبتمبر أيلول ايلول",
            "october oct أكتوبر اكتوبر تشرين_الأول",
            "november nov نوفمبر تشرين_الثاني",
            "december dec ديسمبر كانون_الأول",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted((name.replace("_", r"\s+") for name in _MONTHS), key=len, reverse=True))
_SEP = r"\s{0,2}[/.\-–\\]\s{0,2}"
_ISO = re.compile(r"(?<!\d)(\d{4})" + _SEP + r"(\d{1,2})" + _SEP + r"(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})" + _SEP + r"(\d{1,2})" + _SEP + r"(\d{4}|\d{2})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s{{0,2}}(?:of\s+)?-?({_MONTH})\b\.?,?\s{{0,2}}-?(\d{{4}})(?!\d)",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"\b({_MONTH})\.?\s{{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}(\d{{4}})(?!\d)", re.I
)
_MONTH_ONLY = re.compile(rf"\b({_MONTH})\.?,?\s{{1,2}}(\d{{4}})(?!\d)", re.I)
_YEAR = re.compile(r"(?<![\d/.\-])((?:19|20)\d\d)(?![\d/.\-]\d|\d)")
_NO_YEAR = re.compile(
    rf"\b(?:{_MONTH})\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTH})\b",
    re.I,
)


def undated(text: str, low: int, high: int) -> Span | None:
    """Return the span of a day and month without a year between two places, or None."""
    match = _NO_YEAR.search(text, low, high)
    return match.span() if match else None


def with_year(text: str, days: list[date]) -> str | None:
    """Return a day and month without a year in the year of a document's dates, or None where these differ.

    ``days`` are the days that the document prints, in order; they must lie within some thirteen months.
    """
    found = _DAY_MONTH.search(text)
    if not found or not days or (days[-1] - days[0]).days > 400:
        return None
    month = _month(found[1] or found[4])
    day = int(found[2] or found[3])
    readings = (_iso(str(year), month, day) for year in sorted({d.year for d in days}))
    middle = days[len(days) // 2]
    return min(
        (r for r in readings if r), key=lambda r: abs((date.fromisoformat(r) - middle).days), default=None
    )


def month_of_year(text: str) -> list[date]:
    """Return the first month that a text prints with its year, as its first day; none where years differ."""
    found = [(int(match[2]), _month(match[1])) for match in _MONTH_ONLY.finditer(text)]
    if len({year for year, _ in found}) != 1 or not 1000 <= found[0][0] <= 2999:
        return []
    return [date(found[0][0], found[0][1], 1)]


_DAY_MONTH = re.compile(
    rf"\b({_MONTH})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?\b|(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?({_MONTH})\b",
    re.I,
)


def _iso(year: str, month: int, day: int) -> str | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 50 else 1900
    try:
        return date(number, month, day).isoformat() if 1000 <= number <= 2999 else None
    except ValueError:
        return None


def month_first(doc: Doc) -> bool:
    """Tell whether the document writes the month before the day in numerals: the unambiguous ones vote."""
    memory = vars(doc)
    if "_month_first" not in memory:
        day = month = 0
        for match in _NUMERIC.finditer(doc.text):
            first, second = int(match[1]), int(match[2])
            day += 12 < first <= 31 and second <= 12
            month += 12 < second <= 31 and first <= 12
        memory["_month_first"] = month > day
    return bool(memory["_month_first"])


def dates_between(
    doc: Doc, low: int, high: int, printed: list[TimeExpression], years: bool = False
) -> list[CitedDate]:
    """Return the printed dates between two places, in text order.

    Where the time layer read a date at the same place, its reading is taken. ``years`` takes a bare year too.
    """
    own = _own(doc, low, high, years)
    at = bisect_left(printed, low, key=lambda t: t.span[0])
    while at < len(printed) and printed[at].span[0] < high:
        found = _printed(printed[at])
        at += 1
        if found is None or found.span[1] > high:
            continue
        same = next((o for o in own if o.span[0] < found.span[1] and found.span[0] < o.span[1]), None)
        if same is None:
            if len(found.value) >= 7 or years:
                own.append(found)
        elif len(found.value) >= len(same.value):
            own[own.index(same)] = CitedDate(
                span=found.span
                if found.span[1] - found.span[0] >= same.span[1] - same.span[0]
                else same.span,
                value=found.value,
                swapped=same.swapped if same.swapped != found.value else same.value,
                probable=found.probable,
                why=found.why,
            )
    return sorted(own, key=lambda d: d.span)


_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def _printed(time: TimeExpression) -> CitedDate | None:
    value = time.value_printed or time.value
    match = _DAY.match(value)
    if match is None or time.type not in ("DATE", "TIME") or time.calendar == "hijri":
        return None
    doubted = time.value_printed is not None and time.value[:10] != value[:10]
    probable = _DAY.match(time.value) if doubted else None
    return CitedDate(
        span=time.span,
        value=match.group(),
        probable=probable.group() if probable else None,
        why=time.why if doubted else "",
    )


def _own(doc: Doc, low: int, high: int, years: bool) -> list[CitedDate]:
    text = doc.text
    out: list[CitedDate] = []

    def put(span: Span, value: str | None, swapped: str | None = None) -> None:
        if value and not any(d.span[0] < span[1] and span[0] < d.span[1] for d in out):
            out.append(CitedDate(span=span, value=value, swapped=swapped if swapped != value else None))

    for match in _ISO.finditer(text, low, high):
        put(match.span(), _iso(match[1], int(match[2]), int(match[3])))
    for match in _NUMERIC.finditer(text, low, high):
        first, second = int(match[1]), int(match[2])
        readings = _iso(match[3], second, first), _iso(match[3], first, second)
        if month_first(doc):
            readings = readings[1], readings[0]
        put(match.span(), readings[0] or readings[1], readings[1] if readings[0] else None)
    for match in _DAY_FIRST.finditer(text, low, high):
        put(match.span(), _iso(match[3], _month(match[2]), int(match[1])))
    for match in _MONTH_FIRST.finditer(text, low, high):
        put(match.span(), _iso(match[3], _month(match[1]), int(match[2])))
    for match in _MONTH_ONLY.finditer(text, low, high):
        put(match.span(), f"{match[2]}-{_month(match[1]):02d}")
    if years:
        for match in _YEAR.finditer(text, low, high):
            put(match.span(), match[1])
    return sorted(out, key=lambda d: d.span)


def _month(name: str) -> int:
    return _MONTHS["_".join(name.lower().rstrip(".").split())]


def in_order(doc: Doc, found: CitedDate, order: str) -> CitedDate:
    """Return a date of ambiguous numerals read in an order, ``dmy`` or ``mdy``; any other as it is."""
    match = _NUMERIC.search(doc.text, *found.span)
    if match is None:
        return found
    first, second = int(match[1]), int(match[2])
    day, month = (first, second) if order == "dmy" else (second, first)
    value, other = _iso(match[3], month, day), _iso(match[3], day, month)
    if value is None or other is None or found.value not in (value, other) or found.value == value:
        return found
    return CitedDate(span=found.span, value=value, swapped=other)


# What joins two reports in time, and how many days lie between them.
_SEQUENCE = (
    (re.compile(r"\b[Tt]he\s+(?:next|following)\s+day\b"), 1),  # The next day the Kor Times reported
    (re.compile(r"\b(?:[Oo]ne|[Aa])\s+day\s+(?:later|after)\b"), 1),  # A day later
    (re.compile(r"\b[Tt]he\s+day\s+after\b"), 1),  # The day after, it wrote
    (re.compile(r"\b(?:[Tt]wo|2)\s+days\s+(?:later|after)\b"), 2),  # Two days later
    (re.compile(r"\b(?:[Tt]hree|3)\s+days\s+(?:later|after)\b"), 3),  # Three days later
    (re.compile(r"\b[Tt]he\s+(?:previous|preceding)\s+day\b"), -1),  # The previous day
    (re.compile(r"\b(?:[Oo]ne|[Aa])\s+day\s+(?:earlier|before)\b"), -1),  # A day earlier
)
_LINK_REACH = 900  # code points between two reports that "the next day" can join
_FAR, _NEAR = 90, 45  # days


def doubt_sequence(doc: Doc, first: CitedDate, second: CitedDate) -> CitedDate | None:
    """Return the first of two dates with its doubt where "The next day" leads to an earlier date, or None.

    Which of the two is wrong the words do not tell; the doubt is put on the first, and the reason names both.
    """
    low, high = first.span[1], second.span[0]
    if (
        not 0 <= high - low <= _LINK_REACH
        or len(first.value) < 10
        or len(second.value) < 10
        or first.probable
    ):
        return None
    one, two = date.fromisoformat(first.value), date.fromisoformat(second.value)
    for pattern, days in _SEQUENCE:
        match = pattern.search(doc.text, low, high)
        if match is None or "\n" in doc.text[low:high]:
            continue
        if (two - one).days * days >= 0:
            return None
        meant = two - timedelta(days=days)
        return CitedDate(
            span=first.span,
            value=first.value,
            swapped=first.swapped,
            probable=meant.isoformat(),
            why=f"sequence: the text goes on “{match.group()}” to a report of {second.value}; "
            f"either this date or that one is wrong",
        )
    return None


def _within(dates: list[date], day: date, reach: int) -> int:
    """Return how many of the sorted dates lie within so many days of a day."""
    width = timedelta(days=reach)
    return bisect_right(dates, day + width) - bisect_left(dates, day - width)


def doubt_order(found: CitedDate, dates: list[date]) -> CitedDate | None:
    """Return a date with its doubt where only the swapped numerals lie among the document's dates.

    ``dates`` are the different days that the document prints, in order, this one among them.
    """
    if found.probable or not found.swapped or len(found.value) < 10 or len(dates) < 4:
        return None
    printed, swapped = date.fromisoformat(found.value), date.fromisoformat(found.swapped)
    if _within(dates, printed, _FAR) > 1:
        return None
    near = _within(dates, swapped, _NEAR)
    if near < 3 or near * 2 < len(dates):
        return None
    return CitedDate(
        span=found.span,
        value=found.value,
        swapped=found.swapped,
        probable=found.swapped,
        why=f"order: read as {found.value} it lies more than {_FAR} days from every other date "
        f"of the document, read as {found.swapped} among them",
    )
