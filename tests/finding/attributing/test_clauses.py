"""Clauses: subjects and verb groups."""

from __future__ import annotations

import pytest

from testimonia.finding.attributing.clauses import Clauses, is_adverb, is_mark
from testimonia.language.doc import Doc


def subject(text: str, verb: str) -> str | None:
    """The subject of a verb, looked for from the beginning of the text."""
    doc = Doc(text)
    clauses = Clauses(doc, frozenset(), frozenset())
    found = clauses.subject(0, clauses.group_start(0, doc.words.index(verb)))
    return doc.cut((doc.tokens[found[0]][0], doc.tokens[found[1] - 1][1])) if found else None


def group(text: str, verb: str) -> str:
    doc = Doc(text)
    at = doc.words.index(verb)
    start = Clauses(doc, frozenset(), frozenset()).group_start(0, at)
    return doc.cut((doc.tokens[start][0], doc.tokens[at][1]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hale said that it was late.", "Hale"),
        ("He said that it was late.", "He"),
        ("The old harbour guild said that it was late.", "The old harbour guild"),
        ("The head of the guild said that it was late.", "The head of the guild"),
        ("On Friday the guild said that it was late.", "the guild"),
        ("The guild has said that it was late.", "The guild"),
        ("Two men from the pier said that it was late.", "Two men from the pier"),
        ("When the boats came, the guild said that it was late.", "the guild"),
    ],
)
def test_the_subject_of_a_verb(text: str, found: str) -> None:
    assert subject(text, "said") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hale said so.", "said"),
        ("Hale has said so.", "has said"),
        ("Hale would not have said so.", "would not have said"),
        ("Hale had already said so.", "had already said"),
    ],
)
def test_the_verb_group(text: str, found: str) -> None:
    assert group(text, "said") == found


def test_adverbs_and_marks() -> None:
    assert is_adverb("quickly") and not is_adverb("harbour")
    assert is_mark(",") and not is_mark("harbour")
