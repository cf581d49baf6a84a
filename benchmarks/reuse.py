"""Measure the search for recycled passages on a generated corpus: CPU seconds, memory, and what was found.

    python benchmarks/reuse.py CORPUS [--out PRED.jsonl] [--records]

CORPUS is a folder with ``docs.jsonl`` (one ``{"id", "text"}`` a line) and, for the families, ``truth.jsonl``
(one ``{"cluster", "doc", "start", "end"}`` a planted passage). ``--out`` writes the passages found with their
variants, ``--records`` makes all records without writing them. Prints one line a step.
"""

from __future__ import annotations

import argparse
import json
import resource
from collections import Counter, defaultdict
from pathlib import Path
from time import process_time

from testimonia.comparing.reuse import Reuse, search_documents


def gib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def implied_precision(found: Reuse, corpus: Path) -> float:
    """Return the share of pairs within families whose two stretches were planted as copies of one text."""
    planted = defaultdict(list)
    for line in (corpus / "truth.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        planted[row["doc"]].append((row["start"], row["end"], row["cluster"]))
    clusters, words = found.clusters, found.words
    families: dict[int, list[object]] = defaultdict(list)
    for node, family in enumerate(clusters.node_cluster.tolist()):
        start = int(words.starts[clusters.start[node]])
        end = int(words.ends[clusters.end[node] - 1])
        best = max(
            ((min(end, e) - max(start, s), c) for s, e, c in planted[found.names[clusters.document[node]]]),
            key=lambda pair: pair[0],
            default=(0, None),
        )
        families[family].append(best[1] if 2 * best[0] >= end - start else None)
    good = total = 0
    for labels in families.values():
        total += len(labels) * (len(labels) - 1) // 2
        good += sum(n * (n - 1) // 2 for label, n in Counter(labels).items() if label is not None)
    return good / max(1, total)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--records", action="store_true")
    options = parser.parse_args()
    with (options.corpus / "docs.jsonl").open(encoding="utf-8") as lines:
        documents = [(row["id"], row["text"]) for row in map(json.loads, lines)]
    print(f"texts in memory: {len(documents):,} documents, {gib():.2f} GiB")
    began = process_time()
    found = search_documents(documents)
    print(f"search: {process_time() - began:.1f} CPU s, {len(found.words):,} words, peak {gib():.2f} GiB")
    print(f"passages: {len(found):,}, families: {len(set(found.clusters.node_cluster.tolist())):,}")
    if (options.corpus / "truth.jsonl").exists():
        print(f"implied pairs of families right: {implied_precision(found, options.corpus):.4f}")
    if options.out or options.records:
        began, variants = process_time(), 0
        with (options.out or Path("/dev/null")).open("w", encoding="utf-8") as out:
            for passage in found.passages(dates={}, quotations={}, scripture={}):
                variants += len(passage.variants)
                row = {"a": passage.a.document, "a0": passage.a.start, "a1": passage.a.end}
                row |= {"b": passage.b.document, "b0": passage.b.start, "b1": passage.b.end}
                row["diffs"] = [[v.kind, *v.a, *v.b] for v in passage.variants]
                out.write(json.dumps(row) + "\n")
        print(f"records: {process_time() - began:.1f} CPU s, {variants:,} variants, peak {gib():.2f} GiB")


if __name__ == "__main__":
    main()
