"""Licence notices of the reference texts that quotations in a case were compared with.

A case that travels still says whose words it shows: name, version, notice and digest of every text that
a quotation was judged by are kept in the setting ``scripture_texts``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from testimonia.model import Record

_KEY = "scripture_texts"


class Notice(Record, frozen=True):
    """What is to be said where words of a reference text are shown; ``digest`` is the SHA-256 of its file."""

    name: str
    version: str = ""
    notice: str = ""
    digest: str = ""

    def in_short(self) -> str:
        """Return the line of the notice that says most: the one with the copyright or the licence."""
        told = [line.strip() for line in self.notice.splitlines() if line.strip()]
        signs = ("(c)", "©", "licen", "cc by", "public domain")
        best = next((line for line in told if any(sign in line.lower() for sign in signs)), "")
        return best or (told[0] if told else "no notice came with it")


def kept_notices(connection: sqlite3.Connection) -> dict[str, Notice]:
    """Return the notices that a case keeps, by the name of the text."""
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (_KEY,)).fetchone()
    if row is None:
        return {}
    try:
        return {one.name: one for one in msgspec.json.decode(row[0], type=list[Notice])}
    except msgspec.DecodeError:
        return {}


def texts_used(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the texts that quotations in a case were compared with."""
    rows = connection.execute(
        "SELECT DISTINCT text_name FROM scripture WHERE text_name IS NOT NULL ORDER BY text_name"
    )
    return [str(name) for (name,) in rows]


def keep_notices(connection: sqlite3.Connection, notices: Iterable[Notice]) -> None:
    """Keep the notices of the texts that are used; one that was kept stays while its text is used."""
    used = texts_used(connection)
    known = kept_notices(connection) | {one.name: one for one in notices}
    value = msgspec.json.encode([known[name] for name in used if name in known]).decode()
    connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (_KEY, value))
