"""A network of a few random weights, in the form in which trained ones are kept."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np

from testimonia.finding.network.features import FLAGS, PREFIXES, SHAPES, SUFFIXES, TYPE_FLAGS
from testimonia.finding.network.roles import DISTANCES

HIDDEN, KEY, ROLE, JUDGE, WORD = 6, 5, 4, 3, 4
WORDS = ["said", "the", "minister", "that", "he"]
PIECES = ["said", "the", "min", "##ister", "that", "he", ".", ","]


def tiny_weights(seed: int = 1, **card: Any) -> bytes:
    """Return a file of weights; those that score cues lean towards finding some."""
    chance = np.random.default_rng(seed)

    def half(*shape: int) -> np.ndarray:
        return chance.normal(size=shape).astype(np.float16)

    rows = {"vectors": len(PIECES) + 1, "word": len(WORDS) + 2, "suffix": SUFFIXES, "prefix": PREFIXES,
            "shape": SHAPES, "distance": DISTANCES}  # fmt: skip
    arrays: dict[str, Any] = {}
    for name, count in rows.items():
        arrays[f"table/{name}"] = chance.integers(-127, 128, size=(count, WORD)).astype(np.int8)
        arrays[f"table/{name}/scale"] = np.full(WORD, 0.01, np.float32)
    wide = 5 * WORD + TYPE_FLAGS + len(FLAGS)
    for name, width, hidden in (
        ("encoder0", wide, HIDDEN), ("encoder1", 2 * HIDDEN, HIDDEN),
        ("reader", KEY + WORD + len(FLAGS), ROLE)
    ):  # fmt: skip
        arrays[f"{name}/inputs"] = half(2, width, 4 * hidden)
        arrays[f"{name}/steps"] = half(2, hidden, 4 * hidden)
        arrays[f"{name}/bias"] = half(2, 4 * hidden)
    for name, width, out in (
        ("cue", 2 * HIDDEN, 3), ("key", 2 * HIDDEN, KEY), ("query", 2 * HIDDEN, KEY), ("role", 2 * ROLE, 5),
        ("judge", 4 * ROLE + KEY + 1, JUDGE), ("verdict", JUDGE, 1),
    ):  # fmt: skip
        arrays[f"{name}/matrix"], arrays[f"{name}/bias"] = half(width, out), half(out)
    arrays["steps"] = chance.normal(size=(5, 5)).astype(np.float32)
    arrays["begins"] = np.zeros(5, np.float32)
    arrays["words"] = np.frombuffer("\n".join(WORDS).encode(), np.uint8)
    arrays["pieces"] = np.frombuffer("\n".join(PIECES).encode(), np.uint8)
    whole = {"flags": list(FLAGS), "tables": list(rows), "layers": 2, **card}
    arrays["card"] = np.frombuffer(json.dumps(whole).encode(), np.uint8)
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()
