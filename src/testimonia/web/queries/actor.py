"""One actor: what it is called and by whom, what it says, what is said of it, where it is named.

What is said by an actor are the statements whose speaker bears its name in the whole case; what is said of
it are those whose content names it. An actor is given by its number in this file. Long lists are paged by
keyset.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from testimonia.case import Case
from testimonia.case.load import load_text, select
from testimonia.case.values import from_json, pack, unpack
from testimonia.model import Record
from testimonia.web.queries.documents import DocumentLine, lines_of
from testimonia.web.queries.excerpts import excerpt

MOST_QUOTED = 200  # documents that are looked at to tell who is quoted with a name
_KEPT = "NOT IN (SELECT target FROM rejected)"


def documents_of(case: Case, actor: int, *, since: int = 0, size: int) -> list[int]:
    """Return the numbers of the documents that name an actor, from one on."""
    return [
        row[0]
        for row in case.connection.execute(
            f"SELECT DISTINCT document FROM mentions WHERE actor = ? AND document >= ? AND id {_KEPT}"
            " ORDER BY document LIMIT ?",
            (actor, since, size),
        )
    ]


Key = tuple[int, int]  # number of the document; number of the statement, or place in the text


class Naming(NamedTuple):
    """A mention of an actor within the content of a statement."""

    actor: int
    document: int
    text: str
    attribution: str


def namings(case: Case, actors: Sequence[int], documents: Sequence[int]) -> list[Naming]:
    """Return where statements of some documents name some actors, by document and place.

    Spans and mentions are walked side by side in text order, so that a document of thousands of each costs
    their sum and not their product.
    """
    among = "IN (SELECT value FROM json_each(?))"
    where = json.dumps(sorted(set(documents)))
    contents: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for document, start, end, id in case.connection.execute(
        "SELECT document, start, end, annotation FROM spans"
        f" WHERE document {among} AND role = 'content' AND annotation {_KEPT} ORDER BY document, start",
        (where,),
    ):
        contents[document].append((start, end, id))
    out = []
    for document, mentions in groupby(
        case.connection.execute(
            "SELECT document, start, end, actor, text FROM mentions"
            f" WHERE actor {among} AND document {among} AND id {_KEPT} ORDER BY document, start",
            (json.dumps(list(actors)), where),
        ),
        key=lambda row: int(row[0]),
    ):
        waiting, open_now = iter([*contents[document], (sys.maxsize, 0, "")]), list[tuple[int, int, str]]()
        following = next(waiting)
        for _, start, end, actor, text in mentions:
            while following[0] <= start:
                open_now.append(following)
                following = next(waiting)
            open_now = [span for span in open_now if span[1] > start]
            out += [Naming(actor, document, str(unpack(text)), id) for _, stop, id in open_now if end <= stop]
    return out


def said_by(case: Case, name: str, *, size: int, after: Key | None = None) -> tuple[list[str], Key | None]:
    """Return a page of what a name says, and the key of its last row if there are more."""
    document, number = after or (0, 0)
    rows = case.connection.execute(
        "SELECT DISTINCT a.document, a.number, a.id FROM speakers AS s"
        f" JOIN attributions AS a ON a.id = s.attribution WHERE s.name = ? AND a.id {_KEPT}"
        " AND (a.document, a.number) > (?, ?) ORDER BY 1, 2 LIMIT ?",
        (pack(name), document, number, size + 1),
    ).fetchall()
    return [row[2] for row in rows[:size]], (rows[size - 1][:2] if len(rows) > size else None)


def said_of(case: Case, actor: int, *, size: int, after: Key | None = None) -> tuple[list[str], Key | None]:
    """Return a page of what is said of an actor, and the key of its last row if there are more."""
    document = after[0] if after else 0
    found: list[tuple[int, int, str]] = []
    while len(found) <= size:
        documents = documents_of(case, actor, since=document, size=100)
        ids = {naming.attribution for naming in namings(case, [actor], documents)}
        rows = case.connection.execute(
            "SELECT document, number, id FROM attributions WHERE id IN (SELECT value FROM json_each(?))"
            " ORDER BY document, number",
            (json.dumps(sorted(ids)),),
        )
        found += [row for row in rows if row[:2] > (after or (0, 0))]
        if len(documents) < 100:
            break
        document = documents[-1] + 1
    return [row[2] for row in found[:size]], (found[size - 1][:2] if len(found) > size else None)


class Context(Record, frozen=True):
    """A mention with the words around it (key word in context)."""

    id: str
    document: DocumentLine
    start: int
    end: int
    before: str
    word: str
    following: str


def contexts(
    case: Case, actor: int, *, size: int, after: Key | None = None, around: int = 70
) -> tuple[list[Context], Key | None]:
    """Return a page of an actor's mentions in their contexts, and the key of the last if there are more."""
    document, start = after or (0, -1)
    rows = list(
        select(
            case.connection,
            f"SELECT id, document, start, end, text FROM mentions WHERE actor = ? AND id {_KEPT}"
            " AND (document, start) > (?, ?) ORDER BY document, start LIMIT ?",
            actor,
            document,
            start,
            size + 1,
        )
    )
    more, rows = len(rows) > size, rows[:size]
    lines = lines_of(case, (row["document"] for row in rows))
    texts = {number: load_text(case.connection, number) for number in lines}
    out = []
    for row in rows:
        pieces = excerpt(texts[row["document"]], [(row["start"], row["end"])], around=around)
        at = next((at for at, piece in enumerate(pieces) if piece.kind == "mark"), 0)
        out.append(
            Context(
                id=row["id"],
                document=lines[row["document"]],
                start=row["start"],
                end=row["end"],
                before="".join(piece.text for piece in pieces[:at] if piece.kind == "text"),
                word=row["text"],
                following="".join(piece.text for piece in pieces[at + 1 :] if piece.kind == "text"),
            )
        )
    return out, ((rows[-1]["document"], rows[-1]["start"]) if more else None)


class Spelling(Record, frozen=True):
    """A name of an actor: how often it stands, in how many documents, and who uses it, most often first."""

    text: str
    form: str
    count: int
    documents: int
    publishers: tuple[tuple[str, int], ...] = ()
    speakers: tuple[tuple[str, int], ...] = ()


def spellings(case: Case, actor: int, *, size: int = 60) -> list[Spelling]:
    """Return the names used for an actor, most often used first.

    ``publishers`` are those of the documents it stands in, printed or inferred; ``speakers`` those whose
    words are quoted with it, in the first MOST_QUOTED documents.
    """
    publishers = _users(
        case,
        "SELECT m.text, coalesce(d.publisher, d.publisher_inferred, d.author, '') AS who, count(*)"
        " FROM mentions AS m CROSS JOIN documents AS d ON d.number = m.document"
        f" WHERE m.actor = ? AND m.id {_KEPT} GROUP BY 1, 2 ORDER BY 3 DESC, 2",
        actor,
    )
    speakers = _speakers(case, actor)
    return [
        Spelling(
            **row,
            publishers=tuple(publishers[row["text"]][:4]),
            speakers=tuple(speakers[row["text"]][:4]),
        )
        for row in select(
            case.connection,
            "SELECT text, form, count(*) AS count, count(DISTINCT document) AS documents FROM mentions"
            f" WHERE actor = ? AND id {_KEPT} GROUP BY text, form ORDER BY 3 DESC, 1 LIMIT ?",
            actor,
            size,
        )
    ]


def _speakers(case: Case, actor: int) -> dict[str, list[tuple[str, int]]]:
    """Return by whom each name is used in quoted words."""
    found = namings(case, [actor], documents_of(case, actor, size=MOST_QUOTED))
    quoting: dict[str, list[str]] = defaultdict(list)
    for id, name in case.connection.execute(
        "SELECT a.id, s.name FROM json_each(?) AS j CROSS JOIN attributions AS a ON a.id = j.value"
        " CROSS JOIN speakers AS s ON s.attribution = a.id WHERE a.kind = 'direct' AND s.name <> ''",
        (json.dumps(sorted({naming.attribution for naming in found})),),
    ):
        quoting[id].append(str(unpack(name)))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for naming in found:
        counts[naming.text].update(quoting[naming.attribution])
    return defaultdict(list, {text: count.most_common() for text, count in counts.items()})


def _users(case: Case, query: str, actor: int) -> dict[str, list[tuple[str, int]]]:
    out: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for text, who, number in case.connection.execute(query, (actor,)):
        if who:
            out[str(unpack(text))].append((str(unpack(who)), int(number)))
    return out


def reasons(case: Case, actor: int) -> tuple[str, ...]:
    """Return why the mentions of an actor are thought to be of one."""
    row = case.connection.execute("SELECT why FROM actors WHERE number = ?", (actor,)).fetchone()
    return tuple(from_json(unpack(row[0]))) if row else ()
