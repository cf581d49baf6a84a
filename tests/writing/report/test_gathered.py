"""Chains: who passed the words on, outermost first."""

from testimonia.case import DocumentEntry
from testimonia.model import Annotations, Attribution, Document, Metadata
from testimonia.writing.report.gathered import Sheet, chain


def sheet(*rows):
    document = Document(
        id="d",
        name="a.txt",
        path="a.txt",
        text="",
        raw_sha256="",
        raw_bytes=0,
        media_type="",
        extractor="",
        extractor_version="",
    )
    entry = DocumentEntry(
        number=1,
        id="d",
        name="a.txt",
        title=None,
        date=None,
        date_probable=None,
        genre="other",
        publisher=None,
        author=None,
        languages=(),
        words=0,
        analysed=True,
        files=(),
    )
    found = Annotations(document="d", metadata=Metadata(document="d"), attributions=rows)
    return Sheet("d1", document, found, entry)


def said(id, speaker, outlets=(), parent=None, **more):
    return Attribution(
        id=id, document="d", content=((0, 0),), speaker=speaker, outlets=outlets, parent=parent, **more
    )


def names(rows, id):
    of = sheet(*rows)
    return [link.name for link in chain(of, of.said[id])]


def test_a_speaker_alone_is_the_chain():
    assert names([said("1", ("Ana Brel",))], "1") == ["Ana Brel"]


def test_outlets_stand_before_the_speaker_outermost_first():
    rows = [said("1", ("Ana Brel",), ("Near Agency", "Far Post"))]
    assert names(rows, "1") == ["Far Post", "Near Agency", "Ana Brel"]


def test_the_date_stands_beside_the_outlet_that_was_cited():
    rows = [said("1", ("Ana Brel",), ("Near Agency", "Far Post"), outlet_date="2031-05-03")]
    of = sheet(*rows)
    assert [link.date for link in chain(of, rows[0])] == ["2031-05-03", None, None]


def test_statements_around_a_statement_are_in_its_chain_once():
    rows = [
        said("1", ("Far Post",), ("Far Post",)),
        said("2", ("Near Agency",), ("Far Post",), "1"),
        said("3", ("unnamed officer",), ("Near Agency", "Far Post"), "2", speaker_class="unnamed"),
    ]
    assert names(rows, "3") == ["Far Post", "Near Agency", "unnamed officer"]
    assert chain(sheet(*rows), rows[2])[-1].nameless


def test_joint_speakers_are_one_member():
    assert names([said("1", ("Ana Brel", "Jon Sark"))], "1") == ["Ana Brel; Jon Sark"]


def test_a_circle_of_parents_ends():
    rows = [said("1", ("A",), parent="2"), said("2", ("B",), parent="1")]
    assert names(rows, "1") == ["A", "B"]
