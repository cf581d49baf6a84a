"""The reader: every mark in its place, the text whole, links to places that hold, cards that decide."""

import html
import re
import time

import pytest
from web_clients import BASE, client_of

from testimonia.case import open_case
from testimonia.case.file import open_for_writing
from testimonia.case.store import begin_source, finish_source, link_file, store_document
from testimonia.model import Annotations, Attribution, Document, Metadata, annotation_id, document_id

ODD = "😀 Mara Teel said: “the mole 🧨 is closed”.\nقَالَ البَحَّارَةُ: «لَن نَترُكَ الرَّصيف» 😀 end.\n"


def of_text(path, text, spans):
    """A case of one text in which these spans are statements."""
    id = document_id(text)
    document = Document(
        id=id, name="odd.txt", path="odd.txt", text=text, raw_sha256="0" * 64, raw_bytes=1,
        media_type="text/plain", extractor="plain", extractor_version="1",
    )  # fmt: skip
    rows = tuple(
        Attribution(
            id=annotation_id(id, "attribution", [span]), document=id, content=(span,), speaker=("Mara Teel",)
        )
        for span in spans
    )
    found = Annotations(document=id, metadata=Metadata(document=id), attributions=rows)
    connection = open_for_writing(path)
    begin_source(connection, "odd.txt", None, "r")
    store_document(connection, document, found, "test")
    link_file(connection, "odd.txt", 0, document)
    finish_source(connection, "odd.txt", 1)
    connection.close()
    return id[:16], rows


def words(page):
    """The words of a page's lines, without the numbers of statements."""
    lines = re.findall(r"<p dir=\"auto\"[^>]*data-s=\"(\d+)\">(.*?)</p>", page, re.DOTALL)
    return {
        int(start): html.unescape(re.sub(r"<a class=\"n\".*?</a>|<[^>]+>", "", line)) for start, line in lines
    }


def test_the_text_stands_whole_and_every_line_knows_its_place(client, case):
    for entry in case.documents():
        text = case.text(entry.number)
        lines = words(client.get(f"/d/{entry.id[:16]}").text)
        assert lines
        for start, line in lines.items():
            assert text[start : start + len(line)] == line


def test_a_link_to_a_place_marks_its_code_points(tmp_path):
    id, _ = of_text(tmp_path / "a.case", ODD, [])
    start = ODD.index("البَحَّارَةُ")
    page = client_of(tmp_path / "a.case").get(f"/d/{id}?c={start}-{start + 12}").text
    assert f'<span class="chosen">{ODD[start : start + 12]}</span>' in page


@pytest.mark.browser
def test_a_link_to_a_selection_comes_back_to_it(tmp_path, serve, chromium):
    at = ODD.index("the mole"), ODD.index("”")
    id, _ = of_text(tmp_path / "a.case", ODD, [at])
    base = serve(tmp_path / "a.case")
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{base}/d/{id}")
    page.evaluate(
        """() => { const line = document.querySelectorAll("[data-s]")[1], range = document.createRange();
        const text = line.firstChild; const at = text.data.indexOf("لَن");
        range.setStart(text, at); range.setEnd(text, text.data.indexOf(" end"));
        getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    page.wait_for_selector("#selection:not([hidden])")
    address = page.evaluate("document.querySelector('#selection-link').href")
    start, end = ODD.index("لَن"), ODD.index(" end")
    assert f"c={start}-{end}#c={start}-{end}:" in address
    page.goto("about:blank")
    page.goto(address)
    assert page.inner_text(".chosen") == ODD[start:end]
    assert page.inner_text("#notice") == ""
    page.goto("about:blank")
    page.goto(address[:-8] + "00000000")
    assert "not those" in page.inner_text("#notice")
    context.close()


@pytest.mark.browser
def test_a_click_opens_a_card_and_a_correction_shows_in_said(open_page, case):
    document = next(entry for entry in case.documents() if entry.name == "01-qa-lease.txt")
    page = open_page(f"/d/{document.id[:16]}")
    page.click(".beside a >> nth=0")
    page.wait_for_selector("#card .card")
    page.click("#card summary")
    page.fill("#card input[name=field-speaker]", "Somebody Else")
    page.click("#card button[value=correct]")
    page.wait_for_selector("#card .decisions")
    assert "corrected" in page.inner_text("#card h2")
    page.goto(page.url.partition("/d/")[0] + "/said?speaker=Somebody Else")
    assert page.inner_text("h1 .count") == "1"
    assert page.seen.faults == []
    assert page.seen.elsewhere == []


@pytest.mark.browser
def test_without_scripts_a_card_opens_and_decides(open_page, case):
    document = next(entry for entry in case.documents() if entry.name == "01-qa-lease.txt")
    page = open_page(f"/d/{document.id[:16]}", java_script_enabled=False)
    page.click(".beside a >> nth=0")
    assert page.is_visible("#card .card")
    page.click("#card button[value=accept]")
    assert "accepted" in page.inner_text(".card h2")
    assert [decision.action for decision in case.decisions()] == ["accept"]


@pytest.mark.browser
def test_layers_are_switched_by_keys_and_stay_switched(open_page, case):
    document = next(entry for entry in case.documents() if entry.name == "01-qa-lease.txt")
    page = open_page(f"/d/{document.id[:16]}")
    ground = "getComputedStyle(document.querySelector('.sheet .said')).backgroundImage"
    assert page.evaluate(ground) != "none"
    page.keyboard.press("1")
    assert page.evaluate(ground) == "none"
    assert not page.is_visible(".beside >> nth=0")
    page.reload()
    assert page.evaluate(ground) == "none"


@pytest.mark.browser
def test_the_keyboard_alone_reaches_a_card_and_decides(open_page, case):
    document = next(entry for entry in case.documents() if entry.name == "01-qa-lease.txt")
    page = open_page(f"/d/{document.id[:16]}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.focus(".beside a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector("#card .card")
    assert page.evaluate("document.activeElement.id") == "card"
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "reject":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("#card .decisions")
    assert [decision.action for decision in case.decisions()] == ["reject"]


@pytest.mark.browser
def test_the_enter_key_in_the_field_of_a_note_only_notes(open_page, case):
    target = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
    page = open_page(f"/card/{target}")
    page.fill(".note-line input", "to be looked at")
    page.keyboard.press("Enter")
    page.wait_for_selector(".decisions")
    assert [(decision.action, decision.note) for decision in case.decisions()] == [
        ("note", "to be looked at")
    ]


def test_next_and_previous_walk_the_list_one_came_from(client):
    first = re.search(r'href="(/d/[^"]*in=[^"]*)"', client.get("/said?q=mole&order=newest").text)
    address = html.unescape(first[1])
    seen = []
    while address:
        page = client.get(address).text
        seen.append(re.search(r'data-card="([^"]+)"', page)[1])
        found = re.search(r'rel="next" href="(/d/[^"]+)">Next statement', page)
        address = html.unescape(found[1]) if found else None
    listed = [
        line.split('"id": "')[1][:-2]
        for line in client.get("/said.jsonl?q=mole&order=newest").text.splitlines()
    ]
    assert seen == listed


def test_find_marks_both_scripts(tmp_path):
    id, _ = of_text(tmp_path / "a.case", ODD, [])
    client = client_of(tmp_path / "a.case")
    assert "1 place" in client.get(f"/d/{id}?q=الرصيف").text
    assert "1 place" in client.get(f"/d/{id}?q=MOLE").text


def test_a_long_text_is_read_in_parts(tmp_path):
    text = "\n".join(f"line {number} of a very long text" for number in range(20_000))
    id, _ = of_text(tmp_path / "a.case", text, [])
    client = client_of(tmp_path / "a.case")
    shown = {}
    for part in (1, 2, 3, 4):
        shown |= words(client.get(f"/d/{id}?part={part}").text)
    assert "".join(f"{line}\n" for _, line in sorted(shown.items())) == text + "\n"
    goal = text.index("line 19000 ")
    assert 'class="chosen">line 19000<' in client.get(f"/d/{id}?c={goal}-{goal + 10}").text


def cost(path, repeat):
    text = ("Mara said that the mole is closed. " * 5 + "\n") * repeat
    spans = [(at, at + 30) for at in range(0, len(text) - 30, 35)]
    id, _ = of_text(path, text, spans)
    client = client_of(path)
    client.get(f"/d/{id}")
    begun = time.process_time()
    assert client.get(f"/d/{id}").status_code == 200
    return time.process_time() - begun


def test_the_cost_of_a_page_is_linear_in_its_marks(tmp_path):
    assert cost(tmp_path / "b.case", 800) < 14 * cost(
        tmp_path / "a.case", 200
    )  # 4 times, with room for noise


def test_a_rejected_reading_leaves_the_list_and_keeps_its_card(send, client, case):
    target = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
    send(action="reject", target=target, note="a slip")
    assert target not in client.get("/said.jsonl").text
    card = client.get(f"/card/{target}").text
    assert "rejected" in card
    assert "a slip" in card


def test_a_decision_outlives_a_second_reading(send, client, case_path, case):
    from testimonia.cli import main

    target = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
    send(action="correct", target=target, field_speaker="Somebody Else", was_speaker="")
    main(["read", "examples/marsa-zayn", "-o", str(case_path)], standalone_mode=False)
    assert target in client.get("/said.jsonl?speaker=Somebody Else").text


def test_a_field_that_was_not_changed_is_not_decided(send, client, case):
    target = case.query("SELECT id FROM attributions WHERE kind = 'direct' LIMIT 1")[0]["id"]
    send(
        action="correct",
        target=target,
        field_kind="mixed",
        was_kind="direct",
        field_speaker="x",
        was_speaker="x",
    )
    with open_case(case.path) as now:
        assert ['"field":"kind"' in decision.value for decision in now.decisions()] == [True]


def test_what_is_not_there_is_said_to_be_so(client):
    for address in (
        "/d/0123456789abcdef",
        "/card/attribution:0000000000000000",
        "/card/passage:1",
        "/nowhere",
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "There is no such" in answer.text
    assert client.get("/d/x", headers={"Host": BASE}).status_code == 421
