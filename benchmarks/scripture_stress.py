"""Stress the finding and judging of the Qur'an: many ways to quote, many ways to get it wrong.

    python benchmarks/scripture_stress.py [--texts 150] [--seed 1] [--errors 20] [--kind KIND]

Every text is an Arabic answer in the manner of a chat program, made anew from the installed Qur'an
(``pip install testimonia[quran]``): headings, lists, paragraphs and, among ordinary sentences, sayings of
the Prophet, of scholars and of officials in the same marks as the verses, verses whole and cut, vowelled
or not, with and without marks, announcing words and references. About a third is wrong on purpose: words
changed, dropped, added, turned round, garbled, at the edge or in the middle, a negation lost or added, two
verses run together, a verse made up. What is printed:

* spans: exact (the same characters but for marks at the edge), overlapping by half, and by letter;
* verdict: right words told from wrong ones, of the spans that overlap;
* both for each way of quoting and of altering, the worst first.

The sentences are ours and the program was developed with them in view, except where told otherwise
(``--late`` takes templates that were written after the rules)."""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from testimonia.finding import scripture
from testimonia.finding.scripture_index import ArabicIndex
from testimonia.finding.scripture_library import Library
from testimonia.finding.scripture_names import surahs
from testimonia.finding.scripture_texts import installed_texts
from testimonia.language.doc import Doc

HERE = Path(__file__).parent
MARKS = [("﴿", "﴾"), ('"', '"'), ("«", "»"), ("{", "}"), ("“", "”"), ("(", ")"), ("﴾", "﴿"), ("﴿ ", " ﴾")]
NEGATIVES = {"لا", "لم", "لن", "ليس", "ولا", "إلا", "غير"}
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"


@dataclass
class Label:
    start: int
    end: int
    right: bool
    way: str
    change: str


@dataclass
class Score:
    gold: int = 0
    found: int = 0
    exact: int = 0
    judged: int = 0
    right: int = 0


@dataclass
class Made:
    """One text while it is made."""

    text: str = ""
    labels: list[Label] = field(default_factory=list)

    def echoes(self, lines: list[str]) -> list[tuple[int, int]]:
        """Return the places of the sentences that echo a verse."""
        out = []
        for line in lines:
            at = self.text.find(line)
            while at >= 0:
                out.append((at, at + len(line)))
                at = self.text.find(line, at + 1)
        return out


def read_lines(name: str) -> dict[str, list[str]]:
    """Return the templates of ``data/NAME`` by section."""
    out: dict[str, list[str]] = {}
    section = ""
    for line in (HERE / "data" / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            section = line[2:].split(":")[0]
            out[section] = []
        elif line.strip():
            out[section].append(line.replace("\\n", "\n"))
    return out


class Maker:
    """Makes texts from templates and verses with the given dice."""

    def __init__(self, index: ArabicIndex, lines: dict[str, list[str]], dice: random.Random) -> None:
        self.index, self.lines, self.dice = index, lines, dice
        self.vocabulary = sorted({w for w in index.shown if len(w) > 3})

    def text(self) -> Made:
        """Return an answer of several paragraphs with its labels."""
        made, dice = Made(), self.dice
        made.text = dice.choice(self.lines["opening"]) + "\n\n"
        for number in range(dice.randrange(3, 8)):
            if dice.random() < 0.3:
                made.text += dice.choice(self.lines["heading"]).replace("{n}", str(number + 1)) + "\n"
            for _ in range(dice.randrange(0, 3)):
                made.text += self.sentence() + dice.choice([" ", " ", "\n"])
            if dice.random() < 0.35:
                made.text += self.distractor() + dice.choice(["\n", " ", "\n\n"])
            if dice.random() < 0.8:
                self.quote(made)
            made.text += dice.choice(["\n", "\n\n", " ", "\n\n"])
        made.text += dice.choice(self.lines["closing"]) + "\n"
        return made

    def sentence(self) -> str:
        """Return a line of prose; one in thirty echoes a verse."""
        return self.dice.choice(self.lines["echo" if self.dice.random() < 0.03 else "sentence"])

    def distractor(self) -> str:
        """Return a saying that is no verse, in the marks that verses have too."""
        opening, closing = self.dice.choice(MARKS[1:6])
        template = self.dice.choice(self.lines["saying"])
        return template.replace("<", opening).replace(">", closing)

    def quote(self, made: Made) -> None:
        """Add one quotation by one of the templates."""
        dice = self.dice
        way, _, template = dice.choice(self.lines["quote"]).partition("|")
        short = way.startswith("short")
        first, last = self.stretch(short)
        number = self.index.verse_at(first)
        surah, ayah = self.index.places[number]
        row = self.index.second if dice.random() < 0.4 else self.index.shown
        words, change = list(row[first:last]), "none"
        if dice.random() < 0.33:
            words, change = self.altered(words, short)
        elif dice.random() < 0.25 and row is self.index.shown:
            words, change = self.respelt(words), "spelling"
        opening, closing = dice.choice(MARKS)
        if "<" not in template:
            opening = closing = ""
        elif way.startswith("ornate"):
            opening, closing = dice.choice([MARKS[0], MARKS[6], MARKS[7]])
        before, _, after = template.partition("@")
        fills = {
            "{s}": surahs()[surah].arabic,
            "{a}": self.digits(ayah),
            "{t}": self.sentence(),
            "{b}": " ".join(self.index.shown[first : first + 2]),
        }
        for name, value in fills.items():
            before, after = before.replace(name, value), after.replace(name, value)
        made.text += before.replace("<", opening)
        shown = " ".join(words)
        made.labels.append(
            Label(len(made.text), len(made.text) + len(shown), change in ("none", "spelling"), way, change)
        )
        made.text += shown + after.replace(">", closing)

    def digits(self, number: int) -> str:
        shown = str(number)
        return (
            shown.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) if self.dice.random() < 0.4 else shown
        )

    def stretch(self, short: bool) -> tuple[int, int]:
        """Return the positions of a whole verse, a part of one, or several."""
        dice, index = self.dice, self.index
        while True:
            number = dice.randrange(len(index.places))
            begin, end = index.starts[number], index.starts[number + 1]
            if short:
                if end - begin >= 3:
                    at = dice.randrange(begin, end - 2)
                    return at, at + 3 + dice.randrange(0, min(3, end - at - 2))
                continue
            if end - begin > 6 and dice.random() < 0.5:
                size = dice.randrange(4, min(end - begin, 18))
                begin = dice.choice([begin, end - size, dice.randrange(begin, end - size + 1)])
                return begin, begin + size
            if end - begin < 8 and dice.random() < 0.4 and index.places[number][1] > 1:
                begin = index.starts[number - 1]
            if 4 <= end - begin <= 80:
                return begin, end

    def altered(self, words: list[str], short: bool) -> tuple[list[str], str]:
        """Return the words made wrong, and in which way."""
        dice = self.dice
        if short:
            words = list(words)
            words[dice.randrange(len(words))] = dice.choice(self.vocabulary)
            return words, "short change"
        ways = [self.change, self.change, self.drop, self.insert, self.turn, self.garble, self.edge]
        ways += [self.negate, self.run_together, self.tail, self.make_up, self.several]
        name, out = dice.choice(ways)(list(words))
        return (out, name) if out != words else (self.change(list(words))[1], "change")

    def change(self, words: list[str]) -> tuple[str, list[str]]:
        words[self.dice.randrange(1, len(words) - 1)] = self.dice.choice(self.vocabulary)
        return "change", words

    def several(self, words: list[str]) -> tuple[str, list[str]]:
        for _ in range(max(2, len(words) // 4)):
            self.change(words)
        return "several", words

    def drop(self, words: list[str]) -> tuple[str, list[str]]:
        at = self.dice.randrange(1, len(words) - 1)
        del words[at : min(at + self.dice.randrange(1, 4), len(words) - 1)]
        return "drop", words

    def insert(self, words: list[str]) -> tuple[str, list[str]]:
        words.insert(self.dice.randrange(1, len(words)), self.dice.choice(self.vocabulary))
        return "insert", words

    def turn(self, words: list[str]) -> tuple[str, list[str]]:
        at = self.dice.randrange(1, len(words))
        words[at - 1], words[at] = words[at], words[at - 1]
        return "turn", words

    def garble(self, words: list[str]) -> tuple[str, list[str]]:
        at = max(range(len(words)), key=lambda i: (len(words[i]), i))
        letters = [i for i, c in enumerate(words[at]) if c in LETTERS]
        letter = self.dice.choice(letters or [0])
        new = self.dice.choice([x for x in LETTERS if x != words[at][letter]])
        words[at] = words[at][:letter] + new + words[at][letter + 1 :]
        return "garble", words

    def edge(self, words: list[str]) -> tuple[str, list[str]]:
        words[self.dice.choice([0, -1])] = self.dice.choice(self.vocabulary)
        return "edge", words

    def negate(self, words: list[str]) -> tuple[str, list[str]]:
        at = next((i for i, w in enumerate(words) if w in NEGATIVES and 0 < i < len(words) - 1), None)
        if at is not None:
            del words[at]
        else:
            words.insert(self.dice.randrange(1, len(words)), "لا")
        return "negation", words

    def run_together(self, words: list[str]) -> tuple[str, list[str]]:
        first, last = self.stretch(False)
        return "run together", words[: max(3, len(words) // 2)] + self.index.shown[first:last][-6:]

    def tail(self, words: list[str]) -> tuple[str, list[str]]:
        keep = max(3, len(words) * 2 // 3)
        return "tail", words[:keep] + [self.dice.choice(self.vocabulary) for _ in words[keep:]]

    def make_up(self, words: list[str]) -> tuple[str, list[str]]:
        return "made up", self.dice.choice(self.lines["made up"]).split()

    def respelt(self, words: list[str]) -> list[str]:
        """Return the words without hamzas, or with other everyday spellings."""
        swaps = self.dice.choice(["أا", "إا", "ةه", "ىي", "آا"])
        return [w.replace(swaps[0], swaps[1]) for w in words]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Return the share that two stretches have in common (dice)."""
    common = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return 2 * common / max(1, a[1] - a[0] + b[1] - b[0])


def letters(text: str, span: tuple[int, int]) -> set[int]:
    """Return the places of a span's letters."""
    return {i for i in range(*span) if text[i].isalpha()}


def f1(hits: int, given: int, gold: int) -> str:
    precision, recall = hits / max(1, given), hits / max(1, gold)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * hits / max(1, given + gold):.3f}"


def measure(maker: Maker, library: Library, texts: int, errors: int, kind: str) -> None:
    ways: dict[str, Score] = defaultdict(Score)
    total, given = Score(), 0
    echoes = heard = 0
    marked = marked_gold = marked_given = 0
    for _ in range(texts):
        made = maker.text()
        text = made.text
        found = [r for r in scripture.find(Doc(text), library) if r.work == "quran"]
        echoing = made.echoes(maker.lines["echo"])
        heard += sum(any(overlap(r.span, e) for r in found) for e in echoing)
        echoes += len(echoing)
        found = [r for r in found if not any(overlap(r.span, e) for e in echoing)]
        given += len(found)
        a = {i for label in made.labels for i in letters(text, (label.start, label.end))}
        b = {i for r in found for i in letters(text, r.span)}
        marked, marked_gold, marked_given = marked + len(a & b), marked_gold + len(a), marked_given + len(b)
        for label in made.labels:
            place = (label.start, label.end)
            best = max(found, key=lambda r: overlap(r.span, place), default=None)
            hit = best is not None and overlap(best.span, place) >= 0.5
            exact = hit and best is not None and letters(text, best.span) == letters(text, place)
            good = hit and best is not None and (best.verdict in ("exact", "variant")) == label.right
            if best is not None and best.verdict == "wrong_reference":
                good = hit and label.right
            for score in (total, ways["way " + label.way], ways["change " + label.change]):
                score.gold += 1
                score.found += hit
                score.exact += exact
                score.judged += hit
                score.right += good
            fault = "missed" if not hit else "verdict" if not good else "" if exact else "edges"
            if fault and errors > 0 and kind in ("", fault, label.way, label.change):
                errors -= 1
                around = text[max(0, label.start - 60) : label.end + 40].replace("\n", "⏎")
                print(f"{fault} [{label.way}, {label.change}] {around}")
                if best is not None and hit:
                    print(
                        "    →", best.verdict, repr(text[slice(*best.span)]), best.differences[:2], best.why
                    )
        for r in found:
            right = any(overlap(r.span, (x.start, x.end)) >= 0.5 for x in made.labels)
            if errors > 0 and kind in ("", "false") and not right:
                errors -= 1
                around = text[max(0, r.span[0] - 60) : r.span[1] + 30].replace("\n", "⏎")
                print("false", repr(text[slice(*r.span)]), "|", r.why, "|", around)
    print(f"{texts} texts, {total.gold} quotations")
    print(f"  spans, by half    {f1(total.found, given, total.gold)}")
    print(f"  spans, exact      {f1(total.exact, given, total.gold)}")
    print(f"  letters           {f1(marked, marked_given, marked_gold)}")
    print(f"  verdict           {total.right / max(1, total.judged):.3f} of {total.judged}")
    print(f"  echoes            {heard} of {echoes} reported (they count neither way)")
    for name, score in sorted(ways.items(), key=lambda kv: (kv[0].split()[0], kv[1].right / kv[1].gold)):
        print(
            f"    {name:28} {score.gold:5}  found {score.found / score.gold:.2f}"
            f"  exact {score.exact / score.gold:.2f}  verdict {score.right / max(1, score.judged):.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--kind", default="")
    parser.add_argument("--late", action="store_true", help="templates that were written after the rules")
    options = parser.parse_args()
    library = Library(installed_texts())
    index = library.quran
    if index is None:
        raise SystemExit("no Qur'an installed: pip install testimonia[quran]")
    lines = read_lines("scripture_late.txt" if options.late else "scripture_stress.txt")
    measure(
        Maker(index, lines, random.Random(options.seed)), library, options.texts, options.errors, options.kind
    )


if __name__ == "__main__":
    main()
