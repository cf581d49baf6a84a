"""References to scripture: what is one, what it stands for, what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.finding.scripture_names import latin_key, surah_of, surahs
from testimonia.finding.scripture_references import find_references
from testimonia.tables import read_table


def read(text: str) -> list[tuple[str, str]]:
    return [(text[r.span[0] : r.span[1]], r.key) for r in find_references(text)]


@pytest.mark.parametrize(
    ("text", "written", "key"),
    [
        ("They recite “…” [Al-Anfal: 72] at dawn.", "[Al-Anfal: 72]", "quran 8:72"),
        ("“…” (Ash-Shu’ara’: 227)", "(Ash-Shu’ara’: 227)", "quran 26:227"),
        ("“…” [TMQ Al-Baqarah: 155-157]", "[TMQ Al-Baqarah: 155-157]", "quran 2:155-157"),
        ("“…” [Surah Al-Anfal 8:72]", "[Surah Al-Anfal 8:72]", "quran 8:72"),
        ("“…” (QS. Al-Baqarah: 155)", "(QS. Al-Baqarah: 155)", "quran 2:155"),
        ("“…” (Qur'an, 8:72)", "(Qur'an, 8:72)", "quran 8:72"),
        ("“…” [Ali 'Imran 3:103]", "[Ali 'Imran 3:103]", "quran 3:103"),
        ("“…” (Bani Israel: 81)", "(Bani Israel: 81)", "quran 17:81"),
        ("“…” [Yusuf: 21]", "[Yusuf: 21]", "quran 12:21"),
        ("As Surat al-Anfal, verse 72 has it", "Surat al-Anfal, verse 72", "quran 8:72"),
        ("As verse 72 of Surat al-Anfal has it", "verse 72 of Surat al-Anfal", "quran 8:72"),
        ("See Q 8:72 on this.", "Q 8:72", "quran 8:72"),
        ("See Qur'an 8:72-75 on this.", "Qur'an 8:72-75", "quran 8:72-75"),
        ("Surah Al-Isra (17:81) says so", "Surah Al-Isra (17:81)", "quran 17:81"),
        ("In the Qur'an stands “a word” (8:72).", "(8:72)", "quran 8:72"),
        ("﴿…﴾ (سورة الأنفال: ٧٢)", "(سورة الأنفال: ٧٢)", "quran 8:72"),
        ("﴿…﴾ [البقرة: 255]", "[البقرة: 255]", "quran 2:255"),
        ("﴿…﴾ (البقرة/255)", "(البقرة/255)", "quran 2:255"),
        ("﴿…﴾ (آل عمران: 103)", "(آل عمران: 103)", "quran 3:103"),
        ("كما في سورة البقرة، الآية 255 من القول", "سورة البقرة، الآية 255", "quran 2:255"),
        ("كما في الآية 12 من سورة النساء", "الآية 12 من سورة النساء", "quran 4:12"),
        ("He opened John 3:16 and read.", "John 3:16", "bible John 3:16"),
        ("See 1 Cor. 13:4-7 there.", "1 Cor. 13:4-7", "bible 1 Corinthians 13:4-7"),
        ("the Gospel of John, chapter 3, verse 16", "Gospel of John, chapter 3, verse 16", "bible John 3:16"),
        ("«…» (Bukhari and Muslim)", "(Bukhari and Muslim)", "hadith bukhari; muslim"),
        ("«…» [Narrated by Muslim]", "[Narrated by Muslim]", "hadith muslim"),
        ("It is in Sahih Muslim 1844.", "Sahih Muslim 1844", "hadith muslim"),
        ("«…» رواه البخاري ومسلم", "رواه البخاري ومسلم", "hadith bukhari; muslim"),
        ("«…» متفق عليه", "متفق عليه", "hadith bukhari; muslim"),
        ("«…» أخرجه أبو داود والترمذي", "أخرجه أبو داود والترمذي", "hadith abu dawud; tirmidhi"),
    ],
)
def test_a_printed_reference_is_resolved(text: str, written: str, key: str) -> None:
    assert read(text) == [(written, key)]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge fell (Reuters, 15/12/2016).",
        "He spoke again (Al-Hayat: 15/12/2016).",
        "Two brothers (Yusuf, 28, and Ibrahim, 31) were held.",
        "The runner came in (2:15) ahead of the field.",
        "John and Numbers were on the list; Mark 9:30 pm.",
        "We heard Elton John 3:16 was the code.",
        "reported by Reuters and Muslim leaders on Friday",
        "Muslim and Malik went home (Ahmad).",
        "في الساعة 10:30 من يوم الجمعة",
        "",
    ],
)
def test_news_has_no_references(text: str) -> None:
    assert read(text) == []


def test_a_verse_that_does_not_exist_is_flagged_without_any_text() -> None:
    (reference,) = find_references("“…” (Al-Anfal: 172)")
    assert reference.key == "quran 8:172"
    assert reference.issue == "impossible verse: Al-Anfal has 75 verses"
    (reference,) = find_references("It stands in Psalm 151:2.")
    assert reference.issue == "impossible verse: Psalms has 150 chapters"


def test_the_number_of_verses_tells_twins_apart() -> None:
    (reference,) = find_references("“…” (Ash-Shura: 227)")
    assert reference.key == "quran 26:227"
    assert "Ash-Shu'ara is meant" in reference.issue
    (reference,) = find_references("“…” (Ash-Shura: 38)")
    assert reference.key == "quran 42:38"
    assert (26, 38, 38) in reference.others


def test_name_and_number_that_disagree_are_flagged() -> None:
    (reference,) = find_references("“…” (Al-Anfal 9:72)")
    assert reference.key == "quran 9:72"
    assert "Al-Anfal is surah 8" in reference.issue
    assert reference.others == ((8, 72, 72),)


def test_transmitters_are_a_chain() -> None:
    text = "which is narrated by Ibn Hibban in his Saheeh from Al-Harith, on the authority of Umm Salim, that"
    (reference,) = find_references(text)
    assert reference.key == "hadith ibn hibban"
    assert reference.transmitters == ("Al-Harith", "Umm Salim")
    assert text[reference.span[0] : reference.span[1]].endswith("Umm Salim")


def test_every_surah_is_found_by_every_name_of_the_table() -> None:
    seen: dict[str, int] = {}
    for row in read_table("surahs.tsv"):
        for name in [row["name"], row["arabic"], *row["others"].split(";")]:
            if name.strip():
                assert surah_of(name) == int(row["number"]), name
                key = latin_key(name) if name.isascii() else name
                assert seen.setdefault(key, int(row["number"])) == int(row["number"])
    assert sum(s.verses for s in surahs().values()) == 6236


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Ash-Shura", 42),
        ("Ash-Shu'araa", 26),
        ("As-Saff", 61),
        ("As-Saffaat", 37),
        ("Bara'ah", 9),
        ("Ha Mim Sajda", 41),
        ("Al-Mu'min", 40),
        ("al-Mominoon", 23),
        ("AlAnfal", 8),
        ("an-Nisaa", 4),
        ("Al-Quds", None),
        ("Reuters", None),
    ],
)
def test_spellings_and_second_names(name: str, number: int | None) -> None:
    assert surah_of(name) == number


@given(st.text(alphabet="()[]{}﴿﴾:0123456789 \nSurahAl-Qvٌسورةالبقرةآية،رواه", max_size=200))
def test_references_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for reference in find_references(text):
        assert end <= reference.span[0] < reference.span[1] <= len(text)
        end = reference.span[1]
