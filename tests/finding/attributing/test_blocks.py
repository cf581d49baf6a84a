"""Block quotations: words set apart as paragraphs of their own."""

from __future__ import annotations

from said import said

HALE = "Marit Hale"


def test_lines_of_a_mail_are_a_block() -> None:
    text = (
        "Marit Hale wrote:\n\n> The road to the pier is open.\n> The boats may sail at dawn.\n\n"
        "The guild agreed."
    )
    [row] = said(text)
    assert row.content == "The road to the pier is open. | The boats may sail at dawn."
    assert (row.cue, row.source, row.speaker, row.kind) == ("wrote", HALE, HALE, "direct")


def test_a_closing_mark_alone_ends_an_announced_block() -> None:
    text = (
        "Marit Hale issued the following statement:\n\n"
        "The road to the pier is open to all.\n\nThe boats may sail at dawn on Friday.”\n\nThe guild agreed."
    )
    rows = [row for row in said(text) if row.kind == "direct"]
    assert [(row.source, row.speaker) for row in rows] == [(HALE, HALE)]
    assert rows[0].content.startswith("The road to the pier")
    assert rows[0].content.endswith("at dawn on Friday.")


def test_lines_that_nobody_announces_are_no_block() -> None:
    assert said("The guild met.\n\n> The road to the pier is open.\n\nIt was late.") == []


def test_quoted_paragraph_after_a_cue_with_colon() -> None:
    text = "Marit Hale said:\n\n“The road to the pier is open to all of us.”"
    [row] = said(text)
    assert (row.content, row.speaker, row.kind) == (
        "The road to the pier is open to all of us.",
        HALE,
        "direct",
    )


def test_the_signature_under_a_block_is_a_source_too() -> None:
    text = (
        "The harbour guild issued the following statement:\n\n"
        "The road to the pier is open to all.\n\nThe boats may sail at dawn on Friday.”\n\nDr Anna Hale"
    )
    [row] = [row for row in said(text) if row.kind == "direct"]
    assert row.source == "The harbour guild | Anna Hale"


def test_paragraphs_without_marks_after_a_line_that_introduces_them() -> None:
    text = (
        "The guild met.\n\nHarbour Minister Marit Hale said:\n\nThe road is open again.\n\n"
        "We will not stop until all boats sail. I told the guild so.\n\nThe road was shut in May."
    )
    [block] = [row for row in said(text) if row.kind == "direct"]
    assert block.content.startswith("The road is open") and block.content.endswith("told the guild so.")
    assert block.speaker == HALE


def test_a_line_of_the_writer_introduces_no_block() -> None:
    assert all(row.kind != "direct" for row in said("To make this clear we say:\n\nThe road is open again."))
