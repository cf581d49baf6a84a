"""Calibrate a trained reader on unseen documents: ``python training/calibrate.py POLNEAR IN OUT``.

How likely a row is right is fitted by logistic regression (Platt, 1999) on the odds that the network and
the rules give it, on the documents that ``corpus.parted`` sets aside; right means half the words of the
content in common and the source right as well. For chances that are true, half the best F1 is the
threshold that maximises it (Lipton, Elkan and Naryanaswamy, ECML 2014); rows are kept from halfway between
that and one half on, since a wrong row costs a reader more than a missing one. Both are written into
the card of the weights. News alone is annotated: what holds for other kinds of text (``OTHER``) is set by
judgement.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import corpus
import export
import numpy as np

from testimonia.finding import attributions, scripture
from testimonia.finding.attributing.chains import nest
from testimonia.finding.attributing.drafts import CONFIDENCE, Draft
from testimonia.finding.network.features import Floats
from testimonia.finding.network.merging import Merger, Row, odds
from testimonia.finding.network.reading import Network
from testimonia.finding.network.weights import Weights

#: Of the network alone, outside news, half of its odds are believed.
OTHER: dict[str, Any] = {"network": [-0.5, 0.5, 0.0], "both": [0.0, 0.3, 0.8]}
THRESHOLDS = {"releases": 0.6, "other": 0.8}

Ranges = set[int]
Judged = tuple[str, float, float, float, int]


def judged(network: Network, row: dict[str, Any]) -> tuple[list[Judged], int]:
    """Return the rows of one document, each with its odds and whether it is right, and how many there
    should be."""
    text = row["text"]
    doc, cited, named = corpus.layers(text)
    structures = attributions.Structures(doc, cited, named)
    rules = structures.drafts(scripture.find(doc))
    nest(rules)
    merger = Merger(doc, network, structures.clauses, structures.levels, "article")
    merger.least, merger.weights = 0.0, {"network": [0.0, 1.0, 0.0], "both": [0.0, 1.0, 0.5]}
    rows = [one for one in merger.kept(merger.rows(rules, named, cited)) if one.found is not None]
    gold = [(_places(one["content"]), _places(one["source"])) for one in row["attributions"]]
    return list(_right(merger, rows, gold, text)), len(gold)


def _places(spans: list[list[int]]) -> Ranges:
    return {at for start, end in spans for at in range(start, end)}


def _right(merger: Merger, rows: list[Row], gold: list[tuple[Ranges, Ranges]], text: str) -> Any:
    free = set(range(len(gold)))
    for row in sorted(rows, key=lambda row: -row.chance):
        found, rule = row.found, row.rule
        assert found is not None
        kind = "both" if rule is not None else "network"
        believed = CONFIDENCE[rule.rule] if rule is not None else 0.5
        draft = merger.made(row)
        content, source = _places(draft.content), _source(draft)
        near = [n for n in free if 2 * len(content & gold[n][0]) >= 0.5 * (len(content) + len(gold[n][0]))]
        best = max(near, key=lambda n: len(content & gold[n][0]), default=None)
        right = best is not None and (bool(source & gold[best][1]) or not (source or gold[best][1]))
        if best is not None:
            free.discard(best)
        yield kind, odds(found.chance), odds(believed), row.chance, int(right)


def _source(draft: Draft) -> Ranges:
    return _places([list(span) for span in ([draft.source] if draft.source else []) + draft.extra_sources])


def fitted(features: Floats, right: Floats, pull: float = 1.0) -> list[float]:
    """Return the weights of a logistic regression by Newton's method, pulled lightly towards (0, 1, 0)."""
    rest = np.zeros(features.shape[1])
    rest[1] = 1.0
    weights = rest.copy()
    for _ in range(60):
        chance = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (right - chance) - pull * (weights - rest)
        bend = (features * (chance * (1 - chance))[:, None]).T @ features + pull * np.eye(len(weights))
        weights = weights + np.linalg.solve(bend, slope)
    return [round(float(weight), 4) for weight in weights]


def threshold(chances: list[tuple[float, int]], gold: int) -> float:
    """Return the mean of one half and half the best F1 over all thresholds on a grid of hundredths."""

    def f1(least: float) -> float:
        kept = [right for chance, right in chances if chance >= least]
        return 2 * sum(kept) / max(1, len(kept) + gold)

    return round((max(f1(0.01 * step) for step in range(20, 80)) / 2 + 0.5) / 2, 2)


def calibrated(network: Network, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the parts of a card that calibration makes."""
    all_rows: list[Judged] = []
    count = 0
    for row in rows:
        some, gold = judged(network, row)
        all_rows += some
        count += gold
    news: dict[str, list[float]] = {}
    chances: list[tuple[float, int]] = []
    for kind in ("network", "both"):
        own = [one for one in all_rows if one[0] == kind]
        seen = np.array([[1.0, one[1], one[2] if kind == "both" else 0.0] for one in own])
        right = np.array([float(one[4]) for one in own])
        news[kind] = fitted(seen, right)
        guess = 1 / (1 + np.exp(-seen @ np.array(news[kind])))
        chances += list(zip(guess.tolist(), [one[4] for one in own], strict=True))
    least = threshold(chances, count)
    print(f"{len(rows)} documents, {count} attributions; {news}; threshold {least}", file=sys.stderr)
    return {
        "calibration": {"news": news, "other": OTHER},
        "thresholds": {"news": least, **THRESHOLDS},
    }


def main(polnear: Path, source: Path, out: Path) -> None:
    """Write the weights of ``source`` with their calibration to ``out``."""
    _, held = corpus.parted(corpus.read_jsonl(polnear / "train.jsonl"))
    card = calibrated(Network(Weights.load(source)), held)
    with np.load(source) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    whole = {**json.loads(bytes(kept["card"]).decode("utf-8")), **card}
    kept["card"] = np.frombuffer(json.dumps(whole, sort_keys=True).encode("utf-8"), np.uint8)
    export.write(out, kept)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
