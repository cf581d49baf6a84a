"""From a reading to the record that the other rooms see."""

from __future__ import annotations

from typing import Literal, cast

from testimonia.finding.timing import values
from testimonia.finding.timing.readings import Reading
from testimonia.language.doc import Doc
from testimonia.model import TimeExpression, TimeRole, annotation_id

AnchorKind = Literal["document", "report", "section", "narrative", "none"]


def record(doc: Doc, found: Reading, role: str) -> TimeExpression:
    """Return the record of a reading, with its interval, its EDTF form and its identity."""
    value = found.value
    bounds = found.bounds or (values.interval(value) if found.type in ("DATE", "TIME") else None)
    dated = bounds is not None
    calendar = found.calendar if dated or found.calendar == "hijri" else "none"
    if not value:
        calendar = found.calendar
    return TimeExpression(
        id=annotation_id(doc.document, "time", [found.span]),
        document=doc.document,
        span=found.span,
        type=found.type,
        value=value,
        text=doc.text[found.span[0] : found.span[1]],
        mod=found.mod or None,
        calendar=calendar,
        value_printed=found.printed,
        alternatives=found.alternatives,
        begin=bounds[0] if bounds else None,
        end=bounds[1] if bounds else None,
        edtf=values.edtf(value, found.mod, bounds),
        hijri=found.hijri,
        anchor=found.anchor,
        anchor_kind=cast(AnchorKind, found.anchor_kind),
        role=cast(TimeRole, role),
        issues=tuple(dict.fromkeys(found.issues)),
        confidence=found.confidence,
        why=f"rule {found.rule}" + (f": {found.why}" if found.why not in ("", "dmy", "mdy", "ymd") else ""),
    )
