"""Citations, dates, problems and actors: one table or list each."""

from __future__ import annotations

from testimonia.model import Actor, Citation, TimeExpression
from testimonia.writing.report.gathered import Gathered, Sheet, checks_by_kind
from testimonia.writing.report.html import (
    bullets,
    cell,
    choice,
    counted,
    data,
    day,
    more,
    name_of,
    names,
    none,
    quoted,
    section,
    soft,
    table,
    to_document,
    tools,
    why_cell,
    words,
)
from testimonia.writing.report.marks import clean

MOST_VARIANTS = 30
MOST_PLACES = 12

# What is noted about a time expression, in words; those that make it doubtful stand first.
DOUBTS = {
    "impossible_date": "no such day",
    "dm_conflict": "stands far from the other dates; day and month probably exchanged",
    "order_conflict": "contradicts the order of its neighbours",
    "weekday_mismatch": "the weekday is another",
    "hijri_mismatch": "the two calendars disagree",
}
NOTES = {
    "dm_ambiguous": "day or month first? read as the document has it",
    "outlet_order": "day and month as in the outlet's other dates",
    "no_year": "year not printed",
    "year_only": "year only",
    "month_only": "month only",
    "weekday_only": "weekday only",
    "deictic": "relative",
    "vague": "vague",
    "figurative": "figurative",
    "quoted_anchor": "counted from the report",
    "unanchored": "no date to count from",
    "spaced_numeral": "with spaces",
    "glued_numeral": "glued to a word",
    "short_year": "year in two digits",
    "hijri": "Hijri",
}


def citations(gathered: Gathered) -> str:
    """Return every reference to a medium."""
    lead = (
        "Every reference to a medium: in brackets, in the sentence, or as the dateline of quoted wire copy."
    )
    found = [(sheet, row) for sheet in gathered.sheets for row in sheet.found.citations]
    if not found:
        return section("citations", "Citations", 0, lead, none("No citations were found."))
    outlets = names(outlet.name for _, row in found for outlet in row.outlets)
    heads = ("As written", "Outlet", "Date", "Statements", "Document", "Why")
    body = [
        tools("citations-list", "citations", choice("via", "outlet", outlets)),
        table(
            "citations-list",
            "A probable date stands beside a printed one that is in doubt.",
            heads,
            (_citation(sheet, row) for sheet, row in found),
        ),
    ]
    return section("citations", "Citations", len(found), lead, body)


def _citation(sheet: Sheet, row: Citation) -> str:
    anchor = sheet.anchors[row.id]
    doubt = ""
    if row.date_probable:
        doubt = f'<br><span class="tag maybe">probably {day(row.date_probable)}</span>'
    supports = " ".join(
        f'<a href="#r-{sheet.anchors[one]}">{sheet.anchors[one].rpartition("-a")[2]}</a>'
        for one in row.supports
        if one in sheet.anchors
    )
    outlets = [outlet.name for outlet in row.outlets]
    return (
        f'<tr id="r-{anchor}" {data(via=outlets)}>'
        + cell("", f'<a href="#{anchor}">{quoted(sheet, [row.span], 200)}</a>', "wide")
        + cell("outlet", name_of("; ".join(outlets), 200))
        + cell("date", day(row.date) + doubt)
        + cell("statements", supports)
        + cell("document", to_document(sheet))
        + why_cell(row.why, row.confidence)
        + "</tr>"
    )


def dates(gathered: Gathered) -> str:
    """Return every time expression with its value, calendar, anchor and doubts."""
    lead = (
        "Every time expression with the day, week or span it stands for. Relative ones are counted from the"
        " date of the document or of the report they stand in."
    )
    found = [(sheet, row) for sheet in gathered.sheets for row in sheet.found.times]
    if not found:
        return section("dates", "Dates", 0, lead, none("No time expressions were found."))
    heads = ("As written", "Value", "Kind", "Counted from", "Notes", "Document", "Why")
    body = [
        tools(
            "dates-list",
            "dates",
            choice("role", "role", ("event", "report", "publication", "dateline")),
            choice("type", "type", ("DATE", "TIME", "DURATION", "SET")),
            choice("calendar", "calendar", ("gregorian", "hijri", "none")),
            choice("doubt", "doubt", ("doubtful", "plain")),
        ),
        table(
            "dates-list",
            "Values are written as in TIMEX3 (ISO 8601 with extensions).",
            heads,
            (_time(sheet, row) for sheet, row in found),
        ),
    ]
    return section("dates", "Dates", len(found), lead, body)


def _time(sheet: Sheet, row: TimeExpression) -> str:
    anchor = sheet.anchors[row.id]
    printed = f"<br>{soft(f'printed {clean(row.value_printed)}')}" if row.value_printed else ""
    hijri = f"<br>{soft(f'{clean(row.hijri)} AH')}" if row.hijri else ""
    counted_from = f"{day(row.anchor)} {soft(row.anchor_kind)}" if row.anchor else ""
    doubt = "doubtful" if any(issue in DOUBTS for issue in row.issues) else "plain"
    filters = data(role=row.role, type=row.type, calendar=row.calendar, doubt=doubt)
    return (
        f'<tr id="r-{anchor}" {filters}>'
        + cell("", f'<a href="#{anchor}">{quoted(sheet, [row.span], 120)}</a>', "wide")
        + cell("value", f'<span class="num">{clean(row.value)}</span>{printed}{hijri}')
        + cell("kind", f"{row.type.lower()}, {row.role}")
        + cell("counted from", counted_from)
        + cell("notes", "<br>".join(_note(issue) for issue in row.issues))
        + cell("document", to_document(sheet))
        + why_cell(row.why, row.confidence)
        + "</tr>"
    )


def _note(issue: str) -> str:
    """Return in words what is noted about a time expression."""
    if issue in DOUBTS:
        return f'<span class="doubt">{DOUBTS[issue]}</span>'
    return soft(clean(NOTES.get(issue, issue.replace("_", " "))))


def problems(gathered: Gathered) -> str:
    """Return what a careful reader should look at."""
    lead = "Things a careful reader should look at: each is a question to the document, not an answer."
    kinds = checks_by_kind(gathered.sheets)
    body = []
    for kind, rows in kinds.items():
        body.append(f'<h3>{clean(kind.replace("_", " "))} <span class="count">{len(rows):,}</span></h3>')
        body.append(
            bullets(
                f'{words(row.message, 400)} <a href="#{sheet.anchors[row.id]}">'
                f"{quoted(sheet, row.spans, 160) if row.spans else 'in the text'}</a>, {to_document(sheet)}"
                for sheet, row in rows
            )
        )
    count = sum(map(len, kinds.values()))
    return section("problems", "Problems", count, lead, body or none("Nothing was flagged."))


def actors(gathered: Gathered) -> str:
    """Return the actors with their spellings and where each first stands."""
    lead = (
        "Who is named, under which spellings, and in which documents. Spellings were merged for the reasons"
        " given; each document leads to the first place where the actor is named in it."
    )
    shown = [(actor, gathered.first_named[actor.id]) for actor in gathered.actors_shown]
    if not shown:
        return section("actors", "Actors", 0, lead, none("No actors were found."))
    heads = ("Actor", "Type", "Spellings", "Documents", "Why merged")
    body = [
        tools("actors-list", "actors", choice("type", "type", names(actor.type for actor, _ in shown))),
        table("actors-list", "Figures count the mentions.", heads, (_actor(gathered, *row) for row in shown)),
    ]
    return section("actors", "Actors", len(shown), lead, body)


def _actor(gathered: Gathered, actor: Actor, places: list[tuple[Sheet, str]]) -> str:
    variants = ", ".join(
        f'{name_of(v.text, 80)} <span class="count">{v.count:,}</span>'
        for v in actor.variants[:MOST_VARIANTS]
    )
    where = ", ".join(
        f'<a href="#{anchor}"><bdi>{clean(sheet.name)}</bdi></a>' for sheet, anchor in places[:MOST_PLACES]
    )
    rest = len(places) - MOST_PLACES
    return (
        f"<tr {data(type=actor.type)}>"
        + cell("", f"<strong>{name_of(actor.name)}</strong>", "wide")
        + cell("type", clean(actor.type.replace("_", " ")))
        + cell("spellings", variants + more(len(actor.variants) - MOST_VARIANTS), "wide")
        + cell("documents", where + (f" and {counted(rest, 'document')} more" if rest > 0 else ""))
        + cell("why", "<br>".join(soft(words(reason, 200)) for reason in actor.why[:4]))
        + "</tr>"
    )
