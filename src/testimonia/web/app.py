"""The application: a case, its views, and what stands guard before them."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Collection
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from testimonia.case import Case, CaseError, open_case
from testimonia.case.settle import is_behind
from testimonia.web.pages import Site, render
from testimonia.web.security import Guard
from testimonia.web.views import routes

STATIC = Path(__file__).parent / "static"


def create_app(
    case_path: str | Path,
    *,
    read_only: bool = False,
    password: str | None = None,
    hosts: Collection[str] = (),
    by: str | None = None,
    settle: Callable[[Case], None] | None = None,
) -> Guard:
    """Return the workbench over a case as an ASGI application.

    ``hosts`` are names it answers to besides those of the machine itself; ``by`` is who decides where no
    password tells; ``settle`` has the case follow decisions about actors (without it they are refused).

    Raises CaseError if the case cannot be opened.
    """
    path = Path(case_path)
    open_case(path).close()  # fails now rather than on the first page; brings an older case up to date
    _catch_up(path, settle)
    site = Site(path, read_only=read_only, by=by or _user(), settle=settle)
    app = Starlette(
        routes=[*routes(), Mount("/static", StaticFiles(directory=STATIC))],
        exception_handlers={HTTPException: _refused, CaseError: _case_fault, Exception: _fault},
    )
    app.state.site = site
    return Guard(app, site, password=password, hosts=hosts)


def _catch_up(path: Path, settle: Callable[[Case], None] | None) -> None:
    """Have the actors follow decisions that an earlier program wrote, but ended before it followed them."""
    with open_case(path) as case:
        behind = is_behind(case.connection)
    if behind and settle is not None and os.access(path, os.W_OK):
        with open_case(path, write=True) as case:
            settle(case)


def warm(app: Guard) -> None:
    """Count what the first pages of a workbench show, so that a large case opens at once."""
    from testimonia.web.queries.ledger import Asked
    from testimonia.web.queries.net import Asked as AskedOfNet
    from testimonia.web.queries.scripture import Asked as AskedOfScripture
    from testimonia.web.queries.time import Asked as AskedOfTime
    from testimonia.web.views import case as overview
    from testimonia.web.views import net, passages, said, scripture, time

    with open_case(app.site.path) as case:
        overview.counted(app.site, case)
        said.counted(app.site, case, Asked())
        time.counted(app.site, case, AskedOfTime())
        time.lanes(app.site, case, AskedOfTime())
        net.drawn(app.site, case, AskedOfNet())
        scripture.counted(app.site, case, AskedOfScripture())
        passages.counted(app.site, case)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title = "Not found" if error.status_code == 404 else "Not possible"
    message = error.detail if error.detail != "Not Found" else "There is no such page in this case."
    return _message(request, title, message, error.status_code)


def _case_fault(request: Request, error: Exception) -> Response:
    remedy = error.remedy if isinstance(error, CaseError) else ""
    return _message(request, "The case cannot be read now", f"{error}. {remedy}", 503)


def _fault(request: Request, error: Exception) -> Response:
    return _message(request, "Something went wrong", "The fault is printed where the program runs.", 500)


def _message(request: Request, title: str, message: str, status: int) -> Response:
    return render(request, "message.html", status=status, title=title, message=message)
