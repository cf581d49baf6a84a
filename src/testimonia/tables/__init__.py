"""Editable tables: tab-separated, UTF-8, ``#`` comments, one header line."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of this folder as dictionaries by the names in its header.

    Missing cells at the end of a row are empty strings. Raises FileNotFoundError for an unknown table.
    """
    header: list[str] | None = None
    for line in (files(__package__) / name).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
        else:
            yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=False))
