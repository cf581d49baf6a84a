"""How long the pages of the workbench take on a large case, at the server.

    python benchmarks/web.py [--documents 20000] [--statements 500000] [--keep CASE] [--repeat 5]

Makes a case of invented statements straight in its tables, then asks every page through the application,
without a network between. Prints the first time (nothing counted yet) and the median of the others, in
milliseconds of wall time, and the size of the answer. The last lines are a text of 200,000 characters with
5,000 marks.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient

from testimonia.case.file import open_for_writing
from testimonia.model import annotation_id, document_id
from testimonia.web import create_app

WORDS = (
    "harbour mole lease truce fleet ferry wall gate market council border bread salt ميناء هدنة سفينة".split()
)
CUES = ("said", "denied", "reported", "warned", "قال")


def make(path: Path, documents: int, statements: int) -> None:
    """Write a case of so many documents and statements, one document of 2,500 statements first."""
    chance = random.Random(7)
    people = [
        f"{a} {b}" for a in ("Ilan", "Mara", "Tomas", "Irena", "Abu") for b in (f"N{n}" for n in range(4_000))
    ]
    outlets = [f"Outlet {n}" for n in range(400)]
    connection = open_for_writing(path)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    rest = statements - 2_500
    for number in range(documents):
        count = 2_500 if number == 0 else rest // (documents - 1)
        write_document(connection, number, count, chance, people, outlets)
    connection.execute("COMMIT")
    connection.close()


def write_document(
    connection: sqlite3.Connection,
    number: int,
    count: int,
    chance: random.Random,
    people: list[str],
    outlets: list[str],
) -> None:
    """Write one document and its statements, two marks each."""
    pieces, rows, at = [], [], 0
    for index in range(count):
        person = people[min(int(chance.expovariate(1 / 800)), len(people) - 1)]
        cue = chance.choice(CUES)
        content = " ".join(chance.choices(WORDS, k=8))
        piece = f"{person} {cue} {content}." + ("\n" if index % 4 == 3 else " ")
        rows.append((at, person, cue, content))
        pieces.append(piece)
        at += len(piece)
    text = f"Paper {number}\n" + "".join(pieces)
    shift = len(f"Paper {number}\n")
    id = document_id(text)
    day = f"20{chance.randrange(20, 32)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    known = connection.execute(
        "INSERT INTO documents (id, name, title, date, languages, characters, words, analysed_by)"
        " VALUES (?, ?, ?, ?, '[\"en\"]', ?, ?, 'x')",
        (
            id,
            f"paper-{number:06}.txt",
            f"Paper {number}",
            day if chance.random() < 0.9 else None,
            len(text),
            9 * count,
        ),
    ).lastrowid
    connection.execute("INSERT INTO texts VALUES (?, ?)", (known, text))
    for at, person, cue, content in rows:
        begin = at + shift
        from_cue = begin + len(person) + 1
        start = from_cue + len(cue) + 1
        span = (start, start + len(content))
        key = annotation_id(id, "attribution", [span])
        row = connection.execute(
            "INSERT INTO attributions (id, document, kind, speaker_class, negated, confidence, why)"
            " VALUES (?, ?, ?, ?, 0, 0.8, 'clause with that')",
            (key, known, chance.choice(("direct", "indirect")), chance.choice(("named", "named", "unnamed"))),
        ).lastrowid
        connection.execute("INSERT INTO speakers VALUES (?, 0, ?, ?)", (key, person, person))
        if chance.random() < 0.5:
            outlet = chance.choice(outlets)
            connection.execute("INSERT INTO attribution_outlets VALUES (?, 0, ?, ?)", (key, outlet, outlet))
        connection.executemany(
            "INSERT INTO spans VALUES (?, ?, 0, ?, ?, ?, ?)",
            [
                (key, "content", known, *span, content),
                (key, "cue", known, from_cue, from_cue + len(cue), cue),
            ],
        )
        connection.execute("INSERT INTO attribution_search (rowid, content) VALUES (?, ?)", (row, content))


def pages(path: Path) -> list[str]:
    """Return the addresses that are timed."""
    connection = sqlite3.connect(path)
    first = connection.execute("SELECT substr(id, 1, 16) FROM documents WHERE number = 1").fetchone()[0]
    middle = connection.execute("SELECT max(number) / 2 FROM attributions").fetchone()[0]
    card, document = connection.execute(
        "SELECT a.id, substr(d.id, 1, 16) FROM attributions AS a JOIN documents AS d ON d.number = a.document"
        " WHERE a.number = ?",
        (middle,),
    ).fetchone()
    connection.close()
    return [
        "/",
        "/documents",
        "/documents?only=undated",
        "/said",
        "/said?order=newest",
        "/said?order=speaker",
        "/said?order=oldest&after=2026-05-01&number=1000",
        "/said?speaker=Ilan+N0",
        "/said?not-speaker=Ilan+N0&order=newest",
        "/said?class=unnamed&order=newest",
        "/said?via=Outlet+7&kind=direct",
        "/said?q=harbour",
        "/said?q=harbour+mole+salt&order=newest",
        "/said?q=ميناء&since=2026",
        "/said?names=Ilan+N1%0AMara+N2%0AN3",
        f"/card/{card}",
        f"/d/{document}?card={card}&in=",
        f"/d/{first}",
        f"/d/{first}?q=harbour",
    ]


def main() -> None:
    """Make the case, ask the pages, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--statements", type=int, default=500_000)
    parser.add_argument("--keep", type=Path, help="make the case here, or use the one that is there")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "large.case"
        if not path.exists():
            begun = time.perf_counter()
            make(path, options.documents, options.statements)
            print(f"made {path.stat().st_size / 1e6:,.0f} MB in {time.perf_counter() - begun:.0f} s")
        client = TestClient(create_app(path), base_url="http://localhost")
        client.get("/static/web.css")
        print(f"{'first':>7} {'median':>7} {'kB':>6}  page")
        for address in pages(path):
            times = []
            for _ in range(options.repeat + 1):
                begun = time.perf_counter()
                answer = client.get(address)
                times.append(1_000 * (time.perf_counter() - begun))
                assert answer.status_code == 200, address
            size, median = len(answer.content) / 1_000, statistics.median(times[1:])
            print(f"{times[0]:7.0f} {median:7.0f} {size:6.0f}  {address}")


if __name__ == "__main__":
    main()
