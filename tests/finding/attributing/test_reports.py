"""Indirect reports: what is taken as content, cue and source in every frame of a cue."""

from __future__ import annotations

import pytest
from said import Said, contents, read, said

ROAD = "the road to the pier was open"
HALE = "Marit Hale"

# One cue, one content: text, cue, content; the source is Marit Hale

FRAMES = {
    "that": ("Marit Hale said that {road}.", "said", ROAD),
    "no that": ("Marit Hale said {road}.", "said", ROAD),
    "present": ("Marit Hale says that {road}.", "says", ROAD),
    "perfect": ("Marit Hale has said that {road}.", "has said", ROAD),
    "pluperfect": ("Marit Hale had claimed that {road}.", "had claimed", ROAD),
    "cue before a weekday": ("Marit Hale said on Friday that {road}.", "said", ROAD),
    "cue before an occasion": ("Marit Hale told reporters in Kaldvik that {road}.", "told", ROAD),
    "addressee": ("Marit Hale told the council that {road}.", "told", ROAD),
    "addressee, no that": ("Marit Hale told the council {road}.", "told", ROAD),
    "adverb before the cue": ("Marit Hale repeatedly stressed that {road}.", "repeatedly stressed", ROAD),
    "two words": ("Marit Hale pointed out that {road}.", "pointed out", ROAD),
    "clause, then cue": (
        "The road to the pier was open, Marit Hale said.",
        "said",
        "The road to the pier was open",
    ),
    "clause, then cue turned round": (
        "The road to the pier was open, said Marit Hale.",
        "said",
        "The road to the pier was open",
    ),
    "whether": ("Marit Hale asked whether {road}.", "asked", "whether the road to the pier was open"),
    "how": ("Marit Hale explained how the gate works.", "explained", "how the gate works"),
    "infinitive": (
        "Marit Hale promised to open the road to the pier.",
        "promised",
        "to open the road to the pier",
    ),
    "addressee and infinitive": (
        "Marit Hale urged the fishermen to leave the harbour.",
        "urged",
        "the fishermen to leave the harbour",
    ),
    "call on somebody": (
        "Marit Hale called on both sides to leave the harbour.",
        "called on",
        "both sides to leave the harbour",
    ),
    "noun phrase": ("Marit Hale announced the end of the blockade.", "announced", "the end of the blockade"),
    "warn of": ("Marit Hale warned of a flood in the valley.", "warned of", "a flood in the valley"),
    "denial": ("Marit Hale denied that the road was closed.", "denied", "the road was closed"),
    "belief": ("Marit Hale believes that {road}.", "believes", ROAD),
    "demand": ("Marit Hale demanded that the road be opened.", "demanded", "the road be opened"),
}


@pytest.mark.parametrize(("text", "cue", "content"), FRAMES.values(), ids=FRAMES)
def test_a_cue_and_its_frame(text: str, cue: str, content: str) -> None:
    [row] = said(text.format(road=ROAD))
    assert (row.content, row.cue, row.source, row.speaker, row.kind) == (content, cue, HALE, HALE, "indirect")


ACCORDING = {
    "before": ("According to Marit Hale, the road to the pier was open.", "According to", ROAD),
    "after": ("The road to the pier was open, according to Marit Hale.", "according to", "The" + ROAD[3:]),
    "after, no comma": (
        "The road to the pier was open according to Marit Hale.",
        "according to",
        "The" + ROAD[3:],
    ),
}


@pytest.mark.parametrize(("text", "cue", "content"), ACCORDING.values(), ids=ACCORDING)
def test_according_to(text: str, cue: str, content: str) -> None:
    [row] = said(text)
    assert (row.content, row.cue, row.source, row.speaker) == (content, cue, HALE, HALE)


def test_according_to_in_the_middle_leaves_both_halves() -> None:
    [row] = said("The road to the pier, according to Marit Hale, was open.")
    assert row.content == "The road to the pier | was open"
    assert (row.cue, row.source) == ("according to", HALE)


@pytest.mark.parametrize("cue", ["Marit Hale said", "said Marit Hale"])
def test_a_cue_in_the_middle_leaves_both_halves(cue: str) -> None:
    [row] = said(f"The road to the pier, {cue}, would be open in spring.")
    assert row.content == "The road to the pier | would be open in spring"
    assert (row.cue, row.source) == ("said", HALE)


def test_agreement_with_a_rule_is_no_report() -> None:
    assert contents("The boats were painted according to the rules of the guild.") == []


# Agentless and passive


@pytest.mark.parametrize(
    "text",
    [
        "It was announced that the road to the pier was open.",
        "It has been reported that the road to the pier was open.",
    ],
)
def test_agentless_passive_has_no_speaker(text: str) -> None:
    [row] = said(text)
    assert (row.content, row.source, row.speaker) == (ROAD, "", "unspecified")
    assert read(text).attributions[0].speaker_class == "unspecified"


def test_passive_with_agent() -> None:
    [row] = said("It was announced by Marit Hale that the road to the pier was open.")
    assert (row.content, row.source, row.speaker) == (ROAD, HALE, HALE)


def test_quoted_as_saying() -> None:
    rows = said("Marit Hale was quoted as saying that the road to the pier was open.")
    assert [(row.content, row.speaker) for row in rows if row.source == HALE] == [(ROAD, HALE)]


# Several cues


@pytest.mark.parametrize("that", ["that ", ""])
def test_two_cues_of_one_subject_are_two_attributions(that: str) -> None:
    rows = said(f"Marit Hale said {that}the road was open and added that the pier was safe.")
    assert [(row.content, row.cue, row.speaker, row.under) for row in rows] == [
        ("the road was open", "said", HALE, None),
        ("the pier was safe", "added", HALE, None),
    ]


def test_two_cues_of_two_subjects_share_nothing() -> None:
    rows = said("Marit Hale said that the road was open and he added that the pier was safe.")
    assert [(row.content, row.cue, row.under) for row in rows] == [
        ("the road was open", "said", None),
        ("the pier was safe", "added", None),
    ]


def test_saying_after_another_cue_keeps_the_subject() -> None:
    rows = said("Marit Hale rejected the offer, saying that the road was open.")
    assert ("the road was open", "saying", HALE) in [(row.content, row.cue, row.speaker) for row in rows]


def test_two_thats_are_one_content() -> None:
    rows = said("Marit Hale said that the road was open and that the pier was safe.")
    assert [row.speaker for row in rows] == [HALE]
    assert rows[0].content.startswith("the road was open")
    assert rows[0].content.endswith("the pier was safe")


def test_a_report_inside_a_report_is_its_child() -> None:
    rows = said("Marit Hale said that Jon Varo had denied that the pier was safe.")
    assert [(row.content, row.speaker, row.under) for row in rows] == [
        ("Jon Varo had denied that the pier was safe", HALE, None),
        ("the pier was safe", "Jon Varo", HALE),
    ]


def test_each_sentence_has_its_own_speaker() -> None:
    rows = said("Marit Hale said that the road was open. Jon Varo denied that the pier was safe.")
    assert [(row.content, row.speaker, row.under) for row in rows] == [
        ("the road was open", HALE, None),
        ("the pier was safe", "Jon Varo", None),
    ]


# Mixed


def test_quoted_words_in_a_reporting_clause_are_mixed() -> None:
    rows = said("Marit Hale said that the road to the pier was “open to all who come in peace”.")
    assert rows[0].kind == "mixed"
    assert rows[0].content.startswith("the road to the pier was")
    assert "open to all who come in peace" in rows[0].content


# Negation


def test_a_negated_cue_is_marked() -> None:
    [row] = read("Marit Hale did not say that the road to the pier was open.").attributions
    assert row.negated


def test_a_plain_cue_is_not_marked_as_negated() -> None:
    [row] = read("Marit Hale said that the road to the pier was not open.").attributions
    assert not row.negated


# What is no report

NOTHING = {
    "no cue": "The road to the pier was open and the boats sailed at dawn.",
    "a state": "The state of the road was poor.",
    "a call": "The calls of the gulls woke the harbour.",
    "a report that is read": "The report lay on the table by the door.",
    "points of a compass": "They passed two points on the coast.",
    "in order to": "They came in order to mend the pier.",
    "scare quotes": "The “harbour guard” left at dawn.",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_no_report(text: str) -> None:
    assert said(text) == []


def test_the_reason_names_the_rule() -> None:
    [row] = read("Marit Hale said that the road to the pier was open.").attributions
    assert "say" in row.why
    assert 0 < row.confidence <= 1


def test_a_reading_in_full() -> None:
    assert said("Marit Hale said that the road to the pier was open.") == [
        Said(content=ROAD, cue="said", source=HALE, speaker=HALE)
    ]


# Forms of the source

SOURCES = {
    "a role and a name": ("Harbour minister Marit Hale said that {road}.", "Harbour minister Marit Hale"),
    "an apposition": (
        "Marit Hale, the harbour minister, said that {road}.",
        "Marit Hale, the harbour minister",
    ),
    "nameless": ("Two fishermen from Kaldvik said that {road}.", "Two fishermen from Kaldvik"),
    "a relative clause": (
        "Fishermen who had seen the blaze said that {road}.",
        "Fishermen who had seen the blaze",
    ),
    "an organisation": ("The Kaldvik Relief Committee said that {road}.", "The Kaldvik Relief Committee"),
}


@pytest.mark.parametrize(("text", "source"), SOURCES.values(), ids=SOURCES)
def test_the_source_is_the_phrase_as_written(text: str, source: str) -> None:
    [row] = said(text.format(road=ROAD))
    assert (row.source, row.content) == (source, ROAD)


def test_a_cue_that_is_a_noun() -> None:
    [row] = said("Marit Hale's claim that the road was open was false.")
    assert (row.content, row.cue, row.source, row.speaker) == ("the road was open", "claim", HALE, HALE)


def test_in_the_view_of_somebody() -> None:
    [row] = said("In Marit Hale's view, the road was open.")
    assert (row.content, row.source, row.speaker) == ("the road was open", HALE, HALE)


def test_all_capitals_are_read_too() -> None:
    [row] = said("MARIT HALE SAID THAT THE ROAD WAS OPEN.")
    assert (row.content, row.cue, row.source) == ("THE ROAD WAS OPEN", "SAID", "MARIT HALE")


def test_are_said_to_is_agentless() -> None:
    [row] = said("The rebels are said to have closed the road.")
    assert (row.content, row.speaker) == ("The rebels | to have closed the road", "unspecified")


def test_a_clause_may_begin_with_an_adverbial_between_commas() -> None:
    [row] = said("Marit Hale said that, in spite of the storm, the road was open.")
    assert row.content == "in spite of the storm, the road was open"


def test_adding_after_a_closing_cue_keeps_its_speaker() -> None:
    rows = said("The road was open, Marit Hale said, adding that the pier was safe.")
    assert [(row.content, row.speaker) for row in rows] == [
        ("The road was open", HALE),
        ("the pier was safe", HALE),
    ]


def test_according_to_which_ends_with_its_clause() -> None:
    [row] = said("The guild, according to which the road was open, met on Friday.")
    assert (row.content, row.speaker) == ("the road was open", "guild")


def test_a_date_before_the_source_is_no_part_of_it() -> None:
    [row] = said("On 3 May 2014 Reuters reported that the road was open.")
    assert (row.source, row.content) == ("Reuters", "the road was open")


@pytest.mark.parametrize("text", ["Marit Hale said nothing.", "Marit Hale said a few words."])
def test_speech_without_content_is_no_report(text: str) -> None:
    assert said(text) == []


def test_according_to_with_a_quotation_is_not_indirect() -> None:
    [row] = said("According to Marit Hale, “the road to the pier is open to all”.")
    assert (row.content, row.speaker) == ("the road to the pier is open to all", HALE)
    assert row.kind in ("direct", "mixed")


def test_a_cue_at_the_end_takes_a_clause_whose_verb_no_table_knows() -> None:
    assert contents("The ferry sails at noon, Orla Venn said.") == ["The ferry sails at noon"]


def test_a_relative_before_the_main_clause_ends_with_its_comma() -> None:
    text = (
        "Asked about a report in the daily Vatan, which had written that the envoy would bring a letter, "
        "the council denied that one had come."
    )
    rows = said(text)
    assert [(row.content, row.under) for row in rows] == [
        ("the envoy would bring a letter", None),
        ("one had come", None),
    ]


def test_an_apposed_question_ends_before_the_answer() -> None:
    rows = said("Marit Hale, asked whether she trusted him, answered that she trusted the paper.")
    assert [row.content for row in rows][:1] == ["whether she trusted him"]


def test_as_somebody_said_opens_its_clause() -> None:
    [row] = said(f"As Marit Hale has pointed out on many occasions, {ROAD}.")
    assert (row.content, row.speaker) == (ROAD, HALE)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Our envoy was told that {ROAD}.", "unspecified"),
        (f"Our envoy was told by Marit Hale that {ROAD}.", HALE),
    ],
)
def test_who_was_told_is_not_the_source(text: str, speaker: str) -> None:
    [row] = said(text)
    assert (row.content, row.speaker) == (ROAD, speaker)


@pytest.mark.parametrize(
    "text",
    [
        "The command does not disclose the types of boats involved.",
        "We stand with all those, in Kaldvik and elsewhere, who ask questions for a living.",
    ],
)
def test_a_refusal_and_a_relative_clause_report_nothing(text: str) -> None:
    assert said(text) == []


def test_a_noun_after_a_cue_verb_is_its_object() -> None:
    rows = said("Can you confirm reports that the road was open?")
    assert all(row.source != "confirm" for row in rows)


def test_a_plural_far_from_its_verb() -> None:
    [row] = said(f"Prisoners taken near Ovrek state that {ROAD}.")
    assert (row.content, row.source) == (ROAD, "Prisoners taken near Ovrek")


def test_an_outlet_that_cites_witnesses_stands_above_them() -> None:
    rows = said(f"Witnesses cited by the Kor Times said that {ROAD}.")
    assert [(row.speaker, row.under) for row in rows] == [
        ("Kor Times", None),
        ("unnamed witnesses", "Kor Times"),
    ]


def test_what_an_answer_is() -> None:
    [row] = said(f"The Harbour Company's answer was that {ROAD}.")
    assert (row.content, row.speaker) == (ROAD, "Harbour Company")


@pytest.mark.parametrize(
    ("text", "question", "speaker"),
    [
        (
            "Marit Hale, asked whether she would leave, said no boat had sailed.",
            "whether she would leave",
            None,
        ),
        (
            "Marit Hale, asked by Kor Radio why she had left, said no boat had sailed.",
            "why she had left",
            "Kor Radio",
        ),
    ],
)
def test_a_question_put_to_somebody_is_not_hers(text: str, question: str, speaker: str | None) -> None:
    asked, answer = said(text)
    assert (asked.content, asked.speaker) == (question, speaker or "unspecified")
    assert (answer.content, answer.speaker) == ("no boat had sailed", HALE)


def test_a_source_named_after_according_to_is_a_child() -> None:
    outlet, source = said(f"According to Reuters, citing two diplomats, {ROAD}.")
    assert (outlet.content, outlet.speaker) == (ROAD, "Reuters")
    assert (source.content, source.speaker, source.under) == (ROAD, "unnamed two diplomats", "Reuters")


def test_quoted_by_a_paper_on_a_day_as_saying() -> None:
    paper, captain = said(f"A captain was quoted by the Kor Times on Aug. 24 as saying that {ROAD}.")
    assert (paper.content, paper.speaker) == (ROAD, "Kor Times")
    assert (captain.content, captain.speaker, captain.under) == (ROAD, "unnamed captain", "Kor Times")


def test_a_hyphenated_participle_makes_no_clause() -> None:
    text = (
        "“We do not attack roads or piers,” Jon Varo told Reuters by phone from the rebel-held town of Maru."
    )
    assert [row.kind for row in said(text)] == ["direct"]


def test_a_verb_is_no_subject() -> None:
    assert said("The ship brings hope to millions of people.") == []


def test_a_statement_put_out_some_time_ago() -> None:
    [row] = said(f"The Harbour Company put out a statement an hour ago saying {ROAD}.")
    assert (row.content, row.speaker) == (ROAD, "Harbour Company")


def test_an_outlet_quotes_somebody_on_a_day() -> None:
    outlet, guard = said(
        f"The Kor Times quoted on Friday, 03/06/2037, the guard, Jon Varo, as saying that {ROAD}."
    )
    assert (outlet.content, outlet.speaker) == (ROAD, "Kor Times")
    assert (guard.content, guard.speaker, guard.under) == (ROAD, "Jon Varo", "Kor Times")


def test_a_day_earlier_is_no_part_of_the_content() -> None:
    [row] = said(f"Marit Hale had stated to reporters a day earlier that {ROAD}.")
    assert row.content == ROAD


def test_a_relative_report_ends_where_the_main_clause_goes_on() -> None:
    asked, told = said(
        f"A retired judge, who requested that his name be left out, informed the council that {ROAD}."
    )
    assert asked.content == "his name be left out"
    assert told.content == ROAD


def test_according_to_takes_the_clause_behind_a_colon() -> None:
    [row] = said(f"It is plain to all: {ROAD}, according to two fishermen.")
    assert row.content == ROAD


def test_as_they_say_reports_nothing() -> None:
    assert said("Comments, as they say, are superfluous.") == []


def test_an_interview_published_some_day_is_no_report_of_its_own() -> None:
    [row] = said(f"Marit Hale told the Kor Herald in an interview published Friday that {ROAD}.")
    assert (row.content, row.speaker) == (ROAD, HALE)


def test_a_cue_with_a_clause_of_its_own_does_not_take_the_quotation_before() -> None:
    text = f"Jon Varo said the talks were “on the brink,” hours after state radio reported that {ROAD}."
    assert [row.speaker for row in said(text) if row.kind == "direct"] == []
