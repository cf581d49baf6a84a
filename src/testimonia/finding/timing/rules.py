"""The rules: what strings of word classes are time expressions.

A pattern is a regular expression over class names: ``<weekday>`` stands for one token of that class,
``<day|weekday>`` for one of either, ``{NAME}`` for a part defined above it, white space for nothing. The
rules are tried in the order of the table at every token, and the first that fits is taken, so the longer
stand before the shorter. What a rule finds is read by the function that
:mod:`testimonia.finding.timing.handlers` names after the second column, which may still decline it.
"""

from __future__ import annotations

import re
from functools import cache

from testimonia.finding.timing.classes import CHARS, PLAIN

PARTS = {
    # forty; twenty-four; a hundred and thirty; 15; 2 1/2; two thousand
    "CARD": "(?:<small|middle|other|year>(?:<fraction>|<hyphen><fraction>|<scale>)?|<fraction>"
    "|<article>?<number|scale>(?:<hyphen>?<number|scale>|<and><number>){0,6})",
    # several; a few; a couple of; dozens
    "VAGUE": "(?:<article|the>?<vague>|<article>?<group><of>?|<vague><more>)",
    "QTY": "(?:{CARD}|{VAGUE})",
    # and a half
    "HALF": "(?:<and><article><half>)",
    # nearly; more than; at least; up to
    "ABOUT": "(?:<about>|<more><than>|<at><least>|<up><to>|<about><to>)",
    "UNIT": "<unit|second>",
    "UNITS": "<units>",
    "ANYUNIT": "<unit|units|second>",
    "WD": "(?:<weekday>|<weekday_short><dot>?)",
    "MON": "(?:<month>|<month_short><dot>?)",
    "DAYNUM": "(?:<small|small_th|ordinal|second>)",
    "YEAR": "(?:<year|short_year>)",
    # 622 in "5 May 622", where nothing is counted
    "OLD": "(?:<middle>(?=<comma|dot|break|era>|$){ERA}?)",
    # late; mid-; the end of; the beginning of; earlier; later
    "MOD": "(?:<the>?<early><hyphen>?|<the>?<edge><of>|<earlier|later><on>?)",
    "ERA": "(?:<era>)",
    "DMY": "(?:{WD}<comma>?<the>?)?<the>?{DAYNUM}<of>?{MON}(?:<comma>?<of>?(?:{YEAR}{ERA}?|{OLD}))?",
    "MDY": "(?:{WD}<comma>?<the>?)?{MON}<the>?{DAYNUM}(?:<comma>?<of>?(?:{YEAR}{ERA}?|{OLD}))?",
    "MY": "{MON}<comma>?<of>?{YEAR}{ERA}?",
    # this year; last year
    "DEIXIS": "(?:<the>?<this|last|next|that|previous|coming|following|current|same>{UNIT})",
    "DATE": "(?:{DMY}|{MDY})",
    "NOON": "(?:<daypart>)",
    "CLOCK": "(?:(?:<clock>|<small><hyphen>?|<number>|<other>)<meridiem><zone>?|<clock><zone>?"
    "|<small|number><oclock>(?:<in><the><daypart>|<at><daypart>)?|<clock|small><in><the><daypart>|<year|middle><zone>)",
    "DAYWORD": "(?:{DATE}|{WD}|<day>|<this><daypart>|<tonight>)",
}

# fmt: off
# name, handler, pattern, example
RULES: tuple[tuple[str, str, str, str], ...] = (
    # dates that say all
    ("iso", "iso", "<iso>", "2016-11-26; 2016-11-26T10:30"),
    ("numeric", "numeric", "(?:{WD}<comma>?<the>?)?<numeric>{ERA}?", "Monday 19/11/2018 CE"),
    ("arabic", "arabic", "<arabic>", "١١ ربيع الأول ١٤٤٠ هـ"),
    ("arabic_day", "arabic", "<small><arabic>", "18 كانون الأول 2016"),
    ("rumi", "rumi", "{DMY}_?<calendar_name>|<calendar_name>{DMY}", "31 Mart 1325 (Rumi)"),
    ("hijri_day", "hijri",
     "(?:{WD}<comma>?<the>?)?<the>?{DAYNUM}<of>?<hyphen>?(?:<the>|<this>)?<hijri_month>",
     "11 Rabi’ al-Awwal 1440 AH"),
    ("hijri_month", "hijri", "<hijri_month>", "Ramadan 1445 AH; Muharram 5, 1446"),
    ("hijri_year", "hijri_year", "<year|middle|small>{ERA}|{ERA}<year|middle>", "1440 AH"),
    # clock times, with their day before, after or not at all
    ("clock_day", "clock", "<about>?{CLOCK}<comma>?(?:<on>|<of>)?<the>?{DAYWORD}", "9 a.m. EDT Thursday"),
    ("day_clock", "clock", "{DAYWORD}<comma>?<at>{CLOCK}", "Thursday at 9 a.m."),
    ("part_of", "part_of",
     "<the>?<early|late>?<daypart><of>(?:{WD}<comma>?<numeric>|<numeric>|{WD}(?!<comma>?<month|month_short|small>)|<day>)",
     "the evening of Tuesday 9/12/2031"),
    ("noon_day", "clock", "<daypart><comma>?<on>?(?:{WD}|{DATE}|<day>|<tonight>)", "noon Thursday"),
    ("clock_pair", "clock_first",
     "<number|small|clock>(?=(?:<and|to|hyphen>)(?:<number|small|clock>)(?:<oclock|meridiem>))",
     "five, in: between five and seven o'clock"),
    ("clock", "clock", "<about>?{CLOCK}", "10:30 p.m."),
    ("day_month", "day_month", "(?:{WD}<comma>?<the>?)?<fraction>", "Friday 26/11, on 26/11"),
    ("range_end", "range_end", "<hyphen><small>(?!<of>?<month|month_short>)(?:<comma>?<year>)?",
     "7, in: May 5-7, 2016"),
    ("pair", "pair", "<small|small_th>(?=(?:<hyphen|and|to>)<the>?<small|small_th><of>?<month|month_short>)",
     "5, in: 5-7 May 2016"),
    # months, weekdays, days and their parts
    ("month_deixis", "date", "{MOD}?(?:{DATE}|{MON})<of>?{DEIXIS}", "June last year"),
    ("date", "date", "{ABOUT}?{MOD}?(?:<this|last|next>?<coming>?{DATE}|{MY})(?:<comma>?<daypart>)?",
     "Friday, 2 December 2016"),
    ("month_spelled", "date", "{MOD}?{MON}<of>?<number><number>(?:<hyphen>?<number>)?",
     "January nineteen ninety-seven"),
    ("month", "date", "{MOD}?<this|last|next|coming|same>?<coming>?{MON}", "last August; mid-November"),
    ("weekday_part", "weekday",
     "{MOD}?<the>?(?:<this|last|next|coming|past|following|previous>){0,3}{WD}<comma>?"
     "(?:<early|later|earlier>)?<daypart>", "Friday night"),
    ("weekday_each", "set", "<each>(?:<weekday>|<month>|<season>|<daypart>)(?:<daypart|dayparts>)?",
     "every Friday"),
    ("weekday", "weekday",
     "{MOD}?<the>?(?:<this|last|next|coming|past|following|previous|that>){0,3}{WD}(?:<dayparts>|<unit>)?",
     "last Saturday; Monday week"),
    ("day_before", "day", "<the>?<unit><before|after>(?:<day>|<last|next>?{WD})", "the day before yesterday"),
    ("day_part", "day", "{MOD}?<day>(?:<daypart>)?", "yesterday morning"),
    ("part_day", "day", "{MOD}?<early>?<hyphen>?<daypart><day>", "mid-afternoon yesterday"),
    ("tonight", "day", "<tonight>", "tonight"),
    ("this_part", "part",
     "{MOD}?<the>?<this|last|that|next|same|following|previous><same>?<early>?<daypart>",
     "this morning; last night"),
    ("day_of_month", "day_of_month", "<the>?{DAYNUM}<of>(?:<this|last|next|the|that|same>){0,3}<unit>",
     "the fourth of this month"),
    ("half_of_month", "half_of_month", "<the>?<ordinal|second><half><of>(?:{MY}|{MON})",
     "the second half of January"),
    ("season_year", "season", "<season><of>?(?:{DEIXIS})", "summer last year"),
    ("season", "season",
     "{MOD}?<the>?(?:<this|last|next|that|coming|past|previous|following>)?<season>"
     "(?:<of>?{YEAR}|<of><number><number>(?:<hyphen>?<number>)?)?", "last fall; the winter of 1994"),
    ("quarter", "quarter",
     "{MOD}?(?:<the|this|last|next|same|previous>?(?:<year>|{DEIXIS}<possessive>)?(?:<latest>)?"
     "<fiscal>?<hyphen>?<full>?(?:<ordinal|small_th|second>)<fiscal>?<hyphen>?(?:<unit|half>)"
     "(?:<of>(?:<fiscal>?{YEAR}|{DEIXIS}|<the><unit>)|{YEAR})?)",
     "the third quarter of 1998; the 19th century"),
    ("last_of_month", "last_of_month", "<the>?<last><unit><of>(?:{MY}|{MON})", "the last day of April"),
    ("last_quarter", "last_quarter", "<the>?<last><unit><of>{YEAR}", "the last quarter of 2014"),
    ("quarter_code", "quarter_code", "<quarter_code><of>?{YEAR}", "Q3 2014"),
    ("unit_of_year", "quarter_of_year", "{DEIXIS}<possessive><unit>", "last year's quarter"),
    ("bare_day", "bare_day", "<the><small_th>", "the 14th, in: by the 14th they had left"),
    # repetitions
    ("so_often", "set", "(?:{CARD}<times>|<times>|<once>)(?:<article>|<each>){UNIT}", "three times a week"),
    ("each_of", "set", "<each><of><the|these><last|past|next|previous>{QTY}{UNITS}",
     "each of the past three years"),
    ("each", "set",
     "<each>(?:{CARD}|<ordinal|small_th|second|alternate>|<half>)?(?:{ANYUNIT}|<weekday>|<daypart>)",
     "every two weeks"),
    ("often", "often", "<often>", "daily"),
    # so long before or after another day
    ("ago", "ago",
     "{ABOUT}?(?:{QTY}{HALF}?(?:{ANYUNIT})|<article>(?:<half>{UNIT}|<full>?{UNIT}{HALF}?)|<units>"
     "|<article><full>?<stretch>)(?:<or>_)?(?:<ago>)", "two years ago"),
    ("quarter_ago", "quarter_ago", "<the><unit><article><unit><ago|earlier>", "the quarter a year ago"),
    ("shift", "shift",
     "{ABOUT}?(?:{QTY}{HALF}?{ANYUNIT}|<article>{UNIT}{HALF}?|<units>)(?:<earlier|later>)", "a day earlier"),
    ("before_span", "before_span", "<before>{ABOUT}?(?:{QTY}{ANYUNIT}|<article>{UNIT})", "before one month"),
    ("year_earlier", "year_earlier",
     "<the|article>?(?:<same>|_)?<unit><hyphen>(?:<earlier|ago>)"
     "(?:<fiscal>?<ordinal|second>?<hyphen>?<unit>|<stretch>|{CARD}<units>)?",
     "the year-earlier quarter"),
    ("year_end", "year_end", "<about>?{MOD}?<unit>(?:<hyphen>|<possessive>)?<edge>", "year-end; year's end"),
    # stretches laid against the anchor
    ("rolling", "rolling",
     "<the>?{ABOUT}?(?:<last|past|next|coming|previous|following|latest|first|ordinal>)(?:{QTY}|<full>)"
     "<more|full|fiscal>?{UNITS}(?:<or>_(?!<unit>))?", "the past two weeks"),
    ("the_count", "the_count", "<the>(?:<full|fiscal>){0,3}{CARD}{UNITS}", "the nine months"),
    ("rolling_units", "rolling_units",
     "(?:<the>?<past|last|coming|next|following|previous>|<the>?<recent|future>|<these>)"
     "<full>?<units>", "recent years"),
    ("deictic_unit", "deictic_unit",
     "{MOD}?(?:<the|that|this>)?(?:<this|last|next|that|previous|coming|following|current|"
     "latest|same|past>)(?:<same|current|coming|full|past|following>)?<fiscal>?<full>?{UNIT}(?:<or>_)?",
     "last week; the same day"),
    ("fiscal_year", "fiscal", "{MOD}?(?:<the>?<fiscal>(?:{YEAR}|<unit>)|<year_word>{YEAR})", "fiscal 1989"),
    ("the_year", "year",
     "(?:<the>|<about>|{MOD})?<unit>(?:<year>|<number><scale>|<number><number>(?:<hyphen><number>)?)",
     "the year 2000"),
    ("week_of", "week_of", "<the><unit><of>{DATE}", "the week of March 6"),
    ("mod_unit", "the_unit", "{MOD}(?:<in>)?<the>?<this|current|fiscal>?<unit>", "the end of the year"),
    ("decade", "decade", "{MOD}?<the>?<early>?<hyphen>?<number>?(?:<decade_digits>|<decade>)",
     "the late 1970s"),
    ("spelled_year", "spelled_year", "{MOD}?<number><number>(?:<hyphen>?<number>)?", "nineteen ninety-six"),
    # lengths
    ("military", "military", "<year|other>(?:<units>|_<stretch>)(?:<comma>?<on>?<the>?{DAYWORD})?",
     "0600 hours; 1430 local time"),
    ("range", "duration", "{ABOUT}?{CARD}<to|hyphen|or>{CARD}<hyphen>?{ANYUNIT}", "two to three weeks"),
    ("half_unit", "duration", "(?:<article|the>?<half><hyphen>?<article>?{UNIT})", "half an hour"),
    ("duration", "duration",
     "(?:{ABOUT}|<full>)?(?:{QTY}<more|full|fiscal>{0,3}{HALF}?<hyphen>?<full>?{ANYUNIT}{HALF}?"
     "|{QTY}<and><article><half>{UNITS})(?:<hyphen>?_)?", "two weeks; a year and a half"),
    ("a_unit", "duration", "{ABOUT}?<article>(?:<full>|<about>){0,3}{UNIT}{HALF}?(?:<or>(?:<number>|_))?",
     "a year; a full year"),
    ("alone", "alone",
     "<the>(?:<full|current|latest>){0,3}(?:<unit>|<year><fiscal>?<stretch|unit>|<stretch>)",
     "the quarter; the weekend; the latest period"),
    ("stretch", "stretch",
     "(?:{ABOUT}?<article><about|vague>?(?:<full>|_)?<stretch>(?:<ago>)?"
     "|<this|that|the>(?:<full>|_)?<stretch>)", "a long time"),
    ("year", "year", "{MOD}?(?:<full>)?{YEAR}", "in 1996; early 1997"),
    ("holiday", "holiday", "<this|last|next>?<holiday>", "Thanksgiving Day"),
    # words that point without measuring
    ("ref", "ref", "(?:<more|right>)?<ref>", "now; recently"),
    ("the_past", "ref", "<the><near>?(?:<past|future>)", "the future"),
    ("near_term", "near_term", "<the><near><stretch>", "the near term"),
    ("bare_units", "bare_units", "<units>(?:<or><units>)?(?:<ago>)?", "weeks"),
    ("bare", "bare", "<current|previous|recent|future|once|earlier|later>", "current"),
)
# fmt: on

_NAME = re.compile(r"<([a-z_|]+)>")
_PART = re.compile(r"\{([A-Z]+)\}")


def expand(pattern: str) -> str:
    """Return a rule's pattern as a regular expression over class characters."""
    while True:
        opened = _PART.sub(lambda match: "(?:" + PARTS[match.group(1)] + ")", pattern)
        if opened == pattern:
            break
        pattern = opened

    def chars(match: re.Match[str]) -> str:
        names = match.group(1).split("|")
        found = "".join(CHARS[name] for name in names if name in CHARS)
        return found if len(names) == 1 else f"[{found}]"

    return _NAME.sub(chars, pattern).replace(" ", "")


def first_chars(pattern: str) -> frozenset[str]:
    """Return the characters a match of an expanded pattern may begin with.

    Reads just what :func:`expand` writes: characters, sets, groups without capture, ``|``, ``?``, ``{0,3}``.
    """
    first, _, _ = _first(pattern, 0)
    return frozenset(first)


def _first(pattern: str, at: int) -> tuple[set[str], bool, int]:
    """Return the first characters, whether empty is allowed, and the end, of alternatives up to a bracket."""
    total: set[str] = set()
    any_empty = False
    chars: set[str] = set()
    empty = True
    while at < len(pattern) and pattern[at] != ")":
        sign = pattern[at]
        if sign == "|":
            total |= chars
            any_empty |= empty
            chars, empty, at = set(), True, at + 1
            continue
        if sign == "(":
            got, may_be_empty, at = _first(pattern, at + 3)
            at += 1
        elif sign == "[":
            close = pattern.index("]", at)
            got, may_be_empty, at = set(pattern[at + 1 : close]), False, close + 1
        else:
            got, may_be_empty, at = {sign}, False, at + 1
        if at < len(pattern) and pattern[at] == "?":
            may_be_empty, at = True, at + 1
        elif at < len(pattern) and pattern[at] == "{":
            may_be_empty, at = may_be_empty or pattern[at + 1] == "0", pattern.index("}", at) + 1
        if empty:
            chars |= got
            empty = may_be_empty
    return total | chars, any_empty or empty, at


CORE = [
    "month", "month_short", "weekday", "weekday_short", "unit", "units", "second", "year", "short_year",
    "decade", "decade_digits", "day", "tonight", "season", "daypart", "ref", "often", "numeric", "iso",
    "clock", "fraction", "small_th", "arabic", "hijri_month", "era", "meridiem", "oclock", "zone", "stretch",
    "future", "holiday",
    "current", "previous", "recent", "past", "once", "earlier", "later", "half",
]  # fmt: skip
"""Classes one of which every time expression holds."""


class Matcher:
    """All rules, ready to run: for every class character the rules that may begin with it."""

    def __init__(self) -> None:
        starts: dict[str, list[str]] = {}
        for name, _, pattern, _ in RULES:
            expanded = expand(pattern)
            for char in sorted(first_chars(expanded)):
                starts.setdefault(char, []).append(f"(?P<{name}>{expanded})")
        self.starts = {char: re.compile("|".join(parts)).match for char, parts in starts.items()}
        core = "".join(CHARS[name] for name in CORE)
        self.core = re.compile(f"[{core}]|{CHARS['number'] * 2}").search

    def scan(self, classes: str) -> list[tuple[str, int, int]]:
        """Return rule name, first token and end token of every match, from left to right, without overlap."""
        found = []
        for stretch in _STRETCH.finditer(classes):
            at, end = stretch.span()
            if self.core(classes, at, end) is None:
                continue
            while at < end:
                match = self.starts.get(classes[at], _never)(classes, at)
                if match is None:
                    at += 1
                else:
                    found.append((str(match.lastgroup), at, match.end()))
                    at = match.end()
        return found


_STRETCH = re.compile(f"[^{PLAIN}{CHARS['line']}]+")


def _never(classes: str, at: int) -> re.Match[str] | None:
    return None


@cache
def matcher() -> Matcher:
    """Return the rules, compiled once."""
    return Matcher()


@cache
def handlers() -> dict[str, str]:
    """Return rule name → handler name."""
    return {name: handler for name, handler, _, _ in RULES}
