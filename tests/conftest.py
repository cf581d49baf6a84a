"""The browser that all tests of pages share."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Chromium, started once; Playwright allows one at a time."""
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
        except api.Error as fault:
            pytest.skip(f"no Chromium: {fault}")
        yield browser
        browser.close()
