"""Annotation in the standoff form of brat (Stenetorp et al., EACL 2012): ``x.ann`` beside ``x.txt``.

Entities ``Source``, ``Cue`` and ``Content`` are joined to attributions by events whose trigger is the cue
(``E1  Cue:T2 Source:T1 Content:T3``), or by relations of any name between two of them: a cue takes what is
joined to it, and the sources that are joined to its contents; a content without a cue is an attribution of
its own. Other types are named by a mapping, ``-`` for those that are to be passed over. Attributes, notes
and normalisations are passed over. Offsets are code points of the ``.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from testimonia.evaluating.gold import GoldDocument, GoldError, GoldRow, text_of
from testimonia.model import Span, Spans

ROLES = ("Source", "Cue", "Content")
PASSED_OVER = "-"
_NUMBERED = re.compile(r"\d+$")


@dataclass
class _Joined:
    """An attribution being put together of entities."""

    parts: dict[str, list[str]] = field(default_factory=lambda: {role: [] for role in ROLES})


class _File:
    """The lines of one file, sorted by what they are."""

    def __init__(self, file: Path, text: str, mapping: Mapping[str, str]) -> None:
        self.file, self.text, self.mapping = file, text, mapping
        self.roles: dict[str, str] = {}
        self.spans: dict[str, Spans] = {}
        self.events: list[tuple[str, str]] = []
        self.relations: list[tuple[str, str]] = []
        for number, line in enumerate(text_of(file).split("\n"), 1):
            self.place = f"{file}:{number}"
            line = line.rstrip("\r")
            if line.startswith("T"):
                self._entity(line)
            elif line.startswith("E"):
                self.events.append((self.place, line.partition("\t")[2]))
            elif line.startswith("R"):
                self.relations.append((self.place, line.partition("\t")[2]))
            elif line.strip() and line[0] not in "AMN#*":
                raise GoldError(f"{self.place}: a line that is none of brat's: {line[:60]!r}")

    def _entity(self, line: str) -> None:
        id, _, rest = line.partition("\t")
        about, _, words = rest.partition("\t")
        type, _, places = about.partition(" ")
        role = self.role(type)
        if role == PASSED_OVER:
            return
        try:
            spans = [(int(start), int(end)) for start, end in (part.split(" ") for part in places.split(";"))]
        except ValueError as error:
            raise GoldError(f"{self.place}: {places!r} are no offsets") from error
        for start, end in spans:
            if not 0 <= start < end <= len(self.text):
                raise GoldError(
                    f"{self.place}: {role} {start}-{end} lies outside the text ({len(self.text)} characters)",
                    "offsets are Unicode code points of the .txt",
                )
        there = " ".join(self.text[start:end] for start, end in spans)
        if words and there.split() != words.split():
            raise GoldError(f"{self.place}: the text has {there[:60]!r} there, not {words[:60]!r}")
        self.roles[id], self.spans[id] = role, tuple(spans)

    def role(self, type: str) -> str:
        """Return what a type stands for. Raises GoldError for one that is not known."""
        role = self.mapping.get(type, type)
        if role not in (*ROLES, PASSED_OVER):
            raise GoldError(
                f"{self.place}: unknown type {type!r}; there are {', '.join(ROLES)}",
                f"say what it stands for: --map {type}=Source (or Cue, Content), or =- to pass it over",
            )
        return role

    def joined(self) -> list[_Joined]:
        """Return the attributions that events and relations make of the entities."""
        events = self._of_events()
        used = {target for joined in events for part in joined.parts.values() for target in part}
        return events + self._of_relations(used)

    def _of_events(self) -> list[_Joined]:
        out = []
        for place, line in self.events:
            self.place = place
            joined = _Joined()
            for number, part in enumerate(line.split()):
                type, _, target = part.partition(":")
                if target.startswith("E") or (number and target not in self.roles):
                    continue  # an event inside an event, an entity that is passed over
                if target not in self.roles:
                    raise GoldError(f"{place}: there is no {target} in this file")
                role = "Cue" if number == 0 else self.role(_NUMBERED.sub("", type))
                if role != PASSED_OVER:
                    joined.parts[role].append(target)
            if joined.parts["Cue"] or joined.parts["Content"]:
                out.append(joined)
        return out

    def _of_relations(self, used: set[str]) -> list[_Joined]:
        links: dict[str, list[str]] = {}
        for place, line in self.relations:
            ends = [part.partition(":")[2] for part in line.split()[1:3]]
            if len(ends) != 2 or not all(end[:1] == "T" for end in ends):
                raise GoldError(f"{place}: a relation that joins no two entities: {line[:60]!r}")
            if all(end in self.roles for end in ends):
                links.setdefault(ends[0], []).append(ends[1])
                links.setdefault(ends[1], []).append(ends[0])

        def linked(id: str, role: str) -> list[str]:
            return [other for other in links.get(id, ()) if self.roles[other] == role]

        out = []
        for id in sorted(self.roles, key=lambda id: self.spans[id]):
            anchors = self.roles[id] == "Cue" or (self.roles[id] == "Content" and not linked(id, "Cue"))
            if not anchors or id in used:
                continue
            joined = _Joined()
            contents = linked(id, "Content") if self.roles[id] == "Cue" else [id]
            joined.parts["Cue"] = [id] if self.roles[id] == "Cue" else []
            joined.parts["Content"] = contents
            for holder in (id, *contents):
                joined.parts["Source"] += linked(holder, "Source")
            out.append(joined)
        return out


def load(file: Path, mapping: Mapping[str, str]) -> GoldDocument:
    """Return the document of an ``.ann`` file. Raises GoldError."""
    beside = file.with_suffix(".txt")
    if not file.exists():
        raise GoldError(
            f"there is no {file} beside {beside.name}", "brat keeps annotation in x.ann, text in x.txt"
        )
    if not beside.exists():
        raise GoldError(
            f"there is no {beside} beside {file.name}", "brat keeps annotation in x.ann, text in x.txt"
        )
    text = text_of(beside)
    read = _File(file, text, mapping)

    def spans(joined: _Joined, role: str) -> Spans:
        found: set[Span] = {span for id in joined.parts[role] for span in read.spans[id]}
        return tuple(sorted(found))

    rows = [
        GoldRow(content=spans(joined, "Content"), cue=spans(joined, "Cue"), source=spans(joined, "Source"))
        for joined in read.joined()
    ]
    return GoldDocument(
        name=beside.name, text=text, rows=tuple(row for row in rows if row.content or row.cue)
    )
