"""Time expressions: every date, time, length and repetition of an English text, as TIMEX3.

How it works. A text is cut into tokens and every token gets a one-character class (``timing.classes``);
named rules over the string of classes (``timing.rules``) find the expressions; a small handler for each
kind reads its value (``timing.handlers``). No tagger and no model is needed. Numeral dates are read in
the order of day and month the document votes for (``timing.numerals``); relative dates are reckoned from
the date of the report they stand in or from the document's (``timing.anchors``); a date without a year
takes the year that puts it nearest, the verb's tense being a mere hint. Cost: linear in the text. Where
it fails: lengths that are really dates ("a year" for "a year ago"), jumps of a narrative, and whatever
needs to know the world.

Values follow TIMEX3 (ISO-TimeML); ``begin`` and ``end`` are days, ``edtf`` is ISO 8601-2.
"""

from __future__ import annotations

from bisect import bisect_right

from msgspec.structs import replace

from testimonia.finding.timing.reader import read, read_printed
from testimonia.finding.timing.records import record
from testimonia.finding.timing.written import infer
from testimonia.language.doc import Doc
from testimonia.model import Citation, Metadata, TimeExpression


def find_printed(doc: Doc) -> list[TimeExpression]:
    """Return the absolute dates that are printed in full, in the document's own order of day and month."""
    return [record(doc, found, "event") for found in read_printed(doc.text)]


def find(
    doc: Doc, printed: list[TimeExpression], metadata: Metadata, citations: list[Citation]
) -> list[TimeExpression]:
    """Return every time expression of a document, resolved.

    ``printed`` is not needed (the dates are read again, with the document's date); ``metadata`` gives the
    date, ``citations`` the dates of the reports.
    """
    written = (metadata.date or metadata.date_probable or "")[:10] or None
    datelines = [span for span in (metadata.date_span, metadata.hijri_span) if span]
    posted = metadata.posting_date_span or (0, 0)
    cited = sorted(citation.span for citation in citations)
    starts = [start for start, _ in cited]
    out = []
    for found in read(doc.text, written, citations):
        start, end = found.span
        role = "event"
        if any(start < stop and begin < end for begin, stop in datelines):
            role = "dateline"
        elif start < posted[1] and posted[0] < end:
            role = "publication"
        elif found.day:
            at = bisect_right(starts, start) - 1
            if at >= 0 and end <= cited[at][1]:
                role = "report"
        made = record(doc, found, role)
        if found.anchor_kind == "document" and not metadata.date:
            made = replace(made, why=f"{made.why}; reckoned from the probable date of the document")
        out.append(made)
    return out


def infer_written(doc: Doc, metadata: Metadata, found: list[TimeExpression]) -> Metadata:
    """Return the metadata of an undated document with the month it was probably written in, and why.

    Told from the days it names (``timing.written``). What is inferred goes to ``date_probable`` and
    ``date_why`` only, and no relative time is reckoned from it.
    """
    if metadata.date or metadata.date_probable:
        return metadata
    inferred = infer(doc, found)
    if inferred is None:
        return metadata
    return replace(metadata, date_probable=inferred.probable, date_why=inferred.why)


def annotate_text(text: str, written: str | None = None) -> list[TimeExpression]:
    """Return every time expression of a text. ``written``: the day it was written (ISO), if known."""
    from testimonia.finding import citations
    from testimonia.model import document_id

    doc = Doc(text, document_id(text))
    cited = citations.find(doc, find_printed(doc))
    return find(doc, [], Metadata(document=doc.document, date=written), cited)
