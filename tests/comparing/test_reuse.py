"""Recycled passages: what is found, where it begins and ends, and what is left out."""

from __future__ import annotations

import random

import pytest

from testimonia.comparing import reuse
from testimonia.comparing.reuse import MissingExtra, find_passages
from testimonia.model import Place

STATEMENT = (
    "The council of Arvela has decided to close the northern bridge to all traffic until the river falls, "
    "because three pillars were damaged by the flood of last week and the engineers expect further damage."
)
OTHER = (
    "Markets in the harbour opened late on Thursday, and fishermen complained that nobody had told them "
    "about the new fees which the governor announced in a short speech to merchants."
)
THIRD = (
    "Schools remain shut in Benno, where teachers asked for blankets, while a convoy with flour, salt and "
    "medicine was held at the customs house for want of a stamp."
)


def cut(documents: list[tuple[str, str]], place: Place) -> str:
    texts = dict(documents)
    return texts[place.document][place.start : place.end]


def test_a_sentence_copied_between_two_documents_is_found_to_the_word() -> None:
    documents = [("a", f"{OTHER} {STATEMENT}"), ("b", f"{STATEMENT} {THIRD}")]
    (passage,) = find_passages(documents)
    assert cut(documents, passage.a) == cut(documents, passage.b) == STATEMENT.rstrip(".")
    assert passage.variants == ()


def test_documents_without_common_text_share_nothing() -> None:
    assert find_passages([("a", STATEMENT), ("b", OTHER), ("c", THIRD)]) == []


def test_a_passage_repeated_within_one_document_is_found() -> None:
    documents = [("a", f"{STATEMENT}\n\n{OTHER}\n\n{STATEMENT}")]
    (passage,) = find_passages(documents)
    assert passage.a.document == passage.b.document == "a"
    assert passage.a.end < passage.b.start


def test_the_order_of_the_documents_does_not_matter() -> None:
    documents = [("b", f"{OTHER} {STATEMENT}"), ("a", f"{STATEMENT} {THIRD}"), ("c", f"{THIRD} {OTHER}")]
    expected = find_passages(documents)
    for seed in range(3):
        random.Random(seed).shuffle(documents)
        assert find_passages(documents) == expected


def test_shorter_passages_than_asked_for_are_left_out() -> None:
    documents = [("a", f"{OTHER} {STATEMENT}"), ("b", f"{STATEMENT} {THIRD}")]
    assert find_passages(documents, minimum_words=60) == []


def test_without_numpy_the_install_line_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reuse, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"pip install \"testimonia\[reuse\]\""):
        find_passages([("a", STATEMENT)])


def test_the_same_place_is_not_reported_twice() -> None:
    documents = [("a", f"{STATEMENT} {OTHER} {STATEMENT} {THIRD} {STATEMENT}")]
    found = [(p.a.start, p.a.end, p.b.start, p.b.end) for p in find_passages(documents)]
    assert len(found) == len(set(found)) == 3


def test_a_dateline_beyond_a_foreign_block_is_not_drawn_into_the_passage() -> None:
    dateline = "28 November 2031 CE"
    documents = [("a", f"{STATEMENT}\n\n{dateline}"), ("b", f"{STATEMENT} {OTHER} {THIRD}\n\n{dateline}")]
    (passage,) = find_passages(documents)
    assert cut(documents, passage.a) == cut(documents, passage.b) == STATEMENT.rstrip(".")
