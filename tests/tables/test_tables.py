"""The editable tables: each parses, has its header, fills its columns and repeats no key."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest

from testimonia.tables import read_table

FOLDER = files("testimonia.tables")
TABLES = sorted(entry.name for entry in FOLDER.iterdir() if entry.name.endswith(".tsv"))

# Columns that are together a key: no two rows share them.
KEYS = {
    "arabic_months.tsv": ("name",),
    "bible_books.tsv": ("name",),
    "cues.tsv": ("lemma",),
    "female_names.tsv": ("name",),
    "given_names.tsv": ("group",),
    "groups.tsv": ("name",),
    "hadith_collections.tsv": ("key",),
    "hijri_months.tsv": ("number",),
    "name_heads.tsv": ("word", "type"),
    "name_spellings.tsv": ("name",),
    "name_warnings.tsv": ("a", "b"),
    "name_words.tsv": ("word", "kind"),
    "organisations.tsv": ("name",),
    "outlets.tsv": ("name",),
    "persons.tsv": ("name",),
    "places.tsv": ("name", "country"),
    "sections.tsv": ("marker", "voice"),
    "states.tsv": ("name",),
    "surahs.tsv": ("number",),
    "time_words.tsv": ("word", "class"),
    "verbs.tsv": ("lemma",),
}
# Tables whose rows are words of a class; their example is beside the first of a class.
WORD_LISTS = ("name_words.tsv", "scripture_cues.tsv")
# Columns whose cells are regular expressions.
PATTERNS = {
    "hijri_months.tsv": ("pattern",),
    "holidays.tsv": ("pattern",),
    "time_not.tsv": ("before", "after"),
}


def lines(name: str) -> list[str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def rows(name: str) -> list[dict[str, str]]:
    return list(read_table(name))


def test_there_are_tables() -> None:
    assert {"cues.tsv", "outlets.tsv", "states.tsv"} <= set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_header_and_rows(name: str) -> None:
    header, *body = lines(name)
    columns = header.split("\t")
    assert len(columns) >= 2 and len(set(columns)) == len(columns)
    assert all(re.fullmatch(r"[a-z_]+", column) for column in columns), columns
    assert body


@pytest.mark.parametrize("name", TABLES)
def test_no_row_has_more_cells_than_the_header(name: str) -> None:
    header, *body = lines(name)
    width = header.count("\t")
    assert [line for line in body if line.count("\t") > width] == []


@pytest.mark.parametrize("name", TABLES)
def test_the_first_cell_is_filled(name: str) -> None:
    assert [line for line in lines(name) if not line.split("\t")[0].strip()] == []


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_what_it_is(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8").startswith("#")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_plain_text(name: str) -> None:
    raw = (FOLDER / name).read_bytes()
    assert b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")


@pytest.mark.parametrize("name", sorted(KEYS))
def test_keys_are_unique(name: str) -> None:
    seen = Counter(tuple(row[column] for column in KEYS[name]) for row in rows(name))
    assert [key for key, count in seen.items() if count > 1] == []


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_patterns_compile(name: str) -> None:
    for row in rows(name):
        for column in PATTERNS[name]:
            re.compile(row[column])


@pytest.mark.parametrize(
    "name",
    [name for name in TABLES if "example" in lines(name)[0].split("\t") and name not in WORD_LISTS],
)
def test_every_rule_has_its_example(name: str) -> None:
    assert [row for row in rows(name) if not row["example"].strip()] == []


def test_missing_cells_at_the_end_are_empty() -> None:
    assert all(set(row) == {"lemma", "forms"} for row in rows("verbs.tsv"))


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        list(read_table("no_such_table.tsv"))
