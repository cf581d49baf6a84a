"""Reading one text: rules, handlers, anchors and what was told before, in text order."""

from __future__ import annotations

import re
from functools import lru_cache

from testimonia.finding.outlet_orders import CitedOrders
from testimonia.finding.timing.anchors import Anchors, find_reports, find_sections
from testimonia.finding.timing.context import Context, Text
from testimonia.finding.timing.doubts import mark_doubts
from testimonia.finding.timing.handlers import ABSOLUTE, HANDLERS, NARRATED
from testimonia.finding.timing.nontimes import effect
from testimonia.finding.timing.numerals import settle, vote
from testimonia.finding.timing.readings import Reading, day_number_of
from testimonia.finding.timing.rules import handlers, matcher
from testimonia.finding.timing.values import VALID
from testimonia.model import Citation

Match = tuple[str, int, int]
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_REPORTED = ("P6M", "P9M", "P12M", "P1Y")
_OF_THE_DAY = ("day_part", "part_day", "tonight", "this_part", "weekday", "weekday_part", "ago", "ref")
_DATED = re.compile(r"\d{4}-\d\d-\d\d|\d{4}-\d\d(?!\d)|\d{4}(?!\d)")


def read_printed(source: str, written: str | None = None) -> list[Reading]:
    """Return the readings of the dates that are printed in full."""
    text, matches = _scan(source)
    fixed, _ = _absolute(text, matches, written)
    readings = [found for found in fixed.values() if found.day or not found.value]
    mark_doubts(text, readings, set())
    return readings


def read(source: str, written: str | None, citations: list[Citation]) -> list[Reading]:
    """Return the readings of every time expression of a text, in text order, without overlap."""
    text, matches = _scan(source)
    fixed, order = _absolute(text, matches, written, citations)
    days = [(found.span, found.value[:10]) for found in fixed.values() if found.day and not found.relative]
    anchors = Anchors(find_reports(source, days, citations), find_sections(source, days), written)
    context = Context(text, order)
    for printed in fixed.values():
        if printed.day is not None and not printed.relative and printed.calendar == "gregorian":
            context.explicit.setdefault(printed.day[1:], printed.day[0])
    narrative = context.narrative = _is_narrative(text, matches, written)
    names = handlers()
    out: list[Reading] = []
    covered = 0
    for rule, first, end in matches:
        start = text.spans[first][0]
        judged = effect(text, first, end) if start >= covered else "none"
        if judged == "none":
            continue
        handler = names[rule]
        _set_anchor(context, anchors, start, narrative and handler in NARRATED)
        if context.months is not None:
            since = context.months.span[1]
            if start - since > 500 or _SENTENCE_END.search(source, since, start):
                context.months = None
        found = fixed.get(first)
        if found is None or found.relative:
            found = HANDLERS[handler](context, first, end)
            if found is None or not (VALID.fullmatch(found.value) or not found.value):
                continue
            place(text, found, rule, handler, first, end)
        _finish(context, found, judged)
        covered = found.span[1]
        out.append(found)
    mark_doubts(text, out, anchors.dates)
    return out


@lru_cache(maxsize=1)
def _scan(source: str) -> tuple[Text, list[Match]]:
    """Return the tokens of a text and what the rules match; kept, for one text is read twice in a row."""
    text = Text(source)
    return text, matcher().scan(text.classes)


def _absolute(
    text: Text, matches: list[Match], written: str | None, citations: list[Citation] | None = None
) -> tuple[dict[int, Reading], str]:
    """Return the dates that are whole by themselves, by first token, and the order of numerals."""
    context = Context(text)
    context.set_anchor(written, "document")
    names = handlers()
    found: dict[int, Reading] = {}
    for rule, first, end in matches:
        handler = names[rule]
        if handler in ABSOLUTE and effect(text, first, end) != "none":
            reading = HANDLERS[handler](context, first, end)
            if reading is not None and (
                not reading.value or (reading.day and VALID.fullmatch(reading.value))
            ):
                found[first] = place(text, reading, rule, handler, first, end)
    readings = list(found.values())
    order = vote(readings, written)
    alone = [reading for reading in readings if not reading.alternatives and not reading.relative]
    sure = [day_number_of(reading.value) for reading in alone]
    sure.append(day_number_of(written))
    others = sorted(number for number in sure if number is not None)
    settle(readings, order, others, CitedOrders(citations) if citations else None)
    return found, order


def place(text: Text, found: Reading, rule: str, handler: str, first: int, end: int) -> Reading:
    """Give a reading its tokens, its span and the name of its rule."""
    found.first = first if found.first < 0 else found.first
    found.end = end if found.end < 0 else found.end
    if found.span == (0, 0):
        found.span = (text.spans[found.first][0], text.spans[found.end - 1][1])
    found.rule = rule
    return found


def _set_anchor(context: Context, anchors: Anchors, start: int, narrative: bool) -> None:
    anchor, kind = anchors.at(start)
    if narrative and kind not in ("report", "section") and context.last is not None:
        told = _DATED.match(context.last.value)
        if told is not None:
            anchor, kind = told.group(), "narrative"
    context.set_anchor(anchor, kind)


def _finish(context: Context, found: Reading, judged: str) -> None:
    """Note what a reading rests on, and remember what it tells for those that follow."""
    if judged == "figurative":
        found.value, found.type = "FUTURE_REF", "DATE"
        found.issues, found.relative = ["figurative"], False
    if found.relative:
        found.anchor, found.anchor_kind = context.anchor, context.anchor_kind
        if context.anchor_kind == "report" and {"deictic", "weekday_only"} & set(found.issues):
            found.issues.append("quoted_anchor")
    if found.type in ("DATE", "TIME") and _DATED.match(found.value):
        context.last = found
    if found.day is not None:
        context.last_day = found
    if found.type == "TIME" and found.day is not None and found.value[11:12].isalpha():
        context.last_part = found
    if found.rule == "quarter" and found.value[4:6] == "-Q":
        context.quarter, context.months = found, None
    elif found.type == "DURATION" and found.value in _REPORTED:
        context.months = found


def _is_narrative(text: Text, matches: list[Match], written: str | None) -> bool:
    """Return whether a text tells of other years than the one it was written in.

    News that speaks of "yesterday" and "Friday" does not. In a narrative, a date without a year belongs to
    the year last told of, and rolls over into the next.
    """
    if written is None:
        return True
    here = int(written[:4])
    near = far = 0
    for rule, first, end in matches:
        deictic = rule == "deictic_unit" and text.is_class(first, "this", "last", "next")
        if deictic or rule in _OF_THE_DAY:
            near += 2
        elif rule in ("year", "date", "numeric"):
            for at in range(first, end):
                if text.is_class(at, "year"):
                    far, near = (far + 1, near) if abs(int(text.tokens[at]) - here) > 1 else (far, near + 1)
    return far >= 3 and far > 2 * near
