"""Who speaks of whom: the names of a document laid over its statements.

This costs what the statements and the names in their documents do, so MOST_LAID statements are looked at.
Where a name is asked for, only those that may bear it are: its own, and those of documents that name it.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from testimonia.case import Case
from testimonia.case.values import pack, unpack

MOST_LAID = 10_000
_AMONG = "IN (SELECT value FROM json_each(?))"
Spoken = dict[tuple[str, str], list[int]]  # speaker and name → numbers of statements


def window_of(since: str, until: str, day: str = "l.day") -> tuple[str, list[Any]]:
    """Return the condition on the days of reports, to be added to others, with its values."""
    where, values = "", []
    if since:
        where += f" AND {day} >= ?"
        values.append(pack(since))
    if until:
        where += f" AND {day} <> '' AND {day} < ?"
        values.append(pack(until + "~"))
    return where, values


def spoken_of(case: Case, since: str, until: str, names: Sequence[str] | None = None) -> tuple[Spoken, bool]:
    """Return the statements in which a speaker names an actor, by the pair, and whether they are all.

    ``names``, as the file holds them, are those of which one must be the speaker or the one spoken of.
    """
    where, values = window_of(since, until)
    if case.standing:
        where += " AND l.attribution NOT IN (SELECT number FROM attributions"
        where += " WHERE id IN (SELECT target FROM rejected))"
    if names is not None:
        where += (
            f" AND (l.speaker {_AMONG} OR l.document IN (SELECT document FROM mentions WHERE actor IN"
            f" (SELECT number FROM actors WHERE name {_AMONG})))"
        )
        values += [json.dumps(list(names))] * 2
    said = case.connection.execute(
        "SELECT l.attribution, l.document, l.speaker, t.id FROM ledger AS l"
        f" JOIN attributions AS t ON t.number = l.attribution WHERE l.speaker <> ''{where}"
        " ORDER BY l.attribution LIMIT ?",
        (*values, MOST_LAID + 1),
    ).fetchall()
    whole, said = len(said) <= MOST_LAID, said[:MOST_LAID]
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for id, start, end in case.connection.execute(
        f"SELECT annotation, start, end FROM spans WHERE annotation {_AMONG} AND role = 'content'",
        (json.dumps([row[3] for row in said]),),
    ):
        places[id].append((start, end))
    named: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for document, start, end, name in case.connection.execute(
        "SELECT m.document, m.start, m.end, a.name FROM mentions AS m JOIN actors AS a ON a.number = m.actor"
        f" WHERE m.document {_AMONG} AND m.id NOT IN (SELECT target FROM rejected)"
        " ORDER BY m.document, m.start",
        (json.dumps(sorted({row[1] for row in said})),),
    ):
        named[document].append((start, end, str(unpack(name))))
    wanted = None if names is None else {str(unpack(name)) for name in names}
    out: Spoken = defaultdict(list)
    for number, document, raw, id in said:
        speaker = str(unpack(raw))
        for name in {name for start, end in places[id] for name in _between(named[document], start, end)}:
            if wanted is None or speaker in wanted or name in wanted:
                out[speaker, name].append(number)
    return out, whole


def _between(named: list[tuple[int, int, str]], start: int, end: int) -> Iterable[str]:
    at = bisect_left(named, (start, 0, ""))
    while at < len(named) and named[at][0] < end:
        if named[at][1] <= end:
            yield named[at][2]
        at += 1
