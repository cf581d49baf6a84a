"""Calendars: days in one line, Hijri and Rumi years along it."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.finding import calendars
from testimonia.finding.timing.holidays import easter, feast

ANY_DAY = st.integers(1721424, 2488434)  # from the year 1 to the year 2100
MODERN = st.dates(datetime.date(1583, 1, 3), datetime.date(2199, 12, 31))  # whole ISO years after the reform


@given(ANY_DAY)
def test_a_day_number_and_its_day_lead_to_each_other(number):
    assert calendars.day_number(*calendars.from_day_number(number)) == number


@given(ANY_DAY)
def test_the_day_after_has_the_next_number_even_over_the_reform(number):
    day, after = calendars.from_day_number(number), calendars.from_day_number(number + 1)
    assert calendars.valid(*day)
    assert after > day


@given(MODERN)
def test_gregorian_days_are_those_of_the_standard_library(day):
    number = calendars.day_number(day.year, day.month, day.day)
    assert calendars.weekday(number) == day.isoweekday()
    assert calendars.iso_week(number) == tuple(day.isocalendar())[:2]
    assert calendars.week_start(*calendars.iso_week(number)) == number - day.weekday()


def test_the_day_after_4_october_1582_is_15_october():
    assert calendars.from_day_number(calendars.day_number(1582, 10, 4) + 1) == (1582, 10, 15)


HIJRI = [
    ((1440, 3, 11), (2018, 11, 19)),
    ((1445, 9, 1), (2024, 3, 11)),
    ((1445, 12, 10), (2024, 6, 16)),
    ((857, 5, 20), (1453, 5, 29)),  # the fall of Constantinople, in the Julian calendar as all books have it
    ((1, 1, 1), (622, 7, 16)),
]


@pytest.mark.parametrize(("hijri", "common"), HIJRI)
def test_well_known_hijri_dates(hijri, common):
    assert calendars.hijri_to_ce(*hijri) == common
    assert calendars.ce_to_hijri(*common) == hijri


def test_the_tabular_calendar_is_within_two_days_of_a_date_before_the_tables():
    number = calendars.hijri_day_number(1342, 7, 28)
    assert number is not None
    assert abs(number - calendars.day_number(1924, 3, 3)) <= 2


def test_every_month_of_the_umm_al_qura_tables_is_that_of_hijridate():
    from hijridate import Hijri

    for year in range(1343, 1501):
        for month in range(1, 13):
            first = Hijri(year, month, 1)
            expected = tuple(map(int, first.to_gregorian().isoformat().split("-")))
            assert calendars.hijri_to_ce(year, month, 1) == expected
            assert calendars.hijri_month_length(year, month) == first.month_length()
            assert calendars.ce_to_hijri(*expected) == (year, month, 1)


@given(st.integers(1, 1600), st.integers(1, 12), st.integers(1, 29))
def test_hijri_days_outside_and_inside_the_tables_lead_back_to_themselves(year, month, day):
    if (year, month) == (1342, 12):
        return  # the tables begin a day before the arithmetic ends
    common = calendars.hijri_to_ce(year, month, day)
    assert common is not None
    assert calendars.ce_to_hijri(*common) == (year, month, day)


@given(st.integers(-5, 20000), st.integers(-5, 40), st.integers(-5, 40))
def test_impossible_days_are_none_never_an_error(year, month, day):
    found = calendars.hijri_to_ce(year, month, day)
    assert (found is not None) == (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 30)
    calendars.rumi_to_ce(year, month, day)


RUMI = [
    ((1325, 3, 31), (1909, 4, 13)),  # the "31 March incident"
    ((1332, 12, 31), (1917, 1, 13)),
    ((1333, 3, 1), (1917, 3, 1)),
    ((1334, 1, 1), (1918, 1, 1)),
]


@pytest.mark.parametrize(("rumi", "common"), RUMI)
def test_ottoman_fiscal_dates(rumi, common):
    assert calendars.rumi_to_ce(*rumi) == common


@pytest.mark.parametrize(
    ("year", "day"), [(2016, (2016, 3, 27)), (2024, (2024, 3, 31)), (1998, (1998, 4, 12))]
)
def test_easter(year, day):
    assert calendars.from_day_number(easter(year)) == day


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("nth 11 4 4", 2016, (2016, 11, 24)),
        ("nth 5 1 -1", 2016, (2016, 5, 30)),
        ("election", 2016, (2016, 11, 8)),
        ("12-25", 2016, (2016, 12, 25)),
        ("hijri 10-01", 2024, (2024, 4, 10)),
    ],
)
def test_feasts_by_rule(rule, year, day):
    assert feast(rule, year) == day
