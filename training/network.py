"""The network that is trained: an encoder of paragraphs, a tagger of cues, a reader of the roles of one cue.

Two bidirectional LSTM layers (Graves and Schmidhuber, 2005) encode a paragraph. A softmax over them tags
the tokens of cues (B, I, O). For every cue a smaller bidirectional LSTM, which is told the cue and the
distance of each token to it, tags the cue's own source and content, decoded as a linear chain (Lafferty et
al., ICML 2001). From the states of that reading a judge tells annotated cues from mere candidates. Parts of
speech and dependency relations are predicted on the side in training only.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from testimonia.finding.network.features import FLAGS, PREFIXES, SHAPES, SUFFIXES, TYPE_FLAGS
from testimonia.finding.network.roles import DISTANCES

CUE_TAGS, ROLE_TAGS = 3, 5


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the layers."""

    words: int
    pieces: int
    vectors: int = 96
    word: int = 48
    suffix: int = 16
    prefix: int = 8
    shape: int = 8
    hidden: int = 128
    layers: int = 2
    key: int = 80
    distance: int = 16
    role_hidden: int = 80
    judge: int = 48
    tags: int = 2
    relations: int = 2
    context: int = 0
    mixed: int = 192


@dataclass(slots=True)
class Types:
    """The table of spellings: one row each; ``pieces`` are padded with the row of zeros."""

    word: Tensor
    pieces: Tensor
    count: Tensor
    suffix: Tensor
    prefix: Tensor
    shape: Tensor
    flags: Tensor


@dataclass(slots=True)
class Batch:
    """Paragraphs of one step, padded at the end."""

    types: Tensor
    flags: Tensor
    lengths: Tensor
    cues: Tensor
    silver: Tensor
    row: Tensor
    first: Tensor
    end: Tensor
    roles: Tensor
    read: Tensor
    real: Tensor
    distances: Tensor
    offset: Tensor
    role_lengths: Tensor
    context: Tensor | None = None
    soft: Tensor | None = None
    mixed: Tensor | None = None


class Network(nn.Module):
    """Encoder, cue tagger and role reader."""

    def __init__(self, sizes: Sizes, vectors: Tensor, drop: float = 0.35) -> None:
        super().__init__()
        self.sizes = sizes
        self.register_buffer("vectors", vectors)
        self.word = nn.Embedding(sizes.words, sizes.word)
        self.suffix = nn.Embedding(SUFFIXES, sizes.suffix)
        self.prefix = nn.Embedding(PREFIXES, sizes.prefix)
        self.shape = nn.Embedding(SHAPES, sizes.shape)
        self.distance = nn.Embedding(DISTANCES, sizes.distance)
        for table in (self.word, self.suffix, self.prefix, self.shape, self.distance):
            nn.init.normal_(table.weight, std=0.1)
        wide = (
            sizes.vectors + sizes.word + sizes.suffix + sizes.prefix + sizes.shape + TYPE_FLAGS + len(FLAGS)
        )
        if sizes.context:
            self.mix = nn.Linear(sizes.context, sizes.mixed)
            wide += sizes.mixed
        both = 2 * sizes.hidden
        self.drop = nn.Dropout(drop)
        self.encoder = nn.ModuleList(
            _lstm(wide if n == 0 else both, sizes.hidden) for n in range(sizes.layers)
        )
        self.cue = nn.Linear(both, CUE_TAGS)
        self.key, self.query = nn.Linear(both, sizes.key), nn.Linear(both, sizes.key)
        self.reader = _lstm(sizes.key + sizes.distance + len(FLAGS), sizes.role_hidden)
        self.role = nn.Linear(2 * sizes.role_hidden, ROLE_TAGS)
        self.judge = nn.Linear(4 * sizes.role_hidden + sizes.key + 1, sizes.judge)
        self.verdict = nn.Linear(sizes.judge, 1)
        self.steps, self.begins = nn.Parameter(torch.zeros(5, 5)), nn.Parameter(torch.zeros(5))
        self.hint = nn.Linear(both, sizes.mixed)
        self.tag, self.relation = nn.Linear(both, sizes.tags), nn.Linear(both, sizes.relations)

    def embed(self, types: Types, ids: Tensor, rare: Tensor, names: float) -> Tensor:
        """Return the features of the types of a batch; in training rare words and names are masked."""
        word, vectors = types.word[ids], self.vectors[types.pieces[ids]].sum(-2) / types.count[ids]
        known = torch.ones(*ids.shape, 1)
        spelling = known
        if self.training:
            chance = rare[word]
            capital = types.flags[ids][..., 0] > 0
            chance = torch.where(capital, (chance + names).clamp(max=0.9), chance)
            hit = torch.rand(ids.shape) < chance
            word = torch.where(hit, torch.ones_like(word), word)
            known = (~(hit & (torch.rand(ids.shape) < 0.35))).float().unsqueeze(-1)
            spelling = (~(hit & (torch.rand(ids.shape) < 0.5))).float().unsqueeze(-1)
        parts = [
            vectors * known,
            self.word(word),
            self.suffix(types.suffix[ids]) * spelling,
            self.prefix(types.prefix[ids]) * spelling,
            self.shape(types.shape[ids]),
        ]
        return torch.cat([self.drop(torch.cat(parts, -1)), types.flags[ids]], -1)

    def encode(self, features: Tensor, batch: Batch) -> list[Tensor]:
        """Return the states of every layer, shape (batch, time, 2 hidden)."""
        parts, lengths = [features, batch.flags], batch.lengths
        if batch.context is not None:
            parts.append(self.drop(torch.tanh(self.mix(self.drop(batch.context)))))
        states = torch.cat(parts, -1)
        out = []
        for layer in self.encoder:
            states = self.drop(run(layer, states, lengths))
            out.append(states)
        return out

    def read_roles(self, states: Tensor, chances: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return role scores, shape (cues, time, tags), and judgements, shape (cues,), of candidate cues.

        ``chances`` are the log odds of the tagger that each candidate is one, shape (cues,).
        """
        query = torch.stack(
            [states[r, f:e].mean(0) for r, f, e in zip(batch.row, batch.first, batch.end, strict=True)]
        )
        query = torch.tanh(self.query(query))
        time = batch.roles.shape[1]
        at = (batch.offset.unsqueeze(1) + torch.arange(time)).clamp(max=states.shape[1] - 1)
        rows = batch.row.unsqueeze(1)
        mixed = torch.tanh(self.key(states)[rows, at] + query.unsqueeze(1))
        seen = torch.cat([mixed, self.distance(batch.distances), batch.flags[rows, at]], -1)
        read = self.drop(run(self.reader, seen, batch.role_lengths))
        inside = torch.arange(time)[None, :] < batch.role_lengths[:, None]
        most = read.masked_fill(~inside.unsqueeze(-1), -1.0).amax(1)
        own = read[torch.arange(len(read)), batch.first - batch.offset]
        judged = torch.tanh(self.judge(torch.cat([most, own, query, chances.unsqueeze(1)], -1)))
        return self.role(read), self.verdict(self.drop(judged)).squeeze(-1)


def _lstm(width: int, hidden: int) -> nn.LSTM:
    return nn.LSTM(width, hidden, batch_first=True, bidirectional=True)


def run(layer: nn.LSTM, states: Tensor, lengths: Tensor) -> Tensor:
    """Run a bidirectional layer over padded sequences."""
    packed = pack_padded_sequence(states, lengths, batch_first=True, enforce_sorted=False)
    return pad_packed_sequence(layer(packed)[0], batch_first=True, total_length=states.shape[1])[0]


def chain_loss(scores: Tensor, gold: Tensor, lengths: Tensor, steps: Tensor, begins: Tensor) -> Tensor:
    """Return the summed negative log likelihood of tag sequences under a linear chain."""
    mask = torch.arange(scores.shape[1])[None, :] < lengths[:, None]
    path = (scores.gather(2, gold.unsqueeze(-1)).squeeze(-1) * mask).sum(1) + begins[gold[:, 0]]
    path = path + (steps[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1)
    total = scores[:, 0] + begins
    for t in range(1, scores.shape[1]):
        ahead = torch.logsumexp(total.unsqueeze(2) + steps, 1) + scores[:, t]
        total = torch.where(mask[:, t].unsqueeze(1), ahead, total)
    return (torch.logsumexp(total, 1) - path).sum()
