"""Train the attribution reader.

    python training/train.py POLNEAR -o WEIGHTS     POLNEAR holds train.jsonl, dev.jsonl, corenlp.*.jsonl.gz

Everything is seeded and runs on one thread, so that the same folder gives the same weights.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parent))

import augment
import context
import corpus
import vectors as word_vectors
from network import CUE_TAGS, Batch, Network, Sizes, Types, chain_loss
from teach import Lesson

from testimonia.finding.network import roles as windows
from testimonia.finding.network.features import (
    FLAGS,
    PREFIXES,
    SHAPES,
    SUFFIXES,
    bucket,
    normalise,
    shape,
    type_flags,
)
from testimonia.finding.network.wordpieces import cut as cut_pieces


class TypeTable:
    """Spellings by number, filled while paragraphs are read."""

    def __init__(self, words: dict[str, int], pieces: dict[str, int]) -> None:
        self.words, self.pieces = words, pieces
        self.numbers: dict[str, int] = {}

    def rows(self, words: list[str]) -> list[int]:
        return [self.numbers.setdefault(word, len(self.numbers)) for word in words]

    def tensors(self) -> Types:
        names = list(self.numbers)
        cut = [cut_pieces(name, self.pieces)[:8] for name in names]
        pad = len(self.pieces)
        pieces = torch.full((len(names), 8), pad, dtype=torch.long)
        for row, numbers in enumerate(cut):
            pieces[row, : len(numbers)] = torch.tensor(numbers, dtype=torch.long)
        lower = [normalise(name) for name in names]
        return Types(
            word=torch.tensor([self.words.get(name, 1) for name in lower]),
            pieces=pieces,
            count=torch.tensor([[max(1, len(numbers)) ** 0.5] for numbers in cut]),
            suffix=torch.tensor([bucket("s" + name[-3:], SUFFIXES) for name in lower]),
            prefix=torch.tensor([bucket("p" + name[:3], PREFIXES) for name in lower]),
            shape=torch.tensor([bucket(shape(name), SHAPES) for name in names]),
            flags=torch.tensor([type_flags(name) for name in names]),
        )


def batches_of(paragraphs: list[corpus.Paragraph], most: int) -> list[list[int]]:
    order = sorted(range(len(paragraphs)), key=lambda n: len(paragraphs[n].words))
    out: list[list[int]] = [[]]
    for number in order:
        if out[-1] and len(paragraphs[number].words) * (len(out[-1]) + 1) > most:
            out.append([])
        out[-1].append(number)
    return out


#: Row, first and last token of a cue, roles if it has any, and how likely it is annotated.
Candidate = tuple[int, int, int, "np.ndarray | None", float]


def make_batch(
    paragraphs: list[corpus.Paragraph],
    ids: list[list[int]],
    numbers: list[int],
    states: list | None = None,
    lessons: list[Lesson] | None = None,
) -> Batch:
    time_ = max(len(ids[n]) for n in numbers)
    types = torch.zeros(len(numbers), time_, dtype=torch.long)
    flags = torch.zeros(len(numbers), time_, len(FLAGS))
    cues = torch.full((len(numbers), time_), -1, dtype=torch.long)
    silver = torch.zeros(len(numbers), time_, 2, dtype=torch.long)
    for row, n in enumerate(numbers):
        size = len(ids[n])
        types[row, :size] = torch.tensor(ids[n])
        flags[row, :size] = torch.from_numpy(paragraphs[n].flags)
        cues[row, :size] = torch.from_numpy(paragraphs[n].cues)
        silver[row, :size] = torch.from_numpy(paragraphs[n].silver)
    empty = torch.zeros(0, dtype=torch.long)
    batch = Batch(
        types,
        flags,
        torch.tensor([len(ids[n]) for n in numbers]),
        cues,
        silver,
        empty,
        empty,
        empty,
        empty,
        empty,
        empty,
        empty,
        empty,
        empty,
    )
    if lessons is not None:
        batch.soft = functional.one_hot(cues.clamp(min=0), CUE_TAGS).float()
        batch.mixed = torch.zeros(len(numbers), time_, lessons[0].mixed.shape[1])
        for row, n in enumerate(numbers):
            size, share = len(ids[n]), 0.4 if paragraphs[n].labelled else 1.0
            taught = torch.from_numpy(lessons[n].cues.astype(np.float32))
            batch.soft[row, :size] = (1 - share) * batch.soft[row, :size] + share * taught
            batch.mixed[row, :size] = torch.from_numpy(lessons[n].mixed.astype(np.float32))
    if states is not None:
        batch.context = torch.zeros(len(numbers), time_, context.WIDTH)
        for row, n in enumerate(numbers):
            batch.context[row, : len(ids[n])] = context.as_tensor(states[n])
    return batch


def set_candidates(batch: Batch, candidates: list[Candidate]) -> None:
    """Lay the windows of candidate cues into a batch; a candidate without roles is none."""
    if not candidates:
        return
    stretches = [windows.window(f, e, int(batch.lengths[row])) for row, f, e, *_ in candidates]
    time_ = max(hi - lo for lo, hi in stretches)
    roles = torch.zeros(len(candidates), time_, dtype=torch.long)
    distances = torch.zeros(len(candidates), time_, dtype=torch.long)
    for at, ((_, f, e, gold, _), (lo, hi)) in enumerate(zip(candidates, stretches, strict=True)):
        if gold is not None:
            roles[at, : hi - lo] = torch.from_numpy(gold[lo:hi])
        distances[at, : hi - lo] = torch.from_numpy(windows.distances(f - lo, e - lo, hi - lo))
    batch.row = torch.tensor([one[0] for one in candidates])
    batch.first = torch.tensor([one[1] for one in candidates])
    batch.end = torch.tensor([one[2] for one in candidates])
    batch.read = torch.tensor([one[3] is not None for one in candidates])
    batch.real = torch.tensor([one[4] for one in candidates])
    batch.roles, batch.distances = roles, distances
    batch.offset = torch.tensor([lo for lo, _ in stretches])
    batch.role_lengths = torch.tensor([hi - lo for lo, hi in stretches])


def guessed(
    chances: Tensor, batch: Batch, gold: list[Candidate], generator: random.Random, least: float = 0.03
) -> list[Candidate]:
    """Return the candidates that the tagger proposes: with the roles of the annotated cue they touch, or
    none."""
    known = {(one[0], at): one for one in gold for at in range(one[1], one[2])}
    exact = {one[:3] for one in gold}
    out: list[Candidate] = []
    for row, at in (chances[..., corpus.B_CUE] > least).nonzero().tolist():
        end = at + 1
        limit = min(int(batch.lengths[row]), at + 8)
        while end < limit and chances[row, end, corpus.I_CUE] > max(
            0.4, float(chances[row, end, corpus.B_CUE])
        ):
            end += 1
        if at < int(batch.lengths[row]) and (row, at, end) not in exact:
            touched = [known[row, n] for n in range(at, end) if (row, n) in known]
            out.append((row, at, end, *(touched[0][3:] if touched else (None, 0.0))))
    generator.shuffle(out)
    return out[: 4 + len(gold)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--vectors", type=int, default=96)
    parser.add_argument("--batch", type=int, default=2500)
    parser.add_argument("--roles", type=int, default=9000, help="tokens of a step in which roles are read")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--drop", type=float, default=0.35)
    parser.add_argument("--silver", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-rules", action="store_true", help="hide what the rules read")
    parser.add_argument(
        "--varied", type=float, default=0.4, help="share of paragraphs copied in altered form"
    )
    parser.add_argument("--lessons", type=Path, help="what a teacher says of the paragraphs")
    parser.add_argument("--hint", type=float, default=1.0)
    parser.add_argument("--context", type=Path, help="states of the sentence encoder, for a teacher")
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    train(options)


def load(options: argparse.Namespace) -> tuple[list[corpus.Paragraph], int, int]:
    """Return the paragraphs to train on and how many silver tags and relations there are."""
    if options.cache and options.cache.exists():
        return pickle.loads(options.cache.read_bytes())
    folder = options.folder
    silver = {}
    if (folder / "corenlp.train.jsonl.gz").exists():
        silver = {row["id"]: row["tokens"] for row in corpus.read_jsonl(folder / "corenlp.train.jsonl.gz")}
    tagged = corpus.SilverTags(silver)
    rows, _ = corpus.parted(corpus.read_jsonl(folder / "train.jsonl"))
    if options.varied:
        rows += augment.vary(rows, share=options.varied, seed=5)
    paragraphs = corpus.load(rows, tagged)
    out = (paragraphs, max(2, len(tagged.tags)), max(2, len(tagged.relations)))
    if options.cache:
        options.cache.write_bytes(pickle.dumps(out))
    return out


def train(options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    generator = random.Random(options.seed)
    paragraphs, tags, relations = load(options)
    if options.no_rules:
        first = FLAGS.index("cue by rules")
        for one in paragraphs:
            one.flags[:, first:] = 0
    counts = Counter(normalise(word) for one in paragraphs if not one.synthetic for word in one.words)
    words = {word: row + 2 for row, (word, n) in enumerate(counts.most_common()) if n >= 3}
    lessons = pickle.loads(options.lessons.read_bytes()) if options.lessons else None
    states = pickle.loads(options.context.read_bytes()) if options.context else None
    pieces, table = word_vectors.reduced_vectors(word_vectors.find_model(), options.vectors)
    types = TypeTable(words, {piece: row for row, piece in enumerate(pieces)})
    ids = [types.rows(one.words) for one in paragraphs]
    tensors = types.tensors()
    vectors = torch.cat([torch.from_numpy(table) * 0.3, torch.zeros(1, options.vectors)])
    rare = torch.full((len(words) + 2,), 0.0)
    for word, row in words.items():
        rare[row] = 0.4 / (1.0 + counts[word] / 20.0) + 0.02
    sizes = Sizes(
        words=len(words) + 2,
        pieces=len(pieces),
        vectors=options.vectors,
        hidden=options.hidden,
        layers=options.layers,
        tags=tags,
        relations=relations,
        context=context.WIDTH if states else 0,
    )
    network = Network(sizes, vectors, options.drop)
    optimiser = torch.optim.Adam(network.parameters(), lr=options.rate)
    batches = batches_of(paragraphs, options.batch)
    cues = sum(len(one.relations) for one in paragraphs)
    print(
        f"{len(paragraphs)} paragraphs, {sum(map(len, ids))} tokens, {cues} cues, {len(words)} words, "
        f"{len(types.numbers)} types, {sum(p.numel() for p in network.parameters())} weights",
        flush=True,
    )
    total, step, begun = options.epochs * len(batches), 0, time.time()
    average: dict[str, Tensor] | None = None
    for epoch in range(options.epochs):
        generator.shuffle(batches)
        network.train()
        sums = [0.0, 0.0, 0.0, 0.0, 0.0]
        for numbers in batches:
            rate = options.rate * min(1.0, (step + 1) / 200) * (1 - step / total) + 1e-5
            for group in optimiser.param_groups:
                group["lr"] = rate
            batch = make_batch(paragraphs, ids, numbers, states, lessons)
            loss = losses(
                network, tensors, rare, batch, paragraphs, numbers, generator, options, sums, lessons
            )
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            step += 1
            if step > total * 0.6 and step % 10 == 0:
                state = network.state_dict()
                if average is None:
                    average = {k: v.clone() for k, v in state.items()}
                for k, v in average.items():
                    v.mul_(0.98).add_(state[k], alpha=0.02)
        print(
            f"epoch {epoch + 1}: cues {sums[0] / len(batches):.4f} roles {sums[1] / len(batches):.4f} "
            f"silver {sums[2] / len(batches):.3f} judge {sums[3] / len(batches):.4f} "
            f"hint {sums[4] / len(batches):.4f}; {time.time() - begun:.0f} s",
            flush=True,
        )
        save(options.output, average or network.state_dict(), sizes, words, pieces, types)


def losses(network, tensors, rare, batch, paragraphs, numbers, generator, options, sums, lessons) -> Tensor:
    features = network.embed(tensors, batch.types, rare, 0.25)
    states = network.encode(features, batch)
    top = states[-1]
    scores = network.cue(top)
    inside = batch.cues.flatten() >= 0
    targets = batch.cues.flatten()[inside] if batch.soft is None else batch.soft.flatten(0, 1)[inside]
    cue_loss = functional.cross_entropy(scores.flatten(0, 1)[inside], targets)
    loss = 2 * cue_loss
    sums[0] += cue_loss.item()
    if batch.mixed is not None:
        hint = functional.mse_loss(
            torch.tanh(network.hint(states[0])).flatten(0, 1)[inside], batch.mixed.flatten(0, 1)[inside]
        )
        loss = loss + options.hint * hint
        sums[4] += hint.item()
    gold: list[Candidate] = []
    for row, n in enumerate(numbers):
        if paragraphs[n].labelled or lessons is None:
            gold += [(row, *one.cue, one.roles, 1.0) for one in paragraphs[n].relations]
        else:
            gold += [
                (row, f, e, roles if chance > 0.4 else None, chance)
                for f, e, roles, chance in lessons[n].guesses
            ]
    with torch.no_grad():
        chances = scores.softmax(-1)
        candidates = gold + guessed(chances, batch, gold, generator)
    most = max(1, options.roles // batch.types.shape[1])
    if len(candidates) > most:
        candidates = generator.sample(candidates, most)
    set_candidates(batch, candidates)
    if candidates:
        begins = chances[batch.row, batch.first, corpus.B_CUE]
        role_scores, judged = network.read_roles(top, torch.logit(begins, 1e-3), batch)
        real = batch.read
        judge_loss = functional.binary_cross_entropy_with_logits(judged, batch.real)
        loss = loss + 0.5 * judge_loss
        sums[3] += judge_loss.item()
        if real.any():
            chain = chain_loss(role_scores[real], batch.roles[real], batch.role_lengths[real],
                               network.steps, network.begins)  # fmt: skip
            role_loss = chain / batch.role_lengths[real].sum()
            loss = loss + 2 * role_loss
            sums[1] += role_loss.item()
    side = states[0]
    for column, head in ((0, network.tag), (1, network.relation)):
        target = batch.silver[..., column]
        if (target > 0).any():
            silver = functional.cross_entropy(head(side).flatten(0, 1), target.flatten(), ignore_index=0)
            loss = loss + options.silver * silver
            sums[2] += silver.item()
    return loss


def save(path, state, sizes, words, pieces, types) -> None:
    torch.save({"state": state, "sizes": sizes, "words": words, "pieces": pieces}, path)


if __name__ == "__main__":
    main()
