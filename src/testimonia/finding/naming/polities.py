"""States that no table knows, recognised by what belongs to them.

"The Vessian army" makes *Vessian* an adjective of nationality and *Vessia*, with the same stem, a state; so
do "President of Vessia" and "Vessia's foreign minister". Declared republics, federal states and former
countries are found so. Only names that are still open are touched.
"""

from __future__ import annotations

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
    adjectives = _adjectives(units)
    stems = {stem(units.key[i], ADJECTIVE_ENDINGS) for i in adjectives}
    owned = {units.key[name.first] for name in names if _is_open(name) and _owns(units, name)}
    states = {key: text for key, text in _open_keys(units, names) if key in owned or _stems(key) & stems}
    by_stem = {found: text for key, text in sorted(states.items()) for found in sorted(_stems(key))}
    for name in names:
        key = units.key[name.first]
        if not _is_open(name):
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


def _adjectives(units: Units) -> list[int]:
    """Return the capitalised units that end like a nationality and stand before what belongs to a state."""
    nouns = words("of_states")
    found = []
    for i, cap in enumerate(units.cap):
        if (
            cap
            and units.after(i) in nouns
            and stem(units.key[i], ADJECTIVE_ENDINGS)
            and not units.ordinary(i)
        ):
            found.append(i)
    return found


def _owns(units: Units, name: Name) -> bool:
    """Tell "President of Vessia", "Vessia's government"."""
    nouns = words("of_states")
    if units.before(name.first) in ("of", "to") and name.first > 1:
        return units.before(name.first - 1) in words("state_of")
    return units.poss[name.last] and units.after(name.last) in nouns
