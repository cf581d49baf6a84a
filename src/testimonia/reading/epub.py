"""E-books (.epub): the chapters in the order of the spine, as one document."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from testimonia.model import Document, Unread
from testimonia.reading.docx import core_hints
from testimonia.reading.encodings import decode
from testimonia.reading.formats import Format
from testimonia.reading.markup import local, parse_html, parse_xml, to_lines
from testimonia.reading.source import Source, Unreadable, make_document
from testimonia.reading.zipped import leads_outside, open_zip, part


def read(source: Source, format: Format) -> Iterator[Document | Unread]:
    """Yield the one document of a book. Raises Unreadable and OSError."""
    notes: list[str] = []
    lines: list[str] = []
    with open_zip(source) as archive:
        package = _package_name(archive, source)
        data = part(archive, package, source)
        if data is None:
            raise Unreadable(f"is a book without its table of parts ({package})", "fetch it again")
        try:
            root = parse_xml(data)
        except ValueError as fault:
            raise Unreadable(f"is damaged ({fault})", "fetch it again") from fault
        if part(archive, "META-INF/encryption.xml", source) is not None and part(
            archive, "META-INF/rights.xml", source
        ):
            raise Unreadable("is locked (digital rights management)", "get it without the lock")
        for name in _spine(root, posixpath.dirname(package)):
            chapter = None if leads_outside(name) else part(archive, name, source)
            if chapter is None:
                notes.append(f"part missing: {name}")
                continue
            try:
                lines += to_lines(parse_html(decode(chapter).text), ("head",))
            except ValueError:
                notes.append(f"part without text: {name}")
    yield make_document(
        source,
        "\n".join(lines) + "\n" if lines else "",
        media_type=format.media_type,
        extractor="testimonia.epub",
        hints=core_hints(data),
        notes=notes,
    )


def _package_name(archive: zipfile.ZipFile, source: Source) -> str:
    """Return the name of the package part, as the container says or as it usually is."""
    data = part(archive, "META-INF/container.xml", source)
    if data is not None:
        try:
            for element in parse_xml(data).iter():
                if local(element.tag) == "rootfile" and element.get("full-path"):
                    return str(element.get("full-path"))
        except ValueError:
            pass
    found = sorted(name for name in archive.namelist() if name.endswith(".opf"))
    if not found:
        raise Unreadable("is a book without its table of parts (.opf)", "fetch it again")
    return found[0]


def _spine(root: Any, folder: str) -> list[str]:
    """Return the names of the parts in reading order."""
    names = {}
    order = []
    for element in root.iter():
        name = local(element.tag)
        if name == "item" and element.get("id") and element.get("href"):
            href = unquote(element.get("href").split("#")[0])
            names[element.get("id")] = posixpath.normpath(posixpath.join(folder, href))
        elif name == "itemref" and element.get("idref"):
            order.append(element.get("idref"))
    return [names[key] for key in order if key in names]
