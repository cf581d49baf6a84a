"""The long journey, once by mouse and once by keyboard alone.

Open the case, follow a problem into the text, correct a speaker, merge two actors, see Said and the timeline
change, export, read the folder again: what was decided is still there.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from testimonia.case import open_case

ROOT = Path(__file__).parents[2]
SPEAKER = "Somebody Else"


class Mouse:
    """Works a page by pointing at it."""

    def __init__(self, page):
        self.page = page

    def follow(self, selector):
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def press(self, selector):
        self.page.locator(selector).first.click()

    def write(self, selector, text):
        self.page.locator(selector).first.fill(text)


class Keyboard:
    """Works a page by Tab, Enter, Space and letters alone."""

    def __init__(self, page):
        self.page = page

    def reach(self, selector):
        goal = self.page.locator(selector).first.element_handle()
        for _ in range(400):
            if self.page.evaluate("goal => goal === document.activeElement", goal):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {selector} on {self.page.url}")

    def follow(self, selector):
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def press(self, selector):
        self.reach(selector)
        is_box = self.page.evaluate("document.activeElement.matches('input[type=checkbox]')")
        self.page.keyboard.press("Space" if is_box else "Enter")

    def write(self, selector, text):
        self.reach(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)


def run(*arguments):
    """Run a command of the program; returns what it printed."""
    command = [sys.executable, "-m", "testimonia", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def two_speakers(case):
    """Two actors who both speak in the fullest lanes of the timeline."""
    rows = case.query(
        "SELECT a.id, a.name FROM (SELECT speaker, count(*) AS n FROM ledger"
        " WHERE speaker <> '' AND day <> '' GROUP BY 1 ORDER BY n DESC LIMIT 12)"
        " JOIN actors AS a ON a.name = speaker"
        " WHERE a.type = 'person' ORDER BY n DESC, a.name LIMIT 2"
    )
    return {row["id"]: row["name"] for row in rows}


def lanes(page):
    """The names of the lanes of the timeline."""
    return [text.rsplit(" ", 1)[0].strip() for text in page.locator(".lane-name text").all_text_contents()]


def number(page):
    """How many statements the ledger says it holds."""
    return int(page.inner_text("h1 .count").replace(",", ""))


@pytest.mark.browser
@pytest.mark.parametrize("hand", [Mouse, Keyboard])
def test_from_a_problem_to_an_export_and_a_second_reading(open_page, case_path, case, tmp_path, hand):
    page = open_page("/")
    base = page.url.rstrip("/")
    work = hand(page)

    # a problem, followed into the text and noted as done
    work.follow("nav a[href='/checks']")
    problems = page.locator(".problems > li").count()
    work.follow(".problems a.to")
    assert page.is_visible("#card .card")
    assert page.is_visible(".sheet .check")

    # a speaker, corrected beside the text
    work.press(".beside a")
    page.wait_for_selector("#card .correct")
    statement = page.get_attribute("#card .card", "data-card")
    work.press("#card summary")
    work.write("#card input[name=field-speaker]", SPEAKER)
    work.press("#card button[value=correct]")
    page.wait_for_selector("#card .decisions")
    assert SPEAKER in page.inner_text("#card")

    work.follow("nav a[href='/checks']")
    work.follow(".problems button[value=accept]")
    assert page.locator(".problems > li").count() == problems - 1

    # two actors, merged with their contexts side by side
    work.follow("nav a[href='/time']")
    chosen = two_speakers(case)
    assert set(chosen.values()) <= set(lanes(page))
    said = {}
    for name in chosen.values():
        page.goto(f"{base}/said?speaker={name}")
        said[name] = number(page)
    work.follow("nav a[href='/actors']")
    for id in chosen:
        work.press(f"input[name=actor][value='{id}']")
    work.follow(".choose button")
    assert page.locator(".beside-each section").count() == 2
    kept = chosen[page.get_attribute("input[name=into]:checked", "value")]
    (gone,) = set(chosen.values()) - {kept}
    work.follow(".merge-line button")
    assert kept in page.inner_text("h1")

    # what Said and the timeline show now
    work.follow("nav a[href='/time']")
    assert kept in lanes(page)
    assert gone not in lanes(page)
    for name, expected in ((kept, sum(said.values())), (gone, 0), (SPEAKER, 1)):
        page.goto(f"{base}/said?speaker={name}")
        assert number(page) == expected, name
    assert page.seen.faults == []
    assert page.seen.elsewhere == []

    # taken away, and read again
    def exported(name):
        run("export", "jsonl", case_path, "-o", tmp_path / name)
        files = (tmp_path / name).rglob("*") if (tmp_path / name).is_dir() else [tmp_path / name]
        rows = [
            json.loads(line)
            for file in files
            if file.is_file()
            for line in file.read_text("utf-8").splitlines()
        ]
        return {row["id"]: row["speaker"] for row in rows if str(row.get("id")).startswith("attribution:")}

    first = exported("first")
    assert first[statement] == SPEAKER
    assert gone not in {name for speakers in first.values() for name in str(speakers).split("; ")}
    with open_case(case_path) as now:
        decided = now.decisions()
    assert [decision.action for decision in decided] == ["correct", "accept", "merge"]
    shutil.rmtree(tmp_path / "first", ignore_errors=True)
    run("read", ROOT / "examples" / "marsa-zayn", "-o", case_path, "--again")
    with open_case(case_path) as now:
        assert now.decisions() == decided
    assert exported("second") == first
    page.goto(f"{base}/said?speaker={SPEAKER}")
    assert number(page) == 1
    run("check", case_path)
