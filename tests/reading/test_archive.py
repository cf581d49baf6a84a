import io
import zipfile

import pytest

from reading.containers import make_docx, make_zip, refuse_one
from testimonia.model import Document, Unread
from testimonia.reading import read_bytes
from testimonia.reading.dispatch import read_source
from testimonia.reading.source import Budget, Source


def documents(data: bytes) -> list[str]:
    return [item.name for item in read_bytes("a.zip", data) if isinstance(item, Document)]


def faults(data: bytes) -> dict[str, str]:
    return {item.path: item.reason for item in read_bytes("a.zip", data) if isinstance(item, Unread)}


def test_members_are_documents_in_sorted_order() -> None:
    data = make_zip(
        {
            "b.txt": "Two.",
            "a/x.docx": make_docx("<w:p><w:r><w:t>One.</w:t></w:r></w:p>"),
            "__MACOSX/._b.txt": b"\x00",
            "c.zip": make_zip({"inner.txt": "Three."}),
        }
    )
    assert documents(data) == ["a.zip/a/x.docx", "a.zip/b.txt", "a.zip/c.zip/inner.txt"]
    assert faults(data) == {}


@pytest.mark.parametrize(
    "name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:\\out.txt", "..\\out.txt"]
)
def test_a_name_that_leads_outside_is_refused_and_the_rest_is_read(name: str) -> None:
    data = make_zip({name: "words", "good.txt": "words"})
    assert documents(data) == ["a.zip/good.txt"]
    (reason,) = faults(data).values()
    assert "outside" in reason


def test_a_member_that_blows_up_is_refused_and_the_rest_is_read() -> None:
    data = make_zip({"bomb.txt": b"0" * 50_000_000, "good.txt": "words"})
    assert documents(data) == ["a.zip/good.txt"]
    assert "200 times" in faults(data)["a.zip/bomb.txt"]


def test_all_members_together_have_a_limit() -> None:
    data = make_zip({f"{n}.txt": f"words {n} " * 100 for n in range(5)})
    found = list(read_source(Source("a.zip", data=data, budget=Budget(unpacked_bytes=2000))))
    assert [type(item) for item in found] == [Document, Document, Unread, Unread, Unread]


def test_archives_in_archives_have_a_limit() -> None:
    data = make_zip({"deep.txt": "words"})
    for _ in range(6):
        data = make_zip({"inner.zip": data})
    (reason,) = faults(data).values()
    assert "deeper" in reason


def test_too_many_members_are_refused() -> None:
    data = make_zip({f"{n}.txt": "x" for n in range(30)})
    (fault,) = read_source(Source("a.zip", data=data, budget=Budget(members=20)))
    assert isinstance(fault, Unread)
    assert "too many" in fault.reason


def test_a_member_with_a_password_is_refused_and_the_rest_is_read() -> None:
    data = bytearray(make_zip({"secret.txt": "words", "good.txt": "words"}, zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert documents(bytes(data)) == ["a.zip/good.txt"]
    assert "password" in faults(bytes(data))["a.zip/secret.txt"]


def test_a_damaged_member_does_not_stop_the_rest() -> None:
    data = bytearray(make_zip({"a.txt": "words " * 100, "b.txt": "other words"}, zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    assert documents(bytes(data)) == ["a.zip/b.txt"]
    assert "damaged" in faults(bytes(data))["a.zip/a.txt"]


def test_an_archive_cut_short_is_refused() -> None:
    whole = make_zip({"a.txt": "words " * 100})
    assert refuse_one("a.zip", whole[:-30]).remedy


def test_an_empty_archive_is_refused() -> None:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    assert "without files" in refuse_one("a.zip", buffer.getvalue()).reason
