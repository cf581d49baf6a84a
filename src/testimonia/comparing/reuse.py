"""Recycled passages: find every copy, align every variant, gather the copies in families.

Copies are not independent sources, and what changed between copies is evidence. The search takes four
steps, each a module of its own: texts become numbered words (:mod:`reuse_words`), shared rare word
sequences become alignments (:mod:`reuse_search`), pieces become passages (:mod:`reuse_join`), passages become
families (:mod:`reuse_clusters`); :mod:`variants` classes what differs.

Phrases that anybody uses are no passages. A *formula* is told from a copied passage by its surroundings:
a formula turns up anywhere, a copied passage brings its surroundings along. Each formula in an alignment
counts as one word, and what then carries less than 52 bits is kept out.

Needs numpy, and numba for more than some hundred thousand characters: ``pip install "testimonia[reuse]"``.
The result does not depend on the order of the documents, nor on whether the kernels were compiled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from testimonia.model import Passage, PassageKind, Place, Spans, Variant, annotation_id

if TYPE_CHECKING:
    from testimonia.comparing.reuse_clusters import Clusters
    from testimonia.comparing.reuse_join import Found
    from testimonia.comparing.reuse_kernels import Kernels
    from testimonia.comparing.reuse_search import Alignments
    from testimonia.comparing.reuse_words import Words

    Aligner = Callable[[Words, Kernels], Alignments]

PLAIN = 300_000  # characters up to which the kernels run uncompiled
PLAIN_IF_COMPILED = 40_000  # the same when compiled kernels are at hand
INSTALL = 'pip install "testimonia[reuse]"'


class MissingExtra(ImportError):
    """An optional package is missing; ``install`` is the line that installs it."""

    install = INSTALL

    def __init__(self, package: str) -> None:
        super().__init__(f"recycled passages need {package}: {INSTALL}")


@dataclass
class Reuse:
    """What a search found, in arrays; :meth:`passages` makes records of it, one after the other."""

    names: list[str]
    texts: list[str]
    words: Words
    alignments: Alignments
    found: Found
    clusters: Clusters

    def __len__(self) -> int:
        return len(self.found)

    def spans(self) -> tuple[Any, Any, Any, Any]:
        """Return first and last code points of the passages: a, a end, b, b end."""
        starts, ends, f = self.words.starts, self.words.ends, self.found
        return starts[f.a0], ends[f.a1 - 1], starts[f.b0], ends[f.b1 - 1]

    def passages(self, **about: Any) -> Iterator[Passage]:
        """Yield the passages as records; arguments as for :func:`find_passages`."""
        writer = _Writer(self, **about)
        for k in range(len(self)):
            yield writer.passage(k)


class Traced(NamedTuple):
    """A passage: its id, a hash of all that it is made of, and its record unless that is known."""

    id: str
    trace: bytes
    passage: Passage | None


def find_passages(
    documents: Sequence[tuple[str, str]],
    *,
    minimum_words: int = 15,
    dates: Mapping[str, str | None] | None = None,
    quotations: Mapping[str, Spans] | None = None,
    scripture: Mapping[str, Spans] | None = None,
    publishers: Mapping[str, str | None] | None = None,
    align_with: Aligner | None = None,
) -> list[Passage]:
    """Return every passage that recurs within or between documents, given as (id, text).

    ``minimum_words`` counts on the longer side. ``dates`` (ISO) tell which witness is the earlier one;
    ``quotations`` and ``scripture`` are spans of documents that make a passage a quotation or scripture;
    what documents of one of the ``publishers`` all end with is boilerplate.
    Documents of one id count once. Sorted by documents and place; the order of the input does not matter.

    Raises :class:`MissingExtra` when numpy or numba is not installed.
    """
    reuse = search_documents(documents, minimum_words=minimum_words, align_with=align_with)
    about = {"dates": dates, "quotations": quotations, "scripture": scripture, "publishers": publishers}
    return list(reuse.passages(**{name: given or {} for name, given in about.items()}))


def update_passages(
    documents: Sequence[tuple[str, str]],
    *,
    known: Mapping[str, bytes],
    dates: Mapping[str, str | None],
    quotations: Mapping[str, Spans],
    scripture: Mapping[str, Spans],
    publishers: Mapping[str, str | None],
) -> Iterator[Traced]:
    """Yield what :func:`find_passages` finds, without the records of passages whose traces are ``known``.

    The documents are searched anew, since every text counts for how rare a word is; classing what differs
    is most of the work, and an equal trace means an equal record. An id must be a hash of its document.
    """
    reuse = search_documents(documents)
    writer = _Writer(reuse, dates, quotations, scripture, publishers)
    for k, (id, trace) in enumerate(writer.traces(_rules())):
        yield Traced(id, trace, None if known.get(id) == trace else writer.passage(k))


def _rules() -> bytes:
    """Return a hash of the rules by which records are made."""
    folder = Path(__file__).parent
    table = folder.parent / "tables" / "variant_words.tsv"
    modules = sorted([*folder.glob("reuse*.py"), *folder.glob("reuse_kernels/*.py"), folder / "variants.py"])
    return hashlib.sha256(b"".join(path.read_bytes() for path in (*modules, table))).digest()


def search_documents(
    documents: Sequence[tuple[str, str]], *, minimum_words: int = 15, align_with: Aligner | None = None
) -> Reuse:
    """Return the passages as arrays, without variants: for large cases.

    ``align_with`` finds the alignments elsewhere, as ``engines.spark.spark_search`` does.
    """
    need_extra()
    from testimonia.comparing.reuse_kernels import Kernels
    from testimonia.comparing.reuse_search import search
    from testimonia.comparing.reuse_words import read_words

    unique = dict(reversed(documents))
    names = sorted(unique)
    texts = [unique[name] for name in names]
    kernels = Kernels(compiled=worth_compiling(sum(map(len, texts))))
    words = read_words(texts, kernels)
    alignments = (align_with or search)(words, kernels)
    found, alignments, clusters = gathered(alignments, words, kernels, minimum_words)
    return Reuse(names, texts, words, alignments, found, clusters)


def gathered(
    alignments: Alignments, words: Words, kernels: Kernels, minimum_words: int
) -> tuple[Found, Alignments, Clusters]:
    """Return the passages that alignments make up, with all alignments used, and their families."""
    from testimonia.comparing.reuse_clusters import cluster
    from testimonia.comparing.reuse_ends import reach_on, to_sentence_ends
    from testimonia.comparing.reuse_families import complete, distinct
    from testimonia.comparing.reuse_join import join
    from testimonia.comparing.reuse_moved import join_moved

    found, alignments = join_moved(join(alignments, minimum_words), alignments, words, kernels)
    found, alignments = reach_on(found, alignments, words, kernels)
    found = to_sentence_ends(found, words)
    clusters = cluster(found, alignments, alignments.documents)
    found, alignments, clusters = complete(found, alignments, clusters, words, kernels, minimum_words)
    found, clusters = distinct(found, clusters)
    return found, alignments, clusters


def need_extra() -> None:
    """Raise :class:`MissingExtra` if numpy or numba is not installed."""
    for package in ("numpy", "numba"):
        if find_spec(package) is None:
            raise MissingExtra(package)


def worth_compiling(characters: int) -> bool:
    """Tell whether compiled kernels are the faster way: compiling takes ten seconds, once."""
    if characters <= PLAIN_IF_COMPILED:
        return False
    from testimonia.comparing.reuse_kernels import compiled_before

    return characters > PLAIN or compiled_before()


class _Writer:
    """Makes records of arrays."""

    def __init__(
        self,
        reuse: Reuse,
        dates: Mapping[str, str | None],
        quotations: Mapping[str, Spans],
        scripture: Mapping[str, Spans],
        publishers: Mapping[str, str | None] | None = None,
    ) -> None:
        self.reuse, self.dates, self.quotations, self.scripture = reuse, dates, quotations, scripture
        self.lower, self.counts = reuse.words.lower, reuse.words.counts
        self.families = self._families()
        self.kinds = self._kinds(publishers or {})

    def _families(self) -> list[str]:
        """Return the name of each passage's cluster: its first witness."""
        words, clusters = self.reuse.words, self.reuse.clusters
        names: dict[int, str] = {}
        for root in sorted(set(clusters.cluster.tolist())):
            place = (int(words.starts[clusters.start[root]]), int(words.ends[clusters.end[root] - 1]))
            names[root] = annotation_id(self.reuse.names[int(clusters.document[root])], "cluster", [place])
        return [names[root] for root in clusters.cluster.tolist()]

    def passage(self, k: int) -> Passage:
        """Return passage ``k`` with its variants."""
        found = self.reuse.found
        id, a, b = self._places(k)
        a0, a1, b0, b1 = self._words(k)
        equal, score = int(found.equal[k]), int(found.score[k]) / 16
        variants = self._variants(k)
        pieces = int(found.begin[k + 1] - found.begin[k])
        return Passage(
            id=id,
            a=a,
            b=b,
            kind=self._kind(k, a, b),
            variants=tuple(variants),
            cluster=self.families[k],
            equal_words=equal,
            score=round(score, 1),
            earlier=_earlier(self.dates.get(a.document), self.dates.get(b.document)),
            why=f"{equal} equal of {a1 - a0} and {b1 - b0} words, {score:.0f} bits"
            + (f", {pieces} pieces" if pieces > 1 else ""),
        )

    def traces(self, rules: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the id of every passage and a hash of all that its record is made of, besides the texts."""
        found = self.reuse.found
        columns = (self._inner_traces(), found.equal.tolist(), found.score.tolist(), self.families)
        for k, (inner, equal, score, family) in enumerate(zip(*columns, strict=True)):
            id, a, b = self._places(k)
            earlier = _earlier(self.dates.get(a.document), self.dates.get(b.document))
            facts = (id, self._kind(k, a, b), family, equal, score, earlier, inner)
            yield id, hashlib.sha256(rules + repr(facts).encode()).digest()[:16]

    def _inner_traces(self) -> list[int]:
        """Return of every passage a number for its equal words and for those taken for names."""
        found, al, words = self.reuse.found, self.reuse.alignments, self.reuse.words
        kernels, n = self._kernels(), len(found)
        runs = (found.pieces, found.begin, al.begin, al.run_i, al.run_j, al.run_n)
        columns = (*runs, found.a0, found.a1, found.b0, found.b1)
        vocabulary = (words.ids, words.marks, words.lower, words.counts)
        out = kernels.room(n, "i8")
        kernels.trace_passages(*map(kernels.given, columns), n, *map(kernels.given, vocabulary), out)
        return [int(number) for number in out]

    def _kernels(self) -> Kernels:
        from testimonia.comparing.reuse_kernels import Kernels

        return Kernels(compiled=worth_compiling(sum(map(len, self.reuse.texts))))

    def _words(self, k: int) -> tuple[int, int, int, int]:
        """Return first and last words of passage ``k`` on both sides."""
        found = self.reuse.found
        return int(found.a0[k]), int(found.a1[k]), int(found.b0[k]), int(found.b1[k])

    def _places(self, k: int) -> tuple[str, Place, Place]:
        """Return id and places of passage ``k``."""
        words, names = self.reuse.words, self.reuse.names
        da, db = divmod(int(self.reuse.found.key[k]), len(names))
        a0, a1, b0, b1 = self._words(k)
        a = Place(names[da], int(words.starts[a0]), int(words.ends[a1 - 1]))
        b = Place(names[db], int(words.starts[b0]), int(words.ends[b1 - 1]))
        return (
            annotation_id(a.document, "passage", [(a.start, a.end)], f"{b.document} {b.start}-{b.end}"),
            a,
            b,
        )

    def _pieces(self, k: int) -> list[list[tuple[int, int, int]]]:
        """Return the runs of equal words of each piece, counted from the beginning of the passage."""
        alignments, found = self.reuse.alignments, self.reuse.found
        a0, _, b0, _ = self._words(k)
        pieces = []
        for piece in found.pieces[found.begin[k] : found.begin[k + 1]].tolist():
            r, r_end = int(alignments.begin[piece]), int(alignments.begin[piece + 1])
            columns = (alignments.run_i, alignments.run_j, alignments.run_n)
            i, j, n = (column[r:r_end].tolist() for column in columns)
            pieces.append([(x - a0, y - b0, m) for x, y, m in zip(i, j, n, strict=True) if m])
        return pieces

    def _variants(self, k: int) -> list[Variant]:
        from testimonia.comparing.variants import find_variants

        da, db = divmod(int(self.reuse.found.key[k]), len(self.reuse.names))
        a0, a1, b0, b1 = self._words(k)
        pieces = self._pieces(k)
        if len(pieces) == 1 and pieces[0] == [(0, 0, a1 - a0)]:
            return []
        return find_variants(self._witness(da, a0, a1), self._witness(db, b0, b1), pieces)

    def _witness(self, document: int, start: int, end: int) -> Any:
        from testimonia.comparing.variants import Witness

        words, text = self.reuse.words, self.reuse.texts[document]
        starts, ends = words.starts[start:end].tolist(), words.ends[start:end].tolist()
        return Witness(text, starts, ends, self._proper(start, end).tolist())

    def _proper(self, start: int, end: int) -> Any:
        """Flag the words that are taken for names."""
        words = self.reuse.words
        ids, marks = words.ids[start:end], words.marks[start:end]
        return (marks & 1 > 0) & (self.lower[ids] == 0) & ((marks & 2 == 0) | (self.counts[ids] >= 3))

    def _kinds(self, publishers: Mapping[str, str | None]) -> list[PassageKind]:
        """Return what sort of recycled text each passage is, quotations and scripture left aside."""
        from testimonia.comparing.reuse_kinds import passage_kinds
        from testimonia.comparing.reuse_search import information

        reuse = self.reuse
        arrays = (reuse.found, reuse.alignments, reuse.clusters, reuse.words)
        outlets = [publishers.get(name) for name in reuse.names]
        return passage_kinds(*arrays, information(reuse.words), outlets, self._kernels())

    def _kind(self, k: int, a: Place, b: Place) -> PassageKind:
        """Return what sort of recycled text passage ``k`` is."""
        from testimonia.comparing.reuse_kinds import quoted

        da, db = divmod(int(self.reuse.found.key[k]), len(self.reuse.names))
        sides = ((a, self.reuse.texts[da]), (b, self.reuse.texts[db]))
        return quoted(sides, self.quotations, self.scripture) or self.kinds[k]


def _earlier(a: str | None, b: str | None) -> Literal["a", "b"] | None:
    """Return the side of the earlier date, if both are known and one precedes the other as written."""
    if not a or not b:
        return None
    n = min(len(a), len(b))
    return None if a[:n] == b[:n] else "a" if a < b else "b"
