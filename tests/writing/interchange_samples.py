"""One document of our own with a row in every layer, and the case that holds it."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from testimonia.case.file import open_for_writing
from testimonia.case.names import name_documents
from testimonia.case.settle import AliasRow, settle
from testimonia.case.store import begin_source, finish_source, link_file, store_document
from testimonia.model import (
    Actor,
    Annotations,
    Attribution,
    Check,
    Citation,
    CitedOutlet,
    Document,
    Mention,
    Metadata,
    Passage,
    Place,
    Scripture,
    Section,
    Span,
    Spans,
    TimeExpression,
    Variant,
    annotation_id,
    document_id,
)

TEXT = (
    "=The Bridge of Sel\n"
    "Dorn, 4 May 2031. Governor Voss said “+the bridge\nwill open; النصر قريب” (Radio Ost, 3/5/2031).\n"
    "“All that is given returns” [Lamp: 3]. Not a boat left the harbour of Marn.\n"
)
OTHER = "A boat left the harbour of Marn.\n"


def sample(text: str = TEXT, name: str = "bridge.txt") -> Document:
    return Document(
        id=document_id(text),
        name=name,
        path=f"/pile/{name}",
        text=text,
        raw_sha256="0" * 64,
        raw_bytes=len(text.encode()),
        media_type="text/plain",
        extractor="test",
        extractor_version="1",
    )


def found_in(document: Document) -> Annotations:
    id, text = document.id, document.text
    if text != TEXT:
        return Annotations(document=id, metadata=Metadata(document=id, date="2031-05-01"))

    def at(words: str) -> Span:
        start = text.index(words)
        return start, start + len(words)

    said = annotation_id(id, "attribution", [at("+the bridge")])
    return Annotations(
        document=id,
        metadata=Metadata(
            document=id,
            title="=The Bridge of Sel",
            title_span=at("=The Bridge of Sel"),
            genre="statement",
            genre_why="an office speaks",
            date="2031-05-04",
            date_span=at("4 May 2031"),
            languages=("en", "ar"),
            sections=(Section(span=(19, 60), voice="news"),),
        ),
        attributions=(
            Attribution(
                id=said,
                document=id,
                content=(at("+the bridge\nwill open"), at("النصر قريب")),
                cue=(at("said"),),
                source=(at("Governor Voss"),),
                speaker=("Voss",),
                kind="direct",
                outlets=("Radio Ost",),
                outlet_date="2031-05-03",
                confidence=0.9,
                why="quote, cue before",
            ),
        ),
        citations=(
            Citation(
                id=annotation_id(id, "citation", [at("(Radio Ost, 3/5/2031)")]),
                document=id,
                span=at("(Radio Ost, 3/5/2031)"),
                form="parenthetical",
                outlets=(CitedOutlet(name="Radio Ost", span=at("Radio Ost")),),
                date_written="3/5/2031",
                date="2031-05-03",
                supports=(said,),
                why="bracket",
            ),
        ),
        times=(
            TimeExpression(
                id=annotation_id(id, "time", [at("4 May 2031")]),
                document=id,
                span=at("4 May 2031"),
                type="DATE",
                value="2031-05-04",
                text="4 May 2031",
                role="dateline",
            ),
        ),
        mentions=(
            Mention(
                id=annotation_id(id, "mention", [at("Governor")]),
                document=id,
                span=at("Governor"),
                text="Governor",
                type="person",
                form="nominal",
                name="Voss",
            ),
            Mention(
                id=annotation_id(id, "mention", [at("Voss")]),
                document=id,
                span=at("Voss"),
                text="Voss",
                type="person",
                name="Voss",
            ),
        ),
        scripture=(
            Scripture(
                id=annotation_id(id, "scripture", [at("All that is given returns")]),
                document=id,
                span=at("All that is given returns"),
                work="quran",
                language="en",
                reference_span=at("[Lamp: 3]"),
                reference_written="[Lamp: 3]",
                reference="quran 1:3",
            ),
        ),
        checks=(
            Check(
                id=annotation_id(id, "check", [at("3/5/2031")]),
                document=id,
                kind="date_ambiguous",
                spans=(at("3/5/2031"),),
                message="3 May or 5 March",
            ),
        ),
    )


def link(mentions: Iterable[Mention], aliases: Sequence[AliasRow]) -> list[Actor]:
    """Call everybody Ilan Voss."""
    ids = tuple(mention.id for mention in mentions)
    return [Actor(id="actor:voss", name="Ilan Voss", type="person", mentions=ids)]


def passages(
    documents: Sequence[tuple[str, str]],
    *,
    known: dict[str, bytes],
    dates: dict[str, str | None],
    quotations: dict[str, Spans],
    scripture: dict[str, Spans],
    publishers: dict[str, str | None],
) -> list[tuple[str, bytes, Passage]]:
    """Find the one passage there is."""
    words = "boat left the harbour of Marn"
    a, b = TEXT.index(words), OTHER.index(words)
    passage = Passage(
        id="passage:boat",
        a=Place(document=document_id(TEXT), start=a - 6, end=a + len(words)),
        b=Place(document=document_id(OTHER), start=b - 2, end=b + len(words)),
        variants=(Variant(kind="negation", alters="yes", a=(a - 6, a - 3), b=(0, 0), why="Not"),),
        equal_words=6,
        score=31.5,
        earlier="b",
    )
    return [(passage.id, b"trace", passage)]


def make_case(path: Path) -> sqlite3.Connection:
    """Write a case of two documents."""
    connection = open_for_writing(path)
    connection.execute("BEGIN")
    for document in (sample(), sample(OTHER, "boats.txt")):
        begin_source(connection, document.path, document.raw_sha256, "reader")
        assert store_document(connection, document, found_in(document), "analyser") == []
        link_file(connection, document.path, 0, document)
        finish_source(connection, document.path, 1)
    name_documents(connection)
    connection.execute("COMMIT")
    settle(connection, link=link, find_passages=passages)  # type: ignore[arg-type]  # stand-ins that ask for less
    return connection
