"""Speakers (in work)."""

from __future__ import annotations

from testimonia.finding.drafts import Draft
from testimonia.language.doc import Doc
from testimonia.model import Citation, Mention, Metadata


class Speakers:
    """Resolves the sources of one document to names."""

    def __init__(
        self, doc: Doc, metadata: Metadata, citations: list[Citation], mentions: list[Mention]
    ) -> None:
        self.doc = doc

    def resolve(self, drafts: list[Draft]) -> None:
        """Set speakers."""
