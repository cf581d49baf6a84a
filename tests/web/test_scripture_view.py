"""Scripture: quotations beside their text, two sides joined, narrowed, paged, decided about, taken away."""

import csv
import io
import json
import re
from collections import Counter

import pytest
from web_clients import client_of

from testimonia import pipeline
from testimonia.case import open_case
from testimonia.case.deciding import decide
from testimonia.case.file import open_for_writing
from testimonia.case.notices import Notice, keep_notices
from testimonia.case.store import begin_source, finish_source, link_file, store_document
from testimonia.finding import scripture as finding
from testimonia.finding.scripture_files import ScriptureText
from testimonia.finding.scripture_library import Library
from testimonia.language.doc import Doc
from testimonia.model import (
    Annotations,
    Difference,
    Document,
    Metadata,
    Scripture,
    annotation_id,
    document_id,
)
from testimonia.web.queries import quotations, scripture

TEXTS = Library(
    [
        ScriptureText(
            name="a few verses",
            work="quran",
            language="ar",
            verses=(
                ("94:5", "فإن مع العسر يسرا"),
                ("94:6", "إن مع العسر يسرا"),
                ("61:3", "كبر مقتا عند الله أن تقولوا ما لا تفعلون"),
            ),
        ),
        ScriptureText(
            name="one rendering",
            work="quran",
            language="en",
            verses=(
                ("94:6", "Surely with hardship [comes] ease."),
                ("61:3", "Hateful to Allah that you say what you do not do."),
            ),
        ),
    ]
)
PARTS = {
    "pair": "﴿إن مع العسر يسرا﴾\n\n“Surely with hardship ease.”\n\n(Ash-Sharh: 6)",
    "lost": "😀 قال تعالى: ﴿كبر مقتا عند الله أن تقولوا ما تفعلون﴾ [الصف: 3]",
    "part": "قال تعالى: «عند الله أن تقولوا»",
    "garbled": "قال تعالى: ﴿إن مع العسر يسزا﴾ [الشرح: 6]",
    "elsewhere": "قال تعالى: ﴿كبر مقتا عند الله أن تقولوا ما لا تفعلون﴾ [الشرح: 6]",
    "other words": "They wrote “Truly relief accompanies every difficulty” [Ash-Sharh: 6].",
}
NOTICES = [Notice(name=text.name, notice=f"Licence of {text.name}: CC BY") for text in TEXTS.texts]


def write_case(path, documents, notices=NOTICES):
    """Write a case of documents, each a name, a text and its quotations."""
    connection = open_for_writing(path)
    for name, text, found, checks in documents:
        id = document_id(text)
        document = Document(
            id=id, name=name, path=name, text=text, raw_sha256="0" * 64, raw_bytes=1, media_type="text/plain",
            extractor="x", extractor_version="1",
        )  # fmt: skip
        about = Metadata(document=id, title=name)
        begin_source(connection, id, None, "r")
        store_document(
            connection,
            document,
            Annotations(document=id, metadata=about, scripture=tuple(found), checks=tuple(checks)),
            "test",
        )
        link_file(connection, id, 0, document)
        finish_source(connection, id, 1)
    keep_notices(connection, notices)
    connection.close()
    return path


@pytest.fixture
def quoting(tmp_path):
    """A case of one document for each part, read with a few verses at hand."""
    documents = []
    for name, text in PARTS.items():
        doc = Doc(text, document_id(text))
        found = finding.find(doc, TEXTS)
        documents.append((name, text, found, finding.checks(doc, found)))
    return write_case(tmp_path / "quoting.case", documents)


@pytest.fixture
def reader(quoting):
    return client_of(quoting)


def listed(client, query=""):
    return [json.loads(line) for line in client.get(f"/s.jsonl?{query}").text.splitlines()]


def of(client, name):
    return [row for row in listed(client) if row["document"] == name]


def shown(client, name):
    return client.get(f"/s/{of(client, name)[0]['id'].partition(':')[2]}").text


def test_every_quotation_is_listed_with_its_characters(reader, quoting):
    rows = listed(reader)
    with open_case(quoting) as case:
        assert {row["id"] for row in rows} == {row["id"] for row in case.query("SELECT id FROM scripture")}
        numbers = {entry.id: entry.number for entry in case.documents()}
        for row in rows:
            assert case.text(numbers[row["document_id"]])[row["start"] : row["end"]] == row["words"]
    assert {row["verdict"] for row in rows} >= {"exact", "variant", "corrupted", "unverified"}


def test_a_verse_and_its_translation_are_one_entry_of_two_sides(reader, quoting):
    html = reader.get("/s?document=pair").text
    assert html.count('<div class="sides two">') == 1
    assert html.count('class="quoted-side"') == 2
    assert html.count('dir="rtl"') >= 1
    assert 'lang="en" dir="ltr"' in html
    arabic, english = of(reader, "pair")
    assert (arabic["language"], english["language"]) == ("ar", "en")
    for row in (arabic, english):
        page = reader.get(f"/s/{row['id'][10:]}").text
        assert page.count('class="quoted-side"') == 2
        assert f'data-card="{row["id"]}"' in page
        assert row["reference"] == "quran 94:6"
    alone = reader.get("/s?document=pair&language=en").text
    assert alone.count("<li id=") == 1
    assert alone.count('class="quoted-side"') == 2
    assert [row["id"] for row in listed(reader, "document=pair&language=en")] == [english["id"]]


def test_a_lost_negation_is_named_and_marked_on_both_sides(reader):
    html = shown(reader, "lost")
    assert "<b>negation lost</b>: nothing quoted, in the text" in html
    assert html.count('<mark class="d-negation_lost') == 2
    assert re.search(r'<mark class="d-negation_lost"[^>]*>لا</mark>', html)


def test_what_stands_before_and_after_a_part_is_shown_and_told(reader):
    html = shown(reader, "part")
    assert '<span class="unquoted">كبر مقتا</span>' in html
    assert '<span class="unquoted">ما لا تفعلون</span>' in html
    assert "The middle of the verse is quoted; 2 words before it and 3 words after it not." in html


def test_garbled_letters_have_their_repair_and_another_place_its_name(reader):
    assert '<bdi class="words" lang="ar">إن مع العسر يسرا</bdi>' in shown(reader, "garbled")
    html = shown(reader, "elsewhere")
    assert "the words stand in <bdi>Qur’an 61:3</bdi>" in html


def test_the_notice_stands_wherever_words_of_a_text_stand(reader):
    for html in (shown(reader, "part"), reader.get("/s?document=lost").text):
        assert "Licence of a few verses: CC BY" in html
    compared = [row for row in listed(reader) if row["compared_with"] and row["verdict"] != "unverified"]
    assert compared
    assert all(row["notice"] == f"Licence of {row['compared_with']}: CC BY" for row in compared)


def test_words_of_another_translation_are_not_set_beside_a_text(reader):
    html = shown(reader, "other words")
    assert "Not compared" in html
    assert 'class="as-printed"' not in html


def test_facets_asked_for_and_left_out_part_the_list(reader, quoting):
    with open_case(quoting) as case:
        facets = scripture.counts_of(case, scripture.Asked()).facets
    assert set(facets) == set(scripture.FACETS)
    for facet, rows in facets.items():
        assert rows
        for value, count in rows:
            those = [row["id"] for row in listed(reader, f"{facet}={value}")]
            others = [row["id"] for row in listed(reader, f"not-{facet}={value}")]
            assert len(those) == count
            assert sorted(those + others) == sorted(row["id"] for row in listed(reader))


def test_a_reference_is_found_at_its_own_and_at_its_true_place(reader):
    assert {row["document"] for row in listed(reader, "ref=61:3")} == {"lost", "part", "elsewhere"}


@pytest.mark.parametrize("query", ["", "verdict=exact", "not-verdict=exact", "language=ar"])
def test_pages_there_and_back_show_every_entry_once(quoting, query):
    asked = scripture.asked_by([tuple(pair.split("=")) for pair in [query] if pair])
    with open_case(quoting) as case:
        there, page = [], scripture.page_of(case, asked, size=2)
        while True:
            there.append(page)
            if not page.later:
                break
            page = scripture.page_of(case, asked, size=2, after=page.keys[-1])
        ids = [id for page in there for id in page.ids]
        back = [page]
        while page.earlier:
            page = scripture.page_of(case, asked, size=2, before=page.keys[0])
            back.append(page)
        assert [id for page in reversed(back) for id in page.ids] == ids
        entries = quotations.quotations(case, ids)
        sides = [side.record.id for entry in entries for side in entry.sides]
        assert len(set(sides)) == len(sides)
        assert {id for some in scripture.every(case, asked) for id in some} <= set(sides)


def test_a_page_is_found_by_an_index(quoting):
    with open_case(quoting) as case:
        plan = case.query(
            "EXPLAIN QUERY PLAN SELECT s.id FROM scripture AS s"
            " WHERE s.id NOT IN (SELECT target FROM rejected)"
            " AND NOT EXISTS (SELECT 1 FROM scripture AS p WHERE p.id = s.partner AND p.rowid < s.rowid)"
            " AND (s.document, s.rowid) > (3, 1) ORDER BY s.document, s.rowid LIMIT 5"
        )
    told = " ".join(row["detail"] for row in plan)
    assert "scripture_document" in told
    assert "USE TEMP B-TREE FOR ORDER BY" not in told


def test_a_corrected_verdict_is_the_one_that_is_listed_and_counted(reader, quoting):
    (row,) = of(reader, "garbled")
    before = len(listed(reader, "verdict=corrupted"))
    with open_case(quoting, write=True) as case:
        decide(case, "correct", row["id"], by="R", values={"verdict": "variant"})
    with open_case(quoting) as case:
        counts = scripture.counts_of(case, scripture.Asked())
    assert (
        dict(counts.facets["verdict"]).get("corrupted", 0)
        == before - 1
        == len(listed(reader, "verdict=corrupted"))
    )
    assert row["id"] in {found["id"] for found in listed(reader, "verdict=variant")}
    assert [found["id"] for found in listed(reader, "state=corrected")] == [row["id"]]


@pytest.mark.parametrize("query", ["", "language=ar", "verdict=corrupted", "not-differs=gloss", "ref=61:3"])
@pytest.mark.parametrize("state", scripture.STATES)
def test_counts_are_those_of_the_rows_whatever_was_decided(reader, quoting, state, query):
    rows = listed(reader)
    with open_case(quoting, write=True) as case:
        decide(case, "accept", rows[0]["id"], by="R")
        decide(case, "reject", rows[2]["id"], by="R")
        decide(case, "correct", rows[3]["id"], by="R", values={"verdict": "corrupted"})
        decide(case, "correct", rows[4]["id"], by="R", values={"verdict": "variant"})
        decide(case, "undo", case.decisions()[-1].id, by="R")
    pairs = [tuple(query.split("="))] if query else []
    with open_case(quoting) as case:
        counts = scripture.counts_of(case, scripture.asked_by([("state", state), *pairs]))
    found = listed(reader, f"state={state}&{query}")
    assert counts.states[state] == len(found)
    for facet in ("verdict", "work", "language", "document"):
        assert dict(counts.facets[facet]) == Counter(row[facet] for row in found)
    for other in scripture.STATES:
        assert counts.states[other] == len(listed(reader, f"state={other}&{query}"))


def test_a_rejected_side_leaves_the_list_and_its_partner_stays(reader, quoting):
    arabic, english = of(reader, "pair")
    with open_case(quoting, write=True) as case:
        decide(case, "reject", arabic["id"], by="R", note="a motto")
    assert [row["id"] for row in of(reader, "pair")] == [english["id"]]
    assert reader.get("/s?document=pair").text.count('class="quoted-side"') == 1
    assert [row["id"] for row in listed(reader, "state=rejected")] == [arabic["id"]]
    with open_case(quoting, write=True) as case:
        decide(case, "undo", case.decisions()[0].id, by="R")
    assert len(of(reader, "pair")) == 2


def test_the_first_page_counts_what_departs_and_leads_to_it(reader, quoting):
    html = reader.get("/").text
    address, number = re.search(r'href="(/s\?[^"]+)"><b>(\d+)</b>', html).groups()
    rows = listed(reader, address.partition("?")[2].replace("&amp;", "&"))
    assert len(rows) == int(number) > 0
    with open_case(quoting, write=True) as case:
        decide(case, "accept", rows[0]["id"], by="R")
    assert len(listed(reader, address.partition("?")[2].replace("&amp;", "&"))) == int(number) - 1


def test_card_and_reader_lead_to_the_quotation(reader):
    (row,) = of(reader, "lost")
    digits = row["id"].partition(":")[2]
    assert f'href="/s/{digits}"' in reader.get(f"/card/{row['id']}").text
    assert 'href="/s?document=lost"' in reader.get(f"/d/{row['document_id'][:16]}").text
    link = re.search(r'class="to" href="([^"]+)"', shown(reader, "lost"))[1].replace("&amp;", "&")
    place, _, fragment = link.partition("#")
    assert f'id="{fragment}"' in reader.get(place).text


def test_what_the_checks_say_stands_beside_the_quotation(reader):
    assert "scripture negation lost" in shown(reader, "lost")


def test_decisions_outlive_a_new_reading(case_path):
    with open_case(case_path, write=True) as case:
        id = case.query("SELECT id FROM scripture WHERE work = 'quran' ORDER BY id")[0]["id"]
        decide(case, "accept", id, by="R", note="seen in print")
    pipeline.read(["examples/marsa-zayn"], case_path, again=True, passages=False)
    assert [row["id"] for row in listed(client_of(case_path), "state=accepted")] == [id]


def test_csv_and_json_lines_hold_the_same_rows(reader):
    answer = reader.get("/s.csv")
    assert 'filename="scripture.csv"' in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["id"] for row in rows] == [row["id"] for row in listed(reader)]
    assert "negation_lost: — / لا" in [row["differs"] for row in rows]


@pytest.mark.parametrize("id", ["0000", "scripture:0000", "..%2f..%2fetc%2fpasswd", "' OR 1=1 --", "%00"])
def test_what_is_not_there_is_not_found(client, id):
    assert client.get(f"/s/{id}").status_code == 404


def test_markup_in_any_field_is_shown_as_words(tmp_path):
    evil = "<script>window.ran=1</script><img src=x onerror=ran=1>\"'"
    text = f"{evil} one verse {evil}"
    document, span = document_id(text), (0, len(evil))
    row = Scripture(
        id=annotation_id(document, "scripture", [span]), document=document, span=span, work="quran",
        language=evil, reference_written=evil, reference=f"quran {evil}", true_reference=evil,
        verdict="corrupted",
        differences=(Difference(kind="wording", span=(2, 9), found=evil, expected=evil),),
        before=evil, after=evil, text_name=evil, transmitters=(evil,), repair=evil, why=evil,
    )  # fmt: skip
    name = evil.replace("/", "_")
    path = write_case(
        tmp_path / "hostile.case", [(name, text, [row], [])], [Notice(name=evil, notice=f"© {evil}")]
    )
    with open_case(path, write=True) as case:
        decide(case, "note", row.id, by=evil, note=evil)
    client = client_of(path)
    for address in ("/s", f"/s?ref={evil}", f"/s/{row.id[10:]}", f"/card/{row.id}", f"/d/{document}"):
        html = client.get(address).text
        assert "&lt;script&gt;" in html, address
        assert "<script>window" not in html, address
        assert "<img" not in html, address
    assert client.get("/s.csv").status_code == 200


@pytest.mark.browser
def test_a_quotation_is_corrected_on_its_page(serve, chromium, quoting):
    page = chromium.new_page()
    id = of(client_of(quoting), "lost")[0]["id"]
    page.goto(f"{serve(quoting)}/s/{id.partition(':')[2]}")
    arabic = page.locator(".expected").first
    assert arabic.evaluate("it => getComputedStyle(it).direction") == "rtl"
    page.get_by_text("Correct", exact=True).first.click()
    page.get_by_label("verdict").select_option("variant")
    page.get_by_role("button", name="Correct").click()
    page.locator(".decisions").wait_for()
    with open_case(quoting) as case:
        assert [(d.action, d.target) for d in case.decisions()] == [("correct", id)]
    page.close()


@pytest.mark.browser
def test_without_scripts_a_quotation_is_found_read_and_decided_about(serve, chromium, quoting):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(quoting) + "/s")
    page.get_by_role("link", name="negation lost", exact=True).click()
    page.get_by_role("heading", name="Qur’an 61:3").get_by_role("link").click()
    page.get_by_label("Reason or note").fill("so it stands in print")
    page.get_by_role("button", name="Accept").click()
    with open_case(quoting) as case:
        assert [(d.action, d.note) for d in case.decisions()] == [("accept", "so it stands in print")]
    context.close()


@pytest.mark.browser
def test_a_quotation_is_printed_whole_and_without_its_forms(serve, chromium, quoting):
    page = chromium.new_page()
    id = of(client_of(quoting), "lost")[0]["id"]
    page.goto(f"{serve(quoting)}/s/{id.partition(':')[2]}")
    page.emulate_media(media="print")
    assert page.locator(".expected").is_visible()
    assert page.locator(".notice-of-text").is_visible()
    assert not page.get_by_role("button", name="Accept").is_visible()
    page.close()
