"""Handlers of lengths of time and of repetitions: ``two weeks``, ``the past few days``, ``every Friday``."""

from __future__ import annotations

from testimonia.finding.timing.classes import value as word_value
from testimonia.finding.timing.context import Context
from testimonia.finding.timing.readings import Reading

_COUNTS = ("small", "middle", "other", "number", "fraction")
_SIZES = ("long", "short", "brief", "considerable", "lengthy")
_YEARS = {"E": 10, "C": 100, "L": 1000}


def _about(c: Context, at: int, end: int) -> str | None:
    text = c.text
    if text.is_class(at, "about", "up", "more"):
        return word_value(text.tokens[at]) or None
    if text.is_class(at, "at") and text.is_class(at + 1, "least"):
        return word_value(text.tokens[at + 1])
    return None


def _digits(token: str) -> float | None:
    plain = token.replace(",", "")
    if len(plain) > 12:
        return None
    if plain.replace(".", "", 1).isdecimal():
        return float(plain)
    if "/" in token:
        above, below = token.split("/")
        return int(above) / int(below) if int(below) else None
    return None


def _between_digits(c: Context, at: int) -> bool:
    text = c.text
    return text.tokens[at - 1].isdecimal() and at + 1 < len(text.tokens) and text.tokens[at + 1].isdecimal()


def amount(c: Context, first: int, end: int) -> tuple[float | None, str, str | None] | None:
    """Return number (None for "several"), unit code and modifier of a length, or None without a unit."""
    text = c.text
    total = 0.0
    part = 0.0
    seen = vague = done = False
    code = ""
    mod = None
    for at in range(first, end):
        token = text.tokens[at]
        if text.is_class(at, "to", "or") or (text.is_class(at, "hyphen") and _between_digits(c, at)):
            done = seen  # "two to three weeks": the first number stands
        elif done and not text.is_class(at, "unit", "units", "second"):
            continue
        elif text.is_class(at, "small", "middle", "other", "year", "fraction"):
            number = _digits(token)
            if number is None:
                return None
            part += number
            seen = True
        elif text.is_class(at, "number"):
            part += int(word_value(token))
            seen = True
        elif text.is_class(at, "scale"):
            part = (part or 1) * int(word_value(token))
            seen = True
            if part >= 1000:
                total, part = total + part, 0.0
        elif text.is_class(at, "half"):
            part += 0.5
            seen = True
        elif text.is_class(at, "vague"):
            vague = True
        elif text.is_class(at, "group"):
            part, seen = float(word_value(token)), True
        elif text.is_class(at, "article") and not seen:
            if text.is_class(at + 1, "unit", "full", "about"):
                part, seen = 1.0, True
        elif text.is_class(at, "unit", "units", "second"):
            code = code or ("TS" if text.is_class(at, "second") else word_value(token))
        elif mod is None:
            mod = _about(c, at, end)
    if not code:
        return None
    if vague or not seen:
        return None, code, mod
    return total + part, code, mod


def length_value(number: float | None, code: str) -> str:
    """Return the TIMEX3 value of a length: ``P2W``, ``PT3H``, ``P1Y6M``, ``PXD``."""
    if code in ("F",):
        number, code = (number * 2 if number is not None else None), "W"
    if code == "NI":
        return f"P{'X' if number is None else _plain(number)}NI"
    if code == "WE":
        return f"P{'X' if number is None else _plain(number)}WE"
    time = "T" if code.startswith("T") else ""
    letter = code[-1]
    if code == "Q":
        if number is None:
            return "PXQ"
        number, letter = number * 3, "M"
    if code == "S":
        number, letter = (number * 6 if number is not None else None), "M"
    if code in _YEARS:
        if number is None:
            return {"E": "PXE", "C": "PXC", "L": "PXL"}[code]
        number, letter = number * _YEARS[code], "Y"
    if number is None:
        return f"P{time}X{letter}"
    whole, rest = int(number), number - int(number)
    if abs(rest - 0.5) < 1e-6:
        halves = {"Y": ("M", 6), "D": ("TH", 12), "H": ("M", 30), "M": ("S", 30) if time else ("D", 15)}
        if letter in halves:
            name, size = halves[letter]
            small = f"{size}{name[-1]}"
            if name == "TH":
                small = "T" + small
            return f"P{time}{whole}{letter}{small}" if whole else (f"P{small}" if not time else f"PT{small}")
    return f"P{time}{_plain(number)}{letter}"


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


def duration(c: Context, first: int, end: int) -> Reading | None:
    """Read ``two weeks``, ``a year``, ``nearly two-weeks``, ``a year and a half``, ``three-day``."""
    text = c.text
    stop = end
    units_at = next((at for at in range(first, end) if text.is_class(at, "unit", "units", "second")), None)
    if units_at is None:
        return None
    last_unit = max(at for at in range(first, end) if text.is_class(at, "unit", "units", "second", "half"))
    stop = last_unit + 1
    code = word_value(text.tokens[units_at])
    start = first
    while start < units_at and (
        text.is_class(start, "full")
        or (text.is_class(start, "article", "the") and text.is_class(start + 1, *_COUNTS))
    ):
        start += 1
    size = amount(c, first, stop)
    if size is None:
        return None
    number, code, mod = size
    if code == "Q" and text.is_class(stop, "unit") and word_value(text.tokens[stop]) == "C":
        return Reading("DURATION", "P25Y", mod, [], first=start, end=stop + 1)  # a quarter century
    if code == "Q" and (text.word(stop) == "of" or text.is_class(units_at - 1, "hyphen")):
        return None
    if text.is_class(units_at, "second"):
        hyphened = text.is_class(units_at - 1, "hyphen")
        if not (
            hyphened
            or (
                text.is_class(units_at - 1, "article")
                and text.word(first - 1) in ("for", "in", "within", "than")
            )
        ):
            return None
        code = "TS"
    if text.is_class(first, "the") and number is None:
        return None
    if text.is_class(units_at - 1, "article") and not _a_unit(c, units_at - 1):
        return None
    if (
        number is not None
        and text.is_class(units_at - 1, "year", "other")
        and number > 10_000
        and code not in ("TH", "Y")
    ):
        return None
    if text.word(stop) == "old" or (text.is_class(stop, "hyphen") and text.word(stop + 1) == "old"):
        return None
    if number is None or text.is_class(first + 1, "the", "this", "that"):
        mod, start = None, max(start, first + 1 if text.is_class(first, "about") else first)
    return Reading(
        "DURATION", length_value(number, code), mod, [], first=start if mod is None else first, end=stop
    )


def _a_unit(c: Context, first: int) -> bool:
    """Return whether ``a week`` is a length: not "$5 a day" or "four flights a week", which are rates."""
    text = c.text
    before = text.word(first - 1)
    if text.is_class(first - 1, *_COUNTS, "scale", "units") or before in ("percent", "%"):
        return False
    return not (before.endswith("s") and text.is_class(first - 2, *_COUNTS, "scale", "vague", "year"))


def rolling(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the past two weeks``, ``the next few days``, ``the first nine months``."""
    text = c.text
    size = amount(c, first, end)
    if size is None:
        return None
    number, code, mod = size
    issues = [] if any(text.is_class(at, "ordinal") for at in range(first, end)) else ["deictic"]
    if number is None:
        issues.append("vague")
    return Reading("DURATION", length_value(number, code), mod, issues, bool(issues))


def the_count(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the nine months``, ``the four days``."""
    size = amount(c, first + 1, end)
    return Reading("DURATION", length_value(size[0], size[1]), size[2]) if size and size[0] else None


def rolling_units(c: Context, first: int, end: int) -> Reading | None:
    """Read ``the past years``, ``recent months``, ``the coming hours``."""
    code = word_value(c.text.tokens[end - 1])
    return Reading("DURATION", length_value(None, code), None, ["deictic", "vague"], True)


def bare_units(c: Context, first: int, end: int) -> Reading | None:
    """Read ``weeks``, ``for years``: a length without a number, where a preposition or "ago" asks for one."""
    text = c.text
    code = word_value(text.tokens[first])
    if text.word(first - 1) in (
        "for",
        "in",
        "within",
        "over",
        "after",
        "take",
        "took",
        "last",
        "of",
        "before",
    ):
        if text.word(end) in ("of", "to", "and", "for") and text.word(first - 1) != "within":
            return None
        return Reading("DURATION", length_value(None, code), None, ["vague"])
    return None


def stretch(c: Context, first: int, end: int) -> Reading | None:
    """Read ``a long time``, ``a short period``, ``this moment``."""
    text = c.text
    noun = text.word(end - 1)
    words = [text.word(at) for at in range(first, end)]
    if noun in ("moment", "juncture") and words[0] == "this":
        return Reading("DATE", "PRESENT_REF", None, ["deictic"])
    sized = noun == "while" or any(word in _SIZES for word in words[1:-1])
    if sized and noun in ("time", "period", "while") and words[0] in ("a", "an"):
        return Reading("DURATION", "PXX", None, ["vague"])
    return None


def repeated(c: Context, first: int, end: int) -> Reading | None:
    """Read ``every Friday``, ``each year``, ``every two weeks``."""
    text = c.text
    number = 1.0
    for at in range(first, end):
        token = text.tokens[at]
        if text.is_class(at, "weekday"):
            part = next(
                (
                    word_value(text.tokens[i])
                    for i in range(at, end)
                    if text.is_class(i, "daypart", "dayparts")
                ),
                "",
            )
            return Reading("SET", f"XXXX-WXX-{word_value(token)}" + (f"T{part}" if part else ""))
        if text.is_class(at, "month"):
            return Reading("SET", f"XXXX-{int(word_value(token)):02d}")
        if text.is_class(at, "season"):
            return Reading("SET", f"XXXX-{word_value(token)}")
        if text.is_class(at, "daypart"):
            return Reading("SET", f"XXXX-XX-XXT{word_value(token)}")
        if text.is_class(at, "alternate"):
            return Reading("SET", length_value(2.0, word_value(text.tokens[end - 1])))
        if text.is_class(at, "ordinal", "second") and text.is_class(at + 1, "unit"):
            number = 2.0 if text.is_class(at, "second") else float(word_value(token) or 1)
        if text.is_class(at, "unit", "units"):
            times = any(text.is_class(i, "times", "once") for i in range(first, at))
            size = None if times else amount(c, first, end)
            if size and size[0] is not None:
                number = size[0]
            return Reading("SET", length_value(number, word_value(token)))
    return None


def often(c: Context, first: int, end: int) -> Reading | None:
    """Read ``daily``, ``weekly``, ``annually``; not in the name of a paper ("the Daily Star")."""
    text = c.text
    if text.capitalised(first) and not text.sentence_start(first):
        return None
    return Reading("SET", word_value(text.tokens[first]))
