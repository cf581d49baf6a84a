"""Actors: who is named, what each is called and says; several made one, one made several, and undone."""

import csv
import io
import json
import re
from urllib.parse import quote

import pytest
from web_clients import BASE, client_of

from testimonia import pipeline
from testimonia.case import open_case
from testimonia.case.deciding import DecisionRefused, decide, decide_alike
from testimonia.case.file import open_for_writing
from testimonia.case.store import begin_source, finish_source, link_file, store_document
from testimonia.model import Annotations, Document, Mention, Metadata, annotation_id, document_id
from testimonia.web.queries import actor, actor_decisions, actors

EVIL = "<script>window.ran=1</script><img src=x onerror=ran=1>\"'"


def listed(client, query=""):
    return [json.loads(line) for line in client.get(f"/actors.jsonl?{query}").text.splitlines()]


def id_of(case, name):
    return case.query("SELECT id FROM actors WHERE name = ? ORDER BY id LIMIT 1", name)[0]["id"]


@pytest.fixture
def post(client, token):
    """Send a form as the pages of actors do; a value may be a list."""

    def sent(path, headers=None, **fields):
        return client.post(
            path,
            data={"token": token} | fields,
            headers={"Origin": BASE} | (headers or {}),
            follow_redirects=False,
        )

    return sent


# The list -------------------------------------------------------------------------------------------------


def test_every_actor_is_listed_with_its_counts(client, case):
    found = {row["id"]: row for row in listed(client)}
    assert set(found) == {one.id for one in case.actors()}
    for one in case.actors():
        row = found[one.id]
        assert row["mentions"] == len(one.mentions)
        assert row["said_by"] == len(
            case.query("SELECT DISTINCT attribution FROM speakers WHERE name = ?", one.name)
        )


@pytest.mark.parametrize("query", ["sayyadin", "SAYYĀDIN", "fisher", "katibat sayyadin"])
def test_an_actor_is_found_by_any_of_its_names(client, query):
    assert "Liwa al-Marsa" in {row["name"] for row in listed(client, f"q={quote(query)}")}


def test_an_actor_is_found_by_a_name_in_another_script(tmp_path):
    client = client_of(case_of(tmp_path, "قال أبو مازن", [("أبو مازن", "Abu Mazin")]))
    for query in ("ابو مازن", "أَبُو", "mazin"):
        assert [row["name"] for row in listed(client, f"q={quote(query)}")] == ["Abu Mazin"]
    assert listed(client, "q=nobody") == []


def test_a_kind_asked_for_and_left_out_part_the_list(client, case):
    all = actors.catalogue(case)
    for kind, count in actors.kinds(all, actors.Asked()):
        of, without = listed(client, f"kind={kind}"), listed(client, f"not-kind={kind}")
        assert len(of) == count
        assert len(of) + len(without) == len(all.lines)


@pytest.mark.parametrize("order", actors.ORDERS)
def test_pages_there_and_back_show_every_actor_once(case, order):
    found = actors.listed(actors.catalogue(case), actors.Asked(order=order))
    there, page = [], actors.page_of(found, size=9, after=None, before=None)
    while True:
        there.append(page)
        if not page.later:
            break
        page = actors.page_of(found, size=9, after=page.lines[-1].id, before=None)
    assert [line for page in there for line in page.lines] == found
    page = actors.page_of(found, size=9, after=None, before=there[-1].lines[0].id)
    assert page.lines == there[-2].lines


def test_csv_and_json_lines_hold_the_same_rows(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/actors.csv?kind=person").text)))
    assert [row["id"] for row in rows] == [row["id"] for row in listed(client, "kind=person")]


# One actor ------------------------------------------------------------------------------------------------


def test_names_are_shown_with_who_uses_them(case):
    number = actors.catalogue(case)
    line = next(line for line in number.lines if line.name == "Liwa al-Marsa")
    spelling = next(item for item in actor.spellings(case, line.number) if item.text == "Katibat as-Sayyadin")
    assert spelling.count == 3
    assert ("The Joint Office", 1) in spelling.publishers


def test_contexts_are_the_words_of_the_text_page_by_page(case):
    for line in actors.catalogue(case).lines[:8]:
        there, key = [], None
        while True:
            some, key = actor.contexts(case, line.number, size=3, after=key)
            there += some
            if key is None:
                break
        assert len(there) == len({one.id for one in there}) == line.mentions
        for one in there:
            text = case.text(one.document.number)
            assert text[one.start : one.end] == one.word
            assert text[: one.start].endswith(one.before)
            assert text[one.end :].startswith(one.following)


def test_what_is_said_of_an_actor_names_it_page_by_page(case):
    found = 0
    for line in actors.catalogue(case).lines[:10]:
        there, key = [], None
        while True:
            ids, key = actor.said_of(case, line.number, size=2, after=key)
            there += ids
            if key is None:
                break
        assert len(there) == len(set(there))
        (counted,) = actors.counted(case, [line])
        assert counted.of_whole
        assert counted.of == len(there)
        found += len(there)
        for id in there:
            assert case.query(
                "SELECT 1 FROM spans AS s JOIN mentions AS m ON m.document = s.document"
                " AND s.start <= m.start AND m.end <= s.end"
                " WHERE s.annotation = ? AND s.role = 'content' AND m.actor = ?",
                id,
                line.number,
            )
    assert found > 5


def test_mentions_within_statements_are_those_whose_spans_lie_within(case):
    numbers = [line.number for line in actors.catalogue(case).lines]
    documents = [entry.number for entry in case.documents()]
    found = sorted(
        (one.actor, one.document, one.text, one.attribution)
        for one in actor.namings(case, numbers, documents)
    )
    assert found == sorted(
        tuple(row.values())
        for row in case.query(
            "SELECT m.actor, m.document, m.text, s.annotation FROM mentions AS m JOIN spans AS s"
            " ON s.document = m.document AND s.role = 'content' AND s.start <= m.start AND m.end <= s.end"
            " WHERE m.actor IS NOT NULL"
        )
    )


def test_what_an_actor_says_is_what_said_lists(client, case):
    for name in ("Abu Layth", "Ingrid Tolvanes"):
        there, key = [], None
        while True:
            ids, key = actor.said_by(case, name, size=4, after=key)
            there += ids
            if key is None:
                break
        said = [json.loads(row)["id"] for row in client.get(f"/said.jsonl?speaker={name}").text.splitlines()]
        assert sorted(there) == sorted(said)


def test_pages_of_mentions_are_found_by_an_index(case):
    plan = case.query(
        "EXPLAIN QUERY PLAN SELECT id FROM mentions WHERE actor = 1 AND (document, start) > (3, 1)"
        " ORDER BY document, start LIMIT 5"
    )
    told = " ".join(row["detail"] for row in plan)
    assert "mentions_actor" in told
    assert "TEMP B-TREE" not in told


# Merge and split ------------------------------------------------------------------------------------------


def test_several_actors_are_made_one_and_said_follows_and_undo_parts_them(client, post, case):
    kept, *others = (id_of(case, name) for name in ("Ingrid Tolvanes", "Tolvanes", "Abu Layth"))
    before = {row["name"] for row in listed(client)}
    html = client.get("/actors/merge?" + "&".join(f"actor={id}" for id in (kept, *others))).text
    assert all(f'value="{id}"' in html for id in (kept, *others))
    answer = post("/actors/merge", actor=[kept, *others], into=kept, note="the same")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/a/{kept}")
    assert {row["name"] for row in listed(client)} == before - {"Tolvanes", "Abu Layth"}
    said = [json.loads(row) for row in client.get("/said.jsonl").text.splitlines()]
    assert "Abu Layth" not in {name for row in said for name in row["speaker"]}
    assert client.get(f"/a/{others[0]}", follow_redirects=False).headers["location"] == f"/a/{kept}"
    page = client.get(f"/a/{kept}").text
    assert "“Abu Layth” merged into it" in page
    batch = re.search(r'name="batch" value="(batch:[0-9a-f]+)"', page)[1]
    assert post(f"/a/{kept}", action="undo", batch=batch).status_code == 303
    assert {row["name"] for row in listed(client)} == before
    assert client.get(f"/a/{others[0]}").status_code == 200
    assert [decision.action for decision in case.decisions()] == ["merge", "merge", "undo", "undo"]


def test_one_merge_of_several_is_undone_alone(client, post, case):
    kept, *others = (id_of(case, name) for name in ("Ingrid Tolvanes", "Tolvanes", "Abu Layth"))
    post("/actors/merge", actor=[kept, *others], into=kept)
    layth = next(decision for decision in case.decisions() if decision.target == others[1])
    post(f"/a/{kept}", action="undo", decision=layth.id)
    names = {row["name"] for row in listed(client)}
    assert "Abu Layth" in names
    assert "Tolvanes" not in names


def test_a_spelling_is_split_off_and_put_back(client, post, case):
    id = id_of(case, "Liwa al-Marsa")
    assert post(f"/a/{id}", action="split", text="Katibat as-Sayyadin").status_code == 303
    assert "Katibat as-Sayyadin" in {row["name"] for row in listed(client)}
    (decision,) = case.decisions()
    post(f"/a/{id}", action="undo", decision=decision.id)
    assert "Katibat as-Sayyadin" not in {row["name"] for row in listed(client)}


def test_merges_outlive_a_new_reading(case_path, case):
    kept, other = id_of(case, "Ingrid Tolvanes"), id_of(case, "Tolvanes")
    with open_case(case_path, write=True) as own:
        decide_alike(own, "merge", {other: None}, by="R", values={"into": kept})
        pipeline.settle_decisions(own)
    pipeline.read(["examples/marsa-zayn"], case_path, again=True, passages=False)
    with open_case(case_path) as now:
        assert "Tolvanes" not in {actor.name for actor in now.actors()}
        assert actor_decisions.became(now, other) == kept


@pytest.mark.parametrize("text", ["nothing like it", "Tolvanes"])
def test_a_split_that_parts_nothing_is_refused_at_the_root(case_path, case, text):
    with open_case(case_path, write=True) as own, pytest.raises(DecisionRefused):
        decide(own, "split", id_of(case, "Tolvanes"), by="R", values={"text": text})
    assert case.decisions() == []


def test_who_merges_after_another_is_told_and_nothing_is_written(client, post, case):
    kept, one, two = (id_of(case, name) for name in ("Ingrid Tolvanes", "Tolvanes", "Abu Layth"))
    post("/actors/merge", actor=[kept, one], into=kept)
    answer = post("/actors/merge", actor=[kept, two], into=kept, **{f"seen-{kept}": "0"})
    assert answer.status_code == 409
    assert "decided about in the meantime" in answer.text
    assert post(f"/a/{kept}", action="split", text="envoy", seen="0").status_code == 409
    assert len(case.decisions()) == 1


def test_names_and_kinds_are_corrected(client, post, case):
    id = id_of(case, "Tolvanes")
    fields = {"was-name": "Tolvanes", "name": "Mrs Tolvanes", "was-type": "person", "type": "person"}
    assert post(f"/a/{id}", action="correct", **fields).status_code == 303
    assert "Mrs Tolvanes" in {row["name"] for row in listed(client)}
    assert [decision.action for decision in case.decisions()] == ["correct"]


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "split", "text": "'; DROP TABLE actors; --"},
        {"action": "note", "note": " "},
        {"action": "correct"},
        {"action": "accept"},
        {"action": "undo", "decision": "' OR 1=1 --"},
        {"action": "undo", "batch": "' OR 1=1 --"},
    ],
)
def test_what_cannot_be_decided_is_refused_in_words(post, case, fields):
    answer = post(f"/a/{id_of(case, 'Tolvanes')}", **fields)
    assert answer.status_code == 422
    assert "Not written" in answer.text
    assert case.decisions() == []


@pytest.mark.parametrize("into", ["", "actor:0000000000000000", "' OR 1=1 --"])
def test_a_merge_without_one_that_is_kept_is_refused(post, case, into):
    ids = [id_of(case, "Tolvanes"), id_of(case, "Abu Layth")]
    assert post("/actors/merge", actor=ids, into=into).status_code == 422
    assert post("/actors/merge", actor=ids[:1], into=ids[0]).status_code == 422
    assert case.decisions() == []


# Attacks --------------------------------------------------------------------------------------------------


def test_forms_from_another_site_are_refused(post, case):
    ids = [id_of(case, "Tolvanes"), id_of(case, "Abu Layth")]
    evil = {"Origin": "http://evil.example"}
    assert post("/actors/merge", evil, actor=ids, into=ids[0]).status_code == 403
    assert post(f"/a/{ids[0]}", evil, action="note", note="x").status_code == 403
    assert case.decisions() == []


def test_a_case_for_reading_only_shows_no_form_that_writes(case_path, case):
    client = client_of(case_path, read_only=True)
    id = id_of(case, "Liwa al-Marsa")
    for path in ("/actors", f"/a/{id}", f"/actors/merge?actor={id}&actor={id_of(case, 'Tolvanes')}"):
        assert 'method="post"' not in client.get(path).text
    assert client.post(f"/a/{id}", data={"action": "note"}, headers={"Origin": BASE}).status_code == 403


def case_of(folder, text, names):
    """Return a case of one document with these (word, name) as mentions of persons."""
    id = document_id(text)
    found = []
    for word, name in names:
        span = (text.index(word), text.index(word) + len(word))
        found.append(
            Mention(
                id=annotation_id(id, "mention", [span]),
                document=id,
                span=span,
                text=word,
                type="person",
                name=name,
            )
        )
    document = Document(
        id=id, name=EVIL, path=EVIL, text=text, raw_sha256="0" * 64, raw_bytes=1, media_type="text/plain",
        extractor="x", extractor_version="1",
    )  # fmt: skip
    path = folder / "own.case"
    connection = open_for_writing(path)
    begin_source(connection, "x", None, "r")
    about = Metadata(document=id, title=EVIL, publisher=EVIL)
    store_document(connection, document, Annotations(document=id, metadata=about, mentions=tuple(found)), "t")
    link_file(connection, "x", 0, document)
    finish_source(connection, "x", 1)
    connection.close()
    with open_case(path, write=True) as case:
        pipeline.settle_decisions(case)
    return path


def test_markup_in_names_is_shown_as_words(tmp_path):
    path = case_of(
        tmp_path, f"{EVIL} and {EVIL}, Ana Varo, Bo Lind", [(EVIL, EVIL), ("Ana Varo", "Ana Varo")]
    )
    with open_case(path, write=True) as case:
        ids = [row["id"] for row in case.query("SELECT id FROM actors ORDER BY id")]
        decide(case, "note", ids[0], by=EVIL, note=EVIL)
        decide(case, "note", ids[1], by=EVIL, note=EVIL)
    client = client_of(path)
    pages = ["/actors", f"/actors?q={quote(EVIL)}", f"/actors/merge?actor={ids[0]}&actor={ids[1]}"]
    pages += [f"/a/{id}?tab={tab}" for id in ids for tab in ("names", "by", "of", "context")]
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "<script>window" not in answer.text, address
        assert "<img" not in answer.text, address


# In a browser ---------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_two_actors_are_chosen_compared_and_merged_by_mouse(open_page, case):
    page = open_page("/actors?q=tolvanes")
    for name in ("Ingrid Tolvanes", "Tolvanes"):
        page.get_by_role("checkbox", name=f"Choose {name}", exact=True).check()
    page.get_by_role("button", name="Compare the chosen").click()
    page.locator("section", has=page.get_by_role("heading", name="Ingrid Tolvanes")).get_by_role(
        "radio"
    ).check()
    page.get_by_role("button", name="Merge: they are one").click()
    page.wait_for_url("**/a/actor:*")
    assert page.get_by_text("“Tolvanes” merged into it").is_visible()
    page.get_by_role("button", name="Undo: “Tolvanes”").click()
    page.wait_for_load_state()
    assert [decision.action for decision in case.decisions()] == ["merge", "undo"]
    assert page.seen.faults == []


@pytest.mark.browser
def test_two_actors_are_merged_with_keys_alone(open_page, case):
    page = open_page("/actors?q=tolvanes")
    page.get_by_role("checkbox", name="Choose Tolvanes", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("checkbox", name="Choose Ingrid Tolvanes", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/merge?*")
    page.locator("input[name=into]").first.focus()
    page.keyboard.press("ArrowDown")
    page.locator("input[name=note]").focus()
    page.keyboard.type("the same person")
    page.keyboard.press("Enter")
    page.wait_for_url("**/a/actor:*")
    assert [(decision.action, decision.note) for decision in case.decisions()] == [
        ("merge", "the same person")
    ]
