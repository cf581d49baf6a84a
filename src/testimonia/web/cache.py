"""What is counted over the whole case is counted once for every state of what it depends on.

A run of the program changes everything. A decision changes little: what it is about tells which counts it can
change, so that the others stay. What people rejected is not in the counts that are kept for long; it is taken
off when they are shown (see ``queries/time.py``).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar, cast

from testimonia.case import Case

T = TypeVar("T")

# What a count can depend on besides the documents: decisions about the rows of a layer, or those that change
# rows, ``actors`` (merged, split) and ``names`` (speakers and outlets that were corrected).
_ABOUT = "target >= '{0}:' AND target < '{0};'"
_CHANGES = {
    "names": "("
    + " OR ".join(_ABOUT.format(layer) for layer in ("attribution", "citation"))
    + ") AND action IN ('correct', 'undo')",
    "actors": _ABOUT.format("actor"),
} | {
    layer: _ABOUT.format(layer)
    for layer in ("attribution", "citation", "time", "mention", "scripture", "check", "passage")
}
ROWS = ("actors", "names")  # what changes the rows of statements


class Cache:
    """Results by key, the least used forgotten."""

    def __init__(self, most: int = 192) -> None:
        self.most = most
        self._results: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, case: Case, key: Hashable, make: Callable[[], T], *, of: Sequence[str] | None = None) -> T:
        """Return the result that a key stands for, made now if what it depends on has changed.

        ``of`` names what it depends on besides the documents; without it every decision counts.
        """
        state = state_of(case, of)
        with self._lock:
            if key in self._results and self._results[key][0] == state:
                self._results.move_to_end(key)
                return cast(T, self._results[key][1])
        made = make()
        with self._lock:
            self._results[key] = (state, made)
            self._results.move_to_end(key)
            while len(self._results) > self.most:
                self._results.popitem(last=False)
        return made


def state_of(case: Case, of: Sequence[str] | None = None) -> Hashable:
    """Return what tells one state of a case from another: its last run, its size, the last decisions."""
    connection = case.connection
    run = connection.execute(
        "SELECT number, ended, outcome FROM runs ORDER BY number DESC LIMIT 1"
    ).fetchone()
    (document, attribution) = connection.execute(
        "SELECT (SELECT max(number) FROM documents), (SELECT max(number) FROM attributions)"
    ).fetchone()
    (settled,) = connection.execute("SELECT group_concat(value) FROM settings").fetchone()
    conditions = ["1"] if of is None else [_CHANGES[name] for name in of]
    decided = tuple(
        connection.execute(f"SELECT max(number) FROM decisions WHERE {condition}").fetchone()[0]
        for condition in conditions
    )
    return (run, document, attribution, settled, decided)
