"""Candidates for quotations of scripture: gathered from marks, words, references and matches, then joined.

Each of the gathering functions looks for one thing and may find what another has found too; :func:`merge`
keeps of overlapping candidates the better, with what both know. With a reference text,
:func:`with_matches` has the last word on where a quotation without marks begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from testimonia.finding.scripture_folding import ARABIC, trim, words_at
from testimonia.finding.scripture_formulas import is_formula, without_frame
from testimonia.finding.scripture_hadith import collections_behind
from testimonia.finding.scripture_index import ArabicIndex
from testimonia.finding.scripture_matching import Match, tells_enough
from testimonia.finding.scripture_quotations import (
    CLOSING,
    OPENING,
    Found,
    announced,
    announcements,
    arabic_after,
    arabic_before,
    is_arabic,
    quotation_after,
    quotation_before,
    speaks,
)
from testimonia.finding.scripture_reference import Reference
from testimonia.model import Span, Work

_ORNATE = re.compile(
    r"(?:﴿{1,3}|﴾{1,3})(?:([^﴿﴾\n]{1,4000})(?:﴾{1,3}|﴿{1,3})|([^﴿﴾]{1,4000})(?:﴾{1,3}|﴿{1,3})"
    r"|([^﴿﴾\n()\[\]]{1,600}))"
)
# What stands between two verses of one quotation: a number, in ornate or plain brackets.
_NUMBERED = re.compile(r"[\s،,*]{0,4}[﴿﴾(\[۝]{0,3}\s?[0-9٠-٩۰-۹]{1,3}\s?[﴿﴾)\]۝]{0,3}[\s،,*]{0,4}")
_BETWEEN = re.compile(r"[\s”\"»’﴾﴿)\]}.,،;:\-–—*_]*")


def find_ornate(text: str) -> list[Found]:
    """Return what stands in ornate brackets, in either direction, closed or not."""
    out: list[Found] = []
    if "﴿" not in text and "﴾" not in text:
        return out
    for match in _ORNATE.finditer(text):
        inner = match.span(match.lastindex or 0)
        found = words_at(text, *inner)
        if len(found) >= 1 and ARABIC.search(text, *inner):
            span = (found[0][1], found[-1][2])
            closed = match.lastindex != 3
            why = "ornate brackets" if closed else "ornate bracket left open"
            one = Found(span=span, outer=match.span(), work="quran", why=why, marked=closed)
            if out and _NUMBERED.fullmatch(text, out[-1].span[1], span[0]):
                out[-1] = replace(one, span=(out[-1].span[0], span[1]), outer=(out[-1].outer[0], match.end()))
            else:
                out.append(one)
    return out


def outside(cues: list[tuple[Span, Work]], printed: list[Reference]) -> list[tuple[Span, Work]]:
    """Return the announcing words that are no part of a printed reference, as "the verse" may be."""
    starts = [r.span[0] for r in printed]
    out = []
    for cue, work in cues:
        near = bisect_right(starts, cue[0]) - 1
        if near < 0 or printed[near].span[1] < cue[1]:
            out.append((cue, work))
    return out


def find_announced(text: str, cues: list[tuple[Span, Work]]) -> list[Found]:
    """Return the quotations behind announcing words: "Allah says: “…”"."""
    out: list[Found] = []
    prophet = -1000
    for number, (cue, work) in enumerate(cues):
        if work == "hadith":
            prophet = cue[1]
        pair = announced(text, cue, work)
        nearer = pair is not None and number + 1 < len(cues) and _nearer(cues[number + 1][0], *pair)
        if pair and not nearer:
            why = f"announced by {' '.join(text[cue[0] : cue[1]].split())!r}"
            qudsi = work == "quran" and _told_by_prophet(text, prophet, cue[0])
            one = Found(
                span=pair[1], outer=pair[0], work=work, why=why, marked=pair[0] != pair[1], qudsi=qudsi
            )
            one.said = not is_arabic(text[cue[0] : cue[1]]) or speaks(text[cue[0] : pair[0][0]])
            out.append(one)
    return out


def _nearer(cue: Span, outer: Span, inner: Span) -> bool:
    """Tell whether another announcement stands nearer to a quotation, or is what was taken for one."""
    return cue[1] <= outer[0] or (outer == inner and cue[0] < outer[1])


def _told_by_prophet(text: str, cue: int, at: int) -> bool:
    """Tell whether words announced as Allah's are told by the Prophet, who is announced just before."""
    return at - cue < 60 and not any(mark in text[cue:at] for mark in '.،؛!؟\n»”"')


def find_referenced(text: str, printed: list[Reference]) -> list[Found]:
    """Return the quotations that stand right before a reference, or behind it after a colon."""
    out: list[Found] = []
    for reference in printed:
        if reference.work == "hadith":
            pair = _quoted_behind(text, reference, colon=True) or quotation_before(text, reference.span[0])
            if pair and text[pair[0][0]] not in "([{":
                why = f"collection {text[reference.span[0] : reference.span[1]]!r} behind it"
                out.append(Found(span=pair[1], outer=pair[0], work="hadith", why=why, collection=reference))
            continue
        if _announces(text, reference):
            pair = _quoted_beside(text, reference) or _quoted_behind(text, reference)
            pair = pair or _run_behind(text, reference)
        else:
            pair = _quoted_before(text, reference) or _quoted_behind(text, reference)
        if pair:
            why = f"reference {text[reference.span[0] : reference.span[1]]!r} beside it"
            out.append(
                Found(
                    span=pair[1],
                    outer=pair[0],
                    work=reference.work,
                    why=why,
                    reference=reference,
                    marked=pair[0] != pair[1],
                )
            )
    return out


def _quoted_before(text: str, reference: Reference) -> tuple[Span, Span] | None:
    start = reference.span[0]
    while start > 0 and text[start - 1] in "([{" and reference.form == "inline":
        start -= 1
    if reference.form == "inline" and start == reference.span[0] and not _alone(text, reference):
        before = text[max(0, start - 3) : start].rstrip(" \t-–—")
        if not before or before[-1] not in '”»﴾﴿"':
            return None
    pair = quotation_before(text, start)
    if pair and text[pair[0][0]] in "([" and not is_arabic(text[pair[1][0] : pair[1][1]]):
        pair = None
    if pair:
        return pair
    run = arabic_before(text, start)
    if run:
        return run, run
    return _unmarked_before(text, reference)


_COLON_BEHIND = re.compile(r"[ \t*_)\]]{0,4}:")


def _announces(text: str, reference: Reference) -> bool:
    """Tell whether a reference has a colon behind it, so that the quotation comes after."""
    return reference.work == "quran" and _COLON_BEHIND.match(text, reference.span[1]) is not None


def _quoted_beside(text: str, reference: Reference) -> tuple[Span, Span] | None:
    """Return the marked quotation on the line of a reference that stands right before it."""
    pair = quotation_before(text, reference.span[0])
    beside = (
        pair is not None and text[pair[0][0]] not in "([" and "\n" not in text[pair[0][1] : reference.span[0]]
    )
    return pair if beside else None


def _run_behind(text: str, reference: Reference) -> tuple[Span, Span] | None:
    """Return the Arabic without marks behind a reference and its colon."""
    colon = _COLON_BEHIND.match(text, reference.span[1])
    run = arabic_after(text, colon.end()) if colon else None
    return (run, run) if run else None


def _alone(text: str, reference: Reference) -> bool:
    """Tell whether a reference stands alone on its line."""
    before = text[max(0, reference.span[0] - 5) : reference.span[0]].rpartition("\n")
    behind = text[reference.span[1] : reference.span[1] + 5].partition("\n")
    begins = (bool(before[1]) or reference.span[0] < 5) and len(before[2].strip()) <= 2
    ends = (bool(behind[1]) or reference.span[1] + 5 > len(text)) and len(behind[0].strip()) <= 2
    return begins and ends


def _unmarked_before(text: str, reference: Reference) -> tuple[Span, Span] | None:
    """Return what stands between an announcing colon, or an Arabic line above, and a bracketed reference."""
    if reference.form != "bracket":
        return None
    base = max(0, reference.span[0] - 3000)
    window = text[base : reference.span[0]]
    line = len(window.rstrip().rpartition("\n")[0])
    if len(window) - line > 1500:
        return None
    piece = window[line:]
    colon = 0
    for cue, work in announcements(piece):
        at = piece.find(":", cue[1] - 1, cue[1] + 80)
        if work == reference.work and at >= 0:
            colon = at + 1
    if not colon:
        above = window[:line].rstrip().rpartition("\n")[2]
        if not above or not is_arabic(above) or is_arabic(piece):
            return None
    found = words_at(piece, colon)
    if not 3 <= len(found) <= 200:
        return None
    start = base + line + colon + len(piece[colon:]) - len(piece[colon:].lstrip(" \t\n\xa0"))
    end = base + len(window.rstrip(" \t\n.,;:-–—"))
    return ((start, end), (start, end)) if end > start else None


_AFTER_REFERENCE = re.compile(
    r"[^\n.“”\"«»﴿﴾]{0,60}?(?:[:,]?\s{0,3}(?=[“\"«﴿﴾„])|:[\s*_]{0,5}(?=[{(“\"«﴿﴾„]))"
)


def _quoted_behind(text: str, reference: Reference, *, colon: bool = False) -> tuple[Span, Span] | None:
    tail = _AFTER_REFERENCE.match(text, reference.span[1])
    if not tail or ((colon or reference.form == "bracket") and ":" not in tail.group()):
        return None
    return quotation_after(text, tail.end())


def cut_references(text: str, found: list[Found], printed: list[Reference]) -> list[Found]:
    """Return the candidates without the references that their marks take in: "… الصابرين (البقرة: 153)"."""
    starts = [r.span[0] for r in printed]
    out: list[Found] = []
    for one in found:
        last = bisect_right(starts, one.span[1] - 1) - 1
        reference = printed[last] if last >= 0 else None
        if reference and reference.span[0] > one.span[0] and reference.span[1] >= one.span[1] - 2:
            kept = words_at(text, one.span[0], reference.span[0])
            if len(kept) >= 2:
                known = one.reference or (reference if reference.work == one.work else None)
                one = replace(one, span=(one.span[0], kept[-1][2]), reference=known)
        out.append(one)
    return out


def without_references(found: list[Found], printed: list[Reference]) -> list[Found]:
    """Return the candidates without those that are nothing but a printed reference in brackets."""
    starts = [r.span[0] for r in printed]
    out = []
    for one in found:
        near = bisect_right(starts, one.span[0]) - 1
        if near < 0 or printed[near].span[1] < one.span[1]:
            out.append(one)
    return out


def behind_cues(text: str, found: list[Found], cues: list[tuple[Span, Work]]) -> list[Found]:
    """Return the candidates without marks cut to what stands behind announcing words at their head."""
    spans = [span for span, _ in cues if speaks(text[span[0] : span[1]])]
    starts = [start for start, _ in spans]
    out = []
    for one in found:
        near = bisect_right(starts, one.span[1] - 1) - 1
        if not one.marked and near >= 0 and one.span[0] <= spans[near][0]:
            start = trim(text, (spans[near][1], one.span[1]))[0]
            if len(words_at(text, start, one.span[1])) >= 3:
                one = replace(one, span=(start, one.span[1]), outer=(start, one.outer[1]))
        out.append(one)
    return out


def without_frames(text: str, found: list[Found]) -> list[Found]:
    """Return the candidates without the words that are said before and behind a recitation."""
    return [replace(f, span=without_frame(text, f.span)) if f.work == "quran" else f for f in found]


# --- joining --------------------------------------------------------------------------------------


def merge(text: str, found: list[Found]) -> list[Found]:
    """Return the candidates in text order, of overlapping ones the better."""
    order = sorted(found, key=lambda f: (f.span[0], -f.span[1]))
    out: list[Found] = []
    for one in order:
        if out and one.span[0] < out[-1].span[1]:
            out[-1] = _better(text, out[-1], one)
        else:
            out.append(one)
    return out


def _better(text: str, a: Found, b: Found) -> Found:
    """Return the one of two overlapping candidates that is kept, with what both know."""
    inside = (
        a.span[0] <= b.span[0]
        and b.span[1] <= a.span[1]
        and (b.span[1] - b.span[0]) * 2 > a.span[1] - a.span[0]
    )
    ornate = "ornate" in b.why and ("ornate" not in a.why or not inside)
    keep, other = (b, a) if ornate or (b.marked and not a.marked) else (a, b)
    why = keep.why if other.why in keep.why else f"{keep.why}; {other.why}"
    return replace(
        keep,
        why=why,
        reference=keep.reference or other.reference,
        collection=keep.collection or other.collection,
    )


_SIDE_GAP = re.compile(r"[\s.,،)\-–—]{0,8}")


def find_other_sides(text: str, found: list[Found]) -> list[Found]:
    """Return the stretches that stand next to a candidate and hold the same verse in the other language."""
    out: list[Found] = []
    ends = {f.span[1] for f in found}
    for one in found:
        arabic = is_arabic(text[one.span[0] : one.span[1]])
        for pair in (_side_behind(text, one, arabic), _side_before(text, one, arabic)):
            if pair and pair[1][1] not in ends and _may_be_side(text, one, pair[1], arabic):
                why = f"the other language of the quotation beside it ({one.why})"
                out.append(replace(one, span=pair[1], outer=pair[0], why=why, marked=pair[0] != pair[1]))
                ends.add(pair[1][1])
                break
    return out


def _may_be_side(text: str, one: Found, span: Span, arabic: bool) -> bool:
    """Tell whether a stretch beside a candidate is in the other language, no formula and of a like length."""
    words_there = text[span[0] : span[1]]
    if is_arabic(words_there) == arabic or is_formula(words_there):
        return False
    here, there = one.span[1] - one.span[0], span[1] - span[0]
    return there < 40 + 8 * here and here < 40 + 8 * there


def _side_behind(text: str, one: Found, arabic: bool) -> tuple[Span, Span] | None:
    end = one.outer[1]
    gap = _SIDE_GAP.match(text, end)
    at = gap.end() if gap else end
    if arabic:
        pair = quotation_after(text, at)
        bracketed = pair is not None and text[pair[0][0]] in "([{'"
        if pair is None or (bracketed and len(words_at(text, *pair[1])) < 4):
            return None
        return pair
    run = arabic_after(text, at) or (q[1] if (q := quotation_after(text, at)) else None)
    return (run, run) if run else None


def _side_before(text: str, one: Found, arabic: bool) -> tuple[Span, Span] | None:
    at = one.outer[0]
    if arabic:
        return quotation_before(text, at) if text[at - 1 : at] == "\n" else None
    pair = quotation_before(text, at)
    if pair and text[pair[0][0]] not in "([{'":
        return pair
    run = arabic_before(text, at)
    return (run, run) if run else None


def give_references(text: str, found: list[Found], printed: list[Reference]) -> None:
    """Give every candidate the reference that stands next to it, across its other side where there is one."""
    starts = [r.span[0] for r in printed]
    for index in range(len(found) - 1, -1, -1):
        one = found[index]
        if one.work == "hadith":
            _give_collection(text, found, index, printed, starts)
            continue
        if one.reference is None:
            at = _past_marks(text, one.outer[1])
            near = bisect_right(starts, at + 3) - 1
            if near >= 0 and printed[near].span[0] >= one.span[1] and at >= printed[near].span[0] - 3:
                one.reference = printed[near]
        if one.reference is None and index + 1 < len(found):
            after = found[index + 1]
            if after.reference is not None and are_sides(text, one, after):
                one.reference = after.reference
        if one.reference is not None and one.reference.work != one.work and one.reference.work != "hadith":
            one.work = one.reference.work
    for before, after in pairwise(found):
        if after.reference is None and before.reference is not None and are_sides(text, before, after):
            after.reference = before.reference


def _past_marks(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at, min(len(text), at + 16))
    return match.end() if match else at


def are_sides(text: str, a: Found, b: Found) -> bool:
    """Tell whether two neighbours are one quotation in two languages."""
    between = text[a.outer[1] : b.outer[0]]
    return (
        a.work == b.work
        and not between.strip(' \t\n\r\xa0.,،)"“”«»-–—')
        and is_arabic(text[a.span[0] : a.span[1]]) != is_arabic(text[b.span[0] : b.span[1]])
    )


def _give_collection(
    text: str, found: list[Found], index: int, printed: list[Reference], starts: list[int]
) -> None:
    """Give a hadith the collections named behind it, or in the sentence before it."""
    one = found[index]
    after = found[index + 1] if index + 1 < len(found) else None
    at = _past_marks(text, one.outer[1])
    near = bisect_right(starts, at + 3) - 1
    beside = printed[near] if near >= 0 and at + 3 >= printed[near].span[0] >= one.span[1] else None
    if one.collection is None and beside is not None and beside.work == "hadith":
        apart = beside.form == "inline" and "\n" in text[one.span[1] : beside.span[0]]
        one.collection = None if apart else beside
    one.collection = one.collection or collections_behind(text, one.outer[1])
    if (
        one.collection is None
        and after is not None
        and after.collection is not None
        and are_sides(text, one, after)
    ):
        one.collection = after.collection
    if one.collection is None:
        before = bisect_right(starts, one.span[0]) - 1
        floor = found[index - 1].span[1] if index and not are_sides(text, found[index - 1], one) else 0
        floor = max(floor, one.span[0] - 600)
        if before >= 0 and printed[before].work == "hadith" and printed[before].span[0] >= floor:
            one.collection = printed[before]
        elif index and before >= 0 and are_sides(text, found[index - 1], one):
            side = found[index - 1].span[0]
            before = bisect_right(starts, side) - 1
            if before >= 0 and printed[before].work == "hadith" and printed[before].span[0] >= side - 600:
                one.collection = printed[before]


# --- with a reference text ------------------------------------------------------------------------


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
        behind = _reference_behind(text, match.span[1], printed, places)
        if tells_enough(match) or (behind is not None and not match.everyday):
            out.append(_own(text, match))
    return merge(text, out)


EDGE = 3
_SENTENCE_END = re.compile(r"[.؟!?](?=\s)\s*")
_BOUND = re.compile(r"[ \t]{0,3}(?:[(\[{﴿﴾.\n]|$|صدق\s+الله)")


def _overlaps(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _settle(text: str, one: Found, inside: list[Match], index: ArabicIndex) -> list[Found]:
    """Return what becomes of one candidate, given the matches it overlaps."""
    if not is_arabic(text[one.span[0] : one.span[1]]):
        return [one]
    if not one.marked and not one.said and one.reference is None:
        return []
    size = len(words_at(text, *one.span))
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
    return [_stretched(text, one, inside)]


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
    return 3 <= size <= 40 if behind in ("(", "[", "﴿", "﴾") else 3 <= size <= 15


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


def _stretched(text: str, one: Found, inside: list[Match]) -> Found:
    """Return a candidate without marks cut down to its matches, near edges kept."""
    best = max(inside, key=lambda m: (m.size, -m.span[0]))
    inside = [m for m in inside if m is best or (m.size >= 4 and not m.everyday)]
    first, last = inside[0].span[0], inside[-1].span[1]
    begin = max(one.span[0], first - 200)
    begin = max((m.end() for m in _SENTENCE_END.finditer(text, begin, first)), default=one.span[0])
    size = sum(m.size for m in inside)
    before = one.reference is not None and one.reference.span[1] <= one.span[0]
    after = one.reference is not None and not before and "announced" in one.why
    near = max(EDGE, size if before or after else 0)
    start = trim(text, (begin, first))[0] if len(words_at(text, begin, first)) <= near else first
    bounded = _BOUND.match(text, one.span[1]) is not None
    rest = len(words_at(text, last, one.span[1])) if one.span[1] > last else 0
    end = one.span[1] if bounded and rest <= (near if after else EDGE) else last
    return replace(one, span=(start, end), outer=(start, end))


def _own(text: str, match: Match, beside: Found | None = None) -> Found:
    """Return the candidate that a match makes, out to the marks around it if they hold little more."""
    span = outer = match.span
    why = "words of the Qur'an"
    edge = max(0, span[0] - 40)
    for at in range(span[0] - 1, edge - 1, -1):
        if text[at] in "\n" or (text[at] in CLOSING and text[at] not in OPENING):
            break
        if text[at] in OPENING and not (text[at] in "\"'" and (text[at + 1].isspace() or _closes(text, at))):
            pair = quotation_after(text, at)
            if pair and pair[1][0] <= span[0] and span[1] <= pair[1][1]:
                size = len(words_at(text, *pair[1]))
                if size <= match.size * 1.7 + 1:
                    return Found(
                        span=pair[1], outer=pair[0], work="quran", why=f"{why}, in marks", claimed=False
                    )
            break
    reference = beside.reference if beside else None
    return Found(
        span=span, outer=outer, work="quran", why=why, marked=False, claimed=False, reference=reference
    )


def _closes(text: str, at: int) -> bool:
    """Tell whether a straight mark stands right behind a word, where it closes."""
    return at > 0 and not text[at - 1].isspace() and text[at - 1] not in "([{:،-–—"


def _reference_behind(text: str, at: int, printed: list[Reference], places: list[int]) -> Reference | None:
    end = _past_marks(text, at)
    near = bisect_right(places, end + 1) - 1
    if near >= 0 and printed[near].span[0] >= at and printed[near].work == "quran":
        return printed[near]
    return None
