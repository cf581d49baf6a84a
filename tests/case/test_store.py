"""Documents and what was found in them, in and out of a case file."""

import sqlite3
from pathlib import Path

import msgspec
import pytest
from case_samples import make_annotations, make_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from testimonia.case import Case
from testimonia.case.file import open_for_writing
from testimonia.case.load import load_annotations, load_document
from testimonia.case.proof import count_spans, prove
from testimonia.case.store import (
    begin_source,
    document_number,
    finish_source,
    is_analysed,
    link_file,
    remove_orphans,
    store_document,
)
from testimonia.model import Annotations, Attribution, Document, Mention, Metadata


def store(connection: sqlite3.Connection, document: Document, found: Annotations | None) -> list[str]:
    connection.execute("BEGIN IMMEDIATE")
    begin_source(connection, document.path, document.raw_sha256, "reader")
    refused = store_document(connection, document, found, "analyser")
    link_file(connection, document.path, 0, document)
    finish_source(connection, document.path, 1)
    connection.execute("COMMIT")
    return [f"{item.layer}: {item.reason}" for item in refused]


def dump(connection: sqlite3.Connection) -> list[str]:
    """Return all rows but the inner tables of the search index."""
    return sorted(line for line in connection.iterdump() if "_search_" not in line)


def test_what_is_stored_comes_back_field_by_field(
    connection: sqlite3.Connection, document: Document, annotations: Annotations
) -> None:
    assert store(connection, document, annotations) == []
    assert load_annotations(connection, 1) == annotations
    assert load_annotations(connection, 1, settled=False) == annotations
    assert load_document(connection, 1) == document
    assert list(prove(connection)) == []
    assert count_spans(connection) == 21


def test_every_field_of_the_example_differs_from_its_default(annotations: Annotations) -> None:
    """The round trip above proves nothing about a field that is empty in every row."""
    seen: set[str] = set()
    for layer in ("attributions", "citations", "times", "mentions", "scripture", "checks"):
        for row in getattr(annotations, layer):
            seen |= {f"{layer}.{key}" for key in msgspec.to_builtins(row)}
    for wanted in ("attributions.parent", "citations.supports", "times.issues", "checks.related"):
        assert wanted in seen


def test_storing_twice_changes_nothing(
    connection: sqlite3.Connection, document: Document, annotations: Annotations
) -> None:
    store(connection, document, annotations)
    before = dump(connection)
    store(connection, document, annotations)
    assert dump(connection) == before


def test_a_new_analysis_replaces_the_old_one(
    connection: sqlite3.Connection, document: Document, annotations: Annotations
) -> None:
    store(connection, document, annotations)
    fewer = replace(annotations, attributions=(), citations=())
    store(connection, document, fewer)
    assert load_annotations(connection, 1) == fewer
    assert connection.execute("SELECT count(*) FROM attribution_search").fetchone() == (0,)


def test_a_row_whose_text_is_not_at_its_span_is_refused(
    connection: sqlite3.Connection, document: Document, annotations: Annotations
) -> None:
    wrong = replace(annotations.mentions[1], text="Ilan Vos")
    outside = replace(annotations.times[0], span=(5, 10_000), text="")
    empty = replace(annotations.citations[0], span=(5, 5))
    nothing = replace(annotations.attributions[1], content=())
    foreign = replace(annotations.checks[0], document="another")
    refused = store(
        connection,
        document,
        replace(
            annotations,
            mentions=(wrong,),
            times=(outside,),
            citations=(empty,),
            attributions=(annotations.attributions[0], nothing),
            checks=(foreign,),
        ),
    )
    assert [reason.split("–")[0] for reason in refused] == [
        "attribution: ungrounded: it has no content",
        "citation: ungrounded: the span at 5 is empty",
        "time: ungrounded: 5",
        "mention: ungrounded: its text does not stand at 45",
        "check: it belongs to another document",
    ]
    assert next(iter(prove(connection))).fatal is False
    assert connection.execute("SELECT count(*) FROM faults").fetchone() == (5,)


def test_parents_that_are_missing_or_go_round_in_a_circle_are_taken_out(
    connection: sqlite3.Connection, document: Document, annotations: Annotations
) -> None:
    first, second = annotations.attributions
    circle = (replace(first, parent=second.id), replace(second, parent=first.id))
    refused = store(connection, document, replace(annotations, attributions=circle))
    assert refused == ["attribution: parent taken out: its parents form a circle"]
    lonely = replace(second, parent="attribution:nowhere")
    refused = store(connection, document, replace(annotations, attributions=(first, lonely)))
    assert refused == ["attribution: parent taken out: its parent is not there"]
    assert next(iter(prove(connection))).kind == "not stored"


def test_an_id_that_stands_twice_is_stored_once(
    connection: sqlite3.Connection, document: Document, annotations: Annotations
) -> None:
    twice = replace(annotations, mentions=annotations.mentions + annotations.mentions[:1])
    assert store(connection, document, twice) == ["mention: its id stands twice"]


def test_a_document_whose_analysis_failed_keeps_its_text(
    connection: sqlite3.Connection, document: Document
) -> None:
    store(connection, document, None)
    assert load_document(connection, 1).text == document.text
    assert not is_analysed(connection, document.id, "analyser")


@pytest.mark.parametrize(
    "text", ["", "\x00 a\x00b", "half \ud83d gone", "\u202etxet 😀\r\n\x1b[31m", "a\n" * 5]
)
def test_odd_texts_come_back_exactly(connection: sqlite3.Connection, text: str) -> None:
    document = make_document(text)
    found = Annotations(document=document.id, metadata=Metadata(document=document.id))
    if text:
        mention = Mention(id="mention:1", document=document.id, span=(0, len(text)), text=text, type="other")
        said = Attribution(
            id="attribution:1", document=document.id, content=((0, len(text)),), speaker=(text,)
        )
        found = replace(found, mentions=(mention,), attributions=(said,))
    assert store(connection, document, found) == []
    assert load_document(connection, 1) == document
    assert load_annotations(connection, 1) == found
    assert list(prove(connection)) == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_stored_is_grounded(tmp_path: Path, data: st.DataObject) -> None:
    text = data.draw(st.text(min_size=1, max_size=40))
    numbers = st.integers(-2, len(text) + 2)
    document = make_document(text)
    mentions = tuple(
        Mention(
            id=f"mention:{at}", document=document.id, span=span, text=text[span[0] : span[1]], type="other"
        )
        for at, span in enumerate(data.draw(st.lists(st.tuples(numbers, numbers), max_size=6)))
    )
    found = Annotations(document=document.id, metadata=Metadata(document=document.id), mentions=mentions)
    connection = open_for_writing(tmp_path / "hypothesis.case")
    connection.execute("DELETE FROM documents")
    refused = store(connection, document, found)
    number = document_number(connection, document.id)
    assert number is not None
    kept = load_annotations(connection, number).mentions
    assert len(kept) + len(refused) == len(mentions)
    assert all(text[row.span[0] : row.span[1]] == row.text and row.text for row in kept)
    assert not [problem for problem in prove(connection) if problem.fatal]
    connection.close()


def test_a_document_no_file_leads_to_goes_with_all_that_hangs_on_it(
    connection: sqlite3.Connection, document: Document, annotations: Annotations
) -> None:
    store(connection, document, annotations)
    store(connection, make_document("Another text."), None)
    connection.execute("DELETE FROM sources WHERE path = ?", (document.path,))
    other = make_document("Third.", path="/pile/third.txt")
    store(connection, other, None)
    assert remove_orphans(connection) == 2
    tables = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
    ]
    left = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in tables
        if "_search" not in table and "sqlite" not in table
    }
    assert {table: count for table, count in left.items() if count} == {
        "documents": 1,
        "files": 1,
        "sources": 1,
        "texts": 1,
    }
    assert connection.execute("SELECT count(*) FROM attribution_search").fetchone() == (0,)


def test_two_files_with_one_text_are_one_document(connection: sqlite3.Connection, document: Document) -> None:
    found = make_annotations(document)
    store(connection, document, found)
    store(connection, replace(document, name="copy.txt", path="/pile/copy.txt"), found)
    assert document_number(connection, document.id) == 1
    with Case(connection, Path("x")) as case:
        (entry,) = case.documents()
        assert entry.files == ("/pile/bridge.txt", "/pile/copy.txt")
