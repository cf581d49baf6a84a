"""Attacks: from other sites, by rebound names, by paths and parameters, from within the documents."""

import base64
import sqlite3
from urllib.parse import quote

import pytest
from web_clients import BASE, client_of

from testimonia.case import open_case
from testimonia.case.file import open_for_writing
from testimonia.case.store import begin_source, finish_source, link_file, store_document
from testimonia.model import Annotations, Attribution, Document, Metadata, annotation_id, document_id

EVIL = "<script>window.ran=1</script><img src=x onerror=ran=1>\"'"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:80",
        "localhost:81",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
    ],
)
def test_a_foreign_host_is_refused(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST:80"])
def test_the_names_of_this_machine_are_answered(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Origin": BASE, "Sec-Fetch-Site": "cross-site"},
        {"Origin": BASE, "Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_another_site_is_refused_even_with_the_token(send, case, headers):
    target = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
    assert send(headers, action="reject", target=target).status_code == 403
    assert case.decisions() == []


def test_a_form_without_the_token_or_a_sign_of_its_origin_is_refused(client, token):
    assert client.post("/decide", data={"action": "accept"}, headers={"Origin": BASE}).status_code == 403
    assert client.post("/decide", data={"token": "x" * 43}, headers={"Origin": BASE}).status_code == 403
    assert client.post("/decide", data={"token": token}).status_code == 403
    as_json = client.post("/decide", json={"token": token}, headers={"Origin": BASE, "X-CSRF-Token": token})
    assert as_json.status_code == 415


def test_a_form_too_large_is_refused(client, token):
    answer = client.post("/decide", data={"token": token, "note": "x" * 1_100_000}, headers={"Origin": BASE})
    assert answer.status_code == 413


def test_other_methods_are_refused(client):
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert client.request(method, "/decide").status_code == 405


def test_a_case_for_reading_only_takes_no_decision_and_shows_no_form(case_path, case):
    client = client_of(case_path, read_only=True)
    target = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
    assert "<form" not in client.get(f"/card/{target}").text
    answer = client.post("/decide", data={"action": "reject", "target": target}, headers={"Origin": BASE})
    assert answer.status_code == 403


def test_a_password_is_asked_for_and_its_user_decides(case_path, case):
    client = client_of(case_path, password="pass:wörd")
    assert client.get("/").status_code == 401
    assert client.get("/static/web.css").status_code == 401

    def basic(name, word):
        return {"Authorization": "Basic " + base64.b64encode(f"{name}:{word}".encode()).decode()}

    assert client.get("/", headers=basic("mara", "wrong")).status_code == 401
    answer = client.get("/", headers=basic("mara", "pass:wörd"))
    assert answer.status_code == 200
    token = answer.text.partition('X-CSRF-Token": "')[2].partition('"')[0]
    target = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
    client.post(
        "/decide",
        data={"token": token, "action": "accept", "target": target},
        headers=basic("mara", "pass:wörd") | {"Origin": BASE},
        follow_redirects=False,
    )
    assert [decision.by for decision in case.decisions()] == ["mara"]


@pytest.mark.parametrize("path", ["/", "/said", "/static/web.css", "/nowhere", "/said.csv", "/export/jsonl"])
def test_every_answer_is_sealed(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e%2f%2e%2e%2fmodel.py",
        "/static//etc/passwd",
        "/d/..%2f..%2fetc%2fpasswd",
        "/d/%00",
    ],
)
def test_no_path_leads_out(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "import" not in answer.text
    assert "root:" not in answer.text


INJECTIONS = [
    "' OR 1=1 --",
    "'; DROP TABLE attributions; --",
    '") UNION SELECT 1,2,3 --',
    "%' --",
    "\x00",
    "1e999",
    "🧨" * 50,
]
_LEDGER = "q since until order speaker not-speaker via kind class document after before number names"
PARAMETERS = {
    "/said": _LEDGER.split(),
    "/said.csv": ["q", "speaker", "order"],
    "/net": "kind outlet speaker since until least most".split(),
    "/net.csv": ["outlet", "kind", "since"],
    "/method": ["files", "decisions"],
    "/time": "role by since until lane from undated after".split(),
    "/review": "layer document after id done".split(),
    "/review/log": "by action before".split(),
    "/review/like": ["target"],
    "/review/second": ["reader"],
    "/documents": "q genre publisher language check since until only after number".split(),
    "/actors": "q order kind not-kind after before".split(),
    "/actors.csv": ["q", "kind"],
    "/actors/merge": ["actor"],
    "/checks": "state only kind not-kind document after before number".split(),
    "/s": "state ref verdict not-verdict differs work language document after before number".split(),
    "/s.csv": ["state", "ref", "verdict"],
    "/checks.csv": ["state", "kind", "only"],
    "/d/{id}": ["q", "card", "c", "part", "tab", "in"],
}


@pytest.mark.parametrize("path", PARAMETERS)
def test_sql_in_a_parameter_is_only_words(client, case, path):
    place = path.format(id=case.documents()[0].id[:16])
    before = case.counts()
    for name in PARAMETERS[path]:
        for value in INJECTIONS:
            assert client.get(place, params={name: value}).status_code == 200, (name, value)
    for value in INJECTIONS:
        assert client.get(f"/card/{quote(value, safe='')}").status_code == 404
        assert client.get(f"/d/{quote(value, safe='')}").status_code == 404
    assert case.counts() == before


def test_sql_in_a_decision_is_only_words(send, case):
    target = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
    before = case.counts()
    for value in INJECTIONS:
        assert send(action=value, target=target).status_code == 422
        assert send(action="accept", target=value).status_code in (404, 422)
        send(action="correct", target=target, field_speaker=value, note=value)
    assert case.counts() == before


def hostile_case(path):
    text = f"{EVIL} Mara Teel said: “{EVIL}” end."
    id = document_id(text)
    start = text.index("Mara")
    content = (text.index("“") + 1, text.index("”"))
    said = Attribution(
        id=annotation_id(id, "attribution", [content]),
        document=id,
        content=(content,),
        cue=((text.index("said"), text.index("said") + 4),),
        source=((start, start + 9),),
        speaker=(EVIL,),
        outlets=(EVIL,),
        outlet_date=EVIL,
        kind="direct",
        why=EVIL,
    )
    document = Document(
        id=id,
        name=EVIL.replace("/", "_"),
        path=f"x/{EVIL}",
        text=text,
        raw_sha256="0" * 64,
        raw_bytes=1,
        media_type=EVIL,
        extractor=EVIL,
        extractor_version="1",
    )
    about = Metadata(
        document=id, title=EVIL, publisher=EVIL, author=EVIL, date=EVIL, genre=EVIL, genre_why=EVIL
    )
    found = Annotations(document=id, metadata=about, attributions=(said,))
    connection = open_for_writing(path)
    begin_source(connection, "x", None, "r")
    store_document(connection, document, found, "test")
    link_file(connection, "x", 0, document)
    finish_source(connection, "x", 1)
    connection.close()
    return id, said.id


def test_markup_in_a_document_is_shown_as_words(tmp_path):
    path = tmp_path / "hostile.case"
    document, said = hostile_case(path)
    client = client_of(path)
    pages = [
        "/",
        "/documents",
        "/said",
        "/said?q=window",
        f"/said?speaker={EVIL}",
        f"/card/{said}",
        "/said?names=" + EVIL,
        *(
            f"/time?role={role}&by={by}"
            for role in ("said", "published")
            for by in ("speaker", "outlet", "document")
        ),
        f"/time?lane={EVIL}",
        "/method",
        f"/cite/{said}",
        f"/cite/{document[:16]}:0-30",
        "/time?undated=1",
        "/review",
        f"/review?layer={EVIL}&done={EVIL}",
        f"/review/log?by={EVIL}",
        f"/review/like?target={said}",
        f"/review/second?reader={EVIL}",
    ]
    pages += [f"/d/{document}?card={said}&q=script&in=", f"/d/{document}?q={EVIL}"]
    pages += [f"/d/{document}?tab={tab}" for tab in ("original", "metadata", "actors", "passages")]
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "<script>window" not in answer.text, address
        assert "<img" not in answer.text, address


@pytest.mark.browser
def test_markup_in_a_document_runs_nowhere(tmp_path, serve, chromium):
    path = tmp_path / "hostile.case"
    document, said = hostile_case(path)
    base = serve(path)
    context = chromium.new_context()
    page = context.new_page()
    for address in (
        "/",
        "/said",
        "/time",
        "/method",
        f"/cite/{said}",
        f"/d/{document}?card={said}",
        f"/d/{document}?tab=original",
    ):
        page.goto(base + address)
        assert page.evaluate("window.ran") is None
    context.close()


def test_two_who_decide_at_once_do_not_overwrite_each_other(send, case):
    target = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
    assert send(action="accept", target=target, seen="0").status_code == 303
    answer = send({"HX-Request": "true"}, action="reject", target=target, seen="0")
    assert answer.status_code == 409
    assert "decided about in the meantime" in answer.text
    assert [decision.action for decision in case.decisions()] == ["accept"]


def test_a_decision_is_whole_or_not_there(case_path, monkeypatch):
    """As if the program ended between the line of the log and what follows from it."""
    from testimonia.case import deciding

    def ends(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(deciding, "correct_names", ends)
    with open_case(case_path, write=True) as case:
        target = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
        with pytest.raises(KeyboardInterrupt):
            deciding.decide(case, "correct", target, by="x", values={"speaker": "Nobody"})
    connection = sqlite3.connect(case_path)
    assert connection.execute("SELECT count(*) FROM decisions").fetchone() == (0,)
    assert connection.execute("SELECT count(*) FROM speakers WHERE name = 'Nobody'").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/x\r\ny"]
)
def test_after_a_decision_nobody_is_sent_elsewhere(send, case, back):
    target = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
    answer = send(action="accept", target=target, back=back)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
