"""Scripture."""

from __future__ import annotations

from testimonia.language.doc import Doc
from testimonia.model import Scripture


def find(doc: Doc) -> list[Scripture]:
    """Return every quotation of scripture."""
    return []
