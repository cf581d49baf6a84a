"""Texts that tempt a search for recycled passages into quadratic work or wrong offsets."""

from __future__ import annotations

import random
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.comparing.reuse import Reuse, find_passages, search_documents
from testimonia.model import Passage

ENGLISH = (
    "The council of Arvela has decided to close the northern bridge to all traffic until the river falls, "
    "because three pillars were damaged by the flood of last week and the engineers expect further damage."
)
ARABIC = (
    "أعلن مجلس أرفيلا أمس إغلاق الجسر الشمالي أمام حركة المرور حتى ينخفض منسوب النهر بعد أن تضررت ثلاث "
    "دعائم جراء فيضان الأسبوع الماضي ويتوقع المهندسون أضرارا أخرى في الأيام المقبلة"
)
RIGHT_TO_LEFT = "\u200f"
EMBEDDED = "\u202b{}\u202c"
CPU_SECONDS = 20


def bounded(documents: list[tuple[str, str]]) -> Reuse:
    """Return what is found, in time that a quadratic search would exceed many times over."""
    search_documents([("warm", f"{ENGLISH} " * 400)])
    before = process_time()
    found = search_documents(documents)
    assert process_time() - before < CPU_SECONDS
    return found


def sides(passage: Passage, documents: list[tuple[str, str]]) -> tuple[str, str]:
    texts = dict(documents)
    a, b = passage.a, passage.b
    return texts[a.document][a.start : a.end], texts[b.document][b.start : b.end]


def test_a_megabyte_of_one_word_against_itself_is_bounded() -> None:
    bounded([(name, "word " * 200_000) for name in "ab"])


def test_identical_documents_form_one_family() -> None:
    found = list(
        bounded([(f"d{n}", ENGLISH) for n in range(40)]).passages(dates={}, quotations={}, scripture={})
    )
    pairs = {(passage.a.document, passage.b.document) for passage in found}
    assert len(pairs) == 40 * 39 // 2
    assert len({passage.cluster for passage in found}) == 1


def test_two_thousand_identical_documents_are_bounded() -> None:
    found = bounded([(f"d{n:04}", ENGLISH) for n in range(2000)])
    assert len(found) > 0
    assert len(set(found.clusters.cluster.tolist())) == 1


def test_no_documents_and_empty_documents_have_no_passages() -> None:
    assert find_passages([]) == []
    assert find_passages([("a", ""), ("b", " \n\t"), ("c", RIGHT_TO_LEFT), ("d", "…!?")]) == []
    (passage,) = find_passages([("a", ""), ("b", ENGLISH), ("c", ""), ("d", ENGLISH)])
    assert (passage.a.document, passage.b.document) == ("b", "d")


def test_arabic_alone_is_found_to_the_character() -> None:
    documents = [("a", ARABIC), ("b", ARABIC)]
    (passage,) = find_passages(documents)
    assert sides(passage, documents) == (ARABIC, ARABIC)
    assert passage.variants == ()


def test_marks_of_direction_change_offsets_but_not_words() -> None:
    marked = EMBEDDED.format(RIGHT_TO_LEFT.join(f"{word} " for word in ARABIC.split()))
    documents = [("a", ARABIC), ("b", marked)]
    (passage,) = find_passages(documents)
    a, b = sides(passage, documents)
    assert a == ARABIC
    assert b.replace(RIGHT_TO_LEFT, "").strip("\u202b\u202c ") == ARABIC
    assert not [variant for variant in passage.variants if variant.alters != "no"]


VOCABULARY = [f"{a}{b}{c}" for a in "bdfgklmnprstv" for b in ("a", "ei", "o") for c in ("ran", "tisk", "ulo")]


@st.composite
def corpora(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Draw documents that take stretches over from each other, edited and in another order."""
    rng = random.Random(draw(st.integers(0, 1 << 30)))
    texts: list[list[str]] = []
    for _ in range(draw(st.integers(1, 7))):
        text = [rng.choice(VOCABULARY) for _ in range(rng.randrange(1, 90))]
        if texts and rng.random() < 0.8:
            source = rng.choice(texts)
            text[len(text) // 2 : len(text) // 2] = [w for w in source[:50] if rng.random() > 0.1]
        texts.append(text)
    return [(f"d{n}", " ".join(text) + ".") for n, text in enumerate(texts)]


@given(corpora(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_result_is_the_same_in_any_order_of_the_documents(
    documents: list[tuple[str, str]], rng: random.Random
) -> None:
    expected = repr(find_passages(documents))
    shuffled = list(documents)
    rng.shuffle(shuffled)
    assert repr(find_passages(shuffled)) == expected


@given(corpora())
@settings(max_examples=40, deadline=None)
def test_every_passage_is_read_from_its_own_document(documents: list[tuple[str, str]]) -> None:
    texts = dict(documents)
    for passage in find_passages(documents):
        for place in (passage.a, passage.b):
            assert 0 <= place.start < place.end <= len(texts[place.document])
            found = texts[place.document][place.start : place.end]
            assert found == found.strip()
