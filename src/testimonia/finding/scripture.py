"""Scripture: every quotation of the Qur'an, of hadith and of the Bible, its reference and its words.

The order of work, each step in a module of its own:

1. ``scripture_references``: printed references, resolved: ``(Ash-Shu'ara': 227)`` → ``quran 26:227``.
2. ``scripture_quotations``: what marks, references and announcing words show to be quoted.
3. ``scripture_matching``: with a reference text, Arabic that stands in it, marked or not.
4. here: the two languages of one verse are joined, references are given to their quotations.
5. ``scripture_verdict``: the words are compared with the text, difference by difference.

Without a reference text all but the last works, and the verdict is ``unverified``. A text is never part
of this package: see ``scripture_texts`` for where it comes from."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from testimonia.finding.scripture_folding import ARABIC, words, words_at
from testimonia.finding.scripture_quotations import (
    Found,
    announced,
    announcements,
    arabic_after,
    arabic_before,
    is_arabic,
    quotation_after,
    quotation_before,
)
from testimonia.finding.scripture_reference import Reference
from testimonia.finding.scripture_references import find_references
from testimonia.language.doc import Doc
from testimonia.model import Scripture, Span, annotation_id
from testimonia.tables import read_table

_ORNATE = re.compile(r"[﴿﴾]([^﴿﴾\n]{3,4000})(?:[﴿﴾]|(?=\n|$))|[﴿﴾]([^﴿﴾]{3,4000})[﴿﴾]")
_BETWEEN = re.compile(r"[\s”\"»’﴾﴿)\]}.,،;:\-–—*_]*")


def references(doc: Doc) -> list[Reference]:
    """Return every printed reference to scripture, with or without a quotation beside it, in text order."""
    return find_references(doc.text)


def find(doc: Doc) -> list[Scripture]:
    """Return every quotation of scripture, one record a language side, in text order."""
    text = doc.text
    printed = find_references(text)
    found = _ornate(text) + _announced(text) + _referenced(text, printed)
    found = _merge(text, found)
    found += _other_sides(text, found)
    found = _merge(text, found)
    _give_references(text, found, printed)
    found = [f for f in found if not _is_reference(f, printed)]
    return _records(doc, found)


# --- candidates -----------------------------------------------------------------------------------


def _ornate(text: str) -> list[Found]:
    """Return what stands in ornate brackets, in either direction, closed or not."""
    out: list[Found] = []
    if "﴿" not in text and "﴾" not in text:
        return out
    for match in _ORNATE.finditer(text):
        group = 1 if match[1] else 2
        inner = match.span(group)
        found = words_at(text, *inner)
        if len(found) >= 1 and ARABIC.search(text, *inner):
            span = (found[0][1], found[-1][2])
            out.append(Found(span=span, outer=match.span(), work="quran", why="ornate brackets"))
    return out


def _announced(text: str) -> list[Found]:
    """Return the quotations behind announcing words: "Allah says: “…”"."""
    out: list[Found] = []
    for cue, work in announcements(text):
        pair = announced(text, cue, work)
        if pair:
            marked = pair[0] != pair[1]
            why = f"announced by {' '.join(text[cue[0] : cue[1]].split())!r}"
            out.append(Found(span=pair[1], outer=pair[0], work=work, why=why, marked=marked))
    return out


def _referenced(text: str, printed: list[Reference]) -> list[Found]:
    """Return the quotations that stand right before a reference, or behind it after a colon."""
    out: list[Found] = []
    for reference in printed:
        if reference.work == "hadith":
            continue
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
        if not before or before[-1] not in '”»﴾﴿"\n':
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


def _alone(text: str, reference: Reference) -> bool:
    """Tell whether a reference stands alone on its line."""
    start = text.rfind("\n", 0, reference.span[0]) + 1
    end = text.find("\n", reference.span[1])
    line = text[start : end if end >= 0 else len(text)]
    return len(line.strip()) <= reference.span[1] - reference.span[0] + 4


def _unmarked_before(text: str, reference: Reference) -> tuple[Span, Span] | None:
    """Return what stands between an announcing colon, or an Arabic line above, and a bracketed reference."""
    if reference.form != "bracket":
        return None
    line = text.rfind("\n", max(0, reference.span[0] - 1500), reference.span[0]) + 1
    if not text[line : reference.span[0]].strip():
        stripped = len(text[:line].rstrip())
        line = text.rfind("\n", max(0, stripped - 1500), stripped) + 1
    piece_end = reference.span[0]
    if not line and len(text[: reference.span[0]]) > 1500:
        return None
    piece = text[line:piece_end]
    colon = None
    for cue, work in announcements(piece):
        at = piece.find(":", cue[1] - 1, cue[1] + 80)
        if work == reference.work and at >= 0:
            colon = at + 1
    if colon is None:
        above = text[:line].rstrip()
        last = above.rfind("\n") + 1
        if not above or not is_arabic(above[last:]) or is_arabic(piece):
            return None
        colon = 0
    found = words_at(text, line + colon, piece_end)
    if not 3 <= len(found) <= 200:
        return None
    end = len(text[:piece_end].rstrip(" \t\n.,;:-–—"))
    start = line + colon
    while text[start] in " \t\n\xa0":
        start += 1
    return (start, end), (start, end)


_AFTER_REFERENCE = re.compile(r"[^\n.“”\"«»﴿﴾]{0,60}?[:,]?\s{0,3}(?=[“\"«﴿﴾„])")


def _quoted_behind(text: str, reference: Reference) -> tuple[Span, Span] | None:
    tail = _AFTER_REFERENCE.match(text, reference.span[1])
    if not tail or (reference.form == "bracket" and ":" not in tail.group()):
        return None
    return quotation_after(text, tail.end())


def _is_reference(found: Found, printed: list[Reference]) -> bool:
    """Tell whether a candidate is nothing but a printed reference in brackets."""
    return any(r.span[0] <= found.span[0] and found.span[1] <= r.span[1] for r in printed)


# --- joining --------------------------------------------------------------------------------------


def _merge(text: str, found: list[Found]) -> list[Found]:
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


def _other_sides(text: str, found: list[Found]) -> list[Found]:
    """Return the stretches that stand next to a candidate and hold the same verse in the other language."""
    out: list[Found] = []
    ends = {f.span[1] for f in found}
    for one in found:
        arabic = is_arabic(text[one.span[0] : one.span[1]])
        for pair in (_side_behind(text, one, arabic), _side_before(text, one, arabic)):
            if pair and pair[1][1] not in ends and is_arabic(text[pair[1][0] : pair[1][1]]) != arabic:
                why = f"the other language of the quotation beside it ({one.why})"
                out.append(replace(one, span=pair[1], outer=pair[0], why=why, marked=pair[0] != pair[1]))
                ends.add(pair[1][1])
                break
    return out


def _side_behind(text: str, one: Found, arabic: bool) -> tuple[Span, Span] | None:
    end = one.outer[1]
    gap = re.compile(r"[\s.\-–—]{0,8}").match(text, end)
    at = gap.end() if gap else end
    if arabic:
        pair = quotation_after(text, at)
        return pair if pair and text[pair[0][0]] not in "([{'" else None
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


def _give_references(text: str, found: list[Found], printed: list[Reference]) -> None:
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
            if after.reference is not None and _are_sides(text, one, after):
                one.reference = after.reference
        if one.reference is not None and one.reference.work != one.work and one.reference.work != "hadith":
            one.work = one.reference.work
    for before, after in pairwise(found):
        if after.reference is None and before.reference is not None and _are_sides(text, before, after):
            after.reference = before.reference


def _past_marks(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at, min(len(text), at + 16))
    return match.end() if match else at


def _are_sides(text: str, a: Found, b: Found) -> bool:
    """Tell whether two neighbours are one quotation in two languages."""
    between = text[a.outer[1] : b.outer[0]]
    return (
        a.work == b.work
        and not between.strip(' \t\n\r\xa0."“”«»-–—')
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
    if near >= 0 and printed[near].span[0] >= one.span[1] and at >= printed[near].span[0] - 3:
        one.collection = printed[near] if printed[near].work == "hadith" else None
    if (
        one.collection is None
        and after is not None
        and after.collection is not None
        and _are_sides(text, one, after)
    ):
        one.collection = after.collection
    if one.collection is None:
        before = bisect_right(starts, one.span[0]) - 1
        floor = found[index - 1].span[1] if index and not _are_sides(text, found[index - 1], one) else 0
        floor = max(floor, one.span[0] - 600)
        if before >= 0 and printed[before].work == "hadith" and printed[before].span[0] >= floor:
            one.collection = printed[before]
        elif index and before >= 0 and _are_sides(text, found[index - 1], one):
            side = found[index - 1].span[0]
            before = bisect_right(starts, side) - 1
            if before >= 0 and printed[before].work == "hadith" and printed[before].span[0] >= side - 600:
                one.collection = printed[before]


# --- records --------------------------------------------------------------------------------------


def _formulas() -> set[str]:
    return {" ".join(words(r["text"])) for r in read_table("scripture_cues.tsv") if r["role"] == "formula"}


def _records(doc: Doc, found: list[Found]) -> list[Scripture]:
    text = doc.text
    ids = [annotation_id(doc.document, "scripture", (f.span,), f.work) for f in found]
    out: list[Scripture] = []
    for index, one in enumerate(found):
        partner = None
        if index and _are_sides(text, found[index - 1], one):
            partner = ids[index - 1]
        elif index + 1 < len(found) and _are_sides(text, one, found[index + 1]):
            partner = ids[index + 1]
        printed = one.collection if one.work == "hadith" else one.reference
        out.append(
            Scripture(
                id=ids[index],
                document=doc.document,
                span=one.span,
                work=one.work,
                language="ar" if is_arabic(text[one.span[0] : one.span[1]]) else "en",
                reference_span=printed.span if printed else None,
                reference_written=text[printed.span[0] : printed.span[1]] if printed else None,
                reference=printed.key if printed else None,
                verdict="wrong_reference"
                if printed and printed.issue.startswith("impossible")
                else "unverified",
                partner=partner,
                transmitters=printed.transmitters if printed else (),
                confidence=0.9 if printed or "ornate" in one.why else 0.75,
                why=one.why + (f"; {printed.issue}" if printed and printed.issue else ""),
            )
        )
    return out
