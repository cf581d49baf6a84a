"""``testimonia said``: the signature query."""

from __future__ import annotations

import re
from typing import Any

import click

from testimonia.cli.output import confidence_option, emit, output_options, tell_left_out

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def _is_date(text: str) -> bool:
    return not text or _DATE.fullmatch(text) is not None


def _a_date(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Refuse what is no date, month, year or range of them."""
    ends = value.split("..", 1) if value is not None else ["-"]
    if value is not None and not (any(ends) and all(_is_date(end) for end in ends)):
        raise click.BadParameter(
            f"{value!r} is no date: give 2016, 2016-12, 2016-12-18, or two of them with '..' between"
        )
    return value


@click.command("said", short_help="Who said what: by speaker, outlet, subject, date, document.")
@click.argument("case")
@click.option("--by", metavar="NAME", help="Speaker: all words of NAME, in any spelling of theirs.")
@click.option("--via", metavar="OUTLET", help="Carried by this outlet.")
@click.option(
    "--about", metavar="TEXT", help='Words in what is said; "a phrase" in quotes; star* at the end.'
)
@click.option(
    "--on", metavar="DATE", callback=_a_date, help="2016, 2016-12, 2016-12-18, or 2016-12-01..2016-12-18."
)
@click.option("--in", "document", metavar="DOC", help="In this document: its name, a part of it, or its id.")
@click.option("--kind", type=click.Choice(["direct", "indirect", "mixed"]))
@confidence_option
@click.option("--limit", type=click.IntRange(1), help="Show no more than this many.")
@output_options
@click.pass_context
def said_command(
    ctx: click.Context,
    case: str,
    by: str | None,
    via: str | None,
    about: str | None,
    on: str | None,
    document: str | None,
    kind: str | None,
    min_confidence: float,
    limit: int | None,
    as_json: bool | None,
) -> None:
    """Show who is made to say what, and who passed it on.

    Dates are those of the report where it has one, else of the document. The last column of the table is
    the beginning of the id: `testimonia show CASE ID` shows the place.

    \b
    testimonia said my.case --by putin --about aleppo
    testimonia said my.case --via reuters --on 2016-12
    testimonia said my.case --via reuters --min-confidence 0.8
    testimonia said my.case --about الشام --json | jq .content
    """
    ctx.obj = case
    from testimonia.case import open_case
    from testimonia.case.ask import said, unsaid

    asked = {"by": by, "via": via, "about": about, "on": on, "document": document, "kind": kind}
    with open_case(case, min_confidence=min_confidence) as opened:
        if min_confidence:
            tell_left_out(unsaid(opened, **asked), min_confidence)
        emit(
            (_short(row) for row in said(opened, **asked)),
            ("speaker", "via", "date", "cue", "content", "document", "ref"),
            as_json=as_json,
            nothing="nobody is made to say that in this case",
            limit=limit,
        )


def _short(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"ref": row["id"].partition(":")[2][:8]}
