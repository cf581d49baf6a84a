"""Who reports whom, who speaks of whom: pairs of names with how many statements stand behind each.

Kinds of edge: ``reports`` (the nearest outlet to the first speaker), ``relays`` (an outlet to the outlet it
names), ``quotes`` (a speaker to the speaker inside the statement), ``names`` (a speaker to the actor named
in what is said; see :mod:`.net_names`). The first three are counted over the whole case.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from testimonia.case import Case
from testimonia.case.values import pack, unpack
from testimonia.language.folding import fold
from testimonia.model import Record
from testimonia.web.queries.net_names import Spoken, spoken_of, window_of

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
        return _names(*spoken_of(case, since, until), least=least, most=most)
    return without_rejected(case, every_edge(case, kind, since, until, least=least, most=most), since, until)


def every_edge(
    case: Case, kind: str, since: str, until: str, *, least: int = 1, most: int | None = None
) -> Edges:
    """Return the edges of a kind over all statements, those too that people rejected.

    Beyond ``most`` there are as many as were rejected, so that the strongest without those are among them.
    """
    query, values = _query(kind, since, until)
    grouped = query.format("a, b, count(*) AS weight") + f" WHERE {_TWO} GROUP BY 1, 2"
    if least > 1:
        grouped += " HAVING weight >= ?"
        values = [*values, least]
    spare = most if most is None else most + len(_rejected(case))
    rows = case.connection.execute(
        f"SELECT *, count(*) OVER () FROM ({grouped}) ORDER BY weight DESC, a, b LIMIT ?",
        (*values, -1 if spare is None else spare),
    ).fetchall()
    return Edges(
        kind=kind,
        pairs=tuple((str(unpack(a)), str(unpack(b)), int(weight)) for a, b, weight, _ in rows),
        total=int(rows[0][3]) if rows else 0,
    )


_TWO = "a <> '' AND b <> '' AND a <> b"


def without_rejected(
    case: Case, every: Edges, since: str, until: str, *, least: int = 1, most: int | None = None
) -> Edges:
    """Return edges without the statements that people rejected."""
    numbers = _rejected(case)
    if not numbers or every.kind == "names":
        return replace(every, pairs=every.pairs[:most])
    query, values = _query(every.kind, since, until)
    lost = {
        (str(unpack(a)), str(unpack(b))): int(weight)
        for a, b, weight in case.connection.execute(
            f"{query.format('a, b, count(*)')} WHERE {_TWO} AND attribution IN"
            " (SELECT value FROM json_each(?)) GROUP BY 1, 2",
            (*values, json.dumps(numbers)),
        )
    }
    pairs = [(a, b, weight - lost.get((a, b), 0)) for a, b, weight in every.pairs]
    kept = [pair for pair in pairs if pair[2] >= least]
    kept.sort(key=lambda pair: (-pair[2], pack(pair[0]), pack(pair[1])))
    return replace(every, pairs=tuple(kept[:most]), total=every.total - (len(pairs) - len(kept)))


def _rejected(case: Case) -> list[int]:
    """Return the numbers of the statements that people rejected."""
    return [
        row[0]
        for row in case.connection.execute(
            "SELECT number FROM attributions WHERE id IN (SELECT target FROM rejected)"
        )
    ]


def edges_named(case: Case, kind: str, asked: Asked) -> Edges:
    """Return the edges of a kind that hold the names asked for, in any letter forms.

    The names are looked for first, so that only statements that bear them are counted.
    """
    if kind == "names":
        names = _names_holding(case, asked.speaker, "b", "quotes") if asked.speaker.strip() else None
        return _names(*spoken_of(case, asked.since, asked.until, names))
    query, values = _query(kind, asked.since, asked.until)
    where = [_TWO]
    ends = [end for end, of_outlet in zip("ab", _OUTLETS.get(kind, (False, False)), strict=True) if of_outlet]
    for part, columns in (
        (asked.outlet, ends),
        (asked.speaker, [end for end in "ab" if end not in ends]),
    ):
        if part.strip():
            # Only the outlet of a statement leads by its index; others would be led astray by theirs (+).
            led = "" if kind == "reports" else "+"
            where.append(
                " OR ".join(f"{led}{end} IN (SELECT value FROM json_each(?))" for end in columns) or "0"
            )
            where[-1] = f"({where[-1]})"
            values += [json.dumps(_names_holding(case, part, end, kind)) for end in columns]
    rejected = _rejected(case)
    if rejected:
        where.append("attribution NOT IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(rejected))
    rows = case.connection.execute(
        f"{query.format('a, b, count(*) AS weight')} WHERE {' AND '.join(where)}"
        " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
        values,
    )
    pairs = tuple((str(unpack(a)), str(unpack(b)), int(weight)) for a, b, weight in rows)
    return Edges(kind=kind, pairs=pairs, total=len(pairs))


def _names_holding(case: Case, part: str, end: str, kind: str) -> list[str]:
    """Return the names, as the file holds them, that hold a part in any letter forms."""
    outlets = _OUTLETS.get(kind, (False, False))["ab".index(end)]
    table, column = ("attribution_outlets", "name") if outlets else ("ledger", "speaker")
    holds = _Holds(fold(part.strip()))
    names = case.connection.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''")
    return [name for (name,) in names if isinstance(name, str) and holds(name)]


def _names(found: Spoken, whole: bool, *, least: int = 1, most: int | None = None) -> Edges:
    """Return who speaks of whom."""
    pairs = [
        (a, b, len(numbers))
        for (a, b), numbers in found.items()
        if a and b and a != b and len(numbers) >= least
    ]
    pairs.sort(key=lambda pair: (-pair[2], pair[0], pair[1]))
    return Edges(kind="names", pairs=tuple(pairs[:most]), total=len(pairs), whole=whole)


def _query(kind: str, since: str, until: str) -> tuple[str, list[Any]]:
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
    where, values = window_of(since, until, "l.day" if kind == "reports" else "+l.day")
    return f"SELECT {{}} FROM ({tables[kind]}{where})", values


def statements_behind(case: Case, edge: Edge, since: str, until: str, most: int) -> list[str]:
    """Return the ids of the statements that stand behind an edge, in the order they were read in."""
    if edge.kind == "names":
        names = [name.encode("utf-8", "replace").decode() for name in (edge.source, edge.target)]
        found, _ = spoken_of(case, since, until, names)
        numbers = found.get((edge.source, edge.target), [])[:most]
    else:
        query, values = _query(edge.kind, since, until)
        numbers = [
            int(row[0])
            for row in case.connection.execute(
                query.format("attribution") + " WHERE a = ? AND b = ? AND attribution NOT IN"
                " (SELECT value FROM json_each(?)) ORDER BY attribution LIMIT ?",
                (*values, pack(edge.source), pack(edge.target), json.dumps(_rejected(case)), most),
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
