"""Attributions, read by rules: who is made to say, think, demand or deny what.

How it works. Quotations are paired first (:mod:`testimonia.language.quotations`) and every cue is read
at its own level of quotation. Indirect reports come from cue verbs and their frames
(:mod:`testimonia.finding.attributing.reports`), direct speech from quotations and the cue or citation
beside them (:mod:`testimonia.finding.attributing.quoted`); each carries the name of the rule that found
it. Speakers are then resolved to names (:mod:`testimonia.finding.attributing.speakers`), and what stands
inside a report becomes its child, so that parents give the chain
(:mod:`testimonia.finding.attributing.chains`).

Roles follow PolNeAR (Newell et al., LREC 2018): source, cue, content. Cost: linear in the length of the text.
It fails on attribution without a cue (free indirect speech), on cues that are not in the table, and on
subjects that stand far from their verb.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from msgspec.structs import replace

from testimonia.finding.attributing.blocks import Blocks
from testimonia.finding.attributing.chains import cite, nest, trace_outlets
from testimonia.finding.attributing.clauses import Clauses
from testimonia.finding.attributing.contents import is_wrapped, trim
from testimonia.finding.attributing.drafts import CONFIDENCE, READ_BY, Draft
from testimonia.finding.attributing.levels import Levels
from testimonia.finding.attributing.quoted import Quoted
from testimonia.finding.attributing.reports import Reports
from testimonia.finding.attributing.speakers import Speakers
from testimonia.language.doc import Doc
from testimonia.model import (
    Attribution,
    AttributionKind,
    Citation,
    Mention,
    Metadata,
    Scripture,
    Span,
    annotation_id,
)

if TYPE_CHECKING:
    from testimonia.finding.network.reading import Network


def find(
    doc: Doc,
    metadata: Metadata,
    citations: list[Citation],
    scripture: list[Scripture],
    mentions: list[Mention],
    network: Network | None = None,
) -> list[Attribution]:
    """Return every attribution of a document in text order, parents before their children.

    Spans are code points; ``parent`` is the id of another attribution of the same list. With a trained
    ``network`` (:func:`testimonia.finding.network.load`), its reading and that of the rules are made one.
    """
    reader = Structures(doc, citations, mentions)
    drafts = reader.drafts(scripture)
    known = {id(draft): draft.parent for draft in drafts}
    nest(drafts)
    chances: dict[int, float] = {}
    if network is not None:
        drafts, chances = _with_network(doc, reader, drafts, known, network, metadata.genre)
    return _finished(doc, reader, metadata, drafts, chances)


def complete(
    doc: Doc, structures: Structures, metadata: Metadata, drafts: list[Draft], chances: dict[int, float]
) -> list[Attribution]:
    """Return drafts of whatever origin as attributions: trimmed, nested, with speakers and outlets.

    ``chances`` holds the confidence of each draft by its ``id()``.
    """
    closing = sorted(c.span for c in structures.citations if c.form == "parenthetical")
    drafts = [draft for draft in drafts if trim(doc, draft, closing)]
    drafts.sort(key=lambda draft: (draft.content[0][0], -draft.content[-1][1], draft.start, draft.rule))
    nest(drafts)
    return _finished(doc, structures, metadata, drafts, chances)


def _finished(
    doc: Doc, structures: Structures, metadata: Metadata, drafts: list[Draft], chances: dict[int, float]
) -> list[Attribution]:
    """Return nested drafts as attributions: what is common to all readers."""
    citations = structures.citations
    cite(doc, drafts, citations, [structures.level_at(citation.span[0]) for citation in citations])
    speakers = Speakers(doc, structures.levels, structures.clauses, metadata, citations, structures.mentions)
    speakers.resolve(drafts)
    trace_outlets(drafts, citations, speakers.is_outlet())
    return _records(doc, drafts, chances)


def _with_network(
    doc: Doc,
    structures: Structures,
    rules: list[Draft],
    known: dict[int, Draft | None],
    network: Network,
    genre: str,
) -> tuple[list[Draft], dict[int, float]]:
    """Return the drafts of rules and network, nested anew, and how likely each is right."""
    from testimonia.finding.network.merging import Merger

    merger = Merger(doc, network, structures.clauses, structures.levels, genre)
    drafts, chances = merger.read(rules, structures.mentions, structures.citations)
    closing = sorted(c.span for c in structures.citations if c.form == "parenthetical")
    drafts = [draft for draft in drafts if trim(doc, draft, closing)]
    kept = {id(draft) for draft in drafts}
    for draft in drafts:
        parent = known.get(id(draft))
        draft.parent = parent if id(parent) in kept else None
    drafts.sort(key=lambda draft: (draft.content[0][0], -draft.content[-1][1], draft.start))
    nest(drafts)
    return drafts, chances


def read_drafts(
    doc: Doc, citations: list[Citation], scripture: list[Scripture], mentions: list[Mention]
) -> list[Draft]:
    """Return what the rules read, nested, before speakers are resolved."""
    drafts = Structures(doc, citations, mentions).drafts(scripture)
    nest(drafts)
    return drafts


def supported(citations: list[Citation], attributions: list[Attribution]) -> list[Citation]:
    """Return the citations with ``supports`` filled: the attributions that each of them carries."""
    carried: dict[Span, list[str]] = {}
    for attribution in attributions:
        for span in attribution.outlet_spans:
            carried.setdefault(span, []).append(attribution.id)
    return [
        replace(
            citation,
            supports=tuple(
                dict.fromkeys(key for outlet in citation.outlets for key in carried.get(outlet.span, ()))
            ),
        )
        for citation in citations
    ]


class Structures:
    """What all readers share of a document: levels of quotation, clauses, names."""

    def __init__(self, doc: Doc, citations: list[Citation], mentions: list[Mention]) -> None:
        self.doc = doc
        self.citations = citations
        self.mentions = mentions
        self.levels = Levels(doc)
        inside: set[int] = set()
        starts: set[int] = set()
        for mention in mentions:
            if mention.form != "nominal":
                lo, hi = doc.token_range(mention.span)
                starts.add(lo)
                inside.update(range(lo, hi))
        self.clauses = Clauses(doc, frozenset(starts), frozenset(inside), self.levels.inside)

    def level_at(self, position: int) -> int:
        """Return the innermost quotation of speech that holds a position, or -1."""
        at = bisect_left(self.doc.starts, position)
        return self.levels.inside[at] if at < len(self.levels.inside) else -1

    def drafts(self, scripture: list[Scripture]) -> list[Draft]:
        """Return all drafts in text order."""
        reports = Reports(self.doc, self.levels, self.clauses)
        holy = [verse for verse in scripture if verse.work != "formula"]
        drafts = reports.read()
        taken = {verse.span for verse in holy}
        self.quoted = Quoted(self.doc, self.levels, self.clauses, reports, self.citations, taken)
        direct = self.quoted.read(drafts)
        blocks = Blocks(self.doc, self.clauses, self.mentions).read()
        blocks += self.quoted.bracketed_speech() + self._turns()
        drafts = _without_doubles(drafts, direct + blocks) + direct + blocks
        verses = self._verses(holy)
        claimed = {cue for verse in verses for cue in verse.cue}
        drafts = [draft for draft in drafts if not claimed.intersection(draft.cue)] + verses
        closing = sorted(c.span for c in self.citations if c.form == "parenthetical")
        drafts = [draft for draft in drafts if trim(self.doc, draft, closing)]
        drafts.sort(
            key=lambda draft: (draft.content[0][0], -draft.content[-1][1], _depth(draft), draft.start)
        )
        return drafts

    def _turns(self) -> list[Draft]:
        """Make the turns of a transcript attributions to their labels."""
        return [
            Draft(
                content=[turn.span],
                cue=[],
                source=turn.label_span,
                rule="turn of a transcript",
                nameless=turn.nameless,
            )
            for turn in self.levels.turns
        ]

    def _verses(self, holy: list[Scripture]) -> list[Draft]:
        """Make quotations of scripture attributions, each with the cue that stands before it, if one does.

        A translation right after its original is introduced by the same cue.
        """
        out: list[Draft] = []
        for verse in sorted(holy, key=lambda verse: verse.span):
            draft = Draft(content=[verse.span], cue=[], source=None, rule="scripture")
            draft.speaker, draft.speaker_class = (_work(verse),), "scripture"
            claim = self.quoted.claim_before(verse.span[0])
            if claim is not None:
                draft.cue, draft.source = claim
            elif (
                out
                and out[-1].speaker == draft.speaker
                and self._adjoins(out[-1].content[0][1], verse.span[0])
            ):
                draft.cue, draft.source = list(out[-1].cue), out[-1].source
            out.append(draft)
        return out

    def _adjoins(self, end: int, start: int) -> bool:
        return 0 <= start - end < 20 and not any(letter.isalnum() for letter in self.doc.text[end:start])


def _depth(draft: Draft) -> int:
    depth = 0
    while draft.parent is not None and depth < 9:
        draft, depth = draft.parent, depth + 1
    return depth


def _work(verse: Scripture) -> str:
    return {"quran": "Qur'an", "hadith": "hadith", "bible": "Bible"}.get(verse.work, verse.work)


def _without_doubles(indirect: list[Draft], direct: list[Draft]) -> list[Draft]:
    """Drop indirect drafts whose cue a quotation has claimed for the same words."""
    claimed: dict[int, list[Draft]] = {}
    for draft in direct:
        for span in draft.cue:
            claimed.setdefault(span[1], []).append(draft)
    return [
        draft
        for draft in indirect
        if not any(_overlap(draft, other) for span in draft.cue for other in claimed.get(span[1], ()))
    ]


def _overlap(a: Draft, b: Draft) -> bool:
    return any(s < f and t < e for s, e in a.content for t, f in b.content)


_QUOTATION_MARK = re.compile("[“”\"«»„]|''")
_DIRECT = ("scripture", "block quotation", "turn of a transcript", "bracketed speech")


def _kind(doc: Doc, draft: Draft) -> AttributionKind:
    if draft.kind:
        return draft.kind  # type: ignore[return-value]  # drafts hold plain words
    if draft.quotes:
        return "mixed"
    if draft.whole and draft.rule == "according to":
        return "direct"
    if draft.rule.startswith(READ_BY) and all(is_wrapped(doc.text, piece) for piece in draft.content):
        return "direct"
    if draft.quotation >= 0 or draft.rule.startswith("quote") or draft.rule in _DIRECT:
        return "direct"
    quoted = any(_QUOTATION_MARK.search(doc.text, start, end) for start, end in draft.content)
    return "mixed" if quoted else "indirect"


def _key(draft: Draft) -> tuple[tuple[Span, ...], str]:
    spans = (*draft.content, *draft.cue)
    return spans, ";".join(draft.speaker) + "|" + str(draft.source)


def _records(doc: Doc, drafts: list[Draft], chances: dict[int, float]) -> list[Attribution]:
    ids: dict[int, str] = {}
    for draft in drafts:
        spans, key = _key(draft)
        ids[id(draft)] = annotation_id(doc.document, "attribution", spans, key)
    out: dict[str, Attribution] = {}
    for draft in drafts:
        record = Attribution(
            id=ids[id(draft)],
            document=doc.document,
            content=tuple(draft.content),
            cue=tuple(draft.cue),
            source=(*((draft.source,) if draft.source else ()), *draft.extra_sources),
            speaker=draft.speaker,
            speaker_class=draft.speaker_class,  # type: ignore[arg-type]  # drafts hold plain words
            kind=_kind(doc, draft),
            negated=draft.negated,
            outlets=draft.outlets,
            outlet_spans=draft.outlet_spans,
            outlet_date=draft.outlet_date,
            parent=ids.get(id(draft.parent)) if draft.parent else None,
            confidence=round(chances[id(draft)] if id(draft) in chances else CONFIDENCE[draft.rule], 2),
            why=f"{draft.rule}{f' ({draft.lemma})' if draft.lemma else ''}; {draft.resolved}".rstrip("; "),
        )
        out.setdefault(record.id, record)
    return list(out.values())
