"""The whole story on one page: read, find, compare, store."""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from testimonia import reading
from testimonia.case import Case
from testimonia.case.settle import AliasRow, FindPassages, settle
from testimonia.comparing.checks import check_document
from testimonia.engines.local import default_workers, map_documents
from testimonia.finding import attributions, citations, mentions, metadata, network, scripture, times
from testimonia.intake import Inputs, Intake, Job, Piece, Progress, Summary
from testimonia.language.doc import Doc
from testimonia.model import (
    Actor,
    Annotations,
    Document,
    Mention,
    Metadata,
    TimeExpression,
    Unread,
)

if TYPE_CHECKING:
    from testimonia.finding.network.reading import Network

#: Readers of attributions by name, each with what makes its network.
READERS: dict[str, Callable[[], Network | None]] = {"rules": lambda: None, "trained": network.load}


def annotate(document: Document, *, written: str | None = None, reader: str = "rules") -> Annotations:
    """Return all that is found in one document. Pure: the same document gives the same annotations.

    ``written`` is the date (ISO 8601) from which relative times are reckoned where the document prints none.
    """
    doc = Doc.of(document)
    printed = times.find_printed(doc)
    about = metadata.find(doc, document, printed)
    cited = citations.find(doc, printed)
    quoted = scripture.find(doc)
    found = times.find(doc, printed, _anchored(about, written), cited)
    about = about if written else times.infer_written(doc, about, found)
    named = mentions.find(doc, cited, found)
    said = attributions.find(doc, about, cited, quoted, named, READERS[reader]())
    annotations = Annotations(
        document=document.id,
        metadata=about,
        attributions=tuple(said),
        citations=tuple(attributions.supported(cited, said)),
        times=tuple(found),
        mentions=tuple(named),
        scripture=tuple(quoted),
    )
    doubts = [*check_document(document.text, annotations), *scripture.checks(doc, quoted)]
    return replace(annotations, checks=tuple(doubts))


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
    progress: Progress | None = None,
) -> Summary:
    """Read files and folders into a case, find, compare, store; return what was done.

    Incremental: what is there already, as this program reads it, is not read again. Whatever stops it,
    documents that were stored stay, and the same call goes on from there. ``mapping`` names the columns of a
    corpus (``{"text": "body"}``), ``aliases`` a CSV of names, ``standard_input`` a name and bytes;
    ``prune`` takes out files that are gone, ``again`` reads all anew. Raises CaseError, and ValueError for a
    CSV of names that cannot be used.
    """
    inputs = Inputs(paths=tuple(Path(path) for path in paths), mapping=mapping, standard_input=standard_input)
    known = read_aliases(aliases) if aliases is not None else None
    with Intake(case, inputs, take_over=take_over, progress=progress) as intake:
        if again:
            intake.forget()
        crew = default_workers(intake.count()) if workers is None else workers
        with contextlib.closing(map_documents(analyse, intake.jobs(), crew)) as outcomes:
            for outcome in outcomes:
                intake.take(outcome)
        intake.finish(prune=prune)
        find_passages = passage_finder() if passages else None
        settle(intake.connection, link=link_actors, find_passages=find_passages, aliases=known)
        return intake.summary([NO_PASSAGES] if passages and find_passages is None else [])


def analyse(job: Job) -> list[Piece]:
    """Read one file, or take one document that is read already, and find what stands in it."""
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
                pieces.append(Piece(document=document, found=annotate(document)))
            except Exception as error:
                fault = f"analysis failed: {type(error).__name__}: {error}"
                pieces.append(Piece(document=document, fault=fault))
    return pieces


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
    from testimonia.comparing.reuse import find_passages

    return find_passages


def _anchored(about: Metadata, written: str | None) -> Metadata:
    return replace(about, date=written) if written and about.date is None else about
