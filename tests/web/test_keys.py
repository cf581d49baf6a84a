"""Keys that every page has."""

import pytest


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/", "/said", "/time", "/review"])
def test_a_question_mark_shows_the_keys(open_page, path):
    page = open_page(path)
    assert not page.locator("#keys").evaluate("element => element.open")
    page.keyboard.press("?")
    assert page.locator("#keys").evaluate("element => element.open")
    assert page.evaluate("document.activeElement.parentElement.id") == "keys"
    page.keyboard.press("?")
    assert not page.locator("#keys").evaluate("element => element.open")
    assert page.seen.faults == []


@pytest.mark.browser
def test_a_slash_goes_to_the_search_and_escape_leaves_it(open_page):
    page = open_page("/said")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("mole?/")
    assert page.locator("input[name=q]").input_value() == "mole?/"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") != "q"


def test_the_keys_of_a_view_are_told_without_scripts(client):
    assert "layers on and off" in client.get("/d/" + _document(client)).text
    assert "next and last reading" in client.get("/review").text


def _document(client):
    return client.get("/documents").text.partition('href="/d/')[2][:16]
