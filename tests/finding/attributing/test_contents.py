"""The edges of contents."""

from __future__ import annotations

import pytest
from said import said

EDGES = {
    "no complementiser": ("Marit Hale said that the road was open.", "the road was open"),
    "no full stop": ("Marit Hale said the road was open.", "the road was open"),
    "no quotation marks": (
        "Marit Hale said: “The road to the pier is open.”",
        "The road to the pier is open.",
    ),
    "no citation": ("Marit Hale said that the road was open (Reuters, 3 May 2014).", "the road was open"),
    "no comma before the cue": ("The road was open, Marit Hale said.", "The road was open"),
    "the stop of an abbreviation": (
        "Marit Hale said that they came from the U.S.",
        "they came from the U.S.",
    ),
    "no white space": ("Marit Hale said that  the road was open .", "the road was open"),
    "no break": ("Marit Hale said that the road was open\n\nThe guild met.", "the road was open"),
    "brackets inside": (
        "Marit Hale said that the road (and the pier) was open.",
        "the road (and the pier) was open",
    ),
    "a clause of time": (
        "Marit Hale said that the road was open when the guild met.",
        "the road was open when the guild met",
    ),
    "a relative clause": (
        "Marit Hale said that the road which leads to the pier was open.",
        "the road which leads to the pier was open",
    ),
    "a list": (
        "Marit Hale said that the road, the pier and the gate were open.",
        "the road, the pier and the gate were open",
    ),
    "semicolon": ("Marit Hale said that the road was open; the guild met.", "the road was open"),
}


@pytest.mark.parametrize(("text", "content"), EDGES.values(), ids=EDGES)
def test_edges(text: str, content: str) -> None:
    assert said(text)[0].content == content


def test_emoji_and_combining_letters_do_not_move_the_edges() -> None:
    assert said("🙂 Zoe\u0301 Hale said that the road 🛶 was open.")[0].content == "the road 🛶 was open"


def test_arabic_inside_a_content_does_not_move_its_edges() -> None:
    text = "Marit Hale said that the road (الطريق) was open."
    assert said(text)[0].content == "the road (الطريق) was open"
