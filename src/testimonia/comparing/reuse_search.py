"""Finding: from numbered words to word-by-word alignments of document pairs.

1. **Seeds.** From every word the shortest n-gram (2 to 8 words) that carries at least
   B = max(18, 2·log2 N − 24) bits, N being the number of words of all documents: rare words give short
   seeds, function words long ones, so the expected number of chance meetings stays linear in N. Seeds
   that stand once are dropped by two bitmaps before anything is sorted.
2. **Pairs.** Places of one seed are paired, once for each run of equal words. A seed that stands more
   than 250 times gets longer until it stands seldom (a formula: its surroundings differ) or is 24 words
   long (a text copied hundreds of times: each place is paired with its neighbour and with the first).
3. **Alignment.** A pair that is strong by itself, or has a second near its diagonal, is extended both
   ways by a banded X-drop alignment in log-odds bits: an equal word gives its information, at most 9
   bits, a different or a missing one costs 2.5, near-equal spellings give 2; extension ends 28 bits
   below its best. Ends are therefore right to the word.

The seeds follow the idea of weighted n-grams; X-drop extension is that of Zhang, Schwartz, Wagner and
Miller, "A greedy algorithm for aligning DNA sequences" (2000). Cost: linear in the words and in the
aligned words. Where it fails: passages of whose words fewer than about a third are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log2
from typing import Any

from testimonia.comparing.reuse_kernels import Kernels
from testimonia.comparing.reuse_kernels.constants import BIT
from testimonia.comparing.reuse_words import Words

MOST = 250  # places of one seed that are paired all with all
LEAST = 13 * BIT  # a pair that is looked at
STRONG = 30 * BIT  # a pair that is extended without a second one
SAMPLE = 10  # places of a seed whose surroundings are compared
SAME = 75 * BIT  # equal words around two places of a seed that make them one text
WEAK = 30 * BIT  # an alignment that may be a piece of a passage
FAINT = 20 * BIT  # the same beside a passage
SURE = 60 * BIT  # an alignment that is a passage by itself
TOGETHER = 75 * BIT  # pieces that may be a passage together
ALIGNMENTS = 1000  # of one pair of documents
#: Bits added to B and longest n-gram of each level of seeds.
LEVELS = ((0, 8), (14 * BIT, 16), (60 * BIT, 24))
REACH = 1 << 15  # words that one extension may go
WORKSPACE = (
    (1 << 20, "u1"),
    (REACH, "i8"),
    (REACH, "i8"),
    (256, "i8"),
    (256, "i8"),
    (REACH, "i4"),
    (REACH, "i4"),
)


@dataclass
class Alignments:
    """Alignments of document pairs, as arrays with one entry an alignment.

    ``key`` is the number of side a's document times ``documents`` plus that of side b's;
    ``a0`` to ``a1`` and ``b0`` to ``b1`` are words (numbers in :class:`Words`), side a being the earlier
    one; ``score`` is in sixteenths of a bit, ``own`` the same with each formula counted as one word. The
    runs of equal words of alignment ``k`` are ``run_i``, ``run_j``, ``run_n`` from ``begin[k]`` to
    ``begin[k + 1]``. ``info`` is the information of every word number, ``formula`` flags the words
    that belong to formulae.
    """

    documents: int
    key: Any
    a0: Any
    a1: Any
    b0: Any
    b1: Any
    score: Any
    own: Any
    equal: Any
    begin: Any
    run_i: Any
    run_j: Any
    run_n: Any
    info: Any
    formula: Any

    def __len__(self) -> int:
        return len(self.a0)


@dataclass
class Text:
    """What the kernels read, in the form they like."""

    ids: Any
    first: Any
    documents: int
    info: Any
    signs: Any
    formula: Any
    wanted: Any


Pairs = dict[str, Any]
PAIR = {"key": "i8", "i": "i4", "j": "i4", "run": "i4", "gain": "i4", "score": "i4"}
ALIGNED = ("i4", "i4", "i4", "i4", "i8", "i4", "i8")


@dataclass
class Background:
    """What is known of a larger corpus: how often its words stand, how many there are, and its formulae.

    ``formulae`` are sorted hashes of seeds; ``shift`` is the number of bits of a place beside a hash.
    """

    counts: Any
    words: int
    formulae: Any
    shift: int


def information(words: Words, background: Background | None = None) -> Any:
    """Return the information of every word number, in sixteenths of a bit."""
    import numpy as np

    total, counts = max(2, len(words)), words.counts
    if background:
        total, counts = background.words, np.zeros(len(words.counts), np.int64)
        counts[: len(background.counts)] = background.counts
    return np.rint(BIT * np.log2(total / np.maximum(1, counts))).astype(np.int64)


def seed_bits(words: int) -> int:
    """Return B, in sixteenths of a bit."""
    return int(BIT * max(18.0, 2 * log2(max(2, words)) - 24))


def search(
    words: Words, kernels: Kernels, background: Background | None = None, wanted: Any = None
) -> Alignments:
    """Return the alignments of documents that may share a passage, sorted by documents, best seed first.

    With a ``background`` words count as they do there, and its formulae are formulae. ``wanted`` flags
    documents: only they are compared with others.
    """
    text = read_text(words, kernels, background, wanted)
    bits = seed_bits(background.words if background else len(words))
    return align(worth_extending(_pairs(text, bits, kernels, background)), text, words, kernels)


def read_text(words: Words, kernels: Kernels, background: Background | None, wanted: Any) -> Text:
    """Return words in the form that the kernels like; nothing is marked as a formula yet."""
    import numpy as np

    return Text(
        ids=kernels.given(words.ids),
        first=kernels.given(words.first),
        documents=len(words.first) - 1,
        info=kernels.given(information(words, background)),
        signs=kernels.given(words.signs),
        formula=kernels.room(len(words), "u1"),
        wanted=kernels.given(np.ones(len(words.first), np.uint8) if wanted is None else wanted),
    )


def _pairs(text: Text, bits: int, kernels: Kernels, background: Background | None) -> list[Pairs]:
    """Return the pairs of places that begin a run of equal words."""
    import numpy as np

    n = len(text.ids)
    shift = background.shift if background else max(1, n.bit_length())
    size = 1 << max(12, min(32, (8 * n).bit_length()))
    place = (text.ids, text.first, text.documents, text.info)
    once, twice, levels = (kernels.room(k, "u1") for k in (size >> 3, size >> 3, n))
    seeds = kernels.room(n, "i8")
    kernels.mark_seeds(*place, bits, LEVELS[0][1], once, twice, size - 1)
    parts: list[Pairs] = []
    for level, (more, longest) in enumerate(LEVELS):
        needed = bits + more
        count = kernels.collect_seeds(
            *place, needed, longest, twice, size - 1, shift, levels, level, seeds
        )  # fmt: skip
        seeds[:count] = np.sort(seeds[:count]) if kernels.compiled else sorted(seeds[:count])
        if level == 0:
            mark_formulae(seeds, count, shift, text, bits, kernels, background)
        last = level == len(LEVELS) - 1
        heavy = 0 if last else kernels.mark_heavy(seeds, count, shift, MOST, levels, level)
        parts += paired(
            seeds,
            count,
            shift,
            (*place, text.formula),
            needed,
            longest,
            levels,
            level,
            last,
            text.wanted,
            kernels,
        )
        if not heavy:
            break
    return parts


def seeds_of(words: Words, info: Any, bits: int, shift: int, kernels: Kernels) -> Any:
    """Return hash and place of the seed that begins at every word, sorted: hash << shift | place."""
    import numpy as np

    seeds = np.empty(len(words), np.int64)
    every, levels = np.full(1, 255, np.uint8), np.zeros(len(words), np.uint8)
    place = (words.ids, words.first, len(words.first) - 1, info)
    count = kernels.collect_seeds(*place, bits, LEVELS[0][1], every, 7, shift, levels, 0, seeds)
    return np.sort(seeds[:count])


def formula_seeds(words: Words, info: Any, bits: int, seeds: Any, shift: int, kernels: Kernels) -> Any:
    """Return the sorted hashes of the seeds that are formulae."""
    import numpy as np

    formula = np.zeros(len(words), np.uint8)
    text = Text(words.ids, words.first, len(words.first) - 1, info, words.signs, formula, None)
    return mark_formulae(seeds, len(seeds), shift, text, bits, kernels, None)


def mark_formulae(
    seeds: Any, count: int, shift: int, text: Text, bits: int, kernels: Kernels, background: Background | None
) -> Any:
    """Mark the words of formulae; return the hashes of their seeds, sorted."""
    import numpy as np

    longest = LEVELS[0][1]
    heads = kernels.room(count // 4 + 1, "i8")
    sample = [kernels.room(SAMPLE, "i8") for _ in range(2)]
    place = (text.ids, text.first, text.documents, text.info)
    found = kernels.mark_formulae(
        seeds, count, shift, *place, bits, longest, SAME, *sample, text.formula, heads
    )  # fmt: skip
    if background:
        known = kernels.given(background.formulae)
        rest = (text.ids, text.info, bits, longest, known, len(known), text.formula)
        kernels.mark_known(seeds, count, shift, *rest)
    return np.array(heads[:found], np.int64) >> shift


def paired(
    seeds: Any,
    count: int,
    shift: int,
    place: tuple[Any, ...],
    bits: int,
    longest: int,
    levels: Any,
    level: int,
    last: bool,
    wanted: Any,
    kernels: Kernels,
) -> Iterator[Pairs]:
    """Yield the pairs of sorted seeds, as many at a time as there is room for."""
    import numpy as np

    room = max(1 << 22 if kernels.compiled else MOST * MOST, 2 * count if last else 0)
    out = {name: kernels.room(room, t) for name, t in PAIR.items()}
    before, docs = (kernels.room(MOST, "i8") for _ in range(2))
    at = 0
    while at < count:
        made, at = kernels.pair_places(
            seeds, count, at, shift, MOST, *place, bits, longest, levels, level, last, before, docs, wanted,
            *out.values(), room, LEAST,
        )  # fmt: skip
        yield {name: np.array(column[:made], PAIR[name]) for name, column in out.items()}


def worth_extending(parts: list[Pairs]) -> Pairs:
    """Return the pairs without the weak ones whose documents share no second one."""
    import numpy as np

    keys = np.concatenate([np.zeros(0, np.int64), *(part["key"] for part in parts)])
    keys.sort()
    again = np.unique(keys[1:][keys[1:] == keys[:-1]])
    del keys
    kept = [{name: np.zeros(0, t) for name, t in PAIR.items()}]
    while parts:
        part = parts.pop(0)
        keep = part["score"] >= STRONG
        if len(again):
            at = np.minimum(np.searchsorted(again, part["key"]), len(again) - 1)
            keep |= again[at] == part["key"]
        kept.append({name: column[keep] for name, column in part.items()})
    return {name: np.concatenate([part[name] for part in kept]) for name in PAIR}


def align(pairs: Pairs, text: Text, words: Words, kernels: Kernels) -> Alignments:
    """Extend pairs to alignments, sorted by documents, best seed first."""
    import numpy as np

    order = np.lexsort((pairs["j"], pairs["i"], -pairs["gain"].astype(np.int64), pairs["key"]))
    pairs = {name: column[order] for name, column in pairs.items()}
    n = len(pairs["key"])
    room, runs = (1 << 16, 1 << 22) if kernels.compiled else (1 << 12, 1 << 18)
    columns = [kernels.given(column) for column in pairs.values()]
    place = (text.documents, text.ids, text.first, text.info, text.signs)
    bounds = (STRONG, WEAK, FAINT, SURE, TOGETHER, ALIGNMENTS)
    work = [kernels.room(k, t) for k, t in WORKSPACE]
    parts: list[list[Any]] = [[np.zeros(0, t) for t in (*ALIGNED, "i4", "i4", "i4")]]
    at = offset = 0
    while at < n:
        out = [kernels.room(room, t) for t in ALIGNED]
        run = [kernels.room(runs, "i4") for _ in range(3)]
        made, written, after = kernels.align_pairs(*columns, n, at, *place, *bounds, *work, *out, *run)
        part = [np.array(column[:made], t) for column, t in zip(out, ALIGNED, strict=True)]
        part[6] += offset
        parts.append(part + [np.array(column[:written], np.int32) for column in run])
        offset += written
        if after == at:  # one pair of documents filled the room: give it more
            room, runs = 2 * room, 2 * runs
        at = after
    a0, a1, b0, b1, score, equal, begin, run_i, run_j, run_n = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    begin = np.append(begin, offset)
    begin_, own = kernels.given(begin), kernels.room(len(a0), "i8")
    cut = [kernels.given(column) for column in (a0, a1, b0, b1, score, equal, run_i, run_j, run_n)]
    kernels.trim_ends(begin_, len(a0), *cut, text.ids, text.info, kernels.given(words.marks))
    kernels.own_bits(begin_, len(a0), cut[6], cut[8], cut[4], text.ids, text.info, text.formula, own)
    a0, a1, b0, b1, score, equal, run_i, run_j, run_n = (np.asarray(column) for column in cut)
    da, db = (np.searchsorted(words.first, column, "right") - 1 for column in (a0, b0))
    key = da * text.documents + db
    return Alignments(
        text.documents, key, a0, a1, b0, b1, score, np.asarray(own), equal, begin, run_i, run_j, run_n,
        np.asarray(text.info), np.frombuffer(text.formula, np.uint8),
    )  # fmt: skip
