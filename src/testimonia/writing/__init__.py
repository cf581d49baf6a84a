"""What a case can be written as: one module a format.

A format is a module with ``write(case, out)``; ``out`` is an open text file or, for a format of several
files, the path of a folder or of a ``.zip``. To add a format, write its module and add a row here.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, NamedTuple


class Format(NamedTuple):
    """A format: its name, the module that writes it, whether it is one text file, and what it is for."""

    name: str
    module: str
    one_file: bool
    about: str


FORMATS = (
    Format("jsonl", "testimonia.writing.jsonl", True, "interchange rows, one a line (see: export schema)"),
    Format("report", "testimonia.web.report", True, "one self-contained HTML page"),
    Format("tei", "testimonia.writing.tei", True, "recycled passages with their apparatus, TEI P5"),
    Format("collation", "testimonia.writing.collation", True, "recycled passages side by side, HTML"),
    Format("passim", "testimonia.writing.passim_jsonl", True, "families of recycled passages, JSON Lines"),
    Format("csv", "testimonia.writing.csv", False, "one table a layer, in a folder or a .zip"),
)


def writer(name: str) -> Callable[..., Any]:
    """Return the function that writes a format. Raises KeyError for one that does not exist."""
    module = {format.name: format.module for format in FORMATS}[name]
    write: Callable[..., Any] = importlib.import_module(module).write
    return write
