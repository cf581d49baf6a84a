"""References to the Bible: a book, a chapter and a verse, never less.

The anchor is a pair of numbers with a colon, which is looked for first; a book's name or abbreviation
must stand before it ("1 Cor. 13:4-7"). A book that bears a person's name is none behind a first name
("Elton John 3:16") and no pair is a verse where it is a time of day ("Mark 9:30 pm"). Books and their
verses: ``tables/bible_books.tsv``."""

from __future__ import annotations

import re

from testimonia.finding.scripture_names import Book, book_key, books
from testimonia.finding.scripture_reference import Reference
from testimonia.model import Span

_COLON = re.compile(r":(?=\d)")
_CHAPTER_VERSE = re.compile(
    r"(?<![\d:.])(\d{1,3}):(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?(?![\d:]|\s?[ap]\.?\s?m\b|\s?(?:ET|GMT|UTC|EST|CET)\b)",
    re.IGNORECASE,
)
_BOOK_BEFORE = re.compile(
    r"(?<![^\W_])((?:(?:[1-3]|I{1,3}|First|Second|Third|1st|2nd|3rd)\s+)?"
    r"(?:Song of S\w+|Acts of the Apostles|[A-Z][a-z]{1,14}))\.?,?\s+$"
)
_ORDINALS = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "first": "1",
    "second": "2",
    "third": "3",
    "1st": "1",
    "2nd": "2",
    "3rd": "3",
}
# Before a book these make no person of it: "the Gospel of John 3:16", "See John 3:16".
_BEFORE_BOOK = frozenset(
    """of in see cf and or from saint st gospel book letter epistle read reads reading to also as
    quotes quoted quoting citing cites by with the""".split()
)
_SPELT_OUT = re.compile(
    r"\b(?:(?:Gospel|Book|Letter|Epistle)\s+(?:of|according\s+to|to\s+the)\s+(?:St\.?\s+|Saint\s+)?)?((?:[1-3]\s+)?[A-Z][a-z]{2,14})"
    r",?\s+chapter\s+(\d{1,3}),?\s+verses?\s+(\d{1,3})(?:\s?(?:-|–|to|and)\s?(\d{1,3}))?"
)


def _book_of(name: str) -> Book | None:
    parts = book_key(name).split()
    if parts and parts[0] in _ORDINALS and len(parts) > 1:
        parts[0] = _ORDINALS[parts[0]]
    return books().get(" ".join(parts))


def find_bible_references(text: str) -> list[Reference]:
    """Return the references to the Bible in text order of each form."""
    out: list[Reference] = []
    for colon in _COLON.finditer(text):
        at = colon.start()
        while at > colon.start() - 3 and text[at - 1 : at].isdecimal():
            at -= 1
        match = _CHAPTER_VERSE.match(text, at) if at < colon.start() else None
        if match is None:
            continue
        start = max(0, match.start() - 32)
        before = _BOOK_BEFORE.search(text[start : match.start()])
        if not before:
            continue
        book = _book_of(before.group(1))
        if book is None or (book.personal and _is_a_person(text, start + before.start(1))):
            continue
        out.append(_bible((start + before.start(1), match.end()), book, *_numbers(match.group(1, 2, 3))))
    if "chapter" in text:
        for match in _SPELT_OUT.finditer(text):
            book = _book_of(match[1])
            if book is not None:
                out.append(_bible(match.span(), book, *_numbers(match.group(2, 3, 4))))
    return out


def _numbers(groups: tuple[str | None, ...]) -> tuple[int, int, int]:
    chapter, first, last = groups
    return int(chapter or 0), int(first or 0), int(last or first or 0)


def _is_a_person(text: str, at: int) -> bool:
    """Tell whether the word before a book's name makes it a person's: "Elton John 3:16"."""
    before = text[max(0, at - 24) : at].rstrip(" .")
    word = re.search(r"[^\W\d_]+$", before)
    return bool(
        word
        and word.group()[0].isupper()
        and word.group().lower() not in _BEFORE_BOOK
        and not before.endswith("\n")
    )


def _bible(span: Span, book: Book, chapter: int, first: int, last: int) -> Reference:
    last = max(first, last)
    issue = ""
    if not 1 <= chapter <= len(book.verses):
        issue = f"impossible verse: {book.name} has {len(book.verses)} chapters"
    elif not 1 <= first <= last <= book.verses[chapter - 1]:
        issue = f"impossible verse: {book.name} {chapter} has {book.verses[chapter - 1]} verses"
    key = f"bible {book.name} {chapter}:{first}" + (f"-{last}" if last != first else "")
    return Reference(
        span=span, work="bible", key=key, issue=issue, form="inline", why="book, chapter and verse"
    )
