"""A case as one HTML file to send to an editor: self-contained, readable without scripts, offline.

The page is made of the pieces of the workbench, by the same templates. It holds its style and its scripts,
and a content security policy that admits nothing else: no network, no script but its own, by their hashes.
Everything that comes from a document is escaped. The same case gives the same page, byte for byte.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from testimonia.case import Case, open_case
from testimonia.web.marks import clean
from testimonia.web.queries import reader
from testimonia.web.queries.cards import LAYERS, Card, cards_in
from testimonia.web.queries.documents import DocumentLine
from testimonia.web.queries.statements import Statement, statements
from testimonia.web.queries.time_intervals import in_hijri, in_words
from testimonia.web.report import sections
from testimonia.web.report.addresses import ReportAddresses, card_anchor, family_key, witness_anchor
from testimonia.web.report.contents import Contents, Sheet, contents
from testimonia.web.scripture_words import in_words as scripture_words
from testimonia.web.templating import environment

MAX_MB = 25.0
STATIC = Path(__file__).parents[1] / "static"
STYLES = ("web", "time", "passages", "scripture", "checks", "actors", "report")
SCRIPTS = ("web", "report", "reader")
VIEWS = {  # key → label, in the order of the page
    "case": "Case",
    "documents": "Documents",
    "said": "Said",
    "time": "Timeline",
    "actors": "Actors",
    "passages": "Passages",
    "scripture": "Scripture",
    "checks": "Checks",
    "texts": "Texts",
}
OPEN_WITNESSES = 3
MOST_NAMED = 5


@dataclass(frozen=True)
class Written:
    """What was written: how many documents, and the names of those left out to keep the page light."""

    documents: int
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Site:
    """What the pieces know of the program: which case; that nothing can be decided here."""

    path: Path
    read_only: bool = True


def write(case: Case | str | Path, out: str | Path | TextIO, *, megabytes: float = MAX_MB) -> Written:
    """Write the report of a case to a file, by its path, or into an open text file.

    ``case`` is an open case or the path of one; ``megabytes`` is about how large the page may get: the first
    documents that fit, by name, are in it. A path is written beside its place and moved there, so that no
    half page is ever left.

    Raises:
        CaseError: the case cannot be read.
        OSError: the target cannot be written.
    """
    if isinstance(case, str | Path):
        with open_case(case) as opened:
            return write(opened, out, megabytes=megabytes)
    held = contents(case, megabytes)
    parts = _parts(case, held)
    if not isinstance(out, str | Path):
        out.writelines(parts)
    else:
        target = Path(out)
        draft = target.with_name(f".{target.name}.part")
        try:
            with draft.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(parts)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    return Written(documents=len(held.sheets), left_out=held.left_out)


def render(case: Case, *, megabytes: float = MAX_MB) -> str:
    """Return the report of a case as HTML."""
    return "".join(_parts(case, contents(case, megabytes)))


def _parts(case: Case, held: Contents) -> Iterator[str]:
    """Yield the page piece by piece."""
    style = "".join(_static(f"{name}.css") for name in STYLES)
    script = "".join(_static(f"{name}.js") for name in SCRIPTS)
    values = _values(case, held) | {
        "style": style,
        "script": script,
        "policy": (
            f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}';"
            " base-uri 'none'; form-action 'none'"
        ),
    }
    for piece in environment().get_template("report/page.html").generate(values):
        yield piece.encode("utf-8", "replace").decode()


def _values(case: Case, held: Contents) -> dict[str, Any]:
    """Return what the template shows."""
    families, actors = sections.families(case, held), sections.named(case, held)
    keys = {sheet.document.id: sheet for sheet in held.sheets}
    for family in families.shown.values():
        for witness in family.witnesses:
            if witness.document.id in keys:
                keys[witness.document.id].witnesses.add((witness.place.start, witness.place.end))
    readings = {id for sheet in held.sheets for id in sheet.readings}
    to = ReportAddresses(
        documents={id: sheet.key for id, sheet in keys.items()},
        readings=readings,
        views=frozenset({*VIEWS, "unread"}),
        actors={row.actor.id for row in actors.named},
        families=families.shown.keys(),
    )
    said = [row.id for sheet in held.sheets for row in sheet.found.attributions]
    times = sections.times_told(case, held)
    return {
        "site": Site(case.path),
        "to": to,
        "has": frozenset(VIEWS) | {"time", "actors"},
        "views": VIEWS,
        "title": clean(case.path.stem or "case"),
        "overview": sections.counted(case),
        "contents": held,
        "doubted": sum(case.left_out().values()) if case.min_confidence else 0,
        "least": f"{case.min_confidence:g}",
        "rejected": len(case.query("SELECT target FROM rejected")),
        "unread": case.unread(),
        "faults": case.query(
            "SELECT d.name, f.layer, f.reason FROM faults AS f JOIN documents AS d ON d.number = f.document"
            " ORDER BY d.name, f.number"
        ),
        "statements": statements(case, said),
        "timelines": [
            sections.timeline(case, "reported", "speaker", said),
            sections.timeline(case, "happened", "document", times),
        ],
        "roles": sections.about_roles(),
        "families": families,
        "family_key": family_key,
        "open_witnesses": OPEN_WITNESSES,
        "most_named": MOST_NAMED,
        "quotations": sections.scripture(case, held),
        "problems": sections.problems(case, held),
        "states": {"open": "Open", "done": "Done", "dismissed": "Not a problem"},
        "actors": actors,
        "card_anchor": card_anchor,
        "texts": (_text(case, sheet, actors.of_mention) for sheet in held.sheets),
        "layers": reader.LAYERS,
        "counts": _counts(held),
        "choices": _choices(held),
        "data_of": data_of,
        "in_words": in_words,
        "in_hijri": in_hijri,
        **scripture_words(),
    }


@dataclass(frozen=True)
class Text:
    """A document set for reading, with its cards and what it says about itself."""

    sheet: Sheet
    document: DocumentLine
    lines: tuple[reader.Line, ...]
    cards: list[Card]
    files: list[dict[str, Any]]


def _text(case: Case, sheet: Sheet, of_mention: dict[str, str]) -> Text:
    read = reader.read(
        case,
        sheet.document,
        sheet.text[: sheet.shown],
        sheet.found,
        leading=_Leading(sheet, of_mention),
    )
    layers = [layer for layer in LAYERS if layer != "mention"]
    return Text(
        sheet=sheet,
        document=sheet.document,
        lines=read.lines,
        cards=cards_in(case, sheet.document, layers, sheet.readings),
        files=reader.files_of(case, sheet.document),
    )


class _Leading(reader.Leading):
    """Marks lead to cards of the same page, names to the line of their actor."""

    def __init__(self, sheet: Sheet, of_mention: dict[str, str]) -> None:
        self.of_mention = of_mention
        self.places = [
            (witness_anchor(sheet.key, start, end), start, min(end, sheet.shown))
            for start, end in sorted(sheet.witnesses)
            if start < sheet.shown
        ]

    def card(self, id: str) -> str:
        """Return the anchor of the card of a statement."""
        return f"#{card_anchor(id)}"

    def named(self, mention: str) -> str:
        """Return the row of the actor that a name stands for."""
        actor = self.of_mention.get(mention)
        return card_anchor(actor).removeprefix("card-") if actor else ""

    def copied(self, passage: str) -> str:
        """Return nothing: witnesses have the anchors, by their places."""
        return ""


def _counts(held: Contents) -> dict[str, int]:
    """Return how often each layer is marked in the texts."""
    found = [sheet.found for sheet in held.sheets]
    return {
        "said": sum(len(one.attributions) for one in found),
        "source": len({name for one in found for row in one.attributions for name in row.speaker}),
        "cited": sum(len(one.citations) for one in found),
        "when": sum(len(one.times) for one in found),
        "named": sum(len(one.mentions) for one in found),
        "check": sum(len(one.checks) for one in found),
        "verse": sum(len(one.scripture) for one in found),
        "copy": sum(len(sheet.witnesses) for sheet in held.sheets),
    }


def _choices(held: Contents) -> dict[str, list[str]]:
    """Return what the filters offer."""
    rows = [row for sheet in held.sheets for row in sheet.found.attributions]

    def names(values: Iterator[str]) -> list[str]:
        return sorted({" ".join(value.split()) for value in values}, key=lambda name: (name.casefold(), name))

    return {
        "speaker": names(name for row in rows for name in row.speaker),
        "via": names(name for row in rows for name in row.outlets),
        "document": names(sheet.document.name for sheet in held.sheets),
        "kind": names(row.kind for sheet in held.sheets for row in sheet.found.checks),
    }


def data_of(said: Statement) -> dict[str, str]:
    """Return what the filters ask of a statement, several values of one key on lines of their own."""
    return {
        "speaker": "\n".join(" ".join(name.split()) for name in said.row.speaker),
        "via": "\n".join(" ".join(name.split()) for name in said.row.outlets),
        "document": said.document.name,
    }


def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def digest(content: str) -> str:
    """Return the hash by which a content security policy knows an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
