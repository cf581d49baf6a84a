"""Where the tables know a name, and where a run of capitals ends: what all readers of names build on."""

from __future__ import annotations

from dataclasses import dataclass

from testimonia.finding.naming import lexicon
from testimonia.finding.naming.lexicon import ARTICLES, Entry, parts_of, words
from testimonia.finding.naming.units import CAPITALS, TEXT, Units
from testimonia.model import MentionForm, MentionType


@dataclass(slots=True)
class Name:
    """A name over the units ``[first, last]``; ``name`` is what it stands for, empty where still open."""

    first: int
    last: int
    start: int
    end: int
    type: MentionType
    form: MentionForm
    name: str
    why: str
    confidence: float = 0.9
    capital_of: str = ""
    key: str = ""


class Lookup:
    """Finds entries of the tables among units and keeps the names found so far."""

    def __init__(self, units: Units, taken: list[tuple[int, int]]) -> None:
        self.u = units
        self.names: list[Name] = []
        self.gazetteer = lexicon.gazetteer()
        self.heads = lexicon.heads()
        self.given = lexicon.given_names()
        self.titles = words("title")
        self.roles = words("role")
        self.stop = words("stop")
        self.belonging = words("belonging")
        self.never = words("stop") | words("month_day") | self.belonging
        self.particles = words("particle")
        self.speech = words("speech")
        self._blocked = self._block(taken)

    def _block(self, taken: list[tuple[int, int]]) -> bytearray:
        blocked = bytearray(len(self.u))
        at = 0
        for start, end in sorted(taken):
            while at < len(self.u) and self.u.end[at] <= start:
                at += 1
            i = at
            while i < len(self.u) and self.u.start[i] < end:
                blocked[i] = 1
                i += 1
        return blocked

    def _run_end(self, i: int) -> int:
        """Return the index after the run of joined capitals (and particles between) that begins here."""
        u, at, size = self.u, i, len(self.u)
        while at + 1 < size and at - i < 12 and u.joined[at + 1] and not self._blocked[at + 1]:
            nxt = at + 1
            if u.cap[nxt]:
                at = nxt
                continue
            reach = nxt
            while reach < size and reach < nxt + 3 and u.joined[reach] and u.key[reach] in self.particles:
                reach += 1
            if (
                reach == nxt
                or reach >= size
                or not u.cap[reach]
                or not u.joined[reach]
                or self._blocked[reach]
            ):
                break
            at = reach
        return at + 1

    def _look_up(self, i: int) -> tuple[Entry | None, int]:
        """Return the longest entry of the tables that begins at a unit, and the index of its last unit."""
        u = self.u
        found = self._entry_at(i, i)
        if found[0] is None and u.key[i] in ("al", "el", "an", "ash", "as") and i + 1 < len(u):
            found = self._entry_at(i, i + 1) if u.joined[i + 1] and u.cap[i + 1] else found
        return found

    def _entry_at(self, i: int, offset: int) -> tuple[Entry | None, int]:
        """Return the longest entry whose parts begin at ``offset``, for a name that begins at ``i``."""
        own = parts_of(self.u.text[offset])
        entries = self.gazetteer.get(own[0], ()) if own else ()
        if own and self.u.poss[offset]:
            entries = self.gazetteer.get(own[0] + "s", ()) + entries
        for entry in entries:
            last = self._matches(offset, entry)
            if last >= 0 and self._allowed(i, last, entry):
                return entry, last
        return None, i

    def _matches(self, i: int, entry: Entry) -> int:
        """Return the index of the last unit of an entry that begins at a unit, or -1."""
        u = self.u
        want, have, at = entry.parts, 0, i
        while have < len(want):
            if at >= len(u) or (at > i and not u.joined[at] and not self._owns(at, want[have - 1])):
                return -1
            parts = parts_of(u.text[at])
            if have and len(parts) == 1 and parts[0] in ARTICLES and parts[0] != want[have]:
                at += 1
                continue
            if tuple(want[have : have + len(parts)]) != parts and not (
                len(want) > 1 and u.poss[at] and want[have] == parts[0] + "s"
            ):
                return -1
            have += len(parts)
            at += 1
        return at - 1

    def _owns(self, at: int, part: str) -> bool:
        """Tell the possessive inside a name of the tables: "Shepherd's Army", "Workers' Party"."""
        u = self.u
        return u.poss[at - 1] and part.endswith("s") and u.line[at] == u.line[at - 1]

    def _is_title(self, i: int) -> bool:
        """Tell whether a unit is a title: "President", "Lieutenant-General"."""
        key = self.u.key[i]
        return key in self.titles or (" " in key and all(part in self.titles for part in key.split()))

    def _never(self, i: int) -> bool:
        """Tell whether a unit is no part of a name; the "A." of "Stephen A. Marsh" is one."""
        u = self.u
        initial = len(u.text[i]) == 1 and u.cap[i] and u.source[u.end[i] : u.end[i] + 1] == "."
        return u.key[i] in self.never and not initial

    def _allowed(self, i: int, last: int, entry: Entry) -> bool:
        """Refuse what only looks like a name of the tables: "us" for "US", "Male" that opens a sentence."""
        u = self.u
        if entry.exact:
            return u.text[i].replace(".", "") == entry.exact and u.zone[i] != CAPITALS
        if last > i:
            return sum(u.cap[k] for k in range(i, last + 1)) * 2 > last - i or not u.zone[i]
        if u.zone[i] != TEXT or u.first[i]:
            return not (u.ordinary(i) and entry.parts[0] in lexicon.common_words())
        return True

    def _add(
        self,
        i: int,
        last: int,
        kind: MentionType,
        form: MentionForm,
        name: str,
        why: str,
        confidence: float = 0.9,
    ) -> None:
        u = self.u
        found = Name(i, last, u.start[i], u.end[last], kind, form, name, why, confidence)
        self.names.append(found)


def adjective_of(entry: Entry) -> str:
    """Return the adjective of a state, or of a person's state: "Vessia" → "Vessian"."""
    state = state_of(entry)
    return lexicon.adjectives().get(state, state)


def state_of(entry: Entry) -> str:
    """Return the state of an entry: itself, or the one that a person stands for; else the person's name."""
    return lexicon.country_of().get(entry.name, "") or entry.name if entry.table == "persons" else entry.name
