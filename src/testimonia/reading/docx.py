"""Word documents (.docx): paragraphs, tables a line a row, footnotes and endnotes at the end.

The standard (ECMA-376) keeps the text in ``word/document.xml`` as runs in paragraphs. Deleted text of tracked
changes is left out, inserted text is kept. A paragraph in a quotation style keeps a mark ("> "). Text boxes
are read where they stand, once. Footnote marks stand as ``[1]`` and the notes follow under their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from testimonia.model import Document, Unread
from testimonia.reading.formats import Format
from testimonia.reading.markup import QUOTE_MARK, local, parse_xml
from testimonia.reading.source import Source, Unreadable, make_document
from testimonia.reading.zipped import open_zip, part

# Run content that stands for a character.
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SILENT = frozenset(
    ("del", "delText", "instrText", "delInstrText", "Fallback", "pPr", "rPr", "sectPr", "moveFrom")
)
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(source: Source, format: Format) -> Iterator[Document | Unread]:
    """Yield the one document of a Word file. Raises Unreadable and OSError."""
    with open_zip(source) as archive:
        main = part(archive, "word/document.xml", source)
        if main is None:
            raise Unreadable("is a Word file without its text (word/document.xml)", "save it again")
        notes = [(kind, part(archive, name, source)) for name, kind in _NOTES]
        core = part(archive, "docProps/core.xml", source)
        app = part(archive, "docProps/app.xml", source)
    lines = _lines(parse_xml(main))
    for kind, data in notes:
        if data is not None:
            lines += _note_lines(parse_xml(data), kind)
    yield make_document(
        source,
        "\n".join(lines) + "\n" if lines else "",
        media_type=format.media_type,
        extractor="testimonia.docx",
        hints={**core_hints(core), **_company(app)},
    )


def core_hints(data: bytes | None) -> dict[str, str | None]:
    """Return title, author, subject and dates of the Dublin Core properties of a container."""
    if data is None:
        return {}
    names = {
        "title": "title",
        "creator": "author",
        "subject": "subject",
        "created": "created",
        "modified": "modified",
        "language": "language",
        "publisher": "publisher",
        "date": "date",
    }
    hints: dict[str, str | None] = {}
    try:
        root = parse_xml(data)
    except ValueError:
        return {}
    for element in root.iter():
        key = names.get(local(element.tag))
        if key is not None and element.text and not hints.get(key):
            hints[key] = element.text
    return hints


def _company(data: bytes | None) -> dict[str, str | None]:
    """Return the company a Word file is registered to, as the publisher."""
    if data is None:
        return {}
    try:
        return {
            "publisher": next((e.text for e in parse_xml(data).iter() if local(e.tag) == "company"), None)
        }
    except ValueError:
        return {}


def _lines(root: Any) -> list[str]:
    """Return the paragraphs and table rows of a part as lines."""
    lines: list[str] = []
    row: list[list[str]] = []
    parts: list[list[str]] = []
    for event, element in _walk(root):
        name = local(element.tag)
        if name == "p":
            if event == "start":
                parts.append([])
                continue
            text = "".join(parts.pop())
            pieces = [piece.strip() for piece in text.split("\n")]
            if row:
                row[-1] += [piece for piece in pieces if piece]
            else:
                mark = QUOTE_MARK if _is_quotation(element) else ""
                lines += [mark + piece for piece in pieces if piece]
        elif name == "tc":
            if event == "start":
                row.append([])
        elif name == "tr":
            if event == "end":
                cells = [" ".join(cell) for cell in row]
                row = []
                if any(cells):
                    lines.append(" | ".join(cells))
        elif event == "start" and parts:
            parts[-1].append(_text_of(element))
    return lines


def _text_of(element: Any) -> str:
    """Return what one element of a run stands for."""
    name = element.tag.rsplit("}", 1)[-1]
    if name in ("t", "text"):
        return element.text or ""
    if name in ("footnoteReference", "endnoteReference"):
        return f"[{element.get(_W + 'id', '')}]"
    if name == "sym":
        return _symbol(element.get(_W + "char", ""))
    return _MARKS.get(name, "")


def _symbol(code: str) -> str:
    """Return a symbol by its hexadecimal code; symbol fonts use a private range, which is no text."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 32 <= number < 0xE000 or 0xF900 <= number < 0x110000 else "\N{BULLET}"


def _is_quotation(paragraph: Any) -> bool:
    """Tell a paragraph whose style is a quotation style ("Quote", "IntenseQuote", "BlockText")."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(_W + "val") or "").lower() if style is not None else ""
    return "quote" in name or name == "blocktext"


def _note_lines(root: Any, kind: str) -> list[str]:
    """Return the notes of a part, each under its number; separators are left out."""
    lines = []
    for note in root:
        if local(note.tag) != kind or note.get(_W + "type") not in (None, "normal"):
            continue
        inner = _lines(note)
        if inner:
            lines += [f"[{note.get(_W + 'id', '')}] {inner[0]}", *inner[1:]]
    return lines


def _walk(root: Any) -> Iterator[tuple[str, Any]]:
    """Yield start and end of every element in order, without recursion, silent ones left out."""
    stack = [(root, iter(root))]
    yield "start", root
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", element
        elif isinstance(child.tag, str) and child.tag.rsplit("}", 1)[-1] not in _SILENT:
            yield "start", child
            stack.append((child, iter(child)))
