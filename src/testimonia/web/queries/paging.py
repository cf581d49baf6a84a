"""Lists a page at a time, by keyset: a page begins after the key of a row, or ends before one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from testimonia.model import Record

Key = TypeVar("Key")

#: How many rows are fetched at once where a list is taken whole.
_AT_ONCE = 500


class Slice(Record, Generic[Key], frozen=True):
    """A page of a list: ids in their order, and the keys before and after which the next pages stand."""

    ids: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    earlier: bool = False
    later: bool = False


def slice_of(
    rows: Sequence[Sequence[Any]], key: Callable[[Sequence[Any]], Key], *, size: int, begun: bool, back: bool
) -> Slice[Key]:
    """Return a page from its rows, the id first, of which one more than ``size`` was asked for.

    ``begun`` tells that a key was given, ``back`` that the page ends before it and its rows come last first.
    """
    more, shown = len(rows) > size, list(rows[:size])
    if back:
        shown.reverse()
    return Slice(
        ids=tuple(row[0] for row in shown),
        keys=tuple(key(row) for row in shown),
        earlier=more if back else begun,
        later=begun if back else more,
    )


def every_page(page: Callable[[int, Key | None], Slice[Key]]) -> Iterator[tuple[str, ...]]:
    """Yield the ids of a whole list; ``page`` gives the page of a size that begins after a key."""
    after = None
    while True:
        found = page(_AT_ONCE, after)
        if found.ids:
            yield found.ids
            after = found.keys[-1]
        if not found.later:
            return
