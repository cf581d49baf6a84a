"""Annotated documents, in whatever form: what every loader gives, and which loader a path wants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from testimonia.model import Record, Span, Spans


class GoldError(ValueError):
    """Annotation that cannot be used: the message names file and line, ``remedy`` what to do."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class GoldRow(Record, frozen=True):
    """One attribution as a person marked it; spans are code points.

    ``kind`` is None and ``speaker`` empty where the form tells none. A match with an ``optional`` row
    counts neither for nor against.
    """

    content: Spans
    cue: Spans = ()
    source: Spans = ()
    id: str = ""
    parent: str | None = None
    kind: str | None = None
    speaker: tuple[str, ...] = ()
    optional: bool = False


class GoldDocument(Record, frozen=True):
    """An annotated document."""

    name: str
    text: str
    rows: tuple[GoldRow, ...] = ()
    publisher: str | None = None


def load(
    paths: Iterable[str | Path], *, texts: str | Path | None = None, mapping: Mapping[str, str] | None = None
) -> list[GoldDocument]:
    """Return the annotated documents of files and folders, in their order.

    ``texts`` is where the documents of interchange rows lie (else beside them), ``mapping`` what the types of
    brat files stand for. Raises GoldError for the first thing that is wrong.
    """
    from testimonia.evaluating import gold_brat, gold_jsonl

    out: list[GoldDocument] = []
    for path in map(Path, paths):
        if not path.exists():
            raise GoldError(f"there is no file or folder {path}", "check the spelling of the path")
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        annotated = [file for file in files if file.suffix in (".jsonl", ".json", ".ann")]
        if path.suffix == ".txt":
            annotated = [path.with_suffix(".ann")]
        if not annotated:
            raise GoldError(f"{path} holds no annotation", "name .jsonl files, or .ann files of brat")
        for file in annotated:
            if file.suffix == ".ann":
                out.append(gold_brat.load(file, mapping or {}))
            else:
                out += gold_jsonl.load(file, texts)
    if not any(document.rows for document in out):
        raise GoldError(f"no attribution is marked in {', '.join(map(str, paths))}", "name annotated files")
    return out


def spans_of(value: object, text: str, place: str, role: str, name: str) -> Spans:
    """Return a span list of JSON as spans of a text. Raises GoldError for one that is none."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise GoldError(f"{place}: {role} is no list of spans", "write it like [[12, 40]]")
    return tuple(sorted(_span(item, text, place, role, name) for item in value))


def _span(item: object, text: str, place: str, role: str, name: str) -> Span:
    if not (
        isinstance(item, list)
        and len(item) == 2
        and all(isinstance(end, int) and not isinstance(end, bool) for end in item)
    ):
        raise GoldError(f"{place}: {role} holds {item!r}, which is no span", "write it like [[12, 40]]")
    start, end = item
    if not 0 <= start < end <= len(text):
        raise GoldError(
            f"{place}: {role} [{start}, {end}] lies outside the text of {name} ({len(text)} characters)",
            "offsets are Unicode code points of the text as it is read",
        )
    return start, end


def text_of(file: Path) -> str:
    """Return a text file as it stands, its line breaks unchanged. Raises GoldError."""
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as error:
        raise GoldError(f"{file} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{file} is not UTF-8: {error.reason} at byte {error.start}") from error
