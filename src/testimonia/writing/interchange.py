"""The interchange rows: what ``export jsonl`` writes and what ``testimonia.annotate`` returns.

One dictionary a row, with ``layer`` and ``document`` first and keys in a fixed order. The required and
the scored keys of every layer are described by ``interchange.schema.json`` beside this module; the
others (``text``, ``why``, ``confidence`` …) are there so that a row can be read alone. Nothing here
depends on when or how a case was read: no times of day, no numbers of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from testimonia.model import (
    Annotations,
    Attribution,
    Check,
    Citation,
    Mention,
    Metadata,
    Passage,
    Place,
    Scripture,
    Span,
    TimeExpression,
)

Row = dict[str, Any]
ActorKey = tuple[str, str, str]  # id, name, type

LAYERS = (
    "document",
    "attribution",
    "citation",
    "time",
    "scripture",
    "actor",
    "passage",
    "check",
)

_ELLIPSIS = " … "


def document_rows(
    name: str,
    text: str,
    found: Annotations,
    actors: Mapping[str, ActorKey],
    passages: Iterable[Passage] = (),
    names: Mapping[str, str] | None = None,
    *,
    layers: Sequence[str] | None = None,
) -> list[Row]:
    """Return all rows of one document in their order.

    ``actors`` gives the actor of every mention by its id; ``passages`` are those whose first place is in
    this document and ``names`` the names of the documents they lie in, by id.
    """
    wanted = LAYERS if layers is None else layers
    rows: list[Row] = []
    if "document" in wanted:
        rows.append(_document(name, found.metadata))
    if "attribution" in wanted:
        rows += sorted((_attribution(name, text, row) for row in found.attributions), key=_by_content)
    if "citation" in wanted:
        rows += sorted((_citation(name, text, row) for row in found.citations), key=_by_span)
    if "time" in wanted:
        rows += time_rows(name, text, found.times)
    if "scripture" in wanted:
        rows += sorted((_scripture(name, text, row) for row in found.scripture), key=_by_span)
    if "actor" in wanted:
        rows += _actors(name, found.mentions, actors)
    if "passage" in wanted:
        rows += passage_rows(passages, names or {})
    if "check" in wanted:
        rows += sorted((_check(name, text, row) for row in found.checks), key=_by_span)
    return rows


def time_rows(name: str, text: str, found: Iterable[TimeExpression]) -> list[Row]:
    """Return the rows of the time layer of one document."""
    return sorted((_time(name, text, row) for row in found), key=_by_place)


#: Kinds of passage that recur by convention and say nothing of who copied whom.
CONVENTIONAL = frozenset(("formula", "template", "boilerplate"))


def passage_rows(passages: Iterable[Passage], names: Mapping[str, str]) -> list[Row]:
    """Return the rows of recycled passages; ``names`` are those of the documents, by id.

    What recurs by convention (formulae, templates, boilerplate) stands in the case but is no passage here.
    """
    return [passage_row(row, names) for row in passages if row.kind not in CONVENTIONAL]


def passage_row(passage: Passage, names: Mapping[str, str]) -> Row:
    """Return the row of one recycled passage, of whatever kind."""
    return _passage(names, names.get(passage.a.document, passage.a.document), passage)


def schema_text() -> str:
    """Return the JSON Schema of the rows."""
    return (Path(__file__).parent / "interchange.schema.json").read_text("utf-8")


def sorted_layers(layers: Iterable[str] | None) -> list[str]:
    """Return the asked layers in their order. Raises ValueError for a layer that does not exist."""
    if layers is None:
        return list(LAYERS)
    asked = {layer[:-1] if layer[:-1] in LAYERS else layer for layer in layers}
    unknown = sorted(asked - set(LAYERS))
    if unknown:
        raise ValueError(f"no such layer: {', '.join(unknown)}; there are {', '.join(LAYERS)}")
    return [layer for layer in LAYERS if layer in asked]


def _by_content(row: Row) -> tuple[Any, ...]:
    content = row["content"]
    return (content[0] if content else [0, 0], -content[-1][1] if content else 0, row["cue"], row["id"])


def _by_span(row: Row) -> tuple[Any, ...]:
    return (row["span"] or [0, 0], row["id"])


def _by_place(row: Row) -> tuple[Any, ...]:
    return (row["start"], row["end"], row["id"])


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in sorted(spans)]


def _cut(text: str, spans: Iterable[Span]) -> str:
    return _ELLIPSIS.join(text[start:end] for start, end in sorted(spans))


def _document(name: str, about: Metadata) -> Row:
    return {
        "layer": "document",
        "document": name,
        "id": about.document,
        "title": about.title,
        "date": about.date,
        "date_probable": about.date_probable,
        "hijri": about.hijri,
        "genre": about.genre,
        "publisher": about.publisher,
        "author": about.author,
        "posting_date": about.posting_date,
        "publisher_inferred": about.publisher_inferred,
        "author_inferred": about.author_inferred,
        "languages": list(about.languages),
        "sections": [
            {
                "voice": section.voice,
                "start": section.span[0],
                "end": section.span[1],
                "number": section.number,
            }
            for section in about.sections
        ],
        "why": {
            key: why
            for key, why in (
                ("genre", about.genre_why),
                ("publisher", about.publisher_why),
                ("author", about.author_why),
                ("date", about.date_why),
            )
            if why
        },
    }


def _attribution(name: str, text: str, row: Attribution) -> Row:
    return {
        "layer": "attribution",
        "document": name,
        "id": row.id,
        "content": _spans(row.content),
        "cue": _spans(row.cue),
        "source": _spans(row.source),
        "speaker": "; ".join(row.speaker) or "unspecified",
        "kind": row.kind,
        "outlet": list(row.outlets),
        "outlet_date": row.outlet_date,
        "parent": row.parent,
        "negated": row.negated,
        "speaker_class": row.speaker_class,
        "confidence": round(row.confidence, 4),
        "text": _cut(text, row.content),
        "cue_text": _cut(text, row.cue),
        "source_text": _cut(text, row.source),
        "why": row.why,
    }


def _citation(name: str, text: str, row: Citation) -> Row:
    return {
        "layer": "citation",
        "document": name,
        "id": row.id,
        "span": list(row.span),
        "outlets": [outlet.name for outlet in row.outlets],
        "date_iso": row.date,
        "date_probable": row.date_probable,
        "date_written": row.date_written,
        "form": row.form,
        "supports": list(row.supports),
        "confidence": round(row.confidence, 4),
        "text": text[row.span[0] : row.span[1]],
        "why": row.why,
    }


def _time(name: str, text: str, row: TimeExpression) -> Row:
    return {
        "layer": "time",
        "document": name,
        "id": row.id,
        "start": row.span[0],
        "end": row.span[1],
        "type": row.type,
        "value": row.value,
        "mod": row.mod,
        "calendar": row.calendar,
        "hijri": row.hijri,
        "value_printed": row.value_printed,
        "alternatives": list(row.alternatives),
        "earliest": row.begin,
        "latest": row.end,
        "edtf": row.edtf,
        "anchor": row.anchor,
        "anchor_kind": row.anchor_kind,
        "role": row.role,
        "issues": list(row.issues),
        "confidence": round(row.confidence, 4),
        "text": text[row.span[0] : row.span[1]],
        "why": row.why,
    }


def _scripture(name: str, text: str, row: Scripture) -> Row:
    return {
        "layer": "scripture",
        "document": name,
        "id": row.id,
        "span": list(row.span),
        "type": row.work,
        "language": row.language,
        "reference": row.reference,
        "reference_span": list(row.reference_span) if row.reference_span else None,
        "reference_written": row.reference_written,
        "true_reference": row.true_reference,
        "verdict": row.verdict,
        "differences": [
            {"kind": item.kind, "span": list(item.span), "found": item.found, "expected": item.expected}
            for item in row.differences
        ],
        "before": row.before,
        "after": row.after,
        "partner": row.partner,
        "text_name": row.text_name,
        "transmitters": list(row.transmitters),
        "repair": row.repair,
        "confidence": round(row.confidence, 4),
        "text": text[row.span[0] : row.span[1]],
        "why": row.why,
    }


def _actors(name: str, mentions: Iterable[Mention], actors: Mapping[str, ActorKey]) -> list[Row]:
    """Return one row for every actor that is mentioned in a document, by first mention."""
    rows: dict[ActorKey, Row] = {}
    seen: set[tuple[ActorKey, str, Span]] = set()
    for mention in sorted(mentions, key=lambda mention: (mention.span, mention.id)):
        if mention.id not in actors:
            continue
        key = actors[mention.id]
        row = rows.setdefault(
            key,
            {
                "layer": "actor",
                "document": name,
                "id": key[0],
                "canonical": key[1],
                "type": key[2],
                "mentions": [],
                "nominals": [],
            },
        )
        role = "nominals" if mention.form == "nominal" else "mentions"
        if (key, role, mention.span) not in seen:
            seen.add((key, role, mention.span))
            row[role].append(list(mention.span))
    first = {key: min(row["mentions"] + row["nominals"]) for key, row in rows.items()}
    return [rows[key] for key in sorted(rows, key=lambda key: (first[key], key[1], key[2], key[0]))]


def _place(names: Mapping[str, str], place: Place) -> Row:
    return {
        "document": names.get(place.document, place.document),
        "start": place.start,
        "end": place.end,
    }


def _passage(names: Mapping[str, str], name: str, row: Passage) -> Row:
    return {
        "layer": "passage",
        "document": name,
        "id": row.id,
        "a": _place(names, row.a),
        "b": _place(names, row.b),
        "kind": row.kind,
        "variants": [
            {
                "kind": variant.kind,
                "alters": variant.alters,
                "a": list(variant.a),
                "b": list(variant.b),
                "why": variant.why,
            }
            for variant in row.variants
        ],
        "cluster": row.cluster,
        "equal_words": row.equal_words,
        "score": round(row.score, 2),
        "earlier": row.earlier,
        "why": row.why,
    }


def _check(name: str, text: str, row: Check) -> Row:
    spans = sorted(row.spans)
    return {
        "layer": "check",
        "document": name,
        "id": row.id,
        "span": list(spans[0]) if spans else None,
        "spans": _spans(spans),
        "kind": row.kind,
        "message": row.message,
        "related": list(row.related),
        "text": _cut(text, spans),
    }
