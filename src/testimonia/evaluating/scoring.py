"""What counts as right: rows of a reader laid beside those that a person marked.

Rows are paired one to one within a document, the most alike first: (2 Dice(content) + Dice(cue) +
Dice(source)) / 4 over their tokens; a pair shares a token of its contents, or of its cues where neither has
a content. A pair is right

* in its **content** where Dice(content) ≥ 0.5;
* **attributed** where the sources share a word as well, or neither has one: the figure to look at first;
* **with its cue** where the cues share a token as well;
* **strictly** where all three roles hold the same tokens, marks at the edges aside;
* in its **speaker** where both name the same, in whatever spelling of letters, one perhaps more fully;
* in its **parent** where its parent is paired with the parent of the other.

Precision and recall are micro-averages over all documents. Tokens of a role are those that carry it in
whatever row. Rows that a person marked as optional are paired last, and such pairs count for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from testimonia.case.search import name_matches
from testimonia.evaluating.gold import GoldRow
from testimonia.evaluating.tokens import EDGE, Page
from testimonia.model import Spans

ENOUGH = 0.5
ROLES = ("content", "cue", "source")
KINDS = ("direct", "mixed", "indirect")
#: The levels of being right, in their order.
LEVELS = ("content", "attributed", "with cue", "strict")

Tokens = frozenset[int]


@dataclass(frozen=True, slots=True)
class Relation:
    """One row as token numbers.

    ``words`` are those of the source that are no marks, ``core`` the three roles without marks at edges.
    """

    content: Tokens
    cue: Tokens
    source: Tokens
    words: Tokens
    core: tuple[Tokens, Tokens, Tokens]
    kind: str
    told_kind: str | None = None
    speaker: tuple[str, ...] = ()
    optional: bool = False
    parent: int = -1

    def tokens(self, role: str) -> Tokens:
        """Return the tokens of a role."""
        return {"content": self.content, "cue": self.cue, "source": self.source}[role]


def relation(
    page: Page,
    spans: Mapping[str, Spans],
    *,
    told_kind: str | None = None,
    speaker: tuple[str, ...] = (),
    optional: bool = False,
    parent: int = -1,
) -> Relation:
    """Return a row over the tokens of its text; ``parent`` is the place of another row in the same list."""
    tokens = {role: page.numbers(spans[role]) for role in ROLES}
    content, cue, source = (tokens[role] for role in ROLES)
    core = tuple(frozenset(n for n in tokens[role] if page.first_letter(n) not in EDGE) for role in ROLES)
    return Relation(
        content=content,
        cue=cue,
        source=source,
        words=frozenset(number for number in source if page.first_letter(number).isalnum()),
        core=core,  # type: ignore[arg-type]  # three roles make three sets
        kind=page.kind(spans["content"]),
        told_kind=told_kind,
        speaker=speaker,
        optional=optional,
        parent=parent,
    )


def relations_of(page: Page, rows: Sequence[GoldRow]) -> list[Relation]:
    """Return annotated rows over the tokens of their text."""
    places = {row.id: at for at, row in enumerate(rows) if row.id}
    return [
        relation(
            page,
            {"content": row.content, "cue": row.cue, "source": row.source},
            told_kind=row.kind,
            speaker=row.speaker,
            optional=row.optional,
            parent=places.get(row.parent or "", -1),
        )
        for row in rows
    ]


def dice(a: Tokens, b: Tokens) -> float:
    """Return 2 |a ∩ b| / (|a| + |b|), 1 for two empty sets."""
    if not a and not b:
        return 1.0
    return 2 * len(a & b) / (len(a) + len(b))


def pair(gold: Sequence[Relation], found: Sequence[Relation]) -> dict[int, int]:
    """Return the place of the found row that each annotated row is paired with, if any."""
    holders: dict[int, set[int]] = defaultdict(set)
    for j, other in enumerate(found):
        for token in other.content | other.cue:
            holders[token].add(j)
    weighed = []
    for i, one in enumerate(gold):
        for j in {j for token in one.content | one.cue for j in holders.get(token, ())}:
            other = found[j]
            content, cue, source = (dice(one.tokens(role), other.tokens(role)) for role in ROLES)
            if content if one.content or other.content else cue:
                weighed.append((one.optional, -(2 * content + cue + source) / 4, i, j))
    out: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(weighed):
        if i not in out and j not in taken:
            out[i] = j
            taken.add(j)
    return out


@dataclass(slots=True)
class Counts:
    """Figures of one or several documents: (right, annotated, found) by what is counted."""

    figures: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))

    def add(self, name: str, right: float = 0, gold: float = 0, found: float = 0) -> None:
        """Add to a figure."""
        figure = self.figures[name]
        figure[0] += right
        figure[1] += gold
        figure[2] += found

    def __iadd__(self, other: Counts) -> Counts:
        for name, figure in other.figures.items():
            self.add(name, *figure)
        return self


@dataclass(slots=True)
class Judged:
    """One document scored: its counts, the pairs, and of every found row whether it is attributed right.

    ``right`` holds None for a found row that is paired with an optional one.
    """

    counts: Counts
    pairs: dict[int, int]
    right: list[bool | None]
    levels: dict[int, set[str]]


def judge(gold: Sequence[Relation], found: Sequence[Relation]) -> Judged:
    """Score the rows found in one document."""
    pairs = pair(gold, found)
    aside = {j for i, j in pairs.items() if gold[i].optional}
    counted = [other for j, other in enumerate(found) if j not in aside]
    wanted = [one for one in gold if not one.optional]
    counts = Counts()
    levels = {i: _levels(gold[i], found[j]) for i, j in pairs.items()}
    for level in LEVELS:
        right = sum(level in reached for i, reached in levels.items() if not gold[i].optional)
        counts.add(level, right, len(wanted), len(counted))
    for role in ROLES:
        a, b = _tokens(wanted, role), _tokens(counted, role)
        counts.add(f"tokens of {role}", len(a & b), len(a), len(b))
    for one in wanted:
        counts.add(f"{one.kind}, of annotated", gold=1)
    for other in counted:
        counts.add(f"{other.kind}, of found", gold=1)
    for i, j in pairs.items():
        if not gold[i].optional:
            _count_pair(counts, gold, found, pairs, i, j, levels[i])
    hits = {j for i, j in pairs.items() if "attributed" in levels[i]}
    return Judged(
        counts=counts,
        pairs=pairs,
        right=[None if j in aside else j in hits for j in range(len(found))],
        levels=levels,
    )


def _levels(one: Relation, other: Relation) -> set[str]:
    """Return the levels at which a pair is right."""
    out = set()
    if dice(one.content, other.content) >= ENOUGH:
        out.add("content")
        if one.words & other.words or not (one.words or other.words):
            out.add("attributed")
            if dice(one.cue, other.cue) > 0:
                out.add("with cue")
    if one.core == other.core:
        out.add("strict")
    return out


def _count_pair(
    counts: Counts,
    gold: Sequence[Relation],
    found: Sequence[Relation],
    pairs: Mapping[int, int],
    i: int,
    j: int,
    reached: set[str],
) -> None:
    one, other = gold[i], found[j]
    if "attributed" in reached:
        counts.add(f"{one.kind}, of annotated", right=1)
        counts.add(f"{other.kind}, of found", right=1)
    if "content" in reached:
        if one.words:
            counts.add("source where content is right", bool(one.words & other.words), 1, 1)
        if one.told_kind in KINDS:
            counts.add("kind where content is right", one.told_kind == other.told_kind, 1, 1)
        if one.speaker:
            counts.add("speaker where content is right", same_names(one.speaker, other.speaker), 1, 1)
        if one.parent >= 0:
            right = other.parent >= 0 and pairs.get(one.parent) == other.parent
            counts.add("parent where content is right", right, 1, 1)


def same_names(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two lists name the same: as many names, each with a partner that has all of its words.

    Words are compared in any spelling of letters, and either name may have more of them.

    >>> same_names(["Mara Teel"], ["teel"]), same_names(["Mara Teel"], ["Ilan Voss"])
    (True, False)
    """
    left = list(other)
    for name in one:
        partner = next((n for n in left if name_matches(name, n) or name_matches(n, name)), None)
        if partner is None:
            return False
        left.remove(partner)
    return not left


def _tokens(rows: Iterable[Relation], role: str) -> set[int]:
    return {token for row in rows for token in row.tokens(role)}


def rates(figure: Sequence[float]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of (right, annotated, found); what has nothing to divide by is 0."""
    right, gold, found = figure
    precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
    return precision, recall, harmonic(precision, recall)


def harmonic(precision: float, recall: float) -> float:
    """Return F1."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def rates_of_kind(counts: Counts, kind: str) -> tuple[float, float, float]:
    """Return precision over found rows of a kind, recall over annotated ones, and F1, of attributed rows."""
    precision, recall = (
        figure[0] / figure[1] if (figure := counts.figures.get(f"{kind}, of {side}", (0, 0, 0)))[1] else 0.0
        for side in ("found", "annotated")
    )
    return precision, recall, harmonic(precision, recall)
