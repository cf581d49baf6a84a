"""Rows of the case file back to records.

``settled`` gives names as the whole case has them and honours what people decided: rejected rows are left
out, names and dates corrected. Otherwise everything is as it was read in its document.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from testimonia.case.ground import Refusal
from testimonia.case.values import from_json, unpack
from testimonia.model import (
    Actor,
    ActorVariant,
    Alters,
    Annotations,
    Attribution,
    Check,
    Citation,
    CitedOutlet,
    Decision,
    Difference,
    Document,
    Mention,
    Metadata,
    Passage,
    Place,
    Scripture,
    Section,
    Spans,
    TimeExpression,
    Variant,
)

_Cells = dict[str, Any]
_Places = dict[tuple[str, str], Spans]


def select(connection: sqlite3.Connection, query: str, *values: Any) -> Iterator[_Cells]:
    """Yield the rows of a query as dictionaries, with text unpacked."""
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, map(unpack, row), strict=True))


def load_text(connection: sqlite3.Connection, number: int) -> str:
    """Return the text of a document."""
    row = connection.execute("SELECT text FROM texts WHERE document = ?", (number,)).fetchone()
    return str(unpack(row[0])) if row else ""


def load_document(connection: sqlite3.Connection, number: int) -> Document:
    """Return a document as it was read from the first of its files, under the name it has in the case."""
    (document,) = select(connection, "SELECT id, name FROM documents WHERE number = ?", number)
    files = list(select(connection, "SELECT * FROM files WHERE document = ?", number))
    first = min(files, key=lambda row: (row["name"], row["path"], row["ordinal"]), default={})
    return Document(
        id=document["id"],
        name=document["name"],
        path=first.get("path", ""),
        text=load_text(connection, number),
        raw_sha256=first.get("raw_sha256", ""),
        raw_bytes=first.get("raw_bytes", 0),
        media_type=first.get("media_type", ""),
        extractor=first.get("extractor", ""),
        extractor_version=first.get("extractor_version", ""),
        encoding=first.get("encoding"),
        hints=from_json(first.get("hints", "{}")),
        notes=tuple(from_json(first.get("notes", "[]"))),
    )


def load_annotations(connection: sqlite3.Connection, number: int, *, settled: bool = True) -> Annotations:
    """Return all that was found in a document."""
    reader = _Reader(connection, number, settled)
    return Annotations(
        document=reader.id,
        metadata=reader.metadata(),
        attributions=tuple(reader.attributions()),
        citations=tuple(reader.citations()),
        times=tuple(reader.times()),
        mentions=tuple(reader.mentions()),
        scripture=tuple(reader.scripture()),
        checks=tuple(reader.checks()),
    )


class _Reader:
    """Everything of one document, table by table."""

    def __init__(self, connection: sqlite3.Connection, number: int, settled: bool) -> None:
        self.connection = connection
        self.number = number
        (self.cells,) = select(connection, "SELECT * FROM documents WHERE number = ?", number)
        self.id = str(self.cells["id"])
        self.names = "name" if settled else "read"
        places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for annotation, role, start, end in connection.execute(
            "SELECT annotation, role, start, end FROM spans WHERE document = ?"
            " ORDER BY annotation, role, ordinal",
            (number,),
        ):
            places[annotation, role].append((start, end))
        self.places: _Places = {key: tuple(spans) for key, spans in places.items()}

    def rows(self, table: str, order: str = "start, end, id") -> Iterator[_Cells]:
        return select(
            self.connection, f"SELECT * FROM {table} WHERE document = ? ORDER BY {order}", self.number
        )

    def grouped(self, query: str) -> dict[str, list[_Cells]]:
        out: dict[str, list[_Cells]] = defaultdict(list)
        for row in select(self.connection, query, self.number):
            out[row.pop("owner")].append(row)
        return out

    def spans(self, annotation: str, role: str) -> Spans:
        return self.places.get((annotation, role), ())

    def one(self, annotation: str, role: str) -> tuple[int, int] | None:
        spans = self.spans(annotation, role)
        return spans[0] if spans else None

    def metadata(self) -> Metadata:
        cells = self.cells
        sections = [
            Section(
                span=(row["start"], row["end"]),
                voice=row["voice"],
                number=row["number"],
                heading=None if row["heading_start"] is None else (row["heading_start"], row["heading_end"]),
            )
            for row in self.rows("sections", "ordinal")
        ]
        fields = {
            name: cells[name]
            for name in Metadata.__struct_fields__
            if name in cells and name not in ("languages",)
        }
        for role in ("title", "publisher", "author", "date", "posting_date", "hijri"):
            fields[f"{role}_span"] = self.one(self.id, role)
        return Metadata(
            document=self.id,
            languages=tuple(from_json(cells["languages"])),
            sections=tuple(sections),
            **fields,
        )

    def attributions(self) -> Iterator[Attribution]:
        joined = "JOIN attributions AS a ON a.id = t.attribution WHERE a.document = ? ORDER BY t.ordinal"
        speakers = self.grouped(f"SELECT a.id AS owner, t.{self.names} AS name FROM speakers AS t {joined}")
        outlets = self.grouped(
            f"SELECT a.id AS owner, t.{self.names} AS name FROM attribution_outlets AS t {joined}"
        )
        for row in self.rows("attributions", "number"):
            yield Attribution(
                id=row["id"],
                document=self.id,
                content=self.spans(row["id"], "content"),
                cue=self.spans(row["id"], "cue"),
                source=self.spans(row["id"], "source"),
                speaker=tuple(item["name"] for item in speakers[row["id"]] if item["name"]),
                speaker_class=row["speaker_class"],
                kind=row["kind"],
                negated=bool(row["negated"]),
                outlets=tuple(item["name"] for item in outlets[row["id"]] if item["name"]),
                outlet_spans=self.spans(row["id"], "outlet"),
                outlet_date=row["outlet_date"],
                parent=row["parent"],
                confidence=row["confidence"],
                why=row["why"],
            )

    def citations(self) -> Iterator[Citation]:
        outlets = self.grouped(
            f"SELECT citation AS owner, {self.names} AS name, start, end, date FROM citation_outlets"
            " WHERE document = ? ORDER BY ordinal"
        )
        supports = self.grouped(
            "SELECT citation AS owner, attribution FROM supports JOIN citations ON citations.id = citation"
            " WHERE document = ? ORDER BY ordinal"
        )
        for row in self.rows("citations"):
            yield Citation(
                id=row["id"],
                document=self.id,
                span=(row["start"], row["end"]),
                form=row["form"],
                outlets=tuple(
                    CitedOutlet(name=item["name"], span=(item["start"], item["end"]), date=item["date"])
                    for item in outlets[row["id"]]
                    if item["name"]
                ),
                date_written=row["date_written"],
                date_span=self.one(row["id"], "date"),
                date=row["date"],
                date_probable=row["date_probable"],
                supports=tuple(item["attribution"] for item in supports[row["id"]]),
                confidence=row["confidence"],
                why=row["why"],
            )

    def times(self) -> Iterator[TimeExpression]:
        for row in self.rows("times"):
            yield TimeExpression(
                id=row["id"],
                document=self.id,
                span=(row["start"], row["end"]),
                type=row["type"],
                value=row["value"],
                text=row["text"],
                mod=row["mod"],
                calendar=row["calendar"],
                value_printed=row["value_printed"],
                alternatives=tuple(from_json(row["alternatives"])),
                begin=row["earliest"],
                end=row["latest"],
                edtf=row["edtf"],
                hijri=row["hijri"],
                anchor=row["anchor"],
                anchor_kind=row["anchor_kind"],
                role=row["role"],
                issues=tuple(from_json(row["issues"])),
                confidence=row["confidence"],
                why=row["why"],
            )

    def mentions(self) -> Iterator[Mention]:
        for row in self.rows("mentions"):
            yield mention_of(row, self.id)

    def scripture(self) -> Iterator[Scripture]:
        differences = self.grouped(
            "SELECT scripture AS owner, kind, start, end, found, expected FROM differences"
            " WHERE document = ? ORDER BY ordinal"
        )
        for row in self.rows("scripture"):
            yield scripture_of(row, self.id, differences[row["id"]], self.one(row["id"], "reference"))

    def checks(self) -> Iterator[Check]:
        for row in self.rows("checks", "id"):
            yield Check(
                id=row["id"],
                document=self.id,
                kind=row["kind"],
                spans=self.spans(row["id"], "place"),
                message=row["message"],
                related=tuple(from_json(row["related"])),
            )


def scripture_of(
    row: _Cells, document: str, differences: Iterable[_Cells], reference_span: tuple[int, int] | None
) -> Scripture:
    """Return a quotation of scripture from its row and those of its differences."""
    return Scripture(
        id=row["id"],
        document=document,
        span=(row["start"], row["end"]),
        work=row["work"],
        language=row["language"],
        reference_span=reference_span,
        reference_written=row["reference_written"],
        reference=row["reference"],
        true_reference=row["true_reference"],
        verdict=row["verdict"],
        differences=tuple(
            Difference(
                kind=item["kind"],
                span=(item["start"], item["end"]),
                found=item["found"],
                expected=item["expected"],
            )
            for item in differences
        ),
        before=row["before"],
        after=row["after"],
        partner=row["partner"],
        text_name=row["text_name"],
        transmitters=tuple(from_json(row["transmitters"])),
        repair=row["repair"],
        confidence=row["confidence"],
        why=row["why"],
    )


def mention_of(row: _Cells, document: str) -> Mention:
    """Return a row of the table of mentions as a record."""
    return Mention(
        id=row["id"],
        document=document,
        span=(row["start"], row["end"]),
        text=row["text"],
        type=row["type"],
        form=row["form"],
        name=row["name"],
        confidence=row["confidence"],
        why=row["why"],
    )


def load_faults(connection: sqlite3.Connection, number: int) -> list[Refusal]:
    """Return what could not be stored of a document."""
    query = "SELECT layer, row, reason FROM faults WHERE document = ? ORDER BY number"
    return [Refusal(**row) for row in select(connection, query, number)]


def load_mentions(connection: sqlite3.Connection) -> Iterator[Mention]:
    """Yield the mentions of all documents, by the documents' ids and in text order."""
    query = (
        "SELECT m.*, d.id AS document_id FROM documents AS d JOIN mentions AS m ON m.document = d.number"
        " ORDER BY d.id, m.start, m.end, m.id"
    )
    for row in select(connection, query):
        yield mention_of(row, row["document_id"])


def load_actors(connection: sqlite3.Connection) -> list[Actor]:
    """Return the actors with their spellings and mentions, by name."""
    variants: dict[int, dict[tuple[Any, Any], list[str]]] = defaultdict(lambda: defaultdict(list))
    mentions: dict[int, list[str]] = defaultdict(list)
    for row in select(
        connection,
        "SELECT m.actor, m.id, m.text, m.form, d.id AS document FROM mentions AS m"
        " JOIN documents AS d ON d.number = m.document WHERE m.actor IS NOT NULL"
        " ORDER BY d.id, m.start, m.id",
    ):
        variants[row["actor"]][row["text"], row["form"]].append(row["document"])
        mentions[row["actor"]].append(row["id"])
    out = []
    for row in select(connection, "SELECT * FROM actors ORDER BY name, type, id"):
        spellings = [
            ActorVariant(text=text, form=form, count=len(where), documents=tuple(dict.fromkeys(where)))
            for (text, form), where in variants[row["number"]].items()
        ]
        spellings.sort(key=lambda item: (-item.count, item.text, item.form))
        out.append(
            Actor(
                id=row["id"],
                name=row["name"],
                type=row["type"],
                variants=tuple(spellings),
                mentions=tuple(mentions[row["number"]]),
                why=tuple(from_json(row["why"])),
            )
        )
    return out


def load_family(connection: sqlite3.Connection, passage: str) -> Iterator[Passage]:
    """Yield the passages of the family that a passage is in, itself among them."""
    where = "WHERE p.cluster = (SELECT cluster FROM passages WHERE id = ?)"
    return load_passages(connection, where, passage)


def load_passages(connection: sqlite3.Connection, where: str = "", *values: Any) -> Iterator[Passage]:
    """Yield the recycled passages by the documents' names and the places in them."""
    query = (
        "SELECT p.*, da.id AS a_id, db.id AS b_id FROM passages AS p"
        " JOIN documents AS da ON da.number = p.a_document JOIN documents AS db ON db.number = p.b_document"
        f" {where} ORDER BY da.name, p.a_start, p.a_end, db.name, p.b_start, p.b_end, p.id"
    )
    for row in list(select(connection, query, *values)):
        variants = [
            Variant(
                kind=item["kind"],
                alters=msgspec.convert(item["alters"], Alters),
                a=(item["a_start"], item["a_end"]),
                b=(item["b_start"], item["b_end"]),
                why=item["why"],
            )
            for item in select(
                connection, "SELECT * FROM variants WHERE passage = ? ORDER BY ordinal", row["id"]
            )
        ]
        yield Passage(
            id=row["id"],
            a=Place(document=row["a_id"], start=row["a_start"], end=row["a_end"]),
            b=Place(document=row["b_id"], start=row["b_start"], end=row["b_end"]),
            kind=row["kind"],
            variants=tuple(variants),
            cluster=row["cluster"],
            equal_words=row["equal_words"],
            score=row["score"],
            earlier=row["earlier"],
            why=row["why"],
        )


def load_decisions(connection: sqlite3.Connection) -> list[Decision]:
    """Return what people decided, in the order they did."""
    return [
        Decision(**row)
        for row in select(
            connection,
            'SELECT id, at, "by", action, target, value, note FROM decisions ORDER BY number',
        )
    ]
