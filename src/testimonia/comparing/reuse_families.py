"""Families: what two copies share is looked for again once a third one shows that they are copies.

Two copies of one text, each edited in its own way, may keep too little in common to be found among all
texts: of 16 words, half of them exchanged, seven remain. Where both are witnesses of one family, only these
two stretches are compared, so a much weaker likeness is evidence. Every pair of witnesses that no passage
connects is aligned stretch against stretch (Smith and Waterman, "Identification of common molecular
subsequences", 1981, with a low price for different words); sentences that were moved are aligned one after
the other. The pair is a passage if its pieces carry 24 bits, each formula counting as one word, and five
words or more, a fifth of the longer stretch.

Other witnesses also show where a passage ends: ends are moved out to those of both stretches where no more
than eight words, and about as many on both sides, were changed there.

Cost: quadratic in the witnesses of a family, of which there may be 250, and in the words of a stretch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from testimonia.comparing.reuse_clusters import Clusters
from testimonia.comparing.reuse_join import Found, selected
from testimonia.comparing.reuse_kernels import Kernels
from testimonia.comparing.reuse_kernels.constants import BIT
from testimonia.comparing.reuse_search import Alignments
from testimonia.comparing.reuse_stretches import align_stretches, appended
from testimonia.comparing.reuse_words import Words

MOST = 250  # witnesses of a family
LEAST_PIECE = 16 * BIT
FEW_PIECE = 3  # equal words of a piece
PIECES = 4  # alignments of two witnesses
LEAST = 24 * BIT  # bits of all pieces when each formula in them counts as one word
FEW = 5  # equal words of all pieces
SHARE = 5  # one word in so many of the longer stretch is equal
END = 8  # changed words at an end that other witnesses have
UNEVEN = 3  # how many more they may be on one side


@dataclass
class _Pairs:
    """Pairs of nodes that no passage connects."""

    a: Any
    b: Any


def complete(
    found: Found,
    alignments: Alignments,
    clusters: Clusters,
    words: Words,
    kernels: Kernels,
    minimum_words: int,
) -> tuple[Found, Alignments, Clusters]:
    """Return passages, alignments and clusters with the pairs of witnesses that were too weak to be found."""
    import numpy as np

    found = to_family_ends(found, clusters)
    pairs = _unconnected(clusters)
    if not len(pairs.a):
        return found, alignments, clusters
    ends = (clusters.start[pairs.a], clusters.end[pairs.a], clusters.start[pairs.b], clusters.end[pairs.b])
    pair, pieces = align_stretches(ends, (LEAST_PIECE, FEW_PIECE, PIECES), words, alignments, kernels)
    if not len(pieces):
        return found, alignments, clusters
    starts = np.flatnonzero(np.diff(pair, prepend=-1))
    score, own, equal = (
        np.add.reduceat(column.astype(np.int64), starts)
        for column in (pieces.score, pieces.own, pieces.equal)
    )
    a, b = pairs.a[pair[starts]], pairs.b[pair[starts]]
    longer = np.maximum(clusters.end[a] - clusters.start[a], clusters.end[b] - clusters.start[b])
    key = pieces.key[starts]
    hulls = [np.minimum.reduceat(column, starts) for column in (pieces.a0, pieces.b0)]
    hulls += [np.maximum.reduceat(column, starts) for column in (pieces.a1, pieces.b1)]
    holds = (own >= LEAST) & (equal >= FEW) & (SHARE * equal >= longer)
    holds &= ~_within(found, key, *hulls)
    begin = np.append(starts, len(pair))
    key, a0, b0, a1, b1 = (column.astype(np.int64) for column in (key, *hulls))
    numbers = np.arange(len(pair)) + len(alignments)
    more = Found(key, a0, a1, b0, b1, score, own, equal, begin, numbers)
    more = to_family_ends(more, replace(clusters, node_a=a, node_b=b))
    holds &= np.maximum(more.a1 - more.a0, more.b1 - more.b0) >= minimum_words
    nodes = replace(clusters, node_a=a[holds], node_b=b[holds])
    return _merged(found, selected(more, holds), appended(alignments, pieces), clusters, nodes)


def to_family_ends(found: Found, clusters: Clusters) -> Found:
    """Return passages whose ends are moved out to those of their nodes where little was changed there."""
    import numpy as np

    if not len(found):
        return found
    a, b = clusters.node_a, clusters.node_b
    a0, a1, b0, b1 = (column.copy() for column in (found.a0, found.a1, found.b0, found.b1))
    edited = 10 * found.equal < 8 * np.maximum(a1 - a0, b1 - b0)
    for x, y, node_x, node_y, step in (
        (a0, b0, clusters.start[a], clusters.start[b], -1),
        (a1, b1, clusters.end[a], clusters.end[b], 1),
    ):
        out_x, out_y = step * (node_x - x), step * (node_y - y)
        near = edited & (np.minimum(out_x, out_y) >= 0) & (np.maximum(out_x, out_y) <= END)
        near &= abs(out_x - out_y) <= UNEVEN
        x += (step * np.where(near, out_x, 0)).astype(x.dtype)
        y += (step * np.where(near, out_y, 0)).astype(y.dtype)
    apart = a1 <= b0
    a0, a1, b0, b1 = (
        np.where(apart, moved, column)
        for moved, column in ((a0, found.a0), (a1, found.a1), (b0, found.b0), (b1, found.b1))
    )
    return replace(found, a0=a0, a1=a1, b0=b0, b1=b1)


def distinct(found: Found, clusters: Clusters) -> tuple[Found, Clusters]:
    """Return passages sorted by place, of those of one place the best: ends that were moved may meet."""
    import numpy as np

    columns = (found.b1, found.a1, found.b0, found.a0, found.key)
    order = np.lexsort((-found.own, -found.score, *columns))
    new = np.ones(len(order), np.bool_)
    new[1:] = np.any([np.diff(column[order]) != 0 for column in columns], axis=0)
    order = order[new]
    nodes = {name: getattr(clusters, name)[order] for name in ("node_a", "node_b", "cluster")}
    return selected(found, order), replace(clusters, **nodes)


def _unconnected(clusters: Clusters) -> _Pairs:
    """Return the pairs of nodes of one family that no passage connects, in order."""
    import numpy as np

    nodes = len(clusters.node_cluster)
    order = np.argsort(clusters.node_cluster, kind="stable")
    starts = np.flatnonzero(np.diff(clusters.node_cluster[order], prepend=-1))
    ends = np.append(starts[1:], nodes)[: len(starts)]
    many = (ends - starts > 2) & (ends - starts <= MOST)
    codes = [np.zeros(0, np.int64)]
    for start, end in zip(starts[many].tolist(), ends[many].tolist(), strict=True):
        members = order[start:end]
        u, v = np.triu_indices(end - start, 1)
        codes.append(members[u] * nodes + members[v])
    low, high = np.minimum(clusters.node_a, clusters.node_b), np.maximum(clusters.node_a, clusters.node_b)
    code = np.setdiff1d(np.concatenate(codes), low * nodes + high)
    a, b = code // max(1, nodes), code % max(1, nodes)
    apart = (clusters.document[a] != clusters.document[b]) | (clusters.end[a] <= clusters.start[b])
    return _Pairs(a[apart], b[apart])


def _within(found: Found, key: Any, a0: Any, b0: Any, a1: Any, b1: Any) -> Any:
    """Flag hulls of which four fifths lie on both sides within a passage of the same documents."""
    import numpy as np

    flags = np.zeros(len(key), np.bool_)
    low, high = np.searchsorted(found.key, key), np.searchsorted(found.key, key, "right")
    for k in np.flatnonzero(low < high).tolist():
        for m in range(low[k], high[k]):
            over_a = min(a1[k], found.a1[m]) - max(a0[k], found.a0[m])
            over_b = min(b1[k], found.b1[m]) - max(b0[k], found.b0[m])
            flags[k] |= 5 * over_a >= 4 * (a1[k] - a0[k]) and 5 * over_b >= 4 * (b1[k] - b0[k])
    return flags


def _merged(
    found: Found, more: Found, alignments: Alignments, clusters: Clusters, nodes: Clusters
) -> tuple[Found, Alignments, Clusters]:
    """Return the passages of both kinds, the second after the first."""
    import numpy as np

    names = ("key", "a0", "a1", "b0", "b1", "score", "own", "equal")
    columns = {name: np.concatenate([getattr(found, name), getattr(more, name)]) for name in names}
    pieces = np.concatenate([found.pieces, more.pieces])
    begin = np.concatenate([found.begin, more.begin[1:] + len(found.pieces)])
    node_a = np.concatenate([clusters.node_a, nodes.node_a])
    node_b = np.concatenate([clusters.node_b, nodes.node_b])
    clusters = replace(clusters, node_a=node_a, node_b=node_b, cluster=clusters.node_cluster[node_a])
    return Found(begin=begin, pieces=pieces, **columns), alignments, clusters
