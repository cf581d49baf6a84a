"""Outlets that the table lacks, known by their form: "Ugarit News", "the Tell newspaper", "the daily Vatan".

A word that names a kind of medium stands at the end of the name or before it, or the name is an address
("www.tellvoice.org"). A strong word proves an outlet by itself, a weak one ("Post", "Times") only in a
citation.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from testimonia.finding.citation_cues import citation_words, shows_medium
from testimonia.finding.outlet_table import ARABIC, OutletName, spelled
from testimonia.language.doc import Doc
from testimonia.model import Span

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
    "today": "site",  # Port Today
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
    "site": "site",
    "portal": "site",
    "tabloid": "newspaper",
    "run": "broadcaster",  # state-run
    "owned": "broadcaster",  # state-owned
    "controlled": "broadcaster",  # state-controlled
}
# What stands before a form word without making an outlet of it, with the phrase that shows it.
FORMS = {**WEAK_FORMS, **STRONG_FORMS}
TRIGGERS = frozenset(FORMS) | frozenset(_KIND_BEFORE)
_NO_OUTLET_BEFORE = citation_words(
    "no_outlet_before"
)  # "Fake News", "University Press", "Border Post", "Modern Times", "the State Television"
_STARTERS = citation_words("starter")
_INNER = citation_words("inside")

# Adjectives of nationality that stand before the kind ("the Turkish newspaper"), by ending and one by one.
_NATIONAL = re.compile(
    r"(?!Guardian|Meridian|Custodian|Historian|Ocean|Median|Zodiac|Caspian|Aegean)(?:.{2,}(?:ian|ean|ish|ese)|American|Iraqi|Saudi|Israeli|Kuwaiti|Qatari|Emirati|Omani|Yemeni|Bahraini|"
    r"Pakistani|Afghan|Bengali|Bangladeshi|Nepali|Thai|Uzbek|Tajik|Kazakh|Kyrgyz|Turkmen|German|French|Dutch|"
    r"Greek|Czech|Slovak|Swiss|Moroccan|Somali|Sudanese|Kurdish|Arab|Arabic|US|U\.S|UK|British|Mexican|Cuban|"
    r"Filipino|Icelandic|Welsh|Western|European|Zionist|Islamic|Gulf|Pan-Arab|London-based)\Z"
)


def by_form(
    doc: Doc, low: int, high: int, taken: list[OutletName], places: list[int], *, lenient: bool
) -> list[OutletName]:
    """Return outlets that only their form tells, among the tokens [low, high).

    ``places`` are the indices of the form words there, ``taken`` the names found already; ``lenient`` inside
    a citation, where a weak form proves enough.
    """
    out: list[OutletName] = []
    words = doc.words
    busy = sorted(name.span for name in taken)
    for at in places:
        word = words[at]
        name = _after_kind(doc, at, high) if word in _KIND_BEFORE else None
        if name is None and word in FORMS and not (words[at + 1 : at + 2] == ["agency"] and at + 1 < high):
            name = _before_form(doc, low, at, lenient)
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
    if form == "agency" and not _is_news_agency(doc, low, at):
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
        "today",
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
        elif text[tokens[k][0]].isupper() and not ARABIC.match(word):
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
    if not capital and _described(text, tokens[first][0], end):
        return None
    if at - first > 4 and not shows_medium(text, (tokens[first][0], end)):
        return None
    span = (tokens[first][0], end if capital else tokens[at - 1][1])
    if not capital and text[tokens[at - 1][0]].islower():
        span = (tokens[first][0], tokens[at - 2][1])
    if span[0] >= span[1]:
        return None
    if form in ("website", "site", "portal") and _ORGAN.search(text[span[0] : span[1]]):
        return _page_of_organ(doc, span, first)
    kind = FORMS[form]
    named = form == "agency" and capital  # "Kor News Agency"; "agency" alone was turned away above
    if form in WEAK_FORMS and not named and not lenient and not shows_medium(text, (tokens[first][0], end)):
        return None
    return OutletName(name=tidy(text[span[0] : span[1]]), span=span, known=False, kind=kind)


_ORGAN = re.compile(
    r"\b(?:Ministry|Department|Office|Command|Government|Presidency|House|Party|Army|Forces|Council|Embassy|Foundation|Union|"
    r"Kremlin|Agency|Commission|Parliament|Staff|Centre|Center|Committee|Association|Organi[sz]ation)\b"
)


def _page_of_organ(doc: Doc, span: Span, first: int) -> OutletName:
    """Return the web site of an office as an outlet: "Vesnian Ministry of Ports (website)"."""
    start = doc.tokens[first - 1][0] if first else span[0]
    nation = doc.text[start : span[0]].rstrip()
    if _NATIONAL.match(nation):
        span = (start, span[1])
    name = f"{tidy(doc.text[span[0] : span[1]])} (website)"
    return OutletName(name=name, span=span, known=False, kind="government")


def _is_news_agency(doc: Doc, low: int, at: int) -> bool:
    """Tell "the Kor News Agency" and "the Meridian agency" from "the Space Agency"."""
    if at == low:
        return False
    before = doc.words[at - 1]
    if before in ("news", "press", "information"):
        return True
    named = doc.text[doc.tokens[at - 1][0]].isupper() and before not in _NO_OUTLET_BEFORE
    return named and not doc.text[doc.tokens[at][0]].isupper()


_GENERAL = re.compile(
    r"\s(?:host|interview|network|show|programme|program|series|ad|column|columnist|appearance|debate|production|company|"
    r"station|advertising|advertisement|personality|audience|talk|set|screen|viewer|market|reporter|rating)s?\b"
)


def _described(text: str, start: int, end: int) -> bool:
    """Tell whether a kind written small only describes: "a Kor newspaper", "Kor radio host"."""
    return re.search(r"\b[Aa]n?\s\Z", text[max(0, start - 4) : start]) is not None or (
        _GENERAL.match(text, end) is not None and not text[start : start + 4].isupper()
    )


_NAME_AFTER = re.compile(
    r"\s(?:called\s|named\s)?(?:[“\"‘'«]((?!The\s)[A-Z][\w'’-]*(?: [\w'’-]+){0,3})[”\"’'»]|"
    r"([A-Z][\w'’-]+(?: (?:(?:i|y|e|u|und|et|al|de|du|la|el|of)\s)?[A-Z\d][\w'’-]*){0,2}))"
)


def _after_kind(doc: Doc, at: int, high: int) -> OutletName | None:
    """Return the outlet named after its kind: "the newspaper Vatan"."""
    text, (start, end) = doc.text, doc.tokens[at]
    if not text[start].islower() or at == 0:
        return None
    if doc.words[at] in ("run", "owned", "controlled") and not text.endswith("state-", 0, start):
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
    if not sure and not shows_medium(text, span, kinds=False):
        return None
    return OutletName(name=tidy(name), span=span, known=False, kind=_KIND_BEFORE[doc.words[at]])


_TRAIL = re.compile(r"(?:['’]s)?(?: (?:[Nn]ewspaper|[Ww]ebsite|[Ss]ite|[Cc]hannel|[Mm]agazine|[Pp]ortal))+\Z")


def tidy(name: str) -> str:
    """Return the canonical form of a name that the table lacks: without article, kind and possessive."""
    name = re.sub(r"\A(?:[Tt]he|An?)\s+", "", " ".join(name.split()))
    short = _TRAIL.sub("", name)
    return re.sub(r"['’]s?\Z", "", short or name)


_ENDING = re.compile(
    r"\.(?:com|org|net|info|tv|co\.uk|news|eu|de|fr|ru|tr|ir|il|sy|lb|sa|ae|eg|uk|us|io|me|gov|edu|int|press)(?![\w@-])"
    r"(?:/[^\s()\[\]“”\"<>]{0,300})?"
)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([A-Za-z0-9-]{2,40}(?:\.[A-Za-z0-9-]{2,30}){0,2})\Z")
_SOCIAL_HOSTS = frozenset(["pic.twitter", "t.co", "bit.ly", "goo.gl"])


def by_address(text: str, low: int, high: int, *, lenient: bool) -> list[OutletName]:
    """Return web addresses as outlets, "www.tellvoice.org"; unknown ones only in a citation (``lenient``)."""
    out = []
    for match in _ENDING.finditer(text, low, high):
        host = _HOST.search(text, max(low, match.start() - 100), match.start())
        if (
            host is None
            or host[1].lower() in _SOCIAL_HOSTS
            or text[max(0, host.start() - 1) : host.start()] == "@"
        ):
            continue
        ending = match.group().split("/", 1)[0]
        if host.start() + len(host[1]) == match.start() and not re.fullmatch(
            r"\.(?:com|org|net|info|tv|news)", ending
        ):
            continue
        known = spelled(host[1].lower().rsplit(".", 1)[-1])
        name = known.outlet.name if known else host[1].lower() + ending
        span = (host.start(), match.end() - (1 if match.group()[-1] in ".,;" else 0))
        if lenient or known or shows_medium(text, span):
            out.append(OutletName(name=name, span=span, known=known is not None, kind="site"))
    return out
