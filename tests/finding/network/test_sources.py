"""Sources that the form of a verb settles."""

from __future__ import annotations

import pytest

from testimonia.finding.attributing.clauses import Clauses
from testimonia.finding.network.reading import Found
from testimonia.finding.network.sources import Sources
from testimonia.language.doc import Doc
from testimonia.model import Document, document_id


def _settled(text: str, source: str, cue: str, content: str) -> tuple[list[str], list[str]]:
    """Return source and content, as words, that are settled for a finding given by its words."""
    document = Document(
        id=document_id(text), name="a.txt", path="a.txt", text=text, raw_sha256="", raw_bytes=0,
        media_type="text/plain", extractor="t", extractor_version="1",
    )  # fmt: skip
    doc = Doc.of(document)

    def tokens(words: str) -> list[tuple[int, int]]:
        return [doc.token_range((text.index(words), text.index(words) + len(words)))] if words else []

    sources = Sources(doc, Clauses(doc, frozenset()))
    found = sources.settle(Found(tokens(cue)[0], tokens(source), tokens(content), 0.9))
    spoken = [[text[slice(*doc.span_of(piece))] for piece in part] for part in (found.source, found.content)]
    return spoken[0], spoken[1]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        ("Many voters are expected to stay away.", "Many voters", "are expected", "to stay away",
         ([], ["Many voters", "to stay away"])),
        ("The truce seems to hold in the north.", "The truce", "seems", "to hold in the north",
         ([], ["The truce", "to hold in the north"])),
        ("I was told that the gate is shut.", "I", "was told", "that the gate is shut",
         ([], ["that the gate is shut"])),
        ("The pilot was asked by a caller why he left.", "The pilot", "was asked by", "why he left",
         (["a caller"], ["why he left"])),
        ("The envoy is convinced that the truce holds.", "The envoy", "is convinced", "that the truce holds",
         (["The envoy"], ["that the truce holds"])),
        ("The envoy said that the truce holds.", "The envoy", "said", "that the truce holds",
         (["The envoy"], ["that the truce holds"])),
    ],
)  # fmt: skip
def test_the_subject_of_a_passive_or_raising_verb_is_no_source(
    text: str, source: str, cue: str, content: str, expected: tuple[list[str], list[str]]
) -> None:
    assert _settled(text, source, cue, content) == expected


@pytest.mark.parametrize(
    ("text", "cue", "content", "source"),
    [
        ("The envoy left, saying that the talks failed.", "saying", "that the talks failed", "The envoy"),
        ("The envoy came back to discuss the lease of the port.", "to discuss", "the lease", "The envoy"),
    ],
)  # fmt: skip
def test_a_verb_without_a_subject_takes_that_of_the_clause_before(
    text: str, cue: str, content: str, source: str
) -> None:
    assert _settled(text, "", cue, content)[0] == [source]
