"""Spans become attributions: edges, kind, nesting, speaker, outlets."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.finding.readers import Context, ReaderFault, Reading, complete, read_with
from testimonia.language.doc import Doc
from testimonia.model import Attribution, Metadata, Span
from testimonia.pipeline import find_layers
from testimonia.reading import read_bytes

TEXT = (
    'The minister of Orvania, Mara Teel, said that the envoy had told her "the port is shut". '
    "“The quay,” she added, “will open.” (Radio Ost, 4/5/2031)\n"
)


def spans(words: str, text: str = TEXT) -> tuple[Span, ...]:
    found = re.search(re.escape(words), text)
    assert found is not None, words
    return (found.span(),)


def completed(*readings: Reading, text: str = TEXT) -> list[Attribution]:
    (document,) = read_bytes("a.txt", text.encode())
    doc, found = find_layers(document)  # type: ignore[arg-type]  # a text is always read
    context = Context(
        metadata=found.metadata,
        citations=found.citations,
        scripture=found.scripture,
        mentions=found.mentions,
    )
    return complete(doc, context, readings, by="test")


SAID = Reading(
    content=spans('the envoy had told her "the port is shut"'),
    cue=spans("said"),
    source=spans("The minister of Orvania, Mara Teel"),
    confidence=0.8,
    why="say",
)
TOLD = Reading(
    content=spans('"the port is shut"'), cue=spans("told"), source=spans("the envoy"), confidence=0.7
)
ADDED = Reading(
    content=(*spans("“The quay,”"), *spans("“will open.”")), cue=spans("added"), source=spans("she")
)


def test_what_stands_inside_a_content_becomes_its_child() -> None:
    said, told = completed(TOLD, SAID)
    assert (said.parent, told.parent) == (None, said.id)


def test_marks_around_a_content_are_left_out_and_tell_its_kind() -> None:
    said, told, added = completed(SAID, TOLD, ADDED)
    assert [row.kind for row in (said, told, added)] == ["mixed", "direct", "direct"]
    assert TEXT[slice(*told.content[0])] == "the port is shut"
    assert [TEXT[start:end] for start, end in added.content] == ["The quay", "will open"]


def test_a_kind_that_the_reader_tells_stands() -> None:
    (row,) = completed(Reading(content=TOLD.content, kind="indirect"))
    assert row.kind == "indirect"


def test_sources_become_names_and_citations_outlets() -> None:
    said, _, added = completed(SAID, TOLD, ADDED)
    assert said.speaker == ("Mara Teel",)
    assert added.speaker == ("Mara Teel",)
    assert added.outlets == ("Radio Ost",)
    assert added.outlet_date == "2031-05-04"


def test_a_speaker_that_the_reader_tells_stands() -> None:
    (row,) = completed(Reading(content=TOLD.content, speaker=("Ilan Voss",)))
    assert row.speaker == ("Ilan Voss",)


def test_why_names_the_reader_and_its_reason() -> None:
    (row,) = completed(SAID)
    assert row.why == "read by test: say"
    assert row.confidence == 0.8


def test_a_reading_given_twice_is_one_row() -> None:
    assert len(completed(SAID, SAID)) == 1


def test_a_content_without_a_word_is_left_out() -> None:
    assert completed(Reading(content=spans(". “"))) == []
    assert completed(Reading(content=())) == []


@pytest.mark.parametrize("span", [(-1, 5), (5, 5), (9, 3), (0, len(TEXT) + 1)])
def test_a_span_outside_the_text_is_a_fault(span: Span) -> None:
    with pytest.raises(ReaderFault, match="is no stretch of the text"):
        completed(Reading(content=(span,)))


@given(st.data())
def test_whatever_spans_are_given_each_row_stands_in_the_text(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet='ab "“”,.\n(س🙂', min_size=1, max_size=60))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).map(tuple)
    some = st.lists(places.filter(lambda span: span[0] < span[1]), max_size=3).map(tuple)
    given_ = st.builds(Reading, content=some, cue=some, source=some)
    doc = Doc(text, "d")
    rows = complete(doc, Context(metadata=Metadata(document="d")), data.draw(st.lists(given_)), by="test")
    ids = {row.id for row in rows}
    for row in rows:
        assert row.content
        for start, end in (*row.content, *row.cue, *row.source):
            assert text[start:end].strip() == text[start:end] != ""
        assert row.parent is None or row.parent in ids


class _Breaks:
    name, version = "breaks", "1"

    def read(self, doc: Doc, context: Context) -> list[Attribution]:
        raise KeyError("colour")


class _GivesWords:
    name, version = "words", "1"

    def read(self, doc: Doc, context: Context) -> list[Attribution]:
        return ["said"]  # type: ignore[list-item]  # what it is to be caught at


@pytest.mark.parametrize(
    ("reader", "told"), [(_Breaks(), "breaks failed: KeyError"), (_GivesWords(), "words gave a str")]
)
def test_whatever_is_wrong_with_a_reader_is_its_fault(reader: _Breaks, told: str) -> None:
    with pytest.raises(ReaderFault, match=told):
        read_with(reader, Doc("x"), Context(metadata=Metadata(document="")))
