"""The network: who reports whom, who speaks of whom, drawn here as SVG; and given as SVG, GraphML and CSV."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from testimonia.case import Case
from testimonia.model import Record
from testimonia.web.cache import ROWS
from testimonia.web.pages import Site, page, render, site_of, whole
from testimonia.web.queries import net as query
from testimonia.web.queries.net_names import MOST_LAID
from testimonia.web.queries.statements import statements
from testimonia.web.queries.time_intervals import interval_of
from testimonia.web.views.net_layout import HEIGHT, WIDTH, layout, name_is_before
from testimonia.writing.csv import safe_cell

MOST_NODES = 200
MOST_STATEMENTS = 100
LONGEST_NAME = 28


def routes() -> list[BaseRoute]:
    """Return the routes of this view."""
    return [
        page("/net", index, "net"),
        page("/net/edge", edge, "net edge"),
        page("/net.svg", picture, "net picture"),
        page("/net.graphml", graphml, "net graphml"),
        page("/net.csv", table, "net table"),
    ]


class DrawnNode(Record, frozen=True):
    """A node as it is drawn."""

    node: query.Node
    x: float
    y: float
    r: float
    before: bool  # its name stands to the left


class DrawnEdge(Record, frozen=True):
    """An edge as it is drawn: a curve from the rim of one node to the rim of the other."""

    edge: query.Edge
    path: str
    width: float


class Drawn(Record, frozen=True):
    """The picture."""

    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]
    width: float = WIDTH
    height: float = HEIGHT


def asked_by(request: Request) -> query.Asked:
    """Return what an address asks for; what is not understood counts as not given."""
    params = request.query_params

    def bound(name: str) -> str:
        value = params.get(name, "").strip()
        return value if interval_of(value) else ""

    kinds = tuple(kind for kind in query.KINDS if kind in params.getlist("kind"))
    return query.Asked(
        kinds=kinds or query.DEFAULT,
        outlet=params.get("outlet", "").strip()[:200],
        speaker=params.get("speaker", "").strip()[:200],
        since=bound("since"),
        until=bound("until"),
        least=max(1, whole(request, "least", 1)),
        most=min(MOST_NODES, max(2, whole(request, "most", 60))),
    )


Found = tuple[list[tuple[str, query.Pair]], bool]


def _found(request: Request, case: Case, asked: query.Asked) -> Found:
    """Return all pairs asked for, and whether all statements were looked at for them."""
    found = [counted(site_of(request), case, kind, asked.since, asked.until) for kind in asked.kinds]
    return query.matching(found, asked), all(part.whole for part in found)


class Shown(Record, frozen=True):
    """What is drawn of ``total`` lines; ``whole`` tells whether all statements were looked at."""

    chosen: query.Chosen
    drawn: Drawn
    total: int
    whole: bool


def drawn(site: Site, case: Case, asked: query.Asked) -> Shown:
    """Return what is drawn, made once for every state of the case."""

    def make() -> Shown:
        if asked.outlet or asked.speaker:
            parts = [query.edges_named(case, kind, asked) for kind in asked.kinds]
        else:
            parts = [strongest(site, case, kind, asked) for kind in asked.kinds]
        found = query.matching(parts, asked)
        chosen = query.choose(case, found, asked.most)
        narrowed = bool(asked.outlet or asked.speaker)
        return Shown(
            chosen=chosen,
            drawn=draw(chosen),
            total=len(found) if narrowed else sum(part.total for part in parts),
            whole=all(part.whole for part in parts),
        )

    return site.cache.get(case, ("net drawn", *asked.pairs()), make)


def strongest(site: Site, case: Case, kind: str, asked: query.Asked) -> query.Edges:
    """Return the strongest edges of a kind; those of all statements are counted once while they stay."""
    since, until, least, most = asked.since, asked.until, asked.least, query.STRONGEST
    if kind == "names":
        key = ("net", kind, since, until, least)
        return site.cache.get(
            case, key, lambda: query.edges_of(case, kind, since, until, least=least, most=most)
        )
    every = site.cache.get(
        case,
        ("net strongest", kind, since, until, least),
        lambda: query.every_edge(case, kind, since, until, least=least, most=most),
        of=ROWS,
    )
    return query.without_rejected(case, every, since, until, least=least, most=most)


def counted(site: Site, case: Case, kind: str, since: str = "", until: str = "") -> query.Edges:
    """Return the edges of a kind, counted once for every state of the case."""
    return site.cache.get(case, ("net", kind, since, until), lambda: query.edges_of(case, kind, since, until))


def index(request: Request, case: Case) -> Response:
    """Show the network."""
    asked = asked_by(request)
    shown = drawn(site_of(request), case, asked)
    return render(
        request,
        "net/index.html",
        here="net",
        asked=asked,
        kinds=query.KINDS,
        chosen=shown.chosen,
        drawn=shown.drawn,
        total=shown.total,
        whole=shown.whole,
        most_laid=MOST_LAID,
    )


@lru_cache(maxsize=32)
def draw(chosen: query.Chosen) -> Drawn:
    """Return the picture of the edges that were chosen; the same edges give the same picture."""
    order = sorted(chosen.nodes, key=lambda node: (-(node.out + node.into), node.name))
    number = {node.name: at for at, node in enumerate(order)}
    joined = [(number[edge.source], number[edge.target], float(edge.weight)) for edge in chosen.edges]
    widths = [7.0 * min(len(node.name), LONGEST_NAME) for node in order]
    places = layout(widths, joined)
    strongest = max((node.out + node.into for node in order), default=1)
    nodes = [
        DrawnNode(
            node=node,
            x=x,
            y=y,
            r=round(4 + 7 * math.sqrt((node.out + node.into) / strongest), 1),
            before=name_is_before(x, width),
        )
        for node, width, (x, y) in zip(order, widths, places, strict=True)
    ]
    heaviest = max((edge.weight for edge in chosen.edges), default=1)
    edges = [
        DrawnEdge(
            edge=edge,
            path=_curve(
                nodes[number[edge.source]], nodes[number[edge.target]], list(query.KINDS).index(edge.kind)
            ),
            width=round(1 + 4 * math.sqrt(edge.weight / heaviest), 2),
        )
        for edge in reversed(chosen.edges)  # the strongest on top
    ]
    return Drawn(nodes=tuple(nodes), edges=tuple(edges))


def _curve(a: DrawnNode, b: DrawnNode, bend: int) -> str:
    """Return a curve that leaves its chord to the right, so that there and back are two lines."""
    across, down = b.x - a.x, b.y - a.y
    length = math.hypot(across, down) or 1.0
    off = 0.10 + 0.05 * bend
    middle = ((a.x + b.x) / 2 - down * off, (a.y + b.y) / 2 + across * off)
    start = _rim(a, middle, 0)
    end = _rim(b, middle, 5)
    if length < a.r + b.r + 5:
        start, end = (a.x, a.y), (b.x, b.y)
    return f"M{start[0]:.1f} {start[1]:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {end[0]:.1f} {end[1]:.1f}"


def _rim(node: DrawnNode, towards: tuple[float, float], more: float) -> tuple[float, float]:
    across, down = towards[0] - node.x, towards[1] - node.y
    length = math.hypot(across, down) or 1.0
    return node.x + across / length * (node.r + more), node.y + down / length * (node.r + more)


def edge(request: Request, case: Case) -> Response:
    """Show the statements behind an edge."""
    params, asked = request.query_params, asked_by(request)
    asked_edge = query.Edge(
        kind=params.get("of", ""), source=params.get("from", ""), target=params.get("to", ""), weight=0
    )
    if asked_edge.kind not in query.KINDS:
        raise HTTPException(404, "There is no such kind of edge.")
    ids = query.statements_behind(case, asked_edge, asked.since, asked.until, MOST_STATEMENTS + 1)
    if not ids:
        raise HTTPException(404, "No statement in this case stands behind that edge.")
    return render(
        request,
        "net/edge.html",
        here="net",
        asked=asked,
        edge=asked_edge,
        kind=query.KINDS[asked_edge.kind],
        statements=statements(case, ids[:MOST_STATEMENTS]),
        more=len(ids) > MOST_STATEMENTS,
    )


def picture(request: Request, case: Case) -> Response:
    """Return the picture as a file of its own: colours in it, no script, nothing from elsewhere."""
    asked = asked_by(request)
    shown = drawn(site_of(request), case, asked)
    made = render(request, "net/picture.svg", drawn=shown.drawn, kinds=query.KINDS, asked=asked)
    return Response(
        made.body,
        media_type="image/svg+xml",
        headers={"Content-Disposition": 'attachment; filename="network.svg"'},
    )


def graphml(request: Request, case: Case) -> Response:
    """Stream all edges asked for as GraphML, for Gephi, Cytoscape, igraph."""
    found, _ = _found(request, case, asked_by(request))
    return _streamed(_graphml(found), "application/graphml+xml", "network.graphml")


def _graphml(found: list[tuple[str, query.Pair]]) -> Iterator[str]:
    names = {name for _, pair in found for name in pair[:2]}
    number = {name: f"n{at}" for at, name in enumerate(sorted(names))}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield '<key id="name" for="node" attr.name="name" attr.type="string"/>\n'
    yield '<key id="kind" for="edge" attr.name="kind" attr.type="string"/>\n'
    yield '<key id="weight" for="edge" attr.name="weight" attr.type="int"/>\n'
    yield '<graph edgedefault="directed">\n'
    for name, id in number.items():
        yield f'<node id="{id}"><data key="name">{escape(_xml(name))}</data></node>\n'
    for kind, (source, target, weight) in found:
        yield (
            f"<edge source={quoteattr(number[source])} target={quoteattr(number[target])}>"
            f'<data key="kind">{kind}</data><data key="weight">{weight}</data></edge>\n'
        )
    yield "</graph>\n</graphml>\n"


def _xml(text: str) -> str:
    """Return text without the control characters that XML 1.0 cannot hold."""
    return "".join(letter if letter >= " " or letter in "\t\n\r" else "\ufffd" for letter in text)


def table(request: Request, case: Case) -> Response:
    """Stream all edges asked for as CSV."""
    found, _ = _found(request, case, asked_by(request))

    def rows() -> Iterator[str]:
        out = io.StringIO()
        writer: Any = csv.writer(out, lineterminator="\n")
        writer.writerow(("source", "kind", "target", "weight"))
        for kind, (source, target, weight) in found:
            writer.writerow((safe_cell(source), kind, safe_cell(target), weight))
            yield out.getvalue()
            out.seek(0)
            out.truncate()
        yield out.getvalue()

    return _streamed(rows(), "text/csv; charset=utf-8", "network.csv")


def _streamed(texts: Iterator[str], media_type: str, name: str) -> Response:
    return StreamingResponse(
        (text.encode("utf-8", "replace") for text in texts),
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
