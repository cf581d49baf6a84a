"""Families of recycled passages: the list, what it is narrowed to, and its facets.

The list is made once for every state of the case (see ``web/cache.py``), in time linear in its passages and
variants, and then narrowed in memory.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from testimonia.case import Case
from testimonia.case.load import select
from testimonia.model import Record
from testimonia.web.queries.narrowing import Narrowed, facet_values
from testimonia.writing.interchange import CONVENTIONAL
from testimonia.writing.passim_jsonl import witnesses

FACETS = {"kind": "Class", "alters": "Differences", "size": "Spread"}  # key → label
ALTERS = {"yes": "alter the meaning", "maybe": "may alter it", "no": "leave it", "": "none"}
ORDERS: dict[str, str] = {"spread": "most documents first", "differing": "most differences of sense first"}
ORDERS |= {"earliest": "earliest witness first", "longest": "longest first"}
LONGEST_SAMPLE = 400

Pair = tuple[tuple[int, int, int], tuple[int, int, int]]  # document, start, end of either side


class Family(Record, frozen=True):
    """A family of passages: how often it stands, in how many documents, how its witnesses differ.

    ``documents`` are numbers in this file; ``yes`` and ``maybe`` count differences that alter the meaning
    or may, over all pairs; ``day`` is the earliest date of its documents, "" where none has one.
    """

    id: str
    kind: str
    passage: str  # the pair that stands for the family in the list
    places: int
    documents: tuple[int, ...]
    origins: int
    pairs: int
    equal_words: int
    yes: int = 0
    maybe: int = 0
    no: int = 0
    day: str = ""

    @property
    def alters(self) -> str:
        """The gravest of its differences, as a key of ALTERS."""
        return "yes" if self.yes else "maybe" if self.maybe else "no" if self.no else ""

    @property
    def size(self) -> str:
        """How far it spread, in words."""
        number = len(self.documents)
        if number >= 6:
            return "6 documents or more"
        return "3 to 5 documents" if number > 2 else "2 documents" if number == 2 else "1 document"


_VALUE: dict[str, Callable[[Family], str]] = {
    "kind": lambda family: family.kind,
    "alters": lambda family: ALTERS[family.alters],
    "size": lambda family: family.size,
}
_ORDER: dict[str, Callable[[Family], tuple[object, ...]]] = {
    "spread": lambda f: (-len(f.documents), -f.equal_words, f.id),
    "differing": lambda f: (-f.yes, -f.maybe, f.id),
    "earliest": lambda f: (f.day or "~", f.id),
    "longest": lambda f: (-f.equal_words, f.id),
}


class Asked(Narrowed, frozen=True):
    """What the list is narrowed to: values by facet, a document (the beginning of its id), the order."""

    within: str = ""
    order: str = "spread"

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.within or self.wanted or self.unwanted)

    def pairs(self) -> list[tuple[str, str]]:
        """Return it as the pairs of an address."""
        out = [("in", self.within)] if self.within else []
        out += [("order", self.order)] if self.order != "spread" else []
        return out + self.facet_pairs(FACETS)


def asked_by(pairs: Sequence[tuple[str, str]]) -> Asked:
    """Return what the pairs of an address ask for; what is not understood counts as not given."""
    plain: dict[str, str] = {}
    for key, value in pairs:
        if key == "in":
            plain["within"] = value
        elif key == "order" and value in ORDERS:
            plain["order"] = value
    wanted, unwanted = facet_values(pairs, FACETS)
    return Asked(**plain, wanted=wanted, unwanted=unwanted)


def families(case: Case) -> tuple[Family, ...]:
    """Return all families of a case, those of mere convention too."""
    alters: dict[str, Counter[str]] = defaultdict(Counter)
    for passage, kind, number in case.connection.execute(
        "SELECT passage, alters, count(*) FROM variants GROUP BY 1, 2"
    ):
        alters[passage][kind] += number
    days = dict(
        case.connection.execute("SELECT number, coalesce(date, date_probable, '') FROM documents").fetchall()
    )
    rows: dict[str, list[tuple[str, str, int, Pair]]] = defaultdict(list)
    for id, cluster, kind, words, *places in case.connection.execute(
        "SELECT id, cluster, kind, equal_words, a_document, a_start, a_end, b_document, b_start, b_end"
        " FROM passages WHERE id NOT IN (SELECT target FROM rejected) ORDER BY cluster, id"
    ):
        rows[cluster or id].append((id, kind, words, (tuple(places[:3]), tuple(places[3:]))))
    return tuple(_family(id, members, alters, days) for id, members in rows.items())


def _family(
    id: str,
    members: Sequence[tuple[str, str, int, Pair]],
    alters: dict[str, Counter[str]],
    days: dict[int, str],
) -> Family:
    counts: Counter[str] = Counter()
    for passage, *_ in members:
        counts += alters[passage]
    pairs = [pair for *_, pair in members]
    documents = tuple(sorted({place[0] for pair in pairs for place in pair}))
    longest = max(members, key=lambda member: (member[2], member[0]))
    return Family(
        id=id,
        kind=Counter(kind for _, kind, _, _ in members).most_common(1)[0][0],
        passage=longest[0],
        places=len(witnesses((str(d), s, e) for pair in pairs for d, s, e in pair)),
        documents=documents,
        origins=origins(pairs),
        pairs=len(members),
        equal_words=longest[2],
        yes=counts["yes"],
        maybe=counts["maybe"],
        no=counts["no"],
        day=min((days[number] for number in documents if days.get(number)), default=""),
    )


def origins(pairs: Sequence[Pair]) -> int:
    """Return how many groups of documents the pairs of a family leave that no copy joins.

    Documents that share a copied text count as one origin; pairs that people rejected join nothing.
    """
    root: dict[int, int] = {}

    def top(number: int) -> int:
        while root.setdefault(number, number) != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for (a, _, _), (b, _, _) in pairs:
        root[top(a)] = top(b)
    return len({top(number) for number in root})


class Found(Record, frozen=True):
    """A page of the list, how many there are, the counts of each facet, how many conventions are left out."""

    families: tuple[Family, ...]
    total: int
    facets: dict[str, tuple[tuple[str, int], ...]]
    conventional: int
    earlier: str | None = None  # the id after which the page before begins, "" for the first page
    later: str | None = None


def narrowed(
    every: Sequence[Family], asked: Asked, document: int | None, *, after: str = "", size: int = 50
) -> Found:
    """Return a page of the families asked for; ``document`` is the number of the one asked for.

    What recurs by convention (formulae, templates, boilerplate) comes only if its class is asked for.
    """
    kept = [family for family in every if not asked.within or document in family.documents]
    for facet, values in asked.wanted.items():
        kept = [family for family in kept if _VALUE[facet](family) in values]
    for facet, values in asked.unwanted.items():
        kept = [family for family in kept if _VALUE[facet](family) not in values]
    hidden = 0
    facets = {facet: tuple(Counter(map(_VALUE[facet], kept)).most_common()) for facet in FACETS}
    if "kind" not in asked.wanted:
        plain = [family for family in kept if family.kind not in CONVENTIONAL]
        hidden, kept = len(kept) - len(plain), plain
        facets |= {f: tuple(Counter(map(_VALUE[f], kept)).most_common()) for f in ("alters", "size")}
    kept.sort(key=_ORDER[asked.order])
    at = next((number for number, family in enumerate(kept, 1) if family.id == after), 0)
    before = max(0, at - size)
    return Found(
        families=tuple(kept[at : at + size]),
        total=len(kept),
        facets=facets,
        conventional=hidden,
        earlier=None if not at else kept[before - 1].id if before else "",
        later=kept[at + size - 1].id if at + size < len(kept) else None,
    )


def samples(case: Case, found: Iterable[Family]) -> dict[str, str]:
    """Return how a passage of each family begins, by the ids of the families."""
    family_of = {family.passage: family.id for family in found}
    return {
        family_of[row["id"]]: row["a_text"][:LONGEST_SAMPLE]
        for row in select(
            case.connection,
            "SELECT id, a_text FROM passages WHERE id IN (SELECT value FROM json_each(?))",
            json.dumps(list(family_of)),
        )
    }
