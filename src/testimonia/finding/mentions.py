"""Mentions of actors and places: states, persons, organisations, armed groups, media, places.

The method is rules over runs of capitalised words, with tables: no training, no model. Units of the text
(:mod:`.naming.units`) are cut into names (:mod:`.naming.runs`), each is given what it stands for in this
document (:mod:`.naming.resolve`), then roles and appositions are tied to names (:mod:`.naming.roles`). One
pass over the text and hashed look-ups: linear. It fails where capitals fail: names in small letters,
unknown names that open a sentence and stand nowhere else, headings in capitals; of those only the names of
the tables are found.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from testimonia.finding import outlets
from testimonia.finding.naming.arabic import find_arabic
from testimonia.finding.naming.lookup import Name
from testimonia.finding.naming.resolve import resolve
from testimonia.finding.naming.roles import find_generic, find_roles, tie_names
from testimonia.finding.naming.runs import Reader
from testimonia.finding.naming.short_forms import find_short_forms
from testimonia.finding.naming.units import Units
from testimonia.language.doc import Doc
from testimonia.model import Citation, Mention, Span, TimeExpression, annotation_id

_REFERENCE = re.compile(r"[(\[][^\W\d_][^\d()\[\]\n]{1,40}\d{1,3}(?:\s*[:\-–,]\s*\d{1,3})*[)\]]")


def find(doc: Doc, citations: list[Citation], times: list[TimeExpression]) -> list[Mention]:
    """Return every mention of an actor or a place, in text order.

    Names are the longest ones, without titles and articles; adjectives of nationality have the form
    ``adjective``; titles and roles the form ``nominal``, with ``name`` empty where the text ties no person
    to them.
    """
    units = Units(doc.text)
    media = _media(doc, citations)
    taken = [span for span, _ in media] + _references(doc.text)
    names = Reader(units, taken).read()
    tie_names(units, names)
    resolve(units, names)
    names = find_short_forms(units, names)
    roles = find_roles(units, names) + find_generic(units, names)
    arabic = _outside(find_arabic(doc.text), [span for span, _ in media])
    found = [_record(doc, name) for name in [*names, *roles, *arabic]]
    found += [_medium(doc, span, name) for span, name in media]
    return sorted(found, key=lambda m: (m.span[0], -m.span[1], m.form, m.type))


def _outside(names: list[Name], spans: list[Span]) -> list[Name]:
    """Return the names that touch none of some spans, which are sorted and do not overlap."""
    starts = [start for start, _ in spans]
    kept = []
    for name in names:
        at = bisect_left(starts, name.end) - 1
        if at < 0 or spans[at][1] <= name.start:
            kept.append(name)
    return kept


def _references(text: str) -> list[Span]:
    """Return brackets with a reference to scripture, "[Ash-Shu'ara: 227]": no names stand in them."""
    return [match.span() for match in _REFERENCE.finditer(text) if ":" in match.group()]


def _media(doc: Doc, citations: list[Citation]) -> list[tuple[Span, str]]:
    """Return the outlets of the citations and those named anywhere else, none overlapping another."""
    found = {outlet.span: outlet.name for citation in citations for outlet in citation.outlets}
    for name in outlets.find_names(doc):
        found.setdefault(name.span, name.name)
    kept: list[tuple[Span, str]] = []
    for span in sorted(found, key=lambda s: (s[0], -s[1])):
        if span[1] > span[0] and (not kept or span[0] >= kept[-1][0][1]):
            kept.append((span, found[span]))
    return kept


def _record(doc: Doc, name: Name) -> Mention:
    span = (name.start, name.end)
    return Mention(
        id=annotation_id(doc.document, "mention", [span], f"{name.type} {name.form}"),
        document=doc.document,
        span=span,
        text=doc.cut(span),
        type=name.type,
        form=name.form,
        name=name.name,
        confidence=name.confidence,
        why=name.why,
    )


def _medium(doc: Doc, span: Span, name: str) -> Mention:
    return Mention(
        id=annotation_id(doc.document, "mention", [span], "media name"),
        document=doc.document,
        span=span,
        text=doc.cut(span),
        type="media",
        name=name or doc.cut(span),
        why="outlet",
    )
