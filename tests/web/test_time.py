"""Timeline: every mark stands at its day, uncertain ends are told, what has no day is counted."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.web.queries import time as query
from testimonia.web.queries.time_intervals import Interval, in_hijri, in_words, interval_of, iso_of
from testimonia.web.queries.time_marks import marks_of
from testimonia.web.views import time_picture as picture

EVERYTHING = [(role, by) for role in query.ROLES for by in query.LANES_BY]


def every_mark(case, asked):
    lanes = query.lanes_of(case, asked)
    return [
        mark
        for lane in lanes
        for mark in marks_of(case, asked, query.ids_in_lane(case, asked, lane.key, 10_000))
    ]


@pytest.mark.parametrize(("role", "by"), EVERYTHING)
def test_lanes_days_marks_and_the_undated_add_up(case, role, by):
    asked = query.Asked(role=role, by=by)
    lanes = query.lanes_of(case, asked)
    marks = every_mark(case, asked)
    assert len(marks) == sum(lane.count for lane in lanes) == query.days_of(case, asked).total()
    assert all(mark.interval is not None for mark in marks)
    for lane in lanes[:5]:
        assert query.days_in_lane(case, asked, lane.key).total() == lane.count
    table = {"happened": "times WHERE role = 'event' AND type IN ('DATE', 'TIME')"}.get(
        role, "documents" if asked.of_documents else "attributions"
    )
    whole = case.query(f"SELECT count(*) AS n FROM {table}")[0]["n"]
    assert len(marks) + query.undated(case, asked) == whole
    after, undated = "", []
    while page := query.undated_ids(case, asked, after, 7):
        undated += [id for id, _ in page]
        after = page[-1][1]
    assert len(set(undated)) == len(undated) == query.undated(case, asked)


@pytest.mark.parametrize("role", query.ROLES)
def test_a_window_holds_the_marks_of_its_days_only(case, role):
    asked = query.Asked(role=role, since="2031-12-09", until="2031-12-11")
    assert every_mark(case, asked)
    for day in query.days_in_lane(case, asked, query.lanes_of(case, asked)[0].key):
        assert "2031-12-09" <= day <= "2031-12-11"


def test_reported_counts_what_said_counts(client, case):
    asked = query.Asked(since="2031-12-10", until="2031-12-12")
    lane = query.lanes_of(case, asked)[0]
    rows = client.get(f"/said.jsonl?speaker={lane.key}&since=2031-12-10&until=2031-12-12").text.splitlines()
    assert len(rows) == lane.count


def test_a_day_of_saying_is_that_of_the_text_else_on_or_before_the_report(case):
    marks = every_mark(case, query.Asked(role="said"))
    by_words = {mark.written: mark for mark in marks if mark.written}
    sunday = by_words["Sunday evening"]
    assert iso_of(sunday.interval.first) == "2031-11-30"
    assert (sunday.anchor, sunday.anchor_from) == ("2031-12-01", "the date of the report it stands in")
    assert not sunday.interval.open_start
    others = [mark for mark in marks if not mark.written]
    assert others
    assert all(mark.interval.open_start for mark in others)
    assert in_words(others[0].interval).startswith("on or before ")


def test_uncertain_ends_are_drawn_soft_and_told(case):
    marks = every_mark(case, query.Asked(role="happened", by="document"))
    by_words = {mark.written: mark.interval for mark in marks}
    week = by_words["two weeks ago"]
    assert (week.soft_start, week.soft_end) == (True, True)
    assert in_words(week) == "some time between 24 Nov 2031 and 30 Nov 2031"
    scale = picture.Scale(first=week.first - 10, last=week.last + 30)
    assert picture._extent(scale, week)[2] == "soft"
    assert picture._extent(scale, by_words["today"])[2] == "hard"


def test_both_calendars_stand_in_the_label():
    feast = interval_of("2031-12-14")
    assert (in_words(feast), in_hijri(feast)) == ("14 Dec 2031", "29 Shaʿban 1453 AH")


@pytest.mark.parametrize("text", ["", "soon", "2031-13", "2031-02-30", "0000", "2031-1", "🧨", None])
def test_what_is_no_date_is_no_interval(text):
    assert interval_of(text) is None


days = st.integers(interval_of("0622").last, interval_of("2500").last)


@given(days, days)
def test_a_scale_keeps_the_order_of_days_within_the_picture(a, b):
    first, last = min(a, b), max(a, b)
    scale = picture.Scale(first=first, last=last)
    assert (
        picture.EDGE <= scale.x(first) <= scale.x(last) <= scale.x(last + 1) <= picture.WIDTH - picture.EDGE
    )
    for tick in (*picture.ticks_of(scale), *picture.hijri_ticks_of(scale)):
        assert 0 <= tick.x <= picture.WIDTH
    assert len(picture.ticks_of(scale)) <= 16
    assert len(picture.hijri_ticks_of(scale)) <= 16
    assert interval_of(iso_of(first)) == Interval(first=first, last=first)


@given(st.dictionaries(days.map(iso_of), st.integers(1, 50), min_size=1, max_size=40))
def test_bars_hold_all_that_is_counted(counts):
    from collections import Counter

    counter = Counter(counts)
    bounds = picture.bounds_of(counter)
    overview = picture.draw_overview(counter, bounds, bounds)
    assert sum(bar.count for bar in overview.bars) == counter.total()
    window, outside = picture.window_of(query.Asked(), counter, bounds)
    inside = sum(n for day, n in counter.items() if window[0] <= interval_of(day).first <= window[1])
    assert inside + outside == counter.total()


def test_many_marks_become_counts_that_lead_to_the_marks(client, monkeypatch):
    monkeypatch.setattr(query, "MOST_MARKS", 5)
    html = client.get("/time").text
    assert "The counts" in html
    link = re.search(r'class="mark" href="(/time\?[^"]*lane=[^"]*)"', html)[1].replace("&amp;", "&")
    monkeypatch.setattr(query, "MOST_MARKS", 240)
    assert "The marks" in client.get(link).text


def test_the_undated_are_linked_and_listed(client, case):
    count = query.undated(case, query.Asked())
    html = client.get("/time").text
    assert f">{count} without a day</a>" in html
    assert f'<h1>Without a day <span class="count">{count}</span></h1>' in client.get("/time?undated=1").text


def test_a_rejected_statement_leaves_the_timeline(send, client, case):
    asked = query.Asked()
    before = query.days_of(case, asked).total()
    target = every_mark(case, asked)[0].id
    send(action="reject", target=target)
    case.forget()
    assert query.days_of(case, asked).total() == before - 1
    assert target not in client.get("/time").text


def test_a_corrected_speaker_moves_to_its_lane(send, case):
    target = every_mark(case, query.Asked())[0].id
    send(action="correct", target=target, field_speaker="Somebody Else")
    case.forget()
    assert [lane.key for lane in query.lanes_of(case, query.Asked(lane="Somebody Else"))] == ["Somebody Else"]


def test_an_older_case_gets_the_same_lanes(case_path, case):
    """The migration reads from the tables what storing works out from the records."""
    import sqlite3

    from testimonia.case.file import MIGRATIONS

    def told(connection):
        return set(connection.execute("SELECT time, attribution, part FROM moments WHERE part = 'content'"))

    connection = sqlite3.connect(case_path)
    stored = told(connection)
    (step,) = MIGRATIONS.glob("*_moments.sql")
    fill = step.read_text("utf-8").partition("INSERT INTO moments")[2].partition(";")[0]
    connection.execute("DELETE FROM moments")
    connection.execute("INSERT INTO moments" + fill)
    assert told(connection) == stored
    connection.close()


@pytest.mark.browser
def test_a_stretch_is_chosen_by_mouse(open_page):
    page = open_page("/time")
    box = page.locator("#whole").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.80, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + 5, steps=5)
    with page.expect_navigation():
        page.mouse.up()
    assert re.search(r"since=\d{4}-\d\d-\d\d&until=\d{4}-\d\d-\d\d", page.url)
    assert page.seen.faults == []


@pytest.mark.browser
def test_a_stretch_is_chosen_by_keys_and_a_card_opens_beside_it(open_page):
    page = open_page("/time?since=2031-11&until=2031-12")
    page.locator("#from-handle").focus()
    before = page.locator("#from-handle").get_attribute("aria-valuenow")
    page.keyboard.press("ArrowRight")
    assert page.locator("#from-handle").get_attribute("aria-valuenow") != before
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "since=2031-" in page.url
    page.get_by_role("link", name="card").first.click()
    page.locator("#card .card").wait_for()
    assert page.seen.faults == []


@pytest.mark.browser
def test_without_scripts_the_form_narrows_the_time(open_page):
    page = open_page("/time", java_script_enabled=False)
    assert not page.locator("#from-handle").is_visible()
    page.get_by_role("textbox", name="From").fill("2031-12-12")
    page.get_by_role("button", name="Show").click()
    assert "since=2031-12-12" in page.url
    assert page.locator(".lanes .mark").count() > 0
