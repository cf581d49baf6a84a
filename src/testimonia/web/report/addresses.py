"""Where the pieces of a report lead: to places of the same page, or nowhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from testimonia.web.addresses import Pairs
from testimonia.web.queries.anchors import anchor


def card_anchor(id: str) -> str:
    """Return the anchor of the card of a reading, or of an actor."""
    return f"card-{anchor(id)}"


def family_key(id: str) -> str:
    """Return what the anchors within a family of passages begin with."""
    return f"f{id.partition(':')[2]}-"


class ReportAddresses:
    """Anchors of what the page holds; no address for what it does not hold."""

    live = False

    def __init__(
        self,
        documents: Mapping[str, str],
        readings: Collection[str],
        views: Collection[str],
        actors: Collection[str] = (),
        families: Collection[str] = (),
    ) -> None:
        self.documents = documents
        self.readings = readings
        self.views = views
        self.actors = actors
        self.families = families

    def document(self, id: str) -> str:
        """Return the text of a document."""
        return f"#{self.documents[id]}" if id in self.documents else ""

    def place(self, document: str, start: int, end: int) -> str:
        """Return nothing: only readings and witnesses have anchors in the texts."""
        return ""

    def reading(self, document: str, id: str, came_from: Pairs | None = None) -> str:
        """Return a reading in its text."""
        return f"#{anchor(id)}" if id in self.readings else ""

    def passage(self, document: str, start: int, end: int) -> str:
        """Return a witness in its text."""
        key = self.documents.get(document)
        return f"#{witness_anchor(key, start, end)}" if key else ""

    def card(self, id: str) -> str:
        """Return the card of a reading."""
        return f"#{card_anchor(id)}" if id in self.readings else ""

    def beside(self, id: str) -> str:
        """Return the card of a reading."""
        return self.card(id)

    def row(self, id: str) -> str:
        """Return the anchor of a line: the reading itself has its own in the text."""
        return f"r-{anchor(id)}"

    def actor(self, id: str, tab: str = "") -> str:
        """Return the line of an actor; it has no tabs here."""
        return f"#{card_anchor(id)}" if id in self.actors and not tab else ""

    def family(self, id: str) -> str:
        """Return the witnesses of a family."""
        return f"#{family_key(id)}" if id in self.families else ""

    def quotation(self, id: str) -> str:
        """Return nothing: a quotation stands in the list with all that is known of it."""
        return ""

    def listed(self, view: str, pairs: Pairs = (), part: str = "") -> str:
        """Return a list; what narrows it is left to the page's filters."""
        return f"#{part or view}" if (part or view) in self.views else ""


def witness_anchor(key: str, start: int, end: int) -> str:
    """Return the anchor of a witness in the text with a key."""
    return f"{key}-p{start}-{end}"
