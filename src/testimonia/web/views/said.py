"""Said: the ledger of all statements, and what is seen of it as CSV or JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from testimonia.case import Case
from testimonia.web.cache import ROWS
from testimonia.web.downloads import downloads
from testimonia.web.pages import Site, page, render, site_of, whole
from testimonia.web.queries import ledger
from testimonia.web.queries.statements import Statement, statements

PAGE = 50
COLUMNS = (
    "speaker", "speaker_class", "via", "cue", "content", "kind", "negated", "reported", "document_date",
    "document", "document_id", "start", "end", "confidence", "why", "verdict", "id",
)  # fmt: skip


def routes() -> list[BaseRoute]:
    """Return the routes of this view."""
    return [page("/said", index, "said"), *downloads("/said", COLUMNS, _rows)]


def index(request: Request, case: Case) -> Response:
    """Show a page of the ledger."""
    params = request.query_params
    asked = ledger.asked_by(params.multi_items())
    cache = site_of(request).cache
    after, before = _key(request, "after"), _key(request, "before")
    found = ledger.page_of(case, asked, size=PAGE, after=after, before=before)
    pasted = params.get("names", "").strip()
    of_names = None
    if pasted:
        index = cache.get(case, "names", lambda: ledger.name_index(case), of=ROWS)
        of_names = ledger.count_names(case, index, pasted)
    return render(
        request,
        "said/index.html",
        here="said",
        asked=asked,
        statements=statements(case, found.ids),
        counts=counted(site_of(request), case, asked),
        facets=ledger.FACETS,
        orders=ledger.ORDERS,
        earlier=[*asked.pairs(), *_pairs("before", found.keys[0])] if found.earlier and found.keys else [],
        later=[*asked.pairs(), *_pairs("after", found.keys[-1])] if found.later and found.keys else [],
        pasted=pasted,
        of_names=of_names,
    )


def counted(site: Site, case: Case, asked: ledger.Asked) -> ledger.Counts:
    """Return the counts of a list; those of all statements are kept as long as their rows stay."""
    if not asked.narrowed:
        every = site.cache.get(case, "tally", lambda: ledger.tally(case), of=ROWS)
        return ledger.counts_of_all(case, every)
    key = ("counts", tuple(asked.pairs(order="")))
    return site.cache.get(case, key, lambda: ledger.counts_of(case, asked))


def _pairs(name: str, key: ledger.Key) -> list[tuple[str, str]]:
    return [(name, key[0]), ("number", str(key[1]))]


def _key(request: Request, name: str) -> ledger.Key | None:
    value = request.query_params.get(name)
    return None if value is None else (value, whole(request, "number"))


def record(said: Statement) -> dict[str, Any]:
    """Return a statement as a row of a download."""
    row = said.row
    return {
        "speaker": list(row.speaker),
        "speaker_class": row.speaker_class,
        "via": list(row.outlets),
        "cue": said.cue,
        "content": said.content,
        "kind": row.kind,
        "negated": row.negated,
        "reported": row.outlet_date,
        "document_date": said.document.date or said.document.date_probable,
        "document": said.document.name,
        "document_id": said.document.id,
        "start": said.start,
        "end": row.content[-1][1] if row.content else said.start,
        "confidence": row.confidence,
        "why": row.why,
        "verdict": said.verdict,
        "id": row.id,
    }


def _rows(request: Request, case: Case) -> Iterator[dict[str, Any]]:
    for ids in ledger.every(case, ledger.asked_by(request.query_params.multi_items())):
        for said in statements(case, ids):
            yield record(said)
