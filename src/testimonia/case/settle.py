"""What all documents of a case say together: actors, names, recycled passages.

The comparing itself is handed in as functions from records to records; here their results are stored. It runs
after every change to the documents, over the whole case and in one transaction, and its result depends on
nothing but the documents, the list of aliases and people's decisions.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from testimonia.case.decisions import decided_actors
from testimonia.case.load import load_decisions, load_mentions, load_text
from testimonia.case.names import name_speakers
from testimonia.case.values import pack, packed, to_json, unpack
from testimonia.model import Actor, Mention, Passage, Place, Span, Spans

AliasRow = tuple[str, str, str]  # alias, the name it stands for, kind
Link = Callable[[Iterable[Mention], Sequence[AliasRow]], list[Actor]]


TracedPassage = tuple[str, bytes, Passage | None]  # id, a hash of what it is made of, its record


class FindPassages(Protocol):
    """A function that finds what recurs in documents, given as (id, text), whatever their order."""

    def __call__(
        self,
        documents: Sequence[tuple[str, str]],
        *,
        known: Mapping[str, bytes],
        dates: Mapping[str, str | None],
        quotations: Mapping[str, Spans],
        scripture: Mapping[str, Spans],
        publishers: Mapping[str, str | None],
    ) -> Iterable[TracedPassage]:
        """Return the passages; those that are known by id and trace need no record.

        Dates, spans and publishers are by document id and tell direction and kind.
        """
        ...


def settle(
    connection: sqlite3.Connection,
    *,
    link: Link,
    find_passages: FindPassages | None,
    aliases: Sequence[AliasRow] | None = None,
    force: bool = False,
) -> bool:
    """Compare all documents and store the results; return False if there was nothing new to compare.

    ``aliases`` replaces the list that the case keeps; None leaves it. Without ``find_passages`` the
    passages are left as they are.
    """
    state = f"settled{', with passages' if find_passages else ''}"
    row = connection.execute("SELECT value FROM settings WHERE key = 'settled'").fetchone()
    before = row[0] if row else ""
    same_aliases = aliases is None or sorted(aliases) == load_aliases(connection)
    if same_aliases and not force and before.startswith(state):
        return False
    connection.execute("BEGIN IMMEDIATE")
    try:
        if aliases is not None:
            connection.execute("DELETE FROM aliases")
            connection.executemany("INSERT OR IGNORE INTO aliases VALUES (?, ?, ?)", packed(aliases))
        settle_actors(connection, link)
        name_speakers(connection)
        if find_passages is not None and ("with passages" not in before):
            found = find_passages(
                _texts(connection),
                known=dict(connection.execute("SELECT passage, trace FROM traces")),
                dates=dict(connection.execute("SELECT id, coalesce(date, date_probable) FROM documents")),
                quotations=_spans(connection, _QUOTED),
                scripture=_spans(connection, _SCRIPTURE),
                publishers=dict(connection.execute(_PUBLISHERS)),
            )
            store_passages(connection, found)
        elif "with passages" in before:
            state = "settled, with passages"
        connection.execute("INSERT OR REPLACE INTO settings VALUES ('settled', ?)", (state,))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return True


def is_behind(connection: sqlite3.Connection) -> bool:
    """Tell whether decisions about actors were written that the actors do not follow yet."""
    row = connection.execute("SELECT value FROM settings WHERE key = 'settled'").fetchone()
    return row is not None and str(row[0]).startswith("unsettled")


def load_aliases(connection: sqlite3.Connection) -> list[AliasRow]:
    """Return the aliases that the case keeps, sorted."""
    rows = connection.execute("SELECT alias, canonical, kind FROM aliases").fetchall()
    return sorted((unpack(row[0]), unpack(row[1]), row[2]) for row in rows)


def settle_actors(connection: sqlite3.Connection, link: Link) -> None:
    """Merge the mentions of the whole case into actors, apply people's decisions, store the result."""
    actors = link(load_mentions(connection), load_aliases(connection))
    decisions = load_decisions(connection)
    splits = any(decision.action == "split" for decision in decisions)
    texts = dict(connection.execute("SELECT id, text FROM mentions")) if splits else {}
    actors, lost = decided_actors(actors, texts, decisions)
    store_actors(connection, actors)
    connection.execute("INSERT OR REPLACE INTO settings VALUES ('decisions_lost', ?)", (to_json(lost),))


def store_actors(connection: sqlite3.Connection, actors: Iterable[Actor]) -> None:
    """Replace the actors of the case; what stays the same is not written again."""
    numbers = dict(connection.execute("SELECT id, number FROM actors").fetchall())
    current = dict(connection.execute("SELECT id, actor FROM mentions").fetchall())
    kept: set[str] = set()
    moves: list[tuple[int | None, str]] = []
    for actor in sorted(actors, key=lambda actor: (actor.name, actor.type, actor.id)):
        row = (pack(actor.name), actor.type, to_json(list(actor.why)))
        if actor.id in numbers:
            connection.execute("UPDATE actors SET name = ?, type = ?, why = ? WHERE id = ?", (*row, actor.id))
        else:
            cursor = connection.execute(
                "INSERT INTO actors (name, type, why, id) VALUES (?, ?, ?, ?)", (*row, actor.id)
            )
            numbers[actor.id] = cursor.lastrowid
        kept.add(actor.id)
        number = numbers[actor.id]
        moves.extend((number, id) for id in actor.mentions if current.pop(id, None) != number)
    moves.extend((None, mention) for mention, number in current.items() if number is not None)
    connection.executemany("UPDATE mentions SET actor = ? WHERE id = ?", moves)
    gone = [(id,) for id in numbers if id not in kept]
    connection.executemany("DELETE FROM actors WHERE id = ?", gone)


_QUOTED = (
    "SELECT d.id, s.start, s.end FROM spans AS s JOIN attributions AS a ON a.id = s.annotation"
    " JOIN documents AS d ON d.number = s.document WHERE s.role = 'content' AND a.kind = 'direct'"
    " ORDER BY d.id, s.start, s.end"
)
_SCRIPTURE = (
    "SELECT d.id, s.start, s.end FROM scripture AS s JOIN documents AS d ON d.number = s.document"
    " ORDER BY d.id, s.start, s.end"
)


_PUBLISHERS = "SELECT id, coalesce(publisher, publisher_inferred) FROM documents"


def _spans(connection: sqlite3.Connection, query: str) -> dict[str, Spans]:
    """Return the spans that a query gives, by document."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for document, start, end in connection.execute(query):
        spans[document].append((start, end))
    return {document: tuple(found) for document, found in spans.items()}


def _texts(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return id and text of every document, in the order of their names."""
    rows = connection.execute("SELECT number, id, name FROM documents").fetchall()
    rows.sort(key=lambda row: (unpack(row[2]), row[1]))
    return [(id, load_text(connection, number)) for number, id, _ in rows]


def store_passages(connection: sqlite3.Connection, passages: Iterable[TracedPassage]) -> None:
    """Bring the recycled passages of the case up to date; what stays the same is not written again.

    Passages that do not lie in their texts are refused.
    """
    numbers = dict(connection.execute("SELECT id, number FROM documents"))
    texts: dict[str, str] = {}

    def text(place: Place) -> str:
        if place.document not in texts:
            if len(texts) > 64:
                texts.clear()
            texts[place.document] = load_text(connection, numbers[place.document])
        return texts[place.document]

    gone = {id for (id,) in connection.execute("SELECT id FROM passages")}
    made: dict[str, tuple[bytes, Passage]] = {}
    for id, trace, passage in passages:
        if passage is None:
            gone.discard(id)
        else:
            made.setdefault(id, (trace, passage))
    connection.executemany("DELETE FROM passages WHERE id = ?", [(id,) for id in sorted(gone | made.keys())])
    rows: list[tuple[Any, ...]] = []
    variants: list[tuple[Any, ...]] = []
    traces: list[tuple[str, bytes]] = []
    for id, (trace, passage) in sorted(made.items()):
        if any(not 0 <= place.start < place.end <= len(text(place)) for place in (passage.a, passage.b)):
            continue
        a, b = text(passage.a), text(passage.b)
        traces.append((id, trace))
        rows.append(
            (
                passage.id,
                passage.kind,
                passage.cluster,
                numbers[passage.a.document],
                passage.a.start,
                passage.a.end,
                a[passage.a.start : passage.a.end],
                numbers[passage.b.document],
                passage.b.start,
                passage.b.end,
                b[passage.b.start : passage.b.end],
                passage.equal_words,
                passage.score,
                passage.earlier,
                passage.why,
            )
        )
        variants.extend(
            (
                passage.id,
                ordinal,
                variant.kind,
                variant.alters,
                *variant.a,
                a[variant.a[0] : variant.a[1]],
                *variant.b,
                b[variant.b[0] : variant.b[1]],
                variant.why,
            )
            for ordinal, variant in enumerate(passage.variants)
        )
    connection.executemany(f"INSERT INTO passages VALUES ({_marks(15)})", packed(rows))
    connection.executemany(f"INSERT INTO variants VALUES ({_marks(11)})", packed(variants))
    connection.executemany("INSERT INTO traces VALUES (?, ?)", traces)


def _marks(count: int) -> str:
    return ", ".join("?" * count)
