"""Checks: what a careful reader should look at before relying on a date.

A check says where, what kind and why, and nothing about who is right. Those of dates come from the issues
that the time layer noted on single expressions, and from laying dates side by side: weekday against date,
Hijri against common era, report against document, length against dates, page against dateline.
Those of scripture come with its verdicts (:func:`testimonia.finding.scripture.checks`).

Kinds: ``date_conflict`` ``date_ambiguous`` ``date_impossible`` ``date_weekday`` ``date_order``
``date_duration`` ``date_after_document`` ``page_date_differs`` ``calendar_mismatch`` ``calendar_offset``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from testimonia.model import (
    Annotations,
    Check,
    Citation,
    Metadata,
    Span,
    TimeExpression,
    annotation_id,
)

_NUMERAL = re.compile(r"(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?\d{2,4}")


def check_document(text: str, annotations: Annotations) -> list[Check]:
    """Return the checks of one document, in text order. ``text`` is that of the document."""
    times = list(annotations.times)
    found = [
        *check_numerals(times),
        *check_days(times),
        *check_order(times),
        *check_calendars(times),
        *check_lengths(text, times),
        *check_reports(annotations.metadata, annotations.citations),
        *check_page(annotations.metadata),
    ]
    checks = {}
    for kind, spans, message, related in found:
        identity = annotation_id(annotations.document, "check", spans, kind)
        checks[identity] = Check(
            id=identity,
            document=annotations.document,
            kind=kind,
            spans=tuple(spans),
            message=message,
            related=related,
        )
    return sorted(checks.values(), key=lambda check: (check.spans, check.kind))


def _day_of(value: str | None) -> date | None:
    """Return the day of an ISO day or time, or None for anything less precise."""
    try:
        return date.fromisoformat(value[:10]) if value and len(value) >= 10 else None
    except ValueError:
        return None


Finding = tuple[str, list[Span], str, tuple[str, ...]]


def check_numerals(times: list[TimeExpression]) -> Iterator[Finding]:
    """Numeral dates that can be read two ways, where the document does not settle it, or settles it oddly."""
    numerals = [time for time in times if _NUMERAL.search(time.text)]
    orders = [_month_first(time) for time in numerals if time.value and not time.alternatives]
    fewer, more = sorted((orders.count(False), orders.count(True)))
    settled = more > 0 and more >= 3 * fewer
    for time in numerals:
        if "dm_conflict" in time.issues:
            yield (
                "date_conflict",
                [time.span],
                f"{time.text}: {time.value_printed} in this document's order of day and month, far "
                f"from its other dates; {time.value} stands among them",
                (time.id,),
            )
        elif "dm_ambiguous" in time.issues and not settled and time.alternatives:
            if "outlet_order" in time.issues:
                continue
            others = "the others stand in both orders" if fewer else "no other numeral tells which"
            message = f"{time.text}: {time.value} or {time.alternatives[0]}; {others}"
            yield "date_ambiguous", [time.span], message, (time.id,)


def _month_first(time: TimeExpression) -> bool | None:
    """Return whether a numeral that can be read one way only has the month first; None for any other."""
    match = _NUMERAL.search(time.text)
    first, second = (int(match[1]), int(match[2])) if match else (0, 0)
    return second > 12 if max(first, second) > 12 else None


def check_days(times: list[TimeExpression]) -> Iterator[Finding]:
    """Days that do not exist, and days with the wrong weekday."""
    for time in times:
        if "impossible_date" in time.issues:
            yield "date_impossible", [time.span], f"{time.text}: there is no such day", (time.id,)
        if "weekday_mismatch" in time.issues:
            reason = time.why.partition(": ")[2] or "not the weekday of that day"
            yield "date_weekday", [time.span], f"{time.text}: {reason}", (time.id,)


def check_order(times: list[TimeExpression]) -> Iterator[Finding]:
    """Dates whose stated order ("the next day") contradicts their numbers; one check for all that show it."""
    run: list[TimeExpression] = []
    for time in [*times, None]:
        if time is not None and "order_conflict" in time.issues:
            run.append(time)
        elif run and (time is None or "order_conflict" not in time.issues) and _ends_run(run, time):
            text = ", ".join(f"{one.text} ({one.value})" for one in run)
            message = f"stated in this order, though the dates run otherwise: {text}"
            yield "date_order", [one.span for one in run], message, tuple(one.id for one in run)
            run = []


def _ends_run(run: list[TimeExpression], following: TimeExpression | None) -> bool:
    """Return whether a run of conflicting dates is over: complete, or the text has moved on."""
    return following is None or len(run) >= 3 or following.span[0] - run[-1].span[1] > 1000


def check_calendars(times: list[TimeExpression]) -> Iterator[Finding]:
    """Hijri dates that disagree with the common-era date beside them, by one day or by more."""
    for at, time in enumerate(times):
        neighbours = [times[i] for i in (at + 1, at - 1) if 0 <= i < len(times)]
        if time.calendar == "hijri" and "hijri_mismatch" in time.issues:
            other = next((one for one in neighbours if "hijri_mismatch" in one.issues), None)
            if other is not None:
                message = f"{time.text} is {time.value}, not {other.value}, in the calendar"
                yield "calendar_mismatch", sorted([time.span, other.span]), message, (time.id, other.id)
        elif "hijri_offset_1" in time.issues:
            lunar = next((one for one in neighbours if one.calendar == "hijri"), None)
            if lunar is not None:
                message = f"{lunar.text} is {lunar.value} in the calendar, one day from {time.value}"
                yield "calendar_offset", sorted([time.span, lunar.span]), message, (lunar.id, time.id)


_UNIT_DAYS = {"D": (1.0, 1.0), "W": (7.0, 3.0), "M": (30.44, 8.0), "Y": (365.25, 20.0)}
_LENGTH = re.compile(r"P(\d+(?:\.\d+)?)([DWMY])")
_BETWEEN = re.compile(r"\s*(?:to|until|till|and|through|[-–—])\s*(?:the\s+)?", re.I)


def check_lengths(text: str, times: list[TimeExpression]) -> Iterator[Finding]:
    """Lengths that contradict the two dates they stand with: "from 3 to 9 May, for ten days"."""
    for at in range(len(times) - 1):
        first, last = times[at], times[at + 1]
        begin, end = _day_of(first.value), _day_of(last.value)
        if begin is None or end is None or first.type != "DATE" or last.type != "DATE":
            continue
        if not _BETWEEN.fullmatch(text[first.span[1] : last.span[0]]):
            continue
        for length in _lengths_beside(times, at):
            match = _LENGTH.fullmatch(length.value)
            if match is None:
                continue
            size, slack = _UNIT_DAYS[match.group(2)]
            stated, between = float(match.group(1)) * size, (end - begin).days
            slack *= 3 if length.mod else 1
            if not (stated - slack <= between <= stated + slack):
                message = f"{length.text}, though from {first.value} to {last.value} it is {between} days"
                spans = sorted([first.span, last.span, length.span])
                yield "date_duration", spans, message, (first.id, last.id, length.id)


def _lengths_beside(times: list[TimeExpression], at: int) -> Iterable[TimeExpression]:
    """Return the lengths within sixty characters before the date ``at`` or after the one that follows it."""
    for other, near in ((at - 1, True), (at + 2, False)):
        if 0 <= other < len(times) and times[other].type == "DURATION":
            before, after = (other, at) if near else (at + 1, other)
            gap = times[after].span[0] - times[before].span[1]
            if 0 <= gap <= 60:
                yield times[other]


def check_reports(metadata: Metadata, citations: Iterable[Citation]) -> Iterator[Finding]:
    """Cited reports that are dated after the document that cites them."""
    written = _day_of(metadata.date)
    for citation in citations:
        dated = citation.date_probable or citation.date
        day = _day_of(dated)
        if written is not None and day is not None and day > written:
            message = f"the report cited is of {dated}, the document of {metadata.date}"
            yield "date_after_document", [citation.date_span or citation.span], message, (citation.id,)


def check_page(metadata: Metadata) -> Iterator[Finding]:
    """A posting date that is not the date the text itself prints."""
    span = metadata.posting_date_span or metadata.date_span
    if (
        metadata.date
        and metadata.posting_date
        and metadata.date != metadata.posting_date
        and span is not None
    ):
        message = f"posted on {metadata.posting_date}, dated {metadata.date}"
        spans = sorted(one for one in (metadata.date_span, metadata.posting_date_span) if one)
        yield "page_date_differs", spans, message, ()
