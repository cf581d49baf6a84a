"""What a document says about itself: title, genre, publisher, author, dates, sections.

How it works: the lines of the head and of the closing block are classed (``edges``); the printed fields are
read off their classes with their spans (``metadata_dates``, ``metadata_authors``, ``metadata_publishers``).
What is not printed is inferred into its own field with the reason: the container's hints, "we, the …
party", a date converted from the Hijri one, the month of the latest date mentioned.

Fails where a signature looks like a heading in mid-text, and where a date line at the end belongs to an
appendix.
"""

from __future__ import annotations

from testimonia.finding import edges, sections
from testimonia.finding.clock_lines import with_clock_days
from testimonia.finding.datelines import WIRE, opening
from testimonia.finding.edges import Line
from testimonia.finding.genres import find_genre
from testimonia.finding.headings import find_title
from testimonia.finding.hijri_lines import with_arabic_hijri
from testimonia.finding.metadata_authors import find_author
from testimonia.finding.metadata_dates import find_dates
from testimonia.finding.metadata_publishers import find_publisher
from testimonia.language.doc import Doc
from testimonia.language.paragraphs import document_languages
from testimonia.model import Document, Metadata, Span, TimeExpression


def find(doc: Doc, document: Document, printed: list[TimeExpression]) -> Metadata:
    """Return what the document says about itself."""
    if not doc.paragraphs:
        return Metadata(document=document.id)
    printed = with_clock_days(doc, with_arabic_hijri(doc, printed))
    top, end = edges.head(doc, printed), edges.tail(doc, printed)
    title = find_title(doc, top)
    body_end = end[0].span[0] if end else len(doc.text)
    found = sections.find(doc, body_end)
    lead = _lead(top, title)
    dates = find_dates(doc, top, lead, end, printed, title, document.hints)
    author, author_inferred, author_why = find_author(doc, lead, end, title, document.hints)
    publisher, publisher_inferred, publisher_why = find_publisher(doc, lead, end, title, document.hints)
    wire = WIRE.match(doc.text, *opening(doc, lead))
    byline = author is not None and author.span[0] < len(doc.text) // 2
    genre, genre_why = find_genre(
        title[0] if title else "",
        "\n".join(doc.cut(line.span) for line in lead),
        "\n".join(doc.cut(line.span) for line in end),
        "" if byline else (publisher.text if publisher else publisher_inferred or ""),
        doc.text[:3000] + "\n" + doc.text[-1500:],
        found,
        wire=wire is not None or dates.why.startswith("dateline"),
        byline=byline,
    )
    return Metadata(
        document=document.id,
        title=title[0] if title else None,
        title_span=title[1] if title else None,
        genre=genre,
        genre_why=genre_why,
        publisher=publisher.text if publisher else None,
        publisher_span=publisher.span if publisher else None,
        publisher_inferred=publisher_inferred,
        publisher_why=publisher_why,
        author=author.text if author else None,
        author_span=author.span if author else None,
        author_inferred=author_inferred,
        author_why=author_why,
        date=dates.date,
        date_span=dates.span,
        date_probable=dates.probable,
        date_why=dates.why,
        posting_date=dates.posting,
        posting_date_span=dates.posting_span,
        hijri=dates.hijri,
        hijri_span=dates.hijri_span,
        languages=document_languages(doc.paragraphs),
        sections=found,
    )


def _lead(top: list[Line], title: tuple[str, Span] | None) -> list[Line]:
    """Return the lines before the body: those up to the first line of text that is not the title.

    A standfirst or a subtitle between the title and a line with the day or the author is no body yet.
    """
    out: list[Line] = []
    seen = False
    for n, line in enumerate(top):
        over = title is not None and line.span[1] <= title[1][0]
        inside = title is not None and line.span[0] < title[1][1] and title[1][0] < line.span[1]
        seen = seen or inside
        if line.kind == "text" and not inside and not over and not (seen and _standfirst(top[n:])):
            break
        out.append(line)
    return out


_LONGEST_STANDFIRST = 260


def _standfirst(lines: list[Line]) -> bool:
    """Tell whether at most two short lines stand before one with the day or the author, and text after it."""
    texts = 0
    for n, line in enumerate(lines[:5]):
        if line.kind in ("date", "posting", "byline"):
            return n > 0 and any(other.kind == "text" for other in lines[n + 1 :])
        texts += line.kind == "text"
        if texts > 2:
            return False
        if line.span[1] - line.span[0] > _LONGEST_STANDFIRST or line.kind not in (
            "text",
            "office",
            "signature",
            "noise",
        ):
            return False
    return False
