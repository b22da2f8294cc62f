"""Ruled tables: the lines drawn on a page to the cells that they enclose.

Enters: rules as thin boxes. Leaves: `Ruled` tables, each with the places of its columns and rows and its cells, those
that are merged too. Steps: rules → straight `Stroke`s → groups that touch → walls between the places → cells. Never
looks at a word, and never guesses a wall that is not drawn, but for the outer sides of a table that is open there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from cchc_extract.model.place import Box
from cchc_extract.readers.page import is_thin

NEAR = 3.0  # points: places so near are one; the widest double line, no row and no column
_OPEN = 12.0  # points: strokes that reach so far past the outermost crossing one show a side that is not drawn
_FEWEST = 3  # strokes of a group: the page's end may have taken a table's first or last line
_FEWEST_AREAS = 4  # coloured cells of a table
_COVERED = 0.9  # of a table: what its coloured cells cover, if it has no others
_LOWEST = 16.0  # points: rows of coloured cells, on average; a marked line of text is lower
MOST_CROSSINGS = 2_000_000  # of a page: a drawing beyond that is no table


class Stroke(NamedTuple):
    """A straight line: its place across, and from where to where it goes."""

    at: float
    first: float
    last: float


class Cell(NamedTuple):
    """A cell: its first row and column, how many it spans, its box."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


class Ruled(NamedTuple):
    """A table: where its columns and rows begin (and the last ends), its cells by rows. `spanning`: the columns in
    which no line closes its foot: a merged cell goes on behind the page's end, or the row if it is all of them.
    `guessed`: no lines part its columns, words do."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    spanning: tuple[int, ...] = ()
    guessed: bool = False

    @property
    def box(self) -> Box:
        """The table's rectangle."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def find_ruled(rules: Iterable[Box]) -> list[Ruled]:
    """The tables of two columns or more that the rules of a page draw, or coloured cells, from top to bottom."""
    lines, areas = list[Box](), list[Box]()
    for box in rules:
        (lines if is_thin(box) else areas).append(box)
    tables = _tables(lines)
    if len(areas) >= _FEWEST_AREAS:  # cells where no lines are, or more of them than lines enclose
        tiled = _tables(side for area in areas for side in _sides(area))
        tiled = [t for t in tiled if _is_tiled(t, areas) and not any(_inside(t.box, other.box) for other in tables)]
        tables = [*tiled, *(t for t in tables if not any(_inside(t.box, other.box) for other in tiled))]
    outer = [t for t in tables if not any(_inside(t.box, other.box) for other in tables if other is not t)]
    return sorted(outer, key=lambda t: (t.ys[0], t.xs[0]))


def _tables(rules: Iterable[Box]) -> list[Ruled]:
    found = (table_of(*group) for group in touching(*strokes(rules)))
    return [t for t in found if t is not None and len(t.xs) > 2]


def _sides(area: Box) -> tuple[Box, Box, Box, Box]:
    x0, top, x1, bottom = area
    return (x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)


def _is_tiled(table: Ruled, areas: Iterable[Box]) -> bool:
    """Whether coloured cells cover a table of two rows or more, a colour each: not words that are marked."""
    inside = {tuple(round(x) for x in area) for area in areas if _inside(area, table.box)}
    covered = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in inside)
    x0, top, x1, bottom = table.box
    rows = len(table.ys) - 1
    whole = _COVERED * (x1 - x0) * (bottom - top)
    return rows > 1 and bottom - top > rows * _LOWEST and whole < covered < (2 - _COVERED) * whole / _COVERED


# --- rules to strokes -------------------------------------------------------------------------------------------------


def strokes(rules: Iterable[Box]) -> tuple[list[Stroke], list[Stroke]]:
    """The strokes across and the upright ones; pieces of one line are one."""
    across: list[Stroke] = []
    upright: list[Stroke] = []
    for x0, top, x1, bottom in rules:
        if x1 - x0 >= bottom - top:
            across.append(Stroke((top + bottom) / 2, x0, x1))
        else:
            upright.append(Stroke((x0 + x1) / 2, top, bottom))
    return _joined(across), _joined(upright)


def _joined(pieces: list[Stroke]) -> list[Stroke]:
    """Strokes on one place that touch, as one."""
    out: list[Stroke] = []
    for level in levels(sorted(pieces)):
        at = sum(s.at for s in level) / len(level)
        first, last = None, 0.0
        for stroke in sorted(level, key=lambda s: s.first):
            if first is None:
                first, last = stroke.first, stroke.last
            elif stroke.first <= last + NEAR:
                last = max(last, stroke.last)
            else:
                out.append(Stroke(at, first, last))
                first, last = stroke.first, stroke.last
        if first is not None:
            out.append(Stroke(at, first, last))
    return out


def levels(pieces: Sequence[Stroke]) -> list[list[Stroke]]:
    """Strokes by place, those that lie near each other together."""
    out: list[list[Stroke]] = []
    for stroke in pieces:
        if out and stroke.at - out[-1][0].at <= NEAR:
            out[-1].append(stroke)
        else:
            out.append([stroke])
    return out


# --- strokes to groups ------------------------------------------------------------------------------------------------


def touching(across: Sequence[Stroke], upright: Sequence[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """The strokes parted into groups that touch or cross each other: one group a table."""
    if len(across) * len(upright) > MOST_CROSSINGS:
        return []
    group = list(range(len(across) + len(upright)))

    def root(k: int) -> int:
        while group[k] != k:
            group[k] = group[group[k]]
            k = group[k]
        return k

    ordered = sorted(range(len(across)), key=lambda k: across[k].at)
    places = [across[k].at for k in ordered]
    for u, stroke in enumerate(upright, start=len(across)):
        for i in range(bisect_left(places, stroke.first - NEAR), len(places)):
            if places[i] > stroke.last + NEAR:
                break
            other = across[ordered[i]]
            if other.first - NEAR <= stroke.at <= other.last + NEAR:
                group[root(ordered[i])] = root(u)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for k, stroke in enumerate((*across, *upright)):
        groups.setdefault(root(k), ([], []))[k >= len(across)].append(stroke)
    return [g for g in groups.values() if len(g[0]) + len(g[1]) > _FEWEST and len(g[1]) > 1]


# --- a group to a table -----------------------------------------------------------------------------------------------


def table_of(across: list[Stroke], upright: list[Stroke]) -> Ruled | None:
    """The table that strokes draw which touch each other."""
    xs, ys = _places(upright), _places(across)
    xs = _with_open_sides(xs, across)
    ys = _with_open_sides(ys, upright)
    if len(xs) < 2 or len(ys) < 2:
        return None
    sides = _walls(xs, ys, upright)  # [column edge][row]
    floors = _walls(ys, xs, across)  # [row edge][column]
    return Ruled(tuple(xs), tuple(ys), tuple(_cells(xs, ys, sides, floors)), _spanning(xs, ys[-1], across))


def _spanning(xs: Sequence[float], foot: float, across: Iterable[Stroke]) -> tuple[int, ...]:
    """The columns whose foot no line closes."""
    lines = [line for line in across if abs(line.at - foot) <= NEAR]
    middles = ((a + b) / 2 for a, b in pairwise(xs))
    return tuple(k for k, x in enumerate(middles) if not any(line.first < x < line.last for line in lines))


def _places(lines: Iterable[Stroke]) -> list[float]:
    return [sum(s.at for s in level) / len(level) for level in levels(sorted(lines))]


def _with_open_sides(places: list[float], crossing: Sequence[Stroke]) -> list[float]:
    """The places, and the ends of the strokes that cross them where most of those at the outermost place reach past it:
    a page's end may cut a row before its line."""
    starting = sorted(s.first for s in crossing if s.first <= places[0] + NEAR)
    ending = sorted(s.last for s in crossing if s.last >= places[-1] - NEAR)
    firsts = [first for first in starting if first < places[0] - _OPEN]
    lasts = [last for last in ending if last > places[-1] + _OPEN]
    if 2 * len(firsts) > len(starting):
        places = [firsts[len(firsts) // 2], *places]
    if 2 * len(lasts) > len(ending):
        places = [*places, lasts[len(lasts) // 2]]
    return places


def _walls(places: Sequence[float], others: Sequence[float], lines: Iterable[Stroke]) -> list[list[bool]]:
    """For each place, and each step between two of the others, whether a stroke stands there. The outer sides do."""
    steps = len(others) - 1
    walls = [[k in (0, len(places) - 1)] * steps for k in range(len(places))]
    middles = [(a + b) / 2 for a, b in pairwise(others)]
    for line in lines:
        k = min(bisect_left(places, line.at), len(places) - 1)
        if k and line.at - places[k - 1] < abs(places[k] - line.at):
            k -= 1
        for step in range(bisect_left(middles, line.first), steps):
            if middles[step] > line.last:
                break
            walls[k][step] = True
    return walls


def _cells(
    xs: Sequence[float], ys: Sequence[float], sides: Sequence[Sequence[bool]], floors: Sequence[Sequence[bool]]
) -> Iterable[Cell]:
    """The rectangles that no wall goes through, by rows; each reaches as far right, then as far down, as it can."""
    taken = [[False] * (len(xs) - 1) for _ in ys]
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if taken[row][column]:
                continue
            right = column + 1
            while right < len(xs) - 1 and not sides[right][row] and not taken[row][right]:
                right += 1
            down = row + 1
            while (
                down < len(ys) - 1
                and not any(floors[down][column:right])
                and not any(sides[k][down] for k in range(column + 1, right))
            ):
                down += 1
            for r in range(row, down):
                taken[r][column:right] = [True] * (right - column)
            yield Cell(row, column, down - row, right - column, (xs[column], ys[row], xs[right], ys[down]))


def _inside(inner: Box, outer: Box) -> bool:
    return (
        outer[0] - NEAR <= inner[0]
        and inner[2] <= outer[2] + NEAR
        and outer[1] - NEAR <= inner[1]
        and inner[3] <= outer[3] + NEAR
    )
