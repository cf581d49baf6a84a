"""Search over the folded copies: a query typed without vowel signs finds the vowelled text.

A query is words and "phrases in double quotes"; all must occur; a star at the end of a word finds its
beginnings. Nothing in it is taken for search syntax.
"""

from __future__ import annotations

import re
import sqlite3

from testimonia.language.folding import fold

_PART = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")


def search_expression(query: str) -> str | None:
    """Return a query as an FTS5 expression, or None if it holds no word.

    Curly and angle quotation marks delimit phrases like straight ones.
    """
    parts = []
    for match in _PART.finditer(fold(query)):
        phrase = match.group(1) if match.group(1) is not None else match.group(2)
        words = _WORD.findall(phrase)
        if words:
            star = "*" if phrase.endswith("*") else ""
            parts.append('"' + " ".join(words) + '"' + star)
    return " ".join(parts) or None


def find_documents(connection: sqlite3.Connection, query: str) -> list[int]:
    """Return the numbers of the documents whose title or text holds the query."""
    return _numbers(connection, "document_search", query)


def find_attributions(connection: sqlite3.Connection, query: str) -> list[int]:
    """Return the numbers of the attributions whose content holds the query."""
    return _numbers(connection, "attribution_search", query)


def _numbers(connection: sqlite3.Connection, table: str, query: str) -> list[int]:
    expression = search_expression(query)
    if expression is None:
        return []
    return [
        row[0]
        for row in connection.execute(
            f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid", (expression,)
        )
    ]


def name_matches(query: str, name: str) -> bool:
    """Tell whether every word of a query is a word of a name, letter forms aside."""
    words = set(_WORD.findall(fold(name)))
    wanted = _WORD.findall(fold(query))
    return bool(wanted) and all(word in words for word in wanted)
