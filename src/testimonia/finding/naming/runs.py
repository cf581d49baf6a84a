"""Names in running text: runs of capitalised units, cut into names by tables, heads and cues.

At each capitalised unit the first of these that fits wins (each is a rule named in ``why``): the longest
name of the tables; a run closed by a head ("Coastal Relief Committee", "Jabhat al-Nahr", "Vessian army"); a
place by form ("Hanaf neighbourhood", "city of Lume"); a person by a title before, a given name, a particle,
an initial or a verb after; a bare run. Every unit is looked at a bounded number of times: linear.
"""

from __future__ import annotations

import re

from testimonia.finding.naming import lexicon
from testimonia.finding.naming.heads import LOWER_HEADS
from testimonia.finding.naming.lexicon import words
from testimonia.finding.naming.lookup import Name
from testimonia.finding.naming.persons import POST_NOMINALS, Persons
from testimonia.finding.naming.units import CAPITALS, HEADING

_AFTER_PLACE = re.compile(r",? \([A-Z]|, (?:[A-Z][a-z]+\.?,? ){0,2}\d{1,2}\b|(?:, [A-Z][a-z]+)? [–—-]{1,2} ")
_DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest northern southern eastern western".split()
)
# What stands before the name of a ship, an exercise or an operation.
_CALLED = frozenset(["hms", "uss", "exercise", "operation"])
_PART_OF = frozenset(["lower", "upper", "greater"])
_ROMAN = re.compile(r"[IVX]+")
R_SIDE = re.compile(r"[RDI]-[A-Z]")  # a member's party and state: "R-Ohio"


class Reader(Persons):
    """Reads the names of one document's units; :meth:`read` returns them in text order."""

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
        if entry and entry.table in ("states", "persons") and self._lower_headed(last) == last + 1:
            return self._add_entry(i, last, entry)
        headed = self._headed(i, stop) or self._paired_head(i, stop) or self._owned_head(i, stop)
        if headed and (not entry or headed[0] > last):
            return self._add_headed(i, *headed)
        if self._numbered_unit(i):
            return self._add_headed(i, i, "armed_group")
        if entry:
            return self._add_entry(i, last, entry)
        federation = self._federation(i, stop)
        if federation > i:
            self._add(i, federation, "state", "name", "", "federation by form", 0.8)
            return federation + 1
        if "-" in u.text[i] and u.after(i) in ("regime", "government") and self._rulers(i):
            return i + 2
        if "-" in u.text[i] and self._split(i):
            return i + 1
        if u.zone[i] == CAPITALS:
            return i + 1
        if self._is_title(i) and not self._name_despite_title(i, stop):
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
        return any(
            u.key[k] in words("function") and u.cap[k] and len(u.text[k]) > 1 for k in range(i + 1, stop)
        )

    def _inside_name(self, i: int, stop: int) -> bool:
        """Tell whether an ordinary word may still begin a name: mid-sentence, with more capitals after it."""
        u = self.u
        if u.zone[i] or u.first[i]:
            return False
        return stop - i > 1 or u.text[i].isupper()

    def _open_run(self, i: int, stop: int) -> int:
        """Read a run that no table and no head explains."""
        u = self.u
        cut = self._cut(i, stop)
        if u.zone[i] == HEADING:
            cut = next((k for k in range(i + 1, cut) if u.ordinary(k)), cut)
        dateline = self._dateline(i)
        if dateline >= 0:
            at = i + 1 if u.key[i] in _DIRECTIONS and dateline > i else i
            name = " ".join(u.text[k].capitalize() for k in range(at, dateline + 1))
            self._add(at, dateline, "place", "name", name, "dateline", 0.8 if at == i else 0.7)
            return dateline + 1
        if self._place_by_form(i, cut) and not R_SIDE.match(u.text[i]):
            self._add(i, cut - 1, "place", "name", "", "place by form")
            return cut
        if u.key[i] in _CALLED and cut > i + 1:
            self._add(i, cut - 1, "other", "name", "", "ship or operation", 0.8)
            return cut
        if self._firm(i, cut):
            self._add(i, cut - 1, "organisation", "name", "", "names joined by &", 0.8)
            return cut
        if u.key[i] in _PART_OF and cut == i + 2 and not u.common(i + 1) and not u.first[i]:
            self._add(i, cut - 1, "place", "name", "", "part of a place", 0.6)
            return cut
        if self._person_cue(i, cut):
            return self._person_from(i, cut, "given name, particle or initial")
        if u.text[i].isupper() and len(u.text[i]) > 1 and cut == i + 1:
            if (
                2 <= len(u.text[i]) <= 6
                and not _ROMAN.fullmatch(u.text[i])
                and u.text[i].isalnum()
                and not (u.text[i] in POST_NOMINALS and i and u.joined[i] and u.cap[i - 1])
                and not u.zone[i]
                and not u.common(i)
            ):
                self._add(i, i, "organisation", "name", "", "short form in capitals", 0.6)
            return i + 1
        if cut - i == 1:
            return self._single(i)
        if u.zone[i] == HEADING and any(u.ordinary(k) for k in range(i, cut)):
            return i + 1
        if (
            any(u.common(k) for k in range(i, cut - 1) if u.cap[k])
            or u.key[cut - 1] in lexicon.common_words()
        ):
            self._add(i, cut - 1, "other", "name", "", "capitals", 0.4)
            return cut
        if u.before(i) in words("place_before") and u.after(cut - 1) not in self.speech:
            self._add(i, cut - 1, "place", "name", "", "preposition of place before", 0.6)
            return cut
        return self._person_from(i, cut, "run of capitals")

    def _dateline(self, i: int) -> int:
        """Return the last unit of a dateline's place, or -1: "FORT LUME, 10 December", "LUME (Agency) -"."""
        u = self.u
        if not u.text[i].isupper() or len(u.text[i]) < 3 or (i and u.line[i] == u.line[i - 1]):
            return -1
        last = i
        while last + 1 < len(u) and last < i + 3 and u.joined[last + 1] and u.text[last + 1].isupper():
            last += 1
        return last if _AFTER_PLACE.match(u.source, u.end[last], u.end[last] + 40) else -1

    def _firm(self, i: int, cut: int) -> bool:
        """Tell "Lund & Marsh" and "Lund & Sons"."""
        return any(self.u.between(k, k + 1) == " & " for k in range(i, cut - 1))

    def _cut(self, i: int, stop: int) -> int:
        """Return where an open run ends: before titles, months, nationalities, names of the tables."""
        u, at = self.u, i
        while at + 1 < stop:
            nxt = at + 1
            if u.poss[at] or self._never(nxt) or (u.cap[nxt] and self._is_title(nxt)):
                break
            if u.cap[nxt]:
                entry, last = self._look_up(nxt)
                if entry and (entry.type in ("state", "media") or last > nxt) and entry.type != "person":
                    break
            at = nxt
        while at > i and not u.cap[at]:
            at -= 1
        return at + 1

    def _plural(self, i: int) -> bool:
        """Tell an unknown plural that opens a sentence from a name: "Guarantors welcomed"."""
        u = self.u
        return u.first[i] and u.key[i].endswith("s") and not u.inside[u.key[i]]

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
        elif before == "in" and not u.poss[i]:
            self._add(i, i, "place", "name", "", "preposition of place before", 0.6)
        elif after in self.speech and before not in ("the", "a", "an") and not self._plural(i):
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
