"""Words of time that are no time: parts of names, and figures of speech (``tables/time_not.tsv``)."""

from __future__ import annotations

import re
from functools import cache

from testimonia.finding.timing.context import Text
from testimonia.finding.timing.tables import rows


@cache
def _table() -> dict[str, list[tuple[re.Pattern[str], re.Pattern[str], str]]]:
    """Return word → what may stand before and after it, and the effect."""
    found: dict[str, list[tuple[re.Pattern[str], re.Pattern[str], str]]] = {}
    for row in rows("time_not"):
        before = re.compile(f"(?:{row['before']})\\s*$" if row["before"] else "")
        after = re.compile(f"\\s*(?:{row['after']})\\b" if row["after"] else "")
        for word in row["words"].split():
            found.setdefault(word, []).append((before, after, row["effect"]))
    return found


def effect(text: Text, first: int, end: int) -> str:
    """Return ``none`` for no time, ``figurative`` for a time in a figure of speech, else an empty string."""
    table = _table()
    for at in (first, end - 1) if end - 1 > first else (first,):
        for before, after, result in table.get(text.word(at), ()):
            start, stop = text.spans[first][0], text.spans[end - 1][1]
            if before.search(text.text[max(0, start - 40) : start]) and after.match(
                text.text[stop : stop + 40]
            ):
                return result
    return "none" if _within_name(text, first, end) else ""


_NAMED = ("day", "ref", "tonight", "often", "once", "future")


def _within_name(text: Text, first: int, end: int) -> bool:
    """Return whether a word that is lower case elsewhere stands capitalised in a name: "Russia Today"."""
    last = text.tokens[end - 1]
    if (
        text.is_class(end - 1, "unit", "units")
        and last[0].isupper()
        and text.capitalised(first)
        and not last.isupper()
    ):
        return not text.sentence_start(end - 1)
    if end - first > 2 or not text.is_class(end - 1, *_NAMED) or not text.capitalised(end - 1):
        return False
    if text.capitalised(first - 1) and text.tokens[first - 1].isalpha() and _close(text, first - 1):
        return True
    if not (text.capitalised(end) and text.tokens[end].isalpha() and _close(text, end - 1)):
        return False
    # "Today New Orsa said" opens a sentence; "Now News" in brackets or before a word of the press is a name
    return not text.sentence_start(first) or text.word(first - 1) == "(" or text.word(end) in _PRESS


# words of the press that make a name of the word before them
_PRESS = (
    "news", "tv", "television", "times", "radio", "press", "agency", "network", "channel", "magazine",
    "newspaper", "show", "online", "media", "post", "daily", "weekly", "fm",
)  # fmt: skip


def _close(text: Text, at: int) -> bool:
    return text.text[text.spans[at][1] : text.spans[at + 1][0]] in (" ", "-", "\u00a0")
