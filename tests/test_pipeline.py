"""The whole way: read, find, compare, store."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

import testimonia
from pile import make_pile, text_of
from testimonia import pipeline
from testimonia.case import Case, open_case
from testimonia.case.proof import prove
from testimonia.jobs import Summary
from testimonia.language.doc import Doc
from testimonia.model import Annotations, Document
from testimonia.writing import jsonl


def read(folder: Path | list[Path], case: Path, **options: Any) -> Summary:
    paths = folder if isinstance(folder, list) else [folder]
    return pipeline.read(paths, case, passages=False, **options)


def export(case: Path) -> str:
    out = io.StringIO()
    with open_case(case) as opened:
        jsonl.write(opened, out)
        assert [problem for problem in prove(opened.connection) if problem.fatal] == []
    return out.getvalue()


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    return make_pile(tmp_path / "pile")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return tmp_path / "my.case"


def test_a_folder_becomes_a_case(pile: Path, case: Path) -> None:
    done = read(pile, case)
    assert (done.files_read, done.files_unchanged, done.copies, done.documents) == (15, 0, 1, 14)
    assert [(Path(item.path).name, bool(item.reason)) for item in done.skipped] == [
        ("broken.pdf", True),
        ("empty.txt", True),
    ]
    assert done.faults == ()
    assert done.refused == 0
    with open_case(case) as opened:
        names = [entry.name for entry in opened.documents()]
        assert names[:2] == ["000.txt", "001.txt"]
        assert names[-2:] == ["north/note.txt", "south/note.txt"]
        assert [Path(path).name for path in opened.documents()[0].files] == ["000.txt", "copy-of-000.txt"]
        assert [Path(item.path).name for item in opened.unread()] == ["broken.pdf", "empty.txt"]
    export(case)


def test_a_second_run_reads_nothing_and_changes_nothing(pile: Path, case: Path) -> None:
    read(pile, case)
    before = export(case)
    done = read(pile, case)
    assert (done.files_read, done.files_unchanged) == (0, 15)
    assert len(done.skipped) == 2
    assert export(case) == before


def test_one_worker_or_two_write_the_same_bytes(pile: Path, tmp_path: Path) -> None:
    read(pile, tmp_path / "one.case", workers=1)
    read(pile, tmp_path / "two.case", workers=2)
    assert export(tmp_path / "one.case") == export(tmp_path / "two.case")


def test_the_order_of_the_paths_does_not_matter(pile: Path, tmp_path: Path) -> None:
    read([pile / "north", pile / "south"], tmp_path / "a.case")
    read([pile / "south", pile / "north"], tmp_path / "b.case")
    read(pile / "south", tmp_path / "c.case")
    read(pile / "north", tmp_path / "c.case")
    assert export(tmp_path / "a.case") == export(tmp_path / "b.case") == export(tmp_path / "c.case")


def test_a_case_grown_bit_by_bit_is_the_case_read_at_once(pile: Path, tmp_path: Path) -> None:
    read(pile, tmp_path / "once.case")
    for path in sorted(pile.rglob("*.txt"), key=lambda path: path.name[::-1]):
        read(path, tmp_path / "grown.case")
    assert export(tmp_path / "grown.case") == export(tmp_path / "once.case")


def test_a_changed_file_takes_the_place_of_the_old_one(pile: Path, case: Path, tmp_path: Path) -> None:
    read(pile, case)
    (pile / "north" / "001.txt").write_text(text_of(500), encoding="utf-8")
    done = read(pile, case)
    assert (done.files_read, done.documents) == (1, 14)
    read(pile, tmp_path / "fresh.case")
    assert export(case) == export(tmp_path / "fresh.case")
    assert "part 1\\n" not in export(case)


def test_a_file_that_is_gone_stays_until_it_is_pruned(pile: Path, case: Path, tmp_path: Path) -> None:
    read(pile, case)
    (pile / "north" / "001.txt").unlink()
    done = read(pile, case)
    assert [Path(path).name for path in done.gone] == ["001.txt"]
    assert done.documents == 14
    done = read(pile, case, prune=True)
    assert (done.pruned, done.documents, done.gone) == (1, 13, ())
    read(pile, tmp_path / "fresh.case")
    assert export(case) == export(tmp_path / "fresh.case")


def test_when_the_first_of_two_copies_goes_the_text_stays(pile: Path, case: Path) -> None:
    read(pile, case)
    (pile / "south" / "000.txt").unlink()
    assert read(pile, case, prune=True).documents == 14
    with open_case(case) as opened:
        assert "copy-of-000.txt" in [entry.name for entry in opened.documents()]


def test_reading_again_reads_all_anew(pile: Path, case: Path) -> None:
    read(pile, case)
    before = export(case)
    assert read(pile, case, again=True).files_read == 15
    assert export(case) == before


def test_other_rules_have_all_analysed_anew(pile: Path, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(pile, case)
    monkeypatch.setattr("testimonia.intake.signature", lambda: "other rules")
    assert read(pile, case).files_read == 15
    assert read(pile, case).files_unchanged == 15


def test_members_of_an_archive_are_documents(case: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pile.zip", "w") as archive:
        for number in range(5):
            archive.writestr(f"inner/{number}.txt", text_of(number))
        archive.writestr("inner/picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50)
    done = read(tmp_path / "pile.zip", case)
    assert (done.files_read, done.documents, len(done.skipped)) == (1, 5, 1)
    with open_case(case) as opened:
        assert opened.documents()[0].name == "pile.zip/inner/0.txt"
    before = export(case)
    assert read(tmp_path / "pile.zip", case).files_read == 1  # a member was skipped: it is tried again
    assert export(case) == before


def test_rows_of_a_corpus_are_documents(case: Path, tmp_path: Path) -> None:
    rows = "".join(f'{{"body": "{text_of(number)[:60].splitlines()[0]} said."}}\n' for number in range(7))
    (tmp_path / "corpus.jsonl").write_text(rows, encoding="utf-8")
    done = read(tmp_path / "corpus.jsonl", case, mapping={"text": "body"})
    assert done.documents == 7
    assert read(tmp_path / "corpus.jsonl", case, mapping={"text": "body"}).files_unchanged == 1


def test_standard_input_has_a_name_and_is_replaced_under_it(case: Path) -> None:
    read([], case, standard_input=("said.txt", text_of(1).encode()))
    done = read([], case, standard_input=("said.txt", text_of(2).encode()))
    assert done.documents == 1
    assert "part 2" in export(case)


def test_the_case_in_the_folder_is_not_read_into_itself(pile: Path) -> None:
    case = pile / "here.db"
    read(pile, case)
    done = read(pile, case)
    assert [Path(item.path).name for item in done.skipped] == ["broken.pdf", "empty.txt"]


def test_an_analysis_that_fails_is_told_and_the_rest_goes_on(
    pile: Path, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find_layers = pipeline.find_layers

    def fails_on_three(document: Document) -> tuple[Doc, Annotations]:
        if "part 3\n" in document.text:
            raise ZeroDivisionError("no such thing")
        return find_layers(document)

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "find_layers", fails_on_three)
        done = read(pile, case)
    assert done.faults == ("003.txt: analysis failed: ZeroDivisionError: no such thing",)
    assert done.documents == 14
    with open_case(case) as opened:
        assert [entry.name for entry in opened.documents() if not entry.analysed] == ["003.txt"]
    done = read(pile, case)
    assert (done.files_read, done.faults) == (1, ())
    read(pile, tmp_path / "fresh.case")
    assert export(case) == export(tmp_path / "fresh.case")


def test_rows_that_cannot_be_stored_cost_their_document_alone(
    pile: Path, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find_layers = pipeline.find_layers

    def same_ids(document: Document) -> tuple[Doc, Annotations]:
        from msgspec.structs import replace

        doc, found = find_layers(document)
        return doc, replace(
            found, times=tuple(replace(row, id=f"time:{at}") for at, row in enumerate(found.times))
        )

    monkeypatch.setattr(pipeline, "find_layers", same_ids)
    done = read(pile, case)
    assert done.documents == 14
    assert all("could not be stored" in fault for fault in done.faults)


def test_aliases_are_kept_in_the_case(pile: Path, case: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("alias,canonical,kind\nRima Solen,The Poet of Marn,person\n", encoding="utf-8")
    read(pile, case, aliases=names)
    before = export(case)
    read(pile, case, again=True)
    assert export(case) == before
    names.write_text("no table at all\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"names\.csv"):
        read(pile, case, aliases=names)


def test_recycled_passages_are_looked_for_when_the_extra_is_there(case: Path, tmp_path: Path) -> None:
    pytest.importorskip("numba")
    shared = (
        "The council of Dorn has not received any demand from the fishermen of Marn, and it will not "
        "pay for the forty boats that were burnt at the northern mole during the winter storm"
    )
    changed = shared.replace("has not received", "has received").replace("forty", "fourteen")
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "a.txt").write_text(f"Radio Ost, 3 May 2031.\n{shared}, says Ilan Voss.\n", encoding="utf-8")
    (pile / "b.txt").write_text(f"Dorn, 5 May 2031.\nMara Teel adds: {changed}.\n", encoding="utf-8")
    assert pipeline.read([pile], case).notices == ()
    with open_case(case) as opened:
        (passage,) = opened.passages()
        assert {variant.kind for variant in passage.variants} >= {"negation", "number"}
        assert len(list(jsonl.case_rows(opened, layers=["passage"]))) == 1
    before = export(case)
    pipeline.read([pile], case, again=True)
    assert export(case) == before
    (pile / "b.txt").unlink()
    pipeline.read([pile], case, prune=True)
    with open_case(case) as opened:
        assert list(opened.passages()) == []


def test_without_the_extra_one_notice_says_how_to_get_it(
    pile: Path, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "passage_finder", lambda: None)
    (notice,) = pipeline.read([pile], case).notices
    assert "pip install 'testimonia[reuse]'" in notice
    assert read(pile, case).notices == ()


def test_python_reads_a_folder_into_a_case(pile: Path, case: Path) -> None:
    with testimonia.read(pile, case, passages=False) as opened:
        assert isinstance(opened, Case)
        assert opened.last_run()["files_read"] == 15
        assert len(opened.documents()) == 14


def test_python_rows_of_one_text_are_the_rows_of_its_case(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "003.txt"
    path.write_text(text_of(3), encoding="utf-8")
    read(path, case)
    rows = testimonia.annotate(text_of(3), name="003.txt")
    assert "".join(jsonl.line(row) + "\n" for row in rows) == export(case)
    only = testimonia.annotate(text_of(3), name="003.txt", layers=["times", "citation"])
    assert {row["layer"] for row in only} == {"time", "citation"}
    with pytest.raises(ValueError, match="no such layer: colours"):
        testimonia.annotate("x", layers=["colours"])


def test_times_are_reckoned_from_the_day_a_text_was_written() -> None:
    (row,) = testimonia.times("They met yesterday.", written="2031-05-04")
    assert (row["value"], row["text"]) == ("2031-05-03", "yesterday")
    (row,) = testimonia.annotate("They met yesterday.", written="2031-05-04", layers=["time"])
    assert row["value"] == "2031-05-03"


def test_rows_tell_nothing_of_when_and_where_they_were_made(pile: Path, case: Path) -> None:
    read(pile, case)
    assert str(pile) not in export(case)
