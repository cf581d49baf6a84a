"""The case: what is in it by date and kind, what needs attention; and the list of its documents."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from testimonia.case import Case
from testimonia.web.cache import ROWS
from testimonia.web.pages import Site, page, render, site_of, whole
from testimonia.web.queries.documents import CONDITIONS, list_documents
from testimonia.web.queries.overview import Overview, held_in, overview

PAGE = 50
FILTERS = ("q", "genre", "publisher", "language", "check", "since", "until", "only")


def routes() -> list[BaseRoute]:
    """Return the routes of this view."""
    return [page("/", index, "case"), page("/documents", documents, "documents")]


def index(request: Request, case: Case) -> Response:
    """Show what is in the case."""
    return render(
        request,
        "case/index.html",
        here="case",
        overview=counted(site_of(request), case),
        run=case.last_run(),
    )


def counted(site: Site, case: Case) -> Overview:
    """Return what is in the case, counted once for every state of it."""
    held = site.cache.get(case, "held", lambda: held_in(case), of=ROWS)
    return site.cache.get(case, "overview", lambda: overview(case, held))


def documents(request: Request, case: Case) -> Response:
    """Show the list of documents."""
    asked = {key: request.query_params.get(key, "").strip() for key in FILTERS}
    asked = {key: value for key, value in asked.items() if value}
    name = request.query_params.get("after")
    after = (name, whole(request, "number")) if name is not None else None
    found, total = list_documents(case, asked, after=after, size=PAGE + 1)
    later = len(found) > PAGE
    found = found[:PAGE]
    next_page = (
        [*asked.items(), ("after", found[-1].name), ("number", str(found[-1].number))] if later else []
    )
    return render(
        request,
        "case/documents.html",
        here="case",
        documents=found,
        total=total,
        asked=asked,
        narrowed=_narrowed(asked),
        next_page=next_page,
        first_page=list(asked.items()) if after else [],
        is_first=after is None,
        unread=case.unread()[:200] if not asked else [],
    )


def _narrowed(asked: dict[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what the list is narrowed to, in words, each with the pairs of the address without it."""
    labels = {"q": "words", "check": "problem", "since": "from", "until": "until"}
    out = []
    for key, value in asked.items():
        if key == "only":
            label = CONDITIONS[value][0] if value in CONDITIONS else value
        else:
            label = f"{labels.get(key, key)}: {value.replace('_', ' ')}"
        out.append((label, [(other, kept) for other, kept in asked.items() if other != key]))
    return out
