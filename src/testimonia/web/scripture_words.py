"""How quotations of scripture are told in words."""

from __future__ import annotations

from typing import Any

from testimonia.web.queries import quotations
from testimonia.writing.quotation import direction

WORKS = {"quran": "Qur’an", "hadith": "Hadith", "bible": "Bible", "formula": "Formula"}
LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French",
    "he": "Hebrew", "id": "Indonesian", "ru": "Russian", "tr": "Turkish", "ur": "Urdu",
}  # fmt: skip


def place(reference: str | None) -> str:
    """Return a reference as a reader writes it: ``quran 94:5`` as Qur’an 94:5."""
    work, _, rest = (reference or "").partition(" ")
    return f"{WORKS.get(work, work)} {rest}".strip()


def in_words() -> dict[str, Any]:
    """Return what the pieces of the pages of scripture are worded by."""
    return {
        "place": place,
        "works": WORKS,
        "languages": LANGUAGES,
        "direction": direction,
        "quoted_part": quoted_part,
    }


def quoted_part(side: quotations.Side) -> str:
    """Return in words how much of a verse is quoted, "" where that is not known."""
    before, after = side.left_out
    if not side.compared or side.record.work == "formula":
        return ""
    whole = "narration" if side.record.work == "hadith" else "verse"
    told = {
        (False, False): f"Quoted from the beginning of the {whole} to its end.",
        (False, True): f"The beginning of the {whole} is quoted; {_counted(after)} after it not.",
        (True, False): f"The end of the {whole} is quoted; {_counted(before)} before it not.",
        (True, True): f"The middle of the {whole} is quoted; {_counted(before)} before it"
        f" and {_counted(after)} after it not.",
    }
    return told[bool(before), bool(after)]


def _counted(number: int) -> str:
    return f"{number} word" if number == 1 else f"{number} words"
