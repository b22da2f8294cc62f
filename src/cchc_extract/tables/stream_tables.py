"""Tables of dialects that write one cell a line: `cell_lines`, `bars`, `plain_cells`.

Enters: lines. Leaves: grids. A table begins where cells in a row name columns; the stream of cells after them is cut
into rows. What follows the last row is left to others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from cchc_extract.model.grid import Grid
from cchc_extract.model.source import Line
from cchc_extract.model.span import Span
from cchc_extract.tables.columns import role_of, wording
from cchc_extract.tables.labels import is_label
from cchc_extract.tables.page_numbers import counts_pages, page_numbers
from cchc_extract.tables.stream_heads import Head, next_header, own_line, read_head
from cchc_extract.tables.stream_rows import SURE, CutRow, cut_rows
from cchc_extract.tables.streams import Cell, bare_cells, barred_cells, is_barred, is_led, led_cells

_NAMED = 2  # columns of a header that is worth a warning are more
_index = attrgetter("index")


class _Found(NamedTuple):
    """A table of a stream: its header and its rows."""

    head: Head
    rows: Sequence[CutRow]


def find_led_grids(source: str, lines: Sequence[Line]) -> list[Grid]:
    """The tables of dialect `cell_lines`."""
    if "\t" not in source:
        return []
    pages = page_numbers(source, lines, is_led)
    found = _tables(led_cells(source, [x for x in lines if x.index not in pages]))
    return [_with_pages(_grid("cell_lines", each), lines, pages) for each in found]


def find_barred_grids(source: str, lines: Sequence[Line]) -> list[Grid]:
    """The tables of dialect `bars`."""
    if "|" not in source:
        return []
    pages = page_numbers(source, lines, is_barred)
    found = _tables(barred_cells(source, [x for x in lines if x.index not in pages]))
    grids = (_with_pages(_grid("bars", each), lines, pages) for each in found)
    return [replace(grid, marks=_bars(source, lines, grid)) for grid in grids]


def find_bare_grids(source: str, lines: Sequence[Line]) -> list[Grid]:
    """The tables of dialect `plain_cells`: since nothing marks them, only those whose header is beyond doubt, and of
    them the rows up to the first that does not count out; what follows is prose."""
    readings: list[Grid] = []
    for apart in (True, False):
        for head, rows in _tables(bare_cells(source, lines, apart), marked=False):
            roles = [role_of(c.words.plain) for c in head.rows[0]]
            if all(roles) or len({*roles} - {None}) > _NAMED:
                readings.append(_bare_grid(source, head, rows if all(roles) else ()))
    kept: list[Grid] = []
    for grid in sorted(readings, key=lambda g: -len(g.rows)):
        if not any(g.first < grid.last and grid.first < g.last for g in kept):
            kept.append(grid)
    return kept


def _bare_grid(source: str, head: Head, rows: Sequence[CutRow]) -> Grid:
    """The rows that are sure, page numbers among them; without any, a grid that is unread."""
    sure = _up_to_last([*takewhile(lambda r: r.kind == "page" or _is_sure(r), rows)])
    pages = [(int(r.cells[0].words.plain), r.cells[0].words.spans()[0]) for r in sure if r.kind == "page"]
    if not counts_pages([(number, place[0]) for number, place in pages]):
        sure, pages = _up_to_last([*takewhile(lambda r: r.kind != "page", sure)]), []
    rest = [c.words for r in rows[len(sure) :] for c in r.cells]
    torn = next((words for words in rest if is_label(words.plain)), None)
    if torn and rest[0] is not torn:  # what has no row here may belong to the one above
        sure = _up_to_last(sure[:-1])
    grid = _grid("plain_cells", _Found(head, [r for r in sure if r.kind != "page"]))
    furniture = tuple(place for _, place in pages if place[0] < sure[-1].cells[0].words.spans()[0][0]) if sure else ()
    return replace(grid, unread=not sure, doubt=torn, furniture=furniture)


def _up_to_last(rows: Sequence[CutRow]) -> Sequence[CutRow]:
    """The rows up to the last leaf or total: a section or a page number below it is prose."""
    last = (i for i in range(len(rows) - 1, -1, -1) if rows[i].kind == "total" or _is_leaf(rows[i]))
    return rows[: next(last, -1) + 1]


def _is_leaf(row: CutRow) -> bool:
    return row.kind == "row" and row.labelled


def _is_sure(row: CutRow) -> bool:
    return row.kind in SURE and (row.kind != "row" or row.labelled)


# --- tables in a stream ------------------------------------------------------------------------------------------


def _tables(runs: Iterator[list[Cell]], marked: bool = True) -> Iterator[_Found]:
    for run in runs:
        at = 0
        while (start := next_header(run, at)) is not None:
            head = read_head(run, start, marked)
            at = _table_end(run, start, head)
            rows = cut_rows(run[start + head.size : at], head.form)[1]
            yield _Found(head, rows)


def _table_end(run: Sequence[Cell], start: int, head: Head) -> int:
    """The stream goes on to its end, or to another header of other width or wording."""
    width = len(head.rows[0])
    header = [wording(c.words.plain) for c in run[start + 1 : start + width]]
    at = start + head.size
    while (found := next_header(run, at)) is not None:
        if [wording(c.words.plain) for c in run[found + 1 : found + width]] != header or own_line(
            run[found]
        ) is not run[found]:
            return found
        at = found + head.size
    return len(run)


def _grid(dialect: str, found: _Found) -> Grid:
    head, rows = found.head, [r for r in found.rows if r.kind != "rest"]
    cells = [c for row in (*head.rows, *(r.cells for r in rows)) for c in row]
    printed = [CutRow("head", row).printed(head.form.width) for row in head.rows]
    printed += [r.printed(head.form.width) for r in rows]
    doubt = next((r.cells[0].words for r in rows if r.doubtful(head.form.width)), None)
    return Grid(dialect, cells[0].first, cells[-1].last + 1, tuple(printed), doubt=doubt)


def _within(lines: Sequence[Line], grid: Grid) -> Sequence[Line]:
    return lines[bisect_left(lines, grid.first, key=_index) : bisect_left(lines, grid.last, key=_index)]


def _with_pages(grid: Grid, lines: Sequence[Line], pages: set[int]) -> Grid:
    """The grid with the page numbers that stand among its lines."""
    inside = [x for x in _within(lines, grid) if x.index in pages]
    return replace(grid, furniture=tuple(span for x in inside for span in x.words.spans())) if inside else grid


def _bars(source: str, lines: Sequence[Line], grid: Grid) -> tuple[Span, ...]:
    inside = (x for x in _within(lines, grid) if "|" in x.text)
    bars = (x.start + i for x in inside for i, c in enumerate(source[x.start : x.end]) if c == "|")
    return tuple((bar, bar + 1) for bar in bars)
