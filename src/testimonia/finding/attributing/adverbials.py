"""Adverbials between a cue and its content: "on Friday, 16th December", "in a statement to reporters"."""

from __future__ import annotations

from testimonia.finding.attributing.clauses import (
    DETERMINERS,
    OCCASIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    Clauses,
    is_adverb,
    is_mark,
)
from testimonia.language.doc import Doc

_HEARERS = frozenset(
    [
        "reporters",
        "journalists",
        "correspondents",
        "supporters",
        "lawmakers",
        "viewers",
        "listeners",
        "readers",
    ]
)
_POINTING = frozenset(("last", "this", "next", "late", "early", "later", "earlier"))
_SEASONS = frozenset(("spring", "summer", "autumn", "winter"))
_COUNTS = frozenset("a an one two three four five six the some".split())
_UNITS = frozenset("day days week weeks month months year years hour hours minute minutes night".split())
_RELATIVE = frozenset("earlier later ago before after".split())
_DATE_LETTERS = frozenset(("th", "st", "nd", "rd"))


class Adverbials:
    """Passes over adverbials in one document."""

    def __init__(self, doc: Doc, clauses: Clauses) -> None:
        self.words = doc.words
        self.clauses = clauses

    def skip(self, at: int, hi: int) -> int:
        """Return the position after adverbs, times and occasions ("on Friday, 16th December", "in a
        statement")."""
        words = self.words
        while at < hi:
            word = words[at]
            if word[:2] in ("on", "in", "at") and word[2:3].isdigit():
                at += 1
                continue
            if word == "," and at + 1 < hi and words[at + 1] in ("on", "in", "at", "during"):
                past = self._past_occasion(at + 1, hi)
                if past is None:
                    return at
                at = past
                continue
            if word in _COUNTS and at + 2 < hi and words[at + 2] in _RELATIVE and words[at + 1] in _UNITS:
                at += 3
                continue
            if word == "most" and at + 1 < hi and words[at + 1].endswith("ly"):
                at += 2
                continue
            if word == "of" and words[at - 1] in TIME_WORDS and at + 1 < hi and words[at + 1][0].isdigit():
                at += 2
                continue
            if word == "(":
                past = self._past_bracket(at, hi)
                if past is None:
                    return at
                at = past
                continue
            if word in _POINTING and at + 1 < hi and words[at + 1] in TIME_WORDS | _POINTING | _SEASONS:
                at += 1 + (words[at + 1] in _SEASONS)
                continue
            if (
                (
                    (
                        is_adverb(word)
                        and word not in ("that", "there", "both", "first", "rather", "so", "quite")
                    )
                    or word in TIME_WORDS
                )
                or (word[0].isdigit() and self._in_date(at, hi))
                or (word in "/.-" and self.clauses.glued(at) and at + 1 < hi and words[at + 1][0].isdigit())
                or (word == "/" and at + 1 < hi and words[at + 1][0].isdigit())
            ):
                at += 1
            elif word in (
                "on",
                "in",
                "at",
                "during",
                "to",
                "via",
                "through",
                "from",
                "after",
                "before",
                "with",
                "for",
            ):
                past = self._past_occasion(at, hi)
                if past is None:
                    return at
                at = past
            elif word == "," and at + 1 < hi and (words[at + 1][0].isdigit() or words[at + 1] in TIME_WORDS):
                at += 1
            else:
                return at
        return at

    def _past_bracket(self, at: int, hi: int) -> int | None:
        """Pass over a bracket between a cue and its content ("said (Reuters, 3 May) that …")."""
        for ahead in range(at + 1, min(hi - 1, at + 16)):
            if self.words[ahead] == ")":
                return ahead + 1 if self.words[ahead + 1] in ("that", ":", ",") else None
        return None

    def _in_date(self, at: int, hi: int) -> bool:
        around = self.words[max(0, at - 3) : at] + self.words[at + 1 : min(hi, at + 3)]
        return any(word in TIME_WORDS or word in _DATE_LETTERS or word == "/" for word in around) or (
            self.words[at][-2:] in _DATE_LETTERS
            or (len(self.words[at]) == 4 and self.words[at - 1] in (",", "in"))
        )

    def _past_occasion(self, at: int, hi: int) -> int | None:
        """Return the position after a prepositional phrase of time, occasion or hearers, or None."""
        words = self.words
        if at + 1 < hi and words[at + 1][0].isdigit():
            return at + 1
        place = self._past_name(at, hi)
        if place is not None:
            return place
        for ahead in range(at + 1, min(hi, at + 8)):
            word = words[ahead]
            if word in TIME_WORDS:
                return (
                    ahead + 1
                    if words[at] in ("on", "in", "at", "during", "from", "after", "before", "to", "for")
                    else None
                )
            if words[at] == "to" and word in OCCASIONS and ahead == at + 1:
                return None
            if (word in OCCASIONS or word in _HEARERS) and (
                ahead + 1 >= hi or words[ahead + 1] not in OCCASIONS
            ):
                return self._past_place(ahead + 1, hi)
            if is_mark(word) or word in SUBORDINATORS or word in SUBJECT_PRONOUNS:
                return None
            if ahead > at + 1 and word in DETERMINERS:
                return None
        return None

    def _past_name(self, at: int, hi: int) -> int | None:
        """Pass over "in Kaldvik", "to Harbour News", "in his book" where "that" or a colon follows at
        once."""
        for ahead in range(at + 2, min(hi, at + 9)):
            word = self.words[ahead]
            if word in ("that", ":"):
                relative = word == "that" and ahead + 1 < hi and self.clauses.finite(ahead + 1, ahead, hi)
                return None if relative else ahead
            if is_mark(word) or word in SUBORDINATORS or self.clauses.verbs.get(word) in ("past", "present"):
                return None
        return None

    def _past_place(self, at: int, hi: int) -> int:
        """Pass over "with the Japanese Prime Minister Abe in Tokyo" after an occasion."""
        words = self.words
        while at < hi and words[at] in (
            "in",
            "with",
            "at",
            "to",
            "of",
            "on",
            "from",
            "published",
            "released",
        ):
            ahead = at + 1
            while (
                ahead < min(hi, at + 8)
                and words[ahead] != "that"
                and (
                    words[ahead] in DETERMINERS
                    or self.clauses.capital(ahead)
                    or words[ahead] in TIME_WORDS
                    or words[ahead] in _HEARERS
                    or words[ahead] in OCCASIONS
                )
            ):
                ahead += 1
            if ahead == at + 1:
                break
            at = ahead
        return at
