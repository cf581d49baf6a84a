"""How long the pages of the workbench take on a large case, at the server and in a browser.

    python benchmarks/web.py [--documents 20000] [--statements 500000] [--keep CASE] [--repeat 5]
                             [--chromium /usr/bin/chromium]

Makes a case of invented statements straight in its tables (``web_case.py``), then asks every page through the
application, without a network between. Prints the first time (nothing counted yet), the first time after a
statement was rejected and after a speaker was corrected, and the median of the others, in milliseconds of
wall time; how much of the last two the program computed itself (the rest it waited for a machine that did
other work); and the size of the answer. With ``--chromium`` also how long the first view and a text of
200,000 characters with 5,000 marks take until they can be used, from the click on.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from testimonia.case import open_case
from testimonia.case.deciding import decide
from testimonia.web import create_app
from testimonia.web.app import warm
from testimonia.web.views import VIEWS
from web_case import make


def pages(path: Path) -> list[str]:
    """Return the addresses that are timed."""
    connection = sqlite3.connect(path)

    def one(query: str, *values: Any) -> Any:
        return connection.execute(query, values).fetchone()

    (first,) = one("SELECT substr(id, 1, 16) FROM documents WHERE number = 1")
    (middle,) = one("SELECT max(number) / 2 FROM attributions")
    card, document = one(
        "SELECT a.id, substr(d.id, 1, 16) FROM attributions AS a JOIN documents AS d ON d.number = a.document"
        " WHERE a.number = ?",
        middle,
    )
    (family,) = one("SELECT cluster FROM passages GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
    (busiest,) = one("SELECT id FROM actors WHERE name = 'Ilan N0'")
    verse = one("SELECT id FROM scripture LIMIT 1")[0]
    edge = one("SELECT outlet, speaker FROM ledger WHERE outlet <> '' LIMIT 1")
    connection.close()
    has = {view.key for view in VIEWS}
    return [
        "/",
        "/documents",
        "/documents?only=undated",
        "/said",
        "/said?order=newest",
        "/said?order=speaker",
        "/said?order=oldest&after=2026-05-01&number=1000",
        "/said?speaker=Ilan+N0",
        "/said?not-speaker=Ilan+N0&order=newest",
        "/said?class=unnamed&order=newest",
        "/said?via=Outlet+7&kind=direct",
        "/said?q=harbour",
        "/said?q=harbour+mole+salt&order=newest",
        "/said?q=ميناء&since=2026",
        "/said?names=Ilan+N1%0AMara+N2%0AN3",
        "/time",
        "/time?by=outlet",
        "/time?by=document",
        "/time?role=said",
        "/time?role=published",
        "/time?role=happened",
        "/time?role=happened&by=outlet",
        "/time?since=2026-03&until=2026-03",
        "/time?by=outlet&lane=Outlet+7&since=2026-03-04&until=2026-03-20",
        "/time?undated=1",
        "/net",
        "/net?most=200",
        "/net?kind=names",
        "/net?outlet=Outlet+7&since=2026",
        f"/net/edge?of=reports&from={edge[0]}&to={edge[1]}".replace(" ", "+"),
        "/method",
        f"/cite/{card}",
        f"/card/{card}",
        f"/card/{verse}",
        f"/d/{document}?card={card}&in=",
        f"/d/{first}",
        f"/d/{first}?q=harbour",
        *(["/passages", "/passages?kind=copy", f"/p/{family}"] if "passages" in has else []),
        *(["/s"] if {"s", "scripture"} & has else []),
        *(["/checks", "/checks?kind=date_weekday", "/checks?state=all"] if "checks" in has else []),
        *(["/review", "/review?layer=attribution", "/review/log"] if "review" in has else []),
        *(["/actors", "/actors?q=N7", f"/a/{busiest}"] if "actors" in has else []),
    ]


def at_the_server(path: Path, repeat: int) -> None:
    """Print how long each page takes."""
    client = TestClient(create_app(path), base_url="http://localhost")
    client.get("/static/web.css")
    decider = _decider(path)
    print(
        "| first, ms | rejected, ms | corrected, ms | computing | then, ms | computing | kB | page |\n"
        "|--:|--:|--:|--:|--:|--:|--:|---|"
    )
    for address in pages(path):
        times, computing = [], []
        for _ in range(repeat + 1):
            begun, computed = time.perf_counter(), time.process_time()
            answer = client.get(address)
            times.append(1_000 * (time.perf_counter() - begun))
            computing.append(1_000 * (time.process_time() - computed))
            assert answer.status_code == 200, (address, answer.status_code)
        after = {}
        for action in ("reject", "correct"):
            decider(action)
            begun, computed = time.perf_counter(), time.process_time()
            client.get(address)
            after[action] = 1_000 * (time.perf_counter() - begun)
            after["computing"] = 1_000 * (time.process_time() - computed)
        size, median = len(answer.content) / 1_000, statistics.median(times[1:])
        print(
            f"| {times[0]:.0f} | {after['reject']:.0f} | {after['correct']:.0f} | {after['computing']:.0f} |"
            f" {median:.0f} | {statistics.median(computing[1:]):.0f} | {size:.0f} |"
            f" `{address}` |",
            flush=True,
        )


def _decider(path: Path) -> Callable[[str], None]:
    """Return a function that rejects a statement, or corrects its speaker, each time another."""
    connection = sqlite3.connect(path)
    ids = [row[0] for row in connection.execute("SELECT id FROM attributions WHERE number % 97 = 3")]
    connection.close()

    def decided(action: str) -> None:
        with open_case(path, write=True) as case:
            values = {"speaker": f"Ilan N{len(ids) % 50}"} if action == "correct" else {}
            decide(case, action, ids.pop(), by="benchmark", values=values)

    return decided


def in_the_browser(path: Path, chromium: str, repeat: int) -> None:
    """Print how long it takes until a page can be used: drawn, its scripts run, and a click answered."""
    import uvicorn
    from playwright.sync_api import sync_playwright

    app = create_app(path)
    warm(app)  # as ``testimonia serve`` does when it starts
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    base = f"http://localhost:{server.servers[0].sockets[0].getsockname()[1]}"
    connection = sqlite3.connect(path)
    first, characters = connection.execute(
        "SELECT substr(id, 1, 16), characters FROM documents WHERE number = 1"
    ).fetchone()
    connection.close()
    drawn = "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        print("\n| in Chromium | s |\n|---|--:|")
        for what, address in (("the first view", "/"), ("a long text", f"/d/{first}")):
            times, marks = [], 0
            for _ in range(repeat):
                context = browser.new_context(viewport={"width": 1280, "height": 900})
                page = context.new_page()
                page.goto(base + address)
                times.append(page.evaluate(drawn) / 1_000)  # since the navigation began
                marks = page.locator("#sheet [data-r]").count()
                context.close()
            more = f", {characters:,} characters, {marks:,} marks," if marks else ""
            print(f"| {what}{more} can be used after | {statistics.median(times):.2f} |")
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(f"{base}/d/{first}")
        begun = time.perf_counter()
        page.locator("#sheet .said").first.click()
        page.locator("#card .card").wait_for()
        print(f"| a click on a mark of it shows the card after | {time.perf_counter() - begun:.2f} |")
        browser.close()
    server.should_exit = True


def main() -> None:
    """Make the case, ask the pages, print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--statements", type=int, default=500_000)
    parser.add_argument("--keep", type=Path, help="make the case here, or use the one that is there")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--chromium", help="a Chromium, to time pages in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "large.case"
        if not path.exists():
            begun = time.perf_counter()
            make(path, options.documents, options.statements)
            print(f"made {path.stat().st_size / 1e6:,.0f} MB in {time.perf_counter() - begun:.0f} s\n")
        at_the_server(path, options.repeat)
        if options.chromium:
            in_the_browser(path, options.chromium, options.repeat)


if __name__ == "__main__":
    main()
