"""Tables without lines: words that stand in columns, told by the white gutters between them.

Enters: the printed lines between the drawn tables of a page. Leaves: which of them are a table, where its columns
stand, and its rows as cells of words. A table begins at a line with two gutters; it goes on while the lines leave two
or more of them white. A row begins where the first column has words, or below a wider space. What is merged is not
known here: nothing is stated but which words stand in which column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cchc_extract.readers.page import Word
from cchc_extract.readers.page_lines import Printed
from cchc_extract.readers.page_sides import gaps

_FEWEST = 2  # gutters
_NARROWEST = 0.5  # of the letters' size: a gutter
_FAR = 5.0  # of the letters' size: from one line of a table to the next
_WIDER = 1.25  # than the usual step: a row begins
_AHEAD = 4  # lines in which a table goes on below a heading that runs over its gutters

Gutter = tuple[float, float]


class Columns(NamedTuple):
    """A table: its lines (first, last; half-open), the left and right edge of each column, its rows: for each column
    the words."""

    first: int
    last: int
    edges: tuple[Gutter, ...]
    rows: tuple[tuple[tuple[Word, ...], ...], ...]


def find_columns(lines: Sequence[Printed]) -> list[Columns]:
    """The tables without lines, from top to bottom."""
    found: list[Columns] = []
    at = 0
    while at < len(lines):
        table = _table(lines, at) if len(gaps(lines[at])) >= _FEWEST else None
        if table:
            found.append(table)
        at = table.last if table else at + 1
    return found


def _table(lines: Sequence[Printed], at: int) -> Columns | None:
    gutters, fitting, last = gaps(lines[at]), [lines[at]], at + 1
    full = 1
    for k in range(at + 1, len(lines)):
        if lines[k].bottom - lines[k - 1].bottom > _FAR * lines[k].size:
            break
        left = _left(gutters, lines[k])
        if len(left) < len(gutters) and not (len(left) >= _FEWEST and len(gaps(lines[k])) >= _FEWEST):
            if _is_heading(lines, k, gutters):
                continue
            break
        gutters, last = left, k + 1
        fitting.append(lines[k])
        full += len(gaps(lines[k])) >= _FEWEST
    if full < _FEWEST:
        return None
    while last - at > 2 and _stands_below(lines[at:last], _edges(fitting)):
        last -= 1
        fitting.remove(lines[last])
    edges = _edges(fitting)
    rows = tuple(rows_of(lines[at:last], edges))
    while (apart := _parted(rows)) is not None:  # a header may stand beside the words of its column
        edges = (*edges[:apart], (edges[apart][0], edges[apart + 1][1]), *edges[apart + 2 :])
        rows = tuple(rows_of(lines[at:last], edges))
    return Columns(at, last, edges, rows) if len(edges) > _FEWEST else None


def _stands_below(lines: Sequence[Printed], edges: Sequence[Gutter]) -> bool:
    """Whether the last of a table's lines is none of it, as a page's number: below a wider space than any before it,
    and no row begins there."""
    *steps, step = (b.bottom - a.bottom for a, b in pairwise(lines))
    words = lines[-1].words
    alone = len(words) == 1 and len(edges) > 1 and words[0].box[0] >= edges[1][0] - 1.0
    return alone and step > _WIDER * max(steps)


def _parted(rows: Sequence[Sequence[Sequence[Word]]]) -> int | None:
    """The first of two columns that are one: no row has words in both, and one has words only in the header."""
    for k in range(len(rows[0]) - 1):
        beside = [(bool(row[k]), bool(row[k + 1])) for row in rows]
        if (True, True) not in beside and any(not any(row[side] for row in beside[1:]) for side in (0, 1)):
            return k
    return None


def _left(gutters: Sequence[Gutter], line: Printed) -> list[Gutter]:
    """What a line leaves white of some gutters."""
    out = []
    for low, high in gutters:
        sides = [low, *(side for w in line.words for side in (w.box[0], w.box[2])), high]
        inner = sorted(min(max(side, low), high) for side in sides)
        free = [(a, b) for a, b in pairwise(inner) if not any(w.box[0] < (a + b) / 2 < w.box[2] for w in line.words)]
        best = max(free, key=lambda each: each[1] - each[0], default=(low, low))
        if best[1] - best[0] >= _NARROWEST * line.size:
            out.append(best)
    return out


def _is_heading(lines: Sequence[Printed], at: int, gutters: Sequence[Gutter]) -> bool:
    """Whether a line without gaps runs over gutters as a section's title does: the table goes on right below."""
    if gaps(lines[at]) or lines[at].x0 > gutters[0][1]:
        return False
    below = lines[at + 1 : at + 1 + _AHEAD]
    return any(len(gaps(x)) >= _FEWEST and len(_left(gutters, x)) == len(gutters) for x in below)


def _edges(lines: Sequence[Printed]) -> tuple[Gutter, ...]:
    """Where the words of the lines leave no gutter: the columns."""
    boxes = sorted((word.box[0], word.box[2]) for line in lines for word in line.words)
    least = _NARROWEST * min(line.size for line in lines)
    columns = [boxes[0]]
    for x0, x1 in boxes[1:]:
        if x0 - columns[-1][1] < least:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return tuple(columns)


def rows_of(lines: Sequence[Printed], edges: Sequence[Gutter]) -> Iterator[tuple[tuple[Word, ...], ...]]:
    """The rows of lines in known columns."""
    starts = [x0 for x0, _ in edges]
    steps = sorted(b.bottom - a.bottom for a, b in pairwise(lines))
    usual = steps[len(steps) // 4] if steps else 0.0
    row: list[list[Word]] = [[] for _ in edges]
    first = True
    for k, line in enumerate(lines):
        placed: list[list[Word]] = [[] for _ in edges]
        for word in line.words:
            placed[max((i for i, x0 in enumerate(starts) if x0 <= word.box[0] + 1.0), default=0)].append(word)
        wider = k > 0 and line.bottom - lines[k - 1].bottom > _WIDER * max(usual, line.size)
        headed = first and sum(map(bool, row)) > _FEWEST  # below a header the rest of a row may stand
        if k and (placed[0] or (wider and (headed or sum(map(bool, placed)) >= _FEWEST))):
            yield tuple(map(tuple, row))
            first, row = False, [[] for _ in edges]
        for cell, words in zip(row, placed, strict=True):
            cell += words
    yield tuple(map(tuple, row))
