"""Judge quotations of translations: altered ones by their own text, true ones by another's.

    python benchmarks/scripture_translations.py FILE FILE [FILE ...] [--verses 300] [--seed 1]

Each FILE is a translation of the Qur'an as ``testimonia scripture add`` reads it. Three things are printed.
*Own*: verses of the first file as they stand and altered (a word changed, dropped, a negation lost or
added), judged by that file. *Other*: true verses of the other files, judged by the first alone; none of them
is corrupted, and what is called so is an error. *Sides*: every verse of every file beside the installed
Arabic; a negation at odds is an error, since the translations are true."""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from testimonia.finding.scripture_files import ScriptureText, read_text_file
from testimonia.finding.scripture_judging import judge
from testimonia.finding.scripture_library import Library, installed_library
from testimonia.finding.scripture_polarity import contradiction, is_negation
from testimonia.finding.scripture_reference import Reference


def reference(place: str) -> Reference:
    surah, verse = map(int, place.split(":"))
    return Reference(span=(0, 0), work="quran", key=f"quran {place}", parts=((surah, verse, verse),))


def altered(verse: str, dice: random.Random) -> list[tuple[str, str]]:
    """Return (way, words) for each way in which a verse can be made wrong."""
    words = verse.split()
    if len(words) < 8:
        return []
    at = dice.randrange(1, len(words) - 1)
    out = [
        ("changed", " ".join([*words[:at], "lanterns", *words[at + 1 :]])),
        ("dropped", " ".join([*words[:at], *words[at + 1 :]])),
    ]
    negation = next((i for i, w in enumerate(words) if is_negation(w.lower().strip(".,;"))), None)
    if negation:
        out.append(("negation lost", " ".join([*words[:negation], *words[negation + 1 :]])))
    else:
        out.append(("negation added", " ".join([*words[:at], "not", *words[at:]])))
    return out


def measure_own(text: ScriptureText, sample: list[tuple[str, str]], dice: random.Random) -> None:
    library, told = Library([text]), Counter[tuple[str, str]]()
    for place, verse in sample:
        for way, words in [("as it stands", verse), *altered(verse, dice)]:
            found = judge(words, (0, len(words)), "quran", False, reference(place), library)
            named = any(d.kind.startswith("negation") for d in found.differences)
            told[way, "all"] += 1
            told[way, found.verdict] += 1
            told[way, "named"] += named
    print(f"own: {text.name}")
    for way in ("as it stands", "changed", "dropped", "negation lost", "negation added"):
        verdicts = ", ".join(f"{v} {told[way, v]}" for v in ("exact", "variant", "corrupted", "unverified"))
        print(f"  {way:15} {told[way, 'all']:5}  {verdicts}  negation named {told[way, 'named']}")


def measure_other(text: ScriptureText, other: ScriptureText, numbers: list[int]) -> None:
    told = Counter[str]()
    for number in numbers:
        place, verse = other.verses[number]
        told[judge(verse, (0, len(verse)), "quran", False, reference(place), Library([text])).verdict] += 1
    print(f"other: {other.name} by {text.name}  " + ", ".join(f"{v} {n}" for v, n in sorted(told.items())))


def measure_sides(texts: list[ScriptureText]) -> None:
    index = installed_library().quran
    if index is None:
        print("sides: no Qur'an installed: pip install testimonia[quran]")
        return
    arabic = dict(index.text.verses)
    for text in texts:
        told = Counter[str]()
        for place, verse in text.verses:
            found = contradiction(arabic.get(place, ""), verse)
            told[found.side if found else "none"] += 1
        flagged = told["ar"] + told["en"]
        print(
            f"sides: {text.name}  {flagged} of {len(text.verses)} flagged ({flagged / len(text.verses):.2%})"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--verses", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    texts = [read_text_file(file.read_bytes(), file.stem) for file in options.files]
    dice = random.Random(options.seed)
    numbers = dice.sample(range(len(texts[0].verses)), options.verses)
    measure_own(texts[0], [texts[0].verses[n] for n in numbers], dice)
    for other in texts[1:]:
        measure_other(texts[0], other, numbers)
    measure_sides(texts)


if __name__ == "__main__":
    main()
