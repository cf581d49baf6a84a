"""Scripture: every quotation of the Qur'an, of hadith and of the Bible, its reference and its words.

The order of work, each step in a module of its own:

1. ``scripture_references``: printed references, resolved: ``(Ash-Shu'ara': 227)`` → ``quran 26:227``.
2. ``scripture_quotations``, ``scripture_announcing``: what marks and announcing words show to be quoted.
3. ``scripture_matching``: with a reference text, Arabic that stands in it, marked or not.
4. ``scripture_candidates``, ``scripture_joining``, ``scripture_settling``: candidates are gathered, the two
   languages of one verse found, references handed out, edges settled.
5. ``scripture_judging``, ``scripture_verdict``, ``scripture_polarity``: the words are compared.

Without a reference text all but the last works, and the verdict is ``unverified``. A text is never part
of this package: see ``scripture_texts`` for where it comes from. The result depends on the text and on
the reference texts alone. Cost: linear; English without scripture passes in well under a microsecond a
word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from testimonia.finding.scripture_announcing import announcements
from testimonia.finding.scripture_candidates import (
    behind_cues,
    cut_references,
    find_announced,
    find_ornate,
    find_referenced,
    outside,
    without_frames,
    without_references,
)
from testimonia.finding.scripture_chains import chain_before
from testimonia.finding.scripture_folding import has_arabic
from testimonia.finding.scripture_formulas import find_formulas
from testimonia.finding.scripture_joining import are_sides, find_other_sides, give_references, merge
from testimonia.finding.scripture_judging import Judgement, beside_arabic, judge
from testimonia.finding.scripture_library import Library, installed_library
from testimonia.finding.scripture_matching import find_matches
from testimonia.finding.scripture_polarity import contradiction
from testimonia.finding.scripture_quotations import Found, is_arabic
from testimonia.finding.scripture_reference import Reference
from testimonia.finding.scripture_references import find_references
from testimonia.finding.scripture_settling import with_matches, without_cues
from testimonia.language.doc import Doc
from testimonia.model import Check, Difference, Scripture, annotation_id


def references(doc: Doc) -> list[Reference]:
    """Return every printed reference to scripture, with or without a quotation beside it, in text order."""
    return find_references(doc.text)


def find(doc: Doc, library: Library | None = None) -> list[Scripture]:
    """Return every quotation of scripture, one record a language side, in text order.

    ``library`` holds the texts to compare with; without it the installed ones are taken, if any.
    """
    text = doc.text
    printed = find_references(text)
    ornate = find_ornate(text)
    cues = outside(announcements(text), [r.span for r in printed])
    cues = outside(cues, [f.span for f in ornate])
    found = ornate + find_announced(text, cues) + find_referenced(text, printed)
    found = behind_cues(text, cut_references(text, found, printed), cues)
    found = without_frames(text, merge(text, found))
    arabic = has_arabic(text)
    if not found and not arabic:
        return _records(doc, find_formulas(text), {}, {})
    library = installed_library() if library is None else library
    index = library.quran if arabic else None
    if index is not None:
        claims = sorted({f.span for f in found} | {r.span for r in printed})
        matches = without_cues(text, find_matches(text, index, claims), cues)
        found = with_matches(text, found, matches, printed, index)
    else:
        found = [replace(f, work="hadith") if f.qudsi and f.reference is None else f for f in found]
    found = merge(text, found + find_other_sides(text, found))
    give_references(text, found, printed)
    found = merge(text, without_references(found, printed) + find_formulas(text))
    partners = _partners(text, found)
    _give_transmitters(text, found, partners)
    return _records(doc, found, partners, _judged(text, found, partners, library))


def checks(doc: Doc, found: Sequence[Scripture]) -> list[Check]:
    """Return what a careful reader should look at: changed words, wrong references, sides at odds."""
    out: list[Check] = []
    for one in found:
        for kind, message in _problems(doc.text, one, found):
            spans = (
                (one.span,) if one.reference_span is None else tuple(sorted((one.span, one.reference_span)))
            )
            out.append(
                Check(
                    id=annotation_id(doc.document, "check", spans, kind),
                    document=doc.document,
                    kind=kind,
                    spans=spans,
                    message=message,
                    related=(one.id,),
                )
            )
    return out


# --- the steps ------------------------------------------------------------------------------------


def _partners(text: str, found: list[Found]) -> dict[int, int]:
    """Return for each candidate that has one the number of its other language side."""
    out: dict[int, int] = {}
    for index in range(len(found) - 1):
        if index not in out and are_sides(text, found[index], found[index + 1]):
            out[index], out[index + 1] = index + 1, index
    return out


def _give_transmitters(text: str, found: list[Found], partners: dict[int, int]) -> None:
    """Give every hadith the chain that stands before it, or before its other side."""
    for index, one in enumerate(found):
        if one.work != "hadith":
            continue
        floor = found[index - 1].outer[1] if index else 0
        one.transmitters = chain_before(text, one.outer[0], floor)
        partner = partners.get(index, index)
        if partner < index and not one.transmitters:
            one.transmitters = found[partner].transmitters


def _judged(
    text: str, found: list[Found], partners: dict[int, int], library: Library
) -> dict[int, Judgement]:
    """Judge the Arabic sides, then the others, which may learn the place from them."""
    out: dict[int, Judgement] = {}
    if not library.texts:
        return out
    sides = [is_arabic(text[f.span[0] : f.span[1]]) for f in found]
    for index in sorted(range(len(found)), key=lambda i: (not sides[i], i)):
        one = found[index]
        if one.work == "formula":
            continue
        reference = one.collection if one.work == "hadith" else one.reference
        beside = out.get(partners.get(index, -1))
        if reference is None and beside is not None and beside.parts:
            reference = Reference(span=one.span, work=one.work, key=beside.place or "", parts=beside.parts)
        said = judge(text, one.span, one.work, sides[index], reference, library)
        if (
            said.verdict == "unverified"
            and one.work == "quran"
            and not sides[index]
            and index not in partners
        ):
            said = beside_arabic(text, one.span, reference, said, library)
        out[index] = said
    return out


def _records(
    doc: Doc, found: list[Found], partners: dict[int, int], judged: dict[int, Judgement]
) -> list[Scripture]:
    text = doc.text
    ids = [annotation_id(doc.document, "scripture", (f.span,), f.work) for f in found]
    out: list[Scripture] = []
    for index, one in enumerate(found):
        printed = one.collection if one.work == "hadith" else one.reference
        partner = partners.get(index)
        said = judged.get(index, Judgement())
        impossible = printed is not None and printed.issue.startswith("impossible")
        if impossible and said.verdict == "unverified":
            said = _impossible(said, printed)
        beside = judged.get(partner, Judgement()) if partner is not None else Judgement()
        place = said.place or (printed.key if printed else beside.place)
        out.append(
            Scripture(
                id=ids[index],
                document=doc.document,
                span=one.span,
                work=one.work,
                language=_language(text, one),
                reference_span=printed.span if printed else None,
                reference_written=text[printed.span[0] : printed.span[1]] if printed else None,
                reference=None if one.work == "formula" else place,
                true_reference=said.meant or (beside.meant if place else None),
                verdict="exact" if one.work == "formula" else said.verdict,
                differences=said.differences,
                before=said.before,
                after=said.after,
                partner=ids[partner] if partner is not None else None,
                text_name=said.text_name,
                transmitters=(printed.transmitters if printed else ()) or one.transmitters,
                repair=said.repair,
                confidence=_confidence(one, said),
                why="; ".join(w for w in (one.why, printed.issue if printed else "", said.why) if w),
            )
        )
    return out


def _impossible(said: Judgement, printed: Reference | None) -> Judgement:
    """Return the judgement on a verse that does not exist, which needs no text."""
    assert printed is not None
    wrong = Difference(kind="impossible_reference", span=printed.span, found=printed.key, expected="")
    return Judgement(verdict="wrong_reference", place=printed.key, differences=(wrong,), why=said.why)


def _language(text: str, one: Found) -> str:
    return "ar" if is_arabic(text[one.span[0] : one.span[1]]) else "en"


def _confidence(one: Found, said: Judgement) -> float:
    """Return 0.95 where words and marks agree, less where only one of them speaks."""
    if said.share >= 0.9:
        return 0.95 if one.claimed else 0.85
    if one.reference is not None or one.collection is not None or "ornate" in one.why:
        return 0.9
    return 0.75 if one.marked else 0.6


def _problems(text: str, one: Scripture, found: Sequence[Scripture]) -> list[tuple[str, str]]:
    """Return (kind, message) of what is wrong with one quotation."""
    out: list[tuple[str, str]] = []
    written = one.reference_written or "no reference"
    if any(d.kind == "impossible_reference" for d in one.differences):
        out.append(("scripture_impossible_reference", f"{written}: there is no such verse"))
    elif one.verdict == "wrong_reference":
        out.append(("scripture_wrong_reference", f"{written}: the words stand in {one.true_reference}"))
    if one.verdict == "corrupted":
        shown = "; ".join(_told(d) for d in one.differences if d.kind not in ("spelling", "vowels"))
        out.append(("scripture_corrupted", f"{one.reference or written}: {shown or one.why}"))
    for kind in ("negation_lost", "negation_added", "exception_lost", "exception_added"):
        hit = next((d for d in one.differences if d.kind == kind), None)
        if hit is not None:
            out.append((f"scripture_{kind}", f"{one.reference or written}: {_told(hit)}"))
    if one.partner is not None and one.language == "ar":
        other = next((o for o in found if o.id == one.partner), None)
        if other is not None:
            at_odds = contradiction(text[one.span[0] : one.span[1]], text[other.span[0] : other.span[1]])
            if at_odds:
                out.append(("scripture_sides_differ", f"{one.reference or written}: {at_odds.told()}"))
    return out


def _told(difference: Difference) -> str:
    """Return a difference in words."""
    name = difference.kind.replace("_", " ")
    if difference.kind == "unknown":
        return "no verse has these words"
    if not difference.found:
        return f"{name}: “{difference.expected}” is missing"
    if not difference.expected:
        return f"{name}: “{difference.found}” is not in the text"
    return f"{name}: “{difference.found}” for “{difference.expected}”"
