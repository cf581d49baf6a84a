"""Families of recycled passages as JSON Lines, one witness a line, with the field names of passim.

``cluster`` numbers the families, ``size`` is the number of their witnesses, ``id`` the document,
``begin`` and ``end`` code points, ``text`` what stands there, ``date`` the document's where it is known.
Witnesses of a document that overlap by half are one, the longest. Families come in the order of their
first witness.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO

from testimonia.case import Case
from testimonia.model import Passage
from testimonia.writing.passages import case_passages


def write(case: Case, out: TextIO, *, layers: Sequence[str] | None = None) -> int:
    """Write the families of a case; return how many lines. Other ``layers`` raise ValueError."""
    found, texts, names = case_passages(case, layers)
    dates = {entry.id: entry.date or entry.date_probable for entry in case.documents()}
    count = 0
    for line in passim_lines(found, texts, dates, names):
        out.write(line + "\n")
        count += 1
    return count


def passim_lines(
    passages: Iterable[Passage],
    texts: Mapping[str, str],
    dates: Mapping[str, str | None] | None = None,
    names: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Yield one JSON line a witness; ``texts``, ``dates`` and ``names`` are by document id."""
    families: dict[str, set[tuple[str, int, int]]] = {}
    for passage in passages:
        family = families.setdefault(passage.cluster, set())
        family.update((side.document, side.start, side.end) for side in (passage.a, passage.b))
    ordered = sorted((witnesses(sides), name) for name, sides in families.items())
    for number, (places, name) in enumerate(ordered):
        for place in places:
            row = {
                "cluster": number,
                "family": name,
                "size": len(places),
                "id": (names or {}).get(place[0], place[0]),
                "begin": place[1],
                "end": place[2],
                "date": (dates or {}).get(place[0]),
                "text": texts[place[0]][place[1] : place[2]],
            }
            yield json.dumps(
                {key: value for key, value in row.items() if value is not None}, ensure_ascii=False
            )


def witnesses(sides: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return the witnesses of a family by document and place: of overlapping ones the longest."""
    kept: list[tuple[str, int, int]] = []
    for document, start, end in sorted(sides, key=lambda side: (side[1] - side[2], side)):
        if not any(
            document == other and 2 * (min(end, last) - max(start, first)) >= end - start
            for other, first, last in kept
        ):
            kept.append((document, start, end))
    return sorted(kept)
