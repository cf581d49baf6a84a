"""Score the program against the truth of the example corpus, layer by layer.

Run ``python benchmarks/score_examples.py`` to read ``examples/marsa-zayn`` and print the table, or give
an export (``testimonia export jsonl CASE -o FILE``) to score that; ``--misses`` prints what was missed and
what was found in error.

What counts as right: an attribution when at least half of the words of its content are shared (Dice) and,
for the headline, when its speaker is the same name after folding; a citation when its place overlaps and
its outlets and date are the same; a time expression when its place overlaps and its value is the same; an
actor's name when the same letters stand in the same document; a passage when both sides are covered by half;
a check when it lies on the place of the expected one. Rows that the truth marks as optional neither
count nor harm. Time expressions and passages of the truth are the planted ones: only recall is given.

The rules were written with these texts at hand. The table shows what works and what does not, and is no
measure of other documents.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
Row = dict[str, Any]

ARTICLES = frozenset(("a", "an", "the", "al", "as", "ash", "at", "ad", "adh", "az", "ar", "el", "ul"))
TITLES = frozenset(
    [
        "president",
        "minister",
        "foreign",
        "defence",
        "admiral",
        "captain",
        "sheikh",
        "governor",
        "envoy",
        "mediator",
        "commander",
        "dr",
        "mr",
        "mrs",
        "spokesman",
        "vodranian",
        "qasmari",
        "norravian",
    ]
)
IMPERSONAL = {"", "unspecified", "unnamed"}


@dataclass
class Score:
    """Right answers among those wanted and those given."""

    right: float = 0
    wanted: int = 0
    given: int | None = 0
    misses: list[str] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float | None:
        if self.given is None:
            return None
        return self.right / self.given if self.given else 1.0

    @property
    def f1(self) -> float:
        if self.precision is None:
            return self.recall
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def fold(name: str) -> tuple[str, ...]:
    """Return the words of a name without case, marks, articles, titles and usual spelling variants."""
    plain = unicodedata.normalize("NFKD", name.casefold()).replace("’", "'")
    plain = re.sub(r"'s\b", "", "".join(c for c in plain if not unicodedata.combining(c)))
    words = re.findall(r"[^\W_]+", plain.replace("'", ""))
    kept = [word for word in words if word not in ARTICLES and word not in TITLES]
    return tuple("ibn" if word == "bin" else word for word in kept or words)


def same_name(wanted: str, given: str, aliases: dict[tuple[str, ...], str]) -> bool:
    """Say whether two names are of one speaker; one may be a part of the other, as a surname is."""
    a, b = fold(wanted), fold(given)
    if not a or not b:
        return wanted in IMPERSONAL and given in IMPERSONAL
    if a == b or aliases.get(a, wanted) == aliases.get(b, given):
        return True
    if wanted.startswith("unnamed") or given.startswith("unnamed"):
        left, right = set(a) - {"unnamed", "of", "in"}, set(b) - {"unnamed", "of", "in"}
        return 2 * len(left & right) >= len(left | right) * 0.99 or (
            bool(left & right) and min(a, b) == a[:1]
        )
    return set(a) <= set(b) or set(b) <= set(a)


def alike(a: Iterable[str], b: Iterable[str]) -> bool:
    """Say whether half of the words of two descriptions are the same."""
    small = {"unnamed", "of", "in", "for", "the", "my"}
    left, right = set(a) - small, set(b) - small
    return bool(left & right) and 4 * len(left & right) >= len(left) + len(right)


def words_of(text: str, spans: Iterable[list[int]]) -> Counter[str]:
    """Return the words under some spans, each with its place, so that the same word elsewhere is another."""
    found: Counter[str] = Counter()
    for start, end in spans:
        for match in re.finditer(r"\w+", text[start:end]):
            found[f"{start + match.start()}"] += 1
    return found


def dice(a: Counter[str], b: Counter[str]) -> float:
    """Return the share of common words, 0 to 1."""
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def overlap(a: list[int], b: list[int]) -> int:
    """Return how many code points two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def pair(wanted: list[Row], given: list[Row], weigh: Callable[[Row, Row], float]) -> list[tuple[int, int]]:
    """Return the best pairs first, each row once; rows that must be found come before optional ones."""
    ranked = sorted(
        (
            (bool(w.get("optional")), -weight, i, j)
            for i, w in enumerate(wanted)
            for j, g in enumerate(given)
            if (weight := weigh(w, g)) > 0
        ),
    )
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, _, i, j in ranked:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


class Scorer:
    """Compares two sets of interchange rows over the same texts."""

    def __init__(self, truth: list[Row], found: list[Row], texts: dict[str, str]) -> None:
        self.truth, self.found, self.texts = truth, found, texts
        self.scores: dict[str, Score] = {}
        self.aliases: dict[tuple[str, ...], str] = {}
        for row in truth:
            if row["layer"] == "actor":
                names = [row["canonical"]]
                names += [texts[row["document"]][a:b] for a, b in row["mentions"]]
                self.aliases.update({fold(name): row["canonical"] for name in names})
            elif row["layer"] == "alias":
                names = [row["canonical"], *row["names"]]
                self.aliases.update({fold(name): row["canonical"] for name in names})

    def rows(self, layer: str, document: str) -> tuple[list[Row], list[Row]]:
        """Return the wanted and the given rows of a layer in a document."""

        def of(rows: list[Row]) -> list[Row]:
            return [row for row in rows if row["layer"] == layer and row["document"] == document]

        return of(self.truth), of(self.found)

    def score(self, name: str, open_ended: bool = False) -> Score:
        """Return the running score of a line of the table."""
        return self.scores.setdefault(name, Score(given=None if open_ended else 0))

    def speakers(self, row: Row) -> list[str]:
        speaker = row.get("speaker") or ""
        return speaker if isinstance(speaker, list) else [part.strip() for part in speaker.split(";")]

    def outlets(self, names: Iterable[str] | None) -> set[str]:
        """Return outlets under one name each."""
        return {self.aliases.get(fold(name), " ".join(fold(name))) for name in names or ()}

    def same_speaker(self, wanted: Row, given: Row) -> bool:
        a, b = self.speakers(wanted), self.speakers(given)
        if a[0].startswith("unnamed") and b[0].startswith("unnamed"):
            source = " ".join(self.texts[wanted["document"]][x:y] for x, y in wanted["source"])
            if alike(fold(source), fold(b[0])):
                return True
        return len(a) == len(b) and all(any(same_name(x, y, self.aliases) for y in b) for x in a)

    def documents(self) -> None:
        """Score what each document says about itself."""
        for row in self.truth:
            if row["layer"] != "document":
                continue
            given = next(iter(self.rows("document", row["document"])[1]), {})
            for key in ("title", "date", "hijri", "genre", "publisher", "author"):
                score = self.score(f"document {key}")
                wanted, got = row[key], given.get(key)
                if key in ("publisher", "author") and wanted and got:
                    right = same_name(wanted, got, self.aliases)
                else:
                    right = got is not None and got in (wanted, row.get(f"{key}_alt", wanted))
                    right = right or wanted is None is got
                score.wanted += wanted is not None
                assert score.given is not None
                score.given += got is not None
                score.right += right and wanted is not None
                if not right:
                    score.misses.append(f"{row['document']}: {wanted!r}, found {got!r}")

    def attributions(self, document: str) -> None:
        """Score contents, speakers, kinds, outlets and chains of a document."""
        wanted, given = self.rows("attribution", document)
        text = self.texts[document]
        words_wanted = [words_of(text, row["content"]) for row in wanted]
        words_given = [words_of(text, row["content"]) for row in given]
        at = {id(row): words for row, words in zip(wanted + given, words_wanted + words_given, strict=True)}

        def weigh(a: Row, b: Row) -> float:
            share = dice(at[id(a)], at[id(b)])
            return share + 2 * self.same_speaker(a, b) if share >= 0.5 else 0

        pairs = pair(wanted, given, weigh)
        matched = dict(pairs)
        content, whole = self.score("content"), self.score("content and speaker")
        harmless = len({j for i, j in pairs if wanted[i].get("optional")})
        for score in (content, whole):
            assert score.given is not None
            score.given += len(given) - harmless
        for i, row in enumerate(wanted):
            if row.get("optional"):
                continue
            content.wanted += 1
            whole.wanted += 1
            words = " … ".join(text[a:b] for a, b in row["content"])[:90].replace("\n", " ")
            if i not in matched:
                content.misses.append(f"{document} {row['id']}: {row['speaker']}: {words}")
                continue
            other = given[matched[i]]
            content.right += 1
            if self.same_speaker(row, other):
                whole.right += 1
            else:
                whole.misses.append(
                    f"{document} {row['id']}: {row['speaker']}, found {other.get('speaker')}: {words}"
                )
            self.score("kind", True).wanted += 1
            self.score("kind", True).right += row["kind"] == other.get("kind")
            if row["outlet"]:
                score = self.score("outlets", True)
                score.wanted += 1
                right = self.outlets(row["outlet"]) == self.outlets(other.get("outlet"))
                score.right += right
                if not right:
                    score.misses.append(
                        f"{document} {row['id']}: {row['outlet']}, found {other.get('outlet')}"
                    )
            if row["parent"]:
                score = self.score("chain", True)
                score.wanted += 1
                above = next(
                    (r for r in given if other.get("parent") and r.get("id") == other["parent"]), None
                )
                parent = next(r for r in wanted if r["id"] == row["parent"])
                right = above is not None and self.same_speaker(parent, above)
                score.right += right
                if not right:
                    score.misses.append(
                        f"{document} {row['id']}: in {parent['speaker']}, found {above and above['speaker']}"
                    )
        taken = set(matched.values())
        for j, row in enumerate(given):
            if j not in taken:
                words = " … ".join(text[a:b] for a, b in row["content"])[:90].replace("\n", " ")
                content.extras.append(f"{document}: {row.get('speaker')}: {words}")
        traps = self.rows("trap", document)[0]
        score = self.score("traps avoided", True)
        for trap in traps:
            fallen = any(
                j not in taken
                and any(a >= trap["span"][0] - 2 and b <= trap["span"][1] + 2 for a, b in row["content"])
                for j, row in enumerate(given)
            )
            score.wanted += 1
            score.right += not fallen
            if fallen:
                score.misses.append(f"{document}: {text[slice(*trap['span'])]}")

    def citations(self, document: str) -> None:
        """Score places, outlets and dates of citations."""
        wanted, given = self.rows("citation", document)
        pairs = dict(pair(wanted, given, lambda a, b: overlap(a["span"], b["span"])))
        score = self.score("citations")
        assert score.given is not None
        score.given += len(given) - sum(bool(wanted[i].get("optional")) for i in pairs)
        for i, row in enumerate(wanted):
            if row.get("optional"):
                continue
            score.wanted += 1
            words = self.texts[document][slice(*row["span"])]
            if i not in pairs:
                score.misses.append(f"{document}: {words}")
                continue
            score.right += 1
            other = given[pairs[i]]
            line = self.score("citation outlets", True)
            line.wanted += 1
            right = self.outlets(row["outlets"]) == self.outlets(other.get("outlets"))
            line.right += right
            if not right:
                line.misses.append(f"{document}: {words}: found {other.get('outlets')}")
            for key, name in (("date_iso", "citation dates"), ("date_probable", "doubtful dates flagged")):
                if row[key]:
                    line = self.score(name, True)
                    line.wanted += 1
                    line.right += row[key] == other.get(key)
                    if row[key] != other.get(key):
                        line.misses.append(f"{document}: {words}: found {other.get(key)}")
        taken = set(pairs.values())
        score.extras += [
            f"{document}: {self.texts[document][slice(*row['span'])]}"
            for j, row in enumerate(given)
            if j not in taken
        ]

    def times(self, document: str) -> None:
        """Score the values of time expressions."""
        wanted, given = self.rows("time", document)
        score = self.score("time values", True)
        for row in wanted:
            score.wanted += 1
            here = [row["start"], row["end"]]
            others = [r for r in given if overlap(here, [r["start"], r["end"]])]
            best = max(others, key=lambda r: overlap(here, [r["start"], r["end"]]), default=None)
            if best is not None and best.get("value") in (row["value"], *row.get("alt", [])):
                score.right += 1
            else:
                words = self.texts[document][slice(*here)]
                score.misses.append(
                    f"{document}: {words}: {row['value']}, found {best and best.get('value')}"
                )

    def scripture(self, document: str) -> None:
        """Score places and references of scripture."""
        wanted, given = (
            [row for row in rows if row.get("type") != "formula"] for rows in self.rows("scripture", document)
        )
        score = self.score("scripture")
        pairs = pair(wanted, given, lambda a, b: overlap(a["span"], b["span"]))
        assert score.given is not None
        score.given += len(given)
        for i, row in enumerate(wanted):
            score.wanted += 1
            right = any(k == i and row["reference"] == given[j].get("reference") for k, j in pairs)
            score.right += right
            if not right:
                score.misses.append(f"{document}: {self.texts[document][slice(*row['span'])]}")

    def actors(self, document: str) -> None:
        """Score names found, and whether the variants of one actor come under one name."""
        wanted, given = self.rows("actor", document)
        text = self.texts[document]
        names = {text[a:b]: row["canonical"] for row in wanted for a, b in row["mentions"]}
        got = {text[a:b]: row["canonical"] for row in given for a, b in row["mentions"]}
        score = self.score("actor names", True)
        score.wanted += len(names)
        score.right += sum(name in got for name in names)
        score.misses += [f"{document}: {name}" for name in sorted(names) if name not in got]
        for row in wanted:
            forms = {text[a:b] for a, b in row["mentions"]} & set(got)
            if len(forms) > 1:
                line = self.score("actor variants joined", True)
                line.wanted += len(forms) - 1
                line.right += len(forms) - len({got[form] for form in forms})

    def passages(self) -> None:
        """Score recycled passages and the differences that matter."""
        wanted = [row for row in self.truth if row["layer"] == "passage"]
        given = [row for row in self.found if row["layer"] == "passage"]
        for row in wanted:
            score = self.score("passages", True)
            score.wanted += 1
            other = next((g for g in given if covers(row, g) or covers(row, turned(g))), None)
            if other is None:
                score.misses.append(f"{row['a']['document']} / {row['b']['document']}")
                continue
            score.right += 1
            other = other if covers(row, other) else turned(other)
            for variant in row["variants"]:
                if variant["alters"] == "no":
                    continue
                line = self.score("meaningful variants", True)
                line.wanted += 1
                near = [v for v in other.get("variants", []) if touches(variant, v)]
                right = any(v["kind"] == variant["kind"] for v in near)
                line.right += right
                if not right:
                    line.misses.append(
                        f"{row['a']['document']} / {row['b']['document']}: {variant['kind']}, "
                        f"found {[v['kind'] for v in near]}"
                    )

    def checks(self, document: str) -> None:
        """Score the planted problems."""
        wanted, given = self.rows("check", document)
        score = self.score("checks", True)
        for row in wanted:
            score.wanted += 1
            right = any(overlap(row["span"], other["span"]) for other in given)
            score.right += right
            if not right:
                score.misses.append(f"{document}: {row['message']}")

    def all(self) -> dict[str, Score]:
        """Return every line of the table."""
        self.documents()
        for document in self.texts:
            self.attributions(document)
            self.citations(document)
            self.times(document)
            self.scripture(document)
            self.actors(document)
            self.checks(document)
        self.passages()
        return self.scores


def turned(row: Row) -> Row:
    """Return a passage with its sides exchanged."""
    variants = [{**v, "a": v["b"], "b": v["a"]} for v in row.get("variants", [])]
    return {**row, "a": row["b"], "b": row["a"], "variants": variants}


def covers(wanted: Row, given: Row) -> bool:
    """Say whether half of both sides of a passage is covered."""
    for side in "ab":
        a, b = wanted[side], given[side]
        if a["document"] != b["document"]:
            return False
        if 2 * overlap([a["start"], a["end"]], [b["start"], b["end"]]) < a["end"] - a["start"]:
            return False
    return True


def touches(wanted: Row, given: Row) -> bool:
    """Say whether two variants lie within three code points of each other on both sides."""
    return all(
        given[side][0] <= wanted[side][1] + 3 and wanted[side][0] <= given[side][1] + 3 for side in "ab"
    )


def load(path: Path) -> list[Row]:
    """Return the rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def table(scores: dict[str, Score]) -> str:
    """Return the scores as a Markdown table."""
    lines = ["| layer | wanted | recall | precision | F1 |", "|---|---:|---:|---:|---:|"]
    for name, score in scores.items():
        precision = "" if score.precision is None else f"{score.precision:.2f}"
        f1 = "" if score.precision is None else f"{score.f1:.2f}"
        lines.append(f"| {name} | {score.wanted} | {score.recall:.2f} | {precision} | {f1} |")
    return "\n".join(lines)


def read_texts() -> dict[str, str]:
    """Return the texts of the examples as the program reads them."""
    from testimonia.reading import read_path

    folder = EXAMPLES / "marsa-zayn"
    return {path.name: next(iter(read_path(path))).text for path in sorted(folder.iterdir())}


def run_program() -> list[Row]:
    """Read the examples into a case of its own and return the exported rows."""
    from testimonia.case import open_case
    from testimonia.pipeline import read
    from testimonia.writing.jsonl import case_rows

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "example.case"
        read([EXAMPLES / "marsa-zayn"], path, workers=1)
        with open_case(path) as case:
            return json.loads(json.dumps(list(case_rows(case))))


def score(found: list[Row]) -> dict[str, Score]:
    """Score exported rows against the truth."""
    return Scorer(load(EXAMPLES / "truth.jsonl"), found, read_texts()).all()


def main() -> None:
    """Print the table."""
    files = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    scores = score(load(Path(files[0])) if files else run_program())
    print(table(scores))
    if "--misses" in sys.argv[1:]:
        for name, line in scores.items():
            for label, rows in (("missed", line.misses), ("in error", line.extras)):
                if rows:
                    print(f"\n## {name}: {label}")
                    print("\n".join(f"- {row}" for row in rows))


if __name__ == "__main__":
    main()
