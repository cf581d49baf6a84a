"""What is counted over the whole case is counted once for every state of the case file."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from testimonia.case import Case

T = TypeVar("T")


class Cache:
    """Results by key, the least used forgotten; all of them once the case has changed."""

    def __init__(self, most: int = 128) -> None:
        self.most = most
        self._state: Hashable = None
        self._results: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, case: Case, key: Hashable, make: Callable[[], T]) -> T:
        """Return the result that a key stands for, made now if the case is another than when it was made."""
        state = state_of(case)
        with self._lock:
            if state != self._state:
                self._results.clear()
                self._state = state
            if key in self._results:
                self._results.move_to_end(key)
                return cast(T, self._results[key])
        made = make()
        with self._lock:
            if state == self._state:
                self._results[key] = made
                while len(self._results) > self.most:
                    self._results.popitem(last=False)
        return made


def state_of(case: Case) -> Hashable:
    """Return what tells one state of a case from another: its last decision, its last run, its size."""
    connection = case.connection
    (decided,) = connection.execute("SELECT max(number) FROM decisions").fetchone()
    run = connection.execute(
        "SELECT number, ended, outcome FROM runs ORDER BY number DESC LIMIT 1"
    ).fetchone()
    (document, attribution) = connection.execute(
        "SELECT (SELECT max(number) FROM documents), (SELECT max(number) FROM attributions)"
    ).fetchone()
    (settled,) = connection.execute("SELECT group_concat(value) FROM settings").fetchone()
    return (decided, run, document, attribution, settled)
