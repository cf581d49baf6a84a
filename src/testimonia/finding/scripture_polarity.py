"""Negations and exceptions in two languages, and sides of one verse that contradict each other by one.

A lost "not" turns a sentence round, so it is looked for even where no text is at hand: of two language
sides of one quotation, and of an English quotation and the Arabic verse its reference names, one may not
deny what the other affirms. Translators negate where the Arabic does not ("why do you not believe" for
لولا, "is there not" for أليس) and the other way round ("refused", "unable"); words with which that is
common count for neither side (:data:`DOUBTFUL`, :data:`_DENYING`). Of eight true English
translations of all 6,236 verses beside the Arabic, between 0.3 and 1.3 in a hundred verses are flagged
(``benchmarks/scripture_translations.py``)."""

from __future__ import annotations

from testimonia.finding.scripture_folding import words
from testimonia.model import Record

NEGATIONS = {
    "ar": frozenset(
        """لا لم لن ليس ليست ليسوا لست لستم لسنا ولا فلا ولم فلم ولن فلن وليس فليس افلا اولم الم
        افلم كلا""".split()
    ),
    "en": frozenset(
        """not no never nor neither none nothing naught without cannot dont doesnt didnt isnt arent
        nobody""".split()
    ),
}
EXCEPTIONS = {
    "ar": frozenset({"الا", "غير", "والا", "بغير", "سوي", "فغير", "وغير"}),
    "en": frozenset({"except", "unless", "save", "excepting", "only"}),
}
# Words that a translator may well render with a negation, though they are none by themselves.
DOUBTFUL = frozenset(
    """ما وما فما افما اوما بما مما ممن مال لو ولو لولا فلولا ولولا لوما اليس اوليس افليس الستم لما
    ولما فلما هل فهل كيف فكيف ايان اني فاني كلا بل كفي هيهات حاشا معاذ سبحان سبحانك سبحانه تعالي فتعالي بري
    برييون براه دون دونه دونهم دونك دوني شك ريب الغيب بالغيب غافل بغافل غافلين غافلون الغافلون قليل قليلا
    الزاهدين ابي وابي فابي ابوا فابوا فابين نهي تنهون ينهون حرم حرمت حرمنا حرام محرم منع منعنا منعهم منعك
    كره كرهوا يكره يكرهون كارهون انكر منكرون ينكر ينكرون احذروا تحذرون اياي واياي""".split()
)
# English words that deny without a negation.
_DENYING = frozenset(
    """lest refuse refused refuses fail failed fails cease deny denied denies beyond nay hardly scarcely why
    far reject rejected rejecting free neglect neglected forbid forbade forbidden forbids prevent prevented
    hinder decline declined heedless disobey dislike disbelieve disbelieved disbelievers little few least lack
    lacking withhold whatever fixed""".split()
)
_CONTRACTED = frozenset(
    {"do", "does", "did", "is", "are", "was", "were", "ca", "wo", "would", "could", "has"}
)


PER_WORD = 1.4  # English words to one of Arabic from which a quotation is taken for the whole verse


def beside_verse(arabic: str, english: str) -> Contradiction | None:
    """Return how an English quotation contradicts the Arabic of the verses that its reference names, or None.

    What the Arabic denies may stand in a part that is not quoted: it counts only where the English is long
    enough to be all of it.
    """
    found = contradiction(arabic, english)
    whole = len(words(english)) >= PER_WORD * len(words(arabic))
    return found if found is None or found.side == "en" or whole else None


class Contradiction(Record, frozen=True):
    """A negation that one side has and the other lacks: ``word`` of ``side`` ("ar" or "en")."""

    side: str
    word: str

    def told(self) -> str:
        """Return the contradiction in words."""
        if self.side == "ar":
            return f"the Arabic has {self.word}, the English no negation"
        return f"the English has {self.word!r}, the Arabic no negation"


def contradiction(arabic: str, english: str) -> Contradiction | None:
    """Return how two sides of one quotation contradict each other by a negation, or None."""
    ar, en = words(arabic), words(english)
    plain = _plain_negations(ar)
    negated = [w for w in en if is_negation(w)]
    if plain and not negated and not _hidden(en):
        return Contradiction(side="ar", word=plain[0])
    if negated and not plain and not _may_deny(ar):
        return Contradiction(side="en", word=negated[0])
    return None


def is_negation(word: str) -> bool:
    """Tell whether a folded English word negates: "not", "never", "don't"."""
    return word in NEGATIONS["en"] or (word.endswith("nt") and word[:-2] in _CONTRACTED)


def _plain_negations(arabic: list[str]) -> list[str]:
    """Return the words that negate for certain: no oath ("لا أقسم"), no question ("لم تكفرون")."""
    out = []
    for at, word in enumerate(arabic):
        behind = arabic[at + 1] if at + 1 < len(arabic) else ""
        if word not in NEGATIONS["ar"] or word in ("كلا", "الم", "فلم", "اولم", "افلم", "افلا", "فلن"):
            continue
        if word in ("لا", "فلا", "ولا") and behind in ("اقسم", "جرم", "وربك"):
            continue
        if word in ("لم", "ولم") and (behind.endswith("ون") or not behind or behind[0] not in "ايتن"):
            continue
        out.append(word)
    return out


def _may_deny(arabic: list[str]) -> bool:
    return any(w in DOUBTFUL or w in EXCEPTIONS["ar"] or w in NEGATIONS["ar"] for w in arabic)


def _hidden(english: list[str]) -> bool:
    """Tell whether English words deny without a word of negation: "refuse", "lest", "unable"."""
    return any(
        w in _DENYING or w in EXCEPTIONS["en"] or w == "but" or (w[:2] == "un" and len(w) > 4)
        for w in english
    )
