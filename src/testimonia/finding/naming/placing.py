"""Places by their form: "Hanaf neighbourhood", "city of Lume", "eastern Lume", "Lume countryside"."""

from __future__ import annotations

from testimonia.finding.naming.lexicon import Entry, words
from testimonia.finding.naming.lookup import Lookup


class Places(Lookup):
    """Reads what the words around a name say about its being a place."""

    def _place_by_form(self, i: int, stop: int) -> bool:
        u = self.u
        last = stop - 1
        if u.after(last) in words("place_head") and not u.cap[last + 1] and not u.poss[last]:
            return True
        return u.before(i) == "of" and i > 1 and u.before(i - 1) in words("place_of") and not u.cap[i - 2]

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
        if before in directions:
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
