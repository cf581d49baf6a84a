"""Mails (.eml) and web pages saved as mails (.mht): the body as one document, attachments as their own.

Headers go to the hints. The plain part of a body is preferred, an HTML part is read with the web reader's
light form (a mail has no furniture). The text opens with the subject as its first line, where there is one:
it is what the reader of a mail sees first, and the title as printed.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from testimonia.model import Document, Unread
from testimonia.reading.dispatch import read_source
from testimonia.reading.encodings import decode
from testimonia.reading.formats import Format
from testimonia.reading.source import Source, Unreadable, make_document

MEDIA_TYPE = "message/rfc822"
_LARGEST_DEPTH = 20


def read(source: Source, format: Format) -> Iterator[Document | Unread]:
    """Yield the document of a mail and those of its attachments. Raises Unreadable and OSError."""
    yield from read_mail(source, source.data)


def read_mail(source: Source, data: bytes) -> Iterator[Document | Unread]:
    """Yield the documents of one mail given as bytes. Raises Unreadable."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    if not message.keys():
        raise Unreadable("is no mail: it does not begin with headers", "if it is text, name it .txt")
    plain, html, attachments = _sort_parts(message)
    hints = _hints(message)
    body = _body(plain, html)
    if body is None and not attachments:
        raise Unreadable("is a mail without text", "nothing to do if that is what it should hold")
    if body is not None:
        text, encoding, extractor, version, notes = body
        subject = hints.get("title")
        if subject and not text.lstrip().startswith(subject):
            text = f"{subject}\n{text}"
        yield make_document(
            source,
            text,
            raw=data,
            media_type=MEDIA_TYPE,
            extractor=extractor,
            version=version,
            encoding=encoding,
            hints=hints,
            notes=notes,
        )
    yield from _attached(source, attachments)


def _sort_parts(message: Message) -> tuple[list[Message], list[Message], list[Message]]:
    """Return plain parts, HTML parts and attachments; the second form of an alternative is left out."""
    plain: list[Message] = []
    html: list[Message] = []
    attachments: list[Message] = []
    stack: list[tuple[Message, int]] = [(message, 0)]
    while stack:
        part, depth = stack.pop()
        kind = part.get_content_type()
        attached = part.get_content_disposition() == "attachment"
        if depth < _LARGEST_DEPTH and kind == "message/rfc822" and depth:
            attachments.append(part)
        elif part.is_multipart() and depth < _LARGEST_DEPTH:
            inner = part.get_payload()
            if isinstance(inner, list):
                stack += [(piece, depth + 1) for piece in reversed(inner) if isinstance(piece, Message)]
        elif kind == "text/plain" and not attached:
            plain.append(part)
        elif kind == "text/html" and not attached:
            html.append(part)
        elif attached or part.get_filename():
            attachments.append(part)
    return plain, html, attachments


def _body(
    plain: list[Message], html: list[Message]
) -> tuple[str, str | None, str, str, tuple[str, ...]] | None:
    """Return text, encoding, extractor, version and notes of a mail's body."""
    decoded = [decode(_payload(part), part.get_content_charset()) for part in plain]
    texts = [piece.text for piece in decoded if piece.text.strip()]
    if texts:
        notes = tuple(note for piece in decoded for note in piece.notes)
        return "\n".join(texts), decoded[0].encoding, "testimonia.mail", "1", notes
    from testimonia.reading.html import extract

    for part in html:
        found = decode(_payload(part), part.get_content_charset())
        page = extract(found.text, light=True)
        if page.text.strip():
            return page.text, found.encoding, page.extractor, page.version, found.notes
    return None


def _payload(part: Message) -> bytes:
    """Return a part's bytes, its transfer encoding undone; what cannot be undone is taken as it stands."""
    try:
        data = part.get_payload(decode=True)
    except Exception:
        data = str(part.get_payload()).encode("utf-8", "surrogateescape")
    return data if isinstance(data, bytes) else b""


def _attached(source: Source, attachments: list[Message]) -> Iterator[Document | Unread]:
    """Yield the documents of attachments; pictures and other parts without text are passed over."""
    used: set[str] = set()
    for number, part in enumerate(attachments, 1):
        if part.get_content_maintype() in ("image", "audio", "video"):
            continue
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            data = (
                inner[0].as_bytes()
                if isinstance(inner, list) and inner and isinstance(inner[0], Message)
                else b""
            )
            name = part.get_filename() or f"message-{number}.eml"
        else:
            data, name = _payload(part), _text(part.get_filename()) or f"attachment-{number}"
        name = name.replace("\\", "/").rsplit("/", 1)[-1] or f"attachment-{number}"
        if name in used:
            name = f"{number}-{name}"
        used.add(name)
        if source.depth >= source.budget.depth:
            yield source.unread("is attached too deep inside other mails", "save it by itself", name)
            continue
        yield from read_source(source.member(name, data))


def _hints(message: Message) -> dict[str, str]:
    """Return what the headers say: title, author, author_address, date (ISO), to, id."""
    name, address = parseaddr(_text(message.get("From")))
    hints = {
        "title": _text(message.get("Subject")),
        "author": name or address,
        "author_address": address,
        "date": _date(message.get("Date")),
        "to": _text(message.get("To")),
        "message_id": _text(message.get("Message-ID")),
        "publisher": _text(message.get("Organization")),
    }
    return {key: " ".join(value.split()) for key, value in hints.items() if value.strip()}


def _date(value: object) -> str:
    """Return a mail's date as ISO 8601 with its time; as written where it cannot be read."""
    text = _text(value)
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return text


def _text(value: object) -> str:
    """Return a header in plain characters; bytes outside ASCII that it holds undeclared are decoded too."""
    if value is None:
        return ""
    raw = str(value) if isinstance(value, str) else _header_text(value)
    try:
        pieces = decode_header(raw)
    except Exception:
        return raw
    out = []
    for piece, charset in pieces:
        if isinstance(piece, bytes):
            out.append(decode(piece, None if charset in (None, "unknown-8bit") else charset).text)
        else:
            out.append(piece)
    text = "".join(out)
    if any("\udc80" <= c <= "\udcff" for c in text):
        text = decode(text.encode("utf-8", "surrogateescape")).text
    return text


def _header_text(value: object) -> str:
    """Return a header object (of undeclared bytes) with these bytes kept as surrogates."""
    chunks = getattr(value, "_chunks", None)
    if chunks:
        return "".join(str(chunk[0]) for chunk in chunks)
    return str(value)
