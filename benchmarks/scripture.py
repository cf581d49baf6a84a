"""Measure the scripture layer: spans and verdicts on a made set, speed, loading, memory.

    python benchmarks/scripture.py [--texts 150] [--seed 1] [--errors 20]

The made set is drawn anew from the installed Qur'an (``pip install testimonia[quran]``): Arabic answers
of several paragraphs in the manner of a chat program, with verses whole and cut, in several marks and in
none, with and without references, a quarter of them altered on purpose (a word changed, lost, added, turned
round, letters garbled), between sentences of ordinary prose about faith and politics that speak in words of
the Qur'an without quoting it. The second part hides unmarked fragments of three to five words in that prose.
The table of everyday turns was completed with this prose in view, so the figures are a ceiling.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from dataclasses import dataclass

from testimonia.finding import scripture
from testimonia.finding.scripture_index import ArabicIndex
from testimonia.finding.scripture_library import Library
from testimonia.finding.scripture_names import surahs
from testimonia.finding.scripture_texts import installed_texts
from testimonia.language.doc import Doc

PROSE = """
الصبر من أعظم الأخلاق التي يحتاج إليها الإنسان في حياته اليومية
وقد أجمع العلماء على أن العدل أساس الملك وأن الظلم مؤذن بخراب العمران
إن الناس في هذه الأيام يحتاجون إلى من يذكرهم بما ينفعهم في الدنيا والآخرة
خلق الله السماوات والأرض وجعل في كل شيء آية تدل على أنه الواحد
على المسلم أن يحافظ على الصلاة في وقتها وأن يؤدي الزكاة إلى أهلها
ومن أراد أن يتوب إلى ربه فليبدأ برد الحقوق إلى أصحابها
قالت الوزارة في بيان لها إن المحادثات مع الوفد ستبدأ يوم الخميس
وأضاف المتحدث أن القوات انسحبت من المدينة بعد أن سيطرت على الجسر
لا شك أن الله سبحانه وتعالى يحب المحسنين ويكره الظالمين
وهذا من فضل الله على عباده أن فتح لهم باب التوبة إلى يوم القيامة
يجب على الحاكم أن يحكم بين الناس بالعدل وأن يسمع من الفقير قبل الغني
نسأل الله أن يوفقنا جميعا إلى ما يحب ويرضى وأن يجعلنا من الصالحين
قتل ثلاثة من أبناء القرية في سبيل الله كما يقول أهلها ودفنوا عند المسجد
والإيمان بالله واليوم الآخر من أركان الإيمان عند أهل العلم
وقد جاء في الحديث أن خير الناس أنفعهم للناس
اجتمع رؤساء العشائر في الساحة وقرروا إرسال رسالة إلى رئيس الحكومة
السلام عليكم ورحمة الله وبركاته أما بعد فهذه كلمة في فضل العلم
لا إله إلا الله كلمة عظيمة تعصم دم صاحبها وماله
بر الوالدين من أحب الأعمال إلى الله بعد الصلاة على وقتها
ولا يجوز لأحد أن يأكل أموال الناس بالباطل أو يمنع حقا من حقوقهم
من ذكر أو أنثى ومن كبير أو صغير كلهم سواء أمام القانون
سافر التجار من المدينة إلى البحر قبل طلوع الشمس ورجعوا بعد غروبها
إن شاء الله سيعود المهجرون إلى بيوتهم قبل نهاية هذا الشهر
وهكذا نرى أن القرآن الكريم وضع قواعد العدل بين الناس كافة
""".strip().splitlines()
INTROS = [
    "قال تعالى: ",
    "قال الله تعالى: ",
    "يقول الله عز وجل: ",
    "كما في قوله تعالى: ",
    "وقد جاء في القرآن الكريم: ",
    "",
]
MARKS = [("﴿", "﴾"), ('"', '"'), ("«", "»"), ("{", "}"), ("“", "”"), ("(", ")"), ("", "")]
OTHER = """البلاد الحكومة الطريق المدينة القلوب الكبير العلماء الكتاب النهار القوم يكتبون يسمعون
الفقراء الجبال""".split()
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"


@dataclass
class Label:
    start: int
    end: int
    right: bool
    marked: bool


def alter(words: list[str], dice: random.Random) -> list[str]:
    """Return words of a verse made wrong in one way."""
    words = list(words)
    at = dice.randrange(1, max(2, len(words) - 1)) if len(words) > 2 else len(words) - 1
    way = dice.choice(["change", "change", "lose", "add", "turn", "garble"])
    if way == "lose" and len(words) > 4:
        del words[at]
    elif way == "add":
        words.insert(at, dice.choice(OTHER))
    elif way == "turn" and len(words) > 4 and words[at] != words[at - 1]:
        words[at - 1], words[at] = words[at], words[at - 1]
    elif way == "garble" and len(words[at]) > 3:
        letter = dice.randrange(1, len(words[at]) - 1)
        new = dice.choice([x for x in LETTERS if x != words[at][letter]])
        words[at] = words[at][:letter] + new + words[at][letter + 1 :]
    else:
        words[at] = dice.choice(OTHER)
    return words


def quotation(index: ArabicIndex, dice: random.Random) -> tuple[str, str, str, bool, bool]:
    """Return (text before, quotation, text after, right, marked)."""
    number = dice.randrange(len(index.places))
    surah, ayah = index.places[number]
    begin, end = index.starts[number], index.starts[number + 1]
    vowels = dice.random() < 0.5
    row = index.second if vowels else index.shown
    words = row[begin:end]
    if len(words) > 5 and dice.random() < 0.5:
        size = dice.randrange(3, min(len(words), 14))
        first = dice.randrange(0, len(words) - size + 1)
        words = words[first : first + size]
    right = dice.random() >= 0.25
    opening, closing = dice.choice(MARKS)
    intro = dice.choice(INTROS)
    if len(words) < 3:
        opening, closing = MARKS[0]
    if not right:
        words = alter(words, dice)
        if not opening and not intro:
            intro = INTROS[0]
    name = surahs()[surah].arabic
    reference = dice.choice([f" [{name}: {ayah}]", f" (سورة {name}: {ayah})", f" ({name}/{ayah})", "", ""])
    return intro + opening, " ".join(words), closing + reference, right, bool(opening)


def answer(index: ArabicIndex, dice: random.Random) -> tuple[str, list[Label]]:
    """Return a made text with its labels."""
    text, labels = "", []
    for _ in range(dice.randrange(2, 6)):
        text += dice.choice(PROSE) + dice.choice([". ", "، ", "\n", " "])
        before, quoted, after, right, marked = quotation(index, dice)
        text += before
        labels.append(Label(len(text), len(text) + len(quoted), right, marked))
        text += quoted + after + dice.choice([". ", "\n\n", "، "]) + dice.choice(PROSE) + ".\n"
    return text, labels


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Return the share that two stretches have in common (dice)."""
    common = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return 2 * common / (a[1] - a[0] + b[1] - b[0])


def measure(index: ArabicIndex, library: Library, texts: int, seed: int, errors: int) -> None:
    dice = random.Random(seed)
    hits = gold = given = right = judged = 0
    letters = letters_gold = letters_given = 0
    shown = 0
    for _ in range(texts):
        text, labels = answer(index, dice)
        found = [r for r in scripture.find(Doc(text), library) if r.work == "quran"]
        gold += len(labels)
        given += len(found)
        a = {i for label in labels for i in range(label.start, label.end)}
        b = {i for r in found for i in range(*r.span)}
        letters, letters_gold, letters_given = (
            letters + len(a & b),
            letters_gold + len(a),
            letters_given + len(b),
        )
        for label in labels:
            best = max(found, key=lambda r: overlap(r.span, (label.start, label.end)), default=None)
            if best is not None and overlap(best.span, (label.start, label.end)) >= 0.5:
                hits += 1
                judged += 1
                good = (best.verdict in ("exact", "variant")) == label.right
                right += good
                if not good and shown < errors:
                    shown += 1
                    print(
                        "verdict",
                        label.right,
                        best.verdict,
                        text[label.start : label.end],
                        "|",
                        best.differences,
                        best.why,
                    )
            elif shown < errors:
                shown += 1
                print("missed", label.right, text[max(0, label.start - 30) : label.end + 30])
        for r in found:
            if (
                not any(overlap(r.span, (label.start, label.end)) >= 0.5 for label in labels)
                and shown < errors
            ):
                shown += 1
                print("false", text[r.span[0] : r.span[1]], "|", r.why, r.reference)
    print(f"made set: {texts} texts, {gold} quotations")
    print("  spans    " + _figures(hits, given, gold))
    print("  letters  " + _figures(letters, letters_given, letters_gold))
    print(f"  verdict  right and wrong words told apart {right / max(1, judged):.3f}")


def _figures(hits: int, given: int, gold: int) -> str:
    precision, recall = hits / max(1, given), hits / max(1, gold)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {2 * hits / max(1, given + gold):.3f}"


def measure_fragments(index: ArabicIndex, library: Library, size: int, seed: int) -> None:
    """Hide unmarked fragments of ``size`` words in prose and look for them."""
    dice = random.Random(seed)
    hits = given = gold = 0
    for _ in range(300):
        number = dice.randrange(len(index.places))
        begin, end = index.starts[number], index.starts[number + 1]
        if end - begin < size:
            continue
        first = dice.randrange(begin, end - size + 1)
        before = dice.choice(PROSE) + " "
        hidden = " ".join(index.shown[first : first + size])
        found = scripture.find(Doc(before + hidden + " " + dice.choice(PROSE)), library)
        place = (len(before), len(before) + len(hidden))
        gold, given = gold + 1, given + len(found)
        hits += any(overlap(r.span, place) >= 0.5 for r in found)
    print(f"unmarked, {size} words: {_figures(hits, given, gold)}")


def dense(index: ArabicIndex, dice: random.Random) -> dict[str, str]:
    """Return texts that are little but quotations, by name."""
    verses = [verse for _, verse in index.text.verses]
    quotations = []
    for _ in range(2500):
        number = dice.randrange(len(verses))
        surah, ayah = index.places[number]
        quotations.append(f"قال تعالى: ﴿{verses[number]}﴾ [{surahs()[surah].arabic}: {ayah}].")
    return {
        "verses, each announced, in marks, with its reference": "\n\n".join(quotations),
        "verses without marks, at random": "\n\n".join(dice.choice(verses) for _ in range(2500)),
        "surahs, line by line": "\n".join(verses[:2500]),
        "surahs in Uthmani spelling": "\n".join(index.text.second[:1200]),
    }


def measure_speed(library: Library, texts: dict[str, str]) -> None:
    """Print how fast each text is read and how many rows it gives."""
    for name, text in texts.items():
        begin = time.process_time()
        found = scripture.find(Doc(text), library)
        taken = time.process_time() - begin
        size = len(text.encode()) / 1e6
        print(f"speed, {name}: {size / taken:.1f} MB a second, {len(found) / taken:,.0f} rows")


ODD = {
    "one word": "الله ",
    "a verse": "إن مع العسر يسرا ",
    "marks left open": "«إن مع العسر ",
    "ornate brackets left open": "﴿إن مع العسر ",
    "announcing words": "قال تعالى: «",
    "right-to-left marks": "\u200f\u202bإن مع العسر\u202c\u200f ",
    "emoji": "😀إن مع العسر ",
    "references": "سورة البقرة (الآية 5): ",
}


def measure_odd(library: Library) -> None:
    """Read 0.1 and 1 million characters of one thing over and over: the time must grow tenfold at most."""
    for name, piece in ODD.items():
        taken = []
        for size in (100_000, 1_000_000):
            text = piece * (size // len(piece))
            begin = time.process_time()
            scripture.find(Doc(text), library)
            taken.append(time.process_time() - begin)
        print(f"odd, {name}: {taken[0]:.2f} s, ten times as long {taken[1]:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--odd", action="store_true", help="also read a million characters of odd things")
    options = parser.parse_args()
    begin = time.process_time()
    library = Library(installed_texts())
    index = library.quran
    if index is None:
        raise SystemExit("no Qur'an installed: pip install testimonia[quran]")
    _ = index.bits
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"loading: {time.process_time() - begin:.2f} s, {memory:.0f} MB in all")
    measure(index, library, options.texts, options.seed, options.errors)
    for size in (3, 4, 5):
        measure_fragments(index, library, size, options.seed)
    dice = random.Random(options.seed)
    plain = "\n".join(" ".join(dice.choice(PROSE) for _ in range(6)) for _ in range(3000))
    mixed = "\n\n".join(answer(index, dice)[0] for _ in range(600))
    measure_speed(library, {"prose": plain, "answers": mixed, **dense(index, dice)})
    if options.odd:
        measure_odd(library)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory: {memory:.0f} MB at most")


if __name__ == "__main__":
    main()
