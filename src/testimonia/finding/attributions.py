"""Attributions."""

from __future__ import annotations

from testimonia.language.doc import Doc
from testimonia.model import Attribution, Citation, Mention, Metadata, Scripture


def find(
    doc: Doc,
    metadata: Metadata,
    citations: list[Citation],
    scripture: list[Scripture],
    mentions: list[Mention],
) -> list[Attribution]:
    """Return every attribution of a document, parents before children."""
    return []
