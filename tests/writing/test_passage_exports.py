"""Exports of recycled passages: TEI apparatus and passim-like lines."""

from __future__ import annotations

import json

from lxml import etree

from testimonia.comparing.reuse import find_passages
from testimonia.writing.passim_jsonl import passim_lines
from testimonia.writing.tei import tei

TEXTS = {
    "a": "The council of Arvela may close the northern bridge to all traffic until the river falls & dries, "
    "because three pillars were damaged by the flood of last week.",
    "b": "Reported: The council of Arvela must close the northern bridge to all traffic until the river "
    "falls & dries, because three pillars were damaged by the flood of last week.",
}
NS = {"t": "http://www.tei-c.org/ns/1.0"}


def test_tei_readings_give_back_both_witnesses() -> None:
    (passage,) = find_passages(list(TEXTS.items()))
    root = etree.fromstring(tei([passage], TEXTS).encode())
    (app,) = root.iterfind(".//t:app", NS)
    assert (app.get("type"), app.get("ana")) == ("modality", "#alters-yes")
    assert [reading.text for reading in app] == ["may", "must"]
    for number, side in enumerate((passage.a, passage.b)):
        paragraph = root.find(".//t:p[@n]", NS)
        copy = etree.fromstring(etree.tostring(paragraph))
        for place in copy.iterfind(".//t:app", NS):
            place.remove(place[1 - number])
        assert "".join(copy.itertext()) == TEXTS[side.document][side.start : side.end]


def test_tei_holds_text_that_xml_cannot() -> None:
    texts = {"a": TEXTS["a"].replace("river", "ri\x00ver"), "b": TEXTS["b"].replace("river", "ri\x00ver")}
    etree.fromstring(tei(find_passages(list(texts.items())), texts).encode())


def test_passim_lines_give_a_witness_each() -> None:
    lines = list(passim_lines(find_passages(list(TEXTS.items())), TEXTS, {"a": "2031-05-02"}))
    rows = [json.loads(line) for line in lines]
    assert [row["id"] for row in rows] == ["a", "b"]
    assert {row["size"] for row in rows} == {2}
    assert all(TEXTS[row["id"]][row["begin"] : row["end"]] == row["text"] for row in rows)
    assert "date" in rows[0] and "date" not in rows[1]
