"""Attributions as a layer: what holds for any text, however odd, and how the work grows with it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.finding import attributions
from testimonia.language.doc import Doc
from testimonia.model import Annotations, Attribution, Document, Metadata, Scripture, document_id
from testimonia.pipeline import annotate

Trace = Callable[[FrameType, str, Any], Any]

PIECES = st.sampled_from(
    [
        *"“”\"„«»‹›‘’‚'()[]﴿﴾:,;.!?…—-",
        *[
            "''",
            "``",
            " ",
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            "> ",
            "\u00a0",
            "\u200f",
            "\u202b",
            "\u202c",
            "\ufeff",
            "🙂",
            "\u0301",
        ],
        *[
            "Hale ",
            "Marit Hale ",
            "Varo ",
            "he ",
            "She ",
            "they ",
            "I ",
            "who ",
            "it ",
            "the minister ",
            "Norway ",
        ],
        *[
            "said ",
            "said that ",
            "says ",
            "told ",
            "told the council that ",
            "added ",
            "denied ",
            "asked whether ",
        ],
        *[
            "according to ",
            "According to ",
            "was quoted as saying ",
            "as ",
            "that ",
            "and ",
            "but ",
            "to ",
            "not ",
        ],
        *[
            "the road was open ",
            "the pier is safe to all of us ",
            "claim ",
            "statement ",
            "announced ",
            "saying ",
        ],
        *[
            "(Reuters, 3 May 2014)",
            "Reuters ",
            "AFP reported ",
            "HALE: ",
            "QUESTION: ",
            "Question: ",
            "Dr. ",
            "12/01/2016 ",
        ],
        *["قال الوزير إن الطريق مفتوح ", "قال تعالى ", "﴿وقل اعملوا﴾", "«مفتوح»", "الطريق"],
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=50).map("".join), st.text(max_size=80))


def read(text: str) -> Annotations:
    return annotate(
        Document(
            id=document_id(text),
            name="text.txt",
            path="text.txt",
            text=text,
            raw_sha256="",
            raw_bytes=0,
            media_type="text/plain",
            extractor="test",
            extractor_version="1",
        ),
        reader="rules",
    )


def find(text: str) -> list[Attribution]:
    """The attributions alone, without the layers that names and citations come from."""
    return attributions.find(Doc(text, "d"), Metadata(document="d"), [], [], [])


# What holds for any text


@settings(max_examples=120, deadline=None, derandomize=True)
@given(TEXTS)
def test_whatever_the_text_the_rows_hold_together(text: str) -> None:
    rows = read(text).attributions
    for row in rows:
        assert row.content
        for start, end in (*row.content, *row.cue, *row.source, *row.outlet_spans):
            assert 0 <= start < end <= len(text)
        assert row.speaker and all(row.speaker)
        assert 0 < row.confidence <= 1 and row.why
    assert len({row.id for row in rows}) == len(rows)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(TEXTS)
def test_contents_have_no_outer_white_space(text: str) -> None:
    for row in read(text).attributions:
        for start, end in row.content:
            assert text[start:end] == text[start:end].strip()


@settings(max_examples=120, deadline=None, derandomize=True)
@given(TEXTS)
def test_pieces_of_a_content_are_in_order_and_disjoint(text: str) -> None:
    for row in read(text).attributions:
        assert list(row.content) == sorted(row.content)
        for (_, end), (start, _) in zip(row.content[:-1], row.content[1:], strict=True):
            assert end <= start


@settings(max_examples=120, deadline=None, derandomize=True)
@given(TEXTS)
def test_parents_exist_and_form_no_circle(text: str) -> None:
    rows = read(text).attributions
    parents = {row.id: row.parent for row in rows}
    for row in rows:
        seen, above = {row.id}, row.parent
        while above is not None:
            assert above in parents and above not in seen
            seen.add(above)
            above = parents[above]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(TEXTS)
def test_the_same_text_gives_the_same_rows(text: str) -> None:
    assert find(text) == find(text)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(TEXTS)
def test_ids_name_their_layer(text: str) -> None:
    assert all(row.id.startswith("attribution:") for row in find(text))


# Odd texts


ODD = {
    "empty": "",
    "white space": " \n\t\n ",
    "one word": "said",
    "marks only": "“”«»‘’\"'()﴿﴾" * 20,
    "emoji": "🙂🛶👨‍👩‍👧 " * 50,
    "Arabic": "قال الوزير إن الطريق مفتوح. " * 20,
    "right-to-left marks": "\u202bHale said\u202c \u200fthat the road was open.\u200f" * 5,
    "all capitals": "MARIT HALE SAID THAT THE ROAD WAS OPEN. " * 20,
    "no punctuation": "hale said that the road was open and varo denied that the pier was safe " * 20,
    "one word over and over": "said " * 500,
    "cues in a row": "Hale said said that that said that " * 30,
    "nul": "Hale said\x00 that the road was open.",
    "lone surrogate": "Hale said \ud800 that the road was open.",
    "a label alone": "HALE:",
    "labels alone": "HALE:\nVARO:\nHALE:\n",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_text_is_content_and_no_error(text: str) -> None:
    for row in read(text).attributions:
        assert all(0 <= start < end <= len(text) for start, end in row.content)


def test_no_cue_and_no_quotation_is_no_attribution() -> None:
    assert find("🙂 " * 50) == find("“”" * 50) == find("") == []


# Scripture


def test_scripture_is_an_attribution_to_its_work() -> None:
    text = "Allah says: “The road is open to the just and shut to all others.”"
    start = text.index("The road")
    verse = Scripture(
        id="s", document="d", span=(start, len(text) - 1), work="quran", language="en", reference="quran 1:1"
    )
    rows = attributions.find(Doc(text, "d"), Metadata(document="d"), [], [verse], [])
    holy = [row for row in rows if row.speaker_class == "scripture"]
    assert [(row.speaker, row.kind, row.content) for row in holy] == [(("Qur'an",), "direct", (verse.span,))]


def test_formulas_are_no_attribution() -> None:
    text = "In the name of the just"
    verse = Scripture(id="s", document="d", span=(0, len(text)), work="formula", language="en")
    assert attributions.find(Doc(text, "d"), Metadata(document="d"), [], [verse], []) == []


# Work: the number of lines that run, which no clock disturbs


def work(function: Callable[[], object]) -> int:
    """Count the lines of Python that a function runs."""
    count = 0

    def trace(_frame: FrameType, event: str, _arg: object) -> Trace:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return count


HARD = {
    "nested marks": ("“a ", "", "”"),
    "nested mixed marks": ("“a ‘b «c ", "", ""),
    "a quotation never closed": ("", "“", "the road to the pier was open "),
    "no full stop": ("", "", "Hale said that the road was open and "),
    "no comma": ("", "", "the road was open "),
    "commas": ("", "", "the road, the pier, "),
    "cues only": ("", "", "said "),
    "cues and quotations": ("", "", "Hale said: “the road is open to all of us.” "),
    "quotations without a cue": ("", "", "“The road is open to all of us.” "),
    "all capitals": ("", "", "HALE SAID THAT THE ROAD WAS OPEN. "),
    "pronouns": ("", "Hale came. ", "He said that he was told that it was open. "),
    "they": ("", "", "They said that they were told that they were late. "),
    "nested reports": ("", "", "Hale said that "),
    "according to": ("", "", "according to the guild, "),
    "brackets": ("(Hale said ", "", ""),
    "colons": ("", "", "Hale: "),
    "paragraphs": ("", "", "Hale said: “the road is open\n\n"),
    "mail": ("", "Hale wrote:\n", "> the road is open\n"),
    "turns": ("", "", "HALE: The road is open to all.\nVARO: He said that it was shut.\n"),
    "Arabic": ("", "", "قال الوزير إن الطريق مفتوح "),
    "emoji": ("", "", "🙂 "),
    "one long word": ("", "Hale said that ", "road"),
    "loose closing marks": ("", "", "the road is open”\n\n"),
    "who": ("", "", "Hale, who said that Varo, "),
}


def hard(kind: str, times: int) -> str:
    opening, head, body = HARD[kind]
    if opening and not body:
        return head + opening * times
    return opening * times + head + (body * times if body else "")


@pytest.mark.parametrize("kind", HARD)
def test_work_grows_with_the_text(kind: str) -> None:
    find(hard(kind, 20))  # tables are read and cached here
    short, long = hard(kind, 200), hard(kind, 400)
    once, twice = work(lambda: find(short)), work(lambda: find(long))
    assert twice < 2.6 * once + 5000


def test_ten_thousand_nested_marks() -> None:
    rows = find("Hale said: " + "“a " * 10_000 + "”" * 10_000)
    assert len(rows) < 100


def test_a_quotation_never_closed_at_the_head_of_a_long_text() -> None:
    text = "“" + "The road to the pier was open and the boats sailed at dawn. " * 16_000
    assert len(text) > 900_000
    assert len(find(text)) <= 1
