"""Builders of small files, by the standard library alone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from testimonia.model import Document, Unread
from testimonia.reading import read_bytes

DATA = Path(__file__).parent / "data"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read_one(name: str, data: bytes, **more: Any) -> Document:
    """Read bytes that hold exactly one readable document."""
    (found,) = read_bytes(name, data, **more)
    assert isinstance(found, Document), found
    return found


def refuse_one(name: str, data: bytes, **more: Any) -> Unread:
    """Read bytes that hold nothing readable, for one reason."""
    (found,) = read_bytes(name, data, **more)
    assert isinstance(found, Unread), found
    assert found.reason
    assert found.path.startswith(name)
    return found


def make_zip(members: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def make_docx(body: str, **parts: str) -> bytes:
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    members.update({name.replace("__", "/") + ".xml": text for name, text in parts.items()})
    return make_zip(members)


def make_odt(body: str, styles: str = "", meta: str = "") -> bytes:
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    about = f"<office:document-meta {spaces}><office:meta>{meta}</office:meta></office:document-meta>"
    return make_zip(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": about}
    )


def make_epub(chapters: dict[str, str], spine: list[str]) -> bytes:
    manifest = "".join(f'<item id="{name}" href="text/{name}.xhtml"/>' for name in chapters)
    order = "".join(f'<itemref idref="{name}"/>' for name in spine)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>Letters from the coast</dc:title><dc:creator>Ada Vell</dc:creator></metadata>"
        f"<manifest>{manifest}</manifest><spine>{order}</spine></package>"
    )
    members: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfile full-path="OPS/book.opf"/></container>',
        "OPS/book.opf": package,
    }
    for name, text in chapters.items():
        members[f"OPS/text/{name}.xhtml"] = (
            f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title></head><body>{text}</body></html>"
        )
    return make_zip(members)


def make_pdf(content: bytes = b"", trailer: bytes = b"", more: bytes = b"") -> bytes:
    """Return a PDF of one page with a content stream; ``more`` are objects from number 5 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F<</Type/Font"
        b"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    if more:
        objects.append(more)
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, at)
    return bytes(out)
