"""No text makes a reader raise, take more than linear time, or hold more than a gibibyte."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile_texts import TEXTS

from testimonia import pipeline
from testimonia.finding import readers
from testimonia.finding.readers import Choice
from testimonia.model import Attribution
from testimonia.reading.given import document_of

BUILT_IN = ("rules", "trained")  # endpoint reads nothing by itself; its answers are tried in test_endpoint.py
GIBIBYTE = 1 << 30


def read(text: str, reader: str) -> tuple[list[Attribution], float]:
    """Return the attributions of a text and the processor time that they took, all else apart."""
    doc, found = pipeline.find_layers(document_of("text.txt", text))
    made = readers.make(Choice(name=reader))
    begun = time.process_time()
    said = pipeline.read_attributions(doc, found, made)
    return list(said.rows), time.process_time() - begun


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Load tables and weights before anything is measured."""
    for reader in BUILT_IN:
        read("The mayor said that “the harbour is closed”. ", reader)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("reader", BUILT_IN)
def test_nothing_is_raised_and_every_row_stands_in_the_text(reader: str, name: str) -> None:
    # Nested marks: ten thousand on each side for the rules.
    text = TEXTS[name](20_000 if reader == "rules" or name == "nested marks" else 4_000)
    rows, _ = read(text, reader)
    ids = {row.id for row in rows}
    for row in rows:
        for start, end in (*row.content, *row.cue, *row.source):
            assert 0 <= start < end <= len(text)
        assert row.content
        assert row.parent is None or row.parent in ids
        assert 0 <= row.confidence <= 1


def assert_linear(reader: str, name: str, size: int) -> None:
    """Four times the text may take up to ten times the work; one good try of four counts, for noise."""
    short, long = TEXTS[name](size), TEXTS[name](4 * size)
    tries = []
    for _ in range(4):
        tries.append((min(read(short, reader)[1] for _ in range(2)), read(long, reader)[1]))
        if tries[-1][1] < 10 * tries[-1][0] + 0.1:
            return
    raise AssertionError(f"seconds for once and four times the text: {tries}")


@pytest.mark.parametrize("name", TEXTS)
def test_the_work_of_the_rules_grows_with_the_text(name: str) -> None:
    assert_linear("rules", name, 20_000)


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_the_work_of_the_trained_reader_grows_with_the_text(name: str) -> None:
    assert_linear("trained", name, 12_000)


# Reads a text in a process of its own and prints the most memory that it held, in bytes.
_HOLDS = """
import resource, sys
sys.path.insert(0, {folder!r})
resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
from hostile_texts import TEXTS
from testimonia import pipeline
from testimonia.finding.readers import Choice, make
from testimonia.reading.given import document_of
pipeline.annotate(document_of("text.txt", TEXTS[{name!r}]({size})), reader=make(Choice(name={reader!r})))
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(most if sys.platform == "darwin" else 1024 * most)
"""


def held(reader: str, name: str, size: int) -> int:
    """Return the most memory in bytes that reading a text took."""
    script = _HOLDS.format(folder=str(Path(__file__).parent), name=name, size=size, reader=reader)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return int(done.stdout)


on_posix = pytest.mark.skipif(sys.platform == "win32", reason="no limits of resources there")


@on_posix
@pytest.mark.parametrize("reader", BUILT_IN)
def test_a_word_of_a_megabyte_is_held_in_a_gibibyte(reader: str) -> None:
    assert held(reader, "one word", 1_000_000) < GIBIBYTE


@on_posix
@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.parametrize(
    ("reader", "name", "size"),
    [
        ("rules", "one line", 10_000_000),
        ("rules", "a quotation never closed", 1_000_000),
        ("rules", "nothing but cues", 1_000_000),
        ("trained", "a quotation never closed", 1_000_000),
        ("trained", "one line", 1_000_000),
    ],
)
def test_long_texts_are_held_in_a_gibibyte(reader: str, name: str, size: int) -> None:
    assert held(reader, name, size) < GIBIBYTE
