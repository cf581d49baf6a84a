"""How much a stretch of Arabic tells of being quoted from the Qur'an, in bits.

Many runs of three and four words stand in the Qur'an and in everybody's mouth: "إن شاء الله", "بعد صلاة
العشاء", "لا شريك له". They are listed: formulas and everyday turns by hand (``tables/scripture_cues.tsv``)
and, counted in ten collections of hadith, those of ordinary classical Arabic (``tables/quran_turns.tsv``).
A stretch that is nothing but such a turn, or part of one that the text has in full, is everyday speech; one
that holds a turn tells half of that turn's bits only. Measured on hadith that were not counted (4,102
sayings, 450,000 words), the counted table leaves 99 of 462 stretches of three words and 21 of 110 of four,
and costs one in a hundred fragments drawn from the Qur'an."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from testimonia.finding.scripture_folding import ARABIC, words
from testimonia.finding.scripture_index import ArabicIndex
from testimonia.tables import read_table

LONGEST_JUDGED = 4  # words; a longer stretch is no turn of speech
_LONGEST_TURN = 6
_KEPT = 0.5  # the share of its bits that a turn tells


@cache
def turns() -> frozenset[str]:
    """Return the turns of everyday speech and the formulas, folded."""
    by_hand = [r for r in read_table("scripture_cues.tsv") if r["role"] in ("everyday", "formula")]
    out = {" ".join(words(r["text"])) for r in by_hand if ARABIC.search(r["text"])}
    out.update(r["turn"] for r in read_table("quran_turns.tsv"))
    return frozenset(turn for turn in out if " " in turn)


@cache
def _turn_words() -> frozenset[str]:
    return frozenset(word for turn in turns() for word in turn.split())


def without_turns(
    found: Sequence[str], at: int, size: int, told: float, index: ArabicIndex
) -> tuple[float, bool]:
    """Return what ``size`` words from ``at`` on tell beyond turns of speech, and whether they are one.

    ``found`` are the folded words of the text, ``told`` the bits of the stretch as it stands.
    """
    if size > LONGEST_JUDGED:
        return told, False
    if _within_turn(found, at, at + size):
        return 0.0, True
    for turn in _turns_inside(found[at : at + size]):
        told -= sum(index.bits.get(index.number(word), 0.0) for word in turn) * (1 - _KEPT)
    return told, False


def _within_turn(found: Sequence[str], start: int, end: int) -> bool:
    """Tell whether a turn that stands here takes in a stretch, a joined "and" before it aside."""
    known = turns()
    if not all(word in _turn_words() or word[1:] in _turn_words() for word in found[start:end]):
        return False
    for first in range(max(0, end - _LONGEST_TURN), start + 1):
        for last in range(end, min(len(found), first + _LONGEST_TURN) + 1):
            turn = " ".join(found[first:last])
            if turn in known or (turn[0] in "وف" and turn[1:] in known):
                return True
    return False


def _turns_inside(stretch: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the turns that a stretch holds, the longest first from the left, none overlapping."""
    known = turns()
    at = 0
    while at < len(stretch) - 1:
        for size in range(len(stretch) - at, 1, -1):
            piece = stretch[at : at + size]
            turn = " ".join(piece)
            if turn in known or (at == 0 and turn[0] in "وف" and turn[1:] in known):
                yield piece
                at += size
                break
        else:
            at += 1
