"""The order of day and month that an outlet's dates have, told from its citations in one document.

Writers copy dates as the outlet prints them: "(Harbour Post, 12/28/2031)" in a text whose own dates are
"28/12/2031". An outlet whose numerals that can be read one way only all have one order has that order in its
other citations of the document too; where they disagree, or several outlets share one date and their orders
differ, nothing follows and the document's order holds. Cost: linear in the number of citations.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from testimonia.model import Citation, Span

REASON = "order of day and month: that of the outlet's other dates"

_NUMERAL = re.compile(
    r"(?<!\d)(\d{1,2})\s{0,2}[/.\-–\\]\s{0,2}(\d{1,2})\s{0,2}[/.\-–\\]\s{0,2}(?:\d{4}|\d{2})(?!\d)"
)


def order_of(written: str) -> str | None:
    """Return ``dmy`` or ``mdy`` for a numeral that can be read one way only, else None."""
    match = _NUMERAL.search(written)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    if 12 < first <= 31 and 1 <= second <= 12:
        return "dmy"
    return "mdy" if 12 < second <= 31 and 1 <= first <= 12 else None


def outlet_orders(dated: Iterable[tuple[Iterable[str], str]]) -> dict[str, str]:
    """Return the order of each outlet whose unambiguous numerals agree. ``dated``: outlets, written date."""
    seen: dict[str, set[str]] = {}
    for names, written in dated:
        order = order_of(written)
        if order is not None:
            for name in names:
                seen.setdefault(name, set()).add(order)
    return {name: next(iter(orders)) for name, orders in seen.items() if len(orders) == 1}


def joint_order(names: Iterable[str], orders: dict[str, str]) -> str | None:
    """Return the one order that the outlets of a citation have, or None where none or several are known."""
    known = {orders[name] for name in names if name in orders}
    return known.pop() if len(known) == 1 else None


class CitedOrders:
    """The order of the numerals at a place of a text, by the outlet of the citation it stands in."""

    def __init__(self, citations: Iterable[Citation]) -> None:
        dated = [(c, [outlet.name for outlet in c.outlets]) for c in citations if c.date_written]
        orders = outlet_orders((names, c.date_written or "") for c, names in dated)
        places = [(c.span, joint_order(names, orders)) for c, names in dated] if orders else []
        self._places = sorted((span, order) for span, order in places if order is not None)

    def at(self, span: Span) -> str | None:
        """Return the order for a numeral, ``dmy`` or ``mdy``, or None where its outlet does not tell."""
        at = bisect_right(self._places, span[0], key=lambda place: place[0][0]) - 1
        return self._places[at][1] if at >= 0 and span[1] <= self._places[at][0][1] else None
