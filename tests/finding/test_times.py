"""Time expressions: what is one, which day is meant, from where it is reckoned, and what is doubtful."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.finding import calendars, citations, times
from testimonia.finding.timing import values
from testimonia.finding.timing.classes import vocabulary
from testimonia.finding.timing.context import Text
from testimonia.finding.timing.rules import RULES, matcher
from testimonia.finding.timing.tables import rows
from testimonia.language.doc import Doc
from testimonia.model import Citation, CitedOutlet, Metadata, TimeExpression

SUNDAY = "2031-12-14"


def read(text: str, written: str | None = SUNDAY) -> list[TimeExpression]:
    return times.find(Doc(text, "test"), [], Metadata(document="test", date=written), [])


def short(text: str, written: str | None = SUNDAY) -> list[tuple[str, str]]:
    """Return what is found as (words, value)."""
    return [(time.text, time.value) for time in read(text, written)]


def one(text: str, written: str | None = SUNDAY) -> TimeExpression:
    found = read(text, written)
    assert len(found) == 1, short(text, written)
    return found[0]


# Text, the words of the expression, type, value; written on Sunday, 14 December 2031.
READINGS = [
    # printed dates
    ("It fell on 26/11/2031.", "26/11/2031", "DATE", "2031-11-26"),
    ("It fell on 16.12.2031.", "16.12.2031", "DATE", "2031-12-16"),
    ("It fell on 2031-11-30.", "2031-11-30", "DATE", "2031-11-30"),
    ("Sent 2031-11-30T10:30:00Z.", "2031-11-30T10:30:00Z", "TIME", "2031-11-30T10:30"),
    ("It fell on 26/11/31.", "26/11/31", "DATE", "2031-11-26"),
    ("It fell on Friday, 12 December 2031.", "Friday, 12 December 2031", "DATE", "2031-12-12"),
    ("It fell on the 5th of May 2029.", "the 5th of May 2029", "DATE", "2029-05-05"),
    ("It fell on May 5th, 2029.", "May 5th, 2029", "DATE", "2029-05-05"),
    ("It fell in May 2029.", "May 2029", "DATE", "2029-05"),
    ("It fell on Nov. 5.", "Nov. 5", "DATE", "2031-11-05"),
    ("It fell in mid-November.", "mid-November", "DATE", "2031-11"),
    ("It fell in early 1997.", "early 1997", "DATE", "1997"),
    ("It fell in nineteen ninety-six.", "nineteen ninety-six", "DATE", "1996"),
    ("It grew in the late 1970s.", "the late 1970s", "DATE", "197"),
    ("It grew in the '90s.", "the '90s", "DATE", "199"),
    ("It stood in the 19th century.", "the 19th century", "DATE", "18"),
    ("It stood in 44 BC.", "44 BC", "DATE", "BC0044"),
    ("It fell on 15 Temmuz 2030.", "15 Temmuz 2030", "DATE", "2030-07-15"),
    ("It fell on 18 كانون الأول 2031.", "18 كانون الأول 2031", "DATE", "2031-12-18"),
    ("They will vote on Monday week.", "Monday week", "DATE", "2031-12-22"),
    ("A Monday week-long strike began.", "Monday", "DATE", "2031-12-08"),
    ("It fell on 5 Kânunusani 1332 Rumi.", "5 Kânunusani 1332 Rumi", "DATE", "1917-01-18"),
    ("It was on 4 Tammuz 2031.", "4 Tammuz 2031", "DATE", "2031-07-04"),
    ("It fell on 31 Mart 1325 (Rumi).", "31 Mart 1325 (Rumi)", "DATE", "1909-04-13"),
    ("It fell on Friday 12/12 in Lume.", "Friday 12/12", "DATE", "2031-12-12"),
    ("It stood in the eighth century AH.", "the eighth century AH", "DATE", "13"),
    # reckoned from the document
    ("They met today.", "today", "DATE", "2031-12-14"),
    ("They met yesterday morning.", "yesterday morning", "TIME", "2031-12-13TMO"),
    ("They will meet tomorrow.", "tomorrow", "DATE", "2031-12-15"),
    ("They met the day before yesterday.", "the day before yesterday", "DATE", "2031-12-12"),
    ("They met on Thursday.", "Thursday", "DATE", "2031-12-11"),
    ("They will meet on Thursday.", "Thursday", "DATE", "2031-12-18"),
    ("They must leave by Tuesday.", "Tuesday", "DATE", "2031-12-16"),
    ("They met last Saturday.", "last Saturday", "DATE", "2031-12-13"),
    ("They met on Friday night.", "Friday night", "TIME", "2031-12-12TNI"),
    ("They met last night.", "last night", "TIME", "2031-12-13TNI"),
    ("They met this week.", "this week", "DATE", "2031-W50"),
    ("They met last month.", "last month", "DATE", "2031-11"),
    ("They will meet next year.", "next year", "DATE", "2032"),
    ("They met last August.", "last August", "DATE", "2031-08"),
    ("They met in June last year.", "June last year", "DATE", "2030-06"),
    ("They met two weeks ago.", "two weeks ago", "DATE", "2031-W48"),
    ("They met three days ago.", "three days ago", "DATE", "2031-12-11"),
    ("They met a long time ago.", "a long time ago", "DATE", "PAST_REF"),
    ("They met on the fourth of this month.", "the fourth of this month", "DATE", "2031-12-04"),
    ("They met last summer.", "last summer", "DATE", "2031-SU"),
    ("They met in the winter of 1994.", "the winter of 1994", "DATE", "1994-WI"),
    ("They met over the weekend.", "the weekend", "DATE", "2031-W50-WE"),
    ("It is due by the end of the year.", "the end of the year", "DATE", "2031"),
    ("Profits rose in the third quarter.", "the third quarter", "DATE", "2031-Q3"),
    ("They are now in the hills.", "now", "DATE", "PRESENT_REF"),
    ("It ends on the last day of April.", "the last day of April", "DATE", "2032-04-30"),
    # clock times
    ("At 0600 hours on Sunday they left.", "0600 hours on Sunday", "TIME", "2031-12-14T06:00"),
    ("They met at 10:30 p.m. on Friday.", "10:30 p.m. on Friday", "TIME", "2031-12-12T22:30"),
    ("They met on Thursday at 9 a.m. sharp.", "Thursday at 9 a.m.", "TIME", "2031-12-11T09:00"),
    ("They met at noon yesterday.", "noon yesterday", "TIME", "2031-12-13T12:00"),
    ("On the evening of Tuesday 9/12/2031", "the evening of Tuesday 9/12/2031", "TIME", "2031-12-09TEV"),
    # lengths and repetitions
    ("It lasted two weeks.", "two weeks", "DURATION", "P2W"),
    ("It was a two-day visit.", "two-day", "DURATION", "P2D"),
    ("It lasted nearly two years.", "nearly two years", "DURATION", "P2Y"),
    ("It lasted a year and a half.", "a year and a half", "DURATION", "P1Y6M"),
    ("It lasted half an hour.", "half an hour", "DURATION", "PT30M"),
    ("It lasted a quarter century.", "a quarter century", "DURATION", "P25Y"),
    ("It lasted two to three weeks.", "two to three weeks", "DURATION", "P2W"),
    ("It lasted several months.", "several months", "DURATION", "PXM"),
    ("It grew over the past two weeks.", "the past two weeks", "DURATION", "P2W"),
    ("They come every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
    ("They come three times a week.", "three times a week", "SET", "P1W"),
    ("They meet daily.", "daily", "SET", "P1D"),
    # feasts
    ("They met on Christmas Eve.", "Christmas Eve", "DATE", "2031-12-24"),
]


@pytest.mark.parametrize(("text", "words", "kind", "value"), READINGS)
def test_an_expression_its_type_and_its_value(text, words, kind, value):
    found = one(text)
    assert (found.text, found.type, found.value) == (words, kind, value)


NO_TIMES = [
    "Russia Today said that the road is open.",
    "(Now News)",
    "A short notice in USA Today, none in the Financial Times.",
    "They read the Sunday Times.",
    "They were kept from Friday prayers.",
    "They spent sleepless nights.",
    '"You must help" [Al-Anfal: 72].',
    "(Ash-Shu'ara: 227)",
    "15 thousand people and 3,500 soldiers",
    "He may march on.",
    "May God have mercy on them.",
    "They scored in injury time.",
    "He is 44 years old.",
    "It costs 200 dollars a month.",
    "three-quarters of the food",
    "Resolution 1701 was read.",
    "The 1500 soldiers left.",
    "Section 1.2.3 holds.",
    "a score of 3-2-1",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time(text):
    assert short(text) == []


def test_a_figure_of_speech_names_no_day():
    found = one("Row on, sang the ferrymen: tomorrow belongs to the patient.")
    assert (found.text, found.value, found.issues) == ("tomorrow", "FUTURE_REF", ("figurative",))


class TestOrderOfNumerals:
    def test_an_unambiguous_numeral_sets_the_order_of_the_document(self):
        assert short("From 28/11/2031 to 2/12/2031") == [
            ("28/11/2031", "2031-11-28"),
            ("2/12/2031", "2031-12-02"),
        ]
        assert short("From 11/28/2031 to 12/2/2031") == [
            ("11/28/2031", "2031-11-28"),
            ("12/2/2031", "2031-12-02"),
        ]

    def test_both_readings_are_kept(self):
        found = read("From 28/11/2031 to 2/12/2031")[1]
        assert found.issues == ("dm_ambiguous",)
        assert found.alternatives == ("2031-02-12",)

    def test_two_equal_numbers_vote_for_no_order(self):
        assert short("From 5/5/2031, by way of 6/6/2031, to 5/13/2031 and 6/8/2031")[3][1] == "2031-06-08"

    def test_in_a_citation_the_order_is_that_of_the_outlets_other_dates(self):
        text = "From 28/11/2031 to 29/11/2031. “It burned.” (Elaf, 11/27/2031) “It is out.” (Elaf, 12/2/2031)"
        doc = Doc(text, "test")
        about = Metadata(document="test", date=SUNDAY)
        found = times.find(doc, [], about, citations.find(doc, times.find_printed(doc)))[-1]
        assert (found.value, found.alternatives) == ("2031-12-02", ("2031-02-12",))
        assert found.issues == ("dm_ambiguous", "outlet_order")
        assert "the outlet's other dates" in found.why

    def test_without_any_evidence_the_day_stands_first(self):
        assert one("Of 3/4/2031", written=None).value == "2031-04-03"

    def test_a_weekday_beside_a_numeral_votes(self):
        assert one("On Saturday, 12/6/2031", written=None).value == "2031-12-06"

    def test_a_reading_far_from_all_other_dates_is_doubted(self):
        found = read("It began on 26/11/2031. It ended on 2/12/2031 (Agency, 12/01/2031).")[2]
        assert (found.value, found.value_printed, found.issues) == (
            "2031-12-01",
            "2031-01-12",
            ("dm_conflict",),
        )
        assert "other dates" in found.why

    def test_the_same_numeral_is_sound_among_dates_of_its_own_month(self):
        found = read("It began on 26/01/2031, says a report of 12/01/2031.", "2031-02-20")[1]
        assert (found.value, found.issues) == ("2031-01-12", ("dm_ambiguous",))

    def test_no_such_day(self):
        found = one("The statement of 31/11/2031 was withdrawn.")
        assert (found.value, found.issues) == ("", ("impossible_date",))

    def test_typing_slips_are_read_and_noted(self):
        assert one("(Agency, 30 / 11/2031)").issues == ("spaced_numeral",)
        found = one("It said on17/10/2031 that")
        assert (found.text, found.issues) == ("17/10/2031", ("glued_numeral",))


class TestAnchors:
    def test_a_bracket_dates_the_quotation_it_closes(self):
        text = "“The envoy said today that talks go on.” (Now News, 9/12/2031)"
        found = read(text)[0]
        assert (found.value, found.anchor, found.anchor_kind) == ("2031-12-09", "2031-12-09", "report")
        assert found.issues == ("deictic", "quoted_anchor")

    def test_an_outlet_with_its_date_opens_a_quotation(self):
        assert short("Channel One reported on 9/12/2031: “They meet tomorrow.”")[1] == (
            "tomorrow",
            "2031-12-10",
        )

    def test_a_date_at_the_end_of_a_quotation_dates_it(self):
        assert short("“The camp was left today. Lantern Agency 9/12/2031”. They wept.")[0] == (
            "today",
            "2031-12-09",
        )

    def test_a_list_item_that_ends_in_a_citation_is_dated_by_it_whole(self):
        text = (
            "- They met last Saturday. “All is well,” he said. (Lantern, 9/12/2031)\nThey met last Saturday."
        )
        assert [value for words, value in short(text) if words == "last Saturday"] == [
            "2031-12-06",
            "2031-12-13",
        ]

    def test_outside_the_report_the_document_dates(self):
        text = "“The envoy said today that talks go on.” (Now News, 9/12/2031) Today we say no."
        assert short(text)[2] == ("Today", "2031-12-14")

    def test_citations_found_elsewhere_date_what_they_close(self):
        text = "“They met yesterday.” (a wire of the ninth)"
        citation = Citation(
            id="c", document="test", span=(22, 43), form="parenthetical",
            outlets=(CitedOutlet(name="Wire", span=(25, 29)),), date="2031-12-09",
        )  # fmt: skip
        found = times.find(Doc(text, "test"), [], Metadata(document="test", date=SUNDAY), [citation])
        assert found[0].value == "2031-12-08"

    def test_the_headings_of_a_chronicle_date_what_stands_below_them(self):
        text = (
            "1 May 2031\nThey came yesterday.\n\n3 May 2031:\nThey left.\n\n- 9 May 2031 -\nThey wept today."
        )
        found = [t for t in read(text) if "deictic" in t.issues]
        assert [(t.value, t.anchor_kind) for t in found] == [
            ("2031-04-30", "section"),
            ("2031-05-09", "section"),
        ]

    def test_two_datelines_are_no_chronicle(self):
        text = "12 December 2031\nThey came yesterday.\n14 December 2031\n"
        assert short(text)[1] == ("yesterday", "2031-12-13")

    def test_without_any_date_nothing_is_invented(self):
        assert short("They met on Friday, as yesterday.", written=None) == [
            ("Friday", "XXXX-WXX-5"),
            ("yesterday", "PAST_REF"),
        ]

    def test_a_month_is_enough_for_what_needs_no_day(self):
        assert short("They met last year, on Friday.", written="2031-12") == [
            ("last year", "2030"),
            ("Friday", "XXXX-WXX-5"),
        ]


def test_a_narrative_carries_its_year_forward_and_rolls_over():
    text = (
        "In 1939 the war of Orsa began. On 3 March the army crossed the river. By 12 November 1939 the siege "
        "was over; on 4 January the king fled. Two days later the city fell. A treaty was signed in May 1941."
    )
    assert short(text, "2031-05-05") == [
        ("1939", "1939"),
        ("3 March", "1939-03-03"),
        ("12 November 1939", "1939-11-12"),
        ("4 January", "1940-01-04"),
        ("Two days later", "1940-01-06"),
        ("May 1941", "1941-05"),
    ]


def test_a_year_ago_is_the_same_quarter_in_a_financial_report():
    text = "In the third quarter Lume Salt earned 3 million, against 2 million a year earlier."
    assert short(text)[1] == ("a year earlier", "2030-Q3")


class TestHijri:
    SPELLINGS = (
        ("11 Rabi’ al-Awwal 1440 AH", "2018-11-19"),
        ("11 Rabii' I 1440 AH", "2018-11-19"),
        ("11 Rabīʿ al-Awwal 1440", "2018-11-19"),
        ("1st of Ramadan 1445 AH", "2024-03-11"),
        ("Ramadan 1, 1445 AH", "2024-03-11"),
        ("10 Dhul-Hijjah 1445 AH", "2024-06-16"),
        ("10 Dhu al-Hijja 1445", "2024-06-16"),
        ("12 Dhul Qi’dah 1445 AH", "2024-05-20"),
        ("16 Jumada al-Ula 1444 AH", "2022-12-10"),
        ("16 Jumada II 1444 AH", "2023-01-09"),
        ("1 Muharram al-Haram 1446", "2024-07-07"),
        ("15 Sha'ban 1440 AH", "2019-04-20"),
        ("١١ ربيع الأول ١٤٤٠ هـ", "2018-11-19"),
        ("11 ربيع الأول 1440هـ", "2018-11-19"),
        ("11/3/1440 AH", "2018-11-19"),
    )

    @pytest.mark.parametrize(("text", "value"), SPELLINGS)
    def test_spellings(self, text, value):
        found = one(text, "2018-11-19")
        assert (found.text, found.value, found.calendar) == (text, value, "hijri")
        assert found.hijri is not None
        assert "hijri" in found.issues

    def test_a_month_and_a_year_are_read_with_their_true_bounds(self):
        found = one("In Ramadan 1445 AH", "2024-05-01")
        assert (found.hijri, found.begin, found.end) == ("1445-09", "2024-03-11", "2024-04-09")
        found = one("In 1440 AH", "2018-11-19")
        assert (found.value, found.begin, found.end) == ("2019", "2018-09-11", "2019-08-30")

    def test_a_dual_dateline_may_agree_differ_by_a_day_or_by_more(self):
        assert [t.issues for t in read("11 Rabii’ I 1440 AH 19/11/2018 CE")] == [("hijri",), ()]
        assert [t.issues for t in read("11 Rabii’ I 1440 AH corresponding to 20/11/2018")] == [
            ("hijri",),
            ("hijri_offset_1",),
        ]
        assert [t.issues for t in read("11 Rabii’ I 1440 AH 29/11/2018 CE")] == [
            ("hijri", "hijri_mismatch"),
            ("hijri_mismatch",),
        ]

    def test_a_weekday_is_the_referee_between_sightings(self):
        assert one("Tuesday, 11 Rabi' al-Awwal 1440").value == "2018-11-20"

    def test_each_date_has_one_twin(self):
        text = "23 Rabii' I 1440 AH 1/12/2018 CE\n11 Rabii' I 1440 AH 19/11/2018 CE"
        assert all("hijri_mismatch" not in t.issues for t in read(text, "2018-11-19"))
        assert [t.value for t in read("H. 14 Shawwal 1446\nM. Saturday, 12 April 2025")] == ["2025-04-12"] * 2

    def test_a_date_before_the_tables_is_good_to_a_day(self):
        found = read("28 Rajab al-Fard 1342 AH corresponding to 3/3/1924")
        assert "hijri_mismatch" not in found[1].issues

    def test_a_hijri_year_is_no_year_of_the_common_era(self):
        assert one("in the Hijri year 1446").calendar == "hijri"
        assert one("in the year 1446 AH").value == "2024"

    def test_dates_of_a_list_are_not_compared(self):
        assert [t.issues for t in read("1 Muharram 1438 AH, 14/12/2031")] == [("hijri",), ()]


class TestDoubts:
    def test_a_weekday_that_does_not_fit(self):
        assert one("The speech of Thursday, 12 December 2031").issues == ("weekday_mismatch",)
        assert one("The speech of Friday, 12 December 2031").issues == ()

    def test_a_weekday_beside_today_is_the_same_day_or_doubted(self):
        assert [t.value for t in read("They meet tomorrow, Monday.")] == ["2031-12-15", "2031-12-15"]
        assert read("They met today, Monday.")[1].issues == ("weekday_mismatch", "weekday_only")

    def test_the_next_day_that_contradicts_its_numbers(self):
        text = (
            "“They left.” (Lantern, 27/10/2031) The next day Orsa Press reported on 17/10/2031: “They came.”"
        )
        first, middle, last = read(text)
        assert all("order_conflict" in found.issues for found in (first, middle, last))
        assert middle.value == "2031-10-17"
        assert middle.alternatives == ("2031-10-28",)

    def test_a_date_without_its_year_says_so(self):
        assert one("On November 27").issues == ("no_year",)

    def test_the_translators_before_one_month(self):
        found = one("The pumps came back from repair before one month.")
        assert (found.value, found.issues) == ("2031-11", ("translationese",))


def test_find_printed_needs_no_document_date_and_reads_only_whole_dates():
    doc = Doc("Of 26/11/2031, not May 5 nor Friday; 11 Rabi' I 1440 AH, 2/12/2031 and 12 May 2031.", "test")
    assert [time.value for time in times.find_printed(doc)] == [
        "2031-11-26",
        "2018-11-19",
        "2031-12-02",
        "2031-05-12",
    ]


def test_intervals_and_edtf_say_what_the_value_leaves_open():
    text = "In May 2029, in the third quarter of 2030, last summer, in the 1970s, about ten years ago, "
    text += "last week."
    assert [(t.begin, t.end, t.edtf) for t in read(text)] == [
        ("2029-05-01", "2029-05-31", "2029-05"),
        ("2030-07-01", "2030-09-30", "2030-35"),
        ("2031-06-01", "2031-08-31", "2031-22"),
        ("1970-01-01", "1979-12-31", "197X"),
        ("2021-01-01", "2021-12-31", "2021~"),
        ("2031-12-01", "2031-12-07", "2031-12-01/2031-12-07"),
    ]


def test_a_day_of_the_text_tells_its_role():
    text = "Posted 18/12/2031. Lume, 14/12/2031. “They left on 9/12/2031.” (Lantern, 10/12/2031)"
    metadata = Metadata(document="test", date=SUNDAY, date_span=(25, 35), posting_date_span=(7, 17))
    citation = Citation(id="c", document="test", span=(63, 84), form="parenthetical", date="2031-12-10")
    found = times.find(Doc(text, "test"), [], metadata, [citation])
    assert [time.role for time in found] == ["publication", "dateline", "event", "report"]


def test_the_public_function_takes_a_text_and_a_day():
    assert [time.value for time in times.annotate_text("They met yesterday.", SUNDAY)] == ["2031-12-13"]
    assert [time.value for time in times.annotate_text("They met on 26/11/2031.")] == ["2031-11-26"]


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SUFFIX = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
FORMS = [
    "{d:02d}/{m:02d}/{y:04d}",
    "{d}/{m}/{y:04d}",
    "{d}.{m}.{y:04d}",
    "{d}-{m}-{y:04d}",
    "{d} / {m}/{y:04d}",
    "{y:04d}-{m:02d}-{d:02d}",
    "{y:04d}/{m}/{d}",
    "{d} {month} {y}",
    "{d} {month}, {y}",
    "{d}{th} {month} {y}",
    "the {d}{th} of {month} {y}",
    "{month} {d}, {y}",
    "{month} {d}{th}, {y}",
    "{month} {d} {y}",
    "{weekday}, {d} {month} {y}",
    "{weekday}, {month} {d}, {y}",
    "{weekday} {d}/{m}/{y:04d}",
    "{d}/{m}/{y:04d} CE",
]


@settings(max_examples=300, deadline=None)
@given(st.dates(datetime.date(600, 1, 1), datetime.date(2100, 12, 31)), st.sampled_from(FORMS))
def test_every_day_is_read_back_from_every_printed_form(day, form):
    if not calendars.valid(day.year, day.month, day.day):
        return  # a 29 February that the Julian calendar lacks
    weekday = calendars.weekday(calendars.day_number(day.year, day.month, day.day))
    printed = form.format(
        d=day.day, m=day.month, y=day.year, month=MONTHS[day.month - 1], th=SUFFIX.get(day.day, "th"),
        weekday=WEEKDAYS[weekday - 1],
    )  # fmt: skip
    found = times.find_printed(Doc(f"Given on {printed}, in Lume.", "test"))
    assert [time.text for time in found] == [printed]
    assert day.isoformat() in (found[0].value, *found[0].alternatives)
    if found[0].alternatives == ():
        assert found[0].value == day.isoformat()
    assert "weekday_mismatch" not in found[0].issues


HIJRI_NAMES = [row["name"] for row in rows("hijri_months")]


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 1500), st.integers(1, 12), st.integers(1, 29))
def test_every_hijri_day_is_read_back(year, month, day):
    found = one(f"Given on {day} {HIJRI_NAMES[month - 1]} {year} AH in Lume.")
    assert found.hijri == f"{year:04d}-{month:02d}-{day:02d}"
    common = calendars.hijri_to_ce(year, month, day)
    assert common is not None
    assert found.value == calendars.iso(common)


WORDS = sorted(vocabulary())
SCRAPS = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(str.capitalize),
    st.sampled_from(
        ["(", ")", "“", "”", ",", ".", "-", "\n", "\n\n", "said", "Lantern", "'s", "ذو", "محرم", "١٤٣٨", "هـ"]
    ),
    st.integers(0, 2200).map(str),
    st.dates(datetime.date(1, 1, 1), datetime.date(2199, 1, 1)).map(
        lambda day: f"{day.day}/{day.month}/{day.year}"
    ),
    st.text(max_size=6),
)
ANCHORS = st.sampled_from([None, "2031-12-14", "2031-12", "2031", "1904-02-29", "0600-01-01"])


@settings(max_examples=400, deadline=None)
@given(st.lists(SCRAPS, max_size=25).map(" ".join), ANCHORS)
def test_values_are_timex3_and_intervals_run_forward_whatever_the_text(text, written):
    found = read(text, written)
    end = 0
    for time in found:
        assert time.span[0] >= end
        end = time.span[1]
        assert text[time.span[0] : end] == time.text
        assert time.text.strip()
        assert values.VALID.fullmatch(time.value) or (
            time.value == "" and "impossible_date" in time.issues
        ), time
        if time.begin is not None and time.end is not None:
            assert time.begin <= time.end
        assert 0 <= time.confidence <= 1
        assert time.why
    assert found == read(text, written)
    times.find_printed(Doc(text, "test"))


ODD = [
    "1" * 5000 + " years",
    "9" * 400 + " days",
    "\ud800 5 May 2016",
    "\x00 5 May",
    "0/0 hours",
    "on 0/0",
    "99:99 p.m.",
    "5 May 0000",
    "0000-00-00",
    "2018-11-19T25:61",
    "9999 AH",
    "30 Safar 9999 AH",
    "0 BC",
    "the 0th of May",
    "¹ May",
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_content_is_read_without_error(text):
    assert all(not t.value or values.VALID.fullmatch(t.value) for t in read(text) + read(text, written=None))


@pytest.mark.parametrize(
    "unit", ["May ", "the ", "a year ", "(Lantern, 1/2/2031) ", "“", "1/", "١٩ ", "Rabi "]
)
def test_repetition_without_end_is_read_in_one_go(unit):
    read(unit * 5000)


@pytest.mark.parametrize(
    ("name", "example"), [(name, text) for name, _, _, text in RULES], ids=lambda v: v[:20]
)
def test_every_rule_fits_its_example(name, example):
    found = [rule for text in example.split("; ") for rule, _, _ in matcher().scan(Text(text).classes)]
    assert name in found


def test_every_row_of_the_tables_has_an_example():
    for name in ("time_words", "time_not", "hijri_months", "arabic_months", "holidays"):
        assert all(row["example"] for row in rows(name)), name


class TestWritten:
    """When an undated text was written, told from what it names."""

    def infer(self, text: str) -> Metadata:
        doc = Doc(text, "test")
        about = Metadata(document="test")
        cited = citations.find(doc, times.find_printed(doc))
        return times.infer_written(doc, about, times.find(doc, [], about, cited))

    def test_several_days_told_of_give_a_month(self):
        found = self.infer("The harbour was closed on 3 May 2014. It opened on 7 June 2014.")
        assert (found.date, found.date_probable) == (None, "2014-06")
        assert found.date_why == "not before 2014-06-07: the text names 7 June 2014"

    def test_a_cited_report_gives_a_month(self):
        found = self.infer("“It burned.” (Elaf, 27/11/2031)")
        assert (found.date, found.date_probable) == (None, "2031-11")
        assert "cites a report of 27/11/2031" in found.date_why

    def test_one_day_alone_may_be_history(self):
        found = self.infer("They lost the city on 29 May 1453.")
        assert (found.date, found.date_probable) == (None, None)
        assert found.date_why.startswith("not before 1453-05-29")

    def test_what_is_to_come_bounds_the_range_from_above(self):
        found = self.infer("It began on 3 May 2031 and ended on 9 May 2031. They will vote on 2 June 2031.")
        assert found.date_probable == "2031-05"
        assert "not after 2031-06-02" in found.date_why

    def test_a_text_that_names_no_day_stays_undated(self):
        assert self.infer("They met on Thursday, and left again yesterday.") == Metadata(document="test")

    def test_a_printed_date_is_left_alone(self):
        about = Metadata(document="test", date=SUNDAY)
        assert times.infer_written(Doc("", "test"), about, read("On 3 May 2031")) is about

    def test_nothing_is_reckoned_from_it(self):
        found = read("The harbour closed on 3 May 2014. It opened on 7 June 2014. He left yesterday.", None)
        assert found[-1].anchor_kind != "document"

    def test_what_is_reckoned_from_a_hint_of_the_container_says_so(self):
        about = Metadata(document="test", date_probable="2031-12-14")
        (found,) = times.find(Doc("He left yesterday.", "test"), [], about, [])
        assert found.value == "2031-12-13"
        assert "probable date" in found.why
