"""The reference texts at hand, made ready for comparison when they are first needed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property

from testimonia.finding.scripture_files import ScriptureText
from testimonia.finding.scripture_index import ArabicIndex, FoldedText
from testimonia.finding.scripture_texts import installed_texts
from testimonia.model import Work


class Library:
    """Reference texts: of the Qur'an in Arabic the first one given counts, of all others each."""

    def __init__(self, texts: Iterable[ScriptureText] = ()) -> None:
        self.texts = tuple(texts)

    @cached_property
    def quran(self) -> ArabicIndex | None:
        """The Qur'an in Arabic, or None."""
        return next((ArabicIndex(t) for t in self.texts if t.work == "quran" and t.language == "ar"), None)

    @cached_property
    def _folded(self) -> list[FoldedText]:
        return [FoldedText(t) for t in self.texts if not (t.work == "quran" and t.language == "ar")]

    def others(self, work: Work, arabic: bool) -> list[FoldedText]:
        """Return translations of the Qur'an, Bibles or collections of hadith, in Arabic or not."""
        if not any(t.work == work and (t.language == "ar") == arabic for t in self.texts):
            return []
        return [f for f in self._folded if f.text.work == work and (f.text.language == "ar") == arabic]


@cache
def installed_library() -> Library:
    """Return the library of the texts that are installed; the same one throughout a process."""
    return Library(installed_texts())
