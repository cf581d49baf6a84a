"""Downloads of a case: what ``testimonia export`` writes, streamed while it is written.

A writer runs in a thread of its own and fills a queue of few blocks, from which the answer is taken: what is
written waits for who takes it, and a reader who goes away stops the writer. It reads within one transaction,
so that what another process writes meanwhile is not in it.
"""

from __future__ import annotations

import contextlib
import csv
import io
import queue
import re
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from testimonia.case import Case, open_case
from testimonia.web.pages import site_of
from testimonia.web.queries import method
from testimonia.writing import FORMATS, writer
from testimonia.writing.csv import TABLES, safe_cell, write_table

BLOCK = 1 << 16
_WAIT_S = 0.5
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")

# Format → ending of its file, media type, who uses it.
_ABOUT: dict[str, tuple[str, str, str]] = {
    "jsonl": (
        "jsonl",
        "application/jsonl",
        "Programmers and archives: every row of every layer, one a line, for other programs.",
    ),
    "report": (
        "html",
        "text/html",
        "Editors and colleagues: one page to read and to send, which needs no program and no network.",
    ),
    "tei": (
        "tei.xml",
        "application/tei+xml",
        "Editors of texts: recycled passages with witnesses and apparatus, for TEI Publisher or XSLT.",
    ),
    "collation": (
        "collation.html",
        "text/html",
        "Philologists: recycled passages side by side, with their differences marked, to print or to read.",
    ),
    "passim": (
        "passim.jsonl",
        "application/jsonl",
        "Students of text reuse: families of passages as the program Passim writes them.",
    ),
    "csv": (
        "tables.zip",
        "application/zip",
        "Content analysts: one table a layer, for a spreadsheet, R, SPSS or Stata.",
    ),
}


class Offer(NamedTuple):
    """A download: its name in the address, what it is, and who uses it."""

    name: str
    label: str
    about: str
    group: str


def offered() -> list[Offer]:
    """Return every download there is: all formats, each table by itself, files and decisions."""
    out = [Offer(form.name, form.name, _about(form.name, form.about), "whole") for form in FORMATS]
    out += [Offer(f"{table}.csv", f"{table}.csv", "", "table") for table in TABLES]
    out += [
        Offer(
            "files.csv", "files.csv", "Archivists: every file with its SHA-256 and how it was read.", "log"
        ),
        Offer("decisions.csv", "decisions.csv", "Second readers: who decided what, when and why.", "log"),
        Offer("schema", "JSON Schema", "Programmers: what the rows of jsonl may hold.", "log"),
    ]
    return out


def _about(name: str, about: str) -> str:
    return _ABOUT[name][2] if name in _ABOUT else f"{about[:1].upper()}{about[1:]}."


def download(request: Request) -> Response:
    """Stream one download; the name of its file is made of plain letters only."""
    name = request.path_params["name"]
    path = site_of(request).path
    stem = _UNSAFE.sub("-", path.stem).strip(".-")[:80] or "case"
    write: Callable[[Case, TextIO], Any]
    if name in (forms := {form.name: form for form in FORMATS}):
        ending, media_type, _ = _ABOUT.get(name, (_UNSAFE.sub("-", name), "application/octet-stream", ""))
        if not forms[name].one_file:
            return _answer(_packed(path, name), f"{stem}.{ending}", media_type)
        write = writer(name)
    elif name == "schema":
        ending, media_type, write = "schema.json", "application/schema+json", _write_schema
    elif name in ("files.csv", "decisions.csv"):
        ending, media_type = name, "text/csv"
        write = _write_files if name == "files.csv" else _write_decisions
    elif name.removesuffix(".csv") in TABLES and name.endswith(".csv"):
        ending, media_type = name, "text/csv"
        table = name.removesuffix(".csv")

        def write(case: Case, out: TextIO) -> Any:
            return write_table(case, table, out)

    else:
        raise HTTPException(404, "There is no such export.")
    return _answer(streamed(path, write), f"{stem}.{ending}", media_type)


def _answer(body: Iterator[bytes], filename: str, media_type: str) -> Response:
    kind = media_type + ("; charset=utf-8" if media_type.startswith("text/") else "")
    return StreamingResponse(
        body,
        media_type=kind,
        # A page of an export is saved, never shown within this site.
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


class _Gone(Exception):
    """The reader of a download went away."""


class _Blocks(io.TextIOBase):
    """A text file whose bytes go into a queue, a block at a time; full, it waits until something is taken."""

    def __init__(self, blocks: queue.Queue[bytes | BaseException | None], stop: threading.Event) -> None:
        self.blocks, self.stop = blocks, stop
        self.held: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        piece = text.encode("utf-8", "replace")
        self.held.append(piece)
        self.size += len(piece)
        if self.size >= BLOCK:
            self.flush()
        return len(text)

    def flush(self) -> None:
        whole = b"".join(self.held)
        self.held, self.size = [], 0
        for at in range(0, len(whole), BLOCK):
            self.put(whole[at : at + BLOCK])

    def put(self, block: bytes | BaseException | None) -> None:
        while True:
            if self.stop.is_set():
                raise _Gone
            try:
                return self.blocks.put(block, timeout=_WAIT_S)
            except queue.Full:
                continue


def streamed(path: Path, write: Callable[[Case, TextIO], Any]) -> Iterator[bytes]:
    """Yield what a writer writes about a case, while it writes. What it raises is raised here."""
    blocks: queue.Queue[bytes | BaseException | None] = queue.Queue(maxsize=8)
    stop = threading.Event()
    out = _Blocks(blocks, stop)

    def run() -> None:
        try:
            with open_case(path) as case:
                case.connection.execute("BEGIN")  # one state of the case from beginning to end
                write(case, out)  # type: ignore[arg-type]  # what writers use of a text file is there
            out.flush()
            out.put(None)
        except _Gone:
            pass
        except BaseException as error:  # raised again where the answer is made
            out.held = []
            with contextlib.suppress(_Gone):
                out.put(error)

    thread = threading.Thread(target=run, daemon=True, name="export")
    thread.start()
    try:
        while (block := blocks.get()) is not None:
            if isinstance(block, BaseException):
                raise block
            yield block
    finally:
        stop.set()
        thread.join(10)


def _packed(path: Path, name: str) -> Iterator[bytes]:
    """Yield an export of several files as one .zip, made on disk."""
    with tempfile.TemporaryDirectory(prefix="testimonia-") as folder:
        made = Path(folder) / "tables.zip"
        with open_case(path) as case:
            case.connection.execute("BEGIN")
            writer(name)(case, made)
        with made.open("rb") as file:
            while block := file.read(BLOCK):
                yield block


def _write_schema(case: Case, out: TextIO) -> None:
    from testimonia.writing.interchange import schema_text

    out.write(schema_text())


def _write_files(case: Case, out: TextIO) -> None:
    columns = ("path", "sha256", "bytes", "media_type", "extractor", "encoding", "document", "document_name")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    for line in method.every_file(case):
        table.writerow(safe_cell(str(getattr(line, column) or "")) for column in columns)


def _write_decisions(case: Case, out: TextIO) -> None:
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("at", "by", "action", "target", "value", "note", "id"))
    for row in case.decisions():
        cells = (row.at, row.by, row.action, row.target, row.value, row.note, row.id)
        table.writerow(safe_cell(cell) for cell in cells)
