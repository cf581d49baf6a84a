"""Variants: how a difference between two copies is classed, and whether it may alter the meaning."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.comparing.reuse import find_passages
from testimonia.model import Passage, Variant

BEFORE = "The spokesman of the harbour council told reporters in the old customs house that"
AFTER = "while merchants from both banks of the river waited outside for an answer about their grain."


def compare(a: str, b: str) -> tuple[str, str, list[Variant]]:
    text_a, text_b = f"{BEFORE} {a} {AFTER}", f"{BEFORE} {b} {AFTER}"
    (passage,) = find_passages([("a", text_a), ("b", text_b)])
    return text_a, text_b, list(passage.variants)


@pytest.mark.parametrize(
    ("a", "b", "kind", "alters", "in_a", "in_b"),
    [
        ("they are able to leave", "they are not able to leave", "negation", "yes", "", "not"),
        ("fifteen trucks may leave", "fifteen trucks must leave", "modality", "yes", "may", "must"),
        ("they do heed the warning", "they did heed the warning", "modality", "maybe", "do", "did"),
        ("some 300 trucks left", "some 800 trucks left", "number", "yes", "300", "800"),
        ("three convoys left", "nine convoys left", "number", "yes", "three", "nine"),
        ("a convoy left on Monday", "a convoy left on Friday", "date", "yes", "Monday", "Friday"),
        ("a convoy left on 4 June", "a convoy left on 9 June", "date", "yes", "4", "9"),
        ("the minister Arvela agreed", "the minister Oxton agreed", "name", "yes", "Arvela", "Oxton"),
        ("the minister Tayep agreed", "the minister Tayyip agreed", "name", "maybe", "Tayep", "Tayyip"),
        ("the throats of merchants", "the throat of merchants", "wording", "no", "throats", "throat"),
        ("they organise the convoy", "they organize the convoy", "spelling", "no", "organise", "organize"),
        ("it was a victory of a coward", "it was a victory of the coward", "wording", "no", "a", "the"),
        ("they knocked on the gates", "they knocked on the doors", "wording", "maybe", "gates", "doors"),
        ("the warships left", "the warships and launchers left", "addition", "maybe", "", "and launchers"),
        ("all villages agreed", "some villages agreed", "wording", "maybe", "all", "some"),
        (
            "the council rose early and brought back the stolen grain and left",
            "the council left",
            "omission",
            "yes",
            "rose early and brought back the stolen grain and",
            "",
        ),
    ],
)
def test_a_difference_is_classed(a: str, b: str, kind: str, alters: str, in_a: str, in_b: str) -> None:
    text_a, text_b, (variant,) = compare(a, b)
    assert (variant.kind, variant.alters) == (kind, alters)
    assert text_a[slice(*variant.a)] == in_a
    assert text_b[slice(*variant.b)] == in_b
    assert variant.why


def test_arabic_negation_is_found_below_vowel_signs() -> None:
    before = "قال المتحدث باسم مجلس الميناء للصحفيين في مبنى الجمارك القديم ان التجار"
    after = "الى المدينة الكبيرة بعد الظهر مع قوافل الحبوب والطحين القادمة من ضفتي النهر الطويل"
    texts = [("a", f"{before} وصلوا {after}"), ("b", f"{before} لَمْ وصلوا {after}")]
    ((variant,),) = [passage.variants for passage in find_passages(texts)]
    assert (variant.kind, variant.alters) == ("negation", "yes")


def test_equal_texts_that_differ_only_in_case_quotes_and_marks_have_no_variants() -> None:
    a = f"{BEFORE} the “victory” won’t last {AFTER}"
    (passage,) = find_passages([("a", a), ("b", a.upper().replace("“", "'").replace("’", "'"))])
    assert passage.variants == ()


def test_a_moved_sentence_is_a_variant_of_order() -> None:
    one = "Three pillars of the northern bridge were damaged by the flood, engineers of the council reported."
    two = "Merchants brought flour, salt and medicine across the river in borrowed boats during that night."
    three = "Nobody had told fishermen about new fees which the governor announced in his speech at noon."
    (passage,) = find_passages([("a", f"{one} {two} {three}"), ("b", f"{two} {three} {one}")])
    assert [variant.kind for variant in passage.variants] == ["order"]


def test_variants_and_equal_words_together_make_up_both_texts() -> None:
    text_a, text_b, variants = compare(
        "some 300 trucks may leave the gates", "800 trucks must not leave the doors"
    )
    for text, side in ((text_a, 0), (text_b, 1)):
        spans = [(v.a, v.b)[side] for v in variants]
        assert spans == sorted(spans)
        kept, at = [], 0
        for start, end in spans:
            kept.append(text[at:start])
            at = end
        kept.append(text[at:])
        words = " ".join(kept).split()
        if side == 0:
            first = words
    assert first == words


WORDS = st.lists(
    st.sampled_from(
        ["may", "must", "not", "300", "800", "Arvela", "gates", "doors", "the", "of", "grain", "Monday"]
    ),
    max_size=12,
)


@given(WORDS, WORDS)
@settings(max_examples=40, deadline=None)
def test_variants_are_the_same_from_both_sides(a: list[str], b: list[str]) -> None:
    def passages(first: list[str], second: list[str]) -> list[Passage]:
        texts = [("a", f"{BEFORE} {' '.join(first)} {AFTER}"), ("b", f"{BEFORE} {' '.join(second)} {AFTER}")]
        return find_passages(texts)

    forth, back = passages(a, b), passages(b, a)
    assert [(p.a.start, p.a.end, p.b.start, p.b.end) for p in forth] == [
        (p.b.start, p.b.end, p.a.start, p.a.end) for p in back
    ]
