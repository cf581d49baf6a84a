"""Word pieces: any word as pieces of a fixed inventory, by greedy longest match.

After WordPiece (Schuster and Nakajima, ICASSP 2012; Devlin et al., NAACL 2019, uncased form). Pieces that
continue a word are written ``##ing``. A word of which some stretch fits no piece has none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

_LONGEST_WORD = 40


def fold(word: str) -> str:
    """Return a word in small letters without accents, as the inventory is written."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")


def cut(word: str, inventory: Mapping[str, int]) -> list[int]:
    """Return the numbers of the pieces of one word, or an empty list where it cannot be cut."""
    word = fold(word[:_LONGEST_WORD])
    pieces: list[int] = []
    at = 0
    while at < len(word):
        for end in range(len(word), at, -1):
            number = inventory.get(word[at:end] if at == 0 else "##" + word[at:end])
            if number is not None:
                pieces.append(number)
                at = end
                break
        else:
            return []
    return pieces
