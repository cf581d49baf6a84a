"""Kinds of recycled text: what is told from a copied passage, and by what."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.comparing.reuse import find_passages, gathered
from testimonia.comparing.reuse_kernels import Kernels
from testimonia.comparing.reuse_kernels.constants import NUMBER, TAG
from testimonia.comparing.reuse_kinds import measures
from testimonia.comparing.reuse_search import search
from testimonia.comparing.reuse_words import read_words
from testimonia.comparing.reuse_worn import documents_with, is_worn
from testimonia.model import PassageKind

PLAIN = Kernels(compiled=False)
COMPILED = Kernels(compiled=True)
SYLLABLES = ("ba", "dor", "fen", "gul", "hem", "kir", "lom", "mau", "nist", "pel", "rak", "sov", "tun", "wex")
STATEMENT = (
    "The council of Arvela has decided to close the northern bridge to all traffic until the river falls, "
    "because three pillars were damaged by the flood of last week and the engineers expect further damage."
)


def filler(seed: int, words: int = 60) -> str:
    """Return sentences of invented words that no other text has."""
    rng = random.Random(seed)
    made = ["".join(rng.choice(SYLLABLES) for _ in range(3)) for _ in range(words)]
    return " ".join(f"{word}." if n % 12 == 11 else word for n, word in enumerate(made))


def kinds(texts: list[str], publishers: dict[str, str | None] | None = None) -> list[PassageKind]:
    documents = [(f"d{n}", text) for n, text in enumerate(texts)]
    return [passage.kind for passage in find_passages(documents, publishers=publishers)]


def test_a_copied_statement_is_a_passage() -> None:
    assert kinds([f"{filler(1)} {STATEMENT} {filler(2)}", f"{filler(3)} {STATEMENT} {filler(4)}"]) == [
        "passage"
    ]


def test_what_stands_between_quotation_marks_is_a_quotation() -> None:
    assert kinds([f"{filler(1)} “{STATEMENT}” {filler(2)}", f"{filler(3)} {STATEMENT} {filler(4)}"]) == [
        "quotation"
    ]


FOOT = "Mara Teel writes for the Corm Herald on rivers, bridges and ferries. Write to her at the usual desk."


@pytest.mark.parametrize(
    ("publishers", "kind"),
    [
        ({"d0": "Corm Herald", "d1": "Corm Herald"}, "boilerplate"),
        ({"d0": "Corm Herald", "d1": "Dorn Post"}, "passage"),
        ({"d0": None, "d1": None}, "passage"),
        ({}, "passage"),
    ],
)
def test_the_foot_of_two_texts_of_one_publisher_is_boilerplate(
    publishers: dict[str, str | None], kind: str
) -> None:
    assert kinds([f"{filler(1)}.\n\n{FOOT}", f"{filler(2)}.\n\n{FOOT}"], publishers) == [kind]


def test_the_foot_of_a_copied_text_is_no_boilerplate() -> None:
    texts = [f"{filler(n)}. {STATEMENT} {filler(n + 2)}.\n\n{FOOT}" for n in (1, 2)]
    assert kinds(texts, {"d0": "Corm Herald", "d1": "Corm Herald"}) == ["passage", "passage"]


def test_a_whole_text_of_one_publisher_is_no_boilerplate() -> None:
    texts = [STATEMENT, f"{filler(1)} {filler(2)}.\n\n{STATEMENT}"]
    assert kinds(texts, {"d0": "Corm Herald", "d1": "Corm Herald"}) == ["passage"]


def test_other_numbers_in_one_skeleton_make_a_template() -> None:
    line = "In the district of {} the count ended with {} votes for the list of the harbour, {} for the mill."
    a, b = line.format("Osk", 4102, 3310), line.format("Benno", 977, 1204)
    assert kinds([f"{filler(1)} {a} {filler(2)}", f"{filler(3)} {b} {filler(4)}"]) == ["template"]


def test_what_is_like_most_of_its_family_is_a_template_too() -> None:
    line = "In the district of {} the count ended with {} votes for the list of the harbour, {} for the mill."
    short = "In Tarn the count ended with 88 votes for the list of the harbour and few for the old mill."
    texts = [
        line.format("Osk", 4102, 3310),
        line.format("Benno", 977, 1204),
        line.format("Varo", 12, 640),
        short,
    ]
    found = kinds([f"{filler(2 * n)} {text} {filler(2 * n + 1)}" for n, text in enumerate(texts)])
    assert len(found) >= 5
    assert set(found) == {"template"}


def test_one_changed_number_in_a_copied_text_makes_no_template() -> None:
    other = STATEMENT.replace("three", "4").replace("further", "9 times more")
    assert kinds([f"{filler(1)} {STATEMENT} {filler(2)}", f"{filler(3)} {other} {filler(4)}"]) == ["passage"]


def test_a_name_with_its_titles_is_a_formula() -> None:
    a = "Mara Teel, Secretary of the Northern Bridge Board, Warden of the Harbour Chapel of Saint Odo"
    assert kinds([f"{filler(1)} said {a} {filler(2)}", f"{filler(3)} told {a} {filler(4)}"]) == ["formula"]


@pytest.mark.parametrize(("witnesses", "worn"), [(2, False), (-2, True)])
def test_a_passage_is_worn_if_little_is_left_without_the_phrases_of_other_documents(
    witnesses: int, worn: bool
) -> None:
    """Two documents have every phrase here: more than asked for only if the family counts less than none."""
    short = " ".join(STATEMENT.split()[:24])
    words = read_words([f"{filler(1)} {short} {filler(2)}", f"{filler(3)} {short} {filler(4)}"], PLAIN)
    found, alignments, _ = gathered(search(words, PLAIN), words, PLAIN, 15)
    assert is_worn(found, alignments, words, np.ones(1, bool), np.full(1, witnesses), PLAIN).tolist() == [
        worn
    ]


@settings(deadline=None)
@given(st.lists(st.text("abc ", max_size=30), min_size=1, max_size=6))
def test_documents_with_a_phrase_are_counted_once_and_phrases_do_not_cross_documents(
    texts: list[str],
) -> None:
    words = read_words(texts, PLAIN)
    ids, first = words.ids.tolist(), words.first.tolist()
    holders: dict[tuple[int, ...], set[int]] = defaultdict(set)
    for document, (start, end) in enumerate(pairwise(first)):
        for at in range(start, end - 2):
            holders[tuple(ids[at : at + 3])].add(document)
    places = [at for start, end in pairwise(first) for at in range(start, end - 2)]
    expected = [len(holders[tuple(ids[at : at + 3])]) for at in places]
    for kernels in (PLAIN, COMPILED):
        assert documents_with(np.array(places, np.int64), words, kernels).tolist() == expected


def test_a_text_reworded_past_half_is_parallel() -> None:
    rng, words = random.Random(0), f"{STATEMENT} {FOOT}".split()
    made = [w if rng.random() < 0.5 else rng.choice(SYLLABLES) + rng.choice(SYLLABLES) for w in words]
    texts = [f"{filler(1)} {STATEMENT} {FOOT} {filler(2)}", f"{filler(3)} {' '.join(made)} {filler(4)}"]
    assert kinds(texts) == ["parallel"]


def test_what_agrees_within_markup_only_is_boilerplate() -> None:
    tag = (
        '<post picture="none" author="{}" service="notices of the lower town" kind="remarks for all" at="{}">'
    )
    a = f"{tag.format('varo', 'osk')}The ferry is late</post>"
    b = f"{tag.format('teel', 'corm')}Nobody saw the letter</post>"
    assert kinds([f"{filler(1)} {a} {filler(2)}", f"{filler(3)} {b} {filler(4)}"]) == ["boilerplate"]


def test_words_are_marked_as_numbers_and_as_within_tags() -> None:
    words = read_words(["On <b title=x>3 May</b> 1,200 boats < 4 > 2"], PLAIN)
    text = "On <b title=x>3 May</b> 1,200 boats < 4 > 2"
    marked = {
        text[start:end]: (bool(mark & NUMBER), bool(mark & TAG))
        for start, end, mark in zip(words.starts, words.ends, words.marks, strict=True)
    }
    assert [word for word, (number, _) in marked.items() if number] == ["3", "1,200", "4", "2"]
    assert [word for word, (_, tag) in marked.items() if tag] == ["b", "title", "x"]


@pytest.mark.parametrize("seed", range(4))
def test_plain_and_compiled_kernels_measure_the_same(seed: int) -> None:
    rng = random.Random(seed)
    line = (
        "In the district of {} the count has ended with {} votes for the list of the harbour and {} for Osk."
    )
    lines = [
        line.format(rng.choice(("Osk", "Benno", "Varo")), rng.randrange(99), rng.randrange(9)) for _ in "abcd"
    ]
    texts = [f"{filler(2 * n)} <i class='{text}'>{text}</i> {filler(9 + n)}" for n, text in enumerate(lines)]
    outcomes = []
    for kernels in (PLAIN, COMPILED):
        words = read_words(texts, kernels)
        found, alignments, _ = gathered(search(words, kernels), words, kernels, 15)
        outcomes.append([column.tolist() for column in measures(found, alignments, words, kernels)])
    assert outcomes[0] == outcomes[1]
    assert sum(map(sum, outcomes[0])) > 0
