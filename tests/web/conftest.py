"""A case read from the examples, a server over it, and a browser that counts what leaves this machine."""

import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient
from web_clients import BASE, client_of

from testimonia import pipeline
from testimonia.case import Case, open_case
from testimonia.web import create_app

ROOT = Path(__file__).parents[2]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@pytest.fixture(scope="session")
def example_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example corpus as a case; nobody writes to it."""
    path = tmp_path_factory.mktemp("web") / "marsa-zayn.case"
    command = [sys.executable, "-m", "testimonia", "read", "examples/marsa-zayn", "-o", str(path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return path


@pytest.fixture
def case_path(example_case: Path, tmp_path: Path) -> Path:
    """A copy of the example case for one test, to decide in."""
    return Path(shutil.copy(example_case, tmp_path / "own.case"))


@pytest.fixture
def case(case_path: Path) -> Iterator[Case]:
    """The test's own case, open for reading."""
    with open_case(case_path) as opened:
        yield opened


@pytest.fixture
def client(case_path: Path) -> TestClient:
    """A client without a browser over the test's own case."""
    return client_of(case_path)


@pytest.fixture
def token(client: TestClient) -> str:
    """The secret that the forms of the client's pages carry."""
    found = re.search(r'X-CSRF-Token": "([\w-]+)"', client.get("/").text)
    assert found is not None
    return found[1]


Send = Callable[..., Any]


@pytest.fixture
def send(client: TestClient, token: str) -> Send:
    """Send a form to /decide as a page of ours does; returns the answer."""

    def sent(headers: dict[str, str] | None = None, **fields: str) -> Any:
        return client.post(
            "/decide",
            data={"token": token} | {key.replace("_", "-"): value for key, value in fields.items()},
            headers={"Origin": BASE} | (headers or {}),
            follow_redirects=False,
        )

    return sent


# In a browser ---------------------------------------------------------------------------------------------


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Serve a case on a free port for one test; returns its address."""
    import uvicorn

    running = []

    def start(path: Path, **options: Any) -> str:
        app = create_app(path, by="reader", settle=pipeline.settle_decisions, **options)
        config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        running.append((server, thread))
        return f"http://localhost:{server.servers[0].sockets[0].getsockname()[1]}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(5)


@pytest.fixture
def server(serve: Callable[..., str], case_path: Path) -> str:
    """The address of a server over the test's own case."""
    return serve(case_path)


@pytest.fixture
def open_page(chromium: Any, server: str) -> Iterator[Callable[..., Any]]:
    """Open a page of the server; options are those of a browser context.

    The page has ``seen.elsewhere`` (addresses asked for on another host) and ``seen.faults`` (what the
    browser complained about).
    """
    contexts = []

    def opened(path: str = "/", **options: Any) -> Any:
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        page.seen = SimpleNamespace(elsewhere=[], faults=[])
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((server + "/", "data:", "blob:"))
                else page.seen.elsewhere.append(request.url)
            ),
        )
        page.on("pageerror", lambda error: page.seen.faults.append(str(error)))
        page.on("console", lambda m: page.seen.faults.append(m.text) if m.type == "error" else None)
        page.goto(server + path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    """The first page of the workbench in Chromium."""
    return open_page("/")


@pytest.fixture
def axe() -> Callable[[Any], list[str]]:
    """Run axe-core over a page; returns its serious and critical faults, one a line."""
    source = AXE.read_text("utf-8")

    def faults(page: Any) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{rule['id']}: {node['html'][:160]} ({node.get('failureSummary', '')[:200]})"
            for rule in found["violations"]
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"][:3]
        ]

    return faults
