"""Annotation in JSON Lines: whole documents, one a line, or interchange rows whose texts lie elsewhere.

A line with ``text`` and ``attributions`` is a document with its annotation, as PolNeAR is passed on (Newell
et al., LREC 2018). Any other line is an interchange row (``testimonia export schema``): ``document`` rows
name a text, ``attribution`` rows what is said in it; other layers are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from testimonia.evaluating.gold import GoldDocument, GoldError, GoldRow, spans_of, text_of
from testimonia.model import Document
from testimonia.reading import read_path

_Line = tuple[str, dict[str, Any]]  # "file:line", object


def load(file: Path, texts: str | Path | None) -> list[GoldDocument]:
    """Return the documents of a file. Raises GoldError."""
    whole: list[GoldDocument] = []
    rows: list[_Line] = []
    for place, line in _lines(file):
        if "text" in line and "attributions" in line:
            whole.append(_document(place, line))
        else:
            rows.append((place, line))
    return whole + _interchange(file, rows, texts)


def _lines(file: Path) -> Iterator[_Line]:
    for number, line in enumerate(text_of(file).removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        place = f"{file}:{number}"
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise GoldError(f"{place}: not JSON: {error}", "each line is one JSON object") from error
        if not isinstance(found, dict):
            raise GoldError(
                f"{place}: a {type(found).__name__}, not an object", "each line is one JSON object"
            )
        yield place, found


def _document(place: str, line: dict[str, Any]) -> GoldDocument:
    """Return a document that stands in one line with its annotation."""
    name, text = str(line.get("id") or place), line["text"]
    about = line.get("meta")
    if not isinstance(text, str) or not isinstance(line["attributions"], list):
        raise GoldError(f"{place}: text is no string, or attributions no list")
    publisher = about.get("publisher") if isinstance(about, dict) else None
    return GoldDocument(
        name=name,
        text=text,
        rows=tuple(_row(place, row, text, name) for row in line["attributions"]),
        publisher=publisher if isinstance(publisher, str) else None,
    )


def _row(place: str, row: Any, text: str, name: str) -> GoldRow:
    if not isinstance(row, dict):
        raise GoldError(f"{place}: an attribution that is no object")
    content, cue, source = (
        spans_of(row.get(role), text, place, role, name) for role in ("content", "cue", "source")
    )
    if not content and not cue:
        raise GoldError(f"{place}: an attribution with neither content nor cue")
    parent, kind = row.get("parent"), row.get("kind")
    return GoldRow(
        content=content,
        cue=cue,
        source=source,
        id=str(row.get("id", "")),
        parent=parent if isinstance(parent, str) else None,
        kind=kind if isinstance(kind, str) else None,
        speaker=_names(row.get("speaker")),
        optional=row.get("optional") is True,
    )


def _names(speaker: Any) -> tuple[str, ...]:
    """Return joint speakers, given as a list or with semicolons between them."""
    listed = speaker.split(";") if isinstance(speaker, str) else speaker if isinstance(speaker, list) else []
    return tuple(str(name).strip() for name in listed if str(name).strip())


def _interchange(file: Path, lines: list[_Line], texts: str | Path | None) -> list[GoldDocument]:
    """Return the documents that interchange rows tell of, each with its text."""
    about: dict[str, dict[str, Any]] = {}
    said: dict[str, list[_Line]] = {}
    latest = ""
    for place, line in lines:
        layer = line.get("layer")
        if not isinstance(layer, str):
            raise GoldError(
                f"{place}: neither a document (text, attributions) nor a row (layer)",
                "docs/how/evaluate.md shows both forms",
            )
        name = line.get("document") or line.get("file") or latest
        if layer == "document":
            latest = str(name)
            about[latest] = line
        if layer in ("document", "attribution"):
            if not name:
                raise GoldError(f"{place}: a row that names no document")
            said.setdefault(str(name), [])
        if layer == "attribution":
            said[str(name)].append((place, line))
    found = _Texts(file, texts)
    return [_told(found, file, name, rows, about.get(name, {})) for name, rows in said.items()]


def _told(texts: _Texts, file: Path, name: str, rows: list[_Line], about: dict[str, Any]) -> GoldDocument:
    text = texts.text(name, rows[0][0] if rows else str(file))
    publisher = about.get("publisher") or about.get("publisher_inferred")
    for place, row in rows:
        shown = row.get("text")
        spans = spans_of(row.get("content"), text, place, "content", name)
        if isinstance(shown, str) and shown != " … ".join(text[start:end] for start, end in spans):
            raise GoldError(
                f"{place}: its words do not stand at its spans in {name}",
                "the rows were made from another text of that name",
            )
    return GoldDocument(
        name=name,
        text=text,
        rows=tuple(_row(place, row, text, name) for place, row in rows),
        publisher=publisher if isinstance(publisher, str) else None,
    )


class _Texts:
    """The texts that rows of one file tell of, looked for by name in a folder and those below it."""

    def __init__(self, file: Path, texts: str | Path | None) -> None:
        self.folder = Path(texts) if texts is not None else file.parent
        self._paths: dict[str, list[Path]] | None = None

    def text(self, name: str, place: str) -> str:
        """Return the text of a document as the program reads it. Raises GoldError where there is none."""
        if self._paths is None:
            self._paths = {}
            for path in sorted(self.folder.rglob("*")):
                self._paths.setdefault(path.name, []).append(path)
        paths = self._paths.get(Path(name).name, [])
        exact = [path for path in paths if path.as_posix().endswith(f"/{name}")]
        if not exact:
            raise GoldError(
                f"{place}: there is no text {name} in {self.folder}", "name its folder with --texts FOLDER"
            )
        if len(exact) > 1:
            raise GoldError(f"{place}: there are {len(exact)} texts {name} in {self.folder}")
        documents = [item for item in read_path(exact[0]) if isinstance(item, Document)]
        if len(documents) != 1:
            raise GoldError(f"{place}: {exact[0]} cannot be read as one document")
        return documents[0].text
