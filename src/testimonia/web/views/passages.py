"""Passages: families of recycled text, and one family with its witnesses side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from testimonia.case import Case, open_case
from testimonia.case.deciding import DecidedMeanwhile, DecisionRefused, decide
from testimonia.case.decisions import layer_of
from testimonia.case.load import load_passages
from testimonia.model import Passage
from testimonia.web.pages import Form, Site, decider, page, post, render, site_of
from testimonia.web.queries import passages, passages_family, passages_pairs
from testimonia.web.queries.documents import find_document, lines_of
from testimonia.web.shown import path, query
from testimonia.writing.interchange import passage_row
from testimonia.writing.tei import tei

PAGE = 40
OPEN_WITNESSES = 3  # beside the base; the others are folded
LONGEST_NOTE = 2_000
MOST_NAMED = 5  # documents that the list names


def routes() -> list[BaseRoute]:
    """Return the routes of this view."""
    return [
        page("/passages", index, "passages"),
        post("/p/decide", decided, "decide_passage"),
        Route("/p/{id}/witnesses.xml", _download(_tei, "application/tei+xml", "xml"), methods=["GET"]),
        Route("/p/{id}/witnesses.json", _download(_json, "application/json", "json"), methods=["GET"]),
        page("/p/{id}", family, "family"),
    ]


def index(request: Request, case: Case) -> Response:
    """Show the list of families."""
    asked = passages.asked_by(request.query_params.multi_items())
    within = find_document(case, asked.within) if asked.within else None
    found = passages.narrowed(
        counted(site_of(request), case),
        asked,
        within.number if within else None,
        after=request.query_params.get("after", ""),
        size=PAGE,
    )
    return render(
        request,
        "passages/index.html",
        here="passages",
        asked=asked,
        within=within,
        found=found,
        families=found.families,
        alters=passages.ALTERS,
        facets=passages.FACETS,
        orders=passages.ORDERS,
        samples=passages.samples(case, found.families),
        documents=lines_of(case, [n for family in found.families for n in family.documents[:MOST_NAMED]]),
        most_named=MOST_NAMED,
        earlier=_pairs(asked, found.earlier),
        later=_pairs(asked, found.later),
    )


def counted(site: Site, case: Case) -> tuple[passages.Family, ...]:
    """Return all families, gathered once for every state of the case."""
    return site.cache.get(case, "families", lambda: passages.families(case), of=("passage",))


def _pairs(asked: passages.Asked, after: str | None) -> list[tuple[str, str]]:
    return [] if after is None else [*asked.pairs(), ("after", after)]


def family(request: Request, case: Case) -> Response:
    """Show a family, its witnesses against the base asked for."""
    return show(request, case, request.path_params["id"], base=request.query_params.get("base", ""))


def show(
    request: Request, case: Case, id: str, *, base: str = "", message: str = "", status: int = 200
) -> Response:
    """Return the page of a family with a message above it; one whose pairs were all rejected says so."""
    shown = passages_family.shown(case, id, base)
    pairs = passages_pairs.pairs(case, shown.id if shown else passages_family.family_id(case, id))
    if not pairs:
        raise HTTPException(404, "There is no such passage in this case.")
    return render(
        request,
        "passages/family.html" if shown else "passages/rejected.html",
        status=status,
        here="passages",
        family=shown,
        pairs=pairs[: passages_pairs.MOST_PAIRS],
        more_pairs=len(pairs) > passages_pairs.MOST_PAIRS,
        base=base,
        message=message,
        open_witnesses=OPEN_WITNESSES,
    )


def decided(request: Request, form: Form) -> Response:
    """Write whether a pair is a copy, or take that back; go back to the family, or say why not."""
    target, action, base = form.one("target"), form.one("action"), form.one("base")
    if layer_of(target) != "passage" or action not in ("accept", "reject", "undo"):
        raise HTTPException(422, "That cannot be decided about a passage.")
    seen = form.one("seen")
    with open_case(site_of(request).path, write=True) as case:
        undone = form.one("decision")
        if action == "undo" and not passages_pairs.is_decision_about(case, undone, target):
            raise HTTPException(422, "There is no such decision about this passage.")
        try:
            decide(
                case,
                action,
                undone if action == "undo" else target,
                by=decider(request),
                note=form.one("note").strip()[:LONGEST_NOTE],
                seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 18 else None,
            )
        except DecisionRefused as error:
            meanwhile = isinstance(error, DecidedMeanwhile)
            told = "Here is what stands now; decide again if you disagree." if meanwhile else error.remedy
            return show(
                request,
                case,
                target,
                base=base,
                message=f"Not written: {error}. {told}".strip(),
                status=409 if meanwhile else 422,
            )
        id = passages_family.family_id(case, target)
    pairs = [("base", base)] if passages_family.is_key(base) else []
    return RedirectResponse(f"/p/{path(id)}{'?' if pairs else ''}{query(pairs)}#pairs", 303)


Written = Callable[[str, list[Passage], dict[str, str], dict[str, str]], Iterator[str]]


def _tei(id: str, found: list[Passage], texts: dict[str, str], names: dict[str, str]) -> Iterator[str]:
    yield tei(found, texts, names)


def _json(id: str, found: list[Passage], texts: dict[str, str], names: dict[str, str]) -> Iterator[str]:
    yield '{"family": ' + json.dumps(id) + ', "passages": [\n'
    for number, passage in enumerate(found):
        row: dict[str, Any] = passage_row(passage, names)
        for side, place in (("a", passage.a), ("b", passage.b)):
            row[side] = dict(row[side]) | {"text": texts[place.document][place.start : place.end]}
        yield (",\n" if number else "") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"


def _download(write: Written, media_type: str, ending: str) -> Callable[[Request], Response]:
    """Return the endpoint that sends all pairs of a family; the name of the file is made of its id alone."""

    def endpoint(request: Request) -> Response:
        place = site_of(request).path
        with open_case(place) as case:
            id, found = passages_family.members(case, request.path_params["id"])
        if not found:
            raise HTTPException(404, "There is no such passage in this case, or people rejected it.")
        wanted = json.dumps([passage.id for passage in found])

        def body() -> Iterator[bytes]:
            with open_case(place, any_thread=True) as case:
                full = list(
                    load_passages(case.connection, "WHERE p.id IN (SELECT value FROM json_each(?))", wanted)
                )
                ids = sorted({side.document for passage in full for side in (passage.a, passage.b)})
                rows = case.query(
                    "SELECT number, id, name FROM documents WHERE id IN (SELECT value FROM json_each(?))",
                    json.dumps(ids),
                )
                texts = {row["id"]: case.text(row["number"]) for row in rows}
                for text in write(id, full, texts, {row["id"]: row["name"] for row in rows}):
                    yield text.encode("utf-8", "replace")

        name = f"{id.replace(':', '-')}.{ending}"
        return StreamingResponse(
            body(),
            media_type=media_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    return endpoint
