"""What surrounds a time expression: its tokens, its anchor, the verb near it, what went before."""

from __future__ import annotations

from testimonia.finding import calendars
from testimonia.finding.timing.classes import CHARS, Words, classify
from testimonia.finding.timing.readings import Reading, day_number_of

_DOT = CHARS["dot"]

# word → what it says of the time of its clause; regular past forms ("moved") are known by their ending
TENSE = {
    "will": "future",
    "'ll": "future",
    "shall": "future",
    "would": "future",
    "scheduled": "future",
    "expected": "future",
    "due": "future",
    "plans": "future",
    "planning": "future",
    "upcoming": "future",
    "begins": "future",
    "starts": "future",
    "opens": "future",
    "expires": "future",
    "resumes": "future",
    "returns": "future",
    "arrives": "future",
    "leaves": "future",
    "travels": "future",
    "convenes": "future",
    "hopes": "future",
    "hoping": "future",
    "intends": "future",
    "expects": "future",
    "aims": "future",
    "going": "future",
    "set": "future",
    "ready": "future",
    "deadline": "future",
    "said": "past",
    "was": "past",
    "were": "past",
    "had": "past",
    "did": "past",
    "has": "past",
    "have": "past",
    "been": "past",
    "came": "past",
    "went": "past",
    "told": "past",
    "met": "past",
    "took": "past",
    "began": "past",
    "fell": "past",
    "rose": "past",
    "left": "past",
    "made": "past",
    "won": "past",
    "lost": "past",
    "held": "past",
    "sold": "past",
    "saw": "past",
    "gave": "past",
    "ended": "past",
    "is": "present",
    "are": "present",
}


# prepositions and the like that look ahead
_TO_COME = ("is", "are", "plan", "plans", "planned", "have", "due", "agreed", "vowed", "promised")
_BEFORE_DAY = ("on", "at", "the", "daypart", "clock", "small", "meridiem", "zone", "comma")
_AHEAD = ("until", "till", "by", "through", "effective", "from")


_SETS: dict[tuple[str, ...], frozenset[str]] = {}


class Text:
    """A text as tokens and class string, shared by all readings of one document."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans, self.classes = classify(text)
        self.tokens = Words(text, self.spans)

    def is_class(self, at: int, *names: str) -> bool:
        """Return whether token ``at`` exists and is of one of the classes."""
        if not 0 <= at < len(self.classes):
            return False
        chars = _SETS.get(names)
        if chars is None:
            chars = _SETS[names] = frozenset(CHARS[name] for name in names)
        return self.classes[at] in chars

    def word(self, at: int) -> str:
        """Return token ``at`` in lower case, or an empty string outside the text."""
        return self.tokens[at].lower() if 0 <= at < len(self.tokens) else ""

    def capitalised(self, at: int) -> bool:
        """Return whether token ``at`` begins with a capital."""
        return 0 <= at < len(self.tokens) and self.tokens[at][0].isupper()

    def sentence_start(self, at: int) -> bool:
        """Return whether token ``at`` opens a sentence (or a paragraph, or a quotation that does)."""
        while at > 0 and self.tokens[at - 1] in ("“", '"', "'", "‘", "(", "«"):
            at -= 1
        return (
            at <= 0
            or self.tokens[at - 1][0] in ".!?:;\n…"
            or self.tokens[at - 1] in ("”", "-", "–", "—", "*", "•")
        )

    def glued(self, at: int) -> bool:
        """Return whether token ``at`` stands against a letter on its left."""
        start = self.spans[at][0]
        return start > 0 and self.text[start - 1].isalpha()

    def tense(self, first: int, end: int) -> str:
        """Return ``past``, ``future``, ``present`` or an empty string: the verb nearest to a match."""
        if self.is_class(end, "possessive"):
            return "past"
        at = first - 1
        while first - at < 6 and self.is_class(at, *_BEFORE_DAY):
            at -= 1
        word = self.word(at)
        if word in _AHEAD or (word == "as" and self.word(at - 1) in ("soon", "early", "late")):
            return "future"
        for at in range(first - 1, max(-1, first - 13), -1):
            token = self.tokens[at]
            if token[0] in ".!?;\n":
                break
            tense = _tense_of(token)
            if token == "to" and self.word(at - 1) in _TO_COME:
                tense = "future"
            if tense:
                return tense
        for at in range(end, min(len(self.tokens), end + 9)):
            token = self.tokens[at]
            if token[0] in ".!?;\n":
                break
            tense = _tense_of(token)
            if tense:
                return tense
        return "future" if word == "before" else ""


def _tense_of(token: str) -> str:
    word = token.lower()
    tense = TENSE.get(word)
    if tense:
        return tense
    return "past" if len(word) > 4 and word.endswith("ed") and token[0].islower() else ""


class Context:
    """What a handler may ask about the place of its match.

    ``year``, ``month``, ``day`` are the parts of the anchor that are known (None where not); ``last`` is the
    last reading that named a day, for "the next day" and clock times; ``quarter`` the last quarter named and
    ``months`` a longer span of reckoning ("nine months") in the same sentence; ``explicit`` the years of the
    days that the text prints in full.
    """

    def __init__(self, text: Text, order: str = "dmy") -> None:
        self.text = text
        self.order = order
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.number: int | None = None
        self.anchor: str | None = None
        self.anchor_kind = "none"
        self.last: Reading | None = None
        self.narrative = False
        self.explicit: dict[tuple[int, int], int] = {}
        self.last_day: Reading | None = None
        self.last_part: Reading | None = None
        self.quarter: Reading | None = None
        self.months: Reading | None = None

    def reported(self, first: int) -> str | None:
        """Return the quarter under report at token ``first``: named in the last 2,000 characters, or None.

        A sentence that reckons in "nine months" or a whole year is not about the quarter.
        """
        if self.months is not None or self.quarter is None:
            return None
        near = self.text.spans[first][0] - self.quarter.span[1] < 2000
        return self.quarter.value if near and self.quarter.value[:4].isdecimal() else None

    def set_anchor(self, value: str | None, kind: str) -> None:
        """Take a date (``2016-12-18``, ``2016-12``, ``2016`` or None) as anchor."""
        if value == self.anchor and kind == self.anchor_kind:
            return
        self.anchor, self.anchor_kind = value, kind if value else "none"
        parts = (
            [int(part) for part in value.split("-")] if value and value.replace("-", "").isdecimal() else []
        )
        self.year = parts[0] if parts else None
        self.month = parts[1] if len(parts) > 1 else None
        self.day = parts[2] if len(parts) > 2 else None
        self.number = day_number_of(value)

    def iso(self, number: int) -> str:
        """Return a day number as an ISO day."""
        return calendars.iso(calendars.from_day_number(number))
