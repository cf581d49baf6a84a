"""Indirect reports: a cue verb, its subject, and the clause, infinitive or noun phrase it reports.

For each verb of ``tables/cues.tsv`` in its sentence, at its own level of quotation: the subject is looked for
before the verb group (or after it, where "said X" follows its content), adverbials of time and occasion are
passed over, and the first frame of the verb that fits what follows gives the content. The frames and their
order stand in :mod:`testimonia.finding.attributing.cues`. Where nothing follows, the clause before ("…,
she said") is taken.
"""

from __future__ import annotations

from itertools import pairwise

from testimonia.finding.attributing.adverbials import Adverbials
from testimonia.finding.attributing.clauses import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
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
from testimonia.finding.attributing.cues import CUE_NOUNS, NOUN_LIKE, UTTERANCES, Cue, cue_forms
from testimonia.finding.attributing.drafts import Draft
from testimonia.finding.attributing.extents import Extents, Found
from testimonia.finding.attributing.frames import Frames
from testimonia.finding.attributing.idioms import FIRST_WORDS, Idioms
from testimonia.finding.attributing.levels import Levels
from testimonia.finding.attributing.phrases import VIEW_NOUNS, Phrases
from testimonia.finding.attributing.sourced import Sourced
from testimonia.language.doc import Doc
from testimonia.language.inflection import Form
from testimonia.model import Span

_SUBORDINATE = frozenset("when after while if although though since once because as until before".split())
_TURNED = frozenset("say add reply respond answer continue ask write".split())
_SAID_TO = frozenset("say believe report allege think claim".split())
#: What is done with an utterance; right behind one they tell which one ("an interview published Friday").
_ISSUED = frozenset("publish broadcast air post release print carry".split())
_ASKED = frozenset(("ask", "question"))
_QUESTIONS = frozenset("whether if why how what who when where".split())
_TIMES = TIME_WORDS | {"ago", "earlier", "later"}
#: Words for some of several who speak ("One said", "The two agreed", "Many say").
_COUNTED = frozenset("one two three both all many some several few most others another".split())
_AFTER_VERB = SUBJECT_PRONOUNS | frozenset(("that", "to", "on", "in", "with", "there"))
#: Who does not do these has said nothing ("does not comment on its plans").
_REFUSED = frozenset("comment disclose discuss reveal verify".split())
_TOLD = frozenset("tell inform assure warn remind promise advise notify".split())
_BE = frozenset("am is are was were be been being".split())


class Reports:
    """Reads the indirect reports of one document."""

    def __init__(self, doc: Doc, levels: Levels, clauses: Clauses) -> None:
        self.doc = doc
        self.words = doc.words
        self.tokens = doc.tokens
        self.levels = levels
        self.clauses = clauses
        self.adverbials = Adverbials(doc, clauses)
        self.extents = Extents(doc, levels, clauses)
        self.frames = Frames(doc, clauses, self.adverbials, self.extents)
        self.phrases = Phrases(doc, levels, clauses, self.adverbials, self.extents)
        self.idioms = Idioms(doc, levels, clauses, self.adverbials, self.extents)
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
                if draft is None and word in FIRST_WORDS:
                    draft = self.idioms.read(at)
                elif draft is None and word in CUE_NOUNS:
                    draft = self.phrases.noun(at) or self.phrases.view(at)
            elif word == "according" and at + 1 < len(words) and words[at + 1] == "to":
                draft = self.phrases.according(at)
            elif word in CUE_NOUNS:
                draft = self.phrases.noun(at) or self.phrases.view(at)
            elif word in FIRST_WORDS:
                draft = self.idioms.read(at)
            elif word in VIEW_NOUNS:
                draft = self.phrases.view(at)
            else:
                continue
            if draft is not None:
                out.append(draft)
        self._share_subjects(out)
        out = self._part(out)
        return out + self.children + self.sourced.read(out)

    def is_noun(self, at: int, lo: int, form: Form) -> bool:
        """Tell whether a word that is spelt like a cue verb is a noun or an adjective here."""
        if self.clauses.capital(at) and at > lo and not is_mark(self.words[at - 1]) and not self._shouted(at):
            return True
        if form == "participle":
            return False
        before = self.words[at - 1] if at > lo else ""
        after = self.words[at + 1] if at + 1 < len(self.words) else ""
        if form in ("base", "present"):
            return self._is_noun_form(at, lo, form, before, after)
        if form == "gerund":
            return before in DETERMINERS or after == "of"
        if before in _COUNTED and (is_mark(after) or after in _AFTER_VERB or after in DETERMINERS):
            return False
        return before in DETERMINERS or before == "of" or before[:1].isdigit()

    def _is_noun_form(self, at: int, lo: int, form: Form, before: str, after: str) -> bool:
        """Tell "the report", "two claims", "State" from "they report", "she claims"."""
        if self.words[at] not in NOUN_LIKE:
            return before == "of" or (self.clauses.capital(at) and at > lo and not self._shouted(at))
        if before == "that" and at - 2 >= lo and self.words[at - 2] in cue_forms():
            return True
        if before not in NOUN_LIKE and (before in cue_forms() or self.clauses.verbs.get(before) == "present"):
            return True
        if (
            before in SUBJECT_PRONOUNS
            or before in RELATIVES
            or before in ("to", "not", "people", "also", "n't")
        ):
            return False
        if before == "more" and at - 2 >= lo and self.words[at - 2] == "once":
            return False
        if before in DETERMINERS or before in ("s", "'") or before in PREPOSITIONS or before in CONJUNCTIONS:
            return before not in ("and", "some", "others", "all", "both", "many", "few", "most")
        if before in AUXILIARIES or is_adverb(before):
            return False
        if self.clauses.capital(at) and at > lo:
            return True
        if form == "base":
            plural = before.endswith("s") or (after == "that" and self._plural_before(lo, at))
            return not (
                plural and (after in DETERMINERS or after in ("that", "to", "he", "she", "they", "it", ","))
            )
        return not (
            at > lo
            and (not before.endswith("s") or self.clauses.capital(at - 1))
            and (
                self.clauses.capital(at - 1)
                or after in DETERMINERS
                or after in SUBJECT_PRONOUNS
                or after in ("that", "to", ":", "“", "how", "what", ",")
            )
        )

    def _plural_before(self, lo: int, at: int) -> bool:
        """Tell whether a plural subject stands before a verb ("Prisoners taken near the lake state that")."""
        phrase = self.clauses.phrase_before(lo, at - 1)
        if phrase is None:
            return False
        head = next((k for k in range(*phrase) if self.words[k] in PREPOSITIONS), phrase[1])
        return any(self.words[k].endswith("s") for k in range(phrase[0], head))

    def _verb(self, at: int, cue: Cue, form: Form) -> Draft | None:
        lo, hi = self.levels.bounds(at)
        if not lo <= at < hi or self.is_noun(at, lo, form):
            return None
        if self.words[at + 1 : at + 4] == ["not", "to", "be"]:
            return None
        if at > lo and self.words[at - 1] == "as" and self.words[at + 1 : at + 2] == ["by"]:
            return self._as_told_by(at, lo, hi, cue)
        group = self.clauses.group_start(lo, at)
        before = self.words[group - 1] if group > lo else ""
        if form == "past" and group == at and before in UTTERANCES and cue.lemma in _ISSUED:
            return None
        auxiliaries = self.words[group:at]
        if form in ("past", "participle") and any(word in _BE for word in auxiliaries):
            return self._passive(at, group, lo, hi, cue)
        subject: Stretch | None
        elided = False
        if form == "gerund" and not any(
            word in _BE or word in ("have", "has", "had") for word in auxiliaries
        ):
            beside = before in (",", "and", "by", "while", "as", "–", "—") or before in UTTERANCES
            beside = beside or (cue.kind == "speech" and before in _TIMES)
            if not beside and group != lo:
                return None
            if group == lo and cue.kind == "cite":
                return None
            if before == "as" and self._quoted_before(group, lo):
                return None
            subject = self._document_before(lo, group)
            elided = subject is None
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
        if before in (",", "–", "—") and "after" in cue.frames and self._inverted(at, hi):
            return self._clause_before(at, group, lo, hi, cue, None)
        if cue.kind == "cite" and (found := self.sourced.quoted_as(at, hi)) is not None:
            return self._quoting(group, lo, hi, cue, subject, found)
        if cue.lemma in _ASKED and form == "past" and group == at and (before == "," or at == lo):
            return self._when_asked(at, hi, cue)
        if cue.lemma in _REFUSED and any(word in ("not", "n't", "never") for word in auxiliaries):
            return None
        opened = self._opened_by_as(at, group, subject, lo, hi, cue) if subject is not None else None
        if opened is not None:
            return opened
        right = self.frames.content_after(at, hi, cue)
        if right is not None:
            if subject is None:
                subject = self.clauses.main_subject(lo, group)
            if (subject is None and not elided) or self._own_words(cue, subject) or self._nobody(subject):
                return None
            if subject is not None and subject[0] == lo + 1 and self.words[lo] == "if":
                return None
            if right[1] == "infinitive" and subject and self.words[subject[0]] in RELATIVES:
                return None
            right = self._bounded(right, subject, lo)
            return self._draft(right, (group, right[2]), subject, lo, elided, cue)
        return self._clause_before(at, group, lo, hi, cue, subject)

    def _opened_by_as(
        self, at: int, group: int, subject: Stretch | None, lo: int, hi: int, cue: Cue
    ) -> Draft | None:
        """Read "As X has said on many occasions, CLAUSE"."""
        if subject is None or subject[0] == lo or self.words[subject[0] - 1] != "as" or cue.kind != "speech":
            return None
        if subject[0] - 1 - lo > 2 or self._own_words(cue, subject):
            return None
        for comma in range(at + 1, min(hi - 3, at + 14)):
            word = self.words[comma]
            if word == ",":
                found = self.extents.clause((comma + 1, hi), "clause before cue", at + 1)
                if found is None or not self.clauses.has_clause(comma + 1, hi, 24):
                    return None
                return self._draft(found, (group, at + 1), subject, lo, False, cue)
            if is_mark(word) or word in SUBORDINATORS:
                return None
        return None

    def _document_before(self, lo: int, group: int) -> Stretch | None:
        """Return whose words a gerund gives: of "issued a statement saying" the subject, of "the X report
        accusing" the report."""
        if group - 1 <= lo or self.words[group - 1] not in UTTERANCES:
            timed = group - 1 > lo and self.words[group - 1] in _TIMES
            return self.clauses.main_subject(lo, group) if timed else None
        phrase = self.clauses.phrase_before(lo, group - 1)
        made = phrase is not None and phrase[0] > lo and self.words[phrase[0]] in ("a", "an", "another")
        return (self.clauses.main_subject(lo, phrase[0] + 1) or phrase) if phrase and made else phrase

    def _shouted(self, at: int) -> bool:
        """Tell whether a word stands in capitals among words in capitals."""
        text, tokens = self.doc.text, self.tokens
        around = [text[tokens[k][0] : tokens[k][1]] for k in range(max(0, at - 2), min(len(tokens), at + 3))]
        return sum(word.isupper() and len(word) > 1 for word in around) >= 3

    def _quoting(
        self, group: int, lo: int, hi: int, cue: Cue, subject: Stretch | None, found: tuple[Stretch, Stretch]
    ) -> Draft | None:
        """Read "the agency quoted a guard as saying that …": the agency's report and, inside it, the
        guard's."""
        source, saying = found
        right = self.frames.content_after(saying[1] - 1, hi, cue_forms()["said"][0])
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

    def _bounded(self, right: Found, subject: Stretch | None, lo: int) -> Found:
        """End the content with its clause where that is subordinate.

        "When they saw that …, the council …"; "Asked about the paper, which wrote that …, the council …";
        "the mayor, asked whether …, answered".
        """
        (begin, end), rule, cue_end = right
        edge = subject[0] - 1 if subject else -1
        if rule == "question clause" and self.words[cue_end - 2] == ",":
            for at in range(begin + 2, end - 1):
                if self.words[at] == "," and self.clauses.verbs.get(self.words[at + 1]) == "past":
                    return (begin, at), rule, cue_end
        relative = subject is not None and self.words[subject[0]] in RELATIVES
        if relative and edge >= lo and self.words[edge] == ",":
            for at in range(begin + 2, end - 1):
                goes_on = self.clauses.verbs.get(self.words[at + 1]) in ("past", "present")
                if self.words[at] == "," and (goes_on or self.words[at + 1] in AUXILIARIES):
                    return (begin, at), rule, cue_end
        waiting = self.clauses.verbs.get(self.words[lo]) in ("past", "participle", "gerund")
        if edge < lo or not (
            self.words[edge] in _SUBORDINATE
            or (relative and (waiting or self.words[lo] in PREPOSITIONS) and self.words[edge] == ",")
        ):
            return right
        for at in range(begin + 2, end - 1):
            if self.words[at] == "," and (
                self.words[at + 1] in SUBJECT_PRONOUNS or self.words[at + 1] in DETERMINERS
            ):
                return (begin, at), rule, cue_end
        return right

    def _draft(
        self,
        right: Found,
        cue: Stretch,
        subject: Stretch | None,
        lo: int,
        elided: bool,
        verb: Cue,
    ) -> Draft:
        content, rule, _ = right
        draft = Draft(
            content=[self.doc.span_of(content)],
            cue=[self.doc.span_of(cue)],
            source=self.doc.span_of(subject) if subject else None,
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

    def _nobody(self, subject: Stretch | None) -> bool:
        """Tell whether nobody is the subject: "nobody asked" reports no asking."""
        return subject is not None and self.words[subject[0]] in ("nobody", "none", "neither", "no")

    def _own_words(self, cue: Cue, subject: Stretch | None) -> bool:
        """Tell whether the words are the writer's own already: his hedges, and what he says of his own
        text."""
        if subject is None or self.words[subject[0]] not in ("i", "we"):
            return False
        outside = self.levels.inside[subject[0]] == -1 and not self.levels.in_turn(subject[0])
        return cue.kind in ("judgement", "attitude") or outside

    def _antecedent(self, lo: int, relative: int) -> Span | None:
        last = relative - 1
        if last >= lo and self.words[last] == ",":
            last -= 1
        if last < lo:
            return None
        phrase = self.clauses.phrase_before(lo, last)
        return self.doc.span_of(phrase) if phrase else None

    def _clause_before(
        self, at: int, group: int, lo: int, hi: int, cue: Cue, subject: Stretch | None
    ) -> Draft | None:
        """Read "CLAUSE, SOMEBODY said" and "CLAUSE, said SOMEBODY"."""
        if "after" not in cue.frames or cue.kind == "attitude":
            return None
        words = self.words
        if subject is not None and words[subject[0]] in RELATIVES:
            return None
        if (
            subject is not None
            and cue.lemma == "say"
            and words[subject[0] - 1 : subject[1]] == ["as", "they"]
        ):
            return None
        source = subject
        head = subject[0] if subject else group
        if subject is None:
            source = self.clauses.phrase_after(at + 1, hi)
            if source is None or words[source[0]] in ("that",) or source[0] != at + 1:
                return None
        comma = head - 1
        if comma - 1 > lo and words[comma] == "as" and words[comma - 1] == ",":
            comma -= 1
        if (
            comma <= lo
            or words[comma] not in (",", "–", "—")
            or self.levels.inside[comma] != self.levels.inside[at]
        ):
            return None
        left = (lo, comma)
        if not self._main_clause(lo, comma) and not self._ends_sentence(left, at, source, subject, hi):
            after = self.adverbials.skip(at + 1 if subject else (source[1] if source else at + 1), hi)
            return self._inserted(left, (group, at + 1), source, after, hi, cue)
        content = [self.doc.span_of(left)]
        past = self.adverbials.skip(at + 1 if subject else (source[1] if source else at + 1), hi)
        if (
            (
                past < hi
                and words[past] == ","
                and past + 3 < hi
                and words[past + 1] not in ("who", "which", "and", "but", "as", "while")
            )
            and self.clauses.verbs.get(words[past + 1]) != "gerund"
            and self.clauses.has_clause(past + 1, hi)
        ):
            content.append(self.doc.span_of((past + 1, hi)))
        assert source is not None
        return Draft(
            content=content,
            cue=[self.doc.span_of((group, at + 1))],
            source=self.doc.span_of(source),
            rule="clause before cue",
            inside=self.levels.inside[at],
            lemma=cue.lemma,
        )

    def _inverted(self, at: int, hi: int) -> bool:
        """Tell whether a name follows a verb as its subject ("…, said Marit Hale, …")."""
        if at + 1 >= hi:
            return False
        article = self.words[at + 1] in ("the", "a", "an") and self._turns_round(at)
        if at + 1 not in self.clauses.names and not article:
            return False
        phrase = self.clauses.phrase_after(at + 1, hi)
        return phrase is not None and (phrase[1] >= hi or self.words[phrase[1]] in ",.;–—")

    def _ends_sentence(
        self, left: Stretch, at: int, source: Stretch | None, subject: Stretch | None, hi: int
    ) -> bool:
        """Tell whether a cue ends its sentence behind a clause whose verb no table knows ("…, X said.")."""
        if left[1] - left[0] < 4 or self.words[left[0]] in PREPOSITIONS | SUBORDINATORS:
            return False
        behind = at + 1 if subject or source is None else source[1]
        past = self.adverbials.skip(behind, hi)
        return past >= hi or self.words[past] in ".!?"

    def _turns_round(self, at: int) -> bool:
        """Tell whether a verb takes its subject behind it without taking an object there."""
        entry = cue_forms().get(self.words[at])
        return entry is not None and entry[0].lemma in _TURNED

    def _inserted(
        self, left: Stretch, verb: Stretch, source: Stretch | None, after: int, hi: int, cue: Cue
    ) -> Draft | None:
        """Read "The road, X said, would be open": a cue set between the subject of its content and the
        verb."""
        if source is None or after + 1 >= hi or self.words[after] not in (",", "–", "—"):
            return None
        goes_on = self.clauses.finite(after + 1, after, hi) or self.words[after + 1] in AUXILIARIES
        if (not goes_on and not self.clauses.has_clause(after + 1, hi)) or self.words[
            left[0]
        ] in SUBORDINATORS:
            return None
        rest = self.doc.span_of((after + 1, hi))
        adverbial = left[1] - left[0] < 3 and not goes_on
        return Draft(
            content=[rest] if adverbial else [self.doc.span_of(left), rest],
            cue=[self.doc.span_of(verb)],
            source=self.doc.span_of(source),
            rule="clause before cue",
            inside=self.levels.inside[verb[0]],
            lemma=cue.lemma,
        )

    def _main_clause(self, lo: int, hi: int) -> bool:
        return any(self.clauses.finite(at, lo, hi) for at in range(lo + 1, min(hi, lo + 30)))

    def _passive(self, at: int, group: int, lo: int, hi: int, cue: Cue) -> Draft | None:
        """Read "it was announced that …", "he was quoted as saying that …", "… was reported by X"."""
        words = self.words
        subject = self.clauses.subject(lo, group)
        after = at + 1
        if cue.lemma == "quote" and words[after : after + 2] == ["as", "saying"]:
            right = self.frames.content_after(after + 1, hi, cue_forms()["said"][0])
            if right and subject:
                return self._draft(right, (group, after + 2), subject, lo, False, cue)
            return None
        if cue.lemma == "quote" and words[after : after + 1] == ["by"]:
            return self._quoted_by(group, after, hi, subject, cue)
        if after + 1 < hi and words[after] == "to" and subject is not None and cue.lemma in _SAID_TO:
            return self._said_to(group, at, hi, subject, cue)
        if cue.lemma in _TOLD and subject is not None:
            return self._was_told(group, at, hi, subject, cue)
        expletive = (subject is not None and words[subject[0] : subject[1]] == ["it"]) or subject is None
        if not expletive or cue.kind not in ("speech", "judgement", "evidence"):
            return None
        agent = None
        if after < hi and words[after] == "by":
            agent = self.clauses.phrase_after(after + 1, hi)
            after = agent[1] if agent else after
        begin = self.adverbials.skip(after, hi)
        closes = begin >= hi or words[begin] in (".", "!", "?")
        if closes and subject is not None and subject[0] > lo + 3 and words[subject[0] - 1] == ",":
            return self._announced_before((lo, subject[0] - 1), (group, at + 1), cue)
        bare = subject is not None and cue.lemma in _SAID_TO and self.clauses.has_clause(begin, hi)
        if begin + 1 >= hi or (words[begin] != "that" and not bare):
            return None
        begin += words[begin] == "that"
        right = self.extents.clause((begin, hi), "clause with that" if agent else "agentless passive", at + 1)
        if right is None:
            return None
        draft = self._draft(right, (group, at + 1), agent, lo, False, cue)
        draft.agentless = agent is None
        return draft

    def _was_told(self, group: int, at: int, hi: int, subject: Stretch, cue: Cue) -> Draft | None:
        """Read "she was told by a guard that …", "they had been promised that …"."""
        after, agent = at + 1, None
        if after < hi and self.words[after] == "by":
            agent = self.clauses.phrase_after(after + 1, hi)
            after = agent[1] if agent else after
        begin = self.adverbials.skip(after, hi)
        if begin + 1 >= hi:
            return None
        rule = "clause with that" if agent else "agentless passive"
        if self.words[begin] == "to" and cue.lemma == "tell":
            right = self.extents.phrase((begin, hi), rule, at + 1)
        elif self.words[begin] == "that" or (begin == after and self.clauses.has_clause(begin, hi)):
            right = self.extents.clause((begin + (self.words[begin] == "that"), hi), rule, at + 1)
        else:
            return None
        if right is None:
            return None
        draft = self._draft(right, (group, at + 1), agent, group, False, cue)
        draft.agentless = agent is None
        return draft

    def _when_asked(self, at: int, hi: int, cue: Cue) -> Draft | None:
        """Read "The mayor, asked by X whether …, said": the question is X's, or nobody's in particular."""
        after, agent = at + 1, None
        if after < hi and self.words[after] == "by":
            agent = self.clauses.phrase_after(after + 1, hi, 24, _QUESTIONS)
            after = agent[1] if agent else after
        if after + 2 >= hi or self.words[after] not in _QUESTIONS or is_mark(self.words[after + 1]):
            return None
        end = next((k for k in range(after + 1, hi) if self.words[k] == ","), hi)
        found = ((after, end), "question clause", at + 1)
        draft = self._draft(found, (at, at + 1), agent, at, False, cue)
        draft.agentless = agent is None
        return draft

    def _as_told_by(self, at: int, lo: int, hi: int, cue: Cue) -> Draft | None:
        """Read "As reported by X, CLAUSE" and "CLAUSE, as reported by X"."""
        source = self.clauses.phrase_after(at + 2, hi)
        if source is None:
            return None
        if at - 1 <= lo:
            past = self.adverbials.skip(source[1], hi)
            if past >= hi or self.words[past] != ",":
                return None
            found = self.extents.clause((past + 1, hi), "clause before cue", at + 2)
        else:
            end = at - 2 if self.words[at - 2] == "," else at - 1
            found = ((lo, end), "clause before cue", at + 2) if self._main_clause(lo, end) else None
        return self._draft(found, (at - 1, at + 2), source, lo, False, cue) if found else None

    def _announced_before(self, content: Stretch, verb: Stretch, cue: Cue) -> Draft | None:
        """Read "CLAUSE, it was announced."."""
        if not self._main_clause(*content):
            return None
        return Draft(
            content=[self.doc.span_of(content)],
            cue=[self.doc.span_of(verb)],
            source=None,
            rule="agentless passive",
            inside=self.levels.inside[verb[0]],
            agentless=True,
            lemma=cue.lemma,
        )

    def _quoted_by(self, group: int, by: int, hi: int, subject: Stretch | None, cue: Cue) -> Draft | None:
        """Read "X was quoted by Y as saying that …": Y's report and, inside it, X's."""
        as_ = next((at for at in range(by + 2, min(hi - 1, by + 20)) if self._as_saying(at)), None)
        if as_ is None or subject is None:
            return None
        agency = self.clauses.phrase_after(by + 1, as_, 24)
        right = self.frames.content_after(as_ + 1, hi, cue_forms()["said"][0])
        if right is None or agency is None:
            return None
        outer = self._draft(right, (group, by + 1), agency, group, False, cue)
        inner = self._draft(right, (as_, as_ + 2), subject, group, False, cue)
        inner.parent, inner.rule = outer, "cited through"
        self.children.append(inner)
        return outer

    def _as_saying(self, at: int) -> bool:
        return self.words[at : at + 2] == ["as", "saying"]

    def _said_to(self, group: int, at: int, hi: int, subject: Stretch, cue: Cue) -> Draft | None:
        """Read "they are said to have left": nobody in particular says it of the subject."""
        right = self.extents.phrase((at + 1, hi), "agentless passive", at + 1)
        if right is None:
            return None
        draft = self._draft(right, (group, at + 1), None, group, False, cue)
        draft.content = [self.doc.span_of(subject), *draft.content]
        draft.agentless = True
        return draft

    def _share_subjects(self, drafts: list[Draft]) -> None:
        """Give a cue without a subject of its own that of the cue before it in its sentence (", adding
        that")."""
        for before, draft in pairwise(drafts):
            if not draft.elided or not before.cue or before.inside != draft.inside or before.source is None:
                continue
            sentence = self.doc.sentence_at(draft.cue[0][0])
            if sentence is None or not sentence[0] <= before.cue[0][0] < draft.cue[0][0]:
                continue
            nearer = self._after_semicolon(before.cue[0][1], draft.cue[0][0])
            draft.source = self.doc.span_of(nearer) if nearer else before.source

    def _after_semicolon(self, start: int, end: int) -> Stretch | None:
        """Return the subject of the clause that a semicolon opens between two cues, or None."""
        lo, hi = self.doc.token_range((start, end))
        opens = next((at for at in range(hi - 1, lo - 1, -1) if self.words[at] == ";"), None)
        return self.clauses.main_subject(opens + 1, hi) if opens is not None and hi - opens > 3 else None

    def _part(self, drafts: list[Draft]) -> list[Draft]:
        """End a report where the next one of the sentence begins beside it, not inside it ("…, and they
        announced …")."""
        text = self.doc.text
        for number, draft in enumerate(drafts):
            if draft.rule == "clause before cue" or not draft.content:
                continue
            start, end = draft.content[-1]
            for later in drafts[number + 1 : number + 8]:
                begin = later.cue[0][0] if later.cue else later.start
                if later.source and not later.elided:
                    begin = min(begin, later.source[0])
                if begin >= end or later.inside != draft.inside:
                    continue
                if begin <= start:
                    continue
                between = text[start:begin].rstrip()
                link = _link(between, later.elided or self._spliced(later))
                if link is not None:
                    draft.content[-1] = (start, start + link)
                    break
        return [draft for draft in drafts if draft.content[-1][1] > draft.content[-1][0]]

    def _spliced(self, later: Draft) -> bool:
        """Tell whether a report begins with a subject pronoun: after a comma, a new clause then ("…,
        they called")."""
        if later.source is None:
            return False
        lo, hi = self.doc.token_range(later.source)
        return hi - lo == 1 and self.words[lo] in ("he", "she", "they")


def _link(before: str, elided: bool) -> int | None:
    """Return where the connective begins that separates two reports, or None where the second stands in
    the first."""
    for connective in (", and", ", but", ", so", ", while", "; and", ";", ", whereas", ", yet", ","):
        if before.endswith(connective):
            if connective == "," and not elided:
                return None
            return len(before) - len(connective)
    for connective in (" and", " but"):
        if elided and before.endswith(connective):
            return len(before) - len(connective)
    return None
