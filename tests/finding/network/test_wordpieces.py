"""Words as pieces of an inventory."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from testimonia.finding.network.wordpieces import cut

INVENTORY = {
    piece: number
    for number, piece in enumerate(["spokes", "##man", "##men", "un", "##said", "said", "s", "##a"])
}


def test_takes_the_longest_piece_first() -> None:
    assert cut("spokesman", INVENTORY) == [INVENTORY["spokes"], INVENTORY["##man"]]


def test_a_piece_within_a_word_is_not_one_at_its_beginning() -> None:
    assert cut("unsaid", INVENTORY) == [INVENTORY["un"], INVENTORY["##said"]]
    assert cut("man", INVENTORY) == []


def test_capitals_and_accents_make_no_difference() -> None:
    assert cut("SÁID", INVENTORY) == cut("said", INVENTORY) == [INVENTORY["said"]]


@given(st.text())
def test_never_raises(word: str) -> None:
    pieces = cut(word, INVENTORY)
    assert all(0 <= piece < len(INVENTORY) for piece in pieces)
