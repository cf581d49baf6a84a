"""The case of the report's tests."""

import pytest
from report_samples import make_case, reading

from testimonia.case import open_case
from testimonia.model import Unread
from testimonia.web.report import render


@pytest.fixture
def odd_case(tmp_path):
    """A case with markup in names, titles, bodies and reasons."""
    name = "<script>x.txt"
    unread = [Unread(path="scan <b>.tif", reason="is an image", remedy="run text recognition first")]
    return make_case(tmp_path / "my.case", [reading(name), reading("b.txt", "No more.")], unread)


@pytest.fixture
def odd_page(odd_case):
    """Its report."""
    with open_case(odd_case) as opened:
        return render(opened)
