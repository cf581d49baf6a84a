"""Noun phrases and clauses around a cue, without a tagger.

Positions are token indices into a Doc. A *stretch* is ``(lo, hi)``, half open; nothing outside it is looked
at, so the cost of a look is bounded by the sentence. Words are classed by closed lists (determiners,
prepositions, pronouns, auxiliaries, subordinators) and by the verb tables; everything else is taken for
a noun or an adjective. That is right often enough before a cue verb, where English keeps its subject close.

It fails on long subjects with a relative clause of their own, and on participles that look like past tenses.
"""

from __future__ import annotations

from testimonia.finding.attributing.cues import CUE_NOUNS, NOUN_LIKE, cue_forms, verb_forms
from testimonia.language.doc import Doc

Stretch = tuple[int, int]

DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your some any each every no another both "
    "all several many few most other such more two three four five six ten one".split()
)
PREPOSITIONS = frozenset(
    "of in on at by for from to with about against between among into during before after under over "
    "through without within upon toward towards across near around behind beyond inside outside amid "
    "amidst despite following via since until per regarding concerning including like along alongside "
    "throughout".split()
)
SUBJECT_PRONOUNS = frozenset(
    "i he she it they we you who which one everyone everybody someone somebody others nobody".split()
)
RELATIVES = frozenset(("who", "which", "that"))
AUXILIARIES = frozenset(
    "am is are was were be been being has have had having do does did will would shall should can could "
    "may might must ll ve re d isn aren wasn weren hasn haven hadn doesn don didn won wouldn couldn "
    "shouldn".split()
)
ADVERBS = frozenset(
    "also not never again then now still later earlier further furthermore just even already once soon "
    "only yet often always almost rather quite very too instead however meanwhile moreover nevertheless "
    "thus therefore hence first afterwards recently early late ever so t n't previously today yesterday "
    "tonight tomorrow there here indeed perhaps maybe simply clearly long once".split()
)
SUBORDINATORS = frozenset(
    "that because if when while as although though unless whether than but so how what why where "
    "whereas whose whom once lest".split()
)
CONJUNCTIONS = frozenset(("and", "or", "nor", "&"))
TIME_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december today yesterday tonight morning afternoon evening "
    "night week month year".split()
)
#: Nouns that make an adverbial of the occasion out of "in a …", "at a …": the words were said there,
#: not by it.
OCCASIONS = frozenset(
    "statement interview conference press speech briefing letter report tweet post message article "
    "editorial column remarks comments address meeting rally debate hearing session email e-mail memo "
    "release news call conversation telephone phone visit summit ceremony sermon video broadcast "
    "testimony response reply answer reference beginning end start terms footnote writing".split()
)
#: No subject is looked for farther back than this many tokens.
_FARTHEST = 120
#: Words that float between an auxiliary and its verb: "have both told", "has since argued".
_FLOATING = frozenset(("both", "all", "since", "each", "long"))
#: Verbs that carry another one: "used to say", "continues to claim".
_LEADING_VERBS = frozenset(
    "used continued continues continue began begins begin wishes wanted tried seemed appeared "
    "hastened rushed likes liked loves loved tends tended "
    "proceeded hurried".split()
)
#: What begins a parenthesis that is no apposition to the subject.
_NO_APPOSITIONS = PREPOSITIONS | {"citing", "quoting"}
_BEFORE_ARTICLE = (
    PREPOSITIONS | CONJUNCTIONS | {"all", "both", "half", "such", "quite", "–", "—", "'", "“", '"'}
)
#: Marks that may stand between a subject and its verb: scare quotes, brackets.
_TRANSPARENT = frozenset(("(", ")", "[", "]", "“", "”", '"', "''", "``"))
_TITLE_STOPS = frozenset(
    "mr mrs ms dr st prof gen col lt maj capt sgt sen rep gov hon rev jr sr u s k n".split()
)
#: What follows a possessive to address a dignitary, whose office or name comes behind it.
HONORIFICS = frozenset("excellency majesty highness eminence holiness honour honor grace beatitude".split())
#: What parts the number of a point from its text.
_AFTER_NUMBER = frozenset("-–—).:")
_REFLEXIVES = frozenset("himself herself itself themselves ourselves myself yourself yourselves".split())
_CLAUSE_MARKS = frozenset(("''", "``")) | frozenset('.,;:!?…“”"«»()[]—–﴿﴾،؛؟•*')


def is_adverb(word: str) -> bool:
    """Tell whether a word is in the list of adverbs or looks like one in -ly."""
    return word in ADVERBS or (
        word.endswith("ly")
        and len(word) > 4
        and word not in ("family", "assembly", "ally", "italy", "rally", "july")
    )


def is_mark(word: str) -> bool:
    """Tell whether a token is punctuation that bounds clauses."""
    return word in _CLAUSE_MARKS


class Clauses:
    """Reads noun phrases in one document; holds only references and caches of the Doc."""

    def __init__(
        self,
        doc: Doc,
        starts_of_names: frozenset[int],
        named: frozenset[int] = frozenset(),
        inside: list[int] | None = None,
    ) -> None:
        self.text = doc.text
        self.words = doc.words
        self.tokens = doc.tokens
        self.names = starts_of_names
        self.named = named
        self.inside = inside or [-1] * len(doc.words)
        self.verbs = verb_forms()

    # ------------------------------------------------------------------ word classes

    def capital(self, at: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return self.text[self.tokens[at][0]].isupper()

    def glued(self, at: int) -> bool:
        """Tell whether no white space stands between a token and the one before."""
        return at > 0 and self.tokens[at - 1][1] == self.tokens[at][0]

    def finite(self, at: int, lo: int, hi: int) -> bool:
        """Tell whether a token is probably a finite verb."""
        word = self.words[at]
        if word == "may" and self.capital(at) and at > lo:
            return False
        if word in AUXILIARIES:
            return True
        form = self.verbs.get(word)
        if form is None or form in ("gerund", "participle") or at in self.named:
            return False
        if self.capital(at) and at > lo:
            return False
        before = self.words[at - 1] if at > lo else ""
        after = self.words[at + 1] if at + 1 < hi else ""
        if before in DETERMINERS or before in ("of", "'s"):
            return False
        if before in SUBJECT_PRONOUNS or before in RELATIVES:
            return True
        if form == "base":
            return before in ("to", "will", "would", "must", "should", "can", "could", "may", "might") or (
                before.endswith("s") and (after in DETERMINERS or after == "that")
            )
        object_follows = (
            after in DETERMINERS
            or after in SUBJECT_PRONOUNS
            or after in ("to", "that", "him", "them", "us", "me")
        )
        if form == "present":
            return (word in cue_forms() and word not in NOUN_LIKE) or object_follows or is_adverb(after)
        if not word.endswith("ed"):
            return True
        return (
            object_follows or is_adverb(after) or (at + 1 < hi and after.isalpha() and self.capital(at + 1))
        )

    def has_clause(self, lo: int, hi: int, reach: int = 12) -> bool:
        """Tell whether a subject and a finite verb stand at the beginning of a stretch."""
        stop = min(hi, lo + reach)
        for at in range(lo, stop):
            word = self.words[at]
            title = word == "." and self.glued(at) and self.words[at - 1] in _TITLE_STOPS
            if is_mark(word) and word not in _TRANSPARENT and not title:
                return False
            if word in ("to", "that") and at == lo:
                return False
            if at > lo and (
                (word in AUXILIARIES and word not in ("being", "having")) or self._plain_finite(at)
            ):
                return True
        return False

    def _plain_finite(self, at: int) -> bool:
        form = self.verbs.get(self.words[at])
        before = self.words[at - 1]
        if before in "-–" and self.glued(at):
            return False
        if form == "base" and not self.capital(at):
            subject = self.words[at - 2] if is_adverb(before) or before == "longer" else before
            return subject in ("i", "we", "you", "they", "no")
        if form not in ("past", "present") or self.capital(at):
            return False
        return before not in DETERMINERS and before not in PREPOSITIONS and before not in CONJUNCTIONS

    # ------------------------------------------------------------------ verb group and subject

    def group_start(self, lo: int, at: int) -> int:
        """Return where the verb group of a verb begins: auxiliaries, adverbs and "went on to" belong to
        it."""
        if at - 2 >= lo and self.words[at - 1] == "to":
            if self.words[at - 2] in _LEADING_VERBS:
                at -= 2
            elif (
                at - 3 >= lo
                and self.words[at - 2] == "on"
                and self.words[at - 3] in ("went", "goes", "go", "going")
            ):
                at -= 3
        while at > lo:
            word = self.words[at - 1]
            if (
                word in AUXILIARIES
                or (word in _FLOATING and at - 2 >= lo and self.words[at - 2] in AUXILIARIES)
                or (
                    is_adverb(word)
                    and not (at - 1 in self.names or (self.capital(at - 1) and word not in ADVERBS))
                    and not self._ends_name(lo, at - 1)
                )
                or (word == "more" and at - 2 >= lo and self.words[at - 2] == "once")
                or (word == "'" and at - 1 > lo and self.words[at] in ("ve", "d", "ll", "s", "re", "t"))
            ):
                at -= 1
            else:
                break
        return at

    def _ends_name(self, lo: int, at: int) -> bool:
        """Tell whether an adverb is the end of a name in mixed case ("Port Today reported")."""
        if at - 1 < lo or not (self.capital(at) and self.capital(at - 1)):
            return False
        return not self.text[slice(*self.tokens[at])].isupper()

    def subject(self, lo: int, at: int) -> Stretch | None:
        """Return the noun phrase before a verb group that begins at ``at``, or None where none stands
        there."""
        before = at - 1
        if before < lo:
            return None
        word = self.words[before]
        if word in _REFLEXIVES:
            meant = self.subject(lo, before)
            return (meant[0], at) if meant is not None else None
        if word in SUBJECT_PRONOUNS or word in RELATIVES:
            return (before, at)
        if word in (",", "–", "—", "-", ")"):
            return self._apposed(lo, before)
        if is_mark(word) and word not in '”"»':
            return None
        found = self.phrase_before(lo, before)
        if found is not None and found[0] - 2 >= lo and self.words[found[0] - 1] == "as":
            relative = self.words[found[0] - 2]
            if relative in ("who", "which", "he", "she"):
                return (found[0] - 2, found[0] - 1)
        return found

    def main_subject(self, lo: int, at: int) -> Stretch | None:
        """Return the subject of the clause that holds ``at``: what stands before its first finite verb."""
        lo = max(lo, at - _FARTHEST)
        if lo < at and (self.words[lo] in SUBORDINATORS or self.words[lo] in PREPOSITIONS):
            for comma in range(lo + 1, at):
                if self.words[comma] == ",":
                    lo = comma + 1
                    break
        for verb in range(lo + 1, at):
            if self.inside[verb] == self.inside[at - 1] and self._loosely_finite(verb, lo, at):
                found = self.subject(lo, self.group_start(lo, verb))
                expletive = (
                    found is not None and self.words[found[0]] == "it" and self.words[verb] in ("is", "was")
                )
                if found is not None and self.words[found[0]] not in RELATIVES and not expletive:
                    return found
        return None

    def subjects(self, lo: int, hi: int) -> list[Stretch]:
        """Return the subjects of the finite verbs of a stretch, the nearest to its end first."""
        lo = max(lo, hi - _FARTHEST)
        out: list[Stretch] = []
        for verb in range(hi - 1, lo, -1):
            if self.inside[verb] == self.inside[hi - 1] and self._loosely_finite(verb, lo, hi):
                found = self.subject(lo, self.group_start(lo, verb))
                edge = self.words[found[0] - 1] if found is not None and found[0] > lo else ""
                said = found is not None and edge == "that" and self.words[found[0] - 2] in cue_forms()
                led = edge in RELATIVES or edge == "what"
                if found is not None and found not in out and (said or not led):
                    out.append(found)
        return out

    def _loosely_finite(self, at: int, lo: int, hi: int) -> bool:
        """Tell whether a word may be the main verb: looser than :meth:`finite`, for clauses that must
        have one."""
        word, before = self.words[at], self.words[at - 1]
        if word in ("s", "'"):
            return False
        if self.finite(at, lo, hi):
            return True
        past = self.verbs.get(word) == "past" or (word.endswith("ed") and len(word) > 4)
        return (
            past
            and not self.capital(at)
            and before not in DETERMINERS
            and before not in PREPOSITIONS
            and before != ","
        )

    def _apposed(self, lo: int, comma: int) -> Stretch | None:
        """Return the noun phrase whose apposition is closed by the mark at ``comma``."""
        if self.words[comma] == ")":
            return self.phrase_before(lo, comma)
        return self._closed_apposition(lo, comma) or self._whole_before(lo, comma)

    def _whole_before(self, lo: int, comma: int) -> Stretch | None:
        """Return a subject that a stray comma cuts from its verb ("the general staff, announced …")."""
        phrase = self.phrase_before(lo, comma - 1) if comma > lo else None
        if phrase is None or not self._clause_edge(lo, phrase[0] - 1):
            return None
        if any(
            self.verbs.get(self.words[at]) == "past" and not self.capital(at)
            for at in range(phrase[0] + 1, phrase[1])
        ):
            return None
        return phrase

    def _clause_edge(self, lo: int, edge: int) -> bool:
        """Tell whether a token ends the clause before; the start of the stretch does."""
        return edge < lo or self.words[edge] in '.:;“"«(—–•-' or self.words[edge] in SUBORDINATORS

    def _closed_apposition(self, lo: int, comma: int) -> Stretch | None:
        mark = self.words[comma]
        for at in range(comma - 1, max(lo, comma - 26), -1):
            word = self.words[at]
            if word == mark or (mark == "," and word in "–—"):
                head = self.phrase_before(lo, at - 1) if at > lo else None
                if head is None:
                    return None
                inner = self.words[at + 1] if at + 1 < comma else ""
                aside = inner in _NO_APPOSITIONS and inner not in ("of", "for")
                if aside or self.words[head[0]] in PREPOSITIONS:
                    return head
                return (head[0], comma)
            if word in ';:.“”"!?':
                return None
        return None

    def phrase_before(self, lo: int, last: int, depth: int = 0) -> Stretch | None:
        """Return the noun phrase whose last token is ``last``, without adverbials before it, or None."""
        at = last
        while at >= lo:
            word = self.words[at]
            if word == ")":
                opened = self._back_to(lo, at, "(")
                if opened is None:
                    break
                at = opened - 1
                continue
            if word in '”"»' and word:
                opened = self._back_to(lo, at, '“"«')
                if opened is None or at - opened > 8:
                    break
                at = opened - 1
                continue
            if word == ".":
                if (
                    at > lo
                    and self.glued(at)
                    and (self.words[at - 1] in _TITLE_STOPS or len(self.words[at - 1]) == 1)
                ):
                    at -= 1
                    continue
                break
            if word == "," and depth == 0 and at < last and self._listed(lo, at, last):
                at -= 1
                continue
            if is_mark(word) and not (word in "–—" and self.glued(at)):
                break
            if word == "as" and at - 2 > lo and self.words[at - 2 : at] == ["as", "well"]:
                at -= 4 if self.words[at - 3] == "," else 3
                continue
            if at < last and self._saying(lo, at):
                break
            if at < last and self._new_article(lo, at):
                at -= 1
                break
            if word in CONJUNCTIONS:
                if at == last or not self._joint(lo, at, depth):
                    break
            elif word in SUBORDINATORS or (word in SUBJECT_PRONOUNS and word != "one"):
                break
            elif at < last and self.finite(at, lo, last + 1):
                behind = self._before_relative(lo, at)
                if behind is None:
                    break
                at = behind
                continue
            elif at == last and word in AUXILIARIES:
                return None
            at -= 1
        return self._without_adverbial(at + 1, last + 1)

    def _saying(self, lo: int, at: int) -> bool:
        """Tell whether a gerund of saying opens a clause ("…, saying the minister had …")."""
        entry = cue_forms().get(self.words[at])
        said = entry is not None and entry[1] == "gerund" and entry[0].kind == "speech"
        return said and at > lo and self.words[at - 1] not in DETERMINERS and not self.capital(at)

    def _new_article(self, lo: int, at: int) -> bool:
        """Tell whether an article opens a phrase that does not belong to the words before it."""
        if self.words[at] not in ("the", "a", "an") or at == lo or self.capital(at):
            return False
        before = self.words[at - 1]
        if before in HONORIFICS or before in AUXILIARIES or before in self.verbs:
            return False
        return before[0].isalnum() and before not in _BEFORE_ARTICLE and not is_adverb(before)

    def _before_relative(self, lo: int, verb: int) -> int | None:
        """Return the last token before the relative clause of a verb ("the boy who sells …"), or None."""
        for relative in range(verb - 1, max(lo, verb - 9), -1):
            word = self.words[relative]
            if word in ("who", "which"):
                return relative - 2 if self.words[relative - 1] == "," else relative - 1
            if is_mark(word) or word in SUBORDINATORS:
                return None
        return None

    def _back_to(self, lo: int, at: int, openers: str) -> int | None:
        for back in range(at - 1, max(lo - 1, at - 16), -1):
            if self.words[back] in openers:
                return back
        return None

    def _listed(self, lo: int, comma: int, last: int) -> bool:
        """Tell whether a comma stands in a list of joint subjects ("Russia, Iran and Turkey")."""
        return (
            comma > lo
            and self.capital(comma - 1)
            and self.capital(comma + 1)
            and any(self.words[at] in CONJUNCTIONS for at in range(comma, min(last + 1, comma + 14)))
        )

    def _joint(self, lo: int, conjunction: int, depth: int) -> bool:
        """Tell whether "A and B" before a verb is one subject: nothing finite stands in A's part of the
        clause."""
        if depth >= 2 or conjunction - 1 < lo:
            return False
        left = self.phrase_before(lo, conjunction - 1, depth + 1)
        if left is None:
            return False
        edge = left[0] - 1
        if edge < lo:
            return True
        word = self.words[edge]
        return word in '.:;“"«(,—–-' or word in SUBORDINATORS or (word in PREPOSITIONS and edge == lo)

    def _without_adverbial(self, lo: int, hi: int) -> Stretch | None:
        """Drop what stands before the noun phrase: connectives, adverbs, "in Paris", "on Friday"."""
        lo = self._past_number(lo, hi)
        while lo < hi and (
            self.words[lo] in CONJUNCTIONS
            or (is_adverb(self.words[lo]) and not self.capital_name(lo))
            or self.words[lo] in "-*•–—"
        ):
            lo += 1
        for at in range(lo + 1, min(hi - 1, lo + 4)):
            if self.words[at] in ("later", "earlier", "ago") and at not in self.named:
                lo = at + 1
                break
        while lo < hi - 1 and self.words[lo] in TIME_WORDS and lo not in self.named:
            lo += 1
        if lo >= hi:
            return None
        while lo < hi - 1 and self.words[lo].isdigit() and lo + 1 in self.names:
            lo += 1
        if self.words[lo] in PREPOSITIONS or self.verbs.get(self.words[lo]) == "gerund":
            for at in range(lo + 2, hi):
                before = self.words[at - 1]
                begins = self.words[at] in DETERMINERS or at in self.names
                if (
                    begins
                    and before not in PREPOSITIONS
                    and before not in DETERMINERS
                    and before not in CONJUNCTIONS
                    and not self.glued(at)
                ):
                    return (at, hi)
            return None
        return (lo, hi)

    def _past_number(self, lo: int, hi: int) -> int:
        """Return where a phrase begins behind the number of its point ("3- The President")."""
        numbered = lo + 2 < hi and self.words[lo].isdigit() and self.words[lo + 1] in _AFTER_NUMBER
        return lo + 2 if numbered and not self.words[lo + 2].isdigit() else lo

    def capital_name(self, at: int) -> bool:
        """Tell whether a name begins at a token."""
        return at in self.names

    # ------------------------------------------------------------------ noun phrase after

    def phrase_after(
        self, at: int, hi: int, longest: int = 24, before: frozenset[str] = frozenset()
    ) -> Stretch | None:
        """Return the noun phrase that begins at ``at`` ("said the head of the port authority on Friday").

        The phrase ends before any word of ``before``.
        """
        lo = at
        stop = min(hi, at + longest)
        while at < stop:
            word = self.words[at]
            if (
                word == "."
                and self.glued(at)
                and (self.words[at - 1] in _TITLE_STOPS or len(self.words[at - 1]) == 1)
            ):
                at += 1
                continue
            if word in ("“", '"', "‘") and at == lo:
                at += 1
                continue
            if is_mark(word) and not (word in "–—" and self.glued(at) and at + 1 < hi and self.glued(at + 1)):
                break
            if at > lo:
                if word in ("the", "a", "an") and self.words[at - 1] not in _BEFORE_ARTICLE:
                    break
                if (
                    word in before
                    or word in SUBORDINATORS
                    or word in SUBJECT_PRONOUNS
                    or self.finite(at, lo, hi)
                ):
                    break
                if at not in self.named and (
                    self._adverbial_after(at, stop) or (is_adverb(word) and not self.capital(at))
                ):
                    break
                if self.words[lo] in SUBJECT_PRONOUNS or self.words[lo] in ("him", "her", "them", "us", "me"):
                    break
            at += 1
        while at > lo and self.words[at - 1] in PREPOSITIONS | CONJUNCTIONS | {"(", "“"}:
            at -= 1
        return (lo, at) if at > lo else None

    def _adverbial_after(self, at: int, stop: int) -> bool:
        word = self.words[at]
        if word in TIME_WORDS and not (at + 1 < stop and self.words[at] == "may"):
            return True
        if word not in PREPOSITIONS or word == "of" or (word == "by" and self.words[at - 1] in CUE_NOUNS):
            return False
        ahead = self.words[at + 1 : min(stop, at + 5)]
        if any(follows in OCCASIONS or follows in TIME_WORDS or follows.isdigit() for follows in ahead):
            return True
        return word in (
            "during",
            "after",
            "before",
            "following",
            "via",
            "through",
            "since",
            "until",
            "as",
            "despite",
            "amid",
            "by",
        )
