"""Make the weights of the attribution reader from public data, in one command.

    python training/make.py POLNEAR WORK -o attribution.npz
    python training/make.py POLNEAR WORK -o attribution.npz --unlabelled TEXTS

POLNEAR holds ``train.jsonl`` and, if there is one, ``corenlp.train.jsonl.gz``; TEXTS the two collections
that ``unlabelled.py`` names, unpacked. Each stage leaves a file in WORK and is skipped when its file is
there, so that an interrupted run goes on where it stopped; ``--only`` runs some alone. Everything is
seeded and runs on one thread: the same data and libraries give the same weights.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import augment
import calibrate
import corpus
import export
import torch
import unlabelled

HOME = Path(__file__).parent

#: Share of the paragraphs that are copied in altered form, and the seed of the copies.
VARIED, SEED = 0.4, 5
TEACHER = ("--epochs", "7", "--batch", "2000", "--roles", "7000")
STUDENT = ("--epochs", "7", "--batch", "1800", "--roles", "6500", "--rate", "0.0028", "--drop", "0.3")


def labelled(polnear: Path, out: Path) -> None:
    """Keep the annotated paragraphs with their variants, the documents held out left out."""
    silver = polnear / "corenlp.train.jsonl.gz"
    tagged = corpus.SilverTags(
        {row["id"]: row["tokens"] for row in corpus.read_jsonl(silver)} if silver.exists() else {}
    )
    rows, _ = corpus.parted(corpus.read_jsonl(polnear / "train.jsonl"))
    rows += augment.vary(rows, share=VARIED, seed=SEED)
    paragraphs = corpus.load(rows, tagged)
    _keep(out, (paragraphs, max(2, len(tagged.tags)), max(2, len(tagged.relations))))


def without(texts: Path | None, out: Path) -> None:
    """Keep the paragraphs without annotation."""
    rows = unlabelled.read(texts) if texts else []
    paragraphs = [one for one in corpus.load(rows, corpus.SilverTags({})) if len(one.words) > 5]
    _keep(out, (paragraphs, 2, 2))


def together(parts: list[Path], lessons: list[Path], out: Path, out_lessons: Path) -> None:
    """Put paragraphs with and without annotation, and their lessons, one behind the other."""
    read = [pickle.loads(part.read_bytes()) for part in parts]
    _keep(out, ([one for part in read for one in part[0]], read[0][1], read[0][2]))
    _keep(out_lessons, [one for part in lessons for one in pickle.loads(part.read_bytes())])


def _keep(path: Path, what: object) -> None:
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(pickle.dumps(what, protocol=4))
    beside.replace(path)


def _script(name: str, *arguments: str | Path) -> None:
    env = {**os.environ, "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    subprocess.run([sys.executable, str(HOME / f"{name}.py"), *map(str, arguments)], check=True, env=env)


def stages(options: argparse.Namespace) -> list[tuple[str, Path, Callable[[Path], None]]]:
    """Return the stages in order: name, the file it leaves, how it is made."""
    polnear, work = options.polnear, options.work
    file = {name: work / name for name in (
        "labelled", "labelled.states", "teacher.pt", "labelled.lessons", "unlabelled", "unlabelled.states",
        "unlabelled.lessons", "all", "all.lessons", "reader.pt",
    )}  # fmt: skip
    taught = [file["labelled.lessons"], file["unlabelled.lessons"]]
    parts = [file["labelled"], file["unlabelled"]]

    def lessons(name: str) -> Callable[[Path], None]:
        return lambda out: _script("lessons", file["teacher.pt"], file[name], file[f"{name}.states"], out)

    def states(name: str) -> Callable[[Path], None]:
        return lambda out: _script("states", file[name], out)

    def train(out: Path, *more: str | Path) -> None:
        _script("train", polnear, "-o", out, *more)

    return [
        ("labelled", file["labelled"], lambda out: labelled(polnear, out)),
        ("labelled-states", file["labelled.states"], states("labelled")),
        ("teacher", file["teacher.pt"], lambda out: train(
            out, "--cache", file["labelled"], "--context", file["labelled.states"], *TEACHER)),
        ("labelled-lessons", file["labelled.lessons"], lessons("labelled")),
        ("unlabelled", file["unlabelled"], lambda out: without(options.unlabelled, out)),
        ("unlabelled-states", file["unlabelled.states"], states("unlabelled")),
        ("unlabelled-lessons", file["unlabelled.lessons"], lessons("unlabelled")),
        ("all", file["all"], lambda out: together(parts, taught, out, file["all.lessons"])),
        ("reader", file["reader.pt"], lambda out: train(
            out, "--cache", file["all"], "--lessons", file["all.lessons"], *STUDENT)),
    ]  # fmt: skip


def finish(trained: Path, polnear: Path, out: Path) -> None:
    """Write the weights in the form the package reads, and calibrate them."""
    network = torch.load(trained, weights_only=False)
    arrays = export.arrays_of(network["state"], list(network["words"]), network["pieces"], {})
    export.write(out, arrays)
    calibrate.main(polnear, out, out)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("polnear", type=Path)
    parser.add_argument("work", type=Path, help="folder for what the stages leave (about 8 GB)")
    parser.add_argument("-o", "--output", type=Path, required=True, help="weights to write")
    parser.add_argument("--unlabelled", type=Path, help="folder of texts without annotation")
    parser.add_argument("--only", help="run these stages alone, parted by commas")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    random.seed(SEED)
    for name, path, make in stages(options):
        if path.exists() or (options.only and name not in options.only.split(",")):
            continue
        begun = time.time()
        print(f"{name} …", file=sys.stderr, flush=True)
        beside = path.with_name(path.name + ".making")
        make(beside)
        beside.replace(path)
        print(f"{name}: {time.time() - begun:.0f} s", file=sys.stderr, flush=True)
    if not options.only:
        finish(options.work / "reader.pt", options.polnear, options.output)


if __name__ == "__main__":
    main()
