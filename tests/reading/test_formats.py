from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.containers import make_docx, make_zip, read_one, refuse_one
from testimonia.model import Document, Unread
from testimonia.reading import SUPPORTED, read_bytes, read_path, suffixes

PAGE = b"<!DOCTYPE html><html><body><p>The council met on Sunday.</p></body></html>"


def test_content_outranks_the_extension() -> None:
    docx = make_docx("<w:p><w:r><w:t>The council met.</w:t></w:r></w:p>")
    assert read_one("statement.txt", docx).text == "The council met.\n"
    assert read_one("statement.txt", PAGE).media_type == "text/html"
    assert read_one("statement.pdf", PAGE).media_type == "text/html"


def test_an_unknown_extension_is_refused_with_those_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xyz"
    path.write_text("words", encoding="utf-8")
    (fault,) = read_path(path)
    assert isinstance(fault, Unread)
    assert fault.reason == "is of an unknown kind (.xyz)"
    assert ".docx" in fault.remedy


@pytest.mark.parametrize(
    "data, word",
    [
        (b"\x1f\x8b\x08rest", "gzip"),
        (b"\x89PNG\r\n\x1a\nrest", "image"),
        (b"\xff\xd8\xff\xe0rest", "image"),
        (b"{\\rtf1 words}", "Rich Text"),
        (b"SQLite format 3\x00rest", "case"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old Office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (make_zip({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "spreadsheet"),
    ],
)
def test_what_cannot_be_read_is_called_by_its_name(data: bytes, word: str) -> None:
    assert word in refuse_one("a.txt", data).reason


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.epub", "a.zip"])
def test_a_container_that_is_none_is_refused(name: str) -> None:
    assert refuse_one(name, b"only words").remedy


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    (fault,) = read_path(tmp_path / "none.txt")
    assert isinstance(fault, Unread)
    assert (fault.path, fault.reason) == (str(tmp_path / "none.txt"), "does not exist")


def test_every_format_says_what_it_is() -> None:
    names = [format.name for format in SUPPORTED]
    assert len(set(names)) == len(names)
    assert {".txt", ".pdf", ".docx", ".odt", ".epub", ".eml", ".mbox", ".zip", ".csv", ".jsonl"} <= set(
        suffixes()
    )


BEGINNINGS = [
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"<html>",
    b"From: a@b\n\n",
    b"From a Mon Jan  1 00:00:00 2019\n",
    b"{",
    b"text,name\n",
]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([*suffixes(), "", ".xyz"]), st.sampled_from(BEGINNINGS), st.binary(max_size=400))
def test_no_bytes_make_reading_fail(suffix: str, beginning: bytes, data: bytes) -> None:
    found = list(read_bytes("a" + suffix, beginning + data))
    assert found
    assert all(isinstance(item, Document | Unread) for item in found)
    assert found == list(read_bytes("a" + suffix, beginning + data))
