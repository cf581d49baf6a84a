"""Bidirectional LSTM layers in numpy (Hochreiter and Schmidhuber, 1997; Graves and Schmidhuber, 2005).

Sequences of one call stand one after another in a single array of rows; both directions advance together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from testimonia.finding.network.features import Floats, Ints


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights of one bidirectional layer with gates in the order input, forget, output, cell.

    ``inputs`` has the shape (2, width, 4 hidden), ``steps`` (2, hidden, 4 hidden), ``bias`` (2, 4 hidden);
    those of the three gates are halved, so that one hyperbolic tangent serves all four.
    """

    inputs: Floats
    steps: Floats
    bias: Floats

    @classmethod
    def of(cls, inputs: Floats, steps: Floats, bias: Floats) -> Layer:
        """Make a layer from weights whose gates stand in the order input, forget, cell, output."""
        hidden = steps.shape[1]
        order = np.concatenate([np.arange(hidden * n, hidden * (n + 1)) for n in (0, 1, 3, 2)])
        halves = np.repeat(np.array([0.5, 0.5, 0.5, 1.0], np.float32), hidden)
        return cls(
            np.ascontiguousarray(inputs[..., order] * halves),
            np.ascontiguousarray(steps[..., order] * halves),
            np.ascontiguousarray(bias[..., order] * halves),
        )

    @property
    def hidden(self) -> int:
        """Width of one direction."""
        return int(self.steps.shape[1])

    def project(self, rows: Floats, first: int = 0) -> Floats:
        """Return what ``rows`` add to the gates, shape (2, rows, 4 hidden), from input column ``first``
        on."""
        inputs = self.inputs[:, first : first + rows.shape[1]]
        return np.stack([rows @ inputs[0], rows @ inputs[1]])


class Plan:
    """Where the rows of sequences of given lengths lie at each step: the longest first."""

    def __init__(self, lengths: Ints) -> None:
        order = np.argsort(-lengths, kind="stable")
        starts = np.concatenate([[0], np.cumsum(lengths)])[:-1][order]
        sizes = lengths[order]
        steps = np.arange(int(sizes[0]))
        self.active = np.searchsorted(-sizes, -steps, side="left")  # sequences longer than the step
        self.ahead = [starts[:n] + t for t, n in enumerate(self.active)]
        self.back = [(starts + sizes - 1)[:n] - t for t, n in enumerate(self.active)]


def run(layer: Layer, gates: Floats, plan: Plan) -> Floats:
    """Return the states of a layer, shape (rows, 2 hidden), from what its inputs add to the gates."""
    hidden = layer.hidden
    gates += layer.bias[:, None, :]
    out = np.empty((gates.shape[1], 2 * hidden), np.float32)
    widest = int(plan.active[0])
    state = np.zeros((2, widest, hidden), np.float32)
    cell = np.zeros((2, widest, hidden), np.float32)
    for count, ahead, back in zip(plan.active.tolist(), plan.ahead, plan.back, strict=True):
        if count < state.shape[1]:
            state, cell = state[:, :count], cell[:, :count]
        now = np.matmul(state, layer.steps)
        now[0] += gates[0, ahead]
        now[1] += gates[1, back]
        np.tanh(now, out=now)
        three = now[..., : 3 * hidden]
        three *= 0.5
        three += 0.5
        cell = cell * now[..., hidden : 2 * hidden]
        cell += now[..., :hidden] * now[..., 3 * hidden :]
        state = np.tanh(cell)
        state *= now[..., 2 * hidden : 3 * hidden]
        out[ahead, :hidden] = state[0]
        out[back, hidden:] = state[1]
    return out
