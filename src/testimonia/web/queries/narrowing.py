"""What a list is narrowed to by facets: values asked for and values left out, as they stand in an address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from testimonia.model import Record

Pairs = list[tuple[str, str]]
Chosen = dict[str, tuple[str, ...]]


class Narrowed(Record, frozen=True):
    """Values by facet, wanted and unwanted; a list adds what else it can be asked for."""

    wanted: Chosen = {}  # noqa: RUF012 (msgspec copies it)
    unwanted: Chosen = {}  # noqa: RUF012

    def pairs(self) -> Pairs:
        """Return it as the pairs of an address."""
        raise NotImplementedError

    def facet_pairs(self, facets: Iterable[str]) -> Pairs:
        """Return the values of facets as pairs, those left out under ``not-FACET``."""
        out: Pairs = []
        for facet in facets:
            out += [(facet, value) for value in self.wanted.get(facet, ())]
            out += [(f"not-{facet}", value) for value in self.unwanted.get(facet, ())]
        return out

    def toggled(self, facet: str, value: str, *, unwanted: bool = False) -> Pairs:
        """Return the pairs with one value of a facet put in or taken out."""
        key, other = (f"not-{facet}", facet) if unwanted else (facet, f"not-{facet}")
        pairs = [pair for pair in self.pairs() if pair != (other, value)]
        if (key, value) in pairs:
            pairs.remove((key, value))
        else:
            pairs.append((key, value))
        return pairs


def facet_values(pairs: Iterable[tuple[str, str]], facets: Collection[str]) -> tuple[Chosen, Chosen]:
    """Return the values wanted and unwanted, by facet, that the pairs of an address name, each once."""
    wanted: dict[str, list[str]] = defaultdict(list)
    unwanted: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        facet = key.removeprefix("not-")
        if value and facet in facets:
            (wanted if key == facet else unwanted)[facet].append(value)
    return (
        {key: tuple(dict.fromkeys(values)) for key, values in wanted.items()},
        {key: tuple(dict.fromkeys(values)) for key, values in unwanted.items()},
    )
