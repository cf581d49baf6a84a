"""Every attribution with its chain, cue, content, reason and confidence."""

from __future__ import annotations

from collections.abc import Iterator

from testimonia.model import Attribution
from testimonia.writing.report.gathered import Gathered, Sheet, chain, speakers
from testimonia.writing.report.html import (
    choice,
    data,
    day,
    guess,
    name_of,
    names,
    none,
    quoted,
    section,
    to_document,
    to_text,
    tools,
    why,
)
from testimonia.writing.report.marks import clean

MOST_SPEAKERS = 24
CLASSES = ("named", "unnamed", "unspecified", "scripture", "author")
NAMELESS = ("unnamed", "unspecified")


def statements(gathered: Gathered) -> str:
    """Return the list of statements with its filters."""
    count = sum(len(sheet.found.attributions) for sheet in gathered.sheets)
    lead = (
        "Who is made to say, think, demand or deny what. The line above each statement is its chain: the"
        " document, whoever passed the words on, and last the one who is said to have spoken."
    )
    if not count:
        return section("said", "Who said what", 0, lead, none("No statements were found."))
    rows = [row for sheet in gathered.sheets for row in sheet.found.attributions]
    body = [
        _frequent(gathered),
        tools(
            "said-list",
            "statements",
            choice("by", "speaker", names(name for row in rows for name in row.speaker)),
            choice("via", "passed on by", names(name for row in rows for name in row.outlets)),
            choice("in", "document", names(sheet.name for sheet in gathered.sheets)),
            choice("class", "speaker is", CLASSES),
        ),
        '<ol class="says" id="said-list">',
        *(row for sheet in gathered.sheets for row in _of_document(sheet)),
        "</ol>",
    ]
    return section("said", "Who said what", count, lead, body)


def _frequent(gathered: Gathered) -> str:
    """Return the speakers heard most often, as buttons that set the filter."""
    by = sorted(speakers(gathered.sheets).items(), key=lambda item: (-item[1], item[0]))
    buttons = "".join(
        f'<li><button type="button" data-speaker="{clean(" ".join(name.split()))}" aria-pressed="false">'
        f'{name_of(name, 80)} <span class="count">{number:,}</span></button></li>'
        for name, number in by[:MOST_SPEAKERS]
    )
    return f'<ul class="people js-only" aria-label="Speakers heard most often">{buttons}</ul>\n'


def _of_document(sheet: Sheet) -> Iterator[str]:
    """Yield the statements of a document; what stands inside another is set in."""
    depths: dict[str, int] = {}
    for row in sheet.found.attributions:
        depths[row.id] = min(4, depths.get(row.parent or "", 0) + 1)
        yield _statement(sheet, row, depths[row.id])


def _statement(sheet: Sheet, row: Attribution, depth: int) -> str:
    anchor = sheet.anchors[row.id]
    shape = ' class="nameless"' if row.speaker_class in NAMELESS else ""
    speaker = f"<cite{shape}>{name_of('; '.join(row.speaker) or 'unspecified', 160)}</cite>"
    cue = f' <span class="by">{quoted(sheet, row.cue, 120)}</span>' if row.cue else ""
    denied = ' <span class="tag yes">negated</span>' if row.negated else ""
    filters = data(by=row.speaker, via=row.outlets, in_=sheet.name, class_=row.speaker_class)
    return (
        f'<li id="r-{anchor}" class="{row.kind} n{depth}" {filters}>'
        f'<p class="chain">{" <i>›</i> ".join(_steps(sheet, row))}</p>'
        f'<p class="saying">{speaker}{cue}{denied}: <q>{quoted(sheet, row.content)}</q></p>'
        f'<p class="meta"><span class="tag">{row.kind}</span>{_when(sheet, row)}'
        f"{why(row.why, row.confidence)}{to_text(anchor)}</p></li>\n"
    )


def _steps(sheet: Sheet, row: Attribution) -> Iterator[str]:
    """Yield the members of a chain, the document first."""
    yield to_document(sheet)
    for link in chain(sheet, row):
        name = name_of(link.name, 160)
        date = f", {day(link.date)}" if link.date else ""
        yield (f'<span class="nameless">{name}</span>' if link.nameless else name) + date


def _when(sheet: Sheet, row: Attribution) -> str:
    if row.outlet_date:
        return f"<span>reported {day(row.outlet_date)}</span>"
    if sheet.about.date:
        return f"<span>document of {day(sheet.about.date)}</span>"
    if sheet.about.date_probable:
        return guess(f"document probably of {day(sheet.about.date_probable)}")
    return guess("undated")
