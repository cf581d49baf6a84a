"""Sentences within paragraphs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.language.doc import Doc
from testimonia.language.sentences import find_sentences

PIECES = st.sampled_from(
    [
        "The road",
        "open",
        "Dr.",
        "U.S.",
        ".",
        "!",
        "?",
        "…",
        "”",
        "“",
        ")",
        " ",
        "\n",
        "؟",
        "Is it",
        "5.3",
        "مفتوح",
        "🙂",
    ]
)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in find_sentences(text, [(0, len(text))])]


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(["The road is open.", "The pier is not."], id="full stop"),
        pytest.param(["Is it open?", "It is!", "Good…", "Very good."], id="other marks"),
        pytest.param(["“It is open.”", "The guild agreed."], id="the closing mark belongs to its sentence"),
        pytest.param(["It is open (or so they say.)", "The guild agreed."], id="the closing bracket too"),
        pytest.param(["Dr. Hale met Mr. Varo at St. Olaf's.", "They left."], id="titles end none"),
        pytest.param(["J. Varo came.", "He left."], id="initials end none"),
        pytest.param(["It costs 5.30 a day.", "Who pays?"], id="a number ends none"),
        pytest.param(["They met on 3 Jan. 2014 at dawn.", "They left."], id="months end none"),
        pytest.param(["He came at 5 p.m. and left."], id="small letters go on"),
        pytest.param(["هل الطريق مفتوح؟", "نعم."], id="Arabic question mark"),
        pytest.param(["No stop at the end"], id="no stop"),
        pytest.param(["He said: “It is open.”", "“It is not,” she said."], id="two quotations"),
    ],
)
def test_sentences(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_sentences_end_with_their_paragraph() -> None:
    doc = Doc("A heading without a stop\n\nThe road is open.")
    assert [doc.cut(span) for span in doc.sentences] == ["A heading without a stop", "The road is open."]


@given(st.lists(PIECES, max_size=40).map("".join))
def test_sentences_are_in_order_disjoint_and_without_outer_white_space(text: str) -> None:
    doc = Doc(text)
    assert all(left[1] <= right[0] for left, right in pairwise(doc.sentences))
    assert all(doc.cut(span) == doc.cut(span).strip() != "" for span in doc.sentences)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_sentences_lose_nothing_but_white_space(text: str) -> None:
    doc = Doc(text)
    assert "".join("".join(doc.cut(span).split()) for span in doc.sentences) == "".join(text.split())


@given(st.lists(PIECES, max_size=40).map("".join))
def test_each_sentence_lies_in_one_paragraph(text: str) -> None:
    doc = Doc(text)
    for start, end in doc.sentences:
        paragraph = doc.paragraph_at(start)
        assert paragraph is not None and start >= paragraph.start and end <= paragraph.end
