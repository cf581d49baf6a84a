import re
from html import unescape

import pytest

from reading.containers import DATA, make_pdf, read_one, refuse_one
from testimonia.model import Document
from testimonia.reading import read_path


def printed(name: str) -> list[str]:
    """Return the paragraphs of the page that a PDF was printed from."""
    source = (DATA / name).read_text(encoding="utf-8")
    return [unescape(text) for text in re.findall(r"<p[^>]*>(.*?)</p>", source, re.S)]


def read_data(name: str) -> Document:
    (document,) = read_path(DATA / name)
    assert isinstance(document, Document)
    return document


def test_arabic_and_english_come_out_in_reading_order_as_written() -> None:
    assert read_data("notice.pdf").text.split("\n")[:-1] == printed("notice.html")


def test_paragraphs_run_over_lines_and_pages_and_running_heads_are_left_out() -> None:
    document = read_data("report.pdf")
    assert document.text.split("\n")[:-1] == printed("report.html")
    assert document.notes == (
        "running line left out: “Harbour commission · Coral Coast”",
        "running line left out: “Page 1 of 2”",
    )


def test_columns_are_read_one_after_the_other() -> None:
    assert read_data("columns.pdf").text.split("\n")[:-1] == printed("columns.html")


def test_the_properties_are_hints() -> None:
    document = read_data("notice.pdf")
    assert document.hints["title"] == "Notice"
    assert document.extractor == "pypdfium2"
    assert document.extractor_version
    assert document.media_type == "application/pdf"


def test_a_small_text_is_read() -> None:
    content = b"BT /F 12 Tf 20 250 Td (The council met.) Tj ET"
    assert read_one("a.pdf", make_pdf(content)).text == "The council met.\n"


def test_a_list_is_kept_apart() -> None:
    content = b"BT /F 12 Tf 14 TL 20 250 Td (We demand:) Tj T* (1. open the road;) Tj T* (2. go home.) Tj ET"
    assert read_one("a.pdf", make_pdf(content)).text == "We demand:\n1. open the road;\n2. go home.\n"


def test_text_across_the_page_is_noted_and_left_out() -> None:
    content = b"BT /F 12 Tf 20 250 Td (The council met.) Tj ET BT /F 12 Tf 0 1 -1 0 290 20 Tm (margin) Tj ET"
    document = read_one("a.pdf", make_pdf(content))
    assert document.text == "The council met.\n"
    assert document.notes == ("text across page 1 left out: “margin”",)


def test_a_page_turned_on_its_side_is_read() -> None:
    for matrix in (b"0 1 -1 0 100 20", b"-1 0 0 -1 250 100", b"0 -1 1 0 100 250"):
        content = b"BT /F 12 Tf 14 TL %s Tm (The council) Tj T* (met.) Tj ET" % matrix
        document = read_one("a.pdf", make_pdf(content))
        assert document.text.split() == ["The", "council", "met."]


def test_pictures_of_pages_need_text_recognition() -> None:
    fault = refuse_one("scan.pdf", make_pdf(b"0 0 100 100 re f"))
    assert "no text layer" in fault.reason
    assert "OCR" in fault.remedy


def test_a_broken_file_is_refused() -> None:
    whole = make_pdf(b"BT /F 12 Tf 20 250 Td (The council met.) Tj ET")
    assert refuse_one("a.pdf", whole[:60]).remedy
    assert refuse_one("a.pdf", b"%PDF-1.7\n" + b"\xff" * 100).remedy


def test_an_encrypted_file_is_refused() -> None:
    encrypt = b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"00" * 32 + b">/U<" + b"11" * 32 + b">>>"
    trailer = b"/Encrypt 5 0 R/ID[<0123456789abcdef0123456789abcdef><0123456789abcdef0123456789abcdef>]"
    fault = refuse_one("a.pdf", make_pdf(b"BT (x) Tj ET", trailer, encrypt))
    assert "password" in fault.reason


@pytest.mark.parametrize("name", ["notice.pdf", "report.pdf", "columns.pdf"])
def test_the_same_file_gives_the_same_text(name: str) -> None:
    assert read_data(name) == read_data(name)
