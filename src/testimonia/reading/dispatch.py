"""One source to its documents: find the format, hand it to its reader, turn every fault into a record."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from testimonia.model import Document, Unread
from testimonia.reading.formats import find_format
from testimonia.reading.source import Source, Unreadable

# What the operating system says, and what to do about it.
_OS_REMEDIES: tuple[tuple[type[OSError], str, str], ...] = (
    (FileNotFoundError, "does not exist", "check the spelling of the path"),
    (PermissionError, "may not be read (permission denied)", "give yourself the right to read it"),
    (IsADirectoryError, "is a folder", "name the folder itself to read all files in it"),
)


def read_source(source: Source) -> Iterator[Document | Unread]:
    """Yield the documents of a source and what could not be read in it. Never raises for content."""
    try:
        format = find_format(source)
        reader = importlib.import_module(f"testimonia.reading.{format.module}")
        yield from reader.read(source, format)
    except Unreadable as fault:
        yield source.unread(fault.reason, fault.remedy)
    except OSError as fault:
        yield source.unread(*explain(fault))
    except MemoryError:
        yield source.unread("needs more memory than there is", "split it")
    except Exception as fault:
        # A damaged file makes parsers fail in ways their authors did not foresee; the rest must go on.
        yield source.unread(
            f"is damaged or unlike other files of its kind ({type(fault).__name__}: {str(fault)[:200]})",
            "open it in its own program and save it again",
        )


def explain(fault: OSError) -> tuple[str, str]:
    """Return reason and remedy of a fault of the operating system in plain words."""
    for kind, reason, remedy in _OS_REMEDIES:
        if isinstance(fault, kind):
            return reason, remedy
    return f"cannot be opened ({fault.strerror or fault})", "check the disk and the path"
