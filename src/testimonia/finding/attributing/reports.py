"""Indirect reports: a cue verb, its subject, and the clause, infinitive or noun phrase it reports.

For each verb of ``tables/cues.tsv`` in its sentence, at its own level of quotation: the subject is looked for
before the verb group (or after it, where "said X" follows its content), adverbials of time and occasion are
passed over, and the first frame of the verb that fits what follows gives the content. The frames and their
order stand in :mod:`testimonia.finding.attributing.cues`. Where nothing follows, the clause before ("…, she said") is taken.
"""

from __future__ import annotations

from testimonia.finding.attributing.clauses import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    OCCASIONS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    Clauses,
    Stretch,
    is_adverb,
    is_mark,
)
from testimonia.finding.attributing.cues import CUE_NOUNS, Cue, cue_forms
from testimonia.finding.attributing.drafts import Draft
from testimonia.finding.attributing.levels import Levels
from testimonia.finding.attributing.sourced import Sourced
from testimonia.language.doc import Doc
from testimonia.language.inflection import Form
from testimonia.model import Span

_WH = frozenset("what how why whether where when who if".split())
_OBJECT_PRONOUNS = frozenset("him her them us me you it himself herself themselves".split())
_SUBORDINATE = frozenset("when after while if although though since once because as until before".split())
_BE = frozenset("am is are was were be been being".split())
_HEARERS = frozenset(
    "reporters journalists correspondents supporters lawmakers viewers listeners readers".split()
)
_DATE_LETTERS = frozenset(("th", "st", "nd", "rd"))
_OPENING = frozenset('“"«‘„﴿')


class Reports:
    """Reads the indirect reports of one document."""

    def __init__(self, doc: Doc, levels: Levels, clauses: Clauses) -> None:
        self.doc = doc
        self.words = doc.words
        self.tokens = doc.tokens
        self.levels = levels
        self.clauses = clauses
        self.speech_starts = {q.span[0] for q in levels.quotations}
        self.sourced = Sourced(doc, clauses)
        self.children: list[Draft] = []

    def read(self) -> list[Draft]:
        """Return the indirect reports in text order."""
        forms = cue_forms()
        out: list[Draft] = []
        words = self.words
        for at, word in enumerate(words):
            entry = forms.get(word)
            if entry is not None:
                draft = self._verb(at, *entry)
            elif word == "according" and at + 1 < len(words) and words[at + 1] == "to":
                draft = self._according(at)
            elif word in CUE_NOUNS:
                draft = self._noun(at)
            else:
                continue
            if draft is not None:
                out.append(draft)
        out = self._part(out)
        return out + self.children + self.sourced.read(out)

    # ------------------------------------------------------------------ helpers

    def span(self, stretch: Stretch) -> Span:
        """Return the code points of a stretch of tokens."""
        return (self.tokens[stretch[0]][0], self.tokens[stretch[1] - 1][1])

    def _is_noun(self, at: int, lo: int, form: Form) -> bool:
        """Tell whether a word that is spelt like a cue verb is a noun or an adjective here."""
        if self.clauses.capital(at) and at > lo and not is_mark(self.words[at - 1]):
            return True
        if form == "participle":
            return False
        before = self.words[at - 1] if at > lo else ""
        after = self.words[at + 1] if at + 1 < len(self.words) else ""
        if form in ("base", "present"):
            return self._is_noun_form(at, lo, form, before, after)
        if form == "gerund":
            return before in DETERMINERS or after == "of"
        return before in DETERMINERS or before == "of" or before[:1].isdigit()

    def _is_noun_form(self, at: int, lo: int, form: Form, before: str, after: str) -> bool:
        """Tell "the report", "two claims", "State" from "they report", "she claims"."""
        if (
            before in SUBJECT_PRONOUNS
            or before in RELATIVES
            or before in ("to", "not", "people", "also", "n't")
        ):
            return False
        if before in DETERMINERS or before in ("s", "'") or before in PREPOSITIONS or before in CONJUNCTIONS:
            return before not in ("and", "some", "others", "all", "both", "many", "few", "most")
        if before in AUXILIARIES or is_adverb(before):
            return False
        if self.clauses.capital(at) and at > lo:
            return True
        if form == "base":
            return not (
                before.endswith("s")
                and (after in DETERMINERS or after in ("that", "to", "he", "she", "they", "it"))
            )
        return not (
            at > lo
            and not before.endswith("s")
            and (
                self.clauses.capital(at - 1)
                or after in DETERMINERS
                or after in SUBJECT_PRONOUNS
                or after in ("that", "to", ":", "“", "how", "what", ",")
            )
        )

    def skip_adverbials(self, at: int, hi: int) -> int:
        """Return the position after adverbs, times and occasions ("on Friday, 16th December", "in a statement")."""
        words = self.words
        while at < hi:
            word = words[at]
            if (
                is_adverb(word)
                and word not in ("that", "there", "both", "first", "rather", "so", "quite")
                or word in TIME_WORDS
            ):
                at += 1
            elif word[0].isdigit() and self._in_date(at, hi):
                at += 1
            elif word in "/.-" and self.clauses.glued(at) and at + 1 < hi and words[at + 1][0].isdigit():
                at += 1
            elif word == "/" and at + 1 < hi and words[at + 1][0].isdigit():
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
        for ahead in range(at + 1, min(hi, at + 8)):
            word = words[ahead]
            if word in TIME_WORDS:
                return (
                    ahead + 1
                    if words[at] in ("on", "in", "at", "during", "from", "after", "before", "to", "for")
                    else None
                )
            if word in OCCASIONS or word in _HEARERS:
                return self._past_place(ahead + 1, hi)
            if is_mark(word) or word in SUBORDINATORS or word in SUBJECT_PRONOUNS:
                return None
            if ahead > at + 1 and word in DETERMINERS:
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
            "before",
            "published",
            "released",
        ):
            ahead = at + 1
            while ahead < min(hi, at + 8) and (
                words[ahead] in DETERMINERS
                or self.clauses.capital(ahead)
                or words[ahead] in TIME_WORDS
                or words[ahead] in _HEARERS
                or words[ahead] in OCCASIONS
            ):
                ahead += 1
            if ahead == at + 1:
                break
            at = ahead
        return at

    # ------------------------------------------------------------------ verbs

    def _verb(self, at: int, cue: Cue, form: Form) -> Draft | None:
        lo, hi = self.levels.bounds(at)
        if not lo <= at < hi or self._is_noun(at, lo, form):
            return None
        group = self.clauses.group_start(lo, at)
        before = self.words[group - 1] if group > lo else ""
        auxiliaries = self.words[group:at]
        if form in ("past", "participle") and any(word in _BE for word in auxiliaries):
            return self._passive(at, group, lo, hi, cue)
        subject: Stretch | None
        elided = False
        if form == "gerund" and not any(
            word in _BE or word in ("have", "has", "had") for word in auxiliaries
        ):
            if before not in (",", "and", "by", "while", "as", "–", "—") and group != lo:
                return None
            if before == "as" and self._quoted_before(group, lo):
                return None
            subject, elided = None, True
        elif before == "to" and form == "base" and group == at:
            return None
        elif before in CONJUNCTIONS or (
            before == "," and group - 2 > lo and self.words[group - 2] not in '”"»'
        ):
            subject = self.clauses.subject(lo, group) if before == "," else None
            elided = subject is None
        else:
            subject = self.clauses.subject(lo, group)
            if subject is None and before and not (is_mark(before)):
                return None
        if cue.kind == "cite" and (found := self.sourced.quoted_as(at, hi)) is not None:
            return self._quoting(group, lo, hi, cue, subject, found)
        right = self._content_after(at, hi, cue)
        if right is not None:
            if subject is None:
                subject = self.clauses.main_subject(lo, group)
            if (subject is None and not elided) or self._own_words(cue, subject):
                return None
            if right[1] == "infinitive" and subject and self.words[subject[0]] in RELATIVES:
                return None
            right = self._bounded(right, subject, lo)
            return self._draft(right, (group, right[2]), subject, lo, elided, cue)
        return self._clause_before(at, group, lo, hi, cue, subject)

    def _quoting(
        self, group: int, lo: int, hi: int, cue: Cue, subject: Stretch | None, found: tuple[Stretch, Stretch]
    ) -> Draft | None:
        """Read "the agency quoted a guard as saying that …": the agency's report and, inside it, the guard's."""
        source, saying = found
        right = self._content_after(saying[1] - 1, hi, cue_forms()["said"][0])
        if right is None:
            return None
        agency = self._draft(right, (group, source[0]), subject, lo, subject is None, cue)
        guard = self._draft(right, saying, source, lo, False, cue)
        guard.parent, guard.rule = agency, "cited through"
        self.children.append(guard)
        return agency

    def _quoted_before(self, at: int, lo: int) -> bool:
        """Tell whether a verb of quoting stands before "as saying": that verb has read the clause already."""
        forms = cue_forms()
        return any(
            (entry := forms.get(self.words[back])) is not None and entry[0].kind == "cite"
            for back in range(max(lo, at - 30), at)
        )

    def _bounded(
        self, right: tuple[Stretch, str, int], subject: Stretch | None, lo: int
    ) -> tuple[Stretch, str, int]:
        """End the content with its clause where that is subordinate ("when they saw that …, the council …")."""
        (begin, end), rule, cue_end = right
        edge = subject[0] - 1 if subject else -1
        if edge < lo or self.words[edge] not in _SUBORDINATE:
            return right
        for at in range(begin + 2, end - 1):
            if self.words[at] == "," and (
                self.words[at + 1] in SUBJECT_PRONOUNS or self.words[at + 1] in DETERMINERS
            ):
                return (begin, at), rule, cue_end
        return right

    def _draft(
        self,
        right: tuple[Stretch, str, int],
        cue: Stretch,
        subject: Stretch | None,
        lo: int,
        elided: bool,
        verb: Cue,
    ) -> Draft:
        content, rule, _ = right
        draft = Draft(
            content=[self.span(content)],
            cue=[self.span(cue)],
            source=self.span(subject) if subject else None,
            rule=rule,
            inside=self.levels.inside[cue[0]],
            elided=elided,
            lemma=verb.lemma,
            negated=any(word in ("not", "never") for word in self.words[cue[0] : cue[1]]),
        )
        if subject and self.words[subject[0]] in RELATIVES and subject[1] - subject[0] == 1:
            draft.antecedent = self._antecedent(lo, subject[0])
            if draft.antecedent and draft.source:
                draft.source = (draft.antecedent[0], draft.source[1])
        return draft

    def _own_words(self, cue: Cue, subject: Stretch | None) -> bool:
        """Tell whether the words are the writer's own already: his hedges, and what he says of his own text."""
        if subject is None or self.words[subject[0]] not in ("i", "we"):
            return False
        return cue.kind in ("judgement", "attitude") or self.levels.inside[subject[0]] == -1

    def _antecedent(self, lo: int, relative: int) -> Span | None:
        last = relative - 1
        if last >= lo and self.words[last] == ",":
            last -= 1
        if last < lo:
            return None
        phrase = self.clauses._phrase_before(lo, last)
        return self.span(phrase) if phrase else None

    def _content_after(self, at: int, hi: int, cue: Cue) -> tuple[Stretch, str, int] | None:
        """Return (content, rule, position after the cue) for the first frame that fits, or None."""
        frames, words = cue.frames, self.words
        after = at + 1
        if "out-that" in frames and after < hi and words[after] == "out":
            after += 1
            frames = frames | {"that", "zero", "np"}
        end_of_cue = after
        begin = self.skip_adverbials(after, hi)
        if begin >= hi:
            return None
        if "that" in frames:
            begin = self._past_parenthesis(begin, hi)
        word = words[begin]
        if word == "that" and frames & {"that"} and begin + 1 < hi:
            if words[begin + 1] in ("of",) or (
                is_mark(words[begin + 1]) and words[begin + 1] not in _OPENING
            ):
                return None
            return self._clause((begin + 1, hi), "clause with that", end_of_cue)
        if self.tokens[begin][0] in self.speech_starts:
            return None
        if word == ":" and frames & {"quote", "that"}:
            if begin + 1 < hi and self.tokens[begin + 1][0] not in self.speech_starts:
                return self._clause((begin + 1, hi), "clause without that", end_of_cue)
            return None
        if is_mark(word) and word not in _OPENING:
            return None
        if (
            begin > after
            and word in SUBJECT_PRONOUNS | DETERMINERS
            or begin == after
            or self.clauses.capital(begin)
        ):
            found = self._person(begin, hi, cue, end_of_cue) or self._preposition(begin, hi, cue, end_of_cue)
            if found is not None:
                return found
        if word in ("this", "that", "it", "such") and self._stands_alone(begin, hi):
            return None
        if "zero" in frames and word != "to" and self.clauses.has_clause(begin, hi):
            return self._clause((begin, hi), "clause without that", end_of_cue)
        if word in _WH and "wh" in frames:
            return self._clause((begin, hi), "question clause", end_of_cue)
        if word == "to" and "to" in frames:
            return self._phrase((begin, hi), "infinitive", end_of_cue)
        if (
            word == "of"
            and begin + 1 < hi
            and self.clauses.verbs.get(words[begin + 1]) == "gerund"
            and "np" in frames
        ):
            return self._phrase((begin + 1, hi), "noun phrase", end_of_cue)
        if word in PREPOSITIONS or word in CONJUNCTIONS or word in AUXILIARIES or word == "to":
            return None
        if "np-as" in frames:
            for ahead in range(begin + 1, min(hi, begin + 16)):
                if words[ahead] == "as" and words[ahead + 1 : ahead + 2] != ["well"]:
                    return self._phrase((begin, hi), "named as", end_of_cue)
        if "np" in frames and word not in SUBORDINATORS and word not in _OBJECT_PRONOUNS:
            return self._phrase((begin, hi), "noun phrase", end_of_cue)
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

    def _person(self, begin: int, hi: int, cue: Cue, end_of_cue: int) -> tuple[Stretch, str, int] | None:
        frames, words = cue.frames, self.words
        named = {frame[7:] for frame in frames if frame.startswith("person-")}
        if not named or words[begin] in PREPOSITIONS or words[begin] == "that":
            return None
        person = self.clauses.phrase_after(begin, hi, 14, frozenset(named & PREPOSITIONS))
        if words[begin] in _OBJECT_PRONOUNS:
            person = (begin, begin + 1)
        if person is None:
            return None
        past = self.skip_adverbials(person[1], hi)
        if past >= hi:
            return None
        word = words[past]
        if word == "," and past + 1 < hi and words[past + 1] == "that":
            past, word = past + 1, "that"
        if word == "that" and "that" in named and past + 1 < hi:
            return self._clause((past + 1, hi), "addressee and clause", end_of_cue)
        if word in _WH and "wh" in named:
            return self._clause((past, hi), "addressee and clause", end_of_cue)
        if word == "to" and "to" in named:
            return self._phrase((begin, hi), "addressee and infinitive", end_of_cue)
        if word in named:
            return self._phrase((begin, hi), "preposition", end_of_cue)
        if (
            "zero" in named
            and self.tokens[past][0] not in self.speech_starts
            and self.clauses.has_clause(past, hi)
        ):
            return self._clause((past, hi), "addressee and clause", end_of_cue)
        return None

    def _preposition(self, begin: int, hi: int, cue: Cue, end_of_cue: int) -> tuple[Stretch, str, int] | None:
        frames, word = cue.frames, self.words[begin]
        if begin + 1 >= hi:
            return None
        if word in frames and word not in ("that", "to", "quote", "np", "zero", "after", "wh"):
            return self._phrase((begin + 1, hi), "preposition", begin + 1)
        if word + "-to" in frames and word in ("on", "to"):
            for ahead in range(begin + 2, min(hi, begin + 18)):
                if self.words[ahead] == "to":
                    return self._phrase((begin + 1, hi), "addressee and infinitive", begin + 1)
        if word == "from" and "from-that" in frames:
            for ahead in range(begin + 2, min(hi, begin + 40)):
                if self.words[ahead] == "that" and self.words[ahead - 1] in (
                    ",",
                    *self.words[begin + 1 : ahead],
                ):
                    if ahead + 1 < hi and self._reported_that(ahead, hi):
                        return self._clause((ahead + 1, hi), "clause with that", end_of_cue)
        return None

    def _stands_alone(self, at: int, hi: int) -> bool:
        """Tell whether a pronoun is the whole object: what it points to is elsewhere."""
        after = self.words[at + 1] if at + 1 < hi else "."
        return (
            is_mark(after)
            or after in CONJUNCTIONS
            or after in PREPOSITIONS
            or after in SUBORDINATORS
            or is_adverb(after)
        )

    def _reported_that(self, that: int, hi: int) -> bool:
        """Tell a complementiser from the relative "that attended …": a subject follows it, or a comma stands before."""
        after = self.words[that + 1]
        if self.words[that - 1] == ",":
            return True
        return not self.clauses.finite(that + 1, that, hi) and not is_adverb(after)

    # ------------------------------------------------------------------ extents

    def _clause(self, stretch: Stretch, rule: str, cue_end: int) -> tuple[Stretch, str, int] | None:
        """Give a clause its end: the sentence's, or where another reporting begins (", adding that", ", according to")."""
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
                if (
                    follows == "according"
                    or follows == "as"
                    and at + 2 < hi
                    and self._as_reported(at + 2, hi)
                ):
                    hi = at
                    break
            elif self.words[at] == ":" and at + 1 < hi and self.tokens[at + 1][0] in self.speech_starts:
                hi = at
                break
            elif self.words[at] == ";" and self.levels.inside[at] == level:
                hi = at
                break
        return ((lo, hi), rule, cue_end) if self._shorn((lo, hi)) else None

    def _closes_with(self, at: int, hi: int) -> bool:
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

    def _phrase(self, stretch: Stretch, rule: str, cue_end: int) -> tuple[Stretch, str, int] | None:
        """Give a phrase its end: the first mark or conjunction after which another clause begins."""
        lo, hi = stretch
        words = self.words
        for at in range(lo + 1, hi):
            word = words[at]
            if word in ";–—:…" and not self.clauses.glued(at):
                hi = at
                break
            follows = words[at + 1] if at + 1 < hi else ""
            if word == "," and (
                follows in CONJUNCTIONS
                and self._clause_follows(at + 2, hi)
                or follows in SUBORDINATORS
                or follows in SUBJECT_PRONOUNS
                or follows in ("according", "with")
                or follows in ADVERBS
                or self.clauses.verbs.get(follows) == "gerund"
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

    def _clause_follows(self, at: int, hi: int) -> bool:
        """Tell whether a verb of the same subject, or a new clause, follows a conjunction."""
        if at >= hi:
            return False
        word = self.words[at]
        if word in SUBJECT_PRONOUNS and word not in ("one",) or word in SUBORDINATORS:
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

    # ------------------------------------------------------------------ content before the cue

    def _clause_before(
        self, at: int, group: int, lo: int, hi: int, cue: Cue, subject: Stretch | None
    ) -> Draft | None:
        """Read "CLAUSE, SOMEBODY said" and "CLAUSE, said SOMEBODY"."""
        if "after" not in cue.frames or cue.kind == "attitude":
            return None
        words = self.words
        source = subject
        head = subject[0] if subject else group
        if subject is None:
            source = self.clauses.phrase_after(at + 1, hi)
            if source is None or words[source[0]] in ("that",) or source[0] != at + 1:
                return None
        comma = head - 1
        if (
            comma <= lo
            or words[comma] not in (",", "–", "—")
            or self.levels.inside[comma] != self.levels.inside[at]
        ):
            return None
        left = (lo, comma)
        if left[1] - left[0] < 3 or not self.clauses.has_clause(lo, comma, 30):
            return None
        if words[lo] in PREPOSITIONS and not self._main_clause(lo, comma):
            return None
        content = [self.span(left)]
        past = self.skip_adverbials(at + 1 if subject else (source[1] if source else at + 1), hi)
        if (
            past < hi
            and words[past] == ","
            and past + 3 < hi
            and words[past + 1] not in ("who", "which", "and", "but", "as", "while")
        ):
            if self.clauses.verbs.get(words[past + 1]) != "gerund" and self.clauses.has_clause(past + 1, hi):
                content.append(self.span((past + 1, hi)))
        assert source is not None
        return Draft(
            content=content,
            cue=[self.span((group, at + 1))],
            source=self.span(source),
            rule="clause before cue",
            inside=self.levels.inside[at],
            lemma=cue.lemma,
        )

    def _main_clause(self, lo: int, hi: int) -> bool:
        return any(self.clauses.finite(at, lo, hi) for at in range(lo + 1, min(hi, lo + 30)))

    # ------------------------------------------------------------------ passives, nouns, "according to"

    def _passive(self, at: int, group: int, lo: int, hi: int, cue: Cue) -> Draft | None:
        """Read "it was announced that …", "he was quoted as saying that …", "… was reported by X"."""
        words = self.words
        subject = self.clauses.subject(lo, group)
        after = at + 1
        if cue.lemma == "quote" and words[after : after + 2] == ["as", "saying"]:
            right = self._content_after(after + 1, hi, cue_forms()["said"][0])
            if right and subject:
                return self._draft(right, (group, after + 2), subject, lo, False, cue)
            return None
        expletive = subject is not None and words[subject[0] : subject[1]] == ["it"] or subject is None
        if not expletive or cue.kind not in ("speech", "judgement", "evidence"):
            return None
        agent = None
        if after < hi and words[after] == "by":
            agent = self.clauses.phrase_after(after + 1, hi)
            after = agent[1] if agent else after
        begin = self.skip_adverbials(after, hi)
        if begin >= hi or words[begin] != "that" or begin + 1 >= hi:
            return None
        right = self._clause((begin + 1, hi), "clause with that" if agent else "agentless passive", at + 1)
        if right is None:
            return None
        draft = self._draft(right, (group, at + 1), agent, lo, False, cue)
        draft.agentless = agent is None
        return draft

    def _according(self, at: int) -> Draft | None:
        lo, hi = self.levels.bounds(at)
        words = self.words
        source = self.clauses.phrase_after(at + 2, hi)
        if source is None or not lo <= at < hi:
            return None
        after = self.skip_adverbials(source[1], hi)
        content: list[Span] = []
        opens = (
            at == lo or words[at - 1] in ";:“—–" or (at - lo <= 3 and words[at - 1] in CONJUNCTIONS | {","})
        )
        if opens:
            if after < hi and words[after] == ",":
                after += 1
            if after < hi:
                end = self._clause((after, hi), "according to", after + 1)
                content = [self.span(end[0])] if end else []
        else:
            stop = at - 1 if words[at - 1] in ",–—" else at
            begin = lo
            while begin < stop and words[begin] in CONJUNCTIONS | {"but", "“", "-", "•"}:
                begin += 1
            if words[at - 1] not in ",–—":
                begin = max(
                    [
                        begin,
                        *(k + 1 for k in range(begin, stop - 2) if words[k] in ("because", "that", "since")),
                    ]
                )
            if stop > begin:
                content = [self.span((begin, stop))]
            if (
                after < hi
                and words[after] in (",", "that")
                and after + 1 < hi
                and words[at - 1] not in (".",)
            ):
                rest = self._clause((after + 1, hi), "according to", after + 1)
                if rest and (
                    words[after] == "that"
                    or words[at - 1] in (",",)
                    and not self._new_reporter(after + 1, hi)
                ):
                    content.append(self.span(rest[0]))
        if not content:
            return None
        return Draft(
            content=content,
            cue=[self.span((at, at + 2))],
            source=self.span(source),
            rule="according to",
            inside=self.levels.inside[at],
            lemma="according to",
        )

    def _new_reporter(self, at: int, hi: int) -> bool:
        return self.words[at] in SUBORDINATORS | CONJUNCTIONS | RELATIVES

    def _noun(self, at: int) -> Draft | None:
        """Read "the claim that …", "his belief that …": a cue noun with its clause."""
        words = self.words
        if at + 2 >= len(words) or words[at + 1] != "that":
            return None
        lo, hi = self.levels.bounds(at)
        if (
            not lo <= at < hi
            or self.clauses.finite(at + 2, at + 1, hi)
            or words[at] in ("way", "view")
            and False
        ):
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
                phrase = self.clauses._phrase_before(lo, begin - 3)
                owner = phrase
                break
            begin -= 1
        determiner = words[begin - 1] if begin > lo else ""
        if owner is None and determiner in ("his", "her", "their", "its", "my", "our", "your"):
            owner = (begin - 1, begin)
        if owner is None:
            return None
        right = self._clause((at + 2, hi), "noun cue", at + 1)
        if right is None:
            return None
        return Draft(
            content=[self.span(right[0])],
            cue=[self.span((at, at + 1))],
            source=self.span(owner),
            rule="noun cue",
            inside=self.levels.inside[at],
            lemma=words[at],
        )

    # ------------------------------------------------------------------ several reports in one sentence

    def _part(self, drafts: list[Draft]) -> list[Draft]:
        """End a report where the next one of the sentence begins beside it, not inside it ("…, and they announced …")."""
        text = self.doc.text
        for number, draft in enumerate(drafts):
            if draft.rule == "clause before cue" or not draft.content:
                continue
            start, end = draft.content[-1]
            for later in drafts[number + 1 : number + 8]:
                begin = min([span[0] for span in later.cue] + ([later.source[0]] if later.source else []))
                if begin >= end or later.inside != draft.inside:
                    continue
                if begin <= start:
                    continue
                between = text[start:begin].rstrip()
                link = _link(between, later.elided)
                if link is not None:
                    draft.content[-1] = (start, start + link)
                    break
        return [draft for draft in drafts if draft.content[-1][1] > draft.content[-1][0]]


def _link(before: str, elided: bool) -> int | None:
    """Return where the connective begins that separates two reports, or None where the second stands in the first."""
    for connective in (", and", ", but", ", while", "; and", ";", ", whereas", ", yet", ","):
        if before.endswith(connective):
            if connective == "," and not elided:
                return None
            return len(before) - len(connective)
    for connective in (" and", " but"):
        if elided and before.endswith(connective):
            return len(before) - len(connective)
    return None
