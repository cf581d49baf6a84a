"""Run the commands that the documentation shows, and write what they print back into it.

    python docs/refresh.py            run every command, rewrite its output and the generated parts
    python docs/refresh.py --check    run every command, write nothing; ends with 1 if one fails

A command stands in a fenced block of the language ``console`` behind ``$``; what follows up to the next ``$``
is its output. Every document is run from top to bottom in a folder of its own that holds a copy of
``examples``, as on a terminal of 110 columns. Lines that install or test are skipped; ``# exit code N`` at
the end of a command says that it ends so. Generated parts (help texts, formats, tables, rows) stand between
``<!-- generated: NAME -->`` and ``<!-- end -->``.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference.md"
WIDTH = 110

_BLOCK = re.compile(r"(?m)^```console\n(.*?)^```$", re.DOTALL)
_NOT_RUN = re.compile(
    r"^(python3 -m venv|\. |git |cd |\S*pip install|\S*python -m pytest|\.ci/run)|^\S*(ruff|mypy)\b"
)
_EXIT = re.compile(r"\s+# exit code (\d+)$")
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_GENERATED = re.compile(r"(?s)(<!-- generated: (\w+) -->\n).*?(<!-- end -->)")


class Ran(NamedTuple):
    """A command as it is written, the exit code it should have and has, what it printed."""

    command: str
    expected: int
    code: int
    output: str


def documents() -> list[Path]:
    """Return all documents for readers: those at the root and those under docs."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def commands(text: str) -> list[str]:
    """Return the commands of a document in their order."""
    return [
        line[2:] for block in _BLOCK.findall(text) for line in block.splitlines() if line.startswith("$ ")
    ]


def runnable(command: str) -> str:
    """Return what of a command is run here: no installing, no testing, the programs of this environment."""
    pieces = [piece.strip() for piece in command.split(" && ")]
    return " && ".join(piece.replace(".venv/bin/", "") for piece in pieces if not _NOT_RUN.search(piece))


@contextlib.contextmanager
def workplace() -> Iterator[tuple[Path, dict[str, str]]]:
    """Yield a folder with the examples, and an environment in which ``testimonia`` is this one."""
    with tempfile.TemporaryDirectory() as name:
        folder, programs, home = Path(name, "work"), Path(name, "bin"), Path(name, "home")
        for made in (folder, programs, home):
            made.mkdir()
        shutil.copytree(ROOT / "examples", folder / "examples")
        for program, call in (("testimonia", "-m testimonia"), ("python", ""), ("python3", "")):
            script = programs / program
            script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {call} "$@"\n', encoding="utf-8")
            script.chmod(0o755)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("TESTIMONIA", "XDG_"))}
        yield (
            folder,
            kept
            | {
                "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(home),
                "USER": "you",
                "LOGNAME": "you",
                "COLUMNS": str(WIDTH),
                "LANG": "C.UTF-8",
            },
        )


def run(command: str, folder: Path, environment: dict[str, str]) -> Ran:
    """Run one command, its standard output a terminal, and return what it printed."""
    ends = _EXIT.search(command)
    master, slave = os.openpty()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            ["bash", "-c", runnable(_EXIT.sub("", command))],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=slave,
            stderr=errors,
        )
        os.close(slave)
        printed = bytearray()
        with contextlib.suppress(OSError):  # how a terminal says that nobody writes to it any more
            while chunk := os.read(master, 65536):
                printed += chunk
        os.close(master)
        code = process.wait()
        errors.seek(0)
        both = (bytes(printed) + errors.read()).decode("utf-8", "replace")
    lines = [line.rstrip() for line in _COLOUR.sub("", both).replace("\r\n", "\n").splitlines()]
    output = "\n".join(lines).strip("\n").replace(f"{folder}/", "")
    return Ran(command, int(ends[1]) if ends else 0, code, output)


def run_document(text: str) -> Iterator[Ran]:
    """Run the commands of a document one after the other; those with nothing to run are left out."""
    wanted = [command for command in commands(text) if runnable(command)]
    if not wanted:
        return
    with workplace() as (folder, environment):
        for command in wanted:
            yield run(command, folder, environment)


def with_outputs(text: str, ran: list[Ran]) -> str:
    """Return a document with what its commands printed."""
    left = iter(ran)

    def block(match: re.Match[str]) -> str:
        lines = []
        keep = True  # the lines before a command, and those of a command that is not run
        for line in match[1].splitlines():
            if line.startswith("$ "):
                if lines and runnable(line[2:]) and lines[-1]:
                    lines.append("")
                lines.append(line)
                keep = not runnable(line[2:])
                if not keep:
                    lines += next(left).output.splitlines()
            elif keep:
                lines.append(line)
        return "```console\n" + "".join(f"{line}\n" for line in lines) + "```"

    return _BLOCK.sub(block, text)


def all_commands() -> Iterator[tuple[str, click.Command, click.Context]]:
    """Yield every command with its full name and a context for its help: groups before what is in them."""
    from testimonia.cli import main

    def under(
        command: click.Command, name: str, parent: click.Context | None
    ) -> Iterator[tuple[str, click.Command, click.Context]]:
        context = click.Context(
            command,
            parent,
            name,
            terminal_width=100,
            max_content_width=100,
            help_option_names=["-h", "--help"],
        )
        yield context.command_path, command, context
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                found = command.get_command(context, inner)
                if found is not None:
                    yield from under(found, inner, context)

    yield from under(main, "testimonia", None)


def help_texts() -> str:
    """Return the help of every command as Markdown."""
    parts = []
    for name, command, context in all_commands():
        parts.append(f"#### {name}\n\n```text\n{command.get_help(context).rstrip()}\n```\n\n")
    return "\n" + "".join(parts)


def formats() -> str:
    """Return the formats that are read as a Markdown table."""
    from testimonia.reading import SUPPORTED

    rows = [f"| {item.name} | {', '.join(f'`{suffix}`' for suffix in item.suffixes)} |" for item in SUPPORTED]
    return "\n".join(["", "| format | extensions |", "|---|---|", *rows, "", ""])


def rows() -> str:
    """Return the fields of the interchange rows, read from their JSON Schema, as Markdown tables."""
    from testimonia.writing.interchange import schema_text

    schema = json.loads(schema_text())
    parts = []
    for layer in schema["properties"]["layer"]["enum"]:
        shape = schema["$defs"][layer]
        parts.append(f"#### {layer}\n\n{shape['description']}\n\n| field | holds |\n|---|---|")
        for field, value in shape["properties"].items():
            if field not in ("layer", "document", "id"):
                always = "" if field in shape["required"] else " (may be absent)"
                parts.append(f"| `{field}`{always} | {_holds(value, schema['$defs'])} |")
        parts.append("")
    return "\n" + "\n".join(parts) + "\n"


def _holds(value: dict[str, Any], defs: dict[str, Any]) -> str:
    """Return in a few words what a field of the schema may hold."""
    told = str(value.get("description", ""))
    if "enum" in value:
        return ", ".join("null" if item is None else f"`{item}`" for item in value["enum"])
    if "anyOf" in value:
        return " or ".join(_holds(item, defs) for item in value["anyOf"])
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return told or name
    kind = value.get("type", "")
    if kind == "array":
        inner = value["items"]
        if "properties" in inner:
            kind = f"list of objects: {', '.join(f'`{key}`' for key in inner['properties'])}"
        else:
            kind = f"list of {_holds(inner, defs)}"
    kind = " or ".join(kind) if isinstance(kind, list) else str(kind)
    return f"{kind}: {told}" if told else kind


def tables() -> str:
    """Return the tables and views of a case with their columns, as a Markdown table."""
    schema = (ROOT / "src/testimonia/case/schema.sql").read_text(encoding="utf-8")
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema)
    parts = ["", "| table or view | columns |", "|---|---|"]
    for kind in ("view", "table"):
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite%'"
            " AND name NOT LIKE '%\\_search\\__%' ESCAPE '\\' ORDER BY rowid",
            (kind,),
        )
        for (name,) in names.fetchall():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            mark = " (view)" if kind == "view" else ""
            parts.append(f"| `{name}`{mark} | {', '.join(columns)} |")
    connection.close()
    return "\n".join([*parts, "", ""])


SCORES = {
    "content": "statements, their words",
    "content and speaker": "statements with the right speaker",
    "kind": "told from quoted",
    "chain": "which statement stands inside which",
    "outlets": "outlets that carried a statement",
    "citations": "citations of media",
    "citation dates": "their dates",
    "time values": "dates and times, resolved",
    "actor names": "names",
    "actor variants joined": "spellings of one name gathered",
    "scripture": "quotations of scripture",
    "passages": "recycled passages",
    "meaningful variants": "changes of meaning between copies",
    "checks": "problems planted",
}


def scores() -> str:
    """Return the table that ``benchmarks/score_examples.py`` prints, its main rows, in plain words."""
    script = ROOT / "benchmarks" / "score_examples.py"
    printed = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True).stdout
    found = {}
    for line in printed.splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        found[cells[0]] = [*cells[1:], "", "", ""]
    parts = ["", "| | there are | found | of those given, right |", "|---|---:|---:|---:|"]
    for name, told in SCORES.items():
        wanted, recall, precision = found[name][:3]
        parts.append(f"| {told} | {wanted} | {_percent(recall)} | {_percent(precision)} |")
    return "\n".join([*parts, "", ""])


def _percent(share: str) -> str:
    return f"{float(share):.0%}" if share else ""


def with_generated(text: str) -> str:
    """Return a document with its generated parts made anew."""
    makers: dict[str, Callable[[], str]] = {
        "help": help_texts,
        "scores": scores,
        "formats": formats,
        "rows": rows,
        "tables": tables,
    }
    return _GENERATED.sub(lambda match: match[1] + makers[match[2]]() + match[3], text)


def main() -> int:
    """Run all documents; return 1 if a command failed."""
    failed = 0
    for path in documents():
        text = path.read_text(encoding="utf-8")
        ran = list(run_document(text))
        for item in ran:
            if item.code != item.expected:
                failed += 1
                print(
                    f"{path.relative_to(ROOT)}: ended with {item.code}: {item.command}\n{item.output}",
                    file=sys.stderr,
                )
        if "--check" not in sys.argv:
            new = with_generated(with_outputs(text, ran))
            if new != text:
                path.write_text(new, encoding="utf-8")
                print(f"wrote {path.relative_to(ROOT)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
