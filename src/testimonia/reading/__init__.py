"""Files to documents: one module a format. Text is frozen here.

:func:`walk` expands folders, :func:`read_path` reads a file, :func:`read_bytes` reads standard input.
Whatever cannot be read is yielded as :class:`~testimonia.model.Unread` with its place, reason and remedy;
nothing is raised for content. :data:`SUPPORTED` lists the formats. The libraries behind them are imported
when needed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from testimonia.model import Document, Unread
from testimonia.reading.dispatch import read_source
from testimonia.reading.formats import SUPPORTED, Format, suffixes
from testimonia.reading.source import Source
from testimonia.reading.walking import walk

__all__ = ["SUPPORTED", "Format", "read_bytes", "read_path", "suffixes", "walk"]


def read_path(
    path: str | os.PathLike[str], *, mapping: Mapping[str, str] | None = None
) -> Iterator[Document | Unread]:
    """Yield the documents of one file: one, or many where it is an archive, a mailbox or a corpus.

    ``mapping`` names the columns of a csv or jsonl corpus: ``{"text": "body", "date": "published"}``.
    """
    file = Path(path)
    return read_source(Source(file.name, place=str(file), file=file, mapping=mapping))


def read_bytes(
    name: str, data: bytes, *, path: str | None = None, mapping: Mapping[str, str] | None = None
) -> Iterator[Document | Unread]:
    """Yield the documents of some bytes; ``name`` gives the extension, ``path`` the place to print."""
    return read_source(Source(name, place=path, data=data, mapping=mapping))
