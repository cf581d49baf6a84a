"""Said: what is asked for is what is shown, in its order, page by page, and taken away whole."""

import csv
import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.case.ask import said as asked_on_the_command_line
from testimonia.web.queries import ledger
from testimonia.web.shown import hits, marked


def ids(client, query=""):
    return [json.loads(line)["id"] for line in client.get(f"/said.jsonl?{query}").text.splitlines()]


def test_the_whole_list_is_what_the_command_line_gives(client, case):
    assert sorted(ids(client)) == sorted(row["id"] for row in asked_on_the_command_line(case))


@pytest.mark.parametrize("query", ["mole", '"northern mole"', "fleet*", "nothingofthekind"])
def test_search_finds_what_the_command_line_finds(client, case, query):
    assert set(ids(client, f"q={query}")) == {
        row["id"] for row in asked_on_the_command_line(case, about=query)
    }


def test_hits_are_marked_whatever_their_vowel_signs():
    assert marked("قَالَ البَحَّارَةُ", "البحارة") == "قَالَ <mark>البَحَّارَةُ</mark>"
    assert marked("The MOLE & the mole", "mole") == "The <mark>MOLE</mark> &amp; the <mark>mole</mark>"


@given(st.text(alphabet="ab <&é\u0301😀َلا", max_size=40), st.text(alphabet='ab "*😀ل', max_size=8))
@settings(deadline=None)
def test_hits_lie_in_the_text_in_order_and_apart(text, query):
    at = 0
    for start, end in hits(text, query):
        assert at <= start < end <= len(text)
        at = end


@pytest.mark.parametrize("order", ledger.ORDERS)
@pytest.mark.parametrize("query", ["", "q=mole", "kind=indirect", "not-kind=indirect"])
def test_pages_there_and_back_show_every_statement_once(case, order, query):
    asked = ledger.asked_by([tuple(pair.split("=")) for pair in (query, f"order={order}") if pair])
    every = [id for some in ledger.every(case, asked) for id in some]
    assert len(set(every)) == len(every)
    assert len(every) == ledger.counts_of(case, asked).total
    there, page = [], ledger.page_of(case, asked, size=7)
    while True:
        there.append(page)
        if not page.later:
            break
        page = ledger.page_of(case, asked, size=7, after=page.keys[-1])
    assert [id for page in there for id in page.ids] == every
    back = [page]
    while page.earlier:
        page = ledger.page_of(case, asked, size=7, before=page.keys[0])
        back.append(page)
    assert [id for page in reversed(back) for id in page.ids] == every


def test_a_facet_asked_for_and_left_out_part_the_list(client, case):
    name = ledger.counts_of(case, ledger.Asked()).facets["speaker"][0][0]
    of, without = ids(client, f"speaker={name}"), ids(client, f"not-speaker={name}")
    assert of
    assert sorted(of + without) == sorted(ids(client))


def test_counts_of_a_facet_are_what_following_it_gives(client, case):
    for facet, rows in ledger.counts_of(case, ledger.Asked()).facets.items():
        for value, count in rows[:3]:
            assert len(ids(client, f"{facet}={value}")) == count, (facet, value)


def test_a_list_of_names_is_counted(client):
    html = client.get("/said?names=Kosvar%0A%0Anobody at all").text
    rows = re.findall(r"<td>(?:<bdi>)(.*?)</bdi></td>.*?<td class=\"num\">(\d+)</td>", html, re.DOTALL)
    assert rows[0][0] == "Kosvar"
    assert int(rows[0][1]) > 0
    assert rows[1] == ("nobody at all", "0")


def test_csv_and_json_lines_hold_the_same_rows(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/said.csv?q=mole").text)))
    lines = [json.loads(line) for line in client.get("/said.jsonl?q=mole").text.splitlines()]
    assert [row["id"] for row in rows] == [row["id"] for row in lines]
    assert rows[0]["content"] == lines[0]["content"]


def test_rows_lead_to_their_characters(client, case):
    numbers = {entry.id: entry.number for entry in case.documents()}
    for line in client.get("/said.jsonl").text.splitlines():
        row = json.loads(line)
        text = case.text(numbers[row["document_id"]])
        assert text[row["start"] : row["end"]].startswith(row["content"].split(" … ")[0])
