"""Reading a text with the trained network: cue candidates, and for each its source and content.

Paragraphs are read in batches of bounded size; one longer than :data:`LONGEST` tokens is read in pieces that
overlap, so that time is linear in the length of a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from testimonia.finding.network import lstm
from testimonia.finding.network.chain import best_paths
from testimonia.finding.network.features import (
    PREFIXES,
    SHAPES,
    SUFFIXES,
    Floats,
    Ints,
    bucket,
    normalise,
    shape,
    type_flags,
)
from testimonia.finding.network.roles import distances, window
from testimonia.finding.network.weights import Weights
from testimonia.finding.network.wordpieces import cut

#: Tokens of a paragraph read at once, and how far the pieces of a longer one reach into each other.
LONGEST, SHARED = 800, 240
_BATCH = 6000
_ROLE_BATCH = 8000
_LONGEST_CUE = 8
#: In no text is every other word a cue; of more candidates than one in so many tokens the rest is not read.
_TOKENS_A_CUE = 6
_MOST_PIECES = 8
_KNOWN_TYPES = 60_000

SOURCE, CONTENT = 1, 3


@dataclass(slots=True)
class Found:
    """One cue read by the network: token ranges, and how likely it is a cue that has roles.

    ``cue`` is one range; ``source`` and ``content`` are ranges in text order.
    """

    cue: tuple[int, int]
    source: list[tuple[int, int]]
    content: list[tuple[int, int]]
    chance: float


@dataclass(slots=True)
class _Piece:
    start: int
    end: int
    keep: tuple[int, int]


@dataclass(slots=True)
class _Candidate:
    cue: tuple[int, int]
    low: int
    high: int
    row: int
    chance: float


class Network:
    """A trained network, ready to read; what it computes of a spelling is kept for the next time."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._types: dict[str, int] = {}
        self._projected = np.empty((2, 0, weights.encoder[0].steps.shape[2]), np.float32)

    def read(
        self, words: Sequence[str], flags: Floats, paragraphs: Sequence[tuple[int, int]], least: float
    ) -> list[Found]:
        """Return what is found in a text, in the order of its cues.

        ``words`` are the tokens as written, ``flags`` theirs (tokens, flags), ``paragraphs`` token ranges in
        order, ``least`` the least chance of a first cue token from which a candidate is read.
        """
        if len(self._types) > _KNOWN_TYPES:
            self._types.clear()
        out: list[Found] = []
        for batch in _batches(_pieces(paragraphs)):
            out += self._read_batch(words, flags, batch, least)
        out.sort(key=lambda found: found.cue)
        return out

    def _read_batch(
        self, words: Sequence[str], flags: Floats, pieces: list[_Piece], least: float
    ) -> list[Found]:
        lengths = np.array([piece.end - piece.start for piece in pieces])
        rows = np.concatenate([np.arange(piece.start, piece.end) for piece in pieces])
        seen = flags[rows]
        states, chances = self.encode([words[row] for row in rows.tolist()], seen, lengths)
        starts = np.concatenate([[0], np.cumsum(lengths)])
        candidates: list[_Candidate] = []
        for number, piece in enumerate(pieces):
            candidates += _candidates(
                chances[starts[number] : starts[number + 1]], piece, int(starts[number]), least
            )
        if not candidates:
            return []
        keyed = self.weights.key(states)
        queries = np.stack(
            [states[c.row + c.cue[0] - c.low :][: c.cue[1] - c.cue[0]].mean(0) for c in candidates]
        )
        asked = np.tanh(self.weights.query(queries))
        return self._roles(candidates, keyed, asked, seen)

    def encode(self, words: list[str], flags: Floats, lengths: Ints) -> tuple[Floats, Floats]:
        """Return states (tokens, width) and chances of cue tags (tokens, 3) of sequences that follow each
        other."""
        first = self.weights.encoder[0]
        numbers = self._numbers(words)
        gates = self._projected[:, numbers] + first.project(flags, first.inputs.shape[1] - flags.shape[1])
        plan = lstm.Plan(lengths)
        states = lstm.run(first, gates, plan)
        for layer in self.weights.encoder[1:]:
            states = lstm.run(layer, layer.project(states), plan)
        return states, _softmax(self.weights.cue(states))

    def _numbers(self, words: list[str]) -> Ints:
        """Return the rows of spellings in the table of what their features add to the first gates."""
        known = self._types
        new = [word for word in dict.fromkeys(words) if word not in known]
        if new:
            first = len(known)
            for number, word in enumerate(new, first):
                known[word] = number
            if self._projected.shape[1] < first + len(new):
                wider = np.empty((2, max(4096, 2 * (first + len(new))), self._projected.shape[2]), np.float32)
                wider[:, :first] = self._projected[:, :first]
                self._projected = wider
            for at in range(0, len(new), 4096):
                some = new[at : at + 4096]
                added = self.weights.encoder[0].project(self._features(some))
                self._projected[:, first + at : first + at + len(some)] = added
        return np.fromiter((known[word] for word in words), np.int64, len(words))

    def _features(self, words: list[str]) -> Floats:
        tables = self.weights.tables
        vectors = tables["vectors"]
        meaning = np.zeros((len(words), vectors.shape[1]), np.float32)
        for row, word in enumerate(words):
            pieces = cut(word, self.weights.pieces)[:_MOST_PIECES]
            if pieces:
                meaning[row] = vectors[pieces].sum(0) / np.float32(len(pieces) ** 0.5)
        lower = [normalise(word) for word in words]
        return np.concatenate(
            [
                meaning,
                tables["word"][[self.weights.words.get(word, 1) for word in lower]],
                tables["suffix"][[bucket("s" + word[-3:], SUFFIXES) for word in lower]],
                tables["prefix"][[bucket("p" + word[:3], PREFIXES) for word in lower]],
                tables["shape"][[bucket(shape(word), SHAPES) for word in words]],
                np.array([type_flags(word) for word in words], np.float32),
            ],
            axis=1,
        )

    def _roles(
        self, candidates: list[_Candidate], keyed: Floats, asked: Floats, flags: Floats
    ) -> list[Found]:
        order = sorted(range(len(candidates)), key=lambda n: (candidates[n].high - candidates[n].low, n))
        out: list[Found] = []
        group: list[int] = []
        for number in order:
            wide = candidates[number].high - candidates[number].low
            if group and (len(group) + 1) * wide > _ROLE_BATCH:
                out += self._role_group([candidates[n] for n in group], keyed, asked[group], flags)
                group = []
            group.append(number)
        return out + self._role_group([candidates[n] for n in group], keyed, asked[group], flags)

    def _role_group(
        self, candidates: list[_Candidate], keyed: Floats, asked: Floats, flags: Floats
    ) -> list[Found]:
        weights = self.weights
        lengths = np.array([c.high - c.low for c in candidates])
        rows = np.concatenate([np.arange(c.row, c.row + c.high - c.low) for c in candidates])
        far = np.concatenate(
            [distances(c.cue[0] - c.low, c.cue[1] - c.low, c.high - c.low) for c in candidates]
        )
        mixed = np.tanh(keyed[rows] + np.repeat(asked, lengths, axis=0))
        seen = np.concatenate([mixed, weights.tables["distance"][far], flags[rows]], axis=1)
        states = lstm.run(weights.reader, weights.reader.project(seen), lstm.Plan(lengths))
        flat = weights.role(states)
        scores = np.zeros((len(candidates), int(lengths.max()), flat.shape[1]), np.float32)
        inside = np.arange(scores.shape[1])[None, :] < lengths[:, None]
        scores[inside] = flat
        paths = best_paths(scores, lengths, weights.steps, weights.begins, CONTENT)
        chances = self._judge(candidates, states, lengths, asked)
        return [
            Found(
                cue=c.cue,
                source=[(s + c.low, e + c.low) for s, e in _runs(path[:length], SOURCE)],
                content=[(s + c.low, e + c.low) for s, e in _runs(path[:length], CONTENT)],
                chance=chance,
            )
            for c, path, length, chance in zip(
                candidates, paths.tolist(), lengths.tolist(), chances.tolist(), strict=True
            )
        ]

    def _judge(self, candidates: list[_Candidate], states: Floats, lengths: Ints, asked: Floats) -> Floats:
        """Return how likely each candidate is to be annotated as a cue."""
        starts = np.concatenate([[0], np.cumsum(lengths)])[:-1]
        most = np.maximum.reduceat(states, starts, axis=0)
        own = states[starts + np.array([c.cue[0] - c.low for c in candidates])]
        tagged = np.clip(np.array([c.chance for c in candidates], np.float32), 1e-3, 1 - 1e-3)
        odds = np.log(tagged / (1 - tagged))[:, None]
        judged = np.tanh(self.weights.judge(np.concatenate([most, own, asked, odds], axis=1)))
        odds = self.weights.verdict(judged)[:, 0]
        chance: Floats = (1 / (1 + np.exp(-odds))).astype(np.float32)
        return chance


def _pieces(paragraphs: Sequence[tuple[int, int]]) -> Iterator[_Piece]:
    for start, end in paragraphs:
        if end - start <= LONGEST:
            if start < end:
                yield _Piece(start, end, (start, end))
            continue
        at = start
        while True:
            stop = min(end, at + LONGEST)
            low = at if at == start else at + SHARED // 2
            high = stop if stop == end else stop - SHARED // 2
            yield _Piece(at, stop, (low, high))
            if stop == end:
                break
            at = stop - SHARED


def _batches(pieces: Iterator[_Piece]) -> Iterator[list[_Piece]]:
    """Gather pieces into batches of bounded size."""
    batch: list[_Piece] = []
    size = 0
    for piece in pieces:
        if batch and size + piece.end - piece.start > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += piece.end - piece.start
    if batch:
        yield batch


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    out: Floats = powers / powers.sum(1, keepdims=True)
    return out


def _candidates(chances: Floats, piece: _Piece, row: int, least: float) -> list[_Candidate]:
    """Return the cues that a piece may hold; ``row`` is that of its first token."""
    out = []
    size = piece.end - piece.start
    places = np.nonzero(chances[:, 1] >= least)[0]
    most = 4 + size // _TOKENS_A_CUE
    if len(places) > most:  # "said said said …": only the likeliest, so that memory stays in bounds
        likeliest = np.argsort(-chances[places, 1], kind="stable")[:most]
        places = np.sort(places[likeliest])
    for first in places.tolist():
        if not piece.keep[0] <= piece.start + first < piece.keep[1]:
            continue
        end = first + 1
        while end < min(size, first + _LONGEST_CUE) and chances[end, 2] > max(0.4, chances[end, 1]):
            end += 1
        low, high = window(first, end, size)
        at = piece.start
        out.append(
            _Candidate((at + first, at + end), at + low, at + high, row + low, float(chances[first, 1]))
        )
    return out


def _runs(path: list[int], begin: int) -> list[tuple[int, int]]:
    """Return the stretches of a role: ``begin`` opens one, the tag after it goes on."""
    out: list[tuple[int, int]] = []
    inside = False
    for at, tag in enumerate(path):
        if tag == begin or (tag == begin + 1 and not inside):
            out.append((at, at + 1))
            inside = True
        elif tag == begin + 1:
            out[-1] = (out[-1][0], at + 1)
        else:
            inside = False
    return out
