"""Make the pictures of report and workbench anew from the examples: ``python docs/images/make.py``.

Needs Playwright and a Chromium (``--chromium /usr/bin/chromium`` by default).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples" / "marsa-zayn"
SPEAKER = "unnamed officer of the fleet"


def main() -> None:
    """Read the examples, write the report, take the pictures."""
    from playwright.sync_api import sync_playwright

    from testimonia.pipeline import read
    from testimonia.web.report import write

    chromium = sys.argv[sys.argv.index("--chromium") + 1] if "--chromium" in sys.argv else "/usr/bin/chromium"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        case, page = Path(folder) / "marsa-zayn.case", Path(folder) / "page.html"
        read([EXAMPLES], case, workers=1)
        write(case, page)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1200, "height": 900}, color_scheme="light")
        tab.goto(page.as_uri() + "#said")
        row = tab.locator("#said-list > li", has=tab.locator("cite", has_text=SPEAKER)).first
        row.get_by_role("link", name="in the text").click()
        tab.wait_for_timeout(500)
        tab.screenshot(path=HERE / "report.png")
        tab.goto(page.as_uri() + "#said")
        tab.wait_for_timeout(500)
        tab.screenshot(path=HERE / "report-statements.png")
        workbench(tab, case)
        browser.close()


def workbench(tab: Page, path: Path) -> None:
    """Serve the case and take a picture of each view."""
    import threading
    import time

    import uvicorn

    from testimonia.case import open_case
    from testimonia.web import create_app

    with open_case(path) as case:
        (row,) = case.query(
            "SELECT a.id, substr(d.id, 1, 16) AS document FROM attributions AS a"
            " JOIN documents AS d ON d.number = a.document JOIN speakers AS s ON s.attribution = a.id"
            " WHERE s.read = ? ORDER BY a.number LIMIT 1",
            SPEAKER,
        )
        (passage,) = case.query(
            "SELECT cluster FROM passages WHERE kind = 'passage' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        )
        (actor,) = case.query("SELECT id FROM actors WHERE name = 'Liwa al-Marsa'")
        (family,) = case.query(
            "SELECT cluster AS id FROM passages AS p JOIN variants AS v ON v.passage = p.id"
            " WHERE v.alters = 'yes' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        )
    config = uvicorn.Config(create_app(path), port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    address = f"http://localhost:{server.servers[0].sockets[0].getsockname()[1]}"
    digits = row["id"].partition(":")[2]
    for name, place in (
        ("case", "/"),
        ("said", "/said?q=mole"),
        ("actor", f"/a/{actor['id']}"),
        ("checks", "/checks"),
        ("time", "/time?role=happened&by=document"),
        ("passages", f"/p/{family['id']}"),
        ("network", "/net"),
        ("method", "/method"),
        ("scripture", "/s"),
        ("review", "/review?layer=attribution"),
        ("passage", f"/p/{passage['cluster']}"),
        ("reader", f"/d/{row['document']}?card={row['id']}&in=q%3Dmole#a{digits}"),
    ):
        tab.goto(address + place)
        tab.wait_for_timeout(500)
        top, height = (376, 690) if name == "passage" else (0, 900)  # its witnesses and its apparatus
        tab.screenshot(
            path=HERE / f"workbench-{name}.png",
            full_page=top > 0,
            clip={"x": 0, "y": top, "width": 1200, "height": height},
        )
    server.should_exit = True


if __name__ == "__main__":
    main()
