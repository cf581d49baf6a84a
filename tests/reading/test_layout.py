from collections import Counter

from testimonia.reading.layout import (
    SOFT_HYPHEN,
    Line,
    ends_paragraph,
    join,
    to_paragraphs,
    without_running_heads,
)


def line(text: str, y: float, right: float = 300, left: float = 0, page: int = 0, size: float = 10) -> Line:
    return Line(text, page, left, right, y, size, False, 30, 0, 300)


def test_a_full_line_runs_on() -> None:
    assert not ends_paragraph(line("The council met on", 100, 290), line("Sunday.", 88), 12)


def test_a_line_that_had_room_for_the_next_word_ends_a_paragraph() -> None:
    assert ends_paragraph(line("on Sunday.", 100, 200), line("It said so.", 88), 12)


def test_a_wide_gap_ends_a_paragraph() -> None:
    assert ends_paragraph(line("on Sunday", 100), line("It said so.", 70), 12)


def test_an_indented_line_begins_a_paragraph() -> None:
    assert ends_paragraph(line("on Sunday.", 100), line("It said so.", 88, left=15), 12)


def test_a_change_of_type_begins_a_paragraph() -> None:
    assert ends_paragraph(line("A heading", 100, size=14), line("It said so.", 85), 12)


def test_a_point_of_a_list_begins_a_paragraph() -> None:
    for point in ("1. open", "(a) open", "• open", "٢- افتح"):
        assert ends_paragraph(line("on Sunday", 100), line(point, 88), 12)


def test_a_soft_hyphen_goes() -> None:
    assert join(["the govern" + SOFT_HYPHEN, "ment said"], Counter(), False) == "the government said"


def test_a_hyphen_goes_where_the_word_stands_elsewhere() -> None:
    assert join(["the govern-", "ment said"], Counter(["government"]), False) == "the government said"


def test_a_hyphen_stays_where_nothing_speaks_against_it() -> None:
    assert join(["a well-", "known fact"], Counter(["well", "known"]), False) == "a well-known fact"


def test_a_document_that_hyphenates_loses_its_hyphens_except_from_compounds() -> None:
    assert join(["the muni-", "cipality"], Counter(), True) == "the municipality"
    assert join(["a well-", "known fact"], Counter(["well-known"]), True) == "a well-known fact"


def test_a_hyphen_before_a_capital_stays() -> None:
    assert join(["the Anglo-", "Saxon"], Counter(["anglosaxon"]), True) == "the Anglo-Saxon"


def test_running_heads_and_page_numbers_are_left_out_and_noted() -> None:
    pages = [
        [
            line("Harbour commission", 200, page=n),
            line(f"Words {'abc'[n]}", 150, page=n),
            line(f"{n + 1} / 3", 10, page=n),
        ]
        for n in range(3)
    ]
    kept, notes = without_running_heads(pages)
    assert [[row.text for row in page] for page in kept] == [["Words a"], ["Words b"], ["Words c"]]
    assert notes == ["running line left out: “Harbour commission”", "running line left out: “1 / 3”"]


def test_the_head_and_foot_of_a_browser_are_left_out_of_a_single_page() -> None:
    rows = ["14/03/2019, 10:15 Notice", "The council met.", "https://example.org/notice.html 1/1"]
    kept, _ = without_running_heads([[line(text, 100 - 20 * at) for at, text in enumerate(rows)]])
    assert [row.text for row in kept[0]] == ["The council met."]


def test_lines_of_the_text_that_recur_at_the_head_of_pages_stay() -> None:
    pages = [
        [line(f"{n} persons left", 300, page=n), line("the village on Sunday", 288, page=n)] for n in range(3)
    ]
    assert without_running_heads(pages) == (pages, [])


def test_lines_that_recur_within_the_page_stay() -> None:
    pages = [[line(text, 300 - 20 * at, page=n) for at, text in enumerate("abcdefgh")] for n in range(2)]
    assert [row.text for row in without_running_heads(pages)[0][0] if row.text in "de"] == ["d", "e"]


def test_a_block_set_in_from_both_edges_is_one_paragraph() -> None:
    rows = [
        line("The elder of the upper village said:", 100, 250),
        line("We shall open the road and we shall", 88, 250, left=40),
        line("not ask the council before we do", 76, 240, left=40),
        line("so.", 64, 60, left=40),
        line("Nobody in the village answered him then.", 40, 300),
    ]
    assert to_paragraphs([rows]) == [
        "The elder of the upper village said:",
        "We shall open the road and we shall not ask the council before we do so.",
        "Nobody in the village answered him then.",
    ]


def test_short_lines_of_a_list_stay_apart() -> None:
    rows = [line(text, 100 - 12 * at, 140 + at, left=20) for at, text in enumerate(["Bread", "Salt", "Wool"])]
    assert to_paragraphs([[line("The village asks for these things today:", 112), *rows]])[1:] == [
        "Bread",
        "Salt",
        "Wool",
    ]
