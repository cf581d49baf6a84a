"""Words that announce scripture ("Allah says", قال تعالى), and the quotation that they announce.

The words stand in ``tables/scripture_cues.tsv``. What is announced has marks, or is a run of Arabic behind a
colon; words behind which somebody else speaks announce nothing."""

from __future__ import annotations

import re
from functools import cache

from testimonia.finding.scripture_emphasis import SIGNS, emphasis_after
from testimonia.finding.scripture_folding import fold, has_arabic, words, words_at
from testimonia.finding.scripture_quotations import (
    FARTHEST,
    arabic_after,
    emphasised,
    is_arabic,
    quotation_after,
)
from testimonia.model import Span, Work
from testimonia.tables import read_table


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of English and of folded Arabic announcements; the group name is the work."""
    rows = list(read_table("scripture_cues.tsv"))

    def texts(role: str, language: str, work: str = "") -> str:
        found = [
            r["text"]
            for r in rows
            if r["role"] == role and r["language"] == language and work in ("", r["work"])
        ]
        found.sort(key=lambda t: (-len(t), t))
        if language == "ar":
            return "|".join(fold(t) for t in found)
        return "|".join(re.escape(t).replace(r"\ ", r"\s+").replace("'", "['’]") for t in found)

    honorific = rf"(?:[\s,(\[]{{0,3}}(?:{texts('honorific', 'en')})(?![^\W_])[)\],]?){{0,3}}"
    blessed = honorific.removesuffix("{0,3}") + "{1,3}"
    verb = texts("verb", "en")
    kinds = []
    for work in ("hadith", "quran", "bible"):
        subject = (
            rf"(?:{texts('subject', 'en', work)})(?![^\W_]){honorific}"
            rf"[^.:;“”\"«»\n\[\]]{{0,40}}?\b(?:{verb})\b[^.;“”\"«»\n:\[\]]{{0,60}}"
        )
        subject += (
            rf"|(?:{texts('subject', 'en', work)})(?![^\W_]){blessed}"
            rf"[^.:;“”\"«»\n\[\]]{{0,60}}(?=\s*:\s*[“\"«﴿﴾])"
        )
        phrases = texts("phrase", "en", work)
        phrase = rf"|(?:{phrases})(?![^\W_]){honorific}" if phrases else ""
        kinds.append(rf"(?P<{work}>{subject}{phrase})")
    english = re.compile(
        rf"(?<![^\W_])(?:{'|'.join(kinds)})(?=\s*[:,]?\s*[“\"«‘﴿﴾{{(\[„]|\s*:)", re.IGNORECASE
    )
    arabic = "|".join(rf"(?P<{work}>{texts('phrase', 'ar', work)})" for work in ("hadith", "quran"))
    return english, re.compile(rf"(?<!\S)[وف]?[بكل]?(?:{arabic})(?!\S)")


_LINE = re.compile(r"[^\n]{1,50000}")
# One of these stands in every English announcement.
_KEYWORDS = (
    *("llah", "LLAH", "ur'an", "ur’an", "uran", "oran", "rophet", "PROPHET", "essenger", "lmighty", "ible"),
    *("ospel", "adith", "adeeth", "cripture", "xalted", "ost High", "asul", "asool", "ﷻ", "(swt)", "verse"),
)


def _may_announce(text: str) -> bool:
    return any(word in text for word in _KEYWORDS)


def announcements(text: str) -> list[tuple[Span, Work]]:
    """Return the announcing words of a text with the work they announce, in text order."""
    english, arabic = _cues()
    out: list[tuple[Span, Work]] = []
    if _may_announce(text):
        for line in _LINE.finditer(text):
            if _may_announce(line.group()):
                out.extend((m.span(), _work(m)) for m in english.finditer(text, *line.span()))
    if has_arabic(text):
        out += _arabic_announcements(text, arabic)
    return sorted(out)


def _work(match: re.Match[str]) -> Work:
    group = match.lastgroup
    return "quran" if group == "quran" else "bible" if group == "bible" else "hadith"


_OPENS = re.compile(r"[:﴿﴾«“„\"'{(\[]\s*\S|:\s*$")


@cache
def _arabic_phrases() -> tuple[str, ...]:
    rows = [r for r in read_table("scripture_cues.tsv") if r["role"] == "phrase" and r["language"] == "ar"]
    return tuple(sorted({fold(r["text"]) for r in rows}))


def _arabic_announcements(text: str, pattern: re.Pattern[str]) -> list[tuple[Span, Work]]:
    out: list[tuple[Span, Work]] = []
    for line in _LINE.finditer(text):
        if not _OPENS.search(line.group()):
            continue
        folded = " ".join(words(line.group()))
        heads = _heads(folded)
        if not any(pattern.match(folded, head) for head in heads):
            continue
        # as many words as the last announcement can reach to
        found = words_at(text, line.start(), line.end(), folded.count(" ", 0, heads[-1]) + 12)
        joined = " ".join([word for word, _, _ in found])
        at = 0
        for head in _heads(joined):
            match = pattern.match(joined, head) if head >= at else None
            if match is None:
                continue
            first = joined.count(" ", 0, head)
            span = found[first][1], found[first + match.group().count(" ")][2]
            broken = _FULL_STOP.search(text, *span) is not None
            at = head + len(found[first][0]) if broken else match.end()
            if not broken:
                out.append((span, _work(match)))
    return out


@cache
def _heading() -> re.Pattern[str]:
    """Return the pattern of the place where an announcing phrase begins, joined particles before it."""
    phrases = "|".join(map(re.escape, _arabic_phrases()))
    return re.compile(rf"(?<!\S)(?=[وفبكل]{{0,2}}(?:{phrases}))")


def _heads(folded: str) -> list[int]:
    return [match.start() for match in _heading().finditer(folded)]


_FULL_STOP = re.compile(r"[.؟!?﴿﴾](?!\w)")
_SAYING = re.compile(
    r"(?<!\S)[وفبكل]{0,2}(?:قال|قالت|يقول|تقول|نقول|قول|قوله|القايل|اذ|سوره|قايلا|ينص|تنص|نصها|نصه)(?!\S)"
)


# Somebody else says what is quoted: "when the verse came down, they said: …".
_OTHERS_SAY = re.compile(r"(?<!\S)(?:فقالوا|فقال|فقالت|قالوا|ثم قال|سيل)(?!\S)")


def speaks(announcing: str) -> bool:
    """Tell whether Arabic announcing words hold a word of saying: "قال تعالى", not "الأدلة من القرآن"."""
    return _SAYING.search(fold(announcing)) is not None


# Behind announcing words: more of them, perhaps a reference in brackets, a colon.
_ARABIC_TAIL = re.compile(
    r"[^:\n“”\"«»﴿﴾{}\[(]{0,70}(?:[(\[][^()\[\]\n]{0,40}[)\]]\s?(?=:|[“\"«﴿﴾{]))?[:\s*_`]*"
)


def _emphasised_behind(text: str, start: int, stop: int) -> tuple[Span, Span] | None:
    """Return the emphasised words whose opening run ends at a position, not before another."""
    at = stop
    while at > start and text[at - 1] in SIGNS:
        at -= 1
    return emphasised(text, emphasis_after(text, at)) if at < stop else None


def announced(text: str, cue: Span, work: Work) -> tuple[Span, Span] | None:
    """Return (outer, inner) of the quotation that announcing words point at, or None.

    After a colon it may lack marks where it is a run of Arabic; without one it needs marks.
    """
    end = cue[1]
    tail = _ARABIC_TAIL.match(text, end)
    stop = tail.end() if tail else end
    between = text[end:stop]
    if work == "quran" and not speaks(text[cue[0] : end]) and _OTHERS_SAY.search(fold(between)):
        return None
    if "." in between or "؟" in between or (":" not in between and len(between) > FARTHEST):
        return None
    marked = quotation_after(text, stop) or _emphasised_behind(text, end, stop)
    if marked and not (text[marked[0][0]] in "([" and not is_arabic(text[marked[1][0] : marked[1][1]])):
        return marked
    if marked and text[marked[0][0]] in "([":
        again = quotation_after(text, marked[0][1])
        if again and text[again[0][0]] not in "([":
            return again
    if ":" in between or ":" in text[stop : stop + 2]:
        run = arabic_after(text, stop)
        if run:
            return run, run
    return None
