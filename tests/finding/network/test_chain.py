"""The best path among those that have the tag asked for: compared with trying every path."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.finding.network.chain import best_paths

TAGS = 4


def score(path: tuple[int, ...], scores: np.ndarray, steps: np.ndarray, begins: np.ndarray) -> float:
    total = begins[path[0]] + sum(scores[at, tag] for at, tag in enumerate(path))
    return float(total + sum(steps[a, b] for a, b in pairwise(path)))


@settings(max_examples=40, deadline=None)
@given(lengths=st.lists(st.integers(1, 5), min_size=1, max_size=4), seed=st.integers(0, 999))
def test_finds_the_best_path_that_has_the_needed_tag(lengths: list[int], seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(len(lengths), max(lengths), TAGS)).astype(np.float32)
    steps, begins = (
        chance.normal(size=(TAGS, TAGS)).astype(np.float32),
        chance.normal(size=TAGS).astype(np.float32),
    )

    found = best_paths(scores, np.array(lengths), steps, begins, needed=3)

    for row, length in enumerate(lengths):
        paths = [path for path in product(range(TAGS), repeat=length) if 3 in path]
        best = max(paths, key=lambda path: score(path, scores[row], steps, begins))
        assert tuple(found[row, :length]) == best
        assert not found[row, length:].any()
