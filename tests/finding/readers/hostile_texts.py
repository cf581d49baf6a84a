"""Texts made to break a reader: name → what makes one of a given length, in code points."""

from __future__ import annotations

import random
from collections.abc import Callable

_WORDS = (
    "the mayor of Marn said that harbour was closed and he denied it would reopen while envoy told reporters "
    "the council had agreed to pay"
).split()
_ARABIC = (
    "قال الوزير إن الميناء سيبقى مغلقا حتى إشعار آخر وأضاف «لن نترك الرصيف» "
    "وأكدت الوكالة أن القوات انسحبت من المدينة. "
)


def prose(size: int) -> str:
    """Return sentences of words of speech in no sensible order, some of them quoted."""
    drawn = random.Random(0)
    out, length = [], 0
    while length < size:
        sentence = " ".join(drawn.choice(_WORDS) for _ in range(drawn.randint(8, 20))).capitalize() + ". "
        if drawn.random() < 0.2:
            sentence = f"“{sentence.strip()}” he said. "
        if drawn.random() < 0.15:
            sentence += "\n"
        out.append(sentence)
        length += len(sentence)
    return "".join(out)[:size]


def repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


TEXTS: dict[str, Callable[[int], str]] = {
    "nested marks": lambda size: "“" * (size // 2) + " said word " + "”" * (size // 2),
    "nested marks of two kinds": lambda size: "“‘" * (size // 4) + " said word " + "’”" * (size // 4),
    "straight marks": repeated('" '),
    "a quotation never closed": lambda size: "“" + prose(size),
    "capitals": lambda size: prose(size).upper(),
    "no punctuation": lambda size: "".join(
        letter for letter in prose(size) if letter.isalpha() or letter == " "
    ),
    "only Arabic": repeated(_ARABIC),
    "emoji": repeated("🙂 said 🔥 that 👩‍👩‍👧 . "),
    "right-to-left marks": lambda size: "\u202e" + "".join(f"{letter}\u200f" for letter in prose(size // 2)),
    "half characters": repeated("Ash said \ud800that rain\udfff comes. "),
    "one word": lambda size: "a" * size,
    "one line": lambda size: prose(size).replace("\n", " "),
    "nothing but cues": repeated("said "),
    "he said that he said that": repeated("he said that "),
    "nested brackets": lambda size: "(" * (size // 2) + " Reuters " + ")" * (size // 2),
    "lines of one letter": repeated("a\n"),
    "white space": repeated(" \t\u00a0\u2028"),
    "zero bytes": repeated("Ash said\x00 that rain\x00. "),
}
