"""The drawn lines of a page's picture: where they are, what they enclose, and the picture without them.

Enters: where ink is on a page set straight. Leaves: lines and the rectangles they close, in pixels. Reads no word.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from cchc_extract.readers.scan_image import WHITE, Grey, Mask

_LONG = 0.35  # inches: longer than any stroke of a letter, shorter than the side of a cell
_GAP = 0.02  # inches: a hole in a line, as noise and thresholds leave them
_THICK = 0.03  # inches: more is a bar, a picture, a black edge
_JOIN = 0.12  # inches: ends of lines this near meet
_FRINGE = 2  # pixels that a line's edge takes beyond its ink

Run = tuple[int, int, int]  # row, first, last: dark from `first` to before `last`


class Rule(NamedTuple):
    """A line: from `first` to `last` along its direction, `low` to `high` across it, in pixels; `runs` is its ink."""

    first: int
    last: int
    low: int
    high: int
    runs: tuple[Run, ...]

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    def thickness(self) -> float:
        """Of its ink: a line that is a little oblique is no thicker for it."""
        return sum(last - first for _, first, last in self.runs) / max(1, self.last - self.first)


class Rules(NamedTuple):
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


class Area(NamedTuple):
    """A rectangle that lines close, between them; in pixels."""

    left: int
    top: int
    right: int
    bottom: int


def find_rules(ink: Mask, dpi: float) -> Rules:
    """The lines of a page that make a table: each meets two others. A line below a heading or a frame's edge does not."""
    across, down = _along(ink, dpi), _along(ink.T, dpi)
    near = _JOIN * dpi
    return Rules(
        tuple(a for a in across if sum(_meet(a, d, near) for d in down) > 1),
        tuple(d for d in down if sum(_meet(a, d, near) for a in across) > 1),
    )


def without(grey: Grey, rules: Rules) -> Grey:
    """The picture without its lines."""
    clean = grey.copy()
    for way, found in ((clean, rules.across), (clean.T, rules.down)):
        for row, first, last in (run for rule in found for run in rule.runs):
            way[max(0, row - _FRINGE) : row + _FRINGE + 1, max(0, first - _FRINGE) : last + _FRINGE] = WHITE
    return clean


def areas(rules: Rules, dpi: float) -> list[Area]:
    """The cells of a page's tables: what its lines close all around, row by row. What is no rectangle is left out."""
    near = _JOIN * dpi
    ys, xs = _levels([r.middle for r in rules.across], near / 2), _levels([r.middle for r in rules.down], near / 2)
    if len(ys) < 2 or len(xs) < 2:
        return []
    high, wide = len(ys) + 1, len(xs) + 1  # with the outside all around
    walls_down = [[_stands(rules.down, x, ys, i, near) for x in xs] for i in range(high)]
    walls_across = [[_stands(rules.across, y, xs, j, near) for j in range(wide)] for y in ys]
    home = list(range(high * wide))

    def root(k: int) -> int:
        while home[k] != k:
            k = home[k]
        return k

    for i in range(high):
        for j in range(wide):
            if j < len(xs) and not walls_down[i][j]:
                home[root(i * wide + j + 1)] = root(i * wide + j)
            if i < len(ys) and not walls_across[i][j]:
                home[root((i + 1) * wide + j)] = root(i * wide + j)
    parts: dict[int, list[tuple[int, int]]] = {}
    for k in range(high * wide):
        parts.setdefault(root(k), []).append(divmod(k, wide))
    outside = root(0)
    return [a for key, part in parts.items() if key != outside and (a := _area(part, ys, xs))]


def _area(part: list[tuple[int, int]], ys: list[float], xs: list[float]) -> Area | None:
    rows, columns = [i for i, _ in part], [j for _, j in part]
    top, bottom, left, right = min(rows), max(rows), min(columns), max(columns)
    whole = len(part) == (bottom - top + 1) * (right - left + 1)
    if not whole or not (0 < top and bottom < len(ys) and 0 < left and right < len(xs)):
        return None
    return Area(round(xs[left - 1]), round(ys[top - 1]), round(xs[right]), round(ys[bottom]))


def _stands(rules: tuple[Rule, ...], at: float, levels: list[float], gap: int, near: float) -> bool:
    """Whether a line at `at` goes along the gap before the `gap`-th level of the other direction."""
    if gap in (0, len(levels)):
        return False
    first, last = levels[gap - 1] + near, levels[gap] - near
    middle = (levels[gap - 1] + levels[gap]) / 2
    return any(
        abs(rule.middle - at) <= near / 2 and rule.first <= max(first, middle) and min(last, middle) <= rule.last
        for rule in rules
    )


def _levels(places: list[float], near: float) -> list[float]:
    """Where lines are, those nearly at one place taken as one."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][0] <= near:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups]


def _meet(across: Rule, down: Rule, near: float) -> bool:
    return (
        across.first - near <= down.high
        and down.low <= across.last + near
        and down.first - near <= across.high
        and across.low <= down.last + near
    )


def _along(ink: Mask, dpi: float) -> list[Rule]:
    """The lines along the rows of a picture."""
    rules = _joined(_runs(ink, round(_LONG * dpi), round(_GAP * dpi)), dpi)
    return [rule for rule in rules if rule.thickness() <= _THICK * dpi]


def _runs(ink: Mask, long: int, gap: int) -> list[Run]:
    """What is dark for longer than `long` pixels, holes up to `gap` counted as dark; row by row."""
    framed = np.zeros((ink.shape[0], ink.shape[1] + 2), dtype=np.int8)
    framed[:, 1:-1] = ink
    edges = np.diff(framed, axis=1)
    rows, first = np.nonzero(edges == 1)
    last = np.nonzero(edges == -1)[1]  # as many in each row, in the same order
    begins = np.ones(len(rows), dtype=bool)
    begins[1:] = (rows[1:] != rows[:-1]) | (first[1:] - last[:-1] > gap)
    ends = np.append(begins[1:], True)[: len(rows)]
    joined: np.ndarray[Any, Any] = np.stack([rows[begins], first[begins], last[ends]], axis=1)
    return [(int(r), int(a), int(b)) for r, a, b in joined[joined[:, 2] - joined[:, 1] >= long]]


def _joined(runs: list[Run], dpi: float) -> list[Rule]:
    """Runs in touching rows that lie over each other, or follow each other within a small hole, are one line."""
    join, thick = round(_JOIN * dpi), max(2, round(_GAP * dpi))
    open_rules: list[Rule] = []
    done: list[Rule] = []
    for run in runs:
        row, first, last = run
        done += [rule for rule in open_rules if row - rule.high > thick]
        open_rules = [rule for rule in open_rules if row - rule.high <= thick]
        merged = Rule(first, last, row, row + 1, (run,))
        for rule in [r for r in open_rules if first <= r.last + join and r.first <= last + join]:
            open_rules.remove(rule)
            merged = Rule(
                min(merged.first, rule.first),
                max(merged.last, rule.last),
                min(merged.low, rule.low),
                row + 1,
                rule.runs + merged.runs,
            )
        open_rules.append(merged)
    return sorted([*done, *open_rules], key=lambda rule: (rule.low, rule.first))
