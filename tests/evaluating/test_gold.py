"""Annotation in every form, and what is wrong with it: file, line, remedy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import testimonia
from testimonia.evaluating.gold import GoldDocument, GoldError, GoldRow, load
from testimonia.writing.jsonl import line

TEXT = "Ash said that rain comes.\nElm denied it, “now and then”.\n"


def words(document: GoldDocument, row: GoldRow) -> tuple[str, str, str]:
    def cut(spans: tuple[tuple[int, int], ...]) -> str:
        return "|".join(document.text[start:end] for start, end in spans)

    return cut(row.source), cut(row.cue), cut(row.content)


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def faulty(folder: Path, files: dict[str, str | bytes], told: str, remedy: str = "", **options: Any) -> None:
    write(folder, files)
    with pytest.raises(GoldError, match=told) as caught:
        load([folder], **options)
    assert remedy in caught.value.remedy


# Whole documents, one a line

ONE_LINE = json.dumps(
    {
        "id": "a",
        "text": TEXT,
        "meta": {"publisher": "Radio Ost"},
        "attributions": [{"id": "1", "source": [[0, 3]], "cue": [[4, 8]], "content": [[14, 24]]}],
    }
)


def test_documents_with_their_annotation(tmp_path: Path) -> None:
    (document,) = load([write(tmp_path, {"a.jsonl": f"\ufeff{ONE_LINE}\n\n"})])
    assert (document.name, document.publisher) == ("a", "Radio Ost")
    assert [words(document, row) for row in document.rows] == [("Ash", "said", "rain comes")]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"attributions": [{"content": [[14, 924]]}]},
            r"a\.jsonl:2: content \[14, 924\] lies outside the text of a",
        ),
        ({"attributions": [{"content": [[14, 14]]}]}, "lies outside"),
        ({"attributions": [{"content": [[-3, 4]]}]}, "lies outside"),
        ({"attributions": [{"content": [[1.5, 4]]}]}, "which is no span"),
        ({"attributions": [{"content": [[True, 4]]}]}, "which is no span"),
        ({"attributions": [{"content": [14, 24]}]}, "content holds 14, which is no span"),
        ({"attributions": [{"content": "rain"}]}, "content is no list of spans"),
        ({"attributions": [{"source": [[0, 3]]}]}, "neither content nor cue"),
        ({"attributions": ["rain"]}, "no object"),
        ({"attributions": {}}, "attributions no list"),
        ({"text": 3}, "text is no string"),
    ],
)
def test_faults_of_documents(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    faulty(tmp_path, {"a.jsonl": f"{ONE_LINE}\n{json.dumps(json.loads(ONE_LINE) | change)}"}, told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{}\n", r"a\.jsonl:1: neither a document"),
        (f"{ONE_LINE}\n{{not JSON", r"a\.jsonl:2: not JSON"),
        (f"{ONE_LINE}\n[1, 2]", r"a\.jsonl:2: a list, not an object"),
        ("[" * 100_000, "not JSON"),
        (b"\xff\xfe\x00", r"a\.jsonl is not UTF-8"),
        ("", "no attribution is marked"),
        ('{"id": "a", "text": "x", "attributions": []}', "no attribution is marked"),
    ],
)
def test_faults_of_lines(tmp_path: Path, content: str | bytes, told: str) -> None:
    faulty(tmp_path, {"a.jsonl": content}, told)


# Interchange rows

ROWS = [
    {"layer": "document", "document": "a.txt", "publisher": "Radio Ost"},
    {
        "layer": "attribution", "document": "a.txt", "id": "1", "content": [[14, 24]], "cue": [[4, 8]],
        "source": [[0, 3]], "speaker": "Ash; Elm Tree", "kind": "indirect", "parent": None,
        "text": "rain comes",
    },
    {"layer": "attribution", "document": "a.txt", "content": [[35, 37]], "parent": "1", "optional": True},
    {"layer": "time", "document": "a.txt", "start": 0, "end": 3},
]  # fmt: skip


def lines(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_interchange_rows_with_their_text_beside_them(tmp_path: Path) -> None:
    (document,) = load([write(tmp_path, {"gold.jsonl": lines(*ROWS), "texts/a.txt": TEXT}) / "gold.jsonl"])
    assert (document.name, document.publisher) == ("a.txt", "Radio Ost")
    first, second = document.rows
    assert words(document, first) == ("Ash", "said", "rain comes")
    assert (first.kind, first.speaker) == ("indirect", ("Ash", "Elm Tree"))
    assert (second.parent, second.optional) == ("1", True)


def test_rows_of_the_document_named_above_them(tmp_path: Path) -> None:
    rows = [{"layer": "document", "file": "a.txt"}, {"layer": "attribution", "content": [[14, 24]]}]
    write(tmp_path, {"gold/a.jsonl": lines(*rows), "texts/a.txt": TEXT})
    (document,) = load([tmp_path / "gold"], texts=tmp_path / "texts")
    assert document.name == "a.txt"
    assert len(document.rows) == 1


def test_what_the_program_writes_is_what_it_takes(tmp_path: Path) -> None:
    rows = testimonia.annotate(TEXT, name="a.txt", layers=["document", "attribution"])
    write(tmp_path, {"gold.jsonl": "".join(line(row) + "\n" for row in rows), "a.txt": TEXT})
    (document,) = load([tmp_path / "gold.jsonl"])
    assert [list(map(list, row.content)) for row in document.rows] == [
        row["content"] for row in rows if row["layer"] == "attribution"
    ]


def test_a_document_without_rows_is_one_in_which_nothing_is_said(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "gold.jsonl": lines(*ROWS, {"layer": "document", "document": "b.txt"}),
            "a.txt": TEXT,
            "b.txt": "Rain.\n",
        },
    )
    assert [len(document.rows) for document in load([tmp_path / "gold.jsonl"])] == [2, 0]


@pytest.mark.parametrize(
    ("rows", "files", "told", "remedy"),
    [
        (ROWS, {}, r"gold\.jsonl:2: there is no text a\.txt", "--texts"),
        (ROWS, {"b/a.txt": TEXT, "c/a.txt": TEXT}, "there are 2 texts a.txt", ""),
        (ROWS, {"a.txt": "Ash said."}, r"content \[14, 24\] lies outside", "code points"),
        (ROWS, {"a.txt": "x" + TEXT}, "its words do not stand at its spans in a.txt", "another text"),
        (ROWS, {"a.txt": b"\x00" * 50}, "cannot be read as one document", ""),
        ([{"layer": "attribution", "content": [[0, 1]]}], {}, "a row that names no document", ""),
        ([{"layers": "attribution"}], {}, "neither a document", "docs/how/evaluate.md"),
    ],
)
def test_faults_of_rows(
    tmp_path: Path, rows: list[dict[str, Any]], files: dict[str, str | bytes], told: str, remedy: str
) -> None:
    faulty(tmp_path, {"gold.jsonl": lines(*rows)} | files, told, remedy)


# brat

ANN = """T1\tSource 0 3\tAsh
T2\tCue 4 8\tsaid
T3\tContent 14 24\train comes
E1\tCue:T2 Source:T1 Content:T3
T4\tSource 26 29\tElm
T5\tCue 30 36\tdenied
T6\tContent 37 39;42 54\tit now and then
R1\tsays Arg1:T4 Arg2:T5
R2\tsaid Arg1:T5 Arg2:T6
A1\tSure E1
#1\tAnnotatorNotes T1\ta note
*\tEquiv T1 T4
"""


def test_brat_files_with_events_and_relations(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": TEXT, "a.ann": ANN})
    for path in (tmp_path, tmp_path / "a.ann", tmp_path / "a.txt"):
        (document,) = load([path])
        assert document.name == "a.txt"
        assert sorted(words(document, row) for row in document.rows) == [
            ("Ash", "said", "rain comes"),
            ("Elm", "denied", "it|now and then"),
        ]


def test_a_source_joined_to_two_cues_belongs_to_both(tmp_path: Path) -> None:
    text = "Ash said that rain comes and denied that snow falls."
    ann = (
        "T1\tSource 0 3\tAsh\nT2\tCue 4 8\tsaid\nT3\tContent 14 24\train comes\nT4\tCue 29 35\tdenied\n"
        "T5\tContent 41 51\tsnow falls\nR1\tr Arg1:T1 Arg2:T2\nR2\tr Arg1:T1 Arg2:T4\n"
        "R3\tr Arg1:T2 Arg2:T3\nR4\tr Arg1:T4 Arg2:T5\n"
    )
    (document,) = load([write(tmp_path, {"a.txt": text, "a.ann": ann})])
    assert [words(document, row) for row in document.rows] == [
        ("Ash", "said", "rain comes"),
        ("Ash", "denied", "snow falls"),
    ]


def test_a_content_without_a_cue_takes_the_source_that_is_joined_to_it(tmp_path: Path) -> None:
    ann = "T1\tSource 0 3\tAsh\nT3\tContent 14 24\train comes\nR1\tby Arg1:T3 Arg2:T1\n"
    (document,) = load([write(tmp_path, {"a.txt": TEXT, "a.ann": ann})])
    assert [words(document, row) for row in document.rows] == [("Ash", "", "rain comes")]


def test_types_of_ones_own_are_mapped_or_passed_over(tmp_path: Path) -> None:
    ann = (
        ANN.replace("Source", "Speaker").replace("Content", "Quote")
        + "T9\tComment 0 1\tA\nR9\tx Arg1:T9 Arg2:T1\n"
    )
    write(tmp_path, {"a.txt": TEXT, "a.ann": ann})
    mapping = {"Speaker": "Source", "Quote": "Content", "Comment": "-"}
    (document,) = load([tmp_path], mapping=mapping)
    assert len(document.rows) == 2
    assert words(document, document.rows[0])[0] == "Ash"


def test_offsets_are_code_points_and_line_breaks_count_as_they_stand(tmp_path: Path) -> None:
    text = "🙂 قال\r\nAsh said: rain."
    start = text.index("rain")
    ann = f"T1\tContent {start} {start + 4}\train\n"
    (document,) = load([write(tmp_path, {"a.txt": text, "a.ann": ann})])
    assert words(document, document.rows[0]) == ("", "", "rain")


@pytest.mark.parametrize(
    ("ann", "told", "remedy"),
    [
        ("T1\tSpeaker 0 3\tAsh\n", r"a\.ann:1: unknown type 'Speaker'; there are Source", "--map Speaker="),
        ("T1\tCue 4 8\tsaid\nT2\tContent 14 240\tx\n", r"a\.ann:2: Content 14-240 lies out", "code"),
        ("T1\tSource 0 3\tElm\n", r"a\.ann:1: the text has 'Ash' there, not 'Elm'", ""),
        ("T1\tSource zero three\tAsh\n", "are no offsets", ""),
        ("T1\tSource 0\tAsh\n", "are no offsets", ""),
        ("E1\tCue:T7\n", "there is no T7", ""),
        ("T1\tCue 4 8\tsaid\nT2\tSource 0 3\tAsh\nE1\tCue:T1 Who:T2\n", "unknown type 'Who'", "--map Who="),
        ("R1\tsays\n", "joins no two entities", ""),
        ("hello\n", r"a\.ann:1: a line that is none of brat's", ""),
        ("T1\tSource 0 3\tAsh\n", "no attribution is marked", ""),
    ],
)  # fmt: skip
def test_faults_of_brat(tmp_path: Path, ann: str, told: str, remedy: str) -> None:
    faulty(tmp_path, {"a.txt": TEXT, "a.ann": ann}, told, remedy)


def test_a_missing_text_or_annotation_is_named(tmp_path: Path) -> None:
    faulty(tmp_path / "one", {"a.ann": ANN}, r"there is no .*a\.txt beside a\.ann", "x.ann, text in x.txt")
    write(tmp_path / "two", {"a.txt": TEXT})
    with pytest.raises(GoldError, match=r"there is no .*a\.ann beside a\.txt"):
        load([tmp_path / "two" / "a.txt"])
    with pytest.raises(GoldError, match="holds no annotation"):
        load([tmp_path / "two"])
    with pytest.raises(GoldError, match="there is no file or folder"):
        load([tmp_path / "three"])
