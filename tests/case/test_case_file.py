"""The case file as a file: new, old, newer, foreign, damaged, held, unwritable."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from testimonia.case import CaseError, open_case
from testimonia.case.file import (
    APPLICATION_ID,
    latest_version,
    migrate,
    migrations,
    open_for_reading,
    open_for_writing,
)
from testimonia.case.writer import only_writer


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_a_new_case_says_what_it_is(tmp_path: Path) -> None:
    connection = open_for_writing(tmp_path / "a.case")
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert version(connection) == latest_version()
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_foreign_key_has_an_index(connection: sqlite3.Connection) -> None:
    """Or removing a document would walk whole tables."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        indexed = {
            connection.execute(f"PRAGMA index_info({index[1]})").fetchone()[2]
            for index in connection.execute(f"PRAGMA index_list({table})").fetchall()
        }
        key = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5] == 1]
        for foreign in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            assert foreign[3] in indexed | set(key), f"{table}.{foreign[3]}"


def test_an_older_case_is_brought_up_to_date_step_by_step(tmp_path: Path) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    path = tmp_path / "old.case"
    open_for_writing(path, folder=steps).close()
    (steps / "0002_colours.sql").write_text("CREATE TABLE colours (name TEXT);")
    (steps / "0003_red.sql").write_text("INSERT INTO colours VALUES ('red');")
    connection = open_for_writing(path, folder=steps)
    assert version(connection) == 3
    assert connection.execute("SELECT name FROM colours").fetchall() == [("red",)]
    assert migrate(connection, steps) == []


def test_a_step_that_fails_leaves_the_case_as_it_was(tmp_path: Path) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    path = tmp_path / "old.case"
    open_for_writing(path, folder=steps).close()
    (steps / "0002_half.sql").write_text("CREATE TABLE colours (name TEXT); INSERT INTO nowhere VALUES (1);")
    with pytest.raises(CaseError, match="nowhere"):
        open_for_writing(path, folder=steps)
    connection = sqlite3.connect(path)
    assert version(connection) == 1
    assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'colours'").fetchall()


def test_steps_must_follow_on_each_other(tmp_path: Path) -> None:
    (tmp_path / "0003_too_far.sql").write_text("")
    with pytest.raises(ValueError, match="numbered"):
        migrations(tmp_path)


def test_the_steps_that_are_shipped_follow_on_each_other() -> None:
    assert latest_version() == 1 + len(migrations())


def test_a_case_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.case"
    connection = open_for_writing(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    for opened in (open_for_writing, open_for_reading):
        with pytest.raises(CaseError, match="newer Testimonia") as caught:
            opened(path)
        assert "upgrade" in caught.value.remedy
    assert path.read_bytes() == before


def test_a_file_that_is_no_case_is_left_alone(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("These are my notes.\n" * 100)
    with pytest.raises(CaseError, match="not a case file; nothing was written"):
        open_for_writing(notes)
    assert notes.read_text() == "These are my notes.\n" * 100
    foreign = tmp_path / "other.db"
    sqlite3.connect(foreign).executescript("CREATE TABLE t (x); PRAGMA user_version = 1;")
    before = foreign.read_bytes()
    for opened in (open_for_writing, open_for_reading):
        with pytest.raises(CaseError, match="no case of Testimonia"):
            opened(foreign)
    assert foreign.read_bytes() == before


def test_a_damaged_case_is_named_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a.case"
    open_for_writing(path).close()
    damaged = bytearray(path.read_bytes())
    damaged[100:4096] = b"\xff" * 3996
    path.write_bytes(bytes(damaged))
    with pytest.raises(CaseError, match="damaged") as caught:
        open_for_reading(path)
    assert "recover" in caught.value.remedy


def test_a_case_that_does_not_exist_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no case file"):
        open_case(tmp_path / "none.case")
    with pytest.raises(CaseError, match="no case file"):
        open_case(tmp_path / "none.case", write=True)
    assert list(tmp_path.iterdir()) == []


def test_places_where_no_case_can_be(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="is a folder"):
        open_for_writing(tmp_path)
    with pytest.raises(CaseError, match="there is no folder"):
        open_for_writing(tmp_path / "none" / "a.case")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a place nobody can write to")
def test_a_place_that_cannot_be_written_to_is_named() -> None:
    with pytest.raises(CaseError, match="cannot be opened for writing"):
        open_for_writing("/proc/a.case")


def without_privileges(path: Path) -> list[str]:
    """Open a case for reading and for writing as a user who owns nothing; return what came of it."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        out = []
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            with open_case(path) as case:
                out.append(str(case.counts()["documents"]))
            open_case(path, write=True)
        except BaseException as error:
            out.append(f"{type(error).__name__}: {error}")
        os.write(theirs, "\n".join(out).encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as stream:
        told = stream.read()
    os.waitpid(child, 0)
    return told.splitlines()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs users and permissions")
def test_a_case_on_a_read_only_medium_can_still_be_read() -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "a.case"
        open_for_writing(path).close()
        path.chmod(0o444)
        folder.chmod(0o555)
        told = without_privileges(path)
        assert len(told) == 2, told
        counted, refused = told
        assert counted == "0"
        assert refused.startswith("CaseError: ")
        assert "may not be written to" in refused or "cannot be opened for writing" in refused
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_second_writer_is_told_who_holds_the_case(tmp_path: Path) -> None:
    path = tmp_path / "a.case"
    first, second = open_for_writing(path), open_for_writing(path)
    held = f"process {os.getpid()}, since"
    with only_writer(first, path), pytest.raises(CaseError, match=held), only_writer(second, path):
        pass
    with only_writer(second, path):
        pass


def test_a_writer_that_has_died_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.case"
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    connection = open_for_writing(path)
    with only_writer(connection, path):
        connection.execute("UPDATE writer SET pid = ?", (int(dead.stdout),))
        other = open_for_writing(path)
        with only_writer(other, path):
            assert other.execute("SELECT pid FROM writer").fetchone() == (os.getpid(),)


def test_a_number_given_to_another_process_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.case"
    connection, other = open_for_writing(path), open_for_writing(path)
    with only_writer(connection, path):
        connection.execute("UPDATE writer SET process_start = 'long ago'")
        with only_writer(other, path):
            pass


def test_a_writer_on_another_machine_counts_while_its_heart_beats(tmp_path: Path) -> None:
    path = tmp_path / "a.case"
    connection, other = open_for_writing(path), open_for_writing(path)
    with only_writer(connection, path):
        connection.execute("UPDATE writer SET host = 'elsewhere'")
        with pytest.raises(CaseError, match="on elsewhere") as caught, only_writer(other, path):
            pass
        assert "--take-over" in caught.value.remedy
        with only_writer(other, path, take_over=True):
            pass


def test_decisions_are_only_ever_added(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO decisions (id, at, by, action, target) VALUES ('1', '', '', 'accept', 'x')"
    )
    for statement in ("UPDATE decisions SET action = 'reject'", "DELETE FROM decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            connection.execute(statement)


def test_a_copy_of_a_case_is_a_case(tmp_path: Path) -> None:
    open_for_writing(tmp_path / "a.case").close()
    shutil.copy(tmp_path / "a.case", tmp_path / "b.case")
    with open_case(tmp_path / "b.case") as case:
        assert case.documents() == []
