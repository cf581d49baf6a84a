"""Which statement a date stands in, and which statement it dates.

A time expression stands inside what somebody is made to say (``content``: it dates what is told), or beside
it, between speaker, cue and content or right before or after them (``said``: "X said **on Tuesday** that
…", it dates the saying), or in no statement at all (``document``: the document's own words). The innermost
statement counts; one expression a statement dates the saying, the one nearest to its cue.

Cost: sorting, then for every expression the statements that are open there. Where it fails: "X spoke on
Tuesday. He said …", for the date stands in another sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from testimonia.model import Attribution, Span, TimeExpression

Part = Literal["said", "content", "document"]
_NEAR = 2  # code points between a date and the words it belongs to: ", "


class Moment(NamedTuple):
    """A time expression, the statement it belongs to (None: none), and what it dates."""

    time: str
    attribution: str | None
    part: Part


def find_moments(attributions: Sequence[Attribution], times: Sequence[TimeExpression]) -> list[Moment]:
    """Return the datable expressions of one document with the statement each belongs to, in their order.

    Datelines, dates of publication and dates of reports are none: they date the document or the report.
    """
    hulls = sorted(((*_hull(row), row) for row in attributions if row.content), key=lambda hull: hull[:2])
    near: list[tuple[int, int, Attribution]] = []  # statements that may still reach to the next expression
    out: list[Moment] = []
    nearest: dict[str, tuple[int, int]] = {}  # statement → how far its date is from its cue, place in ``out``
    at = 0
    for time in sorted(times, key=lambda time: (time.span, time.id)):
        if time.role != "event" or time.begin is None or time.type not in ("DATE", "TIME"):
            continue
        while at < len(hulls) and hulls[at][0] <= time.span[1] + _NEAR:
            near.append(hulls[at])
            at += 1
        near = [hull for hull in near if hull[1] + _NEAR >= time.span[0]]
        part, row = _statement_of(time.span, [hull[2] for hull in near])
        if row is not None and part == "said":
            distance, place = _distance(time.span, row), len(out)
            known, before = nearest.get(row.id, (distance + 1, -1))
            if known <= distance:
                out.append(Moment(time.id, None, "document"))
                continue
            if before >= 0:
                out[before] = Moment(out[before].time, None, "document")
            nearest[row.id] = (distance, place)
        out.append(Moment(time.id, row.id if row else None, part))
    return out


def _statement_of(span: Span, rows: Sequence[Attribution]) -> tuple[Part, Attribution | None]:
    """Return the innermost of some statements that a place belongs to, and in which way."""
    found: list[tuple[int, Part, str, Attribution]] = []
    for row in rows:
        start, end = _hull(row)
        inside = [place for place in row.content if place[0] <= span[0] and span[1] <= place[1]]
        if inside:
            found.append((inside[0][1] - inside[0][0], "content", row.id, row))
        elif not any(place[0] < span[1] and span[0] < place[1] for place in row.content):
            found.append((end - start, "said", row.id, row))
    if not found:
        return "document", None
    # A saying is as long as the content it fills: then the saying is the inner one.
    _, part, _, row = min(found, key=lambda item: (item[0], item[1] != "said", item[2]))
    return part, row


def _hull(row: Attribution) -> Span:
    spans = (*row.content, *row.cue, *row.source)
    return min(span[0] for span in spans), max(span[1] for span in spans)


def _distance(span: Span, row: Attribution) -> int:
    return min(max(start - span[1], span[0] - end, 0) for start, end in row.cue or row.content)
