"""What documents say about themselves: a text of each family; nothing is guessed into a printed field."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.finding import metadata, times
from testimonia.language.doc import Doc
from testimonia.model import Document, Metadata


def about(text: str, hints: dict[str, str] | None = None) -> Metadata:
    document = Document(
        id="test",
        name="test.txt",
        path="test.txt",
        text=text,
        raw_sha256="",
        raw_bytes=0,
        media_type="text/plain",
        extractor="test",
        extractor_version="1",
        hints=hints or {},
    )
    doc = Doc.of(document)
    found = metadata.find(doc, document, times.find_printed(doc))
    check_spans(text, found)
    return found


def check_spans(text: str, found: Metadata) -> None:
    for value, span in (
        (found.title, found.title_span),
        (found.author, found.author_span),
        (found.publisher, found.publisher_span),
    ):
        assert (value is None) == (span is None)
        if value is not None and span is not None:
            assert " ".join(text[span[0] : span[1]].split()) == value
    for section in found.sections:
        assert 0 <= section.span[0] < section.span[1] <= len(text)


def voices(found: Metadata) -> list[tuple[str, int | None]]:
    return [(section.voice, section.number) for section in found.sections]


ANSWER = """Answer to Question: The Harbour Agreement

**Question:**

The Republic of Vesna signed an agreement on 3/4/2015. What lies behind it?

**Answer:**

First: It was planned long ago, as the Kor Times reported on 2/4/2015.

Second: The people reject it.

Your brother,
Yunus Bin Tarik

15 Jumada al-Akhirah 1436 AH
4/4/2015 CE
"""


def test_question_and_answer_of_a_leader() -> None:
    found = about(ANSWER)
    assert found.title == "Answer to Question: The Harbour Agreement"
    assert found.genre == "q_and_a"
    assert found.author == "Yunus Bin Tarik"
    assert (found.date, found.hijri) == ("2015-04-04", "1436-06-15")
    assert voices(found) == [("question", None), ("answer", None), ("point", 1), ("point", 2)]
    question, answer, first, second = (ANSWER[s.span[0] : s.span[1]] for s in found.sections)
    assert question.startswith("The Republic") and question.endswith("behind it?")
    assert answer.startswith("First:") and answer.endswith("reject it.")
    assert first.startswith("It was planned") and second == "The people reject it."


def test_leaflet_signed_by_a_party() -> None:
    found = about(
        "In the Name of God, the Merciful\n\nVesna’s Rulers Sell the Harbour!\n\n"
        "On 1/5/2016 the government sold the harbour. The people were not asked.\n\n"
        "O people of Vesna! Do you not see it?\n\nParty of Renewal\nWilayah of Vesna\n\n"
        "26 Rajab 1437 AH\n03/05/2016 CE\n"
    )
    assert (found.title, found.genre) == ("Vesna’s Rulers Sell the Harbour!", "leaflet")
    assert (found.publisher, found.author) == ("Party of Renewal", None)
    assert (found.date, found.hijri) == ("2016-05-03", "1437-07-26")


def test_news_and_comment() -> None:
    found = about(
        "News and Comment\nThe Harbour is Not for Sale\n\nNews:\nThe Kor Times reported it on 2/4/2015.\n\n"
        "Comment:\nThis is not the first time.\n\nNor will it be the last.\n\n"
        "Written for the Central Press Office of the Party of Renewal by\nDr. Nadia Marsh – Vesna\n\n"
        "05 Rajab 1436 AH\n24/04/2015 CE\n"
    )
    assert (found.title, found.genre) == ("The Harbour is Not for Sale", "news_comment")
    assert found.publisher == "Central Press Office of the Party of Renewal"
    assert found.author == "Dr. Nadia Marsh"
    assert (found.date, found.hijri) == ("2015-04-24", "1436-07-05")
    assert voices(found) == [("news", None), ("comment", None)]


def test_press_release_of_a_ministry() -> None:
    found = about(
        "MINISTRY OF DEFENCE OF THE REPUBLIC OF VESNA\n\nPRESS RELEASE\nNo. 45/2016\n16 December 2016\n\n"
        "Armed Forces complete withdrawal from the harbour\n\n"
        "The Armed Forces of Vesna today completed their withdrawal from the harbour. They thank all.\n"
    )
    assert found.title == "Armed Forces complete withdrawal from the harbour"
    assert (found.genre, found.date) == ("press_release", "2016-12-16")
    assert found.publisher == "MINISTRY OF DEFENCE OF THE REPUBLIC OF VESNA"


def test_release_label_is_the_title_where_nothing_else_is() -> None:
    found = about("PRESS RELEASE\n\n5 June 2014\n\nThe Kor Relief Council today called on all sides.\n")
    assert (found.title, found.genre, found.date) == ("PRESS RELEASE", "press_release", "2014-06-05")


def test_statement_of_a_spokesperson() -> None:
    found = about(
        "Spokesperson's statement on the harbour\n\n12 March 2015\n\n"
        "The Union condemns the shelling in the strongest terms.\n\nPress Office of the Union of Islands\n"
    )
    assert (found.genre, found.date) == ("statement", "2015-03-12")
    assert found.publisher == "Press Office of the Union of Islands"


def test_wire_copy_has_no_title_and_its_agency_is_the_publisher() -> None:
    found = about(
        "KOR, Dec 5 (Reuters) - The harbour will stay closed, officials said on Monday.\n\nSo it is.\n"
    )
    assert (found.title, found.genre, found.date) == (None, "article", None)
    assert (found.publisher, found.publisher_inferred) == ("Reuters", None)


def test_agency_of_the_dateline_gives_way_to_the_paper_that_reprints_it() -> None:
    found = about(
        "KOR, Dec 5 (Reuters) - The harbour will stay closed, officials said.\n\nSo it is.\n",
        {"publisher": "Kor Gazette"},
    )
    assert (found.publisher, found.publisher_inferred) == (None, "Kor Gazette")


@pytest.mark.parametrize(
    "text",
    [
        "Vesna: harbour to reopen\n\nKOR CITY, 3 May 2032 - VNA - The harbour will reopen.\n\nSo it is.\n",
        "Vesna: harbour to reopen\n\n3 May 2032\n\nThe harbour will reopen.\n\nSo it is.\n\nVNA/ek/lr\n",
    ],
)
def test_agency_between_dashes_or_before_its_editors_signs(text: str) -> None:
    assert about(text).publisher == "VNA"


def test_dateline_of_the_first_paragraph() -> None:
    found = about("Vesna closes harbour\n\nVESNA CITY, December 16, 2016 (AFP) — The harbour closed.\n")
    assert (found.title, found.date) == ("Vesna closes harbour", "2016-12-16")


def test_posting_date_is_kept_apart_from_the_dateline() -> None:
    found = about(
        "The Harbour is Ours\n\nPublished: 19 December 2016\n\nThey have spoken.\n\nThey will go on.\n\n"
        "18 Rabi' al-Awwal 1438 AH\n17/12/2016 CE\n"
    )
    assert (found.date, found.posting_date, found.hijri) == ("2016-12-17", "2016-12-19", "1438-03-18")


def test_date_with_a_clock_under_the_title_is_a_posting_date() -> None:
    found = about(
        "Harbour talks collapse\n\nFriday, 23 December 2016 00:00\n\nTalks collapsed.\n\n22/12/2016\n"
    )
    assert (found.date, found.posting_date) == ("2016-12-22", "2016-12-23")


def test_posting_date_is_the_date_where_no_other_is_printed() -> None:
    found = about("# Why it matters\n\n*Posted on March 3, 2016 by Ada Marsh*\n\nI have been thinking.\n")
    assert (found.title, found.author) == ("Why it matters", "Ada Marsh")
    assert (found.date, found.posting_date) == ("2016-03-03", "2016-03-03")


def test_posting_label_on_a_line_of_its_own() -> None:
    found = about(
        "Press release\nForeign Secretary comments on the harbour\nFrom:\nForeign Office of Kor\n"
        "Published:\n16 December 2016\n\nThe Foreign Secretary said: “It must open.”\n"
    )
    assert (found.title, found.publisher) == (
        "Foreign Secretary comments on the harbour",
        "Foreign Office of Kor",
    )
    assert (found.date, found.posting_date) == ("2016-12-16", "2016-12-16")


def test_name_under_the_title_is_the_author_where_the_last_line_introduces_it() -> None:
    text = "The Harbour and Us\n\nSalim Qadi\n\nIt was a long year.\n\n{} is a member of the council.\n"
    assert about(text.format("Salim Qadi")).author == "Salim Qadi"
    assert about(text.format("The mayor")).author is None


def test_byline() -> None:
    found = about("Harbour talks collapse\n\nBy Ada Marsh, Diplomatic correspondent\n\nTalks collapsed.\n")
    assert (found.author, found.genre) == ("Ada Marsh", "article")


def test_briefing_transcript() -> None:
    text = (
        "Daily Press Briefing\nOffice of the Spokesperson\nKor City\nDecember 16, 2016\n\n"
        "MR MARSH: Good afternoon.\n\nQUESTION: On the harbour?\n\nMR MARSH: We have seen the reports.\n"
    )
    found = about(text)
    assert (found.genre, found.date) == ("interview", "2016-12-16")
    assert voices(found) == [("answer", None), ("question", None), ("answer", None)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q:", "A:"),
        ("Q1:", "A1:"),
        ("**Question:**", "**Answer:**"),
        ("Question 2:", "Answer:"),
        ("السؤال:", "الجواب:"),
        ("QUESTION", "ANSWER"),
    ],
)
def test_markers_of_question_and_answer(question: str, answer: str) -> None:
    found = about(f"The Harbour Talks\n\n{question}\nWhen did it close?\n\n{answer}\nIt closed in spring.\n")
    assert [voice for voice, _ in voices(found)] == ["question", "answer"]


@pytest.mark.parametrize(
    "points",
    [
        ("First:", "Second:"),
        ("1.", "2."),
        ("1-", "2-"),
        ("(1)", "(2)"),
        ("Firstly,", "Secondly,"),
        ("أولا:", "ثانيا:"),
    ],
)
def test_numbered_points(points: tuple[str, str]) -> None:
    text = f"The Harbour\n\nWe say this.\n\n{points[0]} It is ours.\n\n{points[1]} It is old.\n"
    found = about(text)
    assert voices(found) == [("point", 1), ("point", 2)]
    assert text[found.sections[0].span[0] : found.sections[0].span[1]] == "It is ours."


def test_lone_number_is_no_point() -> None:
    assert voices(about("The Harbour\n\n1. It is ours.\n\nIt is old.\n")) == []


def test_arabic_question_with_a_hijri_dateline() -> None:
    found = about(
        "بسم الله الرحمن الرحيم\n\nجواب سؤال: اتفاق الميناء\n\nالسؤال: ما هو موقفكم؟\n\n"
        "الجواب: الاتفاق مرفوض.\n\n"
        "12 ربيع الأول 1440هـ\n20/11/2018م\n"
    )
    assert (found.title, found.genre) == ("جواب سؤال: اتفاق الميناء", "q_and_a")
    assert (found.date, found.hijri) == ("2018-11-20", "1440-03-12")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The harbour was closed. The people were not asked.\n\nThey went home.\n", None),
        ("As the people watch in silence, we remember these words.\n\nThe harbour stands.\n", None),
        ("The harbour\n", None),
        ("# The Harbour\n\nIt is closed.\n", "The Harbour"),
        ("The Harbour\n===========\n\nIt is closed.\n", "The Harbour"),
        ("**The Harbour**\n\nIt is closed.\n", "The Harbour"),
        ("Who Owns the Harbour?\n\nIt is closed.\n", "Who Owns the Harbour?"),
        (
            "Harbour Closed After Long Talks in Kor.\n\nIt is closed.\n",
            "Harbour Closed After Long Talks in Kor.",
        ),
        ("By Ada Marsh\n\nThe Harbour\n\nIt is closed.\n", "The Harbour"),
        ("Question: What is it?\n\nAnswer: A harbour.\n", None),
        ("Dear friends,\n\nThe harbour is closed.\n", None),
    ],
)
def test_title_is_the_first_line_that_is_a_heading(text: str, title: str | None) -> None:
    assert about(text).title == title


def test_signature_under_quoted_words_is_not_the_authors() -> None:
    found = about(
        "As the people watch in silence, we remember these words.\n\n“The harbour will stand.”\n\n"
        "Sheikh Yunus Bin Tarik – Leader of the Party of Renewal\n\nWe share below some pictures.\n"
    )
    assert (found.author, found.publisher, found.genre) == (None, None, "blog_post")


def test_hints_are_inferred_and_never_printed() -> None:
    text = "The Harbour\n\nIt is closed.\n"
    found = about(text, {"author": "Ada Marsh", "date": "2016-05-03T10:00:00", "publisher": "Kor Gazette"})
    assert (found.author, found.date, found.publisher) == (None, None, None)
    assert (found.author_inferred, found.date_probable) == ("Ada Marsh", "2016-05-03")
    assert found.publisher_inferred == "Kor Gazette"
    assert found.author_why and found.date_why and found.publisher_why


def test_date_converted_from_a_lone_hijri_date_is_only_probable() -> None:
    found = about("The Harbour\n\nIt is closed.\n\nIt is ours.\n\n18 Rabi' al-Awwal 1438 AH\n")
    assert (found.date, found.date_probable, found.hijri) == (None, "2016-12-17", "1438-03-18")


def test_party_that_speaks_as_we_is_the_inferred_publisher() -> None:
    found = about("The harbour is ours. We in the Party of Renewal say so.\n\nIt will stay ours.\n")
    assert (found.publisher, found.publisher_inferred) == (None, "Party of Renewal")


def test_empty_text_has_no_metadata() -> None:
    assert about("") == Metadata(document="test")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "# A",
                "By Ada Marsh",
                "PRESS RELEASE",
                "3/4/2015",
                "Posted on 3 May 2014",
                "Question:",
                "Answer: yes.",
                "1. one",
                "2. two",
                "“Words.”",
                "Party of Renewal",
                "11 Rabi' I 1440 AH",
                "The harbour is closed. It was sold.",
                "Written for the Press Office of Kor by",
                "",
                "News:",
                "Comment:",
                "KOR (AFP) - Yes.",
            ]
        ),
        max_size=25,
    ).map("\n".join)
)
def test_any_order_of_lines_is_read_with_spans_that_hold(text: str) -> None:
    about(text)


@pytest.mark.parametrize(
    "text", ["A" * 200_000, "A b " * 50_000, "Question:\n" * 5_000, "1.\n2.\n" * 5_000, "x\n" * 50_000]
)
def test_hostile_text_is_read(text: str) -> None:
    about(text)
