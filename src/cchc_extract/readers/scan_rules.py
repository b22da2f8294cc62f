"""The drawn lines of a page's picture: where they are, and the picture without them.

Enters: where ink is on a page set straight. Leaves: lines in pixels. What they enclose is for `page_tables`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from cchc_extract.readers.scan_shapes import WHITE, Grey, Mask, Shape

_WIDE, _HIGH = 0.35, 0.2  # inches: longer than any stroke of a letter, shorter than a cell's side
_LOW = 0.1  # inches: an upright line from one line across to the next, as in a row of one line between two sections
_SOLID = 0.7  # of a line is ink: the feet of letters that stand close together are not
_GAP = 0.02  # inches: a hole in a line, as noise and thresholds leave them
_THICK = 0.055  # inches, four points: more is a bar, a picture, a black edge
_LONG = 1.0  # inches: a line across, surely: the letters of a word may stand as evenly, and as near, for less
_DASHED = 0.25  # of a broken line is ink
_BETWEEN = 0.06  # inches between two dashes or dots
_FEWEST, _EVEN = 4, 0.75  # steps from one dash to the next; of them have one length
_JOIN = 0.12  # inches: ends of lines this near meet
_FRINGE = 2  # pixels that a line's edge takes beyond its ink

_FRAMED = 9  # pixels that the frame of a ground takes, and the fringe of it
_MOST = 1_000_000  # stretches of ink along the rows of a page: a full one has 100,000

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
        """Where it lies across its direction."""
        return (self.low + self.high) / 2

    def thickness(self) -> float:
        """Of its ink: a line that is a little oblique is no thicker for it."""
        return sum(last - first for _, first, last in self.runs) / max(1, self.last - self.first)


class Rules(NamedTuple):
    """The lines of a page: those from left to right, those from top to bottom."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


def find_rules(ink: Mask, dpi: float, grounds: Sequence[Shape] = ()) -> Rules:
    """The lines of a page that make a table: each meets two others. A line below a heading meets none. `grounds` are
    places that were dark: lines are not seen on them."""
    upright = np.ascontiguousarray(ink.T)
    across, down = _along(ink, _WIDE, dpi), _along(upright, _HIGH, dpi)
    dashed, dashed_down = _broken(ink, _LONG, dpi), _broken(upright, _WIDE, dpi)
    near = _GAP * dpi  # what is broken must meet the others closely: rows of dots in a form do not
    walls = [*down, *dashed_down]
    across += [_to_walls(ink, a, walls) for a in dashed if sum(_meet(a, d, near) for d in walls) > 1]
    down += [d for d in dashed_down if sum(_meet(a, d, near) for a in across) > 1]
    wide = [a for a in across if a.last - a.first >= _LONG * dpi]
    down += _between(_joined(_runs(upright, round(_LOW * dpi), 0), dpi, _GAP), wide, down, near / 2, dpi)
    if dashed_down:
        short = _joined(_runs(_thin(upright, dpi), round(_LOW * dpi), round(_BETWEEN * dpi), _DASHED), dpi, _GAP)
        short = [d for d in short if any(abs(d.middle - e.middle) <= near for e in dashed_down)]
        down += _between(short, wide, down, _BETWEEN * dpi, dpi)
    near = _JOIN * dpi
    kept = [d for d in down if sum(_meet(a, d, near) for a in across) > 1]
    kept += [rule for ground in grounds for rule in _through(ink, ground, kept, _GAP * dpi)]
    return Rules(tuple(a for a in across if sum(_meet(a, d, near) for d in down) > 1), tuple(kept))


def without(grey: Grey, rules: Rules) -> Grey:
    """The picture without its lines."""
    clean = grey.copy()
    for way, found in ((clean, rules.across), (clean.T, rules.down)):
        for row, first, last in (run for rule in found for run in rule.runs):
            way[max(0, row - _FRINGE) : row + _FRINGE + 1, max(0, first - _FRINGE) : last + _FRINGE] = WHITE
    return clean


def _meet(across: Rule, down: Rule, near: float) -> bool:
    return (
        across.first - near <= down.high
        and down.low <= across.last + near
        and down.first - near <= across.high
        and across.low <= down.last + near
    )


def _along(ink: Mask, long: float, dpi: float) -> list[Rule]:
    """The lines along the rows of a picture, of so many inches at least."""
    rules = _joined(_runs(ink, round(long * dpi), round(_GAP * dpi)), dpi)
    return [rule for rule in rules if rule.thickness() <= _THICK * dpi]


def _between(upright: list[Rule], across: list[Rule], known: list[Rule], touch: float, dpi: float) -> list[Rule]:
    """The upright lines, no longer than a letter perhaps, that go from one line to another and are not known yet."""
    found = []
    for rule in upright:
        crossed = [a for a in across if a.first - touch <= rule.middle <= a.last + touch]
        above = any(a.low - touch <= rule.first <= a.high + touch for a in crossed)
        below = any(a.low - touch <= rule.last <= a.high + touch for a in crossed if a.low > rule.first + touch)
        same = (e for e in known if abs(e.middle - rule.middle) <= touch)
        new = not any(e.first <= rule.last - touch and rule.first + touch <= e.last for e in same)
        if above and below and new and rule.thickness() <= _THICK * dpi:
            found.append(rule)
    return found


def _through(ink: Mask, ground: Shape, down: list[Rule], near: float) -> list[Rule]:
    """The upright lines of a table on a dark ground in it: where they stand elsewhere, and no word is."""
    left, top, right, bottom, _ = ground
    found: list[Rule] = []
    for rule in down:
        if left + near < rule.low and rule.high < right - near:
            beside = ink[top + _FRAMED : bottom - _FRAMED, rule.low - round(near) : rule.high + round(near)]
            if not beside.any() and not any(abs(rule.middle - other.middle) <= near for other in found):
                found.append(Rule(top, bottom, rule.low, rule.high, ()))
    return found


def _to_walls(ink: Mask, rule: Rule, walls: list[Rule]) -> Rule:
    """A broken line that ends between two walls, where words touch it, goes on to the next wall."""
    met = [wall.middle for wall in walls if wall.first <= rule.high and rule.low <= wall.last]
    first = round(max((x for x in met if x <= rule.first), default=rule.first))
    last = round(min((x for x in met if x >= rule.last), default=rule.last))
    ends = ((first, rule.first), (rule.last, last))
    dark = [ink[rule.low : rule.high, a:b].any(axis=0).mean() if a < b else 1.0 for a, b in ends]
    return rule._replace(
        first=first if dark[0] >= _DASHED else rule.first, last=last if dark[1] >= _DASHED else rule.last
    )


def _thin(ink: Mask, dpi: float) -> Mask:
    """Ink that is no higher than a line."""
    thick = round(_THICK * dpi)
    thin = ink.copy()
    thin[thick:] &= ~ink[:-thick]
    thin[:-thick] &= ~ink[thick:]
    return thin


def _broken(ink: Mask, long: float, dpi: float) -> list[Rule]:
    """The dashed and dotted lines along the rows of a picture: thin ink in equal steps."""
    rules = _joined(_runs(_thin(ink, dpi), round(long * dpi), round(_BETWEEN * dpi), _DASHED), dpi)
    return [rule for rule in rules if rule.high - rule.low <= round(_THICK * dpi) and _is_even(ink, rule)]


def _is_even(ink: Mask, rule: Rule) -> bool:
    """Whether the dashes of a line follow each other in equal steps, but for a few that other ink has run into; the
    feet of letters do not."""
    dark: Mask = np.logical_or.reduce(ink[rule.low : rule.high, rule.first : rule.last], axis=0)
    begins: np.ndarray[Any, Any] = np.flatnonzero(dark[1:] & ~dark[:-1])
    steps = np.diff(begins)
    if len(steps) < _FEWEST:
        return False
    usual = float(np.median(steps))
    near = max(2.0, usual / 5)
    even = abs(steps - usual) <= near
    crossed = abs(steps[:-1] + steps[1:] - usual) <= near  # another line stands in the gap
    even[:-1] |= crossed
    even[1:] |= crossed
    return bool(np.count_nonzero(even) >= _EVEN * len(steps))


def _runs(ink: Mask, long: int, gap: int, solid: float = _SOLID) -> list[Run]:
    """What is dark for longer than `long` pixels, holes up to `gap` counted as dark; row by row."""
    framed = np.zeros((ink.shape[0], ink.shape[1] + 2), dtype=np.int8)
    framed[:, 1:-1] = ink
    edges = np.diff(framed, axis=1)
    rows, first = np.nonzero(edges == 1)
    last = np.nonzero(edges == -1)[1]  # as many in each row, in the same order
    begins = np.ones(len(rows), dtype=bool)
    begins[1:] = (rows[1:] != rows[:-1]) | (first[1:] - last[:-1] > gap)
    ends = np.append(begins[1:], True)[: len(rows)]
    if not 0 < len(rows) < _MOST:
        return []
    dark = np.add.reduceat(last - first, np.nonzero(begins)[0])
    joined: np.ndarray[Any, Any] = np.stack([rows[begins], first[begins], last[ends]], axis=1)
    whole = joined[:, 2] - joined[:, 1]
    return [(int(r), int(a), int(b)) for r, a, b in joined[(whole >= long) & (dark >= solid * whole)]]


def _joined(runs: list[Run], dpi: float, join: float = _JOIN) -> list[Rule]:
    """Runs in touching rows that lie over each other, or follow each other within a small hole, are one line."""
    join, thick = round(join * dpi), max(2, round(_GAP * dpi))
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
