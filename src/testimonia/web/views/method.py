"""Method and export: how the case was made, what it is worth, and every way to take it away."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from testimonia import __version__
from testimonia.case import Case
from testimonia.web.pages import page, render, site_of, whole
from testimonia.web.queries import method as query
from testimonia.web.views import method_exports as exports

PAGE = 25


def routes() -> list[BaseRoute]:
    """Return the routes of this view."""
    return [
        page("/method", index, "method"),
        Route("/export/{name}", exports.download, methods=["GET"], name="export"),
    ]


def index(request: Request, case: Case) -> Response:
    """Show how the case was made."""
    cache = site_of(request).cache
    after, before = whole(request, "files"), whole(request, "decisions")
    files = query.files_of(case, after, PAGE + 1)
    decisions = query.decisions_of(case, before, PAGE + 1)
    unread, unread_count = query.unread_of(case)
    return render(
        request,
        "method/index.html",
        here="method",
        program=__version__,
        counts=cache.get(case, "method counts", case.counts, of=()),
        limits=query.LIMITS,
        exports=exports.offered(),
        versions=cache.get(case, "method versions", lambda: query.analysed_by(case)),
        runs=query.runs_of(case),
        settings=[(key, query.in_short(value)) for key, value in query.settings_of(case)],
        files=files[:PAGE],
        more_files=files[PAGE - 1].number if len(files) > PAGE else 0,
        after=after,
        unread=unread,
        unread_count=unread_count,
        deciders=query.who_decided(case),
        decisions=decisions[:PAGE],
        more_decisions=decisions[PAGE - 1].number if len(decisions) > PAGE else 0,
        before=before,
    )
