"""The commands. Data goes to standard output, messages to standard error; exit codes: see faults."""

from __future__ import annotations

import importlib

import click

from testimonia import __version__
from testimonia.cli.faults import FaultsNamed

# command → module, in the order of the help text.
_COMMANDS = {
    "read": "reading",
    "said": "asking",
    "list": "listing",
    "show": "showing",
    "compare": "showing",
    "decide": "deciding",
    "export": "exporting",
    "report": "exporting",
    "serve": "serving",
    "check": "proving",
    "diff": "proving",
    "times": "texts",
    "scripture": "scripture",
    "reuse": "reuse",
    "evaluate": "evaluating",
    "doctor": "proving",
}


class _Commands(FaultsNamed):
    """The commands, each loaded from its module when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in their order."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None if there is none of that name."""
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"testimonia.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Exit codes: 0 ok, 1 a check failed, 2 usage, 3 some inputs unreadable (the rest is done), "
    "4 an optional part is missing, 5 case locked or damaged, 6 nothing matched, 130 interrupted.",
)
@click.version_option(__version__, "--version", "-V", prog_name="testimonia")
def main() -> None:
    """Who said what, to whom it is attributed, through which outlet, and when.

    \b
    testimonia read FOLDER -o my.case      read and analyse a folder of documents
    testimonia said my.case                who said what
    testimonia serve my.case --open        see, read, ask and judge it in the browser
    testimonia report my.case -o my.html   one page to look at and to send
    """
