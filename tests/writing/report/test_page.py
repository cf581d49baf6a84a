"""The report as a page: complete, self-contained, safe with hostile content, usable without scripts."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from testimonia.case import open_case
from testimonia.case.file import open_for_writing
from testimonia.case.store import begin_source, finish_source, link_file, store_document, store_unread
from testimonia.model import (
    Annotations,
    Attribution,
    Check,
    Citation,
    CitedOutlet,
    Document,
    Mention,
    Metadata,
    Scripture,
    TimeExpression,
    Unread,
    annotation_id,
    document_id,
)
from testimonia.writing.report import render, write

EVIL = "<script>document.title='run'</script>"
TEXT = (
    "The Quay Post reported on 3/5/2031: “Minister Ana Brel said that the mole is closed.”\n"
    "قال البحارة: لن نترك الرصيف\n"
    f"{EVIL} & <img src=x onerror=alert(1)>\n"
)


def at(words, text=TEXT):
    start = text.index(words)
    return start, start + len(words)


def reading(name="a.txt", text=TEXT, title=EVIL):
    """A document and what was found in it."""
    id = document_id(text)
    document = Document(
        id=id,
        name=name,
        path=f"papers/{name}",
        text=text,
        raw_sha256="0" * 64,
        raw_bytes=1,
        media_type="text/plain",
        extractor="plain",
        extractor_version="1",
    )
    if text is not TEXT:
        return document, Annotations(document=id, metadata=Metadata(document=id))
    outer = annotation_id(id, "said", [at("Minister Ana Brel said that the mole is closed.")])
    inner = annotation_id(id, "said", [at("the mole is closed")])
    arabic = annotation_id(id, "said", [at("لن نترك الرصيف")])
    outlet = CitedOutlet(name="Quay Post", span=at("Quay Post"), date="2031-05-03")
    found = Annotations(
        document=id,
        metadata=Metadata(
            document=id,
            title=title if title in text else None,
            title_span=at(title) if title in text else None,
            genre="article",
            publisher_inferred="<b>Quay</b> & Sons",
            publisher_why="<i>hints</i>",
            date_probable="2031-05-03",
            date_why="its latest report",
            languages=("en", "ar"),
        ),
        attributions=(
            Attribution(
                id=outer,
                document=id,
                content=(at("Minister Ana Brel said that the mole is closed."),),
                cue=(at("reported"),),
                source=(at("The Quay Post"),),
                speaker=("Quay Post",),
                kind="direct",
                outlets=("Quay Post",),
                outlet_date="2031-05-03",
                why="outlet, verb, colon",
                confidence=0.9,
            ),
            Attribution(
                id=inner,
                document=id,
                content=(at("the mole is closed"),),
                cue=(at("said"),),
                source=(at("Minister Ana Brel"),),
                speaker=("Ana Brel",),
                outlets=("Quay Post",),
                outlet_date="2031-05-03",
                parent=outer,
                why="<u>rule</u>",
            ),
            Attribution(
                id=arabic,
                document=id,
                content=(at("لن نترك الرصيف"),),
                cue=(at("قال"),),
                speaker=("unnamed sailors",),
                speaker_class="unnamed",
            ),
        ),
        citations=(
            Citation(
                id=annotation_id(id, "cite", [at("Quay Post reported on 3/5/2031")]),
                document=id,
                span=at("Quay Post reported on 3/5/2031"),
                form="inline",
                outlets=(outlet,),
                date="2031-05-03",
                date_probable="2031-03-05",
                supports=(outer, inner),
            ),
        ),
        times=(
            TimeExpression(
                id=annotation_id(id, "time", [at("3/5/2031")]),
                document=id,
                span=at("3/5/2031"),
                type="DATE",
                value="2031-05-03",
                text="3/5/2031",
                issues=("dm_ambiguous", "dm_conflict"),
            ),
        ),
        mentions=(
            Mention(
                id=annotation_id(id, "name", [at("Ana Brel")]),
                document=id,
                span=at("Ana Brel"),
                text="Ana Brel",
                type="person",
                name="Ana Brel",
            ),
        ),
        scripture=(
            Scripture(
                id=annotation_id(id, "verse", [at("the mole")]),
                document=id,
                span=at("the mole"),
                work="bible",
                language="en",
            ),
        ),
        checks=(
            Check(
                id=annotation_id(id, "check", [at("3/5/2031")]),
                document=id,
                kind="date_order",
                spans=(at("3/5/2031"),),
                message="3 May or 5 March? <script>1</script>",
            ),
        ),
    )
    return document, found


def make_case(path, readings, unread=()):
    connection = open_for_writing(path)
    connection.execute("BEGIN")
    for document, found in readings:
        begin_source(connection, document.path, "0", "test")
        assert store_document(connection, document, found, "test") == []
        link_file(connection, document.path, 0, document)
        finish_source(connection, document.path, 1)
    for row in unread:
        store_unread(connection, row.path, row)
    connection.execute("COMMIT")
    connection.close()
    return path


@pytest.fixture
def case(tmp_path):
    name = "<script>x.txt"
    unread = [Unread(path="scan <b>.tif", reason="is an image", remedy="run text recognition first")]
    return make_case(tmp_path / "my.case", [reading(name), reading("b.txt", "No more.")], unread)


@pytest.fixture
def page(case):
    with open_case(case) as opened:
        return render(opened)


class Reader(HTMLParser):
    """What stands in a page: tags with attributes, ids, links, text outside scripts and styles."""

    void = frozenset(("meta", "input", "br"))

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.ids, self.links, self.stack, self.text = [], [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        self.ids += [attrs["id"]] if "id" in attrs else []
        self.links += [attrs["href"]] if "href" in attrs else []
        if tag not in self.void:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        if self.stack and self.stack[-1] not in ("script", "style"):
            self.text.append(data)


def test_the_page_is_whole_and_every_link_has_its_place(page):
    reader = Reader(page)
    assert reader.stack == []
    assert len(reader.ids) == len(set(reader.ids))
    assert reader.links
    assert all(link.startswith("#") and link[1:] in reader.ids for link in reader.links)


def test_nothing_but_the_page_is_needed(page):
    assert not re.search(r"https?://|@import|url\(", page)
    assert not any(key in ("src", "srcset", "action") for _, attrs in Reader(page).tags for key in attrs)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert "default-src 'none'" in policy
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.S)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_nothing_from_a_document_becomes_html(page):
    tags = Reader(page).tags
    assert sum(tag == "script" for tag, _ in tags) == 1
    assert not any(tag in ("img", "u", "iframe") for tag, _ in tags)
    assert not any(key.startswith("on") or key == "style" for _, attrs in tags for key in attrs)
    assert "&lt;script&gt;document.title" in page


def test_the_page_says_that_nothing_is_a_verdict(page):
    assert "somebody’s saying" in page and "nothing here is a verdict" in page


def test_a_statement_shows_its_chain_cue_content_reason_and_confidence(page):
    row = (
        re.search(r'<li id="r-d1-a1".*?</li>', page, re.S)[0]
        .replace("</p>", " </p>")
        .replace("</span>", " </span>")
    )
    text = " ".join("".join(Reader(row).text).split())
    assert text == (
        "<script>x.txt › Quay Post, 3 May 2031 Quay Post reported : Minister Ana Brel said that the mole is"
        " closed. direct reported 3 May 2031 why: outlet, verb, colon 0.90 in the text"
    )


def test_a_nested_statement_names_who_passed_it_on(page):
    row = re.search(r'<li id="r-d1-a2".*?</li>', page, re.S)[0]
    chain = "".join(Reader(re.search(r'<p class="chain">.*?</p>', row)[0]).text)
    assert chain == "<script>x.txt › Quay Post, 3 May 2031 › Ana Brel"
    assert 'class="indirect n2"' in row


def test_every_layer_opens_in_the_text(page):
    text = page[page.index('<details class="text"') :]
    for anchor in ("d1-a1", "d1-a2", "d1-c1", "d1-t1", "d1-s1", "d1-k1"):
        assert f'<i class="at" id="{anchor}"></i>' in text
        assert f'href="#{anchor}"' in page


def test_inferred_values_are_told_from_printed_ones(page):
    assert "probably <time" in page
    assert '<span class="guess"><bdi>&lt;b&gt;Quay&lt;/b&gt; &amp; Sons</bdi></span>' in page


def test_doubtful_dates_problems_and_unread_files_are_shown(page):
    assert "probably <time" in page and "3 May or 5 March?" in page
    assert 'data-doubt="doubtful"' in page and "day and month probably exchanged" in page
    assert "scan &lt;b&gt;.tif" in page and "run text recognition first" in page


def test_arabic_says_so(page):
    assert '<p dir="auto" lang="ar">' in page


def test_the_same_case_gives_the_same_page(case, tmp_path):
    write(case, tmp_path / "1.html")
    write(case, tmp_path / "2.html")
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()
    assert not list(tmp_path.glob(".*.part"))


def test_an_open_file_will_do(case, tmp_path):
    with (tmp_path / "page.html").open("w", encoding="utf-8") as out:
        write(case, out)
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_an_empty_case_has_a_page(tmp_path):
    write(make_case(tmp_path / "empty.case", []), tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "There are no documents in this case." in page
    assert Reader(page).stack == []


def test_a_limit_is_kept_and_told(tmp_path):
    readings = [reading(f"{n}.txt", f"Paper {n}.") for n in range(5)]
    write(make_case(tmp_path / "five.case", readings), tmp_path / "page.html", max_documents=2)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count('<details class="text"') == 2
    assert "3 more documents of the case are not in this page" in page and "4.txt" in page


def test_damaged_text_is_shown_as_far_as_it_goes(tmp_path):
    case = make_case(tmp_path / "odd.case", [reading("odd.txt", "a\x00b \ud800 c\u2028d")])
    write(case, tmp_path / "page.html")
    assert "a\ufffdb" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.fixture
def opened(chromium, case, tmp_path):
    """A function that opens the page; it must make no request and report no fault."""
    write(case, tmp_path / "page.html")
    faults, pages = [], []

    def open_page(fragment="", **options):
        page = chromium.new_context(**options).new_page()
        pages.append(page)
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        address = (tmp_path / "page.html").as_uri()
        page.on("request", lambda request: request.url.startswith(address) or faults.append(request.url))
        page.goto(address + fragment)
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert faults == []


@pytest.mark.browser
def test_script_in_names_titles_and_texts_does_not_run(opened):
    page = opened()
    assert page.title() == "my – Testimonia"
    assert page.locator("h1").inner_text() == "my"


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 768, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_at_any_width(opened, width, scheme):
    page = opened(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_a_filter_leaves_what_was_asked_for(opened):
    expect = pytest.importorskip("playwright.sync_api").expect
    page = opened()
    page.get_by_label("words in statements").fill("mole")
    expect(page.locator("#said-tools output")).to_have_text("2 of 3 rows")
    page.locator("#said-tools select[name=by]").select_option("Ana Brel")
    expect(page.locator("#said-tools output")).to_have_text("1 of 3 rows")
    page.locator("#said-tools button[type=reset]").click()
    expect(page.locator("#said-tools output")).to_have_text("3 rows")
    page.get_by_role("button", name="unnamed sailors").click()
    expect(page.locator("#said-tools output")).to_have_text("1 of 3 rows")


@pytest.mark.browser
def test_a_link_into_a_text_opens_it_and_outlines_the_words(opened):
    page = opened()
    assert not page.locator("details.text").first.evaluate("box => box.open")
    page.locator("#r-d1-a2 >> text=in the text").click()
    page.wait_for_selector(".hit")
    assert page.locator("details.text").first.evaluate("box => box.open")
    assert "the mole is closed" in "".join(page.locator(".said.hit").all_inner_texts())


@pytest.mark.browser
def test_without_scripts_everything_is_there_but_the_filters(opened):
    page = opened(java_script_enabled=False)
    assert page.locator("#said-list > li").count() == 3
    assert not page.locator("#said-tools").is_visible()
    page.locator("details.text summary").first.click()
    assert page.locator("article.sheet").first.is_visible()


@pytest.mark.browser
def test_the_keyboard_reaches_the_report_and_shows_where_it_is(opened):
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.browser
def test_every_control_has_a_label(opened):
    page = opened()
    unnamed = page.evaluate(
        "[...document.querySelectorAll('input, select, button')]"
        ".filter(e => !(e.labels?.length) && !e.textContent.trim() && !e.ariaLabel).length"
    )
    assert unnamed == 0
    assert page.locator("main, nav, header, footer").count() == 4
