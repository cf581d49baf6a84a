"""Where the pieces of a page lead. The workbench and the report draw the same pieces and lead elsewhere.

Templates have the addresses as ``to``. An empty address says that there is no such place: then words stand
where a link would be.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from testimonia.web.queries.anchors import anchor
from testimonia.web.shown import doc_url, path, query

Pairs = Sequence[tuple[str, str]]


class Addresses(Protocol):
    """What a page has to know of where its pieces lead; ``live`` where a program answers behind it."""

    live: bool

    def document(self, id: str) -> str:
        """Return where a document is read."""

    def place(self, document: str, start: int, end: int) -> str:
        """Return where a stretch of a document (code points) is marked."""

    def reading(self, document: str, id: str, came_from: Pairs | None = None) -> str:
        """Return where a reading is marked in its document, with its card beside it."""

    def passage(self, document: str, start: int, end: int) -> str:
        """Return where a witness of a recycled passage is marked."""

    def card(self, id: str) -> str:
        """Return where the card of a reading is."""

    def beside(self, id: str) -> str:
        """Return where the card of a reading is, seen from its own document."""

    def row(self, id: str) -> str:
        """Return the id that the line of a reading has in its list."""

    def actor(self, id: str, tab: str = "") -> str:
        """Return where an actor is shown."""

    def family(self, id: str) -> str:
        """Return where a family of passages is shown."""

    def quotation(self, id: str) -> str:
        """Return where a quotation of scripture is shown."""

    def listed(self, view: str, pairs: Pairs = (), part: str = "") -> str:
        """Return where a list is, narrowed to the pairs of an address."""


class WorkbenchAddresses:
    """Addresses of the pages of the workbench."""

    live = True

    def document(self, id: str) -> str:
        """Return the page of a document."""
        return doc_url(id)

    def place(self, document: str, start: int, end: int) -> str:
        """Return the page of a document with a stretch of it marked."""
        return f"{doc_url(document)}?c={start}-{end}#c"

    def reading(self, document: str, id: str, came_from: Pairs | None = None) -> str:
        """Return the page of a document at a reading, with its card; ``came_from`` is the list before it."""
        pairs = [("card", id)] if came_from is None else [("card", id), ("in", query(came_from))]
        return f"{doc_url(document)}?{query(pairs)}#{anchor(id)}"

    def passage(self, document: str, start: int, end: int) -> str:
        """Return the page of a document with a witness marked."""
        return self.place(document, start, end)

    def card(self, id: str) -> str:
        """Return the page of a card."""
        return f"/card/{path(id)}"

    def beside(self, id: str) -> str:
        """Return the page of the document that is read, with the card beside it."""
        return f"?{query([('card', id)])}#{anchor(id)}"

    def row(self, id: str) -> str:
        """Return the anchor of a reading: nothing else on a list's page has it."""
        return anchor(id)

    def actor(self, id: str, tab: str = "") -> str:
        """Return the page of an actor, or one of its tabs."""
        return f"/a/{path(id)}{f'?tab={tab}' if tab else ''}"

    def family(self, id: str) -> str:
        """Return the page of a family of passages."""
        return f"/p/{path(id)}"

    def quotation(self, id: str) -> str:
        """Return the page of a quotation of scripture."""
        return f"/s/{path(id.partition(':')[2])}"

    def listed(self, view: str, pairs: Pairs = (), part: str = "") -> str:
        """Return the page of a list; ``part`` is a place on it."""
        place = {"case": "/", "scripture": "/s"}.get(view, f"/{view}")
        return place + (f"?{query(pairs)}" if pairs else "") + (f"#{part}" if part else "")
