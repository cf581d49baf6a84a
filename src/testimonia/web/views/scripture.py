"""Scripture: what was quoted of it, beside the reference text, and what people decided about that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from testimonia.case import Case
from testimonia.web.downloads import downloads
from testimonia.web.pages import Site, page, render, site_of, whole
from testimonia.web.queries import quotations, scripture
from testimonia.web.queries.cards import card_of
from testimonia.web.queries.excerpts import excerpt
from testimonia.web.scripture_words import in_words

PAGE = 30
AROUND = 220  # code points of the document before and after a quotation
COLUMNS = (
    "work", "language", "verdict", "reference_written", "reference", "true_reference", "words", "differs",
    "compared_with", "notice", "before", "after", "transmitters", "repair", "document", "document_id",
    "start", "end", "partner", "confidence", "why", "decided", "id",
)  # fmt: skip


def routes() -> list[BaseRoute]:
    """Return the routes of this view."""
    return [
        page("/s", index, "scripture"),
        *downloads("/s", COLUMNS, _rows, name="scripture"),
        page("/s/{id}", one, "quotation"),
    ]


def index(request: Request, case: Case) -> Response:
    """Show a page of the list."""
    asked = scripture.asked_by(request.query_params.multi_items())
    found = scripture.page_of(
        case, asked, size=PAGE, after=_key(request, "after"), before=_key(request, "before")
    )
    return render(
        request,
        "scripture/index.html",
        here="scripture",
        asked=asked,
        quotations=quotations.quotations(case, found.ids),
        counts=counted(site_of(request), case, asked),
        states={key: label for key, (label, _) in scripture.STATES.items()},
        facets=scripture.FACETS,
        earlier=[*asked.pairs(), *_pairs("before", found.keys[0])] if found.earlier and found.keys else [],
        later=[*asked.pairs(), *_pairs("after", found.keys[-1])] if found.later and found.keys else [],
        **in_words(),
    )


def counted(site: Site, case: Case, asked: scripture.Asked) -> scripture.Counts:
    """Return the counts of a list, counted once for every state of the case."""
    key = ("scripture", tuple(asked.pairs()))
    return site.cache.get(case, key, lambda: scripture.counts_of(case, asked))


def one(request: Request, case: Case) -> Response:
    """Show one quotation: its sides, the words around it, and the card to decide by."""
    found = quotations.find_quotation(case, request.path_params["id"])
    if found is None:
        raise HTTPException(404, "There is no such quotation of scripture in this case.")
    id = request.path_params["id"].removeprefix("scripture:")
    spans = [side.record.span for side in found.sides]
    return render(
        request,
        "scripture/one.html",
        here="scripture",
        quotation=found,
        pieces=excerpt(case.text(found.document.number), spans, around=AROUND),
        problems=quotations.problems_of(case, found),
        card=card_of(case, f"scripture:{id}"),
        message="",
        **in_words(),
    )


def _pairs(name: str, key: scripture.Key) -> list[tuple[str, str]]:
    return [(name, str(key[0])), ("number", str(key[1]))]


def _key(request: Request, name: str) -> scripture.Key | None:
    if name not in request.query_params:
        return None
    return (whole(request, name), whole(request, "number"))


def record(side: quotations.Side, found: quotations.Quotation) -> dict[str, Any]:
    """Return one side of a quotation as a row of a download."""
    row = side.record
    return {
        "work": row.work,
        "language": row.language,
        "verdict": row.verdict,
        "reference_written": row.reference_written,
        "reference": row.reference,
        "true_reference": row.true_reference,
        "words": side.words,
        "differs": quotations.in_plain_words(side.words, row),
        "compared_with": row.text_name,
        "notice": side.notice.in_short() if side.notice else None,
        "before": row.before,
        "after": row.after,
        "transmitters": list(row.transmitters),
        "repair": row.repair,
        "document": found.document.name,
        "document_id": found.document.id,
        "start": row.span[0],
        "end": row.span[1],
        "partner": row.partner,
        "confidence": row.confidence,
        "why": row.why,
        "decided": side.verdict,
        "id": row.id,
    }


def _rows(request: Request, case: Case) -> Iterator[dict[str, Any]]:
    asked = scripture.asked_by(request.query_params.multi_items())
    for ids in scripture.every(case, asked):
        for id, found in zip(ids, quotations.quotations(case, ids), strict=True):
            yield from (record(side, found) for side in found.sides if side.record.id == id)
