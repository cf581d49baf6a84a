"""The words around the name of a medium that make it a source: one row a rule, an example beside it.

Rules are regular expressions that are tried at one place only, before or after a name; every repetition in
them is bounded, so that a rule costs the same on any text.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from testimonia.model import Record, Span

# How far a rule looks, in code points.
REACH_BEFORE = 90
REACH_AFTER = 140

_KIND = (
    r"(?:news\s+agency|news\s+agencies|news\s+site|news\s+website|press\s+agency|newspapers?|daily|weekly|magazine|"
    r"(?:TV|television|radio|satellite|news)\s+(?:channel|station|network|broadcaster)|channel|web\s?site|site|"
    r"broadcaster|agency|network|tabloid|portal|outlet|journal|periodical|TV|television|radio|station|wire|"
    r"News\s+Agency|Newspaper|Daily|Magazine|Channel|Website|Agency|Network|paper)"
)
_NAT = r"(?:[A-Z][\w.-]{1,20}[\s-])"
_ADVERB = (
    r"(?:also|has|have|had|then|later|earlier|recently|exclusively|first|further|already|reportedly|since|today|yesterday|"
    r"initially|previously|even|just|again|(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|this\s+week|"
    r"last\s+(?:week|month|year|night)|separately|meanwhile|is|was|itself|correctly|only|in\s+turn)"
)
_VERB = (
    r"(?:reported|reports|report\s+that|reporting|said|says|quoted|quotes|quoting|cited|cites|citing|published|publishes|wrote|writes|"
    r"revealed|reveals|announced|announces|noted|notes|broadcast(?:ed|s)?|aired|confirmed|confirms|stated|"
    r"states|added|adds|mentioned|mentions|claimed|claims|carried|posted|tweeted|ran|runs|relayed|conveyed|indicated|"
    r"disclosed|learn(?:ed|t)(?:\s+from)?|obtained|described|describes|pointed\s+out|explained|suggested|suggests|"
    r"transmitted|circulated|printed|leaked|released|put\s+it|observed|asserted|alleged|warned|declared|"
    r"commented|found|rated|examined|rounded\s+up|checked|admitted|admits|acknowledged|tells|told\s+its|understands|has\s+it\s+that|interviewed|monitored|uncovered|"
    r"estimated|estimates|asserts|alleges|argues|argued|insists|insisted|maintains|maintained|warns|concluded|recounted|republished|headlined|detailed|outlined)"
)
_STAFF = (
    r"(?:correspondents?|reporters?|journalists?|reports?|editorials?|articles?|story|stories|bureau|team|crew|analysis|"
    r"poll|survey|witness(?:es)?|photographers?|dispatch(?:es)?|commentary|columnists?|interview|investigation|"
    r"editorial\s+board|count|tally|projection|exit\s+polls?|average|tracker|database|polling|profile|essay|feature|video)"
)
_DATE_HEAD = (
    r"(?:\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{2,4}|\d{4}-\d{2}-\d{2}|"
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]{2,8}\.?,?\s+\d{4}|"
    r"[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|(?<=of\s)\d{1,2}\s+[A-Z][a-z]{2,8})"
)


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    text = resources.files("testimonia.tables").joinpath("citation_words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith(("#", "list\t")))
    return {row[0]: frozenset(row[1].split()) for row in rows}


def citation_words(name: str) -> frozenset[str]:
    """Return a list of ``tables/citation_words.tsv``."""
    return _word_lists()[name]


class Cue(Record, frozen=True):
    """A rule: its name, where it stands (``before``, ``after``), its pattern and an example."""

    name: str
    place: str
    pattern: re.Pattern[str]
    example: str


def _before(name: str, pattern: str, example: str) -> Cue:
    return Cue(name=name, place="before", pattern=re.compile(rf"(?<![\w’'])(?:{pattern})\Z"), example=example)


def _after(name: str, pattern: str, example: str) -> Cue:
    return Cue(name=name, place="after", pattern=re.compile(pattern), example=example)


_SPEECH_NOUN = (
    r"(?:interviews?|statements?|remarks?|comments?|speech|article|op-ed|opinion\s+piece|essay|column|letter|"
    r"press\s+release|piece|report|reports|talk|conversation|debate|appearance|briefing|story|post|posting|item|"
    r"editorial|segment|message|phone\s+call|call|video|clip|recording|broadcast|dispatch|reply|answer|email)"
)
_DET = r"(?:(?:an?|the|its|his|her|their|some|several|two|recent|another)\s+)?"
_ADJ = r"(?:(?:[a-z-]{3,14}|[A-Z][a-z]{2,12}|\d{1,2}-\w+)\s+){0,3}"

CUES: tuple[Cue, ...] = (
    _before(
        "according to",
        r"[Aa]ccording\s+to|[Aa]s\s+per|[Aa]ccordingly\s+to",
        "according to Kor News 15/12/2016",
    ),
    _before(
        "passive",
        r"(?:as\s+|was\s+|were\s+|been\s+|what\s+was\s+)?(?:reported|quoted|cited|published|broadcast|aired|carried|heard|"
        r"posted|released|printed|relayed|interviewed|transmitted|mentioned|leaked|confirmed|announced|conducted|"
        r"circulated|obtained|seen|asked|pressed|questioned|written|commissioned|compiled|run|shown|"
        r"[Ss]tated)\s+(?:(?:\w+ly|yesterday|today|(?:on\s+)?\w+day|this\s+week|last\s+\w+)\s+)?(?:by|in|on|from|at)",
        "as reported by Kor News",
    ),
    _before(
        "citing", r"[Cc]iting|[Qq]uoting|[Cc]ited|[Qq]uoted|[Rr]eferring\s+to", "citing “the Vatan newspaper”"
    ),
    _before("told", r"(?:[Tt]old|[Tt]ells|[Tt]elling|informed|briefed|tell)", "he told Kor News"),
    _before(
        "speaking to",
        r"(?:[Ss]poke|[Ss]peaking|[Ss]peaks|[Tt]alking|[Tt]alked|said|saying|stated|confirmed|explained|commented|"
        r"declared|revealed|added|admitted|confided|appeared|appearing|[Ww]riting|wrote|writes|written|argued|"
        r"announced|claimed|insisted|posted|tweeted|published|reported|complained|interviewed|disclosed|confessed|conceded|acknowledged|alleged|boasted|hinted|denied|remarked|let\s+slip)\s+"
        r"(?:\w+ly\s+|\w+day\s+)?(?:exclusively\s+)?(?:to|with|on|in|for|via|by|through)",
        "speaking to Kor News",
    ),
    _before(
        "in an interview with",
        rf"(?:[Aa]ccording\s+)?(?:[Ii]n|[Ff]rom|[Bb]y|[Dd]uring|[Gg]ave|[Tt]o|[Oo]n|[Ww]ith)\s+{_DET}{_ADJ}{_SPEECH_NOUN}\s+"
        r"(?:\w+day\s+|published\s+|carried\s+|broadcast\s+|aired\s+|given\s+)?"
        r"(?:with|to|on|in|for|by|from|of|via|at)",
        "in exclusive statements to Kor TV",
    ),
    _before(
        "source",
        r"[Ss]ources?\s*:|[Vv]ia\s*:?|[Tt]ranslated\s+from|[Tt]aken\s+from|[Rr]eproduced\s+from|[Ff]rom\s*:|"
        r"[Pp]ublished\s+(?:in|by|on)|[Ff]irst\s+appeared\s+(?:in|on)|[Cc]ourtesy\s+of|[Rr]eports?\s+(?:by|from|in)|"
        r"[Nn]ews\s+from|[Qq]uotation\s+from|[Ee]xcerpts?\s+from|[Pp]er",
        "Source: Kor News",
    ),
    _before(
        "arabic cue",
        r"نقلا عن|نقلاً عن|بحسب|وفقا ل|وفقاً ل|حسب|قالت|ذكرت|أفادت|نقلت|نشرت|كشفت|أوردت|أعلنت|عن|لوكالة|"
        r"لصحيفة|لقناة|وقالت|وذكرت|وأفادت|ونقلت|ونشرت|وأوردت",
        "نقلا عن صحيفة الوطن",
    ),
    _before(
        "page of",
        r"(?:[Ii]n|[Oo]n|[Vv]ia|[Tt]hrough|[Bb]y)(?:\s+(?:an?|his|her|its|their|the|our|my|official|personal|own|separate|public|"
        r"verified|(?:[A-Z][\w.-]+\s+){0,4}[A-Z]?\w+['’]s?)){0,3}",
        "in a post on its Facebook page",
    ),
    _after(
        "report verb",
        rf"\s+(?:{_ADVERB}\s+){{0,2}}{_VERB}\b(?!\s+by\b)",
        "Kor Press reported on 17/10/2016",
    ),
    _after(
        "correspondent",
        rf"(?:['’]s?)?\s+(?:own\s+)?(?:[A-Z]\w+\s+|[a-z]+\s+){{0,2}}{_STAFF}(?:\s+(?:in|at|on|from|for)\s+[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?)?"
        rf"(?:,?\s+(?:[A-Z][\w.-]+\s+){{0,3}},?)?\s*(?:{_ADVERB}\s+){{0,2}}(?:{_VERB}|show(?:s|ed|ing|n)?|indicates?)\b",
        "a Kor News correspondent said",
    ),
    _after(
        "reporter by name",
        rf"['’]s?\s+(?:[A-Z][\w.'’-]+\s+){{1,3}}(?:and\s+(?:[A-Z][\w.'’-]+\s+){{1,3}})?(?:{_ADVERB}\s+){{0,2}}"
        r"(?:reported|reports|noted|wrote|writes|revealed|learned|tweeted)\b",
        "Kor News' Ada Marsh reported",
    ),
    _after(
        "verb first",
        r"[”\"’']?,\s+(?:which\s+|who\s+)(?:\w+\s+){0,1}" + _VERB + r"\b",
        "Kor News, which reported",
    ),
    _after(
        "set off",
        r"[”\"’']?,\s+(?:reported|reports|wrote|writes|revealed|published|printed)\b",
        "as the daily, the Vatan, reported",
    ),
    _after("before a quotation", r"\s?:\s{0,2}[“\"«]", "Kor News: “It burned.”"),
    _after(
        "dated",
        rf"(?:\s+{_KIND})?[”\"’']?\s*(?:,\s*|[(\[]|dated\s+|of\s+|on\s+|on|in\s+its\s+issue\s+of\s+)?{_DATE_HEAD}",
        "Kor News 19/11/2018",
    ),
)
_BEFORE = tuple(cue for cue in CUES if cue.place == "before")
_AFTER = tuple(cue for cue in CUES if cue.place == "after")

_QUALITY = (
    r"(?:new|recent|latest|previous|local|state-run|state-owned|official|private|independent|opposition|separate|joint|"
    r"pro-\w+|\w+-based|\w+-language|\w+-owned|leading|major|popular|liberal|conservative|left-wing|right-wing|"
    r"semi-official|government|influential|respected|online|weekly|daily|national|regional)"
)

# What may stand between a cue and the bare name, and between the name and what follows.
PHRASE_BEFORE = re.compile(
    rf"[“\"‘«]?(?:(?:\b(?:[Tt]he|an?|its|his|another)\s+(?:[\w.-]{{2,24}}\s+){{0,3}}?{_KIND}\s*,?\s+(?:of\s+|called\s+)?)|"
    rf"(?:{_NAT}{{1,2}}{_KIND}\s+)|(?:\b(?:(?:state|news|{_QUALITY})\s+){{0,2}}{_KIND}\s+)|"
    rf"(?:\bstate-(?:run|owned|controlled)\s+)|"
    rf"(?:\b(?:[Tt]he|an?)\s+(?:{_QUALITY}\s+){{0,2}}{_NAT}{{0,2}}))[“\"‘'«]?\Z|[“\"‘'«]\Z"
)
PHRASE_AFTER = re.compile(
    rf"(?:\s+(?:Arabic|English|International|Persian|Turkish|French|Russian|World\s+Service)"
    rf"(?:\s+and\s+(?:Arabic|English|International))?)?(?:['’]s)?"
    rf"(?:\s+{_NAT}?{_KIND}\b(?!\s+(?:of|is|in)\b)){{0,2}}[”\"’'»]?(?:[ \t]?\([A-Z][A-Z.]{{1,7}}\))?"
)
_KIND_NEXT = re.compile(rf"['’]?\s+{_KIND}\b|\s*[”\"’'»]\s+{_KIND}\b")
_KIND_PREV = re.compile(rf"\b{_KIND}\s+[“\"‘'«]?\Z")
_ARABIC_KIND = re.compile(
    r"(?:صحيفة|صحيفه|جريدة|وكالة|قناة|موقع|مجلة|إذاعة|شبكة|تلفزيون|فضائية|راديو|يومية|أسبوعية|مراسل)(?:\s+أنباء)?\s+[\"«“]?\Z"
)


def phrase(text: str, span: Span) -> Span:
    """Return the span of a name with the article, the kind and the quotation marks around it."""
    start, end = span
    match = PHRASE_BEFORE.search(text, max(0, start - 60), start)
    arabic = _ARABIC_KIND.search(text, max(0, start - 30), start)
    left = match.start() if match else arabic.start() if arabic else start
    right = PHRASE_AFTER.match(text, end, min(len(text), end + 70))
    return left, right.end() if right else end


def before(text: str, at: int) -> tuple[Cue, int] | None:
    """Return the cue that ends right before a place, and where it begins."""
    low = max(0, at - REACH_BEFORE)
    stop = at
    while stop > low and text[stop - 1] in " \t\u00a0,":
        stop -= 1
    low = max(low, text.rfind("\n", low, stop) + 1)
    for cue in _BEFORE:
        match = cue.pattern.search(text, low, stop)
        if match:
            return cue, match.start()
    return None


def after(text: str, at: int) -> tuple[Cue, int] | None:
    """Return the cue that begins right after a place, and where it ends."""
    for cue in _AFTER:
        match = cue.pattern.match(text, at, min(len(text), at + REACH_AFTER))
        if match:
            return cue, match.end()
    return None


def _kind_before(text: str, at: int) -> bool:
    low = max(0, at - 40)
    return (_KIND_PREV.search(text, low, at) or _ARABIC_KIND.search(text, low, at)) is not None


_SHOWING = frozenset(["report verb", "correspondent", "dated", "set off", "before a quotation"])


def shows_medium(text: str, span: Span, *, kinds: bool = True) -> bool:
    """Tell whether the surroundings of a word that may be a medium's name show that it is one here.

    ``kinds`` takes the word "newspaper" and its like beside it for proof; a reporting phrase always does.
    """
    start, end = span
    if kinds and _KIND_NEXT.match(text, end, min(len(text), end + 40)):
        return True
    if kinds and _kind_before(text, start):
        return True
    left, right = phrase(text, span)
    cue = after(text, right)
    if cue is not None and cue[0].name in _SHOWING:
        return _reports(text[right : cue[1]]) or cue[0].name != "report verb"
    cue = before(text, left)
    return cue is not None and cue[0].name in (
        "told",
        "in an interview with",
        "according to",
        "passive",
        "citing",
        "source",
    )


# Verbs that a person or a state does as well as a medium prove nothing about a word that may be either.
_MEDIUM_VERB = re.compile(
    r"\b(?:report(?:s|ed|ing)?|quot(?:ed|es|ing)|publish(?:ed|es)|wrote|broadcast(?:ed|s)?|aired|carried|cit(?:ed|es|ing)|ran|printed|revealed)\b"
)


def _reports(words: str) -> bool:
    return _MEDIUM_VERB.search(words) is not None
