"""The sections of a report, from the queries that the views of the workbench ask too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from testimonia.case import Case
from testimonia.case.case import RATED
from testimonia.model import Actor, Record
from testimonia.web.queries import actors, checks, passages, passages_family, quotations
from testimonia.web.queries.actors import Counted
from testimonia.web.queries.checks import Problem
from testimonia.web.queries.documents import DocumentLine, lines_of
from testimonia.web.queries.overview import Overview, overview
from testimonia.web.queries.passages_family import Shown
from testimonia.web.queries.quotations import Quotation
from testimonia.web.queries.time import MOST_MARKS, ROLES, Asked, LaneCount
from testimonia.web.queries.time_intervals import iso_of
from testimonia.web.queries.time_marks import Mark, marks_of
from testimonia.web.report.contents import Contents
from testimonia.web.views import time_picture as picture
from testimonia.writing.interchange import CONVENTIONAL

MOST_FAMILIES = 100
MOST_ACTORS = 400
MOST_LANES = 16  # a page of paper holds them
MOST_DRAWN = 4 * MOST_MARKS


def counted(case: Case) -> Overview:
    """Return what is in the case, without rows that are left out for their confidence."""
    found = overview(case)
    doubted = case.left_out() if case.min_confidence else {}
    counts = found.counts | {
        RATED[layer]: found.counts[RATED[layer]] - number for layer, number in doubted.items()
    }
    return replace(found, counts=counts)


class Timeline(Record, frozen=True):
    """A picture of the marks of one role, the table below it, what it leaves out."""

    asked: Asked
    drawn: Any  # a Picture, None where nothing has such a date
    undated: int
    outside: int
    lanes_left_out: int


def timeline(case: Case, role: str, by: str, ids: Sequence[str]) -> Timeline:
    """Return the marks of some statements (or times, where they happened) in lanes."""
    asked = Asked(role=role, by=by)
    every = marks_of(case, asked, ids)
    marks = [mark for mark in every if mark.interval is not None]
    days = Counter(_day(mark) for mark in marks)
    bounds = picture.bounds_of(days)
    if bounds is None:
        return Timeline(asked=asked, drawn=None, undated=len(every), outside=0, lanes_left_out=0)
    window, outside = picture.window_of(asked, days, bounds)
    content: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        if window[0] <= picture_day(mark) <= window[1]:
            content[_lane(mark, by)].append(mark)
    lanes = [LaneCount(key=key, count=len(marks)) for key, marks in content.items()]
    lanes.sort(key=lambda lane: (lane.key == "", -lane.count, lane.key))
    shown, total = list[LaneCount](), 0
    for lane in lanes[:MOST_LANES]:
        total += lane.count
        if total > MOST_DRAWN and shown:
            break
        shown.append(lane)
    labels = {lane.key: lane.key or "nobody named" for lane in shown}
    drawn = picture.draw_marks(asked, window, shown, labels, content)
    return Timeline(
        asked=asked,
        drawn=drawn,
        undated=len(every) - len(marks),
        outside=outside,
        lanes_left_out=len(lanes) - len(shown),
    )


def times_told(case: Case, contents: Contents) -> list[str]:
    """Return the ids of the time expressions that stand on the timeline, in the order of the texts."""
    placed = {row[0] for row in case.connection.execute("SELECT time FROM moments")}
    return [row.id for sheet in contents.sheets for row in sheet.found.times if row.id in placed]


def picture_day(mark: Mark) -> int:
    """Return the first day of a mark that has one."""
    assert mark.interval is not None
    return mark.interval.first


def _day(mark: Mark) -> str:
    return iso_of(picture_day(mark))


def _lane(mark: Mark, by: str) -> str:
    return mark.document.name if by == "document" else mark.who


def about_roles() -> dict[str, tuple[str, str]]:
    """Return what the dates of the timelines are."""
    return ROLES


class Families(Record, frozen=True):
    """Families of recycled passages: their lines, their witnesses, how many are left out."""

    found: tuple[passages.Family, ...]
    shown: dict[str, Shown]
    samples: dict[str, str]
    documents: dict[int, DocumentLine]
    left_out: int
    conventional: int


def families(case: Case, contents: Contents) -> Families:
    """Return the families with a witness in the documents of a report, those that spread widest first."""
    numbers = {sheet.document.number for sheet in contents.sheets}
    every = [one for one in passages.families(case) if numbers & set(one.documents)]
    kept = [one for one in every if one.kind not in CONVENTIONAL]
    kept.sort(key=lambda one: (-len(one.documents), -one.equal_words, one.id))
    found = tuple(kept[:MOST_FAMILIES])
    shown = {one.id: family for one in found if (family := passages_family.shown(case, one.id))}
    return Families(
        found=found,
        shown=shown,
        samples=passages.samples(case, found),
        documents=lines_of(case, {number for one in found for number in one.documents}),
        left_out=len(kept) - len(found),
        conventional=len(every) - len(kept),
    )


def scripture(case: Case, contents: Contents) -> list[Quotation]:
    """Return the quotations of scripture; a verse and its translation that stand together are one."""
    ids = [row.id for sheet in contents.sheets for row in sheet.found.scripture]
    out, seen = [], set[str]()
    for id, quotation in zip(ids, quotations.quotations(case, ids), strict=True):
        if id not in seen:
            sides = tuple(side for side in quotation.sides if side.record.id in ids)
            out.append(replace(quotation, sides=sides))
            seen.update(side.record.id for side in sides)
    return out


def problems(case: Case, contents: Contents) -> list[Problem]:
    """Return the problems in the order of the documents."""
    return checks.problems(case, [row.id for sheet in contents.sheets for row in sheet.found.checks])


class Named(Record, frozen=True):
    """An actor of the list: what is counted, its spellings and why they are one, who first names it where."""

    counted: Counted
    actor: Actor
    first: tuple[tuple[DocumentLine, str], ...]  # document, id of the mention


class Actors(Record, frozen=True):
    """The actors most often named, which mention is whose, how many actors are left out."""

    named: tuple[Named, ...]
    of_mention: dict[str, str]
    left_out: int


def named(case: Case, contents: Contents) -> Actors:
    """Return the actors that are named in the documents of a report."""
    every = {actor.id: actor for actor in case.actors()}
    of_mention = {mention: actor.id for actor in every.values() for mention in actor.mentions}
    first: dict[str, list[tuple[DocumentLine, str]]] = defaultdict(list)
    for sheet in contents.sheets:
        here = set[str]()
        for mention in sheet.found.mentions:
            actor = of_mention.get(mention.id)
            if actor is not None and actor not in here:
                here.add(actor)
                first[actor].append((sheet.document, mention.id))
    lines = [line for line in actors.catalogue(case).lines if line.id in first and line.id in every]
    counts = actors.counted(case, lines[:MOST_ACTORS])
    listed = {row.line.id for row in counts}
    return Actors(
        named=tuple(
            Named(counted=row, actor=every[row.line.id], first=tuple(first[row.line.id])) for row in counts
        ),
        of_mention={mention: actor for mention, actor in of_mention.items() if actor in listed},
        left_out=len(lines) - len(counts),
    )
