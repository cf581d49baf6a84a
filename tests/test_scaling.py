"""Work grows with the length of a text and no faster, and one endless line is content like any other."""

import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from testimonia import pipeline, reading
from testimonia.cli import main
from testimonia.model import Document

_PROSE = (
    "The governor of Dorn said that “the bridge is open to all who come in peace” on 4 May 2031 "
    "(Radio Ost, 3/5/2031). Her deputy Ilan Marek denied it, and according to the harbour office "
    "nobody has crossed since Sunday. "
)
_TEXTS = {
    "prose on one line": _PROSE,
    "a line without full stops": _PROSE.replace(".", ""),
    "quotations far from the only citation": "“We shall stay in the valley until the end,” he said. ",
    "one word": "word ",
    "one letter": "x",
    "paragraphs": _PROSE + "\n\n",
}
_SIZE = 40_000
_ENDLESS = 50_000_000


def seconds(text: str) -> float:
    """Return the least processor time of three analyses of a text."""
    (document,) = reading.read_bytes("d.txt", text.encode())
    assert isinstance(document, Document)
    times = []
    for _ in range(3):
        begin = time.process_time()
        pipeline.annotate(document)
        times.append(time.process_time() - begin)
    return min(times)


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Load the tables before anything is measured."""
    seconds(_PROSE)


@pytest.mark.parametrize("name", _TEXTS)
def test_twice_the_text_takes_no_more_than_about_twice_the_work(name: str) -> None:
    unit = _TEXTS[name]
    first = "(Radio Ost, 3/5/2031) " if "only citation" in name else ""
    text = first + unit * (_SIZE // len(unit))
    longer = first + unit * (2 * _SIZE // len(unit))
    assert seconds(longer) < 3 * seconds(text) + 0.03


def test_a_line_of_fifty_megabytes_is_read_in_full(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    line = (_PROSE * (_ENDLESS // len(_PROSE) + 1))[:_ENDLESS]
    path.write_text(line, encoding="utf-8")
    (document,) = reading.read_path(path)
    assert isinstance(document, Document)
    assert document.text == line


def test_the_command_takes_a_line_of_fifty_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_bytes(b"x" * _ENDLESS)
    result = CliRunner().invoke(main, ["read", str(path), "-o", str(tmp_path / "my.case"), "--workers", "1"])
    assert result.exit_code == 0, result.output
