from hypothesis import given
from hypothesis import strategies as st

from reading.containers import read_one, refuse_one
from testimonia.model import document_id


def test_text_is_frozen_with_its_newlines_and_its_byte_order_mark() -> None:
    text = "\ufeffOne\r\nTwo\rThree\u2028e\u0301\n\n"
    document = read_one("a.txt", text.encode())
    assert document.text == text
    assert document.id == document_id(text)
    assert (document.encoding, document.media_type) == ("utf-8", "text/plain")
    assert (document.extractor, document.extractor_version) == ("testimonia.txt", "1")
    assert document.notes == ()


def test_the_raw_bytes_are_hashed_too() -> None:
    document = read_one("a.txt", b"abc")
    assert document.raw_sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert document.raw_bytes == 3


def test_markdown_is_kept_as_it_stands() -> None:
    text = "# Title\n\n> *quoted*  \n"
    document = read_one("a.md", text.encode())
    assert (document.text, document.media_type, document.extractor) == (
        text,
        "text/markdown",
        "testimonia.md",
    )


def test_standard_input_without_a_name_is_text() -> None:
    assert read_one("-", b"The council met.").text == "The council met."


def test_a_name_with_full_stops_is_no_extension() -> None:
    assert read_one("Statement No. 12", b"The council met.").text == "The council met."


def test_a_line_of_fifty_megabytes_is_read() -> None:
    data = b"word " * 10_000_000
    assert len(read_one("long.txt", data).text) == len(data)


def test_a_long_line_with_a_stray_byte_is_read() -> None:
    data = b"word " * 1_000_000 + b"caf\xe9 " + b"word " * 1_000_000
    assert len(read_one("long.txt", data).text) == len(data)


def test_an_empty_file_is_refused() -> None:
    assert "empty" in refuse_one("a.txt", b"").reason


def test_a_file_of_white_space_is_refused() -> None:
    assert "white space" in refuse_one("a.txt", b" \r\n\t\xc2\xa0\n").reason


def test_binary_data_named_txt_is_refused() -> None:
    fault = refuse_one("a.txt", bytes(range(256)) * 40)
    assert "binary" in fault.reason
    assert fault.remedy


def test_a_few_nul_characters_are_content() -> None:
    text = "The council\x00 met on Sunday, and again on Monday."
    assert read_one("a.txt", text.encode()).text == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_comes_back_as_it_was_written(text: str) -> None:
    text = "A" + text
    assert read_one("a.txt", text.encode()).text == text
