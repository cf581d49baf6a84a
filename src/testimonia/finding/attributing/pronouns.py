"""Pronouns: "he", "they", "which", "I" and "you", resolved within the document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from testimonia.finding.attributing.clauses import AUXILIARIES, PREPOSITIONS, Clauses
from testimonia.finding.attributing.drafts import Draft
from testimonia.finding.attributing.levels import Levels
from testimonia.finding.attributing.phrase_names import PLURAL, PhraseNames
from testimonia.language.doc import Doc
from testimonia.model import Mention, Span
from testimonia.tables import read_table

UNSPECIFIED = "unspecified"
#: Names, class of the speaker, reason.
Resolved = tuple[list[str], str, str]
_PERSONAL = frozenset(("he", "she", "him", "her", "his"))
_THING = frozenset(("it", "its", "this", "that", "which", "who"))
_FIRST = frozenset(("i", "we", "my", "our"))
_SUBORDINATE = frozenset("when while as because before after though although since".split())
#: Verbs by which the last speaker goes on.
_GOING_ON = frozenset("add continue conclude".split())
#: Words for one or some of several speakers named before.
_OF_SEVERAL = frozenset(("one", "another", "some", "others", "many", "most"))
_SECOND = frozenset(("you", "your"))
_PRONOUNS = PLURAL | _PERSONAL | _THING | _FIRST | _SECOND | frozenset(("there", "one"))
#: How many resolved speakers a pronoun may look back over.
_REMEMBERED = 40


@cache
def _given_names() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in read_table("female_names.tsv")}


def _gender(given: str) -> str | None:
    """Return "woman" or "man" where a given name tells, else None; most names in -a are women's."""
    known = _given_names().get(given)
    if known is not None:
        return known
    return "woman" if given.endswith("a") and len(given) > 2 and given.isalpha() else None


def _agrees(name: str, pronoun: str) -> bool:
    """Tell whether a name may be meant by "he" or "she"; names of unknown gender agree with both."""
    parts = name.split()
    gender = _gender(parts[0]) if len(parts) > 1 and parts[0] != "unnamed" else None
    return gender is None or gender == ("woman" if pronoun in ("she", "her") else "man")


class Pronouns:
    """Resolves the pronouns of one document; ``source`` resolves the phrases they stand for."""

    def __init__(
        self,
        doc: Doc,
        levels: Levels,
        clauses: Clauses,
        names: PhraseNames,
        author: str,
        source: Callable[[Span, Draft, int], Resolved],
        bodies: frozenset[str],
    ) -> None:
        self.doc = doc
        self.levels = levels
        self.clauses = clauses
        self.names = names
        self.author = author
        self.source = source
        self.bodies = bodies
        self.resolved: list[Draft] = []

    def resolve(self, word: str, at: int, draft: Draft, depth: int) -> Resolved | None:
        """Resolve the pronoun at a token, or return None where the word is none."""
        if word in _FIRST:
            return self._first_person(draft)
        if word in _SECOND:
            return self._addressed(at)
        if word in _PERSONAL:
            return self._person_before(at, draft, depth)
        if word in _OF_SEVERAL:
            return self._one_of_several(draft)
        if word in PLURAL:
            return self._plural_before(at, draft, depth)
        if word in ("who", "which", "that"):
            return self._relative(at, draft, depth)
        if word in _THING:
            return self._thing_before(at, draft, depth)
        return None

    def _one_of_several(self, draft: Draft) -> Resolved | None:
        """Resolve "One said", "another added" to the last nameless speakers of the paragraph."""
        before = self.last(draft, self._spoken_plural)
        if before is None or self.doc.paragraph_at(before.start) != self.doc.paragraph_at(draft.start):
            return None
        return list(before.speaker), before.speaker_class, "one of the last speakers"

    def _addressed(self, at: int) -> Resolved:
        """Resolve "you": the person called upon in the sentence ("Sheikh X, you said …"), else the reader."""
        sentence = self.doc.sentence_at(self.doc.tokens[at][0])
        if sentence is not None and at and self.doc.words[at - 1] == ",":
            for mention in self.names.around(sentence[0], self.doc.tokens[at][0]):
                if mention.type == "person" and mention.form == "name":
                    return [mention.name or mention.text], "named", "the person addressed"
        return ["unnamed addressee"], "unnamed", "the reader addressed"

    def _relative(self, at: int, draft: Draft, depth: int) -> Resolved | None:
        """Resolve "who" and "which" to the noun phrase before them."""
        last = at - 1
        while last > 0 and (self.doc.words[last] in PREPOSITIONS or self.doc.words[last] == "according"):
            last -= 1
        if last >= 0 and self.doc.words[last] == ",":
            last -= 1
        sentence = self.doc.sentence_at(self.doc.tokens[at][0])
        lo = bisect_left(self.doc.starts, sentence[0]) if sentence else max(0, at - 30)
        if last < lo or depth >= 3:
            return None
        position = self.doc.tokens[last]
        for mention in self.names.around(*position):
            if mention.form == "name" and mention.span[1] >= position[1]:
                return [mention.name or mention.text], "named", "relative pronoun, the name before it"
        phrase = self.clauses.phrase_before(lo, last)
        if phrase is None:
            return None
        span = self.doc.span_of(phrase)
        names, kind, _ = self.source(span, draft, depth + 1)
        return names, kind, "relative pronoun, the noun before it"

    def _first_person(self, draft: Draft) -> Resolved:
        above = draft.parent
        while above is not None:
            if above.speaker and above.rule.startswith(("quote", "turn", "block", "bracketed")):
                return list(above.speaker), above.speaker_class, "the speaker of the words around it"
            above = above.parent
        return [self.author], "author", "the writer"

    @staticmethod
    def turn_of(draft: Draft) -> Draft | None:
        """Return the turn of a transcript that a report stands in, or None."""
        above: Draft | None = draft
        while above is not None and above.rule != "turn of a transcript":
            above = above.parent
        return above

    def _own_names(self, draft: Draft) -> tuple[str, ...]:
        """Return who speaks the turn of a transcript that a pronoun stands in: he is "I" there, not "he"."""
        turn = self.turn_of(draft)
        return turn.speaker if turn is not None and turn is not draft else ()

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
        return any(m.type == "person" and m.span[0] >= start for m in self.names.around(start, end))

    def _person_before(self, at: int, draft: Draft, depth: int) -> Resolved:
        """Resolve "he" and "she": the last person in subject position, else the last person."""
        position = self.doc.tokens[at][0]
        lowest = self._window(at, draft)
        place = bisect_left(self.names.starts, position)
        last: str | None = None
        near = self._speaker_of_sentence(position, draft, self.doc.words[at])
        if near is not None:
            return list(near.speaker), near.speaker_class, "pronoun, the speaker of the clause before"
        if self.doc.words[at] in ("she", "her"):
            for mention in reversed(self.names.mentions[max(0, place - 40) : place]):
                name = self.names.person_name(mention) if mention.span[0] >= lowest else None
                if name is not None and " " in name and _gender(name.split()[0]) == "woman":
                    return [name], "named", f"pronoun, the last woman named ({name})"
        above = self._subject_above(at) if depth < 3 else None
        if above is not None:
            names, kind, _ = self.source(self.doc.span_of(above), draft, depth + 1)
            if kind in ("named", "unnamed") and (kind == "unnamed" or _agrees(names[0], self.doc.words[at])):
                return names, kind, "pronoun, the subject of the main clause"
        own = self._own_names(draft)
        spoken = self.last(
            draft,
            lambda other: (
                self._is_person(other)
                and other.speaker != own
                and (draft.lemma not in _GOING_ON or other.parent is draft.parent)
                and _agrees(other.speaker[0], self.doc.words[at])
            ),
        )
        if spoken is not None and draft.lemma in _GOING_ON and spoken.start >= lowest:
            return list(spoken.speaker), spoken.speaker_class, "pronoun, the speaker who goes on"
        beside = self._only_person_before(position, lowest, self.doc.words[at])
        if beside is not None:
            return [beside], "named", f"pronoun, the only person of the sentence before ({beside})"
        for mention in reversed(self.names.mentions[max(0, place - 60) : place]):
            if mention.span[0] < lowest or self._spoke_after(spoken, mention, position):
                break
            name = self.names.person_name(mention)
            if name is None or name in own or not _agrees(name, self.doc.words[at]):
                continue
            last = last or name
            if self._is_subject(mention):
                return [name], "named", f"pronoun, the last person in subject position ({name})"
        if spoken is not None and spoken.start >= lowest:
            return list(spoken.speaker), spoken.speaker_class, "pronoun, the last speaker"
        if last is not None:
            return [last], "named", f"pronoun, the last person ({last})"
        if spoken is not None:
            return list(spoken.speaker), spoken.speaker_class, "pronoun, the last speaker"
        return [UNSPECIFIED], "unspecified", "pronoun without a person before it"

    def _subject_above(self, at: int) -> tuple[int, int] | None:
        """Return the person that is the subject of the clause above ("His rival knew it when he said …")."""
        if at < 2 or self.doc.words[at - 1] not in _SUBORDINATE:
            return None
        sentence = self.doc.sentence_at(self.doc.tokens[at][0])
        lo = bisect_left(self.doc.starts, sentence[0]) if sentence else max(0, at - 30)
        subject = self.clauses.main_subject(lo, at - 1)
        if subject is None or subject[1] >= at - 1:
            return None
        if subject[1] - subject[0] == 1 and self.doc.words[subject[0]] in _PRONOUNS:
            return None
        head = self.doc.words[self.names.head(*subject)]
        return None if head.endswith("s") or head in self.bodies else subject

    def _only_person_before(self, position: int, lowest: int, pronoun: str) -> str | None:
        """Return the one person whom the sentence before a pronoun names, where its subject is no other.

        "Last month I met Foreign Minister X. He assured me that …"
        """
        number = bisect_right(self.levels.sentence_starts, position) - 1
        if number < 1:
            return None
        start, end = self.doc.sentences[number - 1]
        here = self.names.around(self.doc.sentences[number][0], position)
        if start < lowest or any(self.names.person_name(mention) for mention in here):
            return None
        people = {
            name
            for m in self.names.around(start, end)
            if m.span[0] >= start and (name := self.names.person_name(m))
        }
        if len(people) != 1 or any(other.start >= start for other in self.resolved[-6:] if other.source):
            return None
        name = people.pop()
        return name if _agrees(name, pronoun) else None

    def _spoke_after(self, spoken: Draft | None, mention: Mention, position: int) -> bool:
        """Tell whether a nameless speaker of the same paragraph stands nearer than a name does."""
        if spoken is None or spoken.source is None or spoken.speaker_class != "unnamed":
            return False
        nearer = mention.span[1] <= spoken.source[0] < position
        return nearer and self.doc.paragraph_at(spoken.source[0]) == self.doc.paragraph_at(position)

    def _speaker_of_sentence(self, position: int, draft: Draft, pronoun: str) -> Draft | None:
        """Return the last person who speaks in the sentence, before a position and at the same level."""
        sentence = self.doc.sentence_at(position)
        for other in reversed(self.resolved[-6:]):
            if sentence is None or other is draft or other.source is None or other.inside != draft.inside:
                continue
            if other.parent is not draft.parent and other is not draft.parent:
                continue
            beside = sentence[0] <= other.source[0] < position and other.content[0][1] <= position
            if (
                beside
                and len(other.speaker) == 1
                and self._is_person(other)
                and _agrees(other.speaker[0], pronoun)
            ):
                return other
        return None

    def _is_person(self, draft: Draft) -> bool:
        if draft.source is None:
            return False
        if self.doc.cut(draft.source).lower() in ("he", "she", "who"):
            return True
        return any(m.type == "person" for m in self.names.around(*draft.source)) or (
            draft.speaker_class == "unnamed"
            and not draft.speaker[0].split(" of ")[0].split(" at ")[0].split(" in ")[0].endswith("s")
        )

    def _is_subject(self, mention: Mention) -> bool:
        """Tell whether a mention stands where subjects stand: few words after the beginning of its clause."""
        at = bisect_left(self.doc.starts, mention.span[0])
        words = self.doc.words
        after = bisect_left(self.doc.starts, mention.span[1])
        if after < len(words) and (
            words[after] in AUXILIARIES or self.clauses.verbs.get(words[after]) in ("past", "present")
        ):
            before = words[at - 1] if at else ""
            return before not in PREPOSITIONS or before in ("after", "before", "since", "until")
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

    def _plural_before(self, at: int, draft: Draft, depth: int) -> Resolved:
        """Resolve "they": the last joint or plural speaker or subject."""
        position = self.doc.tokens[at][0]
        lowest = self._window(at, draft)
        sentence = self.doc.sentence_at(position)
        spoken = self._plural_speaker(draft, sentence[0] if sentence else lowest)
        if spoken is not None:
            return spoken
        near = self._plural_in_sentence(position, lowest)
        if near is not None and depth < 3:
            names, kind, _ = self.source(near, draft, depth + 1)
            return names, kind, "pronoun, the plural subject of the clause before"
        spoken = self._plural_speaker(draft, lowest)
        if spoken is not None:
            return spoken
        if depth < 3:
            subject = self._subject_before(position, lowest)
            if subject is not None:
                names, kind, _ = self.source(subject, draft, depth + 1)
                return names, kind, "pronoun, the last plural subject"
        pair = self.pair_before(position)
        if pair is not None:
            return pair, "named", "pronoun, the two who met"
        return [UNSPECIFIED], "unspecified", "pronoun without a plural before it"

    def _plural_speaker(self, draft: Draft, lowest: int) -> Resolved | None:
        """Return the last joint or plural speaker whose words begin after a position, or None."""
        for other in reversed(self.resolved[-10:]):
            if other.start < lowest or other is draft:
                continue
            plural = other.speaker_class == "unnamed" and (
                self._spoken_plural(other)
                or (other.source is not None and self.names.looks_plural(other.source))
            )
            if len(other.speaker) > 1 or plural:
                return list(other.speaker), other.speaker_class, "pronoun, the last speakers"
        return None

    def _spoken_plural(self, draft: Draft) -> bool:
        return draft.speaker_class == "unnamed" and draft.speaker[0].endswith(
            ("s", "men", "people", "police")
        )

    def two_before(self, draft: Draft) -> list[str] | None:
        """Return the last two who spoke as one, of this paragraph or the one before."""
        for other in reversed(self.resolved[-12:]):
            if len(other.speaker) == 2 and other.inside == draft.inside and other.speaker_class == "named":
                gap = self.doc.text[other.end : draft.start]
                return list(other.speaker) if gap.count("\n\n") < 2 else None
        return None

    def pair_before(self, position: int) -> list[str] | None:
        """Return the two persons of whom a sentence before says that one met, or spoke, with the other."""
        number = bisect_right(self.levels.sentence_starts, position) - 1
        for back in range(number, max(-1, number - 3), -1):
            start, end = self.doc.sentences[back]
            people = [m for m in self.names.around(start, min(end, position)) if m.form == "name"]
            names = [(m, name) for m in people if (name := self.names.person_name(m)) is not None]
            for (first, one), (second, other) in pairwise(names):
                between = self.doc.text[first.span[1] : second.span[0]]
                if one != other and " with " in between and len(between) < 200:
                    return [one, other]
        return None

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
            if self.doc.words[subject[0]] in PLURAL | _PERSONAL | _THING:
                continue
            span = self.doc.span_of(subject)
            if self.names.looks_plural(span) or len(self.names.parts(*subject)) > 1:
                return span
        return None

    def _joint_names(self, lo: int, hi: int) -> Span | None:
        """Return two names joined by "and" within a few words before the end of a stretch, or None."""
        tokens = self.doc.tokens
        for at in range(hi - 1, max(lo, hi - 6), -1):
            if self.doc.words[at] != "and" or at + 1 >= hi:
                continue
            left = [m for m in self.names.around(tokens[at - 1][0], tokens[at - 1][1]) if m.form == "name"]
            right = [m for m in self.names.around(tokens[at + 1][0], tokens[at + 1][1]) if m.form == "name"]
            if left and right and left[0].type != "place" and right[0].type != "place":
                return (left[0].span[0], right[0].span[1])
        return None

    def _thing_before(self, at: int, draft: Draft, depth: int) -> Resolved:
        """Resolve "it": the last speaker or subject that is no person."""
        position = self.doc.tokens[at][0]
        lowest = self._window(at, draft)
        subject = self._body_of_sentence(position, lowest)
        if subject is not None and depth < 3:
            names, kind, _ = self.source(subject, draft, depth + 1)
            return names, kind, "pronoun, the subject of the clause before"
        for other in reversed(self.resolved[-6:]):
            if other.start >= lowest and other is not draft and other.source and not self._is_person(other):
                plural = other.speaker_class == "unnamed" and self.names.looks_plural(other.source)
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
        place = bisect_left(self.names.starts, position)
        for mention in reversed(self.names.mentions[max(0, place - 40) : place]):
            if mention.span[0] < lowest:
                break
            if (
                mention.form == "name"
                and mention.type in ("organisation", "state", "armed_group", "media")
                and self._is_subject(mention)
            ):
                return [mention.name or mention.text], "named", "pronoun, the last subject that is no person"
        for other in reversed(self.resolved[-4:]):
            if other.start >= lowest and other is not draft and other.speaker_class == "unnamed":
                return list(other.speaker), other.speaker_class, "pronoun, the last speaker"
        return [UNSPECIFIED], "unspecified", "pronoun without a referent before it"

    def _body_of_sentence(self, position: int, lowest: int) -> Span | None:
        """Return the nearest subject before a position in its sentence that is one body, or None."""
        sentence = self.doc.sentence_at(position)
        if sentence is None:
            return None
        lo = bisect_left(self.doc.starts, max(sentence[0], lowest))
        for subject in self.clauses.subjects(lo, bisect_left(self.doc.starts, position)):
            span = self.doc.span_of(subject)
            head = self.doc.words[self.names.head(*subject)]
            here = self.names.around(*self.doc.span_of((self.names.head(*subject), subject[1])))
            person = any(m.type == "person" for m in here)
            if head in self.bodies and not person and not self.names.looks_plural(span):
                return span
        return None

    def last(self, draft: Draft, fits: Callable[[Draft], bool]) -> Draft | None:
        """Return the last resolved draft at the same level that fits, or None."""
        for other in reversed(self.resolved[-_REMEMBERED:]):
            if other is not draft and other.speaker and other.inside == draft.inside and fits(other):
                return other
        return None
