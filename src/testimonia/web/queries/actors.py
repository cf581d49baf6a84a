"""The list of actors: found by any of their names, narrowed, in an order, counted.

It stands in memory, made once for every state of the case.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from testimonia.case import Case
from testimonia.case.values import pack, unpack
from testimonia.language.folding import fold
from testimonia.model import Record
from testimonia.web.queries import actor
from testimonia.web.queries.narrowing import Narrowed, facet_values

ORDERS = {"mentions": "most often named", "name": "name, A to Z"}
FACETS = {"kind": "Kind"}
MOST_OF = 20  # documents that are looked at to count what is said of an actor in a list
_KEPT = "NOT IN (SELECT target FROM rejected)"
_LEAST_WORD = 3


class ActorLine(Record, frozen=True):
    """An actor in the list; ``number`` is its number in this file only."""

    number: int
    id: str
    name: str
    type: str
    mentions: int


class Catalogue(Record, frozen=True):
    """All actors, most often named first, and which of them a word of a name is a word of."""

    lines: tuple[ActorLine, ...]
    words: dict[str, frozenset[int]]
    by_number: dict[int, ActorLine]

    def named(self, query: str) -> set[int] | None:
        """Return the numbers of the actors some name of whom holds all words, or their beginnings."""
        wanted = _words(query)
        if not wanted:
            return None
        found: set[int] | None = None
        for word in wanted:
            one = set(self.words.get(word, ()))
            one.update(*(numbers for other, numbers in self.words.items() if other.startswith(word)))
            found = one if found is None else found & one
        return found

    def alike(self, names: Sequence[str], but: int, size: int = 8) -> list[ActorLine]:
        """Return other actors that share a word of their names, those that share the rarest words first."""
        shared: Counter[int] = Counter()
        for word in {word for name in names for word in _words(name)}:
            there = self.words.get(word, frozenset())
            if len(word) >= _LEAST_WORD and len(there) <= 20:
                for number in there - {but}:
                    shared[number] += 1000 // len(there)
        best = sorted(shared, key=lambda number: (-shared[number], self.by_number[number].name, number))
        return [self.by_number[number] for number in best[:size]]


@lru_cache(maxsize=1 << 17)  # a case has many names and few words
def _words(text: str) -> tuple[str, ...]:
    return tuple("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())


def catalogue(case: Case, *, spelled: bool = False) -> Catalogue:
    """Return all actors that were not rejected.

    Its words are those of their names in the whole case; where ``spelled``, of all their spellings too, for
    which every mention has to be looked at.
    """
    connection = case.connection
    counts = dict(
        connection.execute("SELECT actor, count(*) FROM mentions WHERE actor IS NOT NULL GROUP BY actor")
    )
    for number, count in connection.execute(
        "SELECT actor, count(*) FROM mentions WHERE id IN (SELECT target FROM rejected) GROUP BY actor"
    ):
        counts[number] = counts.get(number, 0) - count
    lines = [
        ActorLine(
            number=number, id=id, name=str(unpack(name)), type=type, mentions=max(0, counts.get(number, 0))
        )
        for number, id, name, type in connection.execute(
            f"SELECT number, id, name, type FROM actors WHERE id {_KEPT}"
        )
    ]
    lines.sort(key=lambda line: (-line.mentions, line.name, line.number))
    by_number = {line.number: line for line in lines}
    words: dict[str, set[int]] = defaultdict(set)
    spellings = connection.execute(
        "SELECT DISTINCT actor, text FROM mentions INDEXED BY mentions_spellings"
        " WHERE ? AND actor IS NOT NULL AND form = 'name'",
        (spelled,),
    )
    for number, name in [*((line.number, line.name) for line in lines), *spellings]:
        if number in by_number:
            for word in _words(str(unpack(name))):
                words[word].add(number)
    return Catalogue(
        lines=tuple(lines),
        words={word: frozenset(numbers) for word, numbers in words.items()},
        by_number=by_number,
    )


class Asked(Narrowed, frozen=True):
    """What the list is narrowed to."""

    q: str = ""
    order: str = "mentions"

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q or self.wanted or self.unwanted)

    def pairs(self) -> list[tuple[str, str]]:
        """Return it as the pairs of an address."""
        out = [("q", self.q)] if self.q else []
        out += [("order", self.order)] if self.order != "mentions" else []
        return out + self.facet_pairs(("kind",))


def asked_by(pairs: Sequence[tuple[str, str]]) -> Asked:
    """Return what the pairs of an address ask for; what is not understood counts as not given."""
    plain = dict(pairs)
    wanted, unwanted = facet_values(pairs, ("kind",))
    order = plain.get("order", "")
    return Asked(
        q=plain.get("q", "").strip()[:500],
        order=order if order in ORDERS else "mentions",
        wanted=wanted,
        unwanted=unwanted,
    )


def listed(all: Catalogue, asked: Asked) -> list[ActorLine]:
    """Return the actors of a list in its order."""
    found = _found(all, asked.q)
    wanted, unwanted = asked.wanted.get("kind"), asked.unwanted.get("kind", ())
    found = [line for line in found if (wanted is None or line.type in wanted) and line.type not in unwanted]
    if asked.order == "name":
        found.sort(key=_by_name)
    return found


def _found(all: Catalogue, query: str) -> list[ActorLine]:
    numbers = all.named(query)
    if numbers is None:
        return [] if query else list(all.lines)
    return [line for line in all.lines if line.number in numbers]


def kinds(all: Catalogue, asked: Asked) -> tuple[tuple[str, int], ...]:
    """Return how many actors of each kind a list holds, whatever kinds it is narrowed to."""
    return tuple(Counter(line.type for line in _found(all, asked.q)).most_common())


def _by_name(line: ActorLine) -> tuple[str, int]:
    return fold(line.name), line.number


class Slice(Record, frozen=True):
    """A page of the list; ``earlier`` and ``later`` tell whether there are others."""

    lines: tuple[ActorLine, ...]
    earlier: bool
    later: bool


def page_of(found: list[ActorLine], *, size: int, after: str | None, before: str | None) -> Slice:
    """Return the page that begins after an actor, or ends before one; the first where that one is gone."""
    places = {line.id: at for at, line in enumerate(found)}
    if before is not None and before in places:
        end = places[before]
        start = max(0, end - size)
    else:
        start = places.get(after or "", -1) + 1
        end = start + size
    return Slice(lines=tuple(found[start:end]), earlier=start > 0, later=end < len(found))


class Counted(Record, frozen=True):
    """An actor with what is counted of it; ``of_whole`` is False where more may be said of it."""

    line: ActorLine
    by: int
    of: int
    of_whole: bool
    documents: int


def counted(case: Case, lines: Sequence[ActorLine]) -> list[Counted]:
    """Return actors with their counts."""
    looked_at = {line.number: actor.documents_of(case, line.number, size=MOST_OF + 1) for line in lines}
    of: dict[int, set[str]] = defaultdict(set)
    for naming in actor.namings(
        case, list(looked_at), [one for documents in looked_at.values() for one in documents[:MOST_OF]]
    ):
        if naming.document in looked_at[naming.actor][:MOST_OF]:
            of[naming.actor].add(naming.attribution)
    out = []
    for line in lines:
        (by,) = case.connection.execute(
            f"SELECT count(DISTINCT attribution) FROM speakers WHERE name = ? AND attribution {_KEPT}",
            (pack(line.name),),
        ).fetchone()
        (documents,) = case.connection.execute(
            f"SELECT count(DISTINCT document) FROM mentions WHERE actor = ? AND id {_KEPT}", (line.number,)
        ).fetchone()
        out.append(
            Counted(
                line=line,
                by=by,
                of=len(of[line.number]),
                of_whole=len(looked_at[line.number]) <= MOST_OF,
                documents=documents,
            )
        )
    return out


def every(case: Case, found: Sequence[ActorLine]) -> Iterator[dict[str, Any]]:
    """Yield actors as the rows of a download."""
    for line in found:
        (one,) = counted(case, [line])
        yield {
            "name": line.name,
            "kind": line.type,
            "said_by": one.by,
            "mentions": line.mentions,
            "documents": one.documents,
            "spellings": [
                f"{spelling.text} ×{spelling.count}" for spelling in actor.spellings(case, line.number)
            ],
            "id": line.id,
        }
