"""Tables for a spreadsheet: one CSV a layer, in a folder or a ``.zip``, ``said.csv`` first.

UTF-8, commas, ``\\n`` at the end of lines; lists are joined with ``"; "``, several spans stand as
``12-40; 55-70``. ``bom`` puts a byte-order mark first, by which spreadsheets know UTF-8. A cell of text
that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break is given an apostrophe in front,
so that no spreadsheet takes what somebody wrote for a formula.
"""

from __future__ import annotations

import contextlib
import csv
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from testimonia.case import Case
from testimonia.writing.interchange import Row
from testimonia.writing.jsonl import case_rows

_SURROGATE = re.compile("[\ud800-\udfff]")
_BOM = "\ufeff"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\n")

# Table → its layer and its columns; a column may be renamed as "heading<key>".
TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "said": (
        "attribution",
        (
            "speaker",
            "via<outlet>",
            "date",
            "cue<cue_text>",
            "content<text>",
            "document",
            "kind",
            "negated",
            "speaker_class",
            "outlet_date",
            "document_date",
            "source<source_text>",
            "content_spans<content>",
            "confidence",
            "why",
            "parent",
            "id",
        ),
    ),
    "documents": (
        "document",
        (
            "document",
            "title",
            "date",
            "date_probable",
            "hijri",
            "posting_date",
            "genre",
            "publisher",
            "publisher_inferred",
            "author",
            "author_inferred",
            "languages",
            "why",
            "id",
        ),
    ),
    "citations": (
        "citation",
        (
            "document",
            "outlets",
            "date<date_iso>",
            "date_probable",
            "date_written",
            "form",
            "text",
            "start",
            "end",
            "supports",
            "confidence",
            "why",
            "id",
        ),
    ),
    "times": (
        "time",
        (
            "document",
            "text",
            "type",
            "value",
            "mod",
            "calendar",
            "hijri",
            "value_printed",
            "alternatives",
            "earliest",
            "latest",
            "edtf",
            "anchor",
            "anchor_kind",
            "role",
            "issues",
            "start",
            "end",
            "confidence",
            "why",
            "id",
        ),
    ),
    "actors": (
        "actor",
        ("canonical", "type", "document", "mentions", "mention_spans", "nominals", "nominal_spans", "id"),
    ),
    "scripture": (
        "scripture",
        (
            "document",
            "type",
            "language",
            "reference",
            "reference_written",
            "true_reference",
            "verdict",
            "text",
            "start",
            "end",
            "differences",
            "before",
            "after",
            "text_name",
            "transmitters",
            "repair",
            "confidence",
            "why",
            "id",
        ),
    ),
    "passages": (
        "passage",
        (
            "a",
            "a_start",
            "a_end",
            "b",
            "b_start",
            "b_end",
            "kind",
            "equal_words",
            "variants",
            "earlier",
            "cluster",
            "score",
            "why",
            "id",
        ),
    ),
    "checks": ("check", ("document", "kind", "message", "text", "start", "end", "related", "id")),
}
_BY_LAYER = {layer: name for name, (layer, _) in TABLES.items()}


def table_names(layers: Sequence[str] | None) -> list[str]:
    """Return the names of the tables that are asked for, by table or by layer. Raises ValueError."""
    if layers is None:
        return list(TABLES)
    names = {_BY_LAYER.get(layer, layer) for layer in layers}
    unknown = sorted(names - set(TABLES))
    if unknown:
        raise ValueError(f"no such table: {', '.join(unknown)}; there are {', '.join(TABLES)}")
    return [name for name in TABLES if name in names]


def write(case: Case, out: Path, *, layers: Sequence[str] | None = None, bom: bool = False) -> int:
    """Write the tables of a case into a folder, or into one file if its name ends in ``.zip``.

    Returns the number of rows. Raises ValueError for a table that does not exist, and OSError.
    """
    names = table_names(layers)
    into_zip = out.suffix.lower() == ".zip"
    if out.is_file() and not into_zip:
        raise ValueError(f"{out} is a file; name a folder, or a file that ends in .zip")
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as made:
        folder = Path(made)
        count = _write_tables(case, folder, names, bom)
        if into_zip:
            packed = folder / "tables.zip"
            _pack(folder, names, packed)
            os.replace(packed, out)  # noqa: PTH105
        else:
            out.mkdir(exist_ok=True)
            for name in names:
                shutil.move(folder / f"{name}.csv", out / f"{name}.csv")
    return count


def write_table(case: Case, name: str, out: TextIO, *, bom: bool = False) -> int:
    """Write one table of a case to an open text file. Raises ValueError if there is no such table."""
    (name,) = table_names([name])
    layer, columns = TABLES[name]
    if bom:
        out.write(_BOM)
    table = csv.writer(out, lineterminator="\n")
    table.writerow([_heading(column) for column in columns])
    count = 0
    for row in _rows(case, [layer]):
        if row["layer"] == layer:
            table.writerow([cell(row.get(_key(column))) for column in columns])
            count += 1
    return count


def _write_tables(case: Case, folder: Path, names: Sequence[str], bom: bool) -> int:
    count = 0
    with contextlib.ExitStack() as files:
        tables = {}
        for name in names:
            layer, columns = TABLES[name]
            out = files.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            out.write(_BOM if bom else "")
            table = csv.writer(out, lineterminator="\n")
            table.writerow([_heading(column) for column in columns])
            tables[layer] = (table, [_key(column) for column in columns])
        for row in _rows(case, list(tables)):
            if row["layer"] in tables:
                table, keys = tables[row["layer"]]
                table.writerow([cell(row.get(key)) for key in keys])
                count += 1
    return count


def _pack(folder: Path, names: Sequence[str], out: Path) -> None:
    """Put the tables into a zip whose bytes depend on nothing but them."""
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo(f"{name}.csv", (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, (folder / f"{name}.csv").read_bytes())


def _heading(column: str) -> str:
    return column.partition("<")[0]


def _key(column: str) -> str:
    name, renamed, key = column.partition("<")
    return key.removesuffix(">") if renamed else name


def _rows(case: Case, layers: list[str]) -> Iterator[Row]:
    """Yield the interchange rows with what the tables show beside them."""
    document: Row = {}
    text = ""
    numbers = {entry.name: entry.number for entry in case.documents()}
    for row in case_rows(case, layers=["document", *(layer for layer in layers if layer != "document")]):
        if row["layer"] == "document":
            document = row
            if "actor" in layers:
                text = case.text(numbers[row["document"]])
        yield row | _beside(row, document, text)


def _beside(row: Row, document: Row, text: str) -> Row:
    """Return the columns of a row's table that the row itself does not have."""
    if row["layer"] == "attribution":
        document_date = document.get("date") or document.get("date_probable")
        return {"date": row["outlet_date"] or document_date, "document_date": document_date}
    if row["layer"] in ("citation", "scripture", "check") and row["span"]:
        return {"start": row["span"][0], "end": row["span"][1]}
    if row["layer"] == "actor":
        return {
            "mentions": _spellings(text, row["mentions"]),
            "mention_spans": row["mentions"],
            "nominals": _spellings(text, row["nominals"]),
            "nominal_spans": row["nominals"],
        }
    if row["layer"] == "passage":
        places = {f"{side}_{key}": row[side][key] for side in "ab" for key in ("start", "end")}
        return {"a": row["a"]["document"], "b": row["b"]["document"], **places}
    return {}


def _spellings(text: str, spans: Sequence[Sequence[int]]) -> list[str]:
    """Return the different words at some spans, in order of their first place."""
    return list(dict.fromkeys(text[start:end] for start, end in spans))


def cell(value: Any) -> Any:
    """Return a value as it stands in a cell.

    >>> cell("=1+1"), cell(["Delta News", "Radio Ost"]), cell([[3, 9], [12, 20]]), cell(None), cell(True)
    ("'=1+1", 'Delta News; Radio Ost', '3-9; 12-20', '', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    return safe_cell(_text(value))


def _text(value: Any) -> str:
    if isinstance(value, list):
        if len(value) == 2 and all(isinstance(item, int) for item in value):
            return f"{value[0]}-{value[1]}"
        return "; ".join(_text(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_text(item)}" for key, item in value.items() if item not in ("", None))
    return str(value)


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; lone surrogates become U+FFFD."""
    text = _SURROGATE.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(_DANGEROUS) else text
