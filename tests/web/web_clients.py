"""A client without a browser."""

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from testimonia import pipeline
from testimonia.web import create_app

BASE = "http://localhost"


def client_of(path: Path, **options: Any) -> TestClient:
    """Return a client over a case, for options of create_app."""
    app = create_app(path, by="reader", settle=pipeline.settle_decisions, **options)
    return TestClient(app, base_url=BASE)
