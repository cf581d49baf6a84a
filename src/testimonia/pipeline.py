"""The whole story on one page: read, find, compare, store."""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from testimonia import reading
from testimonia.case import Case
from testimonia.case.settle import AliasRow, FindPassages, settle
from testimonia.comparing.checks import check_document
from testimonia.engines.local import default_workers, map_documents
from testimonia.finding import attributions, citations, mentions, metadata, readers, scripture, times
from testimonia.finding.readers import Choice, Context, Reader, Said
from testimonia.intake import Intake
from testimonia.jobs import Inputs, Job, Piece, Progress, Summary
from testimonia.language.doc import Doc
from testimonia.model import (
    Actor,
    Annotations,
    Attribution,
    Document,
    Mention,
    Metadata,
    TimeExpression,
    Unread,
)


def annotate(
    document: Document, *, written: str | None = None, reader: Reader | str = readers.DEFAULT
) -> Annotations:
    """Return all that is found in one document. Pure: the same document gives the same annotations.

    ``written`` is the date (ISO 8601) from which relative times are reckoned where the document prints none.
    ``reader`` reads the attributions. Raises ReaderError and ReaderMissing for a reader that cannot be had,
    ReaderFault for one that fails.
    """
    if isinstance(reader, str):
        reader = readers.make(Choice(name=reader))
    doc, found = find_layers(document, written=written)
    return attribute(doc, found, read_attributions(doc, found, reader).rows)


def find_layers(document: Document, *, written: str | None = None) -> tuple[Doc, Annotations]:
    """Return all that is found in one document but its attributions, which are read with it in view."""
    doc = Doc.of(document)
    printed = times.find_printed(doc)
    about = metadata.find(doc, document, printed)
    cited = citations.find(doc, printed)
    quoted = scripture.find(doc)
    found = times.find(doc, printed, _anchored(about, written), cited)
    about = about if written else times.infer_written(doc, about, found)
    return doc, Annotations(
        document=document.id,
        metadata=about,
        citations=tuple(cited),
        times=tuple(found),
        mentions=tuple(mentions.find(doc, cited, found)),
        scripture=tuple(quoted),
    )


def read_attributions(doc: Doc, found: Annotations, reader: Reader) -> Said:
    """Return what a reader reads in a document, with all else that was found in view. Raises ReaderFault."""
    context = Context(
        metadata=found.metadata,
        citations=tuple(replace(citation, supports=()) for citation in found.citations),
        scripture=found.scripture,
        mentions=found.mentions,
    )
    return readers.read_with(reader, doc, context)


def attribute(doc: Doc, found: Annotations, said: tuple[Attribution, ...]) -> Annotations:
    """Return annotations with these attributions in the place of others, and with what depends on them."""
    cited = attributions.supported(list(found.citations), list(said))
    found = replace(found, attributions=said, citations=tuple(cited))
    doubts = [*check_document(doc.text, found), *scripture.checks(doc, list(found.scripture))]
    return replace(found, checks=tuple(doubts))


def find_times(document: Document, *, written: str | None = None) -> list[TimeExpression]:
    """Return the time expressions of one document alone; ``written`` outranks the date that it prints."""
    doc = Doc.of(document)
    printed = times.find_printed(doc)
    about = metadata.find(doc, document, printed)
    if written:
        about = replace(about, date=None)
    return times.find(doc, printed, _anchored(about, written), citations.find(doc, printed))


def read(
    paths: Iterable[str | Path],
    case: str | Path,
    *,
    mapping: Mapping[str, str] | None = None,
    aliases: str | Path | None = None,
    workers: int | None = None,
    standard_input: tuple[str, bytes] | None = None,
    prune: bool = False,
    again: bool = False,
    passages: bool = True,
    take_over: bool = False,
    reader: str | None = None,
    reader_options: Mapping[str, str] | None = None,
    tell: Callable[[str], None] | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Read files and folders into a case, find, compare, store; return what was done.

    Incremental: what is there already, as this program reads it, is not read again. Whatever stops it,
    documents that were stored stay, and the same call goes on from there. ``mapping`` names the columns of a
    corpus (``{"text": "body"}``), ``aliases`` a CSV of names, ``standard_input`` a name and bytes;
    ``prune`` takes out files that are gone, ``again`` reads all anew. ``reader`` names what reads the
    attributions, ``reader_options`` how; both are kept in the case for later calls that name none, and where
    they change, the attributions of all its documents are read again and nothing else is. ``tell`` is given
    what should be known before the work begins. Raises CaseError, ValueError for a CSV of names that cannot
    be used, ReaderError (a ValueError) and ReaderMissing for a reader that cannot be had.
    """
    inputs = Inputs(paths=tuple(Path(path) for path in paths), mapping=mapping, standard_input=standard_input)
    known = read_aliases(aliases) if aliases is not None else None
    if reader is not None:
        readers.make(Choice(name=reader, options=dict(reader_options or {})))  # before a case is made
    with Intake(case, inputs, take_over=take_over, progress=progress) as intake:
        choice = intake.choose_reader(reader, reader_options, tell)
        if again:
            intake.forget()
        crew = default_workers(intake.count()) if workers is None else workers
        work = partial(analyse, choice=choice)
        with contextlib.closing(map_documents(work, intake.jobs(), crew)) as outcomes:
            for outcome in outcomes:
                intake.take(outcome)
        intake.finish(prune=prune)
        find_passages = passage_finder() if passages else None
        settle(intake.connection, link=link_actors, find_passages=find_passages, aliases=known)
        return intake.summary([NO_PASSAGES] if passages and find_passages is None else [])


def analyse(job: Job, choice: Choice = readers.RULES) -> list[Piece]:
    """Read one file, or take one document that is read already, and find what stands in it."""
    if job.document is not None and job.found is not None:
        return [_attributed(job.document, Doc.of(job.document), job.found, choice)]
    pieces: list[Piece] = []
    documents: Iterable[Document | Unread] = ()
    if job.document is not None:
        documents = [job.document]
    elif job.path:
        documents = reading.read_path(job.path, mapping=job.mapping)
    for document in documents:
        if isinstance(document, Unread):
            pieces.append(Piece(unread=document))
        elif job.known:
            pieces.append(Piece(document=document))
        else:
            try:
                pieces.append(_attributed(document, *find_layers(document), choice))
            except Exception as error:
                fault = f"analysis failed: {type(error).__name__}: {error}"
                pieces.append(Piece(document=document, fault=fault))
    return pieces


def _attributed(document: Document, doc: Doc, found: Annotations, choice: Choice) -> Piece:
    """Return a document with its attributions; without them, and why, where their reader failed."""
    try:
        said = read_attributions(doc, found, readers.make(choice))
    except (readers.ReaderFault, readers.ReaderError, readers.ReaderMissing) as fault:
        return Piece(
            document=document,
            found=attribute(doc, found, ()),
            unattributed=f"its attributions were not read: {fault}",
        )
    return Piece(document=document, found=attribute(doc, found, said.rows), refused=said.refused)


def settle_decisions(case: Case) -> None:
    """Have an opened case follow its decisions, after some were added."""
    settle(case.connection, link=link_actors, find_passages=None, force=True)


# What the whole case needs; each part is loaded when it is first asked for.

NO_PASSAGES = (
    "recycled passages were not looked for: that needs numpy and numba; "
    "pip install 'testimonia[reuse]', then run the same command again"
)


def link_actors(mentions: Iterable[Mention], aliases: Sequence[AliasRow]) -> list[Actor]:
    """Merge mentions into actors, with a user's aliases (alias, the name it stands for, kind)."""
    from testimonia.comparing.actors import Alias, link

    return link(mentions, aliases=[Alias(alias=a, canonical=name, kind=kind) for a, name, kind in aliases])


def read_aliases(path: str | Path) -> list[AliasRow]:
    """Read a CSV of aliases. Raises ValueError, naming file and line, for one that cannot be used."""
    from testimonia.comparing.actors import load_aliases

    return [(row.alias, row.canonical, row.kind) for row in load_aliases(path)]


def passage_finder() -> FindPassages | None:
    """Return the function that finds recycled passages, or None where its extra is not installed."""
    if any(importlib.util.find_spec(name) is None for name in ("numpy", "numba")):
        return None
    from testimonia.comparing.reuse import update_passages

    return update_passages


def _anchored(about: Metadata, written: str | None) -> Metadata:
    return replace(about, date=written) if written and about.date is None else about
