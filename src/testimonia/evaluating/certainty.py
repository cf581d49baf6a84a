"""How far figures can be trusted: their intervals, and whether confidence says how often a row is right.

Intervals are percentiles of the bootstrap (Efron & Tibshirani, An Introduction to the Bootstrap, 1993,
chapter 13): documents, not rows, are drawn with replacement, since rows of one document stand or fall
together. Reliability is read off a table of equal bins; the expected calibration error is the mean gap
between confidence and share right, weighted by rows (Guo et al., On Calibration of Modern Neural Networks,
ICML 2017).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from testimonia.evaluating.scoring import Counts
from testimonia.model import Record

SEED = 0
RESAMPLES = 1000
#: With fewer documents than these, what is drawn is too much alike to tell anything.
FEWEST = 10
BINS = 10

Interval = tuple[float, float]


class Bin(Record, frozen=True):
    """Rows whose confidence lies in [low, high), in the last bin up to 1."""

    low: float
    high: float
    rows: int
    confidence: float
    right: float


class Reliability(Record, frozen=True):
    """Bins with rows in them, and the expected calibration error."""

    bins: tuple[Bin, ...] = ()
    error: float = 0.0


def intervals(
    documents: Sequence[Counts],
    measures: dict[str, Callable[[Counts], float]],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> dict[str, Interval]:
    """Return the 95 % interval of each measure; none for fewer than :data:`FEWEST` documents."""
    if len(documents) < FEWEST or resamples < 40:
        return {}
    names = sorted({name for counts in documents for name in counts.figures})
    table = [[counts.figures.get(name, (0, 0, 0)) for name in names] for counts in documents]
    drawn = random.Random(seed)
    samples: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(resamples):
        total = Counts()
        for name, column in zip(names, zip(*drawn.choices(table, k=len(table)), strict=True), strict=True):
            total.add(name, *map(sum, zip(*column, strict=True)))
        for measure, value in measures.items():
            samples[measure].append(value(total))
    out = {}
    for measure, values in samples.items():
        values.sort()
        out[measure] = (values[int(0.025 * resamples)], values[int(0.975 * resamples) - 1])
    return out


def reliability(rows: Sequence[tuple[float, bool]], bins: int = BINS) -> Reliability:
    """Return the table of rows given as (confidence, right)."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in rows:
        held[min(int(confidence * bins), bins - 1)].append((confidence, right))
    table = tuple(
        Bin(
            low=at / bins,
            high=(at + 1) / bins,
            rows=len(inside),
            confidence=sum(confidence for confidence, _ in inside) / len(inside),
            right=sum(right for _, right in inside) / len(inside),
        )
        for at, inside in enumerate(held)
        if inside
    )
    gaps = sum(one.rows * abs(one.confidence - one.right) for one in table)
    return Reliability(bins=table, error=gaps / len(rows) if rows else 0.0)
