"""``testimonia reuse``, and recycled passages as the other commands show and write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from testimonia import pipeline
from testimonia.cli import main
from testimonia.cli.output import printable

STATEMENT = (
    "The council of Arvela may close the northern bridge to all traffic until the river falls and dries, "
    "because three pillars were damaged by the flood of last week."
)
CHANGED = STATEMENT.replace("may", "must")
AGAIN = CHANGED.replace("three", "nine")


def run(*arguments: str | Path, **options: Any) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pile = tmp_path / "pile"
    pile.mkdir()
    for name, text in (
        ("a.txt", STATEMENT),
        ("b.txt", f"It is told: {CHANGED}"),
        ("c.txt", f"{AGAIN} So be it."),
    ):
        (pile / name).write_text(text, encoding="utf-8")
    return pile


def test_a_pipe_gets_the_rows_that_the_case_would_hold(folder: Path) -> None:
    result = run("reuse", folder)
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert {(row["a"]["document"], row["b"]["document"]) for row in rows} == {
        ("a.txt", "b.txt"), ("a.txt", "c.txt"), ("b.txt", "c.txt")
    }  # fmt: skip
    first = next(row for row in rows if row["b"]["document"] == "b.txt")
    assert [(v["kind"], v["alters"]) for v in first["variants"]] == [("modality", "yes")]
    assert "3 documents; 3 passage; 1 families" in result.stderr


def test_a_table_names_both_places(folder: Path) -> None:
    result = run("reuse", folder, "--format", "table")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split() == [
        "kind", "a", "b", "equal_words", "variants", "alters", "text"
    ]  # fmt: skip


@pytest.mark.parametrize("format", ["tei", "html"])
def test_pages_hold_every_reading(folder: Path, tmp_path: Path, format: str) -> None:
    assert run("reuse", folder, "--format", format, "-o", tmp_path / "out").exit_code == 0
    written = (tmp_path / "out").read_text("utf-8")
    assert all(word in written for word in ("may", "must", "nine"))
    parser = etree.XMLParser() if format == "tei" else etree.HTMLParser()
    assert etree.fromstring(written.encode(), parser) is not None


def test_families_come_as_one_line_a_witness(folder: Path) -> None:
    rows = [json.loads(line) for line in run("reuse", folder, "--format", "passim").stdout.splitlines()]
    assert [(row["cluster"], row["size"], row["id"]) for row in rows] == [
        (0, 3, "a.txt"), (0, 3, "b.txt"), (0, 3, "c.txt")
    ]  # fmt: skip


def test_the_order_of_the_files_does_not_matter(folder: Path) -> None:
    files = sorted(folder.iterdir())
    assert run("reuse", *files).stdout == run("reuse", *reversed(files)).stdout


def test_documents_of_one_name_are_told_apart_by_their_paths(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "same.txt").write_text(STATEMENT, encoding="utf-8")
    (row,) = map(json.loads, run("reuse", tmp_path).stdout.splitlines())
    assert sorted(row[side]["document"] for side in "ab") == [str(tmp_path / "y" / "same.txt"), "same.txt"]


def test_standard_input_is_one_of_the_documents(folder: Path) -> None:
    result = run("reuse", "-", folder / "a.txt", input=STATEMENT)
    assert json.loads(result.stdout)["b"]["document"] == "standard-input.txt"


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    result = run("reuse", folder, tmp_path / "none.txt")
    assert result.exit_code == 3
    assert "none.txt" in result.stderr
    assert len(result.stdout.splitlines()) == 3


def test_nothing_that_recurs_ends_with_its_own_code(folder: Path, tmp_path: Path) -> None:
    result = run("reuse", folder / "a.txt")
    assert result.exit_code == 6
    assert "no passage recurs in 1 documents" in result.stderr
    (tmp_path / "empty").mkdir()
    assert run("reuse", tmp_path / "empty").exit_code == 6


def test_a_missing_extra_ends_with_its_install_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from testimonia.comparing import reuse

    monkeypatch.setattr(reuse, "find_spec", lambda name: None)
    result = run("reuse", folder)
    assert result.exit_code == 4
    assert 'pip install "testimonia[reuse]"' in result.stderr


def test_a_case_shows_and_exports_its_passages(folder: Path, tmp_path: Path) -> None:
    case = tmp_path / "my.case"
    pipeline.read([folder], case)
    listed = [json.loads(line) for line in run("list", "passages", case).stdout.splitlines()]
    assert len(listed) == 3
    shown = json.loads(run("show", case, listed[0]["id"]).stdout)
    assert "⟦1 may⟧" in "".join(shown["beside"])
    assert any("]" in line for line in shown["apparatus"])
    result = run("compare", case, "a.txt", "b.txt")
    assert json.loads(result.stdout.splitlines()[0])["kind"] == "passage"
    for format in ("tei", "collation", "passim"):
        result = run("export", format, case)
        assert result.exit_code == 0, result.output
        assert "must" in result.stdout
        assert run("export", format, case, "--layer", "times").exit_code == 2
    assert printable(run("export", "tei", case).stdout) == printable(run("export", "tei", case).stdout)
