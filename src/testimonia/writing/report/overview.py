"""The overview: figures, what needs attention, the documents, what was not read."""

from __future__ import annotations

from testimonia.writing.report.gathered import Gathered, Sheet, checks_by_kind
from testimonia.writing.report.html import (
    bullets,
    cell,
    counted,
    day,
    guess,
    more,
    name_of,
    none,
    section,
    soft,
    table,
    to_document,
    to_text,
    tools,
    words,
)
from testimonia.writing.report.marks import clean

MOST_UNREAD = 500
FIGURES = (
    ("documents", "documents"),
    ("attributions", "statements"),
    ("citations", "citations"),
    ("times", "time expressions"),
    ("actors", "actors"),
    ("passages", "recycled passages"),
    ("scripture", "scripture quotations"),
    ("checks", "problems to look at"),
)


def overview(gathered: Gathered) -> str:
    """Return the overview."""
    shown = "".join(f"<li><b>{gathered.totals.get(key, 0):,}</b> {label}</li>" for key, label in FIGURES)
    body = [
        f'<ul class="figures">{shown}</ul>',
        "<h3>Needs attention</h3>",
        bullets(items) if (items := _attention(gathered)) else none("Nothing was flagged.")[0],
        "<h3>Documents</h3>",
        _documents(gathered),
        _left_out(gathered),
        "<h3>Not read</h3>",
        _unread(gathered),
    ]
    lead = "What was read, what was found in it, and where a careful reader should look first."
    return section("overview", "Overview", None, lead, body)


def _attention(gathered: Gathered) -> list[str]:
    """Return what a reader should look at first."""
    items = []
    for kind, rows in checks_by_kind(gathered.sheets).items():
        sheet, first = rows[0]
        others = f' <a href="#problems">and {len(rows) - 1:,} more</a>' if len(rows) > 1 else ""
        items.append(
            f"<strong>{clean(kind.replace('_', ' '))}</strong>: {words(first.message, 220)}"
            f" ({to_document(sheet)}, {to_text(sheet.anchors[first.id])}){others}"
        )
    telling = sum(any(v.alters != "no" for v in p.variants) for p in gathered.passages)
    if telling:
        link = to_text("passages", counted(telling, "recycled passage"))
        items.append(f"{link} with differences that could change the sense")
    undated = [sheet for sheet in gathered.sheets if not sheet.about.date]
    if undated:
        listed = ", ".join(to_document(sheet) for sheet in undated[:8])
        without = counted(len(undated), "document")
        items.append(f"{without} without a printed date: {listed}{more(len(undated) - 8)}")
    nameless = sum(
        row.speaker_class in ("unnamed", "unspecified")
        for sheet in gathered.sheets
        for row in sheet.found.attributions
    )
    if nameless:
        items.append(f"{to_text('said', counted(nameless, 'statement'))} by speakers without a name")
    if gathered.unread:
        items.append(f"{counted(len(gathered.unread), 'file')} not read, for the reasons given below")
    if gathered.faults:
        listed = "; ".join(f"{name}, {layer}: {reason}" for name, layer, reason in gathered.faults[:5])
        items.append(
            f"{counted(len(gathered.faults), 'reading')} refused, or failed:"
            f" {words(listed, 400)}{more(len(gathered.faults) - 5)}"
        )
    if gathered.rejected:
        items.append(f"{counted(gathered.rejected, 'row')} rejected by a person and left out here")
    if doubted := sum(gathered.doubted.values()):
        least = f"{gathered.min_confidence:g}"
        items.append(f"{counted(doubted, 'row')} with a confidence below {least} left out here")
    return items


def _documents(gathered: Gathered) -> str:
    rows = []
    for sheet in gathered.sheets:
        about = sheet.about
        title = f'<br><bdi class="words">{words(about.title, 160)}</bdi>' if about.title else ""
        rows.append(
            "<tr data-row>"
            + cell("", to_document(sheet) + title, "wide")
            + cell("date", _date_of(sheet))
            + cell("publisher", _printed_or(about.publisher, about.publisher_inferred, about.publisher_why))
            + cell("author", _printed_or(about.author, about.author_inferred, about.author_why))
            + cell("genre", clean(about.genre.replace("_", " ")))
            + cell("languages", clean(", ".join(about.languages)))
            + cell("words", f"{sheet.entry.words:,}", "num")
            + cell("statements", f"{len(sheet.found.attributions):,}", "num")
            + "</tr>"
        )
    if not rows:
        return none("There are no documents in this case.")[0]
    caption = "In italics: not printed in the document but inferred, with the reason."
    heads = ("Document", "Date", "Publisher", "Author", "Genre", "Language", "Words", "Said")
    return tools("documents-list", "documents") + table("documents-list", caption, heads, rows)


def _date_of(sheet: Sheet) -> str:
    about = sheet.about
    if about.date:
        parts = [day(about.date)]
    elif about.date_probable:
        parts = [guess(f"probably {day(about.date_probable)}")]
    else:
        parts = [guess("undated")]
    if about.date_why and not about.date:
        parts.append(soft(words(about.date_why, 160)))
    if about.hijri:
        parts.append(soft(f"{clean(about.hijri)} AH"))
    if about.posting_date:
        parts.append(soft(f"posted {day(about.posting_date)}"))
    return "<br>".join(parts)


def _printed_or(printed: str | None, inferred: str | None, reason: str) -> str:
    if printed:
        return name_of(printed)
    if inferred:
        because = f"<br>{soft(words(reason, 160))}" if reason else ""
        return guess(name_of(inferred)) + because
    return ""


def _left_out(gathered: Gathered) -> str:
    if not gathered.left_out:
        return ""
    return (
        f"<p><strong>{len(gathered.left_out):,} more documents of the case are not in this page</strong>, to"
        f" keep it light: {words(', '.join(gathered.left_out), 600)}. They are in the case file."
        " The figures above count the whole case.</p>"
    )


def _unread(gathered: Gathered) -> str:
    if not gathered.unread:
        return none("Every file could be read.")[0]
    items = [
        f"{name_of(row.path, 300)}: {words(row.reason, 300)}"
        + (f" {soft(f'({words(row.remedy, 200)})')}" if row.remedy else "")
        for row in gathered.unread[:MOST_UNREAD]
    ]
    rest = len(gathered.unread) - MOST_UNREAD
    return bullets([*items, more(rest)] if rest > 0 else items)
