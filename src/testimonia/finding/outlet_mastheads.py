"""Outlets told by the shape of their name: "the Ledger", "Radio Kestrel", "La Gaceta", a house's own.

A newspaper is often called by its article and one plain word, which proves a paper only where the words
around it report something or say of which day it is ("in this morning's Ledger"). A station that puts its
kind before its name ("Radio Kestrel"), and a name that keeps the article of another language, need no such
proof. A document that names its own house, in its head or its dateline, calls it by its initials from then
on ("NQK" after a line "NQK News").

Cost: linear in the text. Fails on papers called by a word that no other paper bears.
"""

from __future__ import annotations

import re

from testimonia.finding.citation_cues import shows_medium
from testimonia.finding.outlet_table import OutletName
from testimonia.language.doc import Doc

#: Words that papers of many countries are called by.
_WORDS = (
    "Advertiser|Advocate|Argus|Banner|Beacon|Bulletin|Chronicle|Citizen|Clarion|Courier|Dispatch|Echo|Enquirer|"
    "Examiner|Express|Gazette|Globe|Guardian|Herald|Independent|Inquirer|Intelligencer|Journal|Ledger|Mail|Mercury|"
    "Messenger|Mirror|Monitor|News|Observer|Post|Record|Recorder|Register|Review|Sentinel|Spectator|Standard|Star|"
    "Sun|Telegraph|Times|Tribune|Voice"
)
_OF_DAY = r"(?:[Tt]his (?:morning|evening|week)|[Tt]oday|[Yy]esterday|[Ll]ast night)['’]s"
_PAPER = re.compile(
    rf"(?<![\w’'])(?:(?P<day>{_OF_DAY})|[Tt]he)\s"
    r"(?!(?:Official|State|Government|National|Congressional|Parliamentary)\s(?:Gazette|Journal|Record|Register|Bulletin))"
    rf"(?P<name>(?:[A-Z][\w’'-]+\s){{0,2}}(?:{_WORDS}))\b(?![’'-]?\w)(?!\s[A-Z])"
)
_DATED = re.compile(
    r"\s(?:of|dated|for)\s(?:\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.?\s\d{1,2}|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_APPOSED = re.compile(r"\b(?:newspaper|paper|daily|weekly|tabloid|gazette),?\s\Z")
_STATION = re.compile(
    r"(?<![\w-])(?:Radio|Televisi[oó]n|T[eé]l[eé]vision)\s(?!Times\b|Authority\b|Commission\b|Corps\b)"
    r"(?:Free\s)?[A-Z][\w’'-]+(?:\s(?:FM|[A-Z][a-z]+))?(?![\w’'-])|"
    r"(?<![\w-])(?!The\s)[A-Z][\w’'-]+\s(?:State|National|Public)\s(?:Radio|Television|TV)\b|"
    r"(?<![\w-])(?:[A-Z][\w’'-]+\s){1,2}FM\b|(?<![\w-])Channel\s(?:One|Two|Three|Four|Five|Six|Seven|\d{1,2})\b"
)
_FOREIGN_WORDS = (
    "Courrier|Monde|Journal|Écho|Echo|Gazette|Temps|Soir|Matin|Quotidien|Presse|Libération|Nouvelle|Diario|Pa[ií]s|"
    "Mundo|Correo|Prensa|Gaceta|Naci[oó]n|Heraldo|Tiempo|Corriere|Giornale|Stampa|Repubblica|Messaggero|Gazzetta|"
    "Tempo|Zeitung|Welt|Spiegel|Presse|Nachrichten|Kurier|Bote|Anzeiger|Rundschau|Telegraaf|Krant|Volkskrant|"
    "Jornal|Di[aá]rio|Correio|Not[ií]cias|Folha"
)
_FOREIGN = re.compile(
    rf"(?<![\w’'-])(?:Le|La|Les|El|Il|Der|Die|Das|De|O|A|L[’'])\s?(?:{_FOREIGN_WORDS})\b"
    r"(?:\s(?:du|de|des|del|della|do|da|of|der|des|van|von|en|in)(?:\sla|\sl[’'])?(?:\s?[A-Z][\w’'-]+)|\s[A-Z][\w-]+)?"
)
_HOUSE_LINE = re.compile(
    r"([A-Z][A-Z0-9]{1,5})\s(?:News|Radio|Television|TV|Press|Media|World|Online|Wire|Agency|Broadcasting)\b"
)
_DATELINE = re.compile(
    r"[A-Z][^\n]{2,60}?\d{1,4}\s?[–—-]{1,2}\s?([A-Z][A-Z0-9]{1,6})\s?[–—-]{1,2}\s|"
    r"[A-Z][^\n(]{2,50}\(((?:[A-Z][\w’'.-]*\s?){1,4})\)\s?[–—-]"
)
#: Media that a text names by who runs them: "state television", "the official Varnan news agency".
_RUN = re.compile(
    r"(?<![\w-])(?:(?P<nation>[A-Z][\w.-]+)\s)?(?:(?:official|state|state-run|state-owned|public|national)\s)"
    r"(?:[A-Z][\w.-]+\s)?(?:television|TV|radio|media|broadcaster|news\sagency|press\sagency)\b(?!\s(?:(?:station|channel)\s)?(?-i:[A-Z]))",
    re.IGNORECASE,
)
_NAME_APPOSED = re.compile(r"\s?[,(]\s?([A-Z][\w’'-]*(?:\s[A-Z\d][\w’'-]*){0,2})(?=[,)])")
_NO_NATION = frozenset("the a an its his their our and but by on in from to with according".split())
_PLATFORM = re.compile(
    r"\b(?:post(?:ed|s|ing)?|wr[oi]te|writes|writing|said|shared?|message|statement|video|letter|account|announced|"
    r"thread|comment(?:ed)?)\b[^.\n“”\"]{0,60}?\b(?:on|to|via)\s(?P<name>X)(?=[\s,.;:)’”]|\Z)(?!\s[A-Z])"
)
#: How many paragraphs of a document may say whose it is.
_HEAD = 6


def by_masthead(doc: Doc, *, lenient: bool, low: int, high: int) -> list[OutletName]:
    """Return outlets told by their shape between two code points; ``lenient`` inside a citation."""
    text = doc.text
    out: list[OutletName] = []
    for match in _PAPER.finditer(text, low, high):
        span = match.span("name")
        known = match["day"] or lenient or _DATED.match(text, span[1], span[1] + 30)
        apposed = _APPOSED.search(text, max(0, match.start() - 12), match.start())
        if known or apposed or shows_medium(text, span):
            out.append(OutletName(name=text[slice(*span)], span=span, known=False, kind="newspaper"))
    out += _run_by(text, low, high, lenient=lenient)
    for platform in _PLATFORM.finditer(text, low, high):
        out.append(OutletName(name="X", span=platform.span("name"), known=False, kind="social"))
    for pattern, kind in ((_STATION, "broadcaster"), (_FOREIGN, "newspaper")):
        out += [
            OutletName(name=" ".join(match[0].split()), span=match.span(), known=False, kind=kind)
            for match in pattern.finditer(text, low, high)
        ]
    return out


def _run_by(text: str, low: int, high: int, *, lenient: bool) -> list[OutletName]:
    """Return media named by who runs them, where the words around them report something."""
    out = []
    for match in _RUN.finditer(text, low, high):
        start, end = match.span()
        nation = match["nation"]
        if nation and (nation.lower() in _NO_NATION or not nation[0].isupper()):
            start = match.end("nation") + 1
        apposed = _NAME_APPOSED.match(text, end)
        if apposed is not None:
            start, end = apposed.span(1)
        if lenient or apposed or shows_medium(text, (start, end), kinds=False):
            out.append(OutletName(name=text[start:end], span=(start, end), known=False, kind="broadcaster"))
    return out


def houses(doc: Doc) -> list[OutletName]:
    """Return where a document calls its own house by the name that its head or its dateline gives."""
    text = doc.text
    names: dict[str, str] = {}
    ends = 0
    for paragraph in doc.paragraphs[:_HEAD]:
        if paragraph.end - paragraph.start < 80:
            line = _HOUSE_LINE.match(text, paragraph.start, paragraph.end)
            if line is not None:
                names.setdefault(line[1], line[1])
                ends = paragraph.end
        dateline = _DATELINE.match(text, paragraph.start, min(paragraph.end, paragraph.start + 120))
        if dateline is not None:
            name = (dateline[1] or dateline[2]).strip()
            names.setdefault(name, name)
            ends = max(ends, dateline.end())
    out: list[OutletName] = []
    for short, name in names.items():
        for match in re.finditer(rf"(?<![\w/-]){re.escape(short)}(?![\w/-])", text[ends:]):
            span = (match.start() + ends, match.end() + ends)
            out.append(OutletName(name=name, span=span, known=False, kind="agency"))
    return out
