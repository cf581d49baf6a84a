"""The views, one module each. To add one: write its module with ``routes()``, and give it its line here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the report, which asks nothing of a server, uses what the views draw
    from starlette.routing import BaseRoute


class View(NamedTuple):
    """A view in the navigation: key (also the module's name), label, address, and what it shows."""

    key: str
    label: str
    path: str
    about: str


# In the order of the navigation.
VIEWS: tuple[View, ...] = (
    View("case", "Case", "/", "What is in the case, and what needs attention"),
    View("said", "Said", "/said", "Who said what, through whom, when"),
    View("time", "Timeline", "/time", "When it was said, reported, published, or happened"),
    View("actors", "Actors", "/actors", "Who is named, what each is called, says, is said to be"),
    View("passages", "Passages", "/passages", "Texts that recur, witnesses side by side"),
    View("scripture", "Scripture", "/s", "What was quoted of scripture, beside the reference text"),
    View("checks", "Checks", "/checks", "What to look at before relying on it"),
    View("review", "Review", "/review", "Readings to decide about, and the log of decisions"),
    View("net", "Network", "/net", "Who reports whom, who speaks of whom"),
    View("method", "Method", "/method", "How the case was made, its limits, and every export"),
)

# Modules that have pages, but no place in the navigation.
BEHIND = ("reader", "card", "cite", "review_second")


def routes() -> list[BaseRoute]:
    """Return the routes of all views."""
    out: list[BaseRoute] = []
    for key in (*(view.key for view in VIEWS), *BEHIND):
        out += import_module(f"{__name__}.{key}").routes()
    return out
