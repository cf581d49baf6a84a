"""What a language model answers about a stretch of text, taken only where its words stand there.

A model can only point: an answer counts if its content, cue and source are found in the stretch that it was
asked about, word for word (white space may differ), each at one place. So a text that tells the model what to
answer, and a model that invents, can at worst make a row over words that are really there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from testimonia.finding.readers.endpoint_http import Unusable
from testimonia.finding.readers.protocol import Reading
from testimonia.model import Span

#: How far cue and source may stand from the content, in code points, and how many rows an answer may hold.
NEAR = 400
MOST_ROWS = 300
_MOST_PLACES = 500
_ENDS, _END_COUNTS = ".!?…\n", 60
_LONGEST_ROLE = {"cue": 120, "source": 400}


class Answer(msgspec.Struct):
    """The readings of an answer, and why others were dropped."""

    readings: list[Reading]
    dropped: list[str]


def rows_of(words: str, ended: str = "") -> list[Any]:
    """Return the rows of an answer: JSON, with or without a fence or some prose around it.

    Raises Unusable where there is none; ``ended`` is the reason the server gives for its end.
    """
    for text in (words, words[words.find("{") : words.rfind("}") + 1]):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            continue
        rows = found.get("attributions") if isinstance(found, dict) else found
        if isinstance(rows, list):
            return rows
    cut_off = "; it was cut off, ask for less at once: chunk=2000" if ended == "length" else ""
    raise Unusable(f"its answer is no list of attributions in JSON{cut_off}")


def locate(text: str, start: int, end: int, rows: list[Any], confidence: float) -> Answer:
    """Return the rows of an answer as readings, for the stretch of a text that was asked about."""
    answer = Answer([], [])
    for row in rows[:MOST_ROWS]:
        try:
            answer.readings.append(_reading(text, start, end, row, confidence))
        except _Dropped as dropped:
            answer.dropped.append(str(dropped))
    if len(rows) > MOST_ROWS:
        answer.dropped.append(f"an answer of {len(rows)} rows; {MOST_ROWS} are taken")
    return answer


class _Dropped(Exception):
    """Why a row is not taken."""


def _reading(text: str, start: int, end: int, row: Any, confidence: float) -> Reading:
    if not isinstance(row, dict):
        raise _Dropped("a row that is no object")
    given = {role: _strings(row.get(role), role) for role in ("content", "cue", "source")}
    if not given["content"]:
        raise _Dropped("a row without content")
    places = {
        role: [_places(text, start, end, words, role) for words in strings] for role, strings in given.items()
    }
    anchor = _anchor([*places["content"], *places["cue"], *places["source"]])
    content = _nearest(text, places["content"], [anchor], "content")
    return Reading(
        content=tuple(content),
        cue=tuple(_nearest(text, places["cue"], content, "cue")),
        source=tuple(_nearest(text, places["source"], content, "source")),
        confidence=confidence,
    )


def _strings(value: Any, role: str) -> list[str]:
    """Return the words given for a role, a string or a list of them."""
    listed = value if isinstance(value, list) else [] if value is None else [value]
    if not all(isinstance(words, str) for words in listed) or len(listed) > 20:
        raise _Dropped(f"a {role} that is no string")
    out = [words.strip() for words in listed if words.strip()]
    if any(len(words) > _LONGEST_ROLE.get(role, len(words)) for words in out):
        raise _Dropped(f"a {role} too long to be one")
    return out


def _places(text: str, start: int, end: int, words: str, role: str) -> list[Span]:
    """Return where words stand in a stretch of text, as whole words."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    first = r"(?<!\w)" if words[0].isalnum() else ""
    last = r"(?!\w)" if words[-1].isalnum() else ""
    found = [match.span() for match in _finds(rf"{first}{pattern}{last}", text, start, end)]
    if not found:
        raise _Dropped(f"a {role} that does not stand in the text: {_short(words)}")
    return found


def _finds(pattern: str, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for number, match in enumerate(re.compile(pattern).finditer(text, start, end)):
        if number == _MOST_PLACES:
            return
        yield match


def _anchor(places: list[list[Span]]) -> Span:
    """Return the longest words that stand at one place only: what the rest is looked for near to."""
    single = [found[0] for found in places if len(found) == 1]
    if not single:
        raise _Dropped("a row whose words stand at several places")
    return max(single, key=lambda span: span[1] - span[0])


def _nearest(text: str, places: list[list[Span]], around: list[Span], role: str) -> list[Span]:
    """Return the nearest place of each string; two that are as near are as good as none.

    A cue or a source is looked for beside the content first, and within it only if it stands nowhere else.
    """
    out = []
    for found in places:
        ranked = sorted((_distance(text, span, around, beside=role != "content"), span) for span in found)
        if ranked[0][0] > (NEAR if role != "content" else 10 * NEAR):
            raise _Dropped(f"a {role} far from its content")
        if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
            raise _Dropped(f"a {role} that stands at two places as near")
        out.append(ranked[0][1])
    return sorted(set(out))


def _distance(text: str, span: Span, around: list[Span], *, beside: bool) -> int:
    """Return how many code points part a span from the nearest of others; the end of a sentence counts.

    ``beside`` puts overlaps last.
    """
    if beside and any(span[0] < end and start < span[1] for start, end in around):
        return NEAR
    least = 10 * NEAR + 1
    for start, end in around:
        lo, hi = (end, span[0]) if end <= span[0] else (span[1], start)
        gap = max(0, hi - lo)
        if gap < NEAR and any(mark in text[lo:hi] for mark in _ENDS):
            gap += _END_COUNTS
        least = min(least, gap)
    return least


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "…"
