"""Annotated documents as the network sees them: tokens, flags, tags of cues and of the roles of each cue.

A corpus is JSON Lines, one document a line: ``id``, ``text``, ``attributions`` (each with the span lists
``source``, ``cue`` and ``content``, in code points), the form in which PolNeAR comes. Silver annotation, if
there is any, is JSON Lines of ``id`` and ``tokens``: start, end, part of speech, lemma, name, head, relation.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from testimonia.finding import attributions, citations, mentions, metadata, scripture, times
from testimonia.finding.network.features import Floats, Ints, flag
from testimonia.language.doc import Doc
from testimonia.model import Citation, Document, Mention, Span, document_id

O_TAG, B_CUE, I_CUE = 0, 1, 2
B_SOURCE, I_SOURCE, B_CONTENT, I_CONTENT = 1, 2, 3, 4


@dataclass(slots=True)
class Relation:
    """One annotated attribution within a paragraph: its cue [first, end) and the role of every token."""

    cue: tuple[int, int]
    roles: Ints


@dataclass(slots=True)
class Paragraph:
    """One paragraph: words, flags (tokens, flags), cue tags, silver tags (tokens, 2), relations."""

    words: list[str]
    flags: Floats
    cues: Ints
    silver: Ints
    relations: list[Relation] = field(default_factory=list)
    synthetic: bool = False
    labelled: bool = True


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON Lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


#: Every so many documents one is kept from training, to calibrate confidences on.
HELD_OUT = 20


def parted(rows: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the documents to train on and those held out."""
    numbered = list(enumerate(rows))
    return (
        [row for number, row in numbered if number % HELD_OUT],
        [row for number, row in numbered if number % HELD_OUT == 0],
    )


def layers(text: str) -> tuple[Doc, list[Citation], list[Mention]]:
    """Return a document with the citations and names that its attributions are read beside."""
    document = Document(
        id=document_id(text),
        name="train.txt",
        path="train.txt",
        text=text,
        raw_sha256="",
        raw_bytes=0,
        media_type="text/plain",
        extractor="training",
        extractor_version="1",
    )
    doc = Doc.of(document)
    printed = times.find_printed(doc)
    about = metadata.find(doc, document, printed)
    cited = citations.find(doc, printed)
    named = mentions.find(doc, cited, times.find(doc, printed, about, cited))
    return doc, cited, named


def prepare(text: str) -> tuple[Doc, Floats]:
    """Return a document and its flags, as the reader will see them."""
    doc, cited, named = layers(text)
    drafts = attributions.read_drafts(doc, cited, scripture.find(doc), named)
    return doc, flag(doc, drafts, named, cited)


def load(rows: Iterable[dict[str, Any]], tagged: SilverTags) -> list[Paragraph]:
    """Return the paragraphs of annotated documents, in order."""
    with get_context("fork").Pool(2) as pool:
        out = []
        for row, (doc, flags) in pool.imap(_prepared, rows, chunksize=8):
            out += cut(doc, flags, row, tagged)
    return out


def _prepared(row: dict[str, Any]) -> tuple[dict[str, Any], tuple[Doc, Floats]]:
    return row, prepare(row["text"])


class SilverTags:
    """Parts of speech and dependency relations by number; 0 stands for none."""

    def __init__(self, rows: dict[str, Any]) -> None:
        self.rows = rows
        self.tags: dict[str, int] = {"": 0}
        self.relations: dict[str, int] = {"": 0}

    def of(self, doc: Doc, key: str) -> Ints:
        """Return tag and relation of every token of a document, shape (tokens, 2)."""
        out = np.zeros((len(doc.tokens), 2), np.int64)
        tokens = self.rows.get(key, ())
        starts = [token[0] for token in tokens]
        for number, (start, _) in enumerate(doc.tokens):
            at = bisect_right(starts, start) - 1
            if at >= 0 and start < tokens[at][1]:
                _, _, tag, _, _, head, relation = tokens[at]
                out[number, 0] = self.tags.setdefault(tag, len(self.tags))
                side = "<" if head > at else ">"
                out[number, 1] = self.relations.setdefault(relation + side, len(self.relations))
        return out


def cut(doc: Doc, flags: Floats, row: dict[str, Any], silver: SilverTags) -> list[Paragraph]:
    """Return the paragraphs of one annotated document."""
    tags = silver.of(doc, row["id"])
    relations = [
        (
            token_range(doc, one["cue"][0]),
            [token_range(doc, span) for span in one["source"]],
            [token_range(doc, span) for span in one["content"]],
        )
        for one in row["attributions"]
        if one["cue"]
    ]
    out = []
    for paragraph in doc.paragraphs:
        lo, hi = token_range(doc, (paragraph.start, paragraph.end))
        if lo < hi:
            one = Paragraph(
                words=[doc.text[s:e] for s, e in doc.tokens[lo:hi]],
                flags=flags[lo:hi],
                cues=np.zeros(hi - lo, np.int64),
                silver=tags[lo:hi],
                synthetic=bool(row.get("synthetic")),
                labelled=not row.get("unlabelled"),
            )
            for cue, sources, contents in relations:
                if lo <= cue[0] < cue[1] <= hi:
                    _add(one, lo, hi, cue, sources, contents)
            out.append(one)
    return out


def _add(
    paragraph: Paragraph, lo: int, hi: int, cue: Span, sources: list[Span], contents: list[Span]
) -> None:
    roles = np.zeros(hi - lo, np.int64)
    for spans, begin in ((contents, B_CONTENT), (sources, B_SOURCE)):
        for start, end in spans:
            start, end = max(start, lo) - lo, min(end, hi) - lo
            if start < end:
                roles[start:end] = begin + 1
                roles[start] = begin
    for at in range(1, hi - lo):  # an inside that lost its beginning begins
        if roles[at] in (I_SOURCE, I_CONTENT) and roles[at - 1] not in (roles[at], roles[at] - 1):
            roles[at] -= 1
    first, end = cue[0] - lo, cue[1] - lo
    paragraph.cues[first:end] = I_CUE
    paragraph.cues[first] = B_CUE
    paragraph.relations.append(Relation((first, end), roles))


def token_range(doc: Doc, span: Span) -> tuple[int, int]:
    """Return the index range of the tokens that share a letter with a span."""
    lo = bisect_left(doc.starts, span[0])
    if lo and doc.tokens[lo - 1][1] > span[0]:
        lo -= 1
    return lo, bisect_left(doc.starts, span[1])
