"""What stands on the timeline: marks or, where they are many, their counts, in lanes.

A *mark* is a statement (roles said, reported, published) or a dated expression (role happened). Marks are
counted per lane by indexes that hold the days (``ledger``, ``moments``), so that half a million cost what the
lanes that are shown hold, not what the case holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from testimonia.case import Case
from testimonia.case.values import pack, unpack
from testimonia.model import Record

LANES = 12  # on a page
MOST_MARKS = 240  # drawn one by one; more are counted
ROLES = {
    "reported": (
        "Reported",
        "when the report appeared that carries the words: its date, else the document’s",
    ),
    "said": ("Said", "when the words were spoken, where the text says so; else on or before the report"),
    "published": ("Published", "when the document is dated, until it was posted where that is known"),
    "happened": ("Happened", "the dates of what is told, whoever tells it"),
}
LANES_BY = {"speaker": "speaker", "outlet": "outlet", "document": "document"}
NOBODY = {
    "speaker": "nobody named",
    "outlet": "no outlet named",
    "document": "",
}
_DATED = "GLOB '[0-9][0-9][0-9][0-9]*'"
_DOCUMENT_DAY = "coalesce(d.date, d.date_probable, '')"
_WITH_DOCUMENTS = "documents AS d CROSS JOIN ledger AS l ON l.document = d.number"
# role → table, day, what is rejected
_TABLES = {
    "reported": ("ledger AS l", "l.day"),
    "said": ("ledger AS l", "CASE WHEN l.said <> '' THEN l.said ELSE l.day END"),
    "published": (_WITH_DOCUMENTS, _DOCUMENT_DAY),
    # The index has the expressions in the order of the ledger, whose rows are then read one after the other.
    "happened": (
        "moments AS o INDEXED BY moments_attribution LEFT JOIN ledger AS l ON l.attribution = o.attribution",
        "o.day",
    ),
}
T = TypeVar("T")
Cached = Callable[[Hashable, Callable[[], T]], T]


class Asked(Record, frozen=True):
    """What the timeline shows: ``since`` and ``until`` are ISO dates or their beginnings, "" for no bound."""

    role: str = "reported"
    by: str = "speaker"
    since: str = ""
    until: str = ""
    lane: str | None = None  # only this one
    first_lane: int = 0

    @property
    def of_documents(self) -> bool:
        """Whether the marks are documents: published, in lanes of documents."""
        return self.role == "published" and self.by == "document"

    def pairs(self, **changes: str | None) -> list[tuple[str, str]]:
        """Return it as the pairs of an address, some changed; None takes one out."""
        plain = {
            "role": self.role if self.role != "reported" else None,
            "by": self.by if self.by != "speaker" else None,
            "since": self.since or None,
            "until": self.until or None,
            "lane": self.lane,
            "from": str(self.first_lane) if self.first_lane else None,
        }
        return [(key, value) for key, value in (plain | changes).items() if value is not None]


def _sources(case: Case, asked: Asked) -> tuple[str, str, str, str]:
    """Return table, day, lane and the condition that leaves out what was rejected."""
    table, day = _TABLES[asked.role]
    lane = {"speaker": "l.speaker", "outlet": "l.outlet", "document": "l.document"}[asked.by]
    kept = "1"
    if asked.of_documents:
        table, lane = "documents AS d", "d.number"
    elif asked.role == "happened":
        lane = "o.document" if asked.by == "document" else f"coalesce({lane}, '')"
    if case.standing:
        rejected = "(SELECT target FROM rejected)"
        if asked.of_documents:
            kept = f"d.id NOT IN {rejected}"
        elif asked.role == "happened":
            kept = f"o.time NOT IN {rejected}"
        else:
            kept = f"l.attribution NOT IN (SELECT number FROM attributions WHERE id IN {rejected})"
    return table, day, lane, kept


def _window(asked: Asked, day: str) -> tuple[str, list[Any]]:
    where, values = [f"{day} {_DATED}"], []
    if asked.since:
        where.append(f"{day} >= ?")
        values.append(pack(asked.since))
    if asked.until:
        where.append(f"{day} < ?")
        values.append(pack(asked.until + "~"))
    return " AND ".join(where), values


def days_of(case: Case, asked: Asked) -> Counter[str]:
    """Return how many marks every day holds, in the whole case."""
    table, day, _, kept = _sources(case, asked)
    if asked.role == "happened":
        table = "moments AS o"
    rows = case.connection.execute(
        f"SELECT {day} AS on_day, count(*) FROM {table} WHERE {day} {_DATED} AND {kept} GROUP BY 1"
    )
    return Counter({str(unpack(row[0])): int(row[1]) for row in rows})


def undated(case: Case, asked: Asked) -> int:
    """Return how many marks have no day."""
    if asked.role == "happened":
        (count,) = case.connection.execute(
            f"SELECT count(*) FROM times AS t WHERE {_UNDATED_TIMES}"
        ).fetchone()
        return int(count)
    table, day, _, kept = _sources(case, asked)
    (count,) = case.connection.execute(
        f"SELECT count(*) FROM {table} WHERE NOT {day} {_DATED} AND {kept}"
    ).fetchone()
    return int(count)


_UNDATED_TIMES = (
    "t.role = 'event' AND t.type IN ('DATE', 'TIME') AND t.earliest IS NULL"
    " AND t.id NOT IN (SELECT target FROM rejected)"
)


class LaneCount(Record, frozen=True):
    """A lane: its key (a name, or a document's number), and how many marks it has in the window."""

    key: str
    count: int


def lanes_of(case: Case, asked: Asked) -> list[LaneCount]:
    """Return all lanes that have marks in the window, the fullest first; that of nobody comes last."""
    table, day, lane, kept = _sources(case, asked)
    condition, values = _window(asked, day)
    if asked.lane is not None:
        condition += f" AND {lane} = ?"
        values.append(_lane_value(asked, asked.lane))
    rows = case.connection.execute(
        f"SELECT {lane} AS in_lane, count(*) FROM {table} WHERE {condition} AND {kept} GROUP BY 1", values
    )
    counts = [LaneCount(key=str(unpack(key)), count=int(count)) for key, count in rows]
    counts.sort(key=lambda row: (row.key == "", -row.count, row.key))
    return counts


def _lane_value(asked: Asked, key: str) -> Any:
    if asked.by == "document":
        return int(key) if key.isascii() and key.isdigit() and len(key) < 18 else -1
    return pack(key)


def _one_lane(case: Case, asked: Asked, key: str) -> tuple[str, str, str, list[Any]]:
    """Return table, day and condition of one lane with its values, so that an index leads to its marks."""
    table, day, lane, kept = _sources(case, asked)
    if asked.role == "happened" and asked.by == "document":
        table = "moments AS o"
    elif asked.role == "happened" and key:
        table = "ledger AS l CROSS JOIN moments AS o ON o.attribution = l.attribution"
        lane = f"l.{asked.by}"
    elif asked.role == "published" and asked.by != "document":
        table = "ledger AS l CROSS JOIN documents AS d ON d.number = l.document"
    condition, values = _window(asked, day)
    return table, day, f"{lane} = ? AND {condition} AND {kept}", [_lane_value(asked, key), *values]


def days_in_lane(case: Case, asked: Asked, key: str) -> Counter[str]:
    """Return how many marks of one lane every day of the window holds."""
    table, day, condition, values = _one_lane(case, asked, key)
    rows = case.connection.execute(
        f"SELECT {day} AS on_day, count(*) FROM {table} WHERE {condition} GROUP BY 1", values
    )
    return Counter({str(unpack(row[0])): int(row[1]) for row in rows})


def ids_in_lane(case: Case, asked: Asked, key: str, most: int) -> list[str]:
    """Return the ids of the marks of one lane in the window, by day: statements, times or documents."""
    table, day, condition, values = _one_lane(case, asked, key)
    id, order = _id_of(asked)
    rows = case.connection.execute(
        f"SELECT {id}, {day} AS on_day FROM {table} WHERE {condition} ORDER BY on_day, {order} LIMIT ?",
        (*values, most),
    )
    return [str(row[0]) for row in rows]


def _id_of(asked: Asked) -> tuple[str, str]:
    if asked.of_documents:
        return "d.id", "d.number"
    if asked.role == "happened":
        return "o.time", "o.time"
    return "(SELECT id FROM attributions WHERE number = l.attribution)", "l.attribution"


def undated_ids(case: Case, asked: Asked, after: str, size: int) -> list[tuple[str, str]]:
    """Return a page of the marks without a day as (id, key of the next page)."""
    if asked.role == "happened":
        rows = case.connection.execute(
            f"SELECT t.id, t.id FROM times AS t WHERE {_UNDATED_TIMES} AND t.id > ? ORDER BY t.id LIMIT ?",
            (after, size),
        )
        return [(str(row[0]), str(row[1])) for row in rows]
    table, day, _, kept = _sources(case, asked)
    id, order = _id_of(asked)
    number = int(after) if after.isascii() and after.isdigit() and len(after) < 18 else 0
    rows = case.connection.execute(
        f"SELECT {id}, {order} FROM {table} WHERE NOT {day} {_DATED} AND {kept} AND {order} > ?"
        f" ORDER BY {order} LIMIT ?",
        (number, size),
    )
    return [(str(row[0]), str(row[1])) for row in rows]
