"""Quotations of scripture beside their reference text: the sides, what differs, what was left unquoted."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from testimonia.case import Case
from testimonia.case.decisions import corrected
from testimonia.case.load import scripture_of, select
from testimonia.case.notices import Notice, kept_notices
from testimonia.finding.scripture_showing import pieces
from testimonia.finding.scripture_verdict import MILD
from testimonia.model import Difference, Record, Scripture
from testimonia.web.queries.documents import DocumentLine, lines_of
from testimonia.writing.quotation import expected_words, quoted_words

# Of a reading, not of words: these stand in no place that could be marked.
_OF_ALL = ("unknown", "impossible_reference")


class Differing(Record, frozen=True):
    """One difference: what is quoted, what the reference text has, whether it is more than spelling."""

    kind: str
    found: str
    expected: str
    grave: bool


class Side(Record, frozen=True):
    """One quotation in one language.

    ``quoted`` and ``expected`` are HTML with the differences marked; ``expected`` is "" where there is no
    reference text, or where it has the same words. ``left_out`` counts the words of the verse that stand
    before and after the quoted ones.
    """

    record: Scripture
    words: str
    verdict: str  # what a person decided, "" for nothing
    quoted: str
    expected: str
    differing: tuple[Differing, ...] = ()
    compared: bool = False
    left_out: tuple[int, int] = (0, 0)
    notice: Notice | None = None


class Quotation(Record, frozen=True):
    """An entry of the list: a quotation, the same verse in another language beside it, their document."""

    document: DocumentLine
    sides: tuple[Side, ...]

    @property
    def first(self) -> Scripture:
        """The side that the entry is called after."""
        return self.sides[0].record


def quotations(case: Case, ids: Sequence[str]) -> list[Quotation]:
    """Return quotations in the order of their ids, each with its other side; unknown ids are left out."""
    records, words, documents = _load(case, ids)
    others = {one.partner for one in records.values() if one.partner} - records.keys()
    more, more_words, more_documents = _load(case, sorted(others))
    records, words, documents = records | more, words | more_words, documents | more_documents
    lines = lines_of(case, documents.values())
    notices = kept_notices(case.connection)
    out = []
    for id in ids:
        if id not in records:
            continue
        one = records[id]
        together = [one]
        other = records.get(one.partner or "")
        if other is not None and documents[other.id] == documents[id] and not case.rejected(other.id):
            together.append(other)
        together.sort(key=lambda record: record.span)
        out.append(
            Quotation(
                document=lines[documents[id]],
                sides=tuple(_side(case, record, words[record.id], notices) for record in together),
            )
        )
    return out


def find_quotation(case: Case, id: str) -> Quotation | None:
    """Return the quotation with an id (``scripture:0f3a…``, or its digits alone), rejected or not."""
    return next(iter(quotations(case, [id if id.startswith("scripture:") else f"scripture:{id}"])), None)


def problems_of(case: Case, quotation: Quotation) -> list[dict[str, Any]]:
    """Return the checks of a document that rest on the sides of a quotation."""
    own = {side.record.id for side in quotation.sides}
    rows = select(
        case.connection,
        "SELECT id, kind, message FROM checks WHERE document = ?1 AND EXISTS"
        " (SELECT 1 FROM json_each(related) WHERE value IN (SELECT value FROM json_each(?2)))"
        " AND id NOT IN (SELECT target FROM rejected) ORDER BY rowid",
        quotation.document.number,
        json.dumps(sorted(own)),
    )
    return list(rows)


Loaded = tuple[dict[str, Scripture], dict[str, str], dict[str, int]]


def _load(case: Case, ids: Iterable[str]) -> Loaded:
    """Return records, their words and the numbers of their documents, by id."""
    wanted = json.dumps(list(dict.fromkeys(ids)))
    among = "IN (SELECT value FROM json_each(?))"
    differences: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in select(
        case.connection,
        f"SELECT * FROM differences WHERE scripture {among} ORDER BY scripture, ordinal",
        wanted,
    ):
        differences[item["scripture"]].append(item)
    places = {
        row["annotation"]: (row["start"], row["end"])
        for row in select(
            case.connection,
            f"SELECT annotation, start, end FROM spans WHERE annotation {among}"
            " AND role = 'reference' AND ordinal = 0",
            wanted,
        )
    }
    records, words, documents = {}, {}, {}
    for row in select(
        case.connection,
        "SELECT s.*, d.id AS document_id FROM scripture AS s JOIN documents AS d ON d.number = s.document"
        f" WHERE s.id {among}",
        wanted,
    ):
        id = row["id"]
        record = scripture_of(row, row["document_id"], differences[id], places.get(id))
        records[id] = corrected(record, case.standing.get(id), "scripture")
        words[id], documents[id] = row["text"], row["document"]
    return records, words, documents


def _side(case: Case, record: Scripture, words: str, notices: dict[str, Notice]) -> Side:
    decided = case.standing.get(record.id)
    at_start = _moved(record, -record.span[0])
    named = [one for one in record.differences if one.kind not in _OF_ALL]
    compared = record.text_name is not None and not any(one.kind == "unknown" for one in record.differences)
    return Side(
        record=record,
        words=words,
        verdict=decided.verdict if decided else "",
        quoted=quoted_words(words, at_start),
        expected=expected_words(words, at_start) if compared else "",
        differing=tuple(
            Differing(kind=one.kind, found=one.found, expected=one.expected, grave=one.kind not in MILD)
            for one in named
        ),
        compared=compared,
        left_out=(len(record.before.split()), len(record.after.split())),
        notice=notices.get(record.text_name or ""),
    )


def _moved(record: Scripture, by: int) -> Scripture:
    """Return a record with its places counted from elsewhere."""

    def there(difference: Difference) -> Difference:
        start, end = difference.span
        return replace(difference, span=(start + by, end + by))

    start, end = record.span
    return replace(record, span=(start + by, end + by), differences=tuple(map(there, record.differences)))


def in_plain_words(words: str, record: Scripture) -> list[str]:
    """Return what differs as lines, for a download."""
    return [
        f"{piece.kind}: {piece.text or '—'} / {piece.expected or '—'}"
        for piece in pieces(words, _moved(record, -record.span[0]))
        if piece.kind
    ]
