"""A text that is at hand as a document, without a file."""

from __future__ import annotations

import hashlib

from testimonia.model import Document, document_id


def document_of(name: str, text: str) -> Document:
    """Return a text under a name as a document; it is taken as it stands."""
    raw = text.encode("utf-8", "surrogatepass")
    return Document(
        id=document_id(text),
        name=name,
        path=name,
        text=text,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        raw_bytes=len(raw),
        media_type="text/plain",
        extractor="none",
        extractor_version="0",
        encoding="utf-8",
    )
