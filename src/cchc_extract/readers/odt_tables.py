"""How a table of an OpenDocument text is laid out: a table's element enters, its rows and cells leave, with the columns
they take. Reads no words.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cchc_extract.readers.flow import Layout
from cchc_extract.readers.odt_package import TABLE
from cchc_extract.readers.odt_styles import OdtStyles
from cchc_extract.readers.word_tables import Raw, lay_out

_ROW, _CELL, _COVERED = TABLE + "table-row", TABLE + "table-cell", TABLE + "covered-table-cell"
_ROW_GROUPS = {TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")}
_COLUMN_GROUPS = {TABLE + name for name in ("table-header-columns", "table-columns", "table-column-group")}
_COLUMN = TABLE + "table-column"
_STYLE = TABLE + "style-name"
_WIDEST = 100  # columns, as of a Word file
_MOST_ROWS = 1000  # that the file states once
_MOST_COPIED = 1_000_000  # characters, and cells, that a whole file states once and repeats


class Copies:
    """What the tables of one file may yet repeat: a few hundred bytes can state more than a machine holds."""

    def __init__(self) -> None:
        self._left = _MOST_COPIED

    def of(self, element: Element, name: str, most: int) -> int:
        """How many times a row or a cell is read."""
        stated = min(_count(element, name), most)
        if stated == 1:
            return 1
        weight = sum(map(len, element.itertext())) + len(element) + 1
        more = min(stated - 1, self._left // weight)
        self._left -= more * weight
        return more + 1


def read_layout(table: Element, styles: OdtStyles, copies: Copies) -> Layout:
    """The rows of a table with the columns of each cell. Hidden rows are none."""
    rows: list[list[Raw]] = []
    going_on: dict[int, tuple[int, int]] = {}  # by first column: the end, the rows that are left
    for row in _members(table, _ROW, _ROW_GROUPS):
        if row.get(TABLE + "visibility") in ("collapse", "filter"):
            continue
        for _ in range(copies.of(row, "number-rows-repeated", _MOST_ROWS)):
            rows.append(_row(row, going_on, copies))
    widths = [
        styles.width(column.get(_STYLE))
        for column in _members(table, _COLUMN, _COLUMN_GROUPS)
        for _ in range(min(_count(column, "number-columns-repeated"), _WIDEST))
    ]
    return lay_out([row for row in rows if row], widths, lambda: _is_ruled(rows, styles))


def _members(parent: Element, tag: str, groups: set[str]) -> Iterator[Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in groups:
            yield from _members(child, tag, groups)


def _row(row: Element, going_on: dict[int, tuple[int, int]], copies: Copies) -> list[Raw]:
    """The cells of a row; `going_on` are the cells above that go on in it, and then those that go on below."""
    cells: list[Raw] = []
    at = 0
    for cell in row:
        if cell.tag not in (_CELL, _COVERED):
            continue
        for _ in range(copies.of(cell, "number-columns-repeated", _WIDEST)):
            if at >= _WIDEST:
                return cells
            if cell.tag == _CELL:
                end = min(at + _count(cell, "number-columns-spanned"), _WIDEST)
                down = _count(cell, "number-rows-spanned")
                cells.append(Raw(cell, at, end, "restart" if down > 1 else None))
                going_on[at] = (end, down)
            elif at in going_on and going_on[at][1] > 0 and not (cells and cells[-1].end > at):
                cells.append(Raw(cell, at, going_on[at][0], "continue"))
            at += 1
    for start, (end, down) in list(going_on.items()):
        going_on[start] = (end, down - 1)
    return cells


def _is_ruled(rows: list[list[Raw]], styles: OdtStyles) -> bool:
    """Whether lines are drawn around most of its cells; a single line underlines a name."""
    cells = [cell for row in rows for cell in row if cell.merged != "continue"]
    return 2 * sum(styles.lines(cell.element.get(_STYLE)) > 1 for cell in cells) > len(cells)


def _count(element: Element, name: str) -> int:
    found = element.get(TABLE + name, "1")
    return max(int(found), 1) if found.isascii() and found.isdecimal() and len(found) < 9 else 1
