"""The small pieces all sections are built from. Everything that comes from a document is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from testimonia.model import Span
from testimonia.writing.report.gathered import Sheet
from testimonia.writing.report.marks import clean, is_arabic

MOST_CHOICES = 300
LONGEST_QUOTE = 1_200
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def section(key: str, title: str, count: int | None, lead: str, body: Iterable[str]) -> str:
    """Return a section with its heading."""
    number = "" if count is None else f' <span class="count">{count:,}</span>'
    return (
        f'<section id="{key}" aria-labelledby="{key}-title"><h2 id="{key}-title">{title}{number}</h2>\n'
        f'<p class="lead">{lead}</p>\n{"".join(body)}</section>\n'
    )


def none(text: str) -> list[str]:
    """Return what stands in a section without rows."""
    return [f'<p class="none">{text}</p>']


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def more(number: int) -> str:
    """Return how many more there are, "" if none."""
    return f" and {number:,} more" if number > 0 else ""


def bullets(items: Iterable[str]) -> str:
    """Return a list of finished items."""
    return f'<ul class="points">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def day(iso: str | None) -> str:
    """Return a date as a reader writes it, "" for none: ``2031-12-09`` as 9 Dec 2031."""
    if not iso:
        return ""
    parts = iso.split("-")
    shown = iso
    if all(part.isdigit() for part in parts) and len(parts) in (2, 3) and 1 <= int(parts[1]) <= 12:
        day_of_month = str(int(parts[2])) if len(parts) == 3 else ""
        shown = f"{day_of_month} {_MONTHS[int(parts[1]) - 1]} {parts[0]}".strip()
    return f'<time datetime="{clean(iso)}">{clean(shown)}</time>'


def words(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Return words from a text on one line, cut where they are very long."""
    flat = " ".join(text[: 4 * longest].split())
    if len(flat) > longest:
        flat = flat[:longest].rsplit(" ", 1)[0] + " …"
    return clean(flat)


def name_of(text: str, longest: int = 120) -> str:
    """Return a name, kept apart from the direction of what stands beside it."""
    return f"<bdi>{words(text, longest)}</bdi>"


def quoted(sheet: Sheet, spans: Sequence[Span], longest: int = LONGEST_QUOTE) -> str:
    """Return the words of some spans in an element that has their direction."""
    text = " … ".join(sheet.cut((start, min(end, start + 4 * longest))) for start, end in spans[:50])
    language = ' lang="ar"' if is_arabic(text[:longest]) else ""
    return f'<bdi class="words"{language}>{words(text, longest)}</bdi>'


def to_text(anchor: str, label: str = "in the text") -> str:
    """Return a link to an anchor in a text."""
    return f'<a href="#{anchor}">{label}</a>'


def to_document(sheet: Sheet) -> str:
    """Return a link to a document, by its name."""
    return f'<a href="#{sheet.key}"><bdi>{clean(sheet.name)}</bdi></a>'


def soft(html: str) -> str:
    """Return something of less weight."""
    return f'<span class="soft">{html}</span>'


def guess(html: str) -> str:
    """Return something that is inferred and not printed."""
    return f'<span class="guess">{html}</span>'


def why(reason: str, confidence: float | None = None) -> str:
    """Return the reason of a reading and how sure it is, for a line."""
    return f'<span class="why">why: {_reason(reason, confidence)}</span>'


def why_cell(reason: str, confidence: float | None = None) -> str:
    """Return the reason of a reading and how sure it is, as the last cell of a row."""
    return cell("why", f'<span class="why">{_reason(reason, confidence)}</span>')


def _reason(reason: str, confidence: float | None) -> str:
    sure = "" if confidence is None else f' <span class="num">{confidence:.2f}</span>'
    return f"{words(reason, 300) or 'not given'}{sure}"


def cell(label: str, html: str, kind: str = "") -> str:
    """Return a table cell that carries its own label for narrow screens."""
    shape = f' class="{kind}"' if kind else ""
    return f'<td data-label="{label}"{shape}>{html}</td>'


def table(key: str, caption: str, heads: Sequence[str], rows: Iterable[str]) -> str:
    """Return a table; each row is a finished ``<tr>``."""
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return (
        f'<table id="{key}"><caption>{caption}</caption><thead><tr>{head}</tr></thead>\n'
        f"<tbody>{''.join(rows)}</tbody></table>\n"
    )


def choice(name: str, label: str, values: Iterable[str]) -> str:
    """Return a labelled list to choose from."""
    options = "".join(f"<option>{clean(value)}</option>" for value in list(values)[:MOST_CHOICES])
    return f'<label>{label}<select name="{name}"><option value="">all</option>{options}</select></label>'


def names(values: Iterable[str]) -> list[str]:
    """Return names in the order of the alphabet, each once and on one line, as the choices show them."""
    return sorted({" ".join(value.split()) for value in values}, key=lambda name: (name.casefold(), name))


def tools(listed: str, what: str, *choices: str) -> str:
    """Return the filter above a list; it is there only where scripts run."""
    key = listed.removesuffix("-list")
    return (
        f'<form class="tools js-only" id="{key}-tools" data-list="{listed}" role="search"'
        f' aria-label="Filter {what}">'
        f'<label class="wide">words in {what}<input type="search" name="q"></label>{"".join(choices)}'
        '<button type="reset">Clear</button><output aria-live="polite"></output></form>\n'
    )


def data(**values: str | Iterable[str]) -> str:
    """Return data attributes for the filters, several values of one key on lines of their own."""
    out = ["data-row"]
    for key, value in values.items():
        several = [value] if isinstance(value, str) else value
        lines = "\n".join(" ".join(one.split()) for one in several)
        out.append(f'data-{key.strip("_")}="{clean(lines)}"')
    return " ".join(out)
