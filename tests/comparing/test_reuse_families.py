"""Families and moved sentences: what two copies share once there is a reason to compare just these two."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.comparing.reuse import Reuse, find_passages, search_documents
from testimonia.comparing.reuse_clusters import commonest, edges
from testimonia.comparing.reuse_kernels import Kernels
from testimonia.comparing.reuse_search import search
from testimonia.comparing.reuse_stretches import align_stretches
from testimonia.comparing.reuse_words import read_words

VOCABULARY = [
    f"{a}{b}{c}" for a in "bdfgklmnprstv" for b in ("a", "ei", "o", "u") for c in ("ran", "tisk", "ulo")
]


def running(rng: random.Random, words: int) -> list[str]:
    return [rng.choice(VOCABULARY) for _ in range(words)]


def edited(rng: random.Random, words: list[str], keep: set[int]) -> list[str]:
    """Return words of which only those numbered are kept."""
    return [word if k in keep else rng.choice(VOCABULARY) for k, word in enumerate(words)]


def copies(seed: int, witnesses: int) -> list[tuple[str, str]]:
    """Return a text of 40 words in one document and copies in others, each keeping its own 24 of them."""
    rng = random.Random(seed)
    source = running(rng, 40)
    found = [("source", " ".join([*running(rng, 60), *source, *running(rng, 60)]))]
    for k in range(witnesses):
        copy = edited(rng, source, set(rng.sample(range(40), 24)))
        found.append((f"copy {k}", " ".join([*running(rng, 60), *copy, *running(rng, 60)])))
    return found


def pairs(reuse: Reuse) -> set[tuple[str, str]]:
    n = len(reuse.names)
    return {(reuse.names[key // n], reuse.names[key % n]) for key in reuse.found.key.tolist()}


def test_two_edited_copies_are_connected_once_their_source_is_known() -> None:
    alone = connected = 0
    for seed in range(6):
        documents = copies(seed, 4)
        wanted = {(a, b) for (a, _), (b, _) in combinations(sorted(documents[1:]), 2)}
        alone += len(wanted & pairs(search_documents(documents[1:])))
        connected += len(wanted & pairs(search_documents(documents)))
    assert alone < 18 and connected > 30, (alone, connected)


def test_families_do_not_depend_on_the_order_of_documents() -> None:
    documents = copies(3, 5)
    expected = find_passages(documents)
    random.Random(1).shuffle(documents)
    assert find_passages(documents) == expected


def test_a_pair_found_through_its_family_keeps_to_the_shortest_passage_asked_for() -> None:
    for passage in find_passages(copies(5, 5), minimum_words=38):
        assert int(passage.why.split(" of ")[1].split(" and ")[0]) >= 36


def test_a_sentence_moved_to_the_end_is_a_piece_of_the_passage() -> None:
    rng = random.Random(7)
    first, second, third = (" ".join(running(rng, 9)).capitalize() + "." for _ in range(3))
    before = " ".join(running(rng, 40)) + "."
    documents = [
        ("a", f"{before} {first} {second} {third}"),
        ("b", f"{first} {third} {second} {' '.join(running(rng, 40))}"),
    ]
    (passage,) = find_passages(documents)
    texts = dict(documents)
    assert texts["a"][passage.a.start : passage.a.end] == f"{first} {second} {third}".rstrip(".")
    assert texts["b"][passage.b.start : passage.b.end] == f"{first} {third} {second}".rstrip(".")
    assert any(variant.kind == "order" for variant in passage.variants)


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_pieces_of_two_stretches_are_equal_words_in_order_and_share_no_word(seed: int) -> None:
    rng = random.Random(seed)
    source = running(rng, 30)
    moved = [*source[15:], *source[:15]]
    texts = [" ".join(source), " ".join(edited(rng, moved, set(rng.sample(range(30), 20))))]
    kernels = Kernels(compiled=False)
    words = read_words(texts, kernels)
    stretches = tuple(np.array([bound]) for bound in (*words.first[:2], *words.first[1:]))
    _, pieces = align_stretches(stretches, (160, 3, 4), words, search(words, kernels), kernels)
    taken: set[int] = set()
    for k in range(len(pieces)):
        last = (-1, -1)
        for r in range(pieces.begin[k], pieces.begin[k + 1]):
            i, j, n = int(pieces.run_i[r]), int(pieces.run_j[r]), int(pieces.run_n[r])
            assert words.ids[i : i + n].tolist() == words.ids[j : j + n].tolist()
            assert i > last[0] and j > last[1]
            last = (i + n - 1, j + n - 1)
        for span in ((pieces.a0[k], pieces.a1[k]), (pieces.b0[k], pieces.b1[k])):
            assert not taken & set(range(*map(int, span)))
            taken |= set(range(*map(int, span)))


@pytest.mark.parametrize("seed", range(3))
def test_compiled_and_plain_kernels_align_the_same_stretches(seed: int) -> None:
    texts = [text for _, text in copies(seed, 2)]
    found = []
    for compiled in (True, False):
        kernels = Kernels(compiled=compiled)
        words = read_words(texts, kernels)
        first = words.first
        stretches = tuple(np.array(bound) for bound in (first[:2], first[1:3], first[1:3], first[2:4]))
        found.append(align_stretches(stretches, (96, 2, 4), words, search(words, kernels), kernels)[1])
    for name, column in vars(found[0]).items():
        assert np.array_equal(column, vars(found[1])[name]), name
    assert len(found[0])


@pytest.mark.parametrize("seed", range(4))
def test_no_place_is_reported_twice_and_places_come_in_order(seed: int) -> None:
    texts = copies(seed, 12)
    found = [
        (p.a.document, p.b.document, p.a.start, p.b.start, p.a.end, p.b.end) for p in find_passages(texts)
    ]
    assert found == sorted(set(found))


def test_a_text_copied_with_its_neighbour_founds_no_common_family() -> None:
    """Nodes 0 and 1 are the text, node 2 the text with its neighbour: an edge to it connects nothing."""
    node_a, node_b, length = np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([40, 44, 90])
    assert edges(node_a, node_b, length) == ([0], [1])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(6, 9)), min_size=1, max_size=30))
def test_a_node_has_the_ends_of_most_of_its_sides(sides: list[tuple[int, int, int]]) -> None:
    numbers = sorted({node for node, _, _ in sides})
    node_of, start, end = (np.array(column, np.int64) for column in zip(*sides, strict=True))
    node_of = np.searchsorted(numbers, node_of)
    for node, side in enumerate(commonest(node_of, start, end).tolist()):
        stretches = Counter(zip(start[node_of == node].tolist(), end[node_of == node].tolist(), strict=True))
        chosen = (int(start[side]), int(end[side]))
        assert node_of[side] == node
        assert stretches[chosen] == max(stretches.values())
        equally = [stretch for stretch, n in stretches.items() if n == stretches[chosen]]
        assert chosen[1] - chosen[0] == max(e - s for s, e in equally)
