"""Vary annotated news into the forms of communiqués, digests and translated statements.

Every variant is a copy of one paragraph with its annotation moved along; what stands in the variant and not
in the original is written here. A document of variants is marked ``synthetic``. Forms:

* ``report``: the paragraph becomes the words of an outlet, quoted or not; what is annotated inside is
  dropped, since the corpus annotates the outermost only;
* ``citation``: a bracketed source closes a sentence and belongs to no role;
* ``marks``: quotation marks change their kind, become brackets, or are lost, one or all;
* ``signed``: words followed by a dash and their author, or the author, a colon and the words;
* ``labelled``: a label, a number or an address to the audience stands before the paragraph;
* ``inverted``: "X said that Y" as translations have it: "And X has affirmed that Y", "That Y was affirmed
  by X".
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

ROLES = ("source", "cue", "content")
Row = dict[str, list[list[int]]]
Varied = tuple[str, list[Row]]

_OUTLETS = (
    "Reuters", "AFP", "the Associated Press", "Agence France-Presse", "BBC", "BBC Arabic", "CNN",
    "Al Jazeera", "Al-Jazeera Net", "Al-Arabiya", "Sky News Arabia", "France 24", "Deutsche Welle",
    "Euronews", "Russia Today", "TASS", "Interfax", "RIA Novosti", "Xinhua", "Anadolu Agency", "SANA",
    "IRNA", "Kyodo", "Yonhap", "Al-Hayat", "Asharq Al-Awsat", "Al-Quds Al-Arabi", "Al-Ahram", "Arab News",
    "The Guardian", "The Times", "The Independent", "The New York Times", "The Washington Post",
    "Foreign Policy", "Der Spiegel", "Die Zeit", "Le Monde", "El País", "La Repubblica", "Haaretz",
    "Hurriyet", "Daily Sabah", "Dawn", "The Hindu", "Kommersant", "Mada Masr", "Arabi 21",
    "the newspaper Izvestia", "the magazine The Economist", "the website Axios", "State Television",
    "Radio Liberty",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_REPORTED = (
    "reported",
    "published",
    "wrote",
    "quoted",
    "stated",
    "broadcast",
    "said",
    "announced",
    "mentioned",
    "noted",
    "revealed",
)
_LEADS = (
    "",
    "",
    "",
    "In the same vein, ",
    "For its part, ",
    "Moreover, ",
    "On the other hand, ",
    "Earlier, ",
)
_MARKS = (("“", "”"), ("“", "”"), ('"', '"'), ("«", "»"), ("(", ")"), ("[", "]"), ("", ""))
_LABELS = (
    "Question: ", "Answer: ", "Q: ", "A: ", "First: ", "Secondly: ", "1- ", "2) ", "a. ", "III. ", "News: ",
    "Comment: ", "O people! ", "O brothers, ", "Dear citizens, ", "To the honourable reader: ", "Note: ",
)  # fmt: skip
_CLOSERS = re.compile(r"[.!?][”\"]?(?=\s|$)")
_PRONOUNS = frozenset("he she they we i it you who that which".split())


def vary(rows: Iterable[dict[str, Any]], share: float, seed: int) -> list[dict[str, Any]]:
    """Return documents made of altered copies of about ``share`` of the paragraphs of annotated documents."""
    chance = random.Random(seed)
    return [varied for row in rows if (varied := _vary(row, share, chance))["text"]]


def _vary(row: dict[str, Any], share: float, chance: random.Random) -> dict[str, Any]:
    text, attributions = "", []
    for paragraph, inside in _paragraphs(row):
        if len(paragraph) < 60 or chance.random() > share:
            continue
        form = chance.choices(_FORMS, _WEIGHTS)[0]
        made = form(paragraph, inside, chance)
        if made is None:
            continue
        varied, moved = made
        attributions += [
            {role: [[s + len(text), e + len(text)] for s, e in one[role]] for role in ROLES} for one in moved
        ]
        text += varied + "\n\n"
    return {"id": f"{row['id']}/varied", "text": text, "attributions": attributions, "synthetic": True}


def _paragraphs(row: dict[str, Any]) -> Iterator[tuple[str, list[Row]]]:
    for match in re.finditer(r"[^\n]+", row["text"]):
        start, end = match.span()
        inside = [
            {role: [[s - start, e - start] for s, e in one[role]] for role in ROLES}
            for one in row["attributions"]
            if all(start <= s and e <= end for role in ROLES for s, e in one[role])
        ]
        yield match[0], inside


def _edit(text: str, rows: list[Row], edits: list[tuple[int, int, str]]) -> Varied:
    """Replace stretches (place, length, by what) and move the annotation along."""
    edits = sorted(edits)
    out, last = [], 0
    for place, length, by in edits:
        out += [text[last:place], by]
        last = place + length
    new = "".join([*out, text[last:]])

    def moved(at: int, is_end: bool) -> int:
        shift = 0
        for place, length, by in edits:
            if at > place + length or (at == place + length and length) or (at == place and not is_end):
                shift += len(by) - length
            elif place < at:
                return place + shift + len(by)
        return at + shift

    result = []
    for row in rows:
        one = {role: [_trimmed(new, moved(s, False), moved(e, True)) for s, e in row[role]] for role in ROLES}
        one = {role: [span for span in one[role] if span[0] < span[1]] for role in ROLES}
        if one["cue"] and one["content"]:
            result.append(one)
    return new, result


def _trimmed(text: str, start: int, end: int) -> list[int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [start, end]


def _date(chance: random.Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1995, 2026)
    name = _MONTHS[month - 1]
    return chance.choice(
        [
            f"{day}/{month}/{year}",
            f"{day:02}.{month:02}.{year}",
            f"{day} {name} {year}",
            f"{name} {day}, {year}",
        ]
    )


def _bracket(chance: random.Random) -> str:
    opening, closing = chance.choice(["()", "()", "[]"])
    outlet, date = chance.choice(_OUTLETS), _date(chance)
    inner = chance.choice(
        [f"{outlet}, {date}", f"{outlet} {date}", f"{outlet}: {date}", outlet,
         f"{outlet}, quoting {chance.choice(_OUTLETS)}, {date}", f"Source: {outlet}, {date}"]
    )  # fmt: skip
    return opening + inner + closing


def _report(text: str, rows: list[Row], chance: random.Random) -> Varied | None:
    text = text.strip()
    source, cue = chance.choice(_OUTLETS), chance.choice(_REPORTED)
    if chance.random() < 0.5:
        cue += chance.choice([" on ", " in its edition of ", " yesterday, "]) + _date(chance)
    opening, closing = chance.choice(_MARKS)
    lead = chance.choice(_LEADS)
    if not lead:
        source = source[0].upper() + source[1:]
    if opening or chance.random() < 0.4:
        join = ": "
    else:
        join = " that "
        text = text[0].lower() + text[1:]
    if join == ": " and chance.random() < 0.3:
        cue += chance.choice([" the following", " as follows", " in a report"])
    new = lead + source
    source_span = [len(lead), len(new)]
    new += " " + cue
    cue_span = [source_span[1] + 1, len(new)]
    new += join + opening
    content = [len(new) - len(opening), len(new) + len(text) + len(closing)]
    new += text + closing
    if chance.random() < 0.4:
        new += " " + _bracket(chance)
    return new, [{"source": [source_span], "cue": [cue_span], "content": [content]}]


def _citation(text: str, rows: list[Row], chance: random.Random) -> Varied | None:
    ends = [match.end() for match in _CLOSERS.finditer(text)]
    if not ends:
        return None
    return _edit(text, rows, [(chance.choice(ends), 0, " " + _bracket(chance))])


def _marks(text: str, rows: list[Row], chance: random.Random) -> Varied | None:
    places = [at for at, letter in enumerate(text) if letter in '“”"']
    if not places:
        return None
    way = chance.choice(["straight", "guillemets", "low", "brackets", "spaced", "one lost", "all lost"])
    if way == "one lost":
        return _edit(text, rows, [(chance.choice(places), 1, "")])
    pairs = {
        "straight": '""',
        "guillemets": "«»",
        "low": "„“",
        "brackets": "()",
        "all lost": ("", ""),
        "spaced": ("“ ", " ”"),
    }
    edits = []
    for at in places:
        opens = text[at] == "“" or (text[at] == '"' and (at == 0 or text[at - 1] in " ([—-"))
        edits.append((at, 1, pairs[way][0 if opens else 1]))
    return _edit(text, rows, edits)


def _signed(text: str, rows: list[Row], chance: random.Random) -> Varied | None:
    names = [text[s:e] for row in rows for s, e in row["source"][:1] if len(row["source"]) == 1]
    names = [name for name in names if name[0].isupper() and name.lower() not in _PRONOUNS]
    contents = [
        text[row["content"][0][0] : row["content"][0][1]].strip('“”" ,.')
        for row in rows
        if len(row["content"]) == 1
    ]
    contents = [words for words in contents if len(words) > 40]
    if not names or not contents:
        return None
    name, words = chance.choice(names).strip(" ,"), chance.choice(contents)
    words = words[0].upper() + words[1:]
    if chance.random() < 0.5:
        return f"{name}: {words}", [
            {"source": [[0, len(name)]], "cue": [[len(name), len(name) + 1]],
             "content": [[len(name) + 2, len(name) + 2 + len(words)]]}
        ]  # fmt: skip
    opening, closing = chance.choice(_MARKS[:4])
    words = opening + words + closing
    dash = chance.choice(["—", "–", "-", "--"])
    new = f"{words} {dash} {name}"
    cue = [len(words) + 1, len(words) + 1 + len(dash)]
    return new, [{"source": [[len(new) - len(name), len(new)]], "cue": [cue], "content": [[0, len(words)]]}]


def _labelled(text: str, rows: list[Row], chance: random.Random) -> Varied | None:
    return _edit(text, rows, [(0, 0, chance.choice(_LABELS))])


def _inverted(text: str, rows: list[Row], chance: random.Random) -> Varied | None:
    """Give a simple "X said (that) Y" the stiff forms of translation."""
    for row in rows:
        if not all(len(row[role]) == 1 for role in ROLES):
            continue
        (s0, s1), (c0, c1), (t0, t1) = (row[role][0] for role in ROLES)
        if text[s1:c0].strip() or not s1 <= c0 or t0 < c1 or t0 - c1 > 2 or c1 - c0 > 20:
            continue
        source, words = text[s0:s1], text[t0:t1]
        if source.lower() in _PRONOUNS or "“" in words or '"' in words:
            continue
        words = words[5:] if words.startswith("that ") else words
        cue = chance.choice(["affirmed", "stressed", "pointed out", "made it clear", "declared", "conveyed"])
        if chance.random() < 0.6:
            lead = chance.choice(["And ", "", "As for the matter, ", "In turn, "])
            has = chance.choice(["has ", "had ", ""])
            new = f"{lead}{source} {has}{cue} that {words}."
            first = len(lead)
            at = first + len(source) + 1
            end = at + len(has) + len(cue)
            return new, [{"source": [[first, first + len(source)]], "cue": [[at, end]],
                          "content": [[end + 1, end + 6 + len(words)]]}]  # fmt: skip
        new = f"{words[0].upper()}{words[1:]}, as {source} {cue}."
        at = len(words) + 5 + len(source) + 1
        return new, [
            {"source": [[len(words) + 5, at - 1]], "cue": [[at, at + len(cue)]], "content": [[0, len(words)]]}
        ]
    return None


_FORMS: tuple[Callable[[str, list[Row], random.Random], Varied | None], ...] = (
    _report, _citation, _marks, _signed, _labelled, _inverted,
)  # fmt: skip
_WEIGHTS = (0.22, 0.22, 0.34, 0.06, 0.06, 0.1)
