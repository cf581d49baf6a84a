"""Negations that one side of a quotation has and the other lacks."""

from __future__ import annotations

import pytest

from testimonia.finding import scripture
from testimonia.finding.scripture_files import ScriptureText
from testimonia.finding.scripture_library import Library
from testimonia.finding.scripture_polarity import beside_verse, contradiction
from testimonia.language.doc import Doc

VERSES = ScriptureText(
    name="a few verses",
    work="quran",
    language="ar",
    verses=(("94:6", "إن مع العسر يسرا"), ("61:3", "كبر مقتا عند الله أن تقولوا ما لا تفعلون")),
)


@pytest.mark.parametrize(
    ("arabic", "english", "side"),
    [
        ("لا إكراه في الدين", "There is compulsion in religion", "ar"),
        ("والليل إذا سجى", "By the night when it is not still", "en"),
        ("كبر مقتا أن تقولوا ما لا تفعلون", "Hateful that you say what you do", "ar"),
    ],
)
def test_sides_contradict_by_a_negation(arabic: str, english: str, side: str) -> None:
    found = contradiction(arabic, english)
    assert found is not None
    assert found.side == side


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("لا إكراه في الدين", "There is no compulsion in religion"),
        ("لا أقسم بهذا البلد", "I swear by this city"),
        ("لم تكفرون بآيات الله", "Why do you disbelieve in the signs of God?"),
        ("فلولا تصدقون", "So why do you not believe?"),
        ("أليس الصبح بقريب", "Is the morning not near?"),
        ("لا يبصرون", "They were left unseeing"),
        ("وأبى أن يكون مع الساجدين", "And he would not be with those who prostrate"),
        ("الم", "Alif, Lam, Meem"),
    ],
)
def test_what_translators_do_with_negations_is_no_contradiction(arabic: str, english: str) -> None:
    assert contradiction(arabic, english) is None


def test_a_part_of_a_verse_may_lack_the_negation_of_the_rest() -> None:
    verse = "كبر مقتا عند الله أن تقولوا ما لا تفعلون"
    assert beside_verse(verse, "Most hateful to Allah") is None
    whole = beside_verse(verse, "Most hateful is it in the sight of Allah that you should say what you do")
    assert whole is not None


def test_an_english_quotation_is_laid_beside_the_arabic_verse_where_no_translation_is_at_hand() -> None:
    doc = Doc("They wrote “Surely with hardship there is no ease” [Ash-Sharh: 6] on the wall.", "d")
    (record,) = scripture.find(doc, Library([VERSES]))
    assert record.verdict == "unverified"
    assert [(d.kind, d.found) for d in record.differences] == [("negation_added", "no")]
    assert [c.kind for c in scripture.checks(doc, [record])] == ["scripture_negation_added"]


def test_nothing_is_said_of_an_english_quotation_that_agrees() -> None:
    doc = Doc("They wrote “Surely with hardship there is ease” [Ash-Sharh: 6] on the wall.", "d")
    (record,) = scripture.find(doc, Library([VERSES]))
    assert (record.verdict, record.differences) == ("unverified", ())
