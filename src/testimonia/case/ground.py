"""Nothing ungrounded: only rows whose text stands literally at their span may be stored.

:func:`ground` splits what was found in a document into what may be stored and what is refused, each
refusal with its reason. It also keeps the rows consistent with each other: one row an id, parents that
exist and form no circle, supports that exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from testimonia.model import (
    Annotations,
    Attribution,
    Check,
    Citation,
    Document,
    Mention,
    Metadata,
    Record,
    Scripture,
    Section,
    Span,
    TimeExpression,
)


class Refusal(Record, frozen=True):
    """A row that may not be stored, or a part of it that was taken out, and why."""

    layer: str
    row: str
    reason: str


_Row = TypeVar("_Row", Attribution, Citation, TimeExpression, Mention, Scripture, Check)


def ground(document: Document, found: Annotations) -> tuple[Annotations, list[Refusal]]:
    """Return what may be stored of what was found in a document, and what is refused."""
    refused: list[Refusal] = []
    text = document.text

    def kept(layer: str, rows: Iterable[_Row], faults: Callable[[_Row, str], str]) -> tuple[_Row, ...]:
        out, ids = [], set()
        for row in rows:
            reason = faults(row, text)
            if row.document != document.id:
                reason = "it belongs to another document"
            elif row.id in ids:
                reason = "its id stands twice"
            ids.add(row.id)
            if reason:
                refused.append(Refusal(layer=layer, row=row.id, reason=reason))
            else:
                out.append(row)
        return tuple(out)

    attributions = kept("attribution", found.attributions, _attribution_fault)
    attributions = tuple(_with_sound_parents(attributions, refused))
    ids = {row.id for row in attributions}
    citations = kept("citation", found.citations, _citation_fault)
    grounded = Annotations(
        document=document.id,
        metadata=_metadata(found.metadata, document, refused),
        attributions=attributions,
        citations=tuple(_with_known_supports(row, ids) for row in citations),
        times=kept("time", found.times, _text_fault),
        mentions=kept("mention", found.mentions, _text_fault),
        scripture=kept("scripture", found.scripture, _scripture_fault),
        checks=kept("check", found.checks, lambda row, text: _outside(row.spans, text)),
    )
    return grounded, refused


def _outside(spans: Iterable[Span | None], text: str, *, empty: bool = False) -> str:
    """Return why one of the spans is no stretch of the text; empty if all are."""
    for span in spans:
        if span is not None and not 0 <= span[0] <= span[1] <= len(text):
            return f"ungrounded: {span[0]}–{span[1]} is not within the text"
        if span is not None and span[0] == span[1] and not empty:
            return f"ungrounded: the span at {span[0]} is empty"
    return ""


def _attribution_fault(row: Attribution, text: str) -> str:
    if not row.content:
        return "ungrounded: it has no content"
    return _outside((*row.content, *row.cue, *row.source, *row.outlet_spans), text)


def _citation_fault(row: Citation, text: str) -> str:
    return _outside((row.span, row.date_span, *(outlet.span for outlet in row.outlets)), text)


def _text_fault(row: TimeExpression | Mention, text: str) -> str:
    fault = _outside((row.span,), text)
    if not fault and row.text and row.text != text[row.span[0] : row.span[1]]:
        fault = f"ungrounded: its text does not stand at {row.span[0]}–{row.span[1]}"
    return fault


def _scripture_fault(row: Scripture, text: str) -> str:
    fault = _outside((row.span, row.reference_span), text)
    return fault or _outside((difference.span for difference in row.differences), text, empty=True)


def _with_sound_parents(rows: tuple[Attribution, ...], refused: list[Refusal]) -> Iterator[Attribution]:
    parents = {row.id: row.parent for row in rows}
    for row in rows:
        if row.parent is None:
            yield row
            continue
        reason = "" if row.parent in parents else "its parent is not there"
        seen = {row.id}
        at: str | None = row.parent
        while not reason and at is not None:
            if at in seen:
                reason = "its parents form a circle"
            seen.add(at)
            at = parents.get(at)
        if reason:
            refused.append(Refusal(layer="attribution", row=row.id, reason=f"parent taken out: {reason}"))
            parents[row.id] = None
            row = replace(row, parent=None)
        yield row


def _with_known_supports(row: Citation, ids: set[str]) -> Citation:
    known = tuple(dict.fromkeys(support for support in row.supports if support in ids))
    return row if known == row.supports else replace(row, supports=known)


_PLACED = (
    ("title", "title_span"),
    ("publisher", "publisher_span"),
    ("author", "author_span"),
    ("date", "date_span"),
    ("posting_date", "posting_date_span"),
    ("hijri", "hijri_span"),
)


def _metadata(found: Metadata, document: Document, refused: list[Refusal]) -> Metadata:
    """Return the metadata without fields whose span is not in the text, and without such sections."""
    changes: dict[str, object] = {}
    for field, span_field in _PLACED:
        reason = _outside((getattr(found, span_field),), document.text)
        if reason:
            refused.append(Refusal(layer="document", row=field, reason=reason))
            changes[field] = changes[span_field] = None
    sections: list[Section] = []
    for section in found.sections:
        reason = _outside((section.span, section.heading), document.text)
        if reason:
            refused.append(Refusal(layer="section", row=section.voice, reason=reason))
        else:
            sections.append(section)
    if len(sections) != len(found.sections):
        changes["sections"] = tuple(sections)
    return replace(found, **changes) if changes else found
