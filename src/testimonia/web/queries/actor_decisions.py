"""What people decided about an actor: merges into it and out of it, splits, corrections."""

from __future__ import annotations

from collections import Counter

from testimonia.case import Case
from testimonia.case.decisions import in_force, layer_of, value_of
from testimonia.model import Decision, Record


class Told(Record, frozen=True):
    """A decision in words; ``batch`` and how many of this actor's decisions were made in it, if several."""

    decision: Decision
    words: str
    batch: str = ""
    together: int = 1


def about(case: Case, id: str) -> list[Told]:
    """Return the decisions in force about an actor and those merged into it, in order."""
    merged, log = {id}, [d for d in in_force(case.decisions()) if layer_of(d.target) == "actor"]
    for decision in reversed(log):
        if decision.action == "merge" and value_of(decision).get("into") in merged:
            merged.add(decision.target)
    ours = [d for d in log if d.target in merged or value_of(d).get("into") in merged]
    batches = Counter(value_of(decision).get("batch", "") for decision in ours)
    out = []
    for decision in ours:
        batch = value_of(decision).get("batch", "")
        together = batches[batch] if batch else 1
        out.append(Told(decision=decision, words=_said(decision), batch=batch, together=together))
    return out


def _said(decision: Decision) -> str:
    value = value_of(decision)
    if decision.action == "merge":
        return f"“{value.get('read', decision.target)}” merged into it"
    if decision.action == "split":
        return f"“{value.get('text', '')}” split off"
    if decision.action == "correct":
        return f"{value.get('field', '')} is “{value.get('value', '')}”"
    return {"accept": "accepted", "reject": "rejected", "note": "noted"}.get(decision.action, decision.action)


def last_about(case: Case, id: str) -> int:
    """Return the number of the last decision about an actor or into it, taken back or not; 0 for none."""
    row = case.connection.execute(
        "SELECT max(number) FROM decisions WHERE target = ? OR (action = 'merge' AND value LIKE ?)",
        (id, f'%"into":"{id}"%'),
    ).fetchone()
    return int(row[0] or 0)


def became(case: Case, id: str) -> str:
    """Return the id of the actor that an actor was merged into, however often; its own if it was not."""
    into = {
        decision.target: value_of(decision).get("into", "")
        for decision in in_force(case.decisions())
        if decision.action == "merge"
    }
    seen = set()
    while id in into and id not in seen:
        seen.add(id)
        id = into[id]
    return id
