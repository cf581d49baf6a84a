"""The trained network of the attribution reader: features, weights, inference in numpy."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from testimonia.finding.network.reading import Network


@lru_cache(maxsize=1)
def load() -> Network:
    """Return the network that the package brings. Raises ModuleNotFoundError without numpy."""
    from testimonia.finding.network.reading import Network
    from testimonia.finding.network.weights import Weights

    return Network(Weights.load((files(__package__) / "attribution.npz").read_bytes()))
