"""Collation: the witnesses of a recycled passage set against each other, as editions print them.

:func:`marked` shows one witness with the places that differ numbered; :func:`apparatus` gathers what all
witnesses of a family read where they depart from a base text. The base is the earliest witness by date,
where every comparison with it says so, else the longest one. A witness that the search did not pair with
the base has no readings here: its variants stand in the passages it was paired in.

Cost: linear in the variants. Where it fails: readings of different length that overlap stand as entries
of their own, in the order of the base.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from testimonia.model import Alters, Passage, Place, Span, Variant, VariantKind

OPEN, CLOSE = "⟦", "⟧"


@dataclass(frozen=True)
class Reading:
    """What one witness reads in the place of a lemma; an empty text where it has nothing."""

    witness: Place
    text: str
    kind: VariantKind
    alters: Alters
    why: str


@dataclass(frozen=True)
class Entry:
    """An entry of an apparatus: a stretch of the base (code points), its words, the other readings."""

    span: Span
    lemma: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Apparatus:
    """A base text, its witnesses (itself first), and where they differ."""

    base: Place
    witnesses: tuple[Place, ...]
    entries: tuple[Entry, ...]


def parts(text: str, place: Place, spans: Sequence[Span]) -> Iterator[tuple[str, int | None]]:
    """Yield the text of a place cut at spans: each part with the number of its span, or None.

    The parts put together are the text of the place. Spans that overlap an earlier one are left out.
    """
    at = place.start
    for number in sorted(range(len(spans)), key=lambda k: (spans[k], k)):
        start, end = spans[number]
        if start < at or end > place.end:
            continue
        if at < start:
            yield text[at:start], None
        yield text[start:end], number
        at = end
    if at < place.end:
        yield text[at : place.end], None


def marked(text: str, place: Place, spans: Sequence[Span]) -> str:
    """Return the text of a place with its spans numbered from 1: ``the ⟦1 new⟧ bridge``."""
    return "".join(
        part if number is None else f"{OPEN}{number + 1}{' ' if part else ''}{part}{CLOSE}"
        for part, number in parts(text, place, spans)
    )


def differences(passage: Passage) -> list[Variant]:
    """Return the variants of a passage in the order in which they are numbered; moves come last."""
    return sorted(passage.variants, key=lambda v: (v.kind == "order", v.a, v.b, v.kind))


def lines(passage: Passage, text_a: str, text_b: str) -> list[str]:
    """Return a passage as lines for a reader: both witnesses with their differences, then what each is."""
    found = differences(passage)
    inner = [variant for variant in found if variant.kind != "order"]
    shown = ["a  " + _one_line(marked(text_a, passage.a, [variant.a for variant in inner]))]
    shown.append("b  " + _one_line(marked(text_b, passage.b, [variant.b for variant in inner])))
    for number, variant in enumerate(found, 1):
        a, b = (_one_line(text[slice(*span)]) for text, span in ((text_a, variant.a), (text_b, variant.b)))
        alters = {"yes": "alters the meaning", "maybe": "may alter the meaning", "no": ""}[variant.alters]
        told = "; ".join(part for part in (variant.kind, variant.why, alters) if part)
        shown.append(f"{number:2} {_short(a) or '—'}  ≠  {_short(b) or '—'}   ({told})")
    return shown


def apparatus(
    passages: Iterable[Passage], texts: Mapping[str, str], base: Place | None = None
) -> Apparatus | None:
    """Return the apparatus of one family of passages, or None for no passages; ``texts`` are by document.

    A ``base`` that is no witness counts as not given.
    """
    family = list(passages)
    if not family:
        return None
    one = witnesses_of(family)
    if base is None or base not in one.values():
        base = base_of(family, one)
    witnesses, readings = {base}, dict[Span, list[Reading]]()
    for passage in family:
        a, b = one[passage.a], one[passage.b]
        if base not in (a, b):
            continue
        turned = a != base
        other = a if turned else b
        if other in witnesses:
            continue
        witnesses.add(other)
        for variant in passage.variants:
            here, there = (variant.b, variant.a) if turned else (variant.a, variant.b)
            text = texts[other.document][slice(*there)]
            kind = _turned(variant.kind) if turned else variant.kind
            readings.setdefault(here, []).append(Reading(other, text, kind, variant.alters, variant.why))
    lemma = texts[base.document]
    entries = tuple(
        Entry(span, lemma[slice(*span)], tuple(sorted(found, key=lambda r: _by_place(r.witness))))
        for span, found in sorted(readings.items())
    )
    return Apparatus(base, (base, *sorted(witnesses - {base}, key=_by_place)), entries)


def apparatus_lines(found: Apparatus, names: Mapping[str, str]) -> list[str]:
    """Return an apparatus as editions print it: sigla, then ``lemma] reading B; reading C D``."""
    sigla = {place: siglum(k) for k, place in enumerate(found.witnesses)}
    shown = [
        f"{sigla[place]} = {names.get(place.document, place.document)} {place.start}–{place.end}"
        + (" (base)" if place == found.base else "")
        for place in found.witnesses
    ]
    for entry in found.entries:
        by_text: dict[str, list[str]] = {}
        for reading in entry.readings:
            moved = f"{_short(_one_line(reading.text))} (moved)" if reading.kind == "order" else ""
            by_text.setdefault(moved or _one_line(reading.text) or "om.", []).append(sigla[reading.witness])
        told = "; ".join(f"{text} {' '.join(who)}" for text, who in by_text.items())
        shown.append(f"{_short(_one_line(entry.lemma)) or '(nothing)'}] {told}")
    return shown


def siglum(number: int) -> str:
    """Return the letter of a witness: A to Z, then A2 to Z2 and so on."""
    turn, letter = divmod(number, 26)
    return chr(ord("A") + letter) + (str(turn + 1) if turn else "")


def witnesses_of(family: Sequence[Passage]) -> dict[Place, Place]:
    """Return the witness of each side: of sides of a document that overlap by half, the longest."""
    sides = {side for passage in family for side in (passage.a, passage.b)}
    kept: dict[str, list[Place]] = {}
    found = {}
    for side in sorted(sides, key=lambda s: (s.start - s.end, _by_place(s))):
        same = kept.setdefault(side.document, [])
        for other in same:
            if 2 * (min(side.end, other.end) - max(side.start, other.start)) >= side.end - side.start:
                found[side] = other
                break
        else:
            same.append(side)
            found[side] = side
    return found


def base_of(family: Sequence[Passage], one: Mapping[Place, Place]) -> Place:
    """Return the earliest witness by date, if all it was compared with are later, else the longest one."""
    partners = dict.fromkeys(sorted(set(one.values()), key=_by_place), 0)
    later = set[Place]()
    for passage in family:
        a, b = one[passage.a], one[passage.b]
        partners[a] += 1
        partners[b] += 1
        later |= {b} if passage.earlier == "a" else {a} if passage.earlier == "b" else {a, b}
    first = [side for side in partners if side not in later]
    return max(first or partners, key=lambda side: (partners[side], side.end - side.start))


def _turned(kind: VariantKind) -> VariantKind:
    return {"omission": "addition", "addition": "omission"}.get(kind, kind)  # type: ignore[return-value]


def _by_place(place: Place) -> tuple[str, int, int]:
    return place.document, place.start, place.end


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, room: int = 60) -> str:
    return text if len(text) <= room else f"{text[: room // 2]} … {text[-room // 2 :]}"
