"""The reader: one document with all that was found in it, who speaks where, and a card for every reading."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from testimonia.case import Case
from testimonia.case.load import select
from testimonia.model import Span
from testimonia.web.pages import page, render, whole
from testimonia.web.queries import ledger, reader
from testimonia.web.queries.anchors import anchor
from testimonia.web.queries.cards import card_of
from testimonia.web.queries.documents import DocumentLine, find_document, lines_of
from testimonia.web.queries.statements import statements
from testimonia.web.shown import doc_url, hits, query

TABS = {
    "text": "Text",
    "original": "Original",
    "metadata": "Metadata",
    "actors": "Actors",
    "passages": "Passages",
}
MOST_HITS = 2_000
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


def routes() -> list[BaseRoute]:
    """Return the routes of this view."""
    return [page("/d/{id}", index, "reader")]


def index(request: Request, case: Case) -> Response:
    """Show a document."""
    document = find_document(case, request.path_params["id"])
    if document is None:
        raise HTTPException(404, "There is no such document in this case.")
    tab = request.query_params.get("tab", "text")
    tab = tab if tab in TABS else "text"
    about: dict[str, Any] = {
        "tab": tab,
        "tabs": TABS,
        "document": document,
        "neighbours": _neighbours(request, case),
    }
    values = {
        "text": _text,
        "original": _original,
        "metadata": _metadata,
        "actors": _actors,
        "passages": _passages,
    }[tab](request, case, document)
    return render(request, f"reader/{tab}.html", here="reader", **about, **values)


def _text(request: Request, case: Case, document: DocumentLine) -> dict[str, Any]:
    params = request.query_params
    text = case.text(document.number)
    found = case.annotations(document.number)
    words = params.get("q", "").strip()
    places = hits(text, words)[:MOST_HITS] if words else []
    card = card_of(case, params.get("card", ""))
    card = card if card is not None and card.document.number == document.number else None
    chosen = _span(params.get("c", ""), len(text))
    spans = reader.parts(text)
    part = max(0, whole(request, "part", 1) - 1)
    if "part" not in params:
        goal = chosen[0] if chosen else card.start if card else places[0][0] if places else 0
        part = reader.part_at(spans, goal)
    return {
        "reading": reader.read(case, document, text, found, part=part, hits=places, chosen=chosen),
        "layers": reader.LAYERS,
        "found": found,
        "q": words,
        "hits": len(places),
        "card": card,
        "chosen": chosen,
        "counts": {
            "said": len(found.attributions),
            "source": len({name for row in found.attributions for name in row.speaker}),
            "cited": len(found.citations),
            "when": len(found.times),
            "named": len(found.mentions),
            "check": len(found.checks),
            "verse": len(found.scripture),
            "copy": len(reader.passages_of(case, document)),
        },
    }


def _span(text: str, size: int) -> Span | None:
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    return (start, end) if start < end <= size else None


def _original(request: Request, case: Case, document: DocumentLine) -> dict[str, Any]:
    text = case.text(document.number)
    spans = reader.parts(text)
    part = min(max(0, whole(request, "part", 1) - 1), len(spans) - 1)
    begin, end = spans[part]
    first = text.count("\n", 0, begin) + 1
    return {
        "lines": list(enumerate(text[begin:end].split("\n"), first)),
        "part": part,
        "parts": len(spans),
        "files": reader.files_of(case, document),
    }


def _metadata(request: Request, case: Case, document: DocumentLine) -> dict[str, Any]:
    return {
        "about": case.annotations(document.number).metadata,
        "files": reader.files_of(case, document),
        "faults": list(
            select(
                case.connection,
                "SELECT layer, row, reason FROM faults WHERE document = ? ORDER BY number",
                document.number,
            )
        ),
    }


def _actors(request: Request, case: Case, document: DocumentLine) -> dict[str, Any]:
    return {
        "actors": list(
            select(
                case.connection,
                "SELECT a.id, a.name, a.type, count(*) AS count, group_concat(DISTINCT m.text) AS spellings,"
                " min(m.start) AS start, min(m.end) AS end"
                " FROM mentions AS m JOIN actors AS a ON a.number = m.actor WHERE m.document = ?"
                " AND a.id NOT IN (SELECT target FROM rejected) AND m.id NOT IN (SELECT target FROM rejected)"
                " GROUP BY a.number ORDER BY count(*) DESC, a.name LIMIT 500",
                document.number,
            )
        )
    }


def _passages(request: Request, case: Case, document: DocumentLine) -> dict[str, Any]:
    found: list[dict[str, Any]] = []
    numbers = {
        id: number
        for number, id in case.connection.execute(
            "SELECT number, id FROM documents WHERE number IN"
            " (SELECT a_document FROM passages WHERE b_document = ?"
            "  UNION SELECT b_document FROM passages WHERE a_document = ?)",
            (document.number, document.number),
        )
    }
    others = {line.id: line for line in lines_of(case, numbers.values()).values()}
    for passage in reader.passages_of(case, document):
        here, there = (passage.a, passage.b) if passage.a.document == document.id else (passage.b, passage.a)
        other = others.get(there.document, document)
        found.append({"passage": passage, "here": here, "there": there, "other": other})
    found.sort(key=lambda row: (row["here"].start, row["other"].name))
    text = case.text(document.number)
    return {"passages": found[:500], "words_at": lambda place: text[place.start : place.end]}


def _neighbours(request: Request, case: Case) -> dict[str, str] | None:
    """Return the addresses of the statements before and after the one shown, within the list it came from."""
    came_from, id = request.query_params.get("in"), request.query_params.get("card", "")
    if came_from is None:
        return None
    asked = ledger.asked_by(parse_qsl(came_from[:4_000], max_num_fields=100) if came_from else [])
    key = ledger.key_of(case, asked, id)
    if key is None:
        return None
    out = {"list": "/said?" + query(asked.pairs())}
    earlier = ledger.page_of(case, asked, size=1, before=key).ids
    later = ledger.page_of(case, asked, size=1, after=key).ids
    for name, ids in (("previous", earlier), ("next", later)):
        for said in statements(case, ids):
            pairs = [("card", said.row.id), ("in", query(asked.pairs()))]
            out[name] = f"{doc_url(said.document.id)}?{query(pairs)}#{anchor(said.row.id)}"
    return out
