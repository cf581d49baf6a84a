"""Files with texts of scripture, read as verses; of the Qur'an all must be there.

Read are lines ``surah|ayah|text`` (also with tabs, commas, semicolons), bare lines of a whole Qur'an, tables
with a header, XML with ``sura`` and ``aya``, nested JSON; Bibles as ``book|chapter|verse|text``, hadith as
``collection|number|text``. A Qur'an has 114 surahs and 6,236 verses, each surah its number."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from typing import Any

import msgspec

from testimonia.finding.scripture_folding import ARABIC, words
from testimonia.finding.scripture_names import book_key, books, surah_of, surahs
from testimonia.model import Record, Work


class ScriptureText(Record, frozen=True):
    """One text: ``verses`` are (place, words); a place is "8:72", "John 3:16" or "bukhari 52".

    ``second`` holds the same verses in another spelling, word for word (Uthmani beside everyday), or nothing.
    ``complete`` tells that words which stand nowhere in it stand nowhere in the work.
    """

    name: str
    work: Work
    language: str
    verses: tuple[tuple[str, str], ...]
    version: str = ""
    notice: str = ""
    digest: str = ""
    second: tuple[str, ...] = ()
    complete: bool = False


class TextError(ValueError):
    """A file that holds no scripture that can be read, or not all of it."""


def read_text_file(
    raw: bytes,
    name: str,
    *,
    work: Work = "quran",
    language: str | None = None,
    version: str = "",
    notice: str = "",
    partial: bool = False,
) -> ScriptureText:
    """Read one of the usual distributions: ``surah|ayah|text`` lines, bare lines, CSV, XML or JSON.

    ``name`` is what the text will be called. ``partial`` allows a Qur'an that is not whole. Raises
    :class:`TextError` with what is missing.
    """
    content = raw.decode("utf-8-sig", errors="replace")
    head = content.lstrip()[:1]
    if head == "<":
        verses, found_notice = _read_xml(raw)
    elif head in "[{":
        verses, found_notice = _read_json(raw, work, language)
    else:
        verses, found_notice = _read_lines(content, work)
    if not verses:
        raise TextError("no verses found: expected lines 'surah|ayah|text', CSV, XML or JSON")
    arabic = sum(bool(ARABIC.search(words)) for _, words in verses) * 2 > len(verses)
    complete = False
    if work == "quran":
        verses = _without_basmala(verses) if arabic else verses
        complete = not _missing(verses)
        if not complete and not partial:
            raise TextError("not the whole Qur'an: " + _missing(verses))
    return ScriptureText(
        name=name,
        work=work,
        language=language or ("ar" if arabic else "en"),
        verses=tuple(verses),
        version=version,
        notice=notice or found_notice,
        digest=hashlib.sha256(raw).hexdigest(),
        complete=complete,
    )


def _missing(verses: list[tuple[str, str]]) -> str:
    """Return what a Qur'an lacks, or an empty string: 114 surahs, 6,236 verses, each in its place."""
    have = {place for place, _ in verses}
    want = [f"{s}:{a}" for s, surah in surahs().items() for a in range(1, surah.verses + 1)]
    lost = [place for place in want if place not in have]
    odd = len(have) - (len(want) - len(lost))
    if not lost and not odd:
        return ""
    return f"{len(have)} verses of 6,236; missing {', '.join(lost[:3]) or 'none'}; {odd} in no surah"


_BASMALA = ["بسم", "الله", "الرحمن", "الرحيم"]


def _without_basmala(verses: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Take the basmala off first verses that some distributions print it in; 1:1 is the basmala itself."""
    out = []
    for place, text in verses:
        if place.endswith(":1") and place != "1:1":
            found = words(text)
            if found[:4] == _BASMALA and len(found) > 4:
                text = text.split(None, 4)[4]
        out.append((place, text))
    return out


_LINE = re.compile(r"^\s*(\d{1,3})\s*[|\t,;:]\s*(\d{1,3})\s*[|\t,;]\s*(.+?)\s*$")


def _read_lines(content: str, work: Work) -> tuple[list[tuple[str, str]], str]:
    lines = content.splitlines()
    notice = "\n".join(line.lstrip("# ").rstrip() for line in lines if line.startswith("#")).strip()
    body = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    verses = []
    for line in body:
        match = _LINE.match(line)
        if match and work == "quran":
            verses.append((f"{int(match[1])}:{int(match[2])}", match[3].strip('"')))
    if not verses and work == "quran" and len(body) == 6236:
        places = [f"{s}:{a}" for s, surah in surahs().items() for a in range(1, surah.verses + 1)]
        verses = list(zip(places, body, strict=True))
    if not verses:
        verses = _read_table(content, work)
    return verses, notice


_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_COLUMNS = {
    "surah": ("surah", "sura", "chapter", "surah_number", "sura_id", "chapter_id", "surah_id", "sura_no"),
    "ayah": ("ayah", "aya", "verse", "verse_number", "ayah_number", "verse_id", "aya_id", "number", "aya_no"),
    "text": ("text", "arabic", "translation", "aya_text", "content", "text_imlaei", "text_uthmani", "t"),
    "book": ("book", "book_name", "collection", "name"),
    "key": ("verse_key", "key", "reference", "ref"),
}  # fmt: skip


def _read_table(content: str, work: Work) -> list[tuple[str, str]]:
    """Read a table with a header, or lines ``book|chapter|verse|text`` or ``collection|number|text``."""
    head = next((line for line in content.splitlines() if line.strip() and not line.startswith("#")), "")
    mark = max("|\t,;", key=head.count)
    rows = [r for r in csv.reader(io.StringIO(content), delimiter=mark) if r and not r[0].startswith("#")]
    if not rows:
        return []
    header = [cell.strip().lower() for cell in rows[0]]
    if any(name in header for name in _COLUMNS["text"]):
        dicts = [dict(zip(header, row, strict=False)) for row in rows[1:]]
        return [v for d in dicts if (v := _verse_of(d, work))]
    out = []
    for row in rows:
        if work == "bible" and len(row) >= 4:
            book = books().get(book_key(row[0]))
            if book and row[1].strip().isdigit() and row[2].strip().isdigit():
                out.append((f"{book.name} {int(row[1])}:{int(row[2])}", mark.join(row[3:]).strip()))
        elif work == "hadith" and len(row) >= 3:
            out.append((f"{row[0].strip().lower()} {row[1].strip()}", mark.join(row[2:]).strip()))
    return out


def _verse_of(row: dict[str, Any], work: Work) -> tuple[str, str] | None:
    """Return the place and the words of a row with named cells, or None where one of them is missing."""

    def cell(kind: str) -> Any:
        return next((row[name] for name in _COLUMNS[kind] if row.get(name) not in (None, "")), None)

    text = cell("text")
    if not isinstance(text, str):
        return None
    if work == "hadith":
        return f"{str(cell('book') or '').lower()} {cell('ayah') or cell('key') or ''}".strip(), text
    key = str(cell("key") or "")
    pair = re.fullmatch(r"(\d+):(\d+)", key)
    surah, ayah = (pair[1], pair[2]) if pair else (cell("surah"), cell("ayah"))
    if work == "bible":
        book = books().get(book_key(str(cell("book") or "")))
        return (f"{book.name} {surah}:{ayah}", text) if book and surah and ayah else None
    if isinstance(surah, str) and not surah.strip().isdigit():
        surah = surah_of(surah)
    return (f"{int(surah)}:{int(ayah)}", text) if surah and str(ayah).strip().isdigit() else None


def _read_xml(raw: bytes) -> tuple[list[tuple[str, str]], str]:
    """Read ``<sura index="1"><aya index="1" text="…"/>`` and elements of the same sense with text inside."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise TextError(f"broken XML: {error}") from None
    if root is None:
        return [], ""
    tree = root.getroottree()
    notice = "\n".join(
        str(c.text or "").strip() for c in tree.xpath("//comment() | preceding-sibling::comment()")
    )
    verses = []
    for aya in root.iter():
        tag = str(aya.tag).lower()
        if tag not in ("aya", "ayah", "verse"):
            continue
        parent = aya.getparent()
        surah = None if parent is None else _number_of(parent)
        number = _number_of(aya)
        text = aya.get("text") or "".join(aya.itertext()).strip()
        if surah and number and text:
            verses.append((f"{surah}:{number}", text))
    return verses, "\n".join(line.strip(" #=") for line in notice.splitlines() if line.strip(" #=-"))


def _number_of(element: Any) -> int | None:
    for name in ("index", "number", "id", "no", "n"):
        value = element.get(name)
        if value and value.isdigit():
            return int(value)
    return None


def _read_json(raw: bytes, work: Work, language: str | None) -> tuple[list[tuple[str, str]], str]:
    try:
        data = msgspec.json.decode(raw)
    except msgspec.DecodeError as error:
        raise TextError(f"broken JSON: {error}") from None
    notice = ""
    if isinstance(data, dict):
        notice = " ".join(
            str(data[k]) for k in ("name", "license", "licence", "notice", "copyright", "source") if k in data
        )
        data = _of_language(data, language)
    return _walk(data, work, []), notice


def _of_language(data: dict[str, Any], language: str | None) -> Any:
    """Return the text of one language of a file that holds several, by their codes."""
    codes = [key for key, value in data.items() if _CODE.fullmatch(key) and isinstance(value, (dict, list))]
    if len(codes) < 2 or len(codes) < len(data):
        return data
    if language not in codes:
        raise TextError(f"texts in {len(codes)} languages: name one with --language ({', '.join(codes)})")
    return data[language]


def _walk(node: Any, work: Work, path: list[str]) -> list[tuple[str, str]]:
    """Collect verses from nested JSON: rows with named cells, or {"1": {"1": "words"}}, or lists of lists."""
    out: list[tuple[str, str]] = []
    if isinstance(node, dict):
        own = {str(k).lower(): v for k, v in node.items()}
        if isinstance(own.get("text"), str) or any(isinstance(own.get(k), str) for k in _COLUMNS["text"]):
            if len(path) >= 1 and not any(own.get(k) for k in (*_COLUMNS["surah"], "verse_key")):
                own["surah"] = path[-1]
                own.setdefault("ayah", own.get("id") or own.get("number"))
            verse = _verse_of(own, work)
            return [verse] if verse else []
        number = next(
            (own[k] for k in ("number", "id", "index", *_COLUMNS["surah"]) if str(own.get(k)).isdigit()), None
        )
        for key, value in node.items():
            here = str(number) if number is not None else str(key)
            if isinstance(value, str) and len(path) >= 1 and str(key).isdigit():
                out.append((_place([*path, str(key)], work), value))
            elif isinstance(value, (dict, list)):
                out += _walk(
                    value, work, [*path, here] if number is not None or _numeric(here, work) else path
                )
    elif isinstance(node, list):
        for index, value in enumerate(node):
            if isinstance(value, str) and path:
                out.append((_place([*path, str(index + 1)], work), value))
            elif isinstance(value, list):
                out += _walk(value, work, [*path, str(index + 1)])
            else:
                out += _walk(value, work, path)
    return out


def _numeric(key: str, work: Work) -> bool:
    return key.isdigit() or (work == "bible" and book_key(key) in books())


def _place(path: list[str], work: Work) -> str:
    if work == "bible" and len(path) >= 3:
        book = books().get(book_key(path[-3]))
        return f"{book.name if book else path[-3]} {path[-2]}:{path[-1]}"
    return ":".join(path[-2:])
