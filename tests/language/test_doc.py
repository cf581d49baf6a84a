"""A text and its standoff structure."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from testimonia.language.doc import Doc
from testimonia.model import Document, document_id

TEXT = "Hale said: “It is open.”\n\nVaro’s boat left. He waved."
PIECES = st.sampled_from(
    ["Hale said ", "“", "”", '"', ". ", "\n", "\r\n", "🙂", "\u200f", "الطريق ", "(", ")", "’s "]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def test_words_are_folded_and_their_apostrophes_straight() -> None:
    assert Doc("Varo’s BOAT").words == ["varo", "'", "s", "boat"]


def test_a_span_is_cut_from_the_text() -> None:
    assert Doc(TEXT).cut((0, 4)) == "Hale"


def test_a_doc_of_a_document_keeps_its_id() -> None:
    document = Document(
        id=document_id(TEXT),
        name="a.txt",
        path="a.txt",
        text=TEXT,
        raw_sha256="",
        raw_bytes=0,
        media_type="text/plain",
        extractor="test",
        extractor_version="1",
    )
    assert (Doc.of(document).text, Doc.of(document).document) == (TEXT, document.id)


def test_the_sentence_at_a_position() -> None:
    doc = Doc(TEXT)
    sentence = doc.sentence_at(TEXT.index("waved"))
    assert sentence is not None and doc.cut(sentence) == "He waved."


def test_no_sentence_between_sentences() -> None:
    assert Doc(TEXT).sentence_at(TEXT.index("\n")) is None


def test_the_paragraph_at_a_position() -> None:
    paragraph = Doc(TEXT).paragraph_at(TEXT.index("boat"))
    assert paragraph is not None and TEXT[paragraph.start : paragraph.end] == "Varo’s boat left. He waved."
    assert Doc(TEXT).paragraph_at(TEXT.index("\n")) is None


def test_the_tokens_of_a_span() -> None:
    doc = Doc(TEXT)
    lo, hi = doc.token_range((TEXT.index("It"), TEXT.index("open")))
    assert doc.words[lo:hi] == ["it", "is"]


def test_an_empty_text_has_nothing() -> None:
    doc = Doc("")
    assert (doc.tokens, doc.sentences, doc.paragraphs, doc.quotations) == ([], [], [], [])
    assert doc.sentence_at(0) is None and doc.paragraph_at(0) is None


@given(TEXTS)
def test_paragraphs_are_in_order_and_disjoint(text: str) -> None:
    doc = Doc(text)
    spans = [(p.start, p.end) for p in doc.paragraphs]
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@given(TEXTS)
def test_there_are_as_many_words_as_tokens(text: str) -> None:
    doc = Doc(text)
    assert len(doc.words) == len(doc.tokens) == len(doc.starts)
    assert doc.starts == sorted(doc.starts)


@given(TEXTS, st.integers(0, 400))
def test_what_stands_at_a_position_holds_it(text: str, position: int) -> None:
    doc = Doc(text)
    sentence, paragraph = doc.sentence_at(position), doc.paragraph_at(position)
    assert sentence is None or sentence[0] <= position < sentence[1]
    assert paragraph is None or paragraph.start <= position < paragraph.end
