"""Names of news media in a document: known ones from a table, unknown ones by their form.

The table ``tables/outlets.tsv`` is read once into a dictionary from the first word of a spelling to its
spellings, longest first, so that a document is scanned token by token with one look-up each: "Sky News
Arabia" is found before "Sky News". Spellings are compared by words: hyphen, space and nothing between the
words are one, and so are the forms of the Arabic article ("Al-Qabas", "Al Qabas"). A spelling that is also a
common word, a place or a person ("Time", "Petra") counts only where its surroundings show a medium; whoever
reads inside a citation (:func:`names_between`) knows that they do.

An unknown outlet is recognised by a word that names a kind of medium at its end ("Ugarit News", "the Tell
newspaper") or before it ("the newspaper Vatan"). Fails where a proper name ends in such a word and is no
medium ("Bad News Bears"), and where a newspaper is called by a plain word that the table lacks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cache
from importlib import resources

from testimonia.finding.citation_cues import citation_words, shows_medium
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


class _Spelling(Record, frozen=True):
    words: tuple[str, ...]
    outlet: Outlet
    capitals: bool
    ambiguous: bool


# Words that join the parts of a name and carry nothing: "Turk-Press", "Ma'an", "A.F.P.".
_JOINERS = frozenset("-–'‘.ʿ`’_&/")
_ARTICLES = citation_words("article")
_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ARABIC_MARKS = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_ARABIC_FOLD = str.maketrans("أإآٱىة", "اااايه")
_SPECIAL = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "ß": "ss"})

# Words that end the name of a medium, and how much they prove: a strong one needs only a name before it,
# a weak one ("Post", "Times") a citation around it as well.
STRONG_FORMS = {
    "news": "site",  # Ugarit News
    "tv": "broadcaster",  # Tell TV
    "television": "broadcaster",  # Vesna Television
    "radio": "broadcaster",  # Kor Radio
    "newspaper": "newspaper",  # Vatan newspaper
    "tribune": "newspaper",  # Tell Tribune
    "herald": "newspaper",  # Kor Herald
    "gazette": "newspaper",  # Vesna Gazette
    "website": "site",  # Masar website
    "channel": "broadcaster",  # Nur channel
    "magazine": "magazine",  # Sharara magazine
    "shimbun": "newspaper",  # Minato Shimbun
    "zeitung": "newspaper",  # Altstadter Zeitung
}
WEAK_FORMS = {
    "press": "site",  # Masar Press
    "times": "newspaper",  # Kor Times
    "post": "newspaper",  # Vesna Post
    "agency": "agency",  # Tell News Agency
    "net": "site",  # Masar Net
    "online": "site",  # Kor Online
    "daily": "newspaper",  # Vesna Daily
    "weekly": "newspaper",  # Kor Weekly
    "chronicle": "newspaper",  # Tell Chronicle
    "courier": "newspaper",  # Vesna Courier
    "observer": "newspaper",  # Kor Observer
    "monitor": "newspaper",  # Tell Monitor
    "telegraph": "newspaper",  # Kor Telegraph
    "journal": "newspaper",  # Vesna Journal
    "bulletin": "newspaper",  # Tell Bulletin
    "network": "broadcaster",  # Nur Media Network
    "site": "site",  # Masar site
    "portal": "site",  # Masar portal
    "blog": "site",  # Sharara blog
    "examiner": "newspaper",  # Vesna Examiner
    "dispatch": "newspaper",  # Kor Dispatch
}
# Kinds of media written small before a name: "the newspaper Vatan", "the daily “Sharara”".
_KIND_BEFORE = {
    "newspaper": "newspaper",
    "daily": "newspaper",
    "weekly": "newspaper",
    "magazine": "magazine",
    "channel": "broadcaster",
    "broadcaster": "broadcaster",
    "website": "site",
    "agency": "agency",
    "network": "broadcaster",
    "station": "broadcaster",
    "outlet": "site",
    "tabloid": "newspaper",
}
# What stands before a form word without making an outlet of it, with the phrase that shows it.
_NO_OUTLET_BEFORE = citation_words(
    "no_outlet_before"
)  # "Fake News", "University Press", "Border Post", "Modern Times", "the State Television"
_STARTERS = citation_words("starter")
_INNER = citation_words("inside")

# Adjectives of nationality that stand before the kind ("the Turkish newspaper"), by ending and one by one.
_NATIONAL = re.compile(
    r"(?:.{2,}(?:ian|ean|ish|ese)|American|Iraqi|Saudi|Israeli|Kuwaiti|Qatari|Emirati|Omani|Yemeni|Bahraini|"
    r"Pakistani|Afghan|Bengali|Bangladeshi|Nepali|Thai|Uzbek|Tajik|Kazakh|Kyrgyz|Turkmen|German|French|Dutch|"
    r"Greek|Czech|Slovak|Swiss|Moroccan|Somali|Sudanese|Kurdish|Arab|Arabic|US|U\.S|UK|British|Mexican|Cuban|"
    r"Filipino|Icelandic|Welsh|Western|European|Zionist|Islamic|Gulf|Pan-Arab|London-based)\Z"
)


def fold(word: str) -> str:
    """Return a lower-case word without diacritics, vowel signs and spelling variants of Arabic letters."""
    if word.isascii():
        return word.lower()
    if _ARABIC.search(word):
        return _ARABIC_MARKS.sub("", word).translate(_ARABIC_FOLD)
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(_SPECIAL))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _words_of(spelling: str) -> tuple[str, ...]:
    words = [fold(word) for word in _WORD.findall(_ARABIC_MARKS.sub("", spelling))]
    if (
        len(words) > 1
        and words[0] in _ARTICLES
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
def _index() -> dict[str, tuple[_Spelling, ...]]:
    """Return the spellings of the table by their first word, longest first, the sure before the ambiguous."""
    index: dict[str, dict[tuple[str, ...], _Spelling]] = {}

    def put(words: tuple[str, ...], outlet: Outlet, capitals: bool, ambiguous: bool) -> None:
        at = index.setdefault(words[0], {})
        if words not in at or (at[words].ambiguous and not ambiguous):
            at[words] = _Spelling(words=words, outlet=outlet, capitals=capitals, ambiguous=ambiguous)

    for outlet, spellings, context in _rows():
        for spelling in spellings:
            words = _words_of(spelling)
            ambiguous = spelling in context
            capitals = spelling.isupper() and not _ARABIC.search(spelling)
            put(words, outlet, capitals, ambiguous)
            if len(words) == 2 and len(words[0] + words[1]) >= 6 and not _ARABIC.search(spelling):
                put((words[0] + words[1],), outlet, capitals, ambiguous)  # TurkPress, Alhurra
            if words[0] == "al" and len(words) == 2 and len(words[1]) >= 4:
                put(words[1:], outlet, capitals, True)  # Qabas newspaper
    return {
        first: tuple(sorted(at.values(), key=lambda s: (-len(s.words), s.words)))
        for first, at in index.items()
    }


def _match(doc: Doc, at: int, stop: int) -> tuple[_Spelling, int] | None:
    """Return the longest spelling that begins at a token, with the index after its last token."""
    words, tokens, text = doc.words, doc.tokens, doc.text
    first = words[at] if words[at].isascii() else fold(words[at])
    if first in _ARTICLES and at + 1 < stop:
        joined = words[at + 1] in ("-", "–") and tokens[at + 1][0] == tokens[at][1]
        if joined or first in ("al", "el"):
            first = "al"
    for spelling in _index().get(first, ()):
        k = at + 1
        for want in spelling.words[1:]:
            while k < stop and words[k] in _JOINERS and tokens[k][0] == tokens[k - 1][1]:
                k += 1
            if k >= stop or fold(words[k]) != want or tokens[k][0] - tokens[k - 1][1] > 2:
                break
            k += 1
        else:
            surface = text[tokens[at][0] : tokens[k - 1][1]]
            if spelling.capitals:
                if surface != surface.upper():
                    continue
            elif not (surface[0].isupper() or _ARABIC.match(surface) or ".c" in surface or ".o" in surface):
                continue
            if "\n" in surface:
                continue
            return spelling, k
    return None


def _arabic_prefix(word: str) -> int:
    """Return the length of a particle written together with an Arabic name ("لرويترز")."""
    return 1 if len(word) > 4 and word[0] in "ولبف" else 0


def _known(doc: Doc, low: int, high: int, lenient: bool) -> list[OutletName]:
    """Return table names among the tokens [low, high)."""
    out: list[OutletName] = []
    index, words, tokens, text = _index(), doc.words, doc.tokens, doc.text
    at = low
    while at < high:
        word = words[at]
        if word not in index and (word.isascii() or fold(word) not in index) and word not in _ARTICLES:
            if not _ARABIC.match(word) or fold(word[_arabic_prefix(word) :]) not in index:
                at += 1
                continue
            name = _arabic_single(doc, at)
            if name is not None and (lenient or shows_medium(text, name.span)):
                out.append(name)
            at += 1
            continue
        found = _match(doc, at, high)
        if found is None:
            at += 1
            continue
        spelling, after = found
        end = tokens[after - 1][1]
        if text[end : end + 1] == "." and after - at > 1 and len(spelling.words[-1]) == 1:
            end += 1  # A.F.P.
        span = (tokens[at][0], end)
        if lenient or not spelling.ambiguous or shows_medium(text, span):
            outlet = spelling.outlet
            out.append(OutletName(name=outlet.name, span=span, kind=outlet.kind))
            at = after
        else:
            at += 1
    return out


def _arabic_single(doc: Doc, at: int) -> OutletName | None:
    """Return a one-word Arabic name with a particle written to it; the particle stays outside its span."""
    start, end = doc.tokens[at]
    skip = _arabic_prefix(doc.words[at])
    for spelling in _index().get(fold(doc.words[at][skip:]), ()):
        if len(spelling.words) == 1 and not spelling.ambiguous:
            return OutletName(name=spelling.outlet.name, span=(start + skip, end), kind=spelling.outlet.kind)
    return None


def _extended(doc: Doc, names: list[OutletName]) -> list[OutletName]:
    """Return names with those taken out that are only the beginning of a longer, unknown outlet name.

    "Al-Quds Post" is no "Al-Quds"; "Reuters News" and "BBC Radio" are the agency and the broadcaster.
    """
    out = []
    for name in names:
        match = _FORM_AFTER.match(doc.text, name.span[1])
        if match and not (name.kind in ("agency", "broadcaster") and match[1] in _OF_BROADCASTERS):
            start, end = name.span[0], match.end()
            form = match[1].lower()
            kind = STRONG_FORMS.get(form) or WEAK_FORMS[form]
            out.append(OutletName(name=doc.text[start:end], span=(start, end), known=False, kind=kind))
        else:
            out.append(name)
    return out


_FORM_AFTER = re.compile(
    r"[ -](News|Press|Times|Post|Net|TV|Radio|Tribune|Herald|Gazette|Online)\b(?!\s+[Aa]gency)"
)
_OF_BROADCASTERS = frozenset(["News", "TV", "Radio", "Net", "Online"])


def _by_form(doc: Doc, low: int, high: int, taken: list[OutletName], lenient: bool) -> list[OutletName]:
    """Return outlets that only their form tells, among the tokens [low, high)."""
    out: list[OutletName] = []
    words = doc.words
    busy = sorted(name.span for name in taken)
    for at in range(low, high):
        word = words[at]
        if word in STRONG_FORMS or word in WEAK_FORMS:
            name = _before_form(doc, low, at, lenient)
            if name is None and word in _KIND_BEFORE:
                name = _after_kind(doc, at, high)
        elif word in _KIND_BEFORE:
            name = _after_kind(doc, at, high)
        else:
            continue
        if name is None or (out and out[-1].span[1] > name.span[0]):
            continue
        before = bisect_left(busy, (name.span[1], 0)) - 1
        if before < 0 or busy[before][1] <= name.span[0]:
            out.append(name)
    return out


def _before_form(doc: Doc, low: int, at: int, lenient: bool) -> OutletName | None:
    """Return the outlet that ends in the form word at a token."""
    text, tokens, words = doc.text, doc.tokens, doc.words
    start, end = tokens[at]
    form = words[at]
    capital = text[start].isupper()
    if form == "agency" and not (at > low and words[at - 1] in ("news", "press", "information")):
        return None
    if not capital and form in (
        "news",
        "press",
        "times",
        "post",
        "online",
        "net",
        "daily",
        "weekly",
        "observer",
    ):
        return None
    first = at
    k = at - 1
    while k >= low and first - k <= 2 and at - k <= 9:
        gap = text[tokens[k][1] : tokens[k + 1][0]]
        if gap not in ("", " ") or len(gap) > 1:
            break
        word = words[k]
        if word in ("-", "–", "'", "’", "&"):
            if gap == " " and word != "&":
                break
        elif text[tokens[k][0]].isupper() and not _ARABIC.match(word):
            if word in _STARTERS or _NATIONAL.match(text[tokens[k][0] : tokens[k][1]]):
                break
            first = k
        elif not (word in ("news", "media", "press") and k == at - 1) and (
            word not in _INNER or (k > low and not text[tokens[k - 1][0]].isupper())
        ):
            break
        k -= 1
    if first == at or words[at - 1] in _NO_OUTLET_BEFORE - {"news", "media", "press", "daily", "tv", "radio"}:
        return None
    if at - first == 1 and words[first] in _NO_OUTLET_BEFORE:
        return None
    span = (tokens[first][0], end if capital else tokens[at - 1][1])
    if not capital and text[tokens[at - 1][0]].islower():
        span = (tokens[first][0], tokens[at - 2][1])
    if span[0] >= span[1]:
        return None
    kind = STRONG_FORMS.get(form) or WEAK_FORMS[form]
    if form in WEAK_FORMS and not lenient and not shows_medium(text, (tokens[first][0], end)):
        return None
    return OutletName(name=tidy(text[span[0] : span[1]]), span=span, known=False, kind=kind)


_NAME_AFTER = re.compile(
    r"\s(?:called\s|named\s|of\s)?(?:[“\"‘'«]((?!The\s)[A-Z][\w'’-]*(?: [\w'’-]+){0,3})[”\"’'»]|"
    r"([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}))"
)


def _after_kind(doc: Doc, at: int, high: int) -> OutletName | None:
    """Return the outlet named after its kind: "the newspaper Vatan"."""
    text, (start, end) = doc.text, doc.tokens[at]
    if not text[start].islower() or at == 0:
        return None
    match = _NAME_AFTER.match(text, end, min(len(text), end + 80))
    if match is None:
        return None
    group = 1 if match[1] else 2
    span = match.span(group)
    name = match[group]
    first = name.split(" ", 1)[0]
    if first.lower() in _STARTERS or _NATIONAL.match(first) or first.lower() in _NO_OUTLET_BEFORE:
        return None
    sure = group == 1 or (" " not in name and _KIND_BEFORE[doc.words[at]] in ("newspaper", "magazine"))
    if not sure and not shows_medium(text, span):
        return None
    return OutletName(name=tidy(name), span=span, known=False, kind=_KIND_BEFORE[doc.words[at]])


_TRAIL = re.compile(r"(?:['’]s)?(?: (?:[Nn]ewspaper|[Ww]ebsite|[Ss]ite|[Cc]hannel|[Mm]agazine|[Pp]ortal))+\Z")


def tidy(name: str) -> str:
    """Return the canonical form of a name that the table lacks: without article, kind and possessive."""
    name = re.sub(r"\A(?:[Tt]he|An?)\s+", "", " ".join(name.split()))
    short = _TRAIL.sub("", name)
    return re.sub(r"['’]s?\Z", "", short or name)


def known_name(doc: Doc, span: Span) -> Outlet | None:
    """Return the row of the table that a span spells from end to end, or None."""
    low, high = doc.token_range(span)
    if low >= high:
        return None
    found = _match(doc, low, high)
    return found[0].outlet if found and found[1] == high else None


def names_between(doc: Doc, span: Span) -> list[OutletName]:
    """Return the outlets within a span that is known to be a citation: ambiguous names count there."""
    low, high = doc.token_range(span)
    known = _extended(doc, _known(doc, low, high, lenient=True))
    known = [name for name in known if name.span[1] <= span[1]]
    return _sorted(known + _by_form(doc, low, high, known, lenient=True))


def find_names(doc: Doc) -> list[OutletName]:
    """Return the names of media in a document, cited or not, in text order and without overlaps.

    Linear in the number of tokens; computed once for a document.
    """
    memory = vars(doc)
    found: list[OutletName] | None = memory.get("_outlet_names")
    if found is None:
        known = _extended(doc, _known(doc, 0, len(doc.tokens), lenient=False))
        found = _sorted(known + _by_form(doc, 0, len(doc.tokens), known, lenient=False))
        memory["_outlet_names"] = found
    return found


def _sorted(names: list[OutletName]) -> list[OutletName]:
    out: list[OutletName] = []
    for name in sorted(names, key=lambda n: (n.span[0], -n.span[1])):
        if not out or out[-1].span[1] <= name.span[0]:
            out.append(name)
    return out
