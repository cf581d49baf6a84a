"""The timeline: statements, documents and what is told by their dates, in lanes, with soft ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from testimonia.case import Case
from testimonia.case.load import select
from testimonia.web.cache import ROWS
from testimonia.web.pages import Site, page, render, site_of, whole
from testimonia.web.queries import time as query
from testimonia.web.queries.time_intervals import in_hijri, in_words, interval_of, iso_of
from testimonia.web.queries.time_marks import marks_of
from testimonia.web.views import time_picture as picture

PAGE = 50
_BOUND = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def routes() -> list[BaseRoute]:
    """Return the routes of this view."""
    return [page("/time", index, "time")]


def asked_by(request: Request) -> query.Asked:
    """Return what an address asks for; what is not understood counts as not given."""
    params = request.query_params

    def among(name: str, values: Iterable[str], default: str) -> str:
        value = params.get(name, default)
        return value if value in values else default

    def bound(name: str) -> str:
        value = params.get(name, "").strip()
        return value if _BOUND.fullmatch(value) and interval_of(value) else ""

    return query.Asked(
        role=among("role", query.ROLES, "reported"),
        by=among("by", query.LANES_BY, "speaker"),
        since=bound("since"),
        until=bound("until"),
        lane=params.get("lane"),
        first_lane=whole(request, "from", most=1_000_000),
    )


def index(request: Request, case: Case) -> Response:
    """Show the timeline, or the list of what has no day."""
    asked = asked_by(request)
    site = site_of(request)
    key = ("undated", asked.role, asked.of_documents)
    without = site.cache.get(case, key, lambda: query.undated(case, asked, "every"), of=ROWS)
    without -= query.undated(case, asked, "rejected")
    about: dict[str, Any] = {
        "here": "time",
        "asked": asked,
        "roles": query.ROLES,
        "lanes_by": query.LANES_BY,
        "undated": without,
        "in_words": in_words,
        "in_hijri": in_hijri,
        "nobody": query.NOBODY,
    }
    if request.query_params.get("undated"):
        found = query.undated_ids(case, asked, request.query_params.get("after", ""), PAGE + 1)
        more = found[PAGE - 1][1] if len(found) > PAGE else ""
        marks = marks_of(case, asked, [id for id, _ in found[:PAGE]])
        return render(request, "time/undated.html", marks=marks, more=more, **about)
    days = counted(site, case, asked)
    bounds = picture.bounds_of(days)
    if bounds is None:
        return render(request, "time/index.html", drawn=None, **about)
    window, outside = picture.window_of(asked, days, bounds)
    if outside and not (asked.since or asked.until):
        asked = replace(asked, since=iso_of(window[0]), until=iso_of(window[1]))
    every_lane = lanes(site, case, asked)
    shown = every_lane[asked.first_lane : asked.first_lane + query.LANES]
    total = sum(lane.count for lane in shown)
    labels = _labels(case, asked, [lane.key for lane in shown])
    if total <= query.MOST_MARKS:
        content = {
            lane.key: marks_of(case, asked, query.ids_in_lane(case, asked, lane.key, query.MOST_MARKS))
            for lane in shown
        }
        drawn = picture.draw_marks(asked, window, shown, labels, content)
    else:
        counts = {lane.key: query.days_in_lane(case, asked, lane.key) for lane in shown}
        drawn = picture.draw_counts(asked, window, shown, labels, counts)
    return render(
        request,
        "time/index.html",
        drawn=drawn,
        overview=picture.draw_overview(days, bounds, window),
        outside=outside,
        total=sum(lane.count for lane in every_lane),
        lanes=every_lane,
        labels=labels,
        since=iso_of(window[0]),
        until=iso_of(window[1]),
        **about,
    )


def counted(site: Site, case: Case, asked: query.Asked) -> Counter[str]:
    """Return how many marks every day of the whole case holds."""
    key = ("days", asked.role, asked.of_documents)
    every = site.cache.get(case, key, lambda: query.days_of(case, asked, "every"), of=ROWS)
    return every - query.days_of(case, asked, "rejected")


def lanes(site: Site, case: Case, asked: query.Asked) -> list[query.LaneCount]:
    """Return all lanes of the window."""
    key = ("lanes", tuple(asked.pairs(**{"from": None})))
    every = site.cache.get(case, key, lambda: query.lanes_of(case, asked, "every"), of=ROWS)
    return query.less(every, query.lanes_of(case, asked, "rejected"))


def _labels(case: Case, asked: query.Asked, keys: list[str]) -> dict[str, str]:
    """Return what the lanes are called."""
    if asked.by != "document":
        return {key: key or _nobody(asked) for key in keys}
    names = {
        str(row["number"]): str(row["name"])
        for row in select(
            case.connection,
            "SELECT number, name FROM documents WHERE number IN (SELECT value FROM json_each(?))",
            f"[{','.join(key for key in keys if key.isdigit())}]",
        )
    }
    return {key: names.get(key, "?") for key in keys}


def _nobody(asked: query.Asked) -> str:
    return "the documents’ own words" if asked.role == "happened" else query.NOBODY[asked.by]
