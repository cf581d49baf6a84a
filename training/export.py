"""Write a trained network as the file of arrays that the package reads."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from testimonia.finding.network.features import FLAGS

_TABLES = ("vectors", "word", "suffix", "prefix", "shape", "distance")


def arrays_of(
    state: dict[str, Any], words: list[str], pieces: list[str], card: dict[str, Any]
) -> dict[str, Any]:
    """Return the arrays of a network: tables as bytes with scales, all else as half floats."""
    plain = {name: tensor.numpy() for name, tensor in state.items()}
    out: dict[str, Any] = {}
    layers = sum(name.startswith("encoder.") and name.endswith("weight_ih_l0") for name in plain)
    for number in range(layers):
        _layer(out, f"encoder{number}", plain, f"encoder.{number}")
    _layer(out, "reader", plain, "reader")
    for name in ("cue", "key", "query", "role", "judge", "verdict"):
        out[f"{name}/matrix"] = plain[f"{name}.weight"].T.astype(np.float16)
        out[f"{name}/bias"] = plain[f"{name}.bias"].astype(np.float16)
    out["steps"], out["begins"] = plain["steps"].astype(np.float32), plain["begins"].astype(np.float32)
    for name in _TABLES:
        table = plain["vectors"] if name == "vectors" else plain[f"{name}.weight"]
        scale = np.maximum(np.abs(table).max(0), 1e-6) / 127
        out[f"table/{name}"] = np.rint(table / scale).astype(np.int8)
        out[f"table/{name}/scale"] = scale.astype(np.float32)
    for name, lines in (("words", words), ("pieces", pieces)):
        out[name] = np.frombuffer("\n".join(lines).encode("utf-8"), np.uint8)
    card = {"flags": list(FLAGS), "tables": list(_TABLES), "layers": layers, **card}
    out["card"] = np.frombuffer(json.dumps(card, sort_keys=True).encode("utf-8"), np.uint8)
    return out


def _layer(out: dict[str, Any], name: str, plain: dict[str, Any], prefix: str) -> None:
    def both(part: str) -> Any:
        return [plain[f"{prefix}.{part}_l0"], plain[f"{prefix}.{part}_l0_reverse"]]

    out[f"{name}/inputs"] = np.stack([one.T for one in both("weight_ih")]).astype(np.float16)
    out[f"{name}/steps"] = np.stack([one.T for one in both("weight_hh")]).astype(np.float16)
    out[f"{name}/bias"] = np.stack(
        [a + b for a, b in zip(both("bias_ih"), both("bias_hh"), strict=True)]
    ).astype(np.float16)


def write(path: Path, arrays: dict[str, Any]) -> None:
    """Write arrays as a compressed archive whose bytes depend on nothing but the arrays."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(arrays):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue(), zipfile.ZIP_DEFLATED
            )
