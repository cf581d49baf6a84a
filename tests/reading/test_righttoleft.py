from hypothesis import given
from hypothesis import strategies as st

from testimonia.reading.righttoleft import (
    Glyph,
    Unit,
    balance_brackets,
    plain_forms,
    reading_order,
    to_units,
    words_apart,
)


def seen(text: str, base_rtl: bool = True) -> str:
    """Read a line from its characters as they stand on the page, from left to right."""
    return reading_order([Unit(char, at, at + 1) for at, char in enumerate(text)], base_rtl)


def drawn(*pieces: tuple[str, float, float, float]) -> list[Glyph]:
    """Return glyphs of ten points from text, left, right and origin; characters of a piece share a box."""
    out: list[Glyph] = []
    for text, left, right, x in pieces:
        out += [Glyph(char, left, 0, right, 8, x, 0, 10, len(out) + n) for n, char in enumerate(text)]
    return out


def test_letters_are_turned_round() -> None:
    assert seen("نايب") == "بيان"


def test_a_number_in_a_right_to_left_line_keeps_its_order() -> None:
    assert seen("2019/03/14 يف") == "في 2019/03/14"
    assert seen("%12.5 ةبسنب") == "بنسبة 12.5%"
    assert seen("1,250 ددع") == "عدد 1,250"


def test_signs_belong_to_a_number_in_hebrew() -> None:
    assert seen("12.5% ךרעב") == "בערך 12.5%"


def test_groups_of_figures_with_hyphens_are_turned_round_as_they_are_on_the_page() -> None:
    assert seen("12-2016 خيراتب") == "بتاريخ 2016-12"


def test_foreign_words_keep_their_order() -> None:
    assert seen("نا North Harbour News ةلاكو") == "وكالة North Harbour News ان"


def test_right_to_left_words_in_a_left_to_right_line_are_turned_round() -> None:
    assert seen("the (ةملك نايب) was", base_rtl=False) == "the (بيان كلمة) was"


def test_brackets_are_mirrored_in_a_right_to_left_line() -> None:
    assert seen("(رهظلا دعب) موي") == "يوم (بعد الظهر)"


def test_presentation_forms_become_letters_and_ornaments_stay() -> None:
    assert plain_forms("ﻻ ﷲ ﺑﻴﺎﻥ ﴿ﷺ﴾") == "لا الله بيان ﴿ﷺ﴾"


def test_brackets_beside_arabic_are_balanced() -> None:
    assert balance_brackets("قال )اليوم) إن") == "قال (اليوم) إن"
    assert balance_brackets("قال ((اليوم)) إن") == "قال ((اليوم)) إن"
    assert balance_brackets("a) b") == "a) b"


def test_a_ligature_turned_round_is_turned_back() -> None:
    (unit,) = to_units(drawn(("ال", 0, 5, 0)))
    assert unit.text == "لا"


def test_a_ligature_of_honour_spelt_out_is_written_as_one_again() -> None:
    (unit,) = to_units(drawn(("صلىاللهعليهوسلم", 0, 14, 0)))
    assert unit.text == "ﷺ"


def test_a_mark_joins_the_letter_below_it() -> None:
    units = to_units(drawn(("ب", 0, 8, 0), ("ت", 8, 16, 8), ("\u064e", 3, 5, 2)))
    assert [unit.text for unit in units] == ["ب\u064e", "ت"]


def test_shadda_stands_before_its_vowel() -> None:
    (unit,) = to_units(drawn(("ب", 0, 8, 0), ("\u0650", 3, 5, 1), ("\u0651", 3, 5, 2)))
    assert unit.text == "ب\u0651\u0650"


def test_words_are_told_by_the_gap() -> None:
    units = words_apart([Unit("a", 0, 5), Unit("b", 5.2, 10), Unit("c", 13, 18)], 10)
    assert [unit.text for unit in units] == ["a", "b", " ", "c"]


@given(st.text(max_size=40), st.booleans())
def test_nothing_is_lost_in_turning(text: str, base_rtl: bool) -> None:
    turned = reading_order([Unit(char, at, at + 1) for at, char in enumerate(text)], base_rtl)
    assert len(plain_forms(turned)) >= len(text)


@given(st.text(st.sampled_from("ابج()«»[] 1a"), max_size=40))
def test_balancing_keeps_the_length(text: str) -> None:
    assert len(balance_brackets(text)) == len(text)
