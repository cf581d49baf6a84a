"""The user's own table of names: CSV with ``alias,canonical,kind``."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import get_args

from testimonia.model import MentionType, Record


class Alias(Record, frozen=True):
    """One row: ``alias`` is a way of writing ``canonical``; ``kind`` is a type of actor or empty."""

    alias: str
    canonical: str
    kind: str = ""


class AliasError(ValueError):
    """A table of aliases that cannot be used; the message names the file and the line."""


def load_aliases(path: str | Path) -> list[Alias]:
    """Read a table of aliases (UTF-8, with or without a byte-order mark).

    The first line may be the header ``alias,canonical,kind``; blank lines and lines that begin with ``#``
    are skipped; ``kind`` may be left out. Raises :class:`AliasError` for a file that cannot be read, a row
    with too few or too many cells, an empty name, an unknown kind, or an alias given to two names.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AliasError(f"{file}: cannot be read as UTF-8 text: {error}") from error
    found: list[Alias] = []
    seen: dict[str, tuple[str, int]] = {}
    reader = csv.reader(text.splitlines())
    for cells in reader:
        row = [cell.strip() for cell in cells]
        if not any(row) or row[0].startswith("#"):
            continue
        if not found and [c.lower() for c in row[:2]] == ["alias", "canonical"]:
            continue
        alias = _checked(row, f"{file}, line {reader.line_num}")
        known = seen.setdefault(alias.alias.casefold(), (alias.canonical, reader.line_num))
        if known[0] != alias.canonical:
            raise AliasError(
                f"{file}, line {reader.line_num}: “{alias.alias}” means “{known[0]}” (line {known[1]})"
            )
        found.append(alias)
    return found


def _checked(row: list[str], where: str) -> Alias:
    if not 2 <= len(row) <= 3:
        raise AliasError(f"{where}: {len(row)} cells, expected alias,canonical,kind")
    if not row[0] or not row[1]:
        raise AliasError(f"{where}: an empty name")
    kind = row[2] if len(row) == 3 else ""
    kinds = get_args(MentionType)
    if kind and kind not in kinds:
        raise AliasError(f"{where}: unknown kind “{kind}”, expected one of {', '.join(kinds)}")
    return Alias(alias=row[0], canonical=row[1], kind=kind)
