"""The cue beside a quotation: a verb before or after it, a noun before it, with its source."""

from __future__ import annotations

from bisect import bisect_left

from testimonia.finding.attributing.clauses import DETERMINERS, Clauses, Stretch, is_mark
from testimonia.finding.attributing.cues import CUE_NOUNS, cue_forms
from testimonia.finding.attributing.levels import Levels
from testimonia.finding.attributing.reports import Reports
from testimonia.language.doc import Doc
from testimonia.language.quotations import Quotation

_FARTHEST_BEFORE = 45
_FARTHEST_AFTER = 22
_READS = frozenset(("reads", "runs", "says"))
_BE = frozenset("is are was were be been being".split())


class QuoteCues:
    """Finds the cues beside the quotations of one document."""

    def __init__(self, doc: Doc, levels: Levels, clauses: Clauses, reports: Reports) -> None:
        self.doc = doc
        self.words = doc.words
        self.tokens = doc.tokens
        self.levels = levels
        self.clauses = clauses
        self.reports = reports

    def before(self, first: int, level: int) -> tuple[Stretch, Stretch | None, str] | None:
        """Return (cue, source, how) for the cue verb before a quotation that begins at token ``first``."""
        words, forms = self.words, cue_forms()
        last = first - 1
        lo = self.stretch_start(first, level)
        colon = last >= lo and words[last] in ":"
        if last >= lo and words[last] in (",", ":", "–", "—", "-"):
            last -= 1
        if words[first - 1] in "–—":
            last = self._before_aside(lo, last)
        if last >= lo and words[last] in ("citing", "quoting"):
            return None
        if last - 1 > lo and words[last] == "it" and words[last - 1] in ("put", "puts"):
            source = self.clauses.subject(lo, last - 1)
            return ((last - 1, last + 1), source, "verb") if source else None
        that = last >= lo and words[last] == "that"
        if that:
            last -= 1
        for at in range(last, max(lo - 1, last - _FARTHEST_BEFORE), -1):
            if self.levels.inside[at] != level:
                return None
            word = words[at]
            entry = forms.get(word)
            if entry is not None and entry[1] == "gerund" and words[at - 1] in ("under", "for", "without"):
                continue
            if (
                entry is not None
                and entry[0].frames & {"quote", "that", "np", "np-as"}
                and (entry[0].kind != "cite" or colon)
                and not self.reports.is_noun(at, lo, entry[1])
            ):
                between = self.reports.adverbials.skip(at + 1, last + 1)
                if between <= last and words[between] == "that":
                    return ((at, at + 1), None, "that")
                near = between > last or self._under_duress(between, last)
                person = None if near else self.clauses.phrase_after(between, last + 1)
                if not near and person is not None:
                    near = self.reports.adverbials.skip(person[1], last + 1) > last
                if near or (colon and entry[0].frames & {"quote", "that"}):
                    return self._claim(at, lo, that, entry[0].kind)
                if not colon:
                    return None
            if word in (".", ";", "?", "!", ":") and not self.clauses.glued(at + 1):
                return None
        return None

    def _before_aside(self, lo: int, last: int) -> int:
        """Return the token before an aside between dashes that parts a cue from its quotation."""
        for at in range(last, max(lo, last - 9), -1):
            if self.words[at] in "–—":
                return at - 1 if self.words[at - 1] in cue_forms() else last
            if is_mark(self.words[at]):
                break
        return last

    def _under_duress(self, at: int, last: int) -> bool:
        """Tell whether only "under questioning", "on oath" stands between a cue and its quotation."""
        return at == last - 1 and self.words[at] in ("under", "on", "in", "upon", "at", "by")

    def _claim(self, at: int, lo: int, that: bool, kind: str) -> tuple[Stretch, Stretch | None, str] | None:
        group = self.clauses.group_start(lo, at)
        source = self.clauses.subject(lo, group)
        if any(word in _BE for word in self.words[group:at]):
            agent = self.clauses.phrase_after(at + 2, len(self.words)) if self.words[at + 1] == "by" else None
            return ((group, at + 1), agent or source, "verb")
        if source is None and group == lo:
            source = self.clauses.phrase_after(at + 1, min(len(self.words), at + 20))
        if source is None:
            return ((group, at + 1), self.clauses.main_subject(self.sentence_start(at, lo), group), "verb")
        if that and kind not in ("speech", "cite"):
            return None
        return ((group, at + 1), source, "verb")

    def sentence_start(self, at: int, lo: int) -> int:
        """Return the first token of the sentence of a token, not before ``lo``."""
        sentence = self.doc.sentence_at(self.tokens[at][0])
        return max(lo, bisect_left(self.doc.starts, sentence[0])) if sentence else lo

    def stretch_start(self, first: int, level: int) -> int:
        """Return the first token of the paragraph or quotation that a quotation stands in; a line that
        ends in a colon introduces the next."""
        position = self.tokens[first][0]
        paragraph = self.doc.paragraph_at(position)
        start = paragraph.start if paragraph else 0
        if paragraph and position - start <= 2 and first > 0 and self.words[first - 1] in (":", ","):
            before = self.doc.paragraph_at(self.tokens[first - 1][0])
            start = before.start if before else start
        if level != -1:
            start = max(start, self.levels.quotations[level].inner[0])
        return bisect_left(self.doc.starts, start)

    def after(self, quotation: Quotation, last: int, level: int) -> tuple[Stretch, Stretch | None] | None:
        """Return (cue, source) for "…,” said X" and "…,” X said"."""
        words, forms = self.words, cue_forms()
        text = self.doc.text
        at = last
        hi = min(len(words), last + _FARTHEST_AFTER)
        paragraph = self.doc.paragraph_at(quotation.span[0])
        if paragraph is not None:
            hi = min(hi, bisect_left(self.doc.starts, paragraph.end))
        if level != -1:
            hi = min(hi, bisect_left(self.doc.starts, self.levels.quotations[level].inner[1]))
        ending = text[quotation.inner[1] - 1] if quotation.inner[1] > quotation.inner[0] else ""
        if at < hi and words[at] in (",", "–", "—", "-"):
            at, ending = at + 1, ","
        if at >= hi or (ending in ".;:" and words[at] not in forms):
            return None
        begin = at
        while at < hi:
            word = words[at]
            entry = forms.get(word)
            if (
                entry is not None
                and "after" in entry[0].frames
                and entry[1] in ("past", "present", "participle")
            ):
                if words[at + 1 : at + 2] == ["that"]:
                    return None
                group = self.clauses.group_start(begin, at)
                if group == begin:
                    source = self.clauses.phrase_after(at + 1, min(len(words), hi + 16))
                    return ((group, at + 1), source) if source else None
                source = self.clauses.subject(begin, group)
                if (source is None or source[0] > begin + 2) and begin in self.clauses.names:
                    source = (begin, group - 1 if words[group - 1] == "," else group)
                if source is not None and source[0] <= begin + 2:
                    return ((group, at + 1), source)
                return None
            if word in '.;:?!“”"' and (not self.clauses.glued(at) or words[at - 1] in ")]"):
                return None
            at += 1
        return None

    def noun_before(self, first: int, level: int, reach: int = 14) -> tuple[Stretch, Stretch | None] | None:
        """Return (cue, source) for "X's statement: “…”" and "in the words of X: “…”"."""
        words = self.words
        lo = self.stretch_start(first, level)
        last = first - 1
        colon = last >= lo and words[last] in (":", ",")
        if not colon:
            return None
        last -= 1
        for at in range(last, max(lo - 1, last - reach), -1):
            if words[at] in (".", ";", "?", "!"):
                return None
            if words[at] in CUE_NOUNS:
                owner = self._owner(at, lo, first - 1)
                if owner is None and reach < 14:
                    return None
                owner = owner or self.clauses.main_subject(self.sentence_start(at, lo), at)
                return ((at, at + 1), owner) if owner else None
        begin = self.sentence_start(last, lo)
        if words[first - 1] == ":" and last >= begin and reach == 14:
            if words[last] in _READS:
                owner = self.clauses.subject(begin, last)
                return ((last, last + 1), owner) if owner else None
            label = last - begin < 6 and self.clauses.capital(begin) and words[begin] not in DETERMINERS
            owner = (begin, last + 1) if label else self.clauses.main_subject(begin, last + 1)
            return ((first - 1, first), owner) if owner else None
        return None

    def _owner(self, at: int, lo: int, hi: int) -> Stretch | None:
        words = self.words
        begin = at
        while begin > lo and not is_mark(words[begin - 1]) and at - begin < 4 and words[begin - 1] != "s":
            begin -= 1
        if begin - 2 >= lo and words[begin - 1] == "s" and words[begin - 2] == "'":
            return self.clauses.phrase_before(lo, begin - 3)
        for ahead in range(at + 1, min(hi, at + 3)):
            if words[ahead] in ("by", "of", "from"):
                return self.clauses.phrase_after(ahead + 1, hi)
        if at - 1 >= lo and words[at - 1] in ("his", "her", "their", "its"):
            return (at - 1, at)
        return None
