"""A case of few rows, with markup wherever words come from outside."""

from html.parser import HTMLParser

from testimonia.case.file import open_for_writing
from testimonia.case.store import begin_source, finish_source, link_file, store_document, store_unread
from testimonia.model import (
    Annotations,
    Attribution,
    Check,
    Citation,
    CitedOutlet,
    Document,
    Mention,
    Metadata,
    Scripture,
    TimeExpression,
    annotation_id,
    document_id,
)

EVIL = "<script>document.title='run'</script>"
TEXT = (
    "The Quay Post reported on 3/5/2031: “Minister Ana Brel said that the mole is closed.”\n"
    "قال البحارة: لن نترك الرصيف\n"
    f"{EVIL} & <img src=x onerror=alert(1)>\n"
)


def at(words, text=TEXT):
    start = text.index(words)
    return start, start + len(words)


def reading(name="a.txt", text=TEXT, title=EVIL):
    """A document and what was found in it."""
    id = document_id(text)
    document = Document(
        id=id,
        name=name,
        path=f"papers/{name}",
        text=text,
        raw_sha256="0" * 64,
        raw_bytes=1,
        media_type="text/plain",
        extractor="plain",
        extractor_version="1",
    )
    if text is not TEXT:
        return document, Annotations(document=id, metadata=Metadata(document=id))
    outer = annotation_id(id, "attribution", [at("Minister Ana Brel said that the mole is closed.")])
    inner = annotation_id(id, "attribution", [at("the mole is closed")])
    arabic = annotation_id(id, "attribution", [at("لن نترك الرصيف")])
    outlet = CitedOutlet(name="Quay Post", span=at("Quay Post"), date="2031-05-03")
    found = Annotations(
        document=id,
        metadata=Metadata(
            document=id,
            title=title if title in text else None,
            title_span=at(title) if title in text else None,
            genre="article",
            publisher_inferred="<b>Quay</b> & Sons",
            publisher_why="<i>hints</i>",
            date_probable="2031-05-03",
            date_why="its latest report",
            languages=("en", "ar"),
        ),
        attributions=(
            Attribution(
                id=outer,
                document=id,
                content=(at("Minister Ana Brel said that the mole is closed."),),
                cue=(at("reported"),),
                source=(at("The Quay Post"),),
                speaker=("Quay Post",),
                kind="direct",
                outlets=("Quay Post",),
                outlet_date="2031-05-03",
                why="outlet, verb, colon",
                confidence=0.9,
            ),
            Attribution(
                id=inner,
                document=id,
                content=(at("the mole is closed"),),
                cue=(at("said"),),
                source=(at("Minister Ana Brel"),),
                speaker=("Ana Brel",),
                outlets=("Quay Post",),
                outlet_date="2031-05-03",
                parent=outer,
                why="<u>rule</u>",
            ),
            Attribution(
                id=arabic,
                document=id,
                content=(at("لن نترك الرصيف"),),
                cue=(at("قال"),),
                speaker=("unnamed sailors",),
                speaker_class="unnamed",
            ),
        ),
        citations=(
            Citation(
                id=annotation_id(id, "citation", [at("Quay Post reported on 3/5/2031")]),
                document=id,
                span=at("Quay Post reported on 3/5/2031"),
                form="inline",
                outlets=(outlet,),
                date="2031-05-03",
                date_probable="2031-03-05",
                supports=(outer, inner),
            ),
        ),
        times=(
            TimeExpression(
                id=annotation_id(id, "time", [at("3/5/2031")]),
                document=id,
                span=at("3/5/2031"),
                type="DATE",
                value="2031-05-03",
                text="3/5/2031",
                issues=("dm_ambiguous", "dm_conflict"),
            ),
        ),
        mentions=(
            Mention(
                id=annotation_id(id, "mention", [at("Ana Brel")]),
                document=id,
                span=at("Ana Brel"),
                text="Ana Brel",
                type="person",
                name="Ana Brel",
            ),
        ),
        scripture=(
            Scripture(
                id=annotation_id(id, "scripture", [at("the mole")]),
                document=id,
                span=at("the mole"),
                work="bible",
                language="en",
            ),
        ),
        checks=(
            Check(
                id=annotation_id(id, "check", [at("3/5/2031")]),
                document=id,
                kind="date_order",
                spans=(at("3/5/2031"),),
                message="3 May or 5 March? <script>1</script>",
            ),
        ),
    )
    return document, found


def make_case(path, readings, unread=()):
    connection = open_for_writing(path)
    connection.execute("BEGIN")
    for document, found in readings:
        begin_source(connection, document.path, "0", "test")
        assert store_document(connection, document, found, "test") == []
        link_file(connection, document.path, 0, document)
        finish_source(connection, document.path, 1)
    for row in unread:
        store_unread(connection, row.path, row)
    connection.execute("COMMIT")
    connection.close()
    return path


class Reader(HTMLParser):
    """What stands in a page: tags with attributes, ids, links, text outside scripts and styles."""

    void = frozenset(("meta", "input", "br"))

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.ids, self.links, self.stack, self.text = [], [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        self.ids += [attrs["id"]] if "id" in attrs else []
        self.links += [attrs["href"]] if "href" in attrs else []
        if tag not in self.void:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        if self.stack and self.stack[-1] not in ("script", "style"):
            self.text.append(data)
