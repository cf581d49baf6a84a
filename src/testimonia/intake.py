"""The way of documents into a case: what has to be read, and what was read into its tables.

An :class:`Intake` holds the case for the time of one run. It gives jobs (:meth:`jobs`) for what is new
or changed, takes their outcomes in the same order (:meth:`take`) and stores them in small transactions:
a few dozen documents or one second, whichever comes first. A path counts as read only when all it holds
is stored, so a run that was stopped anywhere goes on where it stopped. The result does not depend on
where it was stopped, on the number of workers or on the order of the paths: of several files with one
text, the first by name and path is the one whose reading counts.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import msgspec
from msgspec.structs import replace

from testimonia.case import store
from testimonia.case.case import Case
from testimonia.case.file import faults_named, open_for_writing
from testimonia.case.ground import Refusal
from testimonia.case.load import load_annotations, load_document, load_faults
from testimonia.case.names import name_documents
from testimonia.case.notices import Notice, keep_notices, kept_notices, texts_used
from testimonia.case.reader import keep_reader, kept_reader
from testimonia.case.values import pack, to_json, unpack
from testimonia.case.writer import beat, only_writer
from testimonia.engines.local import Outcome
from testimonia.finding.readers import Choice, key_of, make, notice_of
from testimonia.finding.scripture_texts import installed_texts
from testimonia.jobs import Inputs, Job, Piece, Progress, Summary
from testimonia.model import Document, Unread
from testimonia.reading import SUPPORTED, read_bytes, read_path, walk
from testimonia.signature import signature

_MANY = frozenset(
    suffix
    for format in SUPPORTED
    if format.name in ("zip", "mbox", "csv", "jsonl")
    for suffix in format.suffixes
)
_BATCH_PIECES = 64
_BATCH_CHARACTERS = 4_000_000
_BATCH_S = 1.0
_READER = ", attributions by "  # between the signature and the reader, in documents.analysed_by


class Intake:
    """One run of reading into a case; a context manager that holds the case."""

    def __init__(
        self, case: str | Path, inputs: Inputs, *, take_over: bool = False, progress: Progress | None = None
    ) -> None:
        self.path = Path(case)
        self.inputs = inputs
        self.progress = progress
        self.choice = Choice()
        self.read_by = signature() + (f", map {to_json(dict(inputs.mapping))}" if inputs.mapping else "")
        self.began = time.monotonic()
        self.connection = open_for_writing(self.path)
        self._held = contextlib.ExitStack()
        try:
            self._held.enter_context(only_writer(self.connection, self.path, take_over=take_over))
        except BaseException:
            self.connection.close()
            raise
        self.n_files = self.n_done = self.n_read = self.n_unchanged = self.n_copies = self.n_pruned = 0
        self.n_refused = self.n_reread = 0
        self.skipped: list[Unread] = []
        self.faults: list[str] = []
        self.gone: list[str] = []
        self._pending: list[Outcome[Job, list[Piece]]] = []
        self._pending_since = 0.0
        self._pending_size = 0
        self._ordinals: dict[str, int] = {}
        self._sound: dict[str, bool] = {}

    def __enter__(self) -> Intake:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        asked = [str(path) for path in self.inputs.paths]
        cursor = self.connection.execute(
            "INSERT INTO runs (started, version, inputs, outcome) VALUES (?, ?, ?, 'running')",
            (now, signature(), to_json(asked)),
        )
        self.run = cursor.lastrowid
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        outcome = "done"
        try:
            if isinstance(error, KeyboardInterrupt):
                outcome = "interrupted"
                self._flush()
            elif error is not None:
                outcome = "failed"
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            with contextlib.suppress(sqlite3.Error):
                self.connection.execute(
                    "UPDATE runs SET ended = ?, outcome = ? WHERE number = ?",
                    (datetime.now(UTC).isoformat(timespec="seconds"), outcome, self.run),
                )
            self._held.close()
            self.connection.close()

    def choose_reader(
        self,
        name: str | None,
        options: Mapping[str, str] | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> Choice:
        """Settle what reads the attributions: what is named here, else what the case keeps, else the default.

        Options without a name are set beside those that the case keeps. Raises ReaderError, ReaderMissing.
        """
        kept = kept_reader(self.connection)
        if name is not None:
            self.choice = Choice(name=name, options=dict(options or {}))
        else:
            self.choice = kept or Choice()
            if options:
                self.choice = replace(self.choice, options={**self.choice.options, **options})
        self.analysed_by = f"{signature()}{_READER}{key_of(self.choice)}"
        if name is not None or options:
            keep_reader(self.connection, self.choice)
        if tell is not None:
            if kept is not None and name is None:
                tell(
                    f"attributions are read by {kept.name}, as in this case before (--reader NAME changes it)"
                )
            if notice := notice_of(make(self.choice)):
                tell(notice)
        return self.choice

    def forget(self) -> None:
        """Have everything read and analysed anew."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute("UPDATE sources SET complete = 0")
        self.connection.execute("UPDATE documents SET analysed_by = ''")
        self.connection.execute("COMMIT")

    # What has to be read

    def count(self) -> int:
        """Return how many files there are to look at; used for the progress and the number of workers."""
        self.n_files = sum(isinstance(item, Path) for item in self._walk())
        self.n_files += self.inputs.standard_input is not None
        self.n_files += len(self._read_otherwise())
        return self.n_files

    def _walk(self) -> Iterator[Path | Unread]:
        """Yield the files to look at, by absolute path; the case itself is not one of them."""
        own = {os.path.realpath(f"{self.path}{end}") for end in ("", "-wal", "-shm", "-journal")}
        for item in walk(Path(os.path.abspath(path)) for path in self.inputs.paths):  # noqa: PTH100
            if isinstance(item, Unread) or os.path.realpath(item) not in own:
                yield item

    def jobs(self) -> Iterator[Job]:
        """Yield what is new or changed, then what another reader of attributions read."""
        otherwise = self._read_otherwise()
        yield from self._changed()
        for number in otherwise:
            if number in self._read_otherwise(number):
                yield Job(
                    source="",
                    document=load_document(self.connection, number),
                    found=load_annotations(self.connection, number, settled=False),
                )
            else:
                self._tell("")

    def _read_otherwise(self, number: int | None = None) -> list[int]:
        """Return the documents whose attributions another reader read, all else as this program does."""
        start = signature() + _READER
        rows = self.connection.execute(
            "SELECT number FROM documents WHERE substr(analysed_by, 1, ?) = ? AND analysed_by <> ?"
            " AND (?4 IS NULL OR number = ?4) ORDER BY number",
            (len(start), start, self.analysed_by, number),
        )
        return [int(row[0]) for row in rows]

    def _changed(self) -> Iterator[Job]:
        for item in self._walk():
            if isinstance(item, Unread):
                self.skipped.append(item)
                continue
            source = str(item)
            digest = _digest(item)
            if digest is not None and self._is_unchanged(source, digest):
                self.n_unchanged += 1
                self._tell(source)
            elif item.suffix.lower() in _MANY:
                read = read_path(item, mapping=self.inputs.mapping)
                yield from self._streamed(source, digest, read)
            else:
                yield Job(source=source, raw_sha256=digest, path=source, mapping=self.inputs.mapping)
        if self.inputs.standard_input is not None:
            name, data = self.inputs.standard_input
            read = read_bytes(name, data, path=name, mapping=self.inputs.mapping)
            yield from self._streamed(f"stdin:{name}", hashlib.sha256(data).hexdigest(), read)

    def _is_unchanged(self, source: str, digest: str) -> bool:
        row = self.connection.execute(
            "SELECT raw_sha256, reader, complete FROM sources WHERE path = ?", (pack(source),)
        ).fetchone()
        return row is not None and tuple(row) == (digest, self.read_by, 1)

    def _streamed(self, source: str, digest: str | None, items: Iterator[Document | Unread]) -> Iterator[Job]:
        """Yield one job for every document of a source, so that a large one is never held whole."""
        first = True
        for item in items:
            if isinstance(item, Unread):
                yield Job(source=source, raw_sha256=digest, unread=item, first=first, last=False)
            else:
                known = not self._outranks(source, -1, item)
                yield Job(
                    source=source, raw_sha256=digest, document=item, known=known, first=first, last=False
                )
            first = False
        yield Job(source=source, raw_sha256=digest, first=first)

    def _outranks(self, source: str, ordinal: int, document: Document) -> bool:
        """Tell whether a reading of a text is the one that counts: the only one, or the first by name."""
        if not store.is_analysed(self.connection, document.id, self.analysed_by):
            return True
        others = self._other_files(source, ordinal, document)
        return bool(others) and (document.name, document.path) < min(others)

    def _other_files(self, source: str, ordinal: int, document: Document) -> list[tuple[str, str]]:
        """Return name and path of the other files that hold the text of a document."""
        rows = self.connection.execute(
            "SELECT f.name, f.path FROM files AS f JOIN documents AS d ON d.number = f.document"
            " WHERE d.id = ? AND NOT (f.source = ? AND f.ordinal = ?)",
            (document.id, pack(source), ordinal),
        )
        return [(unpack(name), unpack(path)) for name, path in rows]

    # What was read

    def take(self, outcome: Outcome[Job, list[Piece]]) -> None:
        """Take the outcome of a job; it is stored with the next batch."""
        if not self._pending:
            self._pending_since = time.monotonic()
        self._pending.append(outcome)
        for piece in outcome.result or ():
            self._pending_size += len(piece.document.text) if piece.document else 0
        if (
            len(self._pending) >= _BATCH_PIECES
            or self._pending_size >= _BATCH_CHARACTERS
            or time.monotonic() - self._pending_since >= _BATCH_S
        ):
            self._flush()

    def _flush(self) -> None:
        """Store what has been taken, in one transaction."""
        pending, self._pending, self._pending_size = self._pending, [], 0
        if not pending:
            return
        with faults_named(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            for outcome in pending:
                self._store(outcome)
            self.connection.execute("INSERT OR REPLACE INTO settings VALUES ('settled', '')")
            beat(self.connection)
            self.connection.execute("COMMIT")
        for outcome in pending:
            if outcome.item.last:
                self._tell(outcome.item.source)

    def _tell(self, source: str) -> None:
        self.n_done += 1
        if self.progress is not None:
            self.progress(self.n_done, self.n_files, source)

    def _store(self, outcome: Outcome[Job, list[Piece]]) -> None:
        job, source = outcome.item, outcome.item.source
        if job.found is not None:
            self._store_reread(outcome)
            return
        if job.first:
            store.begin_source(self.connection, source, job.raw_sha256, self.read_by)
            self._ordinals[source], self._sound[source] = 0, True
        pieces = list(outcome.result or ())
        if job.unread is not None:
            pieces.append(Piece(unread=job.unread))
        if outcome.fault is not None:
            pieces = [self._failed(job, outcome.fault.reason)]
        for piece in pieces:
            if piece.unread is not None:
                store.store_unread(self.connection, source, piece.unread)
                self.skipped.append(piece.unread)
                self._sound[source] = False
            elif piece.document is not None:
                self._store_document(source, piece.document, piece)
        if job.last:
            n_documents, sound = self._ordinals.pop(source), self._sound.pop(source)
            store.finish_source(
                self.connection, source, n_documents, complete=sound and job.raw_sha256 is not None
            )
            self.n_read += n_documents > 0

    def _failed(self, job: Job, reason: str) -> Piece:
        fault = f"analysis failed: {reason}"
        if job.document is not None:
            return Piece(document=job.document, fault=fault)
        return Piece(unread=Unread(path=job.path, reason=fault, remedy="please report it with the file"))

    def _store_document(self, source: str, document: Document, piece: Piece) -> None:
        ordinal = self._ordinals[source]
        self._ordinals[source] += 1
        if piece.fault and store.is_analysed(self.connection, document.id, self.analysed_by):
            piece = Piece(document=document)  # another file with the same text was analysed
        if piece.fault:
            self._store_alone(document, piece.fault)
            self._sound[source] = False
        elif piece.found is not None and self._outranks(source, ordinal, document):
            self._sound[source] &= self._store_found(document, piece)
        self.n_copies += bool(self._other_files(source, ordinal, document))
        store.link_file(self.connection, source, ordinal, document)

    def _store_found(self, document: Document, piece: Piece) -> bool:
        """Store what was found in a document; tell whether it could be stored."""
        assert piece.found is not None
        analysed_by = f"{signature()}{_READER}" if piece.unattributed else self.analysed_by
        self.connection.execute("SAVEPOINT one_document")
        try:
            self.n_refused += len(store.store_document(self.connection, document, piece.found, analysed_by))
            self.connection.execute("RELEASE one_document")
        except (sqlite3.IntegrityError, sqlite3.InterfaceError, ValueError, OverflowError) as error:
            self.connection.execute("ROLLBACK TO one_document")
            self.connection.execute("RELEASE one_document")
            self._store_alone(document, f"what was found could not be stored: {error}")
            return False
        if piece.unattributed:
            self._store_fault(document, "attribution", piece.unattributed)
        number = store.document_number(self.connection, document.id) or 0
        refusals = [Refusal(layer="attribution", row=document.id, reason=reason) for reason in piece.refused]
        store.store_faults(self.connection, number, refusals)
        self.n_refused += len(refusals)
        return True

    def _store_reread(self, outcome: Outcome[Job, list[Piece]]) -> None:
        """Put attributions read again in the place of the old ones; where that failed, these stay."""
        document = outcome.item.document
        assert document is not None
        number = store.document_number(self.connection, document.id)
        if number is None:  # its last file was changed in this run
            return
        faults = [fault for fault in load_faults(self.connection, number) if fault.layer != "attribution"]
        reason = f"its attributions were not read: {outcome.fault.reason}" if outcome.fault else ""
        for piece in outcome.result or ():
            reason = piece.unattributed
            if not reason and self._store_found(document, piece):
                self.n_reread += 1
                store.store_faults(self.connection, number, faults)
        if reason:
            store.remove_faults(self.connection, number, "attribution")
            self._store_fault(document, "attribution", reason)

    def _store_alone(self, document: Document, fault: str) -> None:
        store.store_document(self.connection, document, None, signature())
        self._store_fault(document, "document", fault)

    def _store_fault(self, document: Document, layer: str, fault: str) -> None:
        number = store.document_number(self.connection, document.id) or 0
        store.store_faults(self.connection, number, [Refusal(layer=layer, row=document.id, reason=fault)])
        self.faults.append(f"{document.name}: {fault}")

    # The end of a run

    def finish(self, *, prune: bool = False) -> None:
        """Store the last batch, look for files that are gone, and give the documents their names."""
        self._flush()
        with faults_named(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            self.gone = self._find_gone()
            if prune and self.gone:
                self.connection.executemany(
                    "DELETE FROM sources WHERE path = ?", [(pack(path),) for path in self.gone]
                )
                self.n_pruned = len(self.gone)
                self.gone = []
            n_orphans = store.remove_orphans(self.connection)
            if self.n_pruned or n_orphans:
                self.connection.execute("INSERT OR REPLACE INTO settings VALUES ('settled', '')")
            name_documents(self.connection)
            self._keep_notices()
            beat(self.connection)
            self.connection.execute("COMMIT")

    def _keep_notices(self) -> None:
        """Keep the licence notices of the texts of scripture that quotations were compared with."""
        used = set(texts_used(self.connection))
        changed = self.connection.execute("SELECT value FROM settings WHERE key = 'settled'").fetchone()
        if used and (used != set(kept_notices(self.connection)) or changed == ("",)):
            fields = ("name", "version", "notice", "digest")
            keep_notices(
                self.connection,
                [Notice(**{field: getattr(text, field) for field in fields}) for text in installed_texts()],
            )

    def _find_gone(self) -> list[str]:
        """Return the paths in the case that were asked for and are no longer there."""
        asked = [os.path.abspath(path) for path in self.inputs.paths]  # noqa: PTH100
        below = tuple(path.rstrip(os.sep) + os.sep for path in asked)
        paths = [unpack(row[0]) for row in self.connection.execute("SELECT path FROM sources ORDER BY path")]
        return [
            path for path in paths if (path in asked or path.startswith(below)) and not Path(path).exists()
        ]

    def summary(self, notices: list[str]) -> Summary:
        """Return what this run did, and note it in the case."""
        case = Case(self.connection, self.path)
        counts = case.counts()
        done = Summary(
            files_read=self.n_read,
            files_unchanged=self.n_unchanged,
            copies=self.n_copies,
            gone=tuple(self.gone),
            pruned=self.n_pruned,
            skipped=tuple(self.skipped),
            faults=tuple(self.faults),
            refused=self.n_refused,
            reread=self.n_reread,
            reader=self.choice.name,
            documents=counts.pop("documents"),
            words=self.connection.execute("SELECT coalesce(sum(words), 0) FROM documents").fetchone()[0],
            counts=counts,
            notices=tuple(notices),
            seconds=time.monotonic() - self.began,
        )
        self.connection.execute(
            "UPDATE runs SET summary = ? WHERE number = ?", (pack(_as_json(done)), self.run)
        )
        return done


def _as_json(summary: Summary) -> str:
    return to_json(msgspec.to_builtins(summary))


def _digest(path: Path) -> str | None:
    """Return the SHA-256 of a file, or None if it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
