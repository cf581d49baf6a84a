"""Turns: what each speaker of a transcript says ("MR HALE: …", "Channel One: …").

A line that begins with a name and a colon is a turn only where labels recur: one label at least twice, or
three lines with labels. The turn lasts to the next label. Labels of other kinds of text (Question,
First, Date, Source) are no speakers; "QUESTION" in a transcript with named speakers is a nameless one.
"""

from __future__ import annotations

import re
from collections import Counter

from testimonia.language.doc import Doc
from testimonia.model import Record, Span

_WORD = r"(?:[A-Z][\w.'’\-]*|of|the|al|de|bin|ibn|von|van)"
_LABEL = re.compile(rf"[*_]{{0,3}}({_WORD}(?: {_WORD}){{0,5}})[*_]{{0,3}}:[*_]{{0,3}} +(?=\S)")
_NO_SPEAKERS = frozenset(
    "question answer q a q&a first second third fourth fifth sixth seventh eighth ninth tenth "
    "news comment note "
    "notes source sources date place subject from to cc bcc tel phone fax email e-mail web "
    "website address contact "
    "contacts photo image video caption title author publisher posted published updated tags "
    "category related re "
    "ref no number issue volume warning update breaking exclusive opinion analysis editorial "
    "background summary "
    "introduction conclusion press release statement report reports example examples appendix annex article "
    "chapter section part point points read see also location venue time when where who what why how sent "
    "attachments twitter facebook".split()
)
_QUESTIONERS = frozenset(
    ("question", "q", "reporter", "journalist", "interviewer", "moderator", "host", "presenter")
)


class Turn(Record, frozen=True):
    """One turn of a transcript; ``nameless`` tells that the label is a role ("QUESTION")."""

    label: str
    label_span: Span
    span: Span
    nameless: bool = False


def find_turns(doc: Doc) -> list[Turn]:
    """Return the turns of a document in text order; none where it is no transcript. Linear in its length."""
    found: list[tuple[int, str, Span, int]] = []
    for number, paragraph in enumerate(doc.paragraphs):
        match = _LABEL.match(doc.text, paragraph.start, min(paragraph.end, paragraph.start + 90))
        if match is not None:
            found.append((number, match.group(1), match.span(1), match.end()))
    named = Counter(
        label for _, label, _, _ in found if not _is_heading(label) and label.lower() not in _QUESTIONERS
    )
    if not named or (max(named.values()) < 2 and sum(named.values()) < 3):
        return []
    labels = [row for row in found if row[1] in named or row[1].lower() in _QUESTIONERS]
    turns = []
    for place, (number, label, span, start) in enumerate(labels):
        after = labels[place + 1][0] if place + 1 < len(labels) else number + 1
        end = doc.paragraphs[max(number, after - 1)].end
        nameless = label.lower() in _QUESTIONERS
        turns.append(Turn(label=label, label_span=span, span=(start, end), nameless=nameless))
    return turns


def _is_heading(label: str) -> bool:
    words = label.lower().split()
    return label.lower() in _NO_SPEAKERS or words[0] in _NO_SPEAKERS or len(label) < 2
