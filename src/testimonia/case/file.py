"""The case file as a file: made, opened, brought up to date, its faults named with its remedy."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

APPLICATION_ID = 0x5465736D  # "Tesm"
BUSY_MS = 10_000
_HERE = Path(__file__).parent
SCHEMA = _HERE / "schema.sql"
MIGRATIONS = _HERE / "migrations"


class CaseError(Exception):
    """A fault of the case file itself; ``remedy`` says what to do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


def migrations(folder: Path = MIGRATIONS) -> list[tuple[int, Path]]:
    """Return the steps from version 1 on, each with the version it leads to.

    Raises ValueError if the numbers do not follow on each other.
    """
    steps = []
    for path in folder.glob("*.sql"):
        match = re.match(r"(\d+)_", path.name)
        if match:
            steps.append((int(match.group(1)), path))
    steps.sort()
    if [number for number, _ in steps] != list(range(2, len(steps) + 2)):
        raise ValueError(f"the migrations in {folder} are not numbered 0002, 0003, …")
    return steps


def latest_version(folder: Path = MIGRATIONS) -> int:
    """Return the version of the case format that this program writes."""
    return 1 + len(migrations(folder))


def open_for_reading(path: str | Path, *, any_thread: bool = False) -> sqlite3.Connection:
    """Open an existing case without changing it.

    Raises CaseError if there is none, or if it cannot be read by this program.
    """
    path = Path(path)
    if not path.is_file():
        raise CaseError(
            f"there is no case file at {path}", f"make one with: testimonia read FOLDER -o {path}"
        )
    with faults_named(path):
        connection = _connect_readonly(path, any_thread)
        version = _version_of_a_case(connection, path)
    if version < latest_version():
        connection.close()
        with contextlib.closing(open_for_writing(path, create=False)):
            pass  # brings it up to date
        return open_for_reading(path, any_thread=any_thread)
    return connection


def open_for_writing(
    path: str | Path, *, create: bool = True, folder: Path = MIGRATIONS
) -> sqlite3.Connection:
    """Open a case to write to it, make it if it is new, and bring an older one up to date.

    Nothing is written to a file that is not a case. Raises CaseError.
    """
    path = Path(path)
    new = not path.exists() or path.stat().st_size == 0
    if path.is_dir():
        raise CaseError(f"{path} is a folder", "name a file for the case, such as my.case")
    if new and not create:
        raise CaseError(
            f"there is no case file at {path}", f"make one with: testimonia read FOLDER -o {path}"
        )
    if not path.parent.is_dir():
        raise CaseError(f"there is no folder {path.parent}", "make it first, or name another place")
    with faults_named(path):
        connection = _connect(f"file:{quote(str(path))}?mode={'rwc' if new else 'rw'}")
        try:
            if new:
                _create(connection, folder)
            else:
                _version_of_a_case(connection, path, folder)
                _must_be_writable(connection, path)
                migrate(connection, folder)
        except BaseException:
            connection.close()
            raise
    return connection


def _connect(uri: str, any_thread: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=not any_thread
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _connect_readonly(path: Path, any_thread: bool = False) -> sqlite3.Connection:
    """Open for queries only; on a read-only medium, where SQLite cannot make its side files, as immutable.

    Where the file may be written it is opened so, since only such a connection takes the side files of the
    write-ahead log away again when it closes.
    """
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    place = f"file:{quote(str(path))}?mode={'rw' if writable else 'ro'}"
    try:
        connection = _connect(place, any_thread)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        if Path(f"{path}-wal").exists():
            raise
        connection = _connect(f"{place}&immutable=1", any_thread)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("PRAGMA query_only = ON")
    return connection


def _version_of_a_case(connection: sqlite3.Connection, path: Path, folder: Path = MIGRATIONS) -> int:
    """Return the version of a case; raise CaseError if it is no case or from a newer program."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise CaseError(
            f"{path} is an SQLite file, but no case of Testimonia; nothing was written to it",
            "name another file for the case",
        )
    if version > latest_version(folder):
        raise CaseError(
            f"{path} was written by a newer Testimonia (case format {version}, this one knows "
            f"{latest_version(folder)}); nothing was changed",
            "upgrade: pip install --upgrade testimonia",
        )
    return int(version)


def _must_be_writable(connection: sqlite3.Connection, path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise CaseError(f"{path} may not be written to", "change its permissions, or copy it elsewhere")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA user_version")
    connection.execute("ROLLBACK")


def _create(connection: sqlite3.Connection, folder: Path) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(
        f"BEGIN IMMEDIATE;\n{SCHEMA.read_text('utf-8')}\nPRAGMA user_version = 1;\nCOMMIT;"
    )
    migrate(connection, folder)


def migrate(connection: sqlite3.Connection, folder: Path = MIGRATIONS) -> list[int]:
    """Bring a case up to date, one transaction a step; return the versions that were reached."""
    done = []
    for number, path in migrations(folder):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version < number:
            step = path.read_text("utf-8")
            try:
                connection.executescript(
                    f"BEGIN IMMEDIATE;\n{step}\nPRAGMA user_version = {number};\nCOMMIT;"
                )
            except sqlite3.Error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            done.append(number)
    return done


@contextlib.contextmanager
def faults_named(path: str | Path) -> Iterator[None]:
    """Turn the faults of SQLite within the block into CaseErrors with a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, path) from error


def explain(error: sqlite3.Error, path: str | Path) -> CaseError:
    """Return a fault of SQLite in words, with what to do about it."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return CaseError(f"{path} is being written to by another program", "wait until it has finished")
    if "readonly" in text or "unable to open" in text or "read-only" in text:
        return CaseError(
            f"{path} cannot be opened for writing here: {text}",
            "check the permissions of the file and of its folder, or name another place",
        )
    if "not a database" in text:
        return CaseError(
            f"{path} is not a case file; nothing was written to it", "name another file for the case"
        )
    if "full" in text or "disk I/O" in text:
        return CaseError(
            f"{path} could not be written: {text}", "free some space and run the same command again"
        )
    if "malformed" in text or "corrupt" in text:
        return CaseError(
            f"{path} is damaged: {text}",
            f'read the folder again into a new case, or: sqlite3 {path} ".recover" | sqlite3 rescued.case',
        )
    return CaseError(f"{path}: {text}", "testimonia check shows whether the file is sound")
