"""The full texts with all marks."""

from __future__ import annotations

from collections.abc import Iterator

from testimonia.writing.report.gathered import Gathered, Sheet
from testimonia.writing.report.html import section, soft, words
from testimonia.writing.report.marks import Mark, clean, paragraphs

LONGEST_TEXT = 200_000
LAYERS = (
    ("said", "statements"),
    ("source", "speakers"),
    ("cited", "citations"),
    ("when", "dates"),
    ("check", "problems"),
    ("verse", "scripture"),
    ("copy", "recycled"),
)


def texts(gathered: Gathered) -> str:
    """Return the texts, each in a box that opens, with the legend of the marks."""
    lead = (
        "The texts exactly as they were read from the files. The small figures behind a statement lead to its"
        " row above; darker ground means a statement inside a statement."
    )
    boxes = "".join(
        f'<label><input type="checkbox" checked data-layer="{layer}">'
        f'<span class="{layer}">{label}</span></label>'
        for layer, label in LAYERS
    )
    body = [
        f'<fieldset class="legend"><legend>Marked</legend>{boxes}'
        '<button type="button" class="js-only" id="open-all">Open all</button></fieldset>\n'
    ]
    body.extend(_text(sheet, opened=len(gathered.sheets) == 1) for sheet in gathered.sheets)
    return section("texts", "Texts", len(gathered.sheets), lead, body)


def _text(sheet: Sheet, *, opened: bool) -> str:
    text = sheet.document.text
    end = min(len(text), LONGEST_TEXT)
    marks = [mark for mark in marks_of(sheet) if mark.start < end]
    name = clean(sheet.name)
    title = f" {soft(f'<bdi>{words(sheet.about.title, 160)}</bdi>')}" if sheet.about.title else ""
    return (
        f'<details class="text" id="{sheet.key}"{" open" if opened else ""}>'
        f"<summary><bdi>{name}</bdi>{title}</summary>\n"
        f'<article class="sheet" aria-label="{name}"><p class="about">{" · ".join(_facts(sheet, end))}</p>\n'
        + "\n".join(paragraphs(text, marks, end))
        + "\n</article></details>\n"
    )


def _facts(sheet: Sheet, end: int) -> Iterator[str]:
    """Yield what stands above a text: what it is, how it was read, what is wrong with it."""
    about, document = sheet.about, sheet.document
    reason = f" ({words(about.genre_why, 160)})" if about.genre_why else ""
    yield clean(about.genre.replace("_", " ")) + reason
    if document.extractor:
        yield f"read with {clean(f'{document.extractor} {document.extractor_version}'.strip())}"
    for note in document.notes:
        yield f"<strong>{words(note, 200)}</strong>"
    if end < len(document.text):
        yield f"<strong>the first {end:,} of {len(document.text):,} characters are shown</strong>"


def marks_of(sheet: Sheet) -> Iterator[Mark]:
    """Yield every mark of a text; the anchor of a row stands at its first place, its note behind the last."""
    found, anchors = sheet.found, sheet.anchors
    for row in found.attributions:
        anchor = anchors[row.id]
        number = anchor.rpartition("-a")[2]
        last = len(row.content) - 1
        for at, (start, end) in enumerate(row.content):
            yield Mark(start, end, "said", anchor, anchor if at == 0 else "", number if at == last else "")
        for start, end in row.cue:
            yield Mark(start, end, "cue", anchor)
        for start, end in row.source:
            yield Mark(start, end, "source", anchor)
    for cited in found.citations:
        yield Mark(*cited.span, "cited", anchors[cited.id], anchors[cited.id])
    for when in found.times:
        yield Mark(*when.span, "when", anchors[when.id], anchors[when.id])
    for verse in found.scripture:
        yield Mark(*verse.span, "verse", anchors[verse.id], anchors[verse.id])
    for check in found.checks:
        for at, span in enumerate(check.spans):
            yield Mark(*span, "check", anchors[check.id], anchors[check.id] if at == 0 else "")
    for anchor, span in sheet.passages.items():
        yield Mark(*span, "copy", anchor, anchor)
    for anchor, span in sheet.mentions.items():
        yield Mark(*span, "named", anchor, anchor)
