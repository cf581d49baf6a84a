"""Several who decide at once, and a program that is killed while it decides: nothing lost, half or twice."""

import re
import signal
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from web_clients import client_of

from testimonia import pipeline
from testimonia.case import open_case
from testimonia.case.deciding import decide
from testimonia.case.proof import prove
from testimonia.case.settle import is_behind

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def post(base, path, fields):
    """Send a form as a page of ours does; returns the status, 0 where nobody answers any more."""
    request = urllib.request.Request(
        base + path,
        urllib.parse.urlencode(fields, doseq=True).encode(),
        {"Origin": base, "HX-Request": "true"},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return 0


def token_of(base):
    with urllib.request.urlopen(base + "/", timeout=30) as answer:
        return re.search(r'X-CSRF-Token": "([\w-]+)"', answer.read().decode())[1]


def statements(path, count):
    with open_case(path) as case:
        return [row["id"] for row in case.query("SELECT id FROM attributions ORDER BY id LIMIT ?", count)]


def log(path):
    with open_case(path) as case:
        return case.decisions()


def is_whole(path):
    """The file is sound, every row is in its place, every correction in the log stands in the tables."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert [problem for problem in prove(connection) if problem.fatal] == []
    with open_case(path) as case:
        for target, held in case.standing.items():
            if "speaker" in held.corrections:
                names = case.query(
                    "SELECT name FROM speakers WHERE attribution = ? AND name <> '' ORDER BY ordinal", target
                )
                assert "; ".join(row["name"] for row in names) == held.corrections["speaker"]


# Two at once ----------------------------------------------------------------------------------------------


def test_of_many_who_decide_about_one_row_one_does_and_the_others_are_told(server, case_path):
    (target,) = statements(case_path, 1)
    fields = {"token": token_of(server), "target": target, "seen": "0"}
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(
                lambda at: post(server, "/decide", fields | {"action": ("accept", "reject")[at % 2]}),
                range(8),
            )
        )
    assert Counter(answers) == {200: 1, 409: 7}
    assert len(log(case_path)) == 1
    is_whole(case_path)


def test_decisions_about_different_rows_at_once_are_all_there(server, case_path):
    targets, token = statements(case_path, 24), token_of(server)

    def one(target):
        fields = {"token": token, "target": target, "seen": "0"}
        return post(server, "/decide", fields | {"action": "correct", "field-speaker": f"N {target}"})

    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(one, targets)
        assert set(answers) == {200}
    decided = log(case_path)
    assert sorted(decision.target for decision in decided) == targets
    assert len({decision.id for decision in decided}) == len(targets)
    is_whole(case_path)


@pytest.mark.browser
@pytest.mark.parametrize("address", ["/card/{id}", "/review?layer=attribution"])
def test_of_two_tabs_the_second_is_told_what_stands(open_page, case_path, case, address):
    first_of_queue = (
        "SELECT target AS id FROM doubts WHERE layer = 'attribution' ORDER BY weight DESC, target DESC"
    )
    target = case.query(first_of_queue + " LIMIT 1")[0]["id"]
    one = open_page(address.format(id=target))
    other = open_page(address.format(id=target))
    for page, action in ((one, "accept"), (other, "reject")):
        page.locator(f"form:has(input[value='{target}']) button[value={action}]").first.click()
        page.wait_for_load_state("networkidle")
    assert "decided about in the meantime" in other.inner_text("[role=alert]")
    assert "accepted" in other.inner_text("main")
    assert [decision.action for decision in log(case_path)] == ["accept"]


@pytest.mark.browser
def test_of_two_tabs_that_merge_the_second_is_told(open_page, case_path, case):
    a, b = (row["id"] for row in case.query("SELECT id FROM actors ORDER BY number LIMIT 2"))
    tabs = [open_page(f"/actors/merge?actor={a}&actor={b}") for _ in range(2)]
    for tab in tabs:
        tab.click(".merge-line button")
        tab.wait_for_load_state("networkidle")
    assert "Not written" in tabs[1].inner_text("[role=alert]")
    assert [decision.action for decision in log(case_path)] == ["merge"]
    is_whole(case_path)


# Killed ---------------------------------------------------------------------------------------------------


def serve_apart(path):
    """The program in a process of its own; returns it and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "testimonia", "serve", str(path), "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
    )
    line = process.stderr.readline()
    return process, line.split(" is at ")[1].split()[0].rstrip("/")


@posix
@pytest.mark.parametrize("after_s", [0.05, 0.2, 0.5])
def test_a_server_killed_while_many_decide_loses_nothing_it_answered_for(case_path, after_s):
    targets = statements(case_path, 150)
    process, base = serve_apart(case_path)
    try:
        token = token_of(base)
        killer = threading.Timer(after_s, process.send_signal, [signal.SIGKILL])
        killer.start()

        def one(at):
            target = targets[at]
            action = {"action": "correct", "field-speaker": f"A {at}; B"} if at % 2 else {"action": "reject"}
            return target, post(base, "/decide", {"token": token, "target": target, "seen": "0"} | action)

        with ThreadPoolExecutor(4) as pool:
            answers = dict(pool.map(one, range(len(targets))))
        killer.join()
    finally:
        process.kill()
        process.wait(20)
        process.stderr.close()
    times = Counter(decision.target for decision in log(case_path))
    assert {target for target, status in answers.items() if status == 200} <= set(times)
    assert set(times.values()) <= {1}
    is_whole(case_path)
    before = log(case_path)
    with open_case(case_path, write=True) as case:  # and goes on
        left = next(target for target in statements(case_path, 172) if target not in times)
        decide(case, "accept", left, by="x")
    assert log(case_path)[:-1] == before


STOPS = """
import sys, time
from testimonia.case import deciding, open_case
kept = deciding.{step}
def stops(*given, **named):
    kept(*given, **named)
    print("inside", flush=True)
    time.sleep(600)
deciding.{step} = stops
with open_case(sys.argv[1], write=True) as case:
    deciding.{call}
    stops()
"""


def killed_after(path, step, call):
    """Decide in a process of its own, and kill it when it has done a step."""
    script = STOPS.format(step=step, call=call)
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "inside\n"
        process.send_signal(signal.SIGKILL)
        process.wait(20)


@posix
def test_a_decision_killed_between_the_log_and_the_names_is_not_there(case_path):
    (target,) = statements(case_path, 1)
    call = f"decide(case, 'correct', {target!r}, by='x', values={{'speaker': 'Nobody'}})"
    killed_after(case_path, "add_decision", call)
    assert log(case_path) == []
    is_whole(case_path)
    with open_case(case_path) as case:
        assert case.query("SELECT 1 FROM speakers WHERE name = 'Nobody'") == []


@posix
def test_a_batch_killed_in_its_midst_is_not_there(case_path):
    targets = statements(case_path, 9)
    call = f"decide_alike(case, 'reject', dict.fromkeys({targets!r}, 0), by='x')"
    killed_after(case_path, "add_decision", call)
    assert log(case_path) == []
    is_whole(case_path)


@posix
def test_a_merge_killed_before_the_actors_followed_is_followed_by_the_next_start(case_path):
    with open_case(case_path) as case:
        small, into = case.query(
            "SELECT a.id, a.name FROM actors AS a JOIN speakers AS s ON s.name = a.name GROUP BY a.id LIMIT 2"
        )
    call = f"decide(case, 'merge', {small['id']!r}, by='x', values={{'into': {into['id']!r}}})"
    killed_after(case_path, "timestamp", call)
    assert [decision.action for decision in log(case_path)] == ["merge"]
    with open_case(case_path) as case:
        assert is_behind(case.connection)
    assert client_of(case_path).get(f"/a/{into['id']}").status_code == 200
    with open_case(case_path) as case:
        assert not is_behind(case.connection)
        assert case.query("SELECT 1 FROM actors WHERE id = ?", small["id"]) == []
        assert case.query("SELECT 1 FROM speakers WHERE name = ?", small["name"]) == []
    is_whole(case_path)


@posix
def test_what_the_actors_did_not_follow_is_followed_by_the_next_reading_too(case_path):
    with open_case(case_path, write=True) as case:
        small, into = case.query("SELECT id FROM actors ORDER BY number LIMIT 2")
        decide(case, "merge", small["id"], by="x", values={"into": into["id"]})
    pipeline.read(["examples/marsa-zayn"], case_path)
    with open_case(case_path) as case:
        assert not is_behind(case.connection)
        assert case.query("SELECT 1 FROM actors WHERE id = ?", small["id"]) == []
