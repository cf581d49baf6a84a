"""Checks: every problem with its place and its reason, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from testimonia.case import Case, open_case
from testimonia.case.deciding import DecidedMeanwhile, DecisionRefused, decide
from testimonia.case.decisions import layer_of
from testimonia.web.downloads import downloads
from testimonia.web.pages import Form, decider, page, post, render, site_of, whole
from testimonia.web.queries import checks
from testimonia.web.queries.anchors import anchor
from testimonia.web.shown import query

PAGE = 40
COLUMNS = (
    "kind", "message", "words", "start", "end", "document", "document_id", "state", "notes", "related", "id",
)  # fmt: skip
_LONGEST = 2_000


def routes() -> list[BaseRoute]:
    """Return the routes of this view."""
    return [
        page("/checks", index, "checks"),
        post("/checks/decide", decided),
        *downloads("/checks", COLUMNS, _rows),
    ]


def index(request: Request, case: Case) -> Response:
    """Show a page of the list."""
    return show(request, case, checks.asked_by(request.query_params.multi_items()))


def show(
    request: Request, case: Case, asked: checks.Asked, *, message: str = "", status: int = 200
) -> Response:
    """Return a page of a list, with a message above it."""
    found = checks.page_of(
        case, asked, size=PAGE, after=_key(request, "after"), before=_key(request, "before")
    )
    counts = site_of(request).cache.get(
        case, ("checks", tuple(asked.pairs())), lambda: checks.counts_of(case, asked)
    )
    return render(
        request,
        "checks/index.html",
        status=status,
        here="checks",
        asked=asked,
        problems=checks.problems(case, found.ids),
        counts=counts,
        states={key: label for key, (label, _) in checks.STATES.items()},
        facets=checks.FACETS,
        lately=checks.lately(case),
        earlier=[*asked.pairs(), *_pairs("before", found.keys[0])] if found.earlier and found.keys else [],
        later=[*asked.pairs(), *_pairs("after", found.keys[-1])] if found.later and found.keys else [],
        anchor=anchor,
        message=message,
    )


def _pairs(name: str, key: checks.Key) -> list[tuple[str, str]]:
    return [(name, str(key[0])), ("number", str(key[1]))]


def _key(request: Request, name: str) -> checks.Key | None:
    if name not in request.query_params:
        return None
    return (whole(request, name), whole(request, "number"))


def decided(request: Request, form: Form) -> Response:
    """Write a decision about a problem, or take one back; go back to the list, or say why not."""
    target, action = form.one("target"), form.one("action")
    if layer_of(target) != "check" or action not in ("accept", "reject", "note", "undo"):
        raise HTTPException(422, "That cannot be decided about a problem.")
    seen, note = form.one("seen"), form.one("note").strip()[:_LONGEST]
    with open_case(site_of(request).path, write=True) as case:
        try:
            if action == "note" and not note:
                raise DecisionRefused("the note is empty", "Write something into it.")
            decide(
                case,
                action,
                form.one("decision") if action == "undo" else target,
                by=decider(request),
                note=note,
                seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 18 else None,
            )
        except DecisionRefused as error:
            meanwhile = isinstance(error, DecidedMeanwhile)
            told = "Here is what stands now; decide again if you disagree." if meanwhile else error.remedy
            return show(
                request,
                case,
                checks.Asked(state="all", only=target),
                message=f"Not written: {error}. {told}".strip(),
                status=409 if meanwhile else 422,
            )
    asked = checks.asked_by([(key, value) for key, values in form.fields.items() for value in values])
    pairs = [
        *asked.pairs(),
        *((key, form.one(key)) for key in ("after", "before", "number") if form.one(key)),
    ]
    return RedirectResponse(f"/checks?{query(pairs)}#{_fragment(form.one('next'))}", 303)


def _fragment(text: str) -> str:
    return text if text.isascii() and text.isalnum() else "list"


def record(problem: checks.Problem) -> dict[str, Any]:
    """Return a problem as a row of a download."""
    return {
        "kind": problem.kind,
        "message": problem.message,
        "words": list(problem.words),
        "start": problem.spans[0][0] if problem.spans else 0,
        "end": problem.spans[-1][1] if problem.spans else 0,
        "document": problem.document.name,
        "document_id": problem.document.id,
        "state": problem.state,
        "notes": [decision.note for decision in problem.decisions if decision.note],
        "related": list(problem.related),
        "id": problem.id,
    }


def _rows(request: Request, case: Case) -> Iterator[dict[str, Any]]:
    asked = checks.asked_by(request.query_params.multi_items())
    for ids in checks.every(case, asked):
        for problem in checks.problems(case, ids):
            yield record(problem)
