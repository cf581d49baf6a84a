"""Actors: the mentions of all documents, merged where they name the same one.

How it works. Every distinct (text, type, name within its document) is one **key**; keys hang on a **node**,
the type and the name it stands for. Nodes are joined by union-find, each join with its reason: the user's
aliases first (nothing overrules them), then names equal but for case, hyphens and diacritics, names equal
in folded transliteration (:mod:`.transliteration`; the same type, at least five folded letters, never
outlets), appositions of the texts, short forms, and fuller names of persons that share given name and
surname with exactly one other. Pairs of ``name_warnings.tsv`` are never joined, nor is a name with a longer
one that merely contains it. All look-ups are by hashed keys: near linear in the number of keys; mentions
are only counted. It fails where two bearers of one name appear in one case (they become one actor: split
them by hand) and where one name is spelt in ways no rule folds.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from testimonia.comparing.aliases import Alias, AliasError, load_aliases
from testimonia.comparing.transliteration import fold, letters, plain
from testimonia.model import Actor, ActorVariant, Mention, annotation_id
from testimonia.tables import read_table

__all__ = ["Alias", "AliasError", "canonical_names", "link", "load_aliases"]

Node = tuple[str, str]
_LEAST_LETTERS = 5
_TYPES = ("person", "organisation", "armed_group", "place", "state", "media")
_NATIONALITY = ("ians", "ian", "ese", "ish", "ans", "an", "is", "i")  # Vessian, Lumese, Lumish, Luman, Qasri
_COUNTRY = ("ia", "a", "e", "o")  # Vessia, Luma, Lume, Lumo
_MAX_DOCUMENTS = 1000
_SURE = 0.7  # a mention less sure of its type takes the type that its name has elsewhere in the case


def link(mentions: Iterable[Mention], *, aliases: Sequence[Alias] = ()) -> list[Actor]:
    """Return the actors of a case, sorted by type and name; ``why`` holds the reason of every merge.

    Names and adjectives count, and roles that a document ties to a person; roles tied to nobody are left out.
    ``variants`` are sorted by falling count; ``mentions`` are ids in the order given.
    """
    gathered = _Gathered(aliases)
    for mention in mentions:
        gathered.add(mention)
    joins = _Joins(gathered)
    joins.by_alias()
    joins.by_spelling()
    joins.by_apposition()
    joins.by_transliteration()
    joins.by_fuller_name()
    joins.by_nationality()
    return _actors(gathered, joins)


def canonical_names(actors: Iterable[Actor], mentions: Iterable[Mention]) -> dict[tuple[str, str], str]:
    """Return the actor's name for each document and name within it: what exports write for a speaker.

    A spelling that stands for several actors in one document keeps the first; ``Mention.name`` comes
    before spellings.
    """
    owner = {mention: actor.name for actor in actors for mention in actor.mentions}
    found: dict[tuple[str, str], str] = {}
    texts: dict[tuple[str, str], str] = {}
    for mention in mentions:
        name = owner.get(mention.id)
        if name:
            found.setdefault((mention.document, mention.name or mention.text), name)
            if mention.form == "name":
                texts.setdefault((mention.document, mention.text), name)
    return texts | found


def bare(name: str) -> str:
    """Return a name with case, hyphens, diacritics, apostrophes and a leading "the" set aside."""
    return plain(name).removeprefix("the ")


@cache
def _warnings() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table("name_warnings.tsv"):
        found[bare(row["a"])].add(bare(row["b"]))
        found[bare(row["b"])].add(bare(row["a"]))
    return {name: frozenset(others) for name, others in found.items()}


@cache
def _table_names() -> frozenset[str]:
    """Names that stand first in a row of a table: the preferred names of their actors."""
    tables = ("states", "groups", "organisations", "persons", "places")
    return frozenset(row["name"] for table in tables for row in read_table(f"{table}.tsv"))


class _Gathered:
    """Mentions counted by node: nothing of a mention is kept but its id, its text and its document."""

    def __init__(self, aliases: Sequence[Alias]) -> None:
        self.given = {bare(a.alias): a for a in aliases}
        for alias in aliases:
            own = Alias(alias=alias.canonical, canonical=alias.canonical, kind=alias.kind)
            self.given.setdefault(bare(alias.canonical), own)
        self.ids: dict[Node, list[str]] = defaultdict(list)
        self.positions: dict[Node, array[int]] = defaultdict(lambda: array("Q"))
        self.total = 0
        self.types: dict[Node, Counter[str]] = defaultdict(Counter)
        self.texts: dict[Node, Counter[tuple[str, str]]] = defaultdict(Counter)
        self.documents: dict[tuple[Node, str, str], dict[str, None]] = defaultdict(dict)
        self.ties: dict[tuple[Node, Node], str] = {}
        self._nodes: dict[tuple[str, str, str, str], Node | None] = {}

    def add(self, mention: Mention) -> None:
        unsure = mention.confidence < _SURE and mention.form == "name"
        key = ("other" if unsure else mention.type, mention.form, mention.text, mention.name)
        if key not in self._nodes:
            self._nodes[key] = self._node(*key)
        node = self._nodes[key]
        if node is None:
            return
        text = " ".join(mention.text.split())
        self.types[node][mention.type] += 1
        self.ids[node].append(mention.id)
        self.positions[node].append(self.total)
        self.total += 1
        self.texts[node][text, mention.form] += 1
        documents = self.documents[node, text, mention.form]
        if len(documents) < _MAX_DOCUMENTS:
            documents[mention.document] = None
        if mention.why.startswith("apposition") and mention.form == "name":
            own = self._node(mention.type, "name", mention.text, "")
            if own and own != node:
                self.ties.setdefault((own, node), f"{mention.why}: “{text}” for “{node[1]}”")

    def _node(self, kind: str, form: str, text: str, name: str) -> Node | None:
        if form == "name" and (own := self.given.get(bare(text))):
            return (own.kind or kind, own.canonical)
        if not name and form != "name":
            return None
        whole = " ".join((name or text).split())
        if other := self.given.get(bare(whole)):
            return (other.kind or kind, other.canonical)
        return (kind, whole) if whole else None


class _Joins:
    """Union-find over nodes that remembers reasons and refuses what must stay apart."""

    def __init__(self, gathered: _Gathered) -> None:
        self.gathered = gathered
        self.nodes = sorted(gathered.ids)
        self.parent = {node: node for node in self.nodes}
        self.names = {node: {bare(node[1])} for node in self.nodes}
        self.fixed = {
            node: {a.canonical for a in [gathered.given.get(bare(node[1]))] if a} for node in self.nodes
        }
        self.reasons: dict[Node, list[str]] = defaultdict(list)

    def root(self, node: Node) -> Node:
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def join(self, one: Node, two: Node, why: str) -> bool:
        """Join two nodes unless a warning or the user's table parts them; tell whether they are one now."""
        a, b = self.root(one), self.root(two)
        if a == b:
            return True
        if len(self.fixed[a] | self.fixed[b]) > 1 or self._warned(a, b):
            return False
        if len(self.names[a]) < len(self.names[b]):
            a, b = b, a
        self.parent[b] = a
        self.names[a] |= self.names.pop(b)
        self.fixed[a] |= self.fixed.pop(b)
        self.reasons[a] += [*self.reasons.pop(b, []), why]
        return True

    def _warned(self, a: Node, b: Node) -> bool:
        small, large = sorted((self.names[a], self.names[b]), key=len)
        return any(not large.isdisjoint(_warnings()[name]) for name in small if name in _warnings())

    def _group(self, groups: dict[Node, list[Node]], why: str) -> None:
        for nodes in groups.values():
            for other in nodes[1:]:
                self.join(nodes[0], other, f"{why}: “{nodes[0][1]}”, “{other[1]}”")

    def by_alias(self) -> None:
        """Join the names that the user's table gives to one actor, whatever their types."""
        groups: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes:
            for canonical in self.fixed[node]:
                groups[canonical].append(node)
        for canonical, nodes in groups.items():
            self.reasons[nodes[0]].append(f"the user's table: “{canonical}”")
            for other in nodes[1:]:
                self.join(nodes[0], other, f"the user's table: “{canonical}”")

    def by_spelling(self) -> None:
        """Join names of one type that differ in case, hyphens, diacritics or a leading article."""
        groups: dict[Node, list[Node]] = defaultdict(list)
        for node in self.nodes:
            groups[node[0], bare(node[1])].append(node)
        self._group(groups, "spelling")
        for node in self.nodes:
            if node[0] == "other":
                same = [(kind, bare(node[1])) for kind in _TYPES]
                found = [groups[key][0] for key in same if key in groups]
                if len(found) == 1:
                    self.join(found[0], node, f"spelling: “{node[1]}” of unknown type")

    def by_transliteration(self) -> None:
        """Join names of one type with the same folded transliteration; outlets and states must be exact."""
        groups: dict[Node, list[Node]] = defaultdict(list)
        for node in self.nodes:
            if node[0] in ("media", "state", "other"):
                continue
            key = fold(node[1])
            if letters(key) >= _LEAST_LETTERS:
                groups[node[0], key].append(node)
        self._group(groups, "transliteration")

    def by_apposition(self) -> None:
        """Join what texts set side by side; a short form only where all texts give it one meaning."""
        meanings: dict[Node, set[Node]] = defaultdict(set)
        for (own, main), _ in sorted(self.gathered.ties.items()):
            if own in self.parent or self._is_short(own[1]):
                meanings[own].add(main)
        for (own, main), why in sorted(self.gathered.ties.items()):
            if own not in self.parent or main not in self.parent:
                continue
            roots = {self.root(node) for node in meanings[own] if node in self.parent}
            if len(roots) > 1 and self._is_short(own[1]):
                continue
            self.join(main, own, why)

    @staticmethod
    def _is_short(name: str) -> bool:
        return name.replace(".", "").isupper() and len(name) <= 8

    def by_fuller_name(self) -> None:
        """Join "Ana Varo" with "Ana Maria Varo" where all its words stand in exactly one fuller name."""
        fuller: dict[tuple[str, str], list[tuple[frozenset[str], Node]]] = defaultdict(list)
        persons = [(tuple(fold(node[1]).split()), node) for node in self.nodes if node[0] == "person"]
        for words, node in persons:
            for word in set(words[:-1]):
                fuller[word, words[-1]].append((frozenset(words), node))
        for words, node in sorted(persons, key=lambda p: (-len(p[0]), p[1])):
            if len(words) < 2 or sum(map(len, words)) < _LEAST_LETTERS:
                continue
            candidates = fuller[words[0], words[-1]]
            if len(candidates) > 50:
                continue
            own = frozenset(words)
            roots = {self.root(other): other for held, other in candidates if held > own}
            if len(roots) == 1:
                other = next(iter(roots.values()))
                self.join(other, node, f"fuller name: “{node[1]}”, “{other[1]}”")

    def by_nationality(self) -> None:
        """Join an adjective of nationality that no table knows with the one state of its stem."""
        states: dict[str, set[Node]] = defaultdict(set)
        adjectives = []
        for node in self.nodes:
            if node[0] != "state" or node[1] in _table_names():
                continue
            if all(form == "adjective" for _, form in self.gathered.texts[node]):
                adjectives.append(node)
            for stem in {bare(node[1]), _stem(node[1], _COUNTRY)} - {""}:
                states[stem].add(node)
        for node in adjectives:
            found = sorted(states[_stem(node[1], _NATIONALITY)] - {node})
            if len(found) == 1:
                self.join(found[0], node, f"nationality: “{node[1]}” of “{found[0][1]}”")


def _stem(name: str, endings: tuple[str, ...]) -> str:
    """Return a name without the first of some endings that leaves four letters, or the empty string."""
    key = bare(name)
    return next((key[: -len(e)] for e in endings if key.endswith(e) and len(key) - len(e) >= 4), "")


def _actors(gathered: _Gathered, joins: _Joins) -> list[Actor]:
    classes: dict[Node, list[Node]] = defaultdict(list)
    for node in joins.nodes:
        classes[joins.root(node)].append(node)
    out = [_actor(gathered, joins, root, nodes) for root, nodes in classes.items()]
    return sorted(out, key=lambda a: (a.type, a.name, a.id))


def _actor(gathered: _Gathered, joins: _Joins, root: Node, nodes: list[Node]) -> Actor:
    counts = {node: len(gathered.ids[node]) for node in nodes}
    fixed = joins.fixed[root]
    name = min(fixed) if fixed else _preferred(counts)
    sure = [node for node in nodes if node[0] != "other"]
    kinds: Counter[str] = Counter()
    for node in sure or nodes:
        kinds.update(gathered.types[node])
    kind = min(kinds, key=lambda k: (-kinds[k], k))
    given = gathered.given.get(bare(name))
    if fixed and given and given.kind:
        kind = given.kind
    ids = gathered.ids[nodes[0]]
    if len(nodes) > 1:
        placed = [
            pair for node in nodes for pair in zip(gathered.positions[node], gathered.ids[node], strict=True)
        ]
        ids = [i for _, i in sorted(placed)]
    return Actor(
        id=annotation_id("", "actor", (), f"{kind}\x1f{name}"),
        name=name,
        type=kind,  # type: ignore[arg-type]  # a key made of a mention's type
        variants=_variants(gathered, nodes),
        mentions=tuple(ids),
        why=tuple(dict.fromkeys(joins.reasons.get(root, []))),
    )


def _preferred(counts: dict[Node, int]) -> str:
    """Return the name of an actor: of the tables if one is, else the fullest that is well attested."""
    most = max(counts.values())

    def rank(node: Node) -> tuple[bool, bool, int, int, str]:
        name = node[1]
        attested = counts[node] * 10 >= most
        return (name not in _table_names(), not attested, -len(name.split()), -counts[node], name)

    return min(counts, key=rank)[1]


def _variants(gathered: _Gathered, nodes: list[Node]) -> tuple[ActorVariant, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    documents: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for node in nodes:
        counts.update(gathered.texts[node])
        for text, form in gathered.texts[node]:
            documents[text, form].update(gathered.documents[node, text, form])
    return tuple(
        ActorVariant(
            text=text,
            form=form,  # type: ignore[arg-type]  # a key made of a mention's form
            count=counts[text, form],
            documents=tuple(sorted(documents[text, form])),
        )
        for text, form in sorted(counts, key=lambda v: (-counts[v], v))
    )
