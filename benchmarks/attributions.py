"""Measure the reading of attributions by rules against annotated news.

Run ``python benchmarks/attributions.py FOLDER-OR-FILE …`` (a folder stands for its ``*.jsonl``). Each line
is a document: ``id``, ``text`` and ``attributions``, each with span lists ``source``, ``cue``, ``content``.
Printed as Markdown, one section a file:

* content and attributed precision, recall and F1, over all and by kind. Relations are paired one to one,
  those most alike first: the overlap of their tokens (Dice), in which the content weighs twice; a pair must
  share content. A pair has its **content** right at dice ≥ 0.5, and is **attributed** where the sources
  share a word as well, or neither has one.
* kinds by how many of the words of a content stand between double quotation marks: all (direct), some
  (mixed), none (indirect).
* attributions whose cue stands inside a quotation are counted apart: corpora of news annotate only the
  outermost, so that what is found there counts as wrong without being so.
* the share right of every rule, for ``CONFIDENCE`` in ``testimonia/finding/attributing/drafts.py``.
* words a second of processor time on one core, for this layer and all that it is handed, and for this layer
  alone.

``--errors N`` prints N attributions missed and N found in excess; ``--rule NAME`` those of one rule.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from testimonia.finding import attributions, citations, mentions, metadata, scripture, times
from testimonia.finding.attributing.drafts import CONFIDENCE
from testimonia.language.doc import Doc
from testimonia.model import Attribution, Document, Span, document_id

KINDS = ("direct", "mixed", "indirect")
ENOUGH = 0.5
# What counts as one token, in this order.
_PIECES = (
    r"[a-zA-Z]+?(?=n[’']t\b)",  # did|n't
    r"n[’']t\b",
    r"(?<=\w)[’']\w{1,2}\b",  # they|'re, Kor|'s
    r"\b[a-zA-Z]\.(?:[a-zA-Z]\.)+",  # U.S.
    r"\w+(?:[-.,:/](?=\w)\w+)*",  # cease-fire, 3.5, 10:30
    r"(?P<mark>[.-])(?P=mark)+",  # dots and dashes in a row
    r"\S",
)
TOKEN = re.compile("|".join(_PIECES))
OPENING, CLOSING, STRAIGHT = frozenset("“„«‟"), frozenset("”»"), '"'


@dataclass(slots=True)
class Relation:
    """An attribution as sets of token numbers; ``words`` are those of the source that are no marks."""

    content: frozenset[int]
    cue: frozenset[int]
    source: frozenset[int]
    words: frozenset[int]
    kind: str
    shown: str
    inside: bool = False
    rule: str = ""


@dataclass(slots=True)
class Tally:
    """Counts of one kind of attribution."""

    gold: int = 0
    found: int = 0
    content: int = 0
    attributed: int = 0
    attributed_found: int = 0


@dataclass(slots=True)
class Result:
    """What was counted over a corpus."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    rules: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0, 0, 0]))
    documents: int = 0
    words: int = 0
    seconds: float = 0.0
    own_seconds: float = 0.0
    sources: list[int] = field(default_factory=lambda: [0, 0])
    missed: list[str] = field(default_factory=list)
    excess: list[tuple[str, str]] = field(default_factory=list)


class Page:
    """The tokens of a text and which of them stand between double quotation marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [match.span() for match in TOKEN.finditer(text)]
        self.starts = [start for start, _ in self.tokens]
        self.ends = [end for _, end in self.tokens]
        self.quoted = self._quoted()

    def _quoted(self) -> list[bool]:
        """Say of every token whether it is quoted; nothing stays quoted beyond its line."""
        out: list[bool] = []
        open_curved, open_straight, line_end = 0, False, -1
        for start, end in self.tokens:
            if start > line_end:
                line_end = self.text.find("\n", start)
                line_end = len(self.text) if line_end < 0 else line_end
                open_curved, open_straight = 0, False
            mark = self.text[start:end]
            is_mark = mark == STRAIGHT or mark in CLOSING
            open_curved += mark in OPENING
            out.append(is_mark or open_straight or open_curved > 0)
            if mark == STRAIGHT:
                open_straight = not open_straight
            elif is_mark and open_curved:
                open_curved -= 1
            elif is_mark:
                open_straight = False
        return out

    def numbers(self, spans: Iterable[Span]) -> frozenset[int]:
        """Return the tokens that share a letter with the spans."""
        out: set[int] = set()
        for start, end in spans:
            out.update(range(bisect_right(self.ends, start), bisect_left(self.starts, end)))
        return frozenset(out)

    def is_word(self, number: int) -> bool:
        return self.text[self.tokens[number][0]].isalnum()

    def relation(self, roles: tuple[list[Span], list[Span], list[Span]], rule: str = "") -> Relation:
        """Make a relation of the spans of content, cue and source."""
        content, cue, source = roles
        tokens = self.numbers(content)
        words = [number for number in tokens if self.is_word(number)]
        between = sum(self.quoted[number] for number in words)
        sources = self.numbers(source)

        def cut(spans: list[Span]) -> str:
            return " … ".join(self.text[start:end] for start, end in spans).replace("\n", " ")

        anchors = self.numbers(cue) or sources
        return Relation(
            content=tokens,
            cue=self.numbers(cue),
            source=sources,
            words=frozenset(number for number in sources if self.is_word(number)),
            kind="indirect" if not between else "direct" if between == len(words) else "mixed",
            shown=f"[{cut(source)}] [{cut(cue)}] [{cut(content)}]",
            inside=bool(anchors) and all(self.quoted[number] for number in anchors),
            rule=rule,
        )


def dice(a: frozenset[int], b: frozenset[int]) -> float:
    """Return 2 |a ∩ b| / (|a| + |b|); two empty sets agree."""
    together = len(a) + len(b)
    return len(a & b) * 2 / together if together else 1.0


def pair(gold: list[Relation], found: list[Relation]) -> list[tuple[int, int]]:
    """Pair relations one to one, the most alike first; ties go to the earlier ones."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, relation in enumerate(found):
        for token in relation.content or relation.cue:
            holders[token].append(number)
    weighed = []
    for i, one in enumerate(gold):
        for j in sorted({j for token in one.content or one.cue for j in holders[token]}):
            other = found[j]
            weight = (
                2 * dice(one.content, other.content)
                + dice(one.cue, other.cue)
                + dice(one.source, other.source)
            )
            weighed.append((-weight, i, j))
    left, right, out = set(), set(), []
    for _, i, j in sorted(weighed):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((i, j))
    return out


def same_source(one: Relation, other: Relation) -> bool:
    return bool(one.words & other.words) or not (one.words or other.words)


def count(result: Result, gold: list[Relation], found: list[Relation]) -> None:
    """Add the figures of one document: of all attributions, and of those outside quotations."""
    pairs = pair(gold, found)
    partners = {j: i for i, j in pairs}
    right = {i: j for i, j in pairs if dice(gold[i].content, found[j].content) >= ENOUGH}
    attributed = {i for i, j in right.items() if same_source(gold[i], found[j])}
    for i, relation in enumerate(gold):
        for name in _names(relation):
            tally = result.tallies[name]
            tally.gold += 1
            tally.content += i in right
            tally.attributed += i in attributed
        if i not in right:
            result.missed.append(relation.shown)
        elif relation.words:
            result.sources[0] += bool(relation.words & found[right[i]].words)
            result.sources[1] += 1
    for j, relation in enumerate(found):
        i = partners.get(j, -1)
        hit = i in attributed
        for name in _names(relation):
            result.tallies[name].found += 1
            result.tallies[name].attributed_found += hit
        row = result.rules[relation.rule]
        row[0] += 1
        row[1] += i in right
        row[2] += hit
        if relation.inside:
            row[3] += 1
            row[4] += hit
        if not hit:
            result.excess.append((relation.rule, relation.shown))


def _names(relation: Relation) -> tuple[str, ...]:
    place = "inside a quotation" if relation.inside else "outside quotations"
    return ("all", place, relation.kind)


def spans(row: dict[str, Any], role: str) -> list[Span]:
    """Return the spans of a role of an annotated attribution."""
    return [(start, end) for start, end in row.get(role) or []]


def measure(path: Path) -> Result:
    """Read every document of a file with the rules and count."""
    result = Result()
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    for row in rows:
        page = Page(row["text"])
        gold = [
            page.relation((spans(one, "content"), spans(one, "cue"), spans(one, "source")))
            for one in row["attributions"]
        ]
        found = []
        for one in find(row["text"], result):
            rule = one.why.split(";")[0].split(" (")[0]
            found.append(page.relation((list(one.content), list(one.cue), list(one.source)), rule))
        count(result, [relation for relation in gold if relation.content], found)
        result.documents += 1
        result.words += sum(page.is_word(number) for number in range(len(page.tokens)))
    return result


def find(text: str, result: Result) -> list[Attribution]:
    """Read one text, the layers that this one is handed included, and add the time that it took."""
    document = Document(
        id=document_id(text),
        name="news.txt",
        path="news.txt",
        text=text,
        raw_sha256="",
        raw_bytes=0,
        media_type="text/plain",
        extractor="benchmark",
        extractor_version="1",
    )
    begun = time.process_time()
    doc = Doc.of(document)
    printed = times.find_printed(doc)
    about = metadata.find(doc, document, printed)
    cited = citations.find(doc, printed)
    holy = scripture.find(doc)
    named = mentions.find(doc, cited, times.find(doc, printed, about, cited))
    own = time.process_time()
    found = attributions.find(doc, about, cited, holy, named)
    ended = time.process_time()
    result.seconds += ended - begun
    result.own_seconds += ended - own
    return found


def share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def show(name: str, result: Result) -> None:
    """Print the figures of one file as Markdown."""
    print(f"## {name}\n")
    rate, own = (
        round(result.words / seconds, -2) if seconds else 0
        for seconds in (result.seconds, result.own_seconds)
    )
    print(
        f"{result.documents} documents, {result.words} words; {rate:,.0f} words a second with the layers\n"
        f"that it is handed, {own:,.0f} for attributions alone. Source right where content is: "
        f"{share(*result.sources):.3f}\n"
    )
    print("| | annotated | found | content P | R | F1 | attributed P | R | F1 |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for label in ("all", "outside quotations", "inside a quotation"):
        tally = result.tallies[label]
        figures = []
        for hits in (tally.content, tally.attributed):
            precision, recall = share(hits, tally.found), share(hits, tally.gold)
            figures += [precision, recall, f1(precision, recall)]
        print(f"| {label} | {tally.gold} | {tally.found} | " + " | ".join(f"{x:.3f}" for x in figures) + " |")
    print("\n| kind | annotated | found | attributed P | R | F1 |\n|---|--:|--:|--:|--:|--:|")
    for kind in KINDS:
        tally = result.tallies[kind]
        precision, recall = share(tally.attributed_found, tally.found), share(tally.attributed, tally.gold)
        figures = [precision, recall, f1(precision, recall)]
        print(f"| {kind} | {tally.gold} | {tally.found} | " + " | ".join(f"{x:.3f}" for x in figures) + " |")
    show_rules(result)


def show_rules(result: Result) -> None:
    """Print how often each rule is right, over all and outside quotations, beside the confidence it gives."""
    print("\n| rule | found | content right | and source right | outside quotations | right there | set to |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for rule, row in sorted(result.rules.items(), key=lambda item: (-item[1][0], item[0])):
        found, content, right, inside, inside_right = row
        outer = found - inside
        print(
            f"| {rule} | {found} | {share(content, found):.2f} | {share(right, found):.2f} | {outer} | "
            f"{share(right - inside_right, outer):.2f} | {CONFIDENCE.get(rule, 0):.2f} |"
        )
    print()


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Measure the reading of attributions against annotated news."
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="FOLDER-OR-FILE")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--rule", default="", metavar="NAME")
    options = parser.parse_args()
    for path in options.paths:
        for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
            result = measure(file)
            show(file.stem, result)
            excess = [row for row in result.excess if options.rule in ("", row[0])]
            chosen = random.Random(0)
            for row in chosen.sample(excess, min(options.errors, len(excess))):
                print(f"+ {row[0]}: {row[1]}")
            if not options.rule:
                for missed in chosen.sample(result.missed, min(options.errors, len(result.missed))):
                    print(f"- {missed}")


if __name__ == "__main__":
    main()
