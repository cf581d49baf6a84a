"""Make the pictures of the report anew from the example corpus: ``python docs/images/make.py``.

Needs Playwright and a Chromium (``--chromium /usr/bin/chromium`` by default).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples" / "marsa-zayn"
SPEAKER = "unnamed officer of the fleet"


def main() -> None:
    """Read the examples, write the report, take the pictures."""
    from playwright.sync_api import sync_playwright

    from testimonia.pipeline import read
    from testimonia.writing.report import write

    chromium = sys.argv[sys.argv.index("--chromium") + 1] if "--chromium" in sys.argv else "/usr/bin/chromium"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        case, page = Path(folder) / "marsa-zayn.case", Path(folder) / "page.html"
        read([EXAMPLES], case, workers=1)
        write(case, page)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1200, "height": 900}, color_scheme="light")
        tab.goto(page.as_uri())
        row = tab.locator("#said-list > li", has=tab.locator("cite", has_text=SPEAKER)).first
        row.get_by_role("link", name="in the text").click()
        tab.wait_for_timeout(500)
        tab.screenshot(path=HERE / "report.png")
        tab.goto(page.as_uri() + "#said")
        tab.wait_for_timeout(500)
        tab.screenshot(path=HERE / "report-statements.png")
        browser.close()


if __name__ == "__main__":
    main()
