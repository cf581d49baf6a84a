"""Time expressions: every date, time, length and repetition of an English text, as TIMEX3.

How it works. A text is cut into tokens and every token gets a one-character class (``timing.classes``);
named rules over the string of classes (``timing.rules``) find the expressions; a small handler for each
kind reads its value (``timing.handlers``). No tagger and no model is needed. Numeral dates are read in
the order of day and month the document votes for (``timing.numerals``); relative dates are reckoned from
the date of the report they stand in or from the document's (``timing.anchors``); a date without a year
takes the year that puts it nearest, the verb's tense being a mere hint. Cost: linear in the text. Where
it fails: lengths that are really dates ("a year" for "a year ago"), jumps of a narrative, and whatever
needs to know the world.

Values follow TIMEX3 (ISO-TimeML); ``begin`` and ``end`` are days, ``edtf`` is ISO 8601-2.
"""

from __future__ import annotations

from testimonia.finding.timing.anchors import Anchors, find_reports
from testimonia.finding.timing.context import Context, Text
from testimonia.finding.timing.doubts import mark_doubts
from testimonia.finding.timing.handlers import ABSOLUTE, HANDLERS
from testimonia.finding.timing.nontimes import effect
from testimonia.finding.timing.numerals import settle, vote
from testimonia.finding.timing.readings import Reading, day_number_of
from testimonia.finding.timing.records import record
from testimonia.finding.timing.rules import handlers, matcher
from testimonia.language.doc import Doc
from testimonia.model import Citation, Metadata, TimeExpression

Match = tuple[str, int, int]
_REPORTED = ("P6M", "P9M", "P12M", "P1Y")


def find_printed(doc: Doc) -> list[TimeExpression]:
    """Return the absolute dates that are printed in full, in the document's own order of day and month."""
    text = Text(doc.text)
    readings = [found for found in _absolute(text, _matches(text), None) if found.day or not found.value]
    mark_doubts(text, readings, None)
    return [record(doc, found, "event") for found in readings]


def find(
    doc: Doc, printed: list[TimeExpression], metadata: Metadata, citations: list[Citation]
) -> list[TimeExpression]:
    """Return every time expression of a document, resolved.

    ``printed`` is not needed (the dates are read again, with the document's date); ``metadata`` gives the
    date, ``citations`` the dates of the reports.
    """
    written = (metadata.date or metadata.date_probable or "")[:10] or None
    datelines = {
        span for span in (metadata.date_span, metadata.hijri_span, metadata.posting_date_span) if span
    }
    cited = [citation.span for citation in citations]
    out = []
    for found in _read(doc.text, written, citations):
        start, end = found.span
        role = "event"
        if any(start < stop and begin < end for begin, stop in datelines):
            role = "dateline"
        elif found.day and any(begin <= start and end <= stop for begin, stop in cited):
            role = "report"
        out.append(record(doc, found, role))
    return out


def annotate_text(text: str, written: str | None = None) -> list[TimeExpression]:
    """Return every time expression of a text. ``written``: the day it was written (ISO), if known."""
    from testimonia.finding import citations
    from testimonia.model import document_id

    doc = Doc(text, document_id(text))
    cited = citations.find(doc, find_printed(doc))
    return find(doc, [], Metadata(document=doc.document, date=written), cited)


def _matches(text: Text) -> list[Match]:
    return matcher().scan(text.classes)


def _absolute(text: Text, matches: list[Match], written: str | None) -> list[Reading]:
    """Return the readings of the matches that can be whole dates, numerals in the document's order."""
    context = Context(text)
    context.set_anchor(written, "document")
    names = handlers()
    found = []
    for rule, first, end in matches:
        handler = names[rule]
        if handler in ABSOLUTE:
            reading = HANDLERS[handler](context, first, end)
            if reading is not None and (reading.day or not reading.value or handler == "numeric"):
                found.append(_placed(text, reading, rule, handler, first, end))
    order = vote(found, written)
    sure = [
        number
        for reading in found
        if not reading.alternatives and not reading.relative
        if (number := day_number_of(reading.value)) is not None
    ]
    anchor = day_number_of(written)
    settle(found, order, sorted([*sure, *([anchor] if anchor is not None else [])]))
    return found


def _placed(text: Text, found: Reading, rule: str, handler: str, first: int, end: int) -> Reading:
    """Give a reading its span, its tokens and the name of its rule."""
    found.first = first if found.first < 0 else found.first
    found.end = end if found.end < 0 else found.end
    if found.span == (0, 0):
        found.span = (text.spans[found.first][0], text.spans[found.end - 1][1])
    found.rule = handler if handler == "numeric" else rule
    return found


def _read(source: str, written: str | None, citations: list[Citation]) -> list[Reading]:
    text = Text(source)
    matches = _matches(text)
    fixed = {found.first: found for found in _absolute(text, matches, written)}
    days = [(found.span, found.value[:10]) for found in fixed.values() if found.day and not found.relative]
    anchors = Anchors(find_reports(source, days, citations), written)
    context = Context(text)
    names = handlers()
    out: list[Reading] = []
    sentence = 0
    covered = 0
    for rule, first, end in matches:
        if text.spans[first][0] < covered:
            continue
        judged = effect(text, first, end)
        if judged == "none":
            continue
        anchor, kind = anchors.at(text.spans[first][0])
        context.set_anchor(anchor, kind)
        sentence = _forget(context, text, sentence, first)
        handler = names[rule]
        found = fixed.get(first) if handler in ABSOLUTE else None
        if found is None or found.relative:
            found = HANDLERS[handler](context, first, end)
            if found is None:
                continue
            _placed(text, found, rule, handler, first, end)
        if judged == "figurative":
            found.value, found.type, found.issues, found.relative = (
                "FUTURE_REF",
                "DATE",
                ["figurative"],
                False,
            )
        if found.relative:
            found.anchor, found.anchor_kind = context.anchor, context.anchor_kind
            if kind == "report" and {"deictic", "weekday_only"} & set(found.issues):
                found.issues.append("quoted_anchor")
        covered = found.span[1]
        _remember(context, found)
        out.append(found)
    mark_doubts(text, out, written)
    return out


def _forget(context: Context, text: Text, since: int, first: int) -> int:
    """Drop the quarter of an earlier sentence, and what was told of in an earlier paragraph."""
    for at in range(since, first):
        token = text.tokens[at]
        if (token in ".!?" and not text.is_class(at - 1, "month_short", "weekday_short")) or token[0] == "\n":
            context.months = None
    return first


def _remember(context: Context, found: Reading) -> None:
    if found.day is not None or (found.value[:4].isdigit() and found.type == "DATE"):
        context.last = found
    if found.rule == "quarter" and found.value[4:6] == "-Q":
        context.quarter, context.months = found, None
    elif found.type == "DURATION" and found.value in _REPORTED:
        context.months = found
