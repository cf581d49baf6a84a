"""Turn ``truth.txt`` into ``../truth.jsonl``: what a careful reader finds in the example documents.

``truth.txt`` names places by their words, so that it stays right when a text changes. Fields stand
between `` | ``, each line is one row, and ``== NAME`` opens the rows of a document::

    said ID | SPEAKER | KIND | SOURCE | CUE | CONTENT | OUTLET; OUTLET DATE
    cite | WORDS | OUTLETS | DATE | PROBABLE DATE | IDS
    time | WORDS | VALUE | calendar= | hijri= | issues= | alt= | type=
    scripture | WORDS | TYPE | LANGUAGE | REFERENCE | VERDICT | REFERENCE WORDS
    check | WORDS | KIND | MESSAGE
    trap | WORDS                                        no attribution stands here
    actor NAME | TYPE | VARIANT, VARIANT                all its places are found by themselves
    also NAME | NAME, NAME                              other names that are as right for a speaker
    passage DOCUMENT | WORDS | DOCUMENT | WORDS         and below it: variant KIND ALTERS | WORDS | WORDS

``said?`` and ``cite?`` are rows that a careful reader may leave out. An id with a dot is nested: ``a3.1``
stands in ``a3``. WORDS must occur once; ``A ~ B`` runs from A to the next B; ``in {May} we`` means only
the part in braces; ``A + B`` are two spans. A source or a cue may occur often: the one nearest to the
content is meant, unless braces say otherwise. White space and line breaks are the same.

Run from anywhere: ``python examples/sources/build_truth.py`` (``--check`` only compares).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DOCUMENTS = HERE.parent / "marsa-zayn"
TRUTH = HERE.parent / "truth.jsonl"
Span = list[int]
Row = dict[str, Any]


def read_texts() -> dict[str, str]:
    """Return the text of every example document as the program reads it."""
    from testimonia.reading import read_path

    texts = {}
    for path in sorted(DOCUMENTS.iterdir()):
        for document in read_path(path):
            texts[path.name] = document.text
    return texts


def pattern(words: str) -> re.Pattern[str]:
    """Return what finds some words: any white space between them, no half words at the ends."""
    flat = r"\s+".join(re.escape(word) for word in words.split())
    left = r"(?<!\w)" if words.strip()[:1].isalnum() else ""
    right = r"(?!\w)" if words.strip()[-1:].isalnum() else ""
    return re.compile(left + flat + right)


def places(text: str, anchor: str) -> list[Span]:
    """Return every place that an anchor can mean."""
    if " ~ " in anchor:
        first, last = anchor.split(" ~ ")
        found = []
        for begin in pattern(first).finditer(text):
            end = pattern(last).search(text, begin.end())
            if end:
                found.append([begin.start(), end.end()])
        return found
    if "{" not in anchor:
        return [[match.start(), match.end()] for match in pattern(anchor).finditer(text)]
    before, rest = anchor.split("{")
    inside, after = rest.split("}")
    loose = [r"\s+".join(re.escape(word) for word in part.split()) for part in (before, inside, after)]
    gaps = [
        r"\s+" if a[-1:].isspace() or b[:1].isspace() else "" for a, b in ((before, inside), (inside, after))
    ]
    if not inside:
        gaps = [r"\s+", ""]
    whole = re.compile(f"{loose[0]}{gaps[0]}({loose[1]}){gaps[1]}{loose[2]}")
    return [[match.start(1), match.end(1)] for match in whole.finditer(text)]


def place(text: str, anchor: str) -> Span:
    """Return the one place of an anchor.

    Raises:
        LookupError: it occurs not once.
    """
    found = places(text, anchor)
    if len(found) != 1:
        raise LookupError(f"{len(found)} places for {anchor!r}")
    return found[0]


def nearest(text: str, anchor: str, content: list[Span]) -> list[Span]:
    """Return the place of a source or cue that is nearest to a content and outside it."""
    if not anchor:
        return []
    found = places(text, anchor)
    if not found:
        raise LookupError(f"no place for {anchor!r}")
    outside = [a for a in found if all(a[1] <= c[0] or a[0] >= c[1] for c in content)]

    def distance(a: Span) -> int:
        return min(min(abs(c[0] - a[1]), abs(a[0] - c[1])) for c in content)

    return [min(outside or found, key=distance)]


def said(text: str, head: str, fields: list[str]) -> Row:
    """Return an attribution row."""
    command, _, identity = head.partition(" ")
    speaker, kind, source, cue, content, *carried = fields
    spans = [place(text, part) for part in content.split(" + ")]
    outlets, _, date = carried[0].rpartition(" ") if carried else ("", "", "")
    if carried and not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        outlets, date = carried[0], ""
    row: Row = {
        "id": identity,
        "content": spans,
        "cue": nearest(text, cue, spans),
        "source": nearest(text, source, spans),
        "speaker": speaker,
        "kind": kind,
        "outlet": [outlet.strip() for outlet in outlets.split(";") if outlet.strip()],
        "outlet_date": date or None,
        "parent": identity.rpartition(".")[0] or None,
    }
    if command == "said?":
        row["optional"] = True
    return row


def cite(text: str, head: str, fields: list[str]) -> Row:
    """Return a citation row."""
    words, outlets, date, probable, supports = (*fields, "", "", "", "")[:5]
    return {
        "span": place(text, words),
        "outlets": [outlet.strip() for outlet in outlets.split(";")],
        "date_iso": date or None,
        "date_probable": probable or None,
        "supports": supports.split(),
        **({"optional": True} if head == "cite?" else {}),
    }


def time(text: str, head: str, fields: list[str]) -> Row:
    """Return a row of a time expression; the type follows from the value."""
    words, value, *options = fields
    more = dict(option.split("=", 1) for option in options)
    kind = "DURATION" if value.startswith("P") and value[1:2] in "0123456789TX" else "DATE"
    if kind == "DATE" and "T" in value.removesuffix("_REF"):
        kind = "TIME"
    if value.endswith("_REF"):
        kind = "DATE"
    start, end = place(text, words)
    row: Row = {"start": start, "end": end, "type": more.get("type", kind), "value": value}
    row["calendar"] = more.get("calendar", "gregorian" if re.match(r"\d{4}", value) else "none")
    if "hijri" in more:
        row["hijri"] = more["hijri"]
    if "alt" in more:
        row["alt"] = more["alt"].split(",")
    if "issues" in more:
        row["issues"] = more["issues"].split(",")
    return row


def scripture(text: str, head: str, fields: list[str]) -> Row:
    """Return a row of a quotation of scripture."""
    words, kind, language, reference, verdict, *written = fields
    row: Row = {
        "span": place(text, words),
        "type": kind,
        "language": language,
        "reference": reference or None,
        "verdict": verdict,
    }
    if written:
        row["reference_span"] = place(text, written[0])
    return row


def check(text: str, head: str, fields: list[str]) -> Row:
    """Return a row of something that the reader should see."""
    words, kind, message = fields
    return {"span": place(text, words), "kind": kind, "message": message}


def document(text: str, head: str, fields: list[str]) -> Row:
    """Return the row of a document."""
    row: Row = dict.fromkeys(
        ("title", "date", "date_probable", "hijri", "genre", "publisher", "author"), None
    )
    for field in (head.partition(" ")[2], *fields):
        key, _, value = field.partition("=")
        row[key] = value
    if row["title"]:
        row["title_span"] = places(text, row["title"])[0]
    return row


def trap(text: str, head: str, fields: list[str]) -> Row:
    """Return a place that looks like an attribution and is none."""
    return {"span": place(text, fields[0])}


LAYERS = {
    "document": ("document", document),
    "said": ("attribution", said),
    "said?": ("attribution", said),
    "cite": ("citation", cite),
    "cite?": ("citation", cite),
    "time": ("time", time),
    "scripture": ("scripture", scripture),
    "check": ("check", check),
    "trap": ("trap", trap),
}


def passage(texts: dict[str, str], fields: list[str]) -> Row:
    """Return the row of a recycled passage."""
    a, words_a, b, words_b = fields
    row: Row = {"document": a}
    for side, name, words in (("a", a, words_a), ("b", b, words_b)):
        start, end = place(texts[name], words)
        row[side] = {"document": name, "start": start, "end": end}
    row["variants"] = []
    return row


def variant(texts: dict[str, str], row: Row, head: str, fields: list[str]) -> Row:
    """Return a difference between the two sides of a passage."""
    _, kind, alters = head.split()
    result: Row = {"kind": kind, "alters": alters}
    for side, words in zip("ab", fields, strict=True):
        at = row[side]
        inside = texts[at["document"]][: at["end"]]
        result[side] = next(p for p in places(inside, words) if p[0] >= at["start"])
    return result


def mentions(texts: dict[str, str], actors: list[Row]) -> Iterator[Row]:
    """Yield a row for each actor and document: every place of its names, the longest name first."""
    owner = {name: actor for actor in actors for name in actor["variants"]}
    names = sorted(owner, key=lambda name: (-len(name), name))
    flat = "|".join(r"\s+".join(re.escape(word) for word in name.split()) for name in names)
    anywhere = re.compile(rf"(?<!\w)(?:{flat})(?!\w)")
    for name, text in texts.items():
        found: dict[str, list[Span]] = {}
        for match in anywhere.finditer(text):
            actor = owner[" ".join(match.group().split())]
            found.setdefault(actor["canonical"], []).append([match.start(), match.end()])
        for actor in actors:
            if actor["canonical"] in found:
                yield {
                    "layer": "actor",
                    "document": name,
                    "canonical": actor["canonical"],
                    "type": actor["type"],
                    "mentions": found[actor["canonical"]],
                }


def build(texts: dict[str, str], source: str) -> list[Row]:
    """Return the rows of the truth.

    Raises:
        LookupError: some words do not stand where they should; the message names the line.
    """
    rows: list[Row] = []
    actors: list[Row] = []
    current = ""
    for number, line in enumerate(source.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("== "):
            current = line[3:].strip()
            continue
        head, *fields = (field.strip() for field in re.split(r" \|(?= |$)", line))
        command, _, first = head.partition(" ")
        try:
            if command == "actor":
                variants = [variant.strip() for variant in fields[1].split(",")]
                actors.append({"canonical": first, "type": fields[0], "variants": variants})
            elif command == "also":
                names = [name.strip() for name in fields[0].split(",")]
                rows.append({"layer": "alias", "document": "", "canonical": first, "names": names})
            elif command == "passage":
                rows.append({"layer": "passage", **passage(texts, [first, *fields])})
            elif command == "variant":
                rows[-1]["variants"].append(variant(texts, rows[-1], head, fields))
            else:
                layer, make = LAYERS[command]
                rows.append({"layer": layer, "document": current, **make(texts[current], head, fields)})
        except (LookupError, ValueError, StopIteration) as fault:
            raise LookupError(f"truth.txt, line {number}: {fault!r}") from fault
    order = {name: at for at, name in enumerate(texts)}
    rows.extend(mentions(texts, actors))
    return sorted(rows, key=lambda row: order.get(row["document"], len(order)))


def written(rows: list[Row]) -> str:
    """Return the rows as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def main() -> int:
    """Write the truth, or with ``--check`` say whether it is up to date."""
    rows = written(build(read_texts(), (HERE / "truth.txt").read_text(encoding="utf-8")))
    if "--check" in sys.argv[1:]:
        return int(rows != TRUTH.read_text(encoding="utf-8"))
    TRUTH.write_text(rows, encoding="utf-8")
    print(f"{rows.count(chr(10))} rows", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
