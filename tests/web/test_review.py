"""Review: the doubtful with the longest reach first; decided by mouse, by keys, by the dozen; and undone."""

import re

import pytest
from web_clients import BASE, client_of

from testimonia.case import open_case
from testimonia.case.deciding import DecidedMeanwhile, DecisionRefused, decide, decide_alike, undo_batch
from testimonia.case.file import open_for_writing
from testimonia.case.store import begin_source, finish_source, link_file, store_document
from testimonia.model import Annotations, Attribution, Document, Metadata, annotation_id, document_id
from testimonia.web.queries import review, review_log


@pytest.fixture
def post(client, token):
    """Send a form to an address as a page of ours does."""

    def sent(path, **fields):
        return client.post(
            path,
            data={"token": token} | {key.replace("_", "-"): value for key, value in fields.items()},
            headers={"Origin": BASE},
            follow_redirects=False,
        )

    return sent


def everything(case, asked=review.Asked()):  # noqa: B008 (frozen)
    after, found = None, []
    while True:
        page = review.queue(case, asked, size=50, after=after)
        found += page.readings
        after = page.later
        if after is None:
            return found


def test_the_queue_holds_every_open_reading_once_the_weightiest_first(case):
    found = everything(case)
    weights = [reading.doubt * reading.reach for reading in found]
    assert weights == sorted(weights, reverse=True)
    rated = sum(case.counts()[layer] for layer in ("attributions", "citations", "times", "scripture"))
    assert len({reading.card.id for reading in found}) == len(found) == rated
    assert rated == sum(review.counts(case, review.Asked()).values())


def test_doubt_and_reach_are_counted_from_the_rows(case):
    for reading in everything(case):
        id = reading.card.id
        assert reading.doubt == pytest.approx(1 - reading.card.confidence, abs=1e-4)
        (inside,) = case.connection.execute(
            "SELECT (SELECT count(*) FROM attributions WHERE parent = ?)"
            " + (SELECT count(*) FROM supports WHERE citation = ?)"
            " + (SELECT count(*) FROM moments WHERE time = ? AND part = 'said')",
            (id, id, id),
        ).fetchone()
        assert reading.reach == 1 + inside


def test_a_second_reading_of_the_folder_leaves_the_queue_as_it_was(case_path):
    from testimonia.cli import main

    def rows():
        with open_case(case_path) as case:
            return case.query("SELECT * FROM doubts ORDER BY target")

    before = rows()
    main(["read", "examples/marsa-zayn", "-o", str(case_path), "--again"], standalone_mode=False)
    assert rows() == before


def test_the_queue_is_narrowed_to_a_layer_and_to_a_document(case):
    assert {reading.card.layer for reading in everything(case, review.Asked(layer="time"))} == {"time"}
    document = case.documents()[0]
    of_it = everything(case, review.Asked(document=document.id[:16]))
    assert of_it
    assert {reading.card.document.id for reading in of_it} == {document.id}


def test_a_decision_leaves_the_queue_and_its_undo_brings_it_back(client, post, case):
    first = everything(case)[0].card
    answer = post("/review/decide", action="accept", target=first.id, seen="0", next="queue")
    assert answer.status_code == 303
    page = client.get(answer.headers["location"]).text
    assert f'value="{first.id}"' not in page
    decision = re.search(r'name="decision" value="(decision:\w+)"', page)[1]
    with open_case(case.path) as now:
        assert first.id not in {reading.card.id for reading in everything(now)}
    assert post("/review/undo", decision=decision).status_code == 303
    with open_case(case.path) as now:
        assert everything(now)[0].card.id == first.id
        assert [entry.undone for entry in review_log.log(now, review_log.Asked(), size=9)] == [False, True]


def test_a_correction_changes_one_field_only(post, case):
    target = case.query("SELECT id FROM attributions WHERE kind = 'direct' LIMIT 1")[0]["id"]
    post(
        "/review/decide", action="correct", target=target, field_speaker="Somebody Else", was_speaker="x",
        field_kind="direct", was_kind="direct",
    )  # fmt: skip
    with open_case(case.path) as now:
        assert now.standing[target].corrections == {"speaker": "Somebody Else"}


def test_what_was_decided_meanwhile_is_shown_and_nothing_written(post, case):
    target = everything(case)[0].card.id
    post("/review/decide", action="accept", target=target, seen="0")
    answer = post("/review/decide", action="reject", target=target, seen="0")
    assert answer.status_code == 409
    assert "decided about in the meantime" in answer.text
    assert "accepted" in answer.text
    with open_case(case.path) as now:
        assert [decision.action for decision in now.decisions()] == ["accept"]


def of_a_kind(case):
    """A statement that others are like, and those others."""
    for reading in everything(case, review.Asked(layer="attribution")):
        ids, more = review.like(case, reading.card.id)
        if len(ids) > 1:
            assert not more
            return reading.card.id, ids
    raise AssertionError("no two statements of the examples are alike")


def test_alike_are_readings_of_the_same_reason_and_cue_or_actor_pair(case):
    model, ids = of_a_kind(case)

    def facts(id):
        return case.query(
            "SELECT why, (SELECT text FROM spans WHERE annotation = a.id AND role = 'cue' LIMIT 1) AS cue,"
            " (SELECT name FROM speakers WHERE attribution = a.id AND ordinal = 0) AS speaker,"
            " (SELECT name FROM attribution_outlets WHERE attribution = a.id AND ordinal = 0) AS outlet"
            " FROM attributions AS a WHERE id = ?",
            id,
        )[0]

    of_model = facts(model)
    for id in ids:
        other = facts(id)
        assert other["why"] == of_model["why"]
        pair = (other["speaker"], other["outlet"]) == (of_model["speaker"], of_model["outlet"])
        assert other["cue"] == of_model["cue"] or pair


def test_more_of_the_same_are_shown_then_decided_in_one_step_and_undone_in_one(client, post, case):
    model, ids = of_a_kind(case)
    answer = post("/review/decide", action="reject", target=model, seen="0")
    page = client.get(answer.headers["location"]).text
    assert f"{len(ids)} more like this: apply?" in page
    listed = client.get(f"/review/like?target={model}").text
    assert re.findall(r'name="target" value="([^"]+)" checked', listed) == ids
    chosen = ids[1:]
    answer = post("/review/like", model=model, target=chosen, **{f"seen-{id}": "0" for id in chosen})
    assert answer.status_code == 303
    with open_case(case.path) as now:
        assert all(now.rejected(id) for id in (model, *chosen))
        assert not now.rejected(ids[0])
        batch = review_log.log(now, review_log.Asked(), size=1)[0].batch
    assert post("/review/undo", batch=batch).status_code == 303
    with open_case(case.path) as now:
        assert [id for id in (model, *ids) if now.rejected(id)] == [model]
    assert post("/review/undo", batch=batch).status_code == 422


def test_a_batch_is_whole_or_not_there(case_path, case):
    _, ids = of_a_kind(case)
    with open_case(case_path, write=True) as first:
        decide(first, "accept", ids[-1], by="another")
    with open_case(case_path, write=True) as second, pytest.raises(DecidedMeanwhile):
        decide_alike(second, "reject", dict.fromkeys(ids, 0), by="x")
    assert [decision.by for decision in case.decisions()] == ["another"]


def test_a_correction_of_many_is_taken_back_to_what_was_read(case_path, case):
    _, ids = of_a_kind(case)
    query = "SELECT attribution, ordinal, read, name FROM speakers ORDER BY attribution, ordinal"
    before = case.query(query)
    with open_case(case_path, write=True) as own:
        made = decide_alike(own, "correct", dict.fromkeys(ids, 0), by="x", values={"speaker": "A; B"})
        assert own.query(query) != before
        undo_batch(own, re.search(r"batch:\w+", made[0].value)[0], by="x")
        assert own.query(query) == before


def test_rows_are_not_taken_back_alike_which_would_let_every_rejected_row_stand(case_path, case):
    _, ids = of_a_kind(case)
    with open_case(case_path, write=True) as own:
        decide_alike(own, "reject", dict.fromkeys(ids, 0), by="x")
        rejected, log = own.query("SELECT target FROM rejected"), own.query("SELECT id FROM decisions")
        with pytest.raises(DecisionRefused, match="by their own ids"):
            decide_alike(own, "undo", dict.fromkeys(ids), by="x")
        assert own.query("SELECT target FROM rejected") == rejected
        assert own.query("SELECT id FROM decisions") == log


def test_the_command_line_takes_a_batch_back(case_path, case):
    from testimonia.cli import main

    _, ids = of_a_kind(case)
    with open_case(case_path, write=True) as own:
        made = decide_alike(own, "reject", dict.fromkeys(ids, 0), by="x")
    batch = re.search(r"batch:\w+", made[0].value)[0]
    main(["decide", str(case_path), "undo", batch[:12]], standalone_mode=False)
    with open_case(case_path) as now:
        assert not any(now.rejected(id) for id in ids)


def test_a_speaker_is_merged_into_another_actor(client, post, case):
    rows = case.query(
        "SELECT a.id, a.name, s.attribution FROM actors AS a JOIN speakers AS s ON s.name = a.name"
        " AND s.ordinal = 0 GROUP BY a.id ORDER BY count(*) LIMIT 2"
    )
    small, into = rows[0], rows[1]
    assert post("/review/merge", target=small["id"], into="nobody of that name").status_code == 422
    assert post("/review/merge", target=small["id"], into=into["name"]).status_code == 303
    with open_case(case.path) as now:
        assert now.query("SELECT 1 FROM actors WHERE id = ?", small["id"]) == []
        name = now.query("SELECT name FROM speakers WHERE attribution = ?", small["attribution"])[0]["name"]
        assert name == into["name"]
    log = client.get("/review/log").text
    assert f"merged into {into['name']}" in log
    post("/review/undo", decision=re.search(r'name="decision" value="([^"]+)"', log)[1])
    with open_case(case.path) as now:
        assert now.query("SELECT name FROM actors WHERE id = ?", small["id"]) == [{"name": small["name"]}]


def test_the_log_tells_who_what_and_when_and_is_narrowed(client, case_path, case):
    target = everything(case)[0].card.id
    with open_case(case_path, write=True) as own:
        decide(own, "accept", target, by="Mara")
        decide(own, "reject", target, by="Ilan", note="no statement")
    log = client.get("/review/log").text
    assert log.index("Ilan") < log.index("accepted")
    assert "no statement" in log
    assert "<b>rejected</b>" not in client.get("/review/log?by=Mara").text
    assert "<b>accepted</b>" not in client.get("/review/log?action=reject").text


def test_the_log_is_paged(client, case_path, case):
    ids = [reading.card.id for reading in everything(case)[:70]]
    with open_case(case_path, write=True) as own:
        decide_alike(own, "accept", dict.fromkeys(ids, 0), by="x")
    first = client.get("/review/log").text
    second = client.get(re.search(r'rel="next" href="([^"]+)"', first)[1]).text
    assert first.count('<td class="at">') + second.count('<td class="at">') == 70


def test_a_case_for_reading_only_shows_the_queue_without_forms(case_path):
    client = client_of(case_path, read_only=True)
    for address in ("/review", "/review/log"):
        page = client.get(address)
        assert page.status_code == 200
        assert 'method="post"' not in page.text


@pytest.mark.parametrize("path", ["decide", "like", "merge", "undo"])
def test_a_form_from_another_site_decides_nothing(client, token, case, path):
    target = everything(case)[0].card.id
    answer = client.post(
        f"/review/{path}",
        data={"token": token, "action": "accept", "target": target},
        headers={"Origin": "http://evil.example"},
    )
    assert answer.status_code == 403
    assert case.decisions() == []


@pytest.mark.browser
def test_keys_alone_accept_reject_correct_and_undo(open_page, case):
    first, second, third = (
        reading.card.id for reading in everything(case, review.Asked(layer="attribution"))[:3]
    )
    page = open_page("/review?layer=attribution")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("a")
    assert page.evaluate("document.activeElement.id") == review.anchor(second)
    with page.expect_navigation():
        page.keyboard.press("r")
    assert page.evaluate("document.activeElement.id") == review.anchor(third)
    page.keyboard.press("e")
    page.keyboard.type("Somebody Else")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with open_case(case.path) as now:
        assert [(d.action, d.target) for d in now.decisions()] == [
            ("accept", first), ("reject", second), ("correct", third)
        ]  # fmt: skip
        assert now.standing[third].corrections == {"speaker": "Somebody Else"}
    with page.expect_navigation():
        page.keyboard.press("u")
    with open_case(case.path) as now:
        assert third not in now.standing
    assert page.seen.faults == []
    assert page.seen.elsewhere == []


@pytest.mark.browser
def test_a_speaker_is_merged_and_parted_again_by_keys(open_page, case):
    page = open_page("/review?layer=attribution")
    here = "document.activeElement.querySelector('.merge') !== null"
    for _ in range(15):
        page.keyboard.press("j")
        if page.evaluate(here):
            break
    page.keyboard.press("m")
    (into,) = case.query(
        "SELECT id, name FROM actors WHERE name <> ? AND type = 'person' ORDER BY number LIMIT 1",
        page.evaluate("document.activeElement.closest('form').querySelector('bdi').textContent"),
    )
    page.keyboard.type(into["name"])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert f"merged into {into['name']}" in page.inner_text(".done")
    with open_case(case.path) as now:
        (decision,) = now.decisions()
        assert now.query("SELECT 1 FROM actors WHERE id = ?", decision.target) == []
    with page.expect_navigation():
        page.keyboard.press("u")
    with open_case(case.path) as now:
        assert now.query("SELECT count(*) AS n FROM actors WHERE id = ?", decision.target) == [{"n": 1}]
    assert page.seen.faults == []


@pytest.mark.browser
def test_without_scripts_the_queue_decides(open_page, case):
    page = open_page("/review", java_script_enabled=False)
    target = everything(case)[0].card
    page.click(f"#{review.anchor(target.id)} button[value=reject]")
    assert page.inner_text(".done b") == "rejected"
    page.click(".done button")
    with open_case(case.path) as now:
        assert [decision.action for decision in now.decisions()] == ["reject", "undo"]
        assert now.standing == {}


# The second reader ----------------------------------------------------------------------------------------


def test_the_second_reader_does_not_see_what_the_first_decided(client, post, case):
    target = case.query("SELECT id FROM attributions WHERE kind = 'direct' LIMIT 1")[0]["id"]
    post("/review/decide", action="correct", target=target, field_speaker="Xyzzy Quux", note="plugh")
    assert "Xyzzy" in client.get(f"/card/{target}").text
    page = client.get("/review/second?reader=another").text
    assert f'name="target" value="{target}"' in page
    for word in ("Xyzzy", "plugh", ">corrected<"):
        assert word not in page
    assert "Nothing is left to read" in client.get("/review/second?reader=reader").text


def test_two_readers_are_compared_and_what_differs_is_settled(client, post, case):
    ids = [reading.card.id for reading in everything(case, review.Asked(layer="attribution"))[:4]]
    for id in ids[:3]:
        post("/review/decide", action="accept", target=id)
    post("/review/decide", action="reject", target=ids[3])
    for id, action in zip(ids, ("accept", "accept", "reject", "reject"), strict=True):
        assert post("/review/second/decide", reader="another", target=id, action=action).status_code == 303
    again = post("/review/second/decide", reader="another", target=ids[0], action="accept")
    assert again.status_code == 422
    page = client.get("/review/agreement?reader=another").text
    row = re.search(r"<tr><td>Kept or rejected</td>(.*?)</tr>", page)[1]
    assert re.findall(r">([\d.]+)<", row) == ["4", "3", "0.750", "0.500", "0.533"]
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    answer = post("/review/second/settle", reader="another", target=ids[2], whose="second", seen=seen)
    assert answer.status_code == 303
    answer = post("/review/second/settle", reader="another", target=ids[2], whose="first", seen=seen)
    assert answer.status_code == 409
    with open_case(case.path) as now:
        assert now.rejected(ids[2])
    assert "settled" in client.get("/review/agreement?reader=another").text


@pytest.mark.browser
def test_the_page_of_agreement_is_accessible_and_fits_a_phone(open_page, axe, case_path, case):
    from testimonia.case.opinions import give_opinion

    ids = [reading.card.id for reading in everything(case)[:6]]
    with open_case(case_path, write=True) as own:
        decide_alike(own, "accept", dict.fromkeys(ids, 0), by="first")
        for id in ids[::2]:
            give_opinion(own, "reject", id, by="another")
    page = open_page("/review/agreement?reader=another")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.seen.faults == []


# Attacks --------------------------------------------------------------------------------------------------

EVIL = "<script>window.ran=1</script><img src=x onerror=ran=1>\"'"
INJECTIONS = ["' OR 1=1 --", "'; DROP TABLE decisions; --", "%' --", "\x00", "🧨" * 50, "1e999"]


def test_markup_in_names_notes_and_corrections_is_shown_as_words(client, case_path, case):
    from testimonia.case.opinions import give_opinion

    model, ids = of_a_kind(case)
    with open_case(case_path, write=True) as own:
        decide(own, "correct", model, by=EVIL, values={"speaker": EVIL, "outlets": EVIL}, note=EVIL)
        decide(own, "reject", ids[0], by=EVIL, note=EVIL)
        give_opinion(own, "correct", model, by=EVIL[:80], values={"speaker": EVIL}, note=EVIL)
        give_opinion(own, "accept", ids[0], by=EVIL[:80])
        actor = own.query("SELECT id FROM actors LIMIT 1")[0]["id"]
        decide(own, "correct", actor, by="x", values={"name": EVIL})
    for address, params in (
        ("/review", {}),
        ("/review/log", {}),
        ("/review/log", {"by": EVIL}),
        ("/review/like", {"target": model}),
        ("/review/second", {"reader": "another"}),
        ("/review/second", {"reader": EVIL}),
        ("/review/agreement", {"reader": EVIL[:80]}),
        (f"/card/{model}", {}),
    ):
        answer = client.get(address, params=params)
        assert answer.status_code == 200, address
        assert "<script>window" not in answer.text, address
        assert "<img" not in answer.text, address
    assert "&lt;script&gt;" in client.get("/review/log").text


@pytest.mark.parametrize("path", ["decide", "like", "merge", "undo", "second/decide", "second/settle"])
def test_sql_in_a_field_of_a_form_is_only_words(post, case, path):
    before = case.counts()
    for value in INJECTIONS:
        fields = dict.fromkeys(
            ("target", "action", "model", "into", "decision", "batch", "reader", "whose", "seen", "note"),
            value,
        )
        assert post(f"/review/{path}", **fields).status_code in (404, 422)
    assert case.counts() == before
    with open_case(case.path) as now:
        assert now.decisions() == []


def test_letters_that_a_damaged_file_holds_are_reviewed_too(tmp_path):
    odd = "Mara \udcff Teel"
    text = f"{odd} said that the mole \udcff is shut. {odd} said that the fleet \udcff has left."
    id = document_id(text)
    document = Document(
        id=id, name="odd.txt", path="odd.txt", text=text, raw_sha256="0" * 64, raw_bytes=1,
        media_type="text/plain", extractor="plain", extractor_version="1",
    )  # fmt: skip
    spans = [(text.index("the mole"), text.index(" shut")), (text.index("the fleet"), len(text) - 1)]
    rows = tuple(
        Attribution(
            id=annotation_id(id, "attribution", [span]), document=id, content=(span,), speaker=(odd,),
            confidence=0.5, why=f"because {odd}",
        )
        for span in spans
    )  # fmt: skip
    path = tmp_path / "odd.case"
    connection = open_for_writing(path)
    begin_source(connection, "odd.txt", None, "r")
    about = Annotations(document=id, metadata=Metadata(document=id), attributions=rows)
    store_document(connection, document, about, "test")
    link_file(connection, "odd.txt", 0, document)
    finish_source(connection, "odd.txt", 1)
    connection.close()
    with open_case(path, write=True) as case:
        decide(case, "accept", rows[0].id, by="x")
        assert review.like(case, rows[0].id) == ([rows[1].id], False)
    client = client_of(path)
    for address in ("/review", f"/review/like?target={rows[0].id}", "/review/log", "/review/second?reader=y"):
        assert client.get(address).status_code == 200, address
