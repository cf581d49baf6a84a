"""Review: readings to be decided about, the doubtful with the longest reach first; and the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from testimonia.case import Case, open_case
from testimonia.case.deciding import (
    DecidedMeanwhile,
    DecisionRefused,
    decide,
    decide_alike,
    undo_batch,
)
from testimonia.case.decisions import layer_of
from testimonia.model import Decision
from testimonia.web.pages import Form, decider, page, post, render, site_of, whole
from testimonia.web.queries import review, review_log
from testimonia.web.shown import query

PAGE = 15
LOG_PAGE = 60
_LONGEST = 2_000


def routes() -> list[BaseRoute]:
    """Return the routes of the queue and of the log."""
    return [
        page("/review", index, "review"),
        page("/review/like", alike, "review-like"),
        page("/review/log", log, "review-log"),
        post("/review/decide", decided, "review-decide"),
        post("/review/like", decided_alike, "review-decide-alike"),
        post("/review/merge", merged, "review-merge"),
        post("/review/undo", undone, "review-undo"),
    ]


def index(request: Request, case: Case) -> Response:
    """Show a page of the queue."""
    return show(request, case)


def show(request: Request, case: Case, *, message: str = "", status: int = 200) -> Response:
    """Return a page of the queue with a message above it."""
    params = request.query_params
    asked = _asked(params.get("layer", ""), params.get("document", ""))
    after = _key(params.get("after", ""), params.get("id", ""))
    found = review.queue(case, asked, size=PAGE, after=after)
    site = site_of(request)
    done = review_log.entry_of(case, params.get("done", ""))
    return render(
        request,
        "review/index.html",
        status=status,
        here="review",
        tab="queue",
        asked=asked,
        layers=review.LAYERS,
        counts=site.cache.get(case, ("review", asked.document), lambda: review.counts(case, asked)),
        readings=found.readings,
        namesakes={
            reading.card.id: review.namesake(case, reading.card)
            for reading in found.readings
            if reading.card.layer == "attribution" and site.settle is not None and not site.read_only
        },
        after=_pairs_of(after),
        first_page=asked.pairs() if after else None,
        later=[*asked.pairs(), *_pairs_of(found.later)] if found.later else [],
        done=done,
        like=_like(case, done),
        last=review_log.last_of(case, decider(request)),
        message=message,
    )


def _like(case: Case, done: review_log.Entry | None) -> tuple[int, bool]:
    """Return how many readings are like the one that was just decided about, and whether there are more."""
    if (
        done is None
        or done.undone
        or done.batch
        or done.decision.action not in ("accept", "reject", "correct")
    ):
        return 0, False
    ids, more = review.like(case, done.decision.target)
    return len(ids), more


def _asked(layer: str, document: str) -> review.Asked:
    known = 8 <= len(document) <= 64 and document.isascii() and document.isalnum()
    return review.Asked(layer=layer if layer in review.LAYERS else "", document=document if known else "")


def _key(weight: str, id: str) -> review.Key | None:
    try:
        number = float(weight)
    except ValueError:
        return None
    return (number, id) if 0 <= number < 1e9 and len(id) < 100 else None


def _pairs_of(key: review.Key | None) -> list[tuple[str, str]]:
    return [("after", repr(key[0])), ("id", key[1])] if key else []


# Deciding -------------------------------------------------------------------------------------------------


def decided(request: Request, form: Form) -> Response:
    """Write a decision about one reading and go on to the next."""
    action = form.one("action")
    values = {
        key.removeprefix("field-"): given[0].strip()[:_LONGEST]
        for key, given in form.fields.items()
        if key.startswith("field-") and action == "correct" and given[0] != form.one(f"was-{key[6:]}")
    }
    return _written(
        request,
        form,
        lambda case: decide(
            case,
            action if action in ("accept", "reject", "correct", "note") else "",
            form.one("target"),
            by=decider(request),
            values=values,
            note=form.one("note").strip()[:_LONGEST],
            seen=_seen(form.one("seen")),
        ),
    )


def merged(request: Request, form: Form) -> Response:
    """Merge the actor of a statement's speaker into another."""

    def write(case: Case) -> list[Decision]:
        name = form.one("into").strip()
        into = review.actor_called(case, name)
        if into is None:
            raise DecisionRefused(f"no single actor is called “{name[:80]}”", "Choose one of the list.")
        return decide(
            case,
            "merge",
            form.one("target"),
            by=decider(request),
            values={"into": into},
            note=form.one("note").strip()[:_LONGEST],
            seen=_seen(form.one("seen")),
        )

    return _written(request, form, write)


def undone(request: Request, form: Form) -> Response:
    """Take back a decision, or all that were made in one step."""
    batch = form.one("batch")

    def write(case: Case) -> list[Decision]:
        if batch:
            return undo_batch(case, batch, by=decider(request))
        return decide(case, "undo", form.one("decision"), by=decider(request))

    return _written(request, form, write)


def _written(request: Request, form: Form, write: Callable[[Case], list[Decision]]) -> Response:
    """Write, then go back to the page the form stood on; say there if nothing was written, and why."""
    site = site_of(request)
    with open_case(site.path, write=True) as case:
        try:
            made = write(case)
        except DecidedMeanwhile as error:
            return _refused(request, case, form, f"Not written: {error}. It stands below as it is now.", 409)
        except DecisionRefused as error:
            return _refused(request, case, form, f"Not written: {error}. {error.remedy}".strip(), 422)
        if site.settle is not None and any(layer_of(decision.target) == "actor" for decision in made):
            site.settle(case)
    if form.one("back") == "log":
        pairs = review_log.Asked(by=form.one("log-by"), action=form.one("log-action")).pairs()
        return RedirectResponse(f"/review/log?{query(pairs)}", 303)
    pairs = _asked(form.one("layer"), form.one("document")).pairs()
    pairs += _pairs_of(_key(form.one("after"), form.one("id")))
    if made[0].action != "undo":
        pairs.append(("done", made[0].id))
    following = form.one("next")
    fragment = f"#{following}" if following.isalnum() and following.isascii() else "#queue"
    return RedirectResponse(f"/review?{query(pairs)}{fragment}", 303)


def _refused(request: Request, case: Case, form: Form, message: str, status: int) -> Response:
    target = form.one("target")
    found = review.readings(case, [target]) if layer_of(target) in review.LAYERS else []
    return render(
        request,
        "review/refused.html",
        status=status,
        here="review",
        tab="queue",
        message=message,
        readings=found,
        history=review_log.history(case, target),
    )


def _seen(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


# More of the same -----------------------------------------------------------------------------------------


def alike(request: Request, case: Case) -> Response:
    """Show the readings that were read like one that was decided about, before they are decided alike."""
    return _show_alike(request, case, request.query_params.get("target", ""))


def _show_alike(
    request: Request, case: Case, target: str, *, message: str = "", status: int = 200
) -> Response:
    decided_one = case.standing.get(target)
    ids, more = review.like(case, target) if decided_one and decided_one.verdict else ([], False)
    return render(
        request,
        "review/like.html",
        status=status,
        here="review",
        tab="queue",
        model=next(iter(review.readings(case, [target])), None) if decided_one else None,
        decided=decided_one,
        readings=review.readings(case, ids),
        more=more,
        message=message,
    )


def decided_alike(request: Request, form: Form) -> Response:
    """Decide the same about all readings that were left chosen, in one step."""
    site, model = site_of(request), form.one("model")
    targets = {id: _seen(form.one(f"seen-{id}")) for id in form.all("target")[: review.MOST_LIKE]}
    with open_case(site.path, write=True) as case:
        standing = case.standing.get(model)
        verdict = standing.verdict if standing else ""
        values: dict[str, Any] = dict(standing.corrections) if standing and verdict == "correct" else {}
        try:
            if not verdict:
                raise DecisionRefused("nothing is decided about the reading that these are like")
            made = decide_alike(
                case,
                verdict,
                targets,
                by=decider(request),
                values=values,
                note=form.one("note").strip()[:_LONGEST],
            )
        except DecidedMeanwhile as error:
            message = f"Nothing was written: of one reading, {error}. Here is what is open now."
            return _show_alike(request, case, model, message=message, status=409)
        except DecisionRefused as error:
            return _show_alike(
                request, case, model, message=f"Nothing was written: {error}. {error.remedy}", status=422
            )
    return RedirectResponse(f"/review?{query([('done', made[0].id)])}", 303)


# The log --------------------------------------------------------------------------------------------------


def log(request: Request, case: Case) -> Response:
    """Show who decided what and when, the last first."""
    params = request.query_params
    action = params.get("action", "")
    asked = review_log.Asked(
        by=params.get("by", "")[:200], action=action if action in review_log.ACTIONS else ""
    )
    before = whole(request, "before") if "before" in params else None
    entries = review_log.log(case, asked, size=LOG_PAGE + 1, before=before)
    later = asked.pairs(before=str(entries[LOG_PAGE - 1].number)) if len(entries) > LOG_PAGE else []
    return render(
        request,
        "review/log.html",
        here="review",
        tab="log",
        asked=asked,
        actions=review_log.ACTIONS,
        people=review_log.people(case),
        entries=entries[:LOG_PAGE],
        later=later,
        first_page=asked.pairs() if before is not None else None,
    )
