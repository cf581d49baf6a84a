"""The weights of a trained reader: one file of arrays, as ``training/train.py`` writes it.

Tables of embeddings are kept as one signed byte a number with a scale a column, everything else as half
floats.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from testimonia.finding.network.features import FLAGS, Floats
from testimonia.finding.network.lstm import Layer


@dataclass(frozen=True, slots=True)
class Dense:
    """An affine map: ``matrix`` (width in, width out) and ``bias`` (width out)."""

    matrix: Floats
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Apply the map to rows."""
        out: Floats = rows @ self.matrix + self.bias
        return out


@dataclass(frozen=True, slots=True)
class Weights:
    """All a trained reader is made of; ``card`` names its data and holds its calibration."""

    words: dict[str, int]
    pieces: dict[str, int]
    tables: dict[str, Floats]
    encoder: tuple[Layer, ...]
    cue: Dense
    key: Dense
    query: Dense
    reader: Layer
    role: Dense
    judge: Dense
    verdict: Dense
    steps: Floats
    begins: Floats
    card: dict[str, Any]

    @classmethod
    def load(cls, source: Path | bytes) -> Weights:
        """Read a file of weights. Raises ValueError where it is not one for this version."""
        try:
            with np.load(io.BytesIO(source) if isinstance(source, bytes) else source) as arrays:
                return cls._of({name: arrays[name] for name in arrays.files})
        except (OSError, KeyError, ValueError) as fault:
            name = source if isinstance(source, Path) else "the file"
            raise ValueError(f"{name} holds no weights of an attribution reader: {fault}") from fault

    @classmethod
    def _of(cls, arrays: dict[str, Any]) -> Weights:
        card = json.loads(bytes(arrays["card"]).decode("utf-8"))
        if card["flags"] != list(FLAGS):
            raise ValueError("made for other features; train it again")
        real = {name: _plain(name, arrays) for name in arrays if not name.endswith("/scale")}

        def dense(name: str) -> Dense:
            return Dense(real[f"{name}/matrix"], real[f"{name}/bias"])

        def layer(name: str) -> Layer:
            return Layer.of(*(real[f"{name}/{part}"] for part in ("inputs", "steps", "bias")))

        return cls(
            words=_numbers(arrays["words"], first=2),
            pieces=_numbers(arrays["pieces"], first=0),
            tables={name: real[f"table/{name}"] for name in card["tables"]},
            encoder=tuple(layer(f"encoder{number}") for number in range(card["layers"])),
            cue=dense("cue"),
            key=dense("key"),
            query=dense("query"),
            reader=layer("reader"),
            role=dense("role"),
            judge=dense("judge"),
            verdict=dense("verdict"),
            steps=real["steps"],
            begins=real["begins"],
            card=card,
        )


def _plain(name: str, arrays: dict[str, Any]) -> Any:
    array = arrays[name]
    if array.dtype == np.int8:
        return array.astype(np.float32) * arrays[name + "/scale"]
    return array.astype(np.float32) if array.dtype == np.float16 else array


def _numbers(joined: Any, first: int) -> dict[str, int]:
    lines = bytes(joined).decode("utf-8").split("\n")
    return {line: number for number, line in enumerate(lines, first)}
