"""Checks: what a careful reader is shown, and what is sound and therefore left alone."""

from __future__ import annotations

import pytest

from testimonia.comparing.checks import check_document
from testimonia.finding import times
from testimonia.language.doc import Doc
from testimonia.model import (
    Annotations,
    Check,
    Citation,
    CitedOutlet,
    Metadata,
    annotation_id,
)


def checks(text: str, written: str | None = "2031-12-14", **parts: object) -> list[Check]:
    doc = Doc(text, "test")
    metadata = parts.pop("metadata", None) or Metadata(document="test", date=written)
    found = times.find(doc, [], metadata, [])
    return check_document(text, Annotations(document="test", metadata=metadata, times=tuple(found), **parts))


def kinds(text: str, written: str | None = "2031-12-14") -> list[str]:
    return [check.kind for check in checks(text, written)]


SOUND = [
    "It began on 26/11/2031 and ended on 2/12/2031.",
    "On Friday, 12 December 2031 they met.",
    "11 Rabii’ I 1440 AH 19/11/2018 CE",
    "The truce ran from 1 May 2031 to 8 May 2031, one week.",
    "The truce ran from 1 May 2031 to 8 May 2031, seven days.",
    "The next day they left.",
    "No dates at all.",
    "",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_dates_are_left_alone(text):
    assert kinds(text) == []


DOUBTFUL = [
    ("It began on 26/11/2031. It ended on 2/12/2031 (Agency, 12/01/2031).", "date_conflict"),
    ("The order of 3/4/2031", "date_ambiguous"),
    ("The statement of 31/11/2031 was withdrawn.", "date_impossible"),
    ("On Thursday, 12 December 2031 they met.", "date_weekday"),
    ("“They left.” (Lantern, 27/10/2031) The next day the Press said on 17/10/2031: “No.”", "date_order"),
    ("11 Rabii’ I 1440 AH 29/11/2018 CE", "calendar_mismatch"),
    ("11 Rabii’ I 1440 AH 20/11/2018 CE", "calendar_offset"),
    ("The truce ran from 1 May 2031 to 8 May 2031, ten days.", "date_duration"),
    ("A two-week truce from 1 May 2031 to 8 May 2031", "date_duration"),
]


@pytest.mark.parametrize(("text", "kind"), DOUBTFUL)
def test_a_doubt_is_shown_once_with_its_reason_and_its_places(text, kind):
    (check,) = checks(text)
    assert check.kind == kind
    assert check.message
    assert all(text[start:end].strip() for start, end in check.spans)
    assert check.related


def test_the_dates_of_an_order_conflict_are_one_problem():
    text = "“They left.” (Lantern, 27/10/2031) The next day the Press said on 17/10/2031: “No.”"
    (check,) = checks(text)
    assert [text[start:end] for start, end in check.spans] == ["27/10/2031", "The next day", "17/10/2031"]


def test_a_report_dated_after_the_document_that_cites_it():
    text = "“They left.” (Lantern, 20/12/2031)"
    citation = Citation(
        id="c", document="test", span=(13, 34), form="parenthetical", date="2031-12-20", date_span=(23, 33),
        outlets=(CitedOutlet(name="Lantern", span=(14, 21)),),
    )  # fmt: skip
    (check,) = checks(text, citations=(citation,))
    assert (check.kind, check.spans) == ("date_after_document", ((23, 33),))


def test_a_page_that_was_posted_on_another_day():
    metadata = Metadata(
        document="test",
        date="2031-12-14",
        date_span=(0, 10),
        posting_date="2031-12-16",
        posting_date_span=(11, 21),
    )
    (check,) = checks("14/12/2031 16/12/2031", metadata=metadata)
    assert check.kind == "page_date_differs"


def test_identity_comes_from_the_place_and_the_kind():
    (check,) = checks("The statement of 31/11/2031 was withdrawn.")
    assert check.id == annotation_id("test", "check", check.spans, "date_impossible")


def test_wrong_weekday_is_named_with_the_right_one():
    (check,) = checks("On Thursday, 12 December 2031 they met.")
    assert check.message == "Thursday, 12 December 2031: 2031-12-12 was a Friday"


def test_in_a_document_of_both_orders_an_ambiguous_numeral_is_noted():
    assert kinds("From 28/11/2031 and 11/29/2031 to 2/12/2031") == ["date_ambiguous"]


def test_a_single_slip_does_not_unsettle_the_order_of_a_document():
    assert kinds("From 27/11/2031, 28/11/2031, 29/11/2031 and 11/29/2031 to 2/12/2031") == []
