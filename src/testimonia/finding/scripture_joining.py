"""Candidates for quotations of scripture, joined with each other, their other language, their references.

:func:`merge` keeps of overlapping candidates the better, with what both know. The Arabic and the translation
of one verse that stand side by side are two sides of one quotation, and share the reference beside them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from testimonia.finding.scripture_folding import words_at
from testimonia.finding.scripture_formulas import is_formula
from testimonia.finding.scripture_hadith import collections_behind
from testimonia.finding.scripture_quotations import (
    Found,
    arabic_after,
    arabic_before,
    is_arabic,
    quotation_after,
    quotation_before,
)
from testimonia.finding.scripture_reference import Reference
from testimonia.model import Span

_BETWEEN = re.compile(r"[\s”\"»’﴾﴿)\]}.,،;:\-–—*_]*")


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
            at = past_marks(text, one.outer[1])
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


def past_marks(text: str, at: int) -> int:
    """Return the position behind the closing marks and white space that stand at a position."""
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
    at = past_marks(text, one.outer[1])
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
