"""The dates a document bears: dateline, posting date, Hijri date, or the probable one where none is printed.

The document's date is its dateline: the date line of the closing block, a labelled or plain date line of the
head, or the date in a wire's dateline, in this order; a line with a clock time or with "Posted" is a posting
date and becomes the document's date only where there is no other.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from testimonia.finding.datelines import dated, day
from testimonia.finding.edges import Line
from testimonia.finding.headings import names_a_day
from testimonia.language.doc import Doc
from testimonia.model import Record, Span, TimeExpression


class Dates(Record, frozen=True):
    """The dates of a document, each with its span; ``why`` tells how its date was found."""

    date: str | None = None
    span: Span | None = None
    probable: str | None = None
    why: str = ""
    posting: str | None = None
    posting_span: Span | None = None
    hijri: str | None = None
    hijri_span: Span | None = None


_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")


def _gregorian(line: Line) -> TimeExpression | None:
    return next((t for t in line.dates if t.calendar == "gregorian" and day(t)), None)


def _hijri(lines: list[Line]) -> TimeExpression | None:
    return next(
        (t for line in lines for t in line.dates if t.calendar == "hijri" and len(t.hijri or "") == 10), None
    )


def find_dates(
    doc: Doc,
    top: list[Line],
    lead: list[Line],
    end: list[Line],
    printed: list[TimeExpression],
    title: tuple[str, Span] | None,
    hints: dict[str, str],
) -> Dates:
    """Return dateline, posting date and Hijri date, each with its span, or what is probable."""
    lines = [(line, "closing date line") for line in reversed(end)]
    lines += [(line, "date line at the head") for line in lead if line.kind != "text"]
    hijri = _hijri(end) or _hijri([line for line in lead if line.kind != "text"])
    paired = [pair for pair in lines if any(t.calendar == "hijri" for t in pair[0].dates)]
    chosen, why = None, ""
    for line, reason in paired + lines:
        if line.kind in ("date", "release", "byline", "office", "signature"):
            chosen = _gregorian(line)
            if chosen:
                why = reason
                break
    if chosen is None:
        chosen = dated(doc, lead, printed)
        why = "dateline of the first paragraph" if chosen else ""
    if chosen is None:
        chosen = next((t for line in top if line.kind == "date" and (t := _gregorian(line))), None)
        why = "date line under the first lines" if chosen else ""
    if chosen is None and title is not None and names_a_day(title[0]):
        chosen = next(
            (t for line in top if title[1][0] in range(*line.span) and (t := _gregorian(line))), None
        )
        why = "date in the title" if chosen else ""
    posted = next((t for line, _ in lines if line.kind == "posting" and (t := _gregorian(line))), None)
    if chosen is not None and posted is None:
        posted = next(
            (
                t
                for line in lead
                if line.kind == "date"
                and (t := _gregorian(line))
                and t != chosen
                and why.startswith("closing")
            ),
            None,
        )
    if chosen is None and posted is not None:
        chosen, why = posted, "posting date; the text has no dateline"
    out = Dates(
        date=day(chosen) if chosen else None,
        span=chosen.span if chosen else None,
        why=why,
        posting=day(posted) if posted else None,
        posting_span=posted.span if posted else None,
        hijri=hijri.hijri if hijri else None,
        hijri_span=hijri.span if hijri else None,
    )
    return out if chosen else _probable(out, hijri, hints)


def _probable(out: Dates, hijri: TimeExpression | None, hints: dict[str, str]) -> Dates:
    """Return dates with a probable one where none is printed, and the reason."""
    if hijri is not None and _FULL.match(hijri.value):
        return replace(out, probable=hijri.value[:10], why="converted from the printed Hijri date")
    hint = _FULL.search(hints.get("date", ""))
    if hint:
        return replace(out, probable=hint.group(), why=f"hint of the container: date “{hints['date'][:40]}”")
    return out
