"""Checks: every problem with its place and reason; what is decided about it stands, and can be taken back."""

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_clients import BASE, client_of

from testimonia import pipeline
from testimonia.case import open_case
from testimonia.case.deciding import decide
from testimonia.case.file import open_for_writing
from testimonia.case.store import begin_source, finish_source, link_file, store_document
from testimonia.model import Annotations, Check, Document, Metadata, annotation_id, document_id
from testimonia.web.queries import checks
from testimonia.web.queries.excerpts import excerpt


def listed(client, query=""):
    return [json.loads(line) for line in client.get(f"/checks.jsonl?{query}").text.splitlines()]


@pytest.fixture
def post(client, token):
    """Send the form of a problem as its page does."""

    def sent(**fields):
        return client.post(
            "/checks/decide",
            data={"token": token} | fields,
            headers={"Origin": BASE},
            follow_redirects=False,
        )

    return sent


@given(
    st.text(alphabet="ab \n😀َل", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4),
    st.integers(0, 20),
)
def test_an_excerpt_holds_the_characters_and_marks_them(text, spans, around):
    pieces = excerpt(text, spans, around=around)
    at, marked = 0, set()
    for piece in pieces:
        if piece.kind == "gap":
            continue
        found = text.index(piece.text, at)
        if piece.kind == "mark":
            good = [span for span in spans if 0 <= span[0] < span[1] <= len(text)]
            found = min(start for start, _ in good if start >= at)
            marked |= set(range(found, found + len(piece.text)))
        assert text[found : found + len(piece.text)] == piece.text
        at = found + len(piece.text)
    assert marked == {i for start, end in spans if 0 <= start < end <= len(text) for i in range(start, end)}


def test_an_excerpt_cuts_between_words_and_says_what_is_left_out():
    text = "One two three four five six seven"
    assert [piece.text for piece in excerpt(text, [(14, 18)], around=7)] == [
        "…",
        "three ",
        "four",
        " five",
        "…",
    ]


def test_every_problem_is_listed_with_its_place_and_reason(client, case):
    rows = {row["id"]: row for row in case.query("SELECT id, message FROM checks")}
    found = listed(client)
    assert {row["id"] for row in found} == set(rows)
    numbers = {entry.id: entry.number for entry in case.documents()}
    html = client.get("/checks").text
    for row in found:
        text = case.text(numbers[row["document_id"]])
        assert row["words"]
        assert row["words"][0] in text[row["start"] : row["end"]]
        assert row["message"] == rows[row["id"]]["message"]
        assert f"card={row['id'].replace(':', '%3A')}#k{row['id'][6:]}" in html


def test_a_link_leads_to_the_characters_in_the_reader(client):
    html = client.get("/checks").text
    for address in re.findall(r'class="to" href="([^"]+)"', html):
        place, _, fragment = address.replace("&amp;", "&").partition("#")
        assert f'id="{fragment}"' in client.get(place).text


def test_a_facet_asked_for_and_left_out_part_the_list(client, case):
    for facet, rows in checks.counts_of(case, checks.Asked()).facets.items():
        for value, count in rows:
            of = [row["id"] for row in listed(client, f"{facet}={value}")]
            without = [row["id"] for row in listed(client, f"not-{facet}={value}")]
            assert len(of) == count
            assert sorted(of + without) == sorted(row["id"] for row in listed(client))


def test_pages_there_and_back_show_every_problem_once(case):
    asked = checks.Asked(state="all")
    every = [id for some in checks.every(case, asked) for id in some]
    assert len(every) == len(set(every)) == checks.counts_of(case, asked).states["all"] > 4
    there, page = [], checks.page_of(case, asked, size=2)
    while True:
        there.append(page)
        if not page.later:
            break
        page = checks.page_of(case, asked, size=2, after=page.keys[-1])
    assert [id for page in there for id in page.ids] == every
    back = [page]
    while page.earlier:
        page = checks.page_of(case, asked, size=2, before=page.keys[0])
        back.append(page)
    assert [id for page in reversed(back) for id in page.ids] == every


def test_a_page_is_found_by_an_index(case):
    plan = case.query(
        "EXPLAIN QUERY PLAN SELECT c.id FROM checks AS c WHERE (c.document, c.rowid) > (3, 1)"
        " ORDER BY c.document, c.rowid LIMIT 5"
    )
    told = " ".join(row["detail"] for row in plan)
    assert "checks_document" in told
    assert "TEMP B-TREE" not in told


def test_done_and_not_a_problem_leave_the_open_list_and_undo_brings_them_back(client, post, case):
    first, second, third = listed(client)[:3]
    assert post(target=first["id"], action="accept", note="seen in print").status_code == 303
    assert post(target=second["id"], action="reject").status_code == 303
    assert post(target=third["id"], action="note", note="ask the archive").status_code == 303
    left = {row["id"] for row in listed(client)}
    assert first["id"] not in left
    assert second["id"] not in left
    assert third["id"] in left
    assert [row["id"] for row in listed(client, "state=done")] == [first["id"]]
    assert [row["id"] for row in listed(client, "state=dismissed")] == [second["id"]]
    assert {row["id"] for row in listed(client, "state=noted")} == {first["id"], third["id"]}
    log = case.decisions()
    assert post(target=second["id"], action="undo", decision=log[1].id).status_code == 303
    assert listed(client, "state=dismissed") == []
    assert second["id"] in {row["id"] for row in listed(client)}
    assert "taken back already" in post(target=second["id"], action="undo", decision=log[1].id).text


def test_the_first_page_counts_what_is_open_and_leads_to_it(client, post):
    def told():
        html = client.get("/").text
        return {
            address: int(number)
            for address, number in re.findall(r'href="(/checks\?kind=[^"]+)"><b>(\d+)</b>', html)
        }

    for address, number in told().items():
        assert len(listed(client, address.partition("?")[2])) == number
    before = sum(told().values())
    post(target=listed(client)[0]["id"], action="accept")
    assert sum(told().values()) == before - 1


def test_decisions_about_problems_outlive_a_new_reading(case_path):
    with open_case(case_path, write=True) as case:
        done, none = (row["id"] for row in case.query("SELECT id FROM checks ORDER BY id LIMIT 2"))
        decide(case, "accept", done, by="R", note="seen in print")
        decide(case, "reject", none, by="R")
    pipeline.read(["examples/marsa-zayn"], case_path, again=True, passages=False)
    with open_case(case_path) as case:
        assert {problem.id: problem.state for problem in checks.problems(case, [done, none])} == {
            done: "done",
            none: "dismissed",
        }


def test_who_decides_after_another_is_told_and_nothing_is_written(client, post, case):
    target = listed(client)[0]["id"]
    post(target=target, action="accept", seen="0")
    answer = post(target=target, action="reject", seen="0")
    assert answer.status_code == 409
    assert "decided about in the meantime" in answer.text
    assert len(case.decisions()) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "merge"},
        {"action": "note", "note": " "},
        {"action": "accept", "target": "check:0000"},
        {"action": "accept", "target": "attribution:0"},
        {"action": "undo", "decision": "'; DROP TABLE checks; --"},
    ],
)
def test_what_cannot_be_decided_is_refused_in_words(client, post, case, fields):
    answer = post(**({"target": listed(client)[0]["id"]} | fields))
    assert answer.status_code == 422
    assert case.decisions() == []


def test_a_case_for_reading_only_shows_no_form(case_path):
    client = client_of(case_path, read_only=True)
    assert "<form" not in client.get("/checks").text
    answer = client.post("/checks/decide", data={"action": "reject"}, headers={"Origin": BASE})
    assert answer.status_code == 403


def test_a_form_from_another_site_is_refused(client, token, case):
    target = listed(client)[0]["id"]
    answer = client.post(
        "/checks/decide",
        data={"token": token, "target": target, "action": "reject"},
        headers={"Origin": "http://evil.example"},
    )
    assert answer.status_code == 403
    assert case.decisions() == []


def test_csv_and_json_lines_hold_the_same_rows(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/checks.csv?state=all").text)))
    assert [row["id"] for row in rows] == [row["id"] for row in listed(client, "state=all")]


def test_markup_in_names_words_and_reasons_is_shown_as_words(tmp_path):
    evil = "<script>window.ran=1</script><img src=x onerror=ran=1>\"'"
    text = f"{evil} one day {evil}"
    id = document_id(text)
    check = Check(
        id=annotation_id(id, "check", [(0, 9)]), document=id, kind=evil, spans=((0, 9),), message=evil
    )
    document = Document(
        id=id, name=evil, path=evil, text=text, raw_sha256="0" * 64, raw_bytes=1, media_type="text/plain",
        extractor="x", extractor_version="1",
    )  # fmt: skip
    path = tmp_path / "hostile.case"
    connection = open_for_writing(path)
    begin_source(connection, "x", None, "r")
    store_document(
        connection,
        document,
        Annotations(document=id, metadata=Metadata(document=id, title=evil), checks=(check,)),
        "test",
    )
    link_file(connection, "x", 0, document)
    finish_source(connection, "x", 1)
    connection.close()
    with open_case(path, write=True) as case:
        decide(case, "note", check.id, by=evil, note=evil)
    client = client_of(path)
    for address in ("/checks", "/checks?state=noted", "/", f"/checks?state=all&kind={evil}"):
        html = client.get(address).text
        assert "&lt;script&gt;" in html
        assert "<script>window" not in html
        assert "<img" not in html


@pytest.mark.browser
def test_a_problem_is_settled_with_keys_alone(open_page, case):
    page = open_page("/checks")
    row = page.locator(".problems > li").first
    target = row.locator("input[name=target]").get_attribute("value")
    row.locator("input[name=note]").focus()
    page.keyboard.type("seen in print")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/checks?*")
    assert [(d.action, d.target, d.note) for d in case.decisions()] == [("accept", target, "seen in print")]
    page.get_by_role("button", name="Undo").press("Enter")
    page.wait_for_load_state()
    assert [d.action for d in case.decisions()] == ["accept", "undo"]
