"""States that no table knows, recognised by what belongs to them.

"The Vessian army" makes *Vessian* an adjective of nationality and *Vessia*, with the same stem, a state; so
do "President of Vessia", "Vessia's foreign minister", "Minister Varo of Vessia", "the Vessia side" of a
foreign ministry's own English, and the pair of "Vessia" and "a Vessian official". Declared republics, federal
states and former countries are found so. Only names that are still open are touched, and no surnames.
"""

from __future__ import annotations

import itertools

from testimonia.finding.naming import lexicon
from testimonia.finding.naming.lexicon import words
from testimonia.finding.naming.lookup import Name
from testimonia.finding.naming.units import Units

# Endings of adjectives of nationality, and of the names of states, longest first, with an example.
ADJECTIVE_ENDINGS = (
    "ians",  # Vessians
    "ian",  # Vessian
    "ese",  # Lumese
    "ish",  # Vessish
    "ans",  # Lumans
    "an",  # Luman
    "ic",  # Norrlandic
    "is",  # Qasris
    "i",  # Qasri
)
STATE_ENDINGS = (
    "ia",  # Vessia
    "a",  # Luma
    "e",  # Lume
    "o",  # Lumo
)
_LEAST_STEM = 4


def stem(key: str, endings: tuple[str, ...]) -> str:
    """Return a word without the first ending that fits, or the empty string where too little is left."""
    for ending in endings:
        if key.endswith(ending) and len(key) - len(ending) >= _LEAST_STEM:
            return key[: -len(ending)]
    return ""


def find_states(units: Units, names: list[Name]) -> None:
    """Give the names of unknown states and their adjectives the type ``state``, in place."""
    surnames = {
        units.key[i] for name in names if name.type == "person" for i in (name.last,) if i > name.first
    }
    shut = surnames | lexicon.given_names()
    keys = [(key, text) for key, text in _open_keys(units, names) if key not in shut]
    adjectives = _adjectives(units, {found for key, _ in keys for found in _stems(key)})
    stems = {stem(units.key[i], ADJECTIVE_ENDINGS) for i in adjectives if units.key[i] not in shut}
    owned = {units.key[name.first] for name in names if _is_open(name) and _owns(units, name)}
    owned |= _attributive(units, names) | _ruled(units, names)
    owned |= {
        units.key[two.first]
        for one, two in itertools.pairwise(names)
        if one.last + 2 == two.first
        and units.before(two.first) == "and"
        and _is_open(two)
        and _owned_by_of(units, one)
    }
    states = {key: text for key, text in keys if key in owned or _stems(key) & stems}
    by_stem = {found: text for key, text in sorted(states.items()) for found in sorted(_stems(key))}
    for name in names:
        key = units.key[name.first]
        if not _is_open(name) or key in shut:
            continue
        own = stem(key, ADJECTIVE_ENDINGS)
        if key in states:
            name.type, name.name, name.why, name.confidence = "state", states[key], "state by form", 0.8
        elif own and own in stems:
            name.type, name.why, name.confidence = "state", "nationality by form", 0.8
            name.form = "name" if key.endswith(("ans", "is")) else "adjective"
            name.name = by_stem.get(own, units.text[name.first])


def _stems(key: str) -> set[str]:
    """Return the stems that a name of a state may have: "Vessia" is of "Vess-ian", "Lumen" of "Lumen-ian"."""
    return {key, stem(key, STATE_ENDINGS)} - {""}


def _is_open(name: Name) -> bool:
    """Tell whether a name is one word that neither a table nor a sure cue explains."""
    return name.first == name.last and not name.name and name.form == "name" and name.confidence < 0.8


def _open_keys(units: Units, names: list[Name]) -> list[tuple[str, str]]:
    return [(units.key[n.first], units.text[n.first]) for n in names if _is_open(n)]


_DETERMINERS = frozenset("the a an this that another former neighbouring neighboring senior local".split())
_SURE_ENDINGS = ("ian", "ese", "ish", "ic")
_STATE_ACTS = frozenset(["ratified", "annexed", "acceded", "seceded"])
_RULERS = frozenset(["minister", "king", "queen", "sultan", "emir", "premier"])


def _adjectives(units: Units, stems: set[str]) -> list[int]:
    """Return the capitalised units that end like a nationality and are used like one.

    They stand before what belongs to a state, its branch between them ("Vessian transport minister"), or
    before any word in small letters where the document has the name that they come from (``stems``).
    """
    nouns = words("of_states") | words("of_nations")
    found = []
    for i, cap in enumerate(units.cap):
        own = stem(units.key[i], ADJECTIVE_ENDINGS) if cap and not _in_tables(units.key[i]) else ""
        if (
            own
            and not units.ordinary(i)
            and (_before_noun(units, i, nouns) or (own in stems and _describes(units, i)))
        ):
            found.append(i)
    return found


def _in_tables(key: str) -> bool:
    return any(entry.parts == (key,) for entry in lexicon.gazetteer().get(key, ()))


def _before_noun(units: Units, i: int, nouns: frozenset[str]) -> bool:
    """Tell whether what belongs to a state follows, at most two words of its branch between."""
    branches = words("role_modifier") | words("portfolio")
    at = i
    for _ in range(3):
        key = units.after(at)
        if key in nouns:
            return True
        if key not in branches:
            return False
        at += 1
    return False


def _describes(units: Units, i: int) -> bool:
    """Tell an adjective before a noun in small letters: "a Vessian baker", "Vessian saboteurs"."""
    if units.poss[i] or not units.after(i) or units.cap[i + 1] or units.after(i) in words("speech"):
        return False
    return units.key[i].endswith(_SURE_ENDINGS) or units.before(i) in _DETERMINERS


def _attributive(units: Units, names: list[Name]) -> set[str]:
    """Return the keys of open names used as they are for what is a state's, at least twice and at no place.

    "The Vessia side", "the Vessia defence ministry".
    """
    nouns = words("state_itself")
    seen: dict[str, int] = {}
    for name in names:
        key = units.key[name.first]
        if not _is_open(name) or units.poss[name.last] or units.common(name.first):
            continue
        if not units.text[name.first].isupper() and _before_noun(units, name.last, nouns):
            seen[key] = seen.get(key, 0) + 1
    elsewhere = {units.key[name.first] for name in names if name.type == "place"}
    return {key for key, count in seen.items() if count > 1 and key not in elsewhere}


def _ruled(units: Units, names: list[Name]) -> set[str]:
    """Return the keys of open names after "Foreign Minister Varo of"."""
    first = {name.first: name for name in names}
    found = set()
    for name in names:
        ruled = first.get(name.last + 2)
        if (
            name.type == "person"
            and units.before(name.first) in _RULERS
            and units.after(name.last) == "of"
            and ruled is not None
            and _is_open(ruled)
        ):
            found.add(units.key[ruled.first])
    return found


def _owns(units: Units, name: Name) -> bool:
    """Tell "President of Vessia", "Vessia's government", "Vessia's transport minister"."""
    nouns = words("of_states")
    if units.poss[name.last] and (
        units.after(name.last) in nouns
        or (not units.text[name.last].isupper() and _before_noun(units, name.last, nouns))
    ):
        return True
    if units.after(name.last) in _STATE_ACTS:
        return True
    return _owned_by_of(units, name)


def _owned_by_of(units: Units, name: Name) -> bool:
    """Tell "President of Vessia", "the Presidents of Vessia and Luma"."""
    first = name.first - (units.before(name.first) in ("neighbouring", "neighboring"))
    if units.before(first) in ("of", "to") and first > 1:
        return units.before(first - 1) in words("state_of")
    return False
