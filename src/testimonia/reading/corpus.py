"""Corpora in one file (.csv, .tsv, .jsonl): a document a row, read as a stream.

Which column holds what is said by the user (``text=body``), or told by the usual names (:data:`USUAL`). A row
is named ``corpus.csv/ROW`` by its number, the header not counted, or by its name column. ``raw_sha256`` is
that of the row's bytes. Values are kept exactly; columns that are not mapped stay out of the text.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from testimonia.model import Document, Unread
from testimonia.reading.encodings import LineDecoder, decode
from testimonia.reading.formats import Format
from testimonia.reading.source import MEBIBYTE, Source, Unreadable, make_document

FIELDS = ("text", "title", "author", "date", "publisher", "name", "url", "language")
LARGEST_ROW = 256 * MEBIBYTE

# Field, and the column names that usually hold it, best first (compared without case).
USUAL: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("text", ("text", "body", "content", "fulltext", "full_text", "article", "document")),
    ("title", ("title", "headline", "subject")),
    ("author", ("author", "byline", "creator")),
    ("date", ("date", "published", "publication_date", "pubdate", "created_at", "timestamp")),
    ("publisher", ("publisher", "outlet", "source", "publication", "newspaper", "site")),
    ("name", ("name", "filename", "file", "doc_id", "id")),
    ("url", ("url", "link")),
    ("language", ("language", "lang")),
)


def read(source: Source, format: Format) -> Iterator[Document | Unread]:
    """Yield the documents of a corpus row by row. Raises Unreadable where no column holds the text."""
    _check_fields(source.mapping)
    rows = _csv_rows(source) if format.name == "csv" else _json_rows(source)
    used: set[str] = set()
    columns: dict[str, str] | None = None
    number = 0
    for number, raw, row, encoding, fault in rows:
        place = str(number)
        if fault is None and (columns is None or (format.name == "jsonl" and columns["text"] not in row)):
            try:
                columns = find_columns(source.mapping, list(row))
            except Unreadable as missing:
                if format.name == "csv" or (columns is None and number == 1):
                    raise
                fault = missing
        if fault is not None or columns is None:
            fault = fault or Unreadable("comes before any row that could be read")
            yield source.unread(f"row {number}: {fault.reason}", fault.remedy, place)
            continue
        yield _read_row(source, format, number, raw, row, encoding, columns, used)
    if not number:
        raise Unreadable("holds no rows", "export the corpus again")


def find_columns(mapping: Mapping[str, str], existing: list[str]) -> dict[str, str]:
    """Return the column of every field. Raises Unreadable, naming the columns there are."""
    there = ", ".join(existing[:30]) or "none"
    columns: dict[str, str] = {}
    for field, column in mapping.items():
        if column not in existing:
            raise Unreadable(
                f"has no column “{column}” (for {field}); its columns are: {there}", "correct --map"
            )
        columns[field] = column
    by_lower = {name.lower().strip().lstrip("\ufeff"): name for name in reversed(existing)}
    for field, usual in USUAL:
        if field not in columns:
            found = next((by_lower[name] for name in usual if name in by_lower), None)
            if found is not None and found not in columns.values():
                columns[field] = found
    if "text" not in columns:
        raise Unreadable(
            f"has no column that is surely the text; its columns are: {there}",
            "say which one it is, like --map text=COLUMN",
        )
    return columns


def _check_fields(mapping: Mapping[str, str]) -> None:
    """Refuse a mapping of fields there are none of."""
    unknown = sorted(set(mapping) - set(FIELDS))
    if unknown:
        raise Unreadable(
            f"cannot be read with --map {unknown[0]}=…: there is no such field",
            "fields are " + ", ".join(FIELDS),
        )


Row = tuple[int, bytes, dict[str, str], str, "Unreadable | None"]


def _read_row(
    source: Source,
    format: Format,
    number: int,
    raw: bytes,
    row: dict[str, str],
    encoding: str,
    columns: dict[str, str],
    used: set[str],
) -> Document | Unread:
    """Return the document of one row, or why there is none."""
    given = " ".join(row.get(columns.get("name", ""), "").replace("/", "_").split())
    name = given if given and given not in used else str(number)
    used.add(name)
    inner = source.member(name, raw)
    hints = {field: row.get(column) for field, column in columns.items() if field not in ("text", "name")}
    try:
        return make_document(
            inner,
            row.get(columns["text"], ""),
            raw=raw,
            media_type=format.media_type,
            extractor=f"testimonia.{format.name}",
            encoding=encoding,
            hints=hints,
        )
    except Unreadable:
        return inner.unread(
            f"row {number}: its text (column “{columns['text']}”) is empty", "leave the row out"
        )


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield lines; a line longer than a row may be is cut there."""
    while line := stream.readline(LARGEST_ROW):
        yield line


class _Lines:
    """Lines of a stream as text, which remember the bytes and encodings they were since last asked."""

    def __init__(self, stream: BinaryIO, head: bytes) -> None:
        self._stream = stream
        self._decode = LineDecoder(head)
        self._taken: list[bytes] = []
        self._encodings: set[str] = set()

    def __iter__(self) -> Iterator[str]:
        for line in _lines(self._stream):
            self._taken.append(line)
            text, encoding = self._decode(line)
            self._encodings.add(encoding)
            yield text.replace("\x00", "")

    def taken(self) -> tuple[bytes, str]:
        """Return bytes and encoding of the lines given out since the last call."""
        raw, encoding = b"".join(self._taken), "+".join(sorted(self._encodings or {"utf-8"}))
        self._taken, self._encodings = [], set()
        return raw, encoding


def _csv_rows(source: Source) -> Iterator[Row]:
    """Yield number, bytes, columns, encoding and fault of every row of a csv file."""
    csv.field_size_limit(LARGEST_ROW)
    source = _without_utf16(source)
    with source.open() as stream:
        lines = _Lines(stream, source.head)
        reader = csv.reader(iter(lines), delimiter=_delimiter(source))
        header: list[str] = []
        number = 0
        while True:
            fault: Unreadable | None = None
            try:
                values = next(reader, None)
            except csv.Error as error:
                values, fault = [], Unreadable(f"is no csv ({error})", "export it again")
            if values is None:
                return
            raw, encoding = lines.taken()
            if fault is None and not header:
                if any(value.strip() for value in values):
                    header = [value.strip().lstrip("\ufeff") for value in values]
            elif values or fault:
                number += 1
                yield number, raw, dict(zip(header, values, strict=False)), encoding, fault


def _without_utf16(source: Source) -> Source:
    """Return a source whose lines can be told by their bytes: UTF-16 is made UTF-8 first."""
    if not source.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return source
    text = decode(source.data).text.lstrip("\ufeff")
    return Source(source.name, place=source.place, data=text.encode("utf-8", "replace"))


def _delimiter(source: Source) -> str:
    """Return the delimiter that stands most often in the header line; tab for .tsv."""
    if source.suffix == ".tsv":
        return "\t"
    line = decode(source.head.split(b"\n", 1)[0]).text
    return max(",;\t|", key=lambda mark: (line.count(mark), mark == ","))


def _json_rows(source: Source) -> Iterator[Row]:
    """Yield number, bytes, fields, encoding and fault of every row of a jsonl file."""
    source = _without_utf16(source)
    with source.open() as stream:
        number = 0
        decode_line = LineDecoder(source.head)
        for raw in _lines(stream):
            text, encoding = decode_line(raw)
            line = text.strip("\ufeff \t\r\n")
            if not line:
                continue
            number += 1
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as fault:
                reason = getattr(fault, "msg", "too deep")
                yield (
                    number,
                    raw,
                    {},
                    encoding,
                    Unreadable(f"is no JSON ({reason})", "correct the row"),
                )
                continue
            if not isinstance(value, dict):
                yield number, raw, {}, encoding, Unreadable("is no JSON object", "correct the row")
                continue
            yield number, raw, {key: _as_text(item) for key, item in value.items()}, encoding, None


def _as_text(value: object) -> str:
    """Return a JSON value as text: a string itself, a list of strings as lines, null as nothing."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
