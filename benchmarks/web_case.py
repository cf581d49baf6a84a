"""A large case of invented statements, made straight in its tables, for ``benchmarks/web.py``.

So many documents, each with statements, dates, names, problems; every tenth recycles a passage of another or
quotes scripture. The first is one text of 200,000 characters with 5,000 marks. The same numbers give the
same case.
"""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path
from typing import Any, NamedTuple

from testimonia.case.file import open_for_writing
from testimonia.model import annotation_id, document_id

WORDS = (
    "harbour mole lease truce fleet ferry wall gate market council border bread salt ميناء هدنة سفينة".split()
)
CUES = ("said", "denied", "reported", "warned", "قال")
DAYS = ("Monday", "Tuesday", "yesterday", "3 May", "last week")
IN_FIRST = 1_200
PROBLEMS = ("date_weekday", "date_order", "date_conflict", "quotation_open")


class World(NamedTuple):
    """Who there is: names by how often they speak, outlets, and chance that is always the same."""

    people: list[str]
    outlets: list[str]
    chance: random.Random


def make(path: Path, documents: int, statements: int) -> None:
    """Write a case of so many documents and statements."""
    first = ("Ilan", "Mara", "Tomas", "Irena", "Abu")
    world = World(
        people=[f"{a} N{n}" for a in first for n in range(4_000)],
        outlets=[f"Outlet {n}" for n in range(400)],
        chance=random.Random(7),
    )
    connection = open_for_writing(path)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -400000")
    connection.execute("BEGIN")
    _actors(connection, world)
    rest = statements - IN_FIRST
    for number in range(documents):
        _document(connection, number, IN_FIRST if number == 0 else rest // (documents - 1), world)
    _passages(connection, documents, world.chance)
    connection.execute(
        "INSERT INTO runs (started, ended, version, inputs, outcome) VALUES"
        " ('2031-05-01T08:00:00', '2031-05-01T09:00:00', 'made for a benchmark', '[\"papers\"]', 'done')"
    )
    connection.execute("COMMIT")
    connection.close()


def _actors(connection: sqlite3.Connection, world: World) -> None:
    rows = [(f"actor:{at:016x}", name, "person") for at, name in enumerate(world.people)]
    rows += [(f"actor:{at:016x}", name, "media") for at, name in enumerate(world.outlets, len(rows))]
    connection.executemany("INSERT INTO actors (id, name, type) VALUES (?, ?, ?)", rows)


def _document(connection: sqlite3.Connection, number: int, count: int, world: World) -> None:
    chance = world.chance
    head = f"Paper {number}\n"
    pieces, rows, at = [head], [], len(head)
    for index in range(count):
        who = min(int(chance.expovariate(1 / 800)), len(world.people) - 1)
        cue, content = chance.choice(CUES), " ".join(chance.choices(WORDS, k=7 if number else 23))
        dated = chance.choice(DAYS) if index % 2 == 0 else ""
        content = f"{content} on {dated}" if dated else f"{content} {chance.choice(WORDS)}"
        piece = f"{world.people[who]} {cue} {content}." + ("\n" if index % 4 == 3 else " ")
        rows.append((at, who, cue, content, dated))
        pieces.append(piece)
        at += len(piece)
    text = "".join(pieces)
    id = document_id(text)
    day = f"20{chance.randrange(20, 32)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    known = connection.execute(
        "INSERT INTO documents (id, name, title, date, languages, characters, words, analysed_by)"
        " VALUES (?, ?, ?, ?, '[\"en\"]', ?, ?, 'made')",
        (
            id,
            f"paper-{number:06}.txt",
            head.strip(),
            day if chance.random() < 0.9 else None,
            len(text),
            9 * count,
        ),
    ).lastrowid
    assert known is not None
    connection.execute("INSERT INTO texts VALUES (?, ?)", (known, text))
    connection.execute("INSERT INTO sources VALUES (?, NULL, 'made', 1)", (f"papers/{number:06}.txt",))
    connection.execute(
        "INSERT INTO files (source, ordinal, path, name, document, media_type, extractor, extractor_version,"
        " encoding, raw_sha256, raw_bytes)"
        " VALUES (?1, 0, ?1, ?2, ?3, 'text/plain', 'made', '1', 'utf-8', ?4, ?5)",
        (f"papers/{number:06}.txt", f"paper-{number:06}.txt", known, id, len(text)),
    )
    for row in rows:
        _statement(connection, id, known, day, row, world)
    _others(connection, id, known, text, chance)


def _statement(
    connection: sqlite3.Connection, id: str, known: int, day: str, row: tuple[Any, ...], world: World
) -> None:
    begin, who, cue, content, dated = row
    chance, person = world.chance, world.people[who]
    from_cue = begin + len(person) + 1
    start = from_cue + len(cue) + 1
    span = (start, start + len(content))
    key = annotation_id(id, "attribution", [span])
    number = connection.execute(
        "INSERT INTO attributions (id, document, kind, speaker_class, negated, confidence, why)"
        " VALUES (?, ?, ?, ?, 0, ?, 'clause with that')",
        (
            key,
            known,
            chance.choice(("direct", "indirect")),
            chance.choice(("named", "named", "unnamed")),
            round(0.4 + 0.6 * chance.random(), 2),
        ),
    ).lastrowid
    connection.execute("INSERT INTO speakers VALUES (?, 0, ?, ?)", (key, person, person))
    if chance.random() < 0.5:
        outlet = chance.choice(world.outlets)
        connection.execute("INSERT INTO attribution_outlets VALUES (?, 0, ?, ?)", (key, outlet, outlet))
    connection.executemany(
        "INSERT INTO spans VALUES (?, ?, 0, ?, ?, ?, ?)",
        [
            (key, "content", known, *span, content),
            (key, "cue", known, from_cue, from_cue + len(cue), cue),
        ],
    )
    connection.execute("INSERT INTO attribution_search (rowid, content) VALUES (?, ?)", (number, content))
    connection.execute(
        "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, 'person', 'name', ?, ?, 0.9, 'made')",
        (
            annotation_id(id, "mention", [(begin, begin + len(person))]),
            known,
            begin,
            begin + len(person),
            person,
            person,
            who + 1,
        ),
    )
    if dated:
        place = (span[1] - len(dated), span[1])
        time = annotation_id(id, "time", [place])
        connection.execute(
            "INSERT INTO times (id, document, start, end, text, type, value, calendar, earliest, latest,"
            " anchor, anchor_kind, role, confidence, why) VALUES"
            " (?1, ?2, ?3, ?4, ?5, 'DATE', ?6, 'gregorian', ?6, ?6, ?6, 'document', 'event', 0.9, 'made')",
            (time, known, *place, dated, day),
        )
        connection.execute("INSERT INTO moments VALUES (?, ?, ?, 'content', ?)", (time, known, number, day))


def _others(connection: sqlite3.Connection, id: str, known: int, text: str, chance: random.Random) -> None:
    """Write a problem in every other document, a quotation of scripture in every tenth."""
    if known % 2 == 0:
        key = annotation_id(id, "check", [(0, 5)])
        kind = chance.choice(PROBLEMS)
        connection.execute(
            "INSERT INTO checks VALUES (?, ?, ?, 'look at this date', '[]')", (key, known, kind)
        )
        connection.execute("INSERT INTO spans VALUES (?, 'place', 0, ?, 0, 5, ?)", (key, known, text[:5]))
    if known % 10 == 0:
        connection.execute(
            "INSERT INTO scripture (id, document, start, end, text, work, language, reference, verdict,"
            " confidence, why) VALUES (?, ?, 0, 5, ?, 'quran', 'en', ?, ?, 0.9, 'made')",
            (
                annotation_id(id, "scripture", [(0, 5)]),
                known,
                text[:5],
                f"quran {chance.randrange(1, 115)}:{chance.randrange(1, 8)}",
                chance.choice(("exact", "variant", "corrupted", "unverified")),
            ),
        )


def _passages(connection: sqlite3.Connection, documents: int, chance: random.Random) -> None:
    """Write families of up to six witnesses, every pair of neighbours with one difference."""
    for first in range(1, documents - 6, 10):
        cluster = f"cluster:{first:016x}"
        for other in range(1, chance.randrange(2, 7)):
            key = f"passage:{first:08x}{other:08x}"
            a, b = first + other - 1, first + other
            words = [
                connection.execute(
                    "SELECT substr(text, 1, 120) FROM texts WHERE document = ?", (which,)
                ).fetchone()[0]
                for which in (a, b)
            ]
            connection.execute(
                "INSERT INTO passages (id, kind, cluster, a_document, a_start, a_end, a_text, b_document,"
                " b_start, b_end, b_text, equal_words, score, earlier, why)"
                " VALUES (?, 'copy', ?, ?, 0, ?, ?, ?, 0, ?, ?, 20, 0.9, 'a', 'made')",
                (key, cluster, a, len(words[0]), words[0], b, len(words[1]), words[1]),
            )
            connection.execute(
                "INSERT INTO variants VALUES (?, 0, 'number', ?, 6, 7, ?, 6, 7, ?, 'made')",
                (key, chance.choice(("yes", "maybe", "no")), words[0][6:7], words[1][6:7]),
            )
