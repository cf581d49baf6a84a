"""Mentions of actors and places."""

from __future__ import annotations

from testimonia.language.doc import Doc
from testimonia.model import Citation, Mention, TimeExpression


def find(doc: Doc, citations: list[Citation], times: list[TimeExpression]) -> list[Mention]:
    """Return every mention of an actor or a place."""
    return []
