"""Zip archives: every member is a source of its own, named ``archive.zip/inner.txt``."""

from __future__ import annotations

from collections.abc import Iterator

from testimonia.model import Document, Unread
from testimonia.reading.dispatch import read_source
from testimonia.reading.formats import Format
from testimonia.reading.source import Source, Unreadable
from testimonia.reading.zipped import leads_outside, open_zip, read_member


def read(source: Source, format: Format) -> Iterator[Document | Unread]:
    """Yield the documents of an archive in the order of the members' names. Raises Unreadable and OSError."""
    if source.depth >= source.budget.depth:
        raise Unreadable(
            f"is an archive inside {source.depth} others, deeper than is read",
            "unpack it and read the folder",
        )
    with open_zip(source) as archive:
        members = sorted(archive.infolist(), key=lambda info: (info.filename, info.header_offset))
        members = [info for info in members if not info.is_dir() and not _is_hidden(info.filename)]
        if not members:
            raise Unreadable("is an archive without files in it", "fetch it again")
        source.budget.members -= len(members)
        if source.budget.members < 0:
            raise Unreadable(f"holds too many files ({len(members)})", "unpack it and read the folder")
        for info in members:
            name = info.filename
            if leads_outside(name):
                shown = name.replace("\x00", "\\0")
                yield source.unread(
                    "has a name that leads outside the archive", "rename it inside the archive", shown
                )
                continue
            try:
                data = read_member(archive, info, source)
            except Unreadable as fault:
                yield source.unread(fault.reason, fault.remedy, name)
                continue
            yield from read_source(source.member(name, data))


def _is_hidden(name: str) -> bool:
    """Tell the files that a system adds to an archive (``__MACOSX/``, ``.DS_Store``)."""
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" in parts or (parts[-1].startswith(".") and not parts[-1].startswith(".."))
