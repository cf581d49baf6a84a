"""Exit codes, and how a fault is said: what is wrong, where, and what to do about it."""

from __future__ import annotations

import os
import sqlite3
import sys
from typing import IO, Any

import click

CHECK_FAILED = 1
USAGE = 2
SOME_UNREADABLE = 3
PART_MISSING = 4
CASE_FAULT = 5
NOTHING_MATCHED = 6
INTERRUPTED = 130


class Stop(click.ClickException):
    """End with a message, a remedy and an exit code."""

    def __init__(self, message: str, remedy: str = "", code: int = USAGE) -> None:
        super().__init__(message)
        self.remedy = remedy
        self.exit_code = code  # type: ignore[misc]  # click has it for all of a class

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message and the remedy to standard error."""
        click.echo(f"testimonia: {self.message}", err=True)
        if self.remedy:
            click.echo(f"  → {self.remedy}", err=True)


class FaultsNamed(click.Group):
    """A group of commands whose faults end in a message and an exit code, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; say what went wrong."""
        _steady_streams()
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("testimonia: interrupted; what was stored stays", err=True)
            click.echo("  → the same command goes on from there", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 (until the end)
            ctx.exit(0)
        except sqlite3.Error as error:
            from testimonia.case.file import explain

            fault = explain(error, ctx.obj or "the case")
            raise Stop(str(fault), fault.remedy, CASE_FAULT) from error
        except Exception as error:
            from testimonia.case.file import CaseError

            if isinstance(error, CaseError):
                raise Stop(str(error), error.remedy, CASE_FAULT) from error
            raise


def _steady_streams() -> None:
    """Write UTF-8 with plain line ends, and never fail over a character the terminal does not have."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            if stream.isatty():
                reconfigure(errors="backslashreplace")
            else:
                reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
