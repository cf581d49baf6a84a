"""How values are shown: the filters of the templates. Markup that comes out is made of escaped parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from testimonia.finding import calendars
from testimonia.language.folding import fold_with_offsets
from testimonia.web.marks import clean, is_arabic

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r'"([^"]*)"|([^\s"]+)')


def day(iso: str | None) -> Markup:
    """Return a date as a reader writes it: ``2031-12-09`` as 9 Dec 2031."""
    if not iso:
        return Markup("")
    found = _ISO.fullmatch(iso)
    shown = iso
    if found and found[2] and 1 <= int(found[2]) <= 12:
        shown = " ".join(
            part for part in (found[3] and str(int(found[3])), _MONTHS[int(found[2]) - 1], found[1]) if part
        )
    if not found:
        return Markup(f"<span>{clean(iso)}</span>")
    return Markup(f'<time datetime="{clean(iso)}">{clean(shown)}</time>')


def month_name(number: int) -> str:
    """Return the short name of a month, 1 to 12."""
    return _MONTHS[number - 1]


def common_day(number: int) -> str:
    """Return a day number (Julian) as a reader writes it."""
    year, month, of_month = calendars.from_day_number(number)
    return f"{of_month} {month_name(month)} {year}"


def count(number: int) -> str:
    """Return a number with its thousands apart."""
    return f"{number:,}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def words(text: str | None, longest: int = 1_200) -> Markup:
    """Return words from a text on one line, cut where they are very long."""
    text = text or ""
    flat = " ".join(text[: 4 * longest].split())
    if len(flat) > longest or len(text) > 4 * longest:
        flat = flat[:longest].rsplit(" ", 1)[0] + " …"
    return Markup(clean(flat))


def lang(text: str | None) -> Markup:
    """Return the ``lang`` attribute of a text in Arabic letters, else nothing."""
    return Markup(' lang="ar"') if text and is_arabic(text[:1_200]) else Markup("")


def marked(text: str | None, query: str | None, longest: int = 1_200) -> Markup:
    """Return words with those of a search marked, whatever their letter forms and vowel signs."""
    text = " ".join((text or "")[: 4 * longest].split())
    if len(text) > longest:
        text = text[:longest].rsplit(" ", 1)[0] + " …"
    at, out = 0, []
    for start, end in hits(text, query or ""):
        out += [clean(text[at:start]), f"<mark>{clean(text[start:end])}</mark>"]
        at = end
    return Markup("".join([*out, clean(text[at:])]))


def hits(text: str, query: str) -> list[tuple[int, int]]:
    """Return where the words and phrases of a search stand in a text, in order and apart, as code points."""
    folded, offsets = fold_with_offsets(text)
    found = []
    for pattern in patterns(query):
        for match in pattern.finditer(folded):
            start, end = (
                offsets[match.start()],
                offsets[match.end()],
            )  # up to the next letter: vowel signs too
            if start < end:
                found.append((start, end))
    found.sort()
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def patterns(query: str) -> list[re.Pattern[str]]:
    """Return a search (words, "phrases", beginnings*) as patterns over folded text."""
    folded, _ = fold_with_offsets(query[:1_000])
    out = []
    for match in _PART.finditer(folded):
        phrase = match[1] if match[1] is not None else match[2]
        parts = [re.escape(word) for word in _WORD.findall(phrase)]
        if parts:
            end = "" if phrase.endswith("*") else r"(?![^\W_])"
            out.append(re.compile(r"(?<![^\W_])" + r"[\W_]{1,9}".join(parts) + end))
    return out


def pretty(name: str) -> str:
    """Return the name of a kind as words: ``wrong_reference`` as wrong reference."""
    return name.replace("_", " ").replace("-", " ")


def percent(share: float) -> str:
    """Return how sure a reading is."""
    return f"{share:.2f}"


def doc_url(id: str) -> str:
    """Return the address of a document."""
    return f"/d/{id[:16]}"


def query(pairs: Iterable[tuple[str, str]]) -> str:
    """Return pairs as the query of an address."""
    return urlencode(list(pairs))


def path(text: str) -> str:
    """Return text as one step of an address."""
    return quote(text, safe=":")


def rows(values: Mapping[str, str]) -> Markup:
    """Return what filters of a page ask of a row as its attributes."""
    pairs = "".join(f' data-{key}="{clean(value)}"' for key, value in values.items() if value)
    return Markup(f" data-row{pairs}")


FILTERS = {
    "day": day,
    "common_day": common_day,
    "count": count,
    "counted": counted,
    "words": words,
    "lang": lang,
    "marked": marked,
    "pretty": pretty,
    "percent": percent,
    "doc_url": doc_url,
    "query": query,
    "path": path,
    "rows": rows,
    "clean": lambda text: Markup(clean(str(text))),
}
__all__ = ["FILTERS", "escape", "hits"]
