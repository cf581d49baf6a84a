"""Counts that are kept: a decision makes anew what it can change, and nothing that is shown is stale."""

import re

import pytest
from web_clients import client_of

from testimonia import pipeline
from testimonia.case import open_case
from testimonia.case.deciding import decide
from testimonia.web.cache import ROWS, Cache

PAGES = (
    "/",
    "/said",
    "/said?class=unnamed",
    "/said?names=Kosvar%0ATolvanes",
    *(f"/time?role={role}&by={by}" for role in ("reported", "said", "published", "happened") for by in
      ("speaker", "outlet", "document")),
    "/net",
    "/net?kind=names&kind=reports&least=2",
    "/net?kind=names&kind=quotes&speaker=tolv",
    "/net?outlet=port&since=2031-12",
    "/actors",
    "/actors?q=tol",
    "/passages",
    "/checks",
    "/s",
    "/review",
)  # fmt: skip


def counted(case, cache, **of):
    """Whether a result is made anew."""
    made = []
    cache.get(case, "key", lambda: made.append(1), **of)
    return bool(made)


@pytest.fixture
def rows(case):
    """One row of each layer."""
    found = [case.annotations(entry.number) for entry in case.documents()]
    return {
        "attribution": next(row.id for one in found for row in one.attributions),
        "time": next(row.id for one in found for row in one.times),
        "passage": next(iter(case.passages())).id,
        "actor": next(iter(case.actors())).id,
    }


@pytest.mark.parametrize(
    ("layer", "action", "values", "anew"),
    [
        ("attribution", "accept", {}, {"attribution"}),
        ("attribution", "reject", {}, {"attribution"}),
        ("attribution", "correct", {"speaker": "Jon Sark"}, {"attribution", "names"}),
        ("time", "reject", {}, {"time"}),
        ("passage", "reject", {}, {"passage"}),
        ("actor", "reject", {}, {"actors"}),
    ],
)
def test_a_decision_makes_anew_what_it_can_change(case_path, rows, layer, action, values, anew):
    names = ("attribution", "time", "passage", *ROWS)
    caches = {name: Cache() for name in names} | {"all": Cache(), "runs": Cache()}
    of = {name: {"of": (name,)} for name in names} | {"all": {}, "runs": {"of": ()}}
    with open_case(case_path) as case:
        assert all(counted(case, cache, **of[name]) for name, cache in caches.items())
        assert not any(counted(case, cache, **of[name]) for name, cache in caches.items())
    with open_case(case_path, write=True) as case:
        decide(case, action, rows[layer], by="reader", values=values)
    with open_case(case_path) as case:
        got = {name for name, cache in caches.items() if counted(case, cache, **of[name])}
    settled = names if layer == "actor" else ()  # the case says that it is to be settled
    assert got == {"all", *anew, *settled} | ({"runs"} if layer == "actor" else set())


def shown(client):
    """What the pages show, without the secret of their forms."""
    return {
        address: re.sub(r'(X-CSRF-Token": |name="token" value=)"[^"]+"', "", client.get(address).text)
        for address in PAGES
    }


def test_after_every_decision_pages_show_what_a_program_just_started_shows(case_path, rows):
    running = client_of(case_path)
    first = shown(running)
    assert all(first.values())
    with open_case(case_path) as case:
        said = [row.id for row in case.annotations(1).attributions[:4]]
        other = list(case.actors())[1].id
    made = None
    for action, target, values in (
        ("reject", said[0], {}),
        ("accept", said[1], {}),
        ("correct", said[2], {"speaker": "Jon Sark", "outlets": "Quay Post"}),
        ("reject", rows["time"], {}),
        ("reject", rows["passage"], {}),
        ("merge", rows["actor"], {"into": other}),
        ("undo", None, {}),
    ):
        with open_case(case_path, write=True) as case:
            (decision, *_) = decide(case, action, target or made, by="reader", values=values)
            made = made or decision.id
            if action == "merge":
                pipeline.settle_decisions(case)
        assert shown(running) == shown(client_of(case_path)), action
