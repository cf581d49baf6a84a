"""Interchange rows: what every layer looks like, and that the published schema says so."""

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from interchange_samples import make_case

from testimonia import api
from testimonia.case import Case
from testimonia.writing import jsonl
from testimonia.writing.interchange import LAYERS, schema_text

ROOT = Path(__file__).parents[2]
VALIDATOR = jsonschema.Draft202012Validator(json.loads(schema_text()))


@pytest.fixture
def rows(tmp_path: Path) -> list[dict[str, Any]]:
    out = io.StringIO()
    with Case(make_case(tmp_path / "a.case"), tmp_path / "a.case") as case:
        jsonl.write(case, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_documents_come_by_name_and_layers_in_their_order(rows: list[dict[str, Any]]) -> None:
    assert [(row["document"], row["layer"]) for row in rows] == [
        ("boats.txt", "document"),
        *[("bridge.txt", layer) for layer in LAYERS],
    ]


def test_every_row_fits_the_published_schema(rows: list[dict[str, Any]]) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text()))
    for row in rows:
        VALIDATOR.validate(row)


def test_the_schema_in_the_documentation_is_the_one_in_the_package() -> None:
    published = ROOT / "docs" / "schema" / "interchange.schema.json"
    assert published.read_text(encoding="utf-8") == schema_text()


def test_the_schema_describes_every_key(rows: list[dict[str, Any]]) -> None:
    definitions = json.loads(schema_text())["$defs"]
    for row in rows:
        assert set(row) <= set(definitions[row["layer"]]["properties"]), row["layer"]


@pytest.mark.parametrize(
    "change",
    [
        {"layer": "colour"},
        {"content": []},
        {"content": [[3]]},
        {"kind": "whispered"},
        {"speaker": ""},
        {"confidence": 2},
    ],
)
def test_the_schema_refuses_what_is_no_row(rows: list[dict[str, Any]], change: dict[str, Any]) -> None:
    row = next(row for row in rows if row["layer"] == "attribution")
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(row | change)


def test_the_rows_of_real_annotations_fit_the_schema() -> None:
    text = (
        "Q&A: The Bridge\n\nDorn, 4 May 2031. Governor Ilan Voss said: “We shall open it in two days” "
        "(Delta News, 5/5/2031). According to Radio Ost, the Army of Dorn (Jaysh Dorn) denied it. "
        "﴿إِنَّ مَعَ الْعُسْرِ يُسْرًا﴾ "
        "[Ash-Sharh: 6]\n"
    )
    found = api.annotate(text, name="q.txt")
    assert {row["layer"] for row in found} >= {"document", "attribution", "citation", "time"}
    for row in found:
        VALIDATOR.validate(row)


def by_layer(rows: list[dict[str, Any]], layer: str) -> dict[str, Any]:
    return next(row for row in rows if row["layer"] == layer and row["document"] == "bridge.txt")


def test_an_attribution_names_its_speaker_as_the_whole_case_does(rows: list[dict[str, Any]]) -> None:
    row = by_layer(rows, "attribution")
    assert row["speaker"] == "Ilan Voss"
    assert row["outlet"] == ["Radio Ost"]
    assert row["content"] == [[57, 78], [80, 90]]
    assert row["text"] == "+the bridge\nwill open … النصر قريب"
    assert (row["cue_text"], row["source_text"], row["parent"]) == ("said", "Governor Voss", None)


def test_an_actor_lists_its_names_apart_from_its_titles(rows: list[dict[str, Any]]) -> None:
    row = by_layer(rows, "actor")
    assert row["canonical"] == "Ilan Voss"
    assert (row["mentions"], row["nominals"]) == ([[46, 50]], [[37, 45]])


def test_a_passage_gives_both_places_and_what_differs(rows: list[dict[str, Any]]) -> None:
    row = by_layer(rows, "passage")
    assert (row["a"]["document"], row["b"]["document"]) == ("bridge.txt", "boats.txt")
    assert row["variants"] == [
        {"kind": "negation", "alters": "yes", "a": [154, 157], "b": [0, 0], "why": "Not"}
    ]


def test_nobody_is_called_unspecified(tmp_path: Path) -> None:
    connection = make_case(tmp_path / "a.case")
    connection.execute("DELETE FROM speakers")
    with Case(connection, tmp_path / "a.case") as case:
        row = next(row for row in jsonl.case_rows(case) if row["layer"] == "attribution")
    assert row["speaker"] == "unspecified"


def test_half_characters_are_escaped() -> None:
    assert jsonl.line({"text": "a\ud83d"}) == '{"text": "a\\ud83d"}'
    assert jsonl.line({"text": "النصر"}) == '{"text": "النصر"}'
