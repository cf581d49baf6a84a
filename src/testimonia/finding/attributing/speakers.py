"""Speakers: the name behind "he", "the Turkish Foreign Minister", "which" and "sources in the port".

A source phrase is read by its head: a name is that name; a role is whoever the text itself ties to it; a pronoun
is the last fitting subject, first within its own quotation; a relative pronoun is its antecedent. What stays
without a name is described ("unnamed residents"), what has no agent is "unspecified". Nothing is taken from
outside the document. Each resolution says in ``why`` what it rests on.

It fails where two persons of one sentence would fit a pronoun, and where a role passes from one holder to another.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache

from testimonia.finding.attributing.clauses import DETERMINERS, PREPOSITIONS, Clauses, Stretch
from testimonia.finding.attributing.cues import CUE_NOUNS
from testimonia.finding.attributing.drafts import Draft
from testimonia.finding.attributing.levels import Levels
from testimonia.language.doc import Doc
from testimonia.model import Citation, Mention, Metadata, Span
from testimonia.tables import read_table

AUTHOR = "document author"
UNSPECIFIED = "unspecified"
_PERSONAL = frozenset(("he", "she", "him", "her", "his"))
_PLURAL = frozenset(("they", "them", "their", "these", "those", "both", "others"))
_THING = frozenset(("it", "its", "this", "that", "which", "who"))
_FIRST = frozenset(("i", "we", "my", "our"))
_SECOND = frozenset(("you", "your"))
_MEDIA_HEADS = frozenset(
    "agency newspaper channel website site daily network magazine station paper weekly radio television "
    "broadcaster portal service page".split()
)
_INDEFINITE = frozenset(
    "a an some several many few one two three four five six seven eight nine ten other another unnamed "
    "unidentified anonymous various certain most numerous any each every".split()
)
#: How many resolved speakers a pronoun may look back over.
_REMEMBERED = 40
_GROUP_TYPES = ("organisation", "armed_group", "media", "state", "other")
_TRAILING = frozenset(("who", "which", "that", ",", "itself", "himself", "herself", "themselves"))
_DEFINITE = frozenset("the its his her their our your this that".split())
_GROUP_NOUNS = frozenset(
    "ministry government army council party group movement front agency committee commission union "
    "court parliament company organisation organization bloc alliance coalition delegation team office "
    "department staff force forces regime administration state country mission embassy newspaper "
    "channel station university bank institute association league campaign militia command police "
    "presidency".split()
)
_BEFORE_DESCRIPTION = frozenset(
    "the a an unnamed unidentified anonymous unknown its his her their these those this that".split()
)


@cache
def _given_names() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in read_table("female_names.tsv")}


def _gender(given: str) -> str | None:
    """Return "woman" or "man" where a given name tells, else None; most names in -a are women's."""
    known = _given_names().get(given)
    if known is not None:
        return known
    return "woman" if given.endswith("a") and len(given) > 3 and given.isalpha() else None


def _agrees(name: str, pronoun: str) -> bool:
    """Tell whether a name may be meant by "he" or "she"; names of unknown gender agree with both."""
    parts = name.split()
    gender = _gender(parts[0]) if len(parts) > 1 and parts[0] != "unnamed" else None
    return gender is None or gender == ("woman" if pronoun in ("she", "her") else "man")


class Speakers:
    """Resolves the sources of one document to names; keeps what was resolved for the pronouns that follow."""

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
        self.levels = levels
        self.clauses = clauses
        self.citations = citations
        self.author = metadata.author or AUTHOR
        self.mentions = [m for m in mentions if m.form in ("name", "nominal")]
        self.mentions.sort(key=lambda m: (m.span[0], -m.span[1]))
        self.starts = [m.span[0] for m in self.mentions]
        self.roles = self._tie_roles()
        self.outlets = {m.name or m.text for m in mentions if m.type == "media"} | {
            outlet.name for citation in citations for outlet in citation.outlets
        }
        self.cited_at = sorted((o.span, o.name) for c in citations for o in c.outlets)
        self.resolved: list[tuple[int, Draft]] = []

    def _tie_roles(self) -> dict[str, list[tuple[int, str]]]:
        """Return the persons the text ties to each role noun, with the position of the tie, in text order."""
        text = self.doc.text
        people = [m for m in self.mentions if m.type == "person" and m.form == "name"]
        starts = [m.span[0] for m in people]
        out: dict[str, list[tuple[int, str]]] = {}
        for role in self.mentions:
            if role.form != "nominal" or not role.text:
                continue
            name = role.name if role.name and role.name != role.text else None
            place = bisect_left(starts, role.span[1])
            if name is None and place < len(people):
                gap = text[role.span[1] : people[place].span[0]]
                if len(gap) <= 2 or (
                    len(gap) < 60 and gap.endswith(", ") and gap.count(",") == 1 and "." not in gap
                ):
                    name = people[place].name or people[place].text
            if name is None and place > 0:
                gap = text[people[place - 1].span[1] : role.span[0]]
                if gap.startswith(", ") and len(gap) < 30 and not any(mark in gap[1:] for mark in ",.;:"):
                    name = people[place - 1].name or people[place - 1].text
            if name is not None:
                head = role.text.lower().split()[-1].split("’")[0]
                for word in {head, role.text.lower().split(" of ")[0].split()[-1]}:
                    out.setdefault(word, []).append((role.span[0], name))
        return out

    def _holder(self, head: str, position: int) -> str | None:
        """Return the last person tied to a role before a position."""
        known = self.roles.get(head, [])
        place = bisect_left(known, (position, ""))
        return known[place - 1][1] if place else None

    def is_outlet(self) -> dict[str, bool]:
        """Return the names that stand for outlets."""
        return dict.fromkeys(self.outlets, True)

    def resolve(self, drafts: list[Draft]) -> None:
        """Set ``speaker``, ``speaker_class`` and ``resolved`` of every draft, outer quotations first."""
        waiting = sorted(drafts, key=self._anchor)
        for draft in waiting:
            if not draft.speaker:
                self._resolve(draft)
            at = self._anchor(draft)
            self.resolved.append((at, draft))

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
            before = self._last(draft, lambda other: not other.rule.startswith("scripture"))
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

    # ------------------------------------------------------------------ a source phrase

    def _source(self, span: Span, draft: Draft, depth: int) -> tuple[list[str], str, str]:
        """Return (names, class, why) for a source phrase."""
        lo, hi = self.doc.token_range(span)
        words = self.doc.words
        while lo < hi and words[lo] in ("“", '"', "‘", "both", "also", "even", "and"):
            lo += 1
        while hi - lo > 1 and words[hi - 1] in _TRAILING:
            hi -= 1
        if lo >= hi:
            return [UNSPECIFIED], "unspecified", "no source found"
        if hi - lo == 1:
            pronoun = self._pronoun(words[lo], lo, draft, depth)
            if pronoun is not None:
                return pronoun
        parts = self._parts(lo, hi)
        if len(parts) > 1:
            return self._joint(parts, draft, depth)
        name = self._named(lo, hi)
        if name is not None:
            return [name], "named", ""
        if depth < 3 and words[self._head(lo, hi)] in CUE_NOUNS:
            owner = self._author_of(lo, hi)
            if owner is not None:
                return self._source(owner, draft, depth + 1)
        return self._described(lo, hi, draft)

    def _author_of(self, lo: int, hi: int) -> Span | None:
        """Return whose statement a phrase is ("a statement by the ministry", "the report of the office")."""
        words, tokens = self.doc.words, self.doc.tokens
        for at in range(self._head(lo, hi) + 1, hi - 1):
            if words[at] in ("by", "of", "from"):
                owner = self.clauses.phrase_after(at + 1, hi)
                return (tokens[owner[0]][0], tokens[owner[1] - 1][1]) if owner else None
        return None

    def _joint(self, parts: list[Stretch], draft: Draft, depth: int) -> tuple[list[str], str, str]:
        names: list[str] = []
        classes: list[str] = []
        for lo, hi in parts:
            found = self._source((self.doc.tokens[lo][0], self.doc.tokens[hi - 1][1]), draft, depth + 1)
            names += found[0]
            classes.append(found[1])
        kind = "named" if "named" in classes else classes[0]
        return names, kind, "joint speakers"

    def _parts(self, lo: int, hi: int) -> list[Stretch]:
        """Split joint speakers ("Russia, Iran and Turkey") where each part holds a name of its own."""
        for separators in (("and", "&"), ("and", "&", ",")):
            parts = self._split(lo, hi, separators)
            names = [self._named(a, b) for a, b in parts]
            each = all(name or self._plural(a, b) for name, (a, b) in zip(names, parts, strict=True))
            if len(parts) > 1 and each and any(names):
                return parts
        return [(lo, hi)]

    def _split(self, lo: int, hi: int, separators: tuple[str, ...]) -> list[Stretch]:
        """Cut a phrase at its conjunctions, but not within a name and not behind a relative."""
        words = self.doc.words
        cuts: list[Stretch] = []
        begin = at = lo
        while at < hi:
            word = words[at]
            if word in ("who", "which", "("):
                break
            well = word == "as" and words[at : at + 3] == ["as", "well", "as"]
            if (word in separators or well) and not self._within_name(at) and at > begin:
                cuts.append((begin, at - 1 if words[at - 1] == "," and at - 1 > begin else at))
                begin = at + (3 if well else 1)
                while begin < hi and words[begin] in ("also", "both", "and"):
                    begin += 1
                at = begin
                continue
            at += 1
        cuts.append((begin, hi))
        return [(a, b) for a, b in cuts if b > a]

    def _plural(self, lo: int, hi: int) -> bool:
        return self.doc.words[self._head(lo, hi)].endswith("s")

    def _within_name(self, at: int) -> bool:
        position = self.doc.tokens[at][0]
        return any(m.span[0] < position < m.span[1] for m in self._around(position, position + 1))

    def _around(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that overlap a stretch of the text."""
        place = bisect_left(self.starts, end)
        return [m for m in self.mentions[max(0, place - 40) : place] if m.span[1] > start]

    def _head(self, lo: int, hi: int) -> int:
        """Return the head token of a noun phrase: the last word before a preposition, a comma or a relative."""
        words = self.doc.words
        last = lo
        at = lo
        while at < hi:
            word = words[at]
            if word == "'" and at + 1 < hi and words[at + 1] == "s":
                at += 2
                continue
            if at > lo and (
                word in PREPOSITIONS or word in (",", "(", "who", "which", "that", "–", "—", "from")
            ):
                if not self._inside_mention(at):
                    break
            if word[0].isalpha():
                last = at
            at += 1
        return last

    def _inside_mention(self, at: int) -> bool:
        position = self.doc.tokens[at][0]
        return any(
            m.form == "name" and m.span[0] < position < m.span[1]
            for m in self._around(position, position + 1)
        )

    def _named(self, lo: int, hi: int) -> str | None:
        """Return the name a phrase stands for by its own words, or None."""
        words, tokens = self.doc.words, self.doc.tokens
        start, end = tokens[lo][0], tokens[hi - 1][1]
        head = self._head(lo, hi)
        here = tokens[head]
        inside = self._around(start, end)
        for span, name in self._cited(start, end):
            if span[0] <= here[0] < span[1] or words[head] in _MEDIA_HEADS:
                return name
        for mention in inside:
            if mention.form == "name" and mention.span[0] <= here[0] < mention.span[1]:
                return mention.name or mention.text
        if words[lo] in _INDEFINITE:
            return None
        apposed = self._apposed_name(head, hi, inside)
        if apposed is not None:
            return apposed
        for mention in inside:
            if mention.form == "nominal" and mention.name and mention.span[0] <= here[0] < mention.span[1]:
                if mention.name != mention.text:
                    return mention.name
        if words[head] in _MEDIA_HEADS:
            for mention in inside:
                if mention.type == "media":
                    return mention.name or mention.text
        return None

    def _cited(self, start: int, end: int) -> list[tuple[Span, str]]:
        place = bisect_left(self.cited_at, ((end, end), ""))
        return [
            (span, name)
            for span, name in self.cited_at[max(0, place - 6) : place]
            if span[1] > start and span[0] >= start
        ]

    def _apposed_name(self, head: int, hi: int, inside: list[Mention]) -> str | None:
        """Return the person named right after a role ("the minister, A. B.", "the spokesman of X, C. D.")."""
        words, tokens = self.doc.words, self.doc.tokens
        for at in range(head + 1, hi - 1):
            if words[at] in (",", "(", "–", "—"):
                after = tokens[at + 1][0]
                for mention in inside:
                    if (
                        mention.form == "name"
                        and mention.type == "person"
                        and 0 <= mention.span[0] - after <= 12
                    ):
                        return mention.name or mention.text
        last = tokens[hi - 1]
        for mention in inside:
            if mention.form == "name" and mention.type == "person" and mention.span[1] >= last[1]:
                before = bisect_left(self.doc.starts, mention.span[0]) - 1
                if before <= head or words[before] not in PREPOSITIONS:
                    return mention.name or mention.text
        return None

    # ------------------------------------------------------------------ the nameless

    def _described(self, lo: int, hi: int, draft: Draft) -> tuple[list[str], str, str]:
        """Describe a source without a name, or find the name a definite description points back to."""
        words = self.doc.words
        head = self._head(lo, hi)
        if words[lo] == "the" and words[head] in _GROUP_NOUNS | _MEDIA_HEADS:
            back = self._last_group(words[head], self.doc.tokens[lo][0])
            if back is not None:
                return [back], "named", f"the last {words[head]} named before"
        if words[lo] == "the" and hi - lo <= 3:
            same = self._same_description(words[head], draft)
            if same is not None:
                return list(same.speaker), same.speaker_class, f"the {words[head]} named before"
        if words[lo] in _DEFINITE:
            holder = self._holder(words[head], self.doc.tokens[lo][0])
            if holder is not None:
                return [holder], "named", f"the {words[head]} named before"
        group = words[head] in _GROUP_NOUNS | _MEDIA_HEADS
        known = self._known_by_words(lo, hi) if group else None
        if known is not None:
            return [known], "named", "a name of the same words before"
        begin = lo
        while begin < hi - 1 and words[begin] in _BEFORE_DESCRIPTION:
            begin += 1
        if group and self._has_proper_modifier(begin, head):
            whole = self.doc.text[self.doc.tokens[begin][0] : self.doc.tokens[hi - 1][1]]
            return [" ".join(whole.split())], "named", "named by its kind and origin"
        end = self._end_of_description(begin, hi)
        text = " ".join(self.doc.text[self.doc.tokens[begin][0] : self.doc.tokens[end - 1][1]].split())
        if not text:
            return [UNSPECIFIED], "unspecified", "no source found"
        if text[0].isupper() and words[begin] not in self._capitalised:
            text = text[0].lower() + text[1:]
        return ["unnamed " + text], "unnamed", "no name in the text"

    @property
    def _capitalised(self) -> set[str]:
        return {m.text.split()[0].lower() for m in self.mentions if m.text}

    def _has_proper_modifier(self, begin: int, head: int) -> bool:
        return any(self.clauses.capital(at) and at in self.clauses.named for at in range(begin, head))

    def _known_by_words(self, lo: int, hi: int) -> str | None:
        """Return the last organisation named before that holds every word of a phrase ("X's defence ministry")."""
        words = self.doc.words
        small = PREPOSITIONS | DETERMINERS
        wanted = {words[at][:5] for at in range(lo, hi) if len(words[at]) > 2 and words[at] not in small}
        place = bisect_left(self.starts, self.doc.tokens[lo][0])
        for mention in reversed(self.mentions[max(0, place - 80) : place]):
            if mention.form == "name" and mention.type in _GROUP_TYPES:
                name = mention.name or mention.text
                if len(wanted) > 1 and wanted <= {word[:5] for word in name.lower().split()}:
                    return name
        return None

    def _end_of_description(self, lo: int, hi: int) -> int:
        for at in range(lo + 1, hi):
            if self.doc.words[at] in ("who", "which", "that", ",", "(") and at > lo:
                return at
        return hi

    def _same_description(self, head: str, draft: Draft) -> Draft | None:
        """Return the last nameless speaker of the same description ("A source said … The source added …")."""
        for _, other in reversed(self.resolved[-12:]):
            if (
                other.speaker_class == "unnamed"
                and head in other.speaker[0].lower().split()
                and other.inside == draft.inside
            ):
                return other
        return None

    def _last_group(self, head: str, before: int) -> str | None:
        """Return the last organisation, force or outlet named before whose name holds the head noun."""
        place = bisect_left(self.starts, before)
        for mention in reversed(self.mentions[max(0, place - 60) : place]):
            if mention.form == "name" and mention.type in _GROUP_TYPES:
                name = (mention.name or mention.text).lower()
                if head in name.split() or (head in _MEDIA_HEADS and mention.type == "media"):
                    return mention.name or mention.text
        return None

    # ------------------------------------------------------------------ pronouns

    def _pronoun(self, word: str, at: int, draft: Draft, depth: int) -> tuple[list[str], str, str] | None:
        if word in _FIRST:
            return self._first_person(draft)
        if word in _SECOND:
            return self._addressed(at)
        if word in _PERSONAL:
            return self._person_before(at, draft, depth)
        if word in _PLURAL:
            return self._plural_before(at, draft, depth)
        if word in ("who", "which", "that"):
            return self._relative(at, draft, depth)
        if word in _THING:
            return self._thing_before(at, draft, depth)
        return None

    def _addressed(self, at: int) -> tuple[list[str], str, str]:
        """Resolve "you": the person called upon in the sentence ("Sheikh X, you said …"), else the reader."""
        sentence = self.doc.sentence_at(self.doc.tokens[at][0])
        if sentence is not None and at and self.doc.words[at - 1] == ",":
            for mention in self._around(sentence[0], self.doc.tokens[at][0]):
                if mention.type == "person" and mention.form == "name":
                    return [mention.name or mention.text], "named", "the person addressed"
        return ["unnamed addressee"], "unnamed", "the reader addressed"

    def _relative(self, at: int, draft: Draft, depth: int) -> tuple[list[str], str, str] | None:
        """Resolve "who" and "which" to the noun phrase before them."""
        last = at - 1
        if last >= 0 and self.doc.words[last] == ",":
            last -= 1
        sentence = self.doc.sentence_at(self.doc.tokens[at][0])
        lo = bisect_left(self.doc.starts, sentence[0]) if sentence else max(0, at - 30)
        if last < lo or depth >= 3:
            return None
        position = self.doc.tokens[last]
        for mention in self._around(*position):
            if mention.form == "name" and mention.span[1] >= position[1]:
                return [mention.name or mention.text], "named", "relative pronoun, the name before it"
        phrase = self.clauses.phrase_before(lo, last)
        if phrase is None:
            return None
        span = (self.doc.tokens[phrase[0]][0], self.doc.tokens[phrase[1] - 1][1])
        names, kind, _ = self._source(span, draft, depth + 1)
        return names, kind, "relative pronoun, the noun before it"

    def _last_part(self, phrase: Stretch) -> Stretch:
        """Return the last noun phrase of a chain ("attacks by the army" → "the army")."""
        lo, hi = phrase
        for at in range(hi - 1, lo, -1):
            if self.doc.words[at] in PREPOSITIONS:
                return (at + 1, hi)
        return phrase

    def _first_person(self, draft: Draft) -> tuple[list[str], str, str]:
        above = draft.parent
        while above is not None:
            if above.speaker and above.rule.startswith(("quote", "turn", "block", "bracketed")):
                return list(above.speaker), above.speaker_class, "the speaker of the words around it"
            above = above.parent
        return [self.author], "author", "the writer"

    def _window(self, at: int, draft: Draft) -> int:
        """Return where the look back for a pronoun ends: its quotation, or the paragraph before its own."""
        position = self.doc.tokens[at][0]
        paragraph = self.doc.paragraph_at(position)
        start = max(0, (paragraph.start if paragraph else position) - 900)
        if draft.inside != -1:
            inner = self.levels.quotations[draft.inside].inner[0]
            if position - inner > 40 or self._names_between(inner, position):
                return max(start, inner)
        return start

    def _names_between(self, start: int, end: int) -> bool:
        return any(m.type == "person" and m.span[0] >= start for m in self._around(start, end))

    def _person_before(self, at: int, draft: Draft, depth: int) -> tuple[list[str], str, str]:
        """Resolve "he" and "she": the last person in subject position, else the last person."""
        position = self.doc.tokens[at][0]
        lowest = self._window(at, draft)
        place = bisect_left(self.starts, position)
        last: str | None = None
        if self.doc.words[at] in ("she", "her"):
            for mention in reversed(self.mentions[max(0, place - 40) : place]):
                name = self._person_name(mention) if mention.span[0] >= lowest else None
                if name is not None and " " in name and _gender(name.split()[0]) == "woman":
                    return [name], "named", f"pronoun, the last woman named ({name})"
        for mention in reversed(self.mentions[max(0, place - 60) : place]):
            if mention.span[0] < lowest:
                break
            name = self._person_name(mention)
            if name is None or not _agrees(name, self.doc.words[at]):
                continue
            last = last or name
            if self._is_subject(mention):
                return [name], "named", f"pronoun, the last person in subject position ({name})"
        spoken = self._last(
            draft, lambda other: self._is_person(other) and _agrees(other.speaker[0], self.doc.words[at])
        )
        if spoken is not None and spoken.start >= lowest:
            return list(spoken.speaker), spoken.speaker_class, "pronoun, the last speaker"
        if last is not None:
            return [last], "named", f"pronoun, the last person ({last})"
        if spoken is not None:
            return list(spoken.speaker), spoken.speaker_class, "pronoun, the last speaker"
        return [UNSPECIFIED], "unspecified", "pronoun without a person before it"

    def _person_name(self, mention: Mention) -> str | None:
        if mention.type != "person":
            return None
        if mention.form == "nominal":
            return mention.name if mention.name and mention.name != mention.text else None
        return mention.name or mention.text

    def _is_person(self, draft: Draft) -> bool:
        if draft.source is None:
            return False
        return any(m.type == "person" for m in self._around(*draft.source)) or (
            draft.speaker_class == "unnamed" and not draft.speaker[0].endswith("s")
        )

    def _is_subject(self, mention: Mention) -> bool:
        """Tell whether a mention stands where subjects stand: few words after the beginning of its clause."""
        at = bisect_left(self.doc.starts, mention.span[0])
        words = self.doc.words
        for back in range(at - 1, max(-1, at - 9), -1):
            word = words[back]
            if word in (
                ".",
                ":",
                ";",
                "“",
                '"',
                "!",
                "?",
                "…",
                "«",
                "-",
                "–",
                "that",
                "when",
                "after",
                "while",
                "and",
                "but",
            ):
                return True
            if word in PREPOSITIONS or (word in self.clauses.verbs and not self.clauses.capital(back)):
                return False
            if self.doc.paragraph_at(self.doc.tokens[back][0]) != self.doc.paragraph_at(mention.span[0]):
                return True
        return at <= 8

    def _plural_before(self, at: int, draft: Draft, depth: int) -> tuple[list[str], str, str]:
        """Resolve "they": the last joint or plural speaker or subject."""
        position = self.doc.tokens[at][0]
        lowest = self._window(at, draft)
        sentence = self.doc.sentence_at(position)
        spoken = self._plural_speaker(draft, sentence[0] if sentence else lowest)
        if spoken is not None:
            return spoken
        near = self._plural_in_sentence(position, lowest)
        if near is not None and depth < 3:
            names, kind, _ = self._source(near, draft, depth + 1)
            return names, kind, "pronoun, the plural subject of the clause before"
        spoken = self._plural_speaker(draft, lowest)
        if spoken is not None:
            return spoken
        if depth < 3:
            subject = self._subject_before(position, lowest)
            if subject is not None:
                names, kind, _ = self._source(subject, draft, depth + 1)
                return names, kind, "pronoun, the last plural subject"
        return [UNSPECIFIED], "unspecified", "pronoun without a plural before it"

    def _plural_speaker(self, draft: Draft, lowest: int) -> tuple[list[str], str, str] | None:
        """Return the last joint or plural speaker whose words begin after a position, or None."""
        for _, other in reversed(self.resolved[-10:]):
            if other.start < lowest or other is draft:
                continue
            plural = other.speaker_class == "unnamed" and (
                self._spoken_plural(other) or (other.source is not None and self._looks_plural(other.source))
            )
            if len(other.speaker) > 1 or plural:
                return list(other.speaker), other.speaker_class, "pronoun, the last speakers"
        return None

    def _spoken_plural(self, draft: Draft) -> bool:
        return draft.speaker_class == "unnamed" and draft.speaker[0].endswith("s")

    def _looks_plural(self, span: Span) -> bool:
        lo, hi = self.doc.token_range(span)
        return lo < hi and (self._plural(lo, hi) or self.doc.words[lo] in _PLURAL)

    def _plural_in_sentence(self, position: int, lowest: int) -> Span | None:
        """Return the nearest joint names or plural subject before a position in its own sentence."""
        sentence = self.doc.sentence_at(position)
        if sentence is None:
            return None
        return self._plural_between(max(sentence[0], lowest), position, joint=True)

    def _subject_before(self, position: int, lowest: int) -> Span | None:
        """Return the last plural or joint subject before a position, looking back sentence by sentence."""
        number = bisect_right(self.levels.sentence_starts, position) - 1
        for back in range(number - 1, max(-1, number - 4), -1):
            start, end = self.doc.sentences[back]
            if end <= lowest:
                return None
            found = self._plural_between(start, end)
            if found is not None:
                return found
        return None

    def _plural_between(self, start: int, end: int, joint: bool = False) -> Span | None:
        lo, hi = bisect_left(self.doc.starts, start), bisect_left(self.doc.starts, end)
        pair = self._joint_names(lo, hi) if joint else None
        if pair is not None:
            return pair
        for subject in self.clauses.subjects(lo, hi):
            if self.doc.words[subject[0]] in _PLURAL | _PERSONAL | _THING:
                continue
            span = (self.doc.tokens[subject[0]][0], self.doc.tokens[subject[1] - 1][1])
            if self._looks_plural(span) or len(self._parts(*subject)) > 1:
                return span
        return None

    def _joint_names(self, lo: int, hi: int) -> Span | None:
        """Return two names joined by "and" within a few words before the end of a stretch, or None."""
        tokens = self.doc.tokens
        for at in range(hi - 1, max(lo, hi - 6), -1):
            if self.doc.words[at] != "and" or at + 1 >= hi:
                continue
            left = [m for m in self._around(tokens[at - 1][0], tokens[at - 1][1]) if m.form == "name"]
            right = [m for m in self._around(tokens[at + 1][0], tokens[at + 1][1]) if m.form == "name"]
            if left and right and left[0].type != "place" and right[0].type != "place":
                return (left[0].span[0], right[0].span[1])
        return None

    def _thing_before(self, at: int, draft: Draft, depth: int) -> tuple[list[str], str, str]:
        """Resolve "it": the last speaker or subject that is no person."""
        position = self.doc.tokens[at][0]
        lowest = self._window(at, draft)
        for _, other in reversed(self.resolved[-6:]):
            if other.start >= lowest and other is not draft and other.source and not self._is_person(other):
                plural = other.speaker_class == "unnamed" and self._looks_plural(other.source)
                if (
                    other.speaker_class in ("named", "unnamed")
                    and other.inside == draft.inside
                    and not plural
                ):
                    return (
                        list(other.speaker),
                        other.speaker_class,
                        "pronoun, the last speaker that is no person",
                    )
        place = bisect_left(self.starts, position)
        for mention in reversed(self.mentions[max(0, place - 40) : place]):
            if mention.span[0] < lowest:
                break
            if (
                mention.form == "name"
                and mention.type in ("organisation", "state", "armed_group", "media")
                and self._is_subject(mention)
            ):
                return [mention.name or mention.text], "named", "pronoun, the last subject that is no person"
        for _, other in reversed(self.resolved[-4:]):
            if other.start >= lowest and other is not draft and other.speaker_class == "unnamed":
                return list(other.speaker), other.speaker_class, "pronoun, the last speaker"
        return [UNSPECIFIED], "unspecified", "pronoun without a referent before it"

    def _last(self, draft: Draft, fits) -> Draft | None:  # type: ignore[no-untyped-def]
        for _, other in reversed(self.resolved[-_REMEMBERED:]):
            if other is not draft and other.speaker and other.inside == draft.inside and fits(other):
                return other
        return None


__all__ = ["AUTHOR", "DETERMINERS", "UNSPECIFIED", "Speakers"]
