"""Single marks of the timeline: when, how that is known, whose words, and the card they lead to."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from testimonia.case import Case
from testimonia.case.load import select
from testimonia.case.values import from_json
from testimonia.model import Record
from testimonia.web.queries.documents import DOUBTS, DocumentLine, lines_of
from testimonia.web.queries.statements import Statement, statements
from testimonia.web.queries.time import Asked
from testimonia.web.queries.time_intervals import Interval, interval_of

_AMONG = "IN (SELECT value FROM json_each(?))"
_AROUND = 60  # code points of a text on either side of a date that is shown
_ANCHORS = {
    "document": "the date of the document",
    "report": "the date of the report it stands in",
    "section": "the date of its section",
    "narrative": "the date told before it",
}


class Mark(Record, frozen=True):
    """One mark. ``interval`` is None where it has no day; ``how`` says how the day is known."""

    id: str
    document: DocumentLine
    who: str
    words: str
    interval: Interval | None
    how: str
    written: str = ""  # the date as it stands in the text
    anchor: str | None = None  # the date a relative one was counted from, and what gave it
    anchor_from: str = ""
    doubts: tuple[str, ...] = ()
    start: int = 0
    end: int = 0


def marks_of(case: Case, asked: Asked, ids: Sequence[str]) -> list[Mark]:
    """Return marks in the order of their ids."""
    if asked.of_documents:
        return _documents(case, ids)
    if asked.role == "happened":
        return _happened(case, ids)
    found = statements(case, ids)
    if asked.role == "said":
        return _said(case, found)
    make: Callable[[Statement], Mark] = _reported if asked.role == "reported" else _published
    return [make(said) for said in found]


def _mark(said: Statement, interval: Interval | None, how: str) -> Mark:
    end = said.row.content[-1][1] if said.row.content else said.start
    return Mark(
        id=said.row.id,
        document=said.document,
        who=said.speaker,
        words=said.content,
        interval=interval,
        how=how,
        start=said.start,
        end=end,
    )


def _reported(said: Statement) -> Mark:
    if said.row.outlet_date:
        outlet = said.row.outlets[0] if said.row.outlets else "the report"
        return _mark(said, interval_of(said.row.outlet_date), f"date given for {outlet}")
    return _published(said)


def _published(said: Statement) -> Mark:
    return _mark(said, *_of_document(said.document))


def _of_document(document: DocumentLine) -> tuple[Interval | None, str]:
    if document.date:
        return interval_of(document.date), "date printed in the document"
    interval = interval_of(document.date_probable)
    if interval is None:
        return None, "the document has no date"
    soft = replace(interval, soft_start=True, soft_end=True)
    return soft, f"date of the document inferred: {document.date_why or 'no reason given'}"


def _said(case: Case, found: Sequence[Statement]) -> list[Mark]:
    times: dict[int, dict[str, Any]] = {}
    numbers = json.dumps([said.number for said in found])
    for row in select(
        case.connection,
        "SELECT o.attribution, t.* FROM moments AS o JOIN times AS t ON t.id = o.time"
        f" WHERE o.part = 'said' AND o.attribution {_AMONG}",
        numbers,
    ):
        if not case.rejected(row["id"]):
            times[row["attribution"]] = row
    out = []
    for said in found:
        if said.number in times:
            out.append(_dated(case, _mark(said, None, ""), times[said.number]))
            continue
        mark = _reported(said)
        if mark.interval is not None:
            interval = replace(mark.interval, soft_start=True, open_start=True)
            mark = replace(mark, interval=interval, how=f"before it was reported; {mark.how}")
        out.append(mark)
    return out


def _dated(case: Case, mark: Mark, time: dict[str, Any]) -> Mark:
    """Return a mark dated by a time expression, with the anchor of a relative one."""
    decided = case.standing.get(time["id"])
    corrected = decided.corrections.get("value") if decided else None
    interval = interval_of(corrected) if corrected else interval_of(time["earliest"], time["latest"])
    doubts = tuple(issue for issue in from_json(time["issues"]) if issue in DOUBTS)
    if interval is not None and not corrected:
        mod = time["mod"] or ""
        vague = bool(doubts) or mod in ("APPROX", "MORE_THAN", "LESS_THAN")
        interval = replace(
            interval,
            soft_start=interval.soft_start or vague or "BEFORE" in mod,
            soft_end=interval.soft_end or vague or "AFTER" in mod,
            open_start="BEFORE" in mod,
        )
    return replace(
        mark,
        interval=interval,
        how="corrected by a person" if corrected else time["why"],
        written=time["text"],
        anchor=time["anchor"],
        anchor_from=_ANCHORS.get(time["anchor_kind"], ""),
        doubts=doubts,
    )


def _happened(case: Case, ids: Sequence[str]) -> list[Mark]:
    times = {
        row["id"]: row
        for row in select(
            case.connection,
            "SELECT t.*, a.id AS statement, substr(x.text, max(1, t.start + 1 - ?), t.end - t.start + 2 * ?)"
            " AS around FROM times AS t LEFT JOIN moments AS o ON o.time = t.id"
            " LEFT JOIN attributions AS a ON a.number = o.attribution"
            f" LEFT JOIN texts AS x ON x.document = t.document WHERE t.id {_AMONG}",
            _AROUND,
            _AROUND,
            json.dumps(list(ids)),
        )
    }
    wanted = [row["statement"] for row in times.values() if row["statement"]]
    tellers = {said.row.id: said for said in statements(case, list(dict.fromkeys(wanted)))}
    documents = lines_of(case, [row["document"] for row in times.values()])
    out = []
    for id in ids:
        if id not in times or times[id]["document"] not in documents:
            continue
        row = times[id]
        said = tellers.get(row["statement"] or "")
        mark = Mark(
            id=id,
            document=documents[row["document"]],
            who=(said.speaker or "nobody named") if said else "",
            words=f"… {row['around'] or row['text']} …",
            interval=None,
            how="",
            start=row["start"],
            end=row["end"],
        )
        out.append(_dated(case, mark, row))
    return out


def _documents(case: Case, ids: Sequence[str]) -> list[Mark]:
    rows = {
        row["id"]: (row["number"], row["posting_date"])
        for row in select(
            case.connection,
            f"SELECT id, number, posting_date FROM documents WHERE id {_AMONG}",
            json.dumps(list(ids)),
        )
    }
    lines = lines_of(case, [number for number, _ in rows.values()])
    out = []
    for id in ids:
        number, posted = rows.get(id, (-1, None))
        if number not in lines:
            continue
        line = lines[number]
        interval, how = _of_document(line)
        later = interval_of(posted)
        if interval is not None and later is not None and later.last > interval.last:
            interval, how = replace(interval, last=later.last), f"{how}, posted {posted}"
        elif interval is None and later is not None:
            interval, how = replace(later, soft_start=True, open_start=True), f"posted {posted}"
        out.append(
            Mark(
                id=id,
                document=line,
                who=line.publisher or "",
                words=line.title or "",
                interval=interval,
                how=how,
            )
        )
    return out
