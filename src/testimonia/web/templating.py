"""The templates, which the workbench and the report share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2

from testimonia import __version__
from testimonia.web import shown


@cache
def environment() -> jinja2.Environment:
    """Return the templates with their filters; what comes from a document is escaped."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(shown.FILTERS)
    made.globals["version"] = __version__
    return made
