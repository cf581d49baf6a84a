"""Speakers: the name behind "he", "the Turkish Foreign Minister", "which" and "sources in the port".

A source phrase is read by its head: a name is that name; a role is whoever the text itself ties to it; a
pronoun is the last fitting subject, first within its own quotation; a relative pronoun is its
antecedent. What stays without a name is described ("unnamed residents"), what has no agent is
"unspecified". Nothing is taken from outside the document. Each resolution says in ``why`` what it rests on.

It fails where two persons of one sentence would fit a pronoun, and where a role passes from one holder
to another.
"""

from __future__ import annotations

from testimonia.finding.attributing.clauses import HONORIFICS, PREPOSITIONS, Clauses, Stretch
from testimonia.finding.attributing.cues import UTTERANCES
from testimonia.finding.attributing.drafts import Draft
from testimonia.finding.attributing.levels import Levels
from testimonia.finding.attributing.phrase_names import MEDIA_HEADS, PhraseNames
from testimonia.finding.attributing.pronouns import UNSPECIFIED, Pronouns, Resolved
from testimonia.finding.naming.persons import POST_NOMINALS
from testimonia.language.doc import Doc
from testimonia.model import Citation, Mention, Metadata, Span

AUTHOR = "document author"
_BEFORE_DESCRIPTION = frozenset(
    "the a an unnamed unidentified anonymous unknown its his her their these those this that "
    "same very my our your".split()
)
_TRAILING = frozenset(("who", "which", "that", ",", "itself", "himself", "herself", "themselves"))
_DEFINITE = frozenset("the its his her their our your this that".split())
_GROUP_NOUNS = frozenset(
    "ministry government army council party group movement front agency committee commission union "
    "court parliament company organisation organization bloc alliance coalition delegation team office "
    "department staff force forces regime administration state country mission embassy newspaper "
    "channel station university bank institute association league campaign militia command police "
    "presidency navy coastguard board inspectorate treasury cabinet chancellery secretariat bureau "
    "directorate senate congress "
    "forum inquiry platform watchdog regulator ombudsman charity club "
    "assembly chamber guild syndicate federation society service authority opposition "
    "leadership tribunal prosecution junta brigade battalion".split()
)
#: Their plurals are known bodies too where an article or an owner says which ("the regional boards").
_BODIES = _GROUP_NOUNS | frozenset("ministries boards councils courts unions authorities services".split())
#: Offices that one person holds at a time where a portfolio stands before them ("the finance minister").
_HELD_BY_ONE = frozenset(
    "minister president premier chancellor secretary king queen sultan emir governor mayor ambassador chief "
    "head director chairman chairwoman commissioner speaker leader commander".split()
)
_FORMER = frozenset("former ex senior late local regional other same previous outgoing deputy".split())
_CITED = frozenset("cited quoted interviewed contacted reached polled surveyed".split())
_SMALL = frozenset("of for and the on".split())
_MEMBERS = frozenset("member gentleman lady friend".split())
_POSSESSIVE = {"his": "he", "her": "she", "their": "they", "its": "it", "my": "i", "our": "we", "your": "you"}


#: Words that stand for somebody: by themselves they never describe one.
_UNRESOLVED = frozenset(
    "who which that this what whoever whatever why how when where himself herself itself themselves "
    "one".split()
)


class Speakers:
    """Resolves the sources of one document to names."""

    def __init__(
        self,
        doc: Doc,
        levels: Levels,
        clauses: Clauses,
        metadata: Metadata,
        citations: list[Citation],
        mentions: list[Mention],
    ) -> None:
        self.doc = doc
        self.clauses = clauses
        self.citations = citations
        self.names = PhraseNames(doc, clauses, citations, mentions)
        self.pronouns = Pronouns(
            doc, levels, clauses, self.names, metadata.author or AUTHOR, self._source, _GROUP_NOUNS
        )
        self.resolved = self.pronouns.resolved
        self.capitalised = {m.text.split()[0].lower() for m in self.names.mentions if m.text.split()}
        self.outlets = {m.name or m.text for m in mentions if m.type == "media"} | {
            outlet.name for citation in citations for outlet in citation.outlets
        }

    def is_outlet(self) -> dict[str, bool]:
        """Return the names that stand for outlets."""
        return dict.fromkeys(self.outlets, True)

    def resolve(self, drafts: list[Draft]) -> None:
        """Set ``speaker``, ``speaker_class`` and ``resolved`` of every draft, outer quotations first."""
        waiting = sorted(drafts, key=self._anchor)
        for draft in waiting:
            if not draft.speaker:
                self._resolve(draft)
            self.resolved.append(draft)

    @staticmethod
    def _anchor(draft: Draft) -> int:
        if draft.source:
            return draft.source[0]
        return draft.cue[0][0] if draft.cue else draft.content[0][0]

    def _set(self, draft: Draft, names: list[str], kind: str, why: str) -> None:
        draft.speaker = tuple(dict.fromkeys(names))
        draft.speaker_class = kind
        draft.resolved = why

    def _resolve(self, draft: Draft) -> None:
        if draft.source is None:
            self._without_source(draft)
            return
        if draft.nameless:
            label = self.doc.cut(draft.source).lower()
            name = "unnamed questioner" if label in ("q", "question") else "unnamed " + label
            self._set(draft, [name], "unnamed", "no name in the text")
            return
        if draft.rule == "turn of a transcript":
            holder = self.names.of_label(self.doc.cut(draft.source))
            if holder is not None:
                self._set(draft, [holder], "named", "the name on the label of the turn")
                return
        nearest = self.names.ending(draft.antecedent) if draft.antecedent else None
        if nearest is not None:
            self._set(draft, [nearest], "named", "relative pronoun, the name before it")
            return
        names, kind, why = self._source(draft.antecedent or draft.source, draft, 0)
        self._set(draft, names, kind, why)

    def _without_source(self, draft: Draft) -> None:
        if draft.agentless:
            self._set(draft, [UNSPECIFIED], "unspecified", "no agent is named")
        elif draft.cited >= 0 and not draft.cue:
            self._set(
                draft, [o.name for o in self.citations[draft.cited].outlets], "named", "the outlet cited"
            )
        elif draft.elided or draft.rule == "quote, no cue":
            before = self.pronouns.last(draft, lambda other: not other.rule.startswith("scripture"))
            near = before is not None and self._same_paragraph(before, draft, draft.rule == "quote, no cue")
            if before is not None and near:
                self._set(draft, list(before.speaker), before.speaker_class, "subject of the clause before")
            else:
                self._set(draft, [UNSPECIFIED], "unspecified", "no source found")
        else:
            self._set(draft, [UNSPECIFIED], "unspecified", "no source found")

    def _same_paragraph(self, before: Draft, draft: Draft, next_too: bool) -> bool:
        gap = self.doc.text[min(before.end, draft.start) : draft.start]
        return gap.count("\n") <= (2 if next_too else 0) and len(gap) < 400

    def _source(self, span: Span, draft: Draft, depth: int) -> Resolved:
        """Return (names, class, why) for a source phrase."""
        lo, hi = self.doc.token_range(span)
        words = self.doc.words
        while lo < hi and words[lo] in ("“", '"', "‘", "both", "also", "even", "and"):
            lo += 1
        while hi - lo > 1 and (words[hi - 1] in _TRAILING or self._letters(hi - 1)):
            hi -= 1
        hi = next((at for at in range(lo + 1, hi - 1) if self._cited_by(at)), hi)
        if lo >= hi:
            return [UNSPECIFIED], "unspecified", "no source found"
        lo = self._past_honorific(lo, hi)
        lo = self._past_participle(lo, hi)
        if hi - lo == 1:
            pronoun = self.pronouns.resolve(words[lo], lo, draft, depth)
            if pronoun is not None:
                return pronoun
            if words[lo] in _UNRESOLVED:
                return [UNSPECIFIED], "unspecified", "pronoun without a referent before it"
        member = self._member(lo, hi, draft)
        if member is not None:
            return member
        if words[lo] in ("the", "both") and (holders := self.names.holders(words[self.names.head(lo, hi)])):
            return holders, "named", "the two who hold the office"
        parts = self.names.parts(lo, hi)
        if len(parts) > 1:
            return self._joint(parts, draft, depth)
        name = self.names.whole(lo, hi) or self.names.named(lo, hi) or self.names.given(lo, hi)
        if name is not None:
            return [name], "named", ""
        if depth < 3 and words[self.names.head(lo, hi)] in UTTERANCES:
            owner = self._author_of(lo, hi)
            if owner is not None:
                return self._source(owner, draft, depth + 1)
            issuer = self.names.issuer(lo, self.names.head(lo, hi))
            if issuer is not None:
                return [issuer], "named", "whose words they are"
            if words[lo] in _POSSESSIVE:
                spoken = self.pronouns.resolve(_POSSESSIVE[words[lo]], lo, draft, depth)
                if spoken is not None and spoken[1] != "unspecified":
                    return spoken
        return self._described(lo, hi, draft)

    def _member(self, lo: int, hi: int, draft: Draft) -> Resolved | None:
        """Resolve "the hon. Member": in a debate, the last other person who held a turn before this one."""
        words = self.doc.words
        if words[hi - 1] not in _MEMBERS or "hon" not in words[max(0, lo - 3) : hi]:
            return None
        own = self.pronouns.turn_of(draft)
        for other in reversed(self.resolved):
            turn = other.rule == "turn of a transcript" and other.speaker_class == "named"
            if turn and own is not None and other.start < own.start and other.speaker != own.speaker:
                return list(other.speaker), "named", "the member who spoke before"
        return None

    def _past_honorific(self, lo: int, hi: int) -> int:
        """Return where the office or name begins behind "His Excellency", "Her Majesty the"."""
        words = self.doc.words
        if hi - lo > 3 and words[lo] in _POSSESSIVE and words[lo + 1] in HONORIFICS:
            return lo + 2
        return lo

    def _past_participle(self, lo: int, hi: int) -> int:
        """Return where the noun begins in a phrase that opens with a participle ("asked by the daily X")."""
        words = self.doc.words
        if self.clauses.verbs.get(words[lo]) not in ("past", "participle") or words[lo] in self.capitalised:
            return lo
        inner = [at for at in range(lo + 1, hi - 1) if words[at] in PREPOSITIONS]
        return inner[-1] + 1 if inner else lo

    def _author_of(self, lo: int, hi: int) -> Span | None:
        """Return whose statement a phrase is ("a statement by the ministry", "the report of the office")."""
        words, tokens = self.doc.words, self.doc.tokens
        for at in range(self.names.head(lo, hi) + 1, hi - 1):
            if words[at] in ("by", "of", "from"):
                owner = self.clauses.phrase_after(at + 1, hi)
                return (tokens[owner[0]][0], tokens[owner[1] - 1][1]) if owner else None
        return None

    def _joint(self, parts: list[Stretch], draft: Draft, depth: int) -> Resolved:
        names: list[str] = []
        classes: list[str] = []
        for lo, hi in parts:
            found = self._source(self.doc.span_of((lo, hi)), draft, depth + 1)
            names += found[0]
            classes.append(found[1])
        kind = "named" if "named" in classes else classes[0]
        return names, kind, "joint speakers"

    def _described(self, lo: int, hi: int, draft: Draft) -> Resolved:
        """Describe a source without a name, or find the name a definite description points back to."""
        words = self.doc.words
        head = self.names.head(lo, hi)
        if words[lo] == "the" and words[head] in _GROUP_NOUNS | MEDIA_HEADS:
            back = self.names.last_group(words[head], self.doc.tokens[lo][0], medium=hi - lo == 2)
            if back is not None:
                return [back], "named", f"the last {words[head]} named before"
        proper = self.names.proper(lo, self._end_of_description(lo, hi))
        if proper is not None:
            return [proper], "named", "a name by its capitals"
        if words[lo] == "the" and hi - lo <= 3:
            same = self._same_description(words[head], draft)
            if same is not None:
                return list(same.speaker), same.speaker_class, f"the {words[head]} named before"
        officers = (
            words[lo] == "the" and head == lo + 1 and words[head] in ("ministers", "leaders", "presidents")
        )
        if officers or "two" in words[lo : lo + 2] or "both" in words[lo : lo + 1]:
            pair = self.pronouns.two_before(draft) or self.pronouns.pair_before(self.doc.tokens[lo][0])
            pair = pair or self.names.last_two(words[head], self.doc.tokens[lo][0])
            if pair is not None and words[lo] != "two":
                return pair, "named", "the two who met"
        if words[lo] in _DEFINITE or self.names.in_title(lo):
            office = words[head]
            if head > lo and words[head - 1] == "prime":
                office = f"prime {office}"
            holder = self.names.holder(office, self.doc.tokens[lo][0])
            if holder is not None:
                return [holder], "named", f"the {words[head]} named before"
        group = words[head] in _GROUP_NOUNS | MEDIA_HEADS
        known = self.names.known_by_words(lo, hi) if group else None
        if known is not None:
            return [known], "named", "a name of the same words before"
        begin = lo
        while begin < hi - 1 and words[begin] in _BEFORE_DESCRIPTION and words[begin + 1] != "who":
            begin += 1
        if group and self.names.has_proper_modifier(begin, head):
            whole = self.doc.text[self.doc.tokens[begin][0] : self.doc.tokens[hi - 1][1]]
            return [" ".join(whole.split())], "named", "named by its kind and origin"
        if words[head] in _BODIES and (
            words[lo] in _DEFINITE or "'s" in words[lo:head] or "'" in words[lo:head]
        ):
            body = self.doc.text[
                self.doc.tokens[begin][0] : self.doc.tokens[self._end_of_description(begin, hi) - 1][1]
            ]
            return [" ".join(body.split())], "named", "a body, by its description"
        end = self._end_of_description(begin, hi)
        owned = words[lo] in _DEFINITE or "'" in words[lo:head]
        if owned and lo <= begin <= head < end and self._is_office(begin, head, end):
            office = self.doc.text[self.doc.tokens[begin][0] : self.doc.tokens[end - 1][1]]
            return [" ".join(office.split())], "named", "an office, by its title"
        text = " ".join(self.doc.text[self.doc.tokens[begin][0] : self.doc.tokens[end - 1][1]].split())
        if not text:
            return [UNSPECIFIED], "unspecified", "no source found"
        if text.isupper():
            text = text.lower()
        written = [at for at in range(begin, end) if words[at] not in _SMALL and words[at][0].isalpha()]
        written = [at for at in written if words[at] != "s"]
        if (
            len(written) > 1
            and all(self.clauses.capital(at) for at in written)
            and not words[head].endswith("s")
        ):
            return [text], "named", "a name by its capitals"
        if text[0].isupper() and words[begin] not in self.capitalised:
            text = text[0].lower() + text[1:]
        return ["unnamed " + text], "unnamed", "no name in the text"

    def _is_office(self, begin: int, head: int, end: int) -> bool:
        """Tell whether a description is a title: in capitals ("the Foreign Minister", not "the minister"), or
        with the name of what it is of ("the governor of Hollin", "the Varnan minister")."""
        at = self.doc.tokens[head][0]
        title = next((m for m in self.names.around(at, at + 1) if m.form == "nominal"), None)
        if title is None:
            return False
        lo, hi = self.doc.token_range(title.span)
        owned = any(self.clauses.capital(k) for k in range(head + 1, end))
        owned = owned or any(k in self.clauses.named and self.clauses.capital(k) for k in range(lo, hi))
        of_one = (
            head > begin and self.doc.words[head] in _HELD_BY_ONE and self.doc.words[begin] not in _FORMER
        )
        return owned or of_one or all(self.clauses.capital(word) for word in (begin, head))

    def _end_of_description(self, lo: int, hi: int) -> int:
        for at in range(lo + (2 if self.doc.words[lo] in ("those", "these") else 1), hi):
            word = self.doc.words[at]
            led = self._cited_by(at)
            if (
                word in ("who", "which", "that", "(") or led or (word == "," and not self._in_number(at))
            ) and at > lo:
                return at
        return hi

    def _letters(self, at: int) -> bool:
        """Tell whether a token is of the letters behind a name."""
        return self.doc.text[slice(*self.doc.tokens[at])] in POST_NOMINALS

    def _cited_by(self, at: int) -> bool:
        return self.doc.words[at] in _CITED and self.doc.words[at + 1 : at + 2] == ["by"]

    def _in_number(self, comma: int) -> bool:
        """Tell whether a comma parts thousands."""
        around = self.doc.text[self.doc.tokens[comma][0] - 1 : self.doc.tokens[comma][1] + 1]
        return len(around) == 3 and around[0].isdigit() and around[2].isdigit()

    def _same_description(self, head: str, draft: Draft) -> Draft | None:
        """Return the last nameless speaker of the same description ("A source said … The source added …")."""
        for other in reversed(self.resolved[-12:]):
            if (
                other.speaker_class == "unnamed"
                and head in other.speaker[0].lower().split()
                and other.inside == draft.inside
            ):
                return other
        return None
