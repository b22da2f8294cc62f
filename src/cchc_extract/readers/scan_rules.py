"""The drawn lines of a page's picture: where they are, and the picture without them.

Enters: where ink is on a page set straight. Leaves: lines in pixels. What they enclose is for `page_tables`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from cchc_extract.readers.scan_image import WHITE, Grey, Mask

_WIDE, _HIGH = 0.35, 0.2  # inches: longer than any stroke of a letter, shorter than a cell's side
_SOLID = 0.7  # of a line is ink: the feet of letters that stand close together are not
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
        """Where it lies across its direction."""
        return (self.low + self.high) / 2

    def thickness(self) -> float:
        """Of its ink: a line that is a little oblique is no thicker for it."""
        return sum(last - first for _, first, last in self.runs) / max(1, self.last - self.first)


class Rules(NamedTuple):
    """The lines of a page: those from left to right, those from top to bottom."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


def find_rules(ink: Mask, dpi: float) -> Rules:
    """The lines of a page that make a table: each meets two others. A line below a heading meets none."""
    across, down = _along(ink, _WIDE, dpi), _along(ink.T, _HIGH, dpi)
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
    if not len(rows):
        return []
    dark = np.add.reduceat(last - first, np.nonzero(begins)[0])
    joined: np.ndarray[Any, Any] = np.stack([rows[begins], first[begins], last[ends]], axis=1)
    whole = joined[:, 2] - joined[:, 1]
    return [(int(r), int(a), int(b)) for r, a, b in joined[(whole >= long) & (dark >= _SOLID * whole)]]


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
