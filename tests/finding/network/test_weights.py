"""Files of weights."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.finding.network.tiny import PIECES, WORDS, tiny_weights

from testimonia.finding.network.weights import Weights


def test_tables_come_back_scaled_and_words_by_their_number(tmp_path: Path) -> None:
    file = tmp_path / "weights.npz"
    file.write_bytes(tiny_weights())

    weights = Weights.load(file)

    assert weights.tables["word"].dtype == "float32"
    assert abs(weights.tables["word"]).max() <= 1.28
    assert weights.words == {word: row for row, word in enumerate(WORDS, 2)}
    assert weights.pieces == {piece: row for row, piece in enumerate(PIECES)}


def test_weights_made_for_other_features_are_refused() -> None:
    with pytest.raises(ValueError, match="train it again"):
        Weights.load(tiny_weights(flags=["quoted"]))


def test_a_file_that_holds_no_weights_is_named(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no weights")

    with pytest.raises(ValueError, match=r"notes\.txt holds no weights"):
        Weights.load(file)
