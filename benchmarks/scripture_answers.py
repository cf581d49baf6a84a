"""Measure quotations of the Qur'an in a hundred answers as chat programs write them.

    python benchmarks/scripture_answers.py [--set 1] [--seed 1] [--times 4] [--errors 20] [--show 2]

``data/scripture_answers_N.txt`` holds answers with places for verses, references and sayings; every verse
comes from the installed text (``pip install testimonia[quran]``). Each answer is rendered several times by
dice: marks (ornate, quotation marks, brackets, asterisks, none), references, spelling (everyday, vowelled,
Uthmani, partly vowelled, without hamzas), several verses in one pair of marks. About a quarter is wrong as a
language model errs (``scripture_answers_errors.py``). Sayings of the Prophet and of scholars stand in the
same marks and count against the program where it takes them for verses.

Right and wrong are told by the letters alone, by a folding of this script's own. Printed are spans that share
half their letters with the quotation, the longer of both counted (``half``), spans with its very letters
(``exact``), letters, and right words told from wrong ones. The sets differ in answers, marks, references and
errors; the program was mended with what the first showed, then the second, then the third. The fourth, about
single phrases of a verse, was written last."""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scripture_answers_errors import Errors, Quran, letters_alone
from scripture_answers_sets import SETS, Choices, Marks
from testimonia.finding import scripture
from testimonia.finding.scripture_library import Library
from testimonia.finding.scripture_names import surahs
from testimonia.finding.scripture_texts import packaged_quran
from testimonia.language.doc import Doc

HERE = Path(__file__).parent
FAULTS = {"found": "missed", "good": "verdict", "exact": "edges"}
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
VOWELS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
# Marks of the Medina print for the plain vowel signs.
PLAIN_MARKS = {
    "\u06e1": "\u0652", "\u08f0": "\u064b", "\u08f1": "\u064c", "\u08f2": "\u064d",
    "\u0657": "\u064b", "\u065e": "\u064c", "\u0656": "\u064d",
}  # fmt: skip
LOOSE = {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ئ": "ء", "ؤ": "ء"}
SLOT = re.compile(r"(\[\[.*?\]\]|<<.*?>>|\{\{.*?\}\})")
Verse = tuple[list[str], list[str]]


@dataclass
class Label:
    start: int
    end: int
    right: bool
    way: str
    mark: str


@dataclass
class Answer:
    text: str = ""
    labels: list[Label] = field(default_factory=list)


def vowelled(plain: str, uthmani: str) -> str:
    """Return an everyday word with the vowel signs of its Uthmani spelling."""
    units: list[list[str]] = []
    for character in uthmani:
        character = PLAIN_MARKS.get(character, character)
        if character in VOWELS:
            if units:
                units[-1][1] += character
        elif unicodedata.category(character)[0] == "L" and character not in "\u06e5\u06e6":
            units.append([{"ٱ": "ا", "ی": "ي"}.get(character, character), ""])
        elif character == "\u0670":
            units.append(["ا", ""])
    out, begin = [], 0
    for character in plain:
        near = range(begin, min(len(units), begin + 3))
        wanted = LOOSE.get(character, character)
        found = next((k for k in near if LOOSE.get(units[k][0], units[k][0]) == wanted), None)
        out.append(character + (units[found][1] if found is not None else ""))
        begin = begin if found is None else found + 1
    return "".join(out)


class Renderer:
    """Renders one answer by dice; marks, spelling and form of reference mostly stay the same within it."""

    def __init__(self, quran: Quran, choices: Choices, dice: random.Random) -> None:
        self.quran, self.choices, self.dice = quran, choices, dice
        self.errors = Errors(quran, dice)

    def render(self, template: str) -> Answer:
        dice = self.dice
        self.marks = dice.choice(self.choices.marks)
        self.spelling = dice.choice(self.choices.spellings)
        self.sayings = dice.choice(self.choices.sayings)
        self.bare = dice.random() < 0.15
        self.form = dice.random()
        out = Answer()
        for piece in SLOT.split(template):
            if piece.startswith("<<"):
                self.reference(out, piece[2:-2])
            elif piece.startswith("{{"):
                ornate = self.marks[0].strip(" *") in ("﴿", "﴾")
                marks = self.sayings if dice.random() < 0.7 or ornate else self.marks
                out.text += marks[0] + piece[2:-2] + marks[1]
            elif piece.startswith("[["):
                self.quotation(out, piece[2:-2])
            else:
                out.text += piece
        return out

    def reference(self, out: Answer, place: str) -> None:
        """Add a reference, left out one time in ten, wrong one time in seventeen."""
        dice = self.dice
        surah, _, ayat = place.partition(":")
        first, _, last = ayat.partition("-")
        a, b = int(first), int(last or first)
        if self.bare or dice.random() < 0.1:
            out.text = out.text.rstrip(" ")
            return
        if dice.random() < 0.06:
            a = b = dice.randrange(1, surahs()[int(surah)].verses + 1)
        form = random.Random(self.form if dice.random() < 0.8 else dice.random())
        verses = str(a) if a == b else f"{a}{form.choice(self.choices.dashes)}{b}"
        if form.random() < 0.3:
            verses = verses.translate(DIGITS)
        known = surahs()[int(surah)]
        template = form.choice(self.choices.references)
        out.text += template.format(name=known.arabic, latin=known.name, number=surah, verses=verses)

    def quotation(self, out: Answer, slot: str) -> None:
        """Add a quotation with its label."""
        dice = self.dice
        marks = self.marks if dice.random() < 0.75 else dice.choice(self.choices.marks)
        if slot.startswith("!"):
            marks = marks if marks[0] else ('"', '"')
            self.put(out, slot[1:], marks, "invented", False)
            return
        if slot.startswith("~"):
            marks = ("", "")
        verses = self.verses(slot.lstrip("~"))
        way = "none"
        if dice.random() < self.choices.wrong and sum(len(w) for w, _ in verses) >= 5:
            at = max(range(len(verses)), key=lambda i: len(verses[i][0]))
            if len(verses[at][0]) >= 4:
                way = dice.choice(self.choices.ways)
                verses[at] = self.altered(verses[at], way)
        joint = dice.choice(self.choices.joints)
        shown = ""
        for number, (words, uthmani) in enumerate(verses):
            shown += joint.replace("{n}", str(number).translate(DIGITS)) if number else ""
            shown += " ".join(self.spelt(words, uthmani))
        right = letters_alone("".join("".join(words) for words, _ in verses)) in self.quran.letters
        self.put(out, shown, marks, way, right)

    def put(self, out: Answer, shown: str, marks: Marks, way: str, right: bool) -> None:
        out.text += marks[0]
        out.labels.append(Label(len(out.text), len(out.text) + len(shown), right, way, marks[0]))
        out.text += shown + marks[1]

    def verses(self, slot: str) -> list[Verse]:
        """Return the verses of "2:255", "103:1-3", or the head, middle or tail of one: "2:255#h"."""
        place, _, part = slot.partition("#")
        surah, _, ayat = place.partition(":")
        first, _, last = ayat.partition("-")
        verses = [self.quran.verses[int(surah), n] for n in range(int(first), int(last or first) + 1)]
        words, uthmani = verses[0]
        if len(verses) == 1 and part and len(words) > 6:
            size = self.dice.randrange(4, min(len(words), 16))
            rest = len(words) - size
            at = {"h": 0, "t": rest, "m": self.dice.randrange(0, rest + 1)}[part]
            alike = len(uthmani) == len(words)
            return [(words[at : at + size], (uthmani if alike else words)[at : at + size])]
        return verses

    def altered(self, verse: Verse, way: str) -> Verse:
        words, uthmani = verse
        change: Callable[[list[str]], list[str]] = getattr(self.errors, way)
        other = change(list(words))
        known = dict(zip(words, uthmani, strict=True)) if len(words) == len(uthmani) else {}
        return other, [known.get(word, word) for word in other]

    def spelt(self, words: list[str], uthmani: list[str]) -> list[str]:
        if self.spelling == "everyday":
            return words
        if self.spelling == "uthmani":
            return uthmani
        if self.spelling == "without hamzas":
            return [re.sub("[أإ]", "ا", word) for word in words]
        alike = len(words) == len(uthmani)
        out = [vowelled(a, b) for a, b in zip(words, uthmani, strict=True)] if alike else words
        if self.spelling == "vowelled in part":
            out = ["".join(c for c in w if c not in VOWELS or self.dice.random() < 0.35) for w in out]
        return out


# --- measuring ------------------------------------------------------------------------------------


def letters(text: str, start: int, end: int) -> set[int]:
    return {at for at in range(start, end) if text[at].isalpha()}


def measure(answers: Sequence[Answer], library: Library, errors: int) -> None:
    total: Counter[str] = Counter()
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for answer in answers:
        text = answer.text
        found = [r for r in scripture.find(Doc(text), library) if r.work == "quran" and r.language == "ar"]
        places = [letters(text, *r.span) for r in found]
        gold = [letters(text, label.start, label.end) for label in answer.labels]
        total["given"] += len(found)
        here, there = set().union(*gold), set().union(*places)
        total.update(letters=len(here & there), letters_gold=len(here), letters_given=len(there))
        used: set[int] = set()
        for label, place in zip(answer.labels, gold, strict=True):
            shares = {
                n: len(place & p) / max(len(place), len(p), 1) for n, p in enumerate(places) if n not in used
            }
            best = max(shares, key=lambda n: (shares[n], -n), default=-1)
            hit = best >= 0 and shares[best] >= 0.5
            counts = Counter(n=1)
            if hit:
                used.add(best)
                right = found[best].verdict in ("exact", "variant", "wrong_reference")
                counts.update(found=1, exact=places[best] == place, good=right == label.right)
            for counter in (total, ways["change " + label.way], ways["mark " + label.mark]):
                counter.update(counts)
            fault = (
                "missed"
                if not hit
                else "verdict"
                if not counts["good"]
                else "edges"
                if not counts["exact"]
                else ""
            )
            if fault and errors > 0:
                errors -= 1
                said = f"{found[best].verdict} {text[slice(*found[best].span)]!r}" if hit else ""
                print(f"{fault} [{label.way}] {text[max(0, label.start - 50) : label.end + 30]!r} → {said}")
        for n, row in enumerate(found):
            if n not in used and errors > 0:
                errors -= 1
                print("false", repr(text[max(0, row.span[0] - 40) : row.span[1] + 20]), "|", row.why)
    report(len(answers), total, ways)


def report(answers: int, total: Counter[str], ways: dict[str, Counter[str]]) -> None:
    print(f"{answers} answers, {total['n']} quotations")
    print("  spans, half   ", figures(total["found"], total["given"], total["n"]))
    print("  spans, exact  ", figures(total["exact"], total["given"], total["n"]))
    print("  letters       ", figures(total["letters"], total["letters_given"], total["letters_gold"]))
    print(f"  verdict        {total['good'] / max(1, total['found']):.3f} of {total['found']}")
    for name, counts in sorted(ways.items()):
        shares = [f"{key} {counts[key] / counts['n']:.2f}" for key in ("found", "exact")]
        good = counts["good"] / max(1, counts["found"])
        print(f"    {name:24} {counts['n']:5}  {'  '.join(shares)}  verdict {good:.2f}")


def figures(hits: int, given: int, gold: int) -> str:
    return (
        f"P {hits / max(1, given):.3f}  R {hits / max(1, gold):.3f}  F1 {2 * hits / max(1, given + gold):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--set", type=int, choices=sorted(SETS), default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--times", type=int, default=0, help="renderings of each answer; else as many as make 150"
    )
    parser.add_argument("--errors", type=int, default=0, help="print so many errors")
    parser.add_argument("--show", type=int, default=0, help="print so many answers, measure nothing")
    options = parser.parse_args()
    text = packaged_quran()
    if text is None:
        raise SystemExit("no Qur'an installed: pip install testimonia[quran]")
    raw = (HERE / "data" / f"scripture_answers_{options.set}.txt").read_text(encoding="utf-8")
    templates = [piece.strip() + "\n" for piece in raw.split("====")]
    renderer = Renderer(Quran(text), SETS[options.set], random.Random(options.seed))
    times = options.times or -(-150 // len(templates))
    answers = [renderer.render(template) for template in templates for _ in range(times)]
    for answer in answers[: options.show]:
        print(answer.text)
        for label in answer.labels:
            said = "right" if label.right else "wrong"
            print(f"  {said} ({label.way}): {answer.text[label.start : label.end]}")
    if not options.show:
        measure(answers, Library([text]), options.errors)


if __name__ == "__main__":
    main()
