"""How the case was made: its files, its runs, its settings, its decisions, and what its layers are worth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from testimonia.case import Case
from testimonia.case.decisions import value_of
from testimonia.case.load import select
from testimonia.case.values import from_json, unpack
from testimonia.model import Decision, Record

# Layer → what is read, what it gets wrong: in short what docs/how says at length.
LIMITS: dict[str, tuple[str, str, str]] = {
    "attributions": (
        "Statements",
        "who says what, by a cue (“said that”), quotation marks or a colon, with the chain of those who"
        " passed it on",
        "words reported without a cue; long subjects with clauses of their own; an author’s comment that runs"
        " on behind a reported sentence; “he” where two men would fit; Arabic running text, of which only"
        " quotations are found",
    ),
    "citations": (
        "Citations",
        "references to a newspaper, an agency, a channel, with their date",
        "an outlet far from any word of reporting; a plain word that is an outlet the table lacks; a date in"
        " another sentence or without its year; which of several outlets of one name is meant",
    ),
    "times": (
        "Dates and times",
        "every date, time, length and repetition, with the day a relative one is counted from",
        "lengths meant as dates; a weekday far from its verb; “the next day” after two dates; flashbacks in a"
        " narrative; other languages than English, except dates in Arabic letters",
    ),
    "mentions": (
        "Names",
        "persons, organisations, states, armed groups, media, places, and the spellings of one name",
        "an unknown name that only opens a sentence; two bearers of one name, who become one actor until"
        " somebody parts them; names in Arabic letters that no table holds; texts without capitals",
    ),
    "scripture": (
        "Scripture",
        "quotations of the Quran, the Bible and hadith, compared word by word with a reference text",
        "a quotation without marks, reference or announcing words; a changed word at its edge; translations"
        " other than those compared with; readings of the Quran other than that of Hafs",
    ),
    "passages": (
        "Recycled passages",
        "what two documents share word for word or nearly, with the differences that may alter the sense",
        "translations and paraphrases that keep fewer than a third of the words; passages under 15 words;"
        " stock phrases that are new to the case",
    ),
    "checks": (
        "Problems",
        "what a careful reader should look at: impossible or contradicted dates, weekdays, orders of day and"
        " month",
        "whether the author or the program is in error: a problem is a question, not a verdict",
    ),
}


class Run(Record, frozen=True):
    """One run of the program over the case."""

    number: int
    started: str
    ended: str | None
    version: str
    inputs: tuple[str, ...]
    outcome: str
    summary: dict[str, Any]


class FileLine(Record, frozen=True):
    """A file as it was read: its SHA-256, the reader that took its text out, and the document it gave."""

    number: int
    path: str
    name: str
    document: str
    document_name: str
    media_type: str
    extractor: str
    encoding: str | None
    sha256: str
    bytes: int
    notes: tuple[str, ...]


def runs_of(case: Case, most: int = 50) -> list[Run]:
    """Return the latest runs, the last one first."""
    rows = select(case.connection, "SELECT * FROM runs ORDER BY number DESC LIMIT ?", most)
    return [
        Run(
            **row
            | {
                "inputs": tuple(map(str, from_json(row["inputs"]))),
                "summary": from_json(row["summary"]) if row["summary"] else {},
            }
        )
        for row in rows
    ]


def settings_of(case: Case) -> list[tuple[str, str]]:
    """Return what is kept in the case as settings."""
    rows = case.connection.execute("SELECT key, value FROM settings ORDER BY key")
    return [(str(key), str(unpack(value))) for key, value in rows]


_FILES = (
    "SELECT f.number, f.path, f.name, d.id AS document, d.name AS document_name, f.media_type,"
    " f.extractor || ' ' || f.extractor_version AS extractor, f.encoding, f.raw_sha256 AS sha256,"
    " f.raw_bytes AS bytes, f.notes FROM files AS f JOIN documents AS d ON d.number = f.document"
)


def files_of(case: Case, after: int = 0, size: int = 50) -> list[FileLine]:
    """Return a page of the files, in the order they were read in."""
    rows = select(case.connection, f"{_FILES} WHERE f.number > ? ORDER BY f.number LIMIT ?", after, size)
    return [FileLine(**row | {"notes": tuple(map(str, from_json(row["notes"])))}) for row in rows]


def every_file(case: Case) -> Iterator[FileLine]:
    """Yield all files."""
    after = 0
    while found := files_of(case, after, 500):
        yield from found
        after = found[-1].number


def analysed_by(case: Case) -> list[tuple[str, int]]:
    """Return which versions of the program read how many documents; "" where the analysis failed."""
    rows = case.connection.execute(
        "SELECT coalesce(analysed_by, ''), count(*) FROM documents GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return [(str(unpack(version)), int(number)) for version, number in rows]


class Decided(Record, frozen=True):
    """A line of the log of decisions: the decision, what it says in words, its number in the log."""

    number: int
    decision: Decision
    words: str


def decisions_of(case: Case, before: int = 0, size: int = 50) -> list[Decided]:
    """Return a page of the log, the last decision first."""
    rows = select(
        case.connection,
        "SELECT number, id, at, by, action, target, value, note FROM decisions WHERE number < ?"
        " ORDER BY number DESC LIMIT ?",
        before or 2**53,
        size,
    )
    out = []
    for row in rows:
        number = row.pop("number")
        decision = Decision(**row)
        out.append(Decided(number=number, decision=decision, words=_words(decision)))
    return out


def _words(decision: Decision) -> str:
    value = value_of(decision)
    if decision.action == "correct":
        return f"{value.get('field', '')} is “{value.get('value', '')}”"
    if decision.action == "merge":
        return f"merged into {value.get('into', '')}"
    if decision.action == "split":
        return f"split off “{value.get('text', '')}”"
    return {"accept": "accepted", "reject": "rejected", "note": "noted", "undo": "taken back"}[
        decision.action
    ]


def who_decided(case: Case) -> list[tuple[str, int, str, str]]:
    """Return everybody who decided: name, how often, first and last time."""
    rows = case.connection.execute(
        "SELECT by, count(*), min(at), max(at) FROM decisions GROUP BY by ORDER BY 2 DESC, 1"
    )
    return [(str(unpack(by)), int(number), str(first), str(last)) for by, number, first, last in rows]


def unread_of(case: Case, most: int = 200) -> tuple[list[dict[str, Any]], int]:
    """Return the first of the files that could not be read, and how many there are."""
    (count,) = case.connection.execute("SELECT count(*) FROM unread").fetchone()
    rows = select(case.connection, "SELECT path, reason, remedy FROM unread ORDER BY path LIMIT ?", most)
    return list(rows), int(count)


def in_short(value: str, longest: int = 400) -> str:
    """Return a setting as it can be read: JSON on one line."""
    try:
        written = json.dumps(json.loads(value), ensure_ascii=False)
    except ValueError:
        written = value
    return written if len(written) <= longest else written[:longest] + " …"
