"""Plain text and Markdown: frozen exactly as the file stands, newlines and byte-order mark included."""

from __future__ import annotations

from collections.abc import Iterator

from testimonia.model import Document, Unread
from testimonia.reading.encodings import decode
from testimonia.reading.formats import Format
from testimonia.reading.source import Source, make_document


def read(source: Source, format: Format) -> Iterator[Document | Unread]:
    """Yield the one document of a text file. Raises Unreadable and OSError."""
    decoded = decode(source.data)
    yield make_document(
        source,
        decoded.text,
        media_type=format.media_type,
        extractor=f"testimonia.{format.name}",
        encoding=decoded.encoding,
        notes=decoded.notes,
    )
