"""Quotations of hundreds of words: whole surahs, compared to their last word."""

from __future__ import annotations

import pytest

from testimonia.finding import scripture
from testimonia.finding.scripture_files import ScriptureText
from testimonia.finding.scripture_library import Library
from testimonia.language.doc import Doc
from testimonia.model import Scripture

LETTERS = "بتثجحخدرزسشصضطظعغقكمنه"
WORDS = [a + b + c + "ل" for a in LETTERS for b in LETTERS[:10] for c in LETTERS[5:9]]
VERSES = [" ".join(WORDS[at : at + 20]) for at in range(0, 800, 20)]
LIBRARY = Library(
    [
        ScriptureText(
            name="made verses",
            work="quran",
            language="ar",
            verses=tuple(
                [(f"2:{n + 1}", v) for n, v in enumerate(VERSES[:30])]
                + [(f"3:{n + 1}", v) for n, v in enumerate(VERSES[30:])]
            ),
            complete=True,
        )
    ]
)


def rows(text: str) -> list[Scripture]:
    return [r for r in scripture.find(Doc(text, "d"), LIBRARY) if r.work == "quran"]


def test_a_whole_surah_is_one_quotation_compared_to_its_end() -> None:
    (row,) = rows("\n".join(VERSES[:30]))
    assert (row.verdict, row.reference, row.after) == ("exact", "quran 2:1-30", "")


def test_two_surahs_in_a_row_are_two_quotations() -> None:
    found = rows("\n".join(VERSES))
    assert [(r.verdict, r.reference) for r in found] == [
        ("exact", "quran 2:1-30"),
        ("exact", "quran 3:1-10"),
    ]


@pytest.mark.parametrize("at", [3, 238, 239, 240, 241, 479, 480, 481, 500, 596])
def test_a_changed_word_is_named_wherever_it_stands(at: int) -> None:
    words = WORDS[:600]
    words[at] = "المدينه"
    text = f"﴿{' '.join(words)}﴾"
    (row,) = rows(text)
    assert row.verdict == "corrupted"
    assert [text[slice(*d.span)] for d in row.differences] == ["المدينه"]
    assert [d.expected for d in row.differences] == [WORDS[at]]


def test_a_stretch_of_other_words_in_a_long_quotation_is_named() -> None:
    strange = " ".join(f"{word}ون" for word in WORDS[300:560])
    text = f"﴿{' '.join(WORDS[:240])} {strange} {' '.join(WORDS[480:600])}﴾"
    (row,) = rows(text)
    assert row.verdict == "corrupted"
    assert "unknown" in [d.kind for d in row.differences]
