"""A `<table>` once its cells are read: a table of data, or columns that only lay a page out.

Enters: rows of cells, each with what was read in it. Leaves: a `Block` for a table of data; else the lines, side by
side where a letterhead or a signature is set in two columns, one cell after another where the page itself is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from cchc_extract.readers.written import TableRow

_MOST_COLUMNS = 100  # a cell that spans more does so by mistake or by malice
_MOST_PLACES = 1 << 19  # of one table, where cells stand or are spanned: fifty thousand rows of ten columns
_MOST_BESIDE = 40  # lines of a letterhead's or a signature's side


class TooLargeError(ValueError):
    """A table that is made to take forever."""


class Line(NamedTuple):
    """A line as it is seen; `linked`: nothing on it but links. The empty one is the space between paragraphs."""

    words: str
    linked: bool = False


class Block(NamedTuple):
    """A table of data."""

    rows: tuple[TableRow, ...]


class Chrome(NamedTuple):
    """What belongs to the site and not to the document; kept, since a table's cell may look the same."""

    items: tuple[Line | Block, ...]


Item = Line | Block | Chrome
SPACE = Line("")


@dataclass
class Cell:
    """One cell: what was read in it, and how far it spans."""

    rows: int
    columns: int
    head: bool
    items: list[Item] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The words of the cell, line by line, a table in it too."""
        return [line.words for line in _flat(self.items) if line.words]


@dataclass
class OpenTable:
    """A table while it is read: rows with the part (`thead`, `tbody`, `tfoot`) each stands in."""

    rows: list[list[Cell]] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)  # where it is drawn (head, body, foot), which part it is
    part: tuple[int, int] = (1, 0)
    caption: list[Item] = field(default_factory=list)

    def begin_part(self, order: int) -> None:
        """A `thead` (0), `tbody` (1) or `tfoot` (2) begins: no cell spans over its edge."""
        self.part = (order, self.part[1] + 1)

    def begin_row(self) -> None:
        """A row begins."""
        self.rows.append([])
        self.parts.append(self.part)

    def add(self, cell: Cell) -> None:
        """A cell of the row that is open."""
        if not self.rows:
            self.begin_row()
        self.rows[-1].append(cell)


class _Placed(NamedTuple):
    """A row: its cells by the place where each begins, the places that cells of rows above cover, and all places where
    a cell begins, covered ones too."""

    cells: dict[int, Cell]
    covered: set[int]
    begins: set[int]


def laid_out(table: OpenTable, before: Sequence[Item]) -> list[Item]:
    """What a table adds to the page; `before` is what stands on it already."""
    rows = list(_placed(table))
    columns = _columns(rows)
    if len(rows) * len(columns) > _MOST_PLACES:
        raise TooLargeError
    data = [TableRow(*_across(row, columns)) for row in rows]
    if _holds_data(table, data, _width_before(before)):
        return [SPACE, *table.caption, Block(tuple(data)), SPACE]
    return [*table.caption, *_as_lines(rows)]


def _placed(table: OpenTable) -> Iterator[_Placed]:
    """The rows as they are drawn, each cell in its column; a row without a cell of its own has no height."""
    order = sorted(range(len(table.rows)), key=lambda k: table.parts[k][0])
    left: dict[int, tuple[int, bool]] = {}  # column → rows that the cell above still covers, whether it begins there
    part = None
    places = 0
    for k in order:
        if table.parts[k] != part:
            part, left = table.parts[k], {}
        if not table.rows[k]:
            continue
        covered, begins = set(left), {column for column, (_, first) in left.items() if first}
        left = {column: (count - 1, first) for column, (count, first) in left.items() if count > 1}
        places += len(left) + len(table.rows[k])
        if places > _MOST_PLACES:
            raise TooLargeError
        cells: dict[int, Cell] = {}
        column = 0
        for cell in table.rows[k]:
            while column in covered:
                column += 1
            cells[column] = cell
            for spanned in range(column, column + min(cell.columns, _MOST_COLUMNS)):
                if cell.rows > 1:
                    left[spanned] = cell.rows - 1, spanned == column
            column += min(cell.columns, _MOST_COLUMNS)
        yield _Placed(cells, covered, begins | cells.keys())


def _columns(rows: Sequence[_Placed]) -> list[list[int]]:
    """The places of each column that holds words anywhere; the others are spacers, or inside spanning cells. Two places
    beside each other that no row has both of are one column: its line was dragged a little in some rows."""
    columns: list[list[int]] = []
    for place in sorted({c for row in rows for c, cell in row.cells.items() if any(_flat(cell.items))}):
        if columns and all(place not in row.begins or row.begins.isdisjoint(columns[-1]) for row in rows):
            columns[-1].append(place)
        else:
            columns.append([place])
    return columns


def _across(row: _Placed, columns: Sequence[Sequence[int]]) -> tuple[tuple[Sequence[str], ...], tuple[int, ...]]:
    cells = tuple(next((row.cells[c].lines() for c in places if c in row.cells), ()) for places in columns)
    return cells, tuple(k for k, places in enumerate(columns) if not row.covered.isdisjoint(places))


# --- data or layout ------------------------------------------------------------------------------------------------


def _holds_data(table: OpenTable, rows: Sequence[TableRow], before: int) -> bool:
    """Whether the cells are a table's: three columns or a header, and more than one row that fills them."""
    filled = [sum(map(bool, row.cells)) for row in rows]
    width = len(rows[0].cells) if rows else 0
    headed = _has_header(table)
    if not headed and (_names_values(table, rows) or _wraps(table, filled)):
        return False
    if width >= 3 and width == before and max(filled) >= 3:
        return True  # one row is enough where a page break has parted it from its table
    rows_of_data = sum(count > 1 for count in filled) > 1 or _is_form(rows, filled)
    return (width >= 3 or (width == 2 and headed)) and rows_of_data


def _is_form(rows: Sequence[TableRow], filled: Sequence[int]) -> bool:
    """Whether rows that hold nothing but their number stand below a full header, as in a form to be filled in."""
    numbers = ("".join(words for cell in row.cells for words in cell) for row in rows[1:])
    return len(rows) > 1 and filled[0] == len(rows[0].cells) and all(n.rstrip(".").isdecimal() for n in numbers)


def _has_header(table: OpenTable) -> bool:
    rows = (row for row in table.rows if len(row) > 1)
    return any(part[0] == 0 for part in table.parts) or any(all(cell.head for cell in row) for row in rows)


def _names_values(table: OpenTable, rows: Sequence[TableRow]) -> bool:
    """Whether every row names what its second cell says (`Số hiệu: | 12/KH-UBND`), as a site's own box does."""
    firsts = [row.cells[0] for row in rows if any(row.cells)]
    named = sum(bool(cell) and cell[-1].endswith(":") for cell in firsts)
    heads = all(row[0].head for row in table.rows if row)
    return bool(firsts) and (heads or 2 * named > len(firsts))


def _wraps(table: OpenTable, filled: Sequence[int]) -> bool:
    """Whether a table of data stands in a cell, and few rows around it are like a table's own."""
    nested = any(isinstance(item, Block) for row in table.rows for cell in row for item in cell.items)
    return nested and sum(count > 2 for count in filled) < 3


def _width_before(items: Sequence[Item]) -> int:
    """The width of the table right above; 0 without one."""
    last = next((item for item in reversed(items) if item != SPACE), None)
    return len(last.rows[0].cells) if isinstance(last, Block) else 0


# --- layout --------------------------------------------------------------------------------------------------------


def _as_lines(rows: Iterable[_Placed]) -> Iterator[Item]:
    for row in rows:
        cells = [cell for _, cell in sorted(row.cells.items()) if any(_flat(cell.items))]
        sides = [cell.lines() for cell in cells]
        long = len(sides) > 2 and max(map(len, sides)) > 1
        if len(cells) < 2 or long or max(map(len, sides)) > _MOST_BESIDE or not all(map(_plain, cells)):
            for cell in cells:
                yield SPACE
                yield from cell.items
            yield SPACE
        else:
            yield from (Line("\t".join(words).rstrip("\t")) for words in zip_longest(*sides, fillvalue=""))


def _plain(cell: Cell) -> bool:
    return all(isinstance(item, Line) for item in cell.items)


def _flat(items: Iterable[Item]) -> Iterator[Line]:
    for item in items:
        if isinstance(item, Line):
            if item.words:
                yield item
        elif isinstance(item, Chrome):
            yield from _flat(item.items)
        else:
            yield from (Line(words) for row in item.rows for cell in row.cells for words in cell)
