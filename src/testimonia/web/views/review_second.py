"""The second reader: decides without seeing what was decided; then how far both agree, and what to settle."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from testimonia.case import Case, open_case
from testimonia.case.deciding import DecidedMeanwhile, DecisionRefused, last_decision
from testimonia.case.opinions import (
    agreement,
    as_read,
    compared,
    give_opinion,
    readers,
    settle_between,
    to_read,
)
from testimonia.web.pages import Form, decider, page, post, render, site_of
from testimonia.web.queries.review import readings
from testimonia.web.queries.review_log import people
from testimonia.web.shown import query

PAGE = 10
MOST_SHOWN = 50
_LONGEST = 2_000


def routes() -> list[BaseRoute]:
    """Return the routes of the second reader's pages."""
    return [
        page("/review/second", index, "review-second"),
        page("/review/agreement", agreed, "review-agreement"),
        post("/review/second/decide", decided, "review-second-decide"),
        post("/review/second/settle", settled, "review-second-settle"),
    ]


def _reader(request: Request, given: str) -> str:
    """Return who reads: the name that was logged in under, else the one that was given."""
    return str(request.scope.get("testimonia.user") or given.strip()[:80])


def index(request: Request, case: Case) -> Response:
    """Show what is to be read again, as the program read it."""
    return _show(request, case, _reader(request, request.query_params.get("reader", "")))


def _show(request: Request, case: Case, reader: str, *, message: str = "", status: int = 200) -> Response:
    left = to_read(case, reader) if reader else []
    found = readings(case, left[:PAGE])
    return render(
        request,
        "review/second.html",
        status=status,
        here="review",
        tab="second",
        reader=reader,
        fixed=bool(request.scope.get("testimonia.user")),
        left=len(left),
        readings=[(reading, as_read(case, reading.card.id)) for reading in found],
        decided=people(case),
        readers=readers(case),
        message=message,
    )


def decided(request: Request, form: Form) -> Response:
    """Write an opinion and go on to the next reading."""
    reader, opinion = _reader(request, form.one("reader")), form.one("action")
    values = {
        key.removeprefix("field-"): given[0].strip()[:_LONGEST]
        for key, given in form.fields.items()
        if key.startswith("field-") and opinion == "correct" and given[0] != form.one(f"was-{key[6:]}")
    }
    with open_case(site_of(request).path, write=True) as case:
        try:
            if form.one("target") not in to_read(case, reader):
                raise DecisionRefused("this is not, or no longer, to be read again by you", "Go on below.")
            give_opinion(
                case,
                opinion,
                form.one("target"),
                by=reader,
                values=values,
                note=form.one("note").strip()[:_LONGEST],
            )
        except DecisionRefused as error:
            message = f"Not written: {error}. {error.remedy}".strip()
            return _show(request, case, reader, message=message, status=422)
    return RedirectResponse(f"/review/second?{query([('reader', reader)])}#queue", 303)


def agreed(request: Request, case: Case) -> Response:
    """Show how far a second reader agrees with what was decided before, and where not."""
    return _show_agreement(request, case, request.query_params.get("reader", "")[:80])


def _show_agreement(
    request: Request, case: Case, reader: str, *, message: str = "", status: int = 200
) -> Response:
    if reader not in readers(case):
        raise HTTPException(404, "Nobody of that name gave second opinions in this case.")
    rows = compared(case, reader)
    apart = [row for row in rows if not row.agreed]
    shown = apart[:MOST_SHOWN]
    return render(
        request,
        "review/agreement.html",
        status=status,
        here="review",
        tab="second",
        reader=reader,
        rows=rows,
        measures=agreement(rows),
        apart=[
            (row, reading, last_decision(case, row.target))
            for row, reading in zip(shown, readings(case, [row.target for row in shown]), strict=False)
        ],
        n_apart=len(apart),
        left=len(to_read(case, reader)),
        message=message,
    )


def settled(request: Request, form: Form) -> Response:
    """Decide as one of the two readers did."""
    reader, seen = form.one("reader"), form.one("seen")
    with open_case(site_of(request).path, write=True) as case:
        row = next((row for row in compared(case, reader) if row.target == form.one("target")), None)
        try:
            if row is None:
                raise DecisionRefused("there is no such disagreement")
            settle_between(
                case,
                row,
                form.one("whose"),
                by=decider(request),
                seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 18 else None,
            )
        except DecidedMeanwhile as error:
            message, status = f"Not written: {error}. It stands below as it is now.", 409
        except DecisionRefused as error:
            message, status = f"Not written: {error}. {error.remedy}".strip(), 422
        else:
            return RedirectResponse(f"/review/agreement?{query([('reader', reader)])}#apart", 303)
        return _show_agreement(request, case, reader, message=message, status=status)
