"""The kernels: plain and compiled ones agree, alignments reproduce both texts, repeats stay bounded."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.comparing.reuse_ends import to_sentence_ends
from testimonia.comparing.reuse_join import join
from testimonia.comparing.reuse_kernels import Kernels
from testimonia.comparing.reuse_search import Alignments, search
from testimonia.comparing.reuse_words import Words, read_words

PLAIN = Kernels(compiled=False)
VOCABULARY = [
    f"{a}{b}{c}" for a in "bdfgklm" for b in ("a", "ei", "o") for c in ("ran", "tisk", "ulo", "vem")
]


def corpus(seed: int, documents: int = 8, words: int = 120) -> list[str]:
    """Return texts of an invented vocabulary; each takes passages over from earlier ones, edited."""
    rng = random.Random(seed)
    texts: list[list[str]] = []
    for _ in range(documents):
        text = [rng.choice(VOCABULARY) for _ in range(words)]
        if texts:
            source = rng.choice(texts)
            start = rng.randrange(0, len(source) - 40)
            copy = [w for w in source[start : start + 40] if rng.random() > 0.1]
            at = rng.randrange(0, len(text))
            text[at:at] = copy
        texts.append(text)
    return [" ".join(text).capitalize() + "." for text in texts]


def aligned(texts: list[str], kernels: Kernels = PLAIN) -> tuple[Words, Alignments]:
    words = read_words(texts, kernels)
    return words, search(words, kernels)


def test_compiled_and_plain_kernels_give_the_same_alignments() -> None:
    compiled = Kernels(compiled=True)
    texts = [*corpus(1), "ٱلشَّام والنَّصر ۱۲,۵۰۰", "l’homme co-\noperates — 3.14 ﬁn 中文字"]
    for fast, slow in zip(aligned(texts, compiled), aligned(texts), strict=True):
        for name, column in vars(slow).items():
            assert np.array_equal(column, vars(fast)[name]), name


@given(st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_runs_of_an_alignment_are_equal_words_in_order(seed: int) -> None:
    words, found = aligned(corpus(seed))
    for k in range(len(found)):
        last_i = last_j = -1
        for r in range(found.begin[k], found.begin[k + 1]):
            i, j, n = int(found.run_i[r]), int(found.run_j[r]), int(found.run_n[r])
            if not n:
                continue  # cut off at an end
            assert i >= last_i and j >= last_j
            assert (words.ids[i : i + n] == words.ids[j : j + n]).all()
            last_i, last_j = i + n, j + n
        assert found.a0[k] in found.run_i[found.begin[k] : found.begin[k + 1]]
        assert found.a1[k] == last_i and found.b1[k] == last_j
        assert found.equal[k] == found.run_n[found.begin[k] : found.begin[k + 1]].sum()


@given(st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_passages_stay_within_their_documents_and_do_not_overlap_themselves(seed: int) -> None:
    words, found = aligned(corpus(seed))
    passages = to_sentence_ends(join(found, 15), words)
    documents = len(words.first) - 1
    for k in range(len(passages)):
        da, db = divmod(int(passages.key[k]), documents)
        assert words.first[da] <= passages.a0[k] < passages.a1[k] <= words.first[da + 1]
        assert words.first[db] <= passages.b0[k] < passages.b1[k] <= words.first[db + 1]
        assert passages.a1[k] <= passages.b0[k]


@given(st.lists(st.text(max_size=200), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_words_stand_literally_at_their_offsets_and_no_text_raises(texts: list[str]) -> None:
    words, _ = aligned(texts)
    for d, text in enumerate(texts):
        last = 0
        for k in range(words.first[d], words.first[d + 1]):
            start, end = int(words.starts[k]), int(words.ends[k])
            assert last <= start < end <= len(text)
            assert not text[start].isspace()
            last = end


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الشَّام", "الشام"),  # vowel signs
        ("الـشام", "الشام"),  # tatweel
        ("إسلام", "اسلام"),  # hamza below alef
        ("على", "علي"),  # alef maqsura
        ("Evacuation", "evacuation"),
        ("evacu-\nation", "evacuation"),  # hyphen at a line end
        ("don’t", "don't"),
        ("15,000", "15000"),
        ("١٥", "15"),
        ("ﬁnal", "final"),  # ligature
        ("Élysée", "elysee"),
        ("co\u00adoperate", "cooperate"),  # soft hyphen
    ],
)
def test_spellings_that_fold_to_one_word(one: str, other: str) -> None:
    words = read_words([one, other], PLAIN)
    assert len(words) == 2
    assert words.ids[0] == words.ids[1]


@pytest.mark.parametrize(("one", "other"), [("3.5", "35"), ("3,5", "35"), ("not", "note"), ("1500", "15000")])
def test_words_that_stay_apart(one: str, other: str) -> None:
    words = read_words([one, other], PLAIN)
    assert words.ids[0] != words.ids[1]


def test_one_sentence_twenty_thousand_times_is_bounded() -> None:
    sentence = "The harbour of Benno stays closed until engineers of the council have tested every pillar. "
    _, found = aligned([sentence * 20_000, sentence * 3], Kernels(compiled=True))
    assert len(found) < 20_000  # quadratic work would take hours


def test_a_megabyte_of_one_word_has_no_passages() -> None:
    _, found = aligned(["word " * 200_000, "word " * 1000, "w" * 1_000_000], Kernels(compiled=True))
    assert len(found) == 0


def test_a_dozen_copies_are_all_paired() -> None:
    copy = corpus(5, documents=1, words=40)[0]
    texts = [f"{own} {copy} {own2}" for own, own2 in zip(corpus(6, 12), corpus(7, 12), strict=True)]
    words, found = aligned(texts)
    passages = join(found, 15)
    documents = len(words.first) - 1
    pairs = {divmod(int(key), documents) for key in passages.key}
    assert {(a, b) for a in range(12) for b in range(a + 1, 12)} <= pairs
