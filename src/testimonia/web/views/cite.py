"""How to cite a reading or a stretch of a text: a line to copy, and a record for programs of references."""

from __future__ import annotations

import json
import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from testimonia.case import Case
from testimonia.web.pages import is_fragment, page, render
from testimonia.web.queries.cite import Citation, cite_card, cite_place

_PLACE = re.compile(r"([0-9a-f]{8,64}):(\d{1,9})-(\d{1,9})")
_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


def routes() -> list[BaseRoute]:
    """Return the routes of citations."""
    return [page("/cite/{id}.json", record, "citation"), page("/cite/{id}", index, "cite")]


def _found(request: Request, case: Case) -> Citation:
    id, base = request.path_params["id"], str(request.base_url)
    place = _PLACE.fullmatch(id)
    found = (
        cite_place(case, place[1], int(place[2]), int(place[3]), base) if place else cite_card(case, id, base)
    )
    if found is None:
        raise HTTPException(404, "There is no such place in this case to cite.")
    return found


def index(request: Request, case: Case) -> Response:
    """Show the citation, as a page or as a part of a card."""
    found = _found(request, case)
    written = json.dumps([found.csl], ensure_ascii=False, indent=1)
    template = "cite/cite.html" if is_fragment(request) else "cite/page.html"
    return render(request, template, here="cite", citation=found, written=written)


def record(request: Request, case: Case) -> Response:
    """Return the record as a file of CSL-JSON."""
    found = _found(request, case)
    name = _UNSAFE.sub("-", found.key)[:80]
    return Response(
        json.dumps([found.csl], ensure_ascii=False, indent=1).encode("utf-8", "replace"),
        media_type="application/vnd.citationstyles.csl+json",
        headers={"Content-Disposition": f'attachment; filename="{name}.json"'},
    )
