"""Recycled passages side by side, and quotations of scripture."""

from __future__ import annotations

from testimonia.model import Passage, Place, Scripture, Span, Variant
from testimonia.writing.report.gathered import Gathered, Sheet, clusters, place_anchor
from testimonia.writing.report.html import (
    bullets,
    counted,
    day,
    none,
    quoted,
    section,
    soft,
    to_document,
    to_text,
    why,
    words,
)
from testimonia.writing.report.marks import clean

MOST_FAMILIES = 300
MOST_PAIRS = 12
MOST_DIFFERENCES = 20
LONGEST_PASSAGE = 5_000


def recycled(gathered: Gathered) -> str:
    """Return the recycled passages side by side, differences marked."""
    lead = (
        "Passages that stand in more than one place. Copies are not independent sources, and what changed"
        " between them is evidence. Underlined differences could change the sense; whether they do is for the"
        " reader to say."
    )
    body = []
    families = clusters(gathered.passages)
    for at, family in enumerate(families[:MOST_FAMILIES], 1):
        places = {(p.document, p.start, p.end) for one in family for p in (one.a, one.b)}
        documents = {document for document, _, _ in places}
        size = f"{counted(len(places), 'place')} in {counted(len(documents), 'document')}"
        body.append(f'<h3 id="family-{at}">Family {at} {soft(size)}</h3>')
        body.extend(_pair(gathered, passage) for passage in family[:MOST_PAIRS])
        if len(family) > MOST_PAIRS:
            body.append(f"<p>{counted(len(family) - MOST_PAIRS, 'further pair')} left out here.</p>")
    if len(families) > MOST_FAMILIES:
        left = len(families) - MOST_FAMILIES
        body.append(f"<p>{left:,} smaller families are left out here; they are in the case file.</p>")
    body = body or none("No recycled passages were found.")
    return section("passages", "Recycled passages", len(gathered.passages), lead, body)


def _pair(gathered: Gathered, passage: Passage) -> str:
    sides = _side(gathered, passage.a, [(v.a, v) for v in passage.variants], passage.earlier == "a")
    sides += _side(gathered, passage.b, [(v.b, v) for v in passage.variants], passage.earlier == "b")
    telling = [variant for variant in passage.variants if variant.alters != "no"]
    listed = bullets(_change(gathered, passage, variant) for variant in telling[:MOST_DIFFERENCES])
    kind = "" if passage.kind == "passage" else f'<span class="tag">{passage.kind}</span>'
    return (
        f'<article class="pair"><div class="sides">{sides}</div>{listed if telling else ""}'
        f'<p class="meta">{kind}<span>{counted(passage.equal_words, "equal word")}</span>'
        f"<span>{counted(len(passage.variants), 'difference')}</span>{why(passage.why)}</p></article>\n"
    )


def _change(gathered: Gathered, passage: Passage, variant: Variant) -> str:
    """Return a difference in words: what the one witness has and what the other."""

    def side(place: Place, span: Span) -> str:
        sheet = gathered.by_id[place.document]
        return f"“{quoted(sheet, [span], 80)}”" if span[1] > span[0] else "nothing"

    sides = f"{side(passage.a, variant.a)} against {side(passage.b, variant.b)}"
    reason = f" {why(variant.why)}" if variant.why else ""
    return f'<span class="tag {variant.alters}">{variant.kind}</span> {sides}{reason}'


def _side(gathered: Gathered, place: Place, variants: list[tuple[Span, Variant]], earlier: bool) -> str:
    """Return one witness with its differences marked."""
    sheet = gathered.by_id[place.document]
    text = sheet.document.text
    end = min(place.end, place.start + LONGEST_PASSAGE)
    at = place.start
    out = []
    for (start, stop), variant in sorted(variants, key=lambda item: item[0]):
        if not at <= start <= stop <= end:
            continue
        shape = f"{variant.alters} gap" if start == stop else variant.alters
        title = f"{variant.kind}; alters the sense: {variant.alters}"
        mark = f'<mark class="{shape}" title="{title}">{clean(text[start:stop])}</mark>'
        out.append(clean(text[at:start]) + mark)
        at = stop
    out.append(clean(text[at:end]) + (" …" if end < place.end else ""))
    first = ' <span class="tag">earlier</span>' if earlier else ""
    return (
        f'<div class="side"><h4>{to_document(sheet)} {soft(_date(sheet))}{first}</h4>'
        f'<p dir="auto">{"".join(out)}</p><p class="meta">{to_text(place_anchor(sheet, place))}</p></div>'
    )


def _date(sheet: Sheet) -> str:
    if sheet.about.date:
        return day(sheet.about.date)
    return f"probably {day(sheet.about.date_probable)}" if sheet.about.date_probable else "undated"


def scripture(gathered: Gathered) -> str:
    """Return the quotations of scripture with reference and verdict."""
    lead = (
        "Quotations of scripture. The verdict compares the quoted words with a reference text, where one was"
        " at hand, and says nothing else."
    )
    items = [_quotation(sheet, row) for sheet in gathered.sheets for row in sheet.found.scripture]
    body = [f'<ol class="says">{"".join(items)}</ol>'] if items else none("No scripture was found.")
    return section("scripture", "Scripture", len(items), lead, body)


def _quotation(sheet: Sheet, row: Scripture) -> str:
    anchor = sheet.anchors[row.id]
    reference = row.reference or "no reference"
    if row.true_reference not in (None, row.reference):
        reference += f", rather {row.true_reference}"
    changes = "; ".join(
        f"{d.kind}: “{d.found}” for “{d.expected}”" for d in row.differences[:MOST_DIFFERENCES]
    )
    left = (("left out before", row.before), ("left out after", row.after), ("probable repair", row.repair))
    notes = [changes, *(f"{label}: {text}" for label, text in left if text)]
    compared = f"<span>against {words(row.text_name, 120)}</span>" if row.text_name else ""
    return (
        f'<li id="r-{anchor}"><p class="chain">{to_document(sheet)} <i>›</i> {clean(reference)}</p>'
        f'<p class="saying" dir="auto" lang="{clean(row.language)}">{words(sheet.cut(row.span))}</p>'
        + "".join(f'<p class="soft" dir="auto">{words(note, 600)}</p>' for note in notes if note)
        + f'<p class="meta"><span class="tag">{row.work}</span>'
        f'<span class="tag">{row.verdict.replace("_", " ")}</span>{compared}'
        f"{why(row.why, row.confidence)}{to_text(anchor)}</p></li>\n"
    )
