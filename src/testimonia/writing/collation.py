"""Recycled passages as one HTML page: both witnesses side by side, differences marked, apparatus below.

The page needs no script, no network and no other file. What recurs by convention (formulae, templates,
boilerplate) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TextIO

from testimonia.case import Case
from testimonia.comparing.collation import Apparatus, apparatus, apparatus_lines, differences, parts
from testimonia.model import Passage, Place, Variant
from testimonia.writing.passages import case_passages

HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Recycled passages</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { font: 1rem/1.5 Georgia, serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
body { color: #1b1b1b; background: #fff }
section { border-top: 1px solid #bbb; padding: 1rem 0 }
h2 { font-size: 1rem; margin: 0 0 .5rem } h2 small { font-weight: normal; color: #555 }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem }
.sides h3, h4 { font-size: .85rem; margin: 0 } .sides p { margin: .2rem 0; white-space: pre-wrap }
mark { background: #eee } mark.yes { background: #f6c9c1 } mark.maybe { background: #f8e7ad }
mark:empty::before { content: "‸" } ol { font-size: .85rem; columns: 2 }
.apparatus { font-size: .85rem; white-space: pre-wrap }
@media (max-width: 45rem) { .sides { grid-template-columns: 1fr } ol { columns: 1 } }
</style></head><body>
<h1>Recycled passages</h1>
<p>Marked in red: differences that alter the meaning by a rule; in yellow: differences that may.
To judge them is the reader's part.</p>
"""
FOOT = "</body></html>\n"


def write(case: Case, out: TextIO, *, layers: Sequence[str] | None = None) -> int:
    """Write the passages of a case; return how many. ``layers`` other than passages raise ValueError."""
    found, texts, names = case_passages(case, layers)
    out.write(page(found, texts, names))
    return len(found)


def page(passages: Iterable[Passage], texts: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Return the page; ``texts`` and ``names`` are by document id."""
    families: dict[str, list[Passage]] = {}
    for passage in passages:
        families.setdefault(passage.cluster or passage.id, []).append(passage)
    body = []
    for family in families.values():
        body += [_passage(passage, texts, names) for passage in family]
        found = apparatus(family, texts) if len(family) > 1 else None
        if found is not None and len(found.witnesses) > 2:
            body.append(_apparatus(found, names))
    return HEAD + "".join(body) + FOOT


def _passage(passage: Passage, texts: Mapping[str, str], names: Mapping[str, str]) -> str:
    variants = [variant for variant in differences(passage) if variant.kind != "order"]
    earlier = {"a": " · the left one is earlier", "b": " · the right one is earlier"}.get(
        passage.earlier or "", ""
    )
    sides = "".join(
        _side(place, texts[place.document], names, variants, [getattr(v, side) for v in variants])
        for side, place in (("a", passage.a), ("b", passage.b))
    )
    listed = "".join(
        f"<li>{escape(variant.kind)}: {escape(variant.why)}</li>"
        for variant in variants
        if variant.alters != "no"
    )
    return (
        f'<section id="{escape(passage.id)}"><h2>{escape(passage.kind)} <small>{passage.equal_words} equal '
        f'words{earlier} · {escape(passage.id)}</small></h2><div class="sides">{sides}</div>'
        + (f"<ol>{listed}</ol>" if listed else "")
        + "</section>\n"
    )


def _side(
    place: Place,
    text: str,
    names: Mapping[str, str],
    variants: Sequence[Variant],
    spans: Sequence[tuple[int, int]],
) -> str:
    shown = "".join(
        escape(part) if number is None else _mark(variants[number], part)
        for part, number in parts(text, place, spans)
    )
    name = escape(names.get(place.document, place.document))
    return f'<div><h3>{name} {place.start}–{place.end}</h3><p dir="auto">{shown}</p></div>'


def _mark(variant: Variant, text: str) -> str:
    return f'<mark class="{variant.alters}" title="{escape(variant.why)}">{escape(text)}</mark>'


def _apparatus(found: Apparatus, names: Mapping[str, str]) -> str:
    told = escape("\n".join(apparatus_lines(found, names)))
    return f'<section><h4>Apparatus</h4><div class="apparatus" dir="auto">{told}</div></section>\n'
