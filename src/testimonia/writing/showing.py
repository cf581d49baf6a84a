"""One row in its context, and what two documents share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from testimonia.case.case import Case
from testimonia.case.load import load_family
from testimonia.case.notices import kept_notices
from testimonia.case.refs import RefError, resolve
from testimonia.comparing import collation
from testimonia.finding.scripture_showing import lines
from testimonia.writing.interchange import Row, document_rows


def found(case: Case, reference: str, *, context: int = 200) -> Row:
    """Return the row that a reference names, its places in context, its chain. Raises RefError."""
    layer, id = resolve(case.connection, reference)
    if layer == "actor":
        return _actor(case, id)
    if layer == "mention":
        return _mention(case, id, context)
    table, column = (
        ("passages", "a_document")
        if layer == "passage"
        else (f"{layer}s" if layer != "scripture" else layer, "document")
    )
    if layer == "document":
        number = case.connection.execute("SELECT number FROM documents WHERE id = ?", (id,)).fetchone()[0]
    else:
        number = case.connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (id,)).fetchone()[0]
    names = {entry.id: entry.name for entry in case.documents()}
    document = case.document(number)
    rows = document_rows(
        document.name,
        document.text,
        case.annotations(number),
        case.actors_of_mentions(number),
        case.passages(number),
        names,
        layers=[layer],
    )
    row = next((row for row in rows if row["id"] == id), None)
    if row is None:
        raise RefError(f"{reference!r} was rejected: testimonia list decisions shows by whom")
    if layer == "document":
        return row | _about_document(case, number)
    row["context"] = [_in_context(case, *place, context) for place in _places(row)]
    if layer == "passage":
        row |= _collated(case, id)
    if layer == "scripture":
        row |= _beside_text(case, document.text, number, id)
    if layer == "attribution":
        row["chain"] = _chain(case, number, id)
    return row


def _collated(case: Case, id: str) -> Row:
    """Return a passage as aligned lines, and the apparatus of its family where it has three witnesses."""
    family = list(load_family(case.connection, id))
    family = [passage for passage in family if not case.rejected(passage.id)]
    sides = {side.document for passage in family for side in (passage.a, passage.b)}
    entries = [entry for entry in case.documents() if entry.id in sides]
    texts = {entry.id: case.text(entry.number) for entry in entries}
    shown = next(passage for passage in family if passage.id == id)
    out: Row = {"beside": collation.lines(shown, texts[shown.a.document], texts[shown.b.document])}
    found = collation.apparatus(family, texts)
    if found is not None and len(found.witnesses) > 2:
        out["apparatus"] = collation.apparatus_lines(found, {entry.id: entry.name for entry in entries})
    return out


def _beside_text(case: Case, text: str, number: int, id: str) -> Row:
    """Return a quotation of scripture set beside its reference text, with the notice of that text."""
    record = next(one for one in case.annotations(number).scripture if one.id == id)
    notice = kept_notices(case.connection).get(record.text_name or "")
    out: Row = {"beside": lines(text, record)}
    if notice is not None:
        out["notice"] = notice.in_short()
        out["digest"] = notice.digest
    return out


def _about_document(case: Case, number: int) -> Row:
    entry = next(entry for entry in case.documents() if entry.number == number)
    tables = ("attributions", "citations", "times", "mentions", "scripture", "checks")
    counts = {
        table: case.connection.execute(
            f"SELECT count(*) FROM {table} WHERE document = ?", (number,)
        ).fetchone()[0]
        for table in tables
    }
    return {"words": entry.words, "files": list(entry.files), "found": counts}


def _places(row: Row) -> list[tuple[str, int, int]]:
    """Return the places of a row: document, start, end."""
    if row["layer"] == "passage":
        return [(row[side]["document"], row[side]["start"], row[side]["end"]) for side in "ab"]
    if row["layer"] == "time":
        return [(row["document"], row["start"], row["end"])]
    spans = row.get("content") or row.get("spans") or [row.get("span")]
    return [(row["document"], *span) for span in spans if span]


def _in_context(case: Case, document: str, start: int, end: int, context: int) -> Row:
    number = next(entry.number for entry in case.documents() if entry.name == document)
    text = case.text(number)
    return {
        "document": document,
        "start": start,
        "end": end,
        "before": text[max(0, start - context) : start],
        "inside": text[start:end],
        "after": text[end : end + context],
    }


def _chain(case: Case, number: int, id: str) -> list[str]:
    """Return who passed a statement on, from the document's author to the one who is made to say it."""
    found = case.annotations(number)
    rows = {row.id: row for row in found.attributions}
    about = found.metadata
    links: list[str] = []
    at: str | None = id
    while at is not None and at in rows:
        row = rows[at]
        links.append("; ".join(row.speaker) or "unspecified")
        outer = {name for other in _above(rows, at) for name in other.speaker}
        links.extend(name for name in reversed(row.outlets) if name not in outer and name not in row.speaker)
        at = row.parent
    author = about.author or about.publisher or about.author_inferred or about.publisher_inferred
    return [author or "the document's author", *reversed(list(dict.fromkeys(links)))]


def _above(rows: dict[str, Any], id: str) -> Iterator[Any]:
    at = rows[id].parent
    while at is not None and at in rows:
        yield rows[at]
        at = rows[at].parent


def _actor(case: Case, id: str) -> Row:
    actor = next((actor for actor in case.actors() if actor.id == id), None)
    if actor is None:
        raise RefError(f"{id} was rejected: testimonia list decisions shows by whom")
    names = {entry.id: entry.name for entry in case.documents()}
    return {
        "layer": "actor",
        "id": actor.id,
        "name": actor.name,
        "type": actor.type,
        "mentions": len(actor.mentions),
        "variants": [
            {
                "text": variant.text,
                "form": variant.form,
                "count": variant.count,
                "documents": sorted(names.get(document, document) for document in variant.documents),
            }
            for variant in actor.variants
        ],
        "why": list(actor.why),
    }


def _mention(case: Case, id: str, context: int) -> Row:
    (row,) = case.query(
        "SELECT m.id, d.name AS document, m.text, m.type, m.form, m.name, a.name AS actor, m.start, m.end,"
        " m.confidence, m.why FROM mentions AS m JOIN documents AS d ON d.number = m.document"
        " LEFT JOIN actors AS a ON a.number = m.actor WHERE m.id = ?",
        id,
    )
    place = _in_context(case, row["document"], row["start"], row["end"], context)
    return {"layer": "mention", **row, "context": [place]}


def shared(case: Case, a: int, b: int) -> Iterator[Row]:
    """Yield what two documents share: passages, reports that both cite, actors that both name."""
    for row in case.query(
        "SELECT id, kind, equal_words, a_document, a_text, b_text FROM passages WHERE (a_document = ?1 AND"
        " b_document = ?2) OR (a_document = ?2 AND b_document = ?1) ORDER BY a_start, b_start, id",
        a,
        b,
    ):
        texts = (row["a_text"], row["b_text"]) if row["a_document"] == a else (row["b_text"], row["a_text"])
        if not case.rejected(row["id"]):
            what = f"{row['equal_words']} words"
            yield {"kind": row["kind"], "what": what, "in_a": texts[0], "in_b": texts[1], "id": row["id"]}
    for row in case.query(
        "SELECT DISTINCT x.outlet, x.date, x.text AS a, y.text AS b FROM cited AS x JOIN cited AS y"
        " ON x.outlet = y.outlet AND coalesce(x.date_probable, x.date) = coalesce(y.date_probable, y.date)"
        " WHERE x.document_number = ? AND y.document_number = ? ORDER BY x.outlet, x.date, x.text, y.text",
        a,
        b,
    ):
        what = f"{row['outlet']}, {row['date']}"
        yield {"kind": "citation", "what": what, "in_a": row["a"], "in_b": row["b"]}
    for row in case.query(
        "SELECT n.name, n.type, (SELECT group_concat(text, ', ') FROM (SELECT DISTINCT text FROM mentions"
        " WHERE document = ?1 AND actor = n.number ORDER BY text)) AS a,"
        " (SELECT group_concat(text, ', ') FROM (SELECT DISTINCT text FROM mentions"
        " WHERE document = ?2 AND actor = n.number ORDER BY text)) AS b"
        " FROM actors AS n ORDER BY n.name, n.type",
        a,
        b,
    ):
        if row["a"] and row["b"]:
            yield {"kind": row["type"], "what": row["name"], "in_a": row["a"], "in_b": row["b"]}
