"""Second opinions: blind, without effect, compared field by field, settled by a decision."""

from pathlib import Path

import pytest

from testimonia import pipeline
from testimonia.case import open_case
from testimonia.case.deciding import DecidedMeanwhile, DecisionRefused, decide
from testimonia.case.decisions import Standing
from testimonia.case.opinions import agreement, as_read, compared, give_opinion, settle_between, to_read

TEXT = "Mara Teel said that the mole is closed. Ilan Voss denied that the fleet had left. " * 2


@pytest.fixture
def own(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT + "Tomas Brand warned that the bread was short.", encoding="utf-8")
    pipeline.read([tmp_path / "a.txt"], tmp_path / "a.case", passages=False)
    with open_case(tmp_path / "a.case", write=True) as case:
        yield case


def statements(case):
    return [row["id"] for row in case.query("SELECT id FROM attributions ORDER BY id")]


def test_an_opinion_changes_nothing_that_is_shown(own):
    target = statements(own)[0]
    decide(own, "accept", target, by="first")
    before = own.standing, own.query("SELECT * FROM said"), own.query("SELECT * FROM speakers")
    give_opinion(own, "reject", target, by="second")
    own.forget()
    assert (own.standing, own.query("SELECT * FROM said"), own.query("SELECT * FROM speakers")) == before


def test_what_others_decided_is_read_again_once_and_as_the_program_read_it(own):
    a, b, c = statements(own)[:3]
    decide(own, "correct", a, by="first", values={"speaker": "Somebody Else"})
    decide(own, "reject", b, by="first")
    decide(own, "accept", c, by="second")
    assert to_read(own, "second") == sorted([a, b])
    assert as_read(own, a)["speaker"] in ("Mara Teel", "Ilan Voss", "Tomas Brand")
    give_opinion(own, "accept", a, by="second")
    assert to_read(own, "second") == [b]
    assert to_read(own, "third") == sorted([a, b, c])


def test_a_second_opinion_is_compared_with_what_was_decided_before_it(own):
    target = statements(own)[0]
    decide(own, "reject", target, by="first")
    give_opinion(own, "reject", target, by="second")
    decide(own, "accept", target, by="first")
    (row,) = compared(own, "second")
    assert row.first == Standing(verdict="reject")
    assert row.agreed
    assert row.settled


def test_fields_are_compared_where_both_keep_the_row(own):
    a, b, c = statements(own)[:3]
    decide(own, "accept", a, by="first")
    decide(own, "correct", b, by="first", values={"speaker": "Nadia  Orr"})
    decide(own, "reject", c, by="first")
    give_opinion(own, "correct", a, by="second", values={"speaker": "Another"})
    give_opinion(own, "correct", b, by="second", values={"speaker": "nadia orr"})
    give_opinion(own, "accept", c, by="second")
    found = {one.field: one for one in agreement(compared(own, "second"))}
    assert (found["kept"].items, found["kept"].alike) == (3, 2)
    assert found["kept"].kappa == pytest.approx(0)
    assert (found["attribution: speaker"].items, found["attribution: speaker"].alike) == (2, 1)
    assert found["attribution: kind"].alpha is None


@pytest.mark.parametrize("whose", ["first", "second"])
def test_a_disagreement_is_settled_as_one_of_the_two_read_it(own, whose):
    target = statements(own)[0]
    read = as_read(own, target)["speaker"]
    decide(own, "correct", target, by="first", values={"speaker": "Somebody Else"})
    give_opinion(own, "accept", target, by="second")
    (row,) = compared(own, "second")
    assert not row.settled
    settle_between(own, row, whose, by="third")
    speaker = own.query("SELECT speaker FROM said WHERE id = ?", target)[0]["speaker"]
    assert speaker == ("Somebody Else" if whose == "first" else read)
    (row,) = compared(own, "second")
    assert row.settled
    assert not row.agreed


def test_what_was_settled_meanwhile_is_not_settled_again(own):
    target = statements(own)[0]
    decide(own, "reject", target, by="first")
    give_opinion(own, "accept", target, by="second")
    (row,) = compared(own, "second")
    settle_between(own, row, "second", by="third", seen=2)
    with pytest.raises(DecidedMeanwhile):
        settle_between(own, row, "first", by="fourth", seen=2)


@pytest.mark.parametrize(
    ("opinion", "values", "by"),
    [
        ("merge", {}, "x"),
        ("correct", {}, "x"),
        ("correct", {"why": "y"}, "x"),
        ("accept", {"speaker": "y"}, "x"),
        ("accept", {}, " "),
    ],
)
def test_what_is_no_opinion_is_refused(own, opinion, values, by):
    with pytest.raises(DecisionRefused):
        give_opinion(own, opinion, statements(own)[0], by=by, values=values)
    assert own.decisions() == []


def test_an_opinion_taken_back_is_asked_for_again(own):
    target = statements(own)[0]
    decide(own, "accept", target, by="first")
    opinion = give_opinion(own, "reject", target, by="second")
    decide(own, "undo", opinion.id, by="second")
    assert compared(own, "second") == []
    assert to_read(own, "second") == [target]
