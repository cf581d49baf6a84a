"""Direct quotation: every mark, the cue before, inside and after, and quotations that are not closed."""

from __future__ import annotations

import pytest
from said import Said, contents, said

HALE = "Marit Hale"
OPEN = "The road to the pier is open to all of us."

MARKS = {
    "curly": "“{}”",
    "straight": '"{}"',
    "guillemets": "«{}»",
    "single curly": "‘{}’",
    "two apostrophes": "''{}''",
    "TeX": "``{}''",
    "low and high": "„{}“",
    "wide straight": "＂{}＂",
    "round brackets": "({})",
}


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
def test_any_mark_holds_direct_speech(marks: str) -> None:
    [row] = said("Marit Hale said: " + marks.format(OPEN))
    assert (row.content.rstrip("."), row.cue, row.source) == (OPEN.rstrip("."), "said", HALE)
    assert (row.speaker, row.kind) == (HALE, "direct")


def test_ornate_brackets_hold_direct_speech() -> None:
    [row] = said("Marit Hale said: ﴿The road to the pier is open to all of us.﴾")
    assert row.content.rstrip(".") == OPEN.rstrip(".")


PLACES = {
    "before, colon": "Marit Hale said: “{}”",
    "before, comma": "Marit Hale said, “{}”",
    "before, addressee": "Marit Hale told reporters: “{}”",
    "before, occasion": "Marit Hale said in a statement on Friday: “{}”",
    "after": "“{}” Marit Hale said.",
    "after, turned round": "“{}” said Marit Hale.",
    "after, no verb of saying before": "“{}” insisted Marit Hale.",
}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_the_cue_stands_before_or_after(text: str) -> None:
    quoted = "The road to the pier is open to all of us"
    [row] = said(text.format(quoted + ("," if text[0] == "“" else ".")))
    assert row.content.rstrip(".,") == quoted
    assert (row.source, row.speaker, row.kind) == (HALE, HALE, "direct")
    assert row.cue in ("said", "told", "insisted")


def test_a_cue_inside_leaves_one_quotation_in_two_pieces() -> None:
    [row] = said("“The road to the pier,” Marit Hale said, “is open to all who come in peace.”")
    assert (row.source, row.cue, row.speaker, row.kind) == (HALE, "said", HALE, "direct")
    assert row.content.replace(",", "").rstrip(".") == (
        "The road to the pier | is open to all who come in peace"
    )


def test_a_quotation_goes_on_after_its_cue() -> None:
    rows = said("“The road to the pier is open,” Marit Hale said. “We will mend the gate before the spring.”")
    assert {row.speaker for row in rows} == {HALE}
    assert "We will mend the gate before the spring" in " ".join(row.content for row in rows)


def test_a_quotation_of_two_paragraphs_opens_each_with_a_mark() -> None:
    text = (
        "Marit Hale said: “The road to the pier is open to all of us.\n\n"
        "“We will mend the gate before the spring comes to the valley.”"
    )
    rows = said(text)
    assert {row.speaker for row in rows} == {HALE}
    assert "mend the gate" in " ".join(row.content for row in rows)


# Nested


def test_a_quotation_inside_a_quotation_is_its_child() -> None:
    rows = said("Jon Varo said: “I was there when Marit Hale told us: ‘The road to the pier is open.’”")
    assert [(row.speaker, row.under) for row in rows] == [("Jon Varo", None), (HALE, "Jon Varo")]
    assert rows[1].content.rstrip(".") == "The road to the pier is open"


def test_an_indirect_report_inside_a_quotation_is_its_child() -> None:
    rows = said("Jon Varo said: “I was there and Marit Hale said that the road to the pier was open.”")
    assert [(row.speaker, row.kind, row.under) for row in rows] == [
        ("Jon Varo", "direct", None),
        (HALE, "indirect", "Jon Varo"),
    ]


def test_a_cue_outside_claims_nothing_inside() -> None:
    rows = said("“They say that the road is closed to strangers,” said Jon Varo.")
    outer = [row for row in rows if row.under is None]
    assert [(row.content.rstrip(","), row.cue, row.speaker) for row in outer] == [
        ("They say that the road is closed to strangers", "said", "Jon Varo")
    ]


def test_same_marks_nested() -> None:
    rows = said(
        "Jon Varo said: “I was there when Marit Hale told us: “The road to the pier is open.” We went home.”"
    )
    assert (rows[0].speaker, rows[0].under) == ("Jon Varo", None)
    assert rows[0].content.startswith("I was there") and rows[0].content.rstrip(".").endswith("went home")
    assert [row.under for row in rows if row.speaker == HALE] == ["Jon Varo"]


# Mixed in one document


def test_several_kinds_of_marks_in_one_document() -> None:
    text = (
        "Marit Hale said: “The road to the pier is open to all.”\n\n"
        "Jon Varo answered: «The gate of the harbour is shut to all.»\n\n"
        'Ana Brel wrote: "The boats will sail at dawn on Friday."'
    )
    rows = said(text)
    assert [(row.content.rstrip("."), row.speaker, row.kind) for row in rows] == [
        ("The road to the pier is open to all", HALE, "direct"),
        ("The gate of the harbour is shut to all", "Jon Varo", "direct"),
        ("The boats will sail at dawn on Friday", "Ana Brel", "direct"),
    ]


# Unbalanced


def test_a_quotation_never_closed_ends_with_its_paragraph() -> None:
    text = "Marit Hale said: “The road to the pier is open to all of us.\n\nThe boats sailed at dawn."
    [row] = said(text)
    assert (row.content.rstrip("."), row.speaker) == (OPEN.rstrip("."), HALE)


def test_an_unclosed_quotation_does_not_swallow_the_next() -> None:
    text = (
        "Marit Hale said: “The road to the pier is open to all of us.\n\n"
        "Jon Varo said: “The gate is shut to all of us.”"
    )
    rows = said(text)
    assert [(row.content.rstrip("."), row.speaker) for row in rows] == [
        (OPEN.rstrip("."), HALE),
        ("The gate is shut to all of us", "Jon Varo"),
    ]


def test_a_closing_mark_alone_is_no_quotation() -> None:
    assert contents("The road to the pier is open to all of us.” The boats sailed at dawn.") == []


def test_opening_marks_used_on_both_sides() -> None:
    [row] = said("Marit Hale said: “The road to the pier is open to all of us.“")
    assert row.content.rstrip(".") == OPEN.rstrip(".")


# What is no speech

NO_SPEECH = {
    "scare quotes": "The so-called “harbour guard” left at dawn.",
    "a title": "The film “The Long Road to the Pier” opened on Friday.",
    "apostrophes": "The fishermen's boats and the captain's dog weren't there.",
    "feet and inches": "The gate is 6' 2\" high and 3' 1\" wide.",
    "brackets": "The road (which leads to the pier) is open.",
}


@pytest.mark.parametrize("text", NO_SPEECH.values(), ids=NO_SPEECH)
def test_no_speech(text: str) -> None:
    assert said(text) == []


def test_a_few_quoted_words_belong_to_their_cue() -> None:
    [row] = said("Marit Hale called the gate “a shame”.")
    assert (row.speaker, row.kind) == (HALE, "mixed")
    assert "a shame" in row.content


def test_a_reading_in_full() -> None:
    assert said("Marit Hale said: “The road to the pier is open to all of us.”") == [
        Said(content=OPEN, cue="said", source=HALE, speaker=HALE, kind="direct")
    ]


def test_as_somebody_put_it() -> None:
    [row] = said("As Marit Hale put it, “the road to the pier is open to all of us.”")
    assert (row.content.rstrip("."), row.speaker, row.kind) == (
        "the road to the pier is open to all of us",
        HALE,
        "direct",
    )


def test_a_name_under_a_quotation_is_its_speaker() -> None:
    [row] = said("“The road is open to all who come” — Marit Hale")
    assert (row.speaker, row.kind) == (HALE, "direct")


def test_in_the_words_of_somebody() -> None:
    [row] = said("In the words of Marit Hale: “The road to the pier is open to all of us.”")
    assert (row.content, row.speaker, row.kind) == (OPEN, HALE, "direct")


def test_a_short_quotation_after_a_cue_goes_on() -> None:
    rows = said("“It is open to all of us,” Marit Hale said. “Come and see.”")
    assert {row.speaker for row in rows} == {HALE}
    assert "Come and see" in " ".join(row.content for row in rows)


def test_a_cue_between_short_pieces_is_one_attribution() -> None:
    rows = said("“The road is open to all,” Marit Hale said. “The pier,” she added, “is not.”")
    assert [row.cue for row in rows] == ["said", "added"]
    assert {row.speaker for row in rows} == {HALE}


def test_what_a_letter_reads() -> None:
    [row] = said("The letter reads: “The road to the pier is open to all of us.”")
    assert (row.cue, row.source, row.speaker) == ("reads", "The letter", "unnamed letter")
