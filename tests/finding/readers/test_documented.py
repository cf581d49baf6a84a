"""The reader that docs/how/readers.md shows is a reader."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import testimonia
from testimonia.finding.readers import GROUP, ReaderError

Install = Callable[..., Path]

PAGE = Path(__file__).parents[3] / "docs" / "how" / "readers.md"
MINUTES = "Minutes of the harbour board, 4 May 2031.\n\nTeel – The quay stays shut.\nVoss – No.\n"


def block(language: str) -> str:
    (found,) = re.findall(rf"(?ms)^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"))
    return str(found)


@pytest.fixture
def minutes(install: Install) -> None:
    registered = tomllib.loads(block("toml"))["project"]["entry-points"][GROUP]
    ((name, value),) = registered.items()
    module, _, factory = value.partition(":")
    install(module, block("python"), factory, name=name)


@pytest.mark.usefixtures("minutes")
def test_it_reads() -> None:
    rows = testimonia.annotate(MINUTES, reader="minutes", layers=["attribution"])
    assert [(row["source_text"], row["text"], row["kind"]) for row in rows] == [
        ("Teel", "The quay stays shut", "direct"),
        ("Voss", "No", "direct"),
    ]
    assert rows[0]["why"].startswith("read by minutes: line of minutes")


@pytest.mark.usefixtures("minutes")
def test_it_takes_its_option_and_no_other() -> None:
    rows = testimonia.annotate(
        MINUTES, reader="minutes", reader_options={"least": "3"}, layers=["attribution"]
    )
    assert [row["source_text"] for row in rows] == ["Teel"]
    with pytest.raises(ReaderError, match="no option most"):
        testimonia.annotate(MINUTES, reader="minutes", reader_options={"most": "3"})
