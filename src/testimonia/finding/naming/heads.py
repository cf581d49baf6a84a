"""Names made by a head: "Coastal Relief Committee", "Jabhat al-Nahr", "Vessian army"."""

from __future__ import annotations

import re

from testimonia.finding.naming.lexicon import Entry, words
from testimonia.finding.naming.lookup import Lookup, adjective_of, state_of
from testimonia.finding.naming.units import CAPITALS, HEADING
from testimonia.model import MentionType

_LONGEST = 8
_OF_PERSONS = frozenset(["regime", "government", "administration", "forces", "army"])
# Words that part names in a headline in title case: "Forces Conduct Strike Against River Brigade".
_HEADLINE_WORDS = frozenset("against after over amid near with before into as from in by on to".split())
# Bodies of an army that numbers tell apart: "the 47th Brigade", "Fourth Battalion".
UNITS = frozenset(
    "brigade battalion regiment division corps army fleet squadron company platoon legion wing group".split()
)
_ORDINAL = re.compile(
    r"(?:\d{1,3}(?:st|nd|rd|th|d)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth)\s\Z"
)
_SHARED_HEADS = frozenset(
    [
        "office",
        "department",
        "ministry",
        "committee",
        "commission",
        "council",
        "board",
        "bureau",
        "agency",
        "authority",
        "service",
    ]
)
_INSIDE = frozenset(["general", "prime", "defence", "defense", "foreign", "interior", "chief"])

LOWER_HEADS: dict[str, tuple[MentionType, str]] = {
    # head: type, word of the canonical name              example
    "army": ("armed_group", "army"),  # "Vessian army"
    "forces": ("armed_group", "forces"),  # "Vessian forces"
    "troops": ("armed_group", "forces"),  # "Vessian troops"
    "military": ("armed_group", "army"),  # "the Vessian military"
    "militia": ("armed_group", "militias"),  # "a Vessian militia"
    "militias": ("armed_group", "militias"),  # "Vessian militias"
    "navy": ("armed_group", "navy"),  # "the Vessian navy"
    "factions": ("armed_group", "factions"),  # "Lumian factions"
    "rebels": ("armed_group", "rebels"),  # "Lumian rebels"
    "fighters": ("armed_group", "fighters"),  # "Lumian fighters"
    "regime": ("state", "government"),  # "the Vessian regime"
    "government": ("state", "government"),  # "the Vessian government"
    "administration": ("state", ""),  # "the Varo administration": the state itself
    "opposition": ("organisation", "opposition"),  # "the Vessian opposition"
    "parliament": ("organisation", "parliament"),  # "the Vessian parliament"
    "embassy": ("organisation", "embassy"),  # "the Vessian embassy"
}


def _many(key: str) -> bool:
    """Tell a word for many people by its form: "workers", "children"."""
    return key.endswith("s") or key in ("children", "women", "men", "people", "worker", "farmer", "teacher")


class Heads(Lookup):
    """Reads the names that a head word makes of the words beside it."""

    def _headed(self, i: int, stop: int) -> tuple[int, MentionType] | None:
        """Return the last unit and the type of a name that a head makes, or None."""
        u = self.u
        if u.zone[i] == CAPITALS:
            return None
        best: tuple[int, MentionType] | None = None
        for at in range(i, min(stop, i + _LONGEST)):
            key = u.key[at]
            if at > i and (key in self.titles and key not in self.heads and key not in _INSIDE):
                break
            if u.poss[at] and at + 1 < stop:
                break
            head = self.heads.get(key)
            if head is None and "-" in u.text[at]:
                head = self.heads.get(key.split()[0])
                head = head if head and head[1] == "before" else None
            if head is None:
                continue
            kind, side = head
            if at == i:
                tail = self._complements(at, stop) if side == "both" else self._complement(at, side, stop)
                if tail > at and (kind != "place" or side == "both"):
                    return tail, kind
                if tail > at and not u.common(at + 1):
                    best = (tail, kind)
                continue
            if (u.zone[i] and key in _HEADLINE_WORDS) or (u.cap[at] and key in words("function")):
                break
            tail = self._complements(at, stop) if side == "both" else at
            if side in ("after", "both", "either") and self._fits_head(i, at, complement=tail > at):
                best = (tail, kind)
                if u.zone[i] == HEADING and at + 1 < stop and u.key[at + 1] not in self.heads:
                    break
        return best

    def _paired_head(self, i: int, stop: int) -> tuple[int, MentionType] | None:
        """Return the last unit of "Foreign and Overseas Office": two ordinary words share a head."""
        u = self.u
        if stop != i + 1 or u.zone[i] or not u.common(i) or u.after(i) != "and" or u.first[i]:
            return None
        for at in range(i + 2, min(i + 5, len(u))):
            if not u.joined[at] or not u.cap[at]:
                return None
            if u.key[at] in _SHARED_HEADS:
                return (at, self.heads[u.key[at]][0]) if at > i + 2 else None
            if not u.common(at):
                return None
        return None

    def _owned_head(self, i: int, stop: int) -> tuple[int, MentionType] | None:
        """Return the last unit of "Workers' Front", "Kor Children's Hospital": many people own a head."""
        u, owner = self.u, stop - 1
        if not u.poss[owner] or u.zone[i] or owner - i > 2 or not (u.common(owner) and _many(u.key[owner])):
            return None
        if stop >= len(u) or u.line[stop] != u.line[owner] or not u.cap[stop]:
            return None
        if any(self._is_title(k) or u.key[k] in self.given for k in range(i, stop)) or self._is_person(owner):
            return None
        end = self._run_end(stop)
        last = next((k for k in range(stop, end) if u.key[k] in self.heads), -1)
        kind, side = self.heads[u.key[last]] if last >= 0 else ("place", "")
        if kind == "place" or side == "before":
            return None
        return (self._complements(last, end) if side == "both" else last), kind

    def _is_person(self, i: int) -> bool:
        entry, _ = self._look_up(i)
        return entry is not None and entry.type == "person"

    def _fits_head(self, i: int, at: int, *, complement: bool = False) -> bool:
        """Refuse an ordinary word that opens a sentence or heading before a head: "Every Council".

        A complement after the head ("Media Office of the Party of Return") shows a name all the same.
        """
        u = self.u
        if (u.key[i] in self.never and u.key[i] not in self.belonging) or (
            u.first[i] and u.key[i] in ("the", "a", "an", "this", "that", "our", "his")
        ):
            return False
        if u.zone[i] == HEADING and not (complement and at == i + 1):
            return self._look_up(i)[0] is not None or (u.inside[u.key[at]] > 0 and not u.ordinary(i))
        opens = u.first[i] and u.ordinary(i) and at == i + 1 and not u.inside[u.key[i]]
        return complement or not opens

    def _complements(self, at: int, stop: int) -> int:
        """Return the last unit of "for Relief of the Coastal Towns": one complement or two."""
        last = self._complement(at, "of", stop)
        if last > at and last + 1 < len(self.u) and self.u.key[last + 1] == "of":
            return self._complement(last, "of", last + 1)
        return last

    def _complement(self, at: int, side: str, stop: int) -> int:
        """Return the last unit of "of the Interior", "for Safety and Health", "al-Nahr" after a head."""
        u, size = self.u, len(self.u)
        if side in ("before", "either") or (
            side in ("after", "both") and "-" in u.text[at] and at + 1 == stop
        ):
            if "-" in u.text[at] and self.heads.get(u.key[at]) is None:
                return stop - 1 if stop - at > 1 else at
            return min(stop - 1, at + 4)
        if side not in ("both", "of"):
            return at
        nxt = at + 1
        if nxt >= size or not u.joined[nxt] or u.poss[at] or u.key[nxt] not in ("of", "for", "on"):
            return at
        nxt += 1
        if nxt < size and u.joined[nxt] and u.key[nxt] in ("the", "a") and not u.cap[nxt]:
            nxt += 1
        if nxt >= size or not u.joined[nxt] or not u.cap[nxt] or u.key[nxt] in self.never:
            return at
        last = self._run_end(nxt) - 1
        more = last + 1
        if (
            (
                more + 1 < size
                and u.key[more] == "and"
                and u.joined[more]
                and u.joined[more + 1]
                and u.cap[more + 1]
                and u.key[more + 1] != "the"
                and not self._is_title(more + 1)
            )
            and self._look_up(more + 1)[0] is None
            and not u.poss[last]
        ):
            last = self._run_end(more + 1) - 1
        return last

    def _add_headed(self, i: int, last: int, kind: MentionType) -> int:
        start = self._numbered(i) if kind == "armed_group" else self.u.start[i]
        text = self.u.source[start : self.u.end[last]]
        self._add(i, last, kind, "name", " ".join(text.split()), "head word")
        self.names[-1].start = start
        return last + 1

    def _numbered(self, i: int) -> int:
        """Return where the ordinal before a unit begins, or the unit itself: "14th Motorised Corps"."""
        start = self.u.start[i]
        ordinal = _ORDINAL.search(self.u.source, max(0, start - 9), start)
        return ordinal.start() if ordinal else start

    def _numbered_unit(self, i: int) -> bool:
        """Tell "47th Brigade", which an ordinal alone makes a name."""
        return self.u.key[i] in UNITS and self.u.zone[i] == 0 and self._numbered(i) < self.u.start[i]

    def _lower_headed(self, last: int) -> int:
        """Return the unit of a small-letter head after a nationality ("Vessian opposition"), or -1."""
        u = self.u
        nxt = last + 1
        if nxt >= len(u) or not (u.joined[nxt] or u.poss[last]) or u.line[nxt] != u.line[last]:
            return -1
        if u.cap[nxt]:
            return (
                nxt
                if u.text[nxt] in ("Regime", "Government", "Opposition", "Administration", "Forces")
                else -1
            )
        for at in range(nxt, min(nxt + 4, len(u))):
            if at > nxt and not u.joined[at]:
                return -1
            key = u.key[at]
            if key in LOWER_HEADS:
                return at
            if key not in words("head_modifier"):
                return -1
        return -1

    def _add_lower_headed(self, i: int, last: int, at: int, entry: Entry) -> bool:
        u = self.u
        kind, word = LOWER_HEADS[u.key[at]]
        if entry.table == "persons" and u.key[at] not in _OF_PERSONS:
            return False
        if u.poss[last] and entry.table == "states":
            return False
        if entry.table == "states" and entry.form == "name" and not entry.exact and u.key[at] != "government":
            return False
        if entry.capital_of:
            return False
        adjective = adjective_of(entry)
        name = f"{adjective} {word}" if word else state_of(entry)
        self._add(i, at, kind, "name", name, f"nationality and “{u.key[at]}”")
        self.names[-1].key = u.key[at]
        return True

    def _loyal(self, i: int, last: int, entry: Entry) -> int:
        """Return where "(armed) factions loyal to Vessia" begins, or the unit itself."""
        u = self.u
        if (
            entry.form != "name"
            or u.before(i) not in ("to", "with")
            or u.before(i - 1) not in ("loyal", "allied")
        ):
            return i
        if u.before(i - 2) not in words("loyal_head"):
            return i
        return i - 4 if u.before(i - 3) == "armed" else i - 3
