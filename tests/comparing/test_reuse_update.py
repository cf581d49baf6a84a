"""Adding documents: what is known is not made again, and the result is that of one search over everything."""

from __future__ import annotations

import io
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia import pipeline
from testimonia.case import open_case
from testimonia.comparing import reuse
from testimonia.comparing.reuse import Traced, find_passages, update_passages
from testimonia.model import Passage, document_id
from testimonia.writing import jsonl

SENTENCES = [
    "The council of Arvela closed the northern bridge on 3 May because three pillars were damaged.",
    "Engineers in Benno did not expect further harm before the river falls again in autumn.",
    "Markets in the harbour opened late and fishermen complained about 40 new fees.",
    "Schools remain shut where teachers asked Mara Teel for blankets and dry wood.",
    "A convoy with flour and salt was held at the customs house for want of a stamp.",
    "The governor may announce a levy on boats that carry more than twelve barrels.",
    "Nobody in Corm had seen the letter which the envoy said he would carry to Dorn.",
    "Two bells were stolen from the chapel, and the watch found neither rope nor ladder.",
]
SWAPS = [("not ", ""), ("three", "four"), ("40", "60"), ("may", "must"), ("late", "early"), ("Two", "Six")]


def write(seed: int, count: int) -> list[str]:
    """Return texts that take over runs of one stock of sentences, with words exchanged."""
    rng = random.Random(seed)
    texts = []
    for number in range(count):
        start = rng.randrange(len(SENTENCES) - 3)
        text = f"Report {number} of {rng.choice(('Marn', 'Dorn', 'Corm'))}. "
        text += " ".join(SENTENCES[start : start + rng.randrange(2, 5)])
        for old, new in rng.sample(SWAPS, 2):
            text = text.replace(old, new)
        texts.append(text)
    return texts


def updated(texts: list[str], known: dict[str, bytes]) -> list[Traced]:
    documents = [(document_id(text), text) for text in texts]
    return list(update_passages(documents, known=known, dates={}, quotations={}, scripture={}, publishers={}))


def traces(found: list[Traced]) -> dict[str, bytes]:
    return {entry.id: entry.trace for entry in found}


def exported(folder: Path, steps: list[list[int]], texts: list[str]) -> bytes:
    """Return the export of a case whose documents were read in some steps."""
    pile, case = folder / "pile", folder / "one.case"
    pile.mkdir()
    for step in steps:
        for number in step:
            (pile / f"{number:02}.txt").write_text(texts[number], encoding="utf-8")
        pipeline.read([pile], case)
    out = io.StringIO()
    with open_case(case) as opened:
        jsonl.write(opened, out)
    return out.getvalue().encode()


@given(st.integers(0, 1000), st.integers(2, 7), st.data())
@settings(max_examples=12, deadline=None)
def test_reading_in_steps_gives_the_export_of_reading_at_once(
    seed: int, count: int, data: st.DataObject
) -> None:
    texts = write(seed, count)
    order = data.draw(st.permutations(range(count)))
    cut = data.draw(st.integers(1, count - 1))
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        steps = exported(Path(one), [order[:cut], order[cut:]], texts)
        assert steps == exported(Path(two), [list(range(count))], texts)
    assert b'"layer":"passage"' in steps.replace(b" ", b"") or count < 5


@given(st.integers(0, 1000), st.integers(2, 9))
@settings(max_examples=40, deadline=None)
def test_an_equal_trace_means_an_equal_record(seed: int, count: int) -> None:
    texts = write(seed, count)
    fewer = {entry.id: entry for entry in updated(texts[: count // 2 + 1], {})}
    every = updated(texts, traces(list(fewer.values())))
    made = {passage.id: passage for passage in find_passages([(document_id(t), t) for t in texts])}
    assert [entry.id for entry in every] == list(made)
    for entry in every:
        record = entry.passage or fewer[entry.id].passage
        assert record == made[entry.id]


def test_known_passages_are_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = write(4, 8)
    first = updated(texts, {})
    assert len(first) > 10
    assert all(isinstance(entry.passage, Passage) for entry in first)
    assert [entry.passage for entry in updated(texts, traces(first))] == [None] * len(first)
    monkeypatch.setattr(reuse, "_rules", lambda: b"other rules")
    assert all(entry.passage for entry in updated(texts, traces(first)))


def test_a_passage_whose_family_gets_an_earlier_witness_is_made_again() -> None:
    texts = sorted((f"{SENTENCES[0]} {SENTENCES[1]} Filed by {n}." for n in range(3)), key=document_id)
    first = updated(texts[1:], {})
    every = updated(texts, traces(first))
    assert len(first) == 1 and len(every) == 3
    assert all(entry.passage for entry in every)
