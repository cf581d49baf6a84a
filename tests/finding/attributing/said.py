"""What is read from a text, as short rows that a test can spell out."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from testimonia.model import Annotations, Document, document_id
from testimonia.pipeline import annotate


class Said(NamedTuple):
    """One attribution; several pieces of a content are joined by " | ", joint speakers by "; "."""

    content: str
    cue: str = ""
    source: str = ""
    speaker: str = "unspecified"
    kind: str = "indirect"
    under: str | None = None
    outlets: tuple[str, ...] = ()
    date: str | None = None


@cache
def read(text: str) -> Annotations:
    """Return everything that is found in a text."""
    return annotate(
        Document(
            id=document_id(text),
            name="text.txt",
            path="text.txt",
            text=text,
            raw_sha256="",
            raw_bytes=0,
            media_type="text/plain",
            extractor="test",
            extractor_version="1",
        ),
        reader="rules",
    )


def said(text: str) -> list[Said]:
    """Return the attributions of a text in their order; ``under`` is the speaker of the parent."""
    rows = read(text).attributions
    speakers = {row.id: "; ".join(row.speaker) for row in rows}

    def cut(spans: tuple[tuple[int, int], ...]) -> str:
        return " | ".join(text[start:end] for start, end in spans)

    return [
        Said(
            content=cut(row.content),
            cue=cut(row.cue),
            source=cut(row.source),
            speaker=speakers[row.id],
            kind=row.kind,
            under=speakers[row.parent] if row.parent else None,
            outlets=row.outlets,
            date=row.outlet_date,
        )
        for row in rows
    ]


def contents(text: str) -> list[str]:
    return [row.content for row in said(text)]


def speakers(text: str) -> list[str]:
    return [row.speaker for row in said(text)]
