"""Dotted lines that a program has drawn dot by dot.

Enters: boxes too short to be lines. Leaves: a thin box for each row of them, across or down. Never joins fewer than
would be seen as a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cchc_extract.model.place import Box

_FEWEST = 6  # dots of a line
_STEP = 4.0  # points from one dot to the next


def dotted(dots: Sequence[Box]) -> list[Box]:
    """The lines that dots make."""
    if len(dots) < _FEWEST:
        return []
    turned = [(top, x0, bottom, x1) for x0, top, x1, bottom in dots]
    return [*_across(dots), *((x0, top, x1, bottom) for top, x0, bottom, x1 in _across(turned))]


def _across(dots: Iterable[Box]) -> Iterator[Box]:
    rows: dict[int, list[Box]] = {}
    for dot in dots:
        rows.setdefault(round(dot[1] + dot[3]), []).append(dot)  # half a point
    for row in rows.values():
        row.sort()
        first = 0
        for k in range(1, len(row) + 1):
            if k == len(row) or row[k][0] - row[k - 1][2] > _STEP:
                if k - first >= _FEWEST and row[k - 1][2] - row[first][0] > _FEWEST:
                    yield (row[first][0], row[first][1], row[k - 1][2], row[first][3])
                first = k
