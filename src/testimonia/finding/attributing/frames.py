"""Frames: what follows a cue verb, by the frames its table row allows (see :mod:`.cues`)."""

from __future__ import annotations

from testimonia.finding.attributing.adverbials import Adverbials
from testimonia.finding.attributing.clauses import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    Clauses,
    is_adverb,
    is_mark,
)
from testimonia.finding.attributing.cues import Cue
from testimonia.finding.attributing.extents import OBJECT_PRONOUNS, Extents, Found
from testimonia.language.doc import Doc

_WH = frozenset(["what", "how", "why", "whether", "where", "when", "who", "if"])
_MEASURES = frozenset("nothing so little much more something anything everything enough less".split())
_OPENING = frozenset('“"«‘„﴿')


class Frames:
    """Finds the contents after cue verbs in one document."""

    def __init__(self, doc: Doc, clauses: Clauses, adverbials: Adverbials, extents: Extents) -> None:
        self.words = doc.words
        self.tokens = doc.tokens
        self.clauses = clauses
        self.adverbials = adverbials
        self.extents = extents
        self.speech_starts = extents.speech_starts
        self.bracket_starts = frozenset(extents.levels.bracket_starts)

    def content_after(self, at: int, hi: int, cue: Cue) -> Found | None:
        """Return (content, rule, position after the cue) for the first frame that fits, or None."""
        frames, words = cue.frames, self.words
        after = at + 1
        if "out-that" in frames and after < hi and words[after] == "out":
            after += 1
            frames = frames | {"that", "zero", "np"}
        end_of_cue = after
        begin = self.adverbials.skip(after, hi)
        if begin >= hi:
            return None
        if "that" in frames:
            begin = self._past_parenthesis(begin, hi)
        word = words[begin]
        if word == "that" and frames & {"that"} and begin + 1 < hi:
            if words[begin + 1] in ("of",) or (
                is_mark(words[begin + 1]) and words[begin + 1] not in _OPENING | {","}
            ):
                return None
            return self.extents.clause((begin + 1, hi), "clause with that", end_of_cue)
        if self.tokens[begin][0] in self.speech_starts:
            return None
        if word == ":" and frames & {"quote", "that"}:
            if (
                begin + 1 < hi
                and words[begin + 1] == "("
                and self.tokens[begin + 1][0] in self.bracket_starts
            ):
                return None
            if begin + 1 < hi and self.tokens[begin + 1][0] not in self.speech_starts:
                return self.extents.clause((begin + 1, hi), "clause without that", end_of_cue)
            return None
        if is_mark(word) and word not in _OPENING:
            return None
        if (
            (begin > after and word in SUBJECT_PRONOUNS | DETERMINERS)
            or begin == after
            or self.clauses.capital(begin)
        ):
            found = self._person(begin, hi, cue, end_of_cue) or self._preposition(begin, hi, cue, end_of_cue)
            if found is not None:
                return found
        if word in ("this", "that", "it", "such") and self._stands_alone(begin, hi):
            return None
        if "zero" in frames and word != "to" and self.clauses.has_clause(begin, hi):
            return self.extents.clause((begin, hi), "clause without that", end_of_cue)
        if word in _WH and "wh" in frames:
            return self.extents.clause((begin, hi), "question clause", end_of_cue)
        if word == "to" and "to" in frames:
            return self.extents.phrase((begin, hi), "infinitive", end_of_cue)
        if (
            word == "of"
            and begin + 1 < hi
            and self.clauses.verbs.get(words[begin + 1]) == "gerund"
            and "np" in frames
        ):
            return self.extents.phrase((begin + 1, hi), "noun phrase", end_of_cue)
        if word in PREPOSITIONS or word in CONJUNCTIONS or word in AUXILIARIES or word == "to":
            return None
        if "np-as" in frames:
            for ahead in range(begin + 1, min(hi, begin + 16)):
                if words[ahead] == "as" and words[ahead + 1 : ahead + 2] != ["well"]:
                    return self.extents.phrase((begin, hi), "named as", end_of_cue)
        if cue.lemma == "say" and (self.clauses.capital(begin) or self._says_nothing(begin, hi)):
            return None
        if "np" in frames and word not in SUBORDINATORS and not self._is_object(begin, hi):
            found = self.extents.phrase((begin, hi), "noun phrase", end_of_cue)
            return None if found is None or self._introduces(found[0][1], hi) else found
        return None

    def _past_parenthesis(self, begin: int, hi: int) -> int:
        """Return the position of the "that" behind a parenthesis ("said, after talks, that …"), or ``begin``.

        Sources named in between ("citing …", "according to …") are passed over here and read by themselves.
        """
        words = self.words
        if words[begin] == "that" or words[begin] not in PREPOSITIONS | {
            ",",
            "citing",
            "quoting",
            "according",
        }:
            return begin
        for at in range(begin, min(hi - 1, begin + 24)):
            word = words[at]
            closed = words[at - 1] == "," or words[begin] in ("citing", "quoting", "according")
            if word == "that" and at > begin and closed and self._reported_that(at, hi):
                return at
            if word in ".;:!?" and not self.clauses.glued(at + 1):
                return begin
            if self.clauses.finite(at, begin, hi) and words[begin] == ",":
                return begin
        return begin

    def _person(self, begin: int, hi: int, cue: Cue, end_of_cue: int) -> Found | None:
        frames, words = cue.frames, self.words
        named = {frame[7:] for frame in frames if frame.startswith("person-")}
        if not named or words[begin] in PREPOSITIONS or words[begin] == "that":
            return None
        person = self.clauses.phrase_after(begin, hi, 14, frozenset(named & PREPOSITIONS))
        if words[begin] in OBJECT_PRONOUNS:
            person = (begin, begin + 1)
        if person is None:
            return None
        past = self.adverbials.skip(person[1], hi)
        if past >= hi:
            return None
        word = words[past]
        if word == "," and past + 1 < hi and words[past + 1] == "that":
            past, word = past + 1, "that"
        if word == "that" and "that" in named and past + 1 < hi:
            return self.extents.clause((past + 1, hi), "addressee and clause", end_of_cue)
        if word in _WH and "wh" in named:
            return self.extents.clause((past, hi), "addressee and clause", end_of_cue)
        if words[begin : begin + 2] == ["not", "to"]:
            return None
        if word == "to" and "to" in named:
            return self.extents.phrase((begin, hi), "addressee and infinitive", end_of_cue)
        if word in named:
            return self.extents.phrase((begin, hi), "preposition", end_of_cue)
        if (
            "zero" in named
            and self.tokens[past][0] not in self.speech_starts
            and self.clauses.has_clause(past, hi)
        ):
            return self.extents.clause((past, hi), "addressee and clause", end_of_cue)
        return None

    def _preposition(self, begin: int, hi: int, cue: Cue, end_of_cue: int) -> Found | None:
        frames, word = cue.frames, self.words[begin]
        if begin + 1 >= hi:
            return None
        if word in frames and word not in ("that", "to", "quote", "np", "zero", "after", "wh"):
            return self.extents.phrase((begin + 1, hi), "preposition", begin + 1)
        if ("on" if word == "upon" else word) + "-to" in frames and word in ("on", "upon", "to"):
            for ahead in range(begin + 2, min(hi, begin + 18)):
                if self.words[ahead] == "to":
                    return self.extents.phrase((begin + 1, hi), "addressee and infinitive", begin + 1)
        if word == "from" and "from-that" in frames:
            for ahead in range(begin + 2, min(hi, begin + 40)):
                if self.words[ahead] == "that" and ahead + 1 < hi and self._reported_that(ahead, hi):
                    return self.extents.clause((ahead + 1, hi), "clause with that", end_of_cue)
        return None

    def _says_nothing(self, at: int, hi: int) -> bool:
        """Tell whether the object is a mere measure of speech: "said nothing", "said a few words"."""
        return self.words[at] in _MEASURES or any(
            w in ("word", "words") for w in self.words[at : min(hi, at + 3)]
        )

    def _introduces(self, at: int, hi: int) -> bool:
        """Tell whether a colon and a quotation follow: the quotation is the content then."""
        return at + 1 < hi and self.words[at] == ":" and self.tokens[at + 1][0] in self.speech_starts

    def _is_object(self, at: int, hi: int) -> bool:
        """Tell whether a pronoun is an object ("praised him"), not a possessive ("expressed her regret")."""
        word = self.words[at]
        if word not in OBJECT_PRONOUNS:
            return False
        after = self.words[at + 1] if at + 1 < hi else "."
        return word != "her" or not after[0].isalpha() or after in PREPOSITIONS

    def _stands_alone(self, at: int, hi: int) -> bool:
        """Tell whether a pronoun is the whole object: what it points to is elsewhere."""
        after = self.words[at + 1] if at + 1 < hi else "."
        if after == "as":
            return False
        followers = CONJUNCTIONS | PREPOSITIONS | SUBORDINATORS
        return is_mark(after) or after in followers

    def _reported_that(self, that: int, hi: int) -> bool:
        """Tell a complementiser from a relative: a subject follows it, or a comma stands before it."""
        after = self.words[that + 1]
        if self.words[that - 1] == ",":
            return True
        return not self.clauses.finite(that + 1, that, hi) and not is_adverb(after)
