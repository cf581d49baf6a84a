"""The script of a text (ISO 15924), told by a census of its letters.

The first letters of a paragraph are enough: the census reads at most :data:`SAMPLE` code points. Scripts that
one language has to itself name that language; the others are shared (:data:`SHARED`).
"""

from __future__ import annotations

import re

SAMPLE = 300

# Script, a character class of its letters, the one language that uses it ("" where several do), an example.
SCRIPTS: tuple[tuple[str, str, str, str], ...] = (
    (
        "Latn",
        r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0250-\u02af\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a",
        "",
        "The council met",
    ),
    (
        "Arab",
        r"\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c7\ufb50-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc",
        "",
        "اجتمع المجلس",
    ),
    ("Cyrl", r"\u0400-\u0481\u048a-\u052f", "", "Совет собрался"),
    ("Hebr", r"\u05d0-\u05ea\u05ef-\u05f2\ufb1d-\ufb4f", "he", "המועצה התכנסה"),
    ("Grek", r"\u0370-\u03e1\u1f00-\u1ffe", "el", "Το συμβούλιο"),
    ("Armn", r"\u0531-\u0556\u0560-\u0588", "hy", "խորհուրդը"),
    ("Geor", r"\u10a0-\u10ff\u1c90-\u1cbf", "ka", "საბჭო"),
    ("Hang", r"\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f", "ko", "의회가"),
    ("Kana", r"\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d", "ja", "ひらがな"),
    ("Hani", r"\u4e00-\u9fff\u3400-\u4dbf", "zh", "议会"),
    ("Thai", r"\u0e01-\u0e4e", "th", "สภา"),
    ("Deva", r"\u0900-\u0963", "", "परिषद"),
    ("Beng", r"\u0980-\u09e3", "", "পরিষদ"),
    ("Ethi", r"\u1200-\u135a", "", "ምክር ቤት"),
    ("Syrc", r"\u0710-\u072c", "syr", "ܩܪܝܬܐ"),
    ("Thaa", r"\u0780-\u07b1", "dv", "މަޖިލިސް"),
    ("Guru", r"\u0a05-\u0a39", "pa", "ਸਭਾ"),
    ("Gujr", r"\u0a85-\u0ab9", "gu", "સભા"),
    ("Taml", r"\u0b85-\u0bb9", "ta", "சபை"),
    ("Telu", r"\u0c05-\u0c39", "te", "సభ"),
    ("Knda", r"\u0c85-\u0cb9", "kn", "ಸಭೆ"),
    ("Mlym", r"\u0d05-\u0d39", "ml", "സഭ"),
    ("Sinh", r"\u0d85-\u0dc6", "si", "සභාව"),
    ("Laoo", r"\u0e81-\u0eae", "lo", "ສະພາ"),
    ("Khmr", r"\u1780-\u17b3", "km", "សភា"),
    ("Mymr", r"\u1000-\u102a", "my", "လွှတ်တော်"),
    ("Tibt", r"\u0f40-\u0f6c", "bo", "གྲོས"),
    ("Tfng", r"\u2d30-\u2d67", "ber", "ⴰⴳⵔⴰⵡ"),
)

LANGUAGE_OF_SCRIPT = {code: language for code, _, language, _ in SCRIPTS if language}
SHARED = frozenset(code for code, _, language, _ in SCRIPTS if not language)

_RUNS = re.compile("|".join(f"(?P<{code}>[{letters}]+)" for code, letters, _, _ in SCRIPTS))
_NOT_PLAIN = re.compile(r"[^\x00-\x7f\u00a0-\u00bf\u2000-\u206f]")
_LATIN = re.compile(r"[A-Za-z]")


def find_script(text: str) -> str:
    """Return the script that most letters of a text stand in; ``Zyyy`` where it holds no letters.

    Japanese is told from Chinese by its syllables: a text with any share of kana above a tenth is ``Jpan``.
    """
    sample = text[:SAMPLE]
    if not _NOT_PLAIN.search(sample):
        return "Latn" if _LATIN.search(sample) else _later(text)
    counts: dict[str, int] = {}
    for match in _RUNS.finditer(sample):
        code = match.lastgroup or ""
        counts[code] = counts.get(code, 0) + match.end() - match.start()
    if not counts:
        return _later(text)
    kana = counts.pop("Kana", 0)
    han = counts.get("Hani", 0)
    if kana and kana * 10 >= han + kana:
        counts["Jpan"] = kana + counts.pop("Hani", 0)
    return max(sorted(counts), key=counts.__getitem__)


def _later(text: str) -> str:
    """Return the script of the first letters after a head without any (a long table of figures)."""
    if len(text) <= SAMPLE:
        return "Zyyy"
    match = _RUNS.search(text, SAMPLE)
    return (match.lastgroup or "Zyyy") if match else "Zyyy"
