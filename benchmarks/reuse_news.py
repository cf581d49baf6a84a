"""Draw passages found in real texts to be read, and count how many of those read are true.

    python benchmarks/reuse_news.py NEWS.jsonl [NEWS.jsonl …] --out SAMPLE.jsonl [--kind passage] [--seed 1]
    python benchmarks/reuse_news.py --read SAMPLE.jsonl

NEWS has one ``{"id", "text"}`` a line, and may have ``"meta": {"publisher"}``. Drawn are, of one kind, the
100 longest passages and 100 random ones of 11 to 20 words (words of the longer side; all, where there are
fewer). Each line of SAMPLE has both texts with 80 characters around them and ``"true": null``: read it and
write true where one text was taken from the other or both from a third, false where both only speak
alike (a title, a standing description, a skeleton with other numbers, a line set under all articles).
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

from testimonia.comparing.reuse import find_passages
from testimonia.model import Passage, Place

MOST = 100
SHORT = range(11, 21)
AROUND = 80


def draw(texts: dict[str, str], found: list[Passage], seed: int) -> list[Passage]:
    """Return the longest passages and random short ones, each once, in the order of their places."""

    def words(passage: Passage) -> int:
        return max(len(cut(texts, place).split()) for place in (passage.a, passage.b))

    longest = sorted(found, key=lambda passage: (-words(passage), passage.id))[:MOST]
    short = sorted((passage for passage in found if words(passage) in SHORT), key=lambda passage: passage.id)
    random.Random(seed).shuffle(short)
    drawn = {passage.id for passage in (*longest, *short[:MOST])}
    return [passage for passage in found if passage.id in drawn]


def cut(texts: dict[str, str], place: Place, around: int = 0) -> str:
    return texts[place.document][max(0, place.start - around) : place.end + around]


def write(options: argparse.Namespace) -> None:
    texts, publishers = {}, {}
    for path in options.news:
        for row in map(json.loads, path.open(encoding="utf-8")):
            texts[row["id"]] = row["text"]
            publishers[row["id"]] = (row.get("meta") or {}).get("publisher")
    found = find_passages(list(texts.items()), publishers=publishers)
    print(f"{len(texts):,} texts: {dict(Counter(passage.kind for passage in found).most_common())}")
    drawn = draw(texts, [passage for passage in found if passage.kind == options.kind], options.seed)
    with options.out.open("w", encoding="utf-8") as out:
        for passage in drawn:
            row = {"id": passage.id, "kind": passage.kind, "family": passage.cluster, "true": None}
            for side, place in (("a", passage.a), ("b", passage.b)):
                row[side] = f"{place.document} {place.start}-{place.end}"
                row[f"{side}_text"] = cut(texts, place)
                row[f"{side}_around"] = cut(texts, place, AROUND)
            print(json.dumps(row, ensure_ascii=False), file=out)
    print(f"{len(drawn)} drawn")


def count(path: Path) -> None:
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    read = [row for row in rows if row["true"] is not None]
    families = {row["family"] for row in read}
    wrong = {row["family"] for row in read if not row["true"]}
    share = sum(row["true"] for row in read) / max(1, len(read))
    print(f"{len(read)} of {len(rows)} read, true {share:.3f}; families without a false one: ", end="")
    print(f"{len(families - wrong)} of {len(families)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("news", type=Path, nargs="*")
    parser.add_argument("--out", type=Path, default=Path("sample.jsonl"))
    parser.add_argument("--kind", default="passage")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--read", type=Path)
    options = parser.parse_args()
    if options.read:
        count(options.read)
    else:
        write(options)


if __name__ == "__main__":
    main()
