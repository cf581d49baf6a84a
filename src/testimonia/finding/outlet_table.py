"""The table of news media, and the longest of its spellings at a place of a document.

``tables/outlets.tsv`` is read once into a dictionary from the first word of a spelling to its spellings,
longest first, so that a document is scanned token by token with one look-up each. Spellings are compared by
folded words: hyphen, space and nothing between the words of a name are one, and so are the forms of the
Arabic article.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

from testimonia.finding.citation_cues import citation_words
from testimonia.language.doc import Doc
from testimonia.model import Record, Span


class Outlet(Record, frozen=True):
    """A row of the outlet table."""

    name: str
    kind: str
    country: str


class OutletName(Record, frozen=True):
    """The name of a medium as it stands in a document.

    ``span`` is the bare name; ``name`` the canonical one; ``known`` tells the table from recognition by
    form; ``kind`` is that of the table or what the form says.
    """

    name: str
    span: Span
    known: bool = True
    kind: str = "site"


class Spelling(Record, frozen=True):
    """One spelling of an outlet as folded words; ``ambiguous`` ones count only in context."""

    words: tuple[str, ...]
    outlet: Outlet
    capitals: bool
    ambiguous: bool


# Words that join the parts of a name and carry nothing: "Turk-Press", "Ma'an", "A.F.P.".
_JOINERS = frozenset("-–'‘.ʿ`’_&/")
ARTICLES = citation_words("article")
_WORD = re.compile(r"[^\W_]+")
ARABIC = re.compile(r"[\u0600-\u06ff]")
_ARABIC_MARKS = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_ARABIC_FOLD = str.maketrans("أإآٱىة", "اااايه")
_SPECIAL = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "ß": "ss"})


def fold(word: str) -> str:
    """Return a lower-case word without diacritics, vowel signs and spelling variants of Arabic letters."""
    if word.isascii():
        return word.lower()
    if ARABIC.search(word):
        return _ARABIC_MARKS.sub("", word).translate(_ARABIC_FOLD)
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(_SPECIAL))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _words_of(spelling: str) -> tuple[str, ...]:
    words = [fold(word) for word in _WORD.findall(_ARABIC_MARKS.sub("", spelling))]
    if (
        len(words) > 1
        and words[0] in ARTICLES
        and (words[0] in ("al", "el") or spelling[len(words[0])] == "-")
    ):
        words[0] = "al"
    return tuple(words)


@cache
def table() -> tuple[Outlet, ...]:
    """Return the rows of the outlet table."""
    return tuple(outlet for outlet, _, _ in _rows())


def _rows() -> list[tuple[Outlet, list[str], frozenset[str]]]:
    text = resources.files("testimonia.tables").joinpath("outlets.tsv").read_text(encoding="utf-8")
    out = []
    for line in text.splitlines():
        if not line or line.startswith(("#", "name\t")):
            continue
        name, aliases, kind, country, context = line.split("\t")
        spellings = [name, *(alias for alias in aliases.split("|") if alias)]
        out.append((Outlet(name=name, kind=kind, country=country), spellings, frozenset(context.split("|"))))
    return out


@cache
def index() -> dict[str, dict[str, tuple[Spelling, ...]]]:
    """Return the spellings of the table by first and second word ("" for none), the longest first."""
    index: dict[str, dict[tuple[tuple[str, ...], bool], Spelling]] = {}

    def put(words: tuple[str, ...], outlet: Outlet, capitals: bool, ambiguous: bool) -> None:
        at = index.setdefault(words[0], {})
        key = words, capitals
        if key not in at or (at[key].ambiguous and not ambiguous):
            at[key] = Spelling(words=words, outlet=outlet, capitals=capitals, ambiguous=ambiguous)

    bare: list[tuple[tuple[str, ...], Outlet, bool]] = []
    for outlet, spellings, context in _rows():
        for spelling in spellings:
            words = _words_of(spelling)
            ambiguous = spelling in context
            capitals = spelling.isupper() and not ARABIC.search(spelling)
            put(words, outlet, capitals, ambiguous)
            if len(words) == 2 and len(words[0] + words[1]) >= 6 and not ARABIC.search(spelling):
                put((words[0] + words[1],), outlet, capitals, ambiguous)  # TurkPress, Alhurra
            if words[0] == "al" and len(words) == 2 and len(words[1]) >= 4:
                bare.append((words[1:], outlet, capitals))
    for words, outlet, capitals in bare:
        put(words, outlet, capitals, True)  # Qabas newspaper
    out: dict[str, dict[str, tuple[Spelling, ...]]] = {}
    for first, at in index.items():
        by_second = out.setdefault(first, {})
        for entry in sorted(at.values(), key=lambda s: (-len(s.words), s.words, not s.capitals)):
            second = entry.words[1] if len(entry.words) > 1 else ""
            by_second[second] = (*by_second.get(second, ()), entry)
    return out


def match_at(doc: Doc, at: int, stop: int) -> tuple[Spelling, int] | None:
    """Return the longest spelling that begins at a token, with the index after its last token."""
    words, tokens = doc.words, doc.tokens
    first = words[at] if words[at].isascii() else fold(words[at])
    if first in ARTICLES and at + 1 < stop:
        joined = words[at + 1] in ("-", "–") and tokens[at + 1][0] == tokens[at][1]
        if joined or first in ("al", "el"):
            first = "al"
    by_second = index().get(first)
    if by_second is None:
        return None
    following = _next(doc, at + 1, stop)
    longer = by_second.get(fold(words[following]), ()) if following is not None else ()
    for spelling in longer:
        k = following
        for want in spelling.words[2:]:
            k = _next(doc, k + 1, stop) if k is not None else None
            if k is None or fold(words[k]) != want:
                break
        else:
            if k is not None and _cased(doc, spelling, at, k):
                return spelling, k + 1
    fitting = (s for s in by_second.get("", ()) if _cased(doc, s, at, at))
    alone = next(fitting, None)
    return (alone, at + 1) if alone is not None else None


def _next(doc: Doc, k: int, stop: int) -> int | None:
    """Return the index of the next word of a name: past joining marks, at most two code points away."""
    words, tokens = doc.words, doc.tokens
    limit = min(stop, k + 3)
    while k < limit and words[k] in _JOINERS and tokens[k][0] == tokens[k - 1][1]:
        k += 1
    return k if k < stop and tokens[k][0] - tokens[k - 1][1] <= 2 else None


def _cased(doc: Doc, spelling: Spelling, at: int, last: int) -> bool:
    """Tell whether the capitals of a name fit its spelling, and no line break lies in it."""
    surface = doc.text[doc.tokens[at][0] : doc.tokens[last][1]]
    if spelling.capitals:
        return surface == surface.upper()
    capital = surface[0].isupper() or ARABIC.match(surface) or ".c" in surface or ".o" in surface
    return bool(capital) and "\n" not in surface


def spelled(word: str) -> Spelling | None:
    """Return the spelling of an outlet that is one folded word, or None."""
    return next(iter(index().get(word, {}).get("", ())), None)
