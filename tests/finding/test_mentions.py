"""Names in one document: what is found, what it is, what it stands for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.finding import mentions
from testimonia.language.doc import Doc
from testimonia.model import Mention


def find(text: str) -> list[Mention]:
    return mentions.find(Doc(text, "d"), [], [])


def names(text: str, *types: str) -> list[tuple[str, str]]:
    """Text and meaning of the names and adjectives, of some types or of all."""
    return [(m.text, m.name) for m in find(text) if m.form != "nominal" and (not types or m.type in types)]


def roles(text: str) -> dict[str, str]:
    return {m.text: m.name for m in find(text) if m.form == "nominal"}


# states ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written", "state"),
    [
        ("They crossed into Norway at dawn.", "Norway", "Norway"),
        ("The US has decided.", "US", "United States"),
        ("The U.S. has decided.", "U.S.", "United States"),
        ("The U.S has decided.", "U.S", "United States"),
        ("It was the Obama administration.", "Obama administration", "United States"),
        ("He left for the UAE.", "UAE", "United Arab Emirates"),
        ("Norwegian officers came.", "Norwegian", "Norway"),
        ("The Kingdom of Saudi Arabia has agreed.", "Kingdom of Saudi Arabia", "Saudi Arabia"),
    ],
)
def test_states_are_found_under_their_short_names(text: str, written: str, state: str) -> None:
    assert names(text, "state") == [(written, state)]


def test_nationality_is_an_adjective_and_the_people_a_name() -> None:
    found = {m.text: m.form for m in find("The Norwegian envoy met the Norwegians.") if m.type == "state"}
    assert found == {"Norwegian": "adjective", "Norwegians": "name"}


def test_us_in_small_letters_is_no_state() -> None:
    assert names("They told us nothing.") == []


@pytest.mark.parametrize(
    ("text", "written", "state"),
    [
        ("It seems that Oslo agreed to the plan.", "Oslo", "Norway"),
        ("Sweden held talks with Oslo on the border.", "Oslo", "Norway"),
        ("They rejected Oslo's position.", "Oslo", "Norway"),
        ("The Kremlin was silent.", "Kremlin", "Russia"),
        ("They accused Oslo of provocation.", "Oslo", "Norway"),
        ("It is clear that Oslo has prepared the plan.", "Oslo", "Norway"),
    ],
)
def test_a_capital_that_acts_stands_for_its_state(text: str, written: str, state: str) -> None:
    assert (written, state) in names(text, "state")


def test_capitals_that_act_together_are_both_states() -> None:
    assert names("On Monday Oslo and Stockholm agreed on it.", "state") == [
        ("Oslo", "Norway"),
        ("Stockholm", "Sweden"),
    ]


def test_a_capital_that_is_a_place_stays_a_place() -> None:
    assert names("They met in Oslo on Monday.", "place") == [("Oslo", "Oslo")]


def test_halves_of_compounds_are_found() -> None:
    assert names("the Norwegian-Swedish border and pro-Danish groups") == [
        ("Norwegian", "Norway"),
        ("Swedish", "Sweden"),
        ("Danish", "Denmark"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They saw that the Vessian army came. Soon Vessia was silent.",
        "The President of Vessia left.",
        "They rejected Vessia's government.",
    ],
)
def test_a_state_that_no_table_knows_is_found_by_what_belongs_to_it(text: str) -> None:
    assert ("Vessia", "Vessia") in names(text, "state")


def test_an_unknown_adjective_of_nationality_stands_for_its_state() -> None:
    found = {m.text: (m.name, m.form) for m in find("The Vessian embassy closed, but Vessia denied it.")}
    assert found["Vessian"] == ("Vessia", "adjective")


# persons --------------------------------------------------------------------------------------------


def test_a_title_is_no_part_of_a_name() -> None:
    assert names("They thanked President Varo warmly.", "person") == [("Varo", "Varo")]


def test_a_surname_stands_for_the_full_name_before_it() -> None:
    text = "Maria Oster spoke first. Later Oster left. They followed Oster home."
    assert names(text, "person") == [
        ("Maria Oster", "Maria Oster"),
        ("Oster", "Maria Oster"),
        ("Oster", "Maria Oster"),
    ]


def test_the_last_bearer_of_a_surname_is_meant() -> None:
    text = "Maria Oster spoke. Then Daniel Oster spoke. They believed Oster."
    assert names(text, "person")[-1] == ("Oster", "Daniel Oster")


@pytest.mark.parametrize(
    "name",
    [
        "Staffan van Oor",
        "Karim al-Hadar",
        "Omar bin Yusuf",
        "John K. Meller",
        "Abu Talha al-Masri",
        "Leonor de Sá",
    ],
)
def test_particles_and_initials_belong_to_the_name(name: str) -> None:
    assert (name, name) in names(f"Yesterday {name} arrived.", "person")


def test_an_unknown_word_with_a_verb_of_speech_is_a_person() -> None:
    assert names("On Monday Torvak said that the road was open.", "person") == [("Torvak", "Torvak")]


def test_a_description_after_a_word_makes_it_a_person() -> None:
    assert names("Torvak, Norway's representative to the council, left.", "person") == [("Torvak", "Torvak")]


def test_a_given_name_that_is_a_state_begins_a_person() -> None:
    assert names("They met Jordan Oster there.", "person") == [("Jordan Oster", "Jordan Oster")]


def test_a_name_in_capitals_is_the_person_of_that_name() -> None:
    text = "COLONEL ANA VARO: Good morning. The road is open.\nVaro said no more."
    assert [n for _, n in names(text, "person")] == ["Ana Varo", "Ana Varo"]


# roles ----------------------------------------------------------------------------------------------


def test_a_role_before_a_name_stands_for_it_and_later_too() -> None:
    text = "Norwegian President Ana Varo spoke. The Norwegian president left."
    assert roles(text) == {"Norwegian President": "Ana Varo", "Norwegian president": "Ana Varo"}


def test_a_role_and_a_name_between_commas_are_one() -> None:
    assert roles("The Norwegian Foreign Minister, Ana Varo, left.") == {
        "Norwegian Foreign Minister": "Ana Varo"
    }
    assert roles("Ana Varo, the Norwegian envoy, left.") == {"Norwegian envoy": "Ana Varo"}


def test_a_role_that_nobody_is_tied_to_stays_open() -> None:
    assert roles("The Norwegian foreign minister left.") == {"Norwegian foreign minister": ""}


def test_the_owner_of_a_role_may_follow() -> None:
    assert roles("The President of Norway, Ana Varo, left.") == {"President of Norway": "Ana Varo"}


def test_a_portfolio_belongs_to_the_role_and_not_to_the_name() -> None:
    text = "The Norwegian Minister of Foreign Affairs Ana Varo left."
    assert roles(text) == {"Norwegian Minister of Foreign Affairs": "Ana Varo"}
    assert names(text, "person") == [("Ana Varo", "Ana Varo")]


def test_other_titles_may_stand_between_a_role_and_its_name() -> None:
    assert roles("They met UN spokesman Lt. Col. Ana Varo.")["UN spokesman"] == "Ana Varo"


def test_a_role_may_be_tied_to_its_person_later() -> None:
    text = "The Norwegian envoy arrived. The Norwegian envoy, Ana Varo, left."
    assert [m.name for m in find(text) if m.form == "nominal"] == ["Ana Varo", "Ana Varo"]


def test_a_counterpart_has_the_same_role_for_another_state() -> None:
    text = (
        "Norwegian President Ana Varo spoke. Swedish President Karl Oster called his Norwegian counterpart."
    )
    assert roles(text)["Norwegian counterpart"] == "Ana Varo"


def test_a_person_may_own_a_role() -> None:
    text = "Ana Varo arrived. Varo's spokesman Karl Oster waited."
    assert roles(text) == {"Varo's spokesman": "Karl Oster"}


def test_the_regime_is_the_only_one_that_the_document_names() -> None:
    assert roles("They fought the Norwegian regime. Then the regime fell.") == {
        "regime": "Norwegian government"
    }
    assert roles("The Norwegian regime met the Swedish regime. The regime fell.") == {"regime": ""}


# organisations, armed groups, places ----------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Fisheries",
        "Coastal Relief Committee",
        "Norwegian Defence Ministry",
        "Council for Public Safety",
        "United Nations",
    ],
)
def test_organisations_are_found_by_table_and_head(name: str) -> None:
    assert [n for n, _ in names(f"It was the {name} that refused.", "organisation")] == [name]


@pytest.mark.parametrize(
    "name", ["Jabhat al-Nahr", "Hill Brigade", "Army of the Hills", "Liwa al-Bahr", "Norwegian army"]
)
def test_armed_groups_are_found_by_table_and_head(name: str) -> None:
    assert [n for n, _ in names(f"They feared the {name} most.", "armed_group")] == [name]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Shells fell on the Hanaf neighborhood.", "Hanaf"),
        ("They took the city of Lume.", "Lume"),
        ("They stayed in Lume for a week.", "Lume"),
        ("They left eastern Oslo.", "eastern Oslo"),
        ("They entered the Sheikh Salman district.", "Sheikh Salman"),
        ("They fled to the Basra countryside.", "Basra countryside"),
    ],
)
def test_places_are_found_by_form(text: str, place: str) -> None:
    assert [n for n, _ in names(text, "place")] == [place]


def test_a_possessive_may_stand_inside_a_name_of_the_tables() -> None:
    assert names("They fear the Lord's Resistance Army and the Kurdistan Workers' Party.", "armed_group") == [
        ("Lord's Resistance Army", "Lord's Resistance Army"),
        ("Kurdistan Workers' Party", "Kurdistan Workers' Party"),
    ]


def test_groups_are_named_by_their_people_and_by_their_loyalty() -> None:
    assert names("They met the Kurdish factions.", "armed_group") == [
        ("Kurdish factions", "Kurdish factions")
    ]
    assert names("They met armed factions loyal to Norway.") == [
        ("armed factions loyal to Norway", "factions loyal to Norway")
    ]


def test_a_regime_named_by_its_ruler_is_the_government_of_the_state() -> None:
    assert ("Putin regime", "Russian government") in names("It helped the Putin regime.")


@pytest.mark.parametrize(
    ("text", "second", "first"),
    [
        ("They founded the Army of the Hills (Jaysh al-Tilal) there.", "Jaysh al-Tilal", "Army of the Hills"),
        ("They fear the Hill Front, formerly Dawn Front, most.", "Dawn Front", "Hill Front"),
        ("The Coastal Relief Committee (CRC) left.", "CRC", "Coastal Relief Committee"),
    ],
)
def test_two_names_side_by_side_are_one(text: str, second: str, first: str) -> None:
    found = {m.text: m for m in find(text)}
    assert found[second].name == first
    assert found[second].why.startswith("apposition")


@pytest.mark.parametrize(
    "line", ["LUME, Tuesday, 10 December 2031", "LUME (Meridian Agency) - The road was open."]
)
def test_the_place_of_a_dateline_is_a_place(line: str) -> None:
    assert names(line, "place") == [("LUME", "Lume")]


def test_a_heading_has_the_names_that_the_text_knows() -> None:
    text = "The Envoy of Lume Counts the Winners\n\nThey met the envoy of Lume and left."
    assert [n for n, _ in names(text)] == ["Lume", "Lume"]


# no names -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Many people came. Nobody left. Yesterday it rained in the morning.",
        "Question: Why did they leave? Answer: Because they were afraid.",
        "The Muslims and the Ummah call upon Allah on Friday in March.",
        "A Call To Every Honest Reader In This Difficult Time",
        "Then they read the verse [Ash-Shams: 9].",
    ],
)
def test_ordinary_capitals_are_no_names(text: str) -> None:
    assert names(text) == []


def test_a_text_in_capitals_has_only_the_names_of_the_tables() -> None:
    assert names("THEY TOLD US THAT NORWAY WOULD NEVER ACCEPT THE PROPOSAL OF THE COMMITTEE.") == [
        ("NORWAY", "Norway")
    ]


def test_a_text_without_capitals_has_no_names() -> None:
    assert names("he said that norway had agreed with the committee in lume.") == []


def test_names_in_arabic_script_are_found_without_their_prefixes() -> None:
    assert names("اتفقت روسيا وتركيا على وقف إطلاق النار بالعراق") == [
        ("روسيا", "Russia"),
        ("تركيا", "Turkey"),
        ("العراق", "Iraq"),
    ]


def test_an_outlet_in_arabic_script_is_not_also_its_state() -> None:
    assert names("قالت روسيا اليوم ذلك") == [("روسيا اليوم", "Russia Today")]


# properties -----------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "President",
        "Varo",
        "Norway",
        "Oslo",
        "and",
        "of",
        "the",
        "(",
        ")",
        ",",
        ".",
        "“",
        "”",
        "al-",
        "Hadar",
        "said",
        "Committee",
        "in",
        "US’s",
        "-",
        "‘",
        "\n",
        "روسيا",
        "formerly",
        "Army",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=60))
def test_every_mention_is_literally_at_its_span_and_names_do_not_overlap(text: str) -> None:
    found = find(text)
    assert found == find(text)
    assert all(text[m.span[0] : m.span[1]] == m.text and m.text.strip() == m.text and m.text for m in found)
    ends = 0
    for m in found:
        if m.form != "nominal":
            assert m.span[0] >= ends
            ends = m.span[1]


@pytest.mark.parametrize(
    "text", ["A" * 200_000, "Al-" * 50_000, "Varo " * 40_000, "(" * 50_000, "U.S." * 30_000, "a'" * 60_000]
)
def test_monstrous_texts_are_read_in_linear_time(text: str) -> None:
    find(text)
