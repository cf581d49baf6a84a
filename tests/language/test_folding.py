"""One plain form for the many spellings of the same letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.language.folding import fold, fold_with_offsets


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("الشَّامُ", "الشام"),
        ("النَّصْــر", "النصر"),
        ("أحمد إلى آخر ٱلله", "احمد الي اخر الله"),
        ("على", "علي"),
        ("مدينة", "مدينه"),
        ("ﻻ إله", "لا اله"),
        ("٣٠/١١/۲۰۱۶", "30/11/2016"),
        ("Yıldırım Erdoğan İZMİR", "yildirim erdogan izmir"),
        ("Zürich STRASSE straße", "zurich strasse strasse"),
        ("“free” ‘world’ «now»", '"free" \'world\' "now"'),
        ("a\u00a0b\u200fc—d", "a bc-d"),
        ("ﷺ", ""),
    ],
)
def test_spellings_of_one_word_fold_to_one_form(written: str, plain: str) -> None:
    assert fold(written) == plain


@given(st.text(), st.text())
def test_folding_goes_character_by_character(a: str, b: str) -> None:
    assert fold(a + b) == fold(a) + fold(b)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    for at, character in enumerate(folded):
        assert character in fold(text[offsets[at]])
