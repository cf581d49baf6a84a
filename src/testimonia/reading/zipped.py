"""Zip containers read with care: limits on size, ratio and number, and names that stay inside."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from testimonia.reading.source import LARGEST, MEBIBYTE, Source, Unreadable

RATIO = 200
RATIO_COUNTS_FROM = 10 * MEBIBYTE
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OverflowError)
_BOMB_REMEDY = "if you trust it, unpack it yourself and read the folder"


@contextmanager
def open_zip(source: Source) -> Iterator[zipfile.ZipFile]:
    """Open a source as a zip container. Raises Unreadable where it is damaged."""
    with source.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except _FAULTS as fault:
            raise Unreadable(f"is damaged or cut short ({fault})", "fetch it again") from fault
        with archive:
            yield archive


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source) -> bytes:
    """Return the bytes of a member, counted against the source's budget. Raises Unreadable."""
    if info.flag_bits & 1:
        raise Unreadable("is protected by a password", "unpack it with the password and read the folder")
    _check_size(info, source)
    limit = min(LARGEST, source.budget.unpacked_bytes)
    try:
        with archive.open(info) as stream:
            data = stream.read(limit + 1)
    except RuntimeError as fault:
        raise Unreadable(f"cannot be unpacked ({fault})", "unpack it yourself and read the folder") from fault
    except _FAULTS as fault:
        raise Unreadable(f"is damaged inside the archive ({fault})", "fetch the archive again") from fault
    if len(data) > limit:
        raise Unreadable("unpacks to more than it says", _BOMB_REMEDY)
    source.budget.unpacked_bytes -= len(data)
    return data


def _check_size(info: zipfile.ZipInfo, source: Source) -> None:
    """Refuse a member that would unpack to too much."""
    if info.file_size > source.budget.unpacked_bytes:
        raise Unreadable(
            f"would unpack to {info.file_size // MEBIBYTE} MiB, more than the limit for one archive",
            _BOMB_REMEDY,
        )
    if info.file_size > RATIO_COUNTS_FROM and info.file_size > RATIO * max(1, info.compress_size):
        raise Unreadable(
            f"unpacks to more than {RATIO} times its size ({info.file_size // MEBIBYTE} MiB)", _BOMB_REMEDY
        )


def part(archive: zipfile.ZipFile, name: str, source: Source) -> bytes | None:
    """Return a named part of a document container, None where it is missing. Raises Unreadable."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    return read_member(archive, info, source)


def leads_outside(name: str) -> bool:
    """Tell a member's name that would leave the folder it is unpacked into."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or "\x00" in name or (len(name) > 1 and name[1] == ":")
