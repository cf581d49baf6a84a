"""Mailboxes (.mbox): one mail after the other, read as a stream, each named ``box.mbox/NUMBER``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimonia.model import Document, Unread
from testimonia.reading.formats import Format
from testimonia.reading.mail import read_mail
from testimonia.reading.source import MEBIBYTE, Source, Unreadable

LARGEST_MAIL = 256 * MEBIBYTE
_FROM = re.compile(rb"From \S+.*\d\d:\d\d.*\d{4}")
_ESCAPED = re.compile(rb"^>(>*From )", re.M)


def read(source: Source, format: Format) -> Iterator[Document | Unread]:
    """Yield the documents of a mailbox, mail by mail; one damaged mail does not stop the rest."""
    number = 0
    for number, raw in enumerate(_mails(source), 1):
        inner = source.member(f"{number}.eml", raw)
        if len(raw) >= LARGEST_MAIL:
            yield inner.unread(f"is a mail larger than {LARGEST_MAIL // MEBIBYTE} MiB", "save it by itself")
            continue
        try:
            yield from read_mail(inner, raw)
        except Unreadable as fault:
            yield inner.unread(fault.reason, fault.remedy)
        except Exception as fault:
            yield inner.unread(
                f"is damaged ({type(fault).__name__})", "save it by itself from the mail program"
            )
    if not number:
        raise Unreadable("is no mailbox: no mail begins in it", "if it is a single mail, name it .eml")


def _mails(source: Source) -> Iterator[bytes]:
    """Yield the bytes of each mail without its "From " line, quoted ones given back."""
    with source.open() as stream:
        lines: list[bytes] | None = None
        size = 0
        blank = True
        while line := stream.readline(MEBIBYTE):
            if blank and line.startswith(b"From ") and _FROM.match(line[:500]):
                if lines is not None:
                    yield _ESCAPED.sub(rb"\1", b"".join(lines))
                lines, size = [], 0
            elif lines is not None and size < LARGEST_MAIL:
                lines.append(line)
                size += len(line)
            blank = line in (b"\n", b"\r\n")
        if lines is not None:
            yield _ESCAPED.sub(rb"\1", b"".join(lines))
