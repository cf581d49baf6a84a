"""The search for recycled passages on Apache Spark, with the result of the local search byte for byte.

The kernels are those of the local search and run inside ``mapInArrow``. Three stages a level of seeds:

1. every task reads a range of documents and writes its seeds, which a shuffle groups by their hash;
2. the tasks that hold all places of a hash tell which of them are formulae and which stand too often;
   the driver gathers these marks, since a formula counts everywhere;
3. the same tasks pair the places of each seed.

A second shuffle groups the pairs by pair of documents; there they are extended. Word numbers, not texts,
are broadcast, 15 bytes a word in every Python worker: that is the bound of this engine. Nothing here
depends on how many partitions there are, since seeds of one hash and pairs of two documents are never
parted and are sorted before use.

Needs ``pip install "testimonia[spark]"`` and Java 17 or newer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Any

from testimonia.comparing.reuse_kernels import Kernels
from testimonia.comparing.reuse_search import (
    LEVELS,
    MOST,
    PAIR,
    Alignments,
    Text,
    align,
    information,
    mark_formulae,
    paired,
    read_text,
    seed_bits,
    worth_extending,
)
from testimonia.comparing.reuse_words import Words

INSTALL = 'pip install "testimonia[spark]"'
FORMULA, HEAVY = 1, 2
SEED_COLUMNS = "hash long, seed long"
MARK_COLUMNS = "place long, mark byte"
PAIR_COLUMNS = "key long, i int, j int, run int, gain int, score int"
ROW = ("key", "a0", "a1", "b0", "b1", "score", "own", "equal")
RUN = ("run_i", "run_j", "run_n")
ALIGNED_COLUMNS = ", ".join(
    [f"{name} long" for name in ("part", "number", *ROW)] + [f"{name} array<int>" for name in RUN]
)
Batches = Iterator[Any]


class MissingSpark(ImportError):
    """Spark is not installed or cannot be started; ``install`` is the line that installs it."""

    install = f"{INSTALL}, and Java 17 or newer"


@dataclass(frozen=True)
class Shared:
    """What every task knows; ``levels`` and the text's ``formula`` change from level to level."""

    words: Words
    compiled: bool
    shift: int
    bits: int
    partitions: int
    formula: Any
    levels: Any

    def text(self, kernels: Kernels) -> Text:
        """Return what the kernels read, with the formulae known so far."""
        return replace(read_text(self.words, kernels, None, None), formula=_copy(self.formula, kernels))


def session(master: str | None = None) -> Any:
    """Return a Spark session; raises :class:`MissingSpark` where Spark is missing or does not start."""
    if any(find_spec(package) is None for package in ("pyspark", "pandas", "pyarrow")):
        raise MissingSpark("the engine spark needs pyspark, pandas and pyarrow")
    from pyspark.sql import SparkSession

    if (master or "local").startswith("local"):  # workers of this machine need this Python's packages
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("testimonia").config("spark.ui.enabled", "false")
    builder = builder.config("spark.log.level", "ERROR").config("spark.ui.showConsoleProgress", "false")
    try:
        return (builder.master(master) if master else builder).getOrCreate()
    except Exception as error:
        raise MissingSpark(f"Spark does not start: {str(error).splitlines()[0]}") from error


def spark_search(spark: Any, partitions: int | None = None) -> Callable[[Words, Kernels], Alignments]:
    """Return a search that runs on a Spark session, for ``search_documents(…, align_with=…)``.

    ``partitions`` is by default three times the session's cores.
    """
    count = partitions or 3 * int(spark.sparkContext.defaultParallelism)

    def search(words: Words, kernels: Kernels) -> Alignments:
        return _search(spark, words, kernels, count)

    return search


def _search(spark: Any, words: Words, kernels: Kernels, partitions: int) -> Alignments:
    import numpy as np

    n = len(words)
    shared = Shared(
        words=words,
        compiled=kernels.compiled,
        shift=max(1, n.bit_length()),
        bits=seed_bits(n),
        partitions=partitions,
        formula=np.zeros(n, np.uint8),
        levels=np.zeros(n, np.uint8),
    )
    pairs: Any = None
    kept: list[Any] = []
    try:
        for level in range(len(LEVELS)):
            known = spark.sparkContext.broadcast(shared)
            seeds = spark.range(0, partitions, 1, partitions).mapInArrow(_seeds(known, level), SEED_COLUMNS)
            seeds = seeds.repartition(partitions, "hash").persist()
            kept.append(seeds)
            marks = seeds.mapInArrow(_marks(known, level), MARK_COLUMNS).toArrow()
            place, mark = (np.asarray(column) for column in (marks["place"], marks["mark"]))
            formula, levels = shared.formula.copy(), shared.levels.copy()
            formula[place[mark == FORMULA]] = 1
            levels[place[mark == HEAVY]] = level + 1
            shared = replace(shared, formula=formula, levels=levels)
            known = spark.sparkContext.broadcast(shared)
            more = seeds.mapInArrow(_pairs(known, level), PAIR_COLUMNS)
            pairs = more if pairs is None else pairs.union(more)
            if not (mark == HEAVY).any():
                break
        rows = pairs.repartition(partitions, "key").mapInArrow(_aligned(known), ALIGNED_COLUMNS)
        return _gathered(rows.toArrow(), words, shared.formula)
    finally:
        for seeds in kept:
            seeds.unpersist()


def _seeds(known: Any, level: int) -> Callable[[Batches], Batches]:
    def seeds(batches: Batches) -> Batches:
        import numpy as np

        shared, kernels, text = _task(known)
        more, longest = LEVELS[level]
        levels = _copy(shared.levels, kernels)
        every = b"\xff" if not kernels.compiled else np.full(1, 255, np.uint8)
        for batch in batches:
            for part in batch.column(0).to_pylist():
                low, high = (text.documents * k // shared.partitions for k in (part, part + 1))
                first = text.first[low : high + 1]
                out = kernels.room(max(1, int(first[-1] - first[0])), "i8")
                count = kernels.collect_seeds(
                    text.ids, first, high - low, text.info, shared.bits + more, longest, every, 7,
                    shared.shift, levels, level, out,
                )  # fmt: skip
                found = np.array(out[:count], np.int64)
                yield _batch({"hash": found >> shared.shift, "seed": found})

    return seeds


def _marks(known: Any, level: int) -> Callable[[Batches], Batches]:
    def marks(batches: Batches) -> Batches:
        import numpy as np

        shared, kernels, text = _task(known)
        seeds = _sorted_seeds(batches, kernels)
        places: list[Any] = [np.zeros(0, np.int64)] * 2
        if level == 0:
            text = replace(text, formula=kernels.room(len(text.ids), "u1"))
            mark_formulae(seeds, len(seeds), shared.shift, text, shared.bits, kernels, None)
            places[0] = np.flatnonzero(np.frombuffer(text.formula, np.uint8))
        if level < len(LEVELS) - 1:
            levels = kernels.room(len(text.ids), "u1")
            kernels.mark_heavy(seeds, len(seeds), shared.shift, MOST, levels, level)
            places[1] = np.flatnonzero(np.frombuffer(levels, np.uint8))
        mark = np.repeat(np.array([FORMULA, HEAVY], np.int8), [len(found) for found in places])
        yield _batch({"place": np.concatenate(places), "mark": mark})

    return marks


def _pairs(known: Any, level: int) -> Callable[[Batches], Batches]:
    def pairs(batches: Batches) -> Batches:
        shared, kernels, text = _task(known)
        seeds = _sorted_seeds(batches, kernels)
        more, longest = LEVELS[level]
        place = (text.ids, text.first, text.documents, text.info, text.formula)
        last = level == len(LEVELS) - 1
        for found in paired(
            seeds, len(seeds), shared.shift, place, shared.bits + more, longest,
            _copy(shared.levels, kernels), level, last, text.wanted, kernels,
        ):  # fmt: skip
            yield _batch(found)

    return pairs


def _aligned(known: Any) -> Callable[[Batches], Batches]:
    def aligned(batches: Batches) -> Batches:
        import numpy as np
        import pyarrow as pa

        shared, kernels, text = _task(known)
        parts = [
            {name: batch.column(k).to_numpy(zero_copy_only=False) for k, name in enumerate(PAIR)}
            for batch in batches
        ]
        pairs = worth_extending(parts)
        if not len(pairs["key"]):
            return
        found = align(pairs, text, shared.words, kernels)
        columns: dict[str, Any] = {
            "part": np.zeros(len(found), np.int64),
            "number": np.arange(len(found), dtype=np.int64),
        }
        columns |= {name: np.asarray(getattr(found, name), np.int64) for name in ROW}
        ends = np.asarray(found.begin, np.int32)
        columns |= {
            name: pa.ListArray.from_arrays(ends, np.asarray(getattr(found, name), np.int32)) for name in RUN
        }
        yield _batch(columns)

    return aligned


def _gathered(table: Any, words: Words, formula: Any) -> Alignments:
    """Return the alignments of all tasks in the order of the local search."""
    import numpy as np

    table = table.combine_chunks()
    order = np.lexsort((np.asarray(table["number"]), np.asarray(table["key"])))
    table = table.take(order)
    sizes = np.asarray(table["run_i"].combine_chunks().value_lengths(), np.int64)
    begin = np.concatenate([[0], np.cumsum(sizes)])
    runs = {name: np.asarray(table[name].combine_chunks().flatten(), np.int32) for name in RUN}
    kinds = {"score": np.int64, "own": np.int64, "key": np.int64}
    rows = {name: np.asarray(table[name]).astype(kinds.get(name, np.int32)) for name in ROW}
    about = {"info": information(words), "formula": formula}
    return Alignments(documents=len(words.first) - 1, begin=begin, **about, **rows, **runs)


def _task(known: Any) -> tuple[Shared, Kernels, Text]:
    shared: Shared = known.value
    kernels = Kernels(compiled=shared.compiled)
    return shared, kernels, shared.text(kernels)


def _copy(flags: Any, kernels: Kernels) -> Any:
    return flags.copy() if kernels.compiled else bytearray(flags.tobytes())


def _sorted_seeds(batches: Batches, kernels: Kernels) -> Any:
    import numpy as np

    parts = [batch.column(1).to_numpy(zero_copy_only=False) for batch in batches]
    return kernels.given(np.sort(np.concatenate([np.zeros(0, np.int64), *parts])))


def _batch(columns: dict[str, Any]) -> Any:
    import pyarrow as pa

    return pa.RecordBatch.from_pydict(columns)
