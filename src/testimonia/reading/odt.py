"""OpenDocument texts (.odt, .fodt): paragraphs, headings, tables a line a row, notes at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from testimonia.model import Document, Unread
from testimonia.reading.docx import core_hints
from testimonia.reading.formats import Format
from testimonia.reading.markup import QUOTE_MARK, local, parse_xml
from testimonia.reading.source import Source, Unreadable, make_document
from testimonia.reading.zipped import open_zip, part

_SILENT = frozenset(
    ("tracked-changes", "annotation", "annotation-end", "script", "sequence-decls", "automatic-styles")
)
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read(source: Source, format: Format) -> Iterator[Document | Unread]:
    """Yield the one document of an OpenDocument text. Raises Unreadable and OSError."""
    if source.head.startswith(b"PK"):
        with open_zip(source) as archive:
            content = part(archive, "content.xml", source)
            meta = part(archive, "meta.xml", source)
            manifest = part(archive, "META-INF/manifest.xml", source) or b""
        if b"encryption-data" in manifest:
            raise Unreadable("is protected by a password", "open it, remove the password and save it again")
        if content is None:
            raise Unreadable("is an OpenDocument file without its text (content.xml)", "save it again")
    else:
        content = meta = source.data
    try:
        root = parse_xml(content)
    except ValueError as fault:
        raise Unreadable(f"is damaged ({fault})", "open it in a word processor and save it again") from fault
    lines, notes = _lines(root)
    yield make_document(
        source,
        "\n".join(lines + notes) + "\n" if lines else "",
        media_type=format.media_type,
        extractor="testimonia.odt",
        hints=core_hints(meta),
    )


class _Writer:
    """Collects lines while the tree is walked; a note interrupts its paragraph and is put by."""

    def __init__(self, quotations: frozenset[str]) -> None:
        self.quotations = quotations
        self.lines: list[str] = []
        self.notes: list[str] = []
        self.open: list[list[str]] = []
        self.row: list[list[str]] | None = None
        self.citation = ""
        self.in_note = 0

    def start(self, name: str, element: Any) -> None:
        if name in ("p", "h"):
            self.open.append([])
        elif name == "table-row":
            self.row = []
        elif name in ("table-cell", "covered-table-cell") and self.row is not None:
            self.row.append([])
        elif name == "note":
            self.in_note += 1
        elif name == "note-citation":
            self.open.append([])
        elif self.open and name in ("s", "tab", "line-break"):
            count = element.get(_TEXT + "c", "1")
            times = min(int(count), 100) if count.isdigit() else 1
            self.open[-1].append({"s": " " * times, "tab": "\t", "line-break": "\n"}[name])

    def text(self, text: str | None) -> None:
        if text and self.open:
            self.open[-1].append(text)

    def end(self, name: str, element: Any) -> None:
        if name in ("p", "h"):
            pieces = [piece.strip() for piece in "".join(self.open.pop()).split("\n")]
            self._put([piece for piece in pieces if piece], element)
        elif name == "table-row" and self.row is not None:
            cells = [" ".join(cell) for cell in self.row]
            self.row = None
            if any(cells):
                self.lines.append(" | ".join(cells))
        elif name == "note-citation":
            self.citation = "".join(self.open.pop()).strip()
            self.text(f"[{self.citation}]")
        elif name == "note":
            self.in_note -= 1

    def _put(self, pieces: list[str], element: Any) -> None:
        if self.in_note:
            if pieces:
                self.notes += [f"[{self.citation}] {pieces[0]}", *pieces[1:]]
        elif self.row:
            self.row[-1] += pieces
        else:
            style = element.get(_TEXT + "style-name") or ""
            mark = QUOTE_MARK if style in self.quotations else ""
            self.lines += [mark + piece for piece in pieces]


def _lines(root: Any) -> tuple[list[str], list[str]]:
    """Return the lines of a text and the lines of its notes."""
    body = next((element for element in root.iter() if local(element.tag) == "body"), root)
    writer = _Writer(_quotation_styles(root))
    stack = [(body, iter(body), local(body.tag))]
    while stack:
        element, children, name = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            writer.end(name, element)
            if stack:
                writer.text(element.tail)
            continue
        inner = local(child.tag)
        if not inner or inner in _SILENT:
            writer.text(child.tail)
            continue
        writer.start(inner, child)
        writer.text(child.text)
        stack.append((child, iter(child), inner))
    return writer.lines, writer.notes


def _quotation_styles(root: Any) -> frozenset[str]:
    """Return the names of the styles that are the quotation style or derived from it."""
    names = {"Quotations"}
    for element in root.iter():
        if local(element.tag) == "style" and "Quotations" in (
            element.get(a) for a in element.attrib if "parent" in a
        ):
            names |= {element.get(a) for a in element.attrib if a.endswith("}name")}
    return frozenset(name for name in names if name)
