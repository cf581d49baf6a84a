"""Ways to get a verse of the Qur'an wrong, as a language model does; for ``scripture_answers.py``."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import defaultdict

from testimonia.finding.scripture_files import ScriptureText

# Words that a model puts for each other, either for the other.
PAIRS = """
    الله=ربكم المؤمنين=المسلمين تعملون=تفعلون عليم=خبير غفور=عفو رحيم=حليم الناس=العباد
    آمنوا=أسلموا السماوات=السماء ربك=الله خيرا=إحسانا عذاب=عقاب أليم=شديد عظيم=كبير قالوا=فقالوا
    يحب=يرضى كثيرا=جميعا النار=جهنم الجنة=جنات الكتاب=القرآن أنزلنا=نزلنا جاء=أتى خلق=جعل
    تعلمون=تعقلون يعلمون=يعقلون تتقون=تشكرون المتقين=الصابرين الأرض=البلاد شيء=أمر يوم=ساعة هو=إنه
    كل=جميع من=عن في=على إن=وإن قل=وقل على=في
"""
SYNONYMS: dict[str, list[str]] = defaultdict(list)
for one, other in (pair.split("=") for pair in PAIRS.split()):
    SYNONYMS[one].append(other)
    SYNONYMS[other].append(one)
# Ends of verses, and words that a pious writer adds.
ENDINGS = """
    إن الله غفور رحيم، والله عليم حكيم، إن الله على كل شيء قدير، والله بما تعملون بصير،
    لعلكم تتقون، لعلكم تشكرون، إن الله مع الصابرين، والله سميع عليم، وكان الله عليما حكيما،
    إن الله يحب المحسنين، لعلهم يرجعون، وهو العزيز الحكيم
"""
ADDED = """
    العظيم، دائما، الكريم، أيها المؤمنون، جميعا، في الدنيا والآخرة، حقا، سبحانه، يا رسول الله،
    كثيرا
"""
# Beginnings and ends of words that become others.
PREFIXES = [pair.split("=") for pair in "ي=ت ت=ي ن=ي و= ف= ال= ل=".split()]
SUFFIXES = [pair.split("=") for pair in "هم=كم كم=هم ون=وا وا=ون ين=ون ه=ها ها=ه نا=ت ات=ة".split()]
Verse = tuple[list[str], list[str]]


def phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split("،")]


def letters_alone(text: str) -> str:
    """Return the letters of a text in one spelling, without vowels and spaces."""
    text = "".join(c for c in text if unicodedata.category(c)[0] != "M" and c != "ـ")
    text = re.sub("[أإآٱ]", "ا", text).replace("ى", "ي").replace("ة", "ه")
    text = text.replace("ؤ", "و").replace("ئ", "ي").replace("ء", "")
    return "".join(c for c in text if c.isalpha())


class Quran:
    """The verses by place, all words in a row, and where each pair of words stands."""

    def __init__(self, text: ScriptureText) -> None:
        self.verses: dict[tuple[int, int], Verse] = {}
        whole: dict[int, str] = defaultdict(str)
        for (place, words), uthmani in zip(text.verses, text.second, strict=True):
            surah, _, ayah = place.partition(":")
            everyday = [word.replace("يا_", "يا ") for word in words.replace("يا ", "يا_").split()]
            self.verses[int(surah), int(ayah)] = (everyday, uthmani.split())
            whole[int(surah)] += letters_alone("".join(everyday))
        self.letters = "|".join(whole.values())
        self.words = [word for everyday, _ in self.verses.values() for word in everyday]
        self.pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at in range(len(self.words) - 8):
            self.pairs[self.words[at], self.words[at + 1]].append(at)


class Errors:
    """Ways to get a verse wrong; each takes words and returns others."""

    def __init__(self, quran: Quran, dice: random.Random) -> None:
        self.quran, self.dice = quran, dice

    def forks(self, words: list[str], first: int) -> list[tuple[int, int]]:
        """Return the words from ``first`` on before which another verse has the same two, and where."""
        return [
            (k, at)
            for k in range(first, len(words))
            for at in self.quran.pairs.get((words[k - 2], words[k - 1]), ())
            if self.quran.words[at + 2] != words[k]
        ]

    def mixup(self, words: list[str]) -> list[str]:
        """Go on as another verse does that has the two words before."""
        spots = self.forks(words, 2)
        if not spots:
            return self.drop(words)
        k, at = self.dice.choice(spots)
        return words[:k] + self.quran.words[at + 2 : at + 2 + self.dice.randrange(2, 7)]

    def tailmix(self, words: list[str]) -> list[str]:
        """Go on so in the second half of the verse, to about its length."""
        spots = self.forks(words, max(2, len(words) // 2))
        if not spots:
            return self.ending(words)
        k, at = self.dice.choice(spots)
        return words[:k] + self.quran.words[at + 2 : at + 2 + max(2, len(words) - k)]

    def drop(self, words: list[str]) -> list[str]:
        at = self.dice.randrange(1, len(words) - 1)
        count = self.dice.choice([1, 1, 1, 2, 3])
        return words[:at] + words[min(at + count, len(words) - 1) :]

    def dropend(self, words: list[str]) -> list[str]:
        return words[:-2] + words[-1:] if len(words) > 3 else self.drop(words)

    def jump(self, words: list[str]) -> list[str]:
        size = max(2, len(words) // 3)
        return words[:size] + words[-size:]

    def synonym(self, words: list[str]) -> list[str]:
        known = [i for i, word in enumerate(words) if word in SYNONYMS]
        if not known:
            return self.inflection(words)
        at = self.dice.choice(known)
        return [*words[:at], self.dice.choice(SYNONYMS[words[at]]), *words[at + 1 :]]

    def inflection(self, words: list[str]) -> list[str]:
        words = list(words)
        at = self.dice.randrange(len(words))
        words[at] = self.inflected(words[at])
        return words

    def inflected(self, word: str) -> str:
        forms = [b + word[len(a) :] for a, b in PREFIXES if word.startswith(a) and len(word) - len(a) > 2]
        forms += [word[: -len(a)] + b for a, b in SUFFIXES if word.endswith(a) and len(word) - len(a) > 2]
        return self.dice.choice([*forms, "و" + word])

    def pronoun(self, words: list[str]) -> list[str]:
        words = list(words)
        known = [i for i, w in enumerate(words) if w[-2:] in ("هم", "كم", "نا") or w[-1:] == "ه"]
        if not known:
            return self.inflection(words)
        at = self.dice.choice(known)
        word = words[at]
        if word[-1] == "ه":
            words[at] = word[:-1] + "ها"
        else:
            words[at] = word[:-2] + self.dice.choice([e for e in ("هم", "كم", "نا") if e != word[-2:]])
        return words

    def conjunction(self, words: list[str]) -> list[str]:
        words = list(words)
        at = self.dice.randrange(1, len(words))
        word = words[at]
        words[at] = word[1:] if word[0] in "وف" and len(word) > 3 else self.dice.choice("وف") + word
        return words

    def insertion(self, words: list[str]) -> list[str]:
        at = self.dice.randrange(1, len(words))
        return words[:at] + self.dice.choice(phrases(ADDED)).split() + words[at:]

    def ending(self, words: list[str]) -> list[str]:
        return (
            words[: max(2, len(words) - self.dice.randrange(2, 5))]
            + self.dice.choice(phrases(ENDINGS)).split()
        )

    def merge(self, words: list[str]) -> list[str]:
        verses = self.quran.verses
        other = verses[self.dice.choice([k for k in verses if len(verses[k][0]) > 5])][0]
        size = self.dice.randrange(3, min(9, len(other) + 1))
        return words[: max(3, len(words) * 2 // 3)] + other[-size:]

    def neighbour(self, words: list[str]) -> list[str]:
        """Join half of a verse and half of another one that ends alike."""
        ends = words[-1][-2:]
        alike = [v for v, _ in self.quran.verses.values() if len(v) > 5 and v[-1][-2:] == ends and v != words]
        other = self.dice.choice(alike or [words[::-1]])
        return words[: (len(words) + 1) // 2] + other[-(len(words) // 2 or 2) :]

    def swap(self, words: list[str]) -> list[str]:
        at = self.dice.randrange(1, len(words))
        words = list(words)
        words[at - 1], words[at] = words[at], words[at - 1]
        return words

    def several(self, words: list[str]) -> list[str]:
        for _ in range(self.dice.randrange(2, 4)):
            if len(words) > 4:
                words = self.dice.choice([self.synonym, self.inflection, self.drop])(words)
        return words

    def lastword(self, words: list[str]) -> list[str]:
        ends = words[-1][-2:]
        alike = [w for w in self.quran.words[:5000] if w[-2:] == ends and w != words[-1]]
        return [*words[:-1], self.dice.choice(alike or ["العالمين"])]

    def firstword(self, words: list[str]) -> list[str]:
        return [self.dice.choice(["إن", "ألا", "قل", "ولقد", "فلا", "وإذا"]), *words[1:]]

    def repeat(self, words: list[str]) -> list[str]:
        at = self.dice.randrange(1, len(words))
        return words[:at] + words[at - 1 :] if words[at - 1] != words[at] else self.drop(words)

    def paraphrase(self, words: list[str]) -> list[str]:
        words = list(words)
        for at, word in enumerate(words):
            if self.dice.random() < 0.35:
                words[at] = self.dice.choice(SYNONYMS[word]) if word in SYNONYMS else self.inflected(word)
        return words

    def garble(self, words: list[str]) -> list[str]:
        words = list(words)
        at = max(range(len(words)), key=lambda j: len(words[j]))
        word = words[at]
        letter = self.dice.randrange(1, len(word) - 1)
        words[at] = word[:letter] + word[letter + 1 :]
        return words
