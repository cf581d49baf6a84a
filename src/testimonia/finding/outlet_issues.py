"""Outlets that neither a table nor their form tells, proved by what stands behind the name: the day or
number of an issue.

"Morvan Daylight (11 May) writes", "in Al-Sahil, issue 112", "wrote in its issue of 21/1/2039", "Hadar
Online – 18 Rajab 1458 AH – 4/02/2037: …": only periodicals and stations are dated and numbered so. A date
alone proves nothing ("the war (11 May)", "the Ministry reported on 3 May"); a reporting verb behind the
bracket, a kind of medium before the name, or the word "issue" is asked for as well.

Cost: linear in the text.
"""

from __future__ import annotations

import re

from testimonia.finding.outlet_table import OutletName
from testimonia.language.doc import Doc

_WORD = r"[A-Z][\w’'-]*"
_NAME = rf"(?P<name>{_WORD}(?:\s(?:(?:of|du|de|la|al|el)\s)?{_WORD}){{0,3}})"
_MONTH = r"[A-Z][a-z]{2,8}\.?"
_DAY = (
    rf"(?:\d{{1,2}}\s?[/.-]\s?\d{{1,2}}(?:\s?[/.-]\s?\d{{2,4}})?\.?|\d{{4}}-\d\d-\d\d|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s\d{{4}})?|{_MONTH}\s\d{{1,2}}(?:,?\s\d{{4}})?)"
)
_REPORTS = (
    r"(?:(?:has|have|had|also|then|since|later|first|already)\s){0,2}(?:writes?|wrote|written|reports?|reported|quotes?|"
    r"quoted|cites|cited|publishes|published|prints|printed|carries|carried|runs|ran|broadcasts?|aired|says|said|"
    r"calls|called|notes|noted|reveals|revealed)\b"
)
_KIND = (
    r"(?:newspaper|paper|daily|weekly|monthly|magazine|journal|channel|station|broadcaster|agency|website|site|portal|"
    r"tabloid|organ|review|bulletin)"
)
_PROVED = (
    # Morvan Daylight (11 May) writes
    re.compile(rf"(?<![\w’'-]){_NAME}\s?[(\[]{_DAY}[)\]],?\s?(?::|{_REPORTS})"),
    # the newspaper Al-Sahil [16-7-2040]; the diocesan paper, The Lantern (6 February)
    re.compile(rf"\b{_KIND},?\s[“\"‘«]?{_NAME}[”\"’»]?,?\s?[(\[]{_DAY}[)\]]"),
    # Al-Sahil, wrote in its issue of 21/1/2039
    re.compile(
        rf"(?<![\w’'-]){_NAME},?\s(?:which\s)?{_REPORTS}\s(?:on\s{_DAY}\s)?in\s(?:its|the)\s(?:\w+\s)?(?:issue|edition|number)\b"
    ),
    # in Al-Sahil, issue 112; the Register No. 311
    re.compile(
        rf"(?<![\w’'-])(?<!v\. ){_NAME}"
        rf",?\s(?:[Ii]ssue|[Nn]o\.|[Nn]umber|№)\s?(?:[Nn]o\.\s?)?\d{{1,5}}\b(?!-)"
    ),
    # told the Farmer's Hour of 9 May
    re.compile(rf"\b(?:told|tells|to|in|from)\s(?:the\s)?{_NAME}\s(?:of|dated|for)\s\d{{1,2}}\s{_MONTH}\b"),
    # Hadar Online – 18 Rajab 1458 AH – 4/02/2037:
    re.compile(rf"(?<![^\n]){_NAME}\s[–—-]\s(?:[^\n–—:]{{4,40}}\s[–—-]\s)?{_DAY}\s?:"),
    # Al-Sahil Agency reported on 10/08/2038
    re.compile(
        rf"(?<![\w’'-])(?P<name>(?:Al-|An-|As-|Ash-|El-)?[A-Z][\w’'-]*\sAgency)\s{_REPORTS}\son\s{_DAY}"
    ),
)  # fmt: skip
#: What is dated or numbered in the same way and is no medium.
_OTHER = re.compile(
    r"\b(?:Resolution|Decree|Law|Order|Article|Act|Case|Chapter|Verse|Room|Gate|Flight|Unit|Brigade|Division|Battalion|"
    r"Regiment|Committee|Protocol|Annex|Circular|Directive|Statute|Section|Paragraph|Ministry|Minister|President|"
    r"Space|Intelligence|Energy|Security|Environment|Aid|Development|Protection|Council|Court|Parliament|Senate|Bill|"
    r"Question|Answer|Surat?|Surah|Communiqué|Statement|Bulletin|Report|Battle|Treaty|Agreement|"
    r"Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\b"
)
_ARTICLE = re.compile(r"(?:The|In|On|As|And|But|For|From|To)\s")


def by_issue(doc: Doc, low: int, high: int) -> list[OutletName]:
    """Return outlets proved by the day or number of their issue, between two code points."""
    out = []
    for pattern in _PROVED:
        for match in pattern.finditer(doc.text, low, high):
            start, end = match.span("name")
            opening = _ARTICLE.match(doc.text, start, end)
            name_start = opening.end() if opening and opening.group() not in ("The ",) else start
            name = doc.text[name_start:end]
            bare = name.removeprefix("The ")
            if bare and not _OTHER.search(bare):
                span = (end - len(bare), end)
                out.append(OutletName(name=bare, span=span, known=False, kind="newspaper"))
    return out
