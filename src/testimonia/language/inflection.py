"""Inflected forms of English verbs."""

from __future__ import annotations

from typing import Literal

Form = Literal["base", "present", "past", "participle", "gerund"]

_VOWELS = frozenset("aeiou")
# Verbs of two syllables that double their last letter because the stress is on it.
_STRESSED_END = (
    "admit",
    "refer",
    "commit",
    "permit",
    "regret",
    "occur",
    "expel",
    "compel",
    "control",
    "transfer",
    "submit",
    "quip",
    "equip",
    "prefer",
    "kidnap",
)
# British doubling of l without stress.
_DOUBLES_L = ("signal", "label", "travel", "cancel", "fuel")


def inflect(lemma: str, irregular: str = "") -> dict[str, Form]:
    """Return the forms of a verb with their grammatical name.

    ``irregular`` is ``past`` or ``past/participle``. A form that is both past and participle is given as
    ``past``; spelling follows the usual rules (tries, noted, stopped).
    """
    past, _, participle = irregular.partition("/")
    forms: dict[str, Form] = {}
    stem = _doubled(lemma)
    gerund = (
        (lemma[:-2] + "ying") if lemma.endswith("ie") else (stem[:-1] if _drops_e(lemma) else stem) + "ing"
    )
    if not past:
        past = (
            stem + "d" if lemma.endswith("e") else (stem[:-1] + "ied" if _ends_in_y(lemma) else stem + "ed")
        )
    present = lemma[:-1] + "ies" if _ends_in_y(lemma) else lemma + ("es" if _hisses(lemma) else "s")
    forms[gerund] = "gerund"
    if participle:
        forms[participle] = "participle"
    forms[past] = "past"
    forms[present] = "present"
    forms.setdefault(lemma, "base")
    if lemma.endswith("l") and lemma in _DOUBLES_L:
        forms[lemma + "led"] = "past"
        forms[lemma + "ling"] = "gerund"
    return forms


def _ends_in_y(lemma: str) -> bool:
    return lemma.endswith("y") and lemma[-2] not in _VOWELS


def _drops_e(lemma: str) -> bool:
    return lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye"))


def _hisses(lemma: str) -> bool:
    return lemma.endswith(("s", "x", "z", "ch", "sh", "o"))


def _doubled(lemma: str) -> str:
    """Return the stem before a vowel ending: ``stop`` → ``stopp``, ``admit`` → ``admitt``."""
    if lemma in _STRESSED_END:
        return lemma + lemma[-1]
    short = len(lemma) in (3, 4) and lemma[-1] not in "aeiouwxy" and lemma[-2] in _VOWELS
    if short and lemma[-3] not in _VOWELS and sum(letter in _VOWELS for letter in lemma) == 1:
        return lemma + lemma[-1]
    return lemma
