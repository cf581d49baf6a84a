"""JSON Lines in the interchange format: one row a line, documents by name, layers in their order.

The rows are those of :mod:`testimonia.writing.interchange`. The same case gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TextIO

from testimonia.case import Case
from testimonia.writing.interchange import Row, document_rows, sorted_layers


def write(case: Case, out: TextIO, *, layers: Sequence[str] | None = None) -> int:
    """Write all rows of a case; return how many. Raises ValueError for a layer that does not exist."""
    return write_rows(case_rows(case, layers=layers), out)


def write_rows(rows: Iterable[Row], out: TextIO) -> int:
    """Write rows, one a line; return how many."""
    count = 0
    for row in rows:
        out.write(line(row) + "\n")
        count += 1
    return count


def case_rows(
    case: Case, *, layers: Sequence[str] | None = None, only: Collection[str] | None = None
) -> Iterator[Row]:
    """Yield the interchange rows of a case; ``only`` names the documents that are wanted.

    Raises ValueError for a layer that does not exist.
    """
    if layers is not None:
        layers = sorted_layers(layers)
    documents = case.documents()
    names = {entry.id: entry.name for entry in documents}
    for entry in documents:
        if only is not None and entry.name not in only:
            continue
        yield from document_rows(
            entry.name,
            case.text(entry.number),
            case.annotations(entry.number),
            case.actors_of_mentions(entry.number),
            [passage for passage in case.passages(entry.number) if passage.b.document in names],
            names,
            layers=layers,
        )


def line(row: Row) -> str:
    """Return a row as JSON, in letters as they are; lone surrogates are escaped."""
    written = json.dumps(row, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:
        return json.dumps(row)
    return written
