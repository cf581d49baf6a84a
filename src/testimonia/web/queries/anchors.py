"""Anchors of readings on the page of their document; a later run gives the same."""

from __future__ import annotations

# The letter that stands for a layer: ``a0f3a…`` is attribution:0f3a….
LETTERS = {
    "attribution": "a",
    "citation": "c",
    "time": "t",
    "scripture": "s",
    "check": "k",
    "mention": "m",
    "passage": "p",
}


def anchor(id: str) -> str:
    """Return the anchor of a row on the page of its document."""
    layer, _, digits = id.partition(":")
    return LETTERS.get(layer, "x") + digits
