"""Where a quotation of the Qur'an begins and ends, settled by what stands in the text.

Marks show what is quoted, altered words included; a quotation without marks has the edges of what matches,
stretched to the announcing colon, the reference or the full stop beside it. A match outside all candidates
is a quotation where its words tell enough, or a reference stands behind it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from testimonia.finding.scripture_announcing import speaks
from testimonia.finding.scripture_emphasis import SIGNS
from testimonia.finding.scripture_folding import trim, words, words_at
from testimonia.finding.scripture_index import ArabicIndex
from testimonia.finding.scripture_joining import merge, past_marks
from testimonia.finding.scripture_matching import ENOUGH, Match, tells_enough
from testimonia.finding.scripture_parting import may_open
from testimonia.finding.scripture_quotations import (
    CLOSING,
    OPENING,
    Found,
    is_arabic,
    quotation_after,
)
from testimonia.finding.scripture_reaching import FIRM
from testimonia.finding.scripture_reference import Reference
from testimonia.model import Span, Work


def without_cues(text: str, matches: list[Match], cues: list[tuple[Span, Work]]) -> list[Match]:
    """Return the matches without the short ones that are made of announcing words: "… الصالحين. قال الله"."""
    spans = [span for span, _ in cues if speaks(text[span[0] : span[1]])]
    starts = [start for start, _ in spans]
    out = []
    for match in matches:
        near = bisect_right(starts, match.span[1] - 1) - 1
        if match.size > 5 or near < 0 or spans[near][1] <= match.span[0]:
            out.append(match)
    return out


def with_matches(
    text: str, found: list[Found], matches: list[Match], printed: list[Reference], index: ArabicIndex
) -> list[Found]:
    """Return the candidates with edges settled by what stands in the Qur'an, and the matches of their own.

    A candidate in marks keeps its edges, unless the marks hold much more than the verse; one without marks
    gets those of the match, stretched to a colon or a reference at most :data:`EDGE` words away. A match
    outside all candidates counts where it tells enough by itself or a reference stands behind it.
    """
    out: list[Found] = []
    used: set[int] = set()
    starts = [m.span[0] for m in matches]
    for one in found:
        begin = max(0, bisect_right(starts, one.span[0]) - 1)
        inside = [
            n for n in range(begin, bisect_right(starts, one.span[1])) if _overlaps(matches[n].span, one.span)
        ]
        kept = _settle(text, one, [matches[n] for n in inside], index)
        out += kept
        used.update(n for n in inside if any(_overlaps(matches[n].span, k.span) for k in kept))
    places = [r.span[0] for r in printed]
    for n, match in enumerate(matches):
        if n in used:
            continue
        together = _within_marks(text, matches, n, used)
        if together is not None:
            one, numbers = together
            used.update(numbers)
            out.append(one)
            continue
        behind = _reference_behind(text, match.span[1], printed, places)
        if tells_enough(match) or (behind is not None and not match.everyday):
            out.append(_own(text, match))
    return merge(text, out)


def _within_marks(
    text: str, matches: list[Match], first: int, used: set[int]
) -> tuple[Found, list[int]] | None:
    """Return the quotation in marks that several matches make together: a verse altered in its midst."""
    pair = _marks_around(text, matches[first].span)
    if pair is None:
        return None
    numbers = [
        n
        for n in range(first, min(len(matches), first + 12))
        if n not in used and pair[1][0] <= matches[n].span[0] and matches[n].span[1] <= pair[1][1]
    ]
    matched = sum(matches[n].size for n in numbers)
    told = max((matches[n].bits for n in numbers if not matches[n].everyday), default=0.0)
    if len(numbers) < 2 or told < ENOUGH or len(words_at(text, *pair[1])) > matched * 1.7 + 1:
        return None
    why = "words of the Qur'an, in marks"
    return Found(span=pair[1], outer=pair[0], work="quran", why=why, claimed=False), numbers


EDGE = 3
FAR = 160  # characters between an opening mark and the first words that stand in the Qur'an
_SENTENCE_END = re.compile(r"[.؟!?](?=\s)\s*|(?<=\s)[-–—](?=\s)\s*")
_BOUND = re.compile(r"[ \t]{0,3}(?:[(\[{﴿﴾.\n]|$|صدق\s+الله)")


def _overlaps(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _settle(text: str, one: Found, inside: list[Match], index: ArabicIndex) -> list[Found]:
    """Return what becomes of one candidate, given the matches it overlaps."""
    if not is_arabic(text[one.span[0] : one.span[1]]):
        return [one]
    if not one.marked and not one.said and one.reference is None:
        return []
    size = len(words(text[one.span[0] : one.span[1]]))
    matched = sum(m.size for m in inside)
    if not inside and one.qudsi and one.reference is None:
        return [replace(one, work="hadith", why=f"{one.why}; told by the Prophet")]
    if not inside and size < 4 and not _pointed_at(text, one):
        return []
    if not inside:
        return [one] if one.marked or _credible(text, one, size) or _resembles(text, one, index) else []
    if one.work == "hadith":
        if matched >= 4 and matched * 5 >= size * 4:
            return [replace(one, work="quran", why=f"{one.why}; the words stand in the Qur'an")]
        return [one]
    if one.marked and (matched * 5 >= size * 2 or "ornate" in one.why or size <= _trusted(one)):
        return [one]
    if one.marked:
        return [_own(text, m, one) for m in inside if m.size >= 5 or tells_enough(m)]
    if max(m.size for m in inside) < 4 and size >= 8 and _credible(text, one, size):
        return [one]
    return [_stretched(text, one, inside, index)]


def _trusted(one: Found) -> int:
    """Return up to how many words in marks are a quotation though few of them stand in the Qur'an."""
    return 60 if one.claimed and ("announced" in one.why or one.reference is not None) else 12


def _pointed_at(text: str, one: Found) -> bool:
    """Tell whether a short candidate has ornate brackets, a reference, or a colon right before it."""
    colon = ":" in text[max(0, one.outer[0] - 3) : one.outer[0]]
    return colon or one.reference is not None or "ornate" in one.why


def _credible(text: str, one: Found, size: int) -> bool:
    """Tell whether a candidate without marks may be a verse though it matches none: announced and short."""
    if "left open" in one.why:
        return 3 <= size <= 25
    if "announced" not in one.why or not one.said:
        return False
    behind = text[one.outer[1] : one.outer[1] + 3].strip(" ")[:1]
    if behind in ("(", "[", "﴿", "﴾"):
        return 3 <= size <= 40
    return 3 <= size <= (25 if _BOUND.match(text, one.outer[1]) else 15)


ALIKE = 0.5  # the share of words that an altered verse without marks has from the verse of its reference


def _resembles(text: str, one: Found, index: ArabicIndex) -> bool:
    """Tell whether a candidate without marks has many words of the verse that its reference names."""
    if one.reference is None or one.reference.work != "quran":
        return False
    there: set[str] = set()
    for part in one.reference.parts:
        place = index.range_of(*part)
        if place is not None:
            there.update(index.words[place[0] : place[1]])
    here = [word for word, _, _ in words_at(text, *one.span)]
    return 3 <= len(here) <= 80 and sum(word in there for word in here) >= ALIKE * len(here)


def _stretched(text: str, one: Found, inside: list[Match], index: ArabicIndex) -> Found:
    """Return a candidate without marks cut down to its matches, near edges kept.

    Where no announcing words fix an edge, words before the beginning of a verse are the writer's.
    """
    inside = _together(text, inside)
    first, last = inside[0].span[0], inside[-1].span[1]
    begin = max(one.span[0], first - 200)
    begin = max((m.end() for m in _SENTENCE_END.finditer(text, begin, first)), default=one.span[0])
    size = sum(m.size for m in inside)
    before = one.reference is not None and one.reference.span[1] <= one.span[0]
    after = one.reference is not None and not before and "announced" in one.why
    near = max(EDGE, size if before or after else 0)
    if not before and "announced" not in one.why and inside[0].position in index.verse_starts:
        near = 0
    start = trim(text, (begin, first))[0] if len(words_at(text, begin, first)) <= near else first
    bounded = _BOUND.match(text, one.span[1]) is not None
    near = max(EDGE, size if after else 0)
    rest = len(words_at(text, last, one.span[1])) if one.span[1] > last else 0
    end = one.span[1] if bounded and rest <= near else last
    return replace(one, span=(start, end), outer=(start, end))


NEAR = 40  # words of the Qur'an between two matches of one altered quotation
BESIDE = 6  # words of the text between them


def _together(text: str, inside: list[Match]) -> list[Match]:
    """Return the longest match and those on either side that are of one quotation with it.

    They go on in the Qur'an where it stops, or stand right beside it, as two verses run together do.
    """
    at = max(range(len(inside)), key=lambda n: (inside[n].size, -inside[n].span[0]))
    first = last = at
    while first > 0 and _joined(text, inside[first - 1], inside[first]):
        first -= 1
    while last + 1 < len(inside) and _joined(text, inside[last], inside[last + 1]):
        last += 1
    return [m for m in inside[first : last + 1] if m is inside[at] or (m.size >= 4 and not m.everyday)]


def _joined(text: str, a: Match, b: Match) -> bool:
    between = len(words_at(text, a.span[1], b.span[0]))
    return between == 0 or (between <= BESIDE and 0 <= b.position - a.position - a.size <= NEAR)


def _own(text: str, match: Match, beside: Found | None = None) -> Found:
    """Return the candidate that a match makes, out to the marks around it if they hold little more."""
    span = outer = match.span
    why = "words of the Qur'an"
    pair = _marks_around(text, span)
    if pair is not None and len(words_at(text, *pair[1])) <= match.size * _share(match, pair[1]) + 1:
        return Found(span=pair[1], outer=pair[0], work="quran", why=f"{why}, in marks", claimed=False)
    reference = beside.reference if beside else None
    return Found(
        span=span, outer=outer, work="quran", why=why, marked=False, claimed=False, reference=reference
    )


def _marks_around(text: str, span: Span) -> tuple[Span, Span] | None:
    """Return (outer, inner) of the marks that hold a stretch, opened :data:`FAR` before it at most."""
    tries = 0
    for at in range(span[0] - 1, max(0, span[0] - FAR) - 1, -1):
        if text[at] in "\n﴿﴾" or (text[at] in CLOSING and text[at] not in OPENING):
            return None  # what stands in ornate brackets is known already
        emphasis = text[at] in SIGNS and (at == 0 or text[at - 1] not in SIGNS)
        opens = text[at] in OPENING and not (
            text[at] in "\"'" and (text[at + 1].isspace() or not may_open(text, at))
        )
        if opens or emphasis:
            tries += 1
            pair = quotation_after(text, at)
            if pair and pair[1][0] <= span[0] and span[1] <= pair[1][1]:
                return pair
            if opens or tries > 2:
                return None
    return None


def _share(match: Match, inner: Span) -> float:
    """Return how many words marks may hold for each word that stands in the Qur'an.

    More where the match begins or ends with the marks: a verse that someone went on with, or led up to.
    """
    return 2.5 if match.bits >= FIRM and (match.span[0] == inner[0] or match.span[1] == inner[1]) else 1.7


def _reference_behind(text: str, at: int, printed: list[Reference], places: list[int]) -> Reference | None:
    end = past_marks(text, at)
    near = bisect_right(places, end + 1) - 1
    if near >= 0 and printed[near].span[0] >= at and printed[near].work == "quran":
        return printed[near]
    return None
