"""Names of news media in a document: known ones from a table, unknown ones by their form.

The table ``tables/outlets.tsv`` is read once into a dictionary from the first word of a spelling to its
spellings, longest first, so that a document is scanned token by token with one look-up each: "Sky News
Arabia" is found before "Sky News". Spellings are compared by words: hyphen, space and nothing between the
words are one, and so are the forms of the Arabic article ("Al-Qabas", "Al Qabas"). A spelling that is also a
common word, a place or a person ("Time", "Petra") counts only where its surroundings show a medium; whoever
reads inside a citation (:func:`names_between`) knows that they do.

An unknown outlet is recognised by a word that names a kind of medium at its end ("Ugarit News", "the Tell
newspaper") or before it ("the newspaper Vatan"). Fails where a proper name ends in such a word and is no
medium ("Bad News Bears"), and where a newspaper is called by a plain word that the table lacks.
"""

from __future__ import annotations

import re

from testimonia.finding.citation_cues import shows_medium
from testimonia.finding.outlet_forms import FORMS, TRIGGERS, by_address, by_form, tidy
from testimonia.finding.outlet_issues import by_issue
from testimonia.finding.outlet_mastheads import by_masthead, houses
from testimonia.finding.outlet_table import (
    ARABIC,
    ARTICLES,
    Outlet,
    OutletName,
    fold,
    index,
    match_at,
    spelled,
    table,
)
from testimonia.language.doc import Doc
from testimonia.model import Span

__all__ = ["Outlet", "OutletName", "find_names", "fold", "known_name", "names_between", "table", "tidy"]


def _arabic_prefix(word: str) -> int:
    """Return the length of a particle written together with an Arabic name ("لرويترز")."""
    return 1 if len(word) > 4 and word[0] in "ولبف" else 0


def _places(words: list[str], low: int, high: int) -> tuple[list[int], list[int]]:
    """Return the indices of tokens that may begin a spelling of the table, and of form words."""
    part = words if (low, high) == (0, len(words)) else words[low:high]
    first = index()
    known = [
        at for at, word in enumerate(part, low) if word in first or word in ARTICLES or not word.isascii()
    ]
    return known, [at for at, word in enumerate(part, low) if word in TRIGGERS]


def _known(doc: Doc, places: list[int], high: int, lenient: bool) -> list[OutletName]:
    """Return table names that begin at one of the places and end before the token ``high``."""
    out: list[OutletName] = []
    words, tokens, text = doc.words, doc.tokens, doc.text
    after, first = 0, index()
    for at in places:
        word = words[at]
        if at < after or (word not in first and word not in ARTICLES and fold(word) not in first):
            if at >= after and ARABIC.match(word):
                name = _arabic_single(doc, at)
                if name is not None:
                    out.append(name)
            continue
        found = match_at(doc, at, high)
        if found is None:
            continue
        spelling, stop = found
        end = tokens[stop - 1][1]
        if text[end : end + 1] == "." and stop - at > 1 and len(spelling.words[-1]) == 1:
            end += 1  # A.F.P.
        span = (tokens[at][0], end)
        if text[max(0, span[0] - 1) : span[0]] == "@":
            continue
        if spelling.ambiguous and text[tokens[stop - 1][0]].islower() and not lenient:
            continue
        if lenient or not spelling.ambiguous or shows_medium(text, span):
            out.append(OutletName(name=spelling.outlet.name, span=span, kind=spelling.outlet.kind))
            after = stop
    return out


def _arabic_single(doc: Doc, at: int) -> OutletName | None:
    """Return a one-word Arabic name with a particle written to it; the particle stays outside its span."""
    start, end = doc.tokens[at]
    skip = _arabic_prefix(doc.words[at])
    spelling = spelled(fold(doc.words[at][skip:]))
    if spelling is not None and not spelling.ambiguous:
        return OutletName(name=spelling.outlet.name, span=(start + skip, end), kind=spelling.outlet.kind)
    return None


def _extended(doc: Doc, names: list[OutletName]) -> list[OutletName]:
    """Return names with those taken out that are only the beginning of a longer, unknown outlet name.

    "Al-Quds Post" is no "Al-Quds"; "Reuters News" and "BBC Radio" are the agency and the broadcaster.
    """
    out = []
    for name in names:
        match = _FORM_AFTER.match(doc.text, name.span[1])
        if match and not (name.kind in ("agency", "broadcaster") and match[1] in _OF_BROADCASTERS):
            start, end = name.span[0], match.end()
            form = match[1].lower()
            kind = FORMS[form]
            out.append(OutletName(name=doc.text[start:end], span=(start, end), known=False, kind=kind))
        else:
            out.append(name)
    return out


_FORM_AFTER = re.compile(
    r"[ -](News|Press|Times|Post|Net|TV|Radio|Tribune|Herald|Gazette|Online)\b(?!\s+[Aa]gency)"
)
_OF_BROADCASTERS = frozenset(["News", "TV", "Radio", "Net", "Online"])


def known_name(doc: Doc, span: Span) -> Outlet | None:
    """Return the row of the table that a span spells from end to end, or None."""
    low, high = doc.token_range(span)
    if low >= high:
        return None
    found = match_at(doc, low, high)
    return found[0].outlet if found and found[1] == high else None


def names_between(doc: Doc, span: Span) -> list[OutletName]:
    """Return the outlets within a span that is known to be a citation: ambiguous names count there."""
    return _find(doc, *doc.token_range(span), span, lenient=True)


def find_names(doc: Doc) -> list[OutletName]:
    """Return the names of media in a document, cited or not, in text order and without overlaps.

    Linear in the number of tokens; computed once for a document.
    """
    memory = vars(doc)
    found: list[OutletName] | None = memory.get("_outlet_names")
    if found is None:
        found = _find(doc, 0, len(doc.tokens), (0, len(doc.text)), lenient=False)
        memory["_outlet_names"] = found
    return found


def _find(doc: Doc, low: int, high: int, span: Span, *, lenient: bool) -> list[OutletName]:
    first, forms = _places(doc.words, low, high)
    known = [n for n in _extended(doc, _known(doc, first, high, lenient)) if n.span[1] <= span[1]]
    other = by_form(doc, low, high, known, forms, lenient=lenient)
    shaped = by_masthead(doc, lenient=lenient, low=span[0], high=span[1])
    own = [] if lenient else houses(doc) + by_issue(doc, *span)
    return _sorted(known + other + by_address(doc.text, *span, lenient=lenient) + shaped + own)


def _sorted(names: list[OutletName]) -> list[OutletName]:
    out: list[OutletName] = []
    for name in sorted(names, key=lambda n: (n.span[0], -n.span[1])):
        if not out or out[-1].span[1] <= name.span[0]:
            out.append(name)
    return out
