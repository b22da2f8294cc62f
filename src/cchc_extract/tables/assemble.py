"""From grids to tables: headers told from rows, repeated headers folded, tables that pages cut put together again.

Enters: the grids of a document and its lines. Leaves: `Table`s, whose rows still are what the pages hold, each with
the break that stood before it. Never joins cells.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.source import Line
from cchc_extract.model.span import EMPTY, Text, join
from cchc_extract.tables.columns import wording
from cchc_extract.tables.header import SAMPLE, Header, is_number_row, read_header
from cchc_extract.tables.labels import is_label, readings

_index = attrgetter("index")


class PageRow(NamedTuple):
    """A row as a page holds it. `broken`: a repeated header stands before it; `gap`: an unusual blank line does.
    `covered`: the columns whose cell is stated to be merged from above. `cut`: for the first row of a page of a stated
    table, the columns whose words may go on from the page before; `spanned` those whose cell does."""

    cells: tuple[Text, ...]
    line: int
    broken: bool = False
    gap: bool = False
    covered: tuple[int, ...] = ()
    cut: tuple[int, ...] | None = None
    spanned: tuple[int, ...] = ()


@dataclass
class Table:
    """A table: its header, the header's printed rows (all of them), its rows, the lines from first to last."""

    dialect: str
    header: Header | None
    first: int
    last: int
    header_rows: list[Row] = field(default_factory=list)
    rows: list[PageRow] = field(default_factory=list)
    assumed: bool = False
    interrupted: list[int] = field(default_factory=list)
    stated: bool = False
    unmerged: bool = False


def assemble(grids: Sequence[Grid], lines: Sequence[Line], is_heading: Callable[[str], bool]) -> list[Table]:
    """The tables of a document, in order. `is_heading` tells a line that begins a new part of the document."""
    tables: list[Table] = []
    before: Grid | None = None
    for grid in grids:
        between = _between(tables[-1].last, grid.first, lines) if tables else []
        heading = any(is_heading(x.text) for x in between)
        _add(tables, grid, between, heading, before if before and grid.follows else None)
        before = grid
    return [_without_usual_gaps(_own_columns(t)) for t in tables]


def _between(last: int, first: int, lines: Sequence[Line]) -> list[Line]:
    between = lines[bisect_left(lines, last, key=_index) : bisect_left(lines, first, key=_index)]
    return [x for x in between if x.text]


def _add(tables: list[Table], grid: Grid, between: Sequence[Line], heading: bool, cut: Grid | None) -> None:
    """The rows of a grid to the table that they go on with, or to tables of their own. `cut`: the grid at the end of
    the page before, where its first row may go on from there."""
    rows, i, broken, fresh = grid.rows, 0, False, True
    while i < len(rows):
        header = read_header(rows[i : i + SAMPLE + 2])
        last = tables[-1] if tables else None
        if header:
            below = rows[i + len(header.rows) : i + len(header.rows) + 1]
            if not (last and _goes_on(last, header, below, between if fresh else (), heading and fresh)):
                last = Table(grid.dialect, header, rows[i].line, grid.last, stated=grid.stated, unmerged=grid.unmerged)
                tables.append(last)
            last.header_rows += header.rows
            i, broken = i + len(header.rows), True
        else:
            if last is None or (fresh and (heading or not _takes(last, rows[i], between))):
                last = _headless(tables, grid, rows[i])
                tables.append(last)
            elif fresh:
                last.interrupted += [x.index for x in between]
            if cut is not None and not last.rows and _is_rest_of_header(rows[i], cut.open):
                last.header_rows.append(rows[i])
                i, fresh, cut = i + 1, False, None
                continue
            gap = rows[i].gap or fresh
            again = broken and bool(last.rows)
            row = PageRow(rows[i].cells, rows[i].line, again, gap, rows[i].covered)
            last.rows.append(row._replace(cut=cut.open, spanned=cut.spanning) if cut and last.rows else row)
            i, broken, cut = i + 1, False, None
        fresh = False
        last.last = grid.last


def _is_rest_of_header(row: Row, cut: Sequence[int]) -> bool:
    """Whether the first row of a page is what its end has cut off a header."""
    filled = [k for k, cell in enumerate(row.cells) if cell]
    return bool(filled) and set(filled) <= set(cut) and all(row.cells[k].text[0].islower() for k in filled)


def _goes_on(table: Table, header: Header, rows: Sequence[Row], between: Sequence[Line], heading: bool) -> bool:
    """Whether a header repeats the one of the table before: the same wordings, and no heading in between."""
    if table.header is None or heading:
        return False
    if not _same_header(table.header, header):
        return False
    return _counts_on(table, rows) if between else not _begins_anew(table, rows)


def _same_header(first: Header, again: Header) -> bool:
    """Whether a page repeats a header, or only its first row."""
    if [wording(c.header) for c in first.columns] == [wording(c.header) for c in again.columns]:
        return True
    tops = ([wording(c.plain) for c in header.rows[0].cells] for header in (first, again))
    return len(again.rows) < len(first.rows) and next(tops) == next(tops)


def _begins_anew(table: Table, rows: Sequence[Row]) -> bool:
    """Whether the numbering starts again below a repeated header: another table, whose heading is lost."""
    if not rows or not table.rows or len([c for c in table.rows[-1].cells if c]) < 3:
        return False
    last, first = (readings(r.cells[0].plain) if r.cells else () for r in (table.rows[-1], rows[0]))
    return any(a.shape == b.shape == "arabic1" and b.number == (1,) for a in last for b in first)


def _counts_on(table: Table, rows: Sequence[Row]) -> bool:
    """Whether the rows go on with the numbering of the table, or begin with a part of a row."""
    last = next((r.cells[0].plain for r in reversed(table.rows) if r.cells and is_label(r.cells[0].plain)), "")
    first = rows[0].cells[0].plain if rows and rows[0].cells else ""
    if not first:
        return bool(rows)
    return any(b.shape == a.shape and b.number > a.number for a in readings(last) for b in readings(first))


def _takes(table: Table, row: Row, between: Sequence[Line]) -> bool:
    """Whether a grid without a header goes on with the table before it."""
    if table.header is None or len(row.cells) != table.header.width:
        return False
    return not between or len(between) <= 2


def _headless(tables: Sequence[Table], grid: Grid, row: Row) -> Table:
    """A table without a header of its own has the one of the table before it, if its rows are of that form."""
    model = next((t for t in reversed(tables) if t.header and t.header.width == len(row.cells)), None)
    assumed = model is not None and is_label(row.cells[0].plain)
    header = model.header if model and assumed else None
    return Table(grid.dialect, header, row.line, grid.last, assumed=assumed, stated=grid.stated, unmerged=grid.unmerged)


def _own_columns(table: Table) -> Table:
    """Every row as wide as the header; what a row has beyond it is joined to its last cell."""
    if table.header:
        width = table.header.width
        table.rows = [r for r in table.rows if not is_number_row(r.cells)]
        table.rows = [r._replace(cells=_fit(r.cells, width)) for r in table.rows]
        _put_ordinal_first(table, table.header)
    return table


def _put_ordinal_first(table: Table, header: Header) -> None:
    """Some tables begin with fields of work (`Lĩnh vực | STT | Nhiệm vụ`); rows are told by their ordinals."""
    at = header.index("ordinal")
    if at:
        order = [at, *(i for i in range(header.width) if i != at)]
        table.header = Header(tuple(header.columns[i] for i in order), header.rows)
        table.rows = [
            r._replace(
                cells=tuple(r.cells[i] for i in order),
                covered=tuple(map(order.index, r.covered)),
                cut=r.cut and tuple(map(order.index, r.cut)),
                spanned=tuple(map(order.index, r.spanned)),
            )
            for r in table.rows
        ]


def _fit(cells: tuple[Text, ...], width: int) -> tuple[Text, ...]:
    if len(cells) > width:
        return (*cells[: width - 1], join(cells[width - 1 :], " "))
    return cells + (EMPTY,) * (width - len(cells))


def _without_usual_gaps(table: Table) -> Table:
    """A blank line says nothing where one stands between most rows."""
    usual = 2 * sum(r.gap for r in table.rows) > len(table.rows)
    if usual:
        table.rows = [r._replace(gap=False) for r in table.rows]
    return table
