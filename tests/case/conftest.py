"""A sample document, what stands in it, and an empty case."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from case_samples import make_annotations, make_document

from testimonia.case.file import open_for_writing
from testimonia.model import Annotations, Document


@pytest.fixture
def document() -> Document:
    return make_document()


@pytest.fixture
def annotations(document: Document) -> Annotations:
    return make_annotations(document)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_for_writing(tmp_path / "a.case")
    yield connection
    connection.close()
