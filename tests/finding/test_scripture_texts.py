"""Reference texts: the usual distributions, what is checked, how they are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from testimonia.cli.scripture import scripture_command
from testimonia.finding.scripture_files import TextError, read_text_file
from testimonia.finding.scripture_names import surahs
from testimonia.finding.scripture_texts import add_text, added_texts, installed_texts

# A text in the shape of the Qur'an, of words of no meaning: 114 surahs, 6,236 verses.
PLACES = [(s, a) for s, surah in surahs().items() for a in range(1, surah.verses + 1)]
WORDS = {place: f"كلمات في موضع رقم {number}" for number, place in enumerate(PLACES)}
WANTED = tuple((f"{s}:{a}", words) for (s, a), words in WORDS.items())


def nested() -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {}
    for (s, a), words in WORDS.items():
        out.setdefault(str(s), {})[str(a)] = words
    return out


def xml() -> str:
    rows = []
    for s in surahs():
        verses = "".join(f'<aya index="{a}" text="{WORDS[s, a]}"/>' for a in range(1, surahs()[s].verses + 1))
        rows.append(f'<sura index="{s}" name="x">{verses}</sura>')
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!-- A text made for tests, free -->'
    return f"{head}\n<quran>{''.join(rows)}</quran>"


SHAPES = {
    "lines": "\n".join(f"{s}|{a}|{w}" for (s, a), w in WORDS.items()) + "\n# A text made for tests, free",
    "bare lines": "\n".join(WORDS.values()),
    "csv": "surah,ayah,text\n" + "\n".join(f'{s},{a},"{w}"' for (s, a), w in WORDS.items()),
    "json by number": json.dumps(nested()),
    "json rows": json.dumps([{"surah": s, "verse": a, "text": w} for (s, a), w in WORDS.items()]),
    "json keys": json.dumps([{"verse_key": f"{s}:{a}", "text_uthmani": w} for (s, a), w in WORDS.items()]),
    "json chapters": json.dumps(
        [
            {"id": int(s), "verses": [{"id": int(a), "text": w} for a, w in v.items()]}
            for s, v in nested().items()
        ]
    ),
    "json lists": json.dumps([list(v.values()) for v in nested().values()]),
    "xml": xml(),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_usual_distributions_are_read(shape: str) -> None:
    text = read_text_file(SHAPES[shape].encode(), "made")
    assert text.verses == WANTED
    assert (text.language, text.complete, len(text.digest)) == ("ar", True, 64)
    if shape in ("lines", "xml"):
        assert "made for tests" in text.notice


def test_a_basmala_printed_before_a_first_verse_is_taken_off() -> None:
    lines = SHAPES["lines"].replace("2|1|", "2|1|بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ ")
    assert dict(read_text_file(lines.encode(), "made").verses)["2:1"] == WORDS[2, 1]


def test_a_text_that_is_not_whole_is_refused_with_what_is_missing() -> None:
    lines = SHAPES["lines"].replace("2|286|", "2|287|")
    with pytest.raises(TextError, match="missing 2:286"):
        read_text_file(lines.encode(), "made")
    assert not read_text_file(lines.encode(), "made", partial=True).complete


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"no verses here", b"{", b"<quran", b"[1, 2]"])
def test_files_without_verses_are_refused(raw: bytes) -> None:
    with pytest.raises(TextError):
        read_text_file(raw, "made")


def test_bible_and_hadith_files_are_read() -> None:
    bible = read_text_file(b"John|3|16|Words made up.\nPs|23|1|More words.", "b", work="bible")
    assert bible.verses == (("John 3:16", "Words made up."), ("Psalms 23:1", "More words."))
    hadith = read_text_file(b"bukhari|52|Words, made up.", "h", work="hadith")
    assert hadith.verses == (("bukhari 52", "Words, made up."),)


def test_an_added_text_is_kept_with_its_notice_and_digest(tmp_path: Path) -> None:
    text = read_text_file(SHAPES["lines"].encode(), "Made", notice="free")
    path = add_text(text, tmp_path)
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    assert added_texts(tmp_path) == [text]
    assert path.name.startswith("quran-ar-made-")


def test_the_commands_add_list_and_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESTIMONIA_DATA", str(tmp_path / "data"))
    installed_texts.cache_clear()
    source = tmp_path / "made.txt"
    source.write_text(SHAPES["lines"], encoding="utf-8")
    run = CliRunner().invoke
    assert run(scripture_command, ["add", str(source), "--name", "Made"]).exit_code == 0
    listed = run(scripture_command, ["list", "--json"])
    assert '"name": "Made"' in listed.output
    bad = tmp_path / "bad.txt"
    bad.write_text("nothing", encoding="utf-8")
    assert run(scripture_command, ["add", str(bad)]).exit_code == 2
    installed_texts.cache_clear()


def test_a_text_named_by_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "named.txt"
    source.write_text("1|1|كلمات قليلة", encoding="utf-8")
    monkeypatch.setenv("TESTIMONIA_SCRIPTURE", str(source))
    installed_texts.cache_clear()
    assert installed_texts()[0].name == "named"
    installed_texts.cache_clear()


def test_of_a_file_in_several_languages_one_is_named() -> None:
    raw = json.dumps({"en": nested(), "de": nested()}).encode()
    assert read_text_file(raw, "both", language="de").language == "de"
    with pytest.raises(TextError, match=r"name one with --language \(en, de\)"):
        read_text_file(raw, "both")
