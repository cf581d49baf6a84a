"""Reading of the editable tables in ``tables/``: UTF-8, tab separated, ``#`` comments, a header line."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parents[2] / "tables"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table as dictionaries keyed by its header; missing cells are empty."""
    lines = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line.split("\t") for line in lines if line and not line.startswith("#")]
    header = kept[0]
    return tuple(dict(zip(header, cells + [""] * len(header), strict=False)) for cells in kept[1:])
