"""Persons: a name after a title or a given name, with particles and initials."""

from __future__ import annotations

from testimonia.finding.naming.known import Known
from testimonia.finding.naming.lexicon import Entry, words

#: Letters behind a name that are no part of it: orders, seats, degrees.
POST_NOMINALS = frozenset(
    "KCB KCMG GCB GCMG CB CMG CBE OBE MBE DBE KBE KC QC MP MEP MSP MLA MK MD PhD DSO MC CH PC AM AO AC ONZM "
    "TD USN USA USAF USMC RN RAF Jr Sr".split()
)


class Persons(Known):
    """Reads the names of persons that the tables do not know."""

    def _opens_person(self, i: int, stop: int, entry: Entry, last: int) -> bool:
        """Tell "Jordan Meller" and "Chad Oster" from the states: a given name, then an unknown surname."""
        u = self.u
        if last + 1 >= stop or entry.type == "person" or last > i:
            return False
        if u.key[i] not in self.given and not self._labelled(i, stop):
            return False
        nxt = last + 1
        return not (
            u.key[nxt] in self.heads
            or self._is_title(nxt)
            or u.key[nxt] in self.never
            or u.common(nxt)
            or self._look_up(nxt)[0]
        )

    def _labelled(self, i: int, stop: int) -> bool:
        """Tell the speaker of a transcript, "Lao Vinn: We …", and one whom a title names as a person."""
        u = self.u
        label = u.first[i] and 2 <= stop - i <= 3 and u.source[u.end[stop - 1] : u.end[stop - 1] + 1] == ":"
        return label or u.before(i) in ("spokesperson", "spokesman", "spokeswoman", "mr", "mrs", "ms", "dr")

    def _name_despite_title(self, i: int, stop: int) -> bool:
        """Tell "Sheikh Saeed neighbourhood" (a place) from a title."""
        return stop - i > 1 and self._place_by_form(i, stop)

    def _after_title(self, i: int, stop: int) -> int:
        """Skip titles and read the person that follows them."""
        u = self.u
        at, real = i, False
        while at < stop and (self._is_title(at) or u.key[at] in words("role_modifier")):
            real = real or u.key[at] not in words("role_modifier")
            if u.poss[at]:
                return at + 1
            at += 1
        at, stop = self._portfolio(at, stop)
        if at >= stop or u.key[at] in self.never or self._blocked[at]:
            return max(at, i + 1)
        entry, last = self._look_up(at)
        if entry and entry.type != "person" and not (u.key[at] in self.given and last + 1 < stop):
            if not (real and entry.type == "place" and last == at and self._surname(at + 1, stop)):
                return at
            return self._person_from(at, stop, "title before")
        headed = self._headed(at, stop)
        if headed:
            return at
        if (u.zone[at] and u.ordinary(at)) or (not real and u.common(at)):
            return at + 1
        return self._person_from(at, stop, "title before")

    def _surname(self, at: int, stop: int) -> bool:
        """Tell whether an unknown name follows a word that is a place elsewhere ("Governor Sofia Dren")."""
        u = self.u
        known = at < stop and (u.common(at) or self._is_title(at) or u.key[at] in self.heads)
        return at < stop and u.cap[at] and not known and not self._look_up(at)[0]

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
            if u.poss[at] or self._never(nxt) or self._is_title(nxt) or u.key[nxt] in self.speech:
                break
            if u.cap[nxt] and u.zone[nxt] and u.ordinary(nxt):
                break
            found, end = self._look_up(nxt)
            if found and found.type != "place" and (end > nxt or found.exact or found.form == "adjective"):
                break
            at = nxt
        while at > i and (not u.cap[at] or (at - i > 1 and u.text[at] in POST_NOMINALS)):
            at -= 1
        sure = 0.6 if why == "run of capitals" else 0.9
        self._add(i, at, "person", "name", "", why, sure if at > i else 0.8)
        return at + 1

    def _person_cue(self, i: int, stop: int) -> bool:
        u = self.u
        if stop - i < 2:
            return False
        first = u.key[i].split(" ")[0]
        if first in self.given and not (u.ordinary(i) and u.common(i + 1)):
            return True
        if any(len(u.text[k]) == 1 and u.text[k] not in "AIO" for k in range(i, stop)) and len(u.text[i]) > 0:
            return True
        inner = [
            k
            for k in range(i + 1, stop)
            if not u.cap[k] or u.text[k][:3].lower() in ("al-", "el-", "ad-", "ar-")
        ]
        if first in ("abu", "umm", "ibn", "bin", "abd"):
            return True
        return bool(inner) and not any(u.common(k) for k in range(i, stop) if u.cap[k])

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
