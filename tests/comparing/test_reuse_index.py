"""The seed index: new documents are compared with a corpus as in a full search, without searching it anew."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from testimonia.comparing.reuse import Reuse, search_documents
from testimonia.comparing.reuse_index import SeedIndex

VOCABULARY = [
    f"{a}{b}{c}" for a in "bdfgklmnprstv" for b in ("a", "ei", "o", "u") for c in ("ran", "tisk", "ulo")
]


def documents(count: int) -> list[tuple[str, str]]:
    """Return documents of an invented vocabulary; every third takes over fifty words of an earlier one."""
    rng = random.Random(11)
    found: list[tuple[str, str]] = []
    for number in range(count):
        words = [rng.choice(VOCABULARY) for _ in range(150)]
        if number % 3 == 2:
            words[40:40] = rng.choice(found)[1].split()[60:110]
        found.append((f"d{number:03}", " ".join(words)))
    return found


def places(reuse: Reuse) -> set[tuple[str, int, int, str, int, int]]:
    return {
        (p.a.document, p.a.start, p.a.end, p.b.document, p.b.start, p.b.end)
        for p in reuse.passages(dates={}, quotations={}, scripture={})
    }


def test_added_documents_give_the_passages_of_a_full_search(tmp_path: Path) -> None:
    every = documents(60)
    old, new = every[:50], every[50:]
    index = SeedIndex.make(search_documents(old), tmp_path / "case.reuse")
    added = index.add(new, dict(old).__getitem__)
    fresh = {name for name, _ in new}
    expected = {row for row in places(search_documents(every)) if row[0] in fresh or row[3] in fresh}
    assert expected
    assert places(added) == expected


def test_documents_added_before_are_met_by_those_added_later(tmp_path: Path) -> None:
    every = documents(60)
    texts = dict(every)
    SeedIndex.make(search_documents(every[:40]), tmp_path)
    found = set()
    for start in (40, 50):
        found |= places(SeedIndex(tmp_path).add(every[start : start + 10], texts.__getitem__))
    fresh = {name for name, _ in every[40:]}
    assert found == {row for row in places(search_documents(every)) if row[0] in fresh or row[3] in fresh}


def test_only_documents_that_share_a_seed_are_read_again(tmp_path: Path) -> None:
    every = documents(30)
    index = SeedIndex.make(search_documents(every), tmp_path)
    read: list[str] = []

    def text_of(name: str) -> str:
        read.append(name)
        return dict(every)[name]

    index.add(
        [("new", "Seventeen quiet herons crossed an empty meadow before anybody in Arvela was awake.")],
        text_of,
    )
    assert read == []


def test_a_known_document_is_left_out(tmp_path: Path) -> None:
    every = documents(12)
    index = SeedIndex.make(search_documents(every), tmp_path)
    assert len(index.add(every[:2], dict(every).__getitem__)) == 0


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    SeedIndex.make(search_documents(documents(6)), tmp_path)
    about = json.loads((tmp_path / "index.json").read_text("utf-8"))
    (tmp_path / "index.json").write_text(json.dumps(about | {"format": 99}), "utf-8")
    with pytest.raises(ValueError, match="format 99"):
        SeedIndex(tmp_path)
