"""What the sets of ``scripture_answers.py`` choose from: marks, references, spellings, ways to be wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace

Marks = tuple[str, str]


@dataclass(frozen=True)
class Choices:
    """What one set chooses from; what stands twice is chosen twice as often."""

    marks: tuple[Marks, ...]
    references: tuple[str, ...]
    joints: tuple[str, ...]
    spellings: tuple[str, ...]
    ways: tuple[str, ...]
    wrong: float
    dashes: tuple[str, ...] = ("-",)
    sayings: tuple[Marks, ...] = (('"', '"'), ("«", "»"), ("“", "”"), ("(", ")"), ('**"', '"**'), ("«", "»"))


def marks(line: str) -> tuple[Marks, ...]:
    """Read marks written round a word: "﴿x﴾ «x»"; a middle dot is a space, x alone is none."""
    pairs = (piece.replace("·", " ").partition("x") for piece in line.split())
    return tuple((before, after) for before, _, after in pairs)


def spelt(everyday: int, vowelled: int, uthmani: int, in_part: int, without_hamzas: int) -> tuple[str, ...]:
    return (
        *["everyday"] * everyday,
        *["vowelled"] * vowelled,
        *["uthmani"] * uthmani,
        *["vowelled in part"] * in_part,
        *["without hamzas"] * without_hamzas,
    )


FIRST = Choices(
    marks=marks('﴿x﴾ ﴿·x·﴾ "x" "x" «x» {x} (x) “x” **"x"** **﴿x﴾** **x** x ﴾x﴿ *x* \'x\' ((x))'),
    references=(
        "[{name}: {verses}]", "({name}: {verses})", "(سورة {name}، الآية {verses})",
        "[سورة {name}: {verses}]", "(سورة {name}: {verses})", "({name}، {verses})",
        "[{name}/{verses}]", "- سورة {name}، الآية {verses}",
        "(سورة {name}، آية {verses})", "**(سورة {name}: {verses})**", "({number}:{verses})",
    ),
    joints=(" * ", " ({n}) ", " ۝ ", " ﴿{n}﴾ ", "، ", " "),
    spellings=spelt(9, 6, 2, 3, 2),
    ways=tuple(
        "mixup mixup drop drop synonym synonym inflection insertion ending merge swap several".split()
    ),
    wrong=0.27,
)  # fmt: skip
SECOND = Choices(
    marks=marks('﴿x﴾ ﴿x﴾ {·x·} «·x·» “x” "x" __x__ ***x*** ‹x› x [x] "﴿x﴾" «﴿x﴾» `x` ﴿﴿x﴾﴾ ‘x’ <x> {{x}} "x'),
    references=(
        "({name}:{verses})", "[{name} : {verses}]", "(الآية {verses} من سورة {name})", "«{name}: {verses}»",
        "– {name} {verses}", "[سورة {name} الآية: {verses}]", "(سورة {name} / {verses})",
        "— [{name}، {verses}]", "_({name}: {verses})_",
        "(Quran {number}:{verses})", "{name}: {verses}", "[{number}:{verses}]",
    ),
    joints=(" ۝{n} ", " ({n}) ", ". ", " , ", " / ", " - ", " [{n}] ", " "),
    spellings=spelt(6, 7, 3, 4, 1),
    ways=(
        *"lastword firstword repeat paraphrase jump neighbour neighbour garble".split(),
        *"drop synonym mixup insertion".split(),
    ),
    wrong=0.3,
    dashes=("-", " - ", "–"),
)  # fmt: skip
THIRD = Choices(
    marks=marks(
        '﴿x﴾ ﴿x﴾ ﴿x﴾ ﴿x﴾ ﴿x﴾ "x" "x" "x" "x" {x} {x} {x} «x» «x» **﴿x﴾** **"x"** **x** (x) ﴿·x·﴾ x'
        ' “x” [x] *﴿x﴾* ({x}) *"x"* ﴿**x**﴾ <b>x</b> \u200f"x"\u200f'
    ),
    references=(
        "[{name}: {verses}]", "({name}: {verses})", "[سورة {name}: {verses}]", "(سورة {name}: آية {verses})",
        "(سورة {name}، الآية: {verses})", "[{name}:{verses}]", "**[{name}: {verses}]**", "({name} {verses})",
        "(سورة {name} - الآية {verses})", "سورة {name} آية {verses}", "[{name}، الآية {verses}]",
        "(Surah {latin}: {verses})",
    ),
    joints=(" ", " ", " ﴿{n}﴾ ", " ({n}) ", " * ", "، ", "\n", " ۝ ", " "),
    spellings=spelt(8, 8, 3, 2, 1),
    ways=(
        *"tailmix tailmix pronoun conjunction dropend drop drop synonym synonym".split(),
        *"insertion merge several".split(),
    ),
    wrong=0.27,
)  # fmt: skip
FOURTH = replace(THIRD, marks=(*THIRD.marks[:15], *marks("“x” [x]")))
SETS = {1: FIRST, 2: SECOND, 3: THIRD, 4: FOURTH}
