"""Testimonia: source criticism for piles of political documents.

The whole of it from Python::

    import testimonia

    case = testimonia.read("folder", "my.case")        # what the command does; open_case("my.case") later
    rows = testimonia.annotate(text, name="x.txt")     # one text, no case: interchange rows
    times = testimonia.times(text, written="2031-05-04")

Rows are the dictionaries that ``testimonia export jsonl`` writes; records are in :mod:`testimonia.model`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from testimonia.api import annotate, read, reuse, times
    from testimonia.case import Case, CaseError, open_case

__all__ = ["Case", "CaseError", "__version__", "annotate", "open_case", "read", "reuse", "times"]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that ``import testimonia`` costs nothing."""
    import importlib

    if name in ("annotate", "read", "reuse", "times"):
        return getattr(importlib.import_module("testimonia.api"), name)
    if name in ("Case", "CaseError", "open_case"):
        return getattr(importlib.import_module("testimonia.case"), name)
    raise AttributeError(f"module 'testimonia' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
