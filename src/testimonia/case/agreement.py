"""How far readers agree beyond chance: Cohen's kappa and Krippendorff's alpha, for values without an order.

Kappa compares the share of items on which two readers agree with the share expected if each kept their own
frequencies and decided blindly: J. Cohen (1960), A coefficient of agreement for nominal scales, Educational
and Psychological Measurement 20(1), 37-46. Alpha compares the disagreement observed within items with that
between values drawn from all items together, for any number of readers and with gaps: K. Krippendorff (2011),
Computing Krippendorff's alpha-reliability, University of Pennsylvania, nominal metric. Both are linear in the
values. Both are undefined where all values are the same: nothing tells agreement from habit then. With few
items or one value that prevails they are unsteady; look at the number of items and at the share beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def share_agreed(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return the share of items, 0 to 1, to which two readers gave the same value; None without items."""
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return Cohen's kappa of two readers, at most 1; None where it is undefined.

    ``pairs`` holds for every item the value of the first reader and that of the second.

    >>> cohen_kappa([("yes", "yes"), ("yes", "no"), ("no", "no"), ("no", "no")])
    0.5
    """
    size = len(pairs)
    if not size:
        return None
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(count * second[value] for value, count in first.items())  # times size squared
    if chance == size * size:
        return None
    return (size * sum(a == b for a, b in pairs) - chance) / (size * size - chance)


def krippendorff_alpha(units: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Return Krippendorff's alpha for nominal values, at most 1; None where it is undefined.

    ``units`` holds for every item the values of the readers, None for a reader who gave none; items with
    fewer than two values pair nothing and count for nothing.

    >>> round(krippendorff_alpha([("a", "a"), ("a", "b"), ("b", "b"), ("b", None)]), 3)
    0.444
    """
    totals: Counter[Hashable] = Counter()
    observed = 0.0
    for unit in units:
        values = Counter(value for value in unit if value is not None)
        size = values.total()
        if size < 2:
            continue
        totals += values
        observed += (size * size - sum(count * count for count in values.values())) / (size - 1)
    size = totals.total()
    expected = size * size - sum(count * count for count in totals.values())
    if expected == 0:
        return None
    return 1 - (size - 1) * observed / expected
