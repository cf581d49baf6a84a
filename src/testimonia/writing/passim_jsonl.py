"""Families of recycled passages as JSON Lines, one witness a line, with the field names of passim.

``cluster`` numbers the families, ``size`` is the number of their witnesses, ``id`` the document,
``begin`` and ``end`` code points, ``text`` what stands there, ``date`` the document's where it is known.
Witnesses of a document that overlap by half are one, the longest. Families come in the order of their
first witness.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from testimonia.model import Passage


def passim_lines(
    passages: Iterable[Passage], texts: Mapping[str, str], dates: Mapping[str, str | None] | None = None
) -> Iterator[str]:
    """Yield one JSON line a witness; ``texts`` and ``dates`` are by document id."""
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
                "id": place[0],
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
