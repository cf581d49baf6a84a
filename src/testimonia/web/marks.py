"""A text with many overlapping marks as HTML.

Marks nest and cross, and HTML elements cannot cross. So the text is cut at every edge of a mark, and each
piece becomes one element that names all that lies over it: classes for the layers, the depth of nested
statements, and the anchors of the rows it belongs to. Linear in text and marks together (a piece names at
most :data:`MOST_ROWS` rows). All positions are code points; the browser never counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from typing import NamedTuple

from testimonia.model import Span

MOST_ROWS = 8
DEEPEST = 4
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


class Mark(NamedTuple):
    """A stretch of text with a role.

    ``layer`` is the class it gets; ``row`` the anchor of the row it belongs to, "" for none; ``anchor``
    is set on the stretch that the row's link leads to; ``note`` is a reference set behind the stretch, and
    ``href`` where it leads.
    """

    start: int
    end: int
    layer: str
    row: str = ""
    anchor: str = ""
    note: str = ""
    href: str = ""


def clean(text: str) -> str:
    """Return text that may stand in HTML: escaped, and what HTML cannot hold shown as a question mark."""
    return escape(_UNPRINTABLE.sub("\ufffd", text), quote=True)


def is_arabic(text: str) -> bool:
    """Say whether a text is written mostly in Arabic letters."""
    return len(_ARABIC.findall(text)) > len(_LATIN.findall(text))


def lines(text: str, begin: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the lines of a text that hold something other than white space."""
    for match in _LINE.finditer(text, begin, len(text) if end is None else end):
        if not match.group().isspace():
            yield match.span()


class Pieces:
    """Walks once through a text; marks open and close on the way."""

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        self.text = text
        size = len(text)
        valid = [mark for mark in marks if 0 <= mark.start <= mark.end <= size]
        self.opening = sorted(valid, key=lambda m: (m.start, -m.end, m.layer, m.row))
        self.closing = sorted(range(len(valid)), key=lambda i: (self.opening[i].end, -i))
        self.next_open = self.next_close = 0
        self.layers: Counter[str] = Counter()
        self.rows: dict[int, str] = {}

    def html(self, start: int, stop: int) -> str:
        """Return the text from start to stop; must be called with rising positions."""
        out: list[str] = []
        self.move(start, out)
        at = start
        while at < stop:
            edge = min(stop, self.next_edge(at))
            out.append(self.piece(at, edge))
            at = edge
            self.move(at, out, last=at == stop)
        return "".join(out)

    def next_edge(self, at: int) -> int:
        """Return the next position after ``at`` at which a mark begins or ends."""
        edge = len(self.text)
        if self.next_open < len(self.opening):
            edge = min(edge, self.opening[self.next_open].start)
        if self.next_close < len(self.closing):
            edge = min(edge, self.opening[self.closing[self.next_close]].end)
        return max(edge, at + 1)

    def move(self, at: int, out: list[str], *, last: bool = False) -> None:
        """Close what ends and open what begins up to here; ``last`` leaves openings to the next line."""
        while True:
            closes = self.closing[self.next_close] if self.next_close < len(self.closing) else None
            opens = self.next_open if self.next_open < len(self.opening) else None
            if closes is not None and closes < self.next_open and self.opening[closes].end <= at:
                self.close(closes, out)
            elif (
                opens is not None
                and self.opening[opens].start <= at
                and not (last and self.opening[opens].start == at and self.opening[opens].end > at)
            ):
                self.open(opens, out)
            else:
                return

    def open(self, index: int, out: list[str]) -> None:
        """Begin a mark."""
        mark = self.opening[index]
        self.next_open += 1
        if mark.anchor:
            out.append(f'<i class="at" id="{mark.anchor}"></i>')
        self.layers[mark.layer] += 1
        if mark.row:
            self.rows[index] = mark.row

    def close(self, index: int, out: list[str]) -> None:
        """End a mark, with its reference behind it."""
        mark = self.opening[index]
        self.next_close += 1
        self.layers[mark.layer] -= 1
        self.rows.pop(index, None)
        if mark.note:
            href = clean(mark.href)
            out.append(f'<a class="n" href="{href}" title="its card">{clean(mark.note)}</a>')

    def piece(self, start: int, end: int) -> str:
        """Return one piece of text with the classes of all marks that lie over it."""
        words = clean(self.text[start:end])
        classes = [layer for layer in sorted(self.layers) if self.layers[layer] > 0]
        if not classes:
            return words
        depth = min(self.layers["said"], DEEPEST)
        if depth > 1:
            classes.append(f"d{depth}")
        rows = dict.fromkeys(islice(reversed(self.rows.values()), MOST_ROWS))
        data = f' data-r="{" ".join(rows)}"' if rows else ""
        return f'<span class="{" ".join(classes)}"{data}>{words}</span>'
