"""Direct speech: a quotation, the cue that claims it, and the source.

For each quotation of speech, in this order: a cue before it ("X said: “…”", "X reported on 3 May: “…”"),
a cue after or between its parts ("“…,” said X. “…”"), a noun cue ("X's statement: “…”"), a bracketed
citation right after it, the speech it continues, and for long ones nothing at all, which is then said. A
quotation inside the clause of an indirect report belongs to that report and is no row of its own.
"""

from __future__ import annotations

from bisect import bisect_left

from testimonia.finding.attributing.clauses import Clauses, Stretch, is_mark
from testimonia.finding.attributing.cues import cue_forms
from testimonia.finding.attributing.drafts import Draft
from testimonia.finding.attributing.levels import Levels
from testimonia.finding.attributing.quote_cues import QuoteCues
from testimonia.finding.attributing.quote_sources import QuoteSources
from testimonia.finding.attributing.reports import Reports
from testimonia.language.doc import Doc
from testimonia.language.quotations import Quotation
from testimonia.model import Citation, Span


class Quoted:
    """Reads the direct speech of one document."""

    def __init__(
        self,
        doc: Doc,
        levels: Levels,
        clauses: Clauses,
        reports: Reports,
        citations: list[Citation],
        taken: set[Span],
    ) -> None:
        self.doc = doc
        self.words = doc.words
        self.tokens = doc.tokens
        self.levels = levels
        self.clauses = clauses
        self.reports = reports
        self.cues = QuoteCues(doc, levels, clauses, reports)
        self.sources = QuoteSources(doc, citations)
        self.taken = sorted(taken)
        self.speech_starts = [quotation.span[0] for quotation in levels.quotations]

    def read(self, indirect: list[Draft]) -> list[Draft]:
        """Return the direct speech in text order; ``indirect`` tells which quotations a report already
        holds."""
        out: list[Draft] = []
        self.children: list[Draft] = []
        self.held = sorted((start, end, d.inside) for d in indirect for start, end in d.content)
        by_quotation: dict[int, Draft] = {}
        for number, quotation in enumerate(self.levels.quotations):
            if self._is_taken(quotation):
                continue
            draft = self._read_one(number, quotation, by_quotation)
            if draft is not None:
                if draft.quotation == number:
                    out.append(draft)
                by_quotation[number] = draft
        joined = False
        for place, quotation in enumerate(self.levels.scare):
            if joined or self._is_taken(quotation) or self._goes_on(quotation, by_quotation):
                joined = False
                continue
            short = self._short(quotation, by_quotation)
            if short is not None:
                joined = self._completed(short, place)
                out.append(short)
        return out + self.children

    def _goes_on(self, quotation: Quotation, known: dict[int, Draft]) -> bool:
        """Join a short quotation to the speech it continues ("“…,” X said. “Come.”"); tell whether it
        does."""
        previous = known.get(bisect_left(self.speech_starts, quotation.span[0]) - 1)
        if previous is None or previous.rule not in ("quote, cue after", "quote, cue inside"):
            return False
        if not self._only_the_cue_between(previous, quotation):
            return False
        previous.content.append(quotation.inner)
        previous.rule = "quote, cue inside"
        return True

    def _completed(self, draft: Draft, place: int) -> bool:
        """Add the second half of "“A,” X said, “b.”" where both are short; tell whether there was one."""
        if draft.rule != "quote, cue after" or place + 1 >= len(self.levels.scare):
            return False
        following = self.levels.scare[place + 1]
        gap = self.doc.text[draft.end : following.span[0]] if following.span[0] >= draft.end else "-"
        if gap.strip() != ",":
            return False
        draft.content.append(following.inner)
        draft.rule = "quote, cue inside"
        return True

    def _is_taken(self, quotation: Quotation) -> bool:
        start, end = quotation.inner
        place = bisect_left(self.taken, (end, end))
        near = self.taken[max(0, place - 4) : place]
        return any(a < end and start < b for a, b in near if b - a >= 0.5 * (end - start))

    def claim_before(self, position: int) -> tuple[list[Span], Span | None] | None:
        """Return (cue spans, source span) of the cue that introduces what begins at a position, or None.

        Marks and line breaks between them are passed over; a translation that follows the original is
        introduced by the same cue.
        """
        at = bisect_left(self.doc.starts, position)
        while at > 0 and not self.words[at - 1][0].isalnum() and self.words[at - 1] not in (":", "."):
            at -= 1
        if at == 0 or self.words[at - 1] != ":":
            return None
        level = self.levels.inside[at - 1]
        cue = self.cues.before(at, level)
        if cue is None:
            return None
        return [self.doc.span_of(cue[0])], self.doc.span_of(cue[1]) if cue[1] else None

    def bracketed_speech(self) -> list[Draft]:
        """Read "the command declared (our men will …)": brackets used as quotation marks right after a
        cue."""
        out: list[Draft] = []
        for start, end in self.levels.brackets:
            first = bisect_left(self.doc.starts, start)
            level = self.levels.inside[first]
            cue = self.cues.before(first, level)
            if cue is None or cue[1] is None or cue[2] == "that" or first - cue[0][1] > 1:
                continue
            at = cue[0][1] - 1
            entry = cue_forms().get(self.words[at])
            if entry is not None and "quote" in entry[0].frames and entry[1] in ("past", "present"):
                out.append(
                    Draft(
                        content=[(start + 1, end - 1)],
                        cue=[self.doc.span_of(cue[0])],
                        source=self.doc.span_of(cue[1]),
                        rule="bracketed speech",
                        inside=level,
                        lemma=entry[0].lemma,
                    )
                )
        return out

    # ------------------------------------------------------------------ one quotation

    def _read_one(self, number: int, quotation: Quotation, known: dict[int, Draft]) -> Draft | None:
        first, last = self.doc.token_range(quotation.span)
        level = self.levels.parents[number]
        cited = self.sources.after(quotation)
        cue = self.cues.before(first, level)
        if cue is not None and cue[2] == "that":
            cue = None
            if cited < 0:
                return None
        before = self.sources.before(quotation)
        if before >= 0:
            return self._with(number, quotation, None, None, "quote, then cited", before)
        if cue is not None and cited >= 0 and cue[1] and self.words[cue[1][0]] in ("i", "we"):
            cue = None
        if cue is None:
            named = self._named_as(quotation)
            if named is not None:
                named.quotation = number
                return named
        joined = self._same_cue(number, quotation, level, cue, known)
        if joined is not None:
            return joined
        near = self.cues.noun_before(first, level, 2) if self.words[first - 2 : first - 1] != [")"] else None
        if near is not None:
            return self._with(number, quotation, near[0], near[1], "quote, noun cue", cited)
        if cue is None:
            after = self.cues.after(quotation, last, level)
            if after is not None:
                return self._with(number, quotation, after[0], after[1], "quote, cue after")
        else:
            draft = self._with(number, quotation, cue[0], cue[1], "quote, cue before", cited)
            self._quoting(draft, cue[0], first)
            return draft
        signed = self._signed(quotation, last)
        if signed is not None:
            return self._with(number, quotation, None, signed, "quote, signed")
        joined = self._continues(number, quotation, first, level, known)
        if joined is not None:
            return joined
        noun = self.cues.noun_before(first, level)
        if noun is not None:
            return self._with(number, quotation, noun[0], noun[1], "quote, noun cue", cited)
        if cited >= 0 and self.words[first - 1 : first] != [":"] and self._is_held(quotation, level):
            return None
        if cited >= 0:
            draft = self._with(number, quotation, None, None, "quote, then cited", cited)
            draft.content = [self.sources.without_source(quotation)]
            return draft
        inner_citation = self.sources.inside(quotation)
        if inner_citation >= 0:
            draft = self._with(number, quotation, None, None, "quote, then cited", inner_citation)
            draft.content = [self.sources.without_source(quotation)]
            draft.source = self.sources.dateline(quotation)
            return draft
        if self._is_held(quotation, level):
            return None
        if self._stands_alone(quotation):
            return self._with(number, quotation, None, self._subject_before(first, level), "quote, no cue")
        return None

    def _quoting(self, draft: Draft, cue: Stretch, first: int) -> None:
        """Read "X quoted a guard: “…”" and "a guard was quoted by X as saying “…”": two reports of the same
        words, the guard's inside X's."""
        if self.words[cue[1] - 1] == "saying" and self.words[cue[0] - 1] == "as":
            self._carried(draft, cue[0] - 1)
            return
        entry = cue_forms().get(self.words[cue[1] - 1])
        if entry is None or entry[0].kind != "cite":
            return
        source = self.clauses.phrase_after(cue[1], first - 1, 30)
        if source is not None:
            self.children.append(
                Draft(
                    content=list(draft.content),
                    cue=list(draft.cue),
                    source=self.doc.span_of(source),
                    rule="cited through",
                    inside=draft.inside,
                    quotes=True,
                    parent=draft,
                )
            )

    def _carried(self, draft: Draft, last: int) -> None:
        """Put the report of an outlet above the quotation it carried ("quoted by X as saying “…”")."""
        for at in range(last - 1, max(1, last - 12), -1):
            if is_mark(self.words[at]):
                return
            if self.words[at] == "by" and self.words[at - 1] in ("quoted", "cited"):
                group = self.clauses.group_start(max(0, at - 6), at - 1)
                source = self.clauses.phrase_after(at + 1, last, 24, frozenset(("as",)))
                if source is None:
                    return
                draft.parent = Draft(
                    content=list(draft.content),
                    cue=[self.doc.span_of((group, at + 1))],
                    source=self.doc.span_of(source),
                    rule=draft.rule,
                    inside=draft.inside,
                    quotation=draft.quotation,
                )
                self.children.append(draft.parent)
                return

    def _subject_before(self, first: int, level: int) -> Stretch | None:
        """Return the subject of the sentence that stands before a quotation in its paragraph."""
        lo = self.cues.stretch_start(first, level)
        if first - 1 <= lo:
            return None
        return self.clauses.main_subject(self.cues.sentence_start(first - 1, lo), first - 1)

    def _with(
        self,
        number: int,
        quotation: Quotation,
        cue: Stretch | None,
        source: Stretch | None,
        rule: str,
        cited: int = -1,
    ) -> Draft:
        return Draft(
            content=[quotation.inner],
            cue=[self.doc.span_of(cue)] if cue else [],
            source=self.doc.span_of(source) if source else None,
            rule=rule,
            inside=self.levels.parents[number],
            quotation=number,
            cited=cited,
            elided=cue is not None and source is None,
        )

    # ------------------------------------------------------------------ sources without a cue

    def _headed(self, draft: Draft, quotation: Quotation, cue: tuple[Stretch, Stretch | None]) -> None:
        """Give a quotation without a cue the short one before it and its cue ("“Sir,” he said, “…”")."""
        if draft.rule == "quote, no cue":
            draft.content.insert(0, quotation.inner)
            draft.cue = [self.doc.span_of(cue[0])]
            draft.source = self.doc.span_of(cue[1]) if cue[1] else None
            draft.rule = "quote, cue inside"

    def _following(self, quotation: Quotation, cue: Stretch) -> int:
        """Return the number of the quotation of speech that goes on after the cue of a short one, or -1."""
        starts = self.speech_starts
        place = bisect_left(starts, quotation.span[1])
        if place < len(starts) and starts[place] - self.tokens[cue[1] - 1][1] < 60:
            return place
        return -1

    def _signed(self, quotation: Quotation, last: int) -> Stretch | None:
        """Return the name that signs a quotation behind a dash ("“…” — X"), or None."""
        paragraph = self.doc.paragraph_at(quotation.span[0])
        if paragraph is None or last + 1 >= len(self.words) or self.words[last] not in ("—", "–", "-"):
            return None
        end = bisect_left(self.doc.starts, paragraph.end)
        if last + 1 not in self.clauses.names or end - last > 14:
            return None
        return (
            (last + 1, end)
            if not any(self.words[k] in (".", ":", ";") for k in range(last + 1, end - 1))
            else None
        )

    def _same_cue(
        self,
        number: int,
        quotation: Quotation,
        level: int,
        cue: tuple[Stretch, Stretch | None, str] | None,
        known: dict[int, Draft],
    ) -> Draft | None:
        """Join the second half of "“…,” X said, “…”" to the first, whose cue stands before it."""
        previous = known.get(number - 1)
        if cue is None or previous is None or not previous.cue or self.levels.parents[number - 1] != level:
            return None
        if previous.rule not in ("quote, cue after", "quote, cue inside"):
            return None
        if previous.cue[0][1] != self.tokens[cue[0][1] - 1][1]:
            return None
        previous.content.append(quotation.inner)
        previous.rule = "quote, cue inside"
        return previous

    def _continues(
        self, number: int, quotation: Quotation, first: int, level: int, known: dict[int, Draft]
    ) -> Draft | None:
        """Join "“…,” X said. “…”" and a quotation that follows another one of the same speaker."""
        before = number - 1
        while before >= 0 and self.levels.parents[before] != level:
            before -= 1
        previous = known.get(before)
        if previous is None or previous.rule not in (
            "quote, cue after",
            "quote, continued",
            "quote, cue inside",
        ):
            return None
        paragraph = self.doc.paragraph_at(quotation.span[0])
        if paragraph is None or self.levels.quotations[before].span[0] < paragraph.start:
            return None
        if not self._only_the_cue_between(previous, quotation):
            return None
        previous.content.append(quotation.inner)
        previous.rule = "quote, cue inside"
        return previous

    def _only_the_cue_between(self, previous: Draft, quotation: Quotation) -> bool:
        """Tell whether between two quotations stands nothing but the end of the sentence that held the
        first."""
        text = self.doc.text
        if quotation.span[0] - previous.end > 220 or previous.end > quotation.span[0]:
            return False
        gap = text[previous.end : quotation.span[0]]
        if any(mark in gap for mark in '“”"«»:\n'):
            return False
        if gap.strip() in (",", ", and", ", but", ", that", "") or gap.rstrip().endswith(","):
            return len(gap) < 60
        sentence = self.doc.sentence_at(previous.end - 1)
        return (
            sentence is not None
            and sentence[1] >= previous.end
            and not text[sentence[1] : quotation.span[0]].strip()
        )

    def _is_held(self, quotation: Quotation, level: int) -> bool:
        """Tell whether an indirect report at the same level holds a quotation in its content."""
        place = bisect_left(self.held, (quotation.span[0] + 1, 0, 0))
        return any(
            start <= quotation.span[0] and quotation.span[1] <= end + 2 and inside == level
            for start, end, inside in self.held[max(0, place - 12) : place]
        )

    def _stands_alone(self, quotation: Quotation) -> bool:
        """Tell whether a quotation without a cue is speech: a whole sentence that begins one of the
        text's."""
        start, end = quotation.inner
        text = self.doc.text
        whole = (
            end > start
            and (text[start].isupper() or not text[start].isascii())
            and (text[end - 1] in ".!?…" or text[quotation.span[1] : quotation.span[1] + 1] in (".", ""))
        )
        return whole and self._begins_paragraph(quotation)

    def _begins_paragraph(self, quotation: Quotation) -> bool:
        paragraph = self.doc.paragraph_at(quotation.span[0])
        return paragraph is not None and quotation.span[0] - paragraph.start <= 2

    def _named_as(self, quotation: Quotation) -> Draft | None:
        """Read "they called it a “…”", "he described the raid as “…”": the quoted words are how they
        name it."""
        first = self.doc.token_range(quotation.span)[0]
        level = self.levels.inside[first - 1] if first else -1
        lo = self.cues.sentence_start(first - 1, self.cues.stretch_start(first, level)) if first else 0
        forms = cue_forms()
        for at in range(first - 1, max(lo - 1, first - 14), -1):
            if self.levels.inside[at] != level or self.words[at] in ".;:":
                return None
            entry = forms.get(self.words[at])
            if (
                entry is None
                or not entry[0].frames & {"np-as", "person-np-quote"}
                or self.reports.is_noun(at, lo, entry[1])
            ):
                continue
            if (
                entry[0].kind == "cite"
                or self.words[at - 1] in ("-", "so", "(")
                or not (self.words[first - 1] in ("as", "a", "an", "the") or first - at <= 4)
            ):
                return None
            group = self.clauses.group_start(lo, at)
            source = self.clauses.subject(lo, group) or self.clauses.main_subject(lo, group)
            return Draft(
                content=[self._naming(at, first, quotation)],
                cue=[self.doc.span_of((group, at + 1))],
                source=self.doc.span_of(source) if source else None,
                rule="named as",
                quotes=True,
                inside=level,
                elided=source is None,
                lemma=entry[0].lemma,
            )
        return None

    def _naming(self, at: int, first: int, quotation: Quotation) -> Span:
        """Return the quoted words, with what they name where that is named in full ("called the vote
        “…”")."""
        if first - at <= 2 or self.words[at + 1] in ("it", "him", "her", "them", "this", "these", "itself"):
            return quotation.inner
        return (self.tokens[at + 1][0], quotation.span[1])

    def _short(self, quotation: Quotation, known: dict[int, Draft]) -> Draft | None:
        """Read a quotation of a few words only where a cue of speech stands right beside it."""
        first, last = self.doc.token_range(quotation.span)
        more: Span | None = None
        level = self.levels.inside[first] if first < len(self.levels.inside) else -1
        cue = self.cues.before(first, level) if first and self.words[first - 1] in (":", ",") else None
        if cue is not None and cue[2] != "that" and (cue[1] is not None or cue[2] == "verb"):
            rule, found = "quote, cue before", (cue[0], cue[1])
        else:
            text = self.doc.text
            if quotation.inner[1] <= quotation.inner[0] or text[quotation.inner[1] - 1] not in ",?!":
                return self._named_as(quotation)
            after = self.cues.after(quotation, last, level)
            if after is None:
                return self._named_as(quotation)
            rule, found = "quote, cue after", after
            following = self._following(quotation, after[0])
            if following in known:
                self._headed(known[following], quotation, after)
                return None
            if following >= 0:
                more = self.levels.quotations[following].inner
        return Draft(
            content=[quotation.inner, *([more] if more else [])],
            cue=[self.doc.span_of(found[0])],
            source=self.doc.span_of(found[1]) if found[1] else None,
            rule=rule,
            inside=level,
            elided=found[1] is None,
        )
