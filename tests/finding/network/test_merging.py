"""The network's rows and those of the rules made one."""

from __future__ import annotations

from tests.finding.network.tiny import tiny_weights

from testimonia.finding.attributing.clauses import Clauses
from testimonia.finding.attributing.drafts import Draft
from testimonia.finding.attributing.levels import Levels
from testimonia.finding.network.merging import Merger
from testimonia.finding.network.reading import Found, Network
from testimonia.finding.network.weights import Weights
from testimonia.language.doc import Doc
from testimonia.model import Document, document_id

TEXT = "The minister said the port is shut. He fears a strike."
CARD = {
    "calibration": {
        genre: {"network": [0.0, 1.0, 0.0], "both": [0.0, 1.0, 0.5]} for genre in ("news", "other")
    },
    "thresholds": {"news": 0.4, "releases": 0.6, "other": 0.7},
}


class Scripted(Network):
    """A network that finds what it is told."""

    def __init__(self, *found: Found) -> None:
        super().__init__(Weights.load(tiny_weights(**CARD)))
        self.found = found

    def read(self, *_: object) -> list[Found]:  # type: ignore[override]
        return list(self.found)


def _tokens(doc: Doc, words: str) -> tuple[int, int]:
    at = doc.text.index(words)
    return doc.token_range((at, at + len(words)))


def _read(genre: str, *found: tuple[str, str, str, float]) -> list[tuple[str, str]]:
    """Return rule and content of every row, with the rules reading one report of two words less."""
    document = Document(
        id=document_id(TEXT), name="a.txt", path="a.txt", text=TEXT, raw_sha256="", raw_bytes=0,
        media_type="text/plain", extractor="t", extractor_version="1",
    )  # fmt: skip
    doc = Doc.of(document)
    network = Scripted(
        *(
            Found(_tokens(doc, cue), [_tokens(doc, source)], [_tokens(doc, content)], chance)
            for source, cue, content, chance in found
        )
    )
    rule = Draft(content=[(18, 26)], cue=[(13, 17)], source=(0, 12), rule="clause without that")
    merger = Merger(doc, network, Clauses(doc, frozenset()), Levels(doc), genre)
    drafts, chances = merger.read([rule], [], [])
    assert all(0 < chances[id(draft)] < 1 for draft in drafts)
    return [(draft.rule, TEXT[slice(*draft.content[0])]) for draft in drafts]


SAID = ("The minister", "said", "the port is shut", 0.95)
FEARS = ("He", "fears", "a strike", 0.6)


def test_in_news_the_network_gives_the_spans_and_adds_what_it_holds_likely() -> None:
    assert _read("article", SAID, FEARS) == [
        ("clause without that", "the port is shut"),
        ("network", "a strike"),
    ]


def test_in_other_genres_the_rules_stand_and_doubtful_rows_are_left_out() -> None:
    assert _read("leaflet", SAID, FEARS) == [("clause without that", "the port")]


def test_words_that_a_likelier_row_has_are_not_read_twice() -> None:
    again = ("The minister", "minister", "the port is shut", 0.8)

    assert _read("article", SAID, again) == [("clause without that", "the port is shut")]


def test_a_content_that_only_points_elsewhere_is_none() -> None:
    assert _read("article", SAID, ("He", "fears", "a", 0.99)) == [("clause without that", "the port is shut")]
