"""Chains (in work)."""

from __future__ import annotations

from testimonia.finding.drafts import Draft
from testimonia.language.doc import Doc
from testimonia.model import Citation


def nest(doc: Doc, drafts: list[Draft]) -> None:
    """Set parents."""


def trace_outlets(doc: Doc, drafts: list[Draft], citations: list[Citation]) -> None:
    """Set outlets."""
