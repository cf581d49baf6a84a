"""A chat endpoint on this machine that answers what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Row = dict[str, Any]


def rows_answer(*rows: Row) -> bytes:
    """The body of a sound answer that holds rows."""
    return words_answer(json.dumps({"attributions": list(rows)}))


def words_answer(words: Any, ended: str = "stop") -> bytes:
    """The body of a sound answer that holds words."""
    return json.dumps({"choices": [{"message": {"content": words}, "finish_reason": ended}]}).encode()


@dataclass
class Told:
    """What the endpoint does at one request."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait_s: float = 0.0
    hang_up: bool = False


@dataclass
class Asked:
    """What was sent to the endpoint."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def text(self) -> str:
        return str(self.body["messages"][-1]["content"])


class Stub:
    """A running endpoint: what it was asked, and what it does next; the last thing again and again."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.script: list[Told] = [Told(rows_answer())]
        self.answer: Callable[[Asked], Told] | None = None
        self.url = ""

    def next(self, asked: Asked) -> Told:
        self.asked.append(asked)
        if self.answer is not None:
            return self.answer(asked)
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


@contextmanager
def running_stub() -> Iterator[Stub]:
    """Run an endpoint at a free port of 127.0.0.1."""
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told = stub.next(Asked(self.path, dict(self.headers), json.loads(body)))
            time.sleep(told.wait_s)
            if told.hang_up:
                self.close_connection = True
                return
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            self.wfile.write(told.body)

        def log_message(self, *arguments: Any) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
