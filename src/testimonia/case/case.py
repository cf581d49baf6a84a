"""A case, opened: the one object that lists, exports, reports and pages are made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from msgspec.structs import replace

from testimonia.case import load
from testimonia.case.decisions import Standing, corrected, standing_decisions
from testimonia.case.file import open_for_reading, open_for_writing
from testimonia.case.values import from_json, unpack
from testimonia.model import (
    Actor,
    Annotations,
    Attribution,
    Decision,
    Document,
    Passage,
    Record,
    Unread,
)

#: The layers whose rows have a confidence, each with its table.
RATED = {"attribution": "attributions", "citation": "citations", "time": "times", "scripture": "scripture"}

_T = TypeVar("_T")


class DocumentEntry(Record, frozen=True):
    """A line of the list of documents. ``number`` is the document's in this file only, never exported."""

    number: int
    id: str
    name: str
    title: str | None
    date: str | None
    date_probable: str | None
    genre: str
    publisher: str | None
    author: str | None
    languages: tuple[str, ...]
    words: int
    analysed: bool
    files: tuple[str, ...]


class Case:
    """A case file, open; use it in a ``with`` block or call :meth:`close`.

    Rows come settled unless asked otherwise: names as the whole case has them, people's decisions
    honoured. Documents come in the order of their names, so that whatever is written from a case is the same
    whichever way it was read. Settled rows of :data:`RATED` layers with less than ``min_confidence`` are left
    out, unless a person accepted or corrected them; they stay in the file.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, min_confidence: float = 0.0) -> None:
        self.connection = connection
        self.path = path
        self.min_confidence = min_confidence
        self._standing: dict[str, Standing] | None = None

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @property
    def standing(self) -> dict[str, Standing]:
        """What holds for every row that people decided about."""
        if self._standing is None:
            self._standing = standing_decisions(self.connection)
        return self._standing

    def forget(self) -> None:
        """Forget what was read of the decisions, after one was added."""
        self._standing = None

    def rejected(self, id: str) -> bool:
        """Tell whether a person rejected a row."""
        return id in self.standing and self.standing[id].verdict == "reject"

    def vouched(self, id: str) -> bool:
        """Tell whether a person accepted or corrected a row, so that its confidence counts for nothing."""
        decided = self.standing.get(id)
        return decided is not None and (decided.verdict == "accept" or bool(decided.corrections))

    def doubted(self, id: str, confidence: float) -> bool:
        """Tell whether a row is left out for its confidence."""
        return confidence < self.min_confidence and not self.vouched(id)

    def left_out(
        self, layers: Iterable[str] | None = None, documents: Collection[int] | None = None
    ) -> dict[str, int]:
        """Return how many rows of each rated layer are left out for their confidence.

        ``layers`` and ``documents`` (by number) name those that are wanted. Layers without any are not in it.
        """
        out = {}
        for layer in RATED if layers is None else [layer for layer in RATED if layer in set(layers)]:
            rows = self.connection.execute(
                f"SELECT id, document, confidence FROM {RATED[layer]} WHERE confidence < ?",
                (self.min_confidence,),
            )
            count = sum(
                self.doubted(id, confidence)
                and not self.rejected(id)
                and (documents is None or document in documents)
                for id, document, confidence in rows
            )
            if count:
                out[layer] = count
        return out

    def documents(self) -> list[DocumentEntry]:
        """Return the documents by name."""
        files: dict[int, list[str]] = {}
        for number, path in self.connection.execute(
            "SELECT document, path FROM files ORDER BY document, path"
        ):
            files.setdefault(number, []).append(unpack(path))
        out = [
            DocumentEntry(
                number=row["number"],
                id=row["id"],
                name=row["name"],
                title=row["title"],
                date=row["date"],
                date_probable=row["date_probable"],
                genre=row["genre"],
                publisher=row["publisher"],
                author=row["author"],
                languages=tuple(from_json(row["languages"])),
                words=row["words"],
                analysed=row["analysed_by"] is not None,
                files=tuple(files.get(row["number"], ())),
            )
            for row in load.select(self.connection, "SELECT * FROM documents")
            if not self.rejected(row["id"])
        ]
        out.sort(key=lambda entry: (entry.name, entry.id))
        return out

    def document(self, number: int) -> Document:
        """Return a document with its text and its provenance."""
        return load.load_document(self.connection, number)

    def text(self, number: int) -> str:
        """Return the text of a document."""
        return load.load_text(self.connection, number)

    def annotations(self, number: int, *, settled: bool = True) -> Annotations:
        """Return all that was found in a document."""
        found = load.load_annotations(self.connection, number, settled=settled)
        return self._decided(found) if settled and (self.standing or self.min_confidence > 0) else found

    def _decided(self, found: Annotations) -> Annotations:
        """Return annotations without what was rejected or is doubted, and with what was corrected."""

        def kept(rows: tuple[_T, ...], layer: str, fix: Callable[..., _T] = corrected) -> tuple[_T, ...]:
            return tuple(
                fix(row, self.standing.get(row.id), layer)  # type: ignore[attr-defined]  # all rows have an id
                for row in rows
                if not self._hidden(row, layer)
            )

        def as_is(row: _T, decided: Standing | None, layer: str) -> _T:
            return row

        attributions = self._past_hidden(found.attributions)
        ids = {row.id for row in attributions}
        return replace(
            found,
            metadata=corrected(found.metadata, self.standing.get(found.document), "document"),
            attributions=kept(attributions, "attribution"),
            citations=tuple(
                replace(row, supports=tuple(id for id in row.supports if id in ids))
                for row in kept(found.citations, "citation")
            ),
            times=kept(found.times, "time"),
            mentions=kept(found.mentions, "mention", as_is),
            scripture=kept(found.scripture, "scripture"),
            checks=kept(found.checks, "check", as_is),
        )

    def _hidden(self, row: Any, layer: str) -> bool:
        return self.rejected(row.id) or (layer in RATED and self.doubted(row.id, row.confidence))

    def _past_hidden(self, rows: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
        """Return the attributions that stand, each under its nearest parent that stands."""
        parents = {row.id: row.parent for row in rows}
        hidden = {row.id for row in rows if self._hidden(row, "attribution")}
        out = []
        for row in rows:
            if row.id in hidden:
                continue
            parent = row.parent
            while parent is not None and parent in hidden:
                parent = parents.get(parent)
            out.append(row if parent == row.parent else replace(row, parent=parent))
        return tuple(out)

    def actors(self) -> list[Actor]:
        """Return the actors of the case with all their spellings, by name."""
        return [actor for actor in load.load_actors(self.connection) if not self.rejected(actor.id)]

    def actors_of_mentions(self, number: int) -> dict[str, tuple[str, str, str]]:
        """Return the actor (id, name, type) of every mention of a document that has one, by mention id."""
        rows = self.connection.execute(
            "SELECT m.id, a.id, a.name, a.type FROM mentions AS m JOIN actors AS a ON a.number = m.actor"
            " WHERE m.document = ?",
            (number,),
        )
        return {row[0]: (row[1], unpack(row[2]), row[3]) for row in rows if not self.rejected(row[1])}

    def passages(self, number: int | None = None) -> Iterator[Passage]:
        """Yield the recycled passages, of the whole case or those whose first place is in one document."""
        if number is None:
            found = load.load_passages(self.connection)
        else:
            found = load.load_passages(self.connection, "WHERE p.a_document = ?", number)
        return (passage for passage in found if not self.rejected(passage.id))

    def decisions(self) -> list[Decision]:
        """Return what people decided, in order."""
        return load.load_decisions(self.connection)

    def unread(self) -> list[Unread]:
        """Return what could not be read, by path."""
        rows = load.select(self.connection, "SELECT path, reason, remedy FROM unread")
        return sorted((Unread(**row) for row in rows), key=lambda row: (row.path, row.reason))

    def setting(self, key: str) -> str | None:
        """Return a setting that was kept in the case."""
        row = self.connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def last_run(self) -> dict[str, Any]:
        """Return what the last finished run did, as :class:`testimonia.jobs.Summary` has it; else empty."""
        row = self.connection.execute(
            "SELECT summary FROM runs WHERE summary IS NOT NULL ORDER BY number DESC LIMIT 1"
        ).fetchone()
        summary: dict[str, Any] = from_json(unpack(row[0])) if row else {}
        return summary

    def counts(self) -> dict[str, int]:
        """Return how many rows each layer holds."""
        tables = {
            "documents": "documents",
            "attributions": "attributions",
            "citations": "citations",
            "times": "times",
            "mentions": "mentions",
            "actors": "actors",
            "scripture": "scripture",
            "passages": "passages",
            "checks": "checks",
        }
        return {
            layer: int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for layer, table in tables.items()
        }

    def query(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """Return the rows of a query of one's own as dictionaries."""
        return list(load.select(self.connection, sql, *values))


def open_case(
    path: str | Path, *, write: bool = False, any_thread: bool = False, min_confidence: float = 0.0
) -> Case:
    """Open an existing case, to read it or also to write to it. Raises CaseError.

    A case opened for reading with ``any_thread`` may pass from thread to thread, used by one at a time. Rows
    with less than ``min_confidence`` (0 to 1) are left out of what it gives.
    """
    path = Path(path)
    if write:
        connection = open_for_writing(path, create=False)
    else:
        connection = open_for_reading(path, any_thread=any_thread)
    return Case(connection, path, min_confidence)
