"""What every view stands on: the case for one request, and a template for the answer."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from testimonia.case import Case, open_case
from testimonia.web.addresses import WorkbenchAddresses
from testimonia.web.cache import Cache
from testimonia.web.templating import environment

MOST_FIELDS = 1_000
Page = Callable[[Request, Case], Response]
Post = Callable[[Request, "Form"], Response]


@dataclass
class Site:
    """What all requests share: which case, who decides, the secret that forms carry."""

    path: Path
    read_only: bool
    by: str
    settle: Callable[[Case], None] | None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    cache: Cache = field(default_factory=Cache)


@dataclass(frozen=True)
class Form:
    """The fields of a form that was sent; a field may stand several times."""

    fields: dict[str, list[str]]

    def one(self, name: str, default: str = "") -> str:
        """Return the first value of a field."""
        return self.fields.get(name, [default])[0]

    def all(self, name: str) -> list[str]:
        """Return all values of a field."""
        return self.fields.get(name, [])


def site_of(request: Request) -> Site:
    """Return what all requests share."""
    site: Site = request.app.state.site
    return site


def decider(request: Request) -> str:
    """Return the name that decisions of this request are written under."""
    return str(request.scope.get("testimonia.user") or site_of(request).by)


def page(path: str, view: Page, name: str | None = None) -> Route:
    """Return the route of a page: ``view`` gets the request and the case, opened for it alone."""

    def endpoint(request: Request) -> Response:
        with open_case(site_of(request).path) as case:
            return view(request, case)

    return Route(path, endpoint, methods=["GET"], name=name)


def post(path: str, view: Post, name: str | None = None) -> Route:
    """Return the route of a form that writes. The guard has checked where it comes from."""

    async def endpoint(request: Request) -> Response:
        body = (await request.body()).decode("utf-8", "replace")
        try:
            fields = parse_qs(body, keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError as error:
            raise HTTPException(400, "The form has too many fields.") from error
        return await run_in_threadpool(view, request, Form(fields))

    handler: Callable[[Request], Awaitable[Response]] = endpoint
    return Route(path, handler, methods=["POST"], name=name)


def is_fragment(request: Request) -> bool:
    """Tell whether a part of a page is asked for, not a page (htmx asks so)."""
    return (
        request.headers.get("hx-request") == "true"
        and request.headers.get("hx-history-restore-request") != "true"
    )


def whole(request: Request, name: str, default: int = 0, *, most: int = 2**53) -> int:
    """Return a whole number from the address; what is none counts as not given."""
    text = request.query_params.get(name, "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 18 else default


_TEMPLATES = environment()
_ADDRESSES = WorkbenchAddresses()


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page made from a template.

    Every template has ``request``, ``site``, ``token``, ``navigation``, ``here`` (the key of the view),
    ``fragment`` and ``to`` (see :mod:`.addresses`).
    """
    from testimonia.web.views import VIEWS

    site = site_of(request)
    values = {
        "here": "",
        "fragment": is_fragment(request),
        "navigation": VIEWS,
        "has": frozenset(view.key for view in VIEWS),
        "request": request,
        "site": site,
        "token": site.token,
        "to": _ADDRESSES,
    } | values
    html = _TEMPLATES.get_template(template).render(values)
    return HTMLResponse(html.encode("utf-8", "replace"), status_code=status)
