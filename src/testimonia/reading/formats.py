"""Which format a source is in: by its content first, then by its extension."""

from __future__ import annotations

import re
from typing import NamedTuple

from testimonia.reading.source import Source, Unreadable


class Format(NamedTuple):
    """A format we read: its name, the module of its reader, its media type, its extensions."""

    name: str
    module: str
    media_type: str
    suffixes: tuple[str, ...]


SUPPORTED: tuple[Format, ...] = (
    Format("txt", "plain", "text/plain", (".txt", ".text", ".asc")),
    Format("md", "plain", "text/markdown", (".md", ".markdown")),
    Format("html", "html", "text/html", (".html", ".htm", ".xhtml")),
    Format("pdf", "pdf", "application/pdf", (".pdf",)),
    Format(
        "docx",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx", ".docm", ".dotx"),
    ),
    Format("odt", "odt", "application/vnd.oasis.opendocument.text", (".odt", ".ott", ".fodt")),
    Format("epub", "epub", "application/epub+zip", (".epub",)),
    Format("eml", "mail", "message/rfc822", (".eml", ".mht", ".mhtml")),
    Format("mbox", "mbox", "application/mbox", (".mbox", ".mbx")),
    Format("zip", "archive", "application/zip", (".zip",)),
    Format("csv", "corpus", "text/csv", (".csv", ".tsv")),
    Format("jsonl", "corpus", "application/jsonl", (".jsonl", ".ndjson")),
)

_BY_NAME = {format.name: format for format in SUPPORTED}
_BY_SUFFIX = {suffix: format for format in SUPPORTED for suffix in format.suffixes}

# First bytes of what we know and cannot read, what it is, and what to do about it.
_UNPACK = "unpack it and read the folder"
_OCR = "run text recognition (OCR) over it first and read the text"
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"\x1f\x8b", "is a gzip archive", _UNPACK),
    (b"BZh", "is a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "is an xz archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive", _UNPACK),
    (b"Rar!\x1a\x07", "is a RAR archive", _UNPACK),
    (b"\x89PNG\r\n", "is an image (PNG)", _OCR),
    (b"\xff\xd8\xff", "is an image (JPEG)", _OCR),
    (b"GIF8", "is an image (GIF)", _OCR),
    (b"II*\x00", "is an image (TIFF)", _OCR),
    (b"MM\x00*", "is an image (TIFF)", _OCR),
    (b"AT&TFORM", "is a scanned book (DjVu)", "save it as PDF with a text layer, or as text"),
    (b"{\\rtf", "is a Rich Text document", "save it as .docx or .odt in a word processor"),
    (b"%!PS", "is a PostScript file", "save it as PDF"),
    (b"SQLite format 3\x00", "is an SQLite file, perhaps a case", "name the documents, not the case"),
    (b"PAR1", "is a Parquet file", "export it as .csv or .jsonl"),
    (b"\x7fELF", "is a program", ""),
    (b"MZ\x90\x00", "is a program", ""),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html[\s>])",
    re.I | re.S,
)
_FODT = b"application/vnd.oasis.opendocument.text"
_MBOX = re.compile(rb"^From \S+ +\w{3} \w{3} .{10,40}\r?\n[A-Za-z-]{2,40}: ")
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z-]{1,40}): ?[^\n]*\n(?:[ \t][^\n]*\n)*")
_MAIL_HEADERS = frozenset(
    (
        b"received",
        b"return-path",
        b"message-id",
        b"mime-version",
        b"delivered-to",
        b"x-mailer",
        b"content-type",
    )
)
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"


def suffixes() -> tuple[str, ...]:
    """Return all extensions that can be read, in alphabetical order."""
    return tuple(sorted(_BY_SUFFIX))


def find_format(source: Source) -> Format:
    """Return the format of a source. Raises Unreadable with the reason and the remedy, and OSError."""
    head = source.head
    if not head:
        raise Unreadable("is empty (0 bytes)", "fetch or save the file again")
    by_suffix = _BY_SUFFIX.get(source.suffix)
    by_content = _by_content(source, head, by_suffix)
    if by_content is not None:
        return by_content
    _refuse_broken(by_suffix)
    if is_binary(head):
        raise Unreadable("holds binary data, not text", "save it again as text, PDF, .docx or .html")
    if by_suffix is not None:
        return by_suffix
    return _without_suffix(source, head)


def is_binary(head: bytes) -> bool:
    """Tell data from text: more than one byte in twenty is a control character, and it is not UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    controls = len(head) - len(head.translate(None, _CONTROL))
    if controls * 20 <= len(head):
        return False
    odd, even = head[1::2].count(0), head[0::2].count(0)
    wide = max(odd, even) * 10 > len(head) * 2 and min(odd, even) * 20 < max(odd, even)
    without = head.replace(b"\x00", b"")
    return not wide or (len(without) - len(without.translate(None, _CONTROL))) * 20 > len(without)


def _by_content(source: Source, head: bytes, by_suffix: Format | None) -> Format | None:
    """Return the format that the first bytes show beyond doubt."""
    if b"%PDF-" in head[:1024] and (head.lstrip()[:5] == b"%PDF-" or by_suffix == _BY_NAME["pdf"]):
        return _BY_NAME["pdf"]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _kind_of_zip(source)
    if head.startswith(_OLE):
        _refuse_ole(source)
    for magic, what, remedy in _FOREIGN:
        if head.startswith(magic):
            raise Unreadable(what, remedy)
    if by_suffix in (_BY_NAME["eml"], _BY_NAME["mbox"], _BY_NAME["csv"], _BY_NAME["jsonl"], _BY_NAME["md"]):
        return by_suffix if not is_binary(head) else None
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _FODT in head[:4096]:
        return _BY_NAME["odt"]
    if _HTML.match(head[:4096]):
        return _BY_NAME["html"]
    return _BY_NAME["mbox"] if _MBOX.match(head) else None


def _kind_of_zip(source: Source) -> Format:
    """Look inside a zip container. A broken one is left to the reader of its extension, which says so."""
    import zipfile

    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100].strip() if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        found = _BY_SUFFIX.get(source.suffix)
        return found if found and found.name in ("docx", "odt", "epub") else _BY_NAME["zip"]
    except Exception:
        return _BY_NAME["zip"]
    if kind == b"application/epub+zip" or "META-INF/container.xml" in names:
        return _BY_NAME["epub"]
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        if not kind.startswith(_FODT):
            raise Unreadable(
                "is an OpenDocument file that is no text document", "save it as .csv, .odt or PDF"
            )
        return _BY_NAME["odt"]
    if "word/document.xml" in names:
        return _BY_NAME["docx"]
    if "[Content_Types].xml" in names and any(name.startswith(("xl/", "ppt/")) for name in names):
        raise Unreadable("is a spreadsheet or a presentation", "save it as .csv or PDF")
    return _BY_NAME["zip"]


def _refuse_ole(source: Source) -> None:
    """Refuse the old Office container: an encrypted .docx, a mail of Outlook or a .doc."""
    head = source.head
    if "EncryptedPackage".encode("utf-16-le") in head or "EncryptionInfo".encode("utf-16-le") in head:
        raise Unreadable("is protected by a password", "open it, remove the password and save it again")
    if source.suffix == ".msg":
        raise Unreadable("is a mail in Outlook's own format", "save it as .eml")
    raise Unreadable("is an old Office document (.doc, .xls, .ppt)", "save it as .docx or .odt")


def _refuse_broken(by_suffix: Format | None) -> None:
    """Refuse a file that its extension calls a container and its content does not."""
    if by_suffix is not None and by_suffix.name in ("pdf", "docx", "epub", "zip"):
        raise Unreadable(
            f"is not a {by_suffix.name} file, whatever its name says, or it is damaged", "fetch it again"
        )


def _without_suffix(source: Source, head: bytes) -> Format:
    """Return the format of text without an extension we know (standard input, most of all)."""
    if source.suffix and source.depth == 0 and source.file is not None and not _is_version(source.suffix):
        raise Unreadable(
            f"is of an unknown kind ({source.suffix})",
            "if it is text, name it .txt; readable are " + " ".join(suffixes()),
        )
    if source.suffix and source.depth > 0:
        raise Unreadable(f"is of an unknown kind ({source.suffix})", "if it is text, name it .txt")
    if source.mapping:
        return _BY_NAME["jsonl" if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "csv"]
    return _BY_NAME["eml"] if _looks_like_mail(head) else _BY_NAME["txt"]


def _is_version(suffix: str) -> bool:
    """Tell an extension from the tail of a name with full stops in it ("statement No. 12")."""
    return not suffix[1:].strip() or " " in suffix or suffix[1:].isdigit()


def _looks_like_mail(head: bytes) -> bool:
    """Tell a mail by two headers that only mail has, before the first empty line."""
    found = 0
    at = 0
    while match := _HEADER.match(head[at : at + 8192]):
        found += match.group(1).lower() in _MAIL_HEADERS
        at += match.end()
        if found > 1:
            return True
    return False
