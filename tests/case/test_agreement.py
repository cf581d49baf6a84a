"""Agreement: the worked examples of the papers, and what holds for any readings."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.case import agreement
from testimonia.case.agreement import cohen_kappa, krippendorff_alpha, share_agreed


def pairs_of(table):
    """The pairs that a square table of counts stands for, rows the first reader."""
    return [
        (row, column) for row, counts in enumerate(table) for column, n in enumerate(counts) for _ in range(n)
    ]


def test_kappa_of_cohen_1960_table_2():
    pairs = pairs_of([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert len(pairs) == 200
    assert share_agreed(pairs) == pytest.approx(0.70)
    assert cohen_kappa(pairs) == pytest.approx(0.492, abs=5e-4)


def test_kappa_of_cohen_1960_table_1_is_below_chance():
    pairs = pairs_of([[25, 13, 12], [12, 2, 16], [3, 15, 2]])
    assert share_agreed(pairs) == pytest.approx(0.29)
    assert cohen_kappa(pairs) == pytest.approx((0.29 - 0.35) / 0.65)


def test_kappa_of_fleiss_cohen_and_everitt_1969():
    assert cohen_kappa(pairs_of([[106, 10, 4], [22, 28, 10], [2, 12, 6]])) == pytest.approx(0.429, abs=5e-4)


def test_alpha_of_krippendorff_2011_example_a_binary():
    meg, owen = "0100000010", "1110010000"
    assert krippendorff_alpha(list(zip(meg, owen, strict=True))) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_krippendorff_2011_example_b_nominal():
    ben, gerry = "aabbdcccedda", "babbbccceddd"
    assert krippendorff_alpha(list(zip(ben, gerry, strict=True))) == pytest.approx(0.692, abs=5e-4)


def test_alpha_of_krippendorff_2011_example_c_four_observers_with_gaps():
    observers = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    units = [[None if value == "." else value for value in unit] for unit in zip(*observers, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=5e-4)


def test_what_nothing_tells_apart_is_undefined():
    assert cohen_kappa([]) is None
    assert cohen_kappa([("a", "a")] * 9) is None
    assert krippendorff_alpha([("a", "a")] * 9) is None
    assert krippendorff_alpha([("a", None), (None, "b")]) is None
    assert share_agreed([]) is None


values = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=60)


@given(values)
def test_neither_exceeds_one_and_one_is_full_agreement(pairs):
    for measure in (cohen_kappa, krippendorff_alpha):
        result = measure(pairs)
        if result is not None:
            assert result <= 1
            assert (result == pytest.approx(1)) == all(a == b for a, b in pairs)


@given(values, st.randoms())
def test_order_of_items_and_of_readers_counts_for_nothing(pairs, chance):
    turned = [(b, a) for a, b in pairs]
    chance.shuffle(turned)
    for measure in (cohen_kappa, krippendorff_alpha):
        assert measure(pairs) == pytest.approx(measure(turned)) if measure(pairs) is not None else True


def test_the_examples_in_the_documentation_hold():
    assert doctest.testmod(agreement).failed == 0
