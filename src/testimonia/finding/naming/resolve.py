"""What each name of a document stands for in it.

Surnames go to the last fitting full name ("Putin" → "Vladimir Putin"), shorter full names to fuller ones,
capitals that act to their states, short forms in brackets to what they shorten, unknown words to the type
they have elsewhere in the document. All look-ups are by hashed keys: linear in the number of names.
"""

from __future__ import annotations

from collections import defaultdict

from testimonia.finding.naming import lexicon
from testimonia.finding.naming.lexicon import ARTICLES, words
from testimonia.finding.naming.lookup import Name
from testimonia.finding.naming.polities import find_states
from testimonia.finding.naming.units import Units

_PALACES = frozenset(
    ["Kremlin", "The Kremlin", "White House", "the White House", "Downing Street", "Whitehall"]
)


def resolve(units: Units, names: list[Name]) -> None:
    """Fill ``type`` and ``name`` of the names of one document, in place."""
    _capitals(units, names)
    find_states(units, names)
    _persons(units, names)
    _unknown(units, names)
    for name in names:
        if not name.name:
            name.name = surface(units, name)


def surface(units: Units, name: Name) -> str:
    """Return the characters of a name, inner white space made one space."""
    return " ".join(units.source[name.start : name.end].split())


# capitals -------------------------------------------------------------------------------------------


def _capitals(units: Units, names: list[Name]) -> None:
    act = words("act")
    for at, name in enumerate(names):
        if not name.capital_of:
            continue
        why = ""
        text = surface(units, name)
        before, after = units.before(name.first), units.after(name.last)
        if text in _PALACES:
            why = "seat of government"
        elif after in act and before not in words("place_before") and not units.poss[name.last]:
            why = f"capital as subject of “{after}”"
        elif before in words("act_on"):
            why = f"capital after “{before}”"
        elif not units.poss[name.last] and before not in words("place_before") and _acts(units, name.last):
            why = f"capital as subject of “{after}”"
        elif units.poss[name.last] and after in words("owned"):
            why = f"capital owning “{after}”"
        elif before in ("with", "against") or (before == "between" and _dealing(units, name.first)):
            why = f"capital after “{before}”"
        elif before == "and" and at and _joint(units, names[at - 1], name):
            why = "joint with a state"
        if why:
            name.type, name.name, name.why = "state", name.capital_of, why
            if before == "and" and at:
                _also_before(units, names[at - 1], name)


def _acts(units: Units, last: int) -> bool:
    """Tell "Lume has agreed", "Lume is building", "Lume would not say" from "Lume is cold"."""
    helper = units.after(last)
    if helper not in ("has", "had", "will", "would", "is", "was"):
        return False
    at = last + 1
    verb = units.after(at)
    if verb in ("not", "also", "already", "never", "now", "always", "still"):
        verb = units.after(at + 1)
    if helper in ("is", "was"):
        return verb.endswith("ing") and verb not in ("being", "burning", "falling")
    return bool(verb) and verb not in ("been", "be", "fall", "fallen", "a", "the", "no")


def _dealing(units: Units, first: int) -> bool:
    low = max(0, first - 5)
    return any(
        units.key[i] in words("dealing") for i in range(low, first) if units.line[i] == units.line[first]
    )


def _joint(units: Units, one: Name, two: Name) -> bool:
    """Tell whether "ONE and TWO" names two states: the first is read as one, or a dealing stands before."""
    if one.last + 2 != two.first:
        return False
    if one.capital_of and one.type == "state":
        return True
    return one.type == "state" and one.form == "name" and _dealing(units, one.first)


def _also_before(units: Units, one: Name, two: Name) -> None:
    if one.capital_of and one.type == "place" and one.last + 2 == two.first:
        one.type, one.name, one.why = "state", one.capital_of, "joint with a state"


# persons --------------------------------------------------------------------------------------------


def name_keys(text: str) -> list[str]:
    """Return the words of a person's name in lower case, without articles and words of descent."""
    found = [w for w in lexicon.plain(text).split() if w not in ARTICLES]
    return [w for w in found if w not in ("bin", "ibn", "ben", "abu", "abd")] or found


def _persons(units: Units, names: list[Name]) -> None:
    by_last: dict[str, list[tuple[int, str, frozenset[str]]]] = defaultdict(list)
    keys = {}
    for at, name in enumerate(names):
        if name.type != "person":
            continue
        if not name.name and name.last > name.first and surface(units, name).isupper():
            name.name = " ".join(word.capitalize() for word in surface(units, name).split())
        own = name_keys(name.name or surface(units, name))
        keys[at] = own
        if len(own) > 1:
            by_last[own[-1]].append((at, name.name or surface(units, name), frozenset(own)))
    for at, name in enumerate(names):
        if at in keys and (len(keys[at]) > 1):
            fuller = _fuller(keys[at], by_last[keys[at][-1]], name)
            if fuller:
                name.name = fuller
                name.why += "; fuller name in the document"
    _surnames(units, names, by_last)


def _fuller(own: list[str], others: list[tuple[int, str, frozenset[str]]], name: Name) -> str:
    """Return the fullest name of the document that holds every word of this one, if only one does."""
    if len(others) > 200:
        others = others[:200]
    fitting = {text: len(k) for _, text, k in others if k.issuperset(own) and len(k) > len(set(own))}
    if not fitting:
        return ""
    top = max(fitting.values())
    best = sorted(text for text, size in fitting.items() if size == top)
    return best[0]


def _surnames(
    units: Units, names: list[Name], by_last: dict[str, list[tuple[int, str, frozenset[str]]]]
) -> None:
    given = lexicon.given_names()
    last_seen: dict[str, str] = {}
    first_seen: dict[str, str] = {}
    for found in by_last.values():
        for at, _, _ in found:
            full = names[at].name or surface(units, names[at])
            for key in name_keys(surface(units, names[at])):
                first_seen.setdefault(key, full)
    for name in names:
        if name.type not in ("person", "other", "place", "organisation") or name.form != "name":
            continue
        text = surface(units, name)
        own = name_keys(text)
        if name.type == "person" and len(own) > 1:
            full = name.name or text
            for at, key in enumerate(own):
                if at == len(own) - 1 or (key not in last_seen and lexicon.plain(key) not in given):
                    last_seen[key] = full
            continue
        if len(own) != 1 or not (_open(name) or _surname_place(units, name, own[0], last_seen)):
            continue
        full = last_seen.get(own[0]) or first_seen.get(own[0], "")
        if full and (name.type in ("person", "place") or name.confidence < 0.8):
            if (
                name.type == "place"
                and name.why == "place by form"
                and units.after(name.last) in words("place_head")
            ):
                continue
            name.type, name.name = "person", full
            name.why = f"surname of {full}"


def _open(name: Name) -> bool:
    """Tell whether the tables leave open what a name is."""
    return name.type == "person" or not (name.name and name.why.startswith("table"))


def _surname_place(units: Units, name: Name, key: str, last_seen: dict[str, str]) -> bool:
    """Tell "Austin left" from "in Austin" where the document has a person of that surname before."""
    if name.type != "place" or key not in last_seen or name.capital_of:
        return False
    return units.before(name.first) not in words("place_before") and units.before(name.first) not in (
        "of",
        "from",
    )


# unknown words --------------------------------------------------------------------------------------


def _unknown(units: Units, names: list[Name]) -> None:
    """Give an unknown word the type that it has elsewhere in the document."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        if name.type != "other" and name.form == "name":
            votes[lexicon.plain(surface(units, name))][name.type] += name.confidence
    for name in names:
        if name.confidence < 0.8 and name.form == "name" and not name.name:
            found = votes.get(lexicon.plain(surface(units, name)))
            if found:
                best = sorted(found, key=lambda k: (-found[k], k))[0]
                if best != name.type:
                    name.type = best  # type: ignore[assignment]  # a type that was voted for
                    name.why += "; type as elsewhere in the document"
