"""Citations: a record that programs of references read, a line to copy, a link that leads to the words."""

import json
import re

import jsonschema
import pytest

from testimonia.web.queries.cite import cite_place

# What csl-data.json of CSL 1.0.2 asks of an item: type and id, no other names than those it knows. Listed are
# the names and types that are used here.
_TYPES = ["article-newspaper", "document", "interview", "pamphlet", "post-weblog"]
_WORDS = ["title", "genre", "archive_location", "URL", "note", "source", "publisher", "language"]
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "type": {"enum": _TYPES},
            "id": {"type": ["string", "number"]},
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["literal"],
                    "properties": {"literal": {"type": "string", "minLength": 1}},
                    "additionalProperties": False,
                },
            },
            "issued": {
                "type": "object",
                "required": ["date-parts"],
                "additionalProperties": False,
                "properties": {
                    "circa": {"type": ["string", "number", "boolean"]},
                    "date-parts": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 2,
                        "items": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": 3,
                            "items": {"type": ["string", "number"]},
                        },
                    },
                },
            },
            "custom": {"type": "object"},
        }
        | {name: {"type": "string"} for name in _WORDS},
    },
}


@pytest.mark.parametrize("layer", ["attributions", "citations", "times", "mentions", "scripture", "checks"])
def test_every_card_has_a_record_of_csl_json(client, case, layer):
    for row in case.query(f"SELECT id FROM {layer} ORDER BY id LIMIT 25"):
        answer = client.get(f"/cite/{row['id']}.json")
        assert answer.headers["content-type"] == "application/vnd.citationstyles.csl+json"
        jsonschema.validate(answer.json(), SCHEMA)
        (item,) = answer.json()
        assert item["id"] == row["id"]


def test_the_link_leads_to_the_card_in_the_text(client, case):
    row = case.query("SELECT id FROM attributions LIMIT 1")[0]
    (item,) = client.get(f"/cite/{row['id']}.json").json()
    address, _, anchor = item["URL"].partition("#")
    html = client.get(address).text
    assert f'id="{anchor}"' in html
    assert f'data-card="{row["id"]}"' in html


def test_the_words_are_those_at_the_place(client, case):
    numbers = {entry.id: entry.number for entry in case.documents()}
    for row in case.query("SELECT id FROM times LIMIT 20"):
        custom = client.get(f"/cite/{row['id']}.json").json()[0]["custom"]
        text = case.text(numbers[custom["document_sha256"]])
        assert " ".join(text[custom["start"] : custom["end"]].split()) == custom["words"]


def test_a_selection_can_be_cited(client, case):
    entry = next(entry for entry in case.documents() if entry.name == "13-liwa-statement.docx")
    text = case.text(entry.number)
    found = cite_place(case, entry.id, 10, 40, "http://localhost/")
    assert " ".join(text[10:40].split()) in found.line
    assert entry.id[:16] in found.line
    (item,) = client.get(f"/cite/{entry.id[:16]}:10-40.json").json()
    jsonschema.validate([item], SCHEMA)
    assert item["URL"].endswith(f"/d/{entry.id[:16]}?c=10-40#c")
    for place in ("40-10", "0-0", f"0-{len(text) + 1}", "0-999999999"):
        assert client.get(f"/cite/{entry.id[:16]}:{place}").status_code == 404


def test_a_person_who_decided_stands_in_the_citation(send, client, case):
    target = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
    send(action="accept", target=target)
    assert "accepted by reader" in client.get(f"/cite/{target}.json").json()[0]["note"]


@pytest.mark.parametrize("id", ["x", "attribution:0", "..%2f..%2fetc", "' OR 1=1 --", "%00", "a:1-2.json"])
def test_what_is_not_there_has_no_citation(client, id):
    assert client.get(f"/cite/{id}").status_code == 404
    assert client.get(f"/cite/{id}.json").status_code == 404


def test_a_card_leads_to_its_citation(client, case):
    target = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
    assert f'href="/cite/{target}"' in client.get(f"/card/{target}").text
    html = client.get(f"/cite/{target}", headers={"HX-Request": "true"}).text
    assert html.lstrip().startswith('<section class="cite"')
    shown = re.search(r"<code>(.*?)</code>", html, re.DOTALL)[1]
    assert json.loads(shown.replace("&#34;", '"').replace("&quot;", '"').replace("&amp;", "&"))


@pytest.mark.browser
def test_the_citation_opens_in_the_card_beside_the_text(open_page, case):
    row = case.query(
        "SELECT a.id, substr(d.id, 1, 16) AS document FROM attributions AS a"
        " JOIN documents AS d ON d.number = a.document LIMIT 1"
    )[0]
    page = open_page(f"/d/{row['document']}?card={row['id']}&in=")
    page.get_by_role("link", name="Cite", exact=True).click()
    page.locator("#cite .line").wait_for()
    assert row["id"] in page.locator("#cite .line").inner_text()
    assert page.seen.faults == []
