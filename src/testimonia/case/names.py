"""Names as the whole case has them: of documents, of speakers and of outlets.

A document is called by its file's base name; only where two documents share one, folders are put before
it, as many as tell them apart. A speaker or outlet is called by the actor that the mentions of that
name in the same document belong to, else as it was read.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable

from testimonia.case.decisions import Standing, standing_decisions
from testimonia.case.values import pack, unpack
from testimonia.model import visible_name

Key = tuple[str, str, str]  # base name, path, document id
NamedMention = tuple[str, str, str, str, int]  # name, wording, actor's name, actor's type, how often
Names = dict[tuple[str, str], str]  # (name, "media" or "any") → actor's name


def document_names(keys: Iterable[Key]) -> dict[str, str]:
    """Return the name of every document, given its base name, its path and its id.

    >>> document_names([("a.txt", "/x/a.txt", "1"), ("a.txt", "/y/a.txt", "2"), ("b.txt", "/x/b.txt", "3")])
    {'1': 'x/a.txt', '2': 'y/a.txt', '3': 'b.txt'}
    """
    by_name: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(keys):
        by_name[key[0]].append(key)
    names: dict[str, str] = {}
    for name, group in by_name.items():
        folders = {key[2]: _folders(key) for key in group}
        depth = 0
        labels = {key[2]: name for key in group}
        deepest = max(map(len, folders.values()))
        while len(set(labels.values())) < len(group) and depth < deepest:
            depth += 1
            labels = {id: "/".join((*above[-depth:], name)) for id, above in folders.items()}
        names.update(labels)
    doubled = {name for name, count in Counter(names.values()).items() if count > 1}
    return {id: f"{name}~{id[:8]}" if name in doubled else name for id, name in names.items()}


def _folders(key: Key) -> list[str]:
    """Return the folders above the part of a path that its base name stands for."""
    name, path, _ = key
    path = visible_name(path.replace("\\", "/"))
    above = path.removesuffix(name) if path.endswith(name) else path.rpartition("/")[0]
    return [part for part in re.split("/+", above) if part]


def name_documents(connection: sqlite3.Connection) -> None:
    """Give every document its name, from the files it was read from."""
    first: dict[str, Key] = {}
    current: dict[str, str] = {}
    for id, name, file_name, path in connection.execute(
        "SELECT d.id, d.name, f.name, f.path FROM documents AS d JOIN files AS f ON f.document = d.number"
    ):
        key = (unpack(file_name), unpack(path), id)
        current[id] = unpack(name)
        if id not in first or key < first[id]:
            first[id] = key
    names = document_names(first.values())
    connection.executemany(
        "UPDATE documents SET name = ? WHERE id = ?",
        [(pack(name), id) for id, name in names.items() if current[id] != name],
    )


def name_speakers(connection: sqlite3.Connection) -> None:
    """Give every speaker and outlet its name in the whole case, then what people decided about it."""
    known = _names_of_mentions(connection)
    for table, owner in (
        ("speakers", "attribution"),
        ("attribution_outlets", "attribution"),
        ("citation_outlets", "citation"),
    ):
        source = "attributions" if owner == "attribution" else "citations"
        rows = connection.execute(
            f"SELECT t.{owner}, t.ordinal, t.read, t.name, s.document FROM {table} AS t"
            f" JOIN {source} AS s ON s.id = t.{owner}"
        ).fetchall()
        changed = []
        for id, ordinal, read, name, document in rows:
            settled = settled_name(known.get(document, {}), read, outlet=table != "speakers")
            if settled != name:
                changed.append((settled, id, ordinal))
        connection.executemany(f"UPDATE {table} SET name = ? WHERE {owner} = ? AND ordinal = ?", changed)
    for target, decided in standing_decisions(connection).items():
        correct_names(connection, target, decided)


def _names_of_mentions(connection: sqlite3.Connection, only: int | None = None) -> dict[int, Names]:
    """Return for each document, or for one alone, what the names in it stand for."""
    rows: dict[int, list[NamedMention]] = defaultdict(list)
    for document, name, text, actor, type, count in connection.execute(
        "SELECT m.document, m.name, m.text, a.name, a.type, count(*) FROM mentions AS m"
        " JOIN actors AS a ON a.number = m.actor WHERE (m.form = 'name' OR m.name <> '')"
        + ("" if only is None else " AND m.document = ?")
        + " GROUP BY m.document, m.name, m.text, a.number",
        () if only is None else (only,),
    ):
        rows[document].append((name, text, actor, type, count))
    return {document: names_of(mentions) for document, mentions in rows.items()}


def names_of(mentions: Iterable[NamedMention]) -> Names:
    """Return what the names in one document stand for, by the mentions that carry them.

    The actor of most mentions of a name wins; the name that a mention stands for outweighs its wording.
    """
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name, text, actor, type, count in mentions:
        for spelling, weight in ((name, 1000 * count), (text, count)):
            if spelling:
                votes[spelling, "any"][actor] += weight
                if type == "media":
                    votes[spelling, "media"][actor] += weight
    return {key: min(count, key=lambda actor: (-count[actor], actor)) for key, count in votes.items()}


def settled_name(names: Names, read: str, *, outlet: bool) -> str:
    """Return what a name stands for; of an outlet, a medium rather than another actor of that name."""
    return (names.get((read, "media")) if outlet else None) or names.get((read, "any")) or read


_TABLES = {
    ("attribution", "speaker"): ("speakers", "attribution"),
    ("attribution", "outlets"): ("attribution_outlets", "attribution"),
    ("citation", "outlets"): ("citation_outlets", "citation"),
}


def restore_names(connection: sqlite3.Connection, target: str) -> None:
    """Write the speakers and outlets of one row as the program reads them, whatever was corrected in them."""
    for table, owner in _TABLES.values():
        source = "attributions" if owner == "attribution" else "citations"
        row = connection.execute(f"SELECT document FROM {source} WHERE id = ?", (target,)).fetchone()
        if row is None:
            continue
        known = _names_of_mentions(connection, row[0]).get(row[0], {})
        connection.execute(f"DELETE FROM {table} WHERE {owner} = ? AND read = ''", (target,))
        for ordinal, read in connection.execute(
            f"SELECT ordinal, read FROM {table} WHERE {owner} = ?", (target,)
        ).fetchall():
            name = settled_name(known, read, outlet=table != "speakers")
            connection.execute(
                f"UPDATE {table} SET name = ? WHERE {owner} = ? AND ordinal = ?", (name, target, ordinal)
            )


def correct_names(connection: sqlite3.Connection, target: str, decided: Standing) -> None:
    """Write the corrected speakers or outlets of one row into their tables."""
    layer = target.partition(":")[0]
    for field, value in decided.corrections.items():
        if (layer, field) not in _TABLES:
            continue
        table, owner = _TABLES[layer, field]
        names = [name.strip() for name in value.split(";") if name.strip()]
        there = [
            row[0] for row in connection.execute(f"SELECT ordinal FROM {table} WHERE {owner} = ?", (target,))
        ]
        exists = f"SELECT 1 FROM {'attributions' if owner == 'attribution' else 'citations'} WHERE id = ?"
        if not connection.execute(exists, (target,)).fetchone():
            continue
        for ordinal, name in enumerate(names):
            if ordinal in there:
                connection.execute(
                    f"UPDATE {table} SET name = ? WHERE {owner} = ? AND ordinal = ?", (name, target, ordinal)
                )
            elif owner == "attribution":
                connection.execute(f"INSERT INTO {table} VALUES (?, ?, '', ?)", (target, ordinal, name))
        connection.execute(
            f"UPDATE {table} SET name = '' WHERE {owner} = ? AND ordinal >= ?", (target, len(names))
        )
