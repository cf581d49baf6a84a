"""The chain of transmitters (isnad) that stands before a hadith, the nearest to the writer first.

Read are "حدثنا مالك عن نافع عن ابن عمر أن رسول الله ﷺ قال: «…»", "from Nafi, on the authority of Ibn Umar"
and "Abu Musa reported that the Prophet ﷺ said: “…”". Looked at are :data:`REACH` characters of the
paragraph before the quotation. The Prophet himself and the collections are no transmitters."""

from __future__ import annotations

import re

from testimonia.finding.scripture_folding import ARABIC, words_at
from testimonia.finding.scripture_hadith import NAME
from testimonia.finding.scripture_names import collections, latin_key
from testimonia.model import Span

REACH = 300

_HANDING_ON = frozenset(
    "عن وعن حدثنا حدثني وحدثنا وحدثني اخبرنا اخبرني واخبرنا انبانا سمعت حدثه اخبره".split()
)
_KIN = frozenset("ابي ابو ابا ابن ام عبد".split())
_SON_OF = frozenset("بن بنت ابن".split())
_NO_NAME = frozenset(
    "النبي رسول الرسول الله ربه ربهم نبينا المصطفي ابيه جده امه ان انه رجل قال ذلك هذا".split()
)
_LATIN = re.compile(
    rf"(?:\b(?:[Ff]rom|[Oo]n\s+the\s+authority\s+of|[Vv]ia|[Tt]hrough|(?:[Nn]arrated|[Rr]eported|[Rr]elated)\s+(?:by|from))"
    rf"\s+(?P<after>{NAME}))"
    rf"|(?P<before>{NAME})(?:\s+\([^()]{{2,40}}\))?\s+(?:narrated|reported|related|said|says)\s+that\b"
)


def chain_before(text: str, at: int, floor: int = 0) -> tuple[str, ...]:
    """Return the transmitters named before position ``at``, not looking behind ``floor``."""
    start = max(floor, at - REACH, text.rfind("\n\n", max(0, at - REACH), max(0, at - 4)) + 1)
    window = text[start:at]
    if ARABIC.search(window):
        found = _arabic_chain(text, (start, at))
        if found:
            return found
    out = []
    for match in _LATIN.finditer(window):
        name = match["after"] or match["before"]
        if latin_key(name) not in collections() and "Prophet" not in name and "Messenger" not in name:
            out.append(name)
    return tuple(dict.fromkeys(out))


def _arabic_chain(text: str, span: Span) -> tuple[str, ...]:
    found = words_at(text, *span)
    plain = [word for word, _, _ in found]
    out: list[str] = []
    for index, word in enumerate(plain):
        if word not in _HANDING_ON:
            continue
        end = _name_end(plain, index + 1)
        if end > index + 1:
            out.append(text[found[index + 1][1] : found[end - 1][2]])
    return tuple(dict.fromkeys(out))


def _name_end(plain: list[str], start: int) -> int:
    """Return where a name that begins at word ``start`` ends ("أنس بن مالك"); ``start`` if none does."""
    at = start
    while at < len(plain) and plain[at] not in _NO_NAME and plain[at] not in _HANDING_ON:
        at += 2 if plain[at] in _KIN and at + 1 < len(plain) else 1
        if at < len(plain) and plain[at] in _SON_OF:
            at += 1
            continue
        return min(at, len(plain))
    return start
