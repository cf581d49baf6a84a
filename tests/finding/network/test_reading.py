"""Reading texts with a network: what must hold whatever its weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.finding.network.tiny import tiny_weights

from testimonia.finding.network import reading
from testimonia.finding.network.features import FLAGS
from testimonia.finding.network.reading import Found, Network
from testimonia.finding.network.weights import Weights

WORDS = "the minister said that he would not sign , she told Reuters . « نعم » 🙂".split()


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(Weights.load(tiny_weights()))


def read(network: Network, words: list[str], paragraphs: list[tuple[int, int]]) -> list[Found]:
    return network.read(words, np.zeros((len(words), len(FLAGS)), np.float32), paragraphs, 0.2)


def close(a: list[Found], b: list[Found]) -> bool:
    """Tell whether two readings are the same but for the last digits of their chances."""
    return [(f.cue, f.source, f.content) for f in a] == [(f.cue, f.source, f.content) for f in b] and all(
        abs(f.chance - g.chance) < 1e-4 for f, g in zip(a, b, strict=True)
    )


@settings(max_examples=40, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=60))
def test_every_cue_has_a_content_and_all_ranges_lie_in_the_paragraph(
    network: Network, words: list[str]
) -> None:
    for found in read(network, words, [(0, len(words))]):
        assert found.content
        assert 0 < found.chance < 1
        for lo, hi in (found.cue, *found.source, *found.content):
            assert 0 <= lo < hi <= len(words)


@settings(max_examples=20, deadline=None)
@given(sizes=st.lists(st.integers(1, 30), min_size=1, max_size=8), seed=st.integers(0, 99))
def test_a_paragraph_is_read_alike_alone_and_among_others(
    network: Network, sizes: list[int], seed: int
) -> None:
    chance = np.random.default_rng(seed)
    words = [WORDS[n] for n in chance.integers(0, len(WORDS), sum(sizes))]
    ends = np.cumsum(sizes).tolist()
    paragraphs = list(zip([0, *ends[:-1]], ends, strict=True))

    together = read(network, words, paragraphs)
    apart = [found for paragraph in paragraphs for found in read(network, words, [paragraph])]

    assert close(together, apart)


def test_what_is_known_of_a_spelling_does_not_change_the_reading(network: Network) -> None:
    words = WORDS * 3
    first = read(Network(network.weights), words, [(0, len(words))])

    read(network, [f"new{n}" for n in range(9000)], [(0, 9000)])

    assert close(read(network, words, [(0, len(words))]), first)


def test_a_paragraph_without_end_is_read_in_pieces_each_cue_once(network: Network) -> None:
    words = (WORDS * 400)[:5000]

    found = read(network, words, [(0, len(words))])

    cues = [one.cue for one in found]
    assert cues == sorted(set(cues))
    assert cues[-1][0] > 4500
    assert max(hi - lo for one in found for lo, hi in one.content) < reading.LONGEST


def test_nothing_is_found_in_nothing(network: Network) -> None:
    assert read(network, [], []) == []
