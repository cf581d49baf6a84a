"""Bodies called by a part of their name: "the Front" after "River Salvation Front", "RSF", "the Coalition".

A head word with a capital after the article is a name where it stands in running text. It means the last
body with that head that was named before it, else the only one that the document names; else it is a name
of its own. "The Kingdom" is a state. A word in capitals that holds the initials of one body of the document
means it, and so does the beginning of a longer name ("General Staff" of "General Staff of the Army").
"""

from __future__ import annotations

from testimonia.finding.naming import lexicon
from testimonia.finding.naming.lookup import Name
from testimonia.finding.naming.units import Units
from testimonia.model import MentionType

_FIRMS = frozenset(
    "chemicals dynamics holdings technologies plc corporation corp inc ltd llc industries company".split()
)
_STATES = frozenset(["kingdom", "republic", "emirate", "sultanate"])


def find_short_forms(units: Units, names: list[Name]) -> list[Name]:
    """Return the names of a document with those added that are a head alone, in text order."""
    full = _by_head(names, units)
    covered = {i: name for name in names for i in range(name.first, name.last + 1)}
    added: list[Name] = []
    replaced: set[int] = set()
    for i in range(len(units)):
        kind = _kind(units, i)
        held = covered.get(i)
        if kind is None or (held is not None and not (held.type == "other" and held.first == held.last)):
            continue
        if _goes_on(units, i, covered) or _inside_title(units, i):
            continue
        if held is not None:
            replaced.add(id(held))
        name, kind = _meant(full.get(units.key[i], []), i, units.text[i], kind)
        added.append(
            Name(i, i, units.start[i], units.end[i], kind, "name", name, "head alone after the article", 0.8)
        )
    kept = [name for name in names if id(name) not in replaced]
    _initials(units, kept)
    _beginnings(kept)
    return sorted([*kept, *added], key=lambda name: (name.start, -name.end))


def _initials(units: Units, names: list[Name]) -> None:
    """Give words in capitals the one body of the document whose initials they hold, in place."""
    bodies: dict[str, set[tuple[str, MentionType]]] = {}
    for name in names:
        if name.last > name.first >= 0 and name.type in ("organisation", "armed_group"):
            keys = [units.text[i] for i in range(name.first, name.last + 1) if units.cap[i]]
            if len(keys) > 1 and not all(key.isupper() for key in keys):
                bodies.setdefault("".join(key[0] for key in keys), set()).add((name.name, name.type))
    for name in names:
        meant = bodies.get(units.text[name.first], set()) if name.first == name.last else set()
        if len(meant) == 1 and name.why.startswith("short form in capitals"):
            name.name, name.type = next(iter(meant))
            name.why = "initials of a body of the document"


def _beginnings(names: list[Name]) -> None:
    """Give "General Staff" and "Lund Marsh" the longer names of their body, in place.

    Those are "General Staff of the Army" and a firm, "Lund Marsh Chemicals".
    """
    longer: dict[str, set[str]] = {}
    firms: dict[str, set[tuple[str, MentionType]]] = {}
    for name in names:
        if name.type in ("organisation", "armed_group") and " of " in name.name:
            longer.setdefault(name.name.partition(" of ")[0], set()).add(name.name)
        if name.type == "organisation" and name.name.rpartition(" ")[2].lower() in _FIRMS:
            firms.setdefault(name.name.rpartition(" ")[0], set()).add((name.name, name.type))
    for name in names:
        firm = firms.get(name.name, set()) if name.last > name.first else set()
        if len(firm) == 1 and name.why.startswith("run of capitals"):
            name.name, name.type = next(iter(firm))
            name.why = "beginning of a body's name"
        meant = longer.get(name.name, set()) if name.last > name.first else set()
        if len(meant) == 1 and name.type in ("organisation", "armed_group"):
            name.name = next(iter(meant))


def _kind(units: Units, i: int) -> MentionType | None:
    """Return the type of a capitalised head after "the" in running text, or None."""
    if not units.cap[i] or units.zone[i] or units.first[i] or units.before(i) != "the":
        return None
    key = units.key[i]
    if key in _STATES:
        return "state"
    kind, side = lexicon.heads().get(key, (None, ""))
    return kind if kind in ("organisation", "armed_group") and side in ("after", "both") else None


def _inside_title(units: Units, i: int) -> bool:
    """Tell "State of the Union" from "Secretary of the Assembly": what owns the head is itself a name."""
    owner = i - 3
    if owner < 0 or units.before(i - 1) != "of" or not units.cap[owner]:
        return False
    if units.first[owner] and units.source[max(0, units.start[owner] - 1) : units.start[owner]] not in tuple(
        "“\"‘'"
    ):
        return False
    return units.key[owner] not in lexicon.words("title") | lexicon.words("role")


def _goes_on(units: Units, i: int, covered: dict[int, Name]) -> bool:
    """Tell whether more capitals, or a complement, make a longer name of the head."""
    nxt = i + 1
    if nxt >= len(units) or not units.joined[nxt]:
        return False
    if units.cap[nxt]:
        name = covered.get(nxt)
        return name is None or name.type != "person"
    return (
        units.key[nxt] in ("of", "for")
        and nxt + 1 < len(units)
        and (units.cap[nxt + 1] or units.after(nxt) == "the")
    )


def _by_head(names: list[Name], units: Units) -> dict[str, list[Name]]:
    """Return the bodies of several words by the head they end in, or begin with, in text order."""
    found: dict[str, list[Name]] = {}
    for name in names:
        if name.last > name.first >= 0 and name.type in ("organisation", "armed_group", "state"):
            for key in dict.fromkeys((units.key[name.last], units.key[name.first])):
                found.setdefault(key, []).append(name)
    return found


def _meant(full: list[Name], i: int, text: str, kind: MentionType) -> tuple[str, MentionType]:
    """Return the name and type that a head alone stands for at a unit."""
    before = [name for name in full if name.last < i]
    if before:
        return before[-1].name, before[-1].type
    different = {name.name for name in full}
    return (full[0].name, full[0].type) if len(different) == 1 else (text, kind)
