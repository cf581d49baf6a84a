"""What counts as right: figures worked out by hand on small texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.evaluating.certainty import intervals, reliability
from testimonia.evaluating.gold import GoldDocument, GoldRow
from testimonia.evaluating.running import Report, Wrong, evaluate, marks_outermost
from testimonia.evaluating.scoring import (
    Counts,
    dice,
    judge,
    pair,
    rates,
    rates_of_kind,
    relations_of,
    same_names,
)
from testimonia.evaluating.tokens import Page
from testimonia.model import Span


def at(text: str, *words: str) -> tuple[Span, ...]:
    out = []
    for part in words:
        found = re.search(re.escape(part), text)
        assert found is not None, part
        out.append(found.span())
    return tuple(out)


def row(text: str, content: str, cue: str = "", source: str = "", **more: object) -> GoldRow:
    return GoldRow(
        content=at(text, content) if content else (),
        cue=at(text, cue) if cue else (),
        source=at(text, source) if source else (),
        **more,  # type: ignore[arg-type]  # plain fields
    )


# Tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("He didn't go.", ["He", "did", "n't", "go", "."]),
        ("Teel’s U.S. envoy, Mr. Voss", ["Teel", "’s", "U.S.", "envoy", ",", "Mr.", "Voss"]),
        (
            "a cease-fire at 10:30… on 4/5/2031 --",
            ["a", "cease-fire", "at", "10:30", "…", "on", "4/5/2031", "--"],
        ),
        ("قال «نعم»", ["قال", "«", "نعم", "»"]),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [text[start:end] for start, end in Page(text).tokens] == tokens


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ash says “[rain comes]”.", "direct"),
        ("Ash says that [rain comes].", "indirect"),
        ("Ash says that [rain “comes”].", "mixed"),
        ('Ash says "[rain comes]" now.', "direct"),
        ("“Rain.\nAsh says [snow falls].", "indirect"),  # a mark holds to the end of its line
        ("Ash says [...].", "indirect"),
    ],
)
def test_kind_is_how_much_is_quoted(text: str, kind: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    assert Page(text.replace("[", "").replace("]", "")).kind([(start, end)]) == kind


def test_a_token_counts_if_a_letter_of_it_is_held() -> None:
    page = Page("rain comes down")
    assert page.numbers([(2, 6)]) == {0, 1}
    assert page.numbers([(4, 5)]) == frozenset()


# Pairs and levels

TEXT = "Ash said that rain comes over the hills. Elm denied it. Oak thinks snow falls, and Ivy agrees."
#       gold: Ash/said/rain comes over the hills; Oak/thinks/snow falls
GOLD = [
    row(TEXT, "rain comes over the hills", "said", "Ash", id="1"),
    row(TEXT, "snow falls", "thinks", "Oak", id="2"),
]


def judged(gold: list[GoldRow], found: list[GoldRow], text: str = TEXT) -> Counts:
    page = Page(text)
    return judge(relations_of(page, gold), relations_of(page, found)).counts


def test_all_right() -> None:
    counts = judged(GOLD, GOLD)
    for level in ("content", "attributed", "with cue", "strict"):
        assert rates(counts.figures[level]) == (1, 1, 1)


def test_half_of_the_words_are_enough_and_less_are_not() -> None:
    # 5 words marked. "rain comes": dice 2·2/(5+2) = 4/7; "rain": 2·1/(5+1) = 1/3.
    enough, too_few = row(TEXT, "rain comes", "said", "Ash"), row(TEXT, "rain", "said", "Ash")
    assert judged(GOLD[:1], [enough]).figures["content"] == [1, 1, 1]
    assert judged(GOLD[:1], [too_few]).figures["content"] == [0, 1, 1]


def test_a_source_is_right_with_one_word_of_it() -> None:
    text = "The old mayor Ash said that rain comes."
    gold = [row(text, "rain comes", "said", "The old mayor Ash")]
    assert judged(gold, [row(text, "rain comes", "said", "Ash")], text).figures["attributed"] == [1, 1, 1]
    assert judged(gold, [row(text, "rain comes", "said")], text).figures["attributed"] == [0, 1, 1]
    bare = [row(text, "rain comes", "said")]
    assert judged(bare, bare, text).figures["attributed"] == [1, 1, 1]


def test_a_missed_a_false_and_a_wrong_row() -> None:
    # Marked 2, found 3: the first right in all, the second with another source, the third not marked.
    found = [
        GOLD[0],
        row(TEXT, "snow falls", "thinks", "Ivy"),
        row(TEXT, "it", "denied", "Elm"),
    ]
    counts = judged(GOLD, found)
    assert rates(counts.figures["content"]) == (2 / 3, 1, pytest.approx(0.8))
    assert rates(counts.figures["attributed"]) == (1 / 3, 1 / 2, pytest.approx(0.4))
    assert counts.figures["with cue"] == [1, 2, 3]
    assert counts.figures["tokens of source"] == [1, 2, 3]
    assert counts.figures["tokens of cue"] == [2, 2, 3]
    assert counts.figures["tokens of content"] == [7, 7, 8]
    assert counts.figures["source where content is right"] == [1, 2, 2]


def test_strictly_right_takes_the_same_tokens_marks_at_edges_aside() -> None:
    text = "“Rain comes,” said Ash."
    gold = [row(text, "“Rain comes,”", "said", "Ash")]
    assert judged(gold, [row(text, "Rain comes", "said", "Ash")], text).figures["strict"] == [1, 1, 1]
    assert judged(gold, [row(text, "Rain", "said", "Ash")], text).figures["strict"] == [0, 1, 1]


def test_kinds_are_counted_on_their_own_sides() -> None:
    text = "“Rain comes,” said Ash. Elm denied that “snow” falls."
    gold = [row(text, "Rain comes", "said", "Ash"), row(text, "“snow” falls", "denied", "Elm")]
    found = [gold[0], row(text, "falls", "denied", "Elm")]  # dice 2·1/(4+1) = 0.4, and indirect by itself
    counts = judged(gold, found, text)
    assert rates_of_kind(counts, "direct") == (1, 1, 1)
    assert rates_of_kind(counts, "mixed") == (0, 0, 0)
    assert counts.figures["mixed, of annotated"] == [0, 1, 0]
    assert counts.figures["indirect, of found"] == [0, 1, 0]


def test_one_row_is_paired_once_with_the_most_alike() -> None:
    page = Page(TEXT)
    found = relations_of(page, [row(TEXT, "rain", "said", "Ash"), GOLD[0], row(TEXT, "hills")])
    assert pair(relations_of(page, GOLD[:1]), found) == {0: 1}


def test_rows_without_content_are_paired_by_their_cue() -> None:
    bare = row(TEXT, "", "denied", "Elm")
    page = Page(TEXT)
    assert pair(relations_of(page, [bare]), relations_of(page, [bare])) == {0: 0}


def test_optional_rows_count_neither_for_nor_against() -> None:
    optional = row(TEXT, "snow falls", "thinks", "Oak", optional=True)
    assert judged([GOLD[0], optional], GOLD).figures["content"] == [1, 1, 1]
    assert judged([GOLD[0], optional], GOLD[:1]).figures["content"] == [1, 1, 1]


def test_a_required_row_is_paired_before_an_optional_one() -> None:
    wide = row(TEXT, "rain comes over the hills", "said", "Ash", optional=True)
    narrow = row(TEXT, "rain comes", "said", "Ash")
    assert judged([wide, narrow], [GOLD[0]]).figures["content"] == [1, 1, 1]


def test_parents_kinds_and_speakers_are_measured_where_they_are_marked() -> None:
    text = "Ash said that Elm claims that rain comes."
    outer = row(text, "Elm claims that rain comes", "said", "Ash", id="o", kind="indirect", speaker=("Ash",))
    inner = row(text, "rain comes", "claims", "Elm", id="i", parent="o", kind="direct", speaker=("Elm Tree",))
    found = [
        outer,
        row(text, "rain comes", "claims", "Elm", id="x", parent="o", kind="indirect", speaker=("elm",)),
    ]
    counts = judged([outer, inner], found, text)
    assert counts.figures["parent where content is right"] == [1, 1, 1]
    assert counts.figures["kind where content is right"] == [1, 2, 2]
    assert counts.figures["speaker where content is right"] == [2, 2, 2]
    apart = [outer, row(text, "rain comes", "claims", "Elm")]
    assert judged([outer, inner], apart, text).figures["parent where content is right"] == [0, 1, 1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Mara Teel",), ("TEEL",), True),
        (("Mara Teel", "Ilan Voss"), ("Voss", "Teel"), True),
        (("Mara Teel", "Ilan Voss"), ("Teel",), False),
        (("Mara Teel",), ("Ada Teel",), False),
        ((), (), True),
    ],
)
def test_names(one: tuple[str, ...], other: tuple[str, ...], same: bool) -> None:
    assert same_names(one, other) is same


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)))
def test_dice_is_symmetric_and_between_none_and_all(a: list[int], b: list[int]) -> None:
    value = dice(frozenset(a), frozenset(b))
    assert value == dice(frozenset(b), frozenset(a))
    assert 0 <= value <= 1
    assert (value == 1) == (set(a) == set(b))


# Certainty


def one_document(right: int, gold: int, found: int) -> Counts:
    counts = Counts()
    counts.add("attributed", right, gold, found)
    return counts


def f1_of(counts: Counts) -> float:
    return rates(counts.figures["attributed"])[2]


def test_documents_that_are_all_alike_leave_no_doubt() -> None:
    spread = intervals([one_document(1, 2, 2)] * 20, {"f": f1_of})
    assert spread == {"f": (0.5, 0.5)}


def test_intervals_hold_the_figure_and_come_out_the_same_again() -> None:
    documents = [one_document(n % 3, 3, 3) for n in range(30)]
    low, high = intervals(documents, {"f": f1_of})["f"]
    assert low < 1 / 3 < high  # (0 + 1 + 2) / (3 + 3 + 3)
    assert intervals(documents, {"f": f1_of})["f"] == (low, high)
    assert intervals(documents, {"f": f1_of}, seed=1)["f"] != (low, high)


def test_few_documents_have_no_interval() -> None:
    assert intervals([one_document(1, 1, 1)] * 9, {"f": f1_of}) == {}


def test_reliability_by_hand() -> None:
    # .9 to 1: 4 rows, mean .95, 3 right; .2 to .3: 1 row of .2, right. Gaps .2 and .8: (4·.2 + 1·.8)/5 = .32
    table = reliability([(0.95, True), (0.95, True), (0.95, True), (0.95, False), (0.2, True)])
    assert [(one.low, one.rows, one.right) for one in table.bins] == [(0.2, 1, 1.0), (0.9, 4, 0.75)]
    assert table.error == pytest.approx(0.32)
    assert reliability([]).bins == ()
    assert reliability([(1.0, True)]).bins[0].high == 1.0


# A reader measured


def measured(*documents: GoldDocument, **options: object) -> tuple[Report, list[Wrong]]:
    return evaluate(documents, **options)  # type: ignore[arg-type]  # plain options


SAID = "Mara Teel said that the quay is shut. Ilan Voss denied that ships wait."
WHOLE = GoldDocument(
    name="a",
    text=SAID,
    rows=(
        row(SAID, "the quay is shut", "said", "Mara Teel"),
        row(SAID, "ships wait", "denied", "Mara Teel"),  # the source is marked wrong
        row(SAID, "Voss"),  # not said by anybody
    ),
    publisher="Radio Ost",
)


def test_a_reader_is_measured_and_its_faults_listed() -> None:
    report, wrong = measured(WHOLE)
    assert (report.reader, report.documents, report.words) == ("rules", 1, 14)
    figures = {figure.name: figure for figure in report.figures}
    assert (figures["content"].gold, figures["content"].found) == (3, 2)
    assert figures["content"].f1 == pytest.approx(0.8)  # P 1, R 2/3
    assert figures["attributed"].f1 == pytest.approx(0.4)  # P 1/2, R 1/3
    assert [(one.error, one.content) for one in wrong] == [("other source", "ships wait"), ("missed", "Voss")]
    assert wrong[0].instead == "Ilan Voss"
    assert "denied that ships wait" in wrong[0].excerpt


def test_figures_by_publisher() -> None:
    other = GoldDocument(name="b", text="Nothing.", rows=())
    report, _ = measured(WHOLE, other, by="publisher")
    assert [(group.name, group.documents) for group in report.groups] == [("Radio Ost", 1), ("not told", 1)]


NESTED = "Mara Teel said that Ilan Voss claimed that ships wait."
OUTER = row(NESTED, "Ilan Voss claimed that ships wait", "said", "Mara Teel", id="1")
INNER = row(NESTED, "ships wait", "claimed", "Ilan Voss", id="2", parent="1")


def test_annotation_of_the_outermost_alone_is_compared_with_the_outermost() -> None:
    outer = GoldDocument(name="a", text=NESTED, rows=(OUTER,))
    both = GoldDocument(name="a", text=NESTED, rows=(OUTER, INNER))
    assert marks_outermost([outer])
    assert not marks_outermost([both])
    for documents, option, counts in (
        ([outer], None, (1, 1)),
        ([both], None, (2, 2)),
        ([outer], False, (1, 2)),
        ([both], True, (1, 1)),
    ):
        report, _ = measured(*documents, outermost=option)
        assert (report.figures[0].gold, report.figures[0].found) == counts


def test_one_worker_or_two_give_the_same_report() -> None:
    from msgspec.structs import replace

    documents = [replace(WHOLE, name=str(n)) for n in range(12)]
    one, _ = measured(*documents, workers=1)
    two, _ = measured(*documents, workers=2)
    assert replace(one, seconds=0.0) == replace(two, seconds=0.0)
