"""Glyphs of a page to lines, lines to paragraphs.

How it works. A page is cut at a gutter, if it has one, into columns, read in the direction of its script;
lines that cross the gutter cut it into zones. In a column, glyphs gather on the baselines that hold most of
them (:func:`find_lines`). A line ends its paragraph (:func:`ends_paragraph`) where the first word of the
next line would have fitted on it, where the gap below is wider than usual, where the size of type changes,
or where the next line is indented or begins a list. Lines that stand on most pages at the same height are
running heads and are taken out, as are the head and foot that a browser prints. A hyphen at a line's end
goes only where there is reason (:func:`join`).

After the XY-cut (Nagy, Seth 1984) and the whitespace reasoning of common PDF readers. Cost: n log n in the
glyphs of a page. It fails on tables, on text around pictures, and on more than four columns.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from testimonia.reading.righttoleft import (
    HINTED_GAP,
    WORD_GAP,
    Glyph,
    Unit,
    balance_brackets,
    is_rtl,
    plain_forms,
    reading_order,
    to_units,
    words_apart,
)

_LEFT_TO_RIGHT = attrgetter("left", "place")
SOFT_HYPHEN = "\u00ad"
_BULLET = re.compile(r"^(?:[•◦▪●‣·∙■□–—*-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]|[٠-٩]{1,3}[.)-])\s")
_SENTENCE_END = re.compile(r"[.!?:؟…۔。\"”»’)\]﴾]\s*$")
_LETTER_BEFORE_HYPHEN = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_LETTERS_FIRST = re.compile(r"^[^\W\d_]+")


class Line(NamedTuple):
    """A line of a page in reading order, with its extent and that of its column."""

    text: str
    page: int
    left: float
    right: float
    y: float
    size: float
    rtl: bool
    first_word: float
    column_left: float
    column_right: float
    column: int = 0


def find_lines(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """Return the lines of a page in reading order, columns one after the other."""
    out: list[Line] = []
    for number, region in enumerate(_regions(glyphs)):
        rows = (_make_line(row, page, number) for row in _rows(region))
        out += [row for row in rows if row.text.strip()]
    return out


def _regions(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Cut a page into head, columns and foot; a head or a foot stands well apart from the rest."""
    rows = _rows(glyphs)
    head: list[list[Glyph]] = []
    foot: list[list[Glyph]] = []
    if len(rows) > 3:
        if rows[0][0].y - rows[1][0].y > 2.2 * rows[1][0].size:
            head = [rows.pop(0)]
        if rows[-2][0].y - rows[-1][0].y > 2.2 * rows[-2][0].size:
            foot = [rows.pop()]
    return head + _columns([glyph for row in rows for glyph in row], 0) + foot


def with_columns(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Return all lines with the edges of their columns; a column of few lines takes those of the document."""
    by_page: dict[tuple[int, ...], list[Line]] = {}
    overall: dict[tuple[int, ...], list[Line]] = {}
    for lines in pages:
        columns = len({line.column for line in lines})
        for line in lines:
            by_page.setdefault((line.page, line.column), []).append(line)
            overall.setdefault((columns, line.column), []).append(line)
    out = []
    for lines in pages:
        columns = len({line.column for line in lines})
        for line in lines:
            own = by_page[line.page, line.column]
            edge = own if len(own) >= 6 else own + overall[columns, line.column]
            left, right = min(row.left for row in edge), max(row.right for row in edge)
            out.append(line._replace(column_left=left, column_right=right))
    return _with_blocks(out)


def _with_blocks(lines: list[Line]) -> list[Line]:
    """Return lines, those set in from both edges (block quotations) with edges of their own."""
    out: list[Line] = []
    for _, group in groupby(
        lines, key=lambda line: (line.page, line.column, line.rtl, round(_indent(line) / 3))
    ):
        block = list(group)
        indent = min(map(_indent, block))
        fits = all(_room(line) > 0.7 * indent for line in block)
        if indent > 0.8 * block[0].size and len(block) > 1 and fits:
            block = [
                line._replace(column_left=line.column_left + indent)
                if line.rtl
                else line._replace(column_right=line.column_right - indent)
                for line in block
            ]
        out += block
    return out


def _columns(glyphs: list[Glyph], depth: int) -> list[list[Glyph]]:
    """Cut a region at its gutter into zones and columns, in reading order."""
    gutter = _gutter(glyphs) if depth < 3 and len(glyphs) > 200 else None
    if gutter is None:
        return [glyphs] if glyphs else []
    share = sum(is_rtl(glyph.char) for glyph in glyphs) / len(glyphs)
    zones: list[tuple[bool, list[Glyph]]] = []
    for row in _rows(glyphs):
        crosses = any(glyph.left < gutter < glyph.right for glyph in row) or _bridges(row, gutter)
        if not zones or zones[-1][0] != crosses:
            zones.append((crosses, []))
        zones[-1][1].extend(row)
    out: list[list[Glyph]] = []
    for crosses, zone in zones:
        if crosses:
            out.append(zone)
            continue
        sides = [[g for g in zone if g.middle < gutter], [g for g in zone if g.middle >= gutter]]
        if _right_first(sides, share):
            sides.reverse()
        for side in sides:
            out += _columns(side, depth + 1)
    return out


def _right_first(sides: list[list[Glyph]], share: float) -> bool:
    """Tell the order of two columns by the share of right-to-left letters, on mixed pages by the file."""
    if 0.1 < share < 0.8 and all(sides):
        return min(g.place for g in sides[1]) < min(g.place for g in sides[0])
    return share >= 0.8


def _bridges(row: list[Glyph], gutter: float) -> bool:
    """Tell a line with letters on both sides of a gutter and no more than a word's gap at it."""
    left = max((g.right for g in row if g.middle < gutter), default=None)
    right = min((g.left for g in row if g.middle >= gutter), default=None)
    return left is not None and right is not None and right - left < 0.6 * row[0].size


def _gutter(glyphs: list[Glyph]) -> float | None:
    """Return the middle of a vertical strip that hardly any line crosses, None where there is none."""
    rows = _rows(glyphs)
    if len(rows) < 6:
        return None
    left, right = min(g.left for g in glyphs), max(g.right for g in glyphs)
    width = int(right - left) + 1
    if not 150 < width < 20_000:
        return None
    steps = [0] * (width + 2)
    for row in rows:
        for first, last in _stretches(row):
            steps[max(0, int(first - left))] += 1
            steps[min(width, int(last - left) + 1)] -= 1
    covered, depth = [], 0
    for step in steps[:width]:
        depth += step
        covered.append(depth)
    most = 0.2 * len(rows)
    best: tuple[int, int] | None = None
    start: int | None = None
    for at in range(int(width * 0.15), int(width * 0.85)):
        if covered[at] <= most:
            start = at if start is None else start
            if best is None or at - start > best[1] - best[0]:
                best = (start, at)
        else:
            start = None
    if best is None or best[1] - best[0] < max(7.0, 0.7 * median(g.size for g in glyphs)):
        return None
    middle = left + (best[0] + best[1]) / 2
    both = sum(1 for row in rows if row[0].left < middle < row[-1].right and not _bridges(row, middle))
    on_left = sum(g.middle < middle for g in glyphs)
    enough = min(on_left, len(glyphs) - on_left) > 0.2 * len(glyphs)
    return middle if enough and both >= max(4, 0.4 * len(rows)) else None


def _stretches(row: list[Glyph]) -> list[tuple[float, float]]:
    """Return the parts of a line that are not more than a word's gap apart."""
    out: list[tuple[float, float]] = []
    for glyph in row:
        if out and glyph.left - out[-1][1] < 0.6 * glyph.size:
            out[-1] = (out[-1][0], max(out[-1][1], glyph.right))
        else:
            out.append((glyph.left, glyph.right))
    return out


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Gather glyphs on baselines, from the top; each row from left to right."""
    marked = {(g.x, g.y) for g in glyphs if g.char > "\u02ff" and unicodedata.combining(g.char)}
    by_height: dict[float, list[Glyph]] = {}
    for glyph in glyphs:
        by_height.setdefault(round(glyph.y, 1), []).append(glyph)
    only_marks = {y: bool(marked) and all((g.x, g.y) in marked for g in row) for y, row in by_height.items()}
    lines: list[float] = []
    for y in sorted(by_height, key=lambda y: (only_marks[y], -len(by_height[y]), -y)):
        reach = (0.85 if only_marks[y] else 0.45) * max(1.0, max(g.size for g in by_height[y]))
        at = bisect_left(lines, y)
        if not any(abs(line - y) < reach for line in lines[max(0, at - 1) : at + 1]):
            lines.insert(at, y)
    rows: dict[float, list[Glyph]] = {}
    for y, row in by_height.items():
        at = bisect_left(lines, y)
        near = lines[max(0, at - 1) : at + 1]
        rows.setdefault(near[0] if y - near[0] <= near[-1] - y else near[-1], []).extend(row)
    return [sorted(rows[y], key=_LEFT_TO_RIGHT) for y in sorted(rows, reverse=True)]


def _make_line(row: list[Glyph], page: int, column: int) -> Line:
    """Return a line from its glyphs; the edges of its column are set later."""
    size = median(glyph.size for glyph in row)
    rtl_letters = sum(is_rtl(glyph.char) for glyph in row)
    letters = sum(glyph.char.isalpha() for glyph in row)
    rtl = rtl_letters * 2 > letters
    if rtl_letters:
        units = words_apart(to_units(row), size)
        text = reading_order(units, rtl)
    else:
        units = _left_to_right(row, size)
        text = plain_forms("".join(unit.text for unit in units))
    left, right = min(g.left for g in row), max(g.right for g in row)
    blanks = [unit for unit in units if unit.text == " "]
    first_word = right - left
    if blanks:
        first_word = right - blanks[-1].right if rtl else blanks[0].left - left
    y = Counter(round(glyph.y, 1) for glyph in row).most_common(1)[0][0]
    return Line(" ".join(text.split()), page, left, right, y, size, rtl, first_word, left, right, column)


def _left_to_right(row: list[Glyph], size: float) -> list[Unit]:
    """Return the characters of a line without right-to-left letters, blanks between its words."""
    out: list[Unit] = []
    before: Glyph | None = None
    for glyph in row:
        if before is not None:
            follows = glyph.place == before.place + 1
            gap = glyph.left - before.right
            least = WORD_GAP
            if follows:
                least = -0.3 if glyph.spaced else 0.35
            elif glyph.spaced:
                least = HINTED_GAP
            if gap > least * size:
                out.append(Unit(" ", before.right, glyph.left))
        out.append(Unit(glyph.char, glyph.left, glyph.right))
        before = glyph
    return out


def without_running_heads(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Return the pages without running heads, feet and page numbers, and a note on each kind taken out."""
    places: dict[tuple[str, int], set[int]] = {}
    for number, lines in enumerate(pages):
        for line in _edge_lines(lines):
            places.setdefault(_key(line), set()).add(number)
    least = max(2, (len([page for page in pages if page]) + 1) // 2)
    running = {key for key, where in places.items() if len(where) >= least}
    notes: list[str] = []
    out: list[list[Line]] = []
    taken: Counter[str] = Counter()
    for lines in pages:
        edges = set(_edge_lines(lines))
        kept = []
        for line in lines:
            if line in edges and (_key(line) in running or _is_browser_edge(line.text)):
                taken[_key(line)[0]] += 1
                if taken[_key(line)[0]] == 1:
                    notes.append(f"running line left out: “{line.text[:120]}”")
            else:
                kept.append(line)
        out.append(kept)
    return out, notes


_PAGE_NUMBER = re.compile(
    r"^[-–—\[( ]*(?:\w{0,6}\.? )?\d{1,4}(?: ?(?:/|of|von|de|sur|من) ?\d{1,4})?[-–—\]) ]*$"
)
_BROWSER_EDGE = re.compile(
    r"^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d{2}(?: ?[AP]M)?(?: .*)?$"
    r"|^(?:[Pp]age|[Ss]eite|صفحة) \d+ (?:of|/|von|من) \d+$"
    r"|^(?:https?|file)://\S+(?: \d+/\d+)?$|^\d+/\d+ (?:https?|file)://\S+$"
)


def _is_browser_edge(text: str) -> bool:
    """Tell the head and foot that a browser prints (time and title, address) and "Page 1 of 1"."""
    return _BROWSER_EDGE.match(text) is not None


def _edge_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines at the head and foot of a page that may be running ones.

    They stand apart from the text (a gap, another size of type), or are but a page number.
    """
    if not lines:
        return []
    body = median(line.size for line in lines)
    down = sorted(lines, key=lambda line: (-line.y, line.left))
    edges: list[Line] = []
    for order in (down, down[::-1]):
        for at, line in enumerate(order[:-1]):
            if len({round(row.y) for row in order[: at + 1]}) > 2:
                break
            gap = abs(line.y - order[at + 1].y)
            if gap > 1.9 * max(line.size, 0.8 * body):
                edges += order[: at + 1]
            elif abs(line.size - body) > 0.1 * body or _PAGE_NUMBER.match(line.text):
                edges.append(line)
    return edges


def _key(line: Line) -> tuple[str, int]:
    """Return what makes two running lines the same: their words without figures, and their height."""
    return re.sub(r"\d+", "#", line.text).lower(), round(line.y / 6)


def ends_paragraph(line: Line, following: Line, leading: float) -> bool:
    """Tell whether a paragraph ends between two lines of one column; ``leading`` is their usual distance."""
    em = max(line.size, 1.0)
    gap = line.y - following.y
    if abs(line.size - following.size) > 0.15 * em or line.rtl != following.rtl:
        return True
    if gap <= 0 or gap > 1.6 * leading:
        return True
    if gap > 1.2 * leading and _SENTENCE_END.search(line.text):
        return True
    if _BULLET.match(following.text):
        return True
    if _indent(following) > 0.8 * em and _indent(line) < 0.4 * em and not _is_centred(line, following):
        return True
    return _room(line) > following.first_word + 0.5 * em


def _indent(line: Line) -> float:
    """Return how far a line begins from the edge of its column."""
    return line.column_right - line.right if line.rtl else line.left - line.column_left


def _room(line: Line) -> float:
    """Return how much room a line leaves at its end."""
    return line.left - line.column_left if line.rtl else line.column_right - line.right


def _is_centred(line: Line, following: Line) -> bool:
    """Tell two lines with the same middle as their column's."""
    middle = (line.column_left + line.column_right) / 2
    return all(abs((row.left + row.right) / 2 - middle) < 0.5 * row.size for row in (line, following))


def to_paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Return the paragraphs of a document from its lines in reading order."""
    lines = with_columns(pages)
    leading = _leadings(lines)
    groups: list[list[Line]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None:
            groups.append([line])
        elif (before.page, before.column) == (line.page, line.column):
            usual = leading.get(round(line.size), 1.3 * line.size)
            groups.append([line]) if ends_paragraph(before, line, usual) else groups[-1].append(line)
        elif _runs_over(before, line):
            groups[-1].append(line)
        else:
            groups.append([line])
    words = Counter(
        word for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.lower())
    )
    hyphenated = sum(1 for line in lines if _LETTER_BEFORE_HYPHEN.search(line.text))
    by_rule = hyphenated >= 3 and hyphenated * 25 > len(lines)
    paragraphs = [join([line.text for line in group], words, by_rule) for group in groups]
    return [balance_brackets(paragraph) for paragraph in paragraphs]


def _leadings(lines: Sequence[Line]) -> dict[int, float]:
    """Return the usual distance of lines for every size of type."""
    gaps: dict[int, list[float]] = {}
    for line, following in pairwise(lines):
        gap = line.y - following.y
        same = (line.page, line.column) == (following.page, following.column)
        if same and round(line.size) == round(following.size) and 0 < gap < 3 * line.size:
            gaps.setdefault(round(line.size), []).append(round(gap, 1))
    return {size: sorted(found)[len(found) // 3] for size, found in gaps.items()}


def _runs_over(line: Line, following: Line) -> bool:
    """Tell whether a paragraph runs on at the head of the next column or page."""
    if line.rtl != following.rtl or abs(line.size - following.size) > 0.15 * line.size:
        return False
    if line.page == following.page and following.y <= line.y:
        return False
    if _SENTENCE_END.search(line.text) or _BULLET.match(following.text):
        return False
    starts_low = not following.text[:1].isupper()
    return starts_low and _room(line) < following.first_word + 0.6 * line.size


def join(lines: Sequence[str], words: Counter[str], by_rule: bool) -> str:
    """Join the lines of a paragraph with blanks, and set right the hyphens at their ends.

    A soft hyphen goes. A hard one goes where the joined word stands elsewhere in the document (``words``), or
    where the document hyphenates as a rule and the hyphenated word stands nowhere else. Otherwise it stays,
    and the two halves are set together ("well-known").
    """
    out = ""
    for line in lines:
        before = _LETTER_BEFORE_HYPHEN.search(out)
        after = _LETTERS_FIRST.match(line)
        if not out:
            out = line
        elif before is None or after is None:
            out += " " + line
        elif not after.group()[0].islower():
            out += line
        elif out.endswith(SOFT_HYPHEN):
            out = out[:-1] + line
        else:
            head, tail = before.group(1).lower(), after.group().lower()
            kept = words[f"{head}-{tail}"] > 0
            goes = words[head + tail] > 0 or (by_rule and not kept)
            out = out[:-1] + line if goes else out + line
    return out.replace(SOFT_HYPHEN, "")
