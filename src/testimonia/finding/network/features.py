"""What the network is shown of a text.

Every token has features of its *type* (its letters: looked up or computed once for each spelling) and *flags*
of its place: quotation, bracket, sentence, names, and what the rules read there. The rules are one more
witness to the network; it learns when to believe them.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from testimonia.finding.attributing.drafts import Draft
from testimonia.language.doc import Doc
from testimonia.language.quotations import Quotation
from testimonia.model import Citation, Mention, Span

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

#: Hashed tables of first and last letters and of shapes.
PREFIXES, SUFFIXES, SHAPES = 1024, 2048, 256

FLAGS = (
    "quoted",
    "quoted twice",
    "quotation mark",
    "first of a quotation",
    "first after a quotation",
    "first of a sentence",
    "first of a paragraph",
    "last of a paragraph",
    "in brackets",
    "glued to the one before",
    "in a person's name",
    "in the name of a state or place",
    "in the name of an organisation",
    "in the name of a medium",
    "in a role",
    "first of a name",
    "in a citation",
    "cue by rules",
    "source by rules",
    "content by rules",
    "first of a content by rules",
    "cue by rules, nested",
    "content by rules, nested",
)
_AT = {name: number for number, name in enumerate(FLAGS)}
#: Features of a type besides its embeddings: capital, all capitals, digit, mark.
TYPE_FLAGS = 4

_PLACES = {
    "person": 10,
    "state": 11,
    "place": 11,
    "organisation": 12,
    "armed_group": 12,
    "media": 13,
    "other": 12,
}
_QUOTATION_MARKS = frozenset('“”„‟"«»‹›﴿﴾❝❞＂') | {"''", "``"}
_DIGIT = re.compile(r"\d")
_REPEATED = re.compile(r"(.)\1{2,}")


def normalise(word: str) -> str:
    """Return the spelling under which a word is looked up: small letters, straight marks, digits as 0."""
    word = word.lower().replace("’", "'").replace("“", '"').replace("”", '"').replace("‘", "'")
    return _DIGIT.sub("0", word)


def shape(word: str) -> str:
    """Return the shape of a word: X for capitals, x for small letters, d for digits, runs cut to two."""
    out = "".join(
        "X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word[:30]
    )
    return _REPEATED.sub(r"\1\1", out)


def bucket(text: str, size: int) -> int:
    """Return the row of a hashed table that a string falls into; the same on every machine."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % size


def type_flags(word: str) -> tuple[float, float, float, float]:
    """Return the flags of a type."""
    first = word[0]
    return (
        float(first.isupper()),
        float(len(word) > 1 and word.isupper()),
        float(first.isdigit()),
        float(not first.isalnum()),
    )


def flag(
    doc: Doc, drafts: Iterable[Draft], mentions: Iterable[Mention], citations: Iterable[Citation]
) -> Floats:
    """Return the flags of all tokens of a document, shape (tokens, flags)."""
    flags = np.zeros((len(doc.tokens) + 1, len(FLAGS)), np.float32)
    _mark_structure(doc, flags)
    for mention in mentions:
        lo, hi = _tokens(doc, mention.span)
        flags[lo:hi, 14 if mention.form == "nominal" else _PLACES[mention.type]] = 1
        if mention.form != "nominal":
            flags[lo, _AT["first of a name"]] = 1
    for citation in citations:
        if citation.form == "parenthetical":
            lo, hi = _tokens(doc, citation.span)
            flags[lo:hi, _AT["in a citation"]] = 1
    for draft in drafts:
        _mark_draft(doc, flags, draft, draft.parent is not None)
    return flags[:-1]


def _tokens(doc: Doc, span: Span) -> tuple[int, int]:
    lo = bisect_left(doc.starts, span[0])
    if lo and doc.tokens[lo - 1][1] > span[0]:
        lo -= 1
    return lo, max(lo, bisect_left(doc.starts, span[1]))


def _mark_structure(doc: Doc, flags: Floats) -> None:
    for quotation in doc.quotations:
        _mark_quotation(doc, flags, quotation, quotation.depth)
    for sentence in doc.sentences:
        flags[bisect_left(doc.starts, sentence[0]), _AT["first of a sentence"]] = 1
    for paragraph in doc.paragraphs:
        lo, hi = _tokens(doc, (paragraph.start, paragraph.end))
        flags[lo, _AT["first of a paragraph"]] = 1
        flags[max(lo, hi - 1), _AT["last of a paragraph"]] = 1
    for bracket in doc.marks.brackets:
        lo, hi = _tokens(doc, bracket)
        flags[lo:hi, _AT["in brackets"]] = 1
    before = -1
    for number, ((start, end), word) in enumerate(zip(doc.tokens, doc.words, strict=True)):
        if start == before:
            flags[number, _AT["glued to the one before"]] = 1
        if word in _QUOTATION_MARKS:
            flags[number, _AT["quotation mark"]] = 1
        before = end


def _mark_quotation(doc: Doc, flags: Floats, quotation: Quotation, depth: int) -> None:
    lo, hi = _tokens(doc, quotation.span)
    flags[lo:hi, _AT["quoted" if depth == 0 else "quoted twice"]] = 1
    flags[bisect_left(doc.starts, quotation.inner[0]), _AT["first of a quotation"]] = 1
    flags[hi, _AT["first after a quotation"]] = 1


def _mark_draft(doc: Doc, flags: Floats, draft: Draft, nested: bool) -> None:
    for span in draft.cue:
        lo, hi = _tokens(doc, span)
        flags[lo:hi, _AT["cue by rules, nested" if nested else "cue by rules"]] = 1
    for number, span in enumerate(draft.content):
        lo, hi = _tokens(doc, span)
        flags[lo:hi, _AT["content by rules, nested" if nested else "content by rules"]] = 1
        if number == 0 and not nested:
            flags[lo, _AT["first of a content by rules"]] = 1
    if draft.source and not nested:
        lo, hi = _tokens(doc, draft.source)
        flags[lo:hi, _AT["source by rules"]] = 1
