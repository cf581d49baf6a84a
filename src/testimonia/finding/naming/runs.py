"""Names in running text: runs of capitalised units, cut into names by tables, heads and cues.

At each capitalised unit the first of these that fits wins (each is a rule named in ``why``): the longest
name of the tables; a run closed by a head ("Coastal Relief Committee", "Jabhat al-Nahr", "Vessian army"); a
place by form ("Hanaf neighbourhood", "city of Lume"); a person by a title before, a given name, a particle,
an initial or a verb after; a bare run. Every unit is looked at a bounded number of times: linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from testimonia.finding.naming import lexicon
from testimonia.finding.naming.lexicon import ARTICLES, Entry, parts_of, words
from testimonia.finding.naming.units import CAPITALS, HEADING, TEXT, Units
from testimonia.model import MentionForm, MentionType

_LONGEST = 8
_ROMAN = re.compile(r"[IVX]+")
R_SIDE = re.compile(r"[RDI]-[A-Z]")  # a member's party and state: "R-Ohio"
_FUNCTION = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "with",
        "on",
        "to",
        "by",
        "and",
        "as",
        "at",
        "from",
        "is",
        "are",
        "was",
        "his",
        "her",
        "their",
        "its",
        "not",
    ]
)


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
    "administration": ("state", "government"),  # "the Varo administration"
    "opposition": ("organisation", "opposition"),  # "the Vessian opposition"
    "parliament": ("organisation", "parliament"),  # "the Vessian parliament"
    "embassy": ("organisation", "embassy"),  # "the Vessian embassy"
}


class Reader:
    """Reads the names of one document's units; :meth:`read` returns them in text order."""

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

    def read(self) -> list[Name]:
        """Return all names, in text order, none inside another."""
        i, size = 0, len(self.u)
        cap, blocked = self.u.cap, self._blocked
        while i < size:
            if blocked[i]:
                i += 1
            elif cap[i]:
                i = self._at(i)
            else:
                if "-" in self.u.text[i]:
                    self._split(i)
                i += 1
        return self.names

    # one position ------------------------------------------------------------------------------------

    def _at(self, i: int) -> int:
        """Read what begins at a capitalised unit and return the index of the unit to go on with."""
        u = self.u
        stop = self._run_end(i)
        if stop - i > 3 and not u.zone[i] and self._title_case(i, stop):
            u.zone[i:stop] = [HEADING] * (stop - i)
        entry, last = self._look_up(i)
        if u.before(i) == "international" and not u.cap[i - 1]:
            longer, end = self._look_up(i - 1)
            if longer and end > max(i, last):
                return self._add_entry(i - 1, end, longer)
        if entry and self._opens_person(i, stop, entry, last):
            return self._person_from(i, stop, "given name before a surname")
        headed = self._headed(i, stop)
        if headed and (not entry or headed[0] > last):
            return self._add_headed(i, *headed)
        if entry:
            return self._add_entry(i, last, entry)
        if "-" in u.text[i] and u.after(i) in ("regime", "government") and self._rulers(i):
            return i + 2
        if "-" in u.text[i] and self._split(i):
            return i + 1
        if u.zone[i] == CAPITALS:
            return i + 1
        if u.key[i] in self.titles and not self._name_despite_title(i, stop):
            return self._after_title(i, stop)
        if u.key[i] in self.belonging and stop == i + 1:
            lower = self._lower_headed(i)
            if lower >= 0 and LOWER_HEADS[u.key[lower]][0] == "armed_group":
                self._add(i, lower, "armed_group", "name", "", "people and head", 0.8)
                return lower + 1
        if u.key[i] in self.never or (u.ordinary(i) and not self._inside_name(i, stop)):
            return i + 1
        return self._open_run(i, stop)

    def _title_case(self, i: int, stop: int) -> bool:
        """Tell a title quoted in a sentence ("A Call To Every Reader") by the function words in capitals."""
        u = self.u
        return any(u.key[k] in _FUNCTION and u.cap[k] and len(u.text[k]) > 1 for k in range(i + 1, stop))

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
        for entry in self.gazetteer.get(own[0], ()) if own else ():
            last = self._matches(offset, entry)
            if last >= 0 and self._allowed(i, last, entry):
                return entry, last
        return None, i

    def _matches(self, i: int, entry: Entry) -> int:
        """Return the index of the last unit of an entry that begins at a unit, or -1."""
        u = self.u
        want, have, at = entry.parts, 0, i
        while have < len(want):
            if at >= len(u) or (at > i and (not u.joined[at] or (u.poss[at - 1] and have))):
                return -1
            parts = parts_of(u.text[at])
            if have and len(parts) == 1 and parts[0] in ARTICLES and parts[0] != want[have]:
                at += 1
                continue
            if tuple(want[have : have + len(parts)]) != parts:
                return -1
            have += len(parts)
            at += 1
        return at - 1

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

    def _opens_person(self, i: int, stop: int, entry: Entry, last: int) -> bool:
        """Tell "Jordan Meller" and "Chad Oster" from the states: a given name, then an unknown surname."""
        u = self.u
        if last + 1 >= stop or entry.type == "person" or last > i or u.key[i] not in self.given:
            return False
        nxt = last + 1
        return not (
            u.key[nxt] in self.heads
            or u.key[nxt] in self.titles
            or u.key[nxt] in self.never
            or u.common(nxt)
            or self._look_up(nxt)[0]
        )

    def _rulers(self, i: int) -> bool:
        """Read "the Varo-Oster regime" as the government of the state that one of them stands for."""
        found = [self.gazetteer.get(part, ()) for part in parts_of(self.u.text[i])]
        persons = [e for entries in found for e in entries if e.table == "persons" and len(e.parts) == 1]
        if not persons:
            return False
        self._add(i, i + 1, "state", "name", f"{adjective_of(persons[0])} government", "rulers and “regime”")
        return True

    def _split(self, i: int) -> bool:
        """Read the halves of "Vessian-Lumian", "Lume-Harbour", "pro-Vessian": those that the tables know."""
        u = self.u
        pieces, at = [], u.start[i]
        for piece in u.text[i].split("-"):
            parts = parts_of(piece)
            entries = self.gazetteer.get(parts[0], ()) if len(parts) == 1 and piece[:1].isupper() else ()
            fitting = [e for e in entries if e.parts == parts and e.exact in ("", piece)]
            pieces.append((at, at + len(piece), fitting[0] if fitting else None))
            at += len(piece) + 1
        if not any(entry for _, _, entry in pieces):
            return False
        for start, end, entry in pieces:
            if entry:
                why = f"table {entry.table}, half of a compound"
                name = Name(i, i, start, end, entry.type, entry.form, entry.name, why, 0.85, entry.capital_of)
                self.names.append(name)
        return True

    def _add_entry(self, i: int, last: int, entry: Entry) -> int:
        if entry.table in ("states", "persons"):
            lower = self._lower_headed(last)
            if lower >= 0 and self._add_lower_headed(i, last, lower, entry):
                return lower + 1
        loyal = self._loyal(i, last, entry)
        if loyal < i:
            head = self.u.before(i - 2)
            head = "factions" if head in ("elements", "groups") else head
            name = f"{head} loyal to {entry.name}"
            self._add(loyal, last, "armed_group", "name", name, "group by its loyalty", 0.8)
            return last + 1
        if entry.type == "place" and not entry.capital_of:
            end = self._countryside(last)
            if end > last:
                self._add(i, end, "place", "name", f"{entry.name} countryside", "place by form")
                return end + 1
        start = self._direction(i, entry)
        if (entry.type == "place" and entry.capital_of == "") or start < i:
            self._add(start, last, "place", "name", self._place_name(start, i, entry), f"table {entry.table}")
        else:
            self._add(i, last, entry.type, entry.form, entry.name, f"table {entry.table}", 0.95)
            self.names[-1].capital_of = entry.capital_of
        return last + 1

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

    def _countryside(self, last: int) -> int:
        """Return the last unit of "Lume countryside", "Lume's country side"."""
        u = self.u
        after = u.after(last)
        if after == "countryside":
            return last + 1
        return last + 2 if after == "country" and u.after(last + 1) == "side" else last

    def _place_name(self, start: int, i: int, entry: Entry) -> str:
        if start == i:
            return entry.name
        word = self.u.key[start]
        word = {"east": "eastern", "west": "western", "north": "northern", "south": "southern"}.get(
            word, word
        )
        return f"{word.capitalize()} {entry.name}"

    def _direction(self, i: int, entry: Entry) -> int:
        """Return where "eastern Lume", "the eastern part of Lume", "in the east of Lume" begins."""
        u, directions = self.u, words("direction")
        if entry.type != "place":
            return i
        before = u.before(i)
        if before in directions and (not u.cap[i - 1] or u.first[i - 1]):
            return i - 1
        if before == "of" and i > 2:
            word = u.before(i - 1)
            if word in ("part", "parts", "half", "side") and u.before(i - 2) in directions:
                return i - 3
            inner = u.before(i - 2)
            if word in ("east", "west", "north", "south") and inner in (
                "the",
                "in",
                "of",
                "from",
                "to",
                "inside",
            ):
                return i - 2
        return i

    # heads -------------------------------------------------------------------------------------------

    def _headed(self, i: int, stop: int) -> tuple[int, MentionType] | None:
        """Return the last unit and the type of a name that a head makes, or None."""
        u = self.u
        if u.zone[i] == CAPITALS:
            return None
        best: tuple[int, MentionType] | None = None
        for at in range(i, min(stop, i + _LONGEST)):
            key = u.key[at]
            if at > i and (
                key in self.titles
                and key not in self.heads
                and key not in ("general", "prime", "defence", "defense", "foreign", "interior", "chief")
            ):
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
                if tail > at:
                    return tail, kind
                continue
            if side in ("after", "both") and self._fits_head(i, at):
                best = (self._complements(at, stop), kind)
        return best

    def _fits_head(self, i: int, at: int) -> bool:
        """Refuse an ordinary word that opens a sentence or heading before a head: "Every Council"."""
        u = self.u
        if (u.key[i] in self.never and u.key[i] not in self.belonging) or (
            u.first[i] and u.key[i] in ("the", "a", "an", "this", "that", "our", "his")
        ):
            return False
        if u.zone[i] == HEADING:
            return self._look_up(i)[0] is not None or (u.inside[u.key[at]] > 0 and not u.ordinary(i))
        return not (u.first[i] and u.ordinary(i) and at == i + 1 and not u.inside[u.key[i]] and at - i < 2)

    def _complements(self, at: int, stop: int) -> int:
        """Return the last unit of "for Relief of the Coastal Towns": one complement or two."""
        last = self._complement(at, "of", stop)
        if last > at and last + 1 < len(self.u) and self.u.key[last + 1] == "of":
            return self._complement(last, "of", last + 1)
        return last

    def _complement(self, at: int, side: str, stop: int) -> int:
        """Return the last unit of "of the Interior", "for Safety and Health", "al-Nahr" after a head."""
        u, size = self.u, len(self.u)
        if side == "before" or (side in ("after", "both") and "-" in u.text[at] and at + 1 == stop):
            if "-" in u.text[at] and self.heads.get(u.key[at]) is None:
                return stop - 1 if stop - at > 1 else at
            return min(stop - 1, at + 4)
        if side not in ("both", "of"):
            return at
        nxt = at + 1
        if nxt >= size or not u.joined[nxt] or u.poss[at] or u.key[nxt] not in ("of", "for", "on"):
            return at
        nxt += 1
        if nxt < size and u.joined[nxt] and u.key[nxt] == "the":
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
            )
            and self._look_up(more + 1)[0] is None
            and not u.poss[last]
        ):
            last = self._run_end(more + 1) - 1
        return last

    def _add_headed(self, i: int, last: int, kind: MentionType) -> int:
        text = self.u.source[self.u.start[i] : self.u.end[last]]
        self._add(i, last, kind, "name", " ".join(text.split()), "head word")
        return last + 1

    def _lower_headed(self, last: int) -> int:
        """Return the unit of a small-letter head after a nationality ("Vessian opposition"), or -1."""
        u = self.u
        nxt = last + 1
        if nxt >= len(u) or not (u.joined[nxt] or u.poss[last]) or u.line[nxt] != u.line[last]:
            return -1
        if u.cap[nxt]:
            return nxt if u.text[nxt] in ("Regime", "Government", "Opposition") else -1
        for at in range(nxt, min(nxt + 4, len(u))):
            if at > nxt and not u.joined[at]:
                return -1
            key = u.key[at]
            if key in LOWER_HEADS:
                return at
            if key not in (
                "political",
                "and",
                "armed",
                "military",
                "security",
                "special",
                "government",
                "regime",
                "national",
                "ground",
                "moderate",
                "criminal",
                "interim",
                "transitional",
            ):
                return -1
        return -1

    def _add_lower_headed(self, i: int, last: int, at: int, entry: Entry) -> bool:
        u = self.u
        kind, word = LOWER_HEADS[u.key[at]]
        if entry.table == "persons" and u.key[at] not in (
            "regime",
            "government",
            "administration",
            "forces",
            "army",
        ):
            return False
        if u.poss[last] and entry.table == "states":
            return False
        if entry.table == "states" and entry.form == "name" and not entry.exact and u.key[at] != "government":
            return False
        if entry.capital_of:
            return False
        adjective = adjective_of(entry)
        self._add(i, at, kind, "name", f"{adjective} {word}", f"nationality and “{u.key[at]}”")
        self.names[-1].key = u.key[at]
        return True

    # persons, places, open runs ----------------------------------------------------------------------

    def _name_despite_title(self, i: int, stop: int) -> bool:
        """Tell "Sheikh Saeed neighbourhood" (a place) from a title."""
        return stop - i > 1 and self._place_by_form(i, stop)

    def _place_by_form(self, i: int, stop: int) -> bool:
        u = self.u
        last = stop - 1
        if u.after(last) in words("place_head") and not u.cap[last + 1] and not u.poss[last]:
            return True
        return u.before(i) == "of" and i > 1 and u.before(i - 1) in words("place_of") and not u.cap[i - 2]

    def _inside_name(self, i: int, stop: int) -> bool:
        """Tell whether an ordinary word may still begin a name: mid-sentence, with more capitals after it."""
        u = self.u
        if u.zone[i] or u.first[i]:
            return False
        return stop - i > 1 or u.text[i].isupper()

    def _after_title(self, i: int, stop: int) -> int:
        """Skip titles and read the person that follows them."""
        u = self.u
        at, real = i, False
        while at < stop and (u.key[at] in self.titles or u.key[at] in words("role_modifier")):
            real = real or u.key[at] not in words("role_modifier")
            if u.poss[at]:
                return at + 1
            at += 1
        at, stop = self._portfolio(at, stop)
        if at >= stop or u.key[at] in self.never or self._blocked[at]:
            return max(at, i + 1)
        entry, last = self._look_up(at)
        if entry and entry.type != "person" and not (u.key[at] in self.given and last + 1 < stop):
            return at
        headed = self._headed(at, stop)
        if headed:
            return at
        if (u.zone[at] and u.ordinary(at)) or (not real and u.common(at)):
            return at + 1
        return self._person_from(at, stop, "title before")

    def _portfolio(self, at: int, stop: int) -> tuple[int, int]:
        """Step over "of Foreign Affairs" after a title; return the next unit and the run's end."""
        u, words_of = self.u, words("portfolio")
        if at != stop or at + 1 >= len(u) or u.key[at] not in ("of", "for") or not u.joined[at]:
            return at, stop
        nxt = at + 1
        while nxt < len(u) and u.joined[nxt] and (u.key[nxt] in words_of or u.key[nxt] in ("and", "the")):
            nxt += 1
        if nxt == at + 1 or nxt >= len(u) or not u.joined[nxt] or not u.cap[nxt] or self._blocked[nxt]:
            return at, stop
        return nxt, self._run_end(nxt)

    def _person_from(self, i: int, stop: int, why: str) -> int:
        """Take a person's name from a unit on: up to six units, as far as they may belong to a name."""
        u = self.u
        entry, last = self._look_up(i)
        if entry and entry.type == "person":
            return self._add_entry(i, last, entry)
        at = i
        while at + 1 < stop and at - i < 6:
            nxt = at + 1
            if (
                u.poss[at]
                or u.key[nxt] in self.never
                or u.key[nxt] in self.titles
                or u.key[nxt] in self.speech
            ):
                break
            if u.cap[nxt] and u.zone[nxt] and u.ordinary(nxt):
                break
            found, end = self._look_up(nxt)
            if found and found.type != "place" and (end > nxt or found.exact or found.form == "adjective"):
                break
            at = nxt
        while at > i and not u.cap[at]:
            at -= 1
        self._add(i, at, "person", "name", "", why, 0.9 if at > i else 0.8)
        return at + 1

    def _open_run(self, i: int, stop: int) -> int:
        """Read a run that no table and no head explains."""
        u = self.u
        cut = self._cut(i, stop)
        if self._place_by_form(i, cut) and not R_SIDE.match(u.text[i]):
            self._add(i, cut - 1, "place", "name", "", "place by form")
            return cut
        if self._person_cue(i, cut):
            return self._person_from(i, cut, "given name, particle or initial")
        if u.text[i].isupper() and len(u.text[i]) > 1 and cut == i + 1:
            if (
                2 <= len(u.text[i]) <= 6
                and not _ROMAN.fullmatch(u.text[i])
                and u.text[i].isalnum()
                and not u.zone[i]
                and not u.common(i)
            ):
                self._add(i, i, "organisation", "name", "", "short form in capitals", 0.6)
            return i + 1
        if cut - i == 1:
            return self._single(i)
        if u.zone[i] == HEADING and any(u.ordinary(k) for k in range(i, cut)):
            return i + 1
        if any(u.common(k) for k in range(i, cut) if u.cap[k]):
            self._add(i, cut - 1, "other", "name", "", "capitals", 0.4)
            return cut
        if u.before(i) in words("place_before") and u.after(cut - 1) not in self.speech:
            self._add(i, cut - 1, "place", "name", "", "preposition of place before", 0.6)
            return cut
        return self._person_from(i, cut, "run of capitals")

    def _cut(self, i: int, stop: int) -> int:
        """Return where an open run ends: before titles, months, nationalities, names of the tables."""
        u, at = self.u, i
        while at + 1 < stop:
            nxt = at + 1
            if u.poss[at] or u.key[nxt] in self.never or (u.cap[nxt] and u.key[nxt] in self.titles):
                break
            if u.cap[nxt]:
                entry, last = self._look_up(nxt)
                if entry and (entry.type in ("state", "media") or last > nxt) and entry.type != "person":
                    break
            at = nxt
        while at > i and not u.cap[at]:
            at -= 1
        return at + 1

    def _person_cue(self, i: int, stop: int) -> bool:
        u = self.u
        if stop - i < 2:
            return False
        first = u.key[i].split(" ")[0]
        if first in self.given and not (u.ordinary(i) and u.common(i + 1)):
            return True
        if any(len(u.text[k]) == 1 and u.text[k] not in "AI" for k in range(i, stop)) and len(u.text[i]) > 0:
            return True
        inner = [
            k
            for k in range(i + 1, stop)
            if not u.cap[k] or u.text[k][:3].lower() in ("al-", "el-", "ad-", "ar-")
        ]
        if first in ("abu", "umm", "ibn", "bin", "abd"):
            return True
        return bool(inner) and not any(u.common(k) for k in range(i, stop) if u.cap[k])

    def _single(self, i: int) -> int:
        """Read one unknown capitalised word by what stands beside it."""
        u = self.u
        if u.ordinary(i) or len(u.text[i]) < 3 or u.key[i].endswith("ism") or R_SIDE.match(u.text[i]):
            return i + 1
        if u.zone[i] == HEADING and not u.inside[u.key[i]]:
            return i + 1
        after, before = u.after(i), u.before(i)
        if u.key[i] in self.given:
            self._add(i, i, "person", "name", "", "given name", 0.6)
        elif after in self.speech and before not in ("the", "a", "an"):
            self._add(i, i, "person", "name", "", "verb of speech after", 0.7)
        elif before in words("place_before") and not u.poss[i]:
            self._add(i, i, "place", "name", "", "preposition of place before", 0.6)
        elif self._appositive(i):
            self._add(i, i, "person", "name", "", "description after", 0.7)
        elif u.first[i] and not u.inside[u.key[i]]:
            self._add(i, i, "other", "name", "", "unknown word", 0.3)
        else:
            self._add(i, i, "other", "name", "", "capital", 0.4)
        return i + 1

    def _appositive(self, i: int) -> bool:
        """Tell "Varo, Vessia's representative" and "Varo, the envoy": a description of a person follows."""
        u = self.u
        for at in range(i + 1, min(i + 7, len(u))):
            if at == i + 1 and u.between(i, at)[:1] != ",":
                return False
            if at > i + 1 and not (u.joined[at] or u.poss[at - 1]):
                return False
            if u.key[at] in self.roles:
                return True
        return False

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
    if entry.table == "persons":
        country = lexicon.country_of().get(entry.name, "")
        return lexicon.adjectives().get(country, entry.name)
    return lexicon.adjectives().get(entry.name, entry.name)
