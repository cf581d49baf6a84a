"""Collation: marked witnesses give back their text, and an apparatus says who reads what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from testimonia.comparing.collation import apparatus, apparatus_lines, lines, parts, siglum
from testimonia.comparing.reuse import find_passages
from testimonia.model import Place

TEXTS = {
    "a": "The council of Arvela may close the northern bridge to all traffic until the river falls "
    "and dries, because three pillars were damaged by the flood of last week.",
    "b": "Reported: The council of Arvela must close the northern bridge to all traffic until the river "
    "falls and dries, because three pillars were damaged by the flood of last week.",
    "c": "It is said that the council of Arvela must close the northern bridge to all traffic until the "
    "river falls and dries, because nine pillars were damaged by the flood of last week. So far the paper.",
}
DATES = {"a": "2031-05-01", "b": "2031-05-02", "c": "2031-05-03"}


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=6))
def test_the_parts_of_a_place_put_together_are_its_text(text: str, bounds: list[tuple[int, int]]) -> None:
    place = Place("d", min(2, len(text)), len(text))
    spans = [(min(pair), max(pair)) for pair in bounds]
    assert "".join(part for part, _ in parts(text, place, spans)) == text[place.start : place.end]


def test_a_pair_is_shown_with_its_differences_numbered() -> None:
    (passage,) = find_passages([(name, TEXTS[name]) for name in "ab"])
    shown = lines(passage, TEXTS["a"], TEXTS["b"])
    assert "Arvela ⟦1 may⟧ close" in shown[0]
    assert "Arvela ⟦1 must⟧ close" in shown[1]
    assert shown[2:] == [" 1 may  ≠  must   (modality; another modal; alters the meaning)"]


def test_an_apparatus_has_the_earliest_witness_as_its_base_and_every_departure_from_it() -> None:
    found = apparatus(find_passages(list(TEXTS.items()), dates=DATES), TEXTS)
    assert found is not None
    assert [place.document for place in found.witnesses] == ["a", "b", "c"]
    assert apparatus_lines(found, {})[-2:] == ["may] must B C", "three] nine C"]


def test_without_dates_the_longest_witness_is_the_base() -> None:
    texts = {"x": TEXTS["a"].removesuffix(" of last week."), "y": TEXTS["a"], "z": TEXTS["a"]}
    found = apparatus(find_passages(list(texts.items())), texts)
    assert found is not None
    assert found.base.document == "y"


def test_no_passages_have_no_apparatus_and_sigla_never_end() -> None:
    assert apparatus([], {}) is None
    assert [siglum(number) for number in (0, 25, 26, 52)] == ["A", "Z", "A2", "A3"]
