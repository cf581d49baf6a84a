"""What must not go wrong: runs that are killed, stopped or doubled, and places that cannot be written to.

The runs are real processes. A run that is to be stopped in the middle is made to stop itself at a certain
document, so that nothing here depends on time.
"""

import io
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pile import make_pile
from testimonia import pipeline
from testimonia.case import open_case
from testimonia.case.file import open_for_writing
from testimonia.case.proof import prove
from testimonia.case.writer import only_writer
from testimonia.jobs import Summary
from testimonia.signature import signature
from testimonia.writing import jsonl

# Runs `testimonia read` in this process, which signals itself when it comes to a certain document.
_STOPS_ITSELF = """
import os, signal, sys
from testimonia import intake, pipeline
from testimonia.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
intake._BATCH_PIECES = 1
intake.signature = lambda: {signature!r}  # the rules of the process that goes on
find_layers = pipeline.find_layers
def stops_itself(document):
    if "part 8\\n" in document.text:
        os.kill({target}, signal.{name})
    return find_layers(document)
pipeline.find_layers = stops_itself
main()
"""

needs_signals = pytest.mark.skipif(os.name == "nt", reason="needs signals")


Done = subprocess.CompletedProcess[str]


def run(*arguments: str | Path, script: str = "from testimonia.cli import main; main()") -> Done:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def read(pile: Path, case: Path, *options: str, **how: str) -> Done:
    """Read in a process of its own."""
    return run("read", pile, "-o", case, "--no-passages", *options, **how)


def go_on(pile: Path, case: Path) -> Summary:
    """Read in this process."""
    return pipeline.read([pile], case, passages=False)


def export(case: Path) -> str:
    out = io.StringIO()
    with open_case(case) as opened:
        assert [problem for problem in prove(opened.connection) if problem.fatal] == []
        jsonl.write(opened, out)
    return out.getvalue()


def n_documents(case: Path) -> int:
    with open_case(case) as opened:
        return len(opened.documents())


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    return make_pile(tmp_path / "pile")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The export of a run that nothing stopped."""
    folder = tmp_path_factory.mktemp("whole")
    go_on(make_pile(folder / "pile"), folder / "whole.case")
    return export(folder / "whole.case")


@needs_signals
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_run_keeps_what_it_stored_and_the_next_goes_on(
    pile: Path, tmp_path: Path, whole: str, workers: str
) -> None:
    case = tmp_path / "my.case"
    script = _STOPS_ITSELF.format(
        signature=signature(), target="os.getpid()" if workers == "1" else "os.getppid()", name="SIGKILL"
    )
    killed = read(pile, case, "--workers", workers, script=script)
    assert killed.returncode == -signal.SIGKILL
    stored = n_documents(case)
    assert 0 < stored < 14
    assert go_on(pile, case).files_unchanged >= stored
    assert export(case) == whole


@needs_signals
@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupted_run_keeps_what_it_stored_and_the_next_goes_on(
    pile: Path, tmp_path: Path, whole: str, workers: str
) -> None:
    case = tmp_path / "my.case"
    script = _STOPS_ITSELF.format(
        signature=signature(), target="os.getpid()" if workers == "1" else "os.getppid()", name="SIGINT"
    )
    stopped = read(pile, case, "--workers", workers, script=script)
    assert stopped.returncode == 130
    assert "Traceback" not in stopped.stderr
    assert "the same command goes on" in stopped.stderr
    assert 0 < n_documents(case) < 14
    with open_case(case) as opened:
        assert [row["outcome"] for row in opened.query("SELECT outcome FROM runs")] == ["interrupted"]
    go_on(pile, case)
    assert export(case) == whole


@needs_signals
def test_a_worker_that_is_killed_costs_one_document_until_the_next_run(
    pile: Path, tmp_path: Path, whole: str
) -> None:
    case = tmp_path / "my.case"
    script = _STOPS_ITSELF.format(signature=signature(), target="os.getpid()", name="SIGKILL")
    done = read(pile, case, "--workers", "2", script=script)
    assert done.returncode == 3
    assert "008.txt: analysis failed: its worker was killed (SIGKILL)" in done.stderr
    assert n_documents(case) == 13
    go_on(pile, case)
    assert export(case) == whole


@needs_signals
def test_the_second_of_two_runs_is_told_of_the_first(pile: Path, tmp_path: Path) -> None:
    case = tmp_path / "my.case"
    connection = open_for_writing(case)
    with only_writer(connection, case):
        second = read(pile, case)
    assert second.returncode == 5
    assert f"is being written to by process {os.getpid()}" in second.stderr
    assert "wait until it has finished" in second.stderr
    assert go_on(pile, case).documents == 14


def test_a_case_may_be_read_while_it_is_written_to(pile: Path, tmp_path: Path) -> None:
    case = tmp_path / "my.case"
    go_on(pile, case)
    connection = open_for_writing(case)
    with only_writer(connection, case):
        connection.execute("BEGIN IMMEDIATE")
        assert run("list", "documents", case).returncode == 0


def test_a_case_of_a_newer_program_is_left_alone(pile: Path, tmp_path: Path) -> None:
    case = tmp_path / "new.case"
    connection = open_for_writing(case)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = case.read_bytes()
    for arguments in (("read", pile, "-o", case), ("said", case)):
        done = run(*arguments)
        assert done.returncode == 5
        assert "newer Testimonia (case format 99" in done.stderr
        assert "upgrade" in done.stderr
    assert case.read_bytes() == before


def test_a_file_that_is_no_case_is_left_alone(pile: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("my notes\n" * 200)
    foreign = tmp_path / "other.db"
    sqlite3.connect(foreign).executescript("CREATE TABLE t (x);")
    for target in (notes, foreign):
        before = target.read_bytes()
        done = read(pile, target)
        assert done.returncode == 5
        assert "nothing was written to it" in done.stderr
        assert target.read_bytes() == before


def test_a_damaged_case_is_told_with_a_remedy(pile: Path, tmp_path: Path) -> None:
    case = tmp_path / "my.case"
    go_on(pile, case)
    size = case.stat().st_size
    with case.open("r+b") as stream:
        stream.seek(4096 * 3)
        stream.write(b"\xff" * min(size - 4096 * 4, 4096 * 40))
    for arguments in (("check", case), ("read", pile, "-o", case, "--again")):
        done = run(*arguments)
        assert done.returncode in (1, 5), done.stderr
        assert "Traceback" not in done.stderr
        assert "damaged" in done.stderr + done.stdout


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a place nobody can write to")
def test_a_target_that_cannot_be_written_to_is_told(pile: Path, tmp_path: Path) -> None:
    done = read(pile, Path("/proc/my.case"))
    assert (done.returncode, done.stdout) == (5, "")
    assert "cannot be opened for writing here" in done.stderr
    assert "→ check the permissions" in done.stderr
    go_on(pile, tmp_path / "my.case")
    done = run("export", "jsonl", tmp_path / "my.case", "-o", "/proc/my.jsonl")
    assert done.returncode == 5
    assert "/proc/my.jsonl cannot be written" in done.stderr


def test_a_target_in_a_folder_that_does_not_exist_is_told(pile: Path, tmp_path: Path) -> None:
    done = read(pile, tmp_path / "none" / "my.case")
    assert done.returncode == 5
    assert "there is no folder" in done.stderr


@needs_signals
def test_a_reader_that_has_seen_enough_is_no_fault(pile: Path, tmp_path: Path) -> None:
    case = tmp_path / "my.case"
    go_on(pile, case)
    script = "from testimonia.cli import main; main()"
    command = [sys.executable, "-c", script, "list", "mentions", str(case)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as listing:
        assert listing.stdout is not None and listing.stderr is not None
        listing.stdout.close()
        assert listing.stderr.read() == b""
        assert listing.wait() == 0
