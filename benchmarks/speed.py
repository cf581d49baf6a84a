"""Measure how many words a second each layer reads on one core, and how long the program takes to start.

    python benchmarks/speed.py [FOLDER] [--words 50000] [--rounds 3]

FOLDER holds documents in any format that is read; by default the example corpus. They are repeated up to the
number of words, each copy with its paragraphs in another order, so that no layer can know a document already.
A layer's time is the processor time of its call in ``pipeline.annotate``, the best of all rounds, without the
first document, which pays for loading the tables. ``language`` is what all layers share: paragraphs and their
languages, tokens, sentences, quotation marks. Times to start are the median of five new processes. Prints
Markdown tables.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from testimonia import pipeline
from testimonia.language.doc import Doc
from testimonia.model import Document, document_id
from testimonia.reading import read_path, walk

EXAMPLES = Path(__file__).parent.parent / "examples" / "marsa-zayn"
LAYERS = (
    ("times", "find_printed", "printed dates"),
    ("metadata", "find", "metadata"),
    ("citations", "find", "citations"),
    ("scripture", "find", "scripture"),
    ("times", "find", "times"),
    ("mentions", "find", "names"),
    ("attributions", "find", "attributions"),
)
STARTS = (
    ("`import testimonia`", ["-c", "import testimonia"]),
    ("`testimonia --help`", ["-m", "testimonia", "--help"]),
    ("`testimonia read --help`", ["-m", "testimonia", "read", "--help"]),
    ("python itself", ["-c", "pass"]),
)


def documents_of(folder: Path, words: int) -> list[Document]:
    """Read a folder, and repeat what it holds up to a number of words."""
    files = [file for file in walk([folder]) if isinstance(file, Path)]
    read = [document for file in files for document in read_path(file)]
    known = [document for document in read if isinstance(document, Document)]
    if not known:
        sys.exit(f"no document was read from {folder}")
    made: list[Document] = []
    chance = random.Random(1)
    total = 0
    while total < words:
        for document in known:
            paragraphs = document.text.split("\n\n")
            if made and len(made) >= len(known):
                chance.shuffle(paragraphs)
            text = "\n\n".join(paragraphs)
            made.append(replace(document, text=text, id=document_id(text)))
            total += len(text.split())
            if total >= words:
                break
    return made


@contextmanager
def timed_layers(spent: dict[str, float]) -> Iterator[None]:
    """Have every layer of the pipeline add its processor time to ``spent``."""

    def timed(function: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            begun = time.process_time()
            try:
                return function(*given, **named)
            finally:
                spent[name] += time.process_time() - begun

        return call

    class Ready(Doc):
        @classmethod
        def of(cls, document: Document) -> Doc:
            begun = time.process_time()
            doc = super().of(document)
            for part in ("paragraphs", "tokens", "starts", "words", "sentences", "marks", "quotations"):
                getattr(doc, part)
            spent["language"] += time.process_time() - begun
            return doc

    places = [(getattr(pipeline, module), name, label) for module, name, label in LAYERS]
    places += [(pipeline, "check_document", "checks")]
    kept = [(module, name, getattr(module, name)) for module, name, _ in places]
    for module, name, label in places:
        setattr(module, name, timed(getattr(module, name), label))
    pipeline.Doc = Ready  # type: ignore[attr-defined]  # put in its place to be timed
    try:
        yield
    finally:
        pipeline.Doc = Doc  # type: ignore[attr-defined]  # put back
        for module, name, function in kept:
            setattr(module, name, function)


def measure(documents: list[Document], rounds: int) -> tuple[dict[str, float], float]:
    """Return the seconds of each layer and of all together, each the best of some rounds."""
    pipeline.annotate(documents[0])
    best: dict[str, float] = {}
    whole = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        for document in documents:
            pipeline.annotate(document)
        whole = min(whole, time.process_time() - begun)
        spent: dict[str, float] = defaultdict(float)
        with timed_layers(spent):
            for document in documents:
                pipeline.annotate(document)
        best = {name: min(value, best.get(name, value)) for name, value in spent.items()}
    return best, whole


def start_times(python: str = sys.executable) -> Iterator[tuple[str, float]]:
    """Yield how long a new process takes to start: the median of five, after one that does not count."""
    for name, arguments in STARTS:
        taken = []
        for _ in range(6):
            begun = time.perf_counter()
            subprocess.run([python, "-I", *arguments], check=True, stdout=subprocess.DEVNULL)
            taken.append(time.perf_counter() - begun)
        yield name, statistics.median(taken[1:])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", nargs="?", type=Path, default=EXAMPLES)
    arguments.add_argument("--words", type=int, default=50_000)
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    documents = documents_of(given.folder, given.words)
    words = sum(len(document.text.split()) for document in documents)
    layers, whole = measure(documents, given.rounds)
    print(f"{len(documents)} documents, {words:,} words\n")
    print("| layer | words a second | µs a word | share |\n|---|---|---|---|")
    for name, seconds in sorted(layers.items(), key=lambda item: -item[1]):
        print(f"| {name} | {words / seconds:,.0f} | {seconds / words * 1e6:.1f} | {seconds / whole:.0%} |")
    print(f"| **all** | **{words / whole:,.0f}** | **{whole / words * 1e6:.1f}** | |\n")
    print("| start | seconds |\n|---|---|")
    for name, seconds in start_times():
        print(f"| {name} | {seconds:.2f} |")


if __name__ == "__main__":
    main()
