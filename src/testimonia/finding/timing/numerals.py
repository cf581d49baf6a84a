"""The order of day and month in numeral dates, by the document's own vote.

Each numeral that can be read one way only votes for its order; so does one whose weekday or whose Hijri
twin stands beside it. What stays even is d/m, unless the document date speaks against it. A numeral that
can be read both ways takes the document's order, and is doubted (``dm_conflict``) where that reading lies
far from every other date of the document while the other reading lies among them: it then takes the other
one. In a citation, the outlet's other citations outrank the document (``outlet_order``).
"""

from __future__ import annotations

from bisect import bisect_left

from testimonia.finding import calendars
from testimonia.finding.outlet_orders import REASON, CitedOrders
from testimonia.finding.timing.readings import Reading, day_number_of

_FAR, _NEAR = 45, 12  # days: farther than this from all others, nearer than this to one of them


def vote(readings: list[Reading], written: str | None) -> str:
    """Return the document's order of numerals, ``dmy`` or ``mdy``.

    ``readings`` are those of the numeral rule, in text order, read as ``dmy`` where both orders are possible.
    """
    balance = 0.0
    for found in readings:
        if found.rule != "numeric" or not found.value or found.why == "ymd":
            continue
        if not found.alternatives:
            balance += {"dmy": 1.0, "mdy": -1.0}.get(found.why, 0.0)
            continue
        dmy, mdy = day_number_of(found.value), day_number_of(found.alternatives[0])
        if dmy is None or mdy is None:
            continue
        if found.weekday is not None:
            balance += 0.8 * (
                (calendars.weekday(dmy) == found.weekday) - (calendars.weekday(mdy) == found.weekday)
            )
        anchor = day_number_of(written)
        if anchor is not None:
            balance += 0.2 * ((mdy > anchor + 3) - (dmy > anchor + 3))
    return "mdy" if balance < 0 else "dmy"


def settle(readings: list[Reading], order: str, others: list[int], cited: CitedOrders | None = None) -> None:
    """Give every numeral its reading in the document's order, and doubt those that stand alone.

    ``others`` are the sorted day numbers of all dates of the document that can be read one way only, the
    document's date among them; ``cited`` the orders of the outlets cited.
    """
    sure = {found.why for found in readings if found.rule == "numeric" and not found.alternatives}
    mixed = {"dmy", "mdy"} <= sure
    for found in readings:
        if found.rule != "numeric" or not found.alternatives:
            continue
        own = cited.at(found.span) if cited is not None else None
        if (own or order) == "mdy":
            found.value, found.alternatives = found.alternatives[0], (found.value,)
        if own is not None and (own != order or mixed):
            found.issues.append("outlet_order")
            found.why = REASON
        here, there = day_number_of(found.value), day_number_of(found.alternatives[0])
        if here is None or there is None or not others:
            continue
        weekday = found.weekday
        by_weekday = weekday is not None and calendars.weekday(there) == weekday != calendars.weekday(here)
        if by_weekday or (_gap(others, here) > _FAR and _gap(others, there) <= _NEAR):
            found.printed = found.value
            found.value, found.alternatives = found.alternatives[0], (found.value,)
            found.issues = ["dm_conflict" if issue == "dm_ambiguous" else issue for issue in found.issues]
            found.confidence = 0.7
            source = "outlet" if own else "document"
            found.why = f"{found.printed} in the {source}'s order, but " + (
                "the weekday fits only the other"
                if by_weekday
                else "all other dates are near the other reading"
            )


def _gap(others: list[int], number: int) -> int:
    at = bisect_left(others, number)
    near = [abs(others[i] - number) for i in (at - 1, at) if 0 <= i < len(others)]
    return min(near)
