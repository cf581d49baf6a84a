"""PDF files: the text layer, laid out again by us.

pypdfium2 (PDFium) gives every character with its box; :mod:`~testimonia.reading.layout` makes lines and
paragraphs of them and :mod:`~testimonia.reading.righttoleft` puts right-to-left lines into reading order.
Pages follow each other without a mark; what was left out (running heads) or is missing (pages that are
pictures) is noted.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any

from testimonia.model import Document, Unread
from testimonia.reading.formats import Format
from testimonia.reading.layout import SOFT_HYPHEN, Line, find_lines, to_paragraphs, without_running_heads
from testimonia.reading.righttoleft import Glyph, is_rtl
from testimonia.reading.source import Source, Unreadable, make_document

_HINTS = (("Title", "title"), ("Author", "author"), ("Subject", "subject"), ("CreationDate", "created"))
_DATE = re.compile(r"^D:(\d{4})(\d\d)?(\d\d)?")
_IGNORED = frozenset((0x0, 0xD, 0xA, 0xFFFE, 0xFEFF, 0x200B, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C))
_NO_PEN = (math.inf, -math.inf)
_OCR = Unreadable("has no text layer (its pages are pictures)", "run text recognition (OCR) first")


def read(source: Source, format: Format) -> Iterator[Document | Unread]:
    """Yield the one document of a PDF file. Raises Unreadable and OSError."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            raise Unreadable("is protected by a password", "save a copy without the password") from fault
        raise Unreadable(
            f"is damaged or no PDF ({fault})", "fetch it again, or print it to a new PDF"
        ) from fault
    try:
        pages, notes = _read_pages(pdf)
        hints = _hints(pdf)
    finally:
        pdf.close()
    if not any(pages):
        raise _OCR
    pages, running = without_running_heads(pages)
    paragraphs = to_paragraphs(pages)
    yield make_document(
        source,
        "\n".join(paragraphs) + "\n",
        media_type=format.media_type,
        extractor="pypdfium2",
        version=str(pypdfium2.PYPDFIUM_INFO),
        hints=hints,
        notes=[*notes, *running],
        empty=_OCR,
    )


def _read_pages(pdf: Any) -> tuple[list[list[Line]], list[str]]:
    """Return the lines of every page; a page that fails is noted and left out."""
    pages: list[list[Line]] = []
    notes: list[str] = []
    without: list[int] = []
    for number in range(len(pdf)):
        try:
            page = pdf[number]
            glyphs, turned = read_glyphs(page)
            page.close()
        except Exception as fault:
            notes.append(f"page {number + 1} could not be read ({type(fault).__name__})")
            continue
        lines = find_lines(glyphs, number)
        if turned.strip():
            notes.append(f"text across page {number + 1} left out: “{turned[:120]}”")
        if not lines:
            without.append(number + 1)
        pages.append(lines)
    if without and any(pages):
        notes.append("pages without a text layer: " + ", ".join(map(str, without)))
    return pages, notes


def read_glyphs(page: Any) -> tuple[list[Glyph], str]:
    """Return the characters of a page, upright, and the text that stands across the rest of it.

    The page is turned so that most of its text is upright, whatever rotation it says it has.
    """
    ways = _by_direction(page)
    if not ways:
        return [], ""
    main = max(sorted(ways), key=lambda way: len(ways[way]))
    upright = [_upright(glyph, main, place) for place, glyph in enumerate(ways.pop(main))]
    across = " ".join(
        "".join(" " * glyph.spaced + glyph.char for glyph in ways[way]).strip() for way in sorted(ways)
    )
    return upright, across


def _by_direction(page: Any) -> dict[int, list[Glyph]]:
    """Return the characters of a page by the direction of their lines: 0 right, 1 up, 2 left, 3 down."""
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    handle = text_page.raw
    left, bottom, right, top, x, y = (ctypes.c_double() for _ in range(6))
    matrix, box = raw.FS_MATRIX(), raw.FS_RECTF()
    with_pens = is_rtl(text_page.get_text_range())
    ways: dict[int, list[Glyph]] = {}
    spaced = False
    last: tuple[float, float] | None = None
    scale, way = 1.0, 0
    for number in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, number)
        if code in _IGNORED or 0xD800 <= code < 0xE000:
            spaced = spaced or code in (0xD, 0xA)
            continue
        char = SOFT_HYPHEN if code == 2 else chr(code)
        if char.isspace():
            spaced = True
            continue
        raw.FPDFText_GetCharBox(handle, number, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(handle, number, x, y)
        size = raw.FPDFText_GetFontSize(handle, number)
        if last != (size, y.value):
            last = (size, y.value)
            if raw.FPDFText_GetMatrix(handle, number, matrix):
                scale = math.hypot(matrix.c, matrix.d) or 1.0
                way = _way(matrix.a, matrix.b)
        pen = _pen(raw, handle, number, box) if with_pens and not way else _NO_PEN
        edges = (left.value, bottom.value, right.value, top.value, x.value, y.value)
        glyphs = ways.setdefault(way, [])
        glyphs.append(Glyph(char, *edges, size * scale, len(glyphs), spaced, *pen))
        spaced = False
    text_page.close()
    return ways


def _way(a: float, b: float) -> int:
    """Return the direction of a line from the first two numbers of its matrix."""
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3


def _upright(glyph: Glyph, way: int, place: int) -> Glyph:
    """Return a glyph turned from its direction to the right."""
    left, bottom, right, top, x, y = glyph[1:7]
    if way == 1:
        left, bottom, right, top, x, y = bottom, -right, top, -left, y, -x
    elif way == 2:
        left, bottom, right, top, x, y = -right, -top, -left, -bottom, -x, -y
    elif way == 3:
        left, bottom, right, top, x, y = -top, left, -bottom, right, -y, x
    else:
        return glyph
    return glyph._replace(left=left, bottom=bottom, right=right, top=top, x=x, y=y, place=place)


def _pen(raw: Any, handle: Any, number: int, box: Any) -> tuple[float, float]:
    """Return the edges of a character's advance."""
    raw.FPDFText_GetLooseCharBox(handle, number, box)
    return box.left, box.right


def _hints(pdf: Any) -> dict[str, str | None]:
    """Return what the file's properties say: title, author, subject, day of creation."""
    try:
        found = pdf.get_metadata_dict()
    except Exception:
        return {}
    hints: dict[str, str | None] = {ours: found.get(theirs) for theirs, ours in _HINTS}
    match = _DATE.match(hints.get("created") or "")
    hints["created"] = "-".join(part for part in match.groups() if part) if match else None
    return hints
