"""What a reader of attributions is: what it is given, what it gives, how it fails."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from testimonia.language.doc import Doc
from testimonia.model import (
    Attribution,
    AttributionKind,
    Citation,
    Mention,
    Metadata,
    Record,
    Scripture,
    Spans,
)


class ReaderError(ValueError):
    """A reader that cannot be had: an unknown name, an option that is wrong; ``remedy`` says what to do."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class ReaderMissing(ModuleNotFoundError):
    """A reader without a package that it needs; ``remedy`` is the line that installs it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class ReaderFault(Exception):
    """A reader that failed at one document; the message names the reader and what went wrong."""


class Context(Record, frozen=True):
    """What was found in a document before its attributions are read. Rows are in text order."""

    metadata: Metadata
    citations: tuple[Citation, ...] = ()
    scripture: tuple[Scripture, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Reading(Record, frozen=True):
    """One attribution as spans alone: all that a simple reader has to find.

    Spans are code points of ``Doc.text``. ``kind`` is told from the quotation marks if it is None,
    ``speaker`` from the source if it is empty.
    """

    content: Spans
    cue: Spans = ()
    source: Spans = ()
    confidence: float = 0.5
    why: str = ""
    kind: AttributionKind | None = None
    negated: bool = False
    speaker: tuple[str, ...] = ()


@runtime_checkable
class Reader(Protocol):
    """Reads the attributions of one document.

    ``name`` stands in messages and in ``why``. ``version`` must change whenever the same text could be read
    otherwise (other weights, other options), since a case reads the attributions of its documents again when
    it does, and only then. A reader may also have a ``notice``, a sentence that is said once before it reads,
    and ``refused``, which tells what it found in the last document and could not give, one reason each.

    A reader is made once in every worker and called for one document after the other.
    """

    @property
    def name(self) -> str:
        """Return the name by which it is chosen."""

    @property
    def version(self) -> str:
        """Return what tells this reader, as it is set, from any that reads otherwise."""

    def read(self, doc: Doc, context: Context) -> Sequence[Attribution]:
        """Return the attributions of a document, parents before their children.

        Must give the same for the same document, and no row whose words do not stand in the text; a reader
        that finds spans alone hands them to :func:`testimonia.finding.readers.complete`. Whatever it raises
        costs the attributions of this document and nothing else.
        """


class Said(Record, frozen=True):
    """What a reader read in a document, and what it refused to give, one reason each."""

    rows: tuple[Attribution, ...] = ()
    refused: tuple[str, ...] = ()


def read_with(reader: Reader, doc: Doc, context: Context) -> Said:
    """Return what a reader reads in a document. Raises ReaderFault, whatever is wrong with the reader."""
    try:
        rows = tuple(reader.read(doc, context))
        refused = tuple(map(str, getattr(reader, "refused", ())))
    except MemoryError:
        raise
    except Exception as error:
        told = str(error) if isinstance(error, ReaderFault) else f"{type(error).__name__}: {error}"
        raise ReaderFault(f"reader {reader.name} failed: {told}") from error
    for row in rows:
        if not isinstance(row, Attribution):
            raise ReaderFault(f"reader {reader.name} gave a {type(row).__name__} where Attribution is due")
    return Said(rows=rows, refused=refused)
