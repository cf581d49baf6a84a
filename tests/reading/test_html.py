from reading.containers import read_one, refuse_one
from testimonia.reading.html import extract

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Harbour talks resume | The Old Post</title>
<meta name="author" content="Ada Vell"><meta property="article:published_time" content="2019-03-14T10:00:00Z">
<meta property="og:site_name" content="The Old Post"><meta property="og:title" content="Harbour talks resume">
<script>var x = "not text";</script></head>
<body><nav><a href="/">Home</a> <a href="/about">About</a></nav>
<article><h1>Harbour talks resume</h1>
<p>The council of the town said on Sunday that <q>we will <b>not</b> leave</q>, and nobody objected.</p>
<blockquote><p>We shall open the road.</p><p>It is ours.</p></blockquote>
<p>The delegation of the coast, which had waited for two days in the rain, left without an answer.</p>
<ul><li>The road stays closed.</li><li>The market is open again from Monday on.</li></ul>
</article><footer>All rights reserved</footer></body></html>"""


def test_the_main_text_is_taken_paragraph_by_paragraph() -> None:
    document = read_one("a.html", PAGE.encode())
    assert document.text.split("\n")[:-1] == [
        "Harbour talks resume",
        "The council of the town said on Sunday that “we will not leave”, and nobody objected.",
        "> We shall open the road.",
        "> It is ours.",
        "The delegation of the coast, which had waited for two days in the rain, left without an answer.",
        "The road stays closed.",
        "The market is open again from Monday on.",
    ]
    assert document.extractor == "trafilatura"
    assert document.extractor_version[0].isdigit()


def test_what_the_head_says_goes_to_the_hints() -> None:
    assert read_one("a.html", PAGE.encode()).hints == {
        "author": "Ada Vell",
        "date": "2019-03-14",
        "language": "en",
        "publisher": "The Old Post",
        "title": "Harbour talks resume",
    }


def test_a_date_in_the_text_is_no_hint() -> None:
    page = "<html><body><p>The council met on 14 March 2019 in the old harbour, and again.</p></body></html>"
    assert "date" not in read_one("a.html", page.encode()).hints


def test_the_light_fallback_takes_a_page_with_little_text() -> None:
    document = read_one("a.html", b"<html><body><p>Go home.</p><p>Now.</p></body></html>")
    assert document.text == "Go home.\nNow.\n"


def test_a_declared_encoding_is_heeded() -> None:
    page = '<html><head><meta charset="windows-1256"></head><body><p>اجتمع مجلس المدينة يوم الأحد</p></body>'
    document = read_one("a.html", page.encode("cp1256"))
    assert document.text == "اجتمع مجلس المدينة يوم الأحد\n"
    assert document.encoding == "cp1256"


def test_nesting_ten_thousand_deep_is_read() -> None:
    assert "deep words" in read_one("a.html", b"<html>" + b"<div>" * 10_000 + b"deep words").text


def test_unclosed_and_crossed_tags_are_read() -> None:
    assert extract("<p>One<p>Two <b>bold <i>both</b> italic</i><br>Three").text.split() == [
        "One",
        "Two",
        "bold",
        "both",
        "italic",
        "Three",
    ]


def test_white_space_of_pre_is_kept_as_lines() -> None:
    assert extract("<pre>One\nTwo</pre>", light=True).text == "One\nTwo\n"


def test_rows_of_a_table_are_lines() -> None:
    table = "<table><tr><td>Bread</td><td>2.50</td></tr><tr><td>Salt</td><td>1.00</td></tr></table>"
    assert extract(table, light=True).text == "Bread | 2.50\nSalt | 1.00\n"


def test_a_page_without_text_is_refused() -> None:
    assert "no text" in refuse_one("a.html", b"<html><body><script>draw()</script></body></html>").reason


def test_a_title_in_large_type_is_kept_though_it_is_no_heading() -> None:
    text = "The council of the town met on Sunday in the hall behind the market. " * 2
    page = f"<html><body><font size=5>Communique No. 3</font><br><p>{text}<p>{text}</body></html>"
    assert read_one("a.html", page.encode()).text.startswith("Communique No. 3\nThe council")


def test_the_role_of_a_program_is_no_author() -> None:
    page = PAGE.replace('content="Ada Vell"', 'content="admin"')
    assert "author" not in read_one("a.html", page.encode()).hints
