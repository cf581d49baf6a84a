"""Kinds: what sort of recycled text a passage is.

| kind | told by |
|---|---|
| scripture, quotation | lies within spans handed in, or between quotation marks |
| formula | a short text (up to 25 words) with four places or more in unlike surroundings |
| boilerplate | the same text at the head or the foot of four documents or more |
| template | one skeleton, other numbers, dates or names: two or more, one in 20 words, a third of all |
| passage | everything else: a text that was copied |

Surroundings are the ten words before and the ten after; two are alike if they share 28 bits, and unlike
ones are counted by the inverse Simpson index, as for formulae inside alignments (`reuse_kernels.formulae`).
Where it fails: a sentence of a wire copy that four papers cut out and set among words of their own looks
like a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from testimonia.comparing.reuse_clusters import Clusters
from testimonia.comparing.reuse_words import Words
from testimonia.model import PassageKind, Place, Span, Spans, Variant

SHORT = 25  # words of a formula
PLACES = 4  # places of a formula
SAMPLE = 12  # places compared
ALIKE = 28 * 16  # sixteenths of a bit that alike surroundings share
WITNESSES = 4  # documents of a boilerplate
EDGE = 3  # words from the head or the foot of a document
OPENING, CLOSING = frozenset("“\"«‘„'(﴿"), frozenset("”\"»’“')﴾")


def family_kinds(clusters: Clusters, words: Words, info: Any) -> dict[int, PassageKind]:
    """Return the clusters that are formulae or boilerplate."""
    members: dict[int, list[int]] = {}
    for node, root in enumerate(clusters.node_cluster.tolist()):
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


def is_template(variants: Sequence[Variant], words: int) -> bool:
    """Tell whether what differs is mostly numbers, dates and names, and often."""
    slots = sum(v.kind in ("number", "date", "name") for v in variants)
    places = sum(v.kind not in ("spelling", "punctuation") for v in variants)
    return slots >= 2 and 3 * slots >= places and 20 * slots >= words


def _inside(span: Span, others: Spans) -> bool:
    """Tell whether at least four fifths of a span lie in one of the others."""
    return any(
        5 * (min(span[1], end) - max(span[0], start)) >= 4 * (span[1] - span[0]) for start, end in others
    )


def _in_marks(text: str, place: Place) -> bool:
    """Tell whether quotation marks open right before a place and close right after it."""
    before, after = text[max(0, place.start - 2) : place.start], text[place.end : place.end + 3]
    return any(c in OPENING for c in before) and any(c in CLOSING for c in after)
