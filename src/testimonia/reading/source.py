"""What every reader gets (a source) and gives (documents, or the reason why not)."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from testimonia.model import Document, Unread, document_id, visible_name

VERSION = "1"
HEAD = 65_536
MEBIBYTE = 1 << 20
LARGEST = 1024 * MEBIBYTE

_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Unreadable(Exception):
    """A source cannot be read; ``reason`` and ``remedy`` are said in plain words."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class Budget:
    """What may still be unpacked from one outer file, archives inside archives included."""

    def __init__(self, unpacked_bytes: int = 2048 * MEBIBYTE, members: int = 200_000, depth: int = 4) -> None:
        self.unpacked_bytes = unpacked_bytes
        self.members = members
        self.depth = depth


class Source:
    """One file, or one member of a container, to be read.

    ``name`` is the file name without folders (``mail.eml/attachment.pdf`` for a member); ``place`` is where
    it stands, for messages and records; the bytes come from ``data``, or from ``file`` when first needed.
    """

    def __init__(
        self,
        name: str,
        *,
        place: str | None = None,
        data: bytes | None = None,
        file: Path | None = None,
        mapping: Mapping[str, str] | None = None,
        depth: int = 0,
        budget: Budget | None = None,
    ) -> None:
        self.name = name
        self.place = place or name
        self.file = file
        self.mapping = dict(mapping or {})
        self.depth = depth
        self.budget = budget or Budget()
        self._data = data
        self._head: bytes | None = None

    @property
    def suffix(self) -> str:
        """The extension, lower case, with its dot; empty where there is none."""
        return Path(self.name.rsplit("/", 1)[-1]).suffix.lower()

    def open(self) -> BinaryIO:
        """Open the bytes for reading from their beginning. Raises OSError."""
        if self._data is None and self.file is not None:
            return self.file.open("rb")
        return io.BytesIO(self._data or b"")

    @property
    def head(self) -> bytes:
        """The first 64 KiB. Raises OSError."""
        if self._head is None:
            with self.open() as stream:
                self._head = stream.read(HEAD)
        return self._head

    @property
    def size(self) -> int:
        """Length in bytes. Raises OSError."""
        if self._data is None and self.file is not None:
            return self.file.stat().st_size
        return len(self._data or b"")

    @property
    def data(self) -> bytes:
        """All bytes. Raises OSError, and Unreadable where they are too many for one document."""
        if self._data is None:
            if self.size > LARGEST:
                raise Unreadable(
                    f"is larger than {LARGEST // MEBIBYTE} MiB",
                    "split it into one file a document, or make it a .jsonl or .csv corpus",
                )
            with self.open() as stream:
                self._data = stream.read()
        return self._data

    def member(self, inner: str, data: bytes) -> Source:
        """Return the source of a member of this container."""
        return Source(
            f"{self.name}/{inner}",
            place=f"{self.place}/{inner}",
            data=data,
            mapping=self.mapping,
            depth=self.depth + 1,
            budget=self.budget,
        )

    def unread(self, reason: str, remedy: str = "", inner: str = "") -> Unread:
        """Return the record that says why this source, or a part of it, was not read."""
        return Unread(path=f"{self.place}/{inner}" if inner else self.place, reason=reason, remedy=remedy)


def make_document(
    source: Source,
    text: str,
    *,
    media_type: str,
    extractor: str,
    version: str = VERSION,
    raw: bytes | None = None,
    encoding: str | None = None,
    hints: Mapping[str, str | None] | None = None,
    notes: Iterable[str] = (),
    empty: Unreadable | None = None,
) -> Document:
    """Freeze an extracted text into a document. Raises Unreadable (``empty``) for white space only.

    Half characters (lone surrogates, which JSON can spell and UTF-8 cannot) become U+FFFD, one for one.
    """
    notes = tuple(notes)
    if not text.strip("\ufeff\x00 \t\r\n\x0b\x0c\x85\xa0\u2028\u2029"):
        raise empty or Unreadable(
            "holds no text, only white space", "nothing to do if that is what it should hold"
        )
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        notes = (*notes, "half characters (lone surrogates) stand as U+FFFD")
    raw = source.data if raw is None else raw
    return Document(
        id=document_id(text),
        name=visible_name(source.name),
        path=source.place,
        text=text,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        raw_bytes=len(raw),
        media_type=media_type,
        extractor=extractor,
        extractor_version=version,
        encoding=encoding,
        hints=clean_hints(hints or {}),
        notes=notes,
    )


def clean_hints(hints: Mapping[str, str | None]) -> dict[str, str]:
    """Return the hints that say something, in order of their names, white space made single."""
    clean = {key: " ".join(_SURROGATE.sub("\ufffd", value).split()) for key, value in hints.items() if value}
    return {key: clean[key] for key in sorted(clean) if clean[key]}
