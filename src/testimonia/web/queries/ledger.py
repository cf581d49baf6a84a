"""The ledger: all statements, narrowed, in an order, a page at a time.

A page is found by keyset (the key of its first or last row), never by skipping rows, so that the last page of
half a million statements costs what the first does. Counts of a narrowed list look at its first
MOST_COUNTED statements and say so.
"""

from __future__ import annotations

import heapq
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from msgspec.structs import replace

from testimonia.case import Case
from testimonia.case.search import search_expression
from testimonia.case.values import pack, unpack
from testimonia.language.folding import fold
from testimonia.model import Record
from testimonia.web.queries.narrowing import Narrowed, facet_values
from testimonia.web.queries.paging import Slice, every_page, slice_of

MOST_COUNTED = 10_000
FACET_ROWS = 10
MOST_NAMES = 500
ORDERS = {  # key → (label, column, descending)
    "document": ("as the documents were read", "document", False),
    "newest": ("newest first", "day", True),
    "oldest": ("oldest first", "day", False),
    "speaker": ("speaker, A to Z", "speaker", False),
}
FACETS = {  # key → label
    "speaker": "Speaker",
    "via": "Through",
    "kind": "Wording",
    "class": "Kind of speaker",
    "document": "Document",
}
_AMONG = "IN (SELECT value FROM json_each(?))"
# What each facet asks of the row: statements whose value is among those given.
_HAVING = {
    "speaker": "SELECT number FROM attributions WHERE id IN"
    f" (SELECT attribution FROM speakers WHERE name {_AMONG})",
    "via": "SELECT number FROM attributions WHERE id IN"
    f" (SELECT attribution FROM attribution_outlets WHERE name {_AMONG})",
    "kind": f"SELECT number FROM attributions WHERE kind {_AMONG}",
    "class": f"SELECT number FROM attributions WHERE speaker_class {_AMONG}",
    "document": "SELECT attribution FROM ledger WHERE document IN"
    f" (SELECT number FROM documents WHERE name {_AMONG})",
}
_LARGE = ("kind", "class")  # facets of few values, each of many rows: tested row by row instead


class Asked(Narrowed, frozen=True):
    """What the list is narrowed to. ``wanted`` and ``unwanted`` are values by facet."""

    q: str = ""
    since: str = ""
    until: str = ""
    order: str = "document"

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q or self.since or self.until or self.wanted or self.unwanted)

    def pairs(self, **changes: str) -> list[tuple[str, str]]:
        """Return it as the pairs of an address, some of the plain fields changed."""
        plain = {"q": self.q, "since": self.since, "until": self.until} | {
            "order": self.order if self.order != "document" else ""
        }
        out = [(key, value) for key, value in (plain | changes).items() if value]
        return out + self.facet_pairs(FACETS)


def asked_by(pairs: Sequence[tuple[str, str]]) -> Asked:
    """Return what the pairs of an address ask for; what is not understood counts as not given."""
    plain: dict[str, str] = {}
    for key, value in pairs:
        if value and (key in ("q", "since", "until") or (key == "order" and value in ORDERS)):
            plain[key] = value.strip()
    wanted, unwanted = facet_values(pairs, FACETS)
    return Asked(
        **plain,
        wanted=wanted,
        unwanted=unwanted,
    )


def _expression(asked: Asked) -> str | None:
    expression = search_expression(asked.q)
    return None if expression is None else expression.encode("utf-8", "replace").decode()


def _is_broad(case: Case, expression: str) -> bool:
    """Tell whether a search finds more than are counted."""
    (found,) = case.connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM attribution_search WHERE attribution_search MATCH ? LIMIT ?)",
        (expression, MOST_COUNTED + 1),
    ).fetchone()
    return int(found) > MOST_COUNTED


def _where(case: Case, asked: Asked) -> tuple[str, list[Any]]:
    """Return the condition on ``ledger AS l JOIN attributions AS a`` with its values."""
    where, values = ["a.id NOT IN (SELECT target FROM rejected)"], []
    for facets, no in ((asked.wanted, ""), (asked.unwanted, "NOT ")):
        for facet, chosen in facets.items():
            among = json.dumps(chosen)
            if facet in _LARGE:
                where.append(f"{'a.kind' if facet == 'kind' else 'a.speaker_class'} {no}{_AMONG}")
            else:
                where.append(f"l.attribution {no}IN ({_HAVING[facet]})")
            values.append(among)
    if asked.q:
        expression = _expression(asked)
        if expression is None:
            where.append("0")
        else:
            found = "FROM attribution_search WHERE attribution_search MATCH ?"
            if _is_broad(case, expression):  # then most rows of the order fit: ask each in turn
                where.append(f"EXISTS (SELECT 1 {found} AND rowid = l.attribution)")
            else:
                where.append(f"l.attribution IN (SELECT rowid {found})")
            values.append(expression)
    if asked.since:
        where.append("l.day >= ?")
        values.append(pack(asked.since))
    if asked.until:
        where.append("l.day <> '' AND l.day < ?")
        values.append(pack(asked.until + "~"))
    return " AND ".join(where), values


Key = tuple[str, int]  # value of the column the list is ordered by, number of the statement


def page_of(
    case: Case, asked: Asked, *, size: int, after: Key | None = None, before: Key | None = None
) -> Slice[Key]:
    """Return the page that begins after a key, or ends before one."""
    _, column, descending = ORDERS[asked.order]
    back = before is not None
    at = before if back else after
    condition, values = _where(case, asked)
    if at is not None:
        sign = "<" if descending != back else ">"
        condition += f" AND (l.{column}, l.attribution) {sign} (?, ?)"
        values += [int(at[0]) if column == "document" and at[0].isdigit() else pack(at[0]), at[1]]
    way = "DESC" if descending != back else "ASC"
    rows = case.connection.execute(
        f"SELECT a.id, l.{column}, l.attribution FROM ledger AS l JOIN attributions AS a"
        f" ON a.number = l.attribution WHERE {condition}"
        f" ORDER BY l.{column} {way}, l.attribution {way} LIMIT ?",
        (*values, size + 1),
    ).fetchall()
    return slice_of(
        rows, lambda row: (str(unpack(row[1])), int(row[2])), size=size, begun=at is not None, back=back
    )


def key_of(case: Case, asked: Asked, id: str) -> Key | None:
    """Return where a statement stands in the order of a list."""
    column = ORDERS[asked.order][1]
    row = case.connection.execute(
        f"SELECT l.{column}, l.attribution FROM ledger AS l"
        " JOIN attributions AS a ON a.number = l.attribution"
        " WHERE a.id = ?",
        (id,),
    ).fetchone()
    return (str(unpack(row[0])), int(row[1])) if row else None


def every(case: Case, asked: Asked) -> Iterator[tuple[str, ...]]:
    """Yield the ids of the whole list, a few hundred at a time."""
    yield from every_page(lambda size, after: page_of(case, asked, size=size, after=after))


class Counts(Record, frozen=True):
    """How many statements a list holds and the most frequent values of each facet."""

    total: int
    whole: bool  # False where there are more than were counted
    facets: dict[str, tuple[tuple[str, int], ...]]


def counts_of(case: Case, asked: Asked) -> Counts:
    """Count a list: exactly where it is not narrowed, else its first MOST_COUNTED statements."""
    if not asked.narrowed:
        return counts_of_all(case, tally(case))
    expression = _expression(asked)
    tables = "ledger AS l JOIN attributions AS a ON a.number = l.attribution"
    searched: list[Any] = []
    if expression is None:
        condition, values = _where(case, asked)
    else:  # the index of words leads
        condition, values = _where(case, replace(asked, q=""))
        tables = f"attribution_search CROSS JOIN {tables} AND l.attribution = attribution_search.rowid"
        condition = f"attribution_search MATCH ? AND {condition}"
        searched = [expression]
    numbers = [
        row[0]
        for row in case.connection.execute(
            f"SELECT l.attribution FROM {tables} WHERE {condition} LIMIT ?",
            (*searched, *values, MOST_COUNTED + 1),
        )
    ]
    whole = len(numbers) <= MOST_COUNTED
    numbers = numbers[:MOST_COUNTED]
    some = "json_each(?) AS j JOIN attributions AS a ON a.number = j.value"
    queries = {
        "speaker": f"SELECT t.name, count(*) FROM {some} JOIN speakers AS t ON t.attribution = a.id"
        " WHERE t.name <> ''",
        "via": f"SELECT t.name, count(*) FROM {some} JOIN attribution_outlets AS t ON t.attribution = a.id"
        " WHERE t.name <> ''",
        "kind": f"SELECT a.kind, count(*) FROM {some}",
        "class": f"SELECT a.speaker_class, count(*) FROM {some}",
        "document": f"SELECT d.name, count(*) FROM {some} JOIN documents AS d ON d.number = a.document",
    }
    return Counts(total=len(numbers), whole=whole, facets=_facets(case, queries, json.dumps(numbers)))


Tally = dict[str, Counter[Any]]  # by facet: how often each value; documents by their numbers


def tally(case: Case, rows: Literal["every", "rejected"] = "every") -> Tally:
    """Count all statements, or those that people rejected, by the values of each facet."""
    some, of_names = "", ""
    if rows == "rejected":
        some = " WHERE id IN (SELECT target FROM rejected)"
        of_names = " AND attribution IN (SELECT target FROM rejected)"
    out: Tally = {facet: Counter() for facet in FACETS}
    execute = case.connection.execute
    for facet, table in (("speaker", "speakers"), ("via", "attribution_outlets")):
        names = execute(f"SELECT name, count(*) FROM {table} WHERE name <> ''{of_names} GROUP BY 1")
        out[facet].update(dict(names.fetchall()))
    for kind, speaker_class, number in execute(
        f"SELECT kind, speaker_class, count(*) FROM attributions{some} GROUP BY 1, 2"
    ):
        out["kind"][kind] += number
        out["class"][speaker_class] += number
    table = "ledger" if rows == "every" else f"attributions{some}"
    out["document"].update(dict(execute(f"SELECT document, count(*) FROM {table} GROUP BY 1").fetchall()))
    return out


def counts_of_all(case: Case, every: Tally) -> Counts:
    """Return the counts of the list that is not narrowed: of all statements, less those rejected."""
    rejected = tally(case, "rejected")
    kept = {facet: every[facet] - rejected[facet] if rejected[facet] else every[facet] for facet in FACETS}
    largest = {
        facet: heapq.nsmallest(FACET_ROWS, counter.items(), key=lambda item: (-item[1], item[0]))
        for facet, counter in kept.items()
    }
    called = dict(
        case.connection.execute(
            f"SELECT number, name FROM documents WHERE number {_AMONG}",
            (json.dumps([number for number, _ in largest["document"]]),),
        ).fetchall()
    )
    largest["document"] = [(called[number], count) for number, count in largest["document"]]
    return Counts(
        total=kept["kind"].total(),
        whole=True,
        facets={
            facet: tuple((str(unpack(value)), int(count)) for value, count in found)
            for facet, found in largest.items()
        },
    )


def _facets(case: Case, queries: Mapping[str, str], *values: str) -> dict[str, tuple[tuple[str, int], ...]]:
    return {
        facet: tuple(
            (str(unpack(name)), int(number))
            for name, number in case.connection.execute(
                f"{query} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {FACET_ROWS}", values
            )
        )
        for facet, query in queries.items()
    }


class NameIndex(Record, frozen=True):
    """The speakers of a case by the words of their names, and by other spellings of the same actor."""

    words: dict[str, frozenset[str]]

    def matches(self, query: str) -> tuple[str, ...]:
        """Return the names all words of a query fit."""
        wanted = [word for word in _words(query) if word]
        if not wanted:
            return ()
        found = frozenset.intersection(*(self.words.get(word, frozenset()) for word in wanted))
        return tuple(sorted(found))


@lru_cache(maxsize=1 << 17)  # a case has many names and few words
def _words(text: str) -> tuple[str, ...]:
    return tuple("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())


def name_index(case: Case) -> NameIndex:
    """Return the index of the speakers' names."""
    words: dict[str, set[str]] = defaultdict(set)
    names = [str(unpack(row[0])) for row in case.connection.execute("SELECT DISTINCT name FROM speakers")]
    for name in names:
        for word in _words(name):
            words[word].add(name)
    speakers = set(names)
    actors = {
        number: str(unpack(name))
        for number, name in case.connection.execute("SELECT number, name FROM actors")
    }
    for number, spelling in case.connection.execute(
        "SELECT DISTINCT actor, text FROM mentions INDEXED BY mentions_spellings"
        " WHERE actor IS NOT NULL AND form = 'name'"
    ):
        if actors.get(number) in speakers:
            for word in _words(str(unpack(spelling))):
                words[word].add(actors[number])
    return NameIndex(words={word: frozenset(found) for word, found in words.items()})


class NameCount(Record, frozen=True):
    """A name of a pasted list: the speakers it fits and how many statements are theirs."""

    asked: str
    names: tuple[str, ...]
    count: int


def count_names(case: Case, index: NameIndex, pasted: str) -> list[NameCount]:
    """Count the statements of every name in a list, one name a line."""
    out = []
    for line in list(dict.fromkeys(filter(None, map(str.strip, pasted.splitlines()))))[:MOST_NAMES]:
        names = index.matches(line)
        (count,) = case.connection.execute(
            f"SELECT count(DISTINCT attribution) FROM speakers WHERE name {_AMONG}"
            " AND attribution NOT IN (SELECT target FROM rejected)",
            (json.dumps(names),),
        ).fetchone()
        out.append(NameCount(asked=line, names=names, count=count))
    return out
