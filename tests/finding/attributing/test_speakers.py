"""Speakers: the phrase as written is kept, and the name that it stands for is resolved."""

from __future__ import annotations

import pytest
from said import read, said, speakers

NAMES = {
    "a surname takes the full name": (
        "Marit Hale came to the pier. Hale said that the road was open.",
        "Hale",
        "Marit Hale",
    ),
    "a title is no part of the name": (
        "President Marit Hale said that the road was open.",
        None,
        "Marit Hale",
    ),
    "a title and a surname": (
        "Marit Hale came to the pier. Dr Hale said that the road was open.",
        "Dr Hale",
        "Marit Hale",
    ),
    "an adverb as the end of a name": (
        "Russia Today reported that the road was open.",
        "Russia Today",
        "Russia Today",
    ),
    "he": ("Jon Varo came to the pier. He said that the road was open.", "He", "Jon Varo"),
    "she": ("Anna Hale came to the pier. She said that the road was open.", "She", "Anna Hale"),
    "she is the last woman": (
        "Anna Hale met John Varo at the pier. She said that the road was open.",
        "She",
        "Anna Hale",
    ),
    "he is the last man": (
        "John Varo met Anna Hale at the pier. He said that the road was open.",
        "He",
        "John Varo",
    ),
    "it is the last body": (
        "The Kaldvik Relief Committee met on Friday. It said that the road was open.",
        "It",
        "Kaldvik Relief Committee",
    ),
    "a role is its holder": (
        "The foreign minister, Marit Hale, came to the pier. The minister said that the road was open.",
        "The minister",
        "Marit Hale",
    ),
    "a role of any kind is its holder": (
        "The harbour minister, Marit Hale, came to the pier. The minister said that the road was open.",
        "The minister",
        "Marit Hale",
    ),
    "an apposition is its name": (
        "Marit Hale, the harbour minister, said that the road was open.",
        "Marit Hale, the harbour minister",
        "Marit Hale",
    ),
    "a spokesman is nameless": (
        "A spokesman said that the road was open.",
        "A spokesman",
        "unnamed spokesman",
    ),
    "nameless witnesses": (
        "Local residents said that the road was open.",
        "Local residents",
        "unnamed local residents",
    ),
    "joint speakers": (
        "Marit Hale and Jon Varo said that the road was open.",
        "Marit Hale and Jon Varo",
        "Marit Hale; Jon Varo",
    ),
    "a state": ("Norway said that the road was open.", "Norway", "Norway"),
    "a capital stands for its state": ("Oslo said that the road was open.", "Oslo", "Norway"),
    "an outlet": ("Reuters reported that the road was open.", "Reuters", "Reuters"),
    "a possessive is no part of the speaker": (
        "Norway’s government said that the road was open.",
        "Norway’s government",
        None,
    ),
}


@pytest.mark.parametrize(("text", "source", "speaker"), NAMES.values(), ids=NAMES)
def test_the_speaker(text: str, source: str | None, speaker: str | None) -> None:
    [row] = said(text)
    assert row.content.endswith("open")
    assert source is None or row.source == source
    assert speaker is None or row.speaker == speaker


CLASSES = {
    "named": ("Marit Hale said that the road was open.", "named"),
    "unnamed": ("Two fishermen said that the road was open.", "unnamed"),
    "unspecified": ("It was announced that the road was open.", "unspecified"),
}


@pytest.mark.parametrize(("text", "speaker_class"), CLASSES.values(), ids=CLASSES)
def test_the_class_of_the_speaker(text: str, speaker_class: str) -> None:
    [row] = read(text).attributions
    assert row.speaker_class == speaker_class


def test_he_goes_on_over_several_sentences() -> None:
    text = (
        "Jon Varo said that the road was open. He said that the pier was safe. "
        "He added that the gate was shut."
    )
    assert speakers(text) == ["Jon Varo"] * 3


def test_they_are_the_joint_speakers() -> None:
    text = "Marit Hale and Jon Varo said that the road was open. They added that the pier was safe."
    assert speakers(text) == ["Marit Hale; Jon Varo"] * 2


def test_first_person_inside_a_quotation_is_its_speaker() -> None:
    rows = said("Marit Hale said: “We went there, and I told him that the road was open.”")
    assert [row.speaker for row in rows] == ["Marit Hale", "Marit Hale"]


def test_what_the_writer_says_is_no_report() -> None:
    assert said("I believe that the road was open.") == []
    assert said("We told the council that the road was open.") == []


def test_a_pronoun_without_a_person_is_unspecified() -> None:
    assert speakers("He said that the road was open.") == ["unspecified"]


def test_who_is_the_noun_before_it() -> None:
    rows = said("The crowd met Jon Varo, who said that the road was open.")
    assert [(row.content, row.speaker) for row in rows] == [("the road was open", "Jon Varo")]
    assert rows[0].source.endswith("who")


def test_one_person_has_one_name_in_all_spellings_of_the_source() -> None:
    text = (
        "The minister, Marit Hale, said that the road was open. Hale added that the pier was safe. "
        "Ms Hale denied that the gate was shut."
    )
    assert speakers(text) == ["Marit Hale"] * 3


def test_the_reason_says_how_the_speaker_was_found() -> None:
    [row] = read("Jon Varo came to the pier. He said that the road was open.").attributions
    assert "pronoun" in row.why


def test_a_possessive_pronoun_before_a_noun_cue() -> None:
    rows = said("Marit Hale repeated her claim that the road was open.")
    assert ("the road was open", "Marit Hale") in [(row.content, row.speaker) for row in rows]


def test_two_who_met_are_they() -> None:
    found = read("Ada Marsh spoke on Monday with Jon Varo. They agreed that the ferry should sail.")
    assert ("Ada Marsh", "Jon Varo") in [row.speaker for row in found.attributions]


DEBATE = (
    "PARLIAMENT OF TESSA\n\nMr Aron Vale (Hill): How many piers stand?\n\n"
    "The Minister for Ports (Dr Ines Marsh): Nine. They were counted in May.\n\n"
    "Mr Vale: The Minister promised that ten piers would stand.\n\n"
    "Dr Marsh: The hon. Member claims that one pier is gone.\n\nMr Vale: Thank you."
)
PAIR = (
    "Joint statement\n\nThe Presidents of Orland and Tessaly declare that the war is over.\n\n"
    "After the signing President Hale of Orland smiled. President Marsh laughed."
)
DESCRIBED = {
    "the holder of a bracketed office": (DEBATE, "ten piers would stand", "Ines Marsh"),
    "the member who spoke before": (DEBATE, "one pier is gone", "Aron Vale"),
    "two who hold one office": (PAIR, "the war is over", "Hale; Marsh"),
    "a title that the text explains": (
        "Port report: minister admits pier unsafe\n\nThe ports minister, Aron Vale, came on Monday.",
        "pier unsafe",
        "Aron Vale",
    ),
    "an apposition behind a complement": (
        "A captain of theirs, Vale, confessed that the boat was empty.",
        "the boat was empty",
        "Vale",
    ),
    "a name by its capitals": ("The Salt Republic denied that a boat sank.", "a boat sank", "Salt Republic"),
    "a name that begins with a common word": (
        "Open Piers Watch said that two boats sank. Researchers of Open Piers Watch met the crew.",
        "two boats sank",
        "Open Piers Watch",
    ),
    "a government is not its premier": (
        "The government of Premier Vale told us that the bridge was sound.",
        "the bridge was sound",
        "government of Premier Vale",
    ),
    "an occasion is no subject": (
        "One of them, a sergeant, stated under questioning: “Our officers had gone the night before.”",
        "Our officers had gone the night before.",
        "unnamed one of them",
    ),
    "a clause behind a semicolon has its own subject": (
        "The radio announced the fall; the man himself, Aron Vale, gave a statement, saying he was well.",
        "he was well",
        "Aron Vale",
    ),
    "who after the object of a bare verb": (
        "But listen to Aron Vale himself, who as a young clerk declared that the pier was eternal.",
        "the pier was eternal",
        "Aron Vale",
    ),
    "a plural is not he": (
        "Members of the board denied that it fell. The envoy, Mr Aron Vale, briefed them. "
        "According to his briefing, both sides hold prisoners.",
        "both sides hold prisoners",
        "Aron Vale",
    ),
    "an aside parts a cue from its quotation": (
        "Mrs Ines Marsh, my neighbour, writes — and I quote — “I waited two hours for the boat.”",
        "I waited two hours for the boat.",
        "Ines Marsh",
    ),
    "a service with a name of its own is no newspaper": (
        "He told the Kor Times that it was late. According to the weather service, snow will fall.",
        "snow will fall",
        "weather service",
    ),
}


@pytest.mark.parametrize(("text", "content", "speaker"), DESCRIBED.values(), ids=DESCRIBED)
def test_described_speaker_is_whom_the_text_ties_to_the_words(text: str, content: str, speaker: str) -> None:
    assert {row.speaker for row in said(text) if row.content == content} == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Orvanian Defence Minister said that the fleet will leave.", "Orvanian Defence Minister"),
        ("They met. The Minister said that the matter is closed.", "Minister"),
        ("They met. The minister said that the matter is closed.", "unnamed minister"),
        ("A Minister said that the matter is closed.", "unnamed Minister"),
    ],
)
def test_an_office_in_capitals_is_called_by_its_title(text: str, speaker: str) -> None:
    assert said(text)[0].speaker == speaker


GENERAL = {
    "a reflexive belongs to its pronoun": (
        "Jon Varo came late. He himself said that the gate was shut.",
        "the gate was shut",
        "Jon Varo",
    ),
    "the number of a point": (
        "3- The President claims that the gate is shut.",
        "the gate is shut",
        "President",
    ),
    "an honorific before an office": (
        "His Excellency the Minister of Ports, Engineer Adil Varo, affirmed that the gate is shut.",
        "the gate is shut",
        "Adil Varo",
    ),
    "an office in small letters with its place": (
        "The governor of Hollin said that the gate is shut.",
        "the gate is shut",
        "governor of Hollin",
    ),
    "an office with its portfolio": (
        "The finance minister said that the gate is shut.",
        "the gate is shut",
        "finance minister",
    ),
    "the rank of a name": (
        "“We came at dawn,” said Army Gen. Philip Varo. The general said that the gate is shut.",
        "the gate is shut",
        "Philip Varo",
    ),
    "he after a nameless speaker": (
        "Governor Sofia Dren came. A senior official said that the pier was open. "
        "He said that the gate is shut.",
        "the gate is shut",
        "unnamed senior official",
    ),
    "he is the one person of the sentence before": (
        "The Kaldvik Council met. Last month we met in Pell with Foreign Minister Dario Varo. "
        "He assured us that the gate is shut.",
        "the gate is shut",
        "Dario Varo",
    ),
    "one of several": (
        "Two fishermen said that the pier was open. One said that the gate is shut.",
        "the gate is shut",
        "unnamed two fishermen",
    ),
    "the two who spoke": (
        "Marit Hale and Jon Varo said that the pier was open. The two agreed that the gate is shut.",
        "the gate is shut",
        "Marit Hale; Jon Varo",
    ),
    "the name that somebody goes by": (
        "A spokesman for the guild, using the name Abu Dharr, claimed that the gate is shut.",
        "the gate is shut",
        "Abu Dharr",
    ),
    "it is the body of the clause before": (
        "Jon Varo noted that the Kaldvik delegation had agreed, though it insisted that the gate is shut.",
        "the gate is shut",
        "Kaldvik delegation",
    ),
    "the report of a body": (
        "Have you seen the Relief Committee report accusing the guild of neglect?",
        "the guild of neglect?",
        "Relief Committee",
    ),
    "letters behind a name": (
        "Air Marshal Sir Duncan Varo KCB said that the gate is shut.",
        "the gate is shut",
        "Duncan Varo",
    ),
}


@pytest.mark.parametrize(("text", "content", "speaker"), GENERAL.values(), ids=GENERAL)
def test_the_speaker_of_a_clause(text: str, content: str, speaker: str) -> None:
    assert {row.speaker for row in said(text) if row.content == content} == {speaker}


def test_the_label_of_a_turn_is_the_person_of_that_surname() -> None:
    text = "Tobias Hale, spokesman\n\nMR. HALE: The gate is shut.\n\nQUESTION: Why?\n\nMR. HALE: It is late."
    assert "Tobias Hale" in speakers(text)


def test_he_of_a_turn_is_not_who_speaks_it() -> None:
    text = (
        "Tobias Hale, spokesman\n\nMR. HALE: Our envoy met Jon Varo. He said that the gate is shut.\n\n"
        "QUESTION: Why?\n\nMR. HALE: It is late."
    )
    assert {row.speaker for row in said(text) if row.content == "the gate is shut"} == {"Jon Varo"}


def test_who_adds_is_the_speaker_and_not_whom_he_quotes() -> None:
    text = (
        "Jon Varo said he had been told by a sergeant that the pier was open. He added that the gate is shut."
    )
    assert {row.speaker for row in said(text) if row.content == "the gate is shut"} == {"Jon Varo"}


OFFICES = {
    "an office of a state by its possessive": (
        "Norway’s interior minister said that the gate is shut.",
        "Norway’s interior minister",
    ),
    "the subject of the clause above": (
        "Anna Hale left. His rival in the race had known it when he said that the gate is shut.",
        "unnamed rival in the race",
    ),
    "those who": ("Those who rule us think that the gate is shut.", "unnamed those who rule us"),
    "a name with an apostrophe": (
        "They met. On Friday the Penwick Residents’ Forum said that the gate is shut.",
        "Penwick Residents’ Forum",
    ),
}


@pytest.mark.parametrize(("text", "speaker"), OFFICES.values(), ids=OFFICES)
def test_the_last_speaker(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker
