"""How a table is laid out: its rows and cells with the columns they take, and whether it is one.

A table's element enters; its rows leave. A table without lines that sets a letterhead or a signature side by side is
layout, and so is one of a single column: what it holds is no row of cells. Reads no words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cchc_extract.readers.flow import Cell, Layout
from cchc_extract.readers.word_package import VAL, W, number, on
from cchc_extract.readers.word_styles import Styles
from cchc_extract.readers.word_text import ALTERNATE, LEFT_OUT, branches

TABLE, _ROW, _CELL = W + "tbl", W + "tr", W + "tc"
_ROW_PROPERTIES, _CELL_PROPERTIES, _TABLE_PROPERTIES = W + "trPr", W + "tcPr", W + "tblPr"
_SPAN, _DOWN, _ACROSS = W + "gridSpan", W + "vMerge", W + "hMerge"
_WRAPPERS = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"}
_NO_LINE = ("none", "nil", None)
_SIDES = 4
_NARROWEST = 200  # twips: a column less wide than a cell's own margins is where two rows do not quite line up
_WIDEST = 100  # places in a table's grid; Word has 63, and what stands beyond them is in the last
_LAYOUT_COLUMNS, _LAYOUT_WIDE, _LAYOUT_ROWS = 2, 3, 3  # two columns, or three (a gap between) of few rows


class Raw(NamedTuple):
    """A cell before columns are told: the places of the table's grid that it takes (half-open)."""

    element: Element
    start: int
    end: int
    merged: str | None  # `vMerge`: begins, goes on, None for neither


def read_layout(table: Element, styles: Styles) -> Layout:
    """The rows of a table with the columns of each cell. Rows that are deleted or hidden are none."""
    raw = [cells for each in members(table, _ROW) if (cells := _raw_row(each))]
    widths = [number(each.get(W + "w")) for each in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    return lay_out(raw, widths, lambda: _is_ruled(table, raw, styles))


def lay_out(raw: list[list[Raw]], widths: list[int], ruled: Callable[[], bool]) -> Layout:
    """The rows with the columns of each cell. `widths` are those of the grid's places, in twips; `ruled` tells whether
    lines are drawn around its cells."""
    column = _columns(raw, widths)
    width = 1 + max(column.values(), default=-1)
    rows: list[list[Cell]] = []
    above: set[int] = set()
    for cells in raw:
        row: list[Cell] = []
        merged: set[int] = set()
        for cell, following in zip(cells, [*cells[1:], None], strict=True):
            first = column[cell.start]
            last = first
            if cell.end - cell.start > 1:
                last = max(column[start] for start in column if cell.start <= start < cell.end)
                if following is not None:
                    last = max(first, min(last, column[following.start] - 1))
            if cell.merged:
                merged.add(first)
            row.append(Cell(cell.element, range(first, last + 1), cell.merged == "continue" and first in above))
        rows.append(row)
        above = merged
    few = width <= _LAYOUT_COLUMNS or (width <= _LAYOUT_WIDE and len(rows) <= _LAYOUT_ROWS)
    return Layout(rows, width, width <= 1 or (few and not ruled()))


def members(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table, the cells of a row, through what may be put around them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from members(child, tag)
        elif child.tag == ALTERNATE:
            yield from next((found for branch in branches(child) if (found := list(members(branch, tag)))), [])


def blocks(parent: Element, tags: Sequence[str]) -> Iterator[Element]:
    """The paragraphs and tables of a body, a cell, a note or a text box, through what may be put around them."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag == ALTERNATE:
            yield from next((found for branch in branches(child) if (found := list(blocks(branch, tags)))), [])
        elif child.tag in _WRAPPERS and child.tag not in LEFT_OUT:
            yield from blocks(child, tags)


def _raw_row(row: Element) -> list[Raw]:
    properties = row.find(_ROW_PROPERTIES)
    at = 0
    if properties is not None:
        if properties.find(W + "del") is not None or on(properties, W + "hidden"):
            return []
        at = _count(properties.find(W + "gridBefore"), 0)
    cells: list[Raw] = []
    for cell in members(row, _CELL):
        span, merged, across = 1, None, False
        for said in _properties(cell):
            if said.tag == _SPAN:
                span = _count(said, 1)
            elif said.tag == _DOWN:
                merged = said.get(VAL, "continue")
            elif said.tag == _ACROSS:
                across = said.get(VAL, "continue") == "continue"
        if across and cells:  # an older way to merge: the cell is there, and is part of the one before it
            cells[-1] = cells[-1]._replace(end=at + span)
        else:
            cells.append(Raw(cell, at, at + span, merged))
        at = min(at + span, _WIDEST)
    return cells


def _properties(cell: Element) -> Sequence[Element]:
    found = cell.find(_CELL_PROPERTIES)
    return () if found is None else list(found)


def _count(element: Element | None, least: int) -> int:
    return min(max(number(None if element is None else element.get(VAL), least), least), _WIDEST)


def _columns(rows: list[list[Raw]], widths: list[int]) -> dict[int, int]:
    """The column of each place in the table's grid where a cell begins. A grid has more places than a reader sees
    columns: each line that was dragged a little in one row makes one."""
    starts = sorted({cell.start for row in rows for cell in row})
    together = [{cell.start for cell in row} for row in rows]
    places = [0]
    for each in widths:
        places.append(places[-1] + each)
    column: dict[int, int] = {}
    group: list[int] = []
    for start in starts:
        near = bool(group) and start < len(places) and 0 < places[start] - places[group[0]] < _NARROWEST
        if near and not any(start in row and not row.isdisjoint(group) for row in together):
            group.append(start)
            column[start] = column[group[0]]
        else:
            group = [start]
            column[start] = 1 + max(column.values(), default=-1)
    return column


def _is_ruled(table: Element, rows: list[list[Raw]], styles: Styles) -> bool:
    """Whether lines are drawn around most of its cells: those of the table or its style, unless a cell has its own."""
    properties = table.find(_TABLE_PROPERTIES)
    borders = style = None
    if properties is not None:
        borders, style = properties.find(W + "tblBorders"), properties.find(W + "tblStyle")
    if borders is None and style is not None:
        borders = styles.table_borders(style.get(VAL))
    drawn = _has_lines(borders)
    cells = ruled = 0
    for row in rows:
        for cell in row:
            own = next((said for said in _properties(cell.element) if said.tag == W + "tcBorders"), None)
            cells += 1
            ruled += (_has_lines(own) or (drawn and (own is None or len(own) < _SIDES))) if own is not None else drawn
    return ruled * 2 > cells


def _has_lines(borders: Element | None) -> bool:
    """Whether more than one line is drawn: a single one underlines a name."""
    return borders is not None and sum(side.get(VAL) not in _NO_LINE for side in borders) > 1
