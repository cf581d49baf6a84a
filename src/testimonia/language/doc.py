"""A document made ready for reading: paragraphs, sentences, tokens and quotations over the frozen text.

Everything here is standoff: positions are code points into ``Doc.text``, which is never changed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from testimonia.language.paragraphs import Paragraph, find_paragraphs
from testimonia.language.quotations import Marks, Quotation, pair_marks
from testimonia.language.sentences import find_sentences
from testimonia.language.tokens import find_tokens
from testimonia.model import Document, Span

_PLAIN = str.maketrans("’―‒", "'—–")


class Doc:
    """A text and its standoff structure, each part computed once, when first asked for.

    ``tokens`` are words and single marks; ``starts`` their first code points (for bisection);
    ``sentences`` and ``paragraphs`` are in text order and do not overlap; ``quotations`` may nest.
    """

    def __init__(self, text: str, document: str = "") -> None:
        self.text = text
        self.document = document

    @classmethod
    def of(cls, document: Document) -> Doc:
        """Return the Doc of a document record."""
        return cls(document.text, document.id)

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """Stretches between line breaks, with their script and language."""
        return find_paragraphs(self.text)

    @cached_property
    def tokens(self) -> list[Span]:
        """Words and single marks as spans."""
        return find_tokens(self.text)

    @cached_property
    def starts(self) -> list[int]:
        """First code point of every token."""
        return [start for start, _ in self.tokens]

    @cached_property
    def words(self) -> list[str]:
        """Text of every token in small letters, curly apostrophes made straight and rarer dashes plain."""
        text = self.text
        return [text[start:end].lower().translate(_PLAIN) for start, end in self.tokens]

    @cached_property
    def sentences(self) -> list[Span]:
        """Sentences, quotation marks and brackets at their edges included."""
        return find_sentences(self.text, [(p.start, p.end) for p in self.paragraphs])

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    @cached_property
    def marks(self) -> Marks:
        """Paired quotation marks and brackets, and closing marks that close nothing."""
        return pair_marks(self.text, self.paragraphs)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Stretches between quotation marks, in text order, outer before inner."""
        return list(self.marks.quotations)

    def cut(self, span: Span) -> str:
        """Return the text of a span."""
        return self.text[span[0] : span[1]]

    def sentence_at(self, position: int) -> Span | None:
        """Return the sentence that holds a position, or None between sentences."""
        at = bisect_right(self._sentence_starts, position) - 1
        if at >= 0 and position < self.sentences[at][1]:
            return self.sentences[at]
        return None

    def paragraph_at(self, position: int) -> Paragraph | None:
        """Return the paragraph that holds a position, or None between paragraphs."""
        at = bisect_right(self._paragraph_starts, position) - 1
        if at >= 0 and position < self.paragraphs[at].end:
            return self.paragraphs[at]
        return None

    def span_of(self, tokens: tuple[int, int]) -> Span:
        """Return the code points from the first token of an index range to the end of its last."""
        return (self.tokens[tokens[0]][0], self.tokens[tokens[1] - 1][1])

    def token_range(self, span: Span) -> tuple[int, int]:
        """Return the index range of the tokens that begin within a span."""
        return bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])
