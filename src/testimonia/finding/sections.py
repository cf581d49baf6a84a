"""Sections of a document and their voices: question, answer, news, comment, numbered points.

A voice begins where a paragraph opens with its marker ("Question 2:", "**A:**", "الجواب:", "Comment" alone
on a line) and lasts until the next one or the closing block (signature, dateline). In a transcript with
questions, a speaker's label in capitals ("MR MARSH:") begins an answer. Points ("First:", "2.", "ثالثا:")
count where at least two follow each other in order; they lie inside the section around them. The markers
stand in ``tables/sections.tsv``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from importlib import resources
from typing import cast

from testimonia.language.doc import Doc
from testimonia.model import Record, Section, Span, Voice


class _Marker(Record, frozen=True):
    at: int
    heading: Span
    begin: int
    voice: Voice
    number: int | None = None


_LEAD = r"[ \t>#*_•·\-–]{0,8}"
_TRAIL = r"[*_\]]{0,4}"
_LABEL = re.compile(
    rf"{_LEAD}((?:MR|MS|MRS|DR|SEN|AMB|GEN|HON|SIR|THE|PRESIDENT|SECRETARY|MINISTER|AMBASSADOR|GENERAL|SPOKESPERSON|"
    rf"DIRECTOR|CHANCELLOR|SENATOR)\.? (?:[A-Z][A-Z'’.-]+ ?){{1,4}}|"
    rf"[A-Z][A-Z'’.-]{{2,20}}(?: [A-Z][A-Z'’.-]+){{0,3}}){_TRAIL}:{_TRAIL}"
)


@cache
def _tables() -> tuple[re.Pattern[str], dict[str, Voice], re.Pattern[str], dict[str, int]]:
    """Return the marker pattern with its voices, and the ordinal pattern with its numbers."""
    text = resources.files("testimonia.tables").joinpath("sections.tsv").read_text(encoding="utf-8")
    voices: dict[str, Voice] = {}
    letters: list[str] = []
    ordinals: dict[str, int] = {}
    for line in text.splitlines():
        if not line or line.startswith(("#", "marker\t")):
            continue
        marker, voice, number, _ = line.split("\t")
        if voice == "point":
            ordinals[marker.lower()] = int(number)
        else:
            voices[marker.lower()] = cast(Voice, voice)
            letters.append(marker)
    words = "|".join(re.escape(m) for m in sorted(letters, key=len, reverse=True))
    marker_pattern = re.compile(
        rf"{_LEAD}({words})(?:\s{{0,2}}(?:no\.?\s?|#)?\(?(\d{{1,3}})\)?)?"
        rf"{_TRAIL}(?:\s?[:：]|\s?[.)\]](?=[ \t*_])|(?=\s*\Z)){_TRAIL}",
        re.I,
    )
    names = "|".join(re.escape(m) for m in sorted(ordinals, key=len, reverse=True))
    point_pattern = re.compile(
        rf"{_LEAD}(?:({names}){_TRAIL}\s?[:：,،.\-–—)]|\(?(\d{{1,2}})\)?{_TRAIL}(?:[.):]|\s?[-–—])(?=\D){_TRAIL})",
        re.I,
    )
    return marker_pattern, voices, point_pattern, ordinals


def find(doc: Doc, end: int) -> tuple[Section, ...]:
    """Return the sections of a document in text order; ``end`` is where its closing block begins."""
    markers = _voices(doc, end)
    out = []
    for n, marker in enumerate(markers):
        stop = markers[n + 1].at if n + 1 < len(markers) else end
        span = _trimmed(doc.text, marker.begin, stop)
        if span is not None:
            out.append(Section(span=span, voice=marker.voice, heading=marker.heading, number=marker.number))
    return tuple(sorted(out + _points(doc, end, out), key=lambda s: (s.span[0], -s.span[1])))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_#"):
        end -= 1
    return (start, end) if start < end else None


def _voices(doc: Doc, end: int) -> list[_Marker]:
    """Return the markers of voices; speakers' labels only where questions are marked."""
    pattern, voices, _, _ = _tables()
    out, labels = [], []
    for paragraph in doc.paragraphs:
        if paragraph.start >= end:
            break
        stop = min(paragraph.end, paragraph.start + 80)
        match = pattern.match(doc.text, paragraph.start, stop)
        if match and match.end() == stop < paragraph.end:
            match = None
        if match:
            voice = voices[match[1].lower()]
            if len(match[1]) == 1 and match[1].islower():
                continue
            number = int(match[2]) if match[2] else None
            out.append(
                _Marker(
                    at=paragraph.start, heading=match.span(1), begin=match.end(), voice=voice, number=number
                )
            )
            continue
        label = _LABEL.match(doc.text, paragraph.start, stop)
        if label:
            labels.append(
                _Marker(at=paragraph.start, heading=label.span(1), begin=label.end(), voice="answer")
            )
    if any(marker.voice == "question" for marker in out):
        out += labels
    elif len({doc.cut(label.heading) for label in labels}) < len(labels) / 2:
        pass  # a transcript without marked questions: who asks is not told by the labels
    return sorted(_consistent(out), key=lambda m: m.at)


def _consistent(markers: list[_Marker]) -> list[_Marker]:
    """Leave out single-letter markers without a partner: "A." may begin a list."""
    kinds = {marker.voice for marker in markers}
    if "answer" in kinds and "question" not in kinds:
        markers = [m for m in markers if m.voice != "answer" or m.heading[1] - m.heading[0] > 1]
    if "question" in kinds and "answer" not in kinds:
        markers = [m for m in markers if m.voice != "question" or m.heading[1] - m.heading[0] > 1]
    if "comment" in kinds and "news" not in kinds:
        markers = [m for m in markers if m.voice != "comment"]
    return markers


def _points(doc: Doc, end: int, sections: list[Section]) -> list[Section]:
    """Return numbered points: runs of at least two in order, each until the next or its section's end."""
    _, _, pattern, ordinals = _tables()
    found: list[_Marker] = []
    inner = sorted(section.span[0] for section in sections)
    for paragraph in doc.paragraphs:
        if paragraph.start >= end:
            break
        low, high = bisect_right(inner, paragraph.start), bisect_left(inner, paragraph.end)
        starts = [paragraph.start, *inner[low:high]]
        for start in starts:
            match = pattern.match(doc.text, start, min(paragraph.end, start + 40))
            if match:
                number = ordinals[match[1].lower()] if match[1] else int(match[2])
                heading = match.span(1) if match[1] else match.span(2)
                found.append(
                    _Marker(at=start, heading=heading, begin=match.end(), voice="point", number=number)
                )
                break
    kept = _runs(found)
    bounds = sorted((s.span[0], s.span[1]) for s in sections)
    out = []
    for n, marker in enumerate(kept):
        stop = kept[n + 1].at if n + 1 < len(kept) else end
        at = bisect_right(bounds, (marker.at, end + 1)) - 1
        if at >= 0 and marker.at < bounds[at][1]:
            stop = min(stop, bounds[at][1])
        elif at + 1 < len(bounds):
            stop = min(stop, bounds[at + 1][0])
        span = _trimmed(doc.text, marker.begin, stop)
        if span is not None:
            out.append(Section(span=span, voice="point", heading=marker.heading, number=marker.number))
    return out


def _runs(found: list[_Marker]) -> list[_Marker]:
    """Return the markers that stand in runs 1, 2, … of at least two."""
    kept: list[_Marker] = []
    run: list[_Marker] = []
    for marker in found:
        if run and marker.number == (run[-1].number or 0) + 1:
            run.append(marker)
            continue
        if len(run) > 1:
            kept += run
        run = [marker] if marker.number == 1 else []
    if len(run) > 1:
        kept += run
    return kept
