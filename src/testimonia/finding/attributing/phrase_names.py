"""What a noun phrase names: the mention at its head, the holder of its role, the parts of a joint one."""

from __future__ import annotations

import re
from bisect import bisect_left

from testimonia.finding.attributing.clauses import DETERMINERS, PREPOSITIONS, Clauses, Stretch
from testimonia.language.doc import Doc
from testimonia.model import Citation, Mention, Span

#: A mention of less confidence is of a guessed type: behind a preposition it may well be a place.
SURE = 0.7
MEDIA_HEADS = frozenset(
    "agency newspaper channel website site daily network magazine station paper weekly radio television "
    "broadcaster portal service page".split()
)
_INDEFINITE = frozenset(
    "a an some several many few one two three four five six seven eight nine ten other another unnamed "
    "unidentified anonymous various certain most numerous any each every".split()
)
_GROUP_TYPES = ("organisation", "armed_group", "media", "state", "other")
PLURAL = frozenset(("they", "them", "their", "these", "those", "both", "others"))


#: What may stand between a role and its holder: "of the Ministry of Ports, Counsellor".
_APPOSED = re.compile(r"(?: [^,.;:()\n]{2,60})?(?:,| \() ?(?:[A-Z][\w.]+ ){0,3}")


_OFFICERS = frozenset(
    "ministers leaders presidents officials envoys secretaries chiefs commanders heads".split()
)
#: Ties of an office to a person that are looked back over.
_TIES = 60
_MINISTERS = frozenset("minister secretary chancellor premier counterpart".split())
#: Ranks and offices in short, as they stand before a name.
_RANKS = {
    "gen": "general", "col": "colonel", "lt": "lieutenant", "sgt": "sergeant", "capt": "captain",
    "maj": "major", "adm": "admiral", "brig": "brigadier", "cpl": "corporal", "cmdr": "commander",
    "gov": "governor", "sen": "senator", "rep": "representative", "prof": "professor", "dr": "doctor",
    "rev": "reverend",
    "general": "general", "colonel": "colonel", "admiral": "admiral", "captain": "captain", "major": "major",
    "sergeant": "sergeant", "lieutenant": "lieutenant", "senator": "senator", "professor": "professor",
}  # fmt: skip
#: What leads to the name that somebody goes by.
_GOING_BY = frozenset("using giving gave goes known identified introduced".split())


class PhraseNames:
    """Looks up what the noun phrases of one document name."""

    def __init__(
        self, doc: Doc, clauses: Clauses, citations: list[Citation], mentions: list[Mention]
    ) -> None:
        self.doc = doc
        self.clauses = clauses
        self.mentions = [m for m in mentions if m.form in ("name", "nominal")]
        self.mentions.sort(key=lambda m: (m.span[0], -m.span[1]))
        self.starts = [m.span[0] for m in self.mentions]
        self.adjectives = sorted((m.span, m.name) for m in mentions if m.form == "adjective" and m.name)
        self.cited_at = sorted((outlet.span, outlet.name) for c in citations for outlet in c.outlets)
        self.roles = self.tie_roles()
        self.surnames: dict[str, str] | None = None
        every = sorted({tie for ties in self.roles.values() for tie in ties})
        ministers = sorted({tie for head in _MINISTERS for tie in self.roles.get(head, ())})
        self.ties = (every, ministers)

    def tie_roles(self) -> dict[str, list[tuple[int, str]]]:
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
                if len(gap) <= 2 or (len(gap) < 90 and _APPOSED.fullmatch(gap)):
                    name = people[place].name or people[place].text
            if name is None and place > 0:
                gap = text[people[place - 1].span[1] : role.span[0]]
                if gap.startswith(", ") and len(gap) < 30 and not any(mark in gap[1:] for mark in ",.;:"):
                    name = people[place - 1].name or people[place - 1].text
            if name is not None:
                head = role.text.lower().split()[-1].split("’")[0]
                if "prime minister" in role.text.lower():
                    out.setdefault("prime minister", []).append((role.span[0], name))
                    continue
                for word in {
                    head,
                    *(role.text.lower().split(f" {of} ")[0].split()[-1] for of in ("of", "for")),
                }:
                    out.setdefault(word, []).append((role.span[0], name))
        self._tie_titles(people, out)
        return out

    def _tie_titles(self, people: list[Mention], out: dict[str, list[tuple[int, str]]]) -> None:
        """Tie the noun right before a person's name to it ("the harbour minister, A. B.", "our envoy A.
        B.")."""
        words = self.doc.words
        for person in people:
            at = bisect_left(self.doc.starts, person.span[0]) - 1
            if at > 0 and words[at] in (",", "."):
                at -= 1
            if at < 1 or not words[at].isalpha() or words[at] in PREPOSITIONS | DETERMINERS:
                continue
            rank = _RANKS.get(words[at].strip("."))
            opened = any(words[back] in DETERMINERS for back in range(max(0, at - 4), at))
            if rank or (opened and words[at] not in self.clauses.verbs):
                known = out.setdefault(rank or words[at], [])
                known.append((person.span[0], person.name or person.text))
                known.sort()

    def of_label(self, label: str) -> str | None:
        """Return the person of the document whose name ends in the last word of a label ("MR HALE")."""
        return self._by_surname().get(label.split()[-1].strip(".:*_").lower())

    def _by_surname(self) -> dict[str, str]:
        """Return the full names of the document by their last words, the first of each."""
        if self.surnames is None:
            self.surnames = {}
            for mention in self.mentions:
                name = mention.name or mention.text
                if mention.type in ("person", "other") and mention.form == "name" and " " in name:
                    self.surnames.setdefault(name.lower().split()[-1], name)
        return self.surnames

    def holder(self, head: str, position: int) -> str | None:
        """Return the last person tied to a role before a position; for a title, the first one after it."""
        known = self.roles.get(head, [])
        place = bisect_left(known, (position, ""))
        if place:
            return known[place - 1][1]
        return known[0][1] if known and self._titled(position) else None

    def _titled(self, position: int) -> bool:
        """Tell whether a position lies in the first line of the document, which the text below explains."""
        return bool(self.doc.paragraphs) and position < self.doc.paragraphs[0].end <= 160

    def in_title(self, at: int) -> bool:
        """Tell whether a token without an article stands in the first line ("minister admits …")."""
        return self._titled(self.doc.tokens[at][0])

    def ending(self, span: Span) -> str | None:
        """Return the person at the end of a bare phrase before "who" ("listen to X himself, who …")."""
        lo, hi = self.doc.token_range(span)
        words = self.doc.words
        while hi - lo > 1 and words[hi - 1] in ("himself", "herself", ","):
            hi -= 1
        if hi - lo < 2 or self.clauses.capital(lo) or words[lo] in DETERMINERS:
            return None
        end = self.doc.tokens[hi - 1][1]
        for mention in self.around(end - 1, end):
            if mention.form == "name" and mention.type == "person":
                before = bisect_left(self.doc.starts, mention.span[0]) - 1
                return (mention.name or mention.text) if words[before] in PREPOSITIONS else None
        return None

    def whole(self, lo: int, hi: int) -> str | None:
        """Return a name of three words or more of whose end alone a shorter name was read."""
        name = self.proper(lo, hi) if hi - lo > 2 else None
        if name is None:
            return None
        inside = [m for m in self.around(*self.doc.span_of((lo, hi))) if m.form == "name"]
        cut = len(inside) == 1 and inside[0].type != "person" and name.endswith(" " + inside[0].text)
        return name if cut else None

    def holders(self, plural: str) -> list[str]:
        """Return the two persons whom the document ties to a role, where it names two ("the presidents")."""
        known = self.roles.get(plural.removesuffix("s"), []) if plural.endswith("s") else []
        names = list(dict.fromkeys(name for _, name in known))
        return names if len(names) == 2 else []

    def last_two(self, plural: str, position: int) -> list[str] | None:
        """Return the last two persons to whom the text ties an office, for "the two ministers", or None."""
        if plural not in _OFFICERS:
            return None
        ties = self.ties[plural == "ministers"]
        names: list[str] = []
        last = bisect_left(ties, (position, ""))
        for place in range(last - 1, max(-1, last - _TIES), -1):
            if ties[place][1] not in names:
                names.append(ties[place][1])
            if len(names) == 2:
                return names[::-1]
        return None

    def parts(self, lo: int, hi: int) -> list[Stretch]:
        """Split joint speakers ("Russia, Iran and Turkey") where each part holds a name of its own."""
        if not any(self.doc.words[at] in ("and", "&", "well") for at in range(lo, hi)):
            return [(lo, hi)]
        for separators in (("and", "&"), ("and", "&", ",")):
            parts = self.split(lo, hi, separators)
            names = [self.named(a, b) for a, b in parts]
            each = all(name or self.plural(a, b) for name, (a, b) in zip(names, parts, strict=True))
            if len(parts) > 1 and each and any(names):
                return parts
        return [(lo, hi)]

    def split(self, lo: int, hi: int, separators: tuple[str, ...]) -> list[Stretch]:
        """Cut a phrase at its conjunctions, but not within a name and not behind a relative."""
        words = self.doc.words
        cuts: list[Stretch] = []
        begin = at = lo
        while at < hi:
            word = words[at]
            if word in ("who", "which", "("):
                break
            well = word == "as" and words[at : at + 3] == ["as", "well", "as"]
            if (word in separators or well) and not self.within_name(at) and at > begin:
                cuts.append((begin, at - 1 if words[at - 1] == "," and at - 1 > begin else at))
                begin = at + (3 if well else 1)
                while begin < hi and words[begin] in ("also", "both", "and"):
                    begin += 1
                at = begin
                continue
            at += 1
        cuts.append((begin, hi))
        return [(a, b) for a, b in cuts if b > a]

    def plural(self, lo: int, hi: int) -> bool:
        """Tell whether the head of a phrase is a plural."""
        return self.doc.words[self.head(lo, hi)].endswith("s")

    def within_name(self, at: int) -> bool:
        """Tell whether a token stands inside a name, not at its beginning."""
        position = self.doc.tokens[at][0]
        return any(m.span[0] < position < m.span[1] for m in self.around(position, position + 1))

    def around(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that overlap a stretch of the text."""
        place = bisect_left(self.starts, end)
        return [m for m in self.mentions[max(0, place - 40) : place] if m.span[1] > start]

    def head(self, lo: int, hi: int) -> int:
        """Return the head token of a noun phrase: the last word before a preposition, a comma or a
        relative."""
        words = self.doc.words
        last = lo
        at = lo
        while at < hi:
            word = words[at]
            if word == "'" and at + 1 < hi and words[at + 1] == "s":
                at += 2
                continue
            if (
                at > lo
                and (word in PREPOSITIONS or word in (",", "(", "who", "which", "that", "–", "—", "from"))
                and not self.inside_mention(at)
            ):
                break
            if word[0].isalpha():
                last = at
            at += 1
        return last

    def inside_mention(self, at: int) -> bool:
        """Tell whether a token stands inside the name of an actor."""
        position = self.doc.tokens[at][0]
        return any(
            m.form == "name" and m.span[0] < position < m.span[1] for m in self.around(position, position + 1)
        )

    def named(self, lo: int, hi: int) -> str | None:
        """Return the name a phrase stands for by its own words, or None."""
        words, tokens = self.doc.words, self.doc.tokens
        start, end = tokens[lo][0], tokens[hi - 1][1]
        head = self.head(lo, hi)
        here = tokens[head]
        inside = self.around(start, end)
        for span, name in self.cited(start, end):
            if span[0] <= here[0] < span[1] or words[head] in MEDIA_HEADS:
                return name
        apposed = None
        if head + 1 < hi and words[head + 1] == ",":
            apposed = self.apposed_name(head, hi, inside)
        for mention in inside:
            if mention.form == "name" and mention.span[0] <= here[0] < mention.span[1]:
                return apposed if apposed and mention.type != "person" else mention.name or mention.text
        if head + 1 < hi and words[head + 1] == "," and words[lo] in ("the", "its", "their", "our"):
            beside = self._apposed_body(head + 2, inside)
            if beside is not None:
                return beside
        if words[head] == "side":
            for span, name in self.adjectives_in(start, end):
                if span[0] < here[0]:
                    return name
            for mention in inside:
                if mention.form == "name" and mention.span[1] <= here[0]:
                    return mention.name or mention.text
        if words[lo] in ("a", "an", "one"):
            apposed = self._apposed_to_one(head, hi, inside)
            if apposed is not None:
                return apposed
        if words[lo] in _INDEFINITE:
            return None
        apposed = self.apposed_name(head, hi, inside)
        if apposed is not None:
            return apposed
        for mention in inside:
            holds = mention.form == "nominal" and mention.span[0] <= here[0] < mention.span[1]
            if holds and mention.name and mention.name != mention.text:
                return mention.name
        if words[head] in MEDIA_HEADS:
            for mention in inside:
                if mention.type == "media":
                    return mention.name or mention.text
        return None

    def _apposed_to_one(self, head: int, hi: int, inside: list[Mention]) -> str | None:
        """Return who is named right after "a general of theirs, …": between commas or at the end."""
        words, tokens = self.doc.words, self.doc.tokens
        comma = next((at for at in range(head + 1, min(hi, head + 6)) if words[at] == ","), hi)
        if comma >= hi - 1:
            return None
        begin = comma + 1
        while begin < hi - 1 and not self.clauses.capital(begin) and begin - comma < 3:
            begin += 1
        for mention in inside:
            named = mention.form == "name" and mention.type in ("person", "other")
            if named and mention.span[0] == tokens[begin][0]:
                after = bisect_left(self.doc.starts, mention.span[1])
                if after >= hi or words[after] == ",":
                    return mention.name or mention.text
        return self.apposed_name(head, hi, inside) if comma == head + 1 else None

    def proper(self, lo: int, hi: int) -> str | None:
        """Return a phrase that is nothing but capitals inside its sentence: "the Salt Republic" is a name.

        A phrase at the head of its sentence is one where the same words stand elsewhere in the text as well.
        """
        words, text = self.doc.words, self.doc.text
        begin = lo + 1 if words[lo] == "the" else lo
        if hi - begin < 2 or not all(
            self.clauses.capital(at) or (words[at] in ("of", "for", "and") and begin < at < hi - 1)
            for at in range(begin, hi)
        ):
            return None
        start, end = self.doc.span_of((begin, hi))
        name = text[start:end]
        if any(
            m.form == "nominal" and m.span[0] < end and m.span[1] > start for m in self.around(start, end)
        ):
            return None
        again = text.count(name) > 1
        return " ".join(name.split()) if words[lo] == "the" or again else None

    def _apposed_body(self, at: int, inside: list[Mention]) -> str | None:
        """Return the body named right after its kind ("the company, Northline")."""
        position = self.doc.tokens[at][0] if at < len(self.doc.tokens) else -1
        for mention in inside:
            if mention.form == "name" and mention.type in _GROUP_TYPES and mention.span[0] == position:
                return mention.name or mention.text
        return None

    def adjectives_in(self, start: int, end: int) -> list[tuple[Span, str]]:
        """Return the adjectives of nationality within a stretch of the text, with their states."""
        lo, hi = bisect_left(self.adjectives, ((start, 0), "")), bisect_left(self.adjectives, ((end, 0), ""))
        return self.adjectives[lo:hi]

    def cited(self, start: int, end: int) -> list[tuple[Span, str]]:
        """Return the outlets that citations name within a stretch of the text."""
        place = bisect_left(self.cited_at, ((end, end), ""))
        return [
            (span, name)
            for span, name in self.cited_at[max(0, place - 6) : place]
            if span[1] > start and span[0] >= start
        ]

    def apposed_name(self, head: int, hi: int, inside: list[Mention]) -> str | None:
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
                while before > head and words[before - 1] in PREPOSITIONS and self.clauses.capital(before):
                    before -= 1
                if before <= head or words[before] not in PREPOSITIONS:
                    return mention.name or mention.text
        return None

    def has_proper_modifier(self, begin: int, head: int) -> bool:
        """Tell whether a name stands before the head of a phrase ("the Varnan ministry")."""
        return any(self.clauses.capital(at) and at in self.clauses.named for at in range(begin, head))

    def given(self, lo: int, hi: int) -> str | None:
        """Return the name that a phrase says its head goes by ("a spokesman, using the name X, …")."""
        words = self.doc.words
        for at in range(lo + 2, hi - 1):
            named = words[at] in ("name", "as", "named", "called", "alias") and self.clauses.capital(at + 1)
            led = words[at] in ("named", "called", "alias") or bool(_GOING_BY.intersection(words[lo:at]))
            if named and led:
                for mention in self.around(*self.doc.tokens[at + 1]):
                    if mention.form == "name" and mention.type in ("person", "other"):
                        return mention.name or mention.text
        return None

    def issuer(self, lo: int, head: int) -> str | None:
        """Return the body, person or state named before the noun of what it issued ("the X report")."""
        last = None
        for mention in self.around(self.doc.tokens[lo][0], self.doc.tokens[head][0]):
            if mention.form == "name" and mention.type in (*_GROUP_TYPES, "person"):
                last = mention.name or mention.text
        adjectives = self.adjectives_in(self.doc.tokens[lo][0], self.doc.tokens[head][0])
        return last or (adjectives[-1][1] if adjectives else None)

    def known_by_words(self, lo: int, hi: int) -> str | None:
        """Return the last organisation named before that holds every word of a phrase ("X's defence
        ministry")."""
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

    def last_group(self, head: str, before: int, *, medium: bool) -> str | None:
        """Return the last organisation, force or outlet named before whose name holds the head noun.

        With ``medium`` a head that means a medium stands for any outlet ("the paper" for "the Kor Times").
        """
        place = bisect_left(self.starts, before)
        for mention in reversed(self.mentions[max(0, place - 60) : place]):
            if mention.form == "name" and mention.type in _GROUP_TYPES:
                name = (mention.name or mention.text).lower()
                if head in name.split() or (medium and head in MEDIA_HEADS and mention.type == "media"):
                    return mention.name or mention.text
        return None

    def _after_preposition(self, mention: Mention) -> bool:
        at = bisect_left(self.doc.starts, mention.span[0]) - 1
        return at >= 0 and self.doc.words[at] in PREPOSITIONS

    def person_name(self, mention: Mention) -> str | None:
        """Return the name of the person a mention stands for, or None."""
        if (
            mention.type != "person"
            or mention.text.startswith("O ")
            or (mention.confidence < SURE and self._after_preposition(mention))
        ):
            return None
        if mention.form == "nominal":
            return mention.name if mention.name and mention.name != mention.text else None
        return mention.name or mention.text

    def looks_plural(self, span: Span) -> bool:
        """Tell whether a phrase is a plural or a plural pronoun."""
        lo, hi = self.doc.token_range(span)
        return lo < hi and (self.plural(lo, hi) or self.doc.words[lo] in PLURAL)
