"""A document of our own with one row in every layer."""

from testimonia.model import (
    Annotations,
    Attribution,
    Check,
    Citation,
    CitedOutlet,
    Difference,
    Document,
    Mention,
    Metadata,
    Scripture,
    Section,
    Span,
    TimeExpression,
    annotation_id,
    document_id,
)

TEXT = (
    "The Bridge of Sel\n"
    "Dorn, 4 May 2031. Governor Ilan Voss said “the bridge will open; النَّصْر قريب” (Radio Ost, 3/5/2031).\n"
    "Mara Teel denied it. “All that is given returns” [Lamp: 3]\n"
)


def make_document(text: str = TEXT, name: str = "bridge.txt", path: str | None = None) -> Document:
    return Document(
        id=document_id(text),
        name=name,
        path=path or f"/pile/{name}",
        text=text,
        raw_sha256="0" * 64,
        raw_bytes=len(text.encode("utf-8", "surrogatepass")),
        media_type="text/plain",
        extractor="test",
        extractor_version="1",
        encoding="utf-8",
        hints={"author": "nobody"},
        notes=("a note",),
    )


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def make_annotations(document: Document) -> Annotations:
    """Return one row in every layer, every field of it filled."""
    id, text = document.id, document.text

    def at(words: str) -> Span:
        return place(text, words)

    def new(layer: str, words: str, key: str = "") -> str:
        return annotation_id(id, layer, [at(words)], key)

    outer = new("attribution", "the bridge will open; النَّصْر قريب", "Radio Ost")
    inner = new("attribution", "the bridge will open; النَّصْر قريب", "Ilan Voss")
    return Annotations(
        document=id,
        metadata=Metadata(
            document=id,
            title="The Bridge of Sel",
            title_span=at("The Bridge of Sel"),
            genre="news_comment",
            genre_why="a dateline",
            author_inferred="Mara Teel",
            author_why="named last",
            date="2031-05-04",
            date_span=at("4 May 2031"),
            hijri="1453-01-12",
            languages=("en", "ar"),
            sections=(
                Section(span=(18, 60), voice="news", heading=(0, 17)),
                Section(span=(60, len(text) - 1), voice="point", number=2),
            ),
        ),
        attributions=(
            Attribution(
                id=outer,
                document=id,
                content=(at("the bridge will open; النَّصْر قريب"),),
                speaker=("Radio Ost",),
                kind="direct",
                outlets=("Radio Ost",),
                outlet_spans=(at("Radio Ost"),),
                outlet_date="2031-05-03",
                confidence=0.75,
                why="citation after the sentence",
            ),
            Attribution(
                id=inner,
                document=id,
                content=(at("the bridge will open"), at("النَّصْر قريب")),
                cue=(at("said"),),
                source=(at("Governor Ilan Voss"),),
                speaker=("Ilan Voss", "Radio Ost"),
                kind="mixed",
                negated=True,
                parent=outer,
            ),
        ),
        citations=(
            Citation(
                id=new("citation", "(Radio Ost, 3/5/2031)"),
                document=id,
                span=at("(Radio Ost, 3/5/2031)"),
                form="parenthetical",
                outlets=(CitedOutlet(name="Radio Ost", span=at("Radio Ost"), date="2031-05-03"),),
                date_written="3/5/2031",
                date_span=at("3/5/2031"),
                date="2031-05-03",
                date_probable="2031-03-05",
                supports=(outer,),
                why="bracket",
            ),
        ),
        times=(
            TimeExpression(
                id=new("time", "4 May 2031"),
                document=id,
                span=at("4 May 2031"),
                type="DATE",
                value="2031-05-04",
                text="4 May 2031",
                alternatives=("2031-04-05",),
                begin="2031-05-04",
                end="2031-05-04",
                role="dateline",
                issues=("example",),
            ),
        ),
        mentions=(
            Mention(
                id=new("mention", "Governor"),
                document=id,
                span=at("Governor"),
                text="Governor",
                type="person",
                form="nominal",
                name="Ilan Voss",
            ),
            Mention(
                id=new("mention", "Ilan Voss"),
                document=id,
                span=at("Ilan Voss"),
                text="Ilan Voss",
                type="person",
                name="Ilan Voss",
            ),
            Mention(
                id=new("mention", "Radio Ost"),
                document=id,
                span=at("Radio Ost"),
                text="Radio Ost",
                type="media",
                name="Radio Ost",
            ),
        ),
        scripture=(
            Scripture(
                id=new("scripture", "All that is given returns"),
                document=id,
                span=at("All that is given returns"),
                work="quran",
                language="en",
                reference_span=at("[Lamp: 3]"),
                reference_written="[Lamp: 3]",
                reference="quran 1:3",
                verdict="corrupted",
                differences=(
                    Difference(kind="wording", span=at("given"), found="given", expected="lent"),
                    Difference(kind="omission", span=(at("returns")[0],) * 2, found="", expected="soon"),
                ),
                transmitters=("A", "B"),
            ),
        ),
        checks=(
            Check(
                id=new("check", "3/5/2031"),
                document=id,
                kind="date_ambiguous",
                spans=(at("3/5/2031"),),
                message="3 May or 5 March",
                related=(outer,),
            ),
        ),
    )
