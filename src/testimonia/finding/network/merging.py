"""The network's reading and that of the rules made one.

The outermost attributions are read first; then what stands inside their contents, each content as a text of its
own, and so on. At each level what the network found is paired with what the rules found of the same cue. The
chance that a pair, or either alone, is right comes from both by weights in the file of the network (so far set by
hand); what is likelier wrong than right is dropped.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from testimonia.finding.attributing.drafts import CONFIDENCE, Draft
from testimonia.finding.network.features import flag, flag_inside
from testimonia.finding.network.reading import Found, Network
from testimonia.language.doc import Doc
from testimonia.model import Citation, Mention, Span

#: How deep contents are read, and the fewest tokens of one that is.
DEEPEST, SHORTEST = 5, 5
#: The least chance of a first cue token, by the tagger, from which a candidate is read.
LEAST = 0.04
NETWORK = "network"

_APART = ("scripture", "block quotation", "turn of a transcript", "bracketed speech", "quote, signed",
          "quote, then cited", "cited through")  # fmt: skip
_RELATIVES = frozenset(("who", "which", "that", "whom"))
_COMPLEMENTISER = "that"

Stretch = tuple[int, int]


class Merger:
    """Reads one document with the network and the drafts of the rules."""

    def __init__(self, doc: Doc, network: Network, inside: Sequence[int]) -> None:
        self.doc = doc
        self.network = network
        self.inside = inside
        self.words = [doc.text[start:end] for start, end in doc.tokens]
        self.weights = network.weights.card.get("calibration", {})

    def read(
        self, rules: list[Draft], mentions: list[Mention], citations: list[Citation]
    ) -> tuple[list[Draft], dict[int, float]]:
        """Return drafts and, by their ``id()``, how likely each is right; parents are still to be set."""
        out: list[Draft] = []
        chances: dict[int, float] = {}
        plain = flag(self.doc, rules, mentions, citations)
        regions = [self._tokens((p.start, p.end)) for p in self.doc.paragraphs]
        waiting = rules
        flags = plain
        for level in range(DEEPEST):
            regions = [region for region in regions if region[0] < region[1]]
            if not regions:
                break
            here, waiting = _outermost(waiting, self, regions)
            if level:
                shown = [(draft, False) for draft in here]
                shown += [(draft, True) for draft in waiting if self._region(draft, regions) >= 0]
                flags = flag_inside(self.doc, plain, regions, shown)
            found = self.network.read(self.words, flags, regions, LEAST)
            drafts = self._merge(found, here, chances)
            out += drafts
            regions = self._contents(drafts)
        for draft in waiting:
            chances[id(draft)] = CONFIDENCE[draft.rule]
        return out + waiting, chances

    def _tokens(self, span: Span) -> Stretch:
        return bisect_left(self.doc.starts, span[0]), bisect_left(self.doc.starts, span[1])

    def _region(self, draft: Draft, regions: Sequence[Stretch]) -> int:
        """Return the region that holds the first token of a draft, or -1."""
        first = (draft.cue or draft.content)[0][0]
        at = bisect_left(self.doc.starts, first)
        number = bisect_right(regions, (at, len(self.doc.tokens) + 1)) - 1
        return number if number >= 0 and at < regions[number][1] else -1

    def _contents(self, drafts: list[Draft]) -> list[Stretch]:
        """Return the contents to be read next: apart from each other, cut at the ends of paragraphs."""
        ranges = sorted(self._tokens(span) for draft in drafts for span in draft.content)
        out: list[Stretch] = []
        for lo, hi in ranges:
            if out:
                lo = max(lo, out[-1][1])
            while hi - lo >= SHORTEST:
                paragraph = self.doc.paragraph_at(self.doc.tokens[lo][0])
                stop = min(hi, self._tokens((0, paragraph.end))[1]) if paragraph else hi
                stop = max(stop, lo + 1)
                if stop - lo >= SHORTEST:
                    out.append((lo, stop))
                lo = stop
        return out

    def _merge(self, found: list[Found], rules: list[Draft], chances: dict[int, float]) -> list[Draft]:
        """Return what is kept of one level."""
        pairs = _pair(self, found, rules)
        kept: list[tuple[float, Stretch | None, Draft]] = []
        paired = {id(rule) for _, rule in pairs if rule is not None}
        for one, rule in pairs:
            chance = self._chance(one, rule)
            if chance >= 0.5 or (rule is not None and rule.rule in _APART):
                draft = self._draft(one) if rule is None else self._joined(one, rule)
                if draft.content:
                    kept.append((chance, one.cue, draft))
        for rule in rules:
            if id(rule) not in paired:
                chance = self._chance(None, rule)
                if chance >= 0.5 or rule.rule in _APART or not rule.cue:
                    kept.append((chance, None, rule))
        drafts = []
        for chance, _, draft in _without_rivals(kept):
            chances[id(draft)] = chance
            drafts.append(draft)
        return drafts

    def _chance(self, one: Found | None, rule: Draft | None) -> float:
        """Return how likely a pair is right, by logistic regression on what both say."""
        if rule is not None and (rule.rule in _APART or not rule.cue):
            return CONFIDENCE[rule.rule]
        name = "both" if one and rule else "network" if one else "rules"
        bias, by_network, by_rule = self.weights.get(name, (0.0, 1.0, 1.0))
        odds = bias
        if one is not None:
            odds += by_network * _odds(one.chance)
        if rule is not None:
            odds += by_rule * _odds(CONFIDENCE[rule.rule])
        return 1 / (1 + math.exp(-odds))

    def _draft(self, found: Found) -> Draft:
        """Make a draft of what the network alone has found."""
        span = self.doc.span_of
        source = span(found.source[0]) if found.source else None
        first = found.cue[0]
        return Draft(
            content=[span(piece) for piece in self._plain(found.content)],
            cue=[span(found.cue)],
            source=source,
            rule=NETWORK,
            inside=self.inside[first],
            lemma=self.doc.words[found.cue[1] - 1],
            negated=any(word in ("not", "never", "n't") for word in self.doc.words[first : found.cue[1]]),
            extra_sources=[span(piece) for piece in found.source[1:]],
        )

    def _plain(self, pieces: list[Stretch]) -> list[Stretch]:
        """Return contents without the word that only joins them to their cue."""
        lo, hi = pieces[0]
        if hi - lo > 1 and self.doc.words[lo] == _COMPLEMENTISER:
            return [(lo + 1, hi), *pieces[1:]]
        return pieces

    def _joined(self, found: Found, rule: Draft) -> Draft:
        """Return the rules' draft with what the network knows better."""
        if rule.rule in _APART or not found.content:
            return rule
        span = self.doc.span_of
        if rule.quotation < 0 and not rule.quotes:
            rule.content = [span(piece) for piece in self._plain(found.content)]
        if rule.source is None and found.source and not rule.agentless:
            rule.source = span(found.source[0])
        return rule


def _odds(chance: float) -> float:
    chance = min(max(chance, 0.001), 0.999)
    return math.log(chance / (1 - chance))


def _outermost(
    drafts: list[Draft], merger: Merger, regions: Sequence[Stretch]
) -> tuple[list[Draft], list[Draft]]:
    """Part the drafts that no other of them holds, in these regions, from the rest."""
    pending = {id(draft) for draft in drafts}
    here: list[Draft] = []
    later: list[Draft] = []
    for draft in drafts:
        region = merger._region(draft, regions)
        held = draft.parent is not None and id(draft.parent) in pending
        held = held and merger._region(draft.parent, regions) == region if draft.parent else held
        (here if region >= 0 and not held else later).append(draft)
    return here, later


def _pair(merger: Merger, found: list[Found], rules: list[Draft]) -> list[tuple[Found, Draft | None]]:
    """Pair what the network found with the rules' draft that shares its cue, or is of the same words."""
    by_token: dict[int, list[Draft]] = {}
    for draft in rules:
        for span in draft.cue:
            for at in range(*merger._tokens(span)):
                by_token.setdefault(at, []).append(draft)
    out: list[tuple[Found, Draft | None]] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda one: (-one.chance, one.cue)):
        rivals = [d for at in range(*one.cue) for d in by_token.get(at, ()) if id(d) not in taken]
        best = max(rivals, key=lambda draft: _alike(merger, one, draft), default=None)
        if best is not None:
            taken.add(id(best))
        out.append((one, best))
    return out


def _alike(merger: Merger, one: Found, draft: Draft) -> float:
    ours = {at for piece in one.content for at in range(*piece)}
    theirs = {at for span in draft.content for at in range(*merger._tokens(span))}
    return 2 * len(ours & theirs) / max(1, len(ours) + len(theirs))


def _without_rivals(
    kept: list[tuple[float, Stretch | None, Draft]],
) -> list[tuple[float, Stretch | None, Draft]]:
    """Drop rows of the network whose cue a likelier row has."""
    taken: set[int] = set()
    out = []
    for chance, cue, draft in sorted(kept, key=lambda one: (-one[0], one[2].start)):
        if cue is not None and any(at in taken for at in range(*cue)):
            continue
        if cue is not None:
            taken.update(range(*cue))
        out.append((chance, cue, draft))
    return sorted(out, key=lambda one: (one[2].start, -one[2].end))
