"""The whole story on one page: read, find, compare, store."""

from __future__ import annotations

from testimonia.finding import attributions, citations, mentions, metadata, scripture, times
from testimonia.language.doc import Doc
from testimonia.model import Annotations, Document


def annotate(document: Document) -> Annotations:
    """Return all that is found in one document. Pure: the same document gives the same annotations."""
    doc = Doc.of(document)
    printed = times.find_printed(doc)
    about = metadata.find(doc, document, printed)
    cited = citations.find(doc, printed)
    quoted = scripture.find(doc)
    found = times.find(doc, printed, about, cited)
    named = mentions.find(doc, cited, found)
    said = attributions.find(doc, about, cited, quoted, named)
    return Annotations(
        document=document.id,
        metadata=about,
        attributions=tuple(said),
        citations=tuple(cited),
        times=tuple(found),
        mentions=tuple(named),
        scripture=tuple(quoted),
    )
