"""The records that pass between the rooms of the house.

Every record is plain frozen data (:class:`msgspec.Struct`): it can be compared, hashed, printed and
written as JSON, and it does nothing else. Three conventions hold everywhere:

* a **span** is ``(start, end)``, half open, in Unicode code points of ``Document.text``;
* a **date** is an ISO 8601 string with the precision that is known: ``2016-12-18``, ``2016-12``, ``2016``;
* an **id** is derived from content (:func:`annotation_id`), so that a second reading of the same text
  gives the same ids and whatever refers to them stays good.

``why`` names the rule, the cue or the evidence a reading rests on; ``confidence`` is between 0 and 1.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Literal

import msgspec

Span = tuple[int, int]
Spans = tuple[Span, ...]

AttributionKind = Literal["direct", "indirect", "mixed"]
SpeakerClass = Literal["named", "unnamed", "unspecified", "scripture", "author"]
MentionType = Literal["person", "organisation", "state", "armed_group", "media", "place", "other"]
MentionForm = Literal["name", "adjective", "nominal"]
CitationForm = Literal["parenthetical", "inline", "dateline"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Calendar = Literal["gregorian", "hijri", "none"]
TimeRole = Literal["event", "report", "publication", "dateline"]
Voice = Literal["question", "answer", "news", "comment", "point"]
Work = Literal["quran", "hadith", "bible", "formula"]
Verdict = Literal["exact", "variant", "corrupted", "wrong_reference", "unverified"]
Alters = Literal["yes", "maybe", "no"]
PassageKind = Literal["passage", "quotation", "parallel", "formula", "template", "boilerplate", "scripture"]
VariantKind = Literal[
    "spelling",
    "punctuation",
    "wording",
    "order",
    "omission",
    "addition",
    "number",
    "date",
    "name",
    "negation",
    "modality",
]
DecisionAction = Literal["accept", "reject", "correct", "merge", "split", "note", "undo"]


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all records: frozen, keyword only, defaults left out when written."""


def document_id(text: str) -> str:
    """Return the identity of a document: the SHA-256 of its text, in hexadecimal.

    Lone surrogates, which a damaged file may hold, are hashed as they stand.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def annotation_id(document: str, layer: str, spans: Iterable[Span], key: str = "") -> str:
    """Return the identity of an annotation: ``LAYER:`` and 16 hexadecimal digits.

    ``key`` tells apart annotations of one layer that share their spans (two speakers of one sentence).
    """
    places = " ".join(f"{start}-{end}" for start, end in spans)
    digest = hashlib.sha256(f"{document}\x1f{layer}\x1f{places}\x1f{key}".encode()).hexdigest()
    return f"{layer}:{digest[:16]}"


_HALF = re.compile("[\ud800-\udfff]")


def visible_name(name: str) -> str:
    """Return a name with what is no letter in it spelled out: bytes ``\\xff``, half characters ``\\ud83d``.

    A file system may hold names that are no UTF-8; Python gives such a byte as a lone surrogate, which no
    other program takes.
    """
    return _HALF.sub(_spelled, name)


def _spelled(half: re.Match[str]) -> str:
    code = ord(half[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


class Document(Record, frozen=True):
    """One text as it was extracted from one file; the text is frozen here and never changed.

    ``name`` is the file name without folders (with the inner path for a member of an archive or a row
    of a corpus file); ``hints`` holds what the container says about itself (an HTML ``author``, a mail
    ``date``), never mixed with what the text prints; ``notes`` are faults met while reading.
    """

    id: str
    name: str
    path: str
    text: str
    raw_sha256: str
    raw_bytes: int
    media_type: str
    extractor: str
    extractor_version: str
    encoding: str | None = None
    hints: dict[str, str] = {}
    notes: tuple[str, ...] = ()


class Unread(Record, frozen=True):
    """A file, or a member of an archive, that could not be read, and why."""

    path: str
    reason: str
    remedy: str = ""


class Section(Record, frozen=True):
    """A stretch of a document with one voice; ``number`` for numbered points ("First:", "2.")."""

    span: Span
    voice: Voice
    heading: Span | None = None
    number: int | None = None


class Metadata(Record, frozen=True):
    """What a document says about itself.

    A printed field holds what stands in the text, with its span; whatever is inferred stands in an
    ``*_inferred`` or ``*_probable`` field with its reason, and never moves into the printed one.
    """

    document: str
    title: str | None = None
    title_span: Span | None = None
    genre: str = "other"
    genre_why: str = ""
    publisher: str | None = None
    publisher_span: Span | None = None
    publisher_inferred: str | None = None
    publisher_why: str = ""
    author: str | None = None
    author_span: Span | None = None
    author_inferred: str | None = None
    author_why: str = ""
    date: str | None = None
    date_span: Span | None = None
    date_probable: str | None = None
    date_why: str = ""
    posting_date: str | None = None
    posting_date_span: Span | None = None
    hijri: str | None = None
    hijri_span: Span | None = None
    languages: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


class Attribution(Record, frozen=True):
    """Who is made to say, think, demand or deny what (PolNeAR's source, cue and content).

    ``speaker`` holds one name for each joint speaker, as resolved within the document;
    ``speaker_class`` tells names from the nameless ("unnamed residents"), the agentless
    ("unspecified") and scripture. ``outlets`` are nearest first. ``parent`` is the attribution that
    this one stands inside; following parents gives the chain.
    """

    id: str
    document: str
    content: Spans
    cue: Spans = ()
    source: Spans = ()
    speaker: tuple[str, ...] = ()
    speaker_class: SpeakerClass = "named"
    kind: AttributionKind = "indirect"
    negated: bool = False
    outlets: tuple[str, ...] = ()
    outlet_spans: Spans = ()
    outlet_date: str | None = None
    parent: str | None = None
    confidence: float = 1.0
    why: str = ""


class CitedOutlet(Record, frozen=True):
    """One outlet named in a citation, with the date that stands beside it."""

    name: str
    span: Span
    date: str | None = None


class Citation(Record, frozen=True):
    """One reference to a medium, in brackets, in the sentence or as a dateline.

    ``date`` is the printed date in the document's own order of day and month; ``date_probable`` is
    set only where the printed one is doubtful, with ``why``. ``supports`` are attribution ids.
    """

    id: str
    document: str
    span: Span
    form: CitationForm
    outlets: tuple[CitedOutlet, ...] = ()
    date_written: str | None = None
    date_span: Span | None = None
    date: str | None = None
    date_probable: str | None = None
    supports: tuple[str, ...] = ()
    confidence: float = 1.0
    why: str = ""


class TimeExpression(Record, frozen=True):
    """A time expression after TIMEX3 (ISO-TimeML).

    ``value`` is what is probably meant; ``value_printed`` what the numerals say where that differs.
    ``begin`` and ``end`` are the earliest and the latest day; ``anchor`` is the date a relative
    expression was resolved against and ``anchor_kind`` what gave it.
    """

    id: str
    document: str
    span: Span
    type: TimexType
    value: str
    text: str = ""
    mod: str | None = None
    calendar: Calendar = "gregorian"
    value_printed: str | None = None
    alternatives: tuple[str, ...] = ()
    begin: str | None = None
    end: str | None = None
    edtf: str | None = None
    hijri: str | None = None
    anchor: str | None = None
    anchor_kind: Literal["document", "report", "section", "narrative", "none"] = "none"
    role: TimeRole = "event"
    issues: tuple[str, ...] = ()
    confidence: float = 1.0
    why: str = ""


class Mention(Record, frozen=True):
    """A name, an adjective of nationality or a title as it stands in one document.

    ``name`` is the fullest name it stands for within the document ("Putin" → "Vladimir Putin").
    """

    id: str
    document: str
    span: Span
    text: str
    type: MentionType
    form: MentionForm = "name"
    name: str = ""
    confidence: float = 1.0
    why: str = ""


class ActorVariant(Record, frozen=True):
    """One spelling of an actor's name: how often it stands, and in which documents."""

    text: str
    form: MentionForm
    count: int
    documents: tuple[str, ...] = ()


class Actor(Record, frozen=True):
    """Mentions merged over the whole case, with the reason of every merge."""

    id: str
    name: str
    type: MentionType
    variants: tuple[ActorVariant, ...] = ()
    mentions: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


class Difference(Record, frozen=True):
    """One place where quoted words differ from the reference text; ``span`` may be empty."""

    kind: str
    span: Span
    found: str
    expected: str


class Scripture(Record, frozen=True):
    """A quotation of scripture in one language, its reference and its verdict against a text.

    ``partner`` is the same verse in the other language; ``before`` and ``after`` are the parts of
    the verse that were left unquoted.
    """

    id: str
    document: str
    span: Span
    work: Work
    language: str
    reference_span: Span | None = None
    reference_written: str | None = None
    reference: str | None = None
    true_reference: str | None = None
    verdict: Verdict = "unverified"
    differences: tuple[Difference, ...] = ()
    before: str = ""
    after: str = ""
    partner: str | None = None
    text_name: str | None = None
    transmitters: tuple[str, ...] = ()
    repair: str | None = None
    confidence: float = 1.0
    why: str = ""


class Place(Record, frozen=True):
    """A stretch of a document."""

    document: str
    start: int
    end: int


class Variant(Record, frozen=True):
    """A difference between two witnesses of a passage; an empty span where nothing stands."""

    kind: VariantKind
    alters: Alters
    a: Span
    b: Span
    why: str = ""


class Passage(Record, frozen=True):
    """A text that recurs: one pair of witnesses, aligned word by word.

    ``cluster`` gathers the pairs of one passage family; ``earlier`` names the side that is earlier
    by date, where the dates tell.
    """

    id: str
    a: Place
    b: Place
    kind: PassageKind = "passage"
    variants: tuple[Variant, ...] = ()
    cluster: str = ""
    equal_words: int = 0
    score: float = 0.0
    earlier: Literal["a", "b"] | None = None
    why: str = ""


class Check(Record, frozen=True):
    """Something a careful reader should look at: its places, its kind and the reason."""

    id: str
    document: str
    kind: str
    spans: Spans
    message: str
    related: tuple[str, ...] = ()


class Decision(Record, frozen=True):
    """What a person decided about a row; decisions are only ever added."""

    id: str
    at: str
    by: str
    action: DecisionAction
    target: str
    value: str = ""
    note: str = ""


class Annotations(Record, frozen=True):
    """All that was found in one document."""

    document: str
    metadata: Metadata
    attributions: tuple[Attribution, ...] = ()
    citations: tuple[Citation, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    mentions: tuple[Mention, ...] = ()
    scripture: tuple[Scripture, ...] = ()
    checks: tuple[Check, ...] = ()
