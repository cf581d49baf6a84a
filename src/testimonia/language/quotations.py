"""Quotations: stretches between quotation marks of any kind, nested, mixed, unbalanced.

How it works. Every mark of a paragraph is read once, left to right, with a stack. Whether a mark opens or
closes is told by the mark itself where it has a side (“ « ﴿) and by its neighbours where it has none (" '),
or where a writer uses it the wrong way round. Single marks are apostrophes and the letter ʿayn as often as
quotation marks, so a single quotation exists only once it is closed; a plural possessive ("the fighters’
camp") does not close it while a better mark follows. What is left open at the end of a paragraph is then
settled, in this order: it runs on where the next paragraphs open with the same mark or hold the missing
closing mark; it ends at an unmatched closing bracket; it shares the closing mark of the last quotation
inside it; it ends before a bracketed source at the end of the paragraph; it ends with the paragraph.

Cost: linear in the length of the text. Marks nested deeper than eight are read as if they were not there.
It fails where a writer quotes a quotation with the same straight marks and no white space to tell the sides.
"""

from __future__ import annotations

import re

from testimonia.language.paragraphs import Paragraph
from testimonia.model import Record, Span

_MARK = re.compile("''|``|[“”„‟\"«»‹›﴿﴾‘’‚'()\\[\\]❝❞＂]")
_OPENS = {"“": "”", "„": "“", "‟": "”", "«": "»", "‹": "›", "﴿": "﴾", "❝": "❞"}
_CLOSES = frozenset("”»›﴾❞")
_EITHER = frozenset(('"', "＂", "''", "``"))
_SINGLES = frozenset("‘’‚'")
_DOUBLE_FAMILY = frozenset(("“", "”", "„", "‟", '"', "＂", "❝", "❞", "''", "``"))
_GUILLEMETS = frozenset("«»‹›")
_ORNATE = frozenset("﴿﴾")
_BEFORE_OPENING = frozenset("([{—–-:;,،/\"“«‘'„>*_")
_DEEPEST = 8
_RUNS_ON = 12
_CLOSING_SOURCE = re.compile(r"\s*[(\[][^()\[\]\n]{2,200}\d{2,4}[^()\[\]\n]{0,20}[)\]][\s.]*$")


class Quotation(Record, frozen=True):
    """A quoted stretch.

    ``span`` includes the marks, ``inner`` does not; ``depth`` is 0 outside any other; ``closed`` tells
    whether a closing mark of its own stands there; ``mark`` is the opening mark.
    """

    span: Span
    inner: Span
    mark: str
    depth: int = 0
    closed: bool = True


class Marks(Record, frozen=True):
    """All paired marks of a text: quotations, round and square brackets, and closing marks that close
    nothing."""

    quotations: tuple[Quotation, ...]
    brackets: tuple[Span, ...]
    loose: tuple[int, ...]


class _Open:
    """An opening mark on the stack, and where the last quotation inside it was closed."""

    __slots__ = ("at", "depth", "last_inner", "mark")

    def __init__(self, at: int, mark: str, depth: int) -> None:
        self.at = at
        self.mark = mark
        self.depth = depth
        self.last_inner = -1


def find_quotations(text: str, paragraphs: list[Paragraph]) -> list[Quotation]:
    """Return the quotations of a text in order of their opening marks, outer before inner."""
    return list(pair_marks(text, paragraphs).quotations)


def pair_marks(text: str, paragraphs: list[Paragraph]) -> Marks:
    """Pair the quotation marks and brackets of a text. Never raises; linear in the length of the text."""
    quotations: list[Quotation] = []
    brackets: list[Span] = []
    loose: list[int] = []
    left_open: list[tuple[int, list[_Open], list[int]]] = []
    loose_by_paragraph: dict[int, int] = {}
    openers: dict[int, int] = {}
    for number, paragraph in enumerate(paragraphs):
        reading = _Paragraph(text, paragraph.start, paragraph.end)
        reading.read()
        quotations += reading.quotations
        brackets += reading.brackets
        for at in reading.loose:
            loose.append(at)
            loose_by_paragraph.setdefault(number, at)
        for at in (q.span[0] for q in reading.quotations if q.depth == 0):
            openers.setdefault(number, at)
        if reading.stack:
            left_open.append((number, reading.stack, reading.loose_brackets))
    used: set[int] = set()
    swallowed: set[int] = set()
    open_at = {number: stack for number, stack, _ in left_open}
    closed_first = {q.span[0]: q for q in quotations if q.depth == 0}
    for number, stack, loose_brackets in left_open:
        if number in swallowed:
            continue
        end = _run_on(number, stack[0], paragraphs, open_at, closed_first, loose_by_paragraph, swallowed)
        if end is not None:
            used.add(end[0])
            quotations = [q for q in quotations if q.span[0] not in end[2]]
            quotations.append(_quotation(text, stack[0].at, end[0], end[1], stack[0].mark, 0, True))
            stack = stack[1:]
        bound = paragraphs[number]
        quotations += _settle(text, bound.start, bound.end, stack, loose_brackets)
    quotations.sort(key=lambda q: (q.span[0], -q.span[1]))
    return Marks(
        quotations=tuple(_untangled(quotations)),
        brackets=tuple(sorted(brackets)),
        loose=tuple(at for at in loose if at not in used),
    )


def _untangled(quotations: list[Quotation]) -> list[Quotation]:
    """Clip quotations that reach over the end of the one they begin in; ``quotations`` are in text order."""
    out: list[Quotation] = []
    stack: list[Quotation] = []
    for quotation in quotations:
        while stack and stack[-1].span[1] <= quotation.span[0]:
            stack.pop()
        if stack and quotation.span[1] > stack[-1].span[1]:
            end = stack[-1].inner[1]
            if end <= quotation.inner[0]:
                continue
            quotation = Quotation(
                span=(quotation.span[0], end),
                inner=(quotation.inner[0], min(end, quotation.inner[1])),
                mark=quotation.mark,
                depth=quotation.depth,
                closed=False,
            )
        stack.append(quotation)
        out.append(quotation)
    return out


def _run_on(
    number: int,
    opened: _Open,
    paragraphs: list[Paragraph],
    open_at: dict[int, list[_Open]],
    closed_first: dict[int, Quotation],
    loose_by_paragraph: dict[int, int],
    swallowed: set[int],
) -> tuple[int, int, set[int]] | None:
    """Find where a quotation left open at the end of a paragraph ends in a later one.

    Returns (position of the closing mark, position after it, opening marks that only continue), or None.
    """
    continued: list[int] = []
    for later in range(number + 1, min(number + _RUNS_ON, len(paragraphs))):
        start = paragraphs[later].start
        if later in open_at and open_at[later][0].at == start and open_at[later][0].mark == opened.mark:
            continued.append(later)
            continue
        whole = closed_first.get(start)
        if whole is not None and whole.mark == opened.mark and (continued or later == number + 1):
            if whole.span[1] >= paragraphs[later].end - 60:
                swallowed.update(continued)
                return whole.inner[1], whole.span[1], {start}
            return None
        if later in loose_by_paragraph and not continued:
            at = loose_by_paragraph[later]
            return at, at + 1, set()
        if later in open_at or continued:
            return None
    return None


def _settle(
    text: str, start: int, end: int, stack: list[_Open], loose_brackets: list[int]
) -> list[Quotation]:
    """End the quotations that no mark ends, by the order given in the docstring of the module."""
    out = []
    shared = -1
    for opened in reversed(stack):
        if opened.mark in _SINGLES:
            continue
        inner_end = max(opened.last_inner, shared)
        bracket = next((at for at in loose_brackets if at > opened.at), -1)
        if bracket > max(opened.at, inner_end):
            quotation = _quotation(text, opened.at, bracket, bracket, opened.mark, opened.depth, False)
        elif inner_end > opened.at and not _much_follows(text, inner_end, end):
            quotation = _quotation(
                text, opened.at, inner_end, min(inner_end + 1, end), opened.mark, opened.depth, False
            )
        else:
            tail = _CLOSING_SOURCE.search(text, max(opened.at + 1, end - 260), end)
            stop = tail.start() if tail else end
            quotation = _quotation(text, opened.at, stop, stop, opened.mark, opened.depth, False)
        shared = max(shared, quotation.inner[1])
        out.append(quotation)
    return out


def _much_follows(text: str, position: int, end: int) -> bool:
    """Tell whether more than a sentence or two follows the last inner closing mark of the paragraph."""
    rest = text[position + 1 : end]
    return len(rest) > 400 and not _CLOSING_SOURCE.match(rest)


def _quotation(text: str, at: int, stop: int, after: int, mark: str, depth: int, closed: bool) -> Quotation:
    inner_start = at + len(mark)
    inner_end = max(stop, inner_start)
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1].isspace():
        inner_end -= 1
    return Quotation(
        span=(at, max(after, inner_end)),
        inner=(inner_start, inner_end),
        mark=mark,
        depth=depth,
        closed=closed,
    )


def _family(mark: str) -> frozenset[str]:
    for family in (_DOUBLE_FAMILY, _GUILLEMETS, _ORNATE, _SINGLES):
        if mark in family:
            return family
    return frozenset()


class _Paragraph:
    """The reading of one paragraph's marks; call :meth:`read` once."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.quotations: list[Quotation] = []
        self.brackets: list[Span] = []
        self.loose: list[int] = []
        self.loose_brackets: list[int] = []
        self.stack: list[_Open] = []
        self.round: list[tuple[str, int]] = []

    def read(self) -> None:
        """Pair the marks of the paragraph; what stays open remains on ``stack``."""
        found = list(_MARK.finditer(self.text, self.start, self.end))
        closing_ahead = self._closing_singles([match.start() for match in found])
        for number, match in enumerate(found):
            at, mark = match.start(), match.group()
            if mark in "()[]":
                self._bracket(mark, at)
            elif mark in _SINGLES:
                self._single(mark, at, closing_ahead[number])
            else:
                self._double(mark, at)
        self.stack = [opened for opened in self.stack if opened.mark not in _SINGLES]

    def _closing_singles(self, marks: list[int]) -> list[bool]:
        """For each mark, whether an unmistakable closing single mark follows before the next opening one."""
        out = [False] * len(marks)
        ahead = False
        for number in range(len(marks) - 1, -1, -1):
            at = marks[number]
            out[number] = ahead
            mark = self.text[at]
            if mark in "’'" and self._closes(at) and not self._possessive(at):
                ahead = True
            elif mark in "‘'" and self._opens(at):
                ahead = False
        return out

    def _opens(self, at: int, width: int = 1) -> bool:
        before = self.text[at - 1] if at > self.start else " "
        after = self.text[at + width] if at + width < self.end else " "
        return (
            (before.isspace() or before in _BEFORE_OPENING) and not after.isspace() and after not in ".,;:!?)"
        )

    def _closes(self, at: int, width: int = 1) -> bool:
        before = self.text[at - 1] if at > self.start else " "
        after = self.text[at + width] if at + width < self.end else " "
        return not before.isspace() and before not in "([" and not after.isalnum()

    def _possessive(self, at: int) -> bool:
        after = self.text[at + 1 : at + 3]
        return self.text[at - 1] in "sS" and len(after) == 2 and after[0] == " " and after[1].isalpha()

    def _bracket(self, mark: str, at: int) -> None:
        if mark in "([":
            self.round.append((mark, at))
            return
        want = "(" if mark == ")" else "["
        for back in range(len(self.round) - 1, max(-1, len(self.round) - 4), -1):
            if self.round[back][0] == want:
                self.brackets.append((self.round[back][1], at + 1))
                del self.round[back:]
                return
        if mark == ")":
            self.loose_brackets.append(at)

    def _single(self, mark: str, at: int, better_follows: bool) -> None:
        inside = bool(self.stack) and self.stack[-1].mark in _SINGLES
        if inside and mark != "‚" and mark != "‘" and self._closes(at):
            if not (self._possessive(at) and better_follows):
                self._close(len(self.stack) - 1, at, mark)
            return
        if not inside and mark in "‘'‚" and self._opens(at):
            self._open(mark, at)

    def _double(self, mark: str, at: int) -> None:
        back = self._matching(mark)
        if mark in _EITHER:
            opens, closes = self._opens(at, len(mark)), self._closes(at, len(mark))
            opening = back < 0 if opens == closes else opens
        elif mark in _CLOSES or (mark == "“" and back >= 0 and self.stack[back].mark == "„"):
            opening = back < 0 and self._opens(at)
        else:
            wrong_way = self._closes(at) and not self._opens(at)
            opening = not (back >= 0 and wrong_way)
        if opening:
            self._open(mark, at)
        elif back >= 0:
            self._close(back, at, mark)
        else:
            self.loose.append(at)

    def _matching(self, mark: str) -> int:
        family = _family(mark)
        for back in range(len(self.stack) - 1, -1, -1):
            if self.stack[back].mark in family:
                return back
        return -1

    def _open(self, mark: str, at: int) -> None:
        if len(self.stack) < _DEEPEST:
            depth = sum(opened.mark not in _SINGLES for opened in self.stack)
            self.stack.append(_Open(at, mark, depth))

    def _close(self, back: int, at: int, mark: str) -> None:
        opened = self.stack[back]
        for lost in self.stack[back + 1 :]:
            if lost.mark not in _SINGLES:
                self.quotations += _settle(self.text, self.start, at, [lost], [])
        del self.stack[back:]
        depth = len(self.stack)
        self.quotations.append(_quotation(self.text, opened.at, at, at + len(mark), opened.mark, depth, True))
        if self.stack:
            self.stack[-1].last_inner = at
