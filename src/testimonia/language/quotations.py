"""Quotations: stretches between quotation marks of any kind, nested, mixed, unbalanced."""

from __future__ import annotations

from testimonia.language.paragraphs import Paragraph
from testimonia.model import Record, Span


class Quotation(Record, frozen=True):
    """A quoted stretch.

    ``span`` includes the marks, ``inner`` does not; ``depth`` is 0 outside any other; ``closed`` tells
    whether the closing mark stands there, ``mark`` is the opening mark.
    """

    span: Span
    inner: Span
    mark: str
    depth: int = 0
    closed: bool = True


def find_quotations(text: str, paragraphs: list[Paragraph]) -> list[Quotation]:
    """Return the quotations of a text in order of their opening marks."""
    return []
