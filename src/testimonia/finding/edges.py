"""The edges of a document: which of its first and last lines are dates, signatures, labels, or text.

Every line of the head and the tail is classed once (:func:`head`, :func:`tail`); the metadata are then read
off the classes. A line is a *date* if nothing but a date, a place, a weekday and a label stands in it; a
*byline* or a *signature* by its words; *release* for "PRESS RELEASE"; *noise* for what web pages add ("Share
this").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Literal

from msgspec.structs import replace

from testimonia.language.doc import Doc
from testimonia.language.paragraphs import Paragraph
from testimonia.model import Record, Span, TimeExpression
from testimonia.tables import read_table

Kind = Literal["date", "posting", "release", "byline", "signature", "office", "noise", "formula", "text"]

HEAD_LINES = 14
TAIL_LINES = 12


class Line(Record, frozen=True):
    """A line of an edge: ``dates`` are the printed times in it, ``span`` is the paragraph's."""

    span: Span
    kind: Kind
    dates: tuple[TimeExpression, ...] = ()


class Printed(Record, frozen=True):
    """A name as printed, white space made single, and where it stands."""

    text: str
    span: Span


_POSTING = re.compile(
    r"[\W_]*(?:posted|published|updated|last\s+(?:updated|modified)|modified|created|submitted|uploaded|added|first\s+published|"
    r"broadcast|(?:first\s+)?aired|print(?:ed)?|accessed|retrieved|web\s+posted|نشر|تاريخ النشر|آخر تحديث)\b",
    re.I,
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\b|\b\d{1,2}\s?[ap]\.?m\b", re.I)
_LABEL = re.compile(
    r"\s*(?:date|dated|issued(?:\s+on)?|release\s+date|date\s+of\s+issue|التاريخ|بتاريخ|في)\s*[:：.]?\s*",
    re.I,
)
_RELEASE = re.compile(
    r"[\W_]*(?:press\s+release|news\s+release|media\s+release|press\s+statement|(?:for\s+)?immediate\s+release|press\s+communiqu[eé]|"
    r"press\s+note|for\s+release|media\s+(?:statement|note|notice)|press\s+notice|media\s+advisory|embargo\w*|"
    r"news\s+story|readout|fact\s*sheet|(?:press|special)\s+briefing|(?:oral|written)\s+statement(?:\s+to\s+\w+)?|"
    r"policy\s+paper|authored\s+article|[A-Z]{1,6}(?:/[A-Z]{1,6})*/\d[\d/]*|"
    r"(?:no|nr|ref|reference|number|(?:issue|(?:(?:press|news|media)\s+)?release)\s+(?:no|number)|serial)\b\.?\s*[:.]?[^\n\d]{0,20}\d[^\n]{0,24}|بيان\s+صحفي|رقم\s+الإصدار|رقم)\b"
    r"[\s\W]*(?:no\.?\s*|nr\.?\s*|number\s*)?[:.]?\s*[\w/.-]{0,20}\s*[\w/.-]{0,12}\s*\Z",
    re.I,
)
_FORMULA = re.compile(
    r"[\W_]*(?:بسم\s+الله|بِسْمِ|in\s+the\s+name\s+of\s+(?:allah|god)|bismillah|assalamu?|as-?salamu?|السلام\s+عليكم|"
    r"dear\s+\w+|to\s+whom|greetings)",
    re.I,
)
# Lines that web pages and letters add: those that say nothing else, and those that may go on.
_NOISE_ALONE = (
    r"share(?:\s+this)?(?:\s+(?:page|article|post|story))?|tweet|print|e-?mail|read\s+more|continue\s+reading|related(?:\s+\w+)?|"
    r"tags?|comments?\s*\(?\d*\)?|\d+\s+comments?|subscribe|follow\s+us|advertisement|ends?|home|menu|search|contact(?:\s+us)?|delivered(?:\s+on)?|"
    r"(?:full\s+)?translat(?:ed|ion)|from|-?\s?30\s?-?|background|published|updated|last\s+updated|location|source|top|back|next|previous|image|photo|"
    r"your\s+(?:brother|sister|servant)\w*|(?:yours\s+)?(?:sincerely|faithfully|truly)|(?:best|kind|warm)\s+regards|مترجم|أخوكم"
)
_NOISE_BEGINS = (
    r"filed\s+under|categor(?:y|ies)\s*:|tags?\s*:|leave\s+a\s+(?:reply|comment)|notes?\s+to\s+editors?|"
    r"for\s+(?:more|further)\s+information|contacts?\s*:|tel(?:ephone)?\s*[:.]|phone\s*:|fax\s*:|e-?mail\s*:|www\.\S|https?:\S|\S+@\S|"
    r"copyright\b|©|all\s+rights\s+reserved|(?:image|photo)(?:\s+\w+)?\s*:|skip\s+to|was-?salam\w*|والسلام|"
    r"(?:and\s+)?peace\s+be\s+(?:up)?on\s+you"
)
_NOISE = re.compile(rf"[\W_]*(?:(?:{_NOISE_ALONE})[\W_]*\Z|(?:{_NOISE_BEGINS}).{{0,100}}\Z)|[\W_\d]*\Z", re.I)
_POSTED_LABEL = re.compile(r"[\W_]*(?:published|posted|updated|last\s+updated)[\W_]*\Z", re.I)
BYLINE = re.compile(
    r"[\W_]*(?:by|written\s+by|author|authored\s+by|words\s+by|reporting\s+by|report\s+by|text\s+by|بقلم|كتبه|كتب|الكاتب|par|von|por)\s*[:：]?\s+"
    r"(?P<name>[^\n]{3,110})\Z",
    re.I,
)
WRITTEN_FOR = re.compile(
    r"[\W_]*(?:written|prepared|contributed|produced|broadcast)\s+for\s+(?P<office>[^\n]{4,140}?)(?:\s*,?\s+by\s*:?\s*(?P<name>[^\n]{3,90}))?\s*\Z"
    r"|[\W_]*كتبه\s+ل(?P<office_ar>[^\n]{4,90})\Z",
    re.I,
)
OFFICE = re.compile(
    r"[\W_]*(?P<office>(?:the\s+)?(?:[A-Z][\w.'’-]*\s+|and\s+){0,6}(?:Office|Ministry|Department|Embassy|Bureau|Headquarters|Command|"
    r"Secretariat|Mission|Directorate|Council|Committee|Party|Hizb|Movement|Forces|Army|Navy|Agency|Service|Union|Government|"
    r"Presidency|Spokesm[ae]n|Spokesperson|Spokeswoman|Cabinet|Commission|Chancellery|Foundation|Institute|General\s+Staff|Front|"
    r"Brigades?|Centre|Center|Association|Federation|Organi[sz]ation|Delegation|Consulate|Parliament|White\s+House|Authority)\b"
    r"(?:\s+(?:of|for|to|in|and|the|on|at|de|–|-)\b|\s+[–-]|\s+(?:al|ut|ul|as|ash|ad|an|ar|at|el)[-\s][\w'’-]+|\s*,|"
    r"\s+[A-Z(][\w'’().-]*|\s*/){0,16})\s*\Z"
    r"|[\W_]*(?P<office_ar>(?:المكتب\s+الإعلامي|وزارة|القيادة|الناطق|المكتب|رئاسة|حزب|جبهة|حركة)[^\n.]{2,90})\Z"
)
# Nobody's office is called by these: lines in capitals that hold them are titles of what an office says.
_SAYINGS = (
    r"(?:STATEMENT|COMMUNIQU[EÉ]|DECLARATION|REPORT|BULLETIN|INFORMATION|SUMMARY|BRIEFING|SPEECH|REMARKS|RELEASE|READOUT|"
    r"REVIEW|UPDATE|MESSAGE|LETTER|APPEAL|RESOLUTION|TRANSCRIPT|INTERVIEW|NEWS)"
)
_ORGAN_CAPS = (
    r"(?:OFFICE|MINISTRY|DEPARTMENT|EMBASSY|FORCES?|HEADQUARTERS|COMMAND|GOVERNMENT|PARTY|COUNCIL|UNION|MISSION|"
    r"PARLIAMENT|AGENCY|COMMISSION|COMMITTEE|CENT(?:RE|ER)|SERVICE|BUREAU|DIRECTORATE|AUTHORITY|"
    r"GENERAL STAFF|SECRETARIAT|ARMY|NAVY|POLICE|FEDERATION|ASSOCIATION|INSTITUTE|FOUNDATION)"
)
_OFFICE_CAPS = re.compile(
    rf"[\W_]*(?![^\n]*\b{_SAYINGS}\b)"
    rf"(?:[A-Z'’.&-]+ ){{0,6}}{_ORGAN_CAPS}(?: (?:[A-Z'’.,&-]+|[–/])){{0,10}}\s*\Z"
)
#: "From: Harbour Office", "From the Command of the Hill Brigades", "Issued by the Harbour Council".
FROM = re.compile(
    r"[\W_]*(?:from\s*:|from\s+the\b|(?:issued|released)\s+by\b\s*:?|publisher\s*:)\s*(?:the\s+)?(?=[A-Z])",
    re.I,
)
_SAYING = re.compile(
    r"\b(?:statement|communiqu[eé]|declaration|report|bulletin|briefing|speech|remarks|readout|message|letter|appeal|"
    r"resolution|transcript|interview|comment)\b",
    re.I,
)
# A line with a finite verb is a headline, whatever office it names.
_FINITE = re.compile(
    r"\b(?:should|must|will|would|can|could|may|is|are|was|were|be|has|have|had|do|does|did|says?|said|calls?|called|urges?|"
    r"urged|condemns?|demands?|demanded|denies|denied|warns?|warned|announces?|announced|accuses?|accused|rejects?|rejected|"
    r"wants?|welcomes?|hails?|plans?|vows?|sells?|sold|closes?|opens?|opened|kills?|killed|hits?|admits?|begins?|ends?)\b",
    re.I,
)
_NAME_LINE = re.compile(
    r"[\s–—*_-]*(?:[A-Z‘'’][\w.'’‘`-]*,?|(?:al|el|as|ash|ar|at|an|ad|az|ul)-[\w'’‘-]+,?|[-–—,]|of|the|in|al|bin|ibn|ut|abu|and|for|von|van|de|la|to)(?:\s+(?:[A-Z‘'’(][\w.'’‘`)-]*,?|&|(?:al|el|as|ash|ar|at|an|ad|az|ul)-[\w'’‘-]+,?|[-–—]|"
    r"of|the|in|al|bin|ibn|ut|abu|and|for|von|van|de|la|to)){0,18}[\s*_]*\Z"
)
_ROLE = re.compile(
    r"\b(?:Amir|Emir|Sheikh|Shaykh|Imam|Dr|President|Minister|Secretary|Spokesm[ae]n|Spokesperson|Spokeswoman|Director|Chair\w*|"
    r"Commander|General|Colonel|Ambassador|Member|Representative|Editor|Leader|Head|Chief|Engineer|Professor)\b"
)
_DATE_REST = re.compile(
    r"(?:[\s,;:/|()\[\]*_.•·–—=-]|\b(?:date|dated|issued|on|at|in|the|of|corresponding|to|ce|ad|ah|bce|h|m|gmt|utc|est|hrs|"
    r"night|morning|afternoon|evening|noon|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|[ap]\.?m\.?|"
    r"هـ|ه|م|الموافق|التاريخ|يوم|الجمعة|السبت|الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|في)+",
    re.I,
)
# Lines that say whose words follow: "Court notes by Ada Marsh for The Quay Letter".
_WORDS_BY = re.compile(
    r"(?:[A-Z][\w’'-]*\s){0,3}(?:notes?|report(?:ing)?|story|text|words|commentary|column|essay|analysis|dispatch|interview)\s+by\s+"
    r"(?P<name>(?!The\b)[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3})(?:\s+(?:for|in)\s[^\n]{2,60}|,[^\n]{2,60})?\s*\Z"
)
# "Ada Marsh, Africa correspondent, Kor City"
_REPORTER = re.compile(
    r"(?P<name>[A-Z][\w’'-]+(?:\s[A-Z]\.)?(?:\s(?:van|von|de|la|al|bin|di|du))*(?:\s[A-Z][\w’'-]+){1,2}),\s(?:[\w-]+\s){0,3}"
    r"(?:correspondent|reporter|editor|columnist|writer|contributor|producer)(?:,\s[^\n,]{2,40}|\sin\s[^\n,]{2,40})?\s*\Z"
)
_SEGMENT = re.compile(r"[^|•·]+")


def segments(doc: Doc, span: Span) -> list[Span]:
    """Return the parts of a line that bars or bullets set off: "3 May 2032 | By Ada Marsh"."""
    return [match.span() for match in _SEGMENT.finditer(doc.text, *span)]


def byline(text: str) -> re.Match[str] | None:
    """Return the match of a line that names an author in ``name``: "By Ada Marsh", "Notes by Ada Marsh"."""
    return BYLINE.match(text) or _WORDS_BY.match(text) or _REPORTER.match(text)


def times_in(span: Span, printed: list[TimeExpression]) -> tuple[TimeExpression, ...]:
    """Return the printed times that begin within a span."""
    low = bisect_left(printed, span[0], key=lambda t: t.span[0])
    high = bisect_left(printed, span[1], key=lambda t: t.span[0])
    return tuple(printed[low:high])


def _rest(text: str, span: Span, dates: tuple[TimeExpression, ...]) -> list[str]:
    """Return the words of a line beside its dates, labels and weekdays."""
    left = []
    at = span[0]
    for start, end in [*(d.span for d in dates), (span[1], span[1])]:
        left.append(text[at : max(at, start)])
        at = max(at, end)
    return _DATE_REST.sub(" ", " ".join(left)).split()


def classify(doc: Doc, paragraph: Paragraph, printed: list[TimeExpression]) -> Line:
    """Return a paragraph with its class."""
    span = (paragraph.start, paragraph.end)
    if span[1] - span[0] > 260:
        return Line(span=span, kind="text")
    text = doc.text[span[0] : span[1]]
    dates = tuple(t for t in times_in(span, printed) if t.type in ("DATE", "TIME"))
    if dates:
        rest = _rest(doc.text, span, dates)
        by = BYLINE.match(text)
        if by and by["name"][0].isupper() and len(rest) <= 12 and not _POSTING.match(text):
            return Line(span=span, kind="byline", dates=dates)
        parts = segments(doc, span)
        if len(parts) > 1 and _barred_byline(doc, span):
            return Line(span=span, kind="byline", dates=dates)
        if len(parts) > 1 and any(not _rest(doc.text, part, times_in(part, printed)) for part in parts):
            return Line(span=span, kind="posting" if _CLOCK.search(text) else "date", dates=dates)
        if _POSTING.match(text) and len(rest) <= 8:
            return Line(span=span, kind="posting", dates=dates)
        if _RELEASE.match(_without(text, span, dates)):
            return Line(span=span, kind="release", dates=dates)
        if len(rest) <= 3 and all(w[:1].isupper() or not w.isascii() or not w[:1].isalpha() for w in rest):
            return Line(span=span, kind="posting" if _CLOCK.search(text) else "date", dates=dates)
        return Line(span=span, kind="text", dates=dates)
    if _RELEASE.match(text):
        return Line(span=span, kind="release")
    if _FORMULA.match(text):
        return Line(span=span, kind="formula")
    by = byline(text)
    if len(segments(doc, span)) > 1 and _barred_byline(doc, span):
        return Line(span=span, kind="byline")
    if WRITTEN_FOR.match(text) or (by and not by["name"][0].islower() and len(by["name"].split()) <= 14):
        return Line(span=span, kind="byline")
    if _is_office(text):
        return Line(span=span, kind="office")
    if _NOISE.match(text):
        return Line(span=span, kind="noise")
    if _NAME_LINE.match(text) and len(text.split()) <= 16:
        return Line(span=span, kind="signature")
    return Line(span=span, kind="text")


def _is_office(text: str) -> bool:
    """Tell a line that names an office from a headline that says what the office does."""
    if _FINITE.search(text):
        return False
    label = FROM.match(text)
    if label is not None and len(text.split()) <= 16:
        named = ":" in label[0] or " by" in label[0] or OFFICE.match(text, label.end()) is not None
        return named and text.rstrip()[-1:] not in ".,;:?!"
    if _SAYING.search(text) or _acts(text):
        return False
    return OFFICE.match(text) is not None or _OFFICE_CAPS.match(text) is not None


def _acts(text: str) -> bool:
    """Tell "Coastal Forces Conduct Strike" and "Island Command Completes Exercise": a verb follows a body."""
    match = _MANY.search(text)
    if match is not None and match[1].lower() in verb_lemmas():
        return True
    inflected = (word.lower() for word in _INFLECTED.findall(text))
    return any(
        word not in _NOUNS and (word[:-1] in verb_lemmas() or word[:-2] in verb_lemmas())
        for word in inflected
    )


_INFLECTED = re.compile(r"\b[A-Za-z]{3,}s\b")
# Nouns of offices that are also verbs with an -s.
_NOUNS = frozenset(
    "forces services works affairs relations operations studies reports plans talks sports arms goods needs "
    "rights views claims moves trades visits houses places".split()
)
_MANY = re.compile(r"\b(?:Forces|Brigades|Troops|Guards|Ministries|Parties|Unions)\s+([A-Z][a-z]+)\b")


@cache
def verb_lemmas() -> frozenset[str]:
    """Return the plain forms of common verbs."""
    return frozenset(row["lemma"] for row in read_table("verbs.tsv"))


def _barred_byline(doc: Doc, span: Span) -> bool:
    """Tell "3 May 2032 | By Ada Marsh": one part of the line is a byline."""
    return any(
        (by := BYLINE.match(doc.cut(part))) and by["name"][0].isupper() for part in segments(doc, span)
    )


def _without(text: str, span: Span, dates: tuple[TimeExpression, ...]) -> str:
    out = text
    for found in reversed(dates):
        out = out[: found.span[0] - span[0]] + out[found.span[1] - span[0] :]
    return out


_DAY_AT_END = re.compile(r"[A-Z][^.!?:;“”\"\n]{2,60}(?:,|\b(?:issued|dated|released|published)(?:\son)?)\s\Z")


def _ends_in_day(doc: Doc, line: Line) -> bool:
    """Tell "Corporate communications, 3 May 2032": some words, a comma, the day, and no sentence."""
    start = line.dates[-1].span[0] if line.dates else line.span[0]
    at_end = bool(line.dates) and line.dates[-1].span[1] >= line.span[1] - 1
    return (
        at_end and _DAY_AT_END.match(doc.text, line.span[0], start) is not None and start - line.span[0] < 60
    )


def head(doc: Doc, printed: list[TimeExpression]) -> list[Line]:
    """Return the first lines of a document, classed."""
    lines: list[Line] = []
    for paragraph in doc.paragraphs[:HEAD_LINES]:
        line = classify(doc, paragraph, printed)
        if line.kind == "date" and lines and _POSTED_LABEL.match(doc.cut(lines[-1].span)):
            line = replace(line, kind="posting")
        if line.kind == "text" and lines and len(line.dates) == 1 and _ends_in_day(doc, line):
            line = replace(line, kind="date")
        lines.append(line)
    return lines


def tail(doc: Doc, printed: list[TimeExpression]) -> list[Line]:
    """Return the closing block of a document, classed: the last lines after the last one that is text."""
    block: list[Line] = []
    for paragraph in reversed(doc.paragraphs[-TAIL_LINES:]):
        line = classify(doc, paragraph, printed)
        if line.kind == "text" or line.kind == "formula":
            break
        block.append(line)
    if len(block) == len(doc.paragraphs):
        return []
    return block[::-1]


def has_role(text: str) -> bool:
    """Tell whether a line names an office that a person holds."""
    return _ROLE.search(text) is not None


def clean(doc: Doc, span: Span) -> Printed | None:
    """Return what a span prints without the marks around it, or None if nothing is left."""
    text = doc.cut(span)
    start = span[0] + len(text) - len(text.lstrip(" *_–—-:"))
    end = span[0] + len(text.rstrip(" *_.,;:"))
    return Printed(text=" ".join(doc.text[start:end].split()), span=(start, end)) if start < end else None
