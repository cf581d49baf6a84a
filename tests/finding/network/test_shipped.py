"""The network that the package brings."""

from __future__ import annotations

import pytest

import testimonia

TEXT = (
    "The minister of Orvania conceded that the harbour had been closed for a week. She doubts it will reopen."
)


def test_reads_a_belief_and_a_report_with_their_sources() -> None:
    rows = list(testimonia.annotate(TEXT, reader="trained", layers=["attribution"]))
    read = {
        TEXT[slice(*row["cue"][0])]: (TEXT[slice(*row["source"][0])], TEXT[slice(*row["content"][0])])
        for row in rows
        if row["cue"] and row["source"]
    }

    assert read["conceded"] == ("The minister of Orvania", "the harbour had been closed for a week")
    assert read["doubts"] == ("She", "it will reopen")


@pytest.mark.parametrize(
    "text", ["", "“" * 10_000, "SAID " * 300, "قال الوزير نعم", "🙂 said ‏that", "word " * 3000]
)
def test_reads_anything(text: str) -> None:
    testimonia.annotate(text, reader="trained")


def test_gives_the_same_rows_again() -> None:
    assert testimonia.annotate(TEXT, reader="trained") == testimonia.annotate(TEXT, reader="trained")


def test_an_unknown_reader_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="no reader 'parser'; there are rules, trained"):
        testimonia.annotate(TEXT, reader="parser")
