"""Kinds: what sort of recycled text a passage is.

- **scripture, quotation**: lies within spans handed in, or between quotation marks.
- **formula**: a short text (up to 25 words) with four places or more in unlike surroundings; or, between two
  documents, up to 30 words of which nearly half of the equal ones are names (a person with titles, a list of
  members), or fewer than eight equal words without the phrases that three documents more have.
- **boilerplate**: the same text at the head or the foot of four documents or more, or of two that have the
  same publisher and nothing else in common, with the rest of its family; also what agrees mostly within
  markup left in a text.
- **template**: one skeleton, other numbers, dates or names: two or more, one in 15 words, a third of all that
  differs. In a family, or between two documents, where one in four passages is such, so are the others
  unless most of their words are equal (nine in ten, five in six, or 19 in 20 where a number or name was
  exchanged).
- **parallel**: fewer than three in five words of the shorter side are equal and about half of the longer
  one's, or two sentences of one turn follow each other: a copy reworded past telling, or two accounts of one
  matter.
- **passage**: everything else, a text that was copied.

Surroundings are the ten words before and the ten after; two are alike if they share 28 bits, and unlike
ones are counted by the inverse Simpson index, as for formulae inside alignments (`reuse_kernels.formulae`).
Where it fails: a sentence of a wire copy that four papers cut out and set among words of their own looks
like a formula; a phrase that one paper sets below its articles, but not as their last words, like a passage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from testimonia.comparing.reuse_clusters import Clusters
from testimonia.comparing.reuse_join import Found
from testimonia.comparing.reuse_kernels import Kernels
from testimonia.comparing.reuse_search import Alignments
from testimonia.comparing.reuse_words import Words
from testimonia.comparing.reuse_worn import is_worn
from testimonia.model import PassageKind, Place, Span, Spans

SHORT = 25  # words of a formula
PLACES = 4  # places of a formula
SAMPLE = 12  # places compared
ALIKE = 28 * 16  # sixteenths of a bit that alike surroundings share
WITNESSES = 4  # documents of a boilerplate
EDGE = 3  # words from the head or the foot of a document
FURNITURE = 100  # words of a boilerplate of two documents
TITLED = 30  # words of a name with its titles
NEIGHBOURS = 20  # words between two sentences of one turn
OPENING, CLOSING = frozenset("“\"«‘„'(﴿"), frozenset("”\"»’“')﴾")


def passage_kinds(
    found: Found,
    alignments: Alignments,
    clusters: Clusters,
    words: Words,
    info: Any,
    publishers: Sequence[str | None],
    kernels: Kernels,
) -> list[PassageKind]:
    """Return the kind of every passage as far as words tell; ``publishers`` are those of the documents.

    Quotations and scripture are told by :func:`quoted`, which goes before.
    """
    import numpy as np

    places, slots, names, tagged = measures(found, alignments, words, kernels)
    if not len(found):
        return []
    n = alignments.documents
    a, b = found.key // n, found.key % n
    kin = clusters.kin[clusters.node_a]
    length_a, length_b = found.a1 - found.a0, found.b1 - found.b0
    longer, shorter = np.maximum(length_a, length_b), np.minimum(length_a, length_b)
    template = (slots >= 2) & (3 * slots >= places) & (15 * slots >= longer)
    template |= _spread(template, kin, 4) & (10 * found.equal < 9 * longer)
    looser = (6 * found.equal < 5 * longer) | ((slots >= 1) & (20 * found.equal < 19 * longer))
    template |= _spread(template, found.key, 4) & looser
    formula = (a != b) & (longer <= TITLED) & (20 * names >= 9 * found.equal)
    edges = (a != b) & (longer <= FURNITURE) & (10 * found.equal >= 8 * longer)
    edges &= _of_one_publisher(a, b, publishers) & _at_edges(found, words, a, b)
    parallel = (5 * found.equal < 3 * shorter) & (20 * found.equal < 11 * longer)
    near = (a == b) & (found.b0 - found.a1 <= NEIGHBOURS) & (found.a0 - words.first[a] > EDGE)
    parallel |= near & (4 * found.equal < 3 * longer)
    markup = 2 * tagged > found.equal
    of = _documents(clusters)[kin]
    formula |= is_worn(found, alignments, words, (a != b) & ~template & ~formula, of, kernels)
    kinds = np.full(len(found), "passage", object)
    ordered = ((parallel, "parallel"), (formula, "formula"), (template, "template"), (markup, "boilerplate"))
    for flags, kind in ordered:
        kinds[flags] = kind
    known = family_kinds(clusters, words, info)
    told = [
        kind if kind == "template" else known.get(family, kind)
        for family, kind in zip(kin.tolist(), kinds, strict=True)
    ]
    other = np.array([kind in ("passage", "parallel") for kind in told], np.bool_) & ~edges
    boilerplate = edges & ~_any(other, found.key)
    boilerplate |= _any(boilerplate, kin) & (longer <= FURNITURE)
    return ["boilerplate" if found else kind for found, kind in zip(boilerplate, told, strict=True)]


def measures(found: Found, alignments: Alignments, words: Words, kernels: Kernels) -> list[Any]:
    """Return of every passage its places that differ, those that are slots, equal names and tagged words."""
    import numpy as np

    al = alignments
    columns = (found.pieces, found.begin, al.begin, al.run_i, al.run_j, al.run_n)
    vocabulary = (words.ids, words.marks, words.lower, words.counts)
    out = [kernels.room(len(found), "i8") for _ in range(4)]
    kernels.measure_passages(
        *map(kernels.given, columns), len(found), *map(kernels.given, vocabulary), *out
    )  # fmt: skip
    return [np.asarray(column, np.int64) for column in out]


def _any(flags: Any, group: Any) -> Any:
    """Flag the passages of groups of which one is flagged."""
    import numpy as np

    _, of = np.unique(group, return_inverse=True)
    return (np.bincount(of, flags) > 0)[of]


def _spread(flags: Any, group: Any, share: int) -> Any:
    """Flag the passages of groups of which one in ``share``, and three, are flagged."""
    import numpy as np

    _, of = np.unique(group, return_inverse=True)
    yes, every = np.bincount(of, flags), np.bincount(of)
    return ((yes >= 3) & (share * yes >= every))[of]


def _of_one_publisher(a: Any, b: Any, publishers: Sequence[str | None]) -> Any:
    import numpy as np

    numbers = {name: number for number, name in enumerate(sorted({name for name in publishers if name}))}
    of = np.array([numbers.get(name, -1) if name else -1 for name in publishers], np.int64)
    return (of[a] == of[b]) & (of[a] >= 0)


def _at_edges(found: Found, words: Words, a: Any, b: Any) -> Any:
    """Flag passages that stand at the head of both documents, or at the foot, and fill neither of them."""
    import numpy as np

    before_a, after_a = found.a0 - words.first[a], words.first[a + 1] - found.a1
    before_b, after_b = found.b0 - words.first[b], words.first[b + 1] - found.b1
    head = (before_a <= EDGE) & (before_b <= EDGE)
    foot = (after_a <= EDGE) & (after_b <= EDGE)
    within = np.minimum(before_a + after_a, before_b + after_b) > 2 * EDGE
    part = (found.a1 - found.a0 < before_a + after_a) | (found.b1 - found.b0 < before_b + after_b)
    return (head ^ foot) & within & part


def _documents(clusters: Clusters) -> Any:
    """Return by family how many documents have it."""
    import numpy as np

    pairs = np.unique(np.stack([clusters.kin, clusters.document]), axis=1)[0]
    return np.bincount(pairs, minlength=len(clusters.kin) + 1)


def family_kinds(clusters: Clusters, words: Words, info: Any) -> dict[int, PassageKind]:
    """Return the clusters that are formulae or boilerplate."""
    members: dict[int, list[int]] = {}
    for node, root in enumerate(clusters.kin.tolist()):
        members.setdefault(root, []).append(node)
    found: dict[int, PassageKind] = {}
    for root, nodes in members.items():
        if len(nodes) >= WITNESSES:
            places = [
                (int(clusters.start[n]), int(clusters.end[n]), int(clusters.document[n])) for n in nodes
            ]
            kind = _family_kind(places, words, info)
            if kind:
                found[root] = kind
    return found


def _family_kind(places: list[tuple[int, int, int]], words: Words, info: Any) -> PassageKind | None:
    lengths = sorted(end - start for start, end, _ in places)
    first = words.first
    at_edge = sum(start - first[d] <= EDGE or first[d + 1] - end <= EDGE for start, end, d in places)
    if len({d for _, _, d in places}) >= WITNESSES and 10 * at_edge >= 7 * len(places):
        whole = sum(2 * (end - start) >= first[d + 1] - first[d] for start, end, d in places)
        return "boilerplate" if 2 * whole < len(places) else None
    if len(places) < PLACES or lengths[len(lengths) // 2] > SHORT:
        return None
    step = max(1, len(places) // SAMPLE)
    sample = places[::step][:SAMPLE]
    before = [set(words.ids[max(first[d], s - 11) : max(first[d], s - 1)].tolist()) for s, _, d in sample]
    after = [
        set(words.ids[min(first[d + 1], e + 1) : min(first[d + 1], e + 11)].tolist()) for _, e, d in sample
    ]
    return "formula" if min(_unlike(before, info), _unlike(after, info)) >= 3 else None


def _unlike(surroundings: Sequence[set[int]], info: Any) -> float:
    """Return how many different surroundings there are (inverse Simpson index)."""
    n = len(surroundings)
    alike = n
    for k in range(n):
        for m in range(k):
            shared = sum(min(int(info[word]), 144) for word in surroundings[k] & surroundings[m])
            alike += 2 * (shared >= ALIKE)
    return n * n / alike


def quoted(
    sides: Sequence[tuple[Place, str]], quotations: Mapping[str, Spans], scripture: Mapping[str, Spans]
) -> PassageKind | None:
    """Return scripture or quotation for a passage that lies within such spans or between quotation marks."""
    if any(_inside((side.start, side.end), scripture.get(side.document, ())) for side, _ in sides):
        return "scripture"
    for side, text in sides:
        if _inside((side.start, side.end), quotations.get(side.document, ())) or _in_marks(text, side):
            return "quotation"
    return None


def _inside(span: Span, others: Spans) -> bool:
    """Tell whether at least four fifths of a span lie in one of the others."""
    return any(
        5 * (min(span[1], end) - max(span[0], start)) >= 4 * (span[1] - span[0]) for start, end in others
    )


def _in_marks(text: str, place: Place) -> bool:
    """Tell whether quotation marks open right before a place and close right after it."""
    before, after = text[max(0, place.start - 2) : place.start], text[place.end : place.end + 3]
    return any(c in OPENING for c in before) and any(c in CLOSING for c in after)
