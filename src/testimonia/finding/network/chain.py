"""Linear chains over role scores (Lafferty et al., ICML 2001)."""

from __future__ import annotations

import numpy as np

from testimonia.finding.network.features import Floats, Ints

_NEVER = np.float32(-1e4)


def best_paths(scores: Floats, lengths: Ints, steps: Floats, begins: Floats, needed: int) -> Ints:
    """Return the best tags among paths that have the tag ``needed`` somewhere.

    ``scores`` has the shape (sequences, places, tags); places beyond a sequence's length get tag 0. A state
    is a tag and whether the needed one has come, so that the plain search for the best path finds it.
    """
    count, places, tags = scores.shape
    both = np.full((2 * tags, 2 * tags), _NEVER, np.float32)
    both[:tags, :tags] = both[tags:, tags:] = steps
    both[:tags, needed] = _NEVER
    both[:tags, tags + needed] = steps[:, needed]
    first = np.concatenate([begins, np.full(tags, _NEVER, np.float32)])
    first[needed], first[tags + needed] = _NEVER, begins[needed]
    twice = np.concatenate([scores, scores], axis=2)
    best = twice[:, 0] + first
    came = np.zeros((places, count, 2 * tags), np.int8)
    ends = best.copy()
    for t in range(1, places):
        ways = best[:, :, None] + both
        came[t] = ways.argmax(1)
        best = ways.max(1) + twice[:, t]
        done = lengths == t + 1
        ends[done] = best[done]
    path = np.zeros((count, places), np.int64)
    state = ends[:, tags:].argmax(1) + tags
    rows = np.arange(count)
    for t in range(places - 1, -1, -1):
        inside = rows[lengths > t]
        path[inside, t] = state[inside] % tags
        if t:
            state[inside] = came[t, inside, state[inside]]
    return path
