"""Readers of attributions: what reads who is made to say what, chosen by name.

A reader is an object with a name, a version and one method (:class:`Reader`). The built-in ones are
``rules``, ``trained`` and ``endpoint``; others are found by the entry-point group ``testimonia.readers``
(docs/how/readers.md shows a whole one). :func:`make` gives a reader by its name and options.
"""

from __future__ import annotations

from testimonia.finding.readers.completing import complete
from testimonia.finding.readers.protocol import (
    Context,
    Reader,
    ReaderError,
    ReaderFault,
    ReaderMissing,
    Reading,
    Said,
    read_with,
)
from testimonia.finding.readers.registry import (
    DEFAULT,
    GROUP,
    RULES,
    Choice,
    available,
    key_of,
    loading_fault,
    make,
    notice_of,
)

__all__ = [
    "DEFAULT",
    "GROUP",
    "RULES",
    "Choice",
    "Context",
    "Reader",
    "ReaderError",
    "ReaderFault",
    "ReaderMissing",
    "Reading",
    "Said",
    "available",
    "complete",
    "key_of",
    "loading_fault",
    "make",
    "notice_of",
    "read_with",
]
