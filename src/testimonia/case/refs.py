"""What a person may call a row: its id, the beginning of its id, a document's name, an actor's name."""

from __future__ import annotations

import sqlite3

from testimonia.case.proof import TABLES
from testimonia.case.values import pack, unpack

_HEX_LEAST = 4


class RefError(LookupError):
    """A reference that names nothing, or more than one row."""


def resolve(connection: sqlite3.Connection, reference: str) -> tuple[str, str]:
    """Return layer and id of what a reference names.

    It may be an id (``attribution:0f3a…``) or its beginning, with or without the layer; the name of a
    document; the name of an actor. Raises RefError.
    """
    reference = reference.strip()
    for layer, table, column in (("document", "documents", "name"), ("actor", "actors", "name")):
        rows = connection.execute(f"SELECT id FROM {table} WHERE {column} = ?", (pack(reference),)).fetchall()
        if len(rows) == 1:
            return layer, rows[0][0]
    layer, colon, digits = reference.rpartition(":")
    found: list[tuple[str, str]] = []
    for name, table in TABLES.items():
        if colon and layer != name:
            continue
        prefix = digits if name == "document" else f"{name}:{digits}"
        if len(digits) >= (1 if colon else _HEX_LEAST):
            found += [
                (name, row[0])
                for row in connection.execute(
                    f"SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 3",
                    (prefix, prefix + "g"),
                )
            ]
    if not found:
        found = _by_part_of_name(connection, reference)
    if not found:
        raise RefError(f"nothing in the case is called {reference!r}")
    if len(found) > 1:
        some = ", ".join(f"{layer}:{id[:12]}" if layer == "document" else id for layer, id in found[:3])
        raise RefError(f"{reference!r} may be any of {some}, …")
    return found[0]


def _by_part_of_name(connection: sqlite3.Connection, reference: str) -> list[tuple[str, str]]:
    from testimonia.language.folding import fold

    wanted = fold(reference)
    found = []
    for layer, table in (("document", "documents"), ("actor", "actors")):
        rows = connection.execute(f"SELECT id, name FROM {table} ORDER BY name, id").fetchall()
        exact = [(layer, id) for id, name in rows if fold(str(unpack(name))) == wanted]
        if exact:
            return exact
        found += [(layer, id) for id, name in rows if wanted and wanted in fold(str(unpack(name)))]
    return found
