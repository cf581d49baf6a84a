"""What ``import testimonia`` offers: a folder into a case, or one text to rows."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from testimonia import pipeline
from testimonia.case import Case, open_case
from testimonia.case.names import names_of, settled_name
from testimonia.finding import readers
from testimonia.model import Annotations, Passage
from testimonia.reading.given import document_of
from testimonia.writing.interchange import (
    ActorKey,
    Row,
    document_rows,
    passage_rows,
    sorted_layers,
    time_rows,
)

Paths = str | Path | Iterable[str | Path]


def read(paths: Paths, case: str | Path, **options: Any) -> Case:
    """Read files and folders into a case and return it opened; what ``testimonia read`` does.

    ``options`` are those of :func:`testimonia.pipeline.read`. What was read and skipped stands in
    ``case.last_run()``. Raises CaseError.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    pipeline.read(given, case, **options)
    return open_case(case)


def annotate(
    text: str,
    name: str = "text.txt",
    written: str | None = None,
    layers: Sequence[str] | None = None,
    reader: str = readers.DEFAULT,
    reader_options: Mapping[str, str] | None = None,
) -> list[Row]:
    """Return the interchange rows of one text, without a case.

    ``written`` (ISO 8601) is the date that relative times are reckoned from if the text prints none.
    ``layers`` leaves all other layers out; passages that recur within the text are looked for only if
    ``layers`` names them. ``reader`` names what reads the attributions, ``reader_options`` how
    (docs/how/readers.md); where that has something to say first, it is said once as a warning. Raises
    ValueError for a layer or a reader that does not exist, ModuleNotFoundError for passages or a reader
    without the extra that it needs, and ReaderFault where the reader fails.
    """
    wanted = sorted_layers(layers)
    chosen = readers.make(readers.Choice(name=reader, options=dict(reader_options or {})))
    if notice := readers.notice_of(chosen):
        warnings.warn(notice, stacklevel=2)
    document = document_of(name, text)
    found = pipeline.annotate(document, written=written, reader=chosen)
    actors = {}
    if "actor" in wanted or "attribution" in wanted:
        for actor in pipeline.link_actors(found.mentions, ()):
            actors.update(dict.fromkeys(actor.mentions, (actor.id, actor.name, actor.type)))
    passages = _passages([(document.id, text)]) if layers is not None and "passage" in wanted else []
    return document_rows(
        name, text, _with_names(found, actors), actors, passages, {document.id: name}, layers=wanted
    )


def times(text: str, written: str | None = None, name: str = "text.txt") -> list[Row]:
    """Return the time expressions of one text; ``written`` (ISO 8601) is when it was written."""
    return time_rows(name, text, pipeline.find_times(document_of(name, text), written=written))


def reuse(documents: Iterable[tuple[str, str]]) -> list[Row]:
    """Return the passages that recur in some documents, given as (name, text).

    Raises ModuleNotFoundError without the ``reuse`` extra.
    """
    given = list(documents)
    names = {name: name for name, _ in given}
    return passage_rows(_passages(given), names)


def _with_names(found: Annotations, actors: Mapping[str, ActorKey]) -> Annotations:
    """Return annotations with speakers and outlets called by the actors they are."""
    names = names_of(
        (mention.name, mention.text, actors[mention.id][1], actors[mention.id][2], 1)
        for mention in found.mentions
        if mention.id in actors and (mention.form == "name" or mention.name)
    )

    def called(reads: Iterable[str], outlet: bool) -> tuple[str, ...]:
        return tuple(settled_name(names, read, outlet=outlet) for read in reads)

    return replace(
        found,
        attributions=tuple(
            replace(row, speaker=called(row.speaker, False), outlets=called(row.outlets, True))
            for row in found.attributions
        ),
        citations=tuple(
            replace(
                row,
                outlets=tuple(
                    replace(outlet, name=settled_name(names, outlet.name, outlet=True))
                    for outlet in row.outlets
                ),
            )
            for row in found.citations
        ),
    )


def _passages(documents: list[tuple[str, str]]) -> Sequence[Passage]:
    find_passages = pipeline.passage_finder()
    if find_passages is None:
        raise ModuleNotFoundError("finding passages needs: pip install 'testimonia[reuse]'")
    found = find_passages(documents, known={}, dates={}, quotations={}, scripture={}, publishers={})
    return [passage for _, _, passage in found if passage]
