"""The report as a page: complete, self-contained, safe with hostile content, usable without scripts."""

import base64
import hashlib
import re
import subprocess
import sys

import pytest
from report_samples import Reader, make_case, reading

from testimonia.case import open_case
from testimonia.case.deciding import decide
from testimonia.web.queries.anchors import anchor
from testimonia.web.report import render, write


def test_the_page_is_whole_and_every_link_has_its_place(odd_page):
    reader = Reader(odd_page)
    assert reader.stack == []
    assert len(reader.ids) == len(set(reader.ids))
    assert len(reader.links) > 30
    lost = [link for link in reader.links if link != "#all" and link[1:] not in reader.ids]
    assert lost == []


def test_every_link_of_the_example_has_its_place_and_every_reading_its_card(example_case):
    with open_case(example_case) as case:
        reader = Reader(render(case))
        found = [case.annotations(entry.number) for entry in case.documents()]
    assert reader.stack == []
    assert len(reader.ids) == len(set(reader.ids))
    ids = set(reader.ids)
    assert all(link[0] == "#" and (link == "#all" or link[1:] in ids) for link in reader.links)
    for one in found:
        for rows in (one.attributions, one.citations, one.times, one.scripture, one.checks):
            for row in rows:
                assert f"card-{anchor(row.id)}" in ids and anchor(row.id) in ids


def test_nothing_but_the_page_is_needed(odd_page):
    assert not re.search(r"https?://|@import|url\((?!#)", odd_page)
    assert not any(key in ("src", "srcset", "action") for _, attrs in Reader(odd_page).tags for key in attrs)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', odd_page)[1]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", odd_page, re.S)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_nothing_from_a_document_becomes_html(odd_page):
    tags = Reader(odd_page).tags
    assert sum(tag == "script" for tag, _ in tags) == 1
    assert not any(tag in ("img", "u", "iframe") for tag, _ in tags)
    assert not any(key.startswith("on") or key == "style" for _, attrs in tags for key in attrs)
    assert "&lt;script&gt;document.title" in odd_page


def test_the_page_says_that_nothing_is_a_verdict(odd_page):
    assert "somebody’s saying" in odd_page and "Nothing here is a verdict" in odd_page


def words(html):
    """The words of a stretch of HTML, apart by single spaces."""
    return " ".join(" ".join(Reader(html).text).split())


def rows_of(page):
    """The statements of the list, as HTML."""
    return re.findall(r'<li id="r-a[0-9a-f]+".*?\n</li>', page, re.S)


def test_a_statement_shows_its_chain_cue_content_reason_and_confidence(odd_page):
    assert words(rows_of(odd_page)[0]) == (
        "<script>x.txt Quay Post , 3 May 2031 Quay Post reported : Minister Ana Brel said that the mole is"
        " closed. reported 3 May 2031 direct outlet, verb, colon 0.90 in the text"
    )


def test_a_nested_statement_names_who_passed_it_on(odd_page):
    chain = re.search(r'<ol class="chain".*?</ol>', rows_of(odd_page)[1], re.S)[0]
    assert words(chain) == "<script>x.txt Quay Post , 3 May 2031 Ana Brel"


def test_a_card_tells_what_was_read_and_why(odd_page):
    card = re.search(r'<section class="card" id="card-t.*?</section>', odd_page, re.S)[0]
    assert "3/5/2031" in card and "dm_conflict" in card
    assert re.search(r'<a class="to" href="#t[0-9a-f]+">in the text</a>', card)


def test_inferred_values_are_told_from_printed_ones(odd_page):
    assert 'class="guess" title="inferred: its latest report">c. <time' in odd_page
    assert "&lt;b&gt;Quay&lt;/b&gt; &amp; Sons" in odd_page


def test_problems_and_unread_files_are_shown(odd_page):
    assert "3 May or 5 March?" in odd_page
    assert "scan &lt;b&gt;.tif" in odd_page and "run text recognition first" in odd_page


def test_arabic_says_so(odd_page):
    assert '<p dir="auto" lang="ar" data-s=' in odd_page


def test_what_a_person_rejected_is_not_there_and_what_was_corrected_is(odd_case):
    with open_case(odd_case, write=True) as case:
        outer, inner = (row.id for row in case.annotations(1).attributions[:2])
        decide(case, "reject", outer, by="reader")
        decide(case, "correct", inner, by="reader", values={"speaker": "Jon Sark"})
    with open_case(odd_case) as case:
        page = render(case)
    assert outer not in page and "1 row rejected by a person and left out here" in page
    assert "Jon Sark" in page and "by <bdi>reader</bdi>" in page


def test_the_same_case_gives_the_same_page(odd_case, tmp_path):
    write(odd_case, tmp_path / "1.html")
    write(odd_case, tmp_path / "2.html")
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()
    assert not list(tmp_path.glob(".*.part"))


def test_an_open_file_will_do(odd_case, tmp_path):
    with (tmp_path / "page.html").open("w", encoding="utf-8") as out:
        write(odd_case, out)
    assert (tmp_path / "page.html").read_text(encoding="utf-8").lstrip().startswith("<!doctype html>")


def test_an_empty_case_has_a_page(tmp_path):
    write(make_case(tmp_path / "empty.case", []), tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "There are no documents in this case." in page
    assert Reader(page).stack == []


def test_damaged_text_is_shown_as_far_as_it_goes(tmp_path):
    case = make_case(tmp_path / "odd.case", [reading("odd.txt", "a\x00b \ud800 c\u2028d")])
    write(case, tmp_path / "page.html")
    assert "a\ufffdb" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_it_is_written_without_the_server(odd_case, tmp_path, missing):
    code = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        f"from testimonia.web.report import write; write({str(odd_case)!r}, {str(tmp_path / 'a.html')!r})"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert (tmp_path / "a.html").stat().st_size > 10_000
