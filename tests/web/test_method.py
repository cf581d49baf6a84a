"""Method and export: the account is that of the case, every export is there and whole, names are safe."""

import csv
import io
import json
import re
import sqlite3
import threading
import time
import zipfile

import pytest
from web_clients import client_of

from testimonia.case import open_case
from testimonia.web.queries import method as query
from testimonia.web.views import method_exports as exports
from testimonia.writing import FORMATS, writer


def test_every_format_the_command_line_knows_is_offered_with_who_uses_it(client):
    html = client.get("/method").text
    for form in FORMATS:
        assert f'href="/export/{form.name}"' in html
        assert form.name in exports._ABOUT, f"say in method_exports.py who uses {form.name}"


@pytest.mark.parametrize("name", [form.name for form in FORMATS if form.one_file])
def test_a_download_is_what_the_command_line_writes(client, case, name):
    out = io.StringIO()
    writer(name)(case, out)
    answer = client.get(f"/export/{name}")
    assert answer.status_code == 200
    assert answer.content == out.getvalue().encode("utf-8", "replace")
    assert re.fullmatch(r'attachment; filename="own\.[a-z.]+"', answer.headers["content-disposition"])


def test_the_tables_come_in_one_archive_and_one_by_one(client):
    archive = zipfile.ZipFile(io.BytesIO(client.get("/export/csv").content))
    assert archive.testzip() is None
    assert "said.csv" in archive.namelist()
    assert client.get("/export/said.csv").content == archive.read("said.csv")


def test_files_stand_with_their_hashes(client, case):
    rows = list(csv.DictReader(io.StringIO(client.get("/export/files.csv").text)))
    known = {row["raw_sha256"] for row in case.query("SELECT raw_sha256 FROM files")}
    assert {row["sha256"] for row in rows} == known
    html = client.get("/method").text
    assert all(hash in html for hash in known)
    assert [file.path for file in query.every_file(case)] == [row["path"] for row in rows]


def test_who_decided_what_and_when_is_told(send, client, case):
    target = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
    send(action="reject", target=target, note="=mere rumour")
    html = client.get("/method").text
    assert "rejected" in html
    assert target in html
    (row,) = csv.DictReader(io.StringIO(client.get("/export/decisions.csv").text))
    assert (row["by"], row["target"], row["note"]) == ("reader", target, "'=mere rumour")
    assert target not in client.get("/export/jsonl").text


def test_runs_settings_versions_and_limits_are_told(client, case):
    html = client.get("/method").text
    version = case.query("SELECT version FROM runs")[0]["version"]
    assert version.split(",")[0] in html
    for label, _, wrong in query.LIMITS.values():
        assert label in html
        assert wrong.split(";")[0].split("“")[0] in html


@pytest.mark.parametrize(
    "name",
    ["nope", "..%2f..%2fetc%2fpasswd", "%00", "jsonl%0d%0aX-Evil:1", "said", "' OR 1=1 --", "evil.csv"],
)
def test_no_other_name_gives_a_download(client, name):
    assert client.get(f"/export/{name}").status_code == 404


def test_the_name_of_a_download_holds_plain_letters_only(case_path, tmp_path):
    evil = tmp_path / 'x"; filename=evil.exe;\r\nX: 1 ..قضية.case'
    evil.write_bytes(case_path.read_bytes())
    answer = client_of(evil).get("/export/schema")
    assert re.fullmatch(r'attachment; filename="[A-Za-z0-9._-]+"', answer.headers["content-disposition"])
    assert "x" not in answer.headers


def test_exports_are_for_reading_and_take_no_form(client):
    assert client.post("/export/jsonl").status_code in (403, 405)


def test_an_export_holds_one_state_of_the_case_while_another_process_writes(case_path):
    """The first block is taken, then a document goes: it is in the export still, and the export is whole."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(case, out):
        for at, entry in enumerate(case.query("SELECT number FROM documents ORDER BY number")):
            if at == 1:
                begun.set()
                assert go_on.wait(10)
            out.write(case.text(entry["number"])[:20].replace("\n", " ") + "\n")
            out.write(f"{len(case.annotations(entry['number']).attributions)}\n")

    got = []
    thread = threading.Thread(target=lambda: got.extend(exports.streamed(case_path, slow)))
    thread.start()
    assert begun.wait(10)
    other = sqlite3.connect(case_path)
    other.execute("PRAGMA foreign_keys = ON")
    other.execute("DELETE FROM documents WHERE number = (SELECT max(number) FROM documents)")
    other.commit()
    other.close()
    go_on.set()
    thread.join(20)
    with open_case(case_path) as case:
        left = case.query("SELECT count(*) AS n FROM documents")[0]["n"]
    assert b"".join(got).decode().count("\n") == 2 * (left + 1)


def test_a_reader_who_goes_away_stops_the_writer(case_path):
    ended = threading.Event()

    def endless(case, out):
        try:
            while True:
                out.write("x" * exports.BLOCK)
        finally:
            ended.set()

    stream = exports.streamed(case_path, endless)
    assert len(next(stream)) == exports.BLOCK
    stream.close()
    assert ended.wait(10)
    time.sleep(0.05)
    assert not [thread for thread in threading.enumerate() if thread.name == "export"]


def test_a_fault_of_a_writer_breaks_the_download_off(case_path):
    def faulty(case, out):
        out.write("x" * exports.BLOCK)
        raise ValueError("no more")

    stream = exports.streamed(case_path, faulty)
    with pytest.raises(ValueError, match="no more"):
        list(stream)


def test_a_writer_waits_for_its_reader(case_path):
    written = []

    def large(case, out):
        for at in range(200):
            out.write("x" * exports.BLOCK)
            written.append(at)

    stream = exports.streamed(case_path, large)
    next(stream)
    time.sleep(0.3)
    assert len(written) < 20
    assert sum(map(len, stream)) == 199 * exports.BLOCK


def test_rows_of_the_log_come_page_by_page(send, client, case):
    target = case.query("SELECT id FROM attributions LIMIT 1")[0]["id"]
    for at in range(30):
        send(action="note", target=target, note=f"note {at:02}")
    html = client.get("/method").text
    later = re.search(r'href="/method\?decisions=(\d+)', html)[1]
    notes = re.findall(r"note \d\d", html + client.get(f"/method?decisions={later}").text)
    assert sorted(set(notes)) == [f"note {at:02}" for at in range(30)]
    assert json.loads(client.get("/export/schema").text)
