"""Actors: who is named; what each is called, says, is said to be; several made one, one made several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from testimonia.case import Case, open_case
from testimonia.case.deciding import DecidedMeanwhile, DecisionRefused, decide, decide_alike, undo_batch
from testimonia.web.downloads import downloads
from testimonia.web.pages import Form, Site, decider, page, post, render, site_of, whole
from testimonia.web.queries import actor, actor_decisions, actors
from testimonia.web.queries.statements import statements
from testimonia.web.shown import path as step

PAGE = 30
MOST_MERGED = 12
TABS = {"names": "Names", "by": "Said by", "of": "Said of", "context": "In context"}
COLUMNS = ("name", "kind", "said_by", "mentions", "documents", "spellings", "id")
_LONGEST = 2_000


def routes() -> list[BaseRoute]:
    """Return the routes of this view."""
    return [
        page("/actors", index, "actors"),
        page("/actors/merge", compare, "merge"),
        post("/actors/merge", merged),
        page("/a/{id}", one, "actor"),
        post("/a/{id}", decided),
        *downloads("/actors", COLUMNS, _rows),
    ]


def _all(site: Site, case: Case, *, spelled: bool = False) -> actors.Catalogue:
    return site.cache.get(
        case, ("actors", spelled), lambda: actors.catalogue(case, spelled=spelled), of=("actors", "mention")
    )


def _rows(request: Request, case: Case) -> Iterator[dict[str, Any]]:
    asked = actors.asked_by(request.query_params.multi_items())
    all = _all(site_of(request), case, spelled=bool(asked.q))
    return actors.every(case, actors.listed(all, asked))


def index(request: Request, case: Case) -> Response:
    """Show a page of the list."""
    params = request.query_params
    asked = actors.asked_by(params.multi_items())
    all = _all(site_of(request), case, spelled=bool(asked.q))
    found = actors.listed(all, asked)
    shown = actors.page_of(found, size=PAGE, after=params.get("after"), before=params.get("before"))
    lines = shown.lines
    return render(
        request,
        "actors/index.html",
        here="actors",
        asked=asked,
        total=len(found),
        actors=site_of(request).cache.get(
            case,
            ("actors", tuple(line.number for line in lines)),
            lambda: actors.counted(case, lines),
            of=("actors", "mention", "attribution"),
        ),
        facets={"kind": actors.kinds(all, asked)},
        labels=actors.FACETS,
        orders=actors.ORDERS,
        earlier=[*asked.pairs(), ("before", lines[0].id)] if shown.earlier and lines else [],
        later=[*asked.pairs(), ("after", lines[-1].id)] if shown.later and lines else [],
    )


def _line(request: Request, case: Case, id: str) -> actors.ActorLine | None:
    return next((line for line in _all(site_of(request), case).lines if line.id == id), None)


def one(request: Request, case: Case) -> Response:
    """Show one actor."""
    return show(request, case, request.path_params["id"])


def show(request: Request, case: Case, id: str, *, message: str = "", status: int = 200) -> Response:
    """Return the page of an actor, with a message above it; of one merged into another, lead to that."""
    line = _line(request, case, id)
    if line is None:
        now = actor_decisions.became(case, id)
        if now != id and _line(request, case, now) is not None:
            return RedirectResponse(f"/a/{step(now)}", 303)
        raise HTTPException(404, "There is no such actor in this case.")
    tab = request.query_params.get("tab", "names")
    tab = tab if tab in TABS else "names"
    key = (whole(request, "after"), whole(request, "at")) if "after" in request.query_params else None
    (counts,) = actors.counted(case, [line])
    values: dict[str, Any] = {"said": [], "contexts": [], "more": None}
    if tab in ("by", "of"):
        ids, values["more"] = (
            actor.said_by(case, line.name, size=PAGE, after=key)
            if tab == "by"
            else actor.said_of(case, line.number, size=PAGE, after=key)
        )
        values["said"] = statements(case, ids)
    elif tab == "context":
        values["contexts"], values["more"] = actor.contexts(
            case, line.number, size=PAGE, after=key, around=48
        )
    else:
        values |= _names(request, case, line)
    return render(
        request,
        "actors/actor.html",
        status=status,
        here="actors",
        actor=line,
        counts=counts,
        tab=tab,
        tabs=TABS,
        first=key is None,
        decisions=actor_decisions.about(case, id),
        seen=actor_decisions.last_about(case, id),
        message=message,
        **values,
    )


def _names(request: Request, case: Case, line: actors.ActorLine) -> dict[str, Any]:
    spellings = actor.spellings(case, line.number)
    names = [line.name, *(spelling.text for spelling in spellings if spelling.form == "name")]
    some, more = actor.contexts(case, line.number, size=6)
    return {
        "spellings": spellings,
        "contexts": some,
        "more": more,
        "reasons": actor.reasons(case, line.number),
        "alike": _all(site_of(request), case).alike(names, line.number),
    }


def compare(request: Request, case: Case) -> Response:
    """Show several actors side by side, to be made one."""
    ids = list(dict.fromkeys(request.query_params.getlist("actor")))
    return beside(request, case, ids)


def beside(request: Request, case: Case, ids: list[str], *, message: str = "", status: int = 200) -> Response:
    """Return the page on which actors stand side by side."""
    found = [line for line in (_line(request, case, id) for id in ids[:MOST_MERGED]) if line is not None]
    found.sort(key=lambda line: (-line.mentions, line.name, line.id))  # the likeliest to be kept first
    return render(
        request,
        "actors/merge.html",
        status=status,
        here="actors",
        columns=[
            {
                "counts": counts,
                "spellings": actor.spellings(case, counts.line.number, size=8),
                "contexts": actor.contexts(case, counts.line.number, size=6, around=50)[0],
                "seen": actor_decisions.last_about(case, counts.line.id),
            }
            for counts in actors.counted(case, found)
        ],
        most=MOST_MERGED,
        left_out=max(0, len(ids) - MOST_MERGED),
        message=message,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _told(error: DecisionRefused) -> tuple[str, int]:
    """Return what a page says about a decision that was not written, and its status."""
    if isinstance(error, DecidedMeanwhile):
        return f"Not written: {error}. Here is what stands now; decide again if you disagree.", 409
    return f"Not written: {error}. {error.remedy}".strip(), 422


def _settled(site: Site, case: Case) -> None:
    if site.settle is not None:
        site.settle(case)


def _writable(site: Site) -> None:
    if site.settle is None:
        raise HTTPException(403, "Actors cannot be decided about here.")


def merged(request: Request, form: Form) -> Response:
    """Make several actors one, in one step; lead to it."""
    site, ids, into = site_of(request), list(dict.fromkeys(form.all("actor"))), form.one("into")
    _writable(site)
    with open_case(site.path, write=True) as case:
        try:
            if into not in ids or len(ids) < 2:
                raise DecisionRefused("two or more actors are needed, and one of them that is kept")
            if actor_decisions.last_about(case, into) > _number(form.one(f"seen-{into}")):
                raise DecidedMeanwhile("this was decided about in the meantime")
            decide_alike(
                case,
                "merge",
                {id: _number(form.one(f"seen-{id}")) for id in ids if id != into},
                by=decider(request),
                values={"into": into},
                note=form.one("note").strip()[:_LONGEST],
            )
        except DecisionRefused as error:
            message, status = _told(error)
            return beside(request, case, ids, message=message, status=status)
        _settled(site, case)
    return RedirectResponse(f"/a/{step(into)}", 303)


def decided(request: Request, form: Form) -> Response:
    """Split a spelling off, correct name or kind, note, or take such a decision back."""
    site, id, action = site_of(request), request.path_params["id"], form.one("action")
    _writable(site)
    note = form.one("note").strip()[:_LONGEST]
    values = {
        field: form.one(field).strip()[:_LONGEST]
        for field in ("name", "type")
        if action == "correct" and form.one(field).strip() and form.one(field) != form.one(f"was-{field}")
    }
    if action == "split":
        values = {"text": form.one("text")}
    with open_case(site.path, write=True) as case:
        try:
            if action not in ("split", "correct", "note", "undo"):
                raise DecisionRefused("that cannot be decided about an actor here")
            if action == "note" and not note:
                raise DecisionRefused("the note is empty", "Write something into it.")
            if action == "undo" and form.one("batch"):
                undo_batch(case, form.one("batch"), by=decider(request), note=note)
            elif action == "undo":
                decide(case, action, form.one("decision"), by=decider(request), note=note)
            else:
                if actor_decisions.last_about(case, id) > _number(form.one("seen")):
                    raise DecidedMeanwhile("this was decided about in the meantime")
                decide(case, action, id, by=decider(request), values=values, note=note)
        except DecisionRefused as error:
            message, status = _told(error)
            return show(request, case, id, message=message, status=status)
        _settled(site, case)
    return RedirectResponse(f"/a/{step(id)}", 303)
