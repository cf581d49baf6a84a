"""Citations: which words are one, which outlets and dates they hold, and what is no citation."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.finding import citations, times
from testimonia.language.doc import Doc
from testimonia.model import Citation


def cited(text: str) -> list[Citation]:
    doc = Doc(text, "test")
    return citations.find(doc, times.find_printed(doc))


def short(text: str) -> list[tuple[str, list[str], str | None]]:
    """Return what is cited as (words, outlets, date)."""
    return [(text[c.span[0] : c.span[1]], [outlet.name for outlet in c.outlets], c.date) for c in cited(text)]


# Text, the words of the citation, its outlets, its date.
IN_BRACKETS = [
    ("The port burned. (Reuters, 15/3/2014)", "(Reuters, 15/3/2014)", ["Reuters"], "2014-03-15"),
    (
        "“The port burned.” (Elaf, 16/3/2014, Sputnik News, 17/3/2014).",
        "(Elaf, 16/3/2014, Sputnik News, 17/3/2014)",
        ["Elaf", "Sputnik News"],
        "2014-03-16",
    ),
    ("The port burned [AFP, 15 March 2014].", "[AFP, 15 March 2014]", ["AFP"], "2014-03-15"),
    (
        "The port burned (AFP/Reuters, 15/3/2014).",
        "(AFP/Reuters, 15/3/2014)",
        ["AFP", "Reuters"],
        "2014-03-15",
    ),
    (
        "The port burned. (Russia Today: 15/3/2014)",
        "(Russia Today: 15/3/2014)",
        ["Russia Today"],
        "2014-03-15",
    ),
    ("The port burned. (15/3/2014, Now News)", "(15/3/2014, Now News)", ["Now News"], "2014-03-15"),
    ("The port burned. (Now News 15 / 3/2014)", "(Now News 15 / 3/2014)", ["Now News"], "2014-03-15"),
    ("The port burned. (Now News on15/03/2014)", "(Now News on15/03/2014)", ["Now News"], "2014-03-15"),
    ("The port burned. (Now News, 2014-03-15)", "(Now News, 2014-03-15)", ["Now News"], "2014-03-15"),
    ("The port burned. (Now News, March 15, 2014)", "(Now News, March 15, 2014)", ["Now News"], "2014-03-15"),
    (
        "The port burned. (Now News, 15th of March, 2014)",
        "(Now News, 15th of March, 2014)",
        ["Now News"],
        "2014-03-15",
    ),
    ("The port burned. (Al-Hayat, 15.3.2014)", "(Al-Hayat, 15.3.2014)", ["Al-Hayat"], "2014-03-15"),
    ("The port burned. (Source: Al Jazeera Net)", "(Source: Al Jazeera Net)", ["Al Jazeera Net"], None),
    ("The port burned (Reuters).", "(Reuters)", ["Reuters"], None),
    (
        "The port burned. (BBC Arabic website, 15/3/2014)",
        "(BBC Arabic website, 15/3/2014)",
        ["BBC Arabic"],
        "2014-03-15",
    ),
    (
        "The port burned. (Vesna Ministry of Ports site Twitter, 15/3/2014)",
        "(Vesna Ministry of Ports site Twitter, 15/3/2014)",
        ["Vesna Ministry of Ports (Twitter)"],
        "2014-03-15",
    ),
    (
        "The port burned. (Facebook page of the Kor Council, 15/3/2014)",
        "(Facebook page of the Kor Council, 15/3/2014)",
        ["Kor Council (Facebook)"],
        "2014-03-15",
    ),
    ("“The port burned.” (Tell Voice, 15/3/2014)", "(Tell Voice, 15/3/2014)", ["Tell Voice"], "2014-03-15"),
    ("The port burned. (Time, 15/3/2014)", "(Time, 15/3/2014)", ["Time"], "2014-03-15"),
    ("The port burned. (The Sun, 15/3/2014)", "(The Sun, 15/3/2014)", ["The Sun"], "2014-03-15"),
    (
        "The port burned. (Qabas Newspaper website, 15/3/2014)",
        "(Qabas Newspaper website, 15/3/2014)",
        ["Al-Qabas"],
        "2014-03-15",
    ),
    (
        "The port burned. (Sky News Arabia, 15/3/2014)",
        "(Sky News Arabia, 15/3/2014)",
        ["Sky News Arabia"],
        "2014-03-15",
    ),
    (
        "The port burned. (quoted from Yeni Şafak newspaper, 15/3/2014)",
        "(quoted from Yeni Şafak newspaper, 15/3/2014)",
        ["Yeni Şafak"],
        "2014-03-15",
    ),
    ("احترق الميناء. (رويترز، 15/3/2014)", "(رويترز، 15/3/2014)", ["Reuters"], "2014-03-15"),
    ("احترق الميناء. (الجزيرة نت، 15/3/2014)", "(الجزيرة نت، 15/3/2014)", ["Al Jazeera Net"], "2014-03-15"),
]

IN_SENTENCES = [
    ("BBC reported on 2/3/2014: “The port burned.”", "BBC reported on 2/3/2014", ["BBC"], "2014-03-02"),
    (
        "Masar Press reported on17/3/2014: “It burned.”",
        "Masar Press reported on17/3/2014",
        ["Masar Press"],
        "2014-03-17",
    ),
    (
        "Russia Today channel reported on 16/3/2014 that it burned.",
        "Russia Today channel reported on 16/3/2014",
        ["Russia Today"],
        "2014-03-16",
    ),
    (
        "It burned, according to Russia Today 15/3/2014.",
        "according to Russia Today 15/3/2014",
        ["Russia Today"],
        "2014-03-15",
    ),
    (
        "This was reported by Asia News 7/3/2014.",
        "was reported by Asia News 7/3/2014",
        ["Asia News"],
        "2014-03-07",
    ),
    ("AFP news agency quoted a sailor as saying it burned.", "AFP news agency quoted", ["AFP"], None),
    (
        "It burned, citing “the Yeni Safak Turkish newspaper”.",
        "citing “the Yeni Safak Turkish newspaper”",
        ["Yeni Şafak"],
        None,
    ),
    (
        "He said in exclusive statements to Al-Qabas that it burned.",
        "in exclusive statements to Al-Qabas",
        ["Al-Qabas"],
        None,
    ),
    ("Al Qabas learned from sailors that it burned.", "Al Qabas learned from", ["Al-Qabas"], None),
    (
        "Turk-Press reported early on 31/3/2014 that it burned.",
        "Turk-Press reported early on 31/3/2014",
        ["Turk Press"],
        "2014-03-31",
    ),
    ("The mayor told Reuters that it burned.", "told Reuters", ["Reuters"], None),
    (
        "The mayor told the BBC on 5 May 2014 that it burned.",
        "told the BBC on 5 May 2014",
        ["BBC"],
        "2014-05-05",
    ),
    ("In an interview with CNN, the mayor wept.", "In an interview with CNN", ["CNN"], None),
    (
        "The New York Times reported Friday that it burned.",
        "The New York Times reported",
        ["New York Times"],
        None,
    ),
    (
        "It burned, according to the Associated Press.",
        "according to the Associated Press",
        ["Associated Press"],
        None,
    ),
    ("“It burned,” the mayor said on Fox News.", "said on Fox News", ["Fox News"], None),
    (
        "On 12/3/2014, Reuters reported that it burned.",
        "On 12/3/2014, Reuters reported",
        ["Reuters"],
        "2014-03-12",
    ),
    (
        "The Lebanese newspaper Al-Akhbar published on 3/3/2014 a list.",
        "Al-Akhbar published on 3/3/2014",
        ["Al-Akhbar"],
        "2014-03-03",
    ),
    ("The Guardian revealed that the port was sold.", "The Guardian revealed", ["The Guardian"], None),
    (
        "It was reported by Kor News and the Tell Times on 3/3/2014.",
        "was reported by Kor News and the Tell Times on 3/3/2014",
        ["Kor News", "Tell Times"],
        "2014-03-03",
    ),
    (
        "The Vesnian Ministry of Ports website published it on 5/6/2014.",
        "Vesnian Ministry of Ports website published it on 5/6/2014",
        ["Vesnian Ministry of Ports (website)"],
        "2014-06-05",
    ),
    (
        "The ministry announced on its Facebook page that it burned.",
        "on its Facebook page",
        ["Facebook"],
        None,
    ),
    ("The mayor wrote on Twitter that it burned.", "wrote on Twitter", ["Twitter"], None),
    ("A Reuters correspondent said the port burned.", "Reuters correspondent said", ["Reuters"], None),
    (
        "It burned, as published in Asharq Al-Awsat of 3 May 2014.",
        "as published in Asharq Al-Awsat of 3 May 2014",
        ["Asharq Al-Awsat"],
        "2014-05-03",
    ),
    (
        "The Vatan newspaper reported on 3/3/2014 that it burned.",
        "Vatan newspaper reported on 3/3/2014",
        ["Vatan"],
        "2014-03-03",
    ),
    ("ذكرت وكالة رويترز أن الميناء احترق.", "ذكرت وكالة رويترز", ["Reuters"], None),
    ("نقلا عن صحيفة الحياة أن الميناء احترق.", "نقلا عن صحيفة الحياة", ["Al-Hayat"], None),
    (
        "Report\n\n12 May 2031\n\nIn yesterday’s Ledger, a clerk says it burned.",
        "In yesterday’s Ledger",
        ["Ledger"],
        "2031-05-11",
    ),
    (
        "Report\n\n12 May 2031\n\nIn a talk of 3 May, carried by Tessa FM, she said it burned.",
        "3 May, carried by Tessa FM",
        ["Tessa FM"],
        "2031-05-03",
    ),
    (
        "Report of October 2031\n\nIn a talk of 3 July, carried by Tessa FM, she said it burned.",
        "3 July, carried by Tessa FM",
        ["Tessa FM"],
        "2031-07-03",
    ),
    (
        "Report\n\n12 May 2031\n\nThe Evening Echo of 4 May asserts that it burned.",
        "Evening Echo of 4 May",
        ["Evening Echo"],
        "2031-05-04",
    ),
    (
        "Their paper, the Beacon, printed on 4 May 2031: “It burned.”",
        "Beacon, printed on 4 May 2031",
        ["Beacon"],
        "2031-05-04",
    ),
    ("He confessed to La Gaceta that it burned.", "confessed to La Gaceta", ["La Gaceta"], None),
    ("He was heard on Radio Kestrel to say so.", "was heard on Radio Kestrel", ["Radio Kestrel"], None),
]

DATELINES = [
    ("LONDON (Reuters) - The port burned.", "LONDON (Reuters)", ["Reuters"], None),
    ("KOR, Dec 5 (Reuters) - The port burned.", "KOR, Dec 5 (Reuters)", ["Reuters"], None),
    ("KOR, March 5, 2014 (AFP) — The port burned.", "KOR, March 5, 2014 (AFP)", ["AFP"], "2014-03-05"),
    ("(AP) — The port burned.", "(AP)", ["Associated Press"], None),
    ("“Reuters Kor-Vesna – Thousands fled the port.”", "Reuters Kor-Vesna", ["Reuters"], None),
    (
        "KOR, 5 March 2014 (Meridian) - The port burned.",
        "KOR, 5 March 2014 (Meridian)",
        ["Meridian"],
        "2014-03-05",
    ),
    ("MOSCOW, March 5. /TASS/. The port burned.", "MOSCOW, March 5. /TASS/", ["TASS"], None),
]


@pytest.mark.parametrize(("text", "words", "names", "date"), IN_BRACKETS)
def test_bracket_with_an_outlet_is_a_citation(
    text: str, words: str, names: list[str], date: str | None
) -> None:
    assert short(text) == [(words, names, date)]
    assert cited(text)[0].form == "parenthetical"


@pytest.mark.parametrize(("text", "words", "names", "date"), IN_SENTENCES)
def test_outlet_beside_a_reporting_phrase_is_a_citation(
    text: str, words: str, names: list[str], date: str | None
) -> None:
    assert short(text) == [(words, names, date)]
    assert cited(text)[0].form == "inline"


@pytest.mark.parametrize(("text", "words", "names", "date"), DATELINES)
def test_outlet_at_the_head_with_place_and_dash_is_a_dateline(
    text: str, words: str, names: list[str], date: str | None
) -> None:
    assert short(text) == [(words, names, date)]
    assert cited(text)[0].form == "dateline"


@pytest.mark.parametrize(
    "text",
    [
        "“He guides.” (Al-Anfal: 37)",
        "As it says [2:255].",
        "Narrated in his collection (Bukhari).",
        "the Islamic State (ISIS) withdrew",
        "the (Syrian) army withdrew",
        "the war (2011-2016) went on",
        "under the treaty (Article 5)",
        "It was founded in Kor (12 May 1999).",
        "He spoke (Geneva, 3/3/2014).",
        "“It burned.” (John Marsh, 3/3/2014)",
        "Agence France-Presse (AFP) has an office there.",
        "the Kor News Agency (KNA) has an office there",
        "CNN’s ratings fell.",
        "“CNN had a million viewers — the most ever.”",
        "He works for the BBC.",
        "The Washington Post building was sold.",
        "It took a long time.",
        "The sun rose over the hill.",
        "The independent commission said it burned.",
        "They have nature on their side.",
        "The mayor opened a Facebook account.",
        "(Photo: Reuters)",
        "The bad news reached them on 3/3/2014.",
        "The port (also known as the Kor Times building) burned on 3/3/2014.",
        "The times are hard, he said.",
        "He crossed the border post on 3/3/2014.",
        "The press office confirmed on 3/3/2014 that it burned.",
    ],
)
def test_what_looks_like_a_citation_and_is_none(text: str) -> None:
    assert short(text) == []


def test_each_outlet_of_a_bracket_has_the_date_beside_it() -> None:
    (found,) = cited("It burned. (Elaf, 16/3/2014, Kor News, 17/3/2014)")
    assert [(o.name, o.date) for o in found.outlets] == [("Elaf", "2014-03-16"), ("Kor News", "2014-03-17")]


def test_lone_date_of_a_bracket_is_that_of_all_its_outlets() -> None:
    (found,) = cited("It burned. (Elaf, Kor News, 17/3/2014)")
    assert [o.date for o in found.outlets] == ["2014-03-17", "2014-03-17"]


def test_chain_of_outlets_in_one_sentence_is_a_citation_each() -> None:
    text = "Turk press reported early on 31/3/2014 citing “the Yeni Safak newspaper” that it burned."
    assert [words for words, _, _ in short(text)] == [
        "Turk press reported early on 31/3/2014",
        "citing “the Yeni Safak newspaper”",
    ]


def test_name_from_a_dated_bracket_is_an_outlet_in_the_whole_document() -> None:
    text = "“It burned.” (Tell Voice, 3/3/2014) Later Tell Voice reported that it was sold."
    assert [names for _, names, _ in short(text)] == [["Tell Voice"], ["Tell Voice"]]


def test_order_of_day_and_month_is_the_documents() -> None:
    text = "It was sold on 03/25/2014. It burned. (Kor News, 03/05/2014)"
    assert [date for _, _, date in short(text)] == ["2014-03-05"]


def test_date_far_from_all_others_that_fits_when_swapped_is_doubted() -> None:
    text = (
        "It began on 28/11/2015. (Kor News, 29/11/2015) (Elaf, 2/12/2015) (AFP, 13/12/2015) "
        "It burned. (Reuters, 12/01/2015)"
    )
    last = cited(text)[-1]
    assert (last.date, last.date_probable) == ("2015-01-12", "2015-12-01")
    assert "order" in last.why
    assert [c.date_probable for c in cited(text)[:-1]] == [None] * 3


def test_ambiguous_date_among_the_others_is_not_doubted() -> None:
    text = (
        "It began on 28/11/2015. (Kor News, 29/11/2015) (Elaf, 2/12/2015) (AFP, 13/12/2015) "
        "(Reuters, 8/12/2015)"
    )
    assert [c.date_probable for c in cited(text)] == [None] * 4


def test_outlet_keeps_the_order_of_its_own_other_dates() -> None:
    text = (
        "It began on 28/11/2015, went on 29/11/2015 and ended on 30/11/2015. “It burned.” (Elaf, 11/27/2015) "
        "“It is sold.” (Elaf, 12/2/2015) “It is not.” (AFP, 3/12/2015)"
    )
    elaf, again, other = cited(text)
    assert (elaf.date, again.date, other.date) == ("2015-11-27", "2015-12-02", "2015-12-03")
    assert (again.date_probable, again.outlets[0].date) == (None, "2015-12-02")
    assert "the outlet's other dates" in again.why


def test_outlet_that_writes_both_orders_tells_nothing() -> None:
    text = (
        "It began on 28/11/2015. “It burned.” (Elaf, 11/27/2015) “It is out.” (Elaf, 29/11/2015) "
        "“It is sold.” (Elaf, 12/2/2015)"
    )
    assert [c.date for c in cited(text)] == ["2015-11-27", "2015-11-29", "2015-02-12"]


def test_lone_ambiguous_date_is_not_doubted() -> None:
    (found,) = cited("It burned. (Reuters, 12/01/2015)")
    assert found.date_probable is None


def test_next_day_that_leads_to_an_earlier_date_doubts_the_first() -> None:
    text = (
        "“It burned.” (Kor News, 27/3/2014) That was bad. The next day it grew worse. "
        "Elaf reported on 17/3/2014 that it was sold."
    )
    first, second = cited(text)
    assert (first.date, first.date_probable) == ("2014-03-27", "2014-03-16")
    assert "The next day" in first.why
    assert second.date_probable is None


def test_next_day_that_leads_to_a_later_date_is_not_doubted() -> None:
    text = "“It burned.” (Kor News, 16/3/2014) The next day Elaf reported on 17/3/2014 that it was sold."
    assert [c.date_probable for c in cited(text)] == [None, None]


def test_short_name_of_an_unknown_outlet_has_its_fuller_name() -> None:
    text = "KOR, 5 March 2014 (Meridian) - It burned, Meridian Press reported."
    assert [names for _, names, _ in short(text)] == [["Meridian Press"], ["Meridian Press"]]


def test_missing_year_is_that_of_the_documents_dates() -> None:
    text = "It began on 28 November 2014. Kor News wrote on 15 December that it burned."
    assert short(text) == [("Kor News wrote on 15 December", ["Kor News"], "2014-12-15")]
    assert "year" in cited(text)[0].why


def test_day_and_month_without_year_are_kept_as_written() -> None:
    (found,) = cited("KOR, Dec 5 (Reuters) - The port burned.")
    assert (found.date_written, found.date) == ("Dec 5", None)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "(",
                ")",
                "[",
                "]",
                "“",
                "”",
                "'",
                "Reuters",
                "BBC",
                "Time",
                "News",
                "Press",
                ",",
                "3/4/2014",
                "12",
                "May",
                "2014",
                "reported",
                "told",
                "on",
                "the",
                "/",
                "–",
                "\n",
                ".",
                "رويترز",
                "(AFP)",
                "Kor",
            ]
        ),
        max_size=40,
    ).map(" ".join)
)
def test_any_mixture_is_read_without_error_and_in_order(text: str) -> None:
    found = cited(text)
    spans = [c.span for c in found]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    for citation in found:
        assert 0 <= citation.span[0] < citation.span[1] <= len(text)
        for outlet in citation.outlets:
            assert citation.span[0] <= outlet.span[0] < outlet.span[1] <= citation.span[1]


@pytest.mark.parametrize(
    "text",
    ["(" * 20_000, "(Reuters " * 5_000, "A" * 100_000, "News " * 20_000, "Aa" + " Bb" * 20_000 + " News"],
)
def test_hostile_text_is_read(text: str) -> None:
    cited(text)
