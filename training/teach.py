"""What a teacher, who also reads the states of a large encoder, says of paragraphs: lessons for the small
network.

A lesson holds the teacher's chances of cue tags, the encoder's states as the teacher mixes them, and every
cue the teacher sees with the roles it reads for it (Hinton et al., 2015; Romero et al., ICLR 2015).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import corpus
import numpy as np

from testimonia.finding.network import reading
from testimonia.finding.network.features import FLAGS, Floats, Ints
from testimonia.finding.network.weights import Weights

#: Paragraphs read at once, and the least chance of a first cue token from which a candidate is read.
_AT_ONCE, LEAST = 120, 0.08


@dataclass(slots=True)
class Lesson:
    """Of one paragraph: cue chances (tokens, 3), mixed states (tokens, width), guessed cues."""

    cues: Floats
    mixed: Floats
    guesses: list[tuple[int, int, Ints, float]]


class Teacher(reading.Network):
    """A network whose flags are followed by the mixed states of the encoder."""

    def __init__(self, weights: Weights, mix: Floats, bias: Floats) -> None:
        super().__init__(weights)
        self.mix, self.bias = mix, bias

    def _role_group(self, candidates: Any, keyed: Floats, asked: Floats, flags: Floats) -> Any:
        return super()._role_group(candidates, keyed, asked, flags[:, : len(FLAGS)])

    def lessons(self, paragraphs: Sequence[corpus.Paragraph], states: Sequence[Floats]) -> Iterator[Lesson]:
        """Yield the lesson of every paragraph, in order."""
        for at in range(0, len(paragraphs), _AT_ONCE):
            some = paragraphs[at : at + _AT_ONCE]
            mixed = [
                np.tanh(own.astype(np.float32) @ self.mix + self.bias) for own in states[at : at + _AT_ONCE]
            ]
            lengths = np.array([len(one.words) for one in some])
            ends = np.cumsum(lengths)
            words = [word for one in some for word in one.words]
            flags = np.concatenate(
                [np.concatenate([one.flags for one in some]), np.concatenate(mixed)], axis=1
            )
            guesses: list[list[tuple[int, int, Ints, float]]] = [[] for _ in some]
            for found in self.read(words, flags, list(zip(ends - lengths, ends, strict=True)), LEAST):
                number = int(np.searchsorted(ends, found.cue[0], side="right"))
                first = int(ends[number] - lengths[number])
                roles = _roles(found, first, int(lengths[number]))
                guesses[number].append((found.cue[0] - first, found.cue[1] - first, roles, found.chance))
            _, chances = self.encode(words, flags, lengths)
            for number, end in enumerate(ends):
                cues = chances[end - lengths[number] : end].astype(np.float16)
                yield Lesson(cues, mixed[number].astype(np.float16), guesses[number])


def _roles(found: reading.Found, start: int, size: int) -> Ints:
    roles = np.zeros(size, np.int64)
    for ranges, begin in ((found.content, corpus.B_CONTENT), (found.source, corpus.B_SOURCE)):
        for lo, hi in ranges:
            roles[lo - start : hi - start] = begin + 1
            roles[lo - start] = begin
    return roles
