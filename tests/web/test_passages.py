"""Passages: families as the case has them, witnesses set against any base, and what is taken away of them."""

import json
import re
import sqlite3
import xml.etree.ElementTree as ET
from collections import Counter
from urllib.parse import quote

import pytest
from test_security import EVIL, INJECTIONS
from web_clients import BASE, client_of

from testimonia.case import open_case
from testimonia.case.deciding import decide
from testimonia.case.file import open_for_writing
from testimonia.case.store import begin_source, finish_source, link_file, store_document
from testimonia.model import Annotations, Document, Metadata, Place, document_id
from testimonia.web.queries import passages, passages_family
from testimonia.web.queries.documents import DocumentLine
from testimonia.writing.interchange import CONVENTIONAL

TEI = "{http://www.tei-c.org/ns/1.0}"


def families(case):
    return {row["cluster"] for row in case.query("SELECT DISTINCT cluster FROM passages")}


def test_the_list_holds_every_family_with_its_documents(client, case):
    every = passages.families(case)
    assert {family.id for family in every} == families(case)
    for family in every:
        (row,) = case.query(
            "SELECT count(DISTINCT d) AS documents FROM"
            " (SELECT a_document AS d FROM passages WHERE cluster = ?1"
            " UNION SELECT b_document FROM passages WHERE cluster = ?1)",
            family.id,
        )
        assert len(family.documents) == row["documents"]
    html = client.get("/passages").text
    for family in every:
        assert (f'href="/p/{family.id}"' in html) == (family.kind not in CONVENTIONAL)


def test_copies_count_as_one_origin_until_a_person_rejects_what_joins_them(case_path):
    with open_case(case_path, write=True) as case:
        family = max(passages.families(case), key=lambda one: one.pairs)
        assert family.origins == 1
        assert len(family.documents) >= 3
        pairs = case.query("SELECT * FROM passages WHERE cluster = ? ORDER BY id", family.id)
        stands = Counter(row[side] for row in pairs for side in ("a_document", "b_document"))
        alone = min(stands, key=lambda number: (stands[number], number))
        for row in pairs:
            if alone in (row["a_document"], row["b_document"]):
                decide(case, "reject", row["id"], by="reader")
        after = {one.id: one for one in passages.families(case)}[family.id]
        assert alone not in after.documents
    assert passages.origins([((1, 0, 9), (2, 0, 9)), ((3, 0, 9), (4, 0, 9)), ((4, 0, 9), (5, 0, 9))]) == 2


def test_a_facet_narrows_to_what_it_counts_and_leaves_out_the_rest(case):
    every = passages.families(case)
    whole = passages.narrowed(every, passages.Asked(), None)
    for facet, rows in whole.facets.items():
        for value, count in rows:
            if value in CONVENTIONAL:
                continue  # comes only if it is asked for
            kept = passages.narrowed(every, passages.asked_by([(facet, value)]), None)
            rest = passages.narrowed(every, passages.asked_by([(f"not-{facet}", value)]), None)
            assert kept.total == count
            assert kept.total + rest.total == whole.total


@pytest.mark.parametrize("order", passages.ORDERS)
def test_pages_there_and_back_show_every_family_once(case, order):
    every = passages.families(case)
    asked = passages.Asked(order=order)
    pages = [passages.narrowed(every, asked, None, size=2)]
    while pages[-1].later is not None:
        pages.append(passages.narrowed(every, asked, None, size=2, after=pages[-1].later))
    ids = [family.id for page in pages for family in page.families]
    assert sorted(ids) == sorted(family.id for family in every if family.kind not in CONVENTIONAL)
    back = [pages[-1]]
    while back[-1].earlier is not None:
        back.append(passages.narrowed(every, asked, None, size=2, after=back[-1].earlier))
    assert [page.families for page in reversed(back)] == [page.families for page in pages]


def test_conventions_are_left_out_and_counted_until_asked_for(case_path):
    connection = sqlite3.connect(case_path)
    (cluster,) = connection.execute("SELECT cluster FROM passages ORDER BY id LIMIT 1").fetchone()
    connection.execute("UPDATE passages SET kind = iif(cluster = ?, 'formula', 'passage')", (cluster,))
    connection.commit()
    connection.close()
    with open_case(case_path) as case:
        every = passages.families(case)
        plain = passages.narrowed(every, passages.Asked(), None)
        assert (plain.conventional, plain.total) == (1, len(every) - 1)
        asked = passages.asked_by([("kind", "formula")])
        assert [family.id for family in passages.narrowed(every, asked, None).families] == [cluster]


def test_every_witness_gives_back_its_text_against_every_base(case):
    numbers = {entry.id: entry.number for entry in case.documents()}
    for id in families(case):
        keys = [witness.key for witness in passages_family.shown(case, id).witnesses]
        for key in keys:
            shown = passages_family.shown(case, id, key)
            assert shown.witnesses[0].key == key
            for witness in shown.witnesses:
                place = witness.place
                text = case.text(numbers[place.document])[place.start : place.end]
                assert "".join(part.text for part in witness.parts) == text
            base = case.text(numbers[shown.witnesses[0].place.document])
            for entry in shown.entries:
                assert " ".join(base[slice(*entry.span)].split()) == entry.lemma


def test_what_alters_the_meaning_is_marked_in_both_witnesses_and_told_in_words(client, case):
    (row,) = case.query(
        "SELECT v.a_text, v.b_text, v.passage FROM variants AS v WHERE v.kind = 'number' AND v.alters = 'yes'"
        " AND v.a_text <> '' AND v.b_text <> '' ORDER BY v.passage, v.ordinal LIMIT 1"
    )
    html = client.get(f"/p/{row['passage']}").text
    assert "another number; alters the meaning" in html
    assert re.search(rf">{re.escape(row['a_text'])}(</a>)?</mark>", html)
    assert re.search(rf">{re.escape(row['b_text'])}(</a>)?</mark>", html)


def test_nothing_is_set_into_a_date_of_which_a_part_differs():
    """Between right-to-left words a sign inside 10/12/2031 would turn it into 12/2031/10."""
    text = "يوم 10/12/2031 غادر 15 قاربا"
    place = Place(document="x", start=0, end=len(text))
    marks = [((4, 6), 1, "yes", "date"), ((20, 22), 2, "yes", "number")]
    parts = [part for part in passages_family.parts_of(text, place, len(text), marks) if part.entry]
    assert [(part.text, part.joined) for part in parts] == [("10", True), ("15", False)]


def line(number, **about):
    return DocumentLine(number=number, id=str(number), name=f"{number}.txt", **about)


@pytest.mark.parametrize(
    ("documents", "first", "why"),
    [
        ([line(1, date="2031-12-10"), line(2, date="2031-12-12")], (1,), "printed"),
        ([line(1, date="2031-12-10"), line(2)], (), "only one"),
        ([line(1), line(2)], (), "no witness has a date"),
        ([line(1, date="2031-12-10"), line(2, date="2031-12-10")], (), "share"),
        ([line(1, date="2031-12-10"), line(2, date="2031-12")], (), "share"),
        (
            [line(1, date_probable="2031-11", date_why="file name"), line(2, date="2031-12")],
            (1,),
            "file name",
        ),
        ([line(1, date="2030"), line(2, date="2031"), line(3)], (1,), "may be earlier"),
    ],
)
def test_the_earliest_witness_is_named_only_where_dates_tell(documents, first, why):
    found = passages_family.earliest(documents)
    assert found.documents == first
    assert why in found.why


def test_the_downloads_hold_all_pairs_of_the_family(client, case):
    for id in families(case):
        pairs = {row["id"] for row in case.query("SELECT id FROM passages WHERE cluster = ?", id)}
        answer = client.get(f"/p/{id}/witnesses.json")
        rows = answer.json()["passages"]
        assert {row["id"] for row in rows} == pairs
        name = answer.headers["content-disposition"]
        assert name == f'attachment; filename="{id.replace(":", "-")}.json"'
        tree = ET.fromstring(client.get(f"/p/{id}/witnesses.xml").content)
        assert {p.get("n") for p in tree.iter(f"{TEI}p") if p.get("n")} == pairs


@pytest.fixture
def decide_pair(client, token):
    """Send the form of a pair as its page does; returns the answer."""

    def sent(**fields):
        return client.post(
            "/p/decide", data={"token": token} | fields, headers={"Origin": BASE}, follow_redirects=False
        )

    return sent


def test_a_pair_that_is_no_copy_is_rejected_and_taken_back(client, case, decide_pair):
    family = next(one for one in passages.families(case) if one.pairs == 1)
    answer = decide_pair(target=family.passage, action="reject", seen="0", note="by chance")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/p/{family.id}#pairs")
    html = client.get(f"/p/{family.id}").text
    assert "No copies" in html
    assert "by chance" in html
    assert family.id not in client.get("/passages?kind=template&kind=passage&kind=quotation").text
    assert client.get(f"/p/{family.id}/witnesses.json").status_code == 404
    decision = case.query("SELECT id FROM decisions WHERE action = 'reject'")[0]["id"]
    decide_pair(target=family.passage, action="undo", decision=decision)
    assert "Apparatus" in client.get(f"/p/{family.id}").text
    assert [row["action"] for row in case.query("SELECT action FROM decisions ORDER BY number")] == [
        "reject",
        "undo",
    ]


def test_two_who_decide_about_a_pair_at_once_do_not_overwrite_each_other(case, decide_pair):
    id = case.query("SELECT id FROM passages ORDER BY id LIMIT 1")[0]["id"]
    assert decide_pair(target=id, action="accept", seen="0").status_code == 303
    answer = decide_pair(target=id, action="reject", seen="0")
    assert answer.status_code == 409
    assert "decided about in the meantime" in answer.text
    assert [decision.action for decision in case.decisions()] == ["accept"]


def test_only_pairs_are_decided_about_here(case, decide_pair):
    said = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
    id = case.query("SELECT id FROM passages LIMIT 1")[0]["id"]
    assert decide_pair(target=said, action="reject").status_code == 422
    assert decide_pair(target=id, action="merge").status_code == 422
    assert decide_pair(target=id, action="undo", decision="decision:00").status_code == 422
    assert decide_pair(target="passage:ffff", action="reject").status_code in (404, 422)
    for value in INJECTIONS:
        assert decide_pair(target=value, action="reject").status_code == 422
        answer = decide_pair(target=id, action="accept", seen="0", base=f"//evil.example{value}")
        assert answer.status_code in (303, 409)
        assert answer.headers.get("location", "/p/").startswith("/p/")
    assert len(case.decisions()) == 1


def test_a_case_for_reading_only_shows_no_form_for_pairs(case_path, case):
    client = client_of(case_path, read_only=True)
    assert "/p/decide" not in client.get(f"/p/{sorted(families(case))[0]}").text


def test_the_passages_of_the_reader_lead_to_their_witnesses(client, case):
    (row,) = case.query(
        "SELECT p.id, substr(d.id, 1, 16) AS document FROM passages AS p JOIN documents AS d"
        " ON d.number = p.a_document ORDER BY p.id LIMIT 1"
    )
    assert f'href="/p/{row["id"]}"' in client.get(f"/d/{row['document']}?tab=passages").text
    assert client.get(f"/p/{row['id']}").status_code == 200


def test_a_family_is_found_by_an_index(case):
    plan = case.query("EXPLAIN QUERY PLAN SELECT * FROM passages WHERE cluster = 'cluster:00'")
    assert "passages_cluster" in plan[0]["detail"]


@pytest.mark.parametrize("value", [*INJECTIONS, "../../etc/passwd", "cluster:../x", "passage:ffff", EVIL])
def test_what_is_no_family_is_not_found_and_names_no_file(client, case, value):
    before = case.counts()
    for end in ("", "/witnesses.xml", "/witnesses.json"):
        assert client.get(f"/p/{quote(value, safe='')}{end}").status_code == 404
    family = quote(sorted(families(case))[0])
    assert client.get(f"/p/{family}", params={"base": value}).status_code == 200
    for name in ("in", "order", "kind", "not-kind", "alters", "size", "after"):
        assert client.get("/passages", params={name: value}).status_code == 200
    assert case.counts() == before


def test_markup_in_witnesses_is_shown_as_words(tmp_path):
    path = tmp_path / "hostile.case"
    connection = open_for_writing(path)
    ids = []
    for number in (1, 2):
        text = f"{EVIL} {number} trucks crossed the bridge"
        id = document_id(text)
        document = Document(
            id=id,
            name=f"{number}{EVIL}".replace("/", "_"),
            path=f"{number}",
            text=text,
            raw_sha256="0" * 64,
            raw_bytes=1,
            media_type="text/plain",
            extractor="x",
            extractor_version="1",
        )
        about = Metadata(document=id, title=EVIL, publisher=EVIL, date=EVIL)
        begin_source(connection, f"{number}", None, "r")
        store_document(connection, document, Annotations(document=id, metadata=about), "test")
        link_file(connection, f"{number}", 0, document)
        finish_source(connection, f"{number}", 1)
        ids.append(
            (connection.execute("SELECT number FROM documents WHERE id = ?", (id,)).fetchone()[0], text)
        )
    (a, text_a), (b, text_b) = ids
    connection.execute(
        "INSERT INTO passages VALUES ('passage:00', 'passage', 'cluster:00', ?, 0, ?, ?, ?, 0, ?, ?, 9, 1.0,"
        " NULL, ?)",
        (a, len(text_a), text_a, b, len(text_b), text_b, EVIL),
    )
    at = len(EVIL) + 1
    for ordinal, (start, end) in enumerate([(0, len(EVIL)), (at, at + 1)]):
        connection.execute(
            "INSERT INTO variants VALUES ('passage:00', ?, 'number', 'yes', ?, ?, ?, ?, ?, ?, ?)",
            (ordinal, start, end, text_a[start:end], start, end, text_b[start:end], EVIL),
        )
    connection.commit()
    connection.close()
    client = client_of(path)
    for address in ("/passages", "/p/cluster:00", "/p/passage:00", "/passages?in=" + EVIL):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "<script>window" not in answer.text
        assert "<img" not in answer.text
    assert "trucks crossed" in client.get("/p/cluster:00").text
    assert json.loads(client.get("/p/cluster:00/witnesses.json").text)["passages"][0]["a"]["text"] == text_a
    ET.fromstring(client.get("/p/cluster:00/witnesses.xml").content)


@pytest.mark.browser
def test_a_mark_leads_to_its_entry_and_the_base_is_chosen_without_scripts(open_page, case):
    id = sorted(families(case))[0]
    page = open_page(f"/p/{id}", java_script_enabled=False)
    page.locator(".witness .n").first.click()
    assert "#e" in page.url
    first = page.locator(".witness h3").first.inner_text()
    page.get_by_role("link", name="take as base").first.click()
    assert page.locator(".witness h3").first.inner_text() != first
