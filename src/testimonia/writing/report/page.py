"""A case as one HTML file to send to an editor: self-contained, readable without scripts, offline.

The page holds its style and its script, and a content security policy that admits nothing else: no network,
no script but its own, by their hashes. Everything that comes from a document is escaped. The same case gives
the same page, byte for byte.

Size: about 30 bytes a word for texts and rows together. ``max_documents`` keeps a large case light; the page
says how many documents it leaves out. A text is shown up to 200,000 characters, and says so.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from string import Template
from typing import TextIO

from testimonia import __version__
from testimonia.case import Case, open_case
from testimonia.writing.report.gathered import Gathered, gather
from testimonia.writing.report.marks import clean
from testimonia.writing.report.overview import overview
from testimonia.writing.report.passages import recycled, scripture
from testimonia.writing.report.statements import statements
from testimonia.writing.report.tables import actors, citations, dates, problems
from testimonia.writing.report.texts import texts

MAX_DOCUMENTS = 500
LARGE = 50  # documents from which on the browser lays out a section only when it comes near the screen
STATIC = Path(__file__).parent / "static"
SECTIONS = (overview, statements, citations, dates, problems, recycled, scripture, actors, texts)


def write(case: Case | str | Path, out: str | Path | TextIO, *, max_documents: int = MAX_DOCUMENTS) -> None:
    """Write the report of a case to a file, by its path, or into an open text file.

    ``case`` is an open case or the path of one; ``max_documents`` is how many documents, by name, are in the
    page. A path is written beside its place and moved there, so that no half page is ever left.

    Raises:
        CaseError: the case cannot be read.
        OSError: the target cannot be written.
    """
    if isinstance(case, str | Path):
        with open_case(case) as opened:
            page = render(opened, max_documents=max_documents)
    else:
        page = render(case, max_documents=max_documents)
    if not isinstance(out, str | Path):
        out.write(page)
        return
    target = Path(out)
    draft = target.with_name(f".{target.name}.part")
    try:
        draft.write_text(page, encoding="utf-8", newline="\n")
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def render(case: Case, *, max_documents: int = MAX_DOCUMENTS) -> str:
    """Return the report of a case as HTML."""
    gathered = gather(case, max(0, max_documents))
    style, script, page = (
        (STATIC / f"report.{kind}").read_text(encoding="utf-8") for kind in ("css", "js", "html")
    )
    name = case.path.stem or "case"
    return Template(page).substitute(
        version=clean(__version__),
        title=f"{clean(name)} – Testimonia",
        name=clean(name),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        contents=_contents(gathered),
        large=' class="large"' if len(gathered.sheets) > LARGE else "",
        main="".join(section(gathered) for section in SECTIONS),
    )


def _contents(gathered: Gathered) -> str:
    """Return the links to the sections with their counts."""
    found = [sheet.found for sheet in gathered.sheets]
    entries = (
        ("overview", "Overview", None),
        ("said", "Statements", sum(len(one.attributions) for one in found)),
        ("citations", "Citations", sum(len(one.citations) for one in found)),
        ("dates", "Dates", sum(len(one.times) for one in found)),
        ("problems", "Problems", sum(len(one.checks) for one in found)),
        ("passages", "Recycled", len(gathered.passages)),
        ("scripture", "Scripture", sum(len(one.scripture) for one in found)),
        ("actors", "Actors", len(gathered.actors_shown)),
        ("texts", "Texts", len(found)),
    )
    return "".join(
        f'<li><a href="#{key}">{label}{"" if count is None else f" <span>{count:,}</span>"}</a></li>'
        for key, label, count in entries
    )


def _hash(content: str) -> str:
    """Return the hash by which a content security policy knows an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
