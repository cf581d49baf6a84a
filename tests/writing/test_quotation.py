"""A quotation of scripture beside its reference text, as HTML."""

from __future__ import annotations

import pytest

from testimonia.model import Difference, Scripture
from testimonia.writing.quotation import beside, direction

TEXT = "قل خيرا منه"


def record(**fields: object) -> Scripture:
    given = {
        "id": "s",
        "document": "d",
        "span": (0, 11),
        "work": "quran",
        "language": "ar",
        "verdict": "corrupted",
        "text_name": "a text",
        "differences": (Difference(kind="wording", span=(3, 7), found="خيرا", expected="حقا"),),
        "before": "أول",
    }
    return Scripture(**(given | fields))  # type: ignore[arg-type]


def test_both_sides_mark_what_differs_and_run_from_right_to_left() -> None:
    page = beside(TEXT, record(), "CC BY 4.0")
    assert 'قل <mark class="d-wording" title="wording">خيرا</mark> منه' in page
    assert page.count('dir="rtl"') == 2
    assert '<mark class="d-wording" title="wording">حقا</mark>' in page
    assert '<span class="unquoted">أول</span>' in page
    assert '<p class="notice">a text: CC BY 4.0</p>' in page


def test_where_words_were_lost_the_quotation_has_a_gap() -> None:
    lost = Difference(kind="negation_lost", span=(3, 3), found="", expected="لا")
    page = beside(TEXT, record(differences=(lost,)))
    assert '<mark class="d-negation_lost gap" title="negation lost: nothing quoted here">…</mark>' in page
    assert '<mark class="d-negation_lost" title="negation lost">لا</mark>' in page


def test_without_a_text_the_quotation_stands_alone() -> None:
    page = beside(TEXT, record(text_name=None, differences=(), before="", verdict="unverified"))
    assert page == '<div class="scripture"><p class="quoted" lang="ar" dir="rtl">قل خيرا منه</p></div>'


def test_a_repair_is_suggested_beside_the_quotation() -> None:
    assert "<bdi>قل حقا منه</bdi>" in beside(TEXT, record(repair="قل حقا منه"))


def test_what_is_quoted_is_escaped() -> None:
    text = "<b>&"
    page = beside(text, record(span=(0, 4), language="en", differences=(), before="<i>"))
    assert "&lt;b&gt;&amp;" in page
    assert "&lt;i&gt;" in page
    assert "<b>" not in page


@pytest.mark.parametrize(("language", "expected"), [("ar", "rtl"), ("en", "ltr"), ("he", "rtl")])
def test_the_direction_is_that_of_the_language(language: str, expected: str) -> None:
    assert direction(language) == expected
