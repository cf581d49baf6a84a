"""Inflected forms of English verbs."""

from __future__ import annotations

import re

import pytest

from testimonia.language.inflection import inflect
from testimonia.tables import read_table


@pytest.mark.parametrize(
    ("lemma", "irregular", "present", "past", "gerund"),
    [
        ("claim", "", "claims", "claimed", "claiming"),
        ("note", "", "notes", "noted", "noting"),
        ("deny", "", "denies", "denied", "denying"),
        ("convey", "", "conveys", "conveyed", "conveying"),
        ("stop", "", "stops", "stopped", "stopping"),
        ("admit", "", "admits", "admitted", "admitting"),
        ("refer", "", "refers", "referred", "referring"),
        ("stress", "", "stresses", "stressed", "stressing"),
        ("publish", "", "publishes", "published", "publishing"),
        ("agree", "", "agrees", "agreed", "agreeing"),
        ("vow", "", "vows", "vowed", "vowing"),
        ("fix", "", "fixes", "fixed", "fixing"),
        ("lie", "", "lies", "lied", "lying"),
        ("visit", "", "visits", "visited", "visiting"),
        ("open", "", "opens", "opened", "opening"),
        ("say", "said", "says", "said", "saying"),
        ("write", "wrote/written", "writes", "wrote", "writing"),
        ("undergo", "underwent/undergone", "undergoes", "underwent", "undergoing"),
        ("swear", "swore/sworn", "swears", "swore", "swearing"),
        ("forecast", "forecast", "forecasts", "forecast", "forecasting"),
    ],
)
def test_the_forms_of_a_verb(lemma: str, irregular: str, present: str, past: str, gerund: str) -> None:
    forms = inflect(lemma, irregular)
    assert (forms[present], forms[past], forms[gerund]) == ("present", "past", "gerund")
    assert lemma in forms


def test_a_participle_of_its_own() -> None:
    assert inflect("write", "wrote/written")["written"] == "participle"


def test_a_participle_like_the_past_is_called_past() -> None:
    assert "participle" not in inflect("claim").values()


@pytest.mark.parametrize(
    ("lemma", "forms"), [("label", ("labelled", "labeled")), ("signal", ("signalled", "signaled"))]
)
def test_both_spellings_of_a_doubled_l(lemma: str, forms: tuple[str, str]) -> None:
    assert all(form in inflect(lemma) for form in forms)


ODD = re.compile(r"[^aeiou]yed$|eeed$|[^eoyb]eing$|(.)\1\1")


def test_no_verb_of_the_tables_gets_an_odd_form() -> None:
    for table in ("cues.tsv", "verbs.tsv"):
        for row in read_table(table):
            odd = [form for form in inflect(row["lemma"], row["forms"]) if ODD.search(form)]
            assert odd == [], row["lemma"]


def test_all_forms_are_words_in_small_letters() -> None:
    for table in ("cues.tsv", "verbs.tsv"):
        for row in read_table(table):
            assert all(re.fullmatch("[a-z]+", form) for form in inflect(row["lemma"], row["forms"]))
