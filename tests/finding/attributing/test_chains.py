"""Chains: parents, outlets nearest first, and the date of the report."""

from __future__ import annotations

from said import read, said

HALE = "Marit Hale"


def rows(text: str) -> list[tuple[str, str | None]]:
    return [(row.speaker, row.under) for row in said(text)]


def test_an_outlet_reports_a_person() -> None:
    text = "Reuters reported that Marit Hale had said that the road to the pier was open."
    assert rows(text) == [("Reuters", None), (HALE, "Reuters")]


def test_a_chain_of_three() -> None:
    text = "AFP reported that Reuters had said that two fishermen claimed that the road to the pier was open."
    assert rows(text) == [("AFP", None), ("Reuters", "AFP"), ("unnamed two fishermen", "Reuters")]


def test_outlets_are_nearest_first() -> None:
    text = "AFP reported that Reuters had said that two fishermen claimed that the road to the pier was open."
    assert said(text)[-1].outlets == ("Reuters", "AFP")


def test_an_outlet_is_not_its_own_outlet() -> None:
    [row] = said("Reuters reported that the road to the pier was open.")
    assert row.speaker == "Reuters"
    assert row.outlets in ((), ("Reuters",))


def test_a_citation_in_brackets_gives_outlet_and_date() -> None:
    [row] = said("Marit Hale said that the road to the pier was open (Reuters, 3 May 2014).")
    assert (row.content, row.speaker) == ("the road to the pier was open", HALE)
    assert (row.outlets, row.date) == (("Reuters",), "2014-05-03")


def test_a_citation_after_the_sentence_gives_outlet_and_date() -> None:
    [row] = said("Marit Hale said that the road to the pier was open. (Reuters, 3 May 2014)")
    assert (row.outlets, row.date) == (("Reuters",), "2014-05-03")


def test_two_outlets_of_one_bracket() -> None:
    [row] = said("Marit Hale said that the road to the pier was open (Reuters, AFP, 3 May 2014).")
    assert (row.outlets, row.date) == (("Reuters", "AFP"), "2014-05-03")


def test_a_citation_is_the_only_cue_of_a_quotation() -> None:
    [row] = said("“The road to the pier was opened on Friday morning.” (Reuters, 3 May 2014)")
    assert (row.content.rstrip("."), row.cue, row.source) == (
        "The road to the pier was opened on Friday morning",
        "",
        "",
    )
    assert (row.speaker, row.kind, row.outlets, row.date) == ("Reuters", "direct", ("Reuters",), "2014-05-03")


def test_what_stands_inside_a_cited_quotation_is_under_its_outlet() -> None:
    text = "“The road was opened. Marit Hale said that the pier was safe for all.” (Reuters, 3 May 2014)"
    assert rows(text) == [("Reuters", None), (HALE, "Reuters")]
    assert said(text)[1].outlets == ("Reuters",)
    assert said(text)[1].date == "2014-05-03"


def test_an_outlet_quotes_a_person() -> None:
    text = "Reuters quoted Marit Hale as saying that the road was open."
    assert rows(text) == [("Reuters", None), (HALE, "Reuters")]
    assert said(text)[1].outlets == ("Reuters",)


def test_according_to_an_outlet_inside_a_report() -> None:
    text = "Marit Hale said that the road was open, according to Reuters."
    assert (HALE, "Reuters") in rows(text) or [row.outlets for row in said(text)] == [("Reuters",)]


def test_a_citation_does_not_reach_the_sentence_after_it() -> None:
    text = "Marit Hale said that the road was open (Reuters, 3 May 2014). Jon Varo denied that it fell."
    first, second = said(text)
    assert (first.outlets, second.outlets) == (("Reuters",), ())


def test_a_citation_does_not_reach_another_paragraph() -> None:
    text = (
        "Jon Varo denied that the pier was safe.\n\n"
        "Marit Hale said that the road was open (Reuters, 3 May 2014)."
    )
    first, second = said(text)
    assert (first.outlets, second.outlets) == ((), ("Reuters",))


def test_an_attribution_has_outlet_and_date_of_its_citation() -> None:
    found = read("Marit Hale said that the road to the pier was open (Reuters, 3 May 2014).")
    [citation] = found.citations
    [row] = found.attributions
    assert (citation.outlets[0].name, citation.date) == (row.outlets[0], row.outlet_date)


def test_parents_stand_before_their_children() -> None:
    text = "Jon Varo said: “AFP reported that Marit Hale had denied that the road to the pier was open.”"
    found = read(text).attributions
    place = {row.id: at for at, row in enumerate(found)}
    assert all(place[row.parent] < place[row.id] for row in found if row.parent)
    assert rows(text) == [("Jon Varo", None), ("AFP", "Jon Varo"), (HALE, "AFP")]


def test_an_outlet_quotes_an_outlet_in_passing() -> None:
    text = "Turk Press, quoting Reuters, said that sources in the army had claimed that the road was open."
    assert rows(text) == [
        ("Turk Press", None),
        ("Reuters", "Turk Press"),
        ("unnamed sources in the army", "Reuters"),
    ]


def test_citing_at_the_head_of_a_sentence() -> None:
    text = "Citing Reuters, AFP reported that the road was open."
    assert [(row.content, row.speaker, row.under) for row in said(text)] == [
        ("the road was open", "AFP", None),
        ("the road was open", "Reuters", "AFP"),
    ]


def test_quoted_by_an_outlet() -> None:
    text = "Marit Hale was quoted by Reuters as saying that the road was open."
    assert rows(text) == [("Reuters", None), (HALE, "Reuters")]


def test_an_outlet_that_is_told_carries_the_statement() -> None:
    for text in (
        "Marit Hale told Reuters that the road was open.",
        "In an interview with Reuters, Marit Hale said that the road was open.",
    ):
        assert [(row.speaker, row.outlets) for row in said(text)] == [(HALE, ("Reuters",))]


def test_a_citation_between_the_cue_and_its_content() -> None:
    [row] = said("Marit Hale said (Reuters, 3 May 2014) that the road was open.")
    assert (row.content, row.speaker, row.outlets) == ("the road was open", HALE, ("Reuters",))


def test_an_outlet_that_quotes_is_not_carried_by_what_it_quotes() -> None:
    text = "Turk Press, quoting Reuters, said that sources in the army had claimed that the road was open."
    assert said(text)[0].outlets in ((), ("Turk Press",))


def test_a_second_verb_of_one_subject_came_through_the_same_outlet() -> None:
    text = (
        "In a statement to Reuters, the firm said that the doors were sound and promised to repair the pier."
    )
    assert [row.outlets for row in said(text)] == [("Reuters",), ("Reuters",)]


def test_a_quotation_that_an_outlet_carried_is_two_reports() -> None:
    text = "Marit Hale was quoted by Reuters as saying: “We found what we were looking for.”"
    assert rows(text) == [("Reuters", None), (HALE, "Reuters")]
    assert [row.kind for row in said(text)] == ["direct", "direct"]


def test_what_a_paper_printed_holds_what_it_reports() -> None:
    text = (
        "The Beacon printed on 4 May 2031: “Marit Hale says that the crew told her, ‘We are here to stay.’”"
    )
    assert [row.outlets for row in said(text)] == [("Beacon",)] * 3
    assert {row.date for row in said(text)} == {"2031-05-04"}
