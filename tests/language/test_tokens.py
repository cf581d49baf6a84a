"""Tokens: words, numbers and single marks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.language.tokens import find_tokens

PIECES = st.sampled_from(
    [*"ab1_-'’“”.,; \n\t\u00a0\u200f\u202b🙂ب﴿", "''", "``", "\u064e", "e\u0301", "word "]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join))


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in find_tokens(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        (" \n\t", []),
        ("The road is open.", ["The", "road", "is", "open", "."]),
        ("Varo's boat", ["Varo", "'", "s", "boat"]),
        ("Kaldvik-Press", ["Kaldvik", "-", "Press"]),
        ("on17/10/2016", ["on17", "/", "10", "/", "2016"]),
        ("``open''", ["``", "open", "''"]),
        ("“open”", ["“", "open", "”"]),
        ("الطَّرِيقُ مفتوح", ["الطَّرِيقُ", "مفتوح"]),
        ("cafe\u0301 noir", ["cafe\u0301", "noir"]),
        ("road🙂pier", ["road", "🙂", "pier"]),
        ("snake_case", ["snake", "_", "case"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert words(text) == tokens


@given(TEXTS)
def test_tokens_cover_everything_but_white_space(text: str) -> None:
    covered = {at for start, end in find_tokens(text) for at in range(start, end)}
    assert covered == {at for at, letter in enumerate(text) if not letter.isspace()}


@given(TEXTS)
def test_tokens_are_in_order_and_disjoint(text: str) -> None:
    spans = find_tokens(text)
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
