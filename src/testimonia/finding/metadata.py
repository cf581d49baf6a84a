"""Document metadata."""

from __future__ import annotations

from testimonia.language.doc import Doc
from testimonia.model import Document, Metadata, TimeExpression


def find(doc: Doc, document: Document, printed: list[TimeExpression]) -> Metadata:
    """Return what the document says about itself."""
    return Metadata(document=document.id)
