"""``testimonia serve``: the workbench over a case, in the browser."""

from __future__ import annotations

import contextlib
import importlib.util
import ipaddress
import os
import socket
import sqlite3
import threading
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimonia.case import CaseError
from testimonia.cli.faults import PART_MISSING, Stop

if TYPE_CHECKING:
    from testimonia.web.security import Guard

_NEEDED = ("starlette", "jinja2", "uvicorn")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_VARIABLE = "TESTIMONIA_PASSWORD"


@click.command("serve", short_help="The workbench: see, read, ask and judge a case in the browser.")
@click.argument("case")
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8117, show_default=True, help="0 takes any free one."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen at; another than this machine's own asks for a password.",
)
@click.option(
    "--password-file",
    type=click.Path(dir_okay=False),
    help=f"A file whose first line is the password; or set {_VARIABLE}.",
)
@click.option("--read-only", is_flag=True, help="Nobody can decide anything.")
@click.option("--by", default=None, help="Who decides; by default the name you are logged in under.")
@click.pass_context
def serve_command(
    ctx: click.Context,
    case: str,
    open_browser: bool,
    port: int,
    host: str,
    password_file: str | None,
    read_only: bool,
    by: str | None,
) -> None:
    """Serve pages over CASE on this machine until Ctrl-C. Nothing is sent to any other.

    With --host others on the network can read the case who have the password; the connection is not
    encrypted, so put a proxy with TLS before it on a network you do not trust.

    \b
    testimonia serve my.case --open
    testimonia serve my.case --read-only --port 9000
    testimonia serve my.case --host 0.0.0.0 --password-file word.txt
    """
    ctx.obj = case
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise Stop(f"the workbench needs {', '.join(missing)}", "pip install 'testimonia[web]'", PART_MISSING)
    password = _password(password_file)
    if host not in _LOOPBACK and not password:
        raise Stop(
            f"serving at {host} lets others read the case, so it needs a password",
            f"add --password-file FILE, or set {_VARIABLE}",
        )
    from testimonia import pipeline
    from testimonia.web import create_app, warm

    app = create_app(
        case,
        read_only=read_only,
        password=password,
        hosts=_names(host),
        by=by,
        settle=pipeline.settle_decisions,
    )
    listening = _listen(host, port)
    shown = f"[{host}]" if ":" in host else "localhost" if host in ("127.0.0.1", "0.0.0.0") else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    click.echo(
        f"the workbench over {case} is at {address}{'  (reading only)' if read_only else ''}", err=True
    )
    click.echo("  → Ctrl-C ends it", err=True)
    threading.Thread(target=_quietly, args=(warm, app), daemon=True).start()
    if open_browser:
        threading.Thread(target=_open, args=(address,), daemon=True).start()
    _run(app, listening)


def _password(file: str | None) -> str | None:
    """Return the password of a file's first line, or of the environment. Raises Stop for none in the file."""
    if file is None:
        return os.environ.get(_VARIABLE) or None
    try:
        lines = Path(file).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(f"the password cannot be read: {error}", "name a text file you may read") from error
    if not lines or not lines[0].strip():
        raise Stop(f"the first line of {file} is empty", "write the password into it")
    return lines[0].strip()


def _names(host: str) -> list[str]:
    """Return the names that a browser may call this address by."""
    if host in _LOOPBACK:
        return []
    try:
        any_address = ipaddress.ip_address(host).is_unspecified
    except ValueError:
        any_address = False
    own = socket.gethostname()
    return [own, f"{own}.local"] if any_address else [f"[{host}]" if ":" in host else host]


def _listen(host: str, port: int) -> socket.socket:
    """Return a listening socket. Raises Stop if the port is taken or the address is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(64)
    except OSError as error:
        listening.close()
        reason = error.strerror or str(error)
        raise Stop(
            f"cannot listen at {host} port {port}: {reason.lower()}",
            "another program has that port, or the address is not this machine's; try --port 0",
        ) from error
    return listening


def _run(app: Guard, listening: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
        lifespan="off",
    )
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def _quietly(warm: Callable[[Guard], None], app: Guard) -> None:
    """Count ahead; a case that is busy or gone is told of by the page that needs it."""
    with contextlib.suppress(CaseError, sqlite3.Error):
        warm(app)


def _open(address: str) -> None:
    time.sleep(0.5)  # by then the server answers; the socket listens already
    webbrowser.open(address)
