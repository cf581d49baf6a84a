"""The window in which the roles of one cue are read, and the distances within it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from testimonia.finding.network.features import Ints

#: Tokens before and after a cue among which its source and content are looked for.
BEFORE, AFTER = 160, 240
_CLOSE, _FARTHEST = 8, 20
DISTANCES = 2 * _FARTHEST + 1


def window(first: int, end: int, length: int) -> tuple[int, int]:
    """Return the stretch of a paragraph of ``length`` tokens around the cue ``[first, end)``."""
    return max(0, first - BEFORE), min(length, end + AFTER)


@lru_cache(maxsize=1)
def _steps() -> Ints:
    """Return the bucket of every absolute distance: exact up to eight tokens, then in widening steps."""
    far = np.arange(BEFORE + AFTER + 64, dtype=np.float64)
    wide = _CLOSE + np.minimum(
        _FARTHEST - _CLOSE, (np.log2(np.maximum(far, 1) / _CLOSE) * 4).astype(np.int64) + 1
    )
    return np.where(far <= _CLOSE, far, np.maximum(wide, _CLOSE)).astype(np.int64)


def distances(first: int, end: int, length: int) -> Ints:
    """Return the row of the distance table for every token, seen from the cue ``[first, end)``."""
    at = np.arange(length)
    steps = _steps()
    out = np.full(length, _FARTHEST, np.int64)
    before, after = at < first, at >= end
    out[before] -= steps[np.minimum(first - at[before], len(steps) - 1)]
    out[after] += steps[np.minimum(at[after] - end + 1, len(steps) - 1)]
    return out
