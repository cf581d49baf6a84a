"""Trees of HTML-like markup to lines of text: blocks become lines, block quotations keep a mark ("> ").

Used for web pages, books and mails. The walk is iterative, so that nesting ten thousand deep is no matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

# Elements that begin a new line of text.
_BLOCK_NAMES = """
    address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol
    optgroup option p pre section summary table tbody tfoot thead tr ul
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
CELLS = frozenset(("td", "th"))
# Elements whose text is not part of what a reader reads.
_SILENT_NAMES = (
    "script style noscript template head iframe object embed svg math canvas select button textarea"
)
SILENT = frozenset(_SILENT_NAMES.split())
# Elements around the text of a page, left out by the light fallback of the web reader.
FURNITURE = frozenset(("nav", "footer", "aside", "form", "menu"))
QUOTES = frozenset(("blockquote", "quote"))
QUOTE_MARK = "> "

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def local(tag: object) -> str:
    """Return an element's name without its namespace, lower case; empty for comments and instructions."""
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""


def parse_html(text: str) -> Any:
    """Return the root element of a page. Raises ValueError where there is no element at all."""
    import lxml.html

    text = _NOT_XML.sub(" ", _XML_DECLARATION.sub("", text.lstrip("\ufeff"), count=1))
    parser = lxml.html.HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text, parser=parser)
    except Exception as fault:
        raise ValueError(f"no HTML: {fault}") from fault
    mark_inline_quotations(root)
    return root


def parse_xml(data: bytes) -> Any:
    """Return the root of an XML part of a container, without entities or network. Raises ValueError."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        recover=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise ValueError(f"no XML: {fault}") from fault
    if root is None:
        raise ValueError("no XML")
    return root


def mark_inline_quotations(root: Any) -> None:
    """Write out the quotation marks that a browser sets around ``<q>``."""
    for q in list(root.iter("q")):
        q.tag = "span"
        q.text = "“" + (q.text or "")
        if len(q):
            q[-1].tail = (q[-1].tail or "") + "”"
        else:
            q.text += "”"


def to_lines(root: Any, leave_out: Iterable[str] = ()) -> list[str]:
    """Return the text of a tree as lines, one a block, without empty ones.

    White space is made single except in ``pre``; a line inside a block quotation begins with ``> ``.
    """
    silent = SILENT | frozenset(leave_out)
    lines: list[str] = []
    parts: list[str] = []
    quoted = 0
    kept = 0

    def close() -> None:
        raw = "".join(parts)
        parts.clear()
        for piece in raw.split("\n") if kept else (raw,):
            line = _SPACE.sub(" ", piece).strip().removesuffix(" |")
            if line:
                lines.append(QUOTE_MARK + line if quoted else line)

    for event, value in _walk(root, silent):
        if event == "text":
            parts.append(value)
        elif value in CELLS:
            if event == "start" and "".join(parts).strip():
                parts.append("\t" if kept else " | ")
        elif value in BLOCKS or value in QUOTES:
            close()
            step = 1 if event == "start" else -1
            quoted += step * (value in QUOTES)
            kept += step * (value == "pre")
    close()
    return lines


def _walk(root: Any, silent: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield ``("start"|"end", name)`` and ``("text", text)`` in document order, silent elements left out."""
    stack: list[tuple[Any, Iterator[Any], str]] = []
    name = local(root.tag)
    yield "start", name
    if root.text:
        yield "text", root.text
    stack.append((root, iter(root), name))
    while stack:
        element, children, name = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", name
            if stack and element.tail:
                yield "text", element.tail
            continue
        inner = local(child.tag)
        if not inner or inner in silent:
            if child.tail:
                yield "text", child.tail
            continue
        yield "start", inner
        if child.text:
            yield "text", child.text
        stack.append((child, iter(child), inner))
