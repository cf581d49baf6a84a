"""The Spark engine finds what the local one finds, byte for byte, however the work is parted."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from testimonia.cli import main
from testimonia.comparing.reuse import Reuse, search_documents

pytest.importorskip("pyspark")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java", allow_module_level=True)

from testimonia.engines.spark import session, spark_search

VOCABULARY = [
    f"{a}{b}{c}" for a in "bdfgklmnprstv" for b in ("a", "ei", "o", "u") for c in ("ran", "tisk", "ulo")
]
PHRASE = "on the strict condition that nobody would ever be called by name"


def corpus(documents: int, words: int = 150) -> list[tuple[str, str]]:
    """Return documents that copy from each other, share a formula, and one text copied everywhere."""
    rng = random.Random(5)
    viral = [rng.choice(VOCABULARY) for _ in range(30)]
    texts: list[list[str]] = []
    for number in range(documents):
        text = [rng.choice(VOCABULARY) for _ in range(words)]
        if texts and number % 3 == 0:
            source = rng.choice(texts)
            text[40:40] = [word for word in source[50:110] if rng.random() > 0.1]
        if number % 4 == 0:
            text[10:10] = PHRASE.split()
        if number % 2 == 0:
            text[70:70] = viral
        texts.append(text)
    return [(f"d{n:04}", " ".join(text).capitalize() + ".") for n, text in enumerate(texts)]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    running = session("local[2]")
    yield running
    running.stop()


def assert_equal(one: Reuse, other: Reuse) -> None:
    for name, column in vars(one.alignments).items():
        assert np.array_equal(column, vars(other.alignments)[name]), name
    about: dict[str, Any] = {"dates": {}, "quotations": {}, "scripture": {}}
    assert repr(list(one.passages(**about))) == repr(list(other.passages(**about)))


@pytest.mark.parametrize("partitions", [1, 7])
def test_few_documents_give_the_same_passages_uncompiled(spark: Any, partitions: int) -> None:
    documents = corpus(12)
    local = search_documents(documents)
    assert len(local) > 10
    assert_equal(local, search_documents(documents, align_with=spark_search(spark, partitions)))


def test_a_text_copied_hundreds_of_times_takes_longer_seeds_and_stays_the_same(spark: Any) -> None:
    documents = corpus(620)
    local = search_documents(documents)
    assert len(local) > 300
    assert_equal(local, search_documents(documents, align_with=spark_search(spark, 6)))


def test_documents_without_words_have_no_passages(spark: Any) -> None:
    assert len(search_documents([("a", ""), ("b", "…")], align_with=spark_search(spark, 3))) == 0


def test_the_command_writes_the_same_bytes(spark: Any, tmp_path: Path) -> None:
    for name, text in corpus(8):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    command = ["reuse", str(tmp_path), "--format", "jsonl"]
    local = CliRunner().invoke(main, command)
    there = CliRunner().invoke(main, [*command, "--engine", "spark", "--master", "local[2]"])
    assert local.exit_code == there.exit_code == 0
    assert local.stdout and local.stdout_bytes == there.stdout_bytes


def test_a_master_without_spark_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["reuse", str(tmp_path), "--master", "local[2]"])
    assert result.exit_code == 2
    assert "--engine spark" in result.output
