"""The reader of attributions that was chosen for a case, kept in its settings."""

from __future__ import annotations

import sqlite3

from testimonia.case.values import from_json, to_json
from testimonia.finding.readers import Choice

_KEY = "reader"


def kept_reader(connection: sqlite3.Connection) -> Choice | None:
    """Return the reader that was chosen for a case, or None if none ever was."""
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (_KEY,)).fetchone()
    return Choice(**from_json(row[0])) if row else None


def keep_reader(connection: sqlite3.Connection, choice: Choice) -> None:
    """Keep the reader of a case."""
    value = to_json({"name": choice.name, "options": choice.options})
    connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (_KEY, value))
