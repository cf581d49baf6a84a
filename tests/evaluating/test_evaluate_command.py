"""``testimonia evaluate``: what it prints where, and how it ends."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from testimonia.cli import main

TEXT = "Mara Teel said that the quay is shut. Ilan Voss denied that ships wait."
GOLD = {
    "id": "a",
    "text": TEXT,
    "meta": {"publisher": "Radio Ost"},
    "attributions": [
        {"source": [[0, 9]], "cue": [[10, 14]], "content": [[20, 36]]},
        {"source": [[0, 9]], "cue": [[48, 54]], "content": [[60, 70]]},
    ],
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    return path


def test_a_table_for_people(gold: Path) -> None:
    done = run(gold, "--table", "--by", "publisher", "--reader", "rules")
    assert done.exit_code == 0
    assert "reader rules: 1 document, 14 words" in done.stdout
    assert "content          2       2  100.0  100.0  100.0" in done.stdout
    assert "attributed       2       2   50.0   50.0   50.0" in done.stdout
    assert "Radio Ost (1)" in done.stdout
    assert "expected calibration error" in done.stdout


def test_one_object_for_programs(gold: Path) -> None:
    report = json.loads(run(gold).stdout)
    assert [figure["name"] for figure in report["figures"]] == ["content", "attributed", "with cue", "strict"]
    assert report["figures"][1]["f1"] == 0.5
    assert report["outermost"] is True


def test_the_trained_reader_is_measured(gold: Path) -> None:
    report = json.loads(run(gold, "--reader", "trained").stdout)
    assert report["reader"] == "trained"
    assert report["figures"][0]["gold"] == 2


@pytest.mark.parametrize("name", ["wrong.csv", "wrong.jsonl"])
def test_rows_that_are_wrong_are_written(gold: Path, tmp_path: Path, name: str) -> None:
    done = run(gold, "--errors", tmp_path / name)
    assert "1 rows that are wrong" in done.stderr
    text = (tmp_path / name).read_text(encoding="utf-8")
    (row,) = csv.DictReader(text.splitlines()) if name.endswith("csv") else [json.loads(text)]
    assert (row["error"], row["content"], row["instead"]) == ("other source", "ships wait", "Ilan Voss")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--reader", "parser"], 2, "no reader 'parser'"),
        (["--map", "Speaker"], 2, "is not TYPE=ROLE"),
        (["--map", "Speaker=Teller"], 2, "roles are Source, Cue, Content"),
        (["--reader-option", "loud"], 2, "is not KEY=VALUE"),
    ],
)
def test_wrong_options_are_told(gold: Path, arguments: list[str], code: int, told: str) -> None:
    done = run(gold, *arguments)
    assert done.exit_code == code
    assert told in done.stderr
    assert "→" in done.stderr


def test_wrong_annotation_is_told_with_file_and_line(gold: Path) -> None:
    gold.write_text("{}\n", encoding="utf-8")
    done = run(gold)
    assert done.exit_code == 2
    assert "gold.jsonl:1:" in done.stderr


def test_a_missing_part_is_told_by_its_own_code(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from testimonia.finding.readers import make

    monkeypatch.setattr("testimonia.finding.readers.builtin.find_spec", lambda name: None)
    make.cache_clear()
    assert run(gold, "--reader", "trained").exit_code == 4


def test_what_the_documentation_shows_from_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[2]
    (code,) = re.findall(
        r"(?ms)^```python\n(.*?)^```$", (root / "docs" / "how" / "evaluate.md").read_text(encoding="utf-8")
    )
    monkeypatch.chdir(root)
    shown: dict[str, Any] = {}
    exec(compile(code, "evaluate.md", "exec"), shown)
    assert 0.5 < shown["attributed"].f1 <= 1
    assert shown["attributed"].interval[0] < shown["attributed"].f1 < shown["attributed"].interval[1]
