"""Sources without a verb: "according to …", "his claim that …"."""

from __future__ import annotations

from testimonia.finding.attributing.adverbials import Adverbials
from testimonia.finding.attributing.clauses import (
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    Clauses,
    Stretch,
    is_mark,
)
from testimonia.finding.attributing.drafts import Draft
from testimonia.finding.attributing.extents import Extents
from testimonia.finding.attributing.levels import Levels
from testimonia.language.doc import Doc
from testimonia.model import Span

#: Nouns that make somebody's belief of a clause: "in X's view".
VIEW_NOUNS = frozenset("view opinion eyes words judgement judgment assessment estimation".split())
#: What one acts according to, without its saying anything.
_COPULAS = frozenset("is was has remains".split())
_NO_SPEAKERS = frozenset(
    "plan plans schedule need needs size ability rules criteria wishes desires circumstances age type".split()
)


class Phrases:
    """Reads the sources of one document that stand without a verb."""

    def __init__(
        self, doc: Doc, levels: Levels, clauses: Clauses, adverbials: Adverbials, extents: Extents
    ) -> None:
        self.doc = doc
        self.words = doc.words
        self.levels = levels
        self.clauses = clauses
        self.adverbials = adverbials
        self.extents = extents

    def according(self, at: int) -> Draft | None:
        """Read "according to X, …", "…, according to X" and "… according to X that …"; ``at`` is
        "according"."""
        lo, hi = self.levels.bounds(at)
        source = self.clauses.phrase_after(at + 2, hi)
        if source is None or not lo <= at < hi:
            return None
        if self.words[source[1] - 1] in _NO_SPEAKERS or self.words[self._head(source)] in _NO_SPEAKERS:
            return None
        after = self._past_citing(self.adverbials.skip(source[1], hi), hi)
        content = self._opened(after, hi) if self._opens(at, lo, hi) else self._closed(at, lo, after, hi)
        if not content:
            return None
        return Draft(
            content=content,
            cue=[self.doc.span_of((at, at + 2))],
            source=self.doc.span_of(source),
            rule="according to",
            inside=self.levels.inside[at],
            lemma="according to",
        )

    def _past_citing(self, after: int, hi: int) -> int:
        """Pass over the source that an outlet names ("according to X, citing two diplomats, …")."""
        if after + 2 < hi and self.words[after] == "," and self.words[after + 1] in ("citing", "quoting"):
            named = self.clauses.phrase_after(after + 2, hi, 24)
            return named[1] if named and named[1] < hi and self.words[named[1]] == "," else after
        return after

    def _head(self, source: Stretch) -> int:
        at = source[0]
        while at + 1 < source[1] and self.words[at + 1] not in PREPOSITIONS:
            at += 1
        return at

    def _opens(self, at: int, lo: int, hi: int) -> bool:
        """Tell whether the phrase stands before its content."""
        before = self.words[at - 1] if at > lo else ""
        if self.words[at + 2 : at + 3] in (["which"], ["whom"]):
            return True
        if not before or before in ";:“—–" or (at - lo <= 3 and before in CONJUNCTIONS | {","}):
            return True
        return before == "," and not self.extents.closes_with(at, hi)

    def _opened(self, after: int, hi: int) -> list[Span]:
        if after < hi and self.words[after] == ",":
            after += 1
        if self.words[after - 1] in ("which", "whom"):
            hi = next((at for at in range(after, hi) if self.words[at] == ","), hi)
        end = self.extents.clause((after, hi), "according to", after + 1) if after < hi else None
        return [self.doc.span_of(end[0])] if end else []

    def _closed(self, at: int, lo: int, after: int, hi: int) -> list[Span]:
        """Return the clause before the phrase, and what goes on behind it."""
        words = self.words
        comma = words[at - 1] in ",–—"
        stop = at - 1 if comma else at
        begin = lo
        while begin < stop and words[begin] in CONJUNCTIONS | {"but", "“", "-", "•"}:
            begin += 1
        colons = [k + 1 for k in range(begin, stop - 2) if words[k] == ":" and not self.clauses.glued(k + 1)]
        begin = max([begin, *colons])
        if not comma:
            inner = [k + 1 for k in range(begin, stop - 2) if words[k] in ("because", "that", "since")]
            begin = max([begin, *inner])
        content = [self.doc.span_of((begin, stop))] if stop > begin else []
        goes_on = after + 1 < hi and (
            words[after] == "that"
            or (words[after] == "," and words[at - 1] == "," and not self._new_clause(after + 1))
        )
        rest = self.extents.clause((after + 1, hi), "according to", after + 1) if goes_on else None
        return content + ([self.doc.span_of(rest[0])] if rest else [])

    def _new_clause(self, at: int) -> bool:
        return self.words[at] in SUBORDINATORS | CONJUNCTIONS | RELATIVES

    def view(self, at: int) -> Draft | None:
        """Read "in X's view, …" and "… in the eyes of X"."""
        words = self.words
        lo, hi = self.levels.bounds(at)
        if words[at] not in VIEW_NOUNS or not lo <= at < hi or at - lo < 2:
            return None
        start = at - 1
        while start > lo and words[start] != "in" and at - start < 9 and not is_mark(words[start]):
            start -= 1
        if words[start] != "in":
            return None
        after = at + 1
        if after < hi and words[after] == "of":
            source = self.clauses.phrase_after(after + 1, hi)
            after = source[1] if source else after
        else:
            source = self._possessor(start + 1, at)
        if source is None or words[after : after + 1] == [":"]:
            return None
        content = self._opened(after, hi) if self._begins(start, lo) else self._closed(start, lo, after, hi)
        if not content:
            return None
        return Draft(
            content=content,
            cue=[self.doc.span_of((start, max(at + 1, min(after, at + 2))))],
            source=self.doc.span_of(source),
            rule="noun cue",
            inside=self.levels.inside[at],
            lemma=self.words[at],
        )

    def _begins(self, start: int, lo: int) -> bool:
        return (
            start == lo
            or self.words[start - 1] in ";:“—–"
            or (start - lo <= 3 and self.words[start - 1] in (",", "and", "but"))
        )

    def _possessor(self, lo: int, at: int) -> Stretch | None:
        """Return whose view it is: "X's", "their"."""
        words = self.words
        for place in range(lo, at):
            if words[place] == "'" and place + 1 < at and words[place + 1] == "s":
                return (lo, place) if place > lo else None
        return (lo, lo + 1) if words[lo] in ("his", "her", "their", "its") else None

    def _second_verb(self, lo: int, hi: int) -> int:
        """Return where the clause of a noun ends within a longer one ("the claim that X was Y | was
        false")."""
        seen = False
        for at in range(lo, hi):
            if is_mark(self.words[at]) or self.words[at] in CONJUNCTIONS | SUBORDINATORS | RELATIVES:
                return hi
            if self.clauses.finite(at, lo, hi) and (at == lo or not self.clauses.finite(at - 1, lo, hi)):
                if seen:
                    return at
                seen = True
        return hi

    def noun(self, at: int) -> Draft | None:
        """Read "the claim that …", "his belief that …": a cue noun with its clause."""
        words = self.words
        lo, hi = self.levels.bounds(at)
        if at + 2 >= len(words) or not lo <= at < hi:
            return None
        if words[at + 1] in _COPULAS:
            return self._noun_is(at, lo, hi)
        if words[at + 1] != "that":
            return self._noun_of(at, hi)
        if self.clauses.finite(at + 2, at + 1, hi):
            return None
        owner: Stretch | None = None
        begin = at
        while (
            begin > lo
            and not is_mark(words[begin - 1])
            and words[begin - 1] not in DETERMINERS | PREPOSITIONS
            and at - begin < 4
        ):
            if words[begin - 1] == "s" and begin >= 2 and words[begin - 2] == "'":
                phrase = self.clauses.phrase_before(lo, begin - 3)
                owner = phrase
                break
            begin -= 1
        determiner = words[begin - 1] if begin > lo else ""
        if owner is None and determiner in ("his", "her", "their", "its", "my", "our", "your"):
            owner = (begin - 1, begin)
        if owner is None:
            return None
        return self._of_noun(at, at + 2, hi, owner)

    def _noun_is(self, at: int, lo: int, hi: int) -> Draft | None:
        """Read "the company's answer was that CLAUSE", "our understanding is that …"."""
        begin = at + 2 + (self.words[at + 2] in ("been", "always", "simply", "still"))
        if begin + 2 >= hi or self.words[begin] != "that":
            return None
        owner = self._possessor_before(at, lo)
        return self._of_noun(at, begin + 1, hi, owner) if owner else None

    def _possessor_before(self, at: int, lo: int) -> Stretch | None:
        """Return whose a noun is by a possessive before it, or None."""
        words = self.words
        for back in range(at - 1, max(lo - 1, at - 5), -1):
            if words[back] in ("his", "her", "their", "its", "my", "our", "your"):
                return (back, back + 1)
            if words[back] == "s" and back - 2 >= lo and words[back - 1] == "'":
                return self.clauses.phrase_before(lo, back - 2)
            if is_mark(words[back]) or words[back] in DETERMINERS | PREPOSITIONS:
                return None
        return None

    def _noun_of(self, at: int, hi: int) -> Draft | None:
        """Read "the allegation by X that …" and "a report, first aired by X, that …"."""
        words = self.words
        by = at + 1
        aside = words[by] == ","
        if aside:
            by = next((k for k in range(at + 2, min(hi, at + 7)) if words[k] in ("by", "in")), hi)
            led = any(
                self.clauses.verbs.get(word) in ("past", "participle") or word.endswith("ed")
                for word in words[at + 2 : by]
            )
            if not led or any(is_mark(word) for word in words[at + 2 : by]):
                return None
        if by >= hi or words[by] not in (("by", "in") if aside else ("by", "of", "from")):
            return None
        owner = self.clauses.phrase_after(by + 1, hi)
        if owner is None:
            return None
        that = self.adverbials.skip(owner[1], hi)
        if aside:
            if that >= hi or words[that] != ",":
                return None
            that += 1
        elif that + 1 < hi and words[that] == "," and words[that + 1] == "that":
            that += 1
        if that + 1 >= hi or words[that] != "that" or self.clauses.finite(that + 1, that, hi):
            return None
        if not aside and not self._opens_clause(that + 1, hi):
            return None
        return self._of_noun(at, that + 1, hi, owner)

    def _opens_clause(self, at: int, hi: int) -> bool:
        """Tell whether a subject stands behind "that": else it is a relative ("the office that stands …")."""
        word = self.words[at]
        subject = word in DETERMINERS | SUBJECT_PRONOUNS or self.clauses.capital(at)
        return subject or (at + 1 < hi and self.clauses.finite(at + 1, at, hi))

    def _of_noun(self, at: int, begin: int, hi: int, owner: Stretch) -> Draft | None:
        right = self.extents.clause((begin, self._second_verb(begin, hi)), "noun cue", at + 1)
        if right is None:
            return None
        return Draft(
            content=[self.doc.span_of(right[0])],
            cue=[self.doc.span_of((at, at + 1))],
            source=self.doc.span_of(owner),
            rule="noun cue",
            inside=self.levels.inside[at],
            lemma=self.words[at],
        )
