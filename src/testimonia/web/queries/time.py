"""What stands on the timeline: marks or, where they are many, their counts, in lanes.

A *mark* is a statement (roles said, reported, published) or a dated expression (role happened). Marks are
counted per lane by indexes that hold the days (``ledger``, ``moments``), so that half a million cost what the
lanes that are shown hold, not what the case holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal

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
_IS_DATED = re.compile(r"[0-9]{4}")
_DOCUMENT_DAY = "coalesce(d.date, d.date_probable, '')"
_WITH_DOCUMENTS = "documents AS d CROSS JOIN ledger AS l ON l.document = d.number"
_OF_DOCUMENTS = "ledger AS l JOIN documents AS d ON d.number = l.document"
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


# Rows to count: all, those that people rejected, or those that stand.
Rows = Literal["every", "rejected", "kept"]
_REJECTED = "(SELECT target FROM rejected)"


def _sources(asked: Asked) -> tuple[str, str, str, str]:
    """Return table, day, lane and the condition on rows that people rejected."""
    table, day = _TABLES[asked.role]
    lane = {"speaker": "l.speaker", "outlet": "l.outlet", "document": "l.document"}[asked.by]
    rejected = f"l.attribution IN (SELECT number FROM attributions WHERE id IN {_REJECTED})"
    if asked.of_documents:
        table, lane, rejected = "documents AS d", "d.number", f"d.id IN {_REJECTED}"
    elif asked.role == "happened":
        rejected = f"o.time IN {_REJECTED}"
        lane = f"coalesce({lane}, '')"
        if asked.by == "document":
            table, lane = "moments AS o", "o.document"
    return table, day, lane, rejected


def _kept(case: Case, asked: Asked) -> str:
    """Return the condition on the rows that stand."""
    return f"NOT ({_sources(asked)[3]})" if case.standing else "1"


def _window(asked: Asked, day: str) -> tuple[str, list[Any]]:
    where, values = [f"{day} {_DATED}"], []
    if asked.since:
        where.append(f"{day} >= ?")
        values.append(pack(asked.since))
    if asked.until:
        where.append(f"{day} < ?")
        values.append(pack(asked.until + "~"))
    return " AND ".join(where), values


def days_of(case: Case, asked: Asked, rows: Rows = "kept") -> Counter[str]:
    """Return how many marks every day holds, in the whole case."""
    if rows == "kept":
        return _less(days_of(case, asked, "every"), days_of(case, asked, "rejected"))
    out: Counter[str] = Counter()
    if rows == "every" and asked.role == "published" and not asked.of_documents:
        for value, count in case.connection.execute(
            f"SELECT {_DOCUMENT_DAY}, sum(l.count) FROM (SELECT document, count(*) AS count FROM ledger"
            " GROUP BY 1) AS l JOIN documents AS d ON d.number = l.document GROUP BY 1"
        ):
            if _IS_DATED.match(value):
                out[str(unpack(value))] += int(count)
        return out
    for sign, table, day, condition in _parts(asked, rows, of_days=True):
        found = case.connection.execute(
            f"SELECT {day} AS on_day, count(*) FROM {table} WHERE {condition} GROUP BY 1"
        )
        for value, count in found:
            if _IS_DATED.match(value):
                out[str(unpack(value))] += sign * int(count)
    return +out


def _less(every: Counter[Any], rejected: Counter[Any]) -> Counter[Any]:
    return every - rejected if rejected else every


def _parts(asked: Asked, rows: Rows, *, of_days: bool = False) -> Iterator[tuple[int, str, str, str]]:
    """Yield what the marks are counted from: sign, table, day, condition.

    All rows are counted by indexes that hold the days in their order. Where a saying has a day of its own, it
    is taken off the day of its report and put to its own; statements of documents without a date are taken
    off all of them.
    """
    table, day, _, rejected = _sources(asked)
    if asked.role == "happened" and of_days:
        table = "moments AS o"
    if rows == "rejected":  # few: they lead, whatever the tables are called in another order for
        yield (
            1,
            table.replace(" INDEXED BY moments_attribution", "").replace(_WITH_DOCUMENTS, _OF_DOCUMENTS),
            day,
            rejected,
        )
    elif asked.role == "said":
        yield 1, table, "l.day", "1"
        yield -1, "ledger AS l INDEXED BY ledger_said", "l.day", "l.said <> ''"
        yield 1, "ledger AS l INDEXED BY ledger_said", "l.said", "l.said <> ''"
    elif asked.role == "published" and not (asked.of_documents or asked.since or asked.until or of_days):
        yield 1, "ledger AS l", "'0000'", "1"
        yield -1, table, "'0000'", f"NOT {day} {_DATED}"
    else:
        yield 1, table, day, "1"


def undated(case: Case, asked: Asked, rows: Rows = "kept") -> int:
    """Return how many marks have no day."""
    if rows == "kept":
        return undated(case, asked, "every") - undated(case, asked, "rejected")
    if asked.role == "happened":
        chosen = f"t.id IN {_REJECTED}" if rows == "rejected" else "1"
        query = f"SELECT count(*) FROM times AS t WHERE {_UNDATED_TIMES} AND {chosen}"
        return int(case.connection.execute(query).fetchone()[0])
    total = 0
    for sign, table, day, condition in _parts(asked, rows, of_days=True):
        if sign == 1 and day == "l.day":  # the index has those without a day together
            condition += " AND (l.day < '0' OR l.day >= ':')"
        query = f"SELECT count(*) FROM {table} WHERE NOT {day} {_DATED} AND {condition}"
        total += sign * int(case.connection.execute(query).fetchone()[0])
    return total


_UNDATED_TIMES = "t.role = 'event' AND t.type IN ('DATE', 'TIME') AND t.earliest IS NULL"


class LaneCount(Record, frozen=True):
    """A lane: its key (a name, or a document's number), and how many marks it has in the window."""

    key: str
    count: int


def lanes_of(case: Case, asked: Asked, rows: Rows = "kept") -> list[LaneCount]:
    """Return all lanes that have marks in the window, the fullest first; that of nobody comes last."""
    if rows == "kept":
        return less(lanes_of(case, asked, "every"), lanes_of(case, asked, "rejected"))
    lane = _sources(asked)[2]
    counts: Counter[Any] = Counter()
    for sign, table, day, condition in _parts(asked, rows):
        window, values = _window(asked, day)
        if asked.lane is not None:
            window += f" AND {lane} = ?"
            values.append(_lane_value(asked, asked.lane))
        found = case.connection.execute(
            f"SELECT {lane} AS in_lane, count(*) FROM {table} WHERE {window} AND {condition} GROUP BY 1",
            values,
        )
        for key, count in found:
            counts[key] += sign * count
    return _ordered(Counter({str(unpack(key)): count for key, count in counts.items() if count}))


def less(every: list[LaneCount], rejected: list[LaneCount]) -> list[LaneCount]:
    """Return lanes without the marks that people rejected."""
    if not rejected:
        return every
    return _ordered(
        Counter({lane.key: lane.count for lane in every})
        - Counter({lane.key: lane.count for lane in rejected})
    )


def _ordered(counts: Counter[str]) -> list[LaneCount]:
    lanes = [LaneCount(key=key, count=count) for key, count in counts.items()]
    lanes.sort(key=lambda row: (row.key == "", -row.count, row.key))
    return lanes


def _lane_value(asked: Asked, key: str) -> Any:
    if asked.by == "document":
        return int(key) if key.isascii() and key.isdigit() and len(key) < 18 else -1
    return pack(key)


def _one_lane(case: Case, asked: Asked, key: str) -> tuple[str, str, str, list[Any]]:
    """Return table, day and condition of one lane with its values, so that an index leads to its marks."""
    table, day, lane, _ = _sources(asked)
    if asked.role == "happened" and key and asked.by != "document":
        table = "ledger AS l CROSS JOIN moments AS o ON o.attribution = l.attribution"
        lane = f"l.{asked.by}"
    elif asked.role == "published" and asked.by != "document":
        table = "ledger AS l CROSS JOIN documents AS d ON d.number = l.document"
    condition, values = _window(asked, day)
    return (
        table,
        day,
        f"{lane} = ? AND {condition} AND {_kept(case, asked)}",
        [_lane_value(asked, key), *values],
    )


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
            f"SELECT t.id, t.id FROM times AS t WHERE {_UNDATED_TIMES} AND t.id NOT IN {_REJECTED}"
            " AND t.id > ? ORDER BY t.id LIMIT ?",
            (after, size),
        )
        return [(str(row[0]), str(row[1])) for row in rows]
    table, day, _, _ = _sources(asked)
    id, order = _id_of(asked)
    number = int(after) if after.isascii() and after.isdigit() and len(after) < 18 else 0
    rows = case.connection.execute(
        f"SELECT {id}, {order} FROM {table} WHERE NOT {day} {_DATED} AND {_kept(case, asked)} AND {order} > ?"
        f" ORDER BY {order} LIMIT ?",
        (number, size),
    )
    return [(str(row[0]), str(row[1])) for row in rows]
