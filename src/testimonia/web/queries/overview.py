"""What is in a case, by date and by kind, and what in it needs attention."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

from msgspec.structs import replace

from testimonia.case import Case
from testimonia.case.values import from_json, unpack
from testimonia.model import Record
from testimonia.web.queries.documents import DOUBTFUL

MOST_BINS = 120
TOP = 8
_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}")


class Bin(Record, frozen=True):
    """A stretch of time on the strip: ``2031-12`` or a year or a day, with dates printed and inferred."""

    period: str
    printed: int = 0
    inferred: int = 0


class Concern(Record, frozen=True):
    """Something that needs attention: how often, in words; the list of its rows and what narrows it."""

    count: int
    noun: str
    plural: str
    about: str
    view: str
    pairs: tuple[tuple[str, str], ...] = ()
    part: str = ""


class Overview(Record, frozen=True):
    """All that the first page shows."""

    counts: dict[str, int]
    bins: tuple[Bin, ...]
    undated: int
    genres: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    publishers: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]
    speakers: tuple[tuple[str, int], ...]
    concerns: tuple[Concern, ...]


class Held(Record, frozen=True):
    """What stays as long as the rows do: the overview without concerns, and counts for some of those."""

    overview: Overview
    classes: dict[str, int]  # statements by the kind of their speakers
    doubtful: int  # dates
    differing: int  # pairs of copies


def overview(case: Case, held: Held | None = None) -> Overview:
    """Return what is in a case; ``held`` is what was counted of it before, as long as its rows stay."""
    held = held or held_in(case)
    return replace(held.overview, counts=case.counts(), concerns=tuple(_concerns(case, held)))


def held_in(case: Case) -> Held:
    """Count what stays as long as the rows of a case do."""
    bins, undated = _strip(case)
    languages: Counter[str] = Counter()
    for written, number in _rows(case, "SELECT languages, count(*) FROM documents GROUP BY 1"):
        for language in from_json(written):
            languages[language] += number
    found = Overview(
        counts={},
        bins=bins,
        undated=undated,
        genres=_rows(case, "SELECT genre, count(*) FROM documents GROUP BY 1 ORDER BY 2 DESC, 1"),
        languages=tuple(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
        publishers=_rows(
            case,
            "SELECT coalesce(publisher, publisher_inferred) AS p, count(*) FROM documents"
            f" WHERE p <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {TOP}",
        ),
        outlets=_rows(
            case,
            "SELECT name, count(*) FROM attribution_outlets WHERE name <> ''"
            f" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {TOP}",
        ),
        speakers=_rows(
            case,
            f"SELECT name, count(*) FROM speakers WHERE name <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {TOP}",
        ),
        concerns=(),
    )
    return Held(
        overview=found,
        classes=dict(_rows(case, "SELECT speaker_class, count(*) FROM attributions GROUP BY 1")),
        doubtful=_one(case, f"SELECT count(*) FROM times WHERE {DOUBTFUL}"),
        differing=_one(case, "SELECT count(DISTINCT passage) FROM variants WHERE alters = 'yes'"),
    )


def _one(case: Case, query: str) -> int:
    return int(case.connection.execute(query).fetchone()[0])


def _rows(case: Case, query: str) -> tuple[tuple[str, int], ...]:
    return tuple((str(unpack(name)), int(number)) for name, number in case.connection.execute(query))


def _strip(case: Case) -> tuple[tuple[Bin, ...], int]:
    """Return the documents by day, month or year, whichever gives a strip that can be read."""
    days = [
        (unpack(day), bool(printed), number)
        for day, printed, number in case.connection.execute(
            "SELECT coalesce(date, date_probable, ''), date IS NOT NULL, count(*)"
            " FROM documents GROUP BY 1, 2"
        )
    ]
    undated = sum(number for day, _, number in days if not day)
    dated = [row for row in days if row[0] and _ISO.fullmatch(row[0])]
    for length in (10, 7, 4):
        counted: dict[str, list[int]] = {}
        for day, printed, number in dated:
            if len(day) >= length:
                counted.setdefault(day[:length], [0, 0])[0 if printed else 1] += number
        periods = _between(min(counted, default=""), max(counted, default=""))
        if len(periods) <= MOST_BINS and len(dated) == sum(len(day) >= length for day, _, _ in dated):
            break
    if len(periods) > MOST_BINS:  # centuries apart: only the years in which there is something
        periods = sorted(counted)[:MOST_BINS]
    bins = []
    for period in periods:
        printed_there, inferred_there = counted.get(period, (0, 0))
        bins.append(Bin(period=period, printed=printed_there, inferred=inferred_there))
    return tuple(bins), undated


def _between(first: str, last: str) -> list[str]:
    """Return the days, months or years from one to another; at most one more than the strip can show."""
    out = [first] if first else []
    while out and out[-1] < last and len(out) <= MOST_BINS:
        out.append(_following(out[-1]))
    return out


def _following(period: str) -> str:
    """Return the day, month or year after one."""
    if len(period) == 10:
        try:
            return (date.fromisoformat(period) + timedelta(days=1)).isoformat()
        except (ValueError, OverflowError):
            return "9999"  # no day of the calendar: nothing comes after it
    year, month = int(period[:4]), int(period[5:7] or 0)
    if len(period) == 7:
        return f"{year + month // 12:04}-{month % 12 + 1:02}"
    return f"{year + 1:04}"


def _concerns(case: Case, held: Held) -> list[Concern]:
    def one(query: str) -> int:
        return _one(case, query)

    rejected = dict(
        _rows(
            case,
            "SELECT speaker_class, count(*) FROM attributions"
            " WHERE id IN (SELECT target FROM rejected) GROUP BY 1",
        )
    )

    def spoken_by(speaker_class: str) -> int:
        return held.classes.get(speaker_class, 0) - rejected.get(speaker_class, 0)

    out = [
        Concern(
            count=held.overview.undated,
            noun="undated document",
            plural="undated documents",
            about="neither printed nor to be inferred",
            view="documents",
            pairs=(("only", "undated"),),
        ),
        Concern(
            count=spoken_by("unnamed"),
            noun="statement by the nameless",
            plural="statements by the nameless",
            about="“residents”, “a source”, “observers”",
            view="said",
            pairs=(("class", "unnamed"),),
        ),
        Concern(
            count=spoken_by("unspecified"),
            noun="statement by nobody in particular",
            plural="statements by nobody in particular",
            about="“it was reported that”",
            view="said",
            pairs=(("class", "unspecified"),),
        ),
        Concern(
            count=held.doubtful,
            noun="doubtful date",
            plural="doubtful dates",
            about="impossible, contradicted or open",
            view="documents",
            pairs=(("only", "doubtful"),),
        ),
        Concern(
            count=one(
                "SELECT count(*) FROM scripture WHERE verdict IN ('corrupted', 'wrong_reference')"
                " AND id NOT IN (SELECT target FROM verdicts)"
            ),
            noun="quotation of scripture that departs from its text",
            plural="quotations of scripture that depart from their text",
            about="other words, or another reference",
            view="scripture",
            pairs=(("state", "open"), ("verdict", "corrupted"), ("verdict", "wrong_reference")),
        ),
        Concern(
            count=held.differing,
            noun="pair of copies that differ in sense",
            plural="pairs of copies that differ in sense",
            about="a number, a name, a negation",
            view="documents",
            pairs=(("only", "copies"),),
        ),
        Concern(
            count=one("SELECT count(*) FROM unread"),
            noun="file that could not be read",
            plural="files that could not be read",
            about="with reason and remedy",
            view="documents",
            part="unread",
        ),
        Concern(
            count=one("SELECT count(DISTINCT document) FROM faults"),
            noun="document not analysed whole",
            plural="documents not analysed whole",
            about="some rows were refused",
            view="documents",
            pairs=(("only", "failed"),),
        ),
    ]
    for kind, number in _rows(
        case,
        "SELECT kind, count(*) FROM checks WHERE id NOT IN (SELECT target FROM verdicts)"
        " GROUP BY 1 ORDER BY 2 DESC, 1",
    ):
        label = kind.replace("_", " ")
        out.append(
            Concern(
                count=number,
                noun=f"check: {label}",
                plural=f"checks: {label}",
                about="",
                view="checks",
                pairs=(("kind", kind),),
            )
        )
    return [concern for concern in out if concern.count]
