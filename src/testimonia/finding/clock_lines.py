"""Days beside a clock in the lines at both ends of a document: "Updated 6:12 PM EDT, May 3, 2032".

The time layer reads such a line as one time of day; a document's own date is the day in it. The clock is
covered and what is left of the line is read again.
"""

from __future__ import annotations

import re

from testimonia.finding.timing.reader import read_printed
from testimonia.language.doc import Doc
from testimonia.language.paragraphs import Paragraph
from testimonia.model import TimeExpression, annotation_id

_CLOCK = re.compile(
    r"(?:\bat\s)?\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:GMT|UTC|[A-Z]{3,4}T|[A-Z]ST)(?:[+-]\d{1,2})?\b)?,?",
    re.I,
)
_LONGEST = 160
_LINES = 14


def with_clock_days(doc: Doc, printed: list[TimeExpression]) -> list[TimeExpression]:
    """Return printed times in text order, with the days that stand beside a clock in the outer lines."""
    taken = {time.span for time in printed}
    out = list(printed)
    for paragraph in _outer(doc):
        line = doc.text[paragraph.start : paragraph.end]
        if len(line) > _LONGEST or not _CLOCK.search(line):
            continue
        left = _CLOCK.sub(lambda match: " " * len(match[0]), line)
        for found in read_printed(left):
            span = (paragraph.start + found.span[0], paragraph.start + found.span[1])
            if found.calendar != "gregorian" or any(a < span[1] and span[0] < b for a, b in taken):
                continue
            taken.add(span)
            out.append(
                TimeExpression(
                    id=annotation_id(doc.document, "time", [span]),
                    document=doc.document,
                    span=span,
                    type="DATE",
                    value=found.value,
                    text=doc.cut(span),
                    why="day beside a clock",
                )
            )
    return sorted(out, key=lambda t: t.span)


def _outer(doc: Doc) -> list[Paragraph]:
    if len(doc.paragraphs) <= 2 * _LINES:
        return list(doc.paragraphs)
    return [*doc.paragraphs[:_LINES], *doc.paragraphs[-_LINES:]]
