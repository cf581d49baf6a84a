"""Handlers of dates that say their day, month or year themselves."""

from __future__ import annotations

import re

from testimonia.finding import calendars
from testimonia.finding.timing.classes import value as word_value
from testimonia.finding.timing.context import Context
from testimonia.finding.timing.hijri import hijri_reading, read_arabic, read_hijri
from testimonia.finding.timing.readings import Reading

_NUMBERS = re.compile(r"\d+")


def iso(c: Context, first: int, end: int) -> Reading | None:
    """Read ``2016-11-26`` and ``2016-11-26T10:30``."""
    token = c.text.tokens[first]
    year, month, day = int(token[:4]), int(token[5:7]), int(token[8:10])
    if not calendars.valid(year, month, day):
        return Reading("DATE", "", issues=["impossible_date"], confidence=0.5)
    if len(token) > 10:
        return Reading("TIME", token[:16])
    return Reading("DATE", token[:10])


def full_year(digits: str, near: int | None) -> int:
    """Return the year meant by two or four digits; two lie from 80 years before to 19 after ``near``."""
    year = int(digits)
    if len(digits) > 2:
        return year
    near = 2016 if near is None else near
    year += near - near % 100
    if year > near + 19:
        return year - 100
    return year + 100 if year <= near - 81 else year


def numeric_readings(token: str, near: int | None) -> dict[str, calendars.Day]:
    """Return the days a numeral date can mean: ``dmy`` and ``mdy`` where they exist, or ``ymd``."""
    parts = _NUMBERS.findall(token)
    if not numeric_shape(token):
        return {}
    if len(parts[0]) == 4:
        year, month, day = int(parts[0]), int(parts[1]), int(parts[2])
        return {"ymd": (year, month, day)} if calendars.valid(year, month, day) and len(parts[2]) <= 2 else {}
    if len(parts[2]) == 4 and not 600 <= int(parts[2]) <= 2200:
        return {}
    year, a, b = full_year(parts[2], near), int(parts[0]), int(parts[1])
    found = {}
    if calendars.valid(year, b, a):
        found["dmy"] = (year, b, a)
    if calendars.valid(year, a, b):
        found["mdy"] = (year, a, b)
    return found


def numeric_shape(token: str) -> bool:
    """Return whether a numeral looks like a date at all, though the day may not exist."""
    parts = _NUMBERS.findall(token)
    separators = set(re.sub(r"[\d ]", "", token))
    if len(parts) != 3 or len(separators) != 1:
        return False
    lengths = [len(part) for part in parts]
    if lengths[0] == 4:
        return lengths[2] <= 2 and 600 <= int(parts[0]) <= 2200
    if lengths[0] > 2 or lengths[2] in (1, 3):
        return False
    if lengths[2] == 4:
        return 600 <= int(parts[2]) <= 2200
    # two-digit years: "3-2-10" is a score, "1.2.10" a section; a slash or two full pairs are a date
    return "/" in separators or (lengths == [2, 2, 2] and bool(separators & {".", "-"}))


def numeric(c: Context, first: int, end: int) -> Reading | None:
    """Read ``26/11/2016``, ``30 / 11/2016``, ``16.12.2016``, ``18/12/2016 CE``, ``Sunday, 18/12/2016``."""
    at = next(i for i in range(first, end) if c.text.is_class(i, "numeric"))
    token = c.text.tokens[at]
    if not numeric_shape(token):
        return None
    readings = numeric_readings(token, c.year)
    found = Reading("DATE", "", confidence=0.98)
    if " " in token:
        found.issues.append("spaced_numeral")
    if c.text.glued(at):
        if len(_NUMBERS.findall(token)[2]) < 4:
            return None
        found.issues.append("glued_numeral")
    if first < at:
        found.weekday = int(word_value(c.text.tokens[first]) or 0) or None
    if not readings:
        lunar = numeric_hijri(c, token, text_of_era(c, at + 1, end))
        if lunar is not None:
            return lunar
        parts = [int(part) for part in _NUMBERS.findall(token)]
        if not (
            (min(parts[:2]) <= 12 and max(parts[:2]) <= 31 and "/" in token)
            or (min(parts) > 0 and parts[2] > 999)
        ):
            return None
        found.issues.append("impossible_date")
        found.confidence = 0.5
        return found
    era = text_of_era(c, at + 1, end)
    lunar = numeric_hijri(c, token, era)
    if lunar is not None:
        lunar.weekday = found.weekday
        return lunar
    order = c.order if c.order in readings else min(readings)
    found.value, found.why = calendars.iso(readings[order]), order
    if len(readings) == 2 and readings["dmy"] != readings["mdy"]:
        other = readings["mdy" if order == "dmy" else "dmy"]
        found.alternatives = (calendars.iso(other),)
        found.issues.append("dm_ambiguous")
        found.confidence = 0.9
    return found


def text_of_era(c: Context, at: int, end: int) -> str:
    """Return ``AH``, ``CE`` or an empty string for the era written at token ``at``."""
    if not at < end:
        return ""
    sign = c.text.tokens[at].upper().replace(".", "")
    return "AH" if sign in ("AH", "HIJRI", "HIJRA", "هـ", "ه") else "CE"


def numeric_hijri(c: Context, token: str, era: str) -> Reading | None:
    """Read ``19/3/1438 AH`` and ``1438/3/19``: a numeral in the Hijri calendar, by its sign or its year."""
    parts = [int(part) for part in _NUMBERS.findall(token)]
    if len(parts) != 3 or era == "CE":
        return None
    if parts[0] > 31:
        parts.reverse()
    day, month, hijri_year = parts
    if era != "AH" and not (1300 <= hijri_year <= 1480 and c.year is not None and c.year > 1880):
        return None
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    found = hijri_reading(c, hijri_year, month, day, era == "AH")
    if found is not None and " " in token:
        found.issues.append("spaced_numeral")
    return found


def pair(c: Context, first: int, end: int) -> Reading | None:
    """Read the first of two days of one month: ``5`` in "5-7 May 2016" and in "5 and 6 December"."""
    text = c.text
    day = _ordinal(text.tokens[first])
    stop = end + 2
    while stop < len(text.classes) and text.is_class(
        stop, "of", "month", "month_short", "dot", "comma", "year"
    ):
        stop += 1
        if text.is_class(stop - 1, "year"):
            break
    whole = date(c, end + 1, stop)
    if (
        day is None
        or whole is None
        or whole.day is None
        or not calendars.valid(whole.day[0], whole.day[1], day)
    ):
        return None
    value = calendars.iso((whole.day[0], whole.day[1], day))
    return Reading("DATE", value, None, list(whole.issues), whole.relative)


def day_month(c: Context, first: int, end: int) -> Reading | None:
    """Read ``26/11`` after a preposition: day and month in the document's order, in the nearest year."""
    text = c.text
    if text.word(first - 1) not in (
        "on",
        "since",
        "until",
        "till",
        "dated",
        "before",
        "after",
        "and",
        "to",
        "from",
    ):
        return None
    a, b = (int(part) for part in text.tokens[first].split("/"))
    orders = {"dmy": (b, a), "mdy": (a, b)}
    fits = {name: found for name, found in orders.items() if calendars.valid(2016, *found)}
    if not fits or text.is_class(end, "units", "unit", "of") or (a, b) == (9, 11):
        return None
    month, day = fits.get(c.order) or next(iter(fits.values()))
    near = nearest_year(c, month, day, text.tense(first, end))
    issues = ["no_year"] + (["dm_ambiguous"] if len(fits) == 2 and a != b else [])
    name = "XXXX" if near is None else f"{near:04d}"
    return Reading("DATE", f"{name}-{month:02d}-{day:02d}", None, issues, True, confidence=0.6)


def rumi(c: Context, first: int, end: int) -> Reading | None:
    """Read an Ottoman fiscal date named as such: ``31 Mart 1325 (Rumi)``."""
    names = [at for at in range(first, end) if c.text.is_class(at, "calendar_name")]
    if not names or c.text.word(names[0]) != "rumi":
        return None
    found = date(c, first, end)
    if found is None or found.day is None:
        return None
    if c.text.word(names[0] - 1) == "(" and c.text.word(end) == ")":
        found.end = end + 1
    day = calendars.rumi_to_ce(*found.day)
    if day is None:
        return None
    found.printed, found.value, found.issues, found.relative = found.value, calendars.iso(day), [], False
    found.why = "Ottoman fiscal (Rumi) calendar"
    return found


def arabic(c: Context, first: int, end: int) -> Reading | None:
    """Read a date in Arabic letters or digits."""
    return read_arabic(c, first)


def hijri(c: Context, first: int, end: int) -> Reading | None:
    """Read a Hijri date in Latin letters."""
    return read_hijri(c, first)


def hijri_year(c: Context, first: int, end: int) -> Reading | None:
    """Read ``1438 AH``; ``1438 CE`` is left to the year rule, with its era."""
    at = first if c.text.is_class(end - 1, "era") else end - 1
    sign = c.text.tokens[end - 1 if at == first else first].upper().replace(".", "")
    digits = c.text.tokens[at]
    if (at != first and sign not in ("AD", "CE")) or len(digits) < 2:
        return None
    if sign in ("CE", "AD"):
        return Reading("DATE", f"{int(digits):04d}", issues=["year_only"])
    if sign in ("BC", "BCE"):
        return Reading("DATE", f"BC{int(digits):04d}", issues=["year_only"])
    begin = calendars.hijri_to_ce(int(digits), 1, 1)
    last = calendars.hijri_to_ce(int(digits) + 1, 1, 1)
    if begin is None or last is None:
        return None
    number = calendars.day_number(*last) - 1
    middle = calendars.from_day_number(calendars.day_number(*begin) + 177)
    bounds = (calendars.iso(begin), calendars.iso(calendars.from_day_number(number)))
    return Reading(
        "DATE",
        f"{middle[0]:04d}",
        issues=["hijri", "year_only"],
        calendar="hijri",
        hijri=f"{int(digits):04d}",
        bounds=bounds,
    )


def _ordinal(word: str) -> int | None:
    digits = _NUMBERS.match(word)
    if digits:
        return int(digits.group())
    found = word_value(word)
    return int(found) if found.isdecimal() else None


def nearest_year(c: Context, month: int, day: int | None, tense: str) -> int | None:
    """Return the year that puts a month (and day) nearest to the anchor; the tense tips near balances."""
    if c.year is None:
        return None
    if c.month is None:
        return c.year
    narrated = c.anchor_kind == "narrative"
    best: tuple[float, int] | None = None
    for year in (c.year - 1, c.year, c.year + 1):
        gap = (year - c.year) * 365 + (month - c.month) * 30.4 + ((day or 15) - (c.day or 15) if day else 0)
        cost = abs(gap)
        if narrated:
            cost *= 2.0 if gap < -20 else 1.0
        elif gap > 20 and tense != "future":
            cost *= 4.0 if tense == "past" else 1.5
        elif gap < -20 and tense == "future":
            cost *= 1.5
        if best is None or cost < best[0]:
            best = (cost, year)
    return best[1] if best else None


_NOT_MONTH_AFTER = {
    "be",
    "have",
    "not",
    "i",
    "we",
    "you",
    "he",
    "she",
    "they",
    "god",
    "allah",
    "peace",
    "also",
    "well",
}


def date(c: Context, first: int, end: int) -> Reading | None:
    """Read a month with or without day and year: ``Friday, 2 December 2016``, ``Nov. 5``, ``last August``."""
    text = c.text
    month = day = weekday = None
    digits = ""
    mod = part = None
    direction = None
    month_at = -1
    for at in range(first, end):
        if text.is_class(at, "month", "month_short"):
            month, month_at = int(word_value(text.tokens[at])), at
        elif text.is_class(at, "weekday", "weekday_short"):
            weekday = int(word_value(text.tokens[at]))
        elif text.is_class(at, "year", "middle"):
            digits = text.tokens[at]
        elif text.is_class(at, "short_year"):
            digits = text.tokens[at][1:]
        elif text.is_class(at, "number") and not digits:
            digits = str(spelled(text.tokens.cut(at, end)) or "")
        elif text.is_class(at, "small", "small_th", "ordinal", "second"):
            day = _ordinal(text.tokens[at])
        elif text.is_class(at, "early", "edge"):
            mod = word_value(text.tokens[at])
        elif text.is_class(at, "daypart"):
            part = word_value(text.tokens[at])
        elif text.is_class(
            at, "this", "last", "next", "coming", "same", "that", "following", "previous", "current"
        ):
            direction = text.word(at)
    if not digits and day is not None:
        digits = _year_of_range(c, end)
    if month is None or not _is_month(c, first, end, month_at, bool(digits or day)):
        return None
    issues: list[str] = []
    relative = not digits
    if digits:
        year: int | None = full_year(digits, c.year)
    else:
        year = _year_of_direction(c, month, day, direction, first, end)
        issues.append("no_year")
    if direction and not digits:
        issues.insert(0, "deictic")
    name = "XXXX" if year is None else f"{year:04d}"
    value = f"{name}-{month:02d}" if day is None else f"{name}-{month:02d}-{day:02d}"
    if day is not None and not calendars.valid(year if year else 2016, month, day):
        return Reading("DATE", "", issues=["impossible_date"], confidence=0.5, weekday=weekday)
    start = first
    if text.is_class(first, "the") and (
        text.is_class(first + 2, "hyphen") or text.is_class(first + 1, "small")
    ):
        start += not text.is_class(first + 2, "of")  # "the 25 January accord"
    found = Reading("DATE", value, mod, issues, relative, weekday=weekday, first=start)
    if part and day is not None and len(part) == 2:
        found.type, found.value = "TIME", f"{value}T{part}"
    return found


def _year_of_range(c: Context, end: int) -> str:
    """Return the year that follows a range which begins here: 2016 for ``May 5`` in "May 5-7, 2016"."""
    text = c.text
    if not (text.is_class(end, "hyphen") and text.is_class(end + 1, "small")):
        return ""
    at = end + 3 if text.is_class(end + 2, "comma") else end + 2
    return text.tokens[at] if text.is_class(at, "year") else ""


def range_end(c: Context, first: int, end: int) -> Reading | None:
    """Read the last day of a range: ``7`` and ``7, 2016`` in "May 5-7, 2016"."""
    text = c.text
    begun = c.last
    if begun is None or begun.end != first or begun.day is None or begun.type != "DATE":
        return None
    year, month, day = begun.day
    last = int(text.tokens[first + 1])
    if not day < last <= calendars.month_length(year, month) or begun.rule not in ("date", "month_deixis"):
        return None
    stop = end if text.is_class(end - 1, "year") and text.tokens[end - 1] == f"{year:04d}" else first + 2
    value = calendars.iso((year, month, last))
    return Reading("DATE", value, None, list(begun.issues), begun.relative, first=first + 1, end=stop)


def _is_month(c: Context, first: int, end: int, at: int, dated: bool) -> bool:
    """Return whether a month word standing alone is a month: not "May God", not "March on Rome"."""
    text = c.text
    word = text.word(at)
    if dated or first < at:
        return True
    if text.is_class(at, "month_short") and not text.is_class(at + 1, "dot"):
        return False
    if (
        word == "march"
        and text.word(at + 1) in ("of", "for", "on", "to", "against")
        and not _asked(text.word(at - 1))
    ):
        return False
    if word in ("may", "march", "mart", "august"):
        if text.sentence_start(at) and not text.is_class(end, "comma"):
            return False
        if text.capitalised(at + 1) or text.word(at + 1) in _NOT_MONTH_AFTER:
            return False
    if word in ("april", "june", "may", "august", "jan", "ocak", "mart", "kasım", "ekim"):
        before = text.tokens[at - 1] if at else ""
        if (before[:1].isupper() and not text.sentence_start(at - 1) and before.isalpha()) or text.word(
            at + 1
        ) in ("'s", "’s"):
            return False
    return True


def _asked(before: str) -> bool:
    """Return whether a preposition asks for a month."""
    return before in (
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "during",
        "through",
        "of",
        "and",
        "to",
        "before",
        "after",
    )


def _year_of_direction(
    c: Context, month: int, day: int | None, direction: str | None, first: int, end: int
) -> int | None:
    """Return the year of a month without one: by "last", "this", "next", else the nearest."""
    if c.year is None:
        return None
    own = c.month if c.month is not None else month
    units = any(c.text.is_class(at, "unit") for at in range(first, end))
    if direction in ("last", "previous", "past"):
        return c.year - 1 if units or month >= own else c.year
    if direction in ("next", "coming", "upcoming", "following"):
        return c.year + 1 if units or month <= own else c.year
    if direction == "this":
        return c.year
    if direction in ("that", "same") and c.last is not None and c.last.value[:4].isdecimal():
        return int(c.last.value[:4])
    printed = c.explicit.get((month, day)) if day is not None else None
    return printed if printed is not None else nearest_year(c, month, day, c.text.tense(first, end))


_BEFORE_YEAR = {
    "in", "since", "of", "from", "until", "till", "by", "during", "before", "after", "to", "through",
    "between", "and", "year", "around", "circa", "early", "late", "mid", "into", "for", "the", "-", "–",
    "(", "[", ",", "than", "or", "/", "—", "c.", "about",
}  # fmt: skip
_AFTER_YEAR_NOT = {
    "people", "men", "dollars", "percent", "%", "points", "million", "billion", "thousand", "troops",
    "soldiers", "miles", "km", "kilometers", "kilometres", "meters", "metres", "feet", "times", "copies",
    "members", "shares", "jobs", "employees", "tons", "tonnes", "degrees", "km²", "cases", "families",
    "civilians", "fighters", "prisoners", "homes", "houses", "workers", "square", "hours", "francs",
    "pounds", "euros", "yen", "cubic", "cc", "mm", "gmt", "hrs",
}  # fmt: skip
_BEFORE_YEAR_NOT = {
    "$",
    "£",
    "€",
    "#",
    "no",
    "nos",
    "room",
    "flight",
    "page",
    "article",
    "resolution",
    "rs",
    "route",
    "highway",
    "p",
    "pp",
}


def year(c: Context, first: int, end: int) -> Reading | None:
    """Read a year standing alone; numerals before 1900 need a word that calls for a year."""
    text = c.text
    at = end - 1
    token = text.tokens[at]
    mod = None
    for i in range(first, at):
        if text.is_class(i, "early", "edge"):
            mod = word_value(text.tokens[i])
    named = text.is_class(first, "unit") or text.is_class(first + 1, "unit")
    if text.is_class(at, "short_year"):
        if text.word(at - 1) not in _BEFORE_YEAR and first == at:
            return None
        return Reading("DATE", f"{full_year(token[1:], c.year):04d}", mod, ["year_only"])
    if not text.is_class(at, "year"):
        number = spelled(text.tokens.cut(first, end))
        return Reading("DATE", f"{number:04d}", mod, ["year_only"]) if number else None
    if not named and first == at and (text.glued(at) or not _calls_for_year(c, at, int(token))):
        return None
    return Reading("DATE", token, mod, ["year_only"])


def _calls_for_year(c: Context, at: int, number: int) -> bool:
    text = c.text
    before, after = text.word(at - 1), text.word(at + 1)
    start, end = text.spans[at]
    if after in _AFTER_YEAR_NOT or before in _BEFORE_YEAR_NOT:
        return False
    if before == "." and text.word(at - 2) in _BEFORE_YEAR_NOT and start - text.spans[at - 1][1] <= 1:
        return False
    left, right = text.text[start - 1 : start], text.text[end : end + 1]
    if (right and right in "%°") or (left and left in "$£€#+=&_@:\\"):
        return False
    if text.is_class(at + 1, "units", "era") and text.word(at + 1) not in ("ad", "ce"):
        return False
    if 1900 <= number <= 2050:
        return not (
            before in ("-", "/")
            and at > 1
            and text.tokens[at - 2].isalpha()
            and start - text.spans[at - 1][1] == 0
            and text.tokens[at - 2].isupper()
        )
    if before not in _BEFORE_YEAR or before in (
        ",",
        "the",
        "than",
        "for",
        "/",
        "and",
        "or",
        "to",
        "about",
        "around",
        "of",
    ):
        return False
    return not (
        after.isalpha() and after.endswith("s") and after not in ("was", "is", "as", "has", "this", "his")
    )


def spelled(tokens: list[str]) -> int | None:
    """Return the year spelled in words: nineteen ninety-six, two thousand."""
    numbers = [int(word_value(token)) for token in tokens if word_value(token).isdecimal()]
    if not numbers:
        return None
    if numbers[:2] == [2, 1000]:
        return 2000 + sum(numbers[2:])
    if numbers[0] in (17, 18, 19, 20) and len(numbers) > 1 and numbers[1] >= 10:
        rest = numbers[1] + (
            numbers[2] if len(numbers) > 2 and numbers[1] % 10 == 0 and numbers[2] < 10 else 0
        )
        return numbers[0] * 100 + rest if rest < 100 else None
    return None


def spelled_year(c: Context, first: int, end: int) -> Reading | None:
    """Read ``nineteen ninety-six``."""
    number = spelled(c.text.tokens.cut(first, end))
    return Reading("DATE", f"{number:04d}", issues=["year_only"]) if number else None


def decade(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the late 1970s``, ``the '90s``, ``the nineties``."""
    text = c.text
    if text.word(first - 1) in ("my", "your", "his", "her", "its", "our", "their", "whose"):
        return None  # "in her late 40s" is an age
    mod = None
    century = None
    tens = None
    for at in range(first, end):
        if text.is_class(at, "early", "edge"):
            mod = word_value(text.tokens[at])
        elif text.is_class(at, "number"):
            century = int(word_value(text.tokens[at]))
        elif text.is_class(at, "decade"):
            tens = int(word_value(text.tokens[at])) // 10
        elif text.is_class(at, "decade_digits"):
            digits = "".join(_NUMBERS.findall(text.tokens[at]))
            if len(digits) == 4:
                century, tens = int(digits[:2]), int(digits[2])
            else:
                tens = int(digits[0])
    if tens is None:
        return None
    if century is None:
        if not text.is_class(first, "the") and mod is None and text.word(first - 1) not in ("'", "’"):
            return None
        near = c.year or 2016
        century = near // 100 if tens * 10 <= near % 100 else near // 100 - 1
    return Reading("DATE", f"{century:02d}{tens}", mod)
