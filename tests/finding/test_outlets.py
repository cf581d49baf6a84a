"""Names of media: the table, its spellings, and unknown outlets by their form."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.finding import outlets
from testimonia.language.doc import Doc


def names(text: str) -> list[str]:
    return [name.name for name in outlets.find_names(Doc(text))]


def test_table_is_large_and_each_name_stands_once() -> None:
    table = outlets.table()
    assert len(table) > 1000
    assert len({outlet.name for outlet in table}) == len(table)
    assert {outlet.kind for outlet in table} <= {
        "agency",
        "newspaper",
        "broadcaster",
        "magazine",
        "site",
        "social",
        "government",
    }
    assert all(len(outlet.country) == 2 for outlet in table)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Ledger wrote on Monday that two boats sank.", "Ledger"),
        ("She complained in this morning’s Clarion about the toll.", "Clarion"),
        ("The Evening Echo of 4 May was sold out.", "Evening Echo"),
        ("Their newspaper, the Beacon, was sold out.", "Beacon"),
        ("He is often heard on Radio Kestrel at noon.", "Radio Kestrel"),
        ("Tessa FM played it again.", "Tessa FM"),
        ("Orlan State Radio played it again.", "Orlan State Radio"),
        ("She reads La Gaceta del Puerto at breakfast.", "La Gaceta del Puerto"),
    ],
)
def test_outlet_is_known_by_the_shape_of_its_name(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The Star rose early over the Post office.",
        "It was printed in the Official Gazette of the state.",
        "The Sun said nothing.",
        "The Radio Authority met.",
        "The State Radio played it again.",
    ],
)
def test_word_that_papers_are_called_by_is_no_outlet_alone(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "head",
    [
        "Ferry inquiry opens\n\nNQK News, coast bureau\n3 May 2031\n\n",
        "ORSK CITY, 3 May 2031 - NQK - The inquiry opened on Monday.\n\n",
        "ORSK, May 3, 2031 (NQK) - The inquiry opened on Monday.\n\n",
    ],
)
def test_document_calls_its_own_house_by_its_initials(head: str) -> None:
    text = head + "The owner told NQK that the doors were sound."
    assert any(
        name.span == (text.rindex("NQK"), text.rindex("NQK") + 3) for name in outlets.find_names(Doc(text))
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He reads Turk Press daily.", "Turk Press"),
        ("He reads Turk-Press daily.", "Turk Press"),
        ("He reads TurkPress daily.", "Turk Press"),
        ("He reads Turk press daily.", "Turk Press"),
        ("He watches Al-Hurra.", "Al-Hurra"),
        ("He watches Al Hurra.", "Al-Hurra"),
        ("He watches Alhurra TV.", "Al-Hurra"),
        ("He reads Yeni Şafak.", "Yeni Şafak"),
        ("He reads Yeni Safak.", "Yeni Şafak"),
        ("He reads Ha’aretz.", "Haaretz"),
        ("He reads Asharq Al-Awsat.", "Asharq Al-Awsat"),
        ("He reads Al-Sharq al-Awsat.", "Asharq Al-Awsat"),
        ("He reads الشرق الأوسط daily.", "Asharq Al-Awsat"),
        ("صرح لرويترز", "Reuters"),
        ("قَنَاةُ الجَزِيرَةِ", "Al Jazeera"),
        ("A.F.P. has an office.", "AFP"),
        ("The Agence France-Presse has an office.", "AFP"),
        ("He watches Sky News.", "Sky News"),
        ("He watches Sky News Arabia.", "Sky News Arabia"),
        ("He reads Al Jazeera Net.", "Al Jazeera Net"),
        ("He reads kornews at www.bbc.com.", "BBC"),
    ],
)
def test_spellings_of_one_outlet_have_its_name(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "It took time.",
        "Time heals.",
        "He came to Petra by night.",
        "The Independent candidate lost.",
        "The MENA region is dry.",
        "He said so aa.",
        "the sun and the mirror",
        "RT is short for real time",
        "Write to ada@bbc.com.",
        "Forbes was his name.",
        "the nation and the guardian of the port",
    ],
)
def test_common_words_are_outlets_only_in_context(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Time magazine came out.", "Time"),
        ("He told Time that it burned.", "Time"),
        ("The Independent reported that it burned.", "The Independent"),
        ("according to the newspaper Sabah", "Sabah"),
        ("Petra news agency is there.", "Petra"),
        ("MENA reported that it burned.", "MENA"),
    ],
)
def test_common_words_with_a_medium_around_them_are_outlets(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He works for Ugaria News.", "Ugaria News"),
        ("He works for Kor TV.", "Kor TV"),
        ("the Tell newspaper", "Tell"),
        ("the newspaper Vatan", "Vatan"),
        ("the daily “Sharara”", "Sharara"),
        ("The Kor Times reported that it burned.", "Kor Times"),
        ("Mahatta Press reported that it burned.", "Mahatta Press"),
        ("the Vesna News Agency", "Vesna News Agency"),
        ("Source: www.tellvoice.org", "tellvoice.org"),
        ("Al-Quds Post reported that it burned.", "Al-Quds Post"),
    ],
)
def test_unknown_outlet_is_known_by_its_form(text: str, name: str) -> None:
    (found,) = outlets.find_names(Doc(text))
    assert (found.name, found.known) == (name, False)


@pytest.mark.parametrize(
    "text",
    [
        "Fake News is everywhere.",
        "Good News for Kor.",
        "The News reached him.",
        "He passed the Border Post.",
        "He read it in Modern Times.",
        "The Press Office is closed.",
        "Vesna University Press printed it.",
        "The Central Intelligence Agency denied it.",
        "The Turkish newspaper closed.",
        "the Space Agency said so",
        "He swam the English Channel.",
        "on Monday the newspaper Monday edition",
    ],
)
def test_form_word_without_a_name_is_no_outlet(text: str) -> None:
    assert names(text) == []


def test_names_are_in_order_and_lie_where_they_say() -> None:
    text = "Reuters, the BBC and Kor News said so; لرويترز."
    found = outlets.find_names(Doc(text))
    assert [text[n.span[0] : n.span[1]] for n in found] == ["Reuters", "BBC", "Kor News", "رويترز"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "The",
                "Al",
                "-",
                "Qabas",
                "News",
                "Agency",
                "Sky",
                "Arabia",
                ".",
                "’",
                "s",
                "Time",
                "told",
                "of",
                "«",
                "رويترز",
                "www.kor.com",
            ]
        ),
        max_size=30,
    )
)
def test_any_mixture_gives_spans_in_order_without_overlap(words: list[str]) -> None:
    text = " ".join(words)
    spans = [name.span for name in outlets.find_names(Doc(text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("State television reported that the road was open.", "State television"),
        (
            "In a statement carried by the official Varnan news agency, he said so.",
            "official Varnan news agency",
        ),
        ("In a letter posted on X on Monday, she said so.", "X"),
    ],
)
def test_media_named_by_who_runs_them_and_platforms(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize("text", ["He marked the spot on X-rays.", "The state radio tower fell."])
def test_a_letter_and_a_tower_are_no_media(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He told state news agency KorInfo that the road was open.", "KorInfo"),
        ("In Tarnova, state-run Kanal 1 reported that the road was open.", "Kanal 1"),
        ("The independent news site Zerkalo reported that the road was open.", "Zerkalo"),
        ("He was quoted by the daily Trud i Morye as saying so.", "Trud i Morye"),
    ],
)
def test_a_kind_before_a_name_in_several_words(text: str, name: str) -> None:
    assert names(text) == [name]


def test_an_agency_is_called_by_the_name_beside_it() -> None:
    assert names("The official news agency, DNA, reported that the road was open.") == ["DNA"]
