import csv
import hashlib
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from reading.containers import read_one, refuse_one
from testimonia.model import Document, Unread
from testimonia.reading import read_bytes


def test_a_row_of_csv_is_a_document() -> None:
    data = b'id,title,body,published\nn1,Statement,"The council\nmet.",2019-03-14\nn2,Reply,No.,2019-03-15\n'
    first, second = read_bytes("a.csv", data)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.name, first.text) == ("a.csv/n1", "The council\nmet.")
    assert first.hints == {"date": "2019-03-14", "title": "Statement"}
    assert first.raw_sha256 == hashlib.sha256(b'n1,Statement,"The council\nmet.",2019-03-14\n').hexdigest()
    assert (second.name, second.text) == ("a.csv/n2", "No.")


def test_rows_without_names_are_numbered() -> None:
    found = read_bytes("a.csv", b"text\nOne.\nTwo.\n")
    assert [item.name for item in found if isinstance(item, Document)] == ["a.csv/1", "a.csv/2"]


def test_a_mapping_names_the_columns() -> None:
    document = read_one("a.csv", b"a;b;c\nOne.;Ada;x\n", mapping={"text": "a", "author": "b", "name": "c"})
    assert (document.name, document.text, document.hints) == ("a.csv/x", "One.", {"author": "Ada"})


def test_a_wrong_mapping_is_answered_with_the_columns_there_are() -> None:
    fault = refuse_one("a.csv", b"a,b\n1,2\n", mapping={"text": "body"})
    assert fault.reason == "has no column “body” (for text); its columns are: a, b"
    assert "no such field" in refuse_one("a.csv", b"a,b\n1,2\n", mapping={"colour": "a"}).reason


def test_a_corpus_without_a_text_column_is_refused_with_the_remedy() -> None:
    fault = refuse_one("a.csv", b"a,b\n1,2\n")
    assert "a, b" in fault.reason
    assert "--map text=" in fault.remedy


def test_an_empty_row_is_reported_and_the_rest_is_read() -> None:
    found = list(read_bytes("a.csv", b"name,text\nx,\ny,Words.\n"))
    assert [type(item) for item in found] == [Unread, Document]
    assert isinstance(found[0], Unread)
    assert found[0].path == "a.csv/x"
    assert "row 1" in found[0].reason


def test_two_rows_of_one_name_are_told_apart() -> None:
    found = read_bytes("a.csv", b"name,text\nx,One.\nx,Two.\n")
    assert [item.name for item in found if isinstance(item, Document)] == ["a.csv/x", "a.csv/2"]


def test_tabs_and_utf16_are_understood() -> None:
    assert read_one("a.tsv", b"title\ttext\nA, b\tWords.\n").hints == {"title": "A, b"}
    assert read_one("a.csv", "\ufefftext,title\nWords.,A\n".encode("utf-16-le")).text == "Words."


def test_an_old_encoding_is_the_same_in_all_rows() -> None:
    text = "اجتمع مجلس المدينة يوم الأحد"
    data = f"text\n{text}\nبيان\n".encode("cp1256")
    assert [item.text for item in read_bytes("a.csv", data) if isinstance(item, Document)] == [text, "بيان"]


def test_a_line_of_jsonl_is_a_document() -> None:
    rows = [{"text": "The council met.\r\nIt did.", "author": "Ada"}, {"content": "Other key."}]
    data = "\n".join(map(json.dumps, rows)).encode()
    found = list(read_bytes("a.jsonl", data))
    assert [item.text for item in found if isinstance(item, Document)] == [
        "The council met.\r\nIt did.",
        "Other key.",
    ]
    assert isinstance(found[0], Document)
    assert found[0].raw_sha256 == hashlib.sha256(data.split(b"\n")[0] + b"\n").hexdigest()


def test_a_damaged_line_of_jsonl_does_not_stop_the_rest() -> None:
    found = list(read_bytes("a.jsonl", b'{"text": "One."}\n{"text": \n[1]\n{"text": "Two."}\n'))
    assert [type(item) for item in found] == [Document, Unread, Unread, Document]


def test_half_characters_of_json_are_replaced_one_for_one() -> None:
    document = read_one("a.jsonl", b'{"text": "a\\ud800b"}\n')
    assert document.text == "a\ufffdb"
    assert document.notes


def test_standard_input_with_a_mapping_is_a_corpus() -> None:
    assert read_one("-", b'{"body": "Words."}\n', mapping={"text": "body"}).text == "Words."
    assert read_one("-", b"body,x\nWords.,1\n", mapping={"text": "body"}).text == "Words."


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(lambda s: "A" + s), min_size=1))
def test_texts_of_csv_and_jsonl_come_back_as_they_were(texts: list[str]) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerows([["text"], *([text] for text in texts)])
    found = read_bytes("a.csv", buffer.getvalue().encode())
    assert [item.text for item in found if isinstance(item, Document)] == texts
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    found = read_bytes("a.jsonl", lines.encode())
    assert [item.text for item in found if isinstance(item, Document)] == texts
