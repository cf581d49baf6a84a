"""A case and the reader of its attributions: kept, changed, read again where it matters, and only there."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import testimonia
from pile import make_pile
from testimonia import pipeline
from testimonia.case import open_case
from testimonia.case.proof import prove
from testimonia.cli import main
from testimonia.finding.readers import ReaderError, ReaderFault
from testimonia.jobs import Summary
from testimonia.writing import jsonl

Install = Callable[..., Path]

EVERY = """
from testimonia.finding.readers import Reading, complete
import re

class Every:
    '''Takes every word for a cue of what follows in its line.'''
    name = "every"
    notice = "every word is read"
    def __init__(self, word="said", breaks_on="nothing at all"):
        self.word, self.breaks_on = word, breaks_on
        self.version = word
    def read(self, doc, context):
        if self.breaks_on in doc.text:
            raise ZeroDivisionError("no such thing")
        found = re.finditer(rf"\\b{self.word}\\b (.+)", doc.text)
        return complete(doc, context, [Reading(content=(m.span(1),)) for m in found], by="every")
"""


def read(folder: Path, case: Path, **options: Any) -> Summary:
    return pipeline.read([folder], case, passages=False, **options)


def export(case: Path) -> str:
    out = io.StringIO()
    with open_case(case) as opened:
        jsonl.write(opened, out)
        assert [problem for problem in prove(opened.connection) if problem.fatal] == []
    return out.getvalue()


def why(case: Path) -> set[str]:
    with open_case(case) as opened:
        return {
            row["why"].partition(":")[0].partition(";")[0] for row in opened.query("SELECT why FROM said")
        }


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    return make_pile(tmp_path / "pile")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return tmp_path / "my.case"


@pytest.mark.parametrize("workers", [1, 2])
def test_another_reader_reads_the_attributions_again_and_gives_what_it_gives_at_once(
    pile: Path, case: Path, tmp_path: Path, workers: int
) -> None:
    read(pile, case, reader="rules")
    done = read(pile, case, reader="trained", workers=workers)
    assert (done.files_read, done.files_unchanged, done.reread, done.reader) == (0, 15, 14, "trained")
    read(pile, tmp_path / "fresh.case", reader="trained")
    assert export(case) == export(tmp_path / "fresh.case")
    read(pile, case, reader="rules")
    read(pile, tmp_path / "rules.case", reader="rules")
    assert export(case) == export(tmp_path / "rules.case")


def test_the_examples_read_again_are_the_examples_read_at_once(tmp_path: Path) -> None:
    examples = Path(__file__).parents[3] / "examples" / "marsa-zayn"
    read(examples, tmp_path / "a.case", reader="rules")
    read(examples, tmp_path / "a.case", reader="trained")
    read(examples, tmp_path / "b.case", reader="trained")
    assert export(tmp_path / "a.case") == export(tmp_path / "b.case")


def test_nothing_else_is_read_again(
    pile: Path, case: Path, monkeypatch: pytest.MonkeyPatch, install: Install
) -> None:
    install("every", EVERY, "Every")
    read(pile, case)
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "find_layers", lambda document: 1 / 0)
        assert read(pile, case, reader="every").reread == 14
        assert read(pile, case).reread == 0
        assert read(pile, case, reader_options={"word": "says"}).reread == 14
        assert read(pile, case, reader_options={"breaks-on": "xyz"}).reread == 0  # not in its version
        assert read(pile, case, reader="every", reader_options={"word": "says"}).reread == 0


def test_the_choice_is_kept_and_told(pile: Path, case: Path, install: Install) -> None:
    install("every", EVERY, "Every")
    said: list[str] = []
    read(pile, case, reader="every", tell=said.append)
    assert said == ["every word is read"]
    assert why(case) <= {"read by every"}
    assert read(pile, case, tell=said.append).reader == "every"
    assert said[1:] == [
        "attributions are read by every, as in this case before (--reader NAME changes it)",
        "every word is read",
    ]


def test_documents_outside_the_folder_are_read_by_the_new_reader_too(pile: Path, case: Path) -> None:
    n_north = read(pile / "north", case, reader="rules").documents
    assert read(pile / "south", case, reader="trained").reread == n_north


def test_one_document_that_a_reader_fails_at_keeps_what_it_had(
    pile: Path, case: Path, install: Install, tmp_path: Path
) -> None:
    install("every", EVERY, "Every")
    read(pile, case)
    before = [line for line in export(case).splitlines() if '"document": "003.txt"' in line]
    assert any('"layer": "attribution"' in line for line in before)
    done = read(pile, case, reader="every", reader_options={"breaks-on": "part 3\n"})
    told = "003.txt: its attributions were not read: reader every failed: ZeroDivisionError: no such thing"
    assert (done.reread, done.faults) == (13, (told,))
    assert [line for line in export(case).splitlines() if '"document": "003.txt"' in line] == before
    with open_case(case) as opened:
        assert [row["layer"] for row in opened.query("SELECT layer FROM faults")] == ["attribution"]
    done = read(pile, case, reader="every")  # the fault is gone, the document is taken up again
    assert (done.reread, done.faults) == (1, ())
    with open_case(case) as opened:
        assert opened.query("SELECT * FROM faults") == []
    read(pile, tmp_path / "fresh.case", reader="every")
    assert export(case) == export(tmp_path / "fresh.case")


def test_a_new_document_that_a_reader_fails_at_keeps_its_other_layers(
    pile: Path, case: Path, install: Install
) -> None:
    install("every", EVERY, "Every")
    done = read(pile, case, reader="every", reader_options={"breaks-on": "part 3\n"})
    assert len(done.faults) == 1
    rows = [line for line in export(case).splitlines() if '"document": "003.txt"' in line]
    assert any('"layer": "time"' in line for line in rows)
    assert not any('"layer": "attribution"' in line for line in rows)
    done = read(pile, case, reader="every")
    assert (done.files_read, done.reread, done.faults) == (0, 1, ())


def test_refused_rows_of_other_layers_stay_noted(pile: Path, case: Path) -> None:
    read(pile, case)
    with open_case(case, write=True) as opened:
        opened.connection.execute(
            "INSERT INTO faults (document, layer, row, reason) VALUES (1, 'time', 't', 'x')"
        )
    read(pile, case, reader="trained")
    with open_case(case) as opened:
        assert [row["layer"] for row in opened.query("SELECT layer FROM faults")] == ["time"]


def test_a_reader_that_cannot_be_had_makes_no_case(pile: Path, case: Path) -> None:
    with pytest.raises(ReaderError, match="no reader 'parser'"):
        read(pile, case, reader="parser")
    assert not case.exists()


def test_decisions_outlive_a_change_of_reader(pile: Path, case: Path) -> None:
    read(pile, case)
    with open_case(case) as opened:
        (first, *_) = opened.query("SELECT id FROM said")
    assert run("decide", case, "reject", first["id"]).exit_code == 0
    read(pile, case, reader="trained")
    with open_case(case) as opened:
        assert opened.rejected(first["id"])


# On the command line


def test_read_takes_a_reader_and_its_options(pile: Path, case: Path, install: Install) -> None:
    install("every", EVERY, "Every")
    done = run("read", pile, "-o", case, "--no-passages", "--reader", "every", "--reader-option", "word=says")
    assert done.exit_code == 3  # two files of the pile cannot be read
    assert "note: every word is read" in done.stderr
    again = run("read", pile, "-o", case, "--no-passages", "--reader", "rules")
    assert "attributions of 14 documents read again by rules" in again.stderr


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--reader", "parser"], 2, "no reader 'parser'; there are rules, trained"),
        (["--reader-option", "loud"], 2, "is not KEY=VALUE"),
        (["--reader", "rules", "--reader-option", "a=b"], 2, "the reader rules has no option a"),
    ],
)
def test_read_is_told_a_wrong_reader(
    pile: Path, case: Path, options: list[str], code: int, told: str
) -> None:
    done = run("read", pile, "-o", case, *options)
    assert done.exit_code == code
    assert told in done.stderr
    assert "→" in done.stderr


def test_read_without_numpy_names_the_extra(
    pile: Path, case: Path, monkeypatch: pytest.MonkeyPatch, install: Install
) -> None:
    monkeypatch.setattr("testimonia.finding.readers.builtin.find_spec", lambda name: None)
    done = run("read", pile, "-o", case, "--reader", "trained")
    assert done.exit_code == 4
    assert "pip install 'testimonia[trained]'" in done.stderr


def test_doctor_names_the_readers(install: Install) -> None:
    install("every", EVERY, "Every")
    install("needing", "import no_such_package_at_all", "Quiet")
    done = run("doctor", "--json")
    assert done.exit_code == 0
    assert '"reader every", "ok": true, "is": "every 1.0"' in done.stdout
    assert "needs no_such_package_at_all" in done.stdout


# From Python


def test_python_takes_a_reader_and_its_options(install: Install) -> None:
    install("every", EVERY, "Every")
    with pytest.warns(UserWarning, match="every word is read"):
        (row,) = testimonia.annotate(
            "Ash says rain comes.", reader="every", reader_options={"word": "says"}, layers=["attribution"]
        )
    assert row["text"] == "rain comes"


@pytest.mark.filterwarnings("ignore:every word")
def test_python_is_told_of_a_reader_that_fails(install: Install) -> None:
    install("every", EVERY, "Every")
    with pytest.raises(ReaderFault, match="reader every failed: ZeroDivisionError"):
        testimonia.annotate("rain", reader="every", reader_options={"breaks-on": "rain"})
