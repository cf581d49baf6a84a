"""References to hadith: the collections that are named, and the chain of transmitters.

The anchor is a word of narration ("narrated by", رواه, "Sahih") or a bracket that holds nothing but names
of collections. "Muslim", "Ahmad" and "Malik" are words of everyday life too (``bare`` in
``tables/hadith_collections.tsv``): alone they need a word of narration, or a collection beside them that
is nothing else. Behind the collections stands the chain: "in his Saheeh from A, on the authority of B";
عن أ عن ب."""

from __future__ import annotations

import re
from bisect import bisect_right

from testimonia.finding.scripture_names import arabic_key, latin_key
from testimonia.finding.scripture_names import collections as hadith_collections
from testimonia.finding.scripture_reference import Reference
from testimonia.model import Span

_NARRATION = re.compile(
    r"\b(?:narrat\w+|report\w+|record\w+|extract\w+|transmit\w+|collect\w+|relat\w+|agreed\s+upon"
    r"|ahadith|had[ie]+th\w*|sah[ie]+h\w*|sunan|musnad|muwatta|mustadrak)\b"
    r"|رواه|أخرجه|اخرجه|خرجه|وروى|روى|صحيح|سنن|مسند|متفق عليه|حديث",
    re.IGNORECASE,
)
# One of these stands in every text that cites hadith; without them nothing more is looked for.
_WORDS = tuple(
    """bukh dawo dawu daud tirm nasa majah hibb habb bayha baiha tabar hadith hadeeth narrat sunan musnad
    sahi sahee agreed muslim رواه البخاري متفق أخرج اخرج صحيح سنن مسند""".split()
)
_WORD = r"[A-Z][^\W\d_]*(?:['’ʿʾ-][^\W\d_]+){0,3}['’ʿʾ]?"
NAME = (
    r"(?:(?:al|an|at|ad|as|ash|ar|az|ibn|bin|abu|abi|abd|umm)[- ]){0,2}"
    rf"{_WORD}(?:[ ](?:(?:bin|ibn|b\.|al|abi|abu)[- ])?{_WORD}){{0,3}}"
)
_LATIN_CITED = re.compile(
    rf"""(?P<cue>\b(?<![\[(])(?P<verb>(?:[Nn]arrat|[Rr]eport|[Rr]ecord|[Ee]xtract|[Tt]ransmit|[Cc]ollect|[Rr]elat)(?:ed|es))\s+(?:it\s+)?by\s+
        (?:both\s+)?(?:[Ii]mams?\s+)?
      |\b(?:[Ss]ah[ie]+h|[Ss]unan|[Mm]usnad|[Mm]ustadrak|[Mm]uwatta'?)\s+(?:of\s+)?(?:[Ii]mam\s+)?)
    (?P<names>{NAME}(?:\s*(?:,|and|&|,\s*and|;)\s*(?:[Ii]mam\s+)?{NAME}){{0,4}})""",
    re.VERBOSE,
)
_BRACKET_ANY = re.compile(r"[\[({]\s*([^\[\](){}\n]{3,90}?)\s*[\])}]")
_SPLIT = re.compile(
    r"\s*(?:,|;|\band\b|&|\bwith\b|/|\bin\b|\bno\.?|\bnumber|\bhadith|#|:|\d+|،|\sو(?=ا)|\sو(?=أ)|\sو(?=م))\s*",
    re.IGNORECASE,
)
_ARABIC_CITED = re.compile(
    r"(?P<cue>متفق\s+عليه|(?:رواه|أخرجه|اخرجه|خرجه|روى|وروى|أخرج)\s+|(?:صحيح|سنن|مسند)\s+)"
    r"(?P<names>[\u0621-\u065f\u0670\u0671\s،]{0,60})"
)
_CHAIN = re.compile(rf"(?:\bon\s+the\s+authority\s+of|\bfrom|\bvia|\bthrough)\s+(?P<name>{NAME})")
_CHAIN_ARABIC = re.compile(
    r"(?:^|\s)عن\s+(?P<name>(?:(?:أبي|أبو|ابن|أم|عبد)\s+)?[\u0621-\u065f\u0670]+(?:\s+(?:بن|بنت|ابن)\s+[\u0621-\u065f\u0670]+)*)"
)


def find_hadith_references(text: str) -> list[Reference]:
    """Return the references to collections of hadith."""
    lower = text.lower()
    if not any(word in lower for word in _WORDS):
        return []
    out = _latin_hadith(text) + _narrators(text) + _arabic_hadith(text)
    taken = sorted(r.span for r in out)
    starts = [s for s, _ in taken]
    for match in _BRACKET_ANY.finditer(text):
        at = bisect_right(starts, match.end()) - 1
        if at >= 0 and taken[at][1] > match.start():
            continue
        keys = _collections_in(match.group(1), bool(_NARRATION.search(match.group(1))))
        if keys:
            out.append(_hadith_reference(match.span(), keys, "bracket", "collection in brackets"))
    return out


def _hadith_reference(
    span: Span, keys: list[str], form: str, why: str, chain: tuple[str, ...] = ()
) -> Reference:
    return Reference(
        span=span, work="hadith", key="hadith " + "; ".join(keys), form=form, why=why, transmitters=chain
    )


def _collections_in(words: str, cued: bool) -> list[str]:
    """Return the collections that a list of names holds; none where a name beside them is unknown."""
    known = hadith_collections()
    keys: list[str] = []
    bare_only = cued
    for part in _SPLIT.split(words):
        part = re.sub(
            r"^(?:imam|the|sah[ie]+h|sunan|musnad|narrated|reported|recorded|related|by|رواه|أخرجه|الإمام|صحيح|سنن|مسند)\b\s*",
            "",
            part.strip(),
            flags=re.IGNORECASE,
        )
        part = re.sub(r"^(?:by|imam|al-imam)\s+", "", part, flags=re.IGNORECASE)
        if not part:
            continue
        key = arabic_key(part) if "\u0600" <= part[0] <= "\u06ff" else latin_key(part)
        if key in known:
            bare_only = bare_only or known[key][1]
            keys.append(known[key][0])
        elif not cued:
            return []
    return list(dict.fromkeys(keys)) if bare_only else []


def _latin_hadith(text: str) -> list[Reference]:
    """Read "narrated by Ibn Hibban in his Saheeh from A, on the authority of B"."""
    out: list[Reference] = []
    for match in _LATIN_CITED.finditer(text):
        keys = _collections_in(match["names"], True)
        end = match.end()
        if not keys or (match["verb"] and _everyday(match["names"], text[end : end + 12])):
            continue
        tail = text[end : end + 240].split("\n")[0]
        chain: list[str] = []
        for link in _CHAIN.finditer(tail):
            chain.append(link["name"])
            last = link.end()
        if chain:
            end += last
        else:
            end += _in_his_book(tail)
        out.append(
            _hadith_reference((match.start(), end), keys, "inline", "narrated by a collection", tuple(chain))
        )
    return out


_NARRATED = re.compile(r"\s(?:narrat|report|record|extract|transmit|collect|relat)ed\b(?!\s+by)")
_NAMES_BEFORE = re.compile(rf"(?<![^\W_])({NAME}(?:\s*(?:,|and|&)\s*(?:[Ii]mam\s+)?{NAME}){{0,3}})$")


def _narrators(text: str) -> list[Reference]:
    """Read "Bukhari and Muslim narrated from A, on the authority of B"."""
    out: list[Reference] = []
    for match in _NARRATED.finditer(text):
        start = max(0, match.start() - 90)
        names = _NAMES_BEFORE.search(text[start : match.start()])
        keys = _collections_in(names.group(1), False) if names else []
        if names and keys:
            tail = text[match.end() : match.end() + 240].split("\n")[0]
            links = list(_CHAIN.finditer(tail))
            end = match.end() + (links[-1].end() if links else _in_his_book(tail))
            chain = tuple(link["name"] for link in links)
            span = (start + names.start(1), end)
            out.append(_hadith_reference(span, keys, "inline", "narrated by a collection", chain))
    return out


def collections_behind(text: str, at: int) -> Reference | None:
    """Return the bracket right behind a saying that names its collections, everyday names too: "(Ahmad)"."""
    match = _BRACKET_ANY.match(text, _past_space(text, at))
    keys = _collections_in(match.group(1), True) if match else []
    if match is None or not keys or len(match.group(1)) > 40:
        return None
    return _hadith_reference(match.span(), keys, "bracket", "collection in brackets behind a saying")


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in ' \t\n\xa0.،,;-–—”"»':
        at += 1
    return at


def _everyday(names: str, after: str) -> bool:
    """Tell whether "reported by Muslim leaders" speaks of no collection."""
    if _collections_in(names, False):
        return False
    return bool(re.match(r"\s+(?!(?:in|from|on|that|with|and|as|who|no)\b)[a-z]", after)) or bool(
        re.search(r",|\band\b|&", names)
    )


def _in_his_book(tail: str) -> int:
    match = re.match(
        r"\s+in\s+(?:his\s+|the\s+|al-)?[A-Z][\w'’-]+|,?\s*(?:no\.?|number|hadith|#)?\s*\d{1,5}(?!\d|[/.]\d)",
        tail,
    )
    return match.end() if match else 0


def _arabic_hadith(text: str) -> list[Reference]:
    out: list[Reference] = []
    for match in _ARABIC_CITED.finditer(text):
        if match["cue"].startswith("متفق"):
            out.append(
                _hadith_reference(
                    (match.start(), match.end("cue")), ["bukhari", "muslim"], "inline", "متفق عليه"
                )
            )
            continue
        keys, end = _arabic_names(match["names"])
        if keys:
            span = (match.start(), match.start("names") + end)
            chain = tuple(link["name"] for link in _CHAIN_ARABIC.finditer(match["names"][end:]))
            out.append(_hadith_reference(span, keys, "inline", "رواه", chain))
    return out


def _arabic_names(names: str) -> tuple[list[str], int]:
    """Return the collections at the head of a stretch of Arabic and where the last of them ends."""
    known = hadith_collections()
    keys: list[str] = []
    end = 0
    words = list(re.finditer(r"[^\s،]+", names))
    index = 0
    while index < len(words):
        for length in (3, 2, 1):
            piece = words[index : index + length]
            if len(piece) < length:
                continue
            phrase = " ".join(w.group() for w in piece)
            found = next(
                (known[k] for k in (arabic_key(phrase), arabic_key(phrase.removeprefix("و"))) if k in known),
                None,
            )
            if found:
                keys.append(found[0])
                end = piece[-1].end()
                index += length
                break
        else:
            if words[index].group() not in ("الإمام", "في", "صحيحه", "سننه", "مسنده", "و", "كل", "من"):
                break
            index += 1
    return list(dict.fromkeys(keys)), end
