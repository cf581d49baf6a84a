"""Names as releases and bulletins write them: heads alone, datelines, labels, firms, parts of places."""

from __future__ import annotations

import re

import pytest
from tests.finding.test_mentions import find, names

# heads alone after the article ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written", "name"),
    [
        (
            "The River Salvation Front denied it. Later the Front spoke again.",
            "Front",
            "River Salvation Front",
        ),
        (
            "The Lume Observatory spoke. The Observatory, which counts, is small.",
            "Observatory",
            "Lume Observatory",
        ),
        ("He thanked the Assembly of Islands. The Assembly welcomed it.", "Assembly", "Assembly of Islands"),
        ("They trust the Coalition and its ships.", "Coalition", "Coalition"),
    ],
)
def test_head_alone_means_the_body_named_before(text: str, written: str, name: str) -> None:
    assert (written, name) in names(text, "organisation", "armed_group")


def test_head_alone_means_the_last_of_two_bodies() -> None:
    text = (
        "They say that the Lume Council met early. The Kor Council met again later. "
        "In the evening the Council spoke to them."
    )
    assert names(text, "organisation")[-1] == ("Council", "Kor Council")


def test_kingdom_alone_is_a_state() -> None:
    assert names("We say that the Kingdom will send ships.", "state") == [("Kingdom", "Kingdom")]


@pytest.mark.parametrize(
    "text",
    [
        "They met in a council and the council spoke.",
        "It was on “State of the Union” that she spoke.",
        "Council Votes to Close the Harbour of the Union Today",
    ],
)
def test_small_letters_titles_and_headings_hold_no_head_alone(text: str) -> None:
    assert not {"Council", "Union", "council"} & {written for written, _ in names(text, "organisation")}


def test_initials_mean_the_one_body_that_has_them() -> None:
    text = "The Joint Southern Command met them. It is said that JSC sent ships and that LKW did not."
    assert names(text, "organisation") == [
        ("Joint Southern Command", "Joint Southern Command"),
        ("JSC", "Joint Southern Command"),
        ("LKW", "LKW"),
    ]


def test_beginning_of_a_longer_name_means_it() -> None:
    text = "They asked the General Staff of the Army for help. Soon the General Staff sent it."
    assert names(text, "organisation")[1] == ("General Staff", "General Staff of the Army")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The commander of the 47th Brigade, Colonel Lund, reports it.", "47th Brigade"),
        ("Officers in the Fourth Battalion complained.", "Fourth Battalion"),
        ("It is said that the 14th Motorised Corps has left.", "14th Motorised Corps"),
    ],
)
def test_bodies_of_an_army_keep_their_number(text: str, written: str) -> None:
    assert (written, written) in names(text, "armed_group")


@pytest.mark.parametrize(
    "text",
    [
        "They came with HMS Calder and left.",
        "It was part of Exercise Frost Anvil again.",
        "Article 5 of the Continental Charter says so.",
        "She signed the Treaty of Lume at last.",
    ],
)
def test_ships_exercises_and_treaties_are_no_actors(text: str) -> None:
    assert names(text, "person", "place", "organisation", "state") == []


# longer names of bodies -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("He called the Office of the Spokesperson today.", "Office of the Spokesperson"),
        ("It was the Foreign and Overseas Office that wrote.", "Foreign and Overseas Office"),
        ("He wrote to the Science and Technology Committee.", "Science and Technology Committee"),
        ("She is at Harbour Watch now.", "Harbour Watch"),
        ("A report of Liberty Watch International says so.", "Liberty Watch International"),
        ("He asked the General Staff of the Army for help.", "General Staff of the Army"),
        ("The owner of Malin Dynamics fled.", "Malin Dynamics"),
        ("A survey by Pelt & Sons said so.", "Pelt & Sons"),
        ("They trust the Workers’ Party of Kor.", "Workers’ Party of Kor"),
        ("She leads the Kor Children's Hospital now.", "Kor Children's Hospital"),
        ("It was the Silo Operators’ Association that spoke.", "Silo Operators’ Association"),
        ("Media Office of the Party of Return", "Media Office of the Party of Return"),
        ("She runs the Committee for a Better Harbour now.", "Committee for a Better Harbour"),
    ],
)
def test_bodies_by_their_form(text: str, written: str) -> None:
    assert (written, written) in names(text, "organisation")


def test_person_who_owns_a_head_is_no_part_of_the_body() -> None:
    assert "Sanders’ Council" not in dict(names("They praised Bernie Sanders’ Council today."))


def test_firm_by_the_beginning_of_its_name() -> None:
    text = "They wrote to Helix Barrow Chemicals. It is said that Helix Barrow denied it."
    assert names(text, "organisation") == [
        ("Helix Barrow Chemicals",) * 2,
        ("Helix Barrow", "Helix Barrow Chemicals"),
    ]


def test_ministry_ends_before_the_person_named_beside_it() -> None:
    text = "It came from the Ministry of Ports and The Rt Hon Ada Marsh."
    assert names(text, "organisation") == [("Ministry of Ports", "Ministry of Ports")]


def test_heading_in_title_case_is_cut_after_the_body() -> None:
    text = (
        "Harbour Forces Conduct Strike Against River Brigade Leader\n\n"
        "Harbour Forces and River Brigade met in Lume.\n"
    )
    assert "Harbour Forces Conduct Strike Against River Brigade" not in dict(names(text))
    assert names("It Seems Like An ‘Act Of Terror’ to Lume", "other") == []


# places ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("We refer you to Fort Lume for that.", "Fort Lume"),
        ("The trucks broke through the ice of Lake Sorsa again.", "Lake Sorsa"),
        ("They shelled Port Sella again.", "Port Sella"),
        ("Ships wait in the Sanmar Canal today.", "Sanmar Canal"),
        ("The jets stand at Lindholt Air Base today.", "Lindholt Air Base"),
        ("Fighting in the Lower Ister goes on.", "Lower Ister"),
        ("FORT LUME, April 17 – The harbour was hit.", "FORT LUME"),
        ("LUME CITY, Vessia – The harbour was hit.", "LUME CITY"),
        ("SOUTHWEST QASHIR (June 11, 2032) – The harbour was hit.", "QASHIR"),
        ("They sailed the Gulf of Tamar again.", "Gulf of Tamar"),
        ("He lives in Sag Harbor now.", "Sag Harbor"),
        ("Its embassy in Tarsk denied it.", "Tarsk"),
        ("They took the villages of Um Rasas and left.", "Um Rasas"),
        ("In the Ostrin direction the guns are silent.", "Ostrin"),
    ],
)
def test_places_by_their_form(text: str, written: str) -> None:
    assert written in dict(names(text, "place"))


def test_port_authority_is_a_body() -> None:
    assert names("He works for the Port Authority now.", "organisation") == [
        ("Port Authority", "Port Authority")
    ]


# states that no table knows --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("They say that the Vessian transport minister left Vessia.", "Vessia"),
        ("Rebels in Vessia are silent. A Vessian baker spoke of it.", "Vessia"),
        ("It rained in Norrgard. They met a Norrgardic sergeant there.", "Norrgard"),
        ("It was said by Foreign Minister Lund of Nordwald. We think Nordwald is wrong.", "Nordwald"),
        (
            "We told the Ostwald side. Then the Ostwald defence ministry wrote, and we thank Ostwald.",
            "Ostwald",
        ),
        ("They fear the government of neighbouring Karvia. But Karvia said nothing.", "Karvia"),
        ("We know that Morinda ratified it. Guards in Morinda beat them.", "Morinda"),
        ("They met in the capital of Valdora. We say that Valdora is old.", "Valdora"),
        ("It is a part of Tianhua’s territory. We say that Tianhua is old.", "Tianhua"),
    ],
)
def test_state_by_what_belongs_to_it(text: str, state: str) -> None:
    found = names(text, "state")
    assert found
    assert {name for _, name in found} == {state}
    assert sum(written == state for written, _ in found) == len(re.findall(rf"\b{state}\b", text))


def test_two_states_of_two_presidents() -> None:
    text = "It was the joint wish of the Presidents of Orvane and Telmar."
    assert names(text, "state") == [("Orvane", "Orvane"), ("Telmar", "Telmar")]


def test_federation_by_its_form() -> None:
    text = "They wrote to the Federated States and to the United Provinces."
    assert names(text, "state") == [("Federated States", "Federated States"), ("United Provinces",) * 2]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Marlowe won. They praised Marlowe's defence plan and Marlowe's government.",
        "They wrote to the Treasury officials twice. The Treasury ministry is old.",
        "It was the CTU's political officers who spoke.",
        "Victor came. It was the Victorian style.",
        "We read the Meridian Press. It is said that Meridian wrote it.",
    ],
)
def test_surnames_offices_and_given_names_are_no_states(text: str) -> None:
    assert names(text, "state") == []


# persons --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Lao Vinzi: We have noted the reports.", "Lao Vinzi"),
        ("It was said by Spokesperson Lao Vinzi today.", "Lao Vinzi"),
        ("said Lt. Gen. Stephen A. Brannock, commander of the fleet.", "Stephen A. Brannock"),
    ],
)
def test_persons_whose_first_name_is_something_else_by_itself(text: str, person: str) -> None:
    assert names(text, "person") == [(person, person)]


def test_zone_of_the_clock_is_no_name() -> None:
    assert [m.text for m in find("May 29, 2037 14:38 EET\n\nIt was quiet.")] == []
