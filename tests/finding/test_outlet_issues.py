"""Outlets proved by the day or the number of an issue."""

from __future__ import annotations

import pytest

from testimonia.finding.outlets import find_names
from testimonia.language.doc import Doc
from testimonia.model import Document, document_id


def _names(text: str) -> list[str]:
    document = Document(
        id=document_id(text), name="a.txt", path="a.txt", text=text, raw_sha256="", raw_bytes=0,
        media_type="text/plain", extractor="t", extractor_version="1",
    )  # fmt: skip
    found = find_names(Doc.of(document))
    assert all(text[slice(*name.span)] == name.name for name in found)
    return [name.name for name in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Morvan Daylight (11 May) writes that the bridge is shut.", "Morvan Daylight"),
        ("The newspaper Al-Sahil [16-7-2040] quoted an engineer.", "Al-Sahil"),
        ("The diocesan paper, The Lantern (6 February), has since named them.", "Lantern"),
        ("The organ of the party, Al-Sahil, wrote in its issue of 21/1/2039 that it fell.", "Al-Sahil"),
        ("You wrote in Al-Sahil, issue 112, that the gate would open.", "Al-Sahil"),
        ("He told the Farmer’s Hour of 9 May that rain is near.", "Farmer’s Hour"),
        ("Hadar Online – 18 Rajab 1458 AH – 4/02/2037: The summit opened.", "Hadar Online"),
        ("Al-Wadi Agency reported on 10/08/2038: “It fell.”", "Al-Wadi Agency"),
    ],
)
def test_a_dated_or_numbered_name_is_an_outlet(text: str, name: str) -> None:
    assert _names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The war (11 May) began in the south.",
        "The Ministry of Ports reported on 10/08/2038 that it fell.",
        "The case was Hale v. Orvania Union, No. 14-915, before the court.",
        "They adopted Resolution No. 112 and left.",
        "She moved to Kosmar of 9 houses.",
        "The Space Agency reported on 10/08/2038: “It fell.”",
        "Captain Orvel (11 May) left the port.",
    ],
)
def test_other_dated_or_numbered_names_are_none(text: str) -> None:
    assert _names(text) == []
