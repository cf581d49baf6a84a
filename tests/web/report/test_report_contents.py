"""What a report holds: as many documents as fit, and a clear word on the others."""

from report_samples import make_case, reading

from testimonia.case import open_case
from testimonia.web.report import render, write
from testimonia.web.report.contents import LONGEST_TEXT, MB, contents, weight


def five(tmp_path):
    return make_case(tmp_path / "five.case", [reading(f"{n}.txt", f"Paper {n}. " * 400) for n in range(5)])


def test_documents_come_by_name_as_long_as_they_fit(tmp_path):
    with open_case(five(tmp_path)) as case:
        one = weight(contents(case, 1).sheets[0])
        held = contents(case, 2.5 * one / MB)
        page = render(case, megabytes=2.5 * one / MB)
    assert [sheet.document.name for sheet in held.sheets] == ["0.txt", "1.txt"]
    assert held.left_out == ("2.txt", "3.txt", "4.txt")
    assert page.count('<article class="sheet"') == 2
    assert "3 documents of the case are not in this page" in page and "4.txt" in page


def test_one_document_is_there_however_little_room_there_is(tmp_path):
    written = write(five(tmp_path), tmp_path / "page.html", megabytes=0.000_001)
    assert (written.documents, len(written.left_out)) == (1, 4)


def test_a_long_text_is_shown_to_a_limit_and_says_so(tmp_path):
    text = "word " * (LONGEST_TEXT // 5 + 100)
    with open_case(make_case(tmp_path / "long.case", [reading("long.txt", text)])) as case:
        page = render(case)
    assert f"The first {LONGEST_TEXT:,} of {len(text):,} characters are shown." in page


def test_the_weight_of_documents_is_near_the_size_of_the_page(example_case):
    with open_case(example_case) as case:
        weighed = sum(weight(sheet) for sheet in contents(case, 1_000).sheets)
        size = len(render(case).encode())
    assert 0.75 < weighed / size < 1.25
