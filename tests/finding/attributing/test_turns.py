"""Turns of a transcript."""

from __future__ import annotations

from said import said

from testimonia.finding.attributing.turns import find_turns
from testimonia.language.doc import Doc

TALK = "MR HALE: The road is open.\nMS VARO: Who opened it?\nMR HALE: The guild did, at dawn.\n"


def labels(text: str) -> list[str]:
    return [turn.label for turn in find_turns(Doc(text))]


def test_a_turn_lasts_to_the_next_label() -> None:
    doc = Doc("MR HALE: The road is open.\nAnd safe.\nMS VARO: Who says so?\nMR HALE: The guild.")
    assert [doc.cut(turn.span) for turn in find_turns(doc)] == [
        "The road is open.\nAnd safe.",
        "Who says so?",
        "The guild.",
    ]


def test_labels_that_recur_make_a_transcript() -> None:
    assert labels(TALK) == ["MR HALE", "MS VARO", "MR HALE"]


def test_one_label_makes_none() -> None:
    assert labels("Marit Hale: The road is open.\nThe boats sailed at dawn.") == []


def test_labels_of_a_form_are_no_speakers() -> None:
    assert labels("Date: 3 May\nPlace: Kaldvik\nSubject: The road\nDate: 4 May") == []


def test_a_nameless_questioner_of_a_named_speaker() -> None:
    turns = find_turns(
        Doc("QUESTION: Is the road open?\nMR HALE: It is.\nQUESTION: Since when?\nMR HALE: Friday.")
    )
    assert [(turn.label, turn.nameless) for turn in turns] == [
        ("QUESTION", True),
        ("MR HALE", False),
        ("QUESTION", True),
        ("MR HALE", False),
    ]


def test_a_turn_is_direct_speech_of_its_label() -> None:
    rows = [row for row in said(TALK) if row.under is None]
    assert [(row.content, row.cue, row.source, row.kind) for row in rows] == [
        ("The road is open.", "", "MR HALE", "direct"),
        ("Who opened it?", "", "MS VARO", "direct"),
        ("The guild did, at dawn.", "", "MR HALE", "direct"),
    ]
    assert rows[0].speaker == rows[2].speaker != rows[1].speaker


def test_a_report_inside_a_turn_is_its_child() -> None:
    text = (
        "MR HALE: Anna Brel said that the road was open.\nMS VARO: Who opened it?\n"
        "MR HALE: The guild did, at dawn."
    )
    inner = [row for row in said(text) if row.cue == "said"]
    assert [(row.content, row.speaker) for row in inner] == [("the road was open", "Anna Brel")]
    assert inner[0].under is not None and "hale" in inner[0].under.lower()
