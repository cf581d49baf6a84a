"""The labelled set: every quotation found, with its reference, its verdict and its differences.

``data/scripture.jsonl`` holds texts of our own about invented places, each with one quotation or none;
they are compared with verses in ``data/verses.txt`` and ``data/bible.txt``, which name their sources.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from testimonia.finding import scripture
from testimonia.finding.scripture_files import ScriptureText, read_text_file
from testimonia.finding.scripture_library import Library
from testimonia.language.doc import Doc

DATA = Path(__file__).parent / "data"


@cache
def library() -> Library:
    rows = [
        line.split("|")
        for line in (DATA / "verses.txt").read_text(encoding="utf-8").splitlines()
        if line[0] != "#"
    ]
    quran = ScriptureText(
        name="a choice of verses",
        work="quran",
        language="ar",
        verses=tuple((f"{s}:{a}", everyday) for s, a, everyday, _ in rows),
        second=tuple(uthmani for *_, uthmani in rows),
        complete=True,
    )
    english = read_text_file((DATA / "verses_en.txt").read_bytes(), "a rendering", partial=True)
    bible = read_text_file((DATA / "bible.txt").read_bytes(), "King James Version", work="bible")
    return Library([quran, english, bible])


def cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / "scripture.jsonl").read_text(encoding="utf-8").splitlines()]


CASES = cases()


def test_the_set_is_large_enough() -> None:
    assert sum(case["start"] >= 0 for case in CASES) >= 200


@pytest.mark.parametrize("case", CASES, ids=[f"{c['id']}-{c['phenomenon']}" for c in CASES])
def test_labelled(case: dict[str, Any]) -> None:
    doc = Doc(case["text"])
    found = [r for r in scripture.find(doc, library()) if r.work != "formula"]
    if case["start"] < 0:
        assert found == []
        return
    assert [r.span for r in found] == [(case["start"], case["end"])]
    (record,) = found
    assert (record.work, record.language) == (case["work"], case["language"])
    assert record.reference == case["reference"]
    assert record.verdict == case["verdict"]
    assert sorted({d.kind for d in record.differences}) == sorted(case["kinds"])
    assert record.true_reference == case["true_reference"]
    for difference in record.differences:
        start, end = difference.span
        assert case["text"][start:end] == difference.found or difference.kind in (
            "unknown",
            "impossible_reference",
        )
