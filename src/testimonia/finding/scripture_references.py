"""References to scripture as they are printed, found and resolved; here those to the Qur'an.

How it works: each kind has an anchor that is rare in ordinary text (a bracket that holds a number, the
words "Surah", "Qur'an" or سورة, digits with a colon between them, a name of a collection), and only what
stands round an anchor is parsed. A bracket is a reference only as a whole: ``[Al-Anfal: 72]``,
``(Ash-Shu'ara': 227)``, ``(سورة البقرة، الآية 255)``; "(Reuters, 15/12/2016)" holds a name that is no
surah, "(Yusuf, 28)" lacks the colon that a personal name needs. Bare numbers, ``(8:72)``, are taken only
right behind a quotation in a text that speaks of the Qur'an.

A verse that does not exist is flagged (``issue``), from the number of verses alone; where the name has a
twin that has such a verse (Ash-Shura 42 has 53, Ash-Shu'ara 26 has 227), the twin is meant. Linear in the
text."""

from __future__ import annotations

import re

from testimonia.finding.scripture_bible import find_bible_references
from testimonia.finding.scripture_folding import has_arabic
from testimonia.finding.scripture_hadith import find_hadith_references
from testimonia.finding.scripture_names import TWINS, surah_of, surahs
from testimonia.finding.scripture_reference import Reference, quran_key
from testimonia.model import Span

_DIGIT = re.compile(r"\d")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


_BRACKET = re.compile(r"[\[({﴿﴾«]\s*([^\[\](){}﴿﴾«»\n]{1,90}?)\s*[\])}﴾﴿»]")
_Q = r"(?:(?:the\s+)?(?:(?:holy|noble|glorious)\s+)?(?:qur['’ʾʼ`]?[aā]+n|koran|coran))"
_SURAH = r"(?:s[uū]+ra[ht]?u?l?|s[uū]rat|soora[ht]?|sourate?|chapter|ch\.)"
_VERSE = r"(?:verses?|ayahs?|ayaa?t|ayas?|āyahs?|aayah?s?|vv?\.?|nos?\.?|number)"
_TO = r"(?:-|–|—|‑|to|and|&|,|،)"
# What a bracket may hold as a whole, in Latin letters.
_LATIN = re.compile(
    rf"""^(?:(?P<t>TMQ|EMQ|QMT|see|cf\.?|interpretation\s+of(?:\s+the\s+meaning)?)[\s,:;]+)?
    (?P<q>(?:{_Q}|q\.?\s?s\.?|q\.?)(?=[\s,:;.\-–\d]))?[\s,:;.\-–]{{0,3}}
    (?P<s>{_SURAH}(?=[\s:,\-–]))?[\s:,\-–]{{0,3}}
    (?P<name>[^\W\d_][^\d\[\](){{}}:;,/]{{0,34}}?(?:\([^\d()]{{2,30}}\))?)?[\s.]{{0,3}}
    (?P<sep>[:,;/\-–—(]?)\s*
    (?:(?P<surah>\d{{1,3}})\)?\s*[:/,.]\s*)?
    (?P<v>{_VERSE}[\s:.]*)?
    (?P<first>\d{{1,3}})(?:\s*{_TO}\s*(?P<last>\d{{1,3}}))?\s*\)?\.?$""",
    re.IGNORECASE | re.VERBOSE,
)
_AYA = r"(?:ال)?[آاأ]ي(?:[ةه]|ات|تان|تين)"
_ARABIC = re.compile(
    rf"""^(?:(?:القرآن|القران)(?:\s+الكريم)?[\s،,:\-–]*)?
    (?P<s>سور[ةهت]\s+)?(?P<name>[\u0621-\u065f\u0670\u0671\s]{{1,30}}?)[\s:،,/(\-–—]*
    (?P<v>(?:من\s+)?{_AYA}\s*(?:رقم)?(?:ها)?|رقم)?[\s:(،,/\-–]*
    (?:(?P<surah>\d{{1,3}})\s*[:/]\s*)?
    (?P<first>\d{{1,3}})(?:\s*(?:-|–|—|،|,|و|إلى|الى)\s*(?P<last>\d{{1,3}}))?\s*\)?\.?$""",
    re.VERBOSE,
)
# Without brackets, right behind a closing mark: "﴿…﴾ آل عمران: 200", "{…} الزمر (10)", "“…” Al-Anfal: 72".
_BARE = re.compile(
    rf"""(?<=[”"»﴾﴿}}\]'])[ \t\n]{{0,3}}[-–—]?\s?(?:(?P<ar>(?:سور[ةه]\s+)?[\u0621-\u065f\u0670\u0671]+
        (?:\s[\u0621-\u065f\u0670\u0671]+)?)\s?[:،,(]\s?(?:{_AYA}\s*)?
      |(?P<la>(?:[Ss]ura[ht]?\s)?(?:[AaYyTtQqSsMmIiHhLlNnFfGg][\w'’ʿʾ]*[-\s]){{0,2}}[A-Z][\w'’ʿʾ]+)\s?[:(]\s?)
    (?P<first>\d{{1,3}})(?:\s?(?:-|–|—|،|,)\s?(?P<last>\d{{1,3}}))?(?![\d/])(?:\s?\))?""",
    re.VERBOSE,
)
_PAIR = re.compile(r"^(\d{1,3})\s*[:/]\s*(\d{1,3})(?:\s*[-–—,،]\s*(\d{1,3}))?$")
# In running text: a word that announces the Qur'an, then the place.
_INLINE = re.compile(
    rf"""\b(?:(?P<verse>{_VERSE}\s+(?P<vn>\d{{1,3}})(?:\s*{_TO}\s*(?P<vl>\d{{1,3}}))?\s+(?:of|from|in)\s+(?:the\s+)?)?
    (?:(?P<q>{_Q}|QS?\.?)[\s,:;]{{0,3}}(?:{_SURAH}\s+(?=[^\W_]))?(?:chapter\s+)?(?P<qs>\d{{1,3}})
       \s*(?::|,?\s*verses?\s)\s*(?P<qf>\d{{1,3}})(?:\s*(?:-|–|—|to)\s*(?P<ql>\d{{1,3}}))?(?!\d|:\d)
    |{_SURAH}\s+(?P<name>[^\W\d_][^\d\[\](){{}}:;,.\n“”"]{{1,30}}?)(?=[\s,:;(\[.)\]”"]|$)
       (?:[\s,:;(\[]{{0,3}}(?:(?P<surah>\d{{1,3}})\s*:\s*)?(?:{_VERSE}\s*)?(?P<first>\d{{1,3}})
       (?:\s*(?:-|–|—|to|and|&)\s*(?P<last>\d{{1,3}}))?(?!\d|/\d)(?:(?<=[\d])[)\]])?)?))""",
    re.IGNORECASE | re.VERBOSE,
)
_INLINE_ARABIC = re.compile(
    rf"""(?:(?P<v1>{_AYA}\s*(?:رقم)?\s*\(?\s*(?P<vn>\d{{1,3}})\s*\)?(?:\s*(?:-|–|و|إلى)\s*(?P<vl>\d{{1,3}}))?\s*(?:من|في|،)\s+)?
    سور[ةه]\s+(?P<name>[\u0621-\u065f\u0670\u0671]+(?:\s+[\u0621-\u065f\u0670\u0671]+)?))
    (?P<tail>[\s:،,(\[\-–]{{0,4}}(?:\d{{1,3}}\s?[:/]\s?)?(?:{_AYA}\s*(?:رقم)?[\s:(\[]*)?(?P<first>\d{{1,3}})
    (?:\s*(?:-|–|—|و|إلى|الى)\s*(?P<last>\d{{1,3}}))?(?!\d|/\d)(?:\s?[)\]])?)?""",
    re.VERBOSE,
)
# One of these stands in every text that quotes the Qur'an with a reference.
_SPEAKING = (
    "llah",
    "ur'an",
    "ur’an",
    "uran",
    "oran",
    "urah",
    "urat",
    "ura ",
    "قر",
    "سور",
    "الله",
    "لّ",
    "تعال",
    "LLAH",
)


def _speaks_of_quran(text: str) -> bool:
    return any(word in text for word in _SPEAKING)


def find_references(text: str) -> list[Reference]:
    """Return the references of a text in text order; none overlaps another."""
    found: list[Reference] = []
    if _DIGIT.search(text):
        found += _bracketed(text) + _inline(text) + _inline_arabic(text) + find_bible_references(text)
        found += _bare(text)
    found += find_hadith_references(text)
    found.sort(key=lambda r: (r.span[0], -r.span[1]))
    out: list[Reference] = []
    for reference in found:
        if not out or reference.span[0] >= out[-1].span[1]:
            out.append(reference)
    return out


# --- the Qur'an -----------------------------------------------------------------------------------


def _quran(
    span: Span, surah: int, first: int, last: int, form: str, why: str, named: int | None = None
) -> Reference:
    """Return a reference to the Qur'an, its numbers checked against the number of verses."""
    issue = ""
    others: list[tuple[int, int, int]] = []
    if last < first:
        last = first
    if named is not None and named != surah:
        issue = f"{surahs()[named].name} is surah {named}, not {surah}"
        others.append((named, first, last))
    if not _exists(surah, first, last):
        twins = [twin for twin in TWINS.get(surah, ()) if _exists(twin, first, last)]
        has = (
            f"{surahs()[surah].name} has {surahs()[surah].verses} verses"
            if surah in surahs()
            else "there are 114 surahs"
        )
        if twins:
            issue = f"{has}; {surahs()[twins[0]].name} is meant"
            others.append((surah, first, last))
            surah = twins[0]
        else:
            issue = f"impossible verse: {has}"
    others += [(twin, first, last) for twin in TWINS.get(surah, ()) if _exists(twin, first, last)]
    parts = ((surah, first, last),)
    return Reference(
        span=span, work="quran", key=quran_key(parts), parts=parts, others=tuple(dict.fromkeys(others)),
        issue=issue, form=form, why=why,
    )  # fmt: skip


def _exists(surah: int, first: int, last: int) -> bool:
    return surah in surahs() and 1 <= first <= last <= surahs()[surah].verses


def _bracketed(text: str) -> list[Reference]:
    out: list[Reference] = []
    speaks: bool | None = None
    for match in _BRACKET.finditer(text):
        inner = match.group(1).translate(_DIGITS)
        if not _DIGIT.search(inner):
            continue
        speaks = _speaks_of_quran(text) if speaks is None else speaks
        behind = speaks and _behind_quotation(text, match.start())
        pair = _PAIR.match(inner)
        if pair is None:
            reference = _latin_bracket(match.span(), inner, behind) or _arabic_bracket(match.span(), inner)
            out += [reference] if reference else []
        elif behind:
            surah, first = int(pair[1]), int(pair[2])
            last = int(pair[3] or first)
            if _exists(surah, first, last):
                out.append(_quran(match.span(), surah, first, last, "bracket", "numbers"))
    return out


def _behind_quotation(text: str, at: int) -> bool:
    """Tell whether a closing mark or Arabic script stands right before a position."""
    before = text[max(0, at - 4) : at].rstrip(" \t\n.-–—،,")
    return bool(before) and (before[-1] in "”\"»’﴾﴿)]}'" or "\u0600" <= before[-1] <= "\u08ff")


def _latin_bracket(span: Span, inner: str, behind: bool) -> Reference | None:
    match = _LATIN.match(inner)
    if not match:
        return None
    name = match["name"]
    number = int(match["surah"]) if match["surah"] else None
    first = int(match["first"])
    last = int(match["last"] or first)
    if name is None:
        if number is None or not (match["q"] or match["s"] or match["t"]):
            return None
        return _quran(span, number, first, last, "bracket", "Qur'an and numbers")
    cued = bool(match["q"] or match["s"] or match["v"]) or (behind and match["sep"] == "")
    short = re.split(r"\s*\(", name)[0]
    announced = bool(match["q"] or match["s"])
    surah = surah_of(short, titles=announced)
    if surah is None and number is not None and surah_of(short, titles=True) == number:
        surah = number
    if surah is None:
        return None
    colon = match["sep"] == ":" or number is not None
    if not cued and not colon and (surahs()[surah].personal or not _has_article(name) or match["sep"] == ","):
        return None
    if not cued and number is None and surahs()[surah].personal and not _possible_somewhere(surah, first):
        return None
    return _quran(span, number or surah, first, last, "bracket", "surah in brackets", surah)


def _possible_somewhere(surah: int, first: int) -> bool:
    return first <= surahs()[surah].verses


def _has_article(name: str) -> bool:
    return bool(re.match(r"(?:a[lnszdrt]|ash|ath|adh|el)[-\s‑–]", name, re.IGNORECASE))


def _arabic_bracket(span: Span, inner: str) -> Reference | None:
    match = _ARABIC.match(inner)
    if not match:
        return None
    surah = surah_of(match["name"])
    if surah is None:
        return None
    number = int(match["surah"]) if match["surah"] else None
    cued = bool(match["s"] or match["v"] or number or ":" in inner or "/" in inner)
    if not cued and (surahs()[surah].personal or not match["name"].strip().startswith("ال")):
        return None
    first = int(match["first"])
    return _quran(
        span, number or surah, first, int(match["last"] or first), "bracket", "سورة in brackets", surah
    )


def _bare(text: str) -> list[Reference]:
    """Return references without brackets, right behind a closing mark."""
    out: list[Reference] = []
    if not _speaks_of_quran(text):
        return out
    for match in _BARE.finditer(text.translate(_DIGITS) if has_arabic(text) else text):
        surah = surah_of(match["ar"] or match["la"])
        if surah is None:
            continue
        span = (match.start("ar") if match["ar"] else match.start("la"), match.end())
        first = int(match["first"])
        out.append(
            _quran(span, surah, first, int(match["last"] or first), "bracket", "surah behind a mark", surah)
        )
    return out


_LETTER_Q = re.compile(r"Q(?:S\.?|\.)?[\s:]?\d")


def _inline(text: str) -> list[Reference]:
    out: list[Reference] = []
    lower = text.lower()
    announced = ("qur", "koran", "coran", "sura", "sūra", "soora", "sourat", "chapter")
    if not any(word in lower for word in announced) and not _LETTER_Q.search(text):
        return out
    for match in _INLINE.finditer(text):
        if match["qs"]:
            if match["q"].lower().rstrip(".") in ("q", "qs") and not match["q"][0].isupper():
                continue
            surah, first = int(match["qs"]), int(match["qf"])
            if surah in surahs():
                out.append(
                    _quran(
                        match.span(), surah, first, int(match["ql"] or first), "inline", "Qur'an and numbers"
                    )
                )
            continue
        out += _named_inline(match)
    return out


def _named_inline(match: re.Match[str]) -> list[Reference]:
    """Read "Surat al-Anfal, verse 72" and "verse 72 of Surat al-Anfal"."""
    titles = match.group().lower().startswith(("chapter", "verse"))
    surah = surah_of(match["name"], titles=titles)
    number = match["first"] or match["vn"]
    if surah is None or number is None:
        return []
    first = int(number)
    last = int((match["last"] if match["first"] else match["vl"]) or first)
    printed = int(match["surah"]) if match["surah"] else surah
    return [_quran(match.span(), printed, first, last, "inline", "surah in the sentence", surah)]


def _inline_arabic(text: str) -> list[Reference]:
    out: list[Reference] = []
    if "سور" not in text:
        return out
    plain = text.translate(_DIGITS)
    for match in _INLINE_ARABIC.finditer(plain):
        number = match["first"] or match["vn"]
        if number is None:
            continue
        name, end = match["name"], match.end()
        surah = surah_of(name)
        if surah is None and " " in name:
            surah = surah_of(name.split()[0])
            if match["first"]:
                surah = None if surah is None or not re.search(_AYA, name.split()[1]) else surah
            end = end if match["first"] else match.start("name") + len(name.split()[0])
        if surah is None:
            continue
        first = int(number)
        last = int((match["last"] if match["first"] else match["vl"]) or first)
        out.append(_quran((match.start(), end), surah, first, last, "inline", "سورة in the sentence", surah))
    return out
