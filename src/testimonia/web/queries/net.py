"""Who reports whom, who speaks of whom: pairs of names with how many statements stand behind each.

Kinds of edge: ``reports`` (the nearest outlet to the first speaker), ``relays`` (an outlet to the outlet it
names), ``quotes`` (a speaker to the speaker inside the statement), ``names`` (a speaker to the actor named
in what is said). The first three are counted over the whole case; ``names`` lays the names of a document
over its statements, which is done for the first MOST_LAID statements and said so.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from testimonia.case import Case
from testimonia.case.values import pack, unpack
from testimonia.language.folding import fold
from testimonia.model import Record

MOST_LAID = 10_000
MOST_EDGES = 500
STRONGEST = 5_000  # pairs of a kind that are looked at for a picture of all names
KINDS = {  # key → label, what an edge from a to b says
    "reports": ("reports", "an outlet carries the words of a speaker"),
    "relays": ("relays", "an outlet carries what another outlet reported"),
    "quotes": ("quotes", "a speaker tells what another said"),
    "names": ("speaks of", "a speaker names somebody in what is said"),
}
DEFAULT = ("reports", "relays", "quotes")


class Asked(Record, frozen=True):
    """What the network is narrowed to."""

    kinds: tuple[str, ...] = DEFAULT
    outlet: str = ""  # part of a name, in any letters of case
    speaker: str = ""
    since: str = ""
    until: str = ""
    least: int = 1
    most: int = 60  # nodes that are drawn

    def pairs(self, **changes: str | None) -> list[tuple[str, str]]:
        """Return it as the pairs of an address, some changed; None takes one out."""
        plain: dict[str, str | None] = {
            "outlet": self.outlet or None,
            "speaker": self.speaker or None,
            "since": self.since or None,
            "until": self.until or None,
            "least": str(self.least) if self.least != 1 else None,
            "most": str(self.most) if self.most != 60 else None,
        }
        kinds = [("kind", kind) for kind in self.kinds] if self.kinds != DEFAULT else []
        return kinds + [(key, value) for key, value in (plain | changes).items() if value]


class Edge(Record, frozen=True):
    """So many statements from one name to another."""

    kind: str
    source: str
    target: str
    weight: int


Pair = tuple[str, str, int]  # source, target, how many statements


class Edges(Record, frozen=True):
    """Pairs of one kind, the strongest first, and how many there are in all.

    ``whole`` is False where not all statements were looked at.
    """

    kind: str
    pairs: tuple[Pair, ...]
    total: int
    whole: bool = True

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The pairs as records."""
        return tuple(_edge(self.kind, pair) for pair in self.pairs)


def _edge(kind: str, pair: Pair) -> Edge:
    return Edge(kind=kind, source=pair[0], target=pair[1], weight=pair[2])


def edges_of(
    case: Case, kind: str, since: str, until: str, *, least: int = 1, most: int | None = None
) -> Edges:
    """Return the edges of a kind within the dates of the reports, the strongest ``most`` of them."""
    if kind == "names":
        found, whole = _laid(case, since, until)
        pairs = [
            (a, b, len(numbers))
            for (a, b), numbers in found.items()
            if a and b and a != b and len(numbers) >= least
        ]
        pairs.sort(key=lambda pair: (-pair[2], pair[0], pair[1]))
        return Edges(kind=kind, pairs=tuple(pairs[:most]), total=len(pairs), whole=whole)
    query, values = _query(case, kind, since, until)
    grouped = query.format("a, b, count(*) AS weight") + " WHERE a <> '' AND b <> '' AND a <> b GROUP BY 1, 2"
    grouped += " HAVING weight >= ?"
    rows = case.connection.execute(
        f"{grouped} ORDER BY 3 DESC, 1, 2 LIMIT ?", (*values, least, -1 if most is None else most)
    )
    strongest = tuple((str(unpack(a)), str(unpack(b)), int(weight)) for a, b, weight in rows)
    total = len(strongest)
    if total == most:
        (total,) = case.connection.execute(f"SELECT count(*) FROM ({grouped})", (*values, least)).fetchone()
    return Edges(kind=kind, pairs=strongest, total=total)


def _query(case: Case, kind: str, since: str, until: str) -> tuple[str, list[Any]]:
    """Return a query of (a, b, attribution) with a gap for its columns, and its values."""
    tables = {
        "reports": "SELECT l.outlet AS a, l.speaker AS b, l.attribution FROM ledger AS l"
        " WHERE l.outlet <> ''",
        "relays": "SELECT o.name AS a, i.name AS b, l.attribution FROM attribution_outlets AS o"
        " JOIN attribution_outlets AS i ON i.attribution = o.attribution AND i.ordinal = o.ordinal - 1"
        " JOIN attributions AS t ON t.id = o.attribution JOIN ledger AS l ON l.attribution = t.number"
        " WHERE o.ordinal > 0",
        "quotes": "SELECT p.speaker AS a, l.speaker AS b, l.attribution FROM attributions AS t"
        " JOIN attributions AS u ON u.id = t.parent JOIN ledger AS p ON p.attribution = u.number"
        " JOIN ledger AS l ON l.attribution = t.number WHERE t.parent IS NOT NULL",
    }
    where, values = _narrowed(case, since, until)
    return f"SELECT {{}} FROM ({tables[kind]}{where})", values


def _narrowed(case: Case, since: str, until: str) -> tuple[str, list[Any]]:
    where, values = "", []
    if since:
        where += " AND l.day >= ?"
        values.append(pack(since))
    if until:
        where += " AND l.day <> '' AND l.day < ?"
        values.append(pack(until + "~"))
    if case.standing:
        where += " AND l.attribution NOT IN (SELECT number FROM attributions"
        where += " WHERE id IN (SELECT target FROM rejected))"
    return where, values


def _laid(case: Case, since: str, until: str) -> tuple[dict[tuple[str, str], list[int]], bool]:
    """Return the statements in which a speaker names an actor, by the pair of names."""
    where, values = _narrowed(case, since, until)
    said = case.connection.execute(
        "SELECT l.attribution, l.document, l.speaker, t.id FROM ledger AS l"
        f" JOIN attributions AS t ON t.number = l.attribution WHERE l.speaker <> ''{where}"
        " ORDER BY l.attribution LIMIT ?",
        (*values, MOST_LAID + 1),
    ).fetchall()
    whole, said = len(said) <= MOST_LAID, said[:MOST_LAID]
    among = "IN (SELECT value FROM json_each(?))"
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for id, start, end in case.connection.execute(
        f"SELECT annotation, start, end FROM spans WHERE annotation {among} AND role = 'content'",
        (json.dumps([row[3] for row in said]),),
    ):
        places[id].append((start, end))
    named: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for document, start, end, name in case.connection.execute(
        "SELECT m.document, m.start, m.end, a.name FROM mentions AS m JOIN actors AS a ON a.number = m.actor"
        f" WHERE m.document {among} AND m.id NOT IN (SELECT target FROM rejected)"
        " ORDER BY m.document, m.start",
        (json.dumps(sorted({row[1] for row in said})),),
    ):
        named[document].append((start, end, str(unpack(name))))
    out: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, document, speaker, id in said:
        here = {name for start, end in places[id] for name in _between(named[document], start, end)}
        for name in here:
            out[str(unpack(speaker)), name].append(number)
    return out, whole


def _between(named: list[tuple[int, int, str]], start: int, end: int) -> Iterable[str]:
    at = bisect_left(named, (start, 0, ""))
    while at < len(named) and named[at][0] < end:
        if named[at][1] <= end:
            yield named[at][2]
        at += 1


def statements_behind(case: Case, edge: Edge, since: str, until: str, most: int) -> list[str]:
    """Return the ids of the statements that stand behind an edge, in the order they were read in."""
    if edge.kind == "names":
        numbers = _laid(case, since, until)[0].get((edge.source, edge.target), [])[:most]
    else:
        query, values = _query(case, edge.kind, since, until)
        numbers = [
            int(row[0])
            for row in case.connection.execute(
                query.format("attribution") + " WHERE a = ? AND b = ? ORDER BY attribution LIMIT ?",
                (*values, pack(edge.source), pack(edge.target), most),
            )
        ]
    rows = case.connection.execute(
        "SELECT id FROM attributions WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number",
        (json.dumps(numbers),),
    )
    return [str(row[0]) for row in rows]


class Node(Record, frozen=True):
    """A name: its kind of actor, its actor's id ("" if none), how many statements go out and come in."""

    name: str
    type: str
    actor: str
    out: int
    into: int


class Chosen(Record, frozen=True):
    """What is drawn."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def matching(found: Iterable[Edges], asked: Asked) -> list[tuple[str, Pair]]:
    """Return the pairs that fit names and least weight, with their kind, the strongest first."""
    outlet, speaker = fold(asked.outlet.strip()), fold(asked.speaker.strip())
    out: list[tuple[str, Pair]] = []
    for part in found:
        source_is_outlet, target_is_outlet = _OUTLETS.get(part.kind, (False, False))
        pairs: Iterable[Pair] = part.pairs
        if asked.least > 1:
            pairs = [pair for pair in pairs if pair[2] >= asked.least]
        for part_of_name, of_outlet in ((outlet, True), (speaker, False)):
            if part_of_name:
                holds = _Holds(part_of_name)
                pairs = [
                    pair
                    for pair in pairs
                    if (source_is_outlet == of_outlet and holds(pair[0]))
                    or (target_is_outlet == of_outlet and holds(pair[1]))
                ]
        out += [(part.kind, pair) for pair in pairs]
    out.sort(key=lambda row: -row[1][2])
    return out


_OUTLETS = {"reports": (True, False), "relays": (True, True)}  # which end of a line is an outlet


class _Holds:
    """Tells whether names hold a part, in any letter forms; each name is folded once."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.known: dict[str, bool] = {}

    def __call__(self, name: str) -> bool:
        if name not in self.known:
            self.known[name] = self.part in fold(name)
        return self.known[name]


def choose(case: Case, found: list[tuple[str, Pair]], most: int) -> Chosen:
    """Return the strongest edges, MOST_EDGES of them, that have no more nodes than ``most``."""
    names: set[str] = set()
    kept = []
    for kind, pair in found:
        new = {pair[0], pair[1]} - names
        if len(names) + len(new) > most:
            continue
        names |= new
        kept.append(_edge(kind, pair))
        if len(kept) == MOST_EDGES:
            break
    into: Counter[str] = Counter()
    out: Counter[str] = Counter()
    for edge in kept:
        out[edge.source] += edge.weight
        into[edge.target] += edge.weight
    actors = {
        str(unpack(name)): (str(id), str(type))
        for id, name, type in case.connection.execute(
            "SELECT id, name, type FROM actors WHERE name IN (SELECT value FROM json_each(?))"
            " AND id NOT IN (SELECT target FROM rejected) ORDER BY number DESC",
            (json.dumps(sorted(name.encode("utf-8", "replace").decode() for name in names)),),
        )
    }
    outlets = {edge.source for edge in kept if edge.kind in ("reports", "relays")}
    outlets |= {edge.target for edge in kept if edge.kind == "relays"}
    nodes = []
    for name in sorted(names):
        id, type = actors.get(name, ("", "media" if name in outlets else "other"))
        nodes.append(Node(name=name, type=type, actor=id, out=out[name], into=into[name]))
    return Chosen(nodes=tuple(nodes), edges=tuple(kept))
