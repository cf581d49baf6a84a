"""The commands: what they print where, and how they end."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from pile import make_pile, text_of
from testimonia import __version__, pipeline
from testimonia.case import open_case
from testimonia.cli import main
from testimonia.cli.output import cell, fit, printable, width

Run = Callable[..., Result]


def run(*arguments: str | Path, **options: Any) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def read_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that no test may write to."""
    folder = tmp_path_factory.mktemp("cli")
    pipeline.read([make_pile(folder / "pile")], folder / "my.case", passages=False)
    return folder / "my.case"


@pytest.fixture
def own_case(tmp_path: Path) -> Path:
    """A case of the test's own."""
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(text_of(number), encoding="utf-8")
    pipeline.read([tmp_path / "1.txt", tmp_path / "2.txt"], tmp_path / "own.case", passages=False)
    return tmp_path / "own.case"


COMMANDS = [
    "read",
    "said",
    "list",
    "show",
    "compare",
    "decide",
    "export",
    "report",
    "check",
    "diff",
    "times",
    "doctor",
    "reuse",
    "scripture",
    "evaluate",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    if command != "doctor":
        assert f"testimonia {command} " in result.stdout.partition("Usage")[2].partition("\n")[2]


def test_the_help_lists_every_command_and_the_exit_codes() -> None:
    text = run("--help").stdout
    for command in COMMANDS:
        assert f"\n  {command}" in text
    assert "130 interrupted" in re.sub(r"\s+", " ", text)
    assert run("--version").stdout == f"testimonia, version {__version__}\n"


# read


def test_read_tells_what_it_did_on_standard_error_alone(tmp_path: Path) -> None:
    pile = make_pile(tmp_path / "pile", 4)
    result = run("read", pile, "-o", tmp_path / "my.case", "--no-passages")
    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr.startswith(
        "7 read, 0 unchanged, 1 with a text that another file has too, 2 skipped; "
    )
    assert "empty.txt: is empty (0 bytes)\n    → " in result.stderr
    assert "in the case: 6 documents" in result.stderr
    assert "testimonia said" in result.stderr
    result = run("read", pile / "north", "-o", tmp_path / "my.case", "--no-passages")
    assert result.exit_code == 0
    assert result.stderr.startswith("0 read, 3 unchanged; ")


def test_read_takes_standard_input_under_a_name(tmp_path: Path) -> None:
    result = run(
        "read", "-", "--name", "wire.txt", "-o", tmp_path / "a.case", "--no-passages", input=text_of(1)
    )
    assert result.exit_code == 0
    assert [row["name"] for row in rows(run("list", "documents", tmp_path / "a.case"))] == ["wire.txt"]


def test_read_maps_the_columns_of_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "corpus.csv").write_text('no,body\n1,"Ilan Voss said it."\n2,"Mara Teel denied it."\n')
    result = run(
        "read", tmp_path / "corpus.csv", "--map", "text=body", "-o", tmp_path / "a.case", "--no-passages"
    )
    assert result.exit_code == 0, result.stderr
    assert len(rows(run("list", "documents", tmp_path / "a.case"))) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere", "-o", "a.case"], "there is no file or folder nowhere"),
        ([".", "-o", "a.case", "--map", "body"], "--map 'body' is not FIELD=COLUMN"),
        ([".", "-o", "a.case", "--aliases", "none.csv"], "none.csv: cannot be read"),
        (["."], "Missing option '-o'"),
        ([".", "-o", "a.case", "--workers", "0"], "Invalid value for '--workers'"),
    ],
)
def test_read_is_told_what_it_was_given_wrong(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("read", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_matches_nothing(tmp_path: Path) -> None:
    (tmp_path / "pile").mkdir()
    result = run("read", tmp_path / "pile", "-o", tmp_path / "a.case", "--no-passages")
    assert result.exit_code == 6
    assert "no file was found" in result.stderr


# said


def test_said_finds_by_speaker_in_any_spelling(read_case: Path) -> None:
    found = rows(run("said", read_case, "--by", "VOSS"))
    assert found
    assert {row["speaker"] for row in found} == {"Ilan Voss"}
    assert set(found[0]) >= {"speaker", "via", "date", "cue", "content", "document", "kind", "id", "why"}


def test_said_finds_by_subject_in_both_scripts(tmp_path: Path) -> None:
    text = "Ilan Voss said: “دخل الجيشُ مدينةَ الشَّامِ”. Mara Teel said that the Bridge of Sel was closed.\n"
    run("read", "-", "-o", tmp_path / "a.case", "--no-passages", input=text)
    assert {row["speaker"] for row in rows(run("said", tmp_path / "a.case", "--about", "الشام"))} == {
        "Ilan Voss"
    }
    assert {row["speaker"] for row in rows(run("said", tmp_path / "a.case", "--about", "BRIDGE sel"))} == {
        "Mara Teel"
    }


def test_said_combines_what_is_asked(read_case: Path) -> None:
    everything = rows(run("said", read_case))
    one = rows(run("said", read_case, "--in", "003.txt"))
    assert 0 < len(one) < len(everything)
    assert {row["document"] for row in one} == {"003.txt"}
    direct = rows(run("said", read_case, "--in", "003.txt", "--kind", "direct"))
    assert {row["kind"] for row in direct} == {"direct"}
    assert len(rows(run("said", read_case, "--limit", "3"))) == 3
    sure = rows(run("said", read_case, "--min-confidence", "0.6"))
    assert all(float(str(row["confidence"])) >= 0.6 for row in sure)


def test_said_refuses_what_is_no_date(read_case: Path) -> None:
    refused = run("said", read_case, "--on", "2031-13")
    assert refused.exit_code == 2
    assert "2031-13" in refused.stderr


def test_said_understands_dates_and_ranges(read_case: Path) -> None:
    may = rows(run("said", read_case, "--on", "2031-05"))
    assert may
    assert all(str(row["date"]).startswith("2031-05") for row in may)
    early = rows(run("said", read_case, "--on", "2031-05-02..2031-05-04"))
    assert {row["date"] for row in early} <= {"2031-05-02", "2031-05-03", "2031-05-04"}
    assert 0 < len(early) < len(may)
    assert run("said", read_case, "--on", "1999").exit_code == 6


@pytest.mark.parametrize("option", ["--by", "--via", "--about", "--in", "--on"])
@pytest.mark.parametrize(
    "value", ["'; DROP TABLE documents; --", '" OR 1=1', "%", "NEAR(a b)", "", "\x00", "😀*"]
)
def test_said_takes_nothing_for_a_command_to_the_database(read_case: Path, option: str, value: str) -> None:
    expected = (2,) if option == "--on" else (0, 6)  # no hostile string is a date
    assert run("said", read_case, option, value).exit_code in expected
    assert len(rows(run("list", "documents", read_case))) == 14


def test_nothing_matched_is_told_by_its_own_code(read_case: Path) -> None:
    result = run("said", read_case, "--by", "Nobody Whatever")
    assert (result.exit_code, result.stdout) == (6, "")


# list and show


@pytest.mark.parametrize(
    "kind", ["documents", "actors", "attributions", "citations", "times", "mentions", "files"]
)
def test_list_shows_rows_and_tables(read_case: Path, kind: str) -> None:
    found = rows(run("list", kind, read_case))
    table = run("list", kind, read_case, "--table").stdout.splitlines()
    assert len(table) == len(found) + 1
    assert len(rows(run("list", kind, read_case, "--limit", "2"))) == 2


def test_list_takes_the_singular_too_and_names_the_kinds(read_case: Path) -> None:
    assert run("list", "document", read_case).exit_code == 0
    result = run("list", "colours", read_case)
    assert result.exit_code == 2
    assert "documents, actors, outlets" in result.stderr


def test_list_of_documents_by_what_they_hold(read_case: Path) -> None:
    found = rows(run("list", "documents", read_case, "--about", '"part 5"'))
    assert [row["name"] for row in found] == ["005.txt"]
    assert len(rows(run("list", "documents", read_case, "--about", "النصر"))) == 14


def test_list_of_what_was_not_read(read_case: Path) -> None:
    assert [Path(str(row["path"])).name for row in rows(run("list", "unread", read_case))] == [
        "broken.pdf",
        "empty.txt",
    ]


def test_show_sets_a_statement_in_its_context(read_case: Path) -> None:
    said = rows(run("said", read_case, "--in", "003.txt", "--kind", "direct"))[0]
    id = str(said["id"])
    (shown,) = rows(run("show", read_case, id))
    place = shown["context"][0]
    assert place["inside"] == said["content"]
    assert place["before"].endswith("“")
    assert shown["chain"][-1] == said["speaker"]
    assert rows(run("show", read_case, id.partition(":")[2][:8]))[0]["id"] == id
    assert run("show", read_case, id, "--context", "-5").exit_code == 2
    text = run("show", read_case, id, "--table").stdout
    assert f"⟦{said['content']}⟧" in text
    assert "chain" in text


def test_show_sets_a_quotation_of_scripture_beside_its_text_with_the_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verses = tmp_path / "verses.txt"
    verses.write_text("# (c) the Press of Arvale, CC BY 4.0\n61|3|كبر مقتا عند الله أن تقولوا ما لا تفعلون\n")
    monkeypatch.setenv("TESTIMONIA_SCRIPTURE", str(verses))
    folder, case = tmp_path / "in", tmp_path / "a.case"
    folder.mkdir()
    (folder / "a.txt").write_text("قال تعالى: ﴿كبر مقتا عند الله أن تقولوا ما تفعلون﴾ [الصف: 3]\n", "utf-8")
    command = [sys.executable, "-m", "testimonia", "read", folder, "-o", case]
    subprocess.run(command, check=True, capture_output=True)
    (found,) = rows(run("list", "scripture", case))
    (shown,) = rows(run("show", case, str(found["id"])))
    assert shown["beside"][0] == "quoted: \u2067كبر مقتا عند الله أن تقولوا ما […] تفعلون\u2069"
    assert shown["beside"][1] == "verses: \u2067كبر مقتا عند الله أن تقولوا ما [لا] تفعلون\u2069"
    assert shown["notice"] == "(c) the Press of Arvale, CC BY 4.0"
    assert len(str(shown["digest"])) == 64
    assert "[لا]" in run("show", case, str(found["id"]), "--table").stdout
    kinds = [row["kind"] for row in rows(run("list", "checks", case))]
    assert "scripture_negation_lost" in kinds


def test_show_takes_names_of_documents_and_actors(read_case: Path) -> None:
    (document,) = rows(run("show", read_case, "003.txt"))
    assert document["layer"] == "document"
    (actor,) = rows(run("show", read_case, "Ilan Voss"))
    assert actor["layer"] == "actor"
    mention = rows(run("list", "mentions", read_case, "--limit", "1"))[0]
    assert rows(run("show", read_case, str(mention["id"])))[0]["text"] == mention["text"]
    assert run("show", read_case, "nothing-like-it").exit_code == 6
    assert "may be any of" in run("show", read_case, "note.txt").stderr


def test_compare_shows_what_two_documents_share(read_case: Path) -> None:
    found = rows(run("compare", read_case, "000.txt", "005.txt"))
    assert "Ilan Voss" in {row["what"] for row in found}
    assert run("compare", read_case, "000.txt", "nothing").exit_code == 6


def test_compare_sets_a_space_between_the_wordings_of_a_name(tmp_path: Path) -> None:
    for number, wording in enumerate(("Mr Voss left.", "Mr Voss stayed.")):
        (tmp_path / f"{number}.txt").write_text(f"Ilan Voss came to Lume. {wording}", encoding="utf-8")
    run("read", tmp_path / "0.txt", tmp_path / "1.txt", "-o", tmp_path / "my.case")
    found = rows(run("compare", tmp_path / "my.case", "0.txt", "1.txt"))
    (voss,) = (row for row in found if row["what"] == "Ilan Voss")
    assert voss["in_a"] == voss["in_b"] == "Ilan Voss, Voss"


def test_the_inputs_and_the_summary_of_a_run_are_no_strings(read_case: Path) -> None:
    (run_row,) = rows(run("list", "runs", read_case))
    assert isinstance(run_row["inputs"], list)
    assert isinstance(run_row["summary"], dict)


def test_one_thing_is_counted_in_the_singular(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Orla Venn said that the ferry was late.", encoding="utf-8")
    said = run("read", tmp_path / "a.txt", "-o", tmp_path / "my.case").stderr
    assert "in the case: 1 document, 8 words; 1 attribution, 0 citations" in said


# decide


def one_statement(case: Path) -> dict[str, Any]:
    return rows(run("said", case, "--limit", "1"))[0]


def test_a_rejected_row_is_left_out_and_an_accepted_one_comes_back(own_case: Path) -> None:
    statement = one_statement(own_case)
    id = str(statement["id"])
    result = run("decide", own_case, "reject", id, "--by", "R", "--note", "a scare quote")
    assert (result.exit_code, result.stdout) == (0, "")
    assert id not in {row["id"] for row in rows(run("said", own_case))}
    assert id not in run("export", "jsonl", own_case).stdout
    assert rows(run("list", "decisions", own_case))[0]["note"] == "a scare quote"
    run("decide", own_case, "accept", id)
    assert id in {row["id"] for row in rows(run("said", own_case))}
    assert len(rows(run("list", "decisions", own_case))) == 2


def test_a_problem_is_done_with_or_none_and_that_is_taken_back(tmp_path: Path) -> None:
    text = tmp_path / "x.txt"
    text.write_text(
        "The port was closed on Tuesday, 10 December 2031, the ministry said.\n", encoding="utf-8"
    )
    case = tmp_path / "x.case"
    pipeline.read([text], case, passages=False)
    id = str(rows(run("list", "checks", case))[0]["id"])
    assert run("decide", case, "accept", id, "--note", "seen in print").exit_code == 0
    assert [row["id"] for row in rows(run("list", "checks", case))] == [id]
    assert run("decide", case, "reject", id).exit_code == 0
    assert run("list", "checks", case).exit_code == 6
    pipeline.read([text], case, again=True, passages=False)
    assert run("list", "checks", case).exit_code == 6
    last = rows(run("list", "decisions", case))[-1]
    assert run("decide", case, "undo", str(last["id"])).exit_code == 0
    assert [row["id"] for row in rows(run("list", "checks", case))] == [id]


def test_a_corrected_speaker_is_written_everywhere(own_case: Path) -> None:
    id = str(one_statement(own_case)["id"])
    assert run("decide", own_case, "correct", id, "speaker=The Poet; Mara Teel").exit_code == 0
    assert {row["id"] for row in rows(run("said", own_case, "--by", "poet"))} == {id}
    exported = [json.loads(line) for line in run("export", "jsonl", own_case).stdout.splitlines()]
    assert next(row for row in exported if row["id"] == id)["speaker"] == "The Poet; Mara Teel"
    run("decide", own_case, "correct", id, "speaker=Nobody")
    assert rows(run("said", own_case, "--by", "nobody"))[0]["speaker"] == "Nobody"


def test_decisions_outlive_a_new_reading_and_check_tells_where_it_disagrees(
    own_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = str(one_statement(own_case)["id"])
    run("decide", own_case, "correct", id, "speaker=The Poet")
    pipeline.read(
        [own_case.parent / "1.txt", own_case.parent / "2.txt"], own_case, again=True, passages=False
    )
    assert rows(run("said", own_case, "--by", "poet"))
    assert run("check", own_case).exit_code == 0
    with open_case(own_case, write=True) as case:
        case.connection.execute("UPDATE speakers SET read = 'Rima Solen' WHERE attribution = ?", (id,))
    result = run("check", own_case)
    assert result.exit_code == 0
    assert "is read as “Rima Solen” now" in result.stdout


def test_a_decision_about_something_that_is_gone_fails_the_check(own_case: Path) -> None:
    row = next(row for row in rows(run("said", own_case)) if row["document"] == "1.txt")
    run("decide", own_case, "reject", str(row["id"]))
    (own_case.parent / "1.txt").unlink()
    pipeline.read([own_case.parent], own_case, prune=True, passages=False)
    result = run("check", own_case)
    assert result.exit_code == 1
    assert "decision lost" in result.stdout


def test_actors_are_merged_and_split_by_decision(own_case: Path) -> None:
    actors = [str(row["name"]) for row in rows(run("list", "actors", own_case))]
    first, second = actors[:2]
    run("decide", own_case, "merge", first, second)
    merged = rows(run("list", "actors", own_case))
    assert first not in {row["name"] for row in merged}
    spellings = next(row for row in merged if row["name"] == second)["variants"]
    assert len(spellings) > 1
    run("decide", own_case, "split", second, str(spellings[0]).partition(" ×")[0])
    assert len(rows(run("list", "actors", own_case))) == len(actors)
    pipeline.read([own_case.parent], own_case, again=True, passages=False)
    assert run("check", own_case).exit_code == 0
    assert len(rows(run("list", "actors", own_case))) >= len(actors)


def last_decision(case: Path) -> str:
    return str(rows(run("list", "decisions", case))[-1]["id"])


def test_what_was_decided_can_be_taken_back_once(own_case: Path) -> None:
    statement = one_statement(own_case)
    id, before = str(statement["id"]), run("export", "jsonl", own_case).stdout
    for action, *values in (("reject",), ("correct", "speaker=The Poet; Mara Teel", "kind=mixed")):
        run("decide", own_case, action, id, *values)
        assert run("export", "jsonl", own_case).stdout != before
        for decision in rows(run("list", "decisions", own_case))[-len(values) or -1 :]:
            assert run("decide", own_case, "undo", str(decision["id"])).exit_code == 0
        assert run("export", "jsonl", own_case).stdout == before
    again = run("decide", own_case, "undo", str(decision["id"]))
    assert (again.exit_code, "taken back already" in again.stderr) == (2, True)
    assert "decide anew" in run("decide", own_case, "undo", last_decision(own_case)).stderr
    assert run("decide", own_case, "undo", "decision:none").exit_code == 6
    assert run("check", own_case).exit_code == 0


def test_the_verdict_before_stands_again_after_an_undo(own_case: Path) -> None:
    id = str(one_statement(own_case)["id"])
    run("decide", own_case, "reject", id)
    run("decide", own_case, "accept", id)
    run("decide", own_case, "undo", last_decision(own_case))
    assert id not in {row["id"] for row in rows(run("said", own_case))}


def test_a_merge_and_a_split_can_be_taken_back(own_case: Path) -> None:
    before = rows(run("list", "actors", own_case))
    first, second = (str(row["name"]) for row in before[:2])
    run("decide", own_case, "merge", first, second)
    merge = last_decision(own_case)
    spelling = next(row for row in rows(run("list", "actors", own_case)) if row["name"] == second)["variants"]
    run("decide", own_case, "split", second, str(spelling[0]).partition(" ×")[0])
    run("decide", own_case, "undo", last_decision(own_case))
    assert len(rows(run("list", "actors", own_case))) == len(before) - 1
    run("decide", own_case, "undo", merge)
    assert rows(run("list", "actors", own_case)) == before


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["correct", "1.txt"], 2, "nothing to correct"),
        (["correct", "1.txt", "colour=red"], 2, "'colour' cannot be corrected"),
        (["merge", "1.txt", "2.txt"], 2, "merge takes an actor"),
        (["reject", "nothing-like-it"], 6, "nothing in the case is called"),
        (["accept", "1.txt", "really"], 2, "takes no further values"),
    ],
)
def test_decide_is_told_what_it_was_given_wrong(
    own_case: Path, arguments: list[str], code: int, message: str
) -> None:
    result = run("decide", own_case, *arguments)
    assert result.exit_code == code
    assert message in result.stderr
    assert run("list", "decisions", own_case).exit_code == 6


def test_a_documents_fields_may_be_corrected(own_case: Path) -> None:
    run("decide", own_case, "correct", "1.txt", "title=Another title", "date=2031-06-01")
    documents = [json.loads(line) for line in run("export", "jsonl", own_case).stdout.splitlines()]
    row = next(row for row in documents if row["layer"] == "document" and row["document"] == "1.txt")
    assert (row["title"], row["date"]) == ("Another title", "2031-06-01")


# export, report, check, diff


def test_export_writes_a_file_whole_or_not_at_all(
    own_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out" / "my.jsonl"
    target.parent.mkdir()
    assert run("export", "jsonl", own_case, "-o", target).exit_code == 0
    before = target.read_bytes()
    assert before.decode() == run("export", "jsonl", own_case).stdout

    def breaks(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("testimonia.writing.jsonl.document_rows", breaks)
    assert run("export", "jsonl", own_case, "-o", target).exit_code == 130
    assert target.read_bytes() == before
    assert list(target.parent.iterdir()) == [target]


def test_export_of_one_layer(own_case: Path) -> None:
    found = rows(run("export", "jsonl", own_case, "--layer", "time"))
    assert {row["layer"] for row in found} == {"time"}


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_export_of_a_layer_that_does_not_exist_names_those_that_do(read_case: Path, format: str) -> None:
    result = run("export", format, read_case, "--layer", "nonsense")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nonsense" in result.stderr
    assert "scripture" in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a file have any bytes as its name")
def test_a_name_that_is_no_utf_8_is_written_with_a_visible_escape(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("The ferry sails at noon, Orla Venn said.", "utf-8")
    case = tmp_path / "my.case"
    assert run("read", folder, "-o", case).exit_code == 0
    exported = run("export", "jsonl", case, "--layer", "document")
    assert msgspec.json.decode(exported.stdout)["document"] == "caf\\xe9.txt"
    (listed,) = run("list", "files", case, "--json").stdout.splitlines()
    assert msgspec.json.decode(listed)["path"].endswith("caf\\xe9.txt")
    assert "1 unchanged" in run("read", folder, "-o", case).stderr


def test_export_csv_to_standard_output_is_the_table_of_statements(own_case: Path) -> None:
    table = list(csv.DictReader(io.StringIO(run("export", "csv", own_case).stdout)))
    assert len(table) == len(rows(run("said", own_case)))
    assert {row["document"] for row in table} == {"1.txt", "2.txt"}


def test_export_of_the_schema_needs_no_case() -> None:
    assert json.loads(run("export", "schema").stdout)["title"] == "Testimonia interchange rows"
    assert run("export", "jsonl").exit_code == 2


def test_report_writes_one_page(own_case: Path, tmp_path: Path) -> None:
    result = run("report", own_case, "-o", tmp_path / "my.html")
    assert result.exit_code == 0, result.stderr
    assert "<html" in (tmp_path / "my.html").read_text(encoding="utf-8")[:500]


def test_a_report_tells_how_many_documents_it_has_no_room_for(own_case: Path, tmp_path: Path) -> None:
    result = run("report", own_case, "-o", tmp_path / "my.html", "--max-mb", "0.001")
    assert result.exit_code == 0
    assert "1 are left out to keep it near 0.001 MB (raise --max-mb" in result.stderr
    assert run("report", own_case, "-o", tmp_path / "my.html", "--max-mb", "0").exit_code == 2


def test_check_proves_a_case_and_finds_a_changed_text(own_case: Path) -> None:
    result = run("check", own_case)
    assert (result.exit_code, result.stdout) == (0, "")
    assert " spans looked at, 0 failures" in result.stderr
    with open_case(own_case, write=True) as case:
        case.connection.execute(
            "UPDATE texts SET text = replace(text, 'harbour', 'Harbour') WHERE document = 1"
        )
    result = run("check", own_case)
    assert result.exit_code == 1
    assert "text changed" in result.stdout
    assert "ungrounded" in result.stdout


def test_diff_shows_the_rows_of_one_side(own_case: Path, tmp_path: Path) -> None:
    run("export", "jsonl", own_case, "-o", tmp_path / "a.jsonl")
    result = run("diff", own_case, tmp_path / "a.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    id = str(one_statement(own_case)["id"])
    run("decide", own_case, "reject", id)
    result = run("diff", tmp_path / "a.jsonl", own_case)
    assert result.exit_code == 1
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert ("a", id) in {(row["side"], row["id"]) for row in found}
    assert run("diff", own_case, tmp_path / "none.jsonl").exit_code == 2
    (tmp_path / "b.jsonl").write_text("{}\nnot json\n")
    assert "b.jsonl, line 2 is not JSON" in run("diff", own_case, tmp_path / "b.jsonl").stderr


def test_times_of_a_text_without_a_case(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("They met yesterday and on 5 May 2031.")
    found = rows(run("times", tmp_path / "letter.txt", "--written", "2031-05-09"))
    assert [row["value"] for row in found] == ["2031-05-08", "2031-05-05"]
    assert rows(run("times", "-", input="on 5 May 2031"))[0]["document"] == "standard-input.txt"
    assert run("times", "-", input="no date here").exit_code == 6
    assert run("times", tmp_path / "none.txt").exit_code == 3


def test_texts_of_scripture_are_added_and_listed(tmp_path: Path) -> None:
    """In processes of their own: texts are loaded once in a process."""
    text = tmp_path / "lamp.txt"
    text.write_text("1|1|Praise to the giver\n1|2|All that is given returns\n", encoding="utf-8")
    assert "not the whole" in run("scripture", "add", text).stderr

    def alone(*arguments: str) -> str:
        command = [sys.executable, "-m", "testimonia", "scripture", *arguments]
        environment = os.environ | {"TESTIMONIA_DATA": str(tmp_path / "data")}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert alone("add", str(text), "--partial", "--notice", "our own") == ""
    found = [json.loads(line) for line in alone("list").splitlines()]
    assert [(row["verses"], row["notice"]) for row in found if row["name"] == "lamp"] == [(2, "our own")]


def test_doctor_tests_itself() -> None:
    found = rows(run("doctor"))
    assert {row["part"]: row["ok"] for row in found}["self-test"] is True


# what reaches a terminal


def test_no_control_characters_reach_the_terminal() -> None:
    assert printable("a\x1b[31mb\x07\u200f") == "a\ufffd[31mb\ufffd\u200f"
    assert cell(["a\nb", {"x": 1}, None, True]) == "a b, x: 1, , yes"


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("الشَّام", 5), ("日本", 4), ("e\u0301", 1)])
def test_width_counts_columns_of_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns
    assert width(fit(text, 10)) == 10
    assert width(fit(text * 10, 7)) == 7


# Confidence


@pytest.fixture
def rated_case(own_case: Path) -> Path:
    """A case in which every second statement is doubtful."""
    with open_case(own_case, write=True) as opened:
        opened.connection.execute("UPDATE attributions SET confidence = 0.9")
        opened.connection.execute("UPDATE attributions SET confidence = 0.2 WHERE number % 2")
        opened.connection.execute("UPDATE times SET confidence = 0.95")
        opened.connection.execute("UPDATE citations SET confidence = 0.95")
        opened.connection.execute("UPDATE scripture SET confidence = 0.95")
    return own_case


def n_statements(case: Path, where: str = "1") -> int:
    with open_case(case) as opened:
        return int(
            opened.connection.execute(f"SELECT count(*) FROM attributions WHERE {where}").fetchone()[0]
        )


@pytest.mark.parametrize(
    "command",
    [
        ("list", "attributions"),
        ("said",),
        ("export", "jsonl"),
        ("export", "csv"),
    ],
)
def test_doubtful_rows_are_left_out_and_their_number_is_said(
    rated_case: Path, command: tuple[str, ...]
) -> None:
    doubtful = n_statements(rated_case, "confidence < 0.5")
    layer = ("--layer", "attribution") if command[-1] == "jsonl" else ()
    everything = run(*command, rated_case, *layer).stdout.count("\n")
    done = run(*command, rated_case, *layer, "--min-confidence", "0.5")
    assert done.exit_code == 0
    assert done.stdout.count("\n") == everything - doubtful
    assert f"{doubtful} rows with a confidence below 0.5 left out" in done.stderr
    assert n_statements(rated_case) > doubtful  # all of them are still there
    assert run(*command, rated_case, *layer, "--min-confidence", "0.1").stdout.count("\n") == everything


def test_a_doubtful_row_that_a_person_accepted_stays(rated_case: Path) -> None:
    with open_case(rated_case) as opened:
        (row, other, *_) = opened.query("SELECT id FROM attributions WHERE confidence < 0.5 ORDER BY number")
    run("decide", rated_case, "accept", row["id"])
    for command in (("list", "attributions"), ("said",), ("export", "jsonl")):
        printed = run(*command, rated_case, "--min-confidence", "0.5").stdout
        assert row["id"] in printed
        assert f'"id": "{other["id"]}"' not in printed


def test_what_stands_in_a_doubtful_row_hangs_on_what_holds_that(tmp_path: Path) -> None:
    text = "The mayor said that Mara Teel had claimed that the envoy said the port was shut."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    case = tmp_path / "chain.case"
    run("read", tmp_path / "a.txt", "-o", case, "--no-passages")
    chain = rows(run("list", "attributions", case, "--json"))
    outer, middle, inner = sorted(chain, key=lambda row: row["content"][0][0])
    assert (middle["parent"], inner["parent"]) == (outer["id"], middle["id"])
    with open_case(case, write=True) as opened:
        opened.connection.execute("UPDATE attributions SET confidence = 0.1 WHERE id = ?", (middle["id"],))
    left = rows(run("list", "attributions", case, "--json", "--min-confidence", "0.2"))
    assert {row["id"]: row["parent"] for row in left} == {outer["id"]: None, inner["id"]: outer["id"]}


def test_the_report_says_how_many_are_left_out(rated_case: Path, tmp_path: Path) -> None:
    doubtful = n_statements(rated_case, "confidence < 0.5")
    done = run("report", rated_case, "-o", tmp_path / "a.html", "--min-confidence", "0.5")
    assert f"{doubtful} rows" in done.stderr
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert f"{doubtful} rows with a confidence below 0.5 left out here" in page


def test_kinds_without_confidence_say_so(rated_case: Path) -> None:
    done = run("list", "actors", rated_case, "--min-confidence", "0.5")
    assert done.exit_code == 2
    assert "actors have no confidence; attributions, citations, times, scripture have" in done.stderr
    assert run("said", rated_case, "--min-confidence", "2").exit_code == 2
