"""Facets in an address: what is read from it is what is written into it."""

from hypothesis import given
from hypothesis import strategies as st

from testimonia.web.queries import actors, checks, ledger, passages, scripture
from testimonia.web.queries.narrowing import facet_values

LISTS = (ledger, checks, scripture, passages)
VALUES = st.lists(st.text(min_size=1, max_size=6), max_size=3)


@given(st.data())
def test_an_address_written_and_read_asks_for_the_same(data):
    for module in LISTS:
        pairs = []
        for facet in module.FACETS:
            pairs += [(facet, value) for value in data.draw(VALUES)]
            pairs += [(f"not-{facet}", value) for value in data.draw(VALUES)]
        asked = module.asked_by(pairs)
        assert module.asked_by(asked.pairs()) == asked


@given(st.sampled_from(["state", "person"]), st.booleans())
def test_a_value_taken_twice_is_put_in_and_taken_out(value, unwanted):
    asked = actors.asked_by([("q", "mole")])
    once = actors.asked_by(asked.toggled("kind", value, unwanted=unwanted))
    assert value in (once.unwanted if unwanted else once.wanted)["kind"]
    assert actors.asked_by(once.toggled("kind", value, unwanted=unwanted)) == asked


def test_a_value_is_either_wanted_or_not():
    asked = actors.asked_by([("kind", "state")])
    assert actors.asked_by(asked.toggled("kind", "state", unwanted=True)).wanted == {}


def test_each_value_stands_once_and_what_is_unknown_is_left_out():
    pairs = [("a", "1"), ("a", "1"), ("not-a", "2"), ("b", "3"), ("a", "")]
    assert facet_values(pairs, ("a",)) == ({"a": ("1",)}, {"a": ("2",)})
