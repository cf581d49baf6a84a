"""Sources that grammar settles: subjects that do not speak, and subjects left out.

The network tags a source near its cue. Two things it does not see well are plain in the form of the verb.
Of a passive ("he was told that …", "voters are expected to stay away") and of a raising verb ("the plan
seems to fail") the subject is no source; the agent after "by" is. A verb without a subject of its own ("…,
saying that", "he came to discuss …") is said by the subject of the clause before it (control: Huddleston
and Pullum, The Cambridge Grammar of the English Language, 2002, chapter 14).
"""

from __future__ import annotations

from dataclasses import replace

from testimonia.finding.attributing.clauses import AUXILIARIES, Clauses
from testimonia.finding.attributing.cues import verb_forms
from testimonia.finding.network.reading import Found
from testimonia.language.doc import Doc

_BE = frozenset("is are was were be been being am 's 're 'm s re".split())
_RAISING = frozenset("seem seems seemed appear appears appeared".split())
#: Words between an auxiliary and its verb that leave the group whole.
_SHORT = frozenset("not n't also now then once often still already first later long".split())
#: Participles in -ed or -en after "be" that say how somebody feels or is, of whom they stay the source.
_STATES = frozenset(
    "concerned worried convinced determined opposed committed interested pleased excited surprised "
    "disappointed confused supposed prepared inclined satisfied alarmed afraid frustrated done used focused "
    "dedicated tired outraged shocked thrilled scared ashamed persuaded resolved aligned agreed "
    "mistaken".split()
)
_FINITE_MARKS = frozenset(("that", "whether", "if", "why", "how", "what", "who", "when", "where"))

Stretch = tuple[int, int]


class Sources:
    """Settles the sources of what the network found in one document."""

    def __init__(self, doc: Doc, clauses: Clauses) -> None:
        self.doc = doc
        self.clauses = clauses
        self.words = doc.words
        self.verbs = verb_forms()

    def settle(self, found: Found) -> Found:
        """Return what was found with the source that the form of its cue allows."""
        head = self._head(found.cue)
        if head is None:
            return found
        if found.source and self._speechless(found, head):
            return self._without_subject(found)
        if not found.source:
            subject = self._controller(found, head)
            if subject is not None:
                return replace(found, source=[subject])
        return found

    def _head(self, cue: Stretch) -> int | None:
        """Return the last verb of a cue."""
        for at in range(cue[1] - 1, cue[0] - 1, -1):
            word = self.words[at]
            if word in self.verbs or word.endswith(("ed", "ing")) or word in _RAISING:
                return at
        return None

    def _speechless(self, found: Found, head: int) -> bool:
        """Tell whether the subject before a cue is nobody's voice."""
        if found.source[-1][1] > head:
            return False
        word = self.words[head]
        return word in _RAISING or (self._passive(head) and word not in _STATES)

    def _passive(self, head: int) -> bool:
        word = self.words[head]
        form = self.verbs.get(word)
        if form not in ("past", "participle") and not word.endswith("ed"):
            return False
        at = head - 1
        while at >= 0 and (self.words[at] in _SHORT or self.words[at].endswith("ly")):
            at -= 1
        return at >= 0 and self.words[at] in _BE

    def _without_subject(self, found: Found) -> Found:
        after = found.cue[1]
        if self.words[after - 1] == "by" or (after < len(self.words) and self.words[after] == "by"):
            start = after if self.words[after - 1] == "by" else after + 1
            agent = self.clauses.phrase_after(start, min(len(self.words), start + 12))
            return replace(found, source=[agent]) if agent is not None else found
        content = found.content
        if content and self.words[content[0][0]] not in _FINITE_MARKS and content[0][0] >= after:
            content = sorted({*found.source, *content})
        return replace(found, source=[], content=content)

    def _controller(self, found: Found, head: int) -> Stretch | None:
        """Return the subject that a gerund or an infinitive takes from the clause before it."""
        word = self.words[head]
        form = self.verbs.get(word)
        first = found.cue[0]
        if form == "gerund" or (form is None and word.endswith("ing")):
            if any(self.words[at] in AUXILIARIES for at in range(max(0, head - 2), head)):
                return None
        elif not (form == "base" and head and self.words[head - 1] == "to"):
            return None
        lo = self._sentence(first)
        return self.clauses.main_subject(lo, first)

    def _sentence(self, at: int) -> int:
        sentence = self.doc.sentence_at(self.doc.tokens[at][0])
        return self.doc.token_range(sentence)[0] if sentence is not None else at
