"""Marks that nest, cross and lie on each other become HTML that is whole."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from testimonia.web.marks import Mark, Pieces, clean, is_arabic, lines


def paragraphs(text, marks):
    """Every line of a text with its marks, as a reader's page has it."""
    pieces = Pieces(text, marks)
    return [f"<p>{pieces.html(start, stop)}</p>" for start, stop in lines(text)]


def stretch(text, span, marks):
    """A stretch of a text with its marks, line breaks shown as breaks."""
    pieces = Pieces(text, marks)
    return "<br>".join(pieces.html(start, stop) for start, stop in lines(text, *span))


def shown(html: str) -> str:
    """The text that a reader sees, without the notes."""
    out: list[str] = []

    class Reader(HTMLParser):
        def __init__(self):
            super().__init__(convert_charrefs=True)
            self.skip = False
            self.stack = []

        def handle_starttag(self, tag, attrs):
            if tag != "br":
                self.stack.append(tag)
            self.skip = dict(attrs).get("class") == "n"
            if tag == "br":
                out.append("\n")

        def handle_endtag(self, tag):
            assert self.stack.pop() == tag
            self.skip = False

        def handle_data(self, data):
            if not self.skip:
                out.append(data)

    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.stack
    return "".join(out)


def test_a_text_without_marks_is_its_paragraphs():
    assert paragraphs("One.\n\nTwo.", []) == ["<p>One.</p>", "<p>Two.</p>"]


def test_a_nested_statement_is_deeper():
    html = stretch("A said B said C", (0, 15), [Mark(7, 15, "said", "r1"), Mark(14, 15, "said", "r2")])
    assert html == (
        'A said <span class="said" data-r="r1">B said </span><span class="said d2" data-r="r2 r1">C</span>'
    )


def test_crossing_marks_are_cut_and_not_crossed():
    html = stretch("abcdef", (0, 6), [Mark(0, 4, "said", "x"), Mark(2, 6, "passage", "y")])
    assert html == (
        '<span class="said" data-r="x">ab</span>'
        '<span class="passage said" data-r="y x">cd</span>'
        '<span class="passage" data-r="y">ef</span>'
    )


def test_the_anchor_stands_before_and_the_note_behind():
    html = stretch("say it", (0, 6), [Mark(4, 6, "said", "d1-a1", "d1-a1", "1", "#card")])
    assert html.startswith('say <i class="at" id="d1-a1"></i><span')
    assert html.endswith('</span><a class="n" href="#card" title="its card">1</a>')


def test_a_mark_over_two_paragraphs_is_in_both():
    first, second = paragraphs("ab\ncd", [Mark(1, 4, "said", "r", "r", "1")])
    assert (
        "b</span>" in first and ">c</span>" in second and 'class="n"' in second and 'class="n"' not in first
    )


def test_an_empty_mark_still_has_its_anchor():
    assert 'id="here"' in stretch("abc", (0, 3), [Mark(1, 1, "check", "here", "here")])


def test_marks_outside_the_text_are_left_out():
    assert stretch("abc", (0, 3), [Mark(2, 9, "said", "r"), Mark(-1, 2, "said", "r")]) == "abc"


def test_script_in_a_text_is_text():
    assert "<script>" not in stretch("<script>alert(1)</script>", (0, 25), [Mark(3, 9, "said", "r")])


def test_what_html_cannot_hold_is_replaced():
    assert clean("a\x00b\ud800") == "a\ufffdb\ufffd"


def test_arabic_is_told_by_most_of_its_letters():
    assert is_arabic("قال البحارة: لن نترك الرصيف (quay)")
    assert is_arabic("سلام") and not is_arabic("salam") and not is_arabic("123")


MARKS = st.lists(
    st.builds(
        lambda a, b, layer: Mark(min(a, b), max(a, b), layer, f"{a}-{b}", f"{a}-{b}", "1"),
        st.integers(0, 30),
        st.integers(0, 30),
        st.sampled_from(["said", "cue", "time"]),
    ),
    max_size=12,
)


@given(st.text("ab<&\n🙂م ", max_size=30), MARKS)
def test_the_words_stay_the_same_whatever_lies_over_them(text, marks):
    html = "\n".join(paragraphs(text, marks))
    expected = [line for line in re.split(r"\n", text) if line and not line.isspace()]
    assert shown(html).split("\n") == (expected or [""])


@given(st.text("ab \n", min_size=30, max_size=30), MARKS)
def test_every_anchor_and_every_note_stands_once_in_whole_text(text, marks):
    text = "x" + text[1:-1] + "x"
    html = "".join(paragraphs(text, marks))
    inside = [mark for mark in marks if mark.end <= len(text)]
    assert html.count('class="at"') == len(inside)
    assert html.count('class="n"') == len(inside)
