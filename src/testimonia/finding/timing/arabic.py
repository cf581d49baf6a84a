"""Dates in Arabic letters: Arabic or Latin digits, month names of three traditions, the signs هـ and م.

Gregorian months go by the Syriac names of the Levant and Iraq (كانون الأول), the Latin ones of Egypt and the
Gulf (ديسمبر) or the French ones of the Maghreb (جانفي); Hijri months by their one set of names
(``tables/arabic_months.tsv``).
"""

from __future__ import annotations

import re
from functools import cache

from testimonia.finding.timing.tables import rows

_DIGITS = r"[0-9\u0660-\u0669\u06f0-\u06f9]"


@cache
def _months() -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    known = {row["name"]: (row["calendar"], int(row["number"])) for row in rows("arabic_months")}
    names = "|".join(re.escape(name).replace("\\ ", r"\s+") for name in sorted(known, key=len, reverse=True))
    weekday = (
        r"(?:(?:يوم\s+)?(?P<weekday>ال(?:أحد|اثنين|إثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة|سبت))\s*[،,]?\s*)?"
    )
    return (
        re.compile(
            rf"{weekday}(?P<day>{_DIGITS}{{1,2}})\s*(?:من\s+)?(?:شهر\s+)?(?P<month>{names})(?:\s*/\s*\w+)?"
            rf"(?:\s*[،,]?\s*(?:عام\s+|سنة\s+)?(?P<year>{_DIGITS}{{3,4}}))?\s*(?P<era>هـ|ه(?!\w)|م(?!\w))?"
        ),
        known,
    )


_WEEKDAYS = {
    "الاثنين": 1, "الإثنين": 1, "الثلاثاء": 2, "الأربعاء": 3, "الاربعاء": 3, "الخميس": 4, "الجمعة": 5,
    "السبت": 6, "الأحد": 7, "الاحد": 7,
}  # fmt: skip


@cache
def _openers() -> frozenset[str]:
    return frozenset({row["name"].split()[0] for row in rows("arabic_months")} | set(_WEEKDAYS) | {"يوم"})


def opens_date(token: str) -> bool:
    """Return whether a token in Arabic letters may open a date, or its month after Latin digits."""
    return token in _openers()


class ArabicDate:
    """A date in Arabic letters as it is written: ``calendar`` is ``hijri`` or ``gregorian``."""

    def __init__(self, match: re.Match[str], calendar: str, month: int) -> None:
        self.calendar = calendar
        self.month = month
        self.day = int(match.group("day"))
        self.year = int(match.group("year")) if match.group("year") else None
        self.signed = bool(match.group("era"))
        self.weekday = _WEEKDAYS.get(match.group("weekday") or "")
        self.length = len(match.group().rstrip())


def match_date(window: str) -> ArabicDate | None:
    """Return the date a text begins with, or None."""
    pattern, known = _months()
    match = pattern.match(window)
    if match is None:
        return None
    calendar, month = known[re.sub(r"\s+", " ", match.group("month"))]
    return ArabicDate(match, calendar, month)
