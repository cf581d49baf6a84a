"""Tables for a spreadsheet, compared with the files in ``golden/``."""

import csv as plain_csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interchange_samples import make_case

from testimonia.case import Case
from testimonia.writing import csv

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case(make_case(tmp_path / "a.case"), tmp_path / "a.case") as opened:
        yield opened


@pytest.mark.parametrize("name", list(csv.TABLES))
def test_a_table_is_what_it_was(case: Case, name: str) -> None:
    out = io.StringIO()
    csv.write_table(case, name, out)
    assert out.getvalue() == (GOLDEN / f"{name}.csv").read_text(encoding="utf-8")


def test_a_folder_holds_every_table(case: Case, tmp_path: Path) -> None:
    assert csv.write(case, tmp_path / "tables") == 9
    names = sorted(path.name for path in (tmp_path / "tables").iterdir())
    assert names == sorted(f"{name}.csv" for name in csv.TABLES)
    for name in names:
        assert (tmp_path / "tables" / name).read_bytes() == (GOLDEN / name).read_bytes()
    assert not list(tmp_path.glob(".*"))


def test_a_zip_has_the_same_bytes_every_time(case: Case, tmp_path: Path) -> None:
    csv.write(case, tmp_path / "a.zip")
    csv.write(case, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist()[0] == "said.csv"
        assert archive.read("times.csv") == (GOLDEN / "times.csv").read_bytes()


def test_some_tables_with_a_mark_for_spreadsheets(case: Case, tmp_path: Path) -> None:
    csv.write(case, tmp_path / "tables", layers=["time", "said"], bom=True)
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == ["said.csv", "times.csv"]
    golden = (GOLDEN / "said.csv").read_bytes()
    assert (tmp_path / "tables" / "said.csv").read_bytes() == b"\xef\xbb\xbf" + golden


def test_a_table_that_does_not_exist_is_named(case: Case, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no such table: colours; there are said"):
        csv.write(case, tmp_path / "tables", layers=["colours"])
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ValueError, match="is a file"):
        csv.write(case, tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\n=1", "=", "-"])
def test_nothing_somebody_wrote_becomes_a_formula(text: str) -> None:
    assert csv.cell(text) == "'" + text
    assert csv.cell([text, "b"]) == f"'{text}; b"


def test_numbers_stay_numbers() -> None:
    assert (csv.cell(-1), csv.cell(0.5), csv.cell(None), csv.cell(False)) == (-1, 0.5, "", "no")


@given(st.text())
def test_every_cell_can_be_read_back(text: str) -> None:
    out = io.StringIO()
    plain_csv.writer(out, lineterminator="\n").writerow([csv.cell(text), "end"])
    out.getvalue().encode()
    out.seek(0)
    ((read, end),) = list(plain_csv.reader(out))
    assert (read, end) == (csv.cell(text), "end")
    assert not read.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
