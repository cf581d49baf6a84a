"""Readers are had by name: those of the package, and those that other packages register."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from testimonia.finding import readers
from testimonia.finding.readers import Choice, Reader, ReaderError, ReaderMissing

Install = Callable[..., Path]

QUIET = """
class Quiet:
    name = "quiet"
    def __init__(self, how="very"):
        self.version = how
    def read(self, doc, context):
        return []
"""


def test_those_of_the_package_are_there() -> None:
    there = readers.available()
    assert list(there)[:2] == ["rules", "trained"]
    assert there["rules"] == "built in"
    assert isinstance(readers.make(Choice(name="rules")), Reader)


def test_one_is_made_once_for_the_same_choice() -> None:
    assert readers.make(Choice(name="trained")) is readers.make(Choice(name="trained"))


def test_another_package_registers_one(install: Install) -> None:
    install("quietly", QUIET, "Quiet", name="quiet", version="2.5")
    assert readers.available()["quiet"] == "quietly 2.5"
    assert readers.make(Choice(name="quiet")).version == "very"
    assert readers.key_of(Choice(name="quiet", options={"how": "less"})) == "quiet less of quietly 2.5"


def test_the_key_of_a_built_in_reader_names_what_it_needs_beside_this_program() -> None:
    import numpy

    assert readers.key_of(Choice(name="rules")) == "rules"
    assert readers.key_of(Choice(name="trained")) == f"trained numpy {numpy.__version__}"


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    with pytest.raises(ReaderError, match=r"no reader 'parser'; there are rules, trained"):
        readers.make(Choice(name="parser"))


def test_two_packages_with_one_name_are_told(install: Install) -> None:
    install("first", QUIET, "Quiet", name="quiet")
    install("second", QUIET, "Quiet", name="quiet")
    with pytest.raises(ReaderError, match=r"several packages register a reader 'quiet': .*first 1\.0"):
        readers.make(Choice(name="quiet"))


def test_a_name_of_the_package_cannot_be_taken(install: Install) -> None:
    install("thief", QUIET, "Quiet", name="rules")
    assert readers.make(Choice(name="rules")).name == "rules"
    assert readers.available()["rules"] == "built in"


def test_an_unknown_option_is_told_with_those_there_are(install: Install) -> None:
    install("quietly", QUIET, "Quiet")
    with pytest.raises(ReaderError, match="no option loud") as caught:
        readers.make(Choice(name="quietly", options={"loud": "yes"}))
    assert caught.value.remedy == "its options: how"
    with pytest.raises(ReaderError, match="the reader rules has no option loud"):
        readers.make(Choice(name="rules", options={"loud": "yes"}))


def test_a_missing_option_is_told(install: Install) -> None:
    install("asking", QUIET.replace('how="very"', "how_much").replace("= how", "= how_much"), "Quiet")
    with pytest.raises(ReaderError, match="needs the option how-much"):
        readers.make(Choice(name="asking"))
    assert readers.make(Choice(name="asking", options={"how-much": "a lot"})).version == "a lot"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("raise RuntimeError('no luck')", "cannot be loaded: RuntimeError: no luck"),
        ("x = 1", "cannot be loaded: AttributeError"),
        ("def Quiet(): raise OSError('no weights')", "cannot be made: OSError: no weights"),
        ("class Quiet: pass", "has no name"),
        ("class Quiet:\n name = 'q'\n version = 3\n def read(self): pass", "has no version"),
        ("class Quiet:\n name = version = 'q'", "has no method read"),
    ],
)
def test_a_reader_that_cannot_be_had_is_told(install: Install, code: str, told: str) -> None:
    install("broken", code, "Quiet")
    with pytest.raises(ReaderError, match=told):
        readers.make(Choice(name="broken"))


def test_a_package_that_a_reader_needs_is_named(install: Install) -> None:
    install("needing", "import no_such_package_at_all", "Quiet")
    with pytest.raises(ReaderMissing, match="needs no_such_package_at_all"):
        readers.make(Choice(name="needing"))
    assert "no_such_package_at_all" in readers.loading_fault("needing")


def test_without_numpy_the_trained_reader_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("testimonia.finding.readers.builtin.find_spec", lambda name: None)
    readers.make.cache_clear()
    with pytest.raises(ReaderMissing, match="numpy") as caught:
        readers.make(Choice(name="trained"))
    assert caught.value.remedy == "pip install 'testimonia[trained]'"
    assert isinstance(caught.value, ModuleNotFoundError)


def test_the_rules_are_read_without_numpy(tmp_path: Path) -> None:
    import subprocess

    script = (
        "import sys; sys.modules['numpy'] = None\n"
        "import testimonia\n"
        "print(len(testimonia.annotate('The mayor said that the port was shut.', layers=['attribution'])))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
