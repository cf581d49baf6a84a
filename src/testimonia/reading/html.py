"""Web pages: main text, title, author, date and site name.

trafilatura (Barbaresi 2021) finds the main text; its tree is written as lines by us, so that block quotations
keep a mark. Where it finds nothing, a light fallback takes every block of the page outside navigation and
footer; the same where the page is too large for it. A page that no parser can make sense of has its tags cut
out. The page's main heading stands first in the text, as it does on the page. What the page says of itself in
its head goes to the hints, and nothing is looked up: the date is taken from metadata only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from testimonia.model import Document, Unread
from testimonia.reading.encodings import decode
from testimonia.reading.formats import Format
from testimonia.reading.markup import FURNITURE, QUOTE_MARK, local, parse_html, to_lines
from testimonia.reading.source import MEBIBYTE, Source, Unreadable, make_document

TOO_LARGE = 5 * MEBIBYTE
TOO_MANY_ELEMENTS = 60_000
# Author names that are the name of a role in the program that runs a site.
NO_AUTHORS = frozenset(("admin", "administrator", "editor", "root", "user", "webmaster"))
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)|<\?xml[^>]{0,100}?encoding=["']([\w.:-]+)""", re.I
)
_SPACE = re.compile(r"\s+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)")
_TAG = re.compile(r"<[^<>]*>")
_SCRIPT = re.compile(r"<(?:script|style)\b[^<>]*>[^<]*</(?:script|style)>", re.I)


class Page(NamedTuple):
    """What was taken from a page: text, hints, and the extractor with its version."""

    text: str
    hints: dict[str, str | None]
    extractor: str
    version: str


def read(source: Source, format: Format) -> Iterator[Document | Unread]:
    """Yield the one document of a web page. Raises Unreadable and OSError."""
    found = _CHARSET.search(source.head[:4096])
    declared = (found.group(1) or found.group(2)).decode("ascii", "replace") if found else None
    decoded = decode(source.data, declared)
    page = extract(decoded.text)
    notes = list(decoded.notes)
    if page.extractor != "trafilatura":
        notes.append("main text not told from the rest of the page: all of its blocks are taken")
    yield make_document(
        source,
        page.text,
        media_type=format.media_type,
        extractor=page.extractor,
        version=page.version,
        encoding=decoded.encoding,
        hints=page.hints,
        notes=notes,
        empty=Unreadable("shows no text (drawn by a script, perhaps)", "print it to PDF and read that"),
    )


def extract(text: str, *, light: bool = False) -> Page:
    """Return the main text and the hints of a page given as text; ``light`` takes all blocks (mails)."""
    try:
        root = parse_html(text)
    except ValueError:
        return _cut_tags(text, {})
    hints = _head_hints(root)
    if not light and len(text) <= TOO_LARGE and sum(1 for _ in root.iter()) <= TOO_MANY_ELEMENTS:
        page = _by_trafilatura(root, hints)
        if page is not None:
            return page
    lines = to_lines(root, () if light else FURNITURE) or to_lines(root)
    if not lines and len(text) < TOO_LARGE * 10:
        return _cut_tags(text, hints)
    return Page("\n".join(lines) + "\n" if lines else "", hints, "testimonia.html", "1")


def _cut_tags(text: str, hints: dict[str, str | None]) -> Page:
    """Return a page's text with everything that looks like a tag, a script or a style cut out."""
    import html

    lines = [
        " ".join(line.split()) for line in html.unescape(_TAG.sub("\n", _SCRIPT.sub("", text))).split("\n")
    ]
    lines = [line for line in lines if line]
    return Page("\n".join(lines) + "\n" if lines else "", hints, "testimonia.html", "1")


def _by_trafilatura(root: Any, hints: dict[str, str | None]) -> Page | None:
    """Return what trafilatura finds, None where it finds no text or fails."""
    import copy

    import trafilatura

    heading = _main_heading(root)
    try:
        found = trafilatura.bare_extraction(
            copy.deepcopy(root),
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            favor_recall=True,
            deduplicate=False,
            with_metadata=True,
            config=_config(),
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "max_date": "2100-01-01",
            },
        )
    except Exception:
        return None
    if found is None or isinstance(found, dict):
        return None
    lines = _body_lines(found.body) if found.body is not None else []
    if not lines:
        lines = [line.strip() for line in (found.text or "").split("\n") if line.strip()]
    if not lines:
        return None
    if heading is None:
        lines = _lines_above(root, lines[0]) + lines
    elif _plain(heading) not in {_plain(line) for line in lines[:3]}:
        lines.insert(0, heading)
    for key, value in (
        ("title", found.title),
        ("author", _person(found.author)),
        ("date", found.date),
        ("publisher", None if found.sitename == found.hostname else found.sitename),
        ("url", found.url),
    ):
        hints[key] = hints.get(key) or value
    return Page("\n".join(lines) + "\n", hints, "trafilatura", trafilatura.__version__)


@cache
def _config() -> Any:
    """Return trafilatura's settings, its thresholds lowered: a leaflet of three lines is a document too."""
    from trafilatura.settings import use_config

    config = use_config()
    for key in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        config["DEFAULT"][key] = "20"
    return config


def _body_lines(body: Any) -> list[str]:
    """Return the lines of trafilatura's own tree: p, head, list, item, quote, table, row, cell, lb."""
    for element in body.iter():
        name = local(element.tag)
        element.tag = {
            "head": "h2",
            "list": "ul",
            "item": "li",
            "quote": "blockquote",
            "row": "tr",
            "lb": "br",
        }.get(name, {"cell": "td", "code": "pre"}.get(name, name or "span"))
    return to_lines(body)


def _lines_above(root: Any, first: str) -> list[str]:
    """Return up to two short lines that stand right above the main text and are no links.

    Old pages set their title in large type without calling it a heading, and trafilatura leaves it out.
    """
    lines = to_lines(root, FURNITURE)
    at = next((at for at, line in enumerate(lines) if _plain(line) == _plain(first)), 0)
    links = {_plain(" ".join(link.itertext())) for link in root.iter("a")} - {""}
    out: list[str] = []
    for line in reversed(lines[max(0, at - 2) : at]):
        plain = _plain(line)
        linked = sum(len(link) for link in links if link in plain)
        if len(line) > 200 or linked * 2 > len(plain) or not any(map(str.isalpha, plain)) or "©" in line:
            break
        out.insert(0, line)
    return out


def _plain(line: str) -> str:
    """Return a line for comparison: no quotation mark, case or doubled space."""
    return _SPACE.sub(" ", line.removeprefix(QUOTE_MARK)).strip().lower()


def _main_heading(root: Any) -> str | None:
    """Return the text of the one ``h1`` of a page, None where there is none or several."""
    headings = [" ".join("".join(h.itertext()).split()) for h in root.iter("h1")]
    headings = [heading for heading in headings if heading]
    return headings[0] if len(headings) == 1 and len(headings[0]) <= 400 else None


# Hint, and the meta names that give it, best first.
_META: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("title", ("og:title", "dc.title", "citation_title", "twitter:title")),
    ("author", ("author", "dc.creator", "article:author_name", "citation_author", "parsely-author")),
    ("date", ("article:published_time", "datepublished", "dc.date", "date", "pubdate", "citation_date")),
    ("publisher", ("og:site_name", "dc.publisher", "application-name", "publisher")),
    ("url", ("og:url",)),
)


def _person(author: str | None) -> str | None:
    """Return an author, None where it is but a role in the program that runs the site."""
    return None if author and author.strip().lower() in NO_AUTHORS else author


def _head_hints(root: Any) -> dict[str, str | None]:
    """Return what a page's head says of it: title, author, date, publisher, url, language."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if key and meta.get("content"):
            metas.setdefault(key, meta.get("content").strip())
    hints: dict[str, str | None] = {
        hint: next((metas[name] for name in names if metas.get(name)), None) for hint, names in _META
    }
    title = next((" ".join("".join(t.itertext()).split()) for t in root.iter("title")), None)
    hints["title"] = hints["title"] or title
    hints["author"] = _person(hints["author"])
    day = _DAY.match(hints["date"] or "")
    hints["date"] = day.group() if day else hints["date"]
    hints["language"] = root.get("lang")
    return hints
