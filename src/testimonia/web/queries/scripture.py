"""The list of quotations of scripture: what is asked of it, its pages, its counts.

A verse and its translation that stand together are one entry of the list where both fit what is asked. A page
is found by keyset over document and row, in the order of the index ``scripture_document``. A verdict that a
person corrected counts as corrected.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from testimonia.case import Case
from testimonia.case.values import pack, unpack
from testimonia.model import Record
from testimonia.web.queries.narrowing import Narrowed, facet_values
from testimonia.web.queries.paging import Slice, every_page, slice_of

STATES = {  # key → (label, the condition on a row of the table)
    "kept": ("All but rejected", "{row}.id NOT IN (SELECT target FROM rejected)"),
    "open": ("Not decided", "{row}.id NOT IN (SELECT target FROM verdicts)"),
    "accepted": ("Accepted", "{row}.id IN (SELECT target FROM verdicts WHERE verdict = 'accept')"),
    "corrected": ("Corrected", "{row}.id IN (SELECT target FROM verdicts WHERE verdict = 'correct')"),
    "rejected": ("Rejected", "{row}.id IN (SELECT target FROM rejected)"),
}
FACETS = {
    "verdict": "Verdict",
    "differs": "What differs",
    "work": "Work",
    "language": "Language",
    "document": "Document",
}
FACET_ROWS = 12
_AMONG = "IN (SELECT value FROM json_each(?))"
_HAVING = {
    "verdict": f"{{row}}.verdict {{no}}{_AMONG}",
    "differs": f"{{row}}.id {{no}}IN (SELECT scripture FROM differences WHERE kind {_AMONG})",
    "work": f"{{row}}.work {{no}}{_AMONG}",
    "language": f"{{row}}.language {{no}}{_AMONG}",
    "document": f"{{row}}.document {{no}}IN (SELECT number FROM documents WHERE name {_AMONG})",
}
_HAVING_VERDICT = (
    "{no}({row}.id IN (SELECT key FROM json_each(?1) WHERE value IN (SELECT value FROM json_each(?)))"
    " OR {row}.id NOT IN (SELECT key FROM json_each(?1)) AND {row}.verdict"
    " IN (SELECT value FROM json_each(?)))"
)


class Asked(Narrowed, frozen=True):
    """What the list is narrowed to: a state, a part of a reference, values of the facets."""

    state: str = "kept"
    ref: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything but the state leaves something out."""
        return bool(self.ref or self.wanted or self.unwanted)

    def pairs(self, *, state: str | None = None) -> list[tuple[str, str]]:
        """Return it as the pairs of an address, for the same state or another."""
        state = state or self.state
        out = [("state", state)] if state != "kept" else []
        if self.ref:
            out.append(("ref", self.ref))
        return out + self.facet_pairs(FACETS)


def asked_by(pairs: Sequence[tuple[str, str]]) -> Asked:
    """Return what the pairs of an address ask for; what is not understood counts as not given."""
    state, ref = "kept", ""
    for key, value in pairs:
        if key == "state" and value in STATES:
            state = value
        elif key == "ref":
            ref = value.strip()[:100]
    wanted, unwanted = facet_values(pairs, FACETS)
    return Asked(
        state=state,
        ref=ref,
        wanted=wanted,
        unwanted=unwanted,
    )


def _corrected(case: Case) -> dict[str, str]:
    """Return the verdicts that people corrected, by row."""
    return {
        id: decided.corrections["verdict"]
        for id, decided in case.standing.items()
        if id.startswith("scripture:") and "verdict" in decided.corrections
    }


def _narrowing(case: Case, asked: Asked, row: str) -> tuple[str, list[Any]]:
    """Return the condition on a row, whatever its state. Its ``?1`` are the corrected verdicts."""
    where, values = list[str](), list[Any]()
    if asked.ref:
        where.append(
            f"{row}.rowid IN (SELECT r.rowid FROM scripture AS r"
            " WHERE instr(lower(r.reference), ?) OR instr(lower(r.true_reference), ?))"
        )
        values += [pack(asked.ref.lower())] * 2
    some_corrected = bool(_corrected(case))
    for facets, no in ((asked.wanted, ""), (asked.unwanted, "NOT ")):
        for facet, chosen in facets.items():
            among = json.dumps(chosen)
            if facet == "verdict" and some_corrected:
                where.append(_HAVING_VERDICT.format(row=row, no=no))
                values += [among, among]
            else:
                where.append(_HAVING[facet].format(row=row, no=no))
                values.append(among)
    return " AND ".join(where) or "1", values


def _where(case: Case, asked: Asked, row: str) -> tuple[str, list[Any]]:
    """Return the condition on a row, with its values."""
    condition, values = _narrowing(case, asked, row)
    return f"{STATES[asked.state][1].format(row=row)} AND {condition}", values


Key = tuple[int, int]  # number of the document, number of the row


def page_of(
    case: Case,
    asked: Asked,
    *,
    size: int,
    after: Key | None = None,
    before: Key | None = None,
    joined: bool = True,
) -> Slice[Key]:
    """Return the page that begins after a key, or ends before one.

    ``joined`` leaves out the second of two sides that stand together; without it every side has its place.
    """
    condition, values = _where(case, asked, "s")
    if joined:
        also, more_values = _where(case, asked, "p")
        condition += (
            " AND NOT EXISTS (SELECT 1 FROM scripture AS p WHERE p.id = s.partner"
            f" AND p.document = s.document AND p.rowid < s.rowid AND {also})"
        )
        values += more_values
    at, back = (after, False) if before is None else (before, True)
    if at is not None:
        condition += f" AND (s.document, s.rowid) {'<' if back else '>'} (?, ?)"
        values += at
    way = "DESC" if back else "ASC"
    rows = case.connection.execute(
        "SELECT s.id, s.document, s.rowid FROM scripture AS s"
        f" WHERE ?1 IS NOT NULL AND {condition} ORDER BY s.document {way}, s.rowid {way} LIMIT ?",
        (json.dumps(_corrected(case)), *values, size + 1),
    ).fetchall()
    return slice_of(rows, lambda row: (row[1], row[2]), size=size, begun=at is not None, back=back)


def every(case: Case, asked: Asked) -> Iterator[tuple[str, ...]]:
    """Yield the ids of all sides in the list, a few hundred at a time."""
    yield from every_page(lambda size, after: page_of(case, asked, size=size, after=after, joined=False))


class Counts(Record, frozen=True):
    """How many sides a list holds, in each state and by the values of each facet."""

    states: dict[str, int]
    facets: dict[str, tuple[tuple[str, int], ...]]


def counts_of(case: Case, asked: Asked) -> Counts:
    """Count a list; a verse and its translation are two.

    Few rows are decided about: they are taken from what is counted without asking every row whether it is.
    """
    fixed = _corrected(case)
    condition, values = _narrowing(case, asked, "s")
    given = (json.dumps(fixed), *values)
    source = f"scripture AS s WHERE ?1 IS NOT NULL AND {condition}"
    decided: dict[str, list[int]] = defaultdict(list)
    for verdict, number in case.connection.execute(
        "SELECT v.verdict, s.rowid FROM verdicts AS v CROSS JOIN scripture AS s"
        f" WHERE s.id = v.target AND ?1 IS NOT NULL AND {condition}",
        given,
    ):
        decided[verdict].append(number)
    (total,) = case.connection.execute(f"SELECT count(*) FROM {source}", given).fetchone()
    ruled = sum(len(numbers) for numbers in decided.values())
    states = {
        "kept": total - len(decided["reject"]),
        "open": total - ruled,
        "accepted": len(decided["accept"]),
        "corrected": len(decided["correct"]),
        "rejected": len(decided["reject"]),
    }
    taken = {"kept": ("reject",), "open": ("accept", "correct", "reject")}
    if asked.state in taken:
        counted = _tally(case, source, given, fixed, every=not asked.narrowed)
        without = [number for verdict in taken[asked.state] for number in decided[verdict]]
        if without:
            for facet, counter in _tally(case, _THESE, (json.dumps(without),), fixed).items():
                counted[facet].subtract(counter)
    else:
        verdict = {"accepted": "accept", "corrected": "correct", "rejected": "reject"}[asked.state]
        counted = _tally(case, _THESE, (json.dumps(decided[verdict]),), fixed)
    return Counts(states=states, facets=_largest(case, counted))


_THESE = "scripture AS s WHERE s.rowid IN (SELECT value FROM json_each(?1))"


def _tally(
    case: Case, source: str, given: Sequence[Any], fixed: dict[str, str], *, every: bool = False
) -> dict[str, Counter[Any]]:
    """Count rows by the values of each facet; documents by their number, corrected verdicts as corrected.

    ``every`` says that the source is the whole table.
    """
    out: dict[str, Counter[Any]] = {facet: Counter() for facet in FACETS}
    execute = case.connection.execute
    for verdict, work, language, number in execute(
        f"SELECT s.verdict, s.work, s.language, count(*) FROM {source} GROUP BY 1, 2, 3", given
    ):
        for facet, value in (("verdict", verdict), ("work", work), ("language", language)):
            out[facet][unpack(value)] += number
    out["document"].update(
        dict(execute(f"SELECT s.document, count(*) FROM {source} GROUP BY 1", given).fetchall())
    )
    among = "?1 IS NOT NULL" if every else f"scripture IN (SELECT s.id FROM {source})"
    out["differs"].update(
        dict(
            execute(
                f"SELECT kind, count(DISTINCT scripture) FROM differences WHERE {among} GROUP BY 1", given
            ).fetchall()
        )
    )
    if fixed:
        corrected = f"{source} AND s.id IN (SELECT value FROM json_each(?))"
        for id, verdict in execute(
            f"SELECT s.id, s.verdict FROM {corrected}", (*given, json.dumps(list(fixed)))
        ):
            out["verdict"][verdict] -= 1
            out["verdict"][fixed[id]] += 1
    return out


def _largest(case: Case, counted: dict[str, Counter[Any]]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the most frequent values of each facet, documents by their names."""
    documents = counted["document"].most_common(FACET_ROWS)
    called = dict(
        case.connection.execute(
            f"SELECT number, name FROM documents WHERE number {_AMONG}",
            (json.dumps([number for number, _ in documents]),),
        ).fetchall()
    )
    return {
        facet: tuple((value, number) for value, number in counter.most_common(FACET_ROWS) if number > 0)
        for facet, counter in counted.items()
    } | {"document": tuple((str(unpack(called[number])), count) for number, count in documents if count > 0)}
