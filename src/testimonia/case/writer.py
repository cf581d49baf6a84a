"""One writer at a time: who holds a case, and how to tell a holder that is gone.

The holder stands in the table ``writer`` with its process, machine and start. A second run on the same
machine looks whether that process still lives (its number and, where the system tells it, its start
time, so that a number given out again does not count); on another machine it goes by the heartbeat,
which every stored batch renews. A run that was killed therefore never has to be cleaned up after.
"""

from __future__ import annotations

import contextlib
import os
import platform
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from testimonia.case.file import CaseError, faults_named

STALE_S = 600.0  # a heartbeat from another machine older than this counts as stopped


@contextlib.contextmanager
def only_writer(
    connection: sqlite3.Connection, path: str | Path, *, take_over: bool = False
) -> Iterator[None]:
    """Hold a case for the time of the block. Raises CaseError naming the process that holds it already."""
    with faults_named(path):
        _take(connection, path, take_over)
    try:
        yield
    finally:
        with contextlib.suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.execute(
                "DELETE FROM writer WHERE pid = ? AND host = ?", (os.getpid(), platform.node())
            )


def beat(connection: sqlite3.Connection) -> None:
    """Renew the heartbeat, inside the transaction that is open."""
    connection.execute("UPDATE writer SET beat = ?", (time.time(),))


def _take(connection: sqlite3.Connection, path: str | Path, take_over: bool) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        row = connection.execute("SELECT pid, host, process_start, since, beat FROM writer").fetchone()
        if row and not take_over and _lives(row[0], row[1], row[2], row[4]):
            where = "" if row[1] == platform.node() else f" on {row[1]}"
            raise CaseError(
                f"{path} is being written to by process {row[0]}{where}, since {row[3]}",
                "wait until it has finished"
                + (", or add --take-over if that machine has stopped for good" if where else ""),
            )
        since = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute(
            "INSERT OR REPLACE INTO writer VALUES (1, ?, ?, ?, ?, ?)",
            (os.getpid(), platform.node(), _process_start(os.getpid()), since, time.time()),
        )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _lives(pid: int, host: str, process_start: str, last_beat: float) -> bool:
    if host != platform.node():
        return time.time() - last_beat < STALE_S
    if pid == os.getpid():
        return process_start == _process_start(pid)
    if os.name == "nt":
        return time.time() - last_beat < STALE_S
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return process_start == _process_start(pid)


def _process_start(pid: int) -> str:
    """Return when a process began, in the system's own ticks; empty where the system does not tell."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return fields[19] if len(fields) > 19 and fields[0] not in "ZX" else ""
