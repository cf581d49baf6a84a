"""When an undated text can have been written, told from the days it names.

A text is not older than the latest report it cites, nor than what it tells of as past. What it speaks of as
to come bounds the range from above. Doubtful dates, and days reckoned from other dates, are no witnesses.
One day alone, cited from no report, may belong to history and tells too little for a month: the bound
then stands in the reason only. Fails on what is told of the future in the present tense.
"""

from __future__ import annotations

import re

from testimonia.language.doc import Doc
from testimonia.model import Record, TimeExpression

_DOUBTFUL = frozenset(["impossible_date", "dm_conflict", "order_conflict", "figurative", "vague"])
_FULL = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_REACH = 90  # code points before a date in which a word may put it in the future

# word → example of a day that is to come
TO_COME = {
    "will": "the lease will end on 3 May 2031",
    "shall": "it shall be signed on 3 May 2031",
    "would": "he said it would open on 3 May 2031",
    "scheduled": "a meeting scheduled for 3 May 2031",
    "planned": "the vote planned for 3 May 2031",
    "expected": "a reply expected by 3 May 2031",
    "due": "the rent due on 3 May 2031",
    "until": "it is closed until 3 May 2031",
    "till": "it is closed till 3 May 2031",
    "by": "they must leave by 3 May 2031",
    "deadline": "the deadline of 3 May 2031",
    "expires": "the permit expires on 3 May 2031",
    "upcoming": "the upcoming session of 3 May 2031",
}
_TO_COME = re.compile(rf"\b(?:{'|'.join(TO_COME)})\b", re.I)


class Range(Record, frozen=True):
    """From what day (or month) on a text can have been written, up to when if known, and why.

    ``probable`` is the month, where the evidence is enough for one.
    """

    begin: str
    end: str | None = None
    probable: str | None = None
    why: str = ""


def infer(doc: Doc, found: list[TimeExpression]) -> Range | None:
    """Return the range in which an undated text was written, or None where it names no day or month."""
    told: list[TimeExpression] = []
    coming: list[TimeExpression] = []
    for time in found:
        if _is_witness(time):
            (coming if time.role != "report" and _is_to_come(doc, time) else told).append(time)
    reports = [time for time in told if time.role == "report"]
    if not told:
        return None
    latest = max(reports or told, key=_from)
    kind = "cites a report of" if reports else "names"
    near = {time.value[:10] for time in told if _months(latest) - _months(time) in range(12)}
    begin = _FULL.match(latest.value)
    if begin is None:
        return None
    after = min((time for time in coming if _from(time) > (latest.end or "")), key=_from, default=None)
    why = f"not before {begin.group()}: the text {kind} {latest.text}"
    if after is not None:
        why += f"; not after {after.end}: it speaks of {after.text} as to come"
    enough = bool(reports) or len(near) > 1
    return Range(
        begin=begin.group(),
        end=after.end if after else None,
        probable=begin.group()[:7] if enough else None,
        why=why if enough else f"{why}; too little to tell the month",
    )


def _is_witness(time: TimeExpression) -> bool:
    """Return whether an expression names a day or a month by itself, beyond doubt."""
    settled = "dm_ambiguous" not in time.issues or time.role == "report"
    plain = time.type == "DATE" and time.anchor is None and _FULL.fullmatch(time.value) is not None
    return plain and settled and time.begin is not None and not _DOUBTFUL.intersection(time.issues)


def _is_to_come(doc: Doc, time: TimeExpression) -> bool:
    """Return whether words before a date, in its sentence, put it in the future."""
    start = time.span[0]
    before = doc.text[max(0, start - _REACH) : start]
    clause = re.split(r"[.!?;\n]\s", before)[-1]
    return _TO_COME.search(clause) is not None


def _from(time: TimeExpression) -> str:
    return time.begin or ""


def _months(time: TimeExpression) -> int:
    return int(time.value[:4]) * 12 + int(time.value[5:7])
