"""What a report holds of a case, and what is left out to keep it light.

Documents come by name. Each has a weight, near to the bytes that it and its rows take in the page; they are
taken as long as the sum stays within what is asked for. Measured on the example corpus the weight is within a
fifth of the truth (``tests/web/report/test_report_contents.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from testimonia.case import Case
from testimonia.model import Annotations, Span
from testimonia.web.queries.documents import DocumentLine, lines_of

LONGEST_TEXT = 200_000  # code points of a text that are shown
MB = 1_000_000
# Bytes of a document itself, of a code point of its text, and of a row of each layer: its mark, its card, its
# lines in the lists.
_OF_DOCUMENT, _OF_LETTER = 4_000, 1.2
_OF_ROW = {
    "attributions": 3_000,
    "citations": 1_100,
    "times": 1_500,
    "mentions": 120,
    "scripture": 3_500,
    "checks": 1_800,
}


@dataclass
class Sheet:
    """A document of a report: ``key`` is its anchor (``d3``), ``witnesses`` are places others lead to."""

    key: str
    document: DocumentLine
    text: str
    found: Annotations
    witnesses: set[Span] = field(default_factory=set)

    @property
    def shown(self) -> int:
        """How many code points of the text are shown."""
        return min(len(self.text), LONGEST_TEXT)

    @property
    def readings(self) -> set[str]:
        """The ids of the readings that have a card."""
        found = self.found
        layers = (found.attributions, found.citations, found.times, found.scripture, found.checks)
        return {row.id for layer in layers for row in layer}


@dataclass(frozen=True)
class Contents:
    """The documents of a report and the names of those that are left out."""

    sheets: tuple[Sheet, ...]
    left_out: tuple[str, ...]

    @property
    def shortened(self) -> tuple[Sheet, ...]:
        """The documents whose texts are not shown to their ends."""
        return tuple(sheet for sheet in self.sheets if sheet.shown < len(sheet.text))


def contents(case: Case, megabytes: float) -> Contents:
    """Return the first documents of a case, by name, that a page of some megabytes can hold."""
    entries = case.documents()
    lines = lines_of(case, [entry.number for entry in entries])
    sheets: list[Sheet] = []
    room = megabytes * MB
    for entry in entries:
        sheet = Sheet(
            key=f"d{len(sheets) + 1}",
            document=lines[entry.number],
            text=case.text(entry.number),
            found=case.annotations(entry.number),
        )
        room -= weight(sheet)
        if room < 0 and sheets:
            break
        sheets.append(sheet)
    return Contents(sheets=tuple(sheets), left_out=tuple(entry.name for entry in entries[len(sheets) :]))


def weight(sheet: Sheet) -> float:
    """Return about how many bytes a document takes in the page."""
    rows = sum(size * len(getattr(sheet.found, layer)) for layer, size in _OF_ROW.items())
    return _OF_DOCUMENT + _OF_LETTER * sheet.shown + rows
