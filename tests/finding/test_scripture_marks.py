"""Verses set off by asterisks, and where one quotation ends and the next begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.finding import scripture
from testimonia.finding.scripture_emphasis import emphasis_after, emphasis_before
from testimonia.finding.scripture_files import ScriptureText
from testimonia.finding.scripture_library import Library
from testimonia.language.doc import Doc

FIRST = "تلك حدود الله ومن يطع الله ورسوله يدخله جنات تجري من تحتها الأنهار خالدين فيها وذلك الفوز العظيم"
SECOND = "ومن يعص الله ورسوله ويتعد حدوده يدخله نارا خالدا فيها وله عذاب مهين"
PRAISE = ["الحمد لله رب العالمين", "الرحمن الرحيم", "مالك يوم الدين", "إياك نعبد وإياك نستعين"]
PLENTY = ["إنا أعطيناك الكوثر", "فصل لربك وانحر", "إن شانئك هو الأبتر"]
# Words that stand nowhere else, so that those of the verses tell as much as they do in a whole text.
LETTERS = "بتثجحخدرزسشصضطظعغقكمنه"
FILLING = " ".join(a + b + c + "ى" for a in LETTERS for b in LETTERS for c in LETTERS[:5])
LIBRARY = Library(
    [
        ScriptureText(
            name="a few verses",
            work="quran",
            language="ar",
            verses=(
                *((f"1:{n}", verse) for n, verse in enumerate(PRAISE, 2)),
                ("2:1", FILLING),
                ("4:13", FIRST),
                ("4:14", SECOND),
                *((f"108:{n}", verse) for n, verse in enumerate(PLENTY, 1)),
            ),
            complete=True,
        )
    ]
)


def quoted(text: str) -> list[tuple[str, str]]:
    return [
        (text[r.span[0] : r.span[1]], r.verdict)
        for r in scripture.find(Doc(text, "d"), LIBRARY)
        if r.work == "quran"
    ]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("**a b**", "a b"),
        ("*a b* c", "a b"),
        ("__a b__.", "a b"),
        ("***a b***", "a b"),
        ("**a *b* c**", "a *b* c"),
        ("* a b *", None),
        ("**a b*", None),
        ("**a\n\nb**", None),
        ("** a**", None),
    ],
)
def test_emphasis_has_runs_of_one_length_in_one_paragraph(text: str, inner: str | None) -> None:
    pair = emphasis_after(text, 0)
    assert (None if pair is None else text[slice(*pair[1])]) == inner
    if pair is not None:
        assert emphasis_before(text, pair[0][1]) == pair


@given(st.text(alphabet="ab *_\n.(", max_size=40), st.integers(0, 40))
def test_emphasis_lies_inside_its_runs(text: str, at: int) -> None:
    for pair in (emphasis_after(text, min(at, len(text))), emphasis_before(text, min(at, len(text)))):
        if pair is not None:
            (start, end), (first, last) = pair
            assert 0 <= start < first < last < end <= len(text)
            assert text[start:first] == text[last:end]
            assert set(text[start:first]) <= {"*", "_"}


@pytest.mark.parametrize(
    ("between", "parted"),
    [
        (" ", False),
        (" وقيام الليل ", True),
        (". وزاد قائلا ", True),
        ("` و`", True),
        (" ﴿١٣﴾ ", False),
        (" (13) ", False),
        (" * ", False),
        ("\n", False),
        (" [أي الجنة] ", False),
        ("» ثم قال: «", True),
        ("﴾ ﴿", True),
        ('" "', True),
        ("', ثم: '", True),
        ("** و**", True),
        (" (سورة النساء: 13) ", True),
        ("\n2. ", True),
        ("\n- ", True),
        (" | ", True),
    ],
)
def test_what_ends_one_quotation_and_begins_another(between: str, parted: bool) -> None:
    whole = f"{FIRST}{between}{SECOND}"
    found = [one for one, _ in quoted(f"وهي:\n{whole}\nثم سكت")]
    assert found == ([FIRST, SECOND] if parted else [whole])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"قال تعالى: **{SECOND}** ثم سكت", [(SECOND, "exact")]),
        (f"ومنها *{SECOND}* (النساء: 14).", [(SECOND, "exact")]),
        (f"قال: «{FIRST}» ثم قال: «{SECOND}».", [(FIRST, "exact"), (SECOND, "exact")]),
        (f"**{FIRST}** و**{SECOND}**", [(FIRST, "exact"), (SECOND, "exact")]),
        (f'"{FIRST}"، و"{SECOND}"', [(FIRST, "exact"), (SECOND, "exact")]),
        (f"﴿{FIRST} (13) {SECOND} (14)﴾", [(f"{FIRST} (13) {SECOND}", "exact")]),
        (
            "آياتها:\n" + "\n".join(f"{n}. {v}" for n, v in enumerate(PRAISE, 1)),
            [(v, "exact") for v in PRAISE],
        ),
        ("((" + SECOND + "))", [(SECOND, "exact")]),
        (f"`{SECOND}`، وله", [(SECOND, "exact")]),
        (
            "ومن يعص «الله ورسوله ويتعد حدوده يدخله نارا خالدا فيها»",
            [("الله ورسوله ويتعد حدوده يدخله نارا خالدا فيها", "exact")],
        ),
        (SECOND.replace("نارا", "**نارا**"), [(SECOND.replace("نارا", "**نارا**"), "exact")]),
        (
            "وفيها (خالدين فيها وذلك الفوز العظيم ويتعد حدوده يدخله نارا)",
            [("خالدين فيها وذلك الفوز العظيم ويتعد حدوده يدخله نارا", "corrupted")],
        ),
        (
            f"وهي:\n{PLENTY[0]} * {PLENTY[1]} * إن شانئك الأبتر\nثم قام",
            [(f"{PLENTY[0]} * {PLENTY[1]} * إن شانئك الأبتر", "corrupted")],
        ),
        (f"ومنها نقرأ {SECOND} (النساء: 14) في المساء", [(SECOND, "exact")]),
        (f"القلب {PRAISE[2]} والقلب المنيب {SECOND} (النساء: 14)", [(PRAISE[2], "exact"), (SECOND, "exact")]),
        (f"ويقول {{{SECOND} إلا ما قد سلف إنه كان}} نعم", [(f"{SECOND} إلا ما قد سلف إنه كان", "corrupted")]),
        (f"تبدأ بـ«{SECOND}» ثم", [(SECOND, "exact")]),
        (f'منها "{PLENTY[1]} ثم "{SECOND}" نعم', [(PLENTY[1], "exact"), (SECOND, "exact")]),
        (
            f'ولباسهم \u200f"{FIRST}"\u200f؛ وسررهم \u200f"{SECOND}"\u200f',
            [(FIRST, "exact"), (SECOND, "exact")],
        ),
        (f'و"{SECOND}".', [(SECOND, "exact")]),
        (f"{FIRST} ثم تأتي البشارة ومن يعص وحده", [(FIRST, "exact")]),
        (
            f"﴿{FIRST}﴾: أي لها الفوز وذلك الفوز العظيم غدا.\n﴿{SECOND}﴾",
            [(FIRST, "exact"), ("وذلك الفوز العظيم", "exact"), (SECOND, "exact")],
        ),
        ("ولما نزلت الآية شق ذلك على الناس فقالوا: «أينا لم يظلم نفسه يوما»", []),
    ],
)
def test_each_quotation_is_found_with_its_own_edges(text: str, expected: list[tuple[str, str]]) -> None:
    assert quoted(text) == expected


def test_a_word_of_a_verse_announces_nothing() -> None:
    """القرآن in a verse in turned brackets is no announcement of what stands behind them."""
    verse = "شهر رمضان الذي أنزل فيه القرآن هدى للناس وبينات من الهدى والفرقان"
    library = Library(
        [
            ScriptureText(
                name="a verse", work="quran", language="ar", verses=(("2:185", verse),), complete=True
            )
        ]
    )
    text = f"فقال: ﴾{verse}﴿ [البقرة: 185].\n\nقال الرجل: «بني البيت على خمسة أعمدة من حجر صلب»"
    found = [text[slice(*r.span)] for r in scripture.find(Doc(text, "d"), library)]
    assert found == [verse]
