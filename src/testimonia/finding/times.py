"""Time expressions."""

from __future__ import annotations

from testimonia.language.doc import Doc
from testimonia.model import Citation, Metadata, TimeExpression


def find_printed(doc: Doc) -> list[TimeExpression]:
    """Return the absolute dates that are printed in full, in the document's own order of day and month."""
    return []


def find(
    doc: Doc, printed: list[TimeExpression], metadata: Metadata, citations: list[Citation]
) -> list[TimeExpression]:
    """Return every time expression of a document, ``printed`` among them, resolved."""
    return list(printed)
