"""The working form of an attribution while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from testimonia.model import Span

#: How often a rule gave both content and source right on annotated news (benchmarks/attributions.py); what
#: such news has too little of (bracketed sources, scripture, transcripts, blocks) is set by judgement.
CONFIDENCE = {
    "quote, cue before": 0.72,
    "quote, cue after": 0.92,
    "quote, cue inside": 0.98,
    "quote, noun cue": 0.57,
    "quote, signed": 0.85,
    "quote, then cited": 0.8,
    "quote, continued": 0.7,
    "quote, no cue": 0.3,
    "block quotation": 0.6,
    "turn of a transcript": 0.9,
    "bracketed speech": 0.7,
    "scripture": 0.9,
    "according to": 0.82,
    "clause with that": 0.78,
    "clause without that": 0.75,
    "clause before cue": 0.69,
    "question clause": 0.73,
    "noun phrase": 0.55,
    "infinitive": 0.61,
    "addressee and clause": 0.73,
    "addressee and infinitive": 0.59,
    "preposition": 0.66,
    "named as": 0.46,
    "noun cue": 0.3,
    "agentless passive": 0.62,
    "cited through": 0.7,
    "network": 0.7,
}

#: How the rule of a draft begins that neither rules nor the network made, but a reader of another kind.
READ_BY = "read by "


@dataclass(slots=True)
class Draft:
    """One attribution being read; spans are code points.

    ``inside`` is the index of the quotation it stands in, ``quotation`` of the one it is; ``quotes``
    tells that the content is words in quotation marks; ``kind`` is set where its reader told it.
    """

    content: list[Span]
    cue: list[Span]
    source: Span | None
    rule: str
    inside: int = -1
    quotation: int = -1
    antecedent: Span | None = None
    elided: bool = False
    agentless: bool = False
    quotes: bool = False
    whole: bool = False
    nameless: bool = False
    negated: bool = False
    lemma: str = ""
    cited: int = -1
    parent: Draft | None = None
    extra_sources: list[Span] = field(default_factory=list)
    speaker: tuple[str, ...] = ()
    speaker_class: str = "named"
    outlets: tuple[str, ...] = ()
    outlet_spans: tuple[Span, ...] = ()
    outlet_date: str | None = None
    resolved: str = ""
    kind: str = ""

    @property
    def start(self) -> int:
        """First code point of anything the attribution is made of."""
        places = [*self.content, *self.cue]
        if self.source:
            places.append(self.source)
        return min(start for start, _ in places)

    @property
    def end(self) -> int:
        """Code point after anything the attribution is made of."""
        places = [*self.content, *self.cue]
        if self.source:
            places.append(self.source)
        return max(end for _, end in places)
