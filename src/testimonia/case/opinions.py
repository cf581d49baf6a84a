"""Second opinions: what another reader decides about a row without having seen what the first decided.

An opinion stands in the log as a note that changes nothing: it holds ``opinion`` (accept, reject, correct)
and the corrected fields, each under its name after ``to_``. It is compared with what other people had
decided about the row before it. Where the two differ, somebody settles it by a decision like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from testimonia.case.agreement import cohen_kappa, krippendorff_alpha, share_agreed
from testimonia.case.case import Case
from testimonia.case.deciding import DecisionRefused, decide, written
from testimonia.case.decisions import (
    CORRECTABLE,
    Standing,
    add_decision,
    in_force,
    layer_of,
    make_decision,
    standing,
    value_of,
)
from testimonia.case.load import select
from testimonia.case.proof import TABLES, exists, reading_of
from testimonia.model import Decision, Record

LAYERS = ("attribution", "citation", "time", "scripture")
VERDICTS = ("accept", "reject", "correct")
_NAMES = {
    ("attribution", "speaker"): ("speakers", "attribution"),
    ("attribution", "outlets"): ("attribution_outlets", "attribution"),
    ("citation", "outlets"): ("citation_outlets", "citation"),
}


def as_read(case: Case, target: str) -> dict[str, str]:
    """Return the correctable fields of a row as the program read them, whatever was decided since."""
    layer = layer_of(target)
    if layer not in LAYERS:
        return {}
    out = {}
    for row in select(case.connection, f"SELECT * FROM {TABLES[layer]} WHERE id = ?", target):
        for field in CORRECTABLE[layer]:
            if (layer, field) in _NAMES:
                table, owner = _NAMES[layer, field]
                names = select(
                    case.connection,
                    f"SELECT read FROM {table} WHERE {owner} = ? AND read <> '' ORDER BY ordinal",
                    target,
                )
                out[field] = "; ".join(name["read"] for name in names)
            else:
                out[field] = str(row[field] or "")
    return out


def give_opinion(
    case: Case, opinion: str, target: str, *, by: str, values: Mapping[str, str] | None = None, note: str = ""
) -> Decision:
    """Add a second opinion to the log of a case opened for writing, and return it.

    Raises DecisionRefused if there is no such row, verdict or field, or no name of a reader.
    """
    fields = dict(values or {})
    if opinion not in VERDICTS:
        raise DecisionRefused(f"{opinion!r} is no opinion", f"there is {', '.join(VERDICTS)}")
    if not by.strip():
        raise DecisionRefused("nobody was named as the reader", "write a name")
    if (opinion == "correct") != bool(fields) or not set(fields) <= set(
        CORRECTABLE.get(layer_of(target), {})
    ):
        raise DecisionRefused("no field was changed that can be corrected in this row")
    with written(case) as connection:
        if not exists(connection, target):
            raise DecisionRefused("there is no such row in the case", "it may have gone with a later run")
        value = {"read": reading_of(connection, target) or "", "opinion": opinion}
        value |= {f"to_{field}": text for field, text in fields.items()}
        decision = make_decision("note", target, by=by, value=value, note=note)
        add_decision(connection, decision)
    return decision


class Compared(Record, frozen=True):
    """A row about which two readers decided: the fields as read, and what each made of it."""

    target: str
    read: dict[str, str]
    first: Standing
    first_by: str
    second: Standing
    opinion: Decision
    settled: bool = False

    @property
    def agreed(self) -> bool:
        """Tell whether both keep or reject it, and both with the same values."""
        return all(a == b for a, b in self.labels().values())

    def labels(self) -> dict[str, tuple[str, str]]:
        """Return what both gave for each field; the values of fields only where both keep the row."""
        rejected = self.first.verdict == "reject", self.second.verdict == "reject"
        out = {"kept": ("rejected" if rejected[0] else "kept", "rejected" if rejected[1] else "kept")}
        if not any(rejected):
            for field, read in self.read.items():
                out[field] = (
                    _plain(self.first.corrections.get(field, read)),
                    _plain(self.second.corrections.get(field, read)),
                )
        return out


def _plain(value: str) -> str:
    return " ".join(value.split()).casefold()


def to_read(case: Case, by: str) -> list[str]:
    """Return the rows that others decided about and this reader gave no opinion on, in the order of ids."""
    log = in_force(case.decisions())
    done = {row.target for row in log if row.by == by and _opinion(row)}
    others = standing(row for row in log if row.by != by)
    own = {row.target for row in log if row.by == by and row.action in VERDICTS}
    wanted = {target for target, held in others.items() if held.verdict and layer_of(target) in LAYERS} - done
    return sorted(target for target in wanted - own if exists(case.connection, target))


def readers(case: Case) -> list[str]:
    """Return who gave second opinions."""
    return sorted({row.by for row in in_force(case.decisions()) if _opinion(row)})


def compared(case: Case, by: str) -> list[Compared]:
    """Return all rows on which this reader gave an opinion, with what others had decided before it."""
    log = in_force(case.decisions())
    place = {row.id: at for at, row in enumerate(log)}
    by_target: dict[str, list[Decision]] = {}
    for row in log:
        by_target.setdefault(row.target, []).append(row)
    out = []
    last = {row.target: row for row in log if row.by == by and _opinion(row)}
    for target, opinion in sorted(last.items()):
        before = [row for row in by_target[target] if row.by != by and place[row.id] < place[opinion.id]]
        first = standing(before).get(target, Standing())
        if not first.verdict:
            continue
        value = value_of(opinion)
        second = Standing(
            verdict=value["opinion"],
            corrections={key[3:]: text for key, text in value.items() if key.startswith("to_")},
        )
        out.append(
            Compared(
                target=target,
                read=as_read(case, target),
                first=first,
                first_by=", ".join(dict.fromkeys(row.by for row in before if row.action in VERDICTS)),
                second=second,
                opinion=opinion,
                settled=any(
                    row.action in VERDICTS and place[row.id] > place[opinion.id] for row in by_target[target]
                ),
            )
        )
    return out


def _opinion(decision: Decision) -> bool:
    return decision.action == "note" and value_of(decision).get("opinion") in VERDICTS


class Agreement(Record, frozen=True):
    """How far two readers agree on one field: items, how many alike, and beyond chance (None: undefined)."""

    field: str
    items: int
    alike: int
    share: float | None
    kappa: float | None
    alpha: float | None


def agreement(rows: Iterable[Compared]) -> list[Agreement]:
    """Return the agreement on whether rows are kept, and on each field of those that both keep."""
    pairs: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        for field, pair in row.labels().items():
            name = field if field == "kept" else f"{layer_of(row.target)}: {field}"
            pairs.setdefault(name, []).append(pair)
    return [_measured(field, of_field) for field, of_field in pairs.items()]


def _measured(field: str, pairs: Sequence[tuple[str, str]]) -> Agreement:
    return Agreement(
        field=field,
        items=len(pairs),
        alike=sum(a == b for a, b in pairs),
        share=share_agreed(pairs),
        kappa=cohen_kappa(pairs),
        alpha=krippendorff_alpha(pairs),
    )


def settle_between(
    case: Case, row: Compared, whose: str, *, by: str, seen: int | None = None
) -> list[Decision]:
    """Decide as the first or as the second reader did, and return the decisions.

    Raises DecisionRefused, and DecidedMeanwhile if the log holds a later decision than ``seen``.
    """
    if whose not in ("first", "second"):
        raise DecisionRefused(f"{whose!r} is no reader", "choose the first or the second")
    held = row.second if whose == "second" else row.first
    note = f"settled between {row.first_by} and {row.opinion.by}, as the {whose} read it"
    if held.verdict == "reject":
        return decide(case, "reject", row.target, by=by, note=note, seen=seen)
    now = case.standing.get(row.target, Standing()).corrections
    changes = {
        field: wanted
        for field, read in row.read.items()
        if (wanted := held.corrections.get(field, read)) != now.get(field, read)
    }
    action = "correct" if changes or held.verdict == "correct" else "accept"
    values = (changes or held.corrections) if action == "correct" else None
    return decide(case, action, row.target, by=by, values=values, note=note, seen=seen)
