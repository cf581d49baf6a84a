"""Sentences within paragraphs."""

from __future__ import annotations

import re

from testimonia.model import Span

_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Maj|Capt|Sgt|Brig|Adm|Pres|Messrs|Amb|Sen|Rep|Gov|Hon|Rev|Jr|Sr|vs|etc|No|Nos|Art|Vol|pp?|cf|"
    r"i\.e|e\.g|a\.m|p\.m|U\.S|U\.K|U\.N|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$"
)
_END = re.compile(r"[.!?…؟۔]+[\"'”’»)\]﴾﴿]*(?=\s+[^\sa-z]|\s*$)")


def find_sentences(text: str, paragraphs: list[Span]) -> list[Span]:
    """Return the sentences of the paragraphs, in text order, without outer white space."""
    out: list[Span] = []
    for start, end in paragraphs:
        begin = start
        for match in _END.finditer(text, start, end):
            stop = match.end()
            if stop >= end:
                break
            if match.group() == "." and _ABBREVIATION.search(text, max(begin, stop - 8), stop):
                continue
            out.append((begin, stop))
            begin = stop
            while begin < end and text[begin].isspace():
                begin += 1
        if begin < end:
            out.append((begin, end))
    return out
