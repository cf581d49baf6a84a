"""Paths to files: folders are walked in sorted order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from testimonia.model import Unread
from testimonia.reading.dispatch import explain

# Files beside the documents that are ours or the database's, by the end of their names.
OWN = (".case", ".case-wal", ".case-shm", ".case-journal", "-wal", "-shm")


def walk(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path | Unread]:
    """Yield the files that some paths name, folders expanded, each file once.

    Hidden files and folders and case files are passed over inside folders; a file named by itself is always
    given. What does not exist, cannot be listed or is no file (a pipe, a device) is yielded as Unread.
    """
    seen: set[str] = set()
    for path in map(Path, paths):
        try:
            if path.is_dir():
                found = _walk_folder(path, set())
            elif path.is_file():
                found = iter((path,))
            elif path.exists():
                found = iter((_no_file(path),))
            else:
                found = iter(
                    (
                        Unread(
                            path=str(path), reason="does not exist", remedy="check the spelling of the path"
                        ),
                    )
                )
        except (OSError, ValueError) as fault:
            reason, remedy = explain(fault) if isinstance(fault, OSError) else ("is no path", "")
            found = iter((Unread(path=str(path), reason=reason, remedy=remedy),))
        for item in found:
            if isinstance(item, Path):
                key = str(item.absolute())
                if key in seen:
                    continue
                seen.add(key)
            yield item


def _walk_folder(folder: Path, above: set[tuple[int, int]]) -> Iterator[Path | Unread]:
    """Yield the files below a folder, sorted by name; links that lead back up are not followed."""
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as fault:
        reason, remedy = explain(fault)
        yield Unread(path=str(folder), reason=f"folder {reason}", remedy=remedy)
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(OWN):
            continue
        path = folder / entry.name
        try:
            is_folder, is_file = entry.is_dir(), entry.is_file()
        except OSError as fault:
            reason, remedy = explain(fault)
            yield Unread(path=str(path), reason=reason, remedy=remedy)
            continue
        if is_folder:
            yield from _walk_folder(path, above | {here})
        elif is_file:
            yield path
        elif entry.is_symlink() and not path.exists():
            yield Unread(path=str(path), reason="is a link that leads nowhere", remedy="remove the link")
        else:
            yield _no_file(path)


def _no_file(path: Path) -> Unread:
    """Return the record of a pipe, a socket or a device: to open one might wait for ever."""
    return Unread(
        path=str(path), reason="is neither a file nor a folder", remedy="copy what it gives into a file"
    )
