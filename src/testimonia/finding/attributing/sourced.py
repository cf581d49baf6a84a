"""Sources of sources: "citing two officials", "learned from aides that", "quoted a guard as saying".

A report that names where it got its content from is two attributions of the same content, the second the
child of the first; "citing the daily X from unnamed aides" is three.
"""

from __future__ import annotations

from testimonia.finding.attributing.clauses import TIME_WORDS, Clauses, Stretch
from testimonia.finding.attributing.drafts import Draft
from testimonia.language.doc import Doc

_CITING = frozenset(("citing", "quoting"))
_AS = frozenset(
    ["saying", "telling", "stating", "adding", "declaring", "confirming", "warning", "claiming", "reporting"]
)
_OPENING = frozenset('“"«‘')


class Sourced:
    """Reads the sources that a report names for its own content."""

    def __init__(self, doc: Doc, clauses: Clauses) -> None:
        self.doc = doc
        self.words = doc.words
        self.clauses = clauses

    def read(self, drafts: list[Draft]) -> list[Draft]:
        """Return the further drafts, each the child of the one it goes through."""
        out: list[Draft] = []
        for draft in drafts:
            if draft.rule == "according to":
                out += self._through_according(draft)
            if draft.cue and (draft.rule.startswith(_READ) or draft.rule in _QUOTED):
                further = self._through(draft)
                out += further or self._beside(draft)
        return out

    def _through_according(self, draft: Draft) -> list[Draft]:
        """Read "according to X, citing Y, CLAUSE"."""
        if draft.source is None or draft.content[0][0] < draft.source[1]:
            return []
        lo = self.doc.token_range((draft.source[1], draft.content[0][0]))[0]
        hi = self.doc.token_range(draft.content[0])[0]
        for at in range(lo, min(hi, lo + 2)):
            if self.words[at] in _CITING:
                phrase = self._phrase(at + 1, hi)
                return [self._child(draft, (at, at + 1), phrase)] if phrase else []
        return []

    def _through(self, draft: Draft) -> list[Draft]:
        """Read the phrases between a cue and its content, nearest to the cue first."""
        lo = self.doc.token_range((draft.cue[-1][1], draft.content[0][0]))[0]
        hi = self.doc.token_range(draft.content[0])[0]
        if hi - lo > 40:
            return []
        out: list[Draft] = []
        above = draft
        at = lo
        while at < hi:
            word = self.words[at]
            if word in _CITING or (word == "from" and (draft.lemma in ("learn", "hear") or out)):
                phrase = self._phrase(at + 1, hi)
                if phrase is not None:
                    above = self._child(above, (at, at + 1), phrase)
                    out.append(above)
                    at = phrase[1]
                    continue
            at += 1
        return out

    def _beside(self, draft: Draft) -> list[Draft]:
        """Read a source named beside the subject ("X, quoting Y, said that", "Citing Y, X said that")."""
        if draft.source is None:
            return []
        carrier = self._carrier(draft)
        if carrier is not None:
            return [carrier]
        first = self.doc.token_range(draft.source)[0]
        cue = self.doc.token_range(draft.cue[0])[0]
        last = self.doc.token_range((draft.source[1], draft.source[1] + 1))[0]
        places = list(range(last, cue))
        sentence = self.doc.sentence_at(draft.source[0])
        if sentence is not None:
            begin = self.doc.token_range(sentence)[0]
            if self.words[begin] in _CITING and first - begin < 30:
                places.insert(0, begin)
        for at in places:
            if self.words[at] in _CITING:
                stop = cue if at >= last else first
                phrase = self._phrase(at + 1, stop)
                if phrase is not None:
                    return [self._child(draft, (at, at + 1), phrase)]
        return []

    def _carrier(self, draft: Draft) -> Draft | None:
        """Put the report of an outlet above one whose source it cites ("Witnesses cited by X spoke of …")."""
        if draft.source is None or draft.parent is not None:
            return None
        lo, hi = self.doc.token_range(draft.source)
        for at in range(lo + 1, hi - 2):
            if self.words[at] in ("cited", "quoted") and self.words[at + 1] == "by":
                outlet = self.clauses.phrase_after(at + 2, hi)
                if outlet is None:
                    return None
                draft.parent = self._child(draft, (at, at + 2), outlet)
                draft.parent.parent = None
                return draft.parent
        return None

    def _phrase(self, at: int, hi: int) -> Stretch | None:
        while at < hi and self.words[at] in _OPENING:
            at += 1
        return self.clauses.phrase_after(at, hi, 30) if at < hi else None

    def _child(self, above: Draft, cue: Stretch, source: Stretch) -> Draft:
        return Draft(
            content=list(above.content),
            cue=[self.doc.span_of(cue)],
            source=self.doc.span_of(source),
            rule="cited through",
            inside=above.inside,
            lemma=self.words[cue[0]],
            parent=above,
        )

    def _past_day(self, at: int, hi: int) -> int:
        """Pass over the day on which somebody was quoted ("quoted on Friday, 03/06/2037, a guard as …")."""
        while at < hi - 1 and (self.words[at] in _DAY or self.words[at].isdigit()):
            at += 1
        return at

    def quoted_as(self, at: int, hi: int) -> tuple[Stretch, Stretch] | None:
        """Return (source, cue) for "a guard as saying" after the verb at ``at``, or None."""
        for place in range(at + 2, min(hi - 1, at + 30)):
            if self.words[place] == "as" and self.words[place + 1] in _AS:
                source = self.clauses.phrase_after(self._past_day(at + 1, place), place, 30)
                return (source, (place, place + 2)) if source else None
            if self.words[place] in '.;:“”"':
                return None
        return None


_DAY = TIME_WORDS | frozenset(("on", "of", ",", "/", "-", "."))
_READ = ("clause with", "clause before", "noun phrase", "preposition", "named as")
_QUOTED = frozenset(("quote, cue before", "addressee and clause"))
