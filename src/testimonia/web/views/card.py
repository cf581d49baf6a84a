"""Cards of single readings, and the form by which a person decides about one."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from testimonia.case import Case, open_case
from testimonia.case.deciding import DecidedMeanwhile, DecisionRefused, decide
from testimonia.case.decisions import layer_of
from testimonia.web.pages import Form, decider, is_fragment, page, post, render, site_of
from testimonia.web.queries.cards import card_of

_LONGEST = 2_000


def routes() -> list[BaseRoute]:
    """Return the routes of cards and of decisions."""
    return [page("/card/{id}", index, "card"), post("/decide", decided, "decide")]


def index(request: Request, case: Case) -> Response:
    """Show a card: as a part of a page, or as a page of its own."""
    return show(request, case, request.path_params["id"])


def show(request: Request, case: Case, id: str, *, message: str = "", status: int = 200) -> Response:
    """Return a card with a message above it."""
    card = card_of(case, id)
    if card is None:
        raise HTTPException(404, "There is no such reading in this case.")
    template = "card/card.html" if is_fragment(request) else "card/page.html"
    return render(request, template, status=status, card=card, message=message, here="card")


def decided(request: Request, form: Form) -> Response:
    """Write a decision; answer with the card as it is now, or go back to the page it was made on."""
    site = site_of(request)
    target, action = form.one("target"), form.one("action")
    values = {
        key.removeprefix("field-"): values[0].strip()[:_LONGEST]
        for key, values in form.fields.items()
        if key.startswith("field-") and action == "correct" and values[0] != form.one(f"was-{key[6:]}")
    }
    for key in ("into", "text"):
        if action in ("merge", "split") and form.one(key):
            values[key] = form.one(key)[:_LONGEST]
    seen = form.one("seen")
    message, status = "", 200
    with open_case(site.path, write=True) as case:
        of_actor = layer_of(target) == "actor"
        if of_actor and site.settle is None:
            raise HTTPException(403, "Actors cannot be decided about here.")
        try:
            if action == "note" and not form.one("note").strip():
                raise DecisionRefused("the note is empty", "Write something into it.")
            decide(
                case,
                action,
                target,
                by=decider(request),
                values=values,
                note=form.one("note").strip()[:_LONGEST],
                seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 18 else None,
            )
        except DecidedMeanwhile as error:
            message, status = (
                f"Not written: {error}. Here is what stands now; decide again if you disagree.",
                409,
            )
        except DecisionRefused as error:
            message, status = f"Not written: {error}. {error.remedy}".strip(), 422
        if of_actor and not message and site.settle is not None:
            site.settle(case)
        if of_actor and message:
            raise HTTPException(status, message)
        if not of_actor and (message or is_fragment(request)):
            return show(request, case, target, message=message, status=status)
    return RedirectResponse(_back(form.one("back")), 303)


def _back(address: str) -> str:
    """Return an address on this site; whatever else was given leads to the first page."""
    safe = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if safe and "\\" not in address else "/"
