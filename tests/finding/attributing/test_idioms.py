"""Reports whose cue is several words, an adverb of hearsay, or a noun with its owner behind it."""

from __future__ import annotations

import pytest
from said import said

REPORTS = {
    "made it clear": ("Marit Hale made it clear the pier was shut.", "the pier was shut", "Marit Hale"),
    "made clear on a day": (
        "Marit Hale made clear on Friday that the pier was shut.",
        "the pier was shut",
        "Marit Hale",
    ),
    "let slip to somebody": (
        "Marit Hale let slip to a friend of ours that the chest was empty.",
        "the chest was empty",
        "Marit Hale",
    ),
    "put it to somebody": (
        "Marit Hale put it to Mr Varo that neither letter had come.",
        "neither letter had come",
        "Marit Hale",
    ),
    "shot back": ("Marit Hale shot back that it had warned him.", "it had warned him", "Marit Hale"),
    "hold the view": (
        "Marit Hale holds the view that an inquiry should come first.",
        "an inquiry should come first",
        "Marit Hale",
    ),
    "reportedly": (
        "The boats are late. Reportedly, two ships have turned round.",
        "two ships have turned round",
        "unspecified",
    ),
    "it is said": ("First, it is said the old pier is weak.", "the old pier is weak", "unspecified"),
    "a noun and its owner": (
        "What of the allegation by Marit Hale that the pier was sold?",
        "the pier was sold",
        "Marit Hale",
    ),
    "a noun, carried by an outlet": (
        "The council has denied a report, first aired by Radio Kestrel, that it had sold the pier.",
        "it had sold the pier",
        "Radio Kestrel",
    ),
    "an adverbial of a season": (
        "Marit Hale concluded last autumn that the pier was safe.",
        "the pier was safe",
        "Marit Hale",
    ),
    "an adverbial of manner": (
        "Marit Hale condemns in the strongest terms the raid on the pier.",
        "the raid on the pier",
        "Marit Hale",
    ),
    "an adverbial of place": (
        "Marit Hale admitted in a footnote that traffic had fallen.",
        "traffic had fallen",
        "Marit Hale",
    ),
    "an adverbial with a day": (
        "Marit Hale announced on the morning of 3 November the fall of the town.",
        "the fall of the town",
        "Marit Hale",
    ),
    "once more": (
        "Marit Hale once more calls on all crews to hand over their boats.",
        "all crews to hand over their boats",
        "Marit Hale",
    ),
}


@pytest.mark.parametrize(("text", "content", "speaker"), REPORTS.values(), ids=REPORTS)
def test_report_is_read(text: str, content: str, speaker: str) -> None:
    assert [row.speaker for row in said(text) if row.content.rstrip(".?") == content] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Marit Hale made the pier that the town wanted.",
        "Let the pier be closed.",
        "Marit Hale took the view from the pier.",
        "The boats are reportedly late.",
        "If the mayor said that pigs could fly, the clerk would draw up a timetable.",
        "The report of the office that stands on the pier was lost.",
    ],
)
def test_words_of_an_idiom_alone_report_nothing(text: str) -> None:
    assert said(text) == []
