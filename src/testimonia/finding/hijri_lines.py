"""Hijri datelines written in Arabic, for the edges of a document.

Reads "12 ربيع الأول 1440هـ" with Western or Eastern numerals, in the first and last few thousand characters;
what the time layer has read already is left to it.
"""

from __future__ import annotations

import re

from testimonia.finding import calendars
from testimonia.language.doc import Doc
from testimonia.model import TimeExpression, annotation_id

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "محرم المحرم",
            "صفر صفر_الخير",
            "ربيع_الأول ربيع_الاول",
            "ربيع_الآخر ربيع_الثاني ربيع_الاخر",
            "جمادى_الأولى جمادى_الاولى جمادى_الأول",
            "جمادى_الآخرة جمادى_الثانية جمادى_الاخرة",
            "رجب رجب_المحرم",
            "شعبان",
            "رمضان رمضان_المبارك",
            "شوال",
            "ذو_القعدة ذي_القعدة",
            "ذو_الحجة ذي_الحجة",
        ),
        start=1,
    )
    for name in names.split()
}
_NAMES = "|".join(sorted((name.replace("_", r"\s{1,2}") for name in _MONTHS), key=len, reverse=True))
_DATE = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s{{0,2}}(?:من\s{{1,2}})?({_NAMES})\s{{0,2}}[،,]?\s{{0,2}}(?:عام|سنة)?\s{{0,2}}(1[34]\d\d|[١][٣٤]\d\d)\s?(?:هـ|ه)?"
)
_REACH = 4000


def with_arabic_hijri(doc: Doc, printed: list[TimeExpression]) -> list[TimeExpression]:
    """Return printed times in text order, with the Arabic Hijri dates at both ends of the text among them."""
    out = list(printed)
    length = len(doc.text)
    for low, high in ((0, min(length, _REACH)), (max(_REACH, length - _REACH), length)):
        for match in _DATE.finditer(doc.text, low, high):
            span = match.span()
            if any(t.span[0] < span[1] and span[0] < t.span[1] and t.calendar == "hijri" for t in printed):
                continue
            day, month, year = int(match[1]), _MONTHS["_".join(match[2].split())], int(match[3])
            western = calendars.hijri_to_ce(year, month, day)
            if western is None:
                continue
            out.append(
                TimeExpression(
                    id=annotation_id(doc.document, "time", [span]),
                    document=doc.document,
                    span=span,
                    type="DATE",
                    value=calendars.iso(western),
                    text=match.group(),
                    calendar="hijri",
                    hijri=f"{year:04d}-{month:02d}-{day:02d}",
                    why="arabic hijri date",
                )
            )
    return sorted(out, key=lambda t: t.span)
