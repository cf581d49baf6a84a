"""Folding, spellings and the comparison of words, piece by piece."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.finding.scripture_alignment import align, edits
from testimonia.finding.scripture_files import ScriptureText
from testimonia.finding.scripture_folding import trim, words, words_at
from testimonia.finding.scripture_index import ArabicIndex, everyday
from testimonia.finding.scripture_matching import find_matches, tells_enough
from testimonia.finding.scripture_showing import lines, pieces
from testimonia.finding.scripture_verdict import classify, contradicting_vowels
from testimonia.model import Difference, Scripture

TEXT = ScriptureText(
    name="t",
    work="quran",
    language="ar",
    verses=(
        ("13:28", "الذين آمنوا وتطمئن قلوبهم بذكر الله ألا بذكر الله تطمئن القلوب"),
        ("13:29", "طوبى لهم وحسن مآب"),
    ),
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("قَالَ رَبِّ", ["قال", "رب"]),
        ("يَا أَيُّهَا", ["ياايها"]),
        ("﴿وَ إِيَّاكَ﴾ (5)،نستعين", ["واياك", "نستعين"]),
        ("الرسول ﷺ قال", ["الرسول", "قال"]),
        ("ﻻ إله", ["لا", "اله"]),
        ("السموات والصلوة", ["السماوات", "والصلاه"]),
        ("Allah’s [kind of] WAY", ["allahs", "kind", "of", "way"]),
        ("", []),
    ],
)
def test_words_are_folded(text: str, folded: list[str]) -> None:
    assert words(text) == folded
    assert [word for word, _, _ in words_at(text)] == folded


@given(st.text(alphabet="اأإآبتةهىيئءؤوصلسمـَُِّْٰٱﷺﻻ xyz.,«»()123\n'’-", max_size=80))
def test_words_and_their_places_agree(text: str) -> None:
    found = words_at(text)
    assert [word for word, _, _ in found] == words(text)
    end = 0
    for _, start, stop in found:
        assert end <= start < stop <= len(text)
        end = stop


@pytest.mark.parametrize(
    ("uthmani", "usual"),
    [
        ("ٱلْعَٰلَمِينَ", "العالمين"),
        ("ٱلصَّلَوٰةَ", "الصلاه"),
        ("هَٰذِهِۦ", "هذه"),
        ("أُو۟لَٰٓئِكَ", "اوليك"),
        ("ٱلَّيْلِ", "الليل"),
        ("هَدَىٰ", "هدي"),
    ],
)
def test_uthmani_words_meet_their_everyday_spelling(uthmani: str, usual: str) -> None:
    assert everyday(uthmani) == usual


def test_trim_keeps_brackets_and_vowels() -> None:
    text = " «[This is] so.» "
    start, end = trim(text, (0, len(text)))
    assert text[start:end] == "[This is] so."


def test_an_alignment_names_what_is_lost_and_joined() -> None:
    verse = "a b c d e".split()
    same = lambda q: lambda i, j: q[i] == verse[j]  # noqa: E731
    lost = align(["b", "d"], verse, same(["b", "d"]))
    assert [(s.i, s.i2, s.j, s.j2, s.same) for s in lost] == [
        (0, 1, 1, 2, True),
        (1, 1, 2, 3, False),
        (1, 2, 3, 4, True),
    ]
    (step,) = [s for s in align(["a", "bc", "d"], verse, same(["a", "bc", "d"])) if not s.same] or [None]
    assert step is not None


@pytest.mark.parametrize(
    ("found", "expected", "language", "kind"),
    [
        ([], ["لا"], "ar", "negation_lost"),
        (["لا"], [], "ar", "negation_added"),
        ([], ["الا"], "ar", "exception_lost"),
        (["الارض"], ["الاض"], "ar", "garbled"),
        (["كتاب"], ["قلم"], "ar", "wording"),
        (["رب", "نا"], ["ربنا"], "ar", "spacing"),
        ([], ["قوم"], "ar", "omission"),
        (["قوم"], [], "ar", "addition"),
        ([], ["not"], "en", "negation_lost"),
        (["unless"], [], "en", "exception_added"),
    ],
)
def test_differences_are_classed(found: list[str], expected: list[str], language: str, kind: str) -> None:
    assert classify(found, expected, language) == kind


def test_vowels_contradict_only_where_both_are_written() -> None:
    assert contradicting_vowels("اللَّهُ", "ٱللَّهَ")
    assert not contradicting_vowels("الله", "ٱللَّهَ")
    assert not contradicting_vowels("عِنْدَ", "عِندَ")


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_edits_are_symmetric_and_zero_only_for_equals(a: str, b: str) -> None:
    assert edits(a, b) == edits(b, a)
    assert (edits(a, b) == 0) == (a == b)


def test_an_unmarked_match_runs_over_a_changed_word() -> None:
    text = "قالوا إن الذين آمنوا وتطمئن نفوسهم بذكر الله ألا بذكر الله تطمئن القلوب ثم مضوا"
    (match,) = find_matches(text, ArabicIndex(TEXT))
    assert text[match.span[0] : match.span[1]].startswith("الذين آمنوا وتطمئن نفوسهم") or match.size >= 7
    assert tells_enough(match) or match.bits >= 0


def test_a_quotation_is_shown_beside_its_text_with_direction_marks() -> None:
    text = "قل خيرا منه"
    record = Scripture(
        id="s", document="d", span=(0, 11), work="quran", language="ar", verdict="corrupted", text_name="t",
        differences=(Difference(kind="wording", span=(3, 7), found="خيرا", expected="حقا"),), before="أول",
    )  # fmt: skip
    assert [(p.text, p.kind) for p in pieces(text, record)] == [
        ("قل ", ""),
        ("خيرا", "wording"),
        (" منه", ""),
    ]
    shown = lines(text, record)
    assert shown[0] == "quoted: \u2067قل [خيرا] منه\u2069"
    assert shown[1] == "t: \u2067قل [حقا] منه\u2069"
