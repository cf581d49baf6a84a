"""Which statement a date belongs to: what is told, the saying itself, or the document's own words."""

from hypothesis import given
from hypothesis import strategies as st

from testimonia.case.moments import find_moments
from testimonia.model import Attribution, TimeExpression


def statement(text, content, cue, source, id="attribution:1"):
    def span(words):
        return (text.index(words), text.index(words) + len(words))

    return Attribution(
        id=id,
        document="d",
        content=(span(content),),
        cue=(span(cue),),
        source=(span(source),),
        kind="indirect",
    )


def date(text, words, id="time:1", role="event"):
    start = text.index(words)
    return TimeExpression(
        id=id,
        document="d",
        span=(start, start + len(words)),
        type="DATE",
        value="2031-12-09",
        begin="2031-12-09",
        end="2031-12-09",
        role=role,
    )


def only(text, row, words):
    (moment,) = find_moments([row], [date(text, words)])
    return moment.part, moment.attribution


def test_a_date_beside_the_cue_dates_the_saying():
    text = "Voss said on Tuesday that the mole was hit in May. He left."
    row = statement(text, "the mole was hit in May", "said", "Voss")
    assert only(text, row, "Tuesday") == ("said", row.id)
    assert only(text, row, "May") == ("content", row.id)


def test_a_date_right_before_the_speaker_dates_the_saying():
    text = "On Tuesday, Voss said the mole was hit."
    assert only(text, statement(text, "the mole was hit", "said", "Voss"), "Tuesday")[0] == "said"


def test_a_date_in_another_sentence_is_the_documents_own():
    text = "The mole was hit on Tuesday. It was late when Voss said bread was dear."
    assert only(text, statement(text, "bread was dear", "said", "Voss"), "Tuesday") == ("document", None)


def test_the_innermost_statement_counts():
    text = "Teel wrote that Voss said on Tuesday that bread was dear."
    outer = statement(text, "Voss said on Tuesday that bread was dear", "wrote", "Teel", "attribution:0")
    inner = statement(text, "bread was dear", "said", "Voss")
    (moment,) = find_moments([outer, inner], [date(text, "Tuesday")])
    assert (moment.part, moment.attribution) == ("said", inner.id)


def test_of_two_dates_beside_it_the_nearer_to_the_cue_dates_the_saying():
    text = "Voss, since Monday in office, said on Tuesday that bread was dear."
    row = statement(text, "bread was dear", "said", "Voss")
    parts = [
        m.part for m in find_moments([row], [date(text, "Monday", "time:1"), date(text, "Tuesday", "time:2")])
    ]
    assert parts == ["document", "said"]


def test_a_dateline_and_a_date_of_a_report_are_no_moments():
    text = "Voss said on Tuesday that bread was dear."
    row = statement(text, "bread was dear", "said", "Voss")
    for role in ("dateline", "report", "publication"):
        assert find_moments([row], [date(text, "Tuesday", role=role)]) == []


spans = st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda pair: (pair[0], sum(pair)))


@given(st.lists(st.tuples(spans, spans), max_size=6), st.lists(spans, max_size=6))
def test_every_date_belongs_once_and_no_saying_has_two(pairs, places):
    rows = [
        Attribution(
            id=f"attribution:{at}", document="d", content=(content,), cue=(cue,), source=(), kind="indirect"
        )
        for at, (content, cue) in enumerate(pairs)
    ]
    times = [
        TimeExpression(
            id=f"time:{at}", document="d", span=span, type="DATE", value="2031", begin="2031-01-01"
        )
        for at, span in enumerate(places)
    ]
    found = find_moments(rows, times)
    assert sorted(moment.time for moment in found) == sorted(time.id for time in times)
    dated = [moment.attribution for moment in found if moment.part == "said"]
    assert len(dated) == len(set(dated))
    assert all((moment.attribution is None) == (moment.part == "document") for moment in found)
