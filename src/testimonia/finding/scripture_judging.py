"""A quotation is given its place in a reference text, and what its words are against it.

For Arabic of the Qur'an the places to compare with come from three sides: the printed reference (and what
its writer may have meant), the runs of three words the quotation shares with the text, and, where every
run is broken, its rarest words. The place with the greatest share of agreeing words wins, the printed one
on equal terms. For translations, the Bible and hadith the printed place comes first, then a search for
runs of four words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from testimonia.finding.scripture_alignment import LONGEST
from testimonia.finding.scripture_folding import words_at
from testimonia.finding.scripture_index import ArabicIndex, FoldedText
from testimonia.finding.scripture_library import Library
from testimonia.finding.scripture_polarity import beside_verse
from testimonia.finding.scripture_reference import Reference, quran_key
from testimonia.finding.scripture_verdict import (
    MILD,
    Judged,
    Word,
    judge_arabic,
    judge_translation,
    verdict_of,
)
from testimonia.model import Difference, Record, Span, Verdict, Work

# Shares of agreeing words: from here on a verse is what is quoted, at its printed place and at any other.
AT_PRINTED = 0.34
ANYWHERE = 0.5
TRANSLATION = 0.6
# From here on words that differ are changed words of this translation; below it they may be another's. With
# one difference in a single place less is enough.
SURELY = 0.85
SURELY_BUT_ONE = 0.75
_ELLIPSIS = re.compile(r"\.{3,}|…|\(\s*\.\.\.?\s*\)|\[\s*\.\.\.?\s*\]")
Part = tuple[int, int, int]


class Judgement(Record, frozen=True):
    """What comparison says of one quotation; ``place`` is where its words stand ("quran 8:37")."""

    verdict: Verdict = "unverified"
    place: str | None = None
    parts: tuple[Part, ...] = ()
    meant: str | None = None
    differences: tuple[Difference, ...] = ()
    before: str = ""
    after: str = ""
    text_name: str | None = None
    repair: str | None = None
    share: float = 0.0
    why: str = ""


def judge(
    text: str, span: Span, work: Work, arabic: bool, reference: Reference | None, library: Library
) -> Judgement:
    """Return the judgement on a quotation; *unverified* where no text is at hand that could tell."""
    quoted = words_at(text, *span)
    if not quoted:
        return Judgement()
    if work == "quran" and arabic:
        index = library.quran
        return Judgement() if index is None else _judge_quran(text, span, quoted, reference, index)
    texts = library.others(work, arabic)
    return _judge_other(text, quoted, work, reference, texts) if texts else Judgement()


# --- the Qur'an in Arabic -------------------------------------------------------------------------


def _judge_quran(
    text: str, span: Span, quoted: list[Word], reference: Reference | None, index: ArabicIndex
) -> Judgement:
    claimed = _claimed(reference, index)
    pieces = _pieces(text, span, quoted)
    omitted = len(pieces) > 1
    if not omitted:
        pieces = _sections(quoted, index)
    found: list[Judged] = []
    strange: list[Difference] = []
    for piece in pieces:
        best = _going_on(text, piece, found, index) if not omitted else None
        if best is None:
            best = _best(text, piece, [*claimed, *_near(found, len(piece), index)], index)
        if best is not None:
            found.append(best)
        elif not omitted:
            where = (piece[0][1], piece[-1][2])
            strange.append(Difference(kind="unknown", span=where, found="", expected=""))
    if not found:
        return _nowhere(quoted, reference, index)
    return _gather(found, reference, index, omitted=omitted, strange=strange)


def _going_on(text: str, section: list[Word], found: list[Judged], index: ArabicIndex) -> Judged | None:
    """Return the comparison of a section that goes on word for word where the one before stopped."""
    begin = found[-1].last + 1 if found else 0
    numbers = [index.number(word) for word, _, _ in section] if found else []
    if not found or index.ids[begin : begin + len(section)] != numbers:
        return None
    return judge_arabic(text, section, index, begin, begin + len(section))


def _sections(quoted: list[Word], index: ArabicIndex) -> list[list[Word]]:
    """Return quoted words in sections that can be aligned: all at once where they stand word for word."""
    if len(quoted) <= LONGEST or _word_for_word(quoted, index) >= 0:
        return [quoted]
    return [quoted[at : at + LONGEST] for at in range(0, len(quoted), LONGEST)]


def _claimed(reference: Reference | None, index: ArabicIndex) -> list[tuple[int, int]]:
    if reference is None:
        return []
    ranges = [index.range_of(*part) for part in (*reference.parts, *reference.others)]
    return [r for r in ranges if r is not None]


def _near(found: list[Judged], size: int, index: ArabicIndex) -> list[tuple[int, int]]:
    """Return the stretch behind the piece found last, where the next piece is looked for first."""
    if not found:
        return []
    last = index.surah_range(found[-1].last)[1]
    room = max(120, size + 40)
    return [(min(found[-1].last + 1, last - 1), min(found[-1].last + room, last))]


def _pieces(text: str, span: Span, quoted: list[Word]) -> list[list[Word]]:
    """Return the quoted words in the pieces that marks of omission ("…") leave."""
    cuts = [m.start() for m in _ELLIPSIS.finditer(text, *span)]
    if not cuts:
        return [quoted]
    out: list[list[Word]] = [[]]
    for word in quoted:
        if cuts and word[1] > cuts[0]:
            while cuts and word[1] > cuts[0]:
                cuts.pop(0)
            out.append([])
        out[-1].append(word)
    return [piece for piece in out if piece] or [quoted]


def _best(text: str, quoted: list[Word], claimed: list[tuple[int, int]], index: ArabicIndex) -> Judged | None:
    """Return the comparison with the place that agrees most, the claimed one on equal terms."""
    results: list[tuple[float, int, int, Judged]] = []
    for order, (begin, end) in enumerate(claimed):
        judged = judge_arabic(text, quoted, index, *_widened(begin, end, len(quoted), index))
        if judged and (judged.share >= AT_PRINTED and (judged.agreeing > 1 or len(quoted) < 3)):
            touches = judged.first < end and judged.last >= begin
            if touches and judged.share >= 1.0:
                return judged  # no other place can agree more
            results.append((judged.share + (0.06 if touches else 0.0), 1, -order, judged))
    most = max((r[3].agreeing for r in results), default=0)
    if most < len(quoted):
        at = _word_for_word(quoted, index)
        if at >= 0:
            judged = judge_arabic(text, quoted, index, at, at + len(quoted))
            if judged:
                results.append((judged.share, 0, -at, judged))
                most = judged.agreeing
    if most < len(quoted):
        for begin, end, shared in _windows(quoted, index):
            if shared <= most:
                break
            judged = judge_arabic(text, quoted, index, begin, end)
            if judged and judged.share >= ANYWHERE and (judged.agreeing >= 3 or judged.share > 0.99):
                results.append((judged.share, 0, -begin, judged))
                most = max(most, judged.agreeing)
    return max(results, key=lambda r: r[:3])[3] if results else None


def _word_for_word(quoted: list[Word], index: ArabicIndex) -> int:
    """Return the first position at which the Qur'an has just these words, -1 where there is none."""
    size = len(quoted)
    if size < 3:
        return -1
    numbers = [index.number(word) for word, _, _ in quoted]
    places = index.runs.get((numbers[0], numbers[1], numbers[2]), ())
    return next((at for at in places if index.ids[at : at + size] == numbers), -1)


def _widened(begin: int, end: int, size: int, index: ArabicIndex) -> tuple[int, int]:
    """Return a range with room on both sides for words of the neighbouring verses, within the surah."""
    first, last = index.surah_range(begin)
    room = min(size, 60)
    return max(first, begin - room), min(last, end + room)


def _windows(quoted: list[Word], index: ArabicIndex) -> list[tuple[int, int, int]]:
    """Return stretches of the Qur'an that share runs of words, or rare words, with a quotation.

    Each comes with the number of words it may share, the most promising first.
    """
    numbers = [index.number(word) for word, _, _ in quoted]
    votes: dict[int, int] = {}
    for at, run in enumerate(zip(numbers, numbers[1:], numbers[2:], strict=False)):
        for position in index.runs.get(run, ())[:24]:
            votes[position - at] = votes.get(position - at, 2) + 1
    if not votes:
        for at, number in enumerate(numbers):
            places = index.occurrences.get(number, ()) if number >= 0 else ()
            if len(places) <= 60:
                for position in places:
                    votes[position - at] = votes.get(position - at, 0) + 1
        votes = {d: v + votes.get(d - 1, 0) + votes.get(d + 1, 0) for d, v in votes.items()}
    best = sorted(votes, key=lambda diagonal: (-votes[diagonal], diagonal))[:24]
    best = [d for d in best if votes[d] * 3 >= votes[best[0]]]
    out: list[tuple[int, int, int]] = []
    for diagonal in best:
        if len(out) >= (6 if len(quoted) < 60 else 2):
            break
        at = min(max(diagonal, 0), len(index.ids) - 1)
        first, last = index.surah_range(min(at + len(quoted) // 2, len(index.ids) - 1))
        near = sum(v for d, v in votes.items() if abs(d - diagonal) <= 6)
        window = max(first, at - 6), min(last, at + len(quoted) + 6), near + 2
        if window[1] > window[0] and not any(abs(window[0] - w[0]) <= 3 for w in out):
            out.append(window)
    return out


def _nowhere(quoted: list[Word], reference: Reference | None, index: ArabicIndex) -> Judgement:
    """Return the judgement on words that stand nowhere in the text."""
    place = reference.key if reference else None
    if not index.text.complete or len(quoted) < 3:
        return Judgement(place=place)
    whole = (quoted[0][1], quoted[-1][2])
    return Judgement(
        verdict="corrupted",
        place=place,
        differences=(Difference(kind="unknown", span=whole, found="", expected=""),),
        text_name=index.text.name,
        why=f"no verse of {index.text.name} has these words",
    )


def _gather(
    found: list[Judged],
    reference: Reference | None,
    index: ArabicIndex,
    *,
    omitted: bool,
    strange: Sequence[Difference] = (),
) -> Judgement:
    """Return one judgement on the pieces of a quotation that were found, and on those that were not."""
    differences = tuple(d for one in found for d in one.differences)
    if strange:
        differences = tuple(sorted((*differences, *strange), key=lambda d: d.span))
    parts = _parts([(one.first, one.last) for one in found], index)
    first, last = found[0].first, found[-1].last
    verdict = verdict_of(differences)
    place = quran_key(parts)
    why = f"compared with {index.text.name}"
    if omitted:
        why += "; the quotation marks its own omission"
    meant = None
    if reference is not None and reference.work == "quran":
        if _meets(parts, reference.parts):
            place = reference.key
        elif _meets(parts, reference.others):
            place = quran_key(tuple(o for o in reference.others if _meets(parts, (o,)))[:1])
            why += f"; the words tell {place} from {reference.key}"
        else:
            verdict = verdict if verdict == "corrupted" else "wrong_reference"
            meant = place
            place = reference.key
            why += f"; the words stand in {meant}, not in {reference.key}"
    before = index.shown[index.starts[index.verse_at(first)] : first]
    after = index.shown[last + 1 : index.starts[index.verse_at(last) + 1]]
    garbled = any(d.kind in ("garbled", "spacing") for d in differences)
    return Judgement(
        verdict=verdict,
        place=place,
        parts=parts,
        meant=meant,
        differences=differences,
        before=" ".join(before),
        after=" ".join(after),
        text_name=index.text.name,
        repair=" … ".join(" ".join(index.shown[o.first : o.last + 1]) for o in found) if garbled else None,
        share=min(one.share for one in found),
        why=why,
    )


def _parts(ranges: list[tuple[int, int]], index: ArabicIndex) -> tuple[Part, ...]:
    """Return the verses that stretches of positions touch, neighbours joined."""
    out: list[Part] = []
    for first, last in ranges:
        surah, begin = index.places[index.verse_at(first)]
        end = index.places[index.verse_at(last)][1]
        if out and out[-1][0] == surah and out[-1][1] <= begin <= out[-1][2] + 1:
            out[-1] = (surah, out[-1][1], max(end, out[-1][2]))
        else:
            out.append((surah, begin, end))
    return tuple(out)


def _meets(a: tuple[Part, ...], b: tuple[Part, ...]) -> bool:
    return any(x[0] == y[0] and x[1] <= y[2] and y[1] <= x[2] for x in a for y in b)


# --- translations, the Bible, hadith --------------------------------------------------------------


def _judge_other(
    text: str, quoted: list[Word], work: Work, reference: Reference | None, texts: list[FoldedText]
) -> Judgement:
    """Compare with the printed place in every text at hand, then with any place that shares runs of words."""
    best: tuple[float, int, FoldedText, Judged, list[int]] | None = None
    for order, folded in enumerate(texts):
        for verses in _candidates(quoted, work, reference, folded):
            verse = " ".join(folded.text.verses[v][1] for v in verses)
            judged = judge_translation(text, quoted, verse, folded.text.language)
            if judged and judged.share >= TRANSLATION and judged.agreeing >= min(3, len(quoted)):
                key = (judged.share, -order)
                if best is None or key > best[:2]:
                    best = (judged.share, -order, folded, judged, verses)
    if best is not None and work != "hadith" and not _surely(best[3], quoted):
        return Judgement(
            place=reference.key if reference else None,
            share=best[0],
            why=f"{best[3].agreeing} of {len(quoted)} words as in {best[2].text.name}: another translation,"
            " or a changed one",
        )
    if best is None:
        names = ", ".join(f.text.name for f in texts)
        return Judgement(why=f"in none of the texts at hand ({names})")
    return _other_judgement(best[2], best[3], best[4], work, reference)


def _surely(judged: Judged, quoted: list[Word]) -> bool:
    """Tell whether a quotation is of this translation, be it with changed words.

    Other translations of a verse share 60 in 100 words with it in one verse of three, 85 in one of fifty.
    A difference at an edge tells little: there another translation begins or ends its own way.
    """
    wrong = [d for d in judged.differences if d.kind not in MILD]
    if not wrong or judged.share >= SURELY:
        return True
    (start, end), edges = wrong[0].span, (quoted[0][1], quoted[-1][2])
    return len(wrong) == 1 and judged.share >= SURELY_BUT_ONE and start > edges[0] and end < edges[1]


def beside_arabic(
    text: str, span: Span, reference: Reference | None, said: Judgement, library: Library
) -> Judgement:
    """Return the judgement on a translation that cannot be verified, with a negation that is at odds.

    The verdict stays *unverified*: that no negation is at odds verifies nothing.
    """
    index = library.quran
    ranges = [index.range_of(*part) for part in reference.parts] if index and reference else []
    if index is None or not ranges or any(r is None for r in ranges):
        return said
    arabic = " ".join(" ".join(index.shown[r[0] : r[1]]) for r in ranges if r is not None)
    found = beside_verse(arabic, text[span[0] : span[1]])
    if found is None:
        return said
    if found.side == "en":
        word = next(w for w in words_at(text, *span) if w[0] == found.word)
        one = Difference(kind="negation_added", span=word[1:], found=text[word[1] : word[2]], expected="")
    else:
        one = Difference(kind="negation_lost", span=(span[1], span[1]), found="", expected=found.word)
    why = "; ".join(w for w in (said.why, f"{found.told()} ({index.text.name})") if w)
    return msgspec.structs.replace(said, differences=(one,), why=why)


def _candidates(
    quoted: list[Word], work: Work, reference: Reference | None, folded: FoldedText
) -> list[list[int]]:
    out: list[list[int]] = []
    if reference is not None and work != "hadith":
        places = _places(reference, work)
        numbers = [folded.numbers[p] for p in places if p in folded.numbers]
        if numbers:
            out.append(numbers)
    found = folded.locate([word for word, _, _ in quoted])[:2]
    for verse in found:
        last = verse
        while last + 1 < len(folded.text.verses) and last + 1 - verse < 6 and last + 1 in found:
            last += 1
        out.append(list(range(verse, last + 1)))
    return out


def _places(reference: Reference, work: Work) -> list[str]:
    if work == "quran":
        return [
            f"{s}:{a}" for s, first, last in reference.parts for a in range(first, min(last, first + 40) + 1)
        ]
    match = re.fullmatch(r"bible (.+) (\d+):(\d+)(?:-(\d+))?", reference.key)
    if not match:
        return []
    first, last = int(match[3]), int(match[4] or match[3])
    return [f"{match[1]} {match[2]}:{verse}" for verse in range(first, min(last, first + 60) + 1)]


def _other_judgement(
    folded: FoldedText, judged: Judged, verses: list[int], work: Work, reference: Reference | None
) -> Judgement:
    places = [folded.text.verses[v][0] for v in verses]
    found = f"{work} {places[0]}"
    if len(places) > 1:
        found += "-" + places[-1].split(":")[-1]
    labels = [token for v in verses for token in folded.text.verses[v][1].split()]
    tokens = [label for label in labels for _ in words_at(label)]
    printed = reference is not None and work != "hadith" and bool(set(_places(reference, work)) & set(places))
    verdict, meant = judged.verdict, None
    if reference is not None and work != "hadith" and not printed:
        meant, verdict = found, "corrupted" if verdict == "corrupted" else "wrong_reference"
    return Judgement(
        verdict=verdict,
        place=reference.key if reference is not None and (printed or meant or work == "hadith") else found,
        meant=meant,
        differences=judged.differences,
        before=" ".join(tokens[: judged.first]),
        after=" ".join(tokens[judged.last + 1 :]),
        text_name=folded.text.name,
        share=judged.share,
        why=f"compared with {folded.text.name}" + (f", {found}" if work == "hadith" else ""),
    )
