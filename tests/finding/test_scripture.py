"""Quotations of scripture without any reference text, their sides, and what a reader should look at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.finding import scripture
from testimonia.finding.scripture_files import ScriptureText
from testimonia.finding.scripture_library import Library
from testimonia.language.doc import Doc
from testimonia.model import Scripture

NO_TEXTS = Library()
VERSE = "إن مع العسر يسرا"
TEXTS = Library(
    [
        ScriptureText(
            name="a few verses",
            work="quran",
            language="ar",
            verses=(
                ("94:5", "فإن مع العسر يسرا"),
                ("94:6", VERSE),
                ("61:3", "كبر مقتا عند الله أن تقولوا ما لا تفعلون"),
            ),
        ),
        ScriptureText(
            name="one rendering",
            work="quran",
            language="en",
            verses=(
                ("94:6", "Surely with hardship [comes] ease."),
                ("61:3", "Hateful to Allah that you say what you do not do."),
            ),
        ),
    ]
)


def find(text: str, library: Library = NO_TEXTS) -> list[Scripture]:
    return scripture.find(Doc(text, "d"), library)


def quoted(text: str, library: Library = NO_TEXTS) -> list[tuple[str, str, str | None]]:
    return [(r.work, text[r.span[0] : r.span[1]], r.reference) for r in find(text, library)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "They wrote “Surely ease follows” [Ash-Sharh: 6] on the gate.",
            [("quran", "Surely ease follows", "quran 94:6")],
        ),
        ("Allah says: “Surely ease follows” and they wept.", [("quran", "Surely ease follows", None)]),
        ("As He ﷻ said, “Surely ease follows”.", [("quran", "Surely ease follows", None)]),
        (f"In Surat ash-Sharh, verse 6: “{VERSE}”", [("quran", VERSE, "quran 94:6")]),
        (f"قال تعالى: {VERSE} (الشرح: 6)", [("quran", VERSE, "quran 94:6")]),
        (f"ثم تلا ﴿{VERSE}﴾ وانصرف", [("quran", VERSE, None)]),
        (f"ثم تلا ﴾{VERSE}﴿ وانصرف", [("quran", VERSE, None)]),
        (
            "The Prophet ﷺ said: “Feed your guest.” (Bukhari)",
            [("hadith", "Feed your guest.", "hadith bukhari")],
        ),
        (
            "عن النبي ﷺ قال: يقول الله تعالى: «أنا مع عبدي في داره»",
            [("hadith", "أنا مع عبدي في داره", None)],
        ),
        (
            "He read “In the beginning was a bridge” (John 1:1).",
            [("bible", "In the beginning was a bridge", "bible John 1:1")],
        ),
    ],
)
def test_a_quotation_is_found_by_mark_reference_or_announcement(
    text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The chief (may Allah have mercy on him) spoke of “the long road” in 2031.",
        "وقال الرئيس سبحانه وتعالى يعلم ما في الصدور",
        "هذا نص عربي طويل عن الحكومة والطريق والمدينة لا صلة له بكتاب",
        "“We will rebuild the bridge,” said Muhammad (34).",
        "Allah knows best what the council hides.",
        "",
    ],
)
def test_arabic_and_pious_words_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_without_a_text_the_verdict_is_unverified() -> None:
    (record,) = find("They wrote “Surely ease follows” [Ash-Sharh: 6].")
    assert record.verdict == "unverified"
    assert record.reference_written == "[Ash-Sharh: 6]"
    assert record.text_name is None


def test_an_impossible_verse_needs_no_text() -> None:
    (record,) = find("They wrote “Surely ease follows” [Ash-Sharh: 60].")
    assert record.verdict == "wrong_reference"
    assert [c.kind for c in scripture.checks(Doc("x" * 99, "d"), [record])] == [
        "scripture_impossible_reference"
    ]


@pytest.mark.parametrize("order", ["ar-en", "en-ar"])
def test_two_languages_of_a_verse_are_two_sides_with_one_reference(order: str) -> None:
    english = "“Surely with hardship ease.”"
    sides = [f"﴿{VERSE}﴾", english] if order == "ar-en" else [english, f"﴿{VERSE}﴾"]
    text = f"The banner read:\n\n{sides[0]}\n\n{sides[1]}\n\n(Ash-Sharh: 6)\n\nThen they left."
    first, second = find(text)
    assert {first.language, second.language} == {"ar", "en"}
    assert (first.partner, second.partner) == (second.id, first.id)
    assert first.reference == second.reference == "quran 94:6"


def test_the_basmala_is_a_formula() -> None:
    text = "بسم الله الرحمن الرحيم\n\nIn the name of Allah, the Most Gracious, the Most Merciful\n\nTo all."
    assert [(r.work, r.language) for r in find(text)] == [("formula", "ar"), ("formula", "en")]


def test_hadith_sides_share_their_collection_and_chain() -> None:
    text = (
        "We remind them of what is narrated by Ibn Hibban in his Saheeh from Al-Harith, on the authority of "
        "Salma, that the Messenger of Allah ﷺ said:\n\n«من حفظ جاره حفظه الله»\n\n"
        "“Who keeps his neighbour is kept”\n"
    )
    arabic, english = find(text)
    assert arabic.work == english.work == "hadith"
    assert arabic.reference == english.reference == "hadith ibn hibban"
    assert arabic.transmitters == ("Al-Harith", "Salma")
    assert arabic.partner == english.id


def test_what_stands_before_and_after_a_part_is_given() -> None:
    (record,) = find("قال تعالى: «عند الله أن تقولوا»", TEXTS)
    assert (record.verdict, record.before, record.after) == ("exact", "كبر مقتا", "ما لا تفعلون")


def test_a_repair_is_suggested_where_letters_are_garbled() -> None:
    (record,) = find("قال تعالى: ﴿إن مع العسر يسزا﴾ [الشرح: 6]", TEXTS)
    assert record.verdict == "corrupted"
    assert record.repair == VERSE
    assert [(d.kind, d.found, d.expected) for d in record.differences] == [("garbled", "يسزا", "يسرا")]


def test_a_lost_negation_is_named_in_the_checks() -> None:
    text = "قال تعالى: ﴿كبر مقتا عند الله أن تقولوا ما تفعلون﴾ [الصف: 3]"
    doc = Doc(text, "d")
    kinds = [c.kind for c in scripture.checks(doc, scripture.find(doc, TEXTS))]
    assert kinds == ["scripture_corrupted", "scripture_negation_lost"]


def test_sides_that_contradict_each_other_are_flagged_without_a_text() -> None:
    arabic = "﴿كبر مقتا عند الله أن تقولوا ما لا تفعلون﴾"
    text = f"{arabic}\n\n“Hateful to Allah that you say what you do.”\n\n(As-Saff: 3)\n"
    doc = Doc(text, "d")
    (check,) = scripture.checks(doc, scripture.find(doc, NO_TEXTS))
    assert check.kind == "scripture_sides_differ"
    assert "لا" in check.message


def test_the_translation_is_told_by_its_words_and_its_glosses_may_be_left_out() -> None:
    (record,) = find("They wrote “Surely with hardship ease” [Ash-Sharh: 6].", TEXTS)
    assert record.text_name == "one rendering"
    assert record.verdict == "variant"
    assert [d.kind for d in record.differences] == ["gloss"]


def test_words_of_another_translation_are_not_called_corrupted() -> None:
    (record,) = find("They wrote “Truly relief accompanies every difficulty” [Ash-Sharh: 6].", TEXTS)
    assert record.verdict == "unverified"


def test_words_unknown_to_an_incomplete_text_are_unverified() -> None:
    (record,) = find("قال تعالى: ﴿والليل إذا عسعس والصبح إذا تنفس﴾", TEXTS)
    assert record.verdict == "unverified"


SNIPPETS = st.sampled_from(
    [
        VERSE,
        "قال تعالى: ",
        "﴿",
        "﴾",
        "«",
        "»",
        "“",
        "”",
        "(",
        ")",
        " [Al-Anfal: 72] ",
        "Allah says: ",
        "\n",
        "\n\n",
        " (8:72)",
        "the Prophet said",
        " Bukhari ",
        "ﷺ",
        "﷽",
        "x",
        " . ",
        "…",
        "سورة البقرة 5",
        "إن الله مع ",
        "\u200f",
        "'",
        '"',
    ]
)


@given(st.lists(SNIPPETS, max_size=14).map("".join) | st.text(max_size=60))
def test_any_text_gives_spans_that_lie_in_it_apart_and_in_order(text: str) -> None:
    for library in (NO_TEXTS, TEXTS):
        end = 0
        records = find(text, library)
        for record in records:
            assert end <= record.span[0] < record.span[1] <= len(text)
            end = record.span[1]
            for difference in record.differences:
                assert 0 <= difference.span[0] <= difference.span[1] <= len(text)
        assert records == find(text, library)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "«الله " * 10_000,
        "قال تعالى: «" * 2_000,
        "يا أيها الذين آمنوا " * 5_000,
        "الله" * 100_000,
        "Allah says: “" * 2_000,
        "[Al-Anfal: 7" * 5_000,
        "1:" * 50_000,
        "\n " * 50_000,
        "narrated by Bukhari and " * 3_000,
        "﴿" * 10_000,
        "\u200f\u202b«\u200f" * 5_000,
        "😀 قال تعالى: 😀 " * 2_000,
        "صدق الله العظيم " * 3_000,
        "سورة البقرة (الآية 5): " * 2_000,
        "(البقرة: 5) " * 3_000,
        "يقول تعالى " * 5_000,
    ],
)
def test_odd_texts_pass(text: str) -> None:
    find(text, TEXTS)


@pytest.mark.parametrize(
    ("verdict", "kinds"),
    [
        ("corrupted", ["scripture_corrupted"]),
        ("wrong_reference", ["scripture_wrong_reference"]),
        ("exact", []),
        ("variant", []),
        ("unverified", []),
    ],
)
def test_a_check_is_raised_for_wrong_words_and_wrong_places_alone(verdict: str, kinds: list[str]) -> None:
    record = Scripture(
        id="s",
        document="d",
        span=(0, 5),
        work="quran",
        language="en",
        verdict=verdict,
        true_reference="quran 1:2",
    )
    assert [check.kind for check in scripture.checks(Doc("words", "d"), [record])] == kinds
