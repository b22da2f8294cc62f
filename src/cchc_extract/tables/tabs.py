"""Dialect `tabs`: one row a line, cells parted by tabs.

Enters: lines. Leaves: grids. A line is a row when a tab parts words on it, or when it holds two tabs; blank lines
between rows are kept as gaps. A line led by one tab alone is a row only among such rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.source import Line
from cchc_extract.model.span import read_words

MOST_GAP = 3  # blank lines that a table may hold without ending


def find_tab_grids(source: str, lines: Sequence[Line]) -> list[Grid]:
    """The runs of tab-parted rows among the lines."""
    grids: list[Grid] = []
    rows: list[Row] = []
    last = -1
    for line in lines:
        raw = source[line.start : line.end]
        tabs = raw.rstrip(" ").count("\t")
        is_row = tabs >= 2 or (
            tabs == 1 and bool(line.text) and (not raw.lstrip(" ").startswith("\t") or _in_run(rows, line, last))
        )
        if not is_row:
            continue
        if rows and (line.index - last > MOST_GAP + 1 or _words_between(lines, last, line.index)):
            grids += _grid(rows, last)
            rows = []
        rows.append(_row(source, line, gap=bool(rows) and line.index - last > 1))
        last = line.index
    return grids + _grid(rows, last)


def _in_run(rows: Sequence[Row], line: Line, last: int) -> bool:
    return bool(rows) and line.index - last == 1 and len(rows[-1].cells) > 2


def _words_between(lines: Sequence[Line], first: int, last: int) -> bool:
    offset = lines[0].index
    return any(x.text for x in lines[first + 1 - offset : last - offset])


def _row(source: str, line: Line, gap: bool) -> Row:
    cells, at = [], line.start
    for part in source[line.start : line.end].split("\t"):
        cells.append(read_words(source, at, at + len(part)))
        at += len(part) + 1
    return Row(tuple(cells), line.index, gap)


def _grid(rows: Sequence[Row], last: int) -> list[Grid]:
    """One row of two cells is a line of prose with a tab in it, not a table."""
    if len(rows) < 2 and (not rows or len(rows[0].cells) < 3):
        return []
    return [Grid("tabs", rows[0].line, last + 1, tuple(rows))]
