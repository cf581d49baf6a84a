"""``testimonia list``: the rows of a case, one kind at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from testimonia.cli.output import confidence_option, emit, output_options, tell_left_out

if TYPE_CHECKING:
    from testimonia.case import Case

Row = dict[str, Any]

# Kinds that are interchange rows, with the columns of their table.
_LAYERS = {
    "attributions": ("document", "speaker", "kind", "outlet", "outlet_date", "text"),
    "citations": ("document", "outlets", "date_iso", "date_probable", "form", "text"),
    "times": ("document", "text", "type", "value", "calendar", "role", "issues"),
    "scripture": ("document", "type", "language", "reference", "verdict", "text"),
    "passages": ("kind", "a", "b", "equal_words", "variants", "earlier"),
    "checks": ("document", "kind", "message", "text"),
}
# Kinds that are a query, with the columns of their table.
_QUERIES = {
    "files": (
        "SELECT f.path, d.name AS document, f.media_type, f.extractor, f.extractor_version, f.encoding,"
        " f.raw_bytes, f.raw_sha256 FROM files AS f JOIN documents AS d ON d.number = f.document"
        " ORDER BY f.path, f.ordinal",
        ("document", "media_type", "extractor", "encoding", "raw_bytes", "path"),
    ),
    "unread": ("SELECT path, reason, remedy FROM unread ORDER BY path, number", ("path", "reason", "remedy")),
    "faults": (
        "SELECT d.name AS document, f.layer, f.row, f.reason FROM faults AS f"
        " JOIN documents AS d ON d.number = f.document ORDER BY d.name, f.number",
        ("document", "layer", "row", "reason"),
    ),
    "runs": (
        "SELECT number, started, ended, outcome, inputs, summary, version FROM runs ORDER BY number",
        ("number", "started", "ended", "outcome", "inputs"),
    ),
    "mentions": (
        "SELECT d.name AS document, m.text, m.type, m.form, m.name, a.name AS actor, m.start, m.end, m.id"
        " FROM mentions AS m JOIN documents AS d ON d.number = m.document"
        " LEFT JOIN actors AS a ON a.number = m.actor ORDER BY d.name, m.start, m.end, m.id",
        ("document", "text", "type", "form", "name", "actor"),
    ),
    "outlets": (
        "SELECT name, sum(citations) AS citations, sum(statements) AS statements,"
        " count(DISTINCT document) AS documents FROM ("
        " SELECT name, 1 AS citations, 0 AS statements, document FROM citation_outlets UNION ALL"
        " SELECT o.name, 0, 1, a.document FROM attribution_outlets AS o JOIN attributions AS a"
        " ON a.id = o.attribution) WHERE name <> '' GROUP BY name ORDER BY 2 DESC, 3 DESC, 1",
        ("name", "citations", "statements", "documents"),
    ),
}
# Kinds whose rows have a confidence, with their layer.
_RATED = {"attributions": "attribution", "citations": "citation", "times": "time", "scripture": "scripture"}
_AS_JSON = ("inputs", "summary")  # columns of a run that hold JSON
_KINDS = (
    "documents",
    "actors",
    "outlets",
    *_LAYERS,
    "mentions",
    "decisions",
    "files",
    "unread",
    "faults",
    "runs",
)


@click.command("list", short_help="The documents, actors, outlets, dates … of a case.")
@click.argument("kind", metavar="KIND")
@click.argument("case")
@click.option("--in", "document", metavar="DOC", help="Only in this document (not for every kind).")
@click.option("--about", metavar="TEXT", help="Documents that hold these words, in any spelling.")
@confidence_option
@click.option("--limit", type=click.IntRange(1), help="Show no more than this many.")
@output_options
@click.pass_context
def list_command(
    ctx: click.Context,
    kind: str,
    case: str,
    document: str | None,
    about: str | None,
    min_confidence: float,
    limit: int | None,
    as_json: bool | None,
) -> None:
    """List one KIND of rows: documents, actors, outlets, attributions, citations, times, scripture,
    passages, checks, mentions, decisions, files, unread, faults, runs.

    \b
    testimonia list documents my.case --about "water supply"
    testimonia list actors my.case
    testimonia list times my.case --in 001.txt --json
    testimonia list attributions my.case --min-confidence 0.8
    """
    ctx.obj = case
    if kind not in _KINDS:
        plural = f"{kind}s" if f"{kind}s" in _KINDS else None
        if plural is None:
            raise click.BadParameter(f"{kind!r}; there are {', '.join(_KINDS)}", param_hint="KIND")
        kind = plural
    if min_confidence and kind not in _RATED:
        raise click.BadParameter(
            f"{kind} have no confidence; {', '.join(_RATED)} have", param_hint="--min-confidence"
        )
    from testimonia.case import open_case

    with open_case(case, min_confidence=min_confidence) as opened:
        rows, columns = _rows(opened, kind, document, about)
        if min_confidence:
            tell_left_out(_left_out(opened, kind, document), min_confidence)
        emit(
            rows,
            columns,
            as_json=as_json,
            nothing=f"{case} has no {kind}" + (" that fit" if document or about else ""),
            limit=limit,
        )


def _left_out(case: Case, kind: str, document: str | None) -> int:
    """Return how many rows of a kind are left out for their confidence."""
    from testimonia.case.ask import documents_called

    numbers = None if document is None else set(documents_called(case, document))
    return sum(case.left_out([_RATED[kind]], numbers).values())


def _rows(
    case: Case, kind: str, document: str | None, about: str | None
) -> tuple[Iterator[Row], tuple[str, ...]]:
    if kind in _LAYERS:
        return _layer(case, kind, document), _LAYERS[kind]
    if kind in _QUERIES:
        query, columns = _QUERIES[kind]
        rows = case.query(query)
        if kind == "runs":
            rows = [row | {key: json.loads(row[key]) for key in _AS_JSON if row[key]} for row in rows]
        if document is not None:
            names = _names(case, document)
            rows = [row for row in rows if row.get("document") in names]
        return iter(rows), columns
    others: dict[str, tuple[Callable[[], Iterator[Row]], tuple[str, ...]]] = {
        "documents": (
            lambda: _documents(case, document, about),
            ("name", "date", "genre", "publisher", "words", "attributions", "title"),
        ),
        "actors": (lambda: _actors(case), ("name", "type", "mentions", "documents", "variants")),
        "decisions": (lambda: _decisions(case), ("at", "by", "action", "target", "value", "note")),
    }
    make, columns = others[kind]
    return make(), columns


def _names(case: Case, document: str) -> set[str]:
    from testimonia.case.ask import documents_called

    numbers = set(documents_called(case, document))
    return {entry.name for entry in case.documents() if entry.number in numbers}


def _layer(case: Case, kind: str, document: str | None) -> Iterator[Row]:
    from testimonia.writing.jsonl import case_rows

    layer = kind if kind == "scripture" else kind.removesuffix("s")
    names = None if document is None else _names(case, document)
    for row in case_rows(case, layers=[layer], only=names):
        if layer == "passage":
            row |= {side: f"{row[side]['document']} {row[side]['start']}–{row[side]['end']}" for side in "ab"}
            row["variants"] = len(row["variants"])
        yield row


def _documents(case: Case, document: str | None, about: str | None) -> Iterator[Row]:
    from testimonia.case.ask import documents_called
    from testimonia.case.search import find_documents

    called = None if document is None else set(documents_called(case, document))
    holding = None if about is None else set(find_documents(case.connection, about))
    counts = dict(case.connection.execute("SELECT document, count(*) FROM attributions GROUP BY document"))
    for entry in case.documents():
        if (called is None or entry.number in called) and (holding is None or entry.number in holding):
            yield {
                "name": entry.name,
                "date": entry.date,
                "date_probable": entry.date_probable,
                "genre": entry.genre,
                "publisher": entry.publisher,
                "author": entry.author,
                "languages": list(entry.languages),
                "words": entry.words,
                "attributions": counts.get(entry.number, 0),
                "title": entry.title,
                "id": entry.id,
                "files": list(entry.files),
            }


def _actors(case: Case) -> Iterator[Row]:
    rows = []
    for actor in case.actors():
        documents = {document for variant in actor.variants for document in variant.documents}
        rows.append(
            {
                "name": actor.name,
                "type": actor.type,
                "mentions": len(actor.mentions),
                "documents": len(documents),
                "variants": [f"{variant.text} ×{variant.count}" for variant in actor.variants],
                "why": list(actor.why),
                "id": actor.id,
            }
        )
    rows.sort(key=lambda row: (-int(str(row["mentions"])), str(row["name"]), str(row["id"])))
    yield from rows


def _decisions(case: Case) -> Iterator[Row]:
    for row in case.decisions():
        yield {
            "at": row.at[:19],
            "by": row.by,
            "action": row.action,
            "target": row.target,
            "value": row.value,
            "note": row.note,
            "id": row.id,
        }
