"""The report in a browser, from a file, with no program behind it."""

import pytest
from report_samples import TEXT

from testimonia.web.report import write

pytestmark = pytest.mark.browser
VIEWS = ("case", "documents", "said", "time", "actors", "passages", "scripture", "checks", "d1", "all")


@pytest.fixture
def opened(chromium):
    """A function that opens a report's page; it may ask for nothing and complain of nothing."""
    faults, contexts = [], []

    def open_page(path, fragment="", **options):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}} | options)
        contexts.append(context)
        page = context.new_page()
        address = path.as_uri()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("request", lambda request: request.url.startswith(address) or faults.append(request.url))
        page.goto(address + fragment)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def example(example_case, tmp_path_factory):
    """The report of the example corpus."""
    path = tmp_path_factory.mktemp("report") / "marsa-zayn.html"
    write(example_case, path)
    return path


@pytest.fixture
def odd(odd_case, tmp_path):
    """The report of a case full of markup."""
    write(odd_case, tmp_path / "odd.html")
    return tmp_path / "odd.html"


def test_one_view_is_shown_at_a_time_and_the_address_says_which(opened, example):
    page = opened(example)
    assert page.locator("[data-view]:visible").count() == 1
    assert page.locator("h1").is_visible()
    page.locator("nav >> text=Said").click()
    assert page.url.endswith("#said")
    assert page.locator("[data-view]:visible").get_attribute("id") == "said"
    assert page.locator(".top [aria-current=page]").inner_text() == "Said"
    page.go_back()
    assert page.locator("[data-view]:visible").get_attribute("id") == "case"
    page.goto(example.as_uri() + "#all")
    assert page.locator("[data-view]:visible").count() == page.locator("[data-view]").count()


def test_a_click_on_a_mark_opens_its_card_and_the_address_leads_back(opened, example):
    page = opened(example, "#d1")
    mark = page.locator("#d1 .sheet .said[data-r^=a]").first
    row = mark.get_attribute("data-r").split()[0]
    mark.click()
    card = page.locator("#card")
    assert card.locator("h2").inner_text().strip() == "Statement"
    assert "How sure" in card.inner_text() and "Why" in card.inner_text()
    assert page.locator("#d1 .lit").count()
    assert page.url.endswith(f"#{row}")
    other = opened(example, f"#{row}")
    assert other.locator("#card h2").inner_text().strip() == "Statement"
    assert other.locator(f"#{row}").evaluate("e => e.getBoundingClientRect().top") < 900


def test_on_a_narrow_screen_a_card_lies_over_the_text_and_can_be_closed(opened, example):
    page = opened(example, "#d1", viewport={"width": 390, "height": 800})
    page.locator("#d1 .sheet a.n").first.click()
    card = page.locator("#card")
    assert card.evaluate("e => getComputedStyle(e).position") == "fixed"
    card.get_by_role("button", name="Close").click()
    assert "Choose a mark" in card.inner_text() and page.locator(".lit").count() == 0


@pytest.mark.parametrize(("layer", "title"), [("cited", "Citation"), ("when", "Date or time")])
def test_every_layer_has_its_card(opened, example, layer, title):
    page = opened(example, "#d1")
    page.locator(f"#d1 .sheet .{layer}:not(.said)").first.click()
    assert page.locator("#card h2").inner_text().strip() == title


def test_a_name_shows_its_actor_where_names_are_shown(opened, example):
    page = opened(example, "#d1")
    page.keyboard.press("5")
    page.locator("#d1 .sheet .named:not(.said, .cited, .when)").first.click()
    assert "mention" in page.locator("#card").inner_text()
    assert page.locator("#d1").is_visible()


def test_a_chain_beside_a_line_and_a_statement_of_the_list_lead_to_the_card(opened, example):
    page = opened(example, "#d2")
    page.locator("#d2 .beside a").first.click()
    assert page.locator("#card h2").inner_text().strip() == "Statement"
    page.goto(example.as_uri() + "#said")
    page.locator("#said-list a.to").nth(5).click()
    assert page.locator("#card h2").inner_text().strip() == "Statement"
    assert page.locator(".sheet:visible").count() == 1


def test_keys_switch_layers_find_and_go_on(opened, example):
    page = opened(example, "#d1")
    assert page.locator("#layer-said").is_checked()
    page.keyboard.press("1")
    assert not page.locator("#layer-said").is_checked()
    page.keyboard.press("/")
    page.keyboard.type("MOLE")
    page.keyboard.press("Enter")
    assert page.locator(".find output").inner_text() == "4 places; n next, N back"

    def now():
        return page.evaluate(
            "[...CSS.highlights.get('found-now')].map(r => [String(r), r.startOffset, r.startContainer.data])"
        )[0]

    first = now()
    assert first[0].lower() == "mole"
    page.keyboard.press("n")
    assert now() != first
    page.keyboard.press("N")
    assert now() == first
    page.keyboard.press("?")
    assert page.locator("#keys").evaluate("e => e.open")


def test_arabic_is_found_without_its_vowel_signs(opened, odd):
    page = opened(odd, "#d1")
    page.locator("input[name=find]").fill("البَحّارة")
    page.keyboard.press("Enter")
    assert page.locator(".find output").inner_text().startswith("1 place;")


def test_a_filter_leaves_what_was_asked_for(opened, odd):
    expect = pytest.importorskip("playwright.sync_api").expect
    page = opened(odd, "#said")
    out = page.locator("#said form output")
    page.get_by_label("Words in statements").fill("mole")
    expect(out).to_have_text("2 of 3 rows")
    page.locator("#said select[name=speaker]").select_option("Ana Brel")
    expect(out).to_have_text("1 of 3 rows")
    page.locator("#said button[type=reset]").click()
    expect(out).to_have_text("3 rows")
    page.locator(".top >> text=Case").click()
    page.locator("#case .tally >> text=unnamed sailors").click()
    expect(out).to_have_text("1 of 3 rows")


def test_a_link_to_a_selection_holds_its_code_points(opened, odd):
    page = opened(odd, "#d1")
    page.evaluate("getSelection().selectAllChildren(document.querySelectorAll('#d1 [data-s]')[1])")
    page.wait_for_selector("#selection:not([hidden])")
    link = page.locator("#selection-link").get_attribute("href")
    start = TEXT.index("قال")
    assert link.startswith(f"#d1:c={start}-{TEXT.index(chr(10), start)}:")
    other = opened(odd, link)
    assert (
        other.evaluate("[...CSS.highlights.get('linked')].map(String)[0].replace(/\\d$/, '')")
        == (TEXT[start : TEXT.index("\n", start)])
    )
    assert other.locator("#d1").is_visible()


def test_markup_in_names_titles_bodies_and_reasons_is_text(opened, odd):
    for fragment in VIEWS:
        page = opened(odd, f"#{fragment}")
        assert page.title() == "my · Testimonia"
    assert page.locator("img, iframe, main script").count() == 0


def test_a_script_that_was_put_into_the_file_does_not_run(chromium, odd):
    page = odd.read_text(encoding="utf-8")
    odd.write_text(page.replace("<main", "<script>document.title = 'run'</script><main", 1), encoding="utf-8")
    context = chromium.new_context()
    try:
        tab = context.new_page()
        tab.goto(odd.as_uri())
        assert tab.title() == "my · Testimonia"
    finally:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(opened, example, axe, scheme):
    for view in VIEWS[:-1]:
        page = opened(example, f"#{view}", color_scheme=scheme)
        if view == "d1":
            page.locator("#d1 .sheet a.n").first.click()
        # What is not shown costs axe minutes; its cards are looked at as the one that is open.
        page.evaluate("document.querySelectorAll('[hidden], .cards').forEach((one) => one.remove())")
        assert axe(page) == [], view


@pytest.mark.parametrize("width", [390, 640, 1280])
def test_nothing_sticks_out_at_any_width(opened, example, width):
    page = opened(example, viewport={"width": width, "height": 800})
    for view in VIEWS:
        page.evaluate("view => { location.hash = view; }", view)
        page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, view


def test_without_scripts_everything_is_there_and_cards_stand_below_the_texts(opened, example):
    page = opened(example, java_script_enabled=False)
    assert page.locator("[data-view]:visible").count() == page.locator("[data-view]").count()
    assert page.locator("#said-list > li").count() > 100
    assert not page.locator("#said form").is_visible()
    link = page.locator("#d1 .sheet a.n").first
    address = link.get_attribute("href")
    link.click()
    assert page.url.endswith(address)
    assert page.locator(address).is_visible()


def test_dark_is_dark(opened, example):
    ground = "getComputedStyle(document.body).backgroundColor"
    assert opened(example, color_scheme="dark").evaluate(ground) == "rgb(22, 24, 27)"
    assert opened(example, color_scheme="light").evaluate(ground) == "rgb(251, 250, 247)"
