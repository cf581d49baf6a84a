"""How Python values stand in the case file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

_SURROGATE = re.compile("[\ud800-\udfff]")


def has_surrogates(text: str) -> bool:
    """Tell whether a text holds lone surrogates, which SQLite's text cannot hold."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def pack(value: Any) -> Any:
    """Return a value as SQLite can hold it: text with lone surrogates becomes a BLOB."""
    if isinstance(value, str) and has_surrogates(value):
        return value.encode("utf-8", "surrogatepass")
    return value


def unpack(value: Any) -> Any:
    """Return a value as it was before :func:`pack`."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogatepass")
    return value


def packed(rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Return rows with every value packed."""
    return [tuple(pack(value) for value in row) for row in rows]


def to_json(value: Any) -> str:
    """Return a list or dictionary of plain words as JSON; lone surrogates become ``\\ufffd``."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False))


def from_json(value: str) -> Any:
    """Return what :func:`to_json` wrote."""
    return msgspec.json.decode(value)
