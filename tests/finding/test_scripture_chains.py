"""The chain of transmitters before a hadith."""

from __future__ import annotations

import pytest

from testimonia.finding import scripture
from testimonia.finding.scripture_library import Library
from testimonia.language.doc import Doc


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "حدثنا سالم عن حارث بن زيد عن أبي ليلى أن رسول الله ﷺ قال: «أطعموا الجار»",
            ("سالم", "حارث بن زيد", "أبي ليلى"),
        ),
        ("عَنْ أَبِي لَيْلَى رضي الله عنه أن النبي ﷺ قال: «أطعموا الجار» رواه مسلم", ("أَبِي لَيْلَى",)),
        (
            "It came from Salim, on the authority of Abu Layla, that the Prophet ﷺ said: “Feed him.”",
            ("Salim", "Abu Layla"),
        ),
        ("Abu Layla (ra) narrated that the Prophet ﷺ said: “Feed your neighbour.”", ("Abu Layla",)),
        (
            "Narrated by Ahmad from Salim, on the authority of Layla, that the Prophet ﷺ said: “Feed him.”",
            ("Salim", "Layla"),
        ),
        ("The Prophet ﷺ said: “Feed your neighbour.” (Bukhari)", ()),
        ("News came from Arvale.\n\nThe Prophet ﷺ said: “Feed your neighbour.”", ()),
        ("وعن النبي ﷺ قال: «أطعموا الجار»", ()),
    ],
)
def test_the_transmitters_stand_in_order(text: str, chain: tuple[str, ...]) -> None:
    (record,) = scripture.find(Doc(text, "d"), Library())
    assert record.work == "hadith"
    assert record.transmitters == chain


def test_both_sides_of_a_hadith_have_its_chain() -> None:
    text = "عن أبي ليلى أن النبي ﷺ قال:\n\n«أطعموا الجار بتمرة»\n\n“Feed the neighbour with half a date”\n"
    first, second = scripture.find(Doc(text, "d"), Library())
    assert first.transmitters == second.transmitters == ("أبي ليلى",)
