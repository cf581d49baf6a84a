"""A passage and its variants as a TEI document: an apparatus by parallel segmentation.

The text of the first witness runs through; where the second differs stands an ``app`` with a reading for each
witness (TEI P5, chapter 12.2.3, *The Parallel Segmentation Method*). ``type`` of an ``app`` is the class of
the variant, ``ana`` whether it may alter the meaning. A moved sentence stands where the first witness has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from testimonia.case import Case
from testimonia.model import Passage, Variant
from testimonia.writing.passages import case_passages

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc>
<titleStmt><title>Recycled passages</title></titleStmt>
<publicationStmt><p>Written by Testimonia.</p></publicationStmt>
<sourceDesc><listWit>
{witnesses}
</listWit></sourceDesc></fileDesc>
<encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc>
</teiHeader>
<text><body>
"""
FOOT = "</body></text>\n</TEI>\n"


def write(case: Case, out: TextIO, *, layers: Sequence[str] | None = None) -> int:
    """Write the passages of a case; return how many. ``layers`` other than passages raise ValueError."""
    found, texts, names = case_passages(case, layers)
    out.write(tei(found, texts, names))
    return len(found)


def tei(passages: Iterable[Passage], texts: Mapping[str, str], names: Mapping[str, str] | None = None) -> str:
    """Return passages as one TEI document; ``texts`` and ``names`` are by document id."""
    rows = list(passages)
    numbers = {
        document: f"w{number}"
        for number, document in enumerate(
            sorted({side.document for row in rows for side in (row.a, row.b)}), 1
        )
    }
    title = {document: (names or {}).get(document, document) for document in numbers}
    listed = "\n".join(
        f"<witness xml:id={quoteattr(number)}>{escape(_clean(title[document]))}</witness>"
        for document, number in numbers.items()
    )
    return HEAD.format(witnesses=listed) + "".join(_passage(row, texts, numbers) for row in rows) + FOOT


def _passage(row: Passage, texts: Mapping[str, str], numbers: Mapping[str, str]) -> str:
    """Return one passage as a paragraph with its apparatus."""
    a, b = texts[row.a.document], texts[row.b.document]
    wit_a, wit_b = numbers[row.a.document], numbers[row.b.document]
    if wit_a == wit_b:
        wit_a, wit_b = f"{wit_a} {row.a.start}-{row.a.end}", f"{wit_b} {row.b.start}-{row.b.end}"
    parts = [f'<p n={quoteattr(row.id)} type="{row.kind}">']
    at = row.a.start
    for variant in sorted(row.variants, key=lambda v: (v.a, v.b)):
        if variant.kind == "order" or variant.a[0] < at:
            continue
        parts.append(escape(_clean(a[at : variant.a[0]])))
        parts.append(_app(variant, a, b, wit_a, wit_b))
        at = variant.a[1]
    parts.append(escape(_clean(a[at : row.a.end])))
    return "".join(parts) + "</p>\n"


def _app(variant: Variant, a: str, b: str, wit_a: str, wit_b: str) -> str:
    """Return one place of variation."""
    readings = "".join(
        f"<rdg wit={quoteattr('#' + wit.split()[0])}{_place(wit)}>{escape(_clean(text[slice(*span)]))}</rdg>"
        for wit, text, span in ((wit_a, a, variant.a), (wit_b, b, variant.b))
    )
    return f'<app type="{variant.kind}" ana="#alters-{variant.alters}">{readings}</app>'


def _place(witness: str) -> str:
    """Return the place of a reading where both witnesses stand in one document."""
    return f" n={quoteattr(witness.split()[1])}" if " " in witness else ""


def _clean(text: str) -> str:
    """Return text without what XML 1.0 cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or "\x20" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
