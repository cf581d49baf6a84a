"""The seed index: adding ten documents to a hundred thousand costs what ten documents cost.

The index of a corpus is a folder beside the case. It keeps the vocabulary with its counts, the formulae,
and for every word of every document the hash of the seed that begins there, sorted. New documents are
read with the old vocabulary; their seeds are looked up by bisection, which touches a few pages of the
file; the documents met there are read again, and the new ones are compared with them and with each
other as in a full search, with the word counts of the whole corpus. Their own seeds become a further
sorted segment.

What differs from a full search: word counts are those of the day the index was made (make it anew when
the corpus has doubled), and the family of a passage is named after its first witness among the documents
compared. Cost: some 0.1 ms a seed, and the alignment. Size: 8 bytes a word, and 32 a different word.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from testimonia.comparing.reuse import Reuse, gathered, need_extra
from testimonia.comparing.reuse_join import selected
from testimonia.comparing.reuse_kernels import Kernels
from testimonia.comparing.reuse_search import (
    Background,
    formula_seeds,
    information,
    search,
    seed_bits,
    seeds_of,
)
from testimonia.comparing.reuse_words import Reader, Words

SHIFT = 31  # bits of a place: an index holds two thousand million words
MOST = 60  # documents that are compared for one seed
FORMAT = 1


class SeedIndex:
    """A seed index in a folder."""

    def __init__(self, folder: Path) -> None:
        """Open an index; raises FileNotFoundError where there is none, ValueError for another format."""
        need_extra()
        import numpy as np

        self.folder = folder
        self.about = json.loads((folder / "index.json").read_text("utf-8"))
        if self.about["format"] != FORMAT:
            raise ValueError(f"{folder}: index format {self.about['format']}, this version reads {FORMAT}")
        self.names: list[str] = self.about["documents"]
        self.first: list[int] = self.about["first"]
        self.vocabulary = list(np.load(folder / "vocabulary.npy", mmap_mode="r"))
        self.background = Background(
            counts=self.vocabulary[2],
            words=self.about["words"],
            formulae=np.load(folder / "formulae.npy"),
            shift=SHIFT,
        )
        self.kernels = Kernels(compiled=True)

    @classmethod
    def make(cls, reuse: Reuse, folder: Path) -> SeedIndex:
        """Write the index of a search and open it."""
        need_extra()
        import numpy as np

        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("seeds-*.npy"):
            old.unlink()
        words, kernels = reuse.words, Kernels(compiled=True)
        info, bits = information(words), seed_bits(len(words))
        seeds = seeds_of(words, info, bits, SHIFT, kernels)
        np.save(folder / "seeds-0.npy", seeds)
        np.save(folder / "formulae.npy", formula_seeds(words, info, bits, seeds, SHIFT, kernels))
        np.save(folder / "vocabulary.npy", np.stack([words.hashes, words.signs, words.counts, words.lower]))
        _write(folder, len(words), reuse.names, words.first.tolist(), 1)
        return cls(folder)

    def add(
        self,
        documents: Sequence[tuple[str, str]],
        text_of: Callable[[str], str],
        *,
        minimum_words: int = 15,
    ) -> Reuse:
        """Return the passages that new documents share with old ones and with each other, and index them.

        ``text_of`` gives the text of an old document by its id. Documents that are known are left out.
        """
        import numpy as np

        known = set(self.names)
        new = {name: text for name, text in sorted(documents) if name not in known}
        fresh = self._read(list(new.values()))
        info = information(fresh, self.background)
        bits = seed_bits(self.background.words)
        seeds = seeds_of(fresh, info, bits, SHIFT, self.kernels)
        met = [self.names[number] for number in self._met(seeds)]
        texts = {name: text_of(name) for name in met} | new
        names = sorted(texts)
        words = self._read([texts[name] for name in names])
        wanted = np.array([name in new for name in names], np.uint8)
        alignments = search(words, self.kernels, self.background, wanted)
        found, alignments, clusters = gathered(alignments, words, self.kernels, minimum_words)
        keep = wanted[found.key // len(names)] + wanted[found.key % len(names)] > 0
        node_a, node_b, family = (
            column[keep] for column in (clusters.node_a, clusters.node_b, clusters.cluster)
        )
        clusters = replace(clusters, node_a=node_a, node_b=node_b, cluster=family)
        self._append(list(new), fresh, seeds)
        texts_met = [texts[name] for name in names]
        return Reuse(names, texts_met, words, alignments, selected(found, keep), clusters)

    def _read(self, texts: list[str]) -> Words:
        reader = Reader(self.kernels, sum(map(len, texts)))
        reader.know(*self.vocabulary)
        for text in texts:
            reader.add(text)
        return reader.finish()

    def _met(self, seeds: Any) -> list[int]:
        """Return the numbers of the documents in which seeds stand."""
        import numpy as np

        hashes = np.setdiff1d(seeds >> SHIFT, self.background.formulae)
        met: set[int] = set()
        for k in range(self.about["segments"]):
            segment = np.load(self.folder / f"seeds-{k}.npy", mmap_mode="r")
            low = np.searchsorted(segment, hashes << SHIFT)
            high = np.searchsorted(segment, (hashes + 1) << SHIFT)
            for start, end in zip(low.tolist(), high.tolist(), strict=True):
                if start < end:
                    places = np.asarray(segment[start : min(end, start + MOST)]) & ((1 << SHIFT) - 1)
                    met.update((np.searchsorted(self.first, places, "right") - 1).tolist())
        return sorted(met)

    def _append(self, names: list[str], words: Words, seeds: Any) -> None:
        """Write the seeds of new documents as a further segment."""
        import numpy as np

        offset, segment = self.first[-1], self.about["segments"]
        np.save(self.folder / f"seeds-{segment}.npy", seeds + offset)
        self.names += names
        self.first += [offset + end for end in words.first[1:].tolist()]
        _write(self.folder, self.about["words"], self.names, self.first, segment + 1)
        self.about["segments"] = segment + 1


def _write(folder: Path, words: int, names: list[str], first: list[int], segments: int) -> None:
    about = {"format": FORMAT, "words": words, "segments": segments, "documents": names, "first": first}
    target = folder / "index.json"
    draft = target.with_suffix(".new")
    draft.write_text(json.dumps(about), "utf-8")
    draft.replace(target)
