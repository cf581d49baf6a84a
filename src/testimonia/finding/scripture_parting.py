"""Whether what stands between two words ends one quotation and begins another.

Verses that follow each other in the Qur'an are often quoted one by one: in marks of their own ("…" ثم قال:
"…"), each with its reference, each on a line of a list or in a cell of a table. What stands between verses of
one quotation (numbers, ornaments, line breaks) parts nothing."""

from __future__ import annotations

import re

from testimonia.finding.scripture_emphasis import parts_words

# A verse number, in brackets or not, and an ornament between white space.
_NUMBER = re.compile(r"[﴿﴾(\[{۝]\s?[\d٠-٩۰-۹]{1,3}\s?[﴿﴾)\]}]|۝\s?[\d٠-٩۰-۹]{0,3}")
_LISTED = re.compile(r"\n[ \t]*(?:[\d٠-٩۰-۹]{1,3}\s?[.)\-–][ \t]|[-•*+>#|]+[ \t])|\|")
_REFERENCE = re.compile(
    r"[(\[{][^()\[\]{}\n\d٠-٩۰-۹]*\w{2}[^()\[\]{}\n\d٠-٩۰-۹]*[\d٠-٩۰-۹][^()\[\]{}\n]*[)\]}]"
)
_MARK = re.compile(r"['‘’“”„\"«»﴿﴾{}()\[\]]")
_OPEN, _CLOSED = frozenset("‘“„«{(["), frozenset("’»})]")


def parts_quotations(text: str, start: int, end: int) -> bool:
    """Tell whether what stands between two words of a verse ends one quotation and begins another."""
    between = text[start:end]
    if len(between) < 3 or (between.isspace() and "\n" not in between):
        return False
    if _LISTED.search(between) or _REFERENCE.search(between):
        return True
    between = _NUMBER.sub(" ", between)
    ends = False
    marks = list(_MARK.finditer(between))
    for mark in marks:
        closes = _closes(between, mark.start())
        if ends and not closes:
            return True
        ends = ends or closes
    return sum(m.group() in "﴿﴾" for m in marks) > 1 or ("*" in between and parts_words(text, start, end))


def _closes(between: str, at: int) -> bool:
    """Tell whether a mark closes: by its shape, or, of one that may do both, by what stands before it."""
    if between[at] in _OPEN:
        return False
    return between[at] in _CLOSED or not _OPENING.search(between, max(0, at - 3), at)


# Before a mark that opens: white space, an opening bracket or a particle written on to it, و"…".
_OPENING = re.compile(r"(?:[\s:(\[\-–—]|(?:^|\s)[وفبكل])$")
