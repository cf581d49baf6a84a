"""The network's reading and that of the rules made one.

The network reads paragraphs; what it finds is paired with the rules' draft that has the same cue. Which of
the two is believed depends on the kind of text: the network has learnt news, and where a document is news
its spans are taken and its own finds count by their calibrated chance; in statements, leaflets or
transcripts the rules' spans stand, and of what the network alone has found only the surer is kept, in
comments and leaflets only the surest. Inside
contents the rules read alone. The weights of the calibration come with the network
(``training/calibrate.py``).
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from dataclasses import dataclass

from testimonia.finding.attributing.clauses import AUXILIARIES, RELATIVES, SUBJECT_PRONOUNS, Clauses
from testimonia.finding.attributing.drafts import CONFIDENCE, Draft
from testimonia.finding.attributing.levels import Levels
from testimonia.finding.network.features import flag
from testimonia.finding.network.reading import Found, Network
from testimonia.finding.network.sources import Sources
from testimonia.language.doc import Doc
from testimonia.model import Citation, Mention

#: The least chance of a first cue token, by the tagger, from which a candidate is read.
LEAST = 0.08
NETWORK = "network"
#: Genres that read like the news the network was trained on.
NEWS = frozenset(("article", "other"))
#: Genres in which offices, forces and firms report in plain prose: of the network alone more is believed
#: there than in comments, answers and leaflets, whose rhetoric it takes for reports.
RELEASES = frozenset(("statement", "communique", "press_release", "interview", "speech"))

#: Two contents with this share of tokens in common (Dice) are the same words said.
_SAME = 0.5
#: A quotation keeps its own marks as its edges where the network sees nearly the same words.
_NEARLY = 0.8
_APART = frozenset((
    "scripture", "block quotation", "turn of a transcript", "bracketed speech", "quote, signed",
    "quote, then cited", "cited through",
))  # fmt: skip
#: How far back, in tokens, the beginning of a content that overlaps another is looked for.
_FARTHEST = 400
#: Outside news a content of no more tokens than this needs a verb of its own.
_BARE = 4
_COMPLEMENTISER = "that"
#: Words that say nothing by themselves: a content made of them only points elsewhere ("he said so").
_EMPTY = (
    SUBJECT_PRONOUNS
    | RELATIVES
    | frozenset(
        "so this that these those him her them us me you it what one not anything something nothing "
        "everything to as much more the a an his hers its their theirs our ours my mine your yours".split()
    )
)

_NOT = frozenset("not unable never cannot n't couldn".split())
_VERIFYING = frozenset("verify verified confirm confirmed corroborate corroborated".split())
_NOBODY = frozenset(("nobody", "none", "neither"))
_FIRST = frozenset(("i", "we", "us", "me"))

Stretch = tuple[int, int]


@dataclass(slots=True)
class Row:
    """A pair, or either alone, with the chance that it is right."""

    found: Found | None
    rule: Draft | None
    chance: float


class _Contents:
    """Contents kept so far, to be asked whether one of them holds the same words as another."""

    def __init__(self, contents: list[list[Stretch]]) -> None:
        self._known = sorted((content[0][0], content) for content in contents if content)
        self._longest = max((content[-1][1] - start for start, content in self._known), default=0)
        self._longest = min(self._longest, _FARTHEST)

    def add(self, content: list[Stretch]) -> None:
        insort(self._known, (content[0][0], content))
        self._longest = max(self._longest, min(content[-1][1] - content[0][0], _FARTHEST))

    def hold(self, content: list[Stretch]) -> bool:
        lo = bisect_left(self._known, (content[0][0] - self._longest, []))
        hi = bisect_left(self._known, (content[-1][1], []))
        return any(_alike(content, rival) >= _SAME for _, rival in self._known[lo:hi])


class Merger:
    """Reads one document with the network and the drafts of the rules."""

    def __init__(self, doc: Doc, network: Network, clauses: Clauses, levels: Levels, genre: str) -> None:
        self.doc = doc
        self.network = network
        self.inside = levels.inside
        self.turns = [turn.span for turn in levels.turns]
        self.labels = [turn.label_span for turn in levels.turns]
        self.news = genre in NEWS
        card = network.weights.card
        self.weights = card.get("calibration", {}).get("news" if self.news else "other", {})
        kind = "news" if self.news else "releases" if genre in RELEASES else "other"
        self.least = card.get("thresholds", {}).get(kind, 0.5)
        self.sources = Sources(doc, clauses)
        self.clauses = clauses

    def read(
        self, rules: list[Draft], mentions: list[Mention], citations: list[Citation]
    ) -> tuple[list[Draft], dict[int, float]]:
        """Return drafts and, by their ``id()``, how likely each is right; parents are still to be set."""
        drafts: list[Draft] = []
        chances: dict[int, float] = {}
        for row in self.kept(self.rows(rules, mentions, citations)):
            draft = self.made(row)
            drafts.append(draft)
            chances[id(draft)] = row.chance
        return drafts, chances

    def rows(self, rules: list[Draft], mentions: list[Mention], citations: list[Citation]) -> list[Row]:
        """Return all that either has found, in pairs where both have, before anything is left out."""
        words = [self.doc.text[start:end] for start, end in self.doc.tokens]
        flags = flag(self.doc, rules, mentions, citations)
        paragraphs = [self.doc.token_range((p.start, p.end)) for p in self.doc.paragraphs]
        found = self.network.read(words, flags, [(lo, hi) for lo, hi in paragraphs if lo < hi], LEAST)
        return self._paired(
            [self.sources.settle(one) for one in found if self._says(one) and not self._labels(one)], rules
        )

    def _says(self, one: Found) -> bool:
        """Tell whether a content has words of its own."""
        return any(
            self.doc.words[at] not in _EMPTY and self.doc.words[at][0].isalnum()
            for piece in one.content
            for at in range(*piece)
        )

    def _paired(self, found: list[Found], rules: list[Draft]) -> list[Row]:
        """Return all rows: what the network found with the rules' draft of its cue, and the drafts left
        over."""
        by_token: dict[int, list[Draft]] = {}
        for draft in rules:
            for span in draft.cue:
                for at in range(*self.doc.token_range(span)):
                    by_token.setdefault(at, []).append(draft)
        rows: list[Row] = []
        taken: set[int] = set()
        for one in sorted(found, key=lambda one: (-one.chance, one.cue)):
            near = [d for at in range(*one.cue) for d in by_token.get(at, ()) if id(d) not in taken]
            best = max(near, key=lambda draft: self._alike(one, draft), default=None)
            if best is not None:
                taken.add(id(best))
            rows.append(Row(one, best, self._chance(one, best)))
        rows += [Row(None, rule, self._chance(None, rule)) for rule in rules if id(rule) not in taken]
        return rows

    def _alike(self, one: Found, draft: Draft) -> float:
        return _alike(one.content, [self.doc.token_range(span) for span in draft.content])

    def _chance(self, one: Found | None, rule: Draft | None) -> float:
        """Return how likely a row is right, by logistic regression on what both say."""
        if rule is not None and (one is None or rule.rule in _APART or not rule.cue):
            return CONFIDENCE[rule.rule]
        bias, by_network, by_rule = self.weights.get("both" if rule else "network", (0.0, 1.0, 0.0))
        total = bias + by_network * odds(one.chance) if one is not None else bias
        if rule is not None:
            total += by_rule * odds(CONFIDENCE[rule.rule])
        return 1 / (1 + math.exp(-total))

    def kept(self, rows: list[Row]) -> list[Row]:
        """Return rows without those of the network that are unlikely, or say what a likelier row says."""
        kept = [row for row in rows if row.rule is not None and (not self.news or self._believed(row))]
        cues = {at for row in kept if row.found is not None for at in range(*row.found.cue)}
        said = _Contents([self._content(row) for row in kept])
        alone = [row for row in rows if row.rule is None and row.chance >= self.least and self._heard(row)]
        for row in sorted(alone, key=lambda row: -row.chance):
            found = row.found
            assert found is not None
            if any(at in cues for at in range(*found.cue)) or said.hold(found.content):
                continue
            cues.update(range(*found.cue))
            said.add(found.content)
            kept.append(row)
        return kept

    def _heard(self, row: Row) -> bool:
        """Tell whether what the network alone has found is somebody's saying.

        Nobody says what "nobody said", nor is a passive whose subject is all that is said a saying ("the
        letter was circulated"). Outside news the writer's own assertions are left out, as by the rules.
        """
        found = row.found
        assert found is not None
        source = {self.doc.words[at] for piece in found.source for at in range(*piece)}
        if source & _NOBODY or self._unverified(found):
            return False
        if len(source) == 1 and self.clauses.verbs.get(next(iter(source))) == "present":
            return False
        if not found.source and all(hi <= found.cue[0] for _, hi in found.content):
            return False
        if self.news:
            return True
        if not self._weighty(found):
            return False
        own = bool(source & _FIRST) and (self.inside[found.cue[0]] < 0 or self._in_turn(found.cue[0]))
        return not own

    def _unverified(self, found: Found) -> bool:
        """Tell whether all that is said is that something could not be verified."""
        around = self.doc.words[max(0, found.cue[0] - 5) : found.cue[1]]
        return bool(_NOT.intersection(around)) and bool(_VERIFYING.intersection(around[-3:]))

    def _in_turn(self, at: int) -> bool:
        place = bisect_left(self.turns, (self.doc.tokens[at][0] + 1, 0)) - 1
        return place >= 0 and self.doc.tokens[at][0] < self.turns[place][1]

    def _labels(self, found: Found) -> bool:
        """Tell whether a label of a transcript was taken for a source, a cue or words said."""
        for piece in (*found.source, found.cue, *found.content):
            start, end = self.doc.span_of(piece)
            place = max(0, bisect_left(self.labels, (start, 0)) - 1)
            if any(start <= label[1] and label[0] < end for label in self.labels[place : place + 3]):
                return True
        return False

    def _weighty(self, found: Found) -> bool:
        """Tell whether a content is more than the bare object of a verb ("warned the enemy")."""
        if sum(hi - lo for lo, hi in found.content) > _BARE:
            return True
        words = (self.doc.words[at] for piece in found.content for at in range(*piece))
        return any(word in self.clauses.verbs or word in AUXILIARIES for word in words)

    def _believed(self, row: Row) -> bool:
        """Tell whether a row of the rules stands in news, where the network has read every cue too."""
        rule = row.rule
        assert rule is not None
        return rule.parent is not None or rule.rule in _APART or row.chance >= self.least

    def _content(self, row: Row) -> list[Stretch]:
        if row.found is not None and self.news:
            return row.found.content
        return [self.doc.token_range(span) for span in row.rule.content] if row.rule is not None else []

    def made(self, row: Row) -> Draft:
        """Return the draft that a row becomes; what the network knows better is written into the rules'
        own."""
        if row.rule is None:
            assert row.found is not None
            return self._draft(row.found)
        if row.found is not None:
            self._join(row.found, row.rule)
        return row.rule

    def _draft(self, found: Found) -> Draft:
        """Make a draft of what the network alone has found."""
        span = self.doc.span_of
        first = found.cue[0]
        return Draft(
            content=[span(piece) for piece in self._plain(found.content)],
            cue=[span(found.cue)],
            source=span(found.source[0]) if found.source else None,
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

    def _join(self, found: Found, rule: Draft) -> None:
        """Write into the rules' draft what the network knows better."""
        if rule.rule in _APART:
            return
        span = self.doc.span_of
        if not self.news:
            if rule.source is None and found.source and not rule.agentless and not rule.elided:
                rule.source = span(found.source[0])
            return
        quotation = rule.quotation >= 0 or bool(rule.quotes)
        if not (quotation and self._alike(found, rule) >= _NEARLY):
            rule.content = [span(piece) for piece in self._plain(found.content)]
            rule.quotation, rule.quotes = -1, False
        if found.source:
            rule.source = span(found.source[0])
            rule.extra_sources = [span(piece) for piece in found.source[1:]]


def _alike(ours: list[Stretch], theirs: list[Stretch]) -> float:
    """Return the share of tokens in common (Dice) of two contents, each of stretches that lie apart."""
    common = sum(max(0, min(b, d) - max(a, c)) for a, b in ours for c, d in theirs)
    return 2 * common / max(1, sum(b - a for a, b in ours) + sum(d - c for c, d in theirs))


def odds(chance: float) -> float:
    """Return the log odds of a chance, cut off at one in a thousand."""
    chance = min(max(chance, 0.001), 0.999)
    return math.log(chance / (1 - chance))
