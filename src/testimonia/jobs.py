"""What passes between a run of reading and its workers: inputs, jobs, what came of them, the summary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from testimonia.model import Annotations, Document, Record, Unread

Progress = Callable[[int, int, str], None]  # files done, files in all, the one just done


class Inputs(msgspec.Struct, frozen=True, kw_only=True):
    """What a run was asked to read."""

    paths: tuple[Path, ...]
    mapping: Mapping[str, str] | None = None
    standard_input: tuple[str, bytes] | None = None


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One file to be read, or one document of an archive or corpus that is read already.

    ``known`` tells that the document is analysed already; ``last`` that the source ends after this job, which
    may then hold nothing but what could not be read. With ``found``, all but the attributions of a stored
    document is as it was, and only these are read again.
    """

    source: str
    raw_sha256: str | None = None
    path: str = ""
    mapping: Mapping[str, str] | None = None
    document: Document | None = None
    found: Annotations | None = None
    unread: Unread | None = None
    known: bool = False
    first: bool = True
    last: bool = True


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a job: a document with what was found in it, or why it was not read or analysed.

    ``unattributed`` tells why ``found`` holds no attributions where their reader failed, ``refused`` what the
    reader found and could not give.
    """

    document: Document | None = None
    found: Annotations | None = None
    unread: Unread | None = None
    fault: str = ""
    unattributed: str = ""
    refused: tuple[str, ...] = ()


class Summary(Record, frozen=True):
    """What a run did. ``counts`` and ``documents`` are those of the whole case.

    ``reader`` read the attributions; ``reread`` counts the documents in which nothing else was done.
    """

    files_read: int = 0
    files_unchanged: int = 0
    copies: int = 0
    gone: tuple[str, ...] = ()
    pruned: int = 0
    skipped: tuple[Unread, ...] = ()
    faults: tuple[str, ...] = ()
    refused: int = 0
    reread: int = 0
    reader: str = ""
    documents: int = 0
    words: int = 0
    counts: dict[str, int] = {}  # noqa: RUF012 (msgspec copies it)
    notices: tuple[str, ...] = ()
    seconds: float = 0.0
