"""Search in folded copies."""

import sqlite3

import pytest
from case_samples import make_annotations, make_document
from hypothesis import given
from hypothesis import strategies as st

from testimonia.case.search import find_attributions, find_documents, name_matches, search_expression
from testimonia.case.store import store_document

SAID = "دخل الجيشُ الشَّامَ بعد النَّصْـرِ. The Governor’s “BRIDGE” of Erdoğan; A+B & 50% (x:y)"


@pytest.fixture
def searched(connection: sqlite3.Connection) -> sqlite3.Connection:
    first, second = make_document(SAID, "one.txt"), make_document()
    store_document(connection, first, None, "x")
    store_document(connection, second, make_annotations(second), "x")
    return connection


@pytest.mark.parametrize(
    "query",
    [
        "الشام",
        "النصر",
        "الجيش الشام",
        "governor bridge",
        "GOVERNOR'S",
        '"bridge of erdogan"',
        "erdo*",
        "“bridge of”",
    ],
)
def test_plain_words_find_what_is_written_otherwise(searched: sqlite3.Connection, query: str) -> None:
    assert 1 in find_documents(searched, query)


def test_vowelled_content_is_found_by_bare_letters(searched: sqlite3.Connection) -> None:
    assert find_attributions(searched, "النصر") == [1, 2]
    assert find_attributions(searched, "open") == [1, 2]
    assert find_attributions(searched, "open nowhere") == []


@pytest.mark.parametrize("query", ['"of bridge"', "bridges", "نصر", "", "!!! ()", '"'])
def test_what_is_not_there_is_not_found(searched: sqlite3.Connection, query: str) -> None:
    assert find_documents(searched, query) == []


@pytest.mark.parametrize(
    "query",
    [
        "bridge OR nothing",
        "bridge NOT governor",
        "bridge AND",
        "NEAR(bridge governor)",
        "title:bridge",
        "^bridge",
        "bridge)",
        "bridge'; DROP TABLE documents; --",
        'a"b"c',
        "*",
        "-bridge",
        "{title} : bridge",
    ],
)
def test_nothing_in_a_query_is_taken_for_syntax(searched: sqlite3.Connection, query: str) -> None:
    find_documents(searched, query)
    assert searched.execute("SELECT count(*) FROM documents").fetchone() == (2,)


@given(st.text())
def test_any_query_makes_a_sound_expression(query: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x)")
    expression = search_expression(query)
    if expression is not None:
        connection.execute("SELECT * FROM t WHERE t MATCH ?", (expression,))


def test_names_match_by_their_words() -> None:
    assert name_matches("erdogan", "Recep Tayyip Erdoğan")
    assert name_matches("ahrar sham", "Ahrar al-Sham")
    assert not name_matches("hama", "Hamas")
    assert not name_matches("", "Hamas")
