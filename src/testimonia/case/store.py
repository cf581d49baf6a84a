"""Documents and what was found in them, into the case file.

Every function here works inside the transaction its caller has opened, so that a document is stored whole or
not at all. A document that is there already keeps its number; its rows are replaced.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from testimonia.case.ground import Refusal, ground
from testimonia.case.moments import find_moments
from testimonia.case.values import has_surrogates, packed, to_json
from testimonia.language.folding import fold
from testimonia.model import Annotations, Document, Metadata, Span, Unread

_LAYERS = (
    "attributions",
    "citations",
    "times",
    "mentions",
    "scripture",
    "checks",
    "sections",
    "faults",
    "spans",
)


def store_document(
    connection: sqlite3.Connection, document: Document, found: Annotations | None, analysed_by: str
) -> list[Refusal]:
    """Store a document and what was found in it; return the rows that were refused.

    ``found`` is None where the analysis failed: the text is stored alone, and the next run tries again.
    """
    refused: list[Refusal] = []
    if found is not None:
        found, refused = ground(document, found)
    number = _put_document(connection, document, found, analysed_by)
    writer = _Writer(connection, document, number)
    if found is not None:
        writer.metadata(found.metadata)
        writer.attributions(found)
        writer.citations(found)
        writer.times(found)
        writer.moments(found)
        writer.mentions(found)
        writer.scripture(found)
        writer.checks(found)
        writer.flush_spans()
    store_faults(connection, number, refused)
    return refused


def store_faults(connection: sqlite3.Connection, number: int, faults: Iterable[Refusal]) -> None:
    """Note what could not be stored of a document."""
    connection.executemany(
        "INSERT INTO faults (document, layer, row, reason) VALUES (?, ?, ?, ?)",
        packed((number, fault.layer, fault.row, fault.reason) for fault in faults),
    )


def remove_faults(connection: sqlite3.Connection, number: int, layer: str) -> None:
    """Forget the faults of one layer of a document, before it is read again."""
    connection.execute("DELETE FROM faults WHERE document = ? AND layer = ?", (number, layer))


def document_number(connection: sqlite3.Connection, document: str) -> int | None:
    """Return the number of a document in this file, or None if it is not there."""
    row = connection.execute("SELECT number FROM documents WHERE id = ?", (document,)).fetchone()
    return int(row[0]) if row else None


def is_analysed(connection: sqlite3.Connection, document: str, analysed_by: str) -> bool:
    """Tell whether a document is there as this program and its tables read it."""
    row = connection.execute("SELECT analysed_by FROM documents WHERE id = ?", (document,)).fetchone()
    return row is not None and row[0] == analysed_by


def link_file(connection: sqlite3.Connection, source: str, ordinal: int, document: Document) -> None:
    """Note that a document was read from a place; whatever that place held before is unlinked."""
    number = document_number(connection, document.id)
    row = (
        source,
        ordinal,
        document.path,
        document.name,
        number,
        document.media_type,
        document.extractor,
        document.extractor_version,
        document.encoding,
        document.raw_sha256,
        document.raw_bytes,
        to_json(document.hints),
        to_json(list(document.notes)),
    )
    columns = (
        "source, ordinal, path, name, document, media_type, extractor, extractor_version, encoding,"
        " raw_sha256, raw_bytes, hints, notes"
    )
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns.split(", ")[2:])
    connection.executemany(
        f"INSERT INTO files ({columns}) VALUES ({', '.join('?' * len(row))})"
        f" ON CONFLICT (source, ordinal) DO UPDATE SET {changes}",
        packed([row]),
    )


def begin_source(connection: sqlite3.Connection, source: str, raw_sha256: str | None, reader: str) -> None:
    """Note that a path is being read; its reading counts only once it is complete."""
    connection.executemany(
        "INSERT INTO sources (path, raw_sha256, reader, complete) VALUES (?, ?, ?, 0) ON CONFLICT (path)"
        " DO UPDATE SET raw_sha256 = excluded.raw_sha256, reader = excluded.reader, complete = 0",
        packed([(source, raw_sha256, reader)]),
    )
    connection.executemany("DELETE FROM unread WHERE source = ?", packed([(source,)]))


def finish_source(
    connection: sqlite3.Connection, source: str, n_files: int, *, complete: bool = True
) -> None:
    """Note that a path has been read to its end and gave ``n_files`` documents."""
    connection.executemany("DELETE FROM files WHERE source = ? AND ordinal >= ?", packed([(source, n_files)]))
    connection.executemany(
        "UPDATE sources SET complete = ? WHERE path = ?", packed([(int(complete), source)])
    )


def store_unread(connection: sqlite3.Connection, source: str, unread: Unread) -> None:
    """Note a file, or a member of an archive, that could not be read."""
    connection.executemany(
        "INSERT INTO unread (source, path, reason, remedy) VALUES (?, ?, ?, ?)",
        packed([(source, unread.path, unread.reason, unread.remedy)]),
    )


def remove_orphans(connection: sqlite3.Connection) -> int:
    """Remove the documents that no file leads to any more; return how many."""
    return connection.execute(
        "DELETE FROM documents WHERE NOT EXISTS (SELECT 1 FROM files WHERE files.document = documents.number)"
    ).rowcount


def _put_document(
    connection: sqlite3.Connection, document: Document, found: Annotations | None, analysed_by: str
) -> int:
    number = document_number(connection, document.id)
    about = found.metadata if found else Metadata(document=document.id)
    values = {
        "name": document.name,
        "title": about.title,
        "date": about.date,
        "date_probable": about.date_probable,
        "date_why": about.date_why,
        "posting_date": about.posting_date,
        "hijri": about.hijri,
        "genre": about.genre,
        "genre_why": about.genre_why,
        "publisher": about.publisher,
        "publisher_inferred": about.publisher_inferred,
        "publisher_why": about.publisher_why,
        "author": about.author,
        "author_inferred": about.author_inferred,
        "author_why": about.author_why,
        "languages": to_json(list(about.languages)),
        "characters": len(document.text),
        "words": len(document.text.split()),
        "analysed_by": analysed_by if found else None,
    }
    row = packed([tuple(values.values())])[0]
    if number is None:
        columns = ", ".join(values)
        cursor = connection.execute(
            f"INSERT INTO documents (id, {columns}) VALUES (?{', ?' * len(values)})", (document.id, *row)
        )
        number = int(cursor.lastrowid or 0)
        connection.executemany("INSERT INTO texts VALUES (?, ?)", packed([(number, document.text)]))
    else:
        for table in (*_LAYERS, "citation_outlets", "differences"):
            connection.execute(f"DELETE FROM {table} WHERE document = ?", (number,))
        connection.execute("DELETE FROM document_search WHERE rowid = ?", (number,))
        settings = ", ".join(f"{column} = ?" for column in values)
        connection.execute(f"UPDATE documents SET {settings} WHERE number = ?", (*row, number))
    connection.execute(
        "INSERT INTO document_search (rowid, title, text) VALUES (?, ?, ?)",
        (number, _searchable(about.title or ""), _searchable(document.text)),
    )
    return number


def _searchable(text: str) -> str:
    """Return the folded copy of a text for the search index."""
    folded = fold(text)
    return folded.encode("utf-8", "replace").decode() if has_surrogates(folded) else folded


class _Writer:
    """The rows of one document on their way into their tables, spans gathered for one write."""

    def __init__(self, connection: sqlite3.Connection, document: Document, number: int) -> None:
        self.connection = connection
        self.text = document.text
        self.id = document.id
        self.number = number
        self.damaged = has_surrogates(document.text)
        self.spans: list[tuple[Any, ...]] = []

    def put(self, table: str, columns: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if not rows:
            return
        marks = ", ".join("?" * len(rows[0]))
        statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
        try:
            self.connection.executemany(statement, packed(rows) if self.damaged else rows)
        except UnicodeEncodeError as error:
            raise ValueError(f"a row of {table} holds text that is not in the document") from error

    def place(self, annotation: str, role: str, spans: Iterable[Span | None]) -> None:
        text = self.text
        self.spans.extend(
            (annotation, role, ordinal, self.number, span[0], span[1], text[span[0] : span[1]])
            for ordinal, span in enumerate(spans)
            if span is not None
        )

    def flush_spans(self) -> None:
        self.put("spans", "annotation, role, ordinal, document, start, end, text", self.spans)

    def where(self, span: Span) -> tuple[int, int, int, str]:
        """Return document, start, end, text of a row with one span."""
        return (self.number, span[0], span[1], self.text[span[0] : span[1]])

    def metadata(self, about: Metadata) -> None:
        for role in ("title", "publisher", "author", "date", "posting_date", "hijri"):
            self.place(self.id, role, [getattr(about, f"{role}_span")])
        self.put(
            "sections",
            "document, ordinal, voice, number, start, end, heading_start, heading_end, heading",
            [
                (
                    self.number,
                    ordinal,
                    section.voice,
                    section.number,
                    *section.span,
                    *(section.heading or (None, None)),
                    self.text[section.heading[0] : section.heading[1]] if section.heading else None,
                )
                for ordinal, section in enumerate(about.sections)
            ],
        )

    def attributions(self, found: Annotations) -> None:
        rows = found.attributions
        self.put(
            "attributions",
            "id, document, kind, speaker_class, negated, outlet_date, parent, confidence, why",
            [
                (
                    row.id,
                    self.number,
                    row.kind,
                    row.speaker_class,
                    int(row.negated),
                    row.outlet_date,
                    row.parent,
                    row.confidence,
                    row.why,
                )
                for row in rows
            ],
        )
        for table, names in (("speakers", "speaker"), ("attribution_outlets", "outlets")):
            self.put(
                table,
                "attribution, ordinal, read, name",
                [
                    (row.id, ordinal, name, name)
                    for row in rows
                    for ordinal, name in enumerate(getattr(row, names))
                ],
            )
        numbers = dict(
            self.connection.execute("SELECT id, number FROM attributions WHERE document = ?", (self.number,))
        )
        searchable = []
        for row in rows:
            self.place(row.id, "content", row.content)
            self.place(row.id, "cue", row.cue)
            self.place(row.id, "source", row.source)
            self.place(row.id, "outlet", row.outlet_spans)
            content = " … ".join(self.text[start:end] for start, end in row.content)
            searchable.append((numbers[row.id], _searchable(content)))
        self.put("attribution_search", "rowid, content", searchable)

    def citations(self, found: Annotations) -> None:
        self.put(
            "citations",
            "id, document, start, end, text, form, date_written, date, date_probable, confidence, why",
            [
                (
                    row.id,
                    *self.where(row.span),
                    row.form,
                    row.date_written,
                    row.date,
                    row.date_probable,
                    row.confidence,
                    row.why,
                )
                for row in found.citations
            ],
        )
        self.put(
            "citation_outlets",
            "citation, ordinal, read, name, document, start, end, text, date",
            [
                (row.id, ordinal, outlet.name, outlet.name, *self.where(outlet.span), outlet.date)
                for row in found.citations
                for ordinal, outlet in enumerate(row.outlets)
            ],
        )
        self.put(
            "supports",
            "citation, ordinal, attribution",
            [
                (row.id, ordinal, support)
                for row in found.citations
                for ordinal, support in enumerate(row.supports)
            ],
        )
        for row in found.citations:
            self.place(row.id, "date", [row.date_span])

    def times(self, found: Annotations) -> None:
        self.put(
            "times",
            "id, document, start, end, text, type, value, mod, calendar, value_printed, alternatives,"
            " earliest, latest, edtf, hijri, anchor, anchor_kind, role, issues, confidence, why",
            [
                (
                    row.id,
                    *self.where(row.span),
                    row.type,
                    row.value,
                    row.mod,
                    row.calendar,
                    row.value_printed,
                    to_json(list(row.alternatives)) if row.alternatives else "[]",
                    row.begin,
                    row.end,
                    row.edtf,
                    row.hijri,
                    row.anchor,
                    row.anchor_kind,
                    row.role,
                    to_json(list(row.issues)) if row.issues else "[]",
                    row.confidence,
                    row.why,
                )
                for row in found.times
            ],
        )

    def moments(self, found: Annotations) -> None:
        numbers = dict(
            self.connection.execute("SELECT id, number FROM attributions WHERE document = ?", (self.number,))
        )
        days = {row.id: row.begin for row in found.times}
        self.put(
            "moments",
            "time, document, attribution, part, day",
            [
                (row.time, self.number, numbers.get(row.attribution or ""), row.part, days[row.time])
                for row in find_moments(found.attributions, found.times)
            ],
        )

    def mentions(self, found: Annotations) -> None:
        self.put(
            "mentions",
            "id, document, start, end, text, type, form, name, confidence, why",
            [
                (row.id, *self.where(row.span), row.type, row.form, row.name, row.confidence, row.why)
                for row in found.mentions
            ],
        )

    def scripture(self, found: Annotations) -> None:
        self.put(
            "scripture",
            "id, document, start, end, text, work, language, reference_written, reference, true_reference,"
            " verdict, before, after, partner, text_name, transmitters, repair, confidence, why",
            [
                (
                    row.id,
                    *self.where(row.span),
                    row.work,
                    row.language,
                    row.reference_written,
                    row.reference,
                    row.true_reference,
                    row.verdict,
                    row.before,
                    row.after,
                    row.partner,
                    row.text_name,
                    to_json(list(row.transmitters)),
                    row.repair,
                    row.confidence,
                    row.why,
                )
                for row in found.scripture
            ],
        )
        self.put(
            "differences",
            "scripture, ordinal, kind, document, start, end, text, found, expected",
            [
                (row.id, ordinal, item.kind, *self.where(item.span), item.found, item.expected)
                for row in found.scripture
                for ordinal, item in enumerate(row.differences)
            ],
        )
        for row in found.scripture:
            self.place(row.id, "reference", [row.reference_span])

    def checks(self, found: Annotations) -> None:
        self.put(
            "checks",
            "id, document, kind, message, related",
            [
                (row.id, self.number, row.kind, row.message, to_json(list(row.related)))
                for row in found.checks
            ],
        )
        for row in found.checks:
            self.place(row.id, "place", row.spans)
