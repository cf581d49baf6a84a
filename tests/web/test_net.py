"""Network: every line is as many statements as it says, the picture is always the same, and can be taken."""

import csv
import io
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_clients import client_of

from testimonia.web.queries import net as query
from testimonia.web.views.net_layout import HEIGHT, WIDTH, layout


@pytest.mark.parametrize("kind", query.KINDS)
def test_a_line_is_as_many_statements_as_it_says(case, kind):
    edges = query.edges_of(case, kind, "", "").edges
    assert edges
    for edge in edges[:20]:
        ids = query.statements_behind(case, edge, "", "", 1_000)
        assert len(ids) == len(set(ids)) == edge.weight


def test_a_line_leads_to_its_statements(client):
    html = client.get("/net").text
    href = re.search(r'class="line" href="([^"]+)"', html)[1].replace("&amp;", "&")
    page = client.get(href)
    assert page.status_code == 200
    assert "in the text" in page.text


def test_dates_and_names_narrow_the_lines(case):
    reports = query.edges_of(case, "reports", "", "")
    everything = reports.edges
    some = query.edges_of(case, "reports", "2031-12-09", "2031-12-10").edges
    assert 0 < sum(edge.weight for edge in some) < sum(edge.weight for edge in everything)
    of = query.matching([reports], query.Asked(outlet="PORT"))
    assert {pair[0] for _, pair in of} == {"Port Today"}
    assert query.matching([reports], query.Asked(outlet="no such outlet")) == []
    assert all(pair[2] > 1 for _, pair in query.matching([reports], query.Asked(least=2)))


def test_a_rejected_statement_stands_behind_no_line(send, case):
    edge = query.edges_of(case, "reports", "", "").edges[0]
    target = query.statements_behind(case, edge, "", "", 1)[0]
    send(action="reject", target=target)
    case.forget()
    weights = {(e.source, e.target): e.weight for e in query.edges_of(case, "reports", "", "").edges}
    assert weights.get((edge.source, edge.target), 0) == edge.weight - 1


def test_the_strongest_are_drawn_and_the_others_counted(client, case):
    edges = query.matching([query.edges_of(case, kind, "", "") for kind in query.DEFAULT], query.Asked())
    chosen = query.choose(case, edges, 6)
    assert len(chosen.nodes) <= 6
    assert (chosen.edges[0].kind, chosen.edges[0].weight) == (edges[0][0], edges[0][1][2])
    html = client.get("/net?most=6").text
    assert f"{len(edges) - len(chosen.edges)} are left out" in html


def test_the_picture_is_always_the_same_and_stands_alone(case_path):
    one, two = (client_of(case_path).get("/net.svg") for _ in range(2))
    assert one.content == two.content
    assert one.headers["content-disposition"] == 'attachment; filename="network.svg"'
    root = ET.fromstring(one.content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert b"<script" not in one.content
    for element in root.iter():
        for name, value in element.attrib.items():
            assert "http" not in value, name


def test_graphml_and_csv_hold_all_lines(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/net.csv?kind=reports").text)))
    assert rows[0].keys() == {"source", "kind", "target", "weight"}
    root = ET.fromstring(client.get("/net.graphml?kind=reports").content)
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    names = {
        node.attrib["id"]: node.findtext("g:data", namespaces=space)
        for node in root.iterfind(".//g:node", space)
    }
    lines = {
        (names[edge.attrib["source"]], names[edge.attrib["target"]])
        for edge in root.iterfind(".//g:edge", space)
    }
    assert lines == {(row["source"], row["target"]) for row in rows}


nodes = st.integers(0, 40)


@given(
    nodes.flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, max(n - 1, 0))] * 2))))
)
@settings(deadline=None, max_examples=30)
def test_nodes_stand_on_the_page(drawn):
    count, pairs = drawn
    edges = [(a, b, 1.0) for a, b in pairs if a != b and count]
    places = layout([60.0] * count, edges)
    assert len(places) == count
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in places)
    assert places == layout([60.0] * count, edges)


def test_names_do_not_lie_on_each_other_where_there_is_room():
    places = layout([100.0] * 30, [(at, (at * 7 + 1) % 30, 2.0) for at in range(30)])
    for at, (x, y) in enumerate(places):
        for x2, y2 in places[at + 1 :]:
            assert abs(y - y2) >= 12 or abs(x - x2) >= 60


@pytest.mark.parametrize(
    "query_string", ["of=nope&from=a&to=b", "of=reports&from=a&to=b", "of=names&from=&to="]
)
def test_a_line_that_is_not_there_is_not_found(client, query_string):
    assert client.get(f"/net/edge?{query_string}").status_code == 404


def test_markup_in_names_stays_words_in_every_form(tmp_path):
    from test_security import hostile_case

    path = tmp_path / "hostile.case"
    hostile_case(path)
    client = client_of(path)
    for address in ("/net?kind=reports", "/net.svg", "/net.graphml", "/net.csv"):
        answer = client.get(address)
        assert answer.status_code == 200
        if address != "/net.csv":
            assert "<script>window" not in answer.text
            assert "<img" not in answer.text
    ET.fromstring(client.get("/net.svg").content)
    ET.fromstring(client.get("/net.graphml").content)


@pytest.mark.browser
def test_closer_further_and_the_neighbours_of_a_name(open_page):
    page = open_page("/net")
    box = page.locator("#net")
    before = box.get_attribute("viewBox")
    page.get_by_role("button", name="Closer").click()
    assert box.get_attribute("viewBox") != before
    page.get_by_role("button", name="All").click()
    assert [float(part) for part in box.get_attribute("viewBox").split()] == [
        float(part) for part in before.split()
    ]
    page.get_by_role("region", name="The picture").focus()
    page.keyboard.press("+")
    assert box.get_attribute("viewBox") != before
    page.locator(".node").first.focus()
    assert page.locator(".node.near").count() > 1
    assert page.seen.faults == []
