"""The recycled passages of a case with the texts they stand in, as the passage formats write them."""

from __future__ import annotations

from collections.abc import Sequence

from testimonia.case import Case
from testimonia.model import Passage
from testimonia.writing.interchange import CONVENTIONAL, sorted_layers


def case_passages(
    case: Case, layers: Sequence[str] | None = None
) -> tuple[list[Passage], dict[str, str], dict[str, str]]:
    """Return the passages of a case that are no mere convention, and text and name of their documents by id.

    Raises ValueError if ``layers`` ask for anything but passages.
    """
    if layers is not None and sorted_layers(layers) != ["passage"]:
        raise ValueError("this format holds recycled passages alone; leave --layer out")
    found = [passage for passage in case.passages() if passage.kind not in CONVENTIONAL]
    wanted = {side.document for passage in found for side in (passage.a, passage.b)}
    entries = [entry for entry in case.documents() if entry.id in wanted]
    texts = {entry.id: case.text(entry.number) for entry in entries}
    return (
        [p for p in found if p.a.document in texts and p.b.document in texts],
        texts,
        {entry.id: entry.name for entry in entries},
    )
