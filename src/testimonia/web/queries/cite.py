"""Citations: a reading or a stretch of a text as a record of CSL-JSON, and as a line to copy.

The record is that of the Citation Style Language, version 1.0.2 (``csl-data.json``), which Zotero, Mendeley,
Pandoc and citeproc read. What is cited is the document; the reading stands in the note, since it is a
program's or a person's, not the document's.
"""

from __future__ import annotations

import re
from typing import Any

from testimonia import __version__
from testimonia.case import Case
from testimonia.case.load import select
from testimonia.model import Record
from testimonia.web.queries.anchors import anchor
from testimonia.web.queries.cards import Card, card_of
from testimonia.web.queries.documents import DocumentLine, find_document
from testimonia.web.shown import day, doc_url

_TYPES = {
    "article": "article-newspaper",
    "news_comment": "article-newspaper",
    "blog_post": "post-weblog",
    "interview": "interview",
    "leaflet": "pamphlet",
}
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
LONGEST = 300


class Citation(Record, frozen=True):
    """A citation: its name in addresses, the CSL record, the line, the deep link within this site."""

    key: str
    csl: dict[str, Any]
    line: str
    link: str
    card: str = ""


def cite_card(case: Case, id: str, base: str) -> Citation | None:
    """Return the citation of a reading; ``base`` is the address of this site. None if there is none such."""
    card = card_of(case, id)
    if card is None:
        return None
    link = f"{doc_url(card.document.id)}?card={card.id}#{anchor(card.id)}"
    return _citation(case, card.document, card.words, (card.start, card.end), base, link, card)


def cite_place(case: Case, document: str, start: int, end: int, base: str) -> Citation | None:
    """Return the citation of a stretch of a text, in code points. None where there is none such."""
    line = find_document(case, document)
    if line is None:
        return None
    text = case.text(line.number)
    if not 0 <= start < end <= len(text):
        return None
    link = f"{doc_url(line.id)}?c={start}-{end}#c"
    return _citation(case, line, text[start:end], (start, end), base, link, None)


def _citation(
    case: Case,
    document: DocumentLine,
    words: str,
    place: tuple[int, int],
    base: str,
    link: str,
    card: Card | None,
) -> Citation:
    quoted = " ".join(words.split())
    quoted = quoted if len(quoted) <= LONGEST else quoted[:LONGEST].rsplit(" ", 1)[0] + " …"
    (row,) = select(
        case.connection, "SELECT author, author_inferred FROM documents WHERE number = ?", document.number
    )
    reading = _reading(card) if card else ""
    key = card.id if card else f"{document.id[:16]}:{place[0]}-{place[1]}"
    title = document.title or document.name
    publisher = document.publisher or document.publisher_inferred
    address = base.rstrip("/") + link
    csl: dict[str, Any] = {
        "id": key,
        "type": _TYPES.get(document.genre, "document"),
        "title": title,
        "genre": document.genre.replace("_", " "),
        "archive_location": document.name,
        "URL": address,
        "note": f"“{quoted}” (characters {place[0]}–{place[1]}). {reading}".strip(),
        "source": f"Testimonia {__version__}",
        "custom": {
            "document_sha256": document.id,
            "start": place[0],
            "end": place[1],
            "words": quoted,
        }
        | ({"reading": card.id} if card else {}),
    }
    if row["author"]:
        csl["author"] = [{"literal": row["author"]}]
    if publisher:
        csl["publisher"] = publisher
    if document.languages:
        csl["language"] = document.languages[0]
    issued = _issued(document)
    if issued:
        csl["issued"] = issued
    line = _line(document, row["author"], publisher, title, quoted, place, reading, address)
    return Citation(key=key, csl=csl, line=line, link=link, card=card.id if card else "")


def _reading(card: Card) -> str:
    """Return whose words a reading takes these for, as a reading, with who stands behind it."""
    facts = dict(card.facts)
    if card.layer == "attribution":
        chain = " › ".join(step.name for step in card.chain)
        through = f" ({chain})" if len(card.chain) > 1 else ""
        what = f"Read as said by {facts.get('Speaker', 'nobody named')}{through}"
    else:
        what = f"Read as {card.layer}: {card.words}"
    decided = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}.get(card.verdict)
    by = f"; {decided} by {card.decisions[-1][0].by}" if decided and card.decisions else ""
    sure = f", confidence {card.confidence:.2f}" if card.confidence is not None else ""
    return f"{what} by Testimonia {__version__}{sure}{by}; {card.id}."


def _issued(document: DocumentLine) -> dict[str, Any] | None:
    found = _ISO.fullmatch(document.date or document.date_probable or "")
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part]
    return {"date-parts": [parts]} | ({} if document.date else {"circa": True})


def _line(
    document: DocumentLine,
    author: str | None,
    publisher: str | None,
    title: str,
    quoted: str,
    place: tuple[int, int],
    reading: str,
    address: str,
) -> str:
    """Return the line: author, title, publisher, date, file and hash, place, words, link."""
    date = day(document.date or document.date_probable).striptags()
    if date and not document.date:
        date = f"c. {date}"
    head = ", ".join(part for part in (author, f"“{title}”", publisher, date or "undated") if part)
    return (
        f"{head}. {document.name} (SHA-256 of the text {document.id[:16]}…),"
        f" characters {place[0]}–{place[1]}: “{quoted}”. {reading} {address}"
    ).replace("  ", " ")
