import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.reading.encodings import LineDecoder, decode

ARABIC = "اجتمع مجلس المدينة يوم الأحد وأصدر بيانا عن الميناء القديم، وقال إن الطريق مفتوح."
RUSSIAN = "Совет города собрался в воскресенье и издал заявление о старой гавани."
FRENCH = "Le conseil s’est réuni à l’hôtel de ville ; le « port » reste fermé."
GERMAN = "Der Rat tagte am Sonntag und veröffentlichte eine Erklärung über den alten Hafen für Schiffe."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_byte_order_mark_tells_the_encoding_and_stays(encoding: str) -> None:
    text = ("" if encoding == "utf-8-sig" else "\ufeff") + ARABIC
    assert decode(text.encode(encoding)).text == "\ufeff" + ARABIC


@pytest.mark.parametrize(
    "text, encoding",
    [
        (ARABIC, "cp1256"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (FRENCH, "cp1252"),
        (GERMAN, "cp1252"),
        ("議会は日曜日に開かれ、古い港について声明を出しました。" * 3, "shift_jis"),
    ],
)
def test_old_encodings_are_told_by_their_bytes(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.notes == ()


def test_utf16_is_known_without_a_mark() -> None:
    decoded = decode("The council met on Sunday.".encode("utf-16-le"))
    assert (decoded.text, decoded.encoding) == ("The council met on Sunday.", "utf-16-le")


def test_a_declared_encoding_is_believed_where_it_fits() -> None:
    assert decode("Совет".encode("cp1251"), "windows-1251").text == "Совет"


def test_an_encoding_that_does_not_exist_is_not_believed() -> None:
    assert decode("café au lait, à la carte".encode("cp1252"), "klingon").text == "café au lait, à la carte"


def test_mixed_encodings_are_read_line_by_line_and_noted() -> None:
    data = ARABIC.encode() + b"\n" + GERMAN.encode("cp1252") + b"\n" + ARABIC.encode() + b"\n"
    decoded = decode(data)
    assert decoded.text == f"{ARABIC}\n{GERMAN}\n{ARABIC}\n"
    assert decoded.notes == ("mixed encodings: 1 line not UTF-8, read as cp1252",)


def test_stray_bytes_in_a_line_do_not_spoil_the_rest_of_it() -> None:
    decoded = decode(ARABIC.encode() + b" \x93quoted\x94\n" + ARABIC.encode())
    assert decoded.text == f"{ARABIC} “quoted”\n{ARABIC}"


def test_a_character_cut_off_at_the_end_does_not_spoil_the_file() -> None:
    assert decode(ARABIC.encode()[:-2]).text.startswith(ARABIC[:-3])


def test_lines_of_a_large_file_are_decoded_alike() -> None:
    lines = [line.encode("cp1256") for line in (ARABIC, "بيان", ARABIC)]
    read = LineDecoder(b"\n".join(lines))
    assert [read(line)[0] for line in lines] == [ARABIC, "بيان", ARABIC]


@given(st.binary())
def test_no_bytes_are_refused_or_read_two_ways(data: bytes) -> None:
    assert decode(data) == decode(data)


@given(st.lists(st.sampled_from([ARABIC, GERMAN, "plain"]), min_size=1), st.binary(max_size=8))
def test_plain_letters_are_never_lost(lines: list[str], noise: bytes) -> None:
    data = "\n".join(lines).encode() + b"\n" + noise + b"\nlast words"
    assert (
        decode(data).text.endswith("last words")
        or noise.count(b"\x00")
        or noise[:2] in (b"\xff\xfe", b"\xfe\xff")
    )
