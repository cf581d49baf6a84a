"""Quotations: stretches between quotation marks of any kind, nested, mixed, unbalanced."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.language import quotations as module
from testimonia.language.doc import Doc
from testimonia.language.paragraphs import Paragraph
from testimonia.language.quotations import Quotation, find_quotations, pair_marks


def find(text: str) -> list[Quotation]:
    return Doc(text).quotations


def quoted(text: str) -> list[str]:
    return [text[q.inner[0] : q.inner[1]] for q in find(text)]


def depths(text: str) -> list[tuple[str, int]]:
    return [(text[q.inner[0] : q.inner[1]], q.depth) for q in find(text)]


MARKS = {
    "curly": "“{}”",
    "straight": '"{}"',
    "single curly": "‘{}’",
    "single straight": "'{}'",
    "guillemets": "«{}»",
    "single guillemets": "‹{}›",
    "low and high": "„{}“",
    "low and right": "„{}”",
    "two apostrophes": "''{}''",
    "TeX": "``{}''",
    "ornate brackets": "﴿{}﴾",
    "dingbats": "❝{}❞",
    "wide": "＂{}＂",
}


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
def test_every_pair_of_marks(marks: str) -> None:
    text = "He said " + marks.format("it is open") + " and left."
    [found] = find(text)
    assert text[found.inner[0] : found.inner[1]] == "it is open"
    assert text[found.span[0] : found.span[1]] == marks.format("it is open")
    assert found.closed and found.depth == 0
    assert text.startswith(found.mark, found.span[0])


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
def test_two_quotations_of_one_sentence(marks: str) -> None:
    text = f"{marks.format('it is open')} or {marks.format('it is shut')}"
    assert quoted(text) == ["it is open", "it is shut"]


def test_the_inside_has_no_outer_white_space() -> None:
    assert quoted("He said “ it is open ” and left.") == ["it is open"]


# Nested

NESTED = {
    "curly, single": "“a b ‘c d’ e”",
    "single, curly": "‘a b “c d” e’",
    "straight, single": "\"a b 'c d' e\"",
    "guillemets, curly": "«a b “c d” e»",
    "curly, guillemets": "“a b «c d» e”",
    "the same twice": "“a b “c d” e”",
    "the same straight, told by white space": '"a b "c d" e"',
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_nested(text: str) -> None:
    outer, inner = find(text)
    assert (outer.depth, inner.depth) == (0, 1)
    assert text[inner.inner[0] : inner.inner[1]] == "c d"
    assert outer.span == (0, len(text))


def test_three_deep() -> None:
    assert depths("“a «b ‘c d’ e» f”") == [("a «b ‘c d’ e» f", 0), ("b ‘c d’ e", 1), ("c d", 2)]


# Apostrophes

NONE = {
    "contraction": "It isn't open and he’s late.",
    "possessive": "Varo's boat and Hale’s dog",
    "plural possessive": "the fishers’ boats",
    "ayn at the beginning": "‘Ali and ‘Umar came",
    "elision": "in the ’90s and the '80s",
    "feet": "6' by 3'",
    "nothing": "The road is open.",
    "Arabic": "قال إن الطريق مفتوح",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_no_quotation(text: str) -> None:
    assert find(text) == []


def test_apostrophes_inside_single_marks() -> None:
    assert quoted("He said ‘it isn’t Varo’s boat’ and left.") == ["it isn’t Varo’s boat"]


def test_a_plural_possessive_inside_single_marks() -> None:
    assert quoted("He said ‘the fishers’ boats are gone’ and left.") == ["the fishers’ boats are gone"]


# Unbalanced


def test_left_open_it_ends_with_its_paragraph() -> None:
    text = "He said: “it is open\n\nThe boats left."
    [found] = find(text)
    assert quoted(text) == ["it is open"]
    assert not found.closed


def test_a_closing_mark_alone_is_loose() -> None:
    text = "it is open” he said"
    marks = pair_marks(text, Doc(text).paragraphs)
    assert marks.quotations == ()
    assert marks.loose == (text.index("”"),)


def test_it_runs_on_where_paragraphs_open_with_the_mark_again() -> None:
    text = "He said: “it is open\n\n“and it is safe”\n\nThey left."
    outer = find(text)[0]
    assert text[outer.inner[0] : outer.inner[1]] == "it is open\n\n“and it is safe"


def test_it_runs_on_to_the_closing_mark_of_the_next_paragraph() -> None:
    text = "He said: “it is open\n\nand it is safe”\n\nThey left."
    assert quoted(text) == ["it is open\n\nand it is safe"]


def test_it_shares_the_closing_mark_of_the_last_quotation_inside() -> None:
    text = "He said: “I heard «it is open»"
    outer, inner = quoted(text)
    assert outer.startswith("I heard") and inner == "it is open"


def test_it_ends_before_a_bracketed_source() -> None:
    assert quoted("“it is open and safe (Kaldvik Press, 3/5/2014)") == ["it is open and safe"]


def test_it_ends_at_a_closing_bracket_that_closes_nothing() -> None:
    assert quoted("He said: “it is open and safe) and left.") == ["it is open and safe"]


@pytest.mark.parametrize("text", ["“«", "“„", "“‹a", "“'“«)“", "“«a»", "“a«", "«“a (b"])
def test_marks_that_stay_open_end_within_the_text(text: str) -> None:
    spans = [found.span for found in find(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] or b[1] <= a[1] for at, a in enumerate(spans) for b in spans[at + 1 :])


def test_marks_turned_the_wrong_way() -> None:
    assert quoted("He said ”it is open“ and left.") == ["it is open"]


def test_an_opening_mark_that_closes() -> None:
    assert quoted("He said “it is open“ and left.") == ["it is open"]


def test_each_paragraph_begins_anew() -> None:
    text = 'He said: "it is open\n\nShe said: "it is shut"'
    assert quoted(text)[-1] == "it is shut"


# Brackets


def test_brackets_are_paired_apart() -> None:
    text = "It (the [old] road) is open."
    marks = pair_marks(text, Doc(text).paragraphs)
    assert [text[start:end] for start, end in marks.brackets] == ["(the [old] road)", "[old]"]
    assert marks.quotations == ()


def test_an_open_bracket_is_none() -> None:
    text = "It (the old road is open."
    assert pair_marks(text, Doc(text).paragraphs).brackets == ()


# Properties

PIECES = st.sampled_from(
    [
        *"“”\"„«»‹›‘’‚'()[]﴿﴾❝❞＂",
        "''",
        "``",
        " ",
        "a",
        "word ",
        ". ",
        "\n",
        "\n\n",
        "(Press, 3/5/2014)",
        "مفتوح",
        "🙂",
        "\u200f",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


@given(TEXTS)
def test_the_inside_lies_within(text: str) -> None:
    for found in find(text):
        start, end = found.span
        assert 0 <= start < end <= len(text)
        assert start + len(found.mark) <= found.inner[0] <= found.inner[1] <= end
        assert text.startswith(found.mark, start)


@given(TEXTS)
def test_quotations_are_in_order_nested_or_disjoint(text: str) -> None:
    stack: list[Quotation] = []
    last = -1
    for found in find(text):
        assert found.span[0] > last
        last = found.span[0]
        while stack and stack[-1].span[1] <= found.span[0]:
            stack.pop()
        if stack:
            assert found.inner[1] <= stack[-1].span[1]
        stack.append(found)


@given(TEXTS)
def test_the_same_text_gives_the_same_quotations(text: str) -> None:
    paragraphs = Doc(text).paragraphs
    assert find_quotations(text, paragraphs) == find_quotations(text, paragraphs)


@given(TEXTS)
def test_loose_marks_and_brackets_are_of_the_text(text: str) -> None:
    marks = pair_marks(text, Doc(text).paragraphs)
    assert all(not text[at].isalnum() and not text[at].isspace() for at in marks.loose)
    assert all(text[start] in "([" and text[end - 1] in ")]" for start, end in marks.brackets)


# Work


class Counted(str):
    """A text that counts how often it is looked into."""

    looks = 0

    def __getitem__(self, key: object) -> str:
        Counted.looks += 1
        return str.__getitem__(self, key)  # type: ignore[index]  # narrower in the stubs


def looks(text: str) -> int:
    Counted.looks = 0
    pair_marks(Counted(text), [Paragraph(start=0, end=len(text))])
    return Counted.looks


HARD = {
    "opening marks": "“a ",
    "closing marks": "a” ",
    "both": "“a” ",
    "nested": "“a ‘b «c ",
    "straight": 'a "b ',
    "single": "‘a b ",
    "apostrophes": "a's b’ ",
    "brackets": "(a [b ",
    "closing brackets": "a) b] ",
    "open and bracket": "“a) ",
    "mixed": "“a ‘b) «c” d’ ",
}


@pytest.mark.parametrize("unit", HARD.values(), ids=HARD)
def test_work_grows_with_the_text(unit: str) -> None:
    assert looks(unit * 800) <= 2.2 * looks(unit * 400) + 50


def test_ten_thousand_nested_marks() -> None:
    text = "“a " * 10_000 + "”" * 10_000
    assert len(pair_marks(text, [Paragraph(start=0, end=len(text))]).quotations) <= 10_000


def test_a_million_letters_never_closed() -> None:
    text = "“" + "word " * 200_000
    [found] = pair_marks(text, [Paragraph(start=0, end=len(text) - 1)]).quotations
    assert found.inner == (1, len(text) - 1)


def test_all_marks_are_known_to_a_family() -> None:
    for opening in module._OPENS:
        assert module._family(opening)
