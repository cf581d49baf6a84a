"""Candidates for quotations of scripture: gathered from marks, announcing words and references.

Each of the gathering functions looks for one thing and may find what another has found too;
``scripture_joining`` makes one of them, and ``scripture_settling`` their edges where a text is at hand."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from testimonia.finding.scripture_announcing import announced, announcements, speaks
from testimonia.finding.scripture_folding import ARABIC, trim, words_at
from testimonia.finding.scripture_formulas import without_frame
from testimonia.finding.scripture_quotations import (
    Found,
    arabic_after,
    arabic_before,
    is_arabic,
    quotation_after,
    quotation_before,
)
from testimonia.finding.scripture_reference import Reference
from testimonia.model import Span, Work

_ORNATE = re.compile(
    r"(?:﴿{1,3}|﴾{1,3})(?:([^﴿﴾\n]{1,4000})(?:﴾{1,3}|﴿{1,3})|([^﴿﴾]{1,4000})(?:﴾{1,3}|﴿{1,3})"
    r"|([^﴿﴾\n()\[\]]{1,600}))"
)
# What stands between two verses of one quotation: a number, in ornate or plain brackets.
_NUMBERED = re.compile(r"[\s،,*]{0,4}[﴿﴾(\[۝]{0,3}\s?[0-9٠-٩۰-۹]{1,3}\s?[﴿﴾)\]۝]{0,3}[\s،,*]{0,4}")


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


def outside(cues: list[tuple[Span, Work]], spans: list[Span]) -> list[tuple[Span, Work]]:
    """Return the announcing words that are no part of a printed reference or of a quotation.

    "the verse" may be part of a reference, القرآن of a verse. ``spans`` are in text order and apart.
    """
    starts = [start for start, _ in spans]
    out = []
    for cue, work in cues:
        near = bisect_right(starts, cue[0]) - 1
        if near < 0 or spans[near][1] < cue[1]:
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
    r"[^\n.“”\"«»﴿﴾]{0,60}?(?:[:,]?\s{0,3}(?=[“\"«﴿﴾„])|:[\s*_]{0,5}(?=[{(“\"«﴿﴾„])"
    r"|[ *_]{0,4}\n{1,2}[>\s*-]{0,4}(?=[{“\"«﴿﴾„]))"
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
