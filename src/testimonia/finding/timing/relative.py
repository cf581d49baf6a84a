"""Handlers of dates that are reckoned from an anchor: the document's date, a report's, the narrative's."""

from __future__ import annotations

from testimonia.finding import calendars
from testimonia.finding.timing.classes import value as word_value
from testimonia.finding.timing.context import Context
from testimonia.finding.timing.lengths import amount
from testimonia.finding.timing.readings import Reading, day_number_of
from testimonia.finding.timing.years import full_year, spelled

DIRECTIONS = {
    "last": -1, "previous": -1, "past": -1, "preceding": -1, "prior": -1,
    "this": 0, "current": 0, "present": 0, "latest": 0, "same": 0, "that": 0,
    "next": 1, "coming": 1, "upcoming": 1, "following": 1, "subsequent": 1,
}  # fmt: skip


def unit_value(c: Context, code: str, shift: int, base: str | None = None) -> str:
    """Return the date of the unit that lies ``shift`` units from the anchor, or from the day ``base``.

    The value is as precise as the unit (``2016-W48`` for a week); parts the anchor leaves open are ``X``.
    """
    number = day_number_of(base) if base else c.number
    year = int(base[:4]) if base and base[:4].isdecimal() else c.year
    month = int(base[5:7]) if base and len(base) >= 7 and base[5:7].isdecimal() else c.month
    if code in ("D", "NI"):
        return c.iso(number + shift) if number is not None else "XXXX-XX-XX"
    if code in ("W", "WE", "F"):
        if number is None:
            return "XXXX-WXX" + ("-WE" if code == "WE" else "")
        week_year, week = calendars.iso_week(number + 7 * shift * (2 if code == "F" else 1))
        return f"{week_year:04d}-W{week:02d}" + ("-WE" if code == "WE" else "")
    if code == "Y":
        return f"{year + shift:04d}" if year is not None else "XXXX"
    if code == "E":
        return f"{year // 10 + shift:03d}" if year is not None else "XXX"
    if code == "C":
        return f"{year // 100 + shift:02d}" if year is not None else "XX"
    if year is None or month is None:
        return {"M": "XXXX-XX", "Q": "XXXX-QX"}.get(code, "XXXX") if year is None else f"{year:04d}-XX"
    if code == "M":
        index = year * 12 + month - 1 + shift
        return f"{index // 12:04d}-{index % 12 + 1:02d}"
    if code == "Q":
        index = year * 4 + (month - 1) // 3 + shift
        return f"{index // 4:04d}-Q{index % 4 + 1}"
    return f"{year + shift:04d}"


def weekday_day(c: Context, weekday: int, direction: str, tense: str) -> int | None:
    """Return the day number of a weekday: by direction, by tense, else the nearest in the past."""
    if c.number is None:
        return None
    gap = weekday - calendars.weekday(c.number)
    if direction in ("last", "past", "previous"):
        return c.number + (gap - 7 if gap >= 0 else gap)
    if direction in ("next", "coming", "following"):
        return c.number + (gap + 7 if gap <= 0 else gap)
    if direction == "this":
        return c.number + gap if gap or tense != "future" else c.number
    if tense == "future" or c.anchor_kind == "narrative":
        return c.number + (gap + 7 if gap < 0 else gap)
    return c.number + (gap - 7 if gap > 0 else gap)


def weekday(c: Context, first: int, end: int) -> Reading | None:
    """Read ``Thursday``, ``last Saturday``, ``Friday night``, ``Monday week``."""
    text = c.text
    if text.is_class(end - 1, "unit"):
        found = _weekday_week(c, first, end)
        if found is not None:
            return found
        end -= 1
    direction = part = ""
    mod = None
    at_day = first
    for at in range(first, end):
        if text.is_class(at, "weekday", "weekday_short"):
            at_day = at
        elif text.is_class(at, "this", "last", "next", "coming", "past", "following", "previous"):
            direction = direction or _plain(text.word(at))
        elif text.is_class(at, "daypart", "dayparts"):
            part = word_value(text.tokens[at])
        elif text.is_class(at, "early", "edge"):
            mod = word_value(text.tokens[at])
    word = text.word(at_day)
    if text.is_class(at_day, "weekday_short") and not _short_weekday(c, at_day):
        return None
    start = first
    while (start < at_day and text.is_class(start, "earlier", "later", "on")) or (
        text.is_class(start, "the") and start + 1 == at_day
    ):
        start += 1
    number = int(word_value(word))
    plural = word.endswith("s") and word not in ("tues", "thurs", "weds", "wednes")
    if plural or (part and text.is_class(end - 1, "dayparts")):
        return Reading("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""), mod, end=end)
    found_day = weekday_day(c, number, direction, text.tense(first, end))
    issues = (["deictic"] if direction else []) + ["weekday_only"]
    if found_day is None:
        return Reading("DATE", f"XXXX-WXX-{number}", mod, issues, first=start, end=end, confidence=0.5)
    value = c.iso(found_day)
    if part:
        return Reading("TIME", value + ("T" + part), mod, issues, True, first=start, end=end)
    return Reading("DATE", value, mod, issues, True, first=start, end=end)


_WEEKS_ON = {"week": 7, "fortnight": 14}


def _weekday_week(c: Context, first: int, end: int) -> Reading | None:
    """Read ``Monday week``, ``on Friday fortnight``: a week, or two, after the coming weekday."""
    text = c.text
    days = _WEEKS_ON.get(text.word(end - 1))
    bare = end - first == 2 and text.is_class(first, "weekday") and not text.word(first).endswith("s")
    if days is None or not bare or text.word(end) in ("-", "–", "’s", "'s", "long", "of"):
        return None
    coming = weekday_day(c, int(word_value(text.word(first))), "next", "future")
    if coming is None:
        return None
    return Reading("DATE", c.iso(coming + days), None, ["weekday_only"], True)


def _plain(word: str) -> str:
    return {
        "upcoming": "coming",
        "preceding": "previous",
        "prior": "previous",
        "subsequent": "following",
    }.get(word, word)


def _short_weekday(c: Context, at: int) -> bool:
    text = c.text
    return (
        text.is_class(at + 1, "dot", "comma")
        and text.word(at) not in ("sun", "sat")
        and not text.capitalised(at - 1)
    )


def day(c: Context, first: int, end: int) -> Reading | None:
    """Read ``today``, ``yesterday morning``, ``tonight``, ``the day before yesterday``."""
    text = c.text
    shift = 0
    part = ""
    mod = None
    based: int | None = None
    extra = 0
    for at in range(first, end):
        if text.is_class(at, "day"):
            shift = int(word_value(text.tokens[at]))
        elif text.is_class(at, "tonight"):
            part = "NI"
        elif text.is_class(at, "daypart"):
            part = word_value(text.tokens[at])
        elif text.is_class(at, "before"):
            extra = -1
        elif text.is_class(at, "after"):
            extra = 1
        elif text.is_class(at, "weekday", "weekday_short"):
            based = weekday_day(
                c, int(word_value(text.tokens[at])), "last" if text.is_class(at - 1, "last") else "", "past"
            )
        elif text.is_class(at, "early", "edge"):
            mod = word_value(text.tokens[at])
    if extra and word_value(text.tokens[first if not text.is_class(first, "the") else first + 1]) != "D":
        return None
    number = based if based is not None else c.number
    if number is None:
        return Reading(
            "DATE",
            {0: "PRESENT_REF", 1: "FUTURE_REF"}.get(shift, "PAST_REF"),
            mod,
            ["deictic"],
            confidence=0.5,
        )
    value = c.iso(number + shift + extra)
    if part:
        return Reading("TIME", value + ("T" + part), mod, ["deictic"], True)
    return Reading("DATE", value, mod, ["deictic"], True)


def part(c: Context, first: int, end: int) -> Reading | None:
    """Read ``this morning``, ``last night``, ``the next morning``, ``that evening``."""
    text = c.text
    code = word_value(text.tokens[end - 1])
    words = [text.word(at) for at in range(first, end)]
    if len(code) > 2:
        return None
    if "last" in words or "previous" in words:
        shift = -1
    elif "next" in words or "following" in words:
        shift = 1
    else:
        shift = 0
    narrated = (
        "that" in words or "same" in words or "following" in words or "previous" in words or "the" in words
    )
    told = c.last_day if c.narrative else c.last
    base = told.value[:10] if narrated and told is not None and told.day else None
    value = unit_value(c, "D", shift, base)
    return Reading("TIME", f"{value}T{code}", None, ["deictic"], base is None)


def season(c: Context, first: int, end: int) -> Reading | None:
    """Read ``last fall``, ``the winter of 1994``, ``this summer``, ``summer 2012``."""
    text = c.text
    code = mod = None
    year: int | None = None
    direction = ""
    bare = True
    at_season = first
    for at in range(first, end):
        if text.is_class(at, "season"):
            code, at_season = word_value(text.tokens[at]), at
        elif text.is_class(at, "year"):
            year = int(text.tokens[at])
        elif text.is_class(at, "short_year"):
            year = full_year(text.tokens[at][1:], c.year)
        elif text.is_class(at, "number") and year is None:
            year = spelled(text.tokens.cut(at, end))
        elif text.is_class(at, "this", "last", "next", "that", "coming", "past", "previous", "following"):
            direction = _plain(text.word(at))
        elif text.is_class(at, "early", "edge"):
            mod = word_value(text.tokens[at])
        elif text.is_class(at, "the"):
            bare = False
    if code is None or not _is_season(
        c, at_season, first, end, bare and not direction and year is None and mod is None
    ):
        return None
    if year is not None:
        return Reading("DATE", f"{year:04d}-{code}", mod)
    return Reading(
        "DATE",
        _season_value(c, code, direction, text.tense(first, end)),
        mod,
        ["deictic"] if direction else ["no_year"],
        True,
    )


def _is_season(c: Context, at: int, first: int, end: int, bare: bool) -> bool:
    text = c.text
    word = text.word(at)
    if word in ("spring", "fall") and bare:
        return (
            text.word(first - 1) in ("in", "by", "since", "until", "of", "during")
            and not text.capitalised(at)
            and not text.is_class(end, "hyphen")
        )
    if word == "fall" and text.is_class(first, "the") and end - first == 2:
        return text.word(first - 1) in ("in", "by", "since", "until", "during") and text.word(end) != "of"
    if text.capitalised(at) and text.capitalised(at - 1) and not text.sentence_start(at - 1):
        return False
    return not (text.capitalised(at) and text.capitalised(at + 1) and not text.is_class(at + 1, "year"))


_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}


def _season_value(c: Context, code: str, direction: str, tense: str) -> str:
    if c.year is None:
        return f"XXXX-{code}"
    if c.month is None:
        shift = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
        return f"{c.year + shift.get(direction, 0):04d}-{code}"
    middle = _SEASON_MONTH[code]
    if code == "WI" and c.month > 6:
        middle = 13
    gap = middle - c.month
    year = c.year
    if direction in ("last", "past", "previous"):
        year -= gap >= -1
    elif direction in ("next", "coming", "following"):
        year += gap <= 1
    elif direction != "this":
        if gap > 2 and tense != "future":
            year -= 1
        elif gap < -2 and tense == "future":
            year += 1
    return f"{year:04d}-{code}"


def ordinal_unit(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the 19th century``; other counted units ("the second day") are counted from nothing we know."""
    text = c.text
    ordinal = 0
    code = ""
    code_at = first
    for at in range(first, end):
        if not ordinal and text.is_class(at, "ordinal", "small_th", "second"):
            digits = text.tokens[at].rstrip("thsndrTHSNDR")
            ordinal = int(digits) if digits.isdecimal() else int(word_value(text.tokens[at]) or 0)
        elif text.is_class(at, "unit", "second"):
            code, code_at = word_value(text.tokens[at]), at
    if code == "C" and ordinal:
        if c.text.word(code_at + 1).replace(".", "") in ("bc", "bce"):
            return Reading("DATE", f"BC{ordinal - 1:02d}", end=code_at + 2)
        if c.text.word(code_at + 1).replace(".", "") == "ah":
            return _hijri_century(ordinal, code_at + 2)
        return Reading("DATE", f"{ordinal - 1:02d}", end=code_at + 1)
    return None


def _hijri_century(ordinal: int, end: int) -> Reading | None:
    """Return the century of the common era in which most of a Hijri century lies, with its true bounds."""
    begin = calendars.hijri_to_ce(ordinal * 100 - 99, 1, 1)
    after = calendars.hijri_to_ce(ordinal * 100 + 1, 1, 1)
    if begin is None or after is None:
        return None
    last = calendars.from_day_number(calendars.day_number(*after) - 1)
    value = f"{(begin[0] + last[0]) // 200:02d}"
    bounds = (calendars.iso(begin), calendars.iso(last))
    return Reading("DATE", value, None, ["hijri"], calendar="hijri", bounds=bounds, end=end)


def ago(c: Context, first: int, end: int) -> Reading | None:
    """Read ``two years ago``, ``a week ago``, ``a long time ago``, ``several months ago``."""
    return _shifted(c, first, end, -1, c.anchor)


def shift(c: Context, first: int, end: int) -> Reading | None:
    """Read ``two days later``, ``a year earlier``: from the day last told of."""
    direction = -1 if c.text.is_class(end - 1, "earlier") else 1
    base = c.anchor
    if c.last is not None and (c.last.day is not None or c.narrative):
        base = c.last.value[:10]
        small = any(word_value(c.text.tokens[at]) in ("D", "W") for at in range(first, end))
        if small and c.last.day is None and c.last_day is not None:
            base = c.last_day.value[:10]
    return _shifted(c, first, end, direction, base, exact=True)


def before_span(c: Context, first: int, end: int) -> Reading | None:
    """Read ``before one month`` where it is the translator's "a month ago"."""
    text = c.text
    if text.word(end) in (
        "of",
        "from",
        "after",
        "before",
        "in",
        "to",
        "the",
        "is",
        "was",
        "has",
        "had",
    ) or text.sentence_start(first):
        return None
    found = _shifted(c, first, end, -1, c.anchor)
    if found is not None:
        found.issues = ["translationese"]
        found.confidence = 0.6
    return found


def _shifted(
    c: Context, first: int, end: int, direction: int, base: str | None, exact: bool = False
) -> Reading | None:
    text = c.text
    size = amount(c, first, end)
    if size is None:
        if any(text.is_class(at, "stretch") for at in range(first, end)):
            return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", None, ["vague"])
        return None
    number, code, mod = size
    if number is None:
        return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", mod, ["vague"], bounds=None)
    if base is None:
        return Reading(
            "DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", mod, ["unanchored"], confidence=0.5
        )
    relative = base == c.anchor
    reported = c.reported(first) if code == "Y" and number == 1 else None
    if reported is not None:
        return Reading("DATE", f"{int(reported[:4]) + direction}{reported[4:]}", mod, [], True)
    factor = {"E": 10, "C": 100, "L": 1000}.get(code)
    if factor:
        return Reading(
            "DATE", unit_value(c, "Y", int(direction * number * factor), base), mod or "APPROX", [], relative
        )
    if code in ("TS", "TM", "TH"):
        return Reading("DATE", unit_value(c, "D", 0, base), mod, [], relative)
    if number != int(number):
        months = {"Y": 12, "M": 1}.get(code)
        if months is None:
            return Reading("DATE", unit_value(c, "D", int(direction * number * 7), base), mod, [], relative)
        return Reading("DATE", unit_value(c, "M", int(direction * number * months), base), mod, [], relative)
    if exact and code == "W":
        code, number = "D", number * 7
    return Reading("DATE", unit_value(c, code, int(direction * number), base), mod, [], relative)


def deictic_unit(c: Context, first: int, end: int) -> Reading | None:
    """Read ``last week``, ``this year``, ``the next day``, ``that same month``, ``the latest quarter``."""
    text = c.text
    words = [text.word(at) for at in range(first, end)]
    direction = next(
        (DIRECTIONS[word] for word in words if word in DIRECTIONS and word not in ("same", "that", "this")),
        0,
    )
    unit_at = next(at for at in range(end - 1, first - 1, -1) if text.is_class(at, "unit", "second"))
    code = word_value(text.tokens[unit_at])
    if text.is_class(unit_at, "second") or code in ("TS", "TM", "TH"):
        return (
            Reading("DATE", "PRESENT_REF", None, ["deictic"], end=unit_at + 1)
            if text.is_class(unit_at, "unit") and direction == 0
            else None
        )
    mod = next(
        (word_value(text.tokens[at]) for at in range(first, unit_at) if text.is_class(at, "early", "edge")),
        None,
    )
    stop = unit_at + 1
    if "past" in words:
        return Reading("DURATION", f"P1{code}" if code != "E" else "P10Y", mod, ["deictic"], True, end=stop)
    narrated = any(
        word in ("that", "same", "following", "previous", "preceding", "prior", "subsequent")
        for word in words
    )
    narrated = narrated or (code == "D" and direction == 1)
    if code == "Q" and ("latest" in words or "last" in words):
        return Reading("DATE", c.reported(first) or unit_value(c, "Q", -1), mod, [], True, end=stop)
    if narrated:
        return _narrated_unit(c, code, direction, mod, stop)
    if code == "D" and direction == 0:
        return Reading(
            "DATE",
            unit_value(c, "D", 0) if "this" in words else "PRESENT_REF",
            mod,
            ["deictic"],
            True,
            end=stop,
        )
    return Reading("DATE", unit_value(c, code, direction), mod, ["deictic"], True, end=stop)


_OPEN = {"D": "XXXX-XX-XX", "M": "XXXX-XX", "W": "XXXX-WXX"}


def _narrated_unit(c: Context, code: str, direction: int, mod: str | None, stop: int) -> Reading:
    """Read a unit counted from what was told last: "the next day", "that same month"."""
    base = None
    for told in (c.last, c.last_day if c.narrative else None):
        value = told.value[:10] if told is not None else ""
        whole = told is not None and told.day is not None
        year = code == "Y" and value[:4].isdecimal()
        month = code == "M" and len(value) >= 7 and value[:7].replace("-", "").isdecimal()
        if base is None and (whole or year or month):
            base = value
    if base is not None:
        return Reading("DATE", unit_value(c, code, direction, base), mod, [], False, end=stop)
    issues = ["unanchored"]
    if c.anchor is None:
        return Reading("DATE", _OPEN.get(code, "XXXX"), mod, issues, confidence=0.4, end=stop)
    return Reading("DATE", unit_value(c, code, direction), mod, issues, True, end=stop, confidence=0.5)


def ref(c: Context, first: int, end: int) -> Reading | None:
    """Read ``now``, ``recently``, ``soon``, ``the past``, ``the future``."""
    text = c.text
    word = text.word(end - 1)
    if word == "past":
        return Reading("DATE", "PAST_REF") if text.word(first - 1) in ("in", "of", "from") else None
    value = word_value(word)
    if word == "future":
        value = "FUTURE_REF"
    if word == "soon" and (text.word(first - 1) == "as" or text.word(end) in ("as", "after")):
        return None
    return Reading("DATE", value, None, ["deictic"]) if value else None


def bare(c: Context, first: int, end: int) -> Reading | None:
    """Read ``current`` and ``recent`` before a noun; the other bare words are left alone."""
    text = c.text
    if text.is_class(first, "current") and text.word(first) == "current":
        return Reading("DATE", "PRESENT_REF", None, ["deictic"])
    if text.is_class(first, "recent"):
        return Reading("DATE", "PAST_REF", None, ["deictic"])
    return None


def near_term(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the near term``."""
    return Reading("DATE", "FUTURE_REF", None, ["vague"]) if c.text.word(end - 1) == "term" else None
