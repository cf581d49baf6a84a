"""Where a quotation begins and ends, and what only looks like one."""

from __future__ import annotations

import pytest

from testimonia.finding import scripture
from testimonia.finding.scripture_everyday import turns, without_turns
from testimonia.finding.scripture_files import ScriptureText
from testimonia.finding.scripture_index import ArabicIndex
from testimonia.finding.scripture_library import Library
from testimonia.finding.scripture_matching import find_matches
from testimonia.language.doc import Doc

EASE = "إن مع العسر يسرا"
SAYING = "كبر مقتا عند الله أن تقولوا ما لا تفعلون"
RESPITE = "ليستأذنكم الذين ملكت أيمانكم من قبل صلاة الفجر ومن بعد صلاة العشاء ثلاث عورات لكم"
TEXT = ScriptureText(
    name="a few verses",
    work="quran",
    language="ar",
    verses=(("94:5", "ف" + EASE), ("94:6", EASE), ("61:3", SAYING), ("24:58", RESPITE)),
    complete=True,
)
LIBRARY = Library([TEXT])
MADE_UP = "والذين يبنون الجسور للعابرين أولئك لهم أجر البنائين"


def quoted(text: str) -> list[tuple[str, str | None, str]]:
    return [
        (text[r.span[0] : r.span[1]], r.reference, r.verdict)
        for r in scripture.find(Doc(text, "d"), LIBRARY)
        if r.work == "quran"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"قال تعالى: {SAYING} صدق الله العظيم\nثم جلس", [(SAYING, "quran 61:3", "exact")]),
        (f"يقول تعالى {SAYING} (الصف: 3)", [(SAYING, "quran 61:3", "exact")]),
        (f"﴿﴿{SAYING}﴾﴾ [الصف: 3] وعاد الوفد إلى البلدة مساء", [(SAYING, "quran 61:3", "exact")]),
        (f"1. “{SAYING}” (سورة الصف: 3): وفيها بيان", [(SAYING, "quran 61:3", "exact")]),
        (f"**سورة الصف (الآية 3):** {{{SAYING}}}", [(SAYING, "quran 61:3", "exact")]),
        (f"#### سورة الصف - الآية 3\n> «{SAYING}»", [(SAYING, "quran 61:3", "exact")]),
        (f"قال تعالى في سورة الصف (Q 61:3): «{SAYING}»", [(SAYING, "quran 61:3", "exact")]),
        (f"سورة الصف، الآية 3: «{MADE_UP}»", [(MADE_UP, "quran 61:3", "corrupted")]),
        (f"وفي آية أخرى: «{MADE_UP}».", [(MADE_UP, None, "corrupted")]),
    ],
)
def test_all_that_is_quoted_and_nothing_round_it_is_the_quotation(
    text: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "الأدلة من القرآن الكريم:\nاجتمع رؤساء العشائر في الساحة وقرروا إرسال رسالة",
        "قال ابن سالم: «القلب في سيره مثل الطائر»\n\n* سورة الصف، آية 3:\n",
        "عادوا إلى بيوتهم من بعد صلاة العشاء ثم ناموا",
        f"وجاء في البيان: «{MADE_UP}»",
    ],
)
def test_headings_sayings_and_turns_of_speech_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_a_match_goes_on_where_two_words_agree_again() -> None:
    text = "سمعنا كبر مقتا عند الله أن جسرا تقولوا ما فينا"
    (match,) = find_matches(text, ArabicIndex(TEXT), [(0, len(text))])
    assert text[slice(*match.span)] == "كبر مقتا عند الله أن"
    several = ScriptureText(
        name="more words",
        work="quran",
        language="ar",
        verses=(("61:3", SAYING), *((f"2:{n}", f"كلمة{n} أخرى{n} ثالثة{n} رابعة{n}") for n in range(1, 200))),
    )
    (match,) = find_matches(text, ArabicIndex(several), [(0, len(text))])
    assert text[slice(*match.span)] == "كبر مقتا عند الله أن جسرا تقولوا ما"


def test_a_turn_of_speech_tells_nothing_and_one_inside_tells_less() -> None:
    index = ArabicIndex(
        ScriptureText(
            name="one", work="quran", language="ar", verses=(("6:163", "لا شريك له وبذلك"), ("61:3", SAYING))
        )
    )
    assert "لا شريك له" in turns()
    assert without_turns(["لا", "شريك", "له"], 0, 3, 30.0, index) == (0.0, True)
    told, whole = without_turns(["لا", "شريك", "له", "وبذلك"], 0, 4, 30.0, index)
    assert told < 30.0
    assert not whole
