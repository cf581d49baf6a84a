"""List what the scripture layer finds in news, and how much of it is labelled as scripture.

    python benchmarks/scripture_news.py FOLDER [--labels benchmarks/data/scripture_news.tsv]

FOLDER holds ``train.jsonl`` and ``dev.jsonl`` of PolNeAR 1.0, one article with ``text`` and a name a line, or
text files at any depth. Every reference and every quotation that is found is printed with its surroundings
and its label: ``scripture`` (really a reference to scripture, or a quotation of it) or ``none``. What has no
label yet is printed as such and counts as wrong. The last lines give the counts and the precision."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from testimonia.finding import scripture
from testimonia.language.doc import Doc

HERE = Path(__file__).parent


def read_labels(path: Path) -> dict[tuple[str, str, int, int], str]:
    """Return labels by name of the article, layer and place."""
    out = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, layer, start, end, label = line.split("\t")
            out[name, layer, int(start), int(end)] = label
    return out


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of every article."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            yield (
                str(row.get("id") or row.get("name") or row.get("doc") or f"{path.name}:{number}"),
                row["text"],
            )
    for path in sorted(folder.rglob("*.txt")):
        yield path.name, path.read_bytes().decode("utf-8", "replace")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--labels", type=Path, default=HERE / "data" / "scripture_news.tsv")
    options = parser.parse_args()
    labels = read_labels(options.labels)
    told: Counter[tuple[str, str]] = Counter()
    n_texts = 0
    for name, text in texts(options.folder):
        n_texts += 1
        doc = Doc(text)
        places = [("reference", r.span, r.key) for r in scripture.references(doc)]
        places += [
            ("quotation", r.span, f"{r.work}, {r.reference or 'no reference'}, {r.verdict}")
            for r in scripture.find(doc)
        ]
        for layer, (start, end), what in places:
            words = " ".join(text[start:end].split())
            label = labels.get((name, layer, start, end), "unlabelled")
            told[layer, label] += 1
            around = " ".join(text[max(0, start - 50) : end + 30].split())
            print(f"{name}\t{layer}\t{start}\t{end}\t{label}\t{what}\t{words[:60]}\t… {around} …")
    print(f"{n_texts} texts")
    for layer in ("reference", "quotation"):
        right = told[layer, "scripture"]
        found = sum(count for (kind, _), count in told.items() if kind == layer)
        share = f", precision {right / found:.3f}" if found else ""
        print(f"{layer}s: {found} found, {right} of them scripture{share}")


if __name__ == "__main__":
    main()
