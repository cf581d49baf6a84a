"""A reader measured on annotated documents: read each, lay it beside the annotation, add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from testimonia import pipeline
from testimonia.engines.local import default_workers, map_documents
from testimonia.evaluating.certainty import RESAMPLES, SEED, Interval, Reliability, intervals, reliability
from testimonia.evaluating.gold import GoldDocument, GoldRow
from testimonia.evaluating.scoring import (
    KINDS,
    LEVELS,
    Counts,
    Judged,
    judge,
    rates,
    rates_of_kind,
    relation,
    relations_of,
)
from testimonia.evaluating.tokens import Page
from testimonia.finding import readers
from testimonia.finding.readers import Choice
from testimonia.model import Attribution, Record, Spans
from testimonia.reading.given import document_of

#: Annotation of which fewer rows than this share stand inside another marks the outermost alone.
NESTED_SHARE = 0.02
_EXCERPT = 80
_GIVEN = "where content is right"
_ROLES = ("tokens of content", "tokens of cue", "tokens of source")


class Figure(Record, frozen=True):
    """Precision, recall and F1 of something, with the counts that they come from and the interval of F1."""

    name: str
    gold: int
    found: int
    precision: float
    recall: float
    f1: float
    interval: Interval | None = None


class Share(Record, frozen=True):
    """How many of some rows are right in something."""

    name: str
    right: int
    of: int


class Wrong(Record, frozen=True):
    """One row that was missed, that is false, or whose source is another; words stand as in the text."""

    error: str
    document: str
    kind: str
    source: str
    cue: str
    content: str
    excerpt: str
    instead: str = ""
    confidence: float | None = None
    why: str = ""


class Group(Record, frozen=True):
    """The figures of some of the documents."""

    name: str
    documents: int
    figures: tuple[Figure, ...]


class Report(Record, frozen=True):
    """All that an evaluation gives. ``failed`` documents count as missed; each is told with its reason."""

    reader: str
    documents: int
    words: int
    outermost: bool
    figures: tuple[Figure, ...]
    kinds: tuple[Figure, ...]
    roles: tuple[Figure, ...]
    shares: tuple[Share, ...]
    reliability: Reliability
    groups: tuple[Group, ...] = ()
    failed: tuple[str, ...] = ()
    seconds: float = 0.0


class _Read(Record, frozen=True):
    rows: tuple[Attribution, ...] = ()
    fault: str = ""
    seconds: float = 0.0


class Scored(Record, frozen=True):
    """One document with its rows and how they were judged."""

    gold: GoldDocument
    rows: tuple[Attribution, ...]
    judged: Judged


def marks_outermost(documents: Sequence[GoldDocument]) -> bool:
    """Tell whether annotation leaves out what stands inside other attributions."""
    total = sum(len(document.rows) for document in documents)
    nested = sum(_is_nested(row, document.rows) for document in documents for row in document.rows)
    return nested < NESTED_SHARE * total


def _is_nested(row: GoldRow, rows: Sequence[GoldRow]) -> bool:
    """Tell whether a row names a parent, or stands with its cue inside the content of another."""
    if row.parent is not None:
        return True
    at = (row.cue or row.content)[0]
    return any(
        start <= at[0] and at[1] <= end and (row.cue or row.content != other.content)
        for other in rows
        if other is not row
        for start, end in other.content
    )


def evaluate(
    documents: Sequence[GoldDocument],
    choice: Choice = readers.RULES,
    *,
    outermost: bool | None = None,
    by: str | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Report, list[Wrong]]:
    """Return the figures of a reader on annotated documents, and each row that is wrong.

    ``outermost`` leaves out what stands inside another attribution, on both sides; None leaves it out of
    what is read where the annotation has none. ``by`` is ``publisher`` or ``document``, for figures of
    each. Raises ReaderError and ReaderMissing for a reader that cannot be had.
    """
    readers.make(choice)
    only_outer = marks_outermost(documents) if outermost is None else outermost
    scored: list[Scored] = []
    failed: list[str] = []
    seconds = 0.0
    crew = default_workers(len(documents)) if workers is None else workers
    for outcome in map_documents(partial(_read, choice=choice), documents, crew):
        read = outcome.result or _Read(fault=outcome.fault.reason if outcome.fault else "")
        seconds += read.seconds
        if read.fault:
            failed.append(f"{outcome.item.name}: {read.fault}")
        scored.append(_scored(outcome.item, read.rows, only_outer, outermost is True))
        if progress is not None:
            progress(len(scored), len(documents))
    each = [one.judged.counts for one in scored]
    total, spread = _total(each), intervals(each, _measures(), resamples=resamples, seed=seed)
    report = Report(
        reader=choice.name,
        documents=len(documents),
        words=sum(len(document.text.split()) for document in documents),
        outermost=only_outer,
        figures=tuple(_levels(total, LEVELS, spread)),
        kinds=tuple(_kinds(total, spread)),
        roles=tuple(_levels(total, _ROLES, {})),
        shares=tuple(_shares(total)),
        reliability=reliability(
            [
                (row.confidence, right)
                for one in scored
                for row, right in zip(one.rows, one.judged.right, strict=True)
                if right is not None
            ]
        ),
        groups=tuple(_groups(scored, by, resamples, seed)),
        failed=tuple(failed),
        seconds=seconds,
    )
    return report, [wrong for one in scored for wrong in _wrong(one)]


def _read(document: GoldDocument, choice: Choice) -> _Read:
    import time

    begun = time.process_time()
    try:
        found = pipeline.annotate(document_of(document.name, document.text), reader=readers.make(choice))
    except readers.ReaderFault as fault:
        return _Read(fault=str(fault), seconds=time.process_time() - begun)
    return _Read(rows=found.attributions, seconds=time.process_time() - begun)


def _scored(
    document: GoldDocument, rows: Sequence[Attribution], only_outer: bool, of_gold_too: bool
) -> Scored:
    if only_outer:
        rows = [row for row in rows if row.parent is None]
    if of_gold_too:
        kept = tuple(row for row in document.rows if not _is_nested(row, document.rows))
        document = GoldDocument(
            name=document.name, text=document.text, rows=kept, publisher=document.publisher
        )
    page = Page(document.text)
    places = {row.id: at for at, row in enumerate(rows)}
    found = [
        relation(
            page,
            {"content": row.content, "cue": row.cue, "source": row.source},
            told_kind=row.kind,
            speaker=row.speaker,
            parent=places.get(row.parent or "", -1),
        )
        for row in rows
    ]
    return Scored(gold=document, rows=tuple(rows), judged=judge(relations_of(page, document.rows), found))


def _measures() -> dict[str, Callable[[Counts], float]]:
    def of_level(level: str) -> Callable[[Counts], float]:
        return lambda counts: rates(counts.figures.get(level, (0, 0, 0)))[2]

    def of_kind(kind: str) -> Callable[[Counts], float]:
        return lambda counts: rates_of_kind(counts, kind)[2]

    return {level: of_level(level) for level in LEVELS} | {kind: of_kind(kind) for kind in KINDS}


def _total(documents: Sequence[Counts]) -> Counts:
    total = Counts()
    for counts in documents:
        total += counts
    return total


def _shares(total: Counts) -> Iterator[Share]:
    for name, figure in sorted(total.figures.items()):
        if name.endswith(_GIVEN):
            yield Share(name=name, right=int(figure[0]), of=int(figure[1]))


def _levels(total: Counts, names: Sequence[str], spread: dict[str, Interval]) -> Iterator[Figure]:
    for name in names:
        figure = total.figures.get(name, [0, 0, 0])
        precision, recall, f1 = rates(figure)
        yield Figure(
            name=name,
            gold=int(figure[1]),
            found=int(figure[2]),
            precision=precision,
            recall=recall,
            f1=f1,
            interval=spread.get(name),
        )


def _kinds(total: Counts, spread: dict[str, Interval]) -> Iterator[Figure]:
    for kind in KINDS:
        precision, recall, f1 = rates_of_kind(total, kind)
        gold, found = (
            int(total.figures.get(f"{kind}, of {side}", [0, 0, 0])[1]) for side in ("annotated", "found")
        )
        yield Figure(
            name=kind,
            gold=gold,
            found=found,
            precision=precision,
            recall=recall,
            f1=f1,
            interval=spread.get(kind),
        )


def _groups(scored: Sequence[Scored], by: str | None, resamples: int, seed: int) -> Iterator[Group]:
    if by is None:
        return
    parts: dict[str, list[Counts]] = defaultdict(list)
    for one in scored:
        name = one.gold.name if by == "document" else one.gold.publisher or "not told"
        parts[name].append(one.judged.counts)
    for name, documents in sorted(parts.items()):
        spread = intervals(documents, _measures(), resamples=resamples, seed=seed)
        figures = _levels(_total(documents), ("content", "attributed"), spread)
        yield Group(name=name, documents=len(documents), figures=tuple(figures))


def _wrong(one: Scored) -> Iterator[Wrong]:
    """Yield the rows of a document that are missed or false, and those whose source is another."""
    text, judged, page = one.gold.text, one.judged, Page(one.gold.text)
    for i, row in enumerate(one.gold.rows):
        reached = judged.levels.get(i, set())
        if row.optional or "attributed" in reached:
            continue
        other = one.rows[judged.pairs[i]] if i in judged.pairs else None
        error = "other source" if "content" in reached else "other content" if other else "missed"
        instead = _cut(text, other.source if "content" in reached else other.content) if other else ""
        kind = page.kind(row.content)
        yield _as_wrong(error, one.gold, kind, row.content, row.cue, row.source, instead=instead)
    paired = set(judged.pairs.values())
    for j, found in enumerate(one.rows):
        if j not in paired:
            yield _as_wrong("false", one.gold, found.kind, found.content, found.cue, found.source, found)


def _as_wrong(
    error: str,
    gold: GoldDocument,
    kind: str,
    content: Spans,
    cue: Spans,
    source: Spans,
    found: Attribution | None = None,
    instead: str = "",
) -> Wrong:
    text, places = gold.text, sorted((*content, *cue, *source))
    start, end = places[0][0], max(end for _, end in places)
    around = text[max(0, start - _EXCERPT) : end + _EXCERPT]
    return Wrong(
        error=error,
        document=gold.name,
        kind=kind,
        source=_cut(text, source),
        cue=_cut(text, cue),
        content=_cut(text, content),
        excerpt=" ".join(around.split()),
        instead=instead,
        confidence=round(found.confidence, 4) if found else None,
        why=found.why if found else "",
    )


def _cut(text: str, spans: Spans) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)
