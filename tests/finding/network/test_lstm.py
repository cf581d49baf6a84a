"""Bidirectional layers: packed rows give what one sequence at a time gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.finding.network import lstm

HIDDEN, WIDTH = 3, 4


def layer(seed: int) -> tuple[lstm.Layer, list[np.ndarray]]:
    chance = np.random.default_rng(seed)
    plain = [
        chance.normal(size=shape).astype(np.float32)
        for shape in ((2, WIDTH, 4 * HIDDEN), (2, HIDDEN, 4 * HIDDEN), (2, 4 * HIDDEN))
    ]
    return lstm.Layer.of(*plain), plain


def one_step_at_a_time(plain: list[np.ndarray], rows: np.ndarray, direction: int) -> np.ndarray:
    inputs, steps, bias = (part[direction] for part in plain)
    state, cell = np.zeros(HIDDEN), np.zeros(HIDDEN)
    out = np.zeros((len(rows), HIDDEN))
    for at in range(len(rows)) if direction == 0 else reversed(range(len(rows))):
        i, f, g, o = np.split(rows[at] @ inputs + state @ steps + bias, 4)
        cell = cell / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
        state = np.tanh(cell) / (1 + np.exp(-o))
        out[at] = state
    return out


@settings(max_examples=30, deadline=None)
@given(lengths=st.lists(st.integers(1, 9), min_size=1, max_size=6), seed=st.integers(0, 99))
def test_sequences_of_any_lengths_do_not_touch_each_other(lengths: list[int], seed: int) -> None:
    made, plain = layer(seed)
    rows = np.random.default_rng(seed + 1).normal(size=(sum(lengths), WIDTH)).astype(np.float32)

    got = lstm.run(made, made.project(rows), lstm.Plan(np.array(lengths)))

    start = 0
    for length in lengths:
        own = rows[start : start + length]
        expected = np.concatenate([one_step_at_a_time(plain, own, 0), one_step_at_a_time(plain, own, 1)], 1)
        np.testing.assert_allclose(got[start : start + length], expected, atol=1e-5)
        start += length


def test_inputs_can_be_added_in_two_parts() -> None:
    made, _ = layer(5)
    rows = np.random.default_rng(6).normal(size=(7, WIDTH)).astype(np.float32)

    in_two = made.project(rows[:, :3]) + made.project(rows[:, 3:], first=3)

    np.testing.assert_allclose(in_two, made.project(rows), atol=1e-5)
