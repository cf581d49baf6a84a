"""The documentation holds: its commands run, it names every command and option, its links lead somewhere."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
REFERENCE = ROOT / "docs" / "reference.md"


def load_refresh() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["refresh"] = module
    spec.loader.exec_module(module)
    return module


refresh = load_refresh()
DOCUMENTS = refresh.documents()
FENCE = re.compile(r"(?m)^```(\w*)\n(.*?)^```$", re.DOTALL)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def in_one_line(text: str) -> str:
    return " ".join(text.split())


with_commands = [path for path in DOCUMENTS if refresh.commands(path.read_text(encoding="utf-8"))]


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are those of a shell")
@pytest.mark.parametrize("path", with_commands, ids=named)
def test_every_command_shown_runs_and_ends_as_said(path: Path) -> None:
    for ran in refresh.run_document(path.read_text(encoding="utf-8")):
        assert ran.code == ran.expected, f"{ran.command}\n{ran.output}"
        assert "Traceback" not in ran.output, f"{ran.command}\n{ran.output}"


def test_every_python_block_of_the_reference_and_the_tutorial_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    ran = 0
    for path in (REFERENCE, ROOT / "docs" / "tutorial.md"):
        for language, body in FENCE.findall(path.read_text(encoding="utf-8")):
            if language == "python":
                exec(compile(body, named(path), "exec"), {})
                ran += 1
    assert ran >= 2


ALL_COMMANDS = list(refresh.all_commands())


@pytest.mark.parametrize(("name", "command", "context"), ALL_COMMANDS, ids=[item[0] for item in ALL_COMMANDS])
def test_the_reference_tells_every_command_and_option(
    name: str, command: click.Command, context: click.Context
) -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    assert f"#### {name}\n" in text, "run: python docs/refresh.py"
    section = in_one_line(text.partition(f"#### {name}\n")[2].partition("\n#### ")[0])
    for option in command.get_params(context):
        if isinstance(option, click.Option):
            for spelling in (*option.opts, *option.secondary_opts):
                assert re.search(rf"{re.escape(spelling)}\b", section), f"{spelling}: python docs/refresh.py"
            assert in_one_line(option.help or "") in section, f"{option.name}: python docs/refresh.py"


def test_the_reference_tells_every_format_layer_and_table() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    for made in (refresh.formats(), refresh.rows(), refresh.tables()):
        assert made.strip() in text, "run: python docs/refresh.py"


def test_the_published_schema_is_the_one_in_the_package() -> None:
    published = ROOT / "docs" / "schema" / "interchange.schema.json"
    packaged = ROOT / "src" / "testimonia" / "writing" / "interchange.schema.json"
    assert published.read_bytes() == packaged.read_bytes()


def anchors(path: Path) -> set[str]:
    """The anchors of a document, as they are made of its headings."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    headings = re.findall(r"(?m)^#+ +(.+?)\s*$", text)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_relative_links_lead_somewhere(path: Path) -> None:
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    for target in re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), f"{named(path)}: {target}"
        if anchor and there.suffix == ".md":
            assert anchor in anchors(there), f"{named(path)}: {target}"


def test_the_gate_tests_as_the_readme_says() -> None:
    """.ci/run installs the same extras, and runs the tests with the same command."""
    pieces = [
        piece
        for command in refresh.commands(README.read_text(encoding="utf-8"))
        for piece in command.split(" && ")
    ]
    testing = next(index for index, piece in enumerate(pieces) if piece.endswith("-m pytest"))
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for piece in pieces[testing - 1 : testing + 1]:
        assert re.sub(r"\S*\.venv/bin/(\w+)", r'"$bin/\1"', piece) in gate
    assert testing >= 2


def test_no_reading_of_documentation_depends_on_what_the_output_was() -> None:
    shown = "```console\n$ echo one\nold\n\n$ pip install x && echo two # exit code 0\nold\n```\n"
    assert refresh.commands(shown) == ["echo one", "pip install x && echo two # exit code 0"]
    ran = [refresh.Ran("echo one", 0, 0, "one"), refresh.Ran("…", 0, 0, "two")]
    assert refresh.with_outputs(shown, ran) == (
        "```console\n$ echo one\none\n\n$ pip install x && echo two # exit code 0\ntwo\n```\n"
    )
