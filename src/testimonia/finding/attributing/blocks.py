"""Block quotations: words set apart as paragraphs of their own, with one mark or none.

Three forms are read. A closing mark that closes nothing ends a block that began after the last paragraph that
announces words ("has shared these words", "issued the following statement:"). Lines that begin with ">"
(mail, Markdown) are a block that the paragraph before announces. After a line that is nothing but "NAME
said:" the paragraphs that follow are the words, as far as they speak as "we" or "I". The signature under a
block, a short line with a name, is a source of it too.
"""

from __future__ import annotations

from bisect import bisect_left

from testimonia.finding.attributing.clauses import Clauses, Stretch
from testimonia.finding.attributing.cues import CUE_NOUNS, cue_forms
from testimonia.finding.attributing.drafts import Draft
from testimonia.language.doc import Doc
from testimonia.language.paragraphs import Paragraph
from testimonia.model import Mention, Span

_FARTHEST = 40
_GIVING = frozenset(
    "shared share shares delivered delivers released release issued issue gave gives offered wrote said "
    "posted published sent sends read reads addressed made".split()
)


#: Verbs of a line that does nothing but introduce words.
_SPOKE = frozenset("said says added adds commented wrote stated continued remarked concluded".split())
_FIRST_PERSON = frozenset("i we my our us me mine ours myself ourselves".split())
_OPENING = frozenset("“\"«„‘'>-•*–—(")
#: Tokens of such a line, and paragraphs of such words, at most.
_LONGEST_LINE, _LONGEST_BLOCK = 40, 8


class Blocks:
    """Reads the block quotations of one document."""

    def __init__(self, doc: Doc, clauses: Clauses, mentions: list[Mention]) -> None:
        self.doc = doc
        self.clauses = clauses
        self.paragraphs = doc.paragraphs
        self.starts = [paragraph.start for paragraph in self.paragraphs]
        self.people = [m for m in mentions if m.type == "person"]
        self.people_starts = [m.span[0] for m in self.people]

    def read(self) -> list[Draft]:
        """Return the block quotations in text order."""
        out: list[Draft] = []
        for mark in self.doc.marks.loose:
            last = bisect_left(self.starts, mark + 1) - 1
            if last >= 0 and self.paragraphs[last].end - mark <= 3:
                draft = self._ending(last, mark)
                if draft is not None and not (out and out[-1].content[0][1] > draft.content[0][0]):
                    out.append(draft)
        return out + self._marked() + self._introduced(out)

    def _ending(self, last: int, mark: int) -> Draft | None:
        """Read the block whose last paragraph ends with a closing mark that closes nothing."""
        for number in range(last - 1, max(-1, last - _FARTHEST), -1):
            announced = self._announces(self.paragraphs[number])
            if announced is not None:
                return self._draft((self.paragraphs[number + 1].start, mark), announced, last)
        return None

    def _marked(self) -> list[Draft]:
        out: list[Draft] = []
        number = 1
        while number < len(self.paragraphs):
            if not self._is_marked(number) or self._is_marked(number - 1):
                number += 1
                continue
            last = number
            while last + 1 < len(self.paragraphs) and self._is_marked(last + 1):
                last += 1
            announced = self._announces(self.paragraphs[number - 1])
            if announced is not None:
                pieces = [
                    (self.paragraphs[n].start + 1, self.paragraphs[n].end) for n in range(number, last + 1)
                ]
                draft = self._draft(pieces[0], announced, last)
                draft.content = pieces
                out.append(draft)
            number = last + 1
        return out

    def _introduced(self, known: list[Draft]) -> list[Draft]:
        """Read the paragraphs without marks after a line that ends in "said:"."""
        out: list[Draft] = []
        taken = [draft.content[0] for draft in known]
        for number in range(len(self.paragraphs) - 1):
            introduced = self._introduces(number)
            start = self.paragraphs[number + 1].start
            if introduced is None or any(a <= start < b for a, b in taken):
                continue
            last = self._last_spoken(number + 1)
            if last > number:
                draft = self._draft((start, self.paragraphs[last].end), introduced, last)
                draft.extra_sources = []
                out.append(draft)
        return out

    def _introduces(self, number: int) -> tuple[Stretch, Stretch | None] | None:
        """Return (cue, source) where a paragraph is one short sentence that ends in "NAME said:"."""
        paragraph = self.paragraphs[number]
        lo, hi = bisect_left(self.doc.starts, paragraph.start), bisect_left(self.doc.starts, paragraph.end)
        words = self.doc.words
        if not 2 < hi - lo <= _LONGEST_LINE or words[hi - 1] != ":":
            return None
        for at in range(hi - 2, max(lo, hi - 9), -1):
            if words[at] in _SPOKE:
                group = self.clauses.group_start(lo, at)
                source = self.clauses.subject(lo, group)
                own = source is None or words[source[0]] in ("i", "we", "it", "this", "that", "they")
                return None if own or source is None else ((group, at + 1), source)
            if words[at] in ".!?;":
                return None
        return None

    def _last_spoken(self, first: int) -> int:
        """Return the last paragraph of the words that begin with a paragraph; before it where there are
        none."""
        last = first - 1
        for number in range(first, min(len(self.paragraphs), first + _LONGEST_BLOCK)):
            paragraph = self.paragraphs[number]
            text = self.doc.text[paragraph.start : paragraph.end]
            if text[:1] in _OPENING or text.endswith(":") or not text.rstrip().endswith((".", "!", "?", "…")):
                break
            lo, hi = (
                bisect_left(self.doc.starts, paragraph.start),
                bisect_left(self.doc.starts, paragraph.end),
            )
            own = any(word in _FIRST_PERSON for word in self.doc.words[lo:hi])
            if number == first or own:
                last = number
            elif number - last > 1:
                break
        return last

    def _is_marked(self, number: int) -> bool:
        return self.doc.text.startswith(">", self.paragraphs[number].start)

    def _announces(self, paragraph: Paragraph) -> tuple[Stretch, Stretch | None] | None:
        """Return (cue, source) where one of the last two sentences of a paragraph announces words, else
        None."""
        words, starts = self.doc.words, self.doc.starts
        end = bisect_left(starts, paragraph.end)
        sentences = [s for s in (self.doc.sentence_at(paragraph.end - 1),) if s]
        if sentences:
            before = self.doc.sentence_at(max(paragraph.start, sentences[0][0] - 2))
            if before and before != sentences[0] and before[0] >= paragraph.start:
                sentences.append(before)
        colon = end > 0 and words[end - 1] == ":"
        for start, stop in sentences:
            lo, hi = bisect_left(starts, start), bisect_left(starts, stop)
            for at in range(lo, hi):
                if words[at] not in _GIVING and not (colon and words[at] in cue_forms()):
                    continue
                nouns = any(words[ahead] in CUE_NOUNS for ahead in range(at + 1, min(hi, at + 9)))
                if nouns or (colon and hi == end):
                    group = self.clauses.group_start(lo, at)
                    source = self.clauses.subject(lo, group) or self.clauses.main_subject(lo, group)
                    if source is not None:
                        return (group, at + 1), source
        return None

    def _draft(self, span: Span, announced: tuple[Stretch, Stretch | None], last: int) -> Draft:
        cue, source = announced
        draft = Draft(
            content=[span],
            cue=[self.doc.span_of(cue)],
            source=self.doc.span_of(source) if source else None,
            rule="block quotation",
        )
        signature = self._signature(last + 1)
        if signature is not None:
            draft.extra_sources.append(signature)
        return draft

    def _signature(self, number: int) -> Span | None:
        """Return the name in the short line under a block, if it is one."""
        if number >= len(self.paragraphs):
            return None
        paragraph = self.paragraphs[number]
        text = self.doc.text[paragraph.start : paragraph.end]
        if len(text) > 120 or text.endswith((".", ":", "?", "!")):
            return None
        place = bisect_left(self.people_starts, paragraph.start)
        if place < len(self.people) and self.people[place].span[1] <= paragraph.end:
            return self.people[place].span
        return None
