"""Titles and roles that stand for persons, and names that stand beside each other as one.

* **Roles**: "the Vessian foreign minister", "President of Vessia", "the spokesman": a head from
``name_words.tsv`` with its modifiers and the state or body it belongs to. The text ties a role to a person
where one stands right before or after the other ("Vessian President Ana Varo", "Ana Varo, the envoy");
later, the same role stands for the last person tied to it. * **Appositions**: "Army of the Hills (Jaysh
al-Tilal)", "X, formerly Y", "X, also known as Y", "X (XYZ)".
"""

from __future__ import annotations

import itertools

from testimonia.finding.naming.heads import LOWER_HEADS
from testimonia.finding.naming.lexicon import words
from testimonia.finding.naming.lookup import Name
from testimonia.finding.naming.resolve import surface
from testimonia.finding.naming.units import CAPITALS, Units

_SAME = (
    "formerly",
    "previously",
    "also known as",
    "known as",
    "also called",
    "better known as",
    "i.e.",
    "aka",
)
_OWNERS = ("state", "organisation", "armed_group")
_DETERMINERS = frozenset(["the", "a", "an", "his", "its", "their", "our", "her"])
_GENERIC = frozenset(["regime", "government", "opposition", "factions", "army", "rebels", "militias"])
_RESOLVED = frozenset(["regime", "government", "opposition", "army"])
_KINDS = frozenset(["armed", "moderate", "political", "revolutionary", "military"])
_LEADING = frozenset(
    ["the", "a", "an", "his", "her", "its", "their", "our", "my", "former", "late", "new", "ex"]
)


def find_roles(units: Units, names: list[Name]) -> list[Name]:
    """Return the roles of a document as nominal names, those tied to a person with its name."""
    heads, modifiers = words("role"), words("role_modifier")
    at_unit = _by_unit(units, names)
    found: list[Name] = []
    i, size = 0, len(units)
    while i < size:
        if units.key[i] in heads and units.zone[i] != CAPITALS and not _inside(at_unit, names, i):
            role = _role(units, names, at_unit, i, modifiers)
            if role:
                found.append(role)
                i = role.last
        i += 1
    _tie(units, names, at_unit, found)
    return found


def _by_unit(units: Units, names: list[Name]) -> list[int]:
    """Return for every unit the index of the name that covers it, or -1."""
    out = [-1] * len(units)
    for at, name in enumerate(names):
        for i in range(name.first, name.last + 1):
            out[i] = at
    return out


def _inside(at_unit: list[int], names: list[Name], i: int) -> bool:
    return at_unit[i] >= 0 and names[at_unit[i]].last > names[at_unit[i]].first


def _role(
    units: Units, names: list[Name], at_unit: list[int], i: int, modifiers: frozenset[str]
) -> Name | None:
    """Return the nominal whose head is a unit: its modifiers before, its owner before or after."""
    first, owner = i, ""
    while first > 0 and units.joined[first] and at_unit[first - 1] < 0 and units.key[first - 1] in modifiers:
        first -= 1
    start = units.start[first]
    before = _owner_before(units, names, at_unit, first)
    if before:
        owner, first, start = before.name or surface(units, before), before.first, before.start
    last = max(i, _portfolio(units, i))
    if last == i and i + 1 < len(units) and units.key[i + 1] == "general" and units.joined[i + 1]:
        last = i + 1
    if not owner:
        after, reach = _owner_after(units, names, at_unit, last)
        if after >= 0:
            owner, last = names[after].name or surface(units, names[after]), reach
    if not owner and not units.cap[i] and not _determined(units, names, at_unit, first):
        return None
    name = Name(first, last, start, units.end[last], "person", "nominal", "", "role", 0.7)
    head = " ".join(units.key[k] for k in range(first, last + 1) if at_unit[k] < 0 or k == i)
    head = head.replace(" of the", "").removesuffix(" of").removesuffix(" for")
    name.key = f"{owner}|{' '.join(w for w in head.split() if w not in _LEADING)}"
    return name


def _owner_before(units: Units, names: list[Name], at_unit: list[int], first: int) -> Name | None:
    """Return the name that owns a role from before: "Vessian president", "Varo's spokesman"."""
    at = at_unit[first - 1] if first > 0 and (units.joined[first] or units.poss[first - 1]) else -1
    if at < 0 or names[at].last != first - 1:
        return None
    kinds = (*_OWNERS, "place", "person") if units.poss[first - 1] else _OWNERS
    return names[at] if names[at].type in kinds else None


def _determined(units: Units, names: list[Name], at_unit: list[int], first: int) -> bool:
    """Tell whether a determiner, or a name and a comma, makes a role in small letters stand for somebody."""
    if units.before(first) in _DETERMINERS:
        return True
    if first == 0 or at_unit[first - 1] < 0 or names[at_unit[first - 1]].type != "person":
        return False
    return units.between(first - 1, first).strip() == ","


def _portfolio(units: Units, i: int) -> int:
    """Return the last unit of "Secretary of State", "minister of foreign affairs", or the unit itself."""
    known, at = words("portfolio"), i
    if i + 2 < len(units) and units.key[i + 1] in ("of", "for") and units.joined[i + 1]:
        nxt = i + 2
        while (
            nxt < len(units)
            and units.joined[nxt]
            and (units.key[nxt] in known or units.key[nxt] in ("and", "the"))
        ):
            at = nxt if units.key[nxt] in known else at
            nxt += 1
    return at


def find_generic(units: Units, names: list[Name]) -> list[Name]:
    """Return "the regime", "the armed factions": they mean the only such name of the document."""
    meant: dict[str, set[str]] = {}
    for name in names:
        head = units.key[name.last] if name.form == "name" and name.last > name.first >= 0 else ""
        if head in LOWER_HEADS and not (name.type == "state" and name.why.startswith("table")):
            meant.setdefault(LOWER_HEADS[head][1], set()).add(name.name or surface(units, name))
    at_unit = _by_unit(units, names)
    found = []
    for i, key in enumerate(units.key):
        if key in _GENERIC and not units.cap[i] and at_unit[i] < 0 and units.text[i] == key:
            first = i
            while (
                first > 0
                and units.joined[first]
                and units.key[first - 1] in _KINDS
                and at_unit[first - 1] < 0
            ):
                first -= 1
            kind, word = LOWER_HEADS[key]
            only = meant.get(word, set())
            name = Name(
                first, i, units.start[first], units.end[i], kind, "nominal", "", "head without a name", 0.5
            )
            if len(only) == 1 and first == i and key in _RESOLVED:
                name.name = min(only)
                name.why = f"the only {word} that the document names"
            found.append(name)
    return found


def _owner_after(units: Units, names: list[Name], at_unit: list[int], last: int) -> tuple[int, int]:
    """Return the name that owns a role ("President of Vessia", "envoy to Vessia") and its last unit."""
    nxt = last + 1
    if nxt >= len(units) or not units.joined[nxt] or units.key[nxt] not in ("of", "to", "for"):
        return -1, last
    nxt += 1
    if nxt < len(units) and units.key[nxt] == "the" and units.joined[nxt]:
        nxt += 1
    if nxt < len(units) and units.joined[nxt] and at_unit[nxt] >= 0:
        name = names[at_unit[nxt]]
        if (
            name.first == nxt
            and name.type in ("state", "organisation", "armed_group", "place")
            and name.form == "name"
        ):
            return at_unit[nxt], name.last
    return -1, last


def _tie(units: Units, names: list[Name], at_unit: list[int], roles: list[Name]) -> None:
    """Give roles the persons that the text puts beside them, and others the last person so tied.

    "His Vessian counterpart" is whoever has, for Vessia, the role that was tied last. A role that the text
    ties only later stands for that person if there is but one.
    """
    known: dict[str, str] = {}
    all_of: dict[str, set[str]] = {}
    office = ""
    for role in roles:
        person, why = _beside(units, names, at_unit, role)
        owner, _, head = role.key.partition("|")
        if person:
            role.name, role.why, role.confidence = person, why, 0.9
            known[role.key] = known[f"|{head}"] = person
            all_of.setdefault(role.key, set()).add(person)
        else:
            counterpart = f"{owner}|{office}" if head.endswith(("counterpart", "counterparts")) else role.key
            role.name = known.get(counterpart, "")
            role.why = f"role of {role.name} in this document" if role.name else role.why
        office = head if role.name and owner and not head.endswith("counterpart") else office
    for role in roles:
        later = all_of.get(role.key, set())
        if not role.name and len(later) == 1 and not role.key.startswith("|"):
            role.name = min(later)
            role.why = f"role of {role.name} later in this document"


def _beside(units: Units, names: list[Name], at_unit: list[int], role: Name) -> tuple[str, str]:
    nxt, titles = role.last + 1, words("title")
    while nxt + 1 < len(units) and units.joined[nxt] and units.key[nxt] in titles and at_unit[nxt] < 0:
        nxt += 1
    if nxt < len(units) and at_unit[nxt] >= 0 and not units.poss[role.last]:
        name = names[at_unit[nxt]]
        gap = units.between(nxt - 1, nxt).strip(" .\u00a0")
        if name.type == "person" and name.first == nxt and gap in ("", ",", "–", "-", "—", ":"):
            return name.name, "title before a name" if not gap else "name in apposition"
    before = role.first - 1
    while before > 0 and before > role.first - 3 and units.key[before] in _LEADING:
        before -= 1
    if before >= 0 and at_unit[before] >= 0 and names[at_unit[before]].last == before:
        name = names[at_unit[before]]
        gap = units.source[name.end : units.start[before + 1]].strip() if before + 1 < len(units) else ""
        if name.type == "person" and gap in (",", "–", "-", "—", "(", ", the"):
            return name.name, "apposition after a name"
    return "", ""


def tie_names(units: Units, names: list[Name]) -> None:
    """Read appositions of two names: the second stands for the first (or the short form for the long one)."""
    for one, two in itertools.pairwise(names):
        if one.form != "name" or two.form != "name" or units.line[one.last] != units.line[two.first]:
            continue
        if two.first - one.last > 4 or one.end > two.start:
            continue
        gap = units.source[one.end : two.start]
        tail = units.source[two.end : two.end + 12]
        how = _how(gap, tail, one, two, surface(units, two))
        if how:
            _same(units, one, two, how)


def _how(gap: str, tail: str, one: Name, two: Name, text: str) -> str:
    """Return the name of the apposition that parts two names, or the empty string."""
    low = gap.strip(' ,–—-(“”"').lower()
    if "(" in gap and gap.strip(' “”"’') == "(" and tail.lstrip('”"’ ').startswith(")"):
        if text.isupper() or one.type == two.type or two.type == "other" or one.type == "other":
            return "apposition in brackets"
        return ""
    if low in _SAME or low.removesuffix(" the") in _SAME:
        return f"apposition: {low.removesuffix(' the')}"
    if gap.strip() in ("–", "-", "—") and tail.strip(" ,–—-").lower().startswith("formerly"):
        return "apposition: formerly"
    return ""


def _same(units: Units, one: Name, two: Name, how: str) -> None:
    types = (one.type, two.type)
    if one.name and two.name and one.name == two.name:
        return
    if "state" in types or ("place" in types and one.type != two.type):
        return
    known = two.why.startswith("table")
    main, other = (two, one) if known and not one.why.startswith("table") else (one, two)
    other.type = main.type
    other.name = main.name or surface(units, main)
    main.name = other.name
    other.why = how
