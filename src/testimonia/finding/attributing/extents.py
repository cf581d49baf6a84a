"""Where contents end: with the sentence, with the clause, or where another reporting begins."""

from __future__ import annotations

from testimonia.finding.attributing.clauses import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    Clauses,
    Stretch,
    is_adverb,
    is_mark,
)
from testimonia.finding.attributing.cues import cue_forms
from testimonia.finding.attributing.levels import Levels
from testimonia.language.doc import Doc

OBJECT_PRONOUNS = frozenset("him her them us me you it himself herself themselves".split())
#: A content, the rule that found it, and the position after its cue.
Found = tuple[Stretch, str, int]


class Extents:
    """Finds the ends of contents in one document."""

    def __init__(self, doc: Doc, levels: Levels, clauses: Clauses) -> None:
        self.words = doc.words
        self.tokens = doc.tokens
        self.levels = levels
        self.clauses = clauses
        self.speech_starts = {quotation.span[0] for quotation in levels.quotations}

    def clause(self, stretch: Stretch, rule: str, cue_end: int) -> Found | None:
        """Give a clause its end: the sentence's, or where another reporting begins (", adding that", ",
        according to")."""
        lo, hi = stretch
        forms = cue_forms()
        level = self.levels.inside[cue_end - 1]
        for at in range(lo + 1, hi - 1):
            if self.words[at] == "," and self.levels.inside[at] == level:
                follows = self.words[at + 1]
                entry = forms.get(follows)
                if (
                    entry is not None
                    and entry[1] == "gerund"
                    and entry[0].kind in ("speech", "cite")
                    and entry[0].frames & {"that", "quote"}
                ):
                    hi = at
                    break
                if (follows == "according" and self.closes_with(at + 1, hi)) or (
                    follows == "as" and at + 2 < hi and self._as_reported(at + 2, hi)
                ):
                    hi = at
                    break
            elif (self.words[at] == ":" and at + 1 < hi and self.tokens[at + 1][0] in self.speech_starts) or (
                self.words[at] == ";" and self.levels.inside[at] == level
            ):
                hi = at
                break
        return ((lo, hi), rule, cue_end) if self._shorn((lo, hi)) else None

    def closes_with(self, at: int, hi: int) -> bool:
        """Tell whether "according to X" ends its clause rather than opening the next one."""
        source = self.clauses.phrase_after(at + 2, hi)
        return (
            source is None
            or source[1] >= hi
            or is_mark(self.words[source[1]])
            or not self.clauses.has_clause(source[1], hi)
        )

    def _as_reported(self, at: int, hi: int) -> bool:
        ahead = self.words[at - 1 : min(hi, at + 6)]
        return any(word in cue_forms() and cue_forms()[word][1] in ("past", "present") for word in ahead)

    def phrase(self, stretch: Stretch, rule: str, cue_end: int) -> Found | None:
        """Give a phrase its end: the first mark or conjunction after which another clause begins."""
        lo, hi = stretch
        words = self.words
        for at in range(lo + 1, hi):
            word = words[at]
            if word in ";:…" or (word in "–—" and not self.clauses.glued(at)):
                hi = at
                break
            follows = words[at + 1] if at + 1 < hi else ""
            if word == "," and (
                (
                    follows in CONJUNCTIONS
                    and (self._clause_follows(at + 2, hi) or self.clauses.has_clause(at + 2, hi, 10))
                )
                or follows in SUBORDINATORS
                or follows in SUBJECT_PRONOUNS
                or follows in ("according", "with")
                or follows in ADVERBS
                or self.clauses.verbs.get(follows) == "gerund"
                or self._elided_verb(at + 1, hi)
                or (follows in DETERMINERS and self.clauses.has_clause(at + 1, hi, 7))
            ):
                hi = at
                break
            if word in CONJUNCTIONS and self._clause_follows(at + 1, hi):
                hi = at
                break
            if (
                word in ("but", "while", "because", "although", "though", "since")
                and self.levels.inside[at] == self.levels.inside[lo]
            ):
                hi = at
                break
        return ((lo, hi), rule, cue_end) if self._shorn((lo, hi)) else None

    def _elided_verb(self, at: int, hi: int) -> bool:
        """Tell whether another verb of the same subject follows a comma ("reported leaks, described them
        as …")."""
        if at + 1 >= hi or self.clauses.verbs.get(self.words[at]) != "past":
            return False
        return self.words[at + 1] in DETERMINERS or self.words[at + 1] in OBJECT_PRONOUNS

    def _clause_follows(self, at: int, hi: int) -> bool:
        """Tell whether a verb of the same subject, or a new clause, follows a conjunction."""
        if at >= hi:
            return False
        word = self.words[at]
        if (word in SUBJECT_PRONOUNS and word not in ("one",)) or word in SUBORDINATORS:
            return True
        while at < hi - 1 and is_adverb(self.words[at]):
            at += 1
        word = self.words[at]
        form = self.clauses.verbs.get(word)
        if word in AUXILIARIES:
            return True
        return (
            form in ("past", "present")
            and not self.clauses.capital(at)
            and (
                at + 1 >= hi
                or not self.words[at + 1][0].isalnum()
                or self.words[at + 1] in DETERMINERS | PREPOSITIONS | {"to", "that"}
            )
        )

    def _shorn(self, stretch: Stretch) -> bool:
        lo, hi = stretch
        return any(self.words[at][0].isalnum() for at in range(lo, min(hi, lo + 6)))
