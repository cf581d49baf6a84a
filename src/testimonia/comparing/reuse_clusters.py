"""Clusters: passages that are witnesses of one text.

Every side of a passage is a stretch of one document. Stretches of a document that overlap each other by
at least half (of the longer one) are one node, with the ends that most of them have; a passage is an edge
between two nodes, unless one is much longer than the other; a cluster is what edges connect.
Neighbouring passages are not glued together, and a sentence copied out of a long statement founds a family
of its own: the implied pairs of a cluster stay good. A passage with foreign blocks between its pieces is
represented by its heaviest piece.

Cost: a sort of the sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from testimonia.comparing.reuse_join import Found, roots
from testimonia.comparing.reuse_search import Alignments

ALIKE = 1.8  # times as long as another node of its family a node may be


@dataclass
class Clusters:
    """``node_a`` and ``node_b`` number the sides of each passage, ``cluster`` its family.

    Nodes have ``document``, ``start`` and ``end`` (words) and ``node_cluster``; clusters are numbered in
    the order of their first node. ``kin`` is the same by any passage, however unlike in length: what tells
    ways of speaking from copies.
    """

    node_a: Any
    node_b: Any
    cluster: Any
    document: Any
    start: Any
    end: Any
    node_cluster: Any
    kin: Any


def cluster(found: Found, alignments: Alignments, documents: int) -> Clusters:
    """Return the clusters of passages found among some documents."""
    import numpy as np

    n = len(found)
    document = np.concatenate([found.key // documents, found.key % documents]).astype(np.int64)
    a0, a1, b0, b1 = _cores(found, alignments)
    start = np.concatenate([a0, b0]).astype(np.int64)
    end = np.concatenate([a1, b1]).astype(np.int64)
    order = np.lexsort((-end, start, document))
    node_of, nodes = _nodes(order.tolist(), document.tolist(), start.tolist(), end.tolist())
    at = commonest(np.array(node_of, np.int64), start, end)
    node_a, node_b = (np.array(part, np.int64) for part in (node_of[:n], node_of[n:]))
    kin = roots(len(nodes), node_a.tolist(), node_b.tolist())
    root = roots(len(nodes), *edges(node_a, node_b, end[at] - start[at]))
    family = np.array(root, np.int64)
    return Clusters(
        node_a=node_a,
        node_b=node_b,
        cluster=family[node_a] if n else node_a,
        document=document[at] if n else at,
        start=start[at] if n else at,
        end=end[at] if n else at,
        node_cluster=family,
        kin=np.array(kin, np.int64),
    )


def edges(node_a: Any, node_b: Any, length: Any) -> tuple[list[int], list[int]]:
    """Return the pairs of nodes that passages connect, without those of unlike length.

    Where a passage and its neighbour were copied together, one side may count as the passage alone and the
    other as both: that makes no family of the two.
    """
    import numpy as np

    a, b = length[node_a], length[node_b]
    alike = ALIKE * np.minimum(a, b) >= np.maximum(a, b)
    return node_a[alike].tolist(), node_b[alike].tolist()


def commonest(node_of: Any, start: Any, end: Any) -> Any:
    """Return the side that stands for each node: the stretch that most of its sides have, or the longest."""
    import numpy as np

    order = np.lexsort((end, start, node_of))
    columns = np.stack([column[order] for column in (node_of, start, end)])
    first = np.flatnonzero(np.any(np.diff(columns, prepend=-1), axis=0))
    count = np.diff(np.append(first, len(order)))
    stretch = order[first]
    best = np.lexsort((start[stretch] - end[stretch], -count, node_of[stretch]))
    return stretch[best][np.diff(node_of[stretch][best], prepend=-1) != 0]


def _cores(found: Found, alignments: Alignments) -> tuple[Any, Any, Any, Any]:
    """Return the stretch of each passage: its hull, or its heaviest piece where blocks lie between."""
    import numpy as np

    columns = (alignments.a0, alignments.a1, alignments.b0, alignments.b1)
    hulls = tuple(column.copy() for column in (found.a0, found.a1, found.b0, found.b1))
    if not len(found):
        return hulls
    own = [
        np.add.reduceat((high - low)[found.pieces], found.begin[:-1])
        for low, high in (columns[:2], columns[2:])
    ]
    loose = (10 * own[0] < 7 * (found.a1 - found.a0)) | (10 * own[1] < 7 * (found.b1 - found.b0))
    for k in np.flatnonzero(loose).tolist():
        pieces = found.pieces[found.begin[k] : found.begin[k + 1]]
        heaviest = pieces[np.argmax(alignments.score[pieces])]
        for hull, column in zip(hulls, columns, strict=True):
            hull[k] = column[heaviest]
    return hulls


def _nodes(
    order: list[int], document: list[int], start: list[int], end: list[int]
) -> tuple[list[int], list[int]]:
    """Return the node of every side, and the side that stands for each node."""
    node_of = [0] * len(order)
    nodes: list[int] = []
    active: list[int] = []  # nodes of the present document that reach beyond the present start
    current = -1
    for side in order:
        if document[side] != current:
            current, active = document[side], []
        s, e = start[side], end[side]
        active = [k for k in active if end[nodes[k]] > s]
        best, share = -1, 0.5
        for k in active:
            other = nodes[k]
            overlap = min(e, end[other]) - max(s, start[other])
            ratio = overlap / max(e - s, end[other] - start[other])
            if ratio >= share:
                best, share = k, ratio
        if best < 0:
            best = len(nodes)
            nodes.append(side)
            active.append(best)
        node_of[side] = best
    return node_of, nodes
