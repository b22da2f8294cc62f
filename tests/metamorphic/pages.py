"""Rows on paper: cells wrapped to their columns, stood on a grid of lines, and cut where a page ends.

Enters: printed rows (texts by column, `None` where a cell is merged into the one above) and column widths.
Leaves: a `Sheet` (where each line of each cell stands) and the rows as each page shows them.
Never: knows a dialect, a role or a plan.

The model is a word processor's: a row is as high as its highest own cell; a merged cell flows down over all
its rows, and when it needs more lines than they have, the last of them grows. Text is top-aligned and breaks
at spaces only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

RowKind = Literal["header", "numbers", "section", "leaf", "fragment"]


@dataclass(frozen=True)
class PrintedRow:
    """A row as the page shows it; `None` is a cell covered by a merged one, `""` an empty one."""

    kind: RowKind
    cells: tuple[str | None, ...]


@dataclass(frozen=True)
class Line:
    """One physical line of a cell; `hard` when it begins a paragraph of the cell's text."""

    text: str
    hard: bool


@dataclass(frozen=True)
class PlacedCell:
    """A cell on the sheet: its column, the first and last row it covers, and its lines from the first row's top."""

    column: int
    first: int
    last: int
    top: int
    lines: tuple[Line, ...]

    def part(self, start: int, stop: int) -> str:
        """The text that stands on the sheet's lines [start, stop)."""
        return joined(self.lines[max(0, start - self.top) : max(0, stop - self.top)])

    def cut_by(self, y: int) -> bool:
        """Whether a page that ends before line `y` leaves text on both sides."""
        return self.top < y < self.top + len(self.lines)


@dataclass(frozen=True)
class Sheet:
    """A table's rows on a grid of lines: row `i` has the lines [starts[i], starts[i + 1])."""

    rows: tuple[PrintedRow, ...]
    starts: tuple[int, ...]
    placed: tuple[PlacedCell, ...]

    @property
    def height(self) -> int:
        return self.starts[-1]

    def row_at(self, y: int) -> int:
        """The row that line `y` belongs to."""
        return max(i for i in range(len(self.rows)) if self.starts[i] <= y)

    def covering(self, row: int, column: int) -> PlacedCell:
        """The cell that covers this row in this column."""
        return next(cell for cell in self.placed if cell.column == column and cell.first <= row <= cell.last)


def wrap(text: str, width: int) -> tuple[Line, ...]:
    """The text's lines in a column of `width` characters; a longer word stands on a line of its own."""
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        line, hard = "", True
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > width:
                lines.append(Line(line, hard))
                line, hard = word, False
            else:
                line = f"{line} {word}" if line else word
        if line:
            lines.append(Line(line, hard))
    return tuple(lines)


def joined(lines: Sequence[Line]) -> str:
    """Lines put back together: a new paragraph after a hard break, a space elsewhere."""
    text = ""
    for line in lines:
        text += ("\n" if line.hard else " ") + line.text if text else line.text
    return text


def lay_out(rows: Sequence[PrintedRow], widths: Sequence[int], gap: int = 0) -> Sheet:
    """The sheet of a table; `gap` blank lines stand at the end of every row."""
    spans = _spans(rows)
    lines = {span: _lines(rows[span[1]], span[0], widths) for span in spans}
    starts = _starts(len(rows), {span: len(lines[span]) for span in spans}, gap)
    placed = tuple(
        PlacedCell(column, first, last, starts[first], lines[column, first, last]) for column, first, last in spans
    )
    return Sheet(tuple(rows), starts, placed)


def _spans(rows: Sequence[PrintedRow]) -> list[tuple[int, int, int]]:
    """(column, first row, last row) of every cell; rows of a spanned section have fewer columns."""
    spans = []
    for column in range(max(len(row.cells) for row in rows)):
        first = 0
        for i in range(1, len(rows) + 1):
            if i == len(rows) or not (column < len(rows[i].cells) and rows[i].cells[column] is None):
                spans.append((column, first, i - 1))
                first = i
    return spans


def _lines(row: PrintedRow, column: int, widths: Sequence[int]) -> tuple[Line, ...]:
    """A cell's lines; a section row spans the table, so its title is never wrapped."""
    text = (row.cells[column] or "") if column < len(row.cells) else ""
    return wrap(text, len(text) + 1 if row.kind == "section" else widths[column])


def _starts(count: int, needs: dict[tuple[int, int, int], int], gap: int) -> tuple[int, ...]:
    """Where each row begins, and after the last one where the sheet ends."""
    starts = [0]
    for i in range(count):
        ends = [starts[first] + need for (_, first, last), need in needs.items() if last == i]
        starts.append(max(starts[i] + 1, *ends) + gap)
    return tuple(starts)


def paged(sheet: Sheet, cuts: Sequence[int]) -> list[tuple[PrintedRow, ...]]:
    """The rows of each page when pages end before the lines `cuts` (ascending, inside the sheet)."""
    edges = [0, *cuts, sheet.height]
    return [_page(sheet, start, stop) for start, stop in pairwise(edges)]


def _page(sheet: Sheet, start: int, stop: int) -> tuple[PrintedRow, ...]:
    """The rows between two edges, each with the lines that stand there.

    A merged cell's lines on this page are printed in the first of its rows on this page.
    """
    shown = [i for i in range(len(sheet.rows)) if sheet.starts[i] < stop and sheet.starts[i + 1] > start]
    return tuple(_shown(sheet, i, shown[0], start, stop) for i in shown)


def _shown(sheet: Sheet, row: int, first_shown: int, start: int, stop: int) -> PrintedRow:
    """One row of a page; a row that began on an earlier page is a fragment."""
    printed = sheet.rows[row]
    if printed.kind == "section":
        return printed
    cells: list[str | None] = []
    for column in range(len(printed.cells)):
        cell = sheet.covering(row, column)
        cells.append(cell.part(start, stop) if row == max(cell.first, first_shown) else None)
    return PrintedRow("fragment" if sheet.starts[row] < start else printed.kind, tuple(cells))
