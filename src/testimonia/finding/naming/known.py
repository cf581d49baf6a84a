"""Names that the tables know, with what stands around them: halves of compounds, rulers, directions."""

from __future__ import annotations

from testimonia.finding.naming.heads import Heads
from testimonia.finding.naming.lexicon import Entry, parts_of
from testimonia.finding.naming.lookup import Name, adjective_of
from testimonia.finding.naming.placing import Places

_UNITED = frozenset(["united", "federated", "federal", "confederate", "confederated", "associated"])
_MEMBERS = frozenset(
    ["states", "provinces", "emirates", "cantons", "kingdom", "kingdoms", "republics", "islands"]
)


class Known(Heads, Places):
    """Writes down the names of the tables."""

    def _rulers(self, i: int) -> bool:
        """Read "the Varo-Oster regime" as the government of the state that one of them stands for."""
        found = [self.gazetteer.get(part, ()) for part in parts_of(self.u.text[i])]
        persons = [e for entries in found for e in entries if e.table == "persons" and len(e.parts) == 1]
        if not persons:
            return False
        self._add(i, i + 1, "state", "name", f"{adjective_of(persons[0])} government", "rulers and “regime”")
        return True

    def _federation(self, i: int, stop: int) -> int:
        """Return the last unit of "Federated States", "United Coastal Provinces", or -1."""
        u = self.u
        if u.key[i] not in _UNITED or u.zone[i]:
            return -1
        return next((k for k in range(i + 1, min(i + 4, stop)) if u.key[k] in _MEMBERS), -1)

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
