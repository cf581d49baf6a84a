"""States of a public sentence encoder for every word of a paragraph: what the teacher reads besides.

The encoder is all-MiniLM-L6-v2 (Apache License 2.0), frozen; the states of its second, fourth and sixth layer
are kept, averaged over the pieces of a word.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from transformers import AutoModel, AutoTokenizer

from testimonia.finding.network.features import Floats

LAYERS = (2, 4, 6)
WIDTH = 384 * len(LAYERS)
_WORDS, _SHARED, _PIECES = 220, 40, 480


class Encoder:
    """The frozen encoder."""

    def __init__(self, archive: Path) -> None:
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(archive) as files:
            files.extractall(folder)
            home = next(Path(folder).rglob("config.json")).parent
            self.cutter = AutoTokenizer.from_pretrained(home)
            self.model = AutoModel.from_pretrained(home, attn_implementation="sdpa").eval()

    @torch.inference_mode()
    def states(self, paragraphs: Sequence[list[str]], at_once: int = 6000) -> list[Floats]:
        """Return half-float states of every word, shape (words, WIDTH), of each paragraph."""
        out = [np.zeros((len(words), WIDTH), np.float16) for words in paragraphs]
        jobs = [
            (number, start, min(len(words), start + _WORDS))
            for number, words in enumerate(paragraphs)
            for start in range(0, max(1, len(words) - _SHARED), _WORDS - _SHARED)
        ]
        jobs.sort(key=lambda job: (job[2] - job[1], job))
        batch: list[tuple[int, int, int]] = []
        for job in jobs:
            if batch and (len(batch) + 1) * (job[2] - job[1]) > at_once:
                self._fill(out, paragraphs, batch)
                batch = []
            batch.append(job)
        if batch:
            self._fill(out, paragraphs, batch)
        return out

    def _fill(
        self, out: list[Floats], paragraphs: Sequence[list[str]], batch: list[tuple[int, int, int]]
    ) -> None:
        words = [paragraphs[n][start:end] for n, start, end in batch]
        cut = self.cutter(words, is_split_into_words=True, padding=True, truncation=True, max_length=_PIECES,
                          return_tensors="pt")  # fmt: skip
        layers = self.model(**cut, output_hidden_states=True).hidden_states
        states = torch.cat([layers[n] for n in LAYERS], -1)
        for row, (number, start, end) in enumerate(batch):
            owner = torch.tensor([-1 if w is None else w for w in cut.word_ids(row)])
            kept = (owner >= 0).nonzero().squeeze(1)
            size = end - start
            total = torch.zeros(size, WIDTH).index_add_(0, owner[kept], states[row, kept])
            count = torch.zeros(size).index_add_(0, owner[kept], torch.ones(len(kept)))
            mean = (total / count.clamp(min=1).unsqueeze(1)).numpy().astype(np.float16)
            low = start if start == 0 else start + _SHARED // 2
            out[number][low:end] = mean[low - start :]


def as_tensor(states: Floats) -> Tensor:
    """Return half-float states as the tensor the network takes."""
    return torch.from_numpy(states.astype(np.float32))
