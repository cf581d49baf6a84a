"""What holds for every page: it loads, is accessible, stays on this machine, fits narrow windows."""

import pytest
from pages_to_check import NAMES, addresses

from testimonia.web.views import VIEWS


def test_every_view_and_every_name_has_an_address(case):
    paths = {path.partition("?")[0] for path in addresses(case).values()}
    assert set(addresses(case)) == set(NAMES)
    assert {view.path for view in VIEWS} <= paths


@pytest.mark.parametrize("name", NAMES)
def test_a_page_answers_without_a_browser(client, case, name):
    answer = client.get(addresses(case)[name])
    assert answer.status_code == 200
    assert "style=" not in answer.text
    assert "onclick" not in answer.text


@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
def test_a_page_loads_is_accessible_and_asks_nothing_of_other_hosts(open_page, axe, case, name):
    page = open_page(addresses(case)[name])
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 640, "height": 450})  # 1280 px at 200 %
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.seen.elsewhere == []
    assert page.seen.faults == []
