"""From spans to attributions: edges, kind, nesting, speaker, outlets, identity."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from testimonia.finding import attributions
from testimonia.finding.attributing.drafts import READ_BY, Draft
from testimonia.finding.readers.protocol import Context, ReaderFault, Reading
from testimonia.language.doc import Doc
from testimonia.model import Attribution, Span, Spans


def complete(doc: Doc, context: Context, readings: Iterable[Reading], *, by: str) -> list[Attribution]:
    """Return readings as attributions; ``by`` is the name of the reader, for ``why``.

    What is read by rules for every reader is read here: a content loses the marks around it, what stands
    inside a content becomes its child, sources are resolved to names, citations give the outlets. A reading
    whose content holds no word is left out. Raises ReaderFault for a span outside the text.
    """
    structures = attributions.Structures(doc, list(context.citations), list(context.mentions))
    drafts: list[Draft] = []
    chances: dict[int, float] = {}
    for reading in dict.fromkeys(readings):
        for span in (*reading.content, *reading.cue, *reading.source):
            if not 0 <= span[0] < span[1] <= len(doc.text):
                raise ReaderFault(f"span {span[0]}-{span[1]} is no stretch of the text")
        if reading.content:
            draft = _draft(doc, reading, by, structures)
            drafts.append(draft)
            chances[id(draft)] = min(max(reading.confidence, 0.0), 1.0)
    return attributions.complete(doc, structures, context.metadata, drafts, chances)


def _draft(doc: Doc, reading: Reading, by: str, structures: attributions.Structures) -> Draft:
    cue, source = _sorted(doc, reading.cue), _sorted(doc, reading.source)
    return Draft(
        content=sorted(reading.content),
        cue=cue,
        source=source[0] if source else None,
        rule=f"{READ_BY}{by}" + (f": {reading.why}" if reading.why else ""),
        inside=_level(doc, cue[0][0] if cue else min(reading.content)[0], structures),
        extra_sources=source[1:],
        negated=reading.negated,
        kind=reading.kind or "",
        speaker=reading.speaker,
    )


def _level(doc: Doc, position: int, structures: attributions.Structures) -> int:
    inside = structures.levels.inside
    at = bisect_left(doc.starts, position)
    return inside[at] if at < len(inside) else -1


def _sorted(doc: Doc, spans: Spans) -> list[Span]:
    """Return spans in text order without white space at their edges; empty ones are left out."""
    out = []
    for start, end in sorted(spans):
        words = doc.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            out.append((start, end))
    return out
