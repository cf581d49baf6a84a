"""Reports whose cue is several words: "made it clear that", "let slip that", "take the view that".

A verb of such an idiom reports nothing alone ("slip", "take"), so it stands in no table of cue verbs. An
adverb of hearsay that opens its sentence ("Reportedly, …") reports it of nobody in particular.
"""

from __future__ import annotations

from testimonia.finding.attributing.adverbials import Adverbials
from testimonia.finding.attributing.clauses import Clauses
from testimonia.finding.attributing.drafts import Draft
from testimonia.finding.attributing.extents import Extents
from testimonia.finding.attributing.levels import Levels
from testimonia.language.doc import Doc

_VIEWS = frozenset("view opinion belief conviction position stance".split())
#: First words of idioms, each with what may follow it.
_IDIOMS: dict[str, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(("made", "makes", "make", "making"), (("it", "clear"), ("clear",), ("known",))),
    **dict.fromkeys(("let", "lets"), (("slip",), ("it", "be", "known"), ("be", "known"))),
    **dict.fromkeys(("shot", "shoots", "hit", "hits", "fired", "fires"), (("back",),)),
    **dict.fromkeys(("put", "puts"), (("on", "record"), ("it", "to"))),
}
_HOLDING = frozenset(
    "hold holds held take takes took taken express expresses expressed voice voiced share shares "
    "shared".split()
)
_HEARSAY = frozenset(("reportedly", "allegedly", "supposedly", "purportedly"))
FIRST_WORDS = frozenset(_IDIOMS) | _HOLDING | _HEARSAY


class Idioms:
    """Reads the reports of one document whose cue is an idiom."""

    def __init__(
        self, doc: Doc, levels: Levels, clauses: Clauses, adverbials: Adverbials, extents: Extents
    ) -> None:
        self.doc = doc
        self.words = doc.words
        self.levels = levels
        self.clauses = clauses
        self.adverbials = adverbials
        self.extents = extents

    def read(self, at: int) -> Draft | None:
        """Return the report whose idiom begins at a token, or None."""
        if self.words[at] in _HEARSAY:
            return self._hearsay(at)
        lo, hi = self.levels.bounds(at)
        end = self._end(at)
        if end < 0 or not lo <= at < hi:
            return None
        begin = self._past_hearer(self.adverbials.skip(end, hi), hi)
        if begin + 1 >= hi:
            return None
        group = self.clauses.group_start(lo, at)
        subject = self.clauses.subject(lo, group) or self.clauses.main_subject(lo, group)
        if subject is None or self.words[subject[0]] in ("i", "we", "nobody"):
            return None
        if self.words[begin] == "that":
            right = self.extents.clause((begin + 1, hi), "clause with that", end)
        elif self.clauses.has_clause(begin, hi) and self.words[end - 1] not in _VIEWS:
            right = self.extents.clause((begin, hi), "clause without that", end)
        else:
            return None
        if right is None:
            return None
        return Draft(
            content=[self.doc.span_of(right[0])],
            cue=[self.doc.span_of((group, end))],
            source=self.doc.span_of(subject),
            rule=right[1],
            inside=self.levels.inside[at],
            lemma=" ".join(self.words[at:end]),
        )

    def _end(self, at: int) -> int:
        """Return the position after an idiom that begins at a token, or -1."""
        words = self.words
        for rest in _IDIOMS.get(words[at], ()):
            end = at + 1 + len(rest)
            if tuple(words[at + 1 : end]) == rest:
                return end
        held = words[at] in _HOLDING and words[at + 1 : at + 2] == ["the"]
        return at + 3 if held and at + 2 < len(words) and words[at + 2] in _VIEWS else -1

    def _past_hearer(self, at: int, hi: int) -> int:
        """Pass over whom it was said to ("to a friend of ours that …", "put it to Mr X that …")."""
        put = self.words[at - 1] == "to" and at < hi
        if not put and (at >= hi or self.words[at] != "to"):
            return at
        hearer = self.clauses.phrase_after(at if put else at + 1, hi)
        return hearer[1] if hearer else at

    def _hearsay(self, at: int) -> Draft | None:
        """Read "Reportedly, CLAUSE": nobody in particular says so."""
        lo, hi = self.levels.bounds(at)
        begin = at + 2 if self.words[at + 1 : at + 2] == [","] else at + 1
        if at != lo or not self.clauses.has_clause(begin, hi):
            return None
        right = self.extents.clause((begin, hi), "agentless passive", at + 1)
        if right is None:
            return None
        return Draft(
            content=[self.doc.span_of(right[0])],
            cue=[self.doc.span_of((at, at + 1))],
            source=None,
            rule="agentless passive",
            inside=self.levels.inside[at],
            agentless=True,
            lemma=self.words[at],
        )
