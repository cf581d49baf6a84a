"""Where the nodes of a network stand: forces between them, from a fixed beginning, so always the same.

The method is the grid variant of Fruchterman and Reingold (1991): edges pull, nodes near each other push,
steps grow shorter; a weak pull to the middle keeps parts that nothing joins on the page. It begins on a
spiral in the order of strength, with no chance in it. Cost: nodes and edges times steps, as long as nodes lie
apart.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

WIDTH, HEIGHT = 1000.0, 640.0
MARGIN_X, MARGIN_Y = 80.0, 30.0
STEPS = 140
NAME_HEIGHT = 18.0  # what a name takes on the page
BESIDE = 14.0  # how far a name begins from the middle of its node
_GOLDEN = math.pi * (3 - math.sqrt(5))
_MIDDLE = 0.015  # the pull to the middle
Place = tuple[float, float]


def layout(names: Sequence[float], edges: Sequence[tuple[int, int, float]]) -> list[Place]:
    """Return a place for every node, nodes in order of strength.

    ``names`` are how wide their names are on the page, ``edges`` are (node, node, weight).
    """
    nodes = len(names)
    if nodes < 2:
        return [(WIDTH / 2, HEIGHT / 2)] * nodes
    ideal = 0.85 * math.sqrt(WIDTH * HEIGHT / nodes)
    reach = WIDTH / 2
    xs = [reach * math.sqrt((at + 0.5) / nodes) * math.cos(at * _GOLDEN) for at in range(nodes)]
    ys = [reach * math.sqrt((at + 0.5) / nodes) * math.sin(at * _GOLDEN) for at in range(nodes)]
    pulls: dict[tuple[int, int], float] = {}
    for a, b, weight in edges:
        pair = (min(a, b), max(a, b))
        pulls[pair] = max(pulls.get(pair, 0.0), 1 + math.log1p(weight) / 4)
    steps = min(STEPS, 12_000 // nodes)
    for step in range(steps):
        longest = WIDTH / 10 * (1 - step / steps) + 1
        _move(xs, ys, pulls, ideal, longest)
    return _fitted(xs, ys, names)


def _move(
    xs: list[float], ys: list[float], pulls: dict[tuple[int, int], float], ideal: float, longest: float
) -> None:
    """Move all nodes one step, none further than ``longest``."""
    dx = [-x * _MIDDLE * ideal / 10 for x in xs]
    dy = [-y * _MIDDLE * ideal / 10 for y in ys]
    side = 2.5 * ideal
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, (x, y) in enumerate(zip(xs, ys, strict=True)):
        cells[int(x // side), int(y // side)].append(at)
    for (column, row), here in cells.items():
        around = [b for c in (-1, 0, 1) for r in (-1, 0, 1) for b in cells.get((column + c, row + r), ())]
        for a in here:
            for b in around:
                if a != b:
                    across, down = xs[a] - xs[b], ys[a] - ys[b]
                    square = max(across * across + down * down, 1.0)
                    if square < side * side:
                        push = ideal * ideal / square
                        dx[a] += across * push
                        dy[a] += down * push
    for (a, b), strength in pulls.items():
        across, down = xs[a] - xs[b], ys[a] - ys[b]
        pull = math.hypot(across, down) / ideal * strength
        dx[a] -= across * pull
        dy[a] -= down * pull
        dx[b] += across * pull
        dy[b] += down * pull
    for at, (across, down) in enumerate(zip(dx, dy, strict=True)):
        length = math.hypot(across, down)
        if length > 0:
            short = min(length, longest) / length
            xs[at] += across * short
            ys[at] += down * short


def name_is_before(x: float, width: float) -> bool:
    """Tell whether a name stands to the left of its node, since the page ends to the right."""
    return x + BESIDE + width > WIDTH


def _fitted(xs: list[float], ys: list[float], names: Sequence[float]) -> list[Place]:
    """Return places stretched to the page, and then apart so that no name lies on another."""
    left, top = min(xs), min(ys)
    wide, high = max(max(xs) - left, 1e-6), max(max(ys) - top, 1e-6)
    xs = [MARGIN_X + (x - left) / wide * (WIDTH - 2 * MARGIN_X) for x in xs]
    ys = [MARGIN_Y + (y - top) / high * (HEIGHT - 2 * MARGIN_Y) for y in ys]
    boxes = [
        (x - BESIDE - width, x + BESIDE) if name_is_before(x, width) else (x - BESIDE, x + BESIDE + width)
        for x, width in zip(xs, names, strict=True)
    ]
    for _ in range(60):
        order = sorted(range(len(xs)), key=lambda at: (ys[at], xs[at], at))
        moved = False
        for place, a in enumerate(order):
            for b in order[place + 1 :]:
                down = ys[b] - ys[a]
                if down >= NAME_HEIGHT:
                    break
                if boxes[a][0] < boxes[b][1] and boxes[b][0] < boxes[a][1]:
                    half = (NAME_HEIGHT - down) / 2 + 0.1
                    ys[a], ys[b] = max(MARGIN_Y, ys[a] - half), min(HEIGHT - MARGIN_Y, ys[b] + half)
                    moved = True
        if not moved:
            break
    return [(round(x, 1), round(y, 1)) for x, y in zip(xs, ys, strict=True)]
