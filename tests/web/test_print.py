"""Every page on paper: what it tells is there, what only a screen can use is not, nothing is cut off."""

import io
import re

import pypdfium2
import pytest
from pages_to_check import NAMES, addresses

from testimonia.web.report import write

pytestmark = pytest.mark.browser
A4 = {"format": "A4", "margin": dict.fromkeys(("top", "bottom", "left", "right"), "12mm")}
NO_SPACE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffe\x00-\x1f-]+")
#: What a page tells by its pieces; its words must be on paper. Of nested ones each is looked for.
TELLING = ", ".join(
    (
        "main :is(h1, h2, h3)",
        ".saying :is(cite, .by, q), .says .chain li",
        ".sheet [data-s], .beside a, .card blockquote, .facts dd",
        ".reason, .problems blockquote, .quoted, .reading .words",
        ".families blockquote, .witness .text, .apparatus li",
        ".kwic .line, .names .name",
        ".documents .name, .tally li, .concerns li, .figures li",
        ".times td, .lines td",
    )
)
NOT_TELLING = ".lately, section:has(> form > .alike), .unseen"
GONE = ".to, .unseen, button, input, select, textarea, form, .js-only, title, .take, meter"
SHOWN = f"""() => [...document.querySelectorAll({TELLING!r})]
    .filter((one) => one.checkVisibility() && !one.closest('details:not([open])'))
    .filter((one) => !one.closest({NOT_TELLING!r}))
    .map((one) => {{
        const copy = one.cloneNode(true);
        for (const gone of copy.querySelectorAll({GONE!r})) gone.remove();
        return copy.textContent;
    }})"""
ON_SCREEN_ONLY = "nav a, button, input:not([type=checkbox]), select, textarea, .to, .facets, .skip"


def printed(page):
    """The words of a page's printed sheets, small and without spaces, and how many sheets there are."""
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(**A4)))
    text = "".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    return NO_SPACE.sub("", text).lower(), len(document)


def is_latin(words):
    """Whether words have an order in a PDF that is the one they are written in."""
    return re.search("[\u0590-\u08ff\ufb1d-\ufefc]", words) is None


def is_there(words, paper):
    """Whether words are on paper: together, or parted by the end of a sheet and what stands beside them."""
    if words in paper:
        return True
    size = next(size for size in range(len(words), -1, -1) if words[:size] in paper)
    return size > 20 and words[size:] in paper


def lost(page, paper):
    """What the page tells on the screen and not on paper."""
    told = [NO_SPACE.sub("", words).lower() for words in page.evaluate(SHOWN)]
    assert told
    return [words for words in told if words and is_latin(words) and not is_there(words, paper)]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_tells_is_on_paper(open_page, case, name):
    page = open_page(addresses(case)[name])
    paper, _ = printed(page)
    assert lost(page, paper) == []
    page.emulate_media(media="print")
    seen = page.locator(ON_SCREEN_ONLY).evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).length"
    )
    assert seen == 0
    assert "printedfromown.case" in paper


@pytest.mark.parametrize("name", NAMES)
def test_nothing_sticks_out_of_the_paper(open_page, case, name):
    page = open_page(addresses(case)[name], viewport={"width": 703, "height": 1032})  # A4 less its margins
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 703


def test_a_list_that_is_narrowed_says_so_on_paper(open_page):
    paper, _ = printed(open_page("/said?q=mole&speaker=Port+Today"))
    assert "printedfromown.case:qmole;speakerporttoday" in paper


def test_a_card_beside_a_text_stands_below_it_once(open_page, case):
    page = open_page(addresses(case)["reader with a card"])
    paper, sheets = printed(page)
    assert paper.count("howsure") == 1
    assert sheets <= 5


def test_the_legend_on_paper_holds_the_layers_that_are_marked(open_page, case):
    page = open_page(addresses(case)["reader"])
    page.keyboard.press("3")
    paper, _ = printed(page)
    assert "markedinthetextstatements" in paper
    assert "dates" in paper and "citations" not in paper


@pytest.mark.parametrize("view", ["case", "said", "time", "actors", "passages", "scripture", "checks", "d1"])
def test_a_view_of_the_report_is_on_paper_alone(chromium, example_case, tmp_path, view):
    write(example_case, tmp_path / "report.html")
    context = chromium.new_context()
    try:
        page = context.new_page()
        page.goto((tmp_path / "report.html").as_uri() + f"#{view}")
        paper, _ = printed(page)
        assert lost(page, paper) == []
        assert ("heardmostoften" in paper) == (view == "case")
    finally:
        context.close()
