"""The table of cues."""

from __future__ import annotations

import pytest
from said import said

from testimonia.finding.attributing.cues import CUE_NOUNS, NOUN_LIKE, cue_forms, verb_forms
from testimonia.tables import read_table

CLASSES = {"speech", "demand", "judgement", "attitude", "evidence", "cite"}
FRAMES = frozenset(
    (
        "that zero quote np to wh np-as after having on for of against over with from-that on-to to-to "
        "person-that person-zero person-wh person-to out-that out-to out-np "
    ).split()
)


@pytest.mark.parametrize(
    ("form", "lemma", "name"),
    [
        ("said", "say", "past"),
        ("says", "say", "present"),
        ("saying", "say", "gerund"),
        ("say", "say", "base"),
        ("told", "tell", "past"),
        ("denied", "deny", "past"),
        ("denies", "deny", "present"),
        ("wrote", "write", "past"),
        ("written", "write", "participle"),
        ("admitted", "admit", "past"),
        ("stressing", "stress", "gerund"),
    ],
)
def test_forms_of_cues(form: str, lemma: str, name: str) -> None:
    cue, found = cue_forms()[form]
    assert (cue.lemma, found) == (lemma, name)


def test_every_cue_has_a_class_and_frames() -> None:
    for row in read_table("cues.tsv"):
        assert row["class"] in CLASSES, row
        assert row["frames"].split(), row


def test_every_example_holds_a_form_of_its_cue() -> None:
    for row in read_table("cues.tsv"):
        forms = {form for form, (cue, _) in cue_forms().items() if cue.lemma == row["lemma"]}
        words = set(row["example"].lower().replace(",", " ").replace(".", " ").replace(":", " ").split())
        assert words & forms, row


def test_cues_are_verbs() -> None:
    assert set(cue_forms()) <= set(verb_forms())


def test_nouns_are_in_small_letters() -> None:
    assert all(noun == noun.lower() for noun in (*CUE_NOUNS, *NOUN_LIKE))


# A speech verb in all its forms

FORMS = {
    "present": ("Marit Hale claims that the road was open.", "claims"),
    "past": ("Marit Hale claimed that the road was open.", "claimed"),
    "perfect": ("Marit Hale has claimed that the road was open.", "has claimed"),
    "pluperfect": ("Marit Hale had claimed that the road was open.", "had claimed"),
    "future": ("Marit Hale will claim that the road was open.", "will claim"),
    "conditional": ("Marit Hale would claim that the road was open.", "would claim"),
    "progressive": ("Marit Hale is claiming that the road was open.", "is claiming"),
    "emphatic": ("Marit Hale did claim that the road was open.", "did claim"),
}


@pytest.mark.parametrize(("text", "cue"), FORMS.values(), ids=FORMS)
def test_a_speech_verb_in_all_its_forms(text: str, cue: str) -> None:
    [row] = said(text)
    assert (row.content, row.cue, row.source) == ("the road was open", cue, "Marit Hale")


def test_examples_are_read() -> None:
    """Of the examples beside the cues, at least nine in ten give a reading with their cue."""
    rows = list(read_table("cues.tsv"))
    read = 0
    for row in rows:
        forms = {form for form, (cue, _) in cue_forms().items() if cue.lemma == row["lemma"]}
        cues = {word for found in said(row["example"]) for word in found.cue.lower().split()}
        read += bool(cues & forms)
    assert read >= 0.9 * len(rows)
